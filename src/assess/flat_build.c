/* Owns the building of the flat form: entries, their steps and atoms, and what
 * an atom does to an entry. */
#include "flat_form.h"

#include <string.h>

#define INLINE_MAX 16 /* parts of a condition with a name */

/* ---- entries ---- */

static const struct cond *
meant_by(const struct bc_ruleset *rs, const struct cond *cond)
{
    while (cond != NULL && cond->kind == COND_IS) {
        cond = rs->conditions[cond->named].when;
    }
    return cond;
}

/* The conditions whose parts are entries of their own. */
static const struct cond *
split_of(const struct bc_ruleset *rs, const struct cond *cond)
{
    cond = meant_by(rs, cond);
    return cond != NULL && cond->kind == COND_ANY ? cond : NULL;
}

static size_t
count_entries(const struct bc_ruleset *rs, const struct cond *cond)
{
    const struct cond *split = split_of(rs, cond);
    size_t count = split == NULL ? 1 : 0;
    for (size_t i = 0; split != NULL && i < split->count; i++) {
        count += count_entries(rs, split->part[i]);
    }
    return count;
}

static void
add_entries(struct flat *flat, size_t root, const struct cond *cond)
{
    const struct cond *split = split_of(flat->rs, cond);
    for (size_t i = 0; split != NULL && i < split->count; i++) {
        add_entries(flat, root, split->part[i]);
    }
    if (split == NULL) {
        flat->entries[flat->entry_count++] =
            (struct entry){ .cond = meant_by(flat->rs, cond),
                            .root = (uint32_t)root };
    }
}

/* The condition of a root; false: there is none, and it never holds. */
static bool
get_root(const struct cond **cond, const struct bc_ruleset *rs,
         enum flat_kind kind, size_t index)
{
    switch (kind) {
    case FLAT_RULE:
        *cond = rs->rules[index].when;
        return true;
    case FLAT_SHOW:
        *cond = rs->tips[index].show_if;
        return true;
    case FLAT_DANGER:
        *cond = rs->tips[index].withhold_if;
        return *cond != NULL;
    case FLAT_ASK:
        *cond = rs->questions[index].ask_when;
        return true;
    case FLAT_SCOPE:
        *cond = rs->out_of_scope;
        return *cond != NULL;
    case FLAT_COUNT:
        break;
    }
    return false;
}

/* Count the entries of all roots, or add them when there is room for them. */
static size_t
each_root(struct flat *flat, bool add)
{
    size_t count = 0;
    for (int kind = 0; kind < FLAT_COUNT; kind++) {
        for (size_t at = flat->first[kind]; at < flat->first[kind + 1]; at++) {
            const struct cond *cond = NULL;
            bool some = get_root(&cond, flat->rs, (enum flat_kind)kind,
                                 at - flat->first[kind]);
            count += some ? count_entries(flat->rs, cond) : 0;
            if (add) {
                flat->entry_of[at] = (uint32_t)flat->entry_count;
            }
            if (add && some) {
                add_entries(flat, at, cond);
            }
        }
    }
    return count;
}

static void
count_roots(struct flat *flat)
{
    const struct bc_ruleset *rs = flat->rs;
    const size_t counts[FLAT_COUNT] = {
        [FLAT_RULE] = rs->rule_count,
        [FLAT_SHOW] = rs->tip_count,
        [FLAT_DANGER] = rs->tip_count,
        [FLAT_ASK] = rs->question_count,
        [FLAT_SCOPE] = 1,
    };
    for (size_t i = 0; i < FLAT_COUNT; i++) {
        flat->first[i + 1] = flat->first[i] + counts[i];
    }
}

static bool
new_sets(struct flat *flat)
{
    word *sets = arena_array(&flat->arena, (2 + 2 * CLAUSES) * flat->words,
                             sizeof(word));
    if (sets == NULL) {
        return false;
    }
    flat->alarms = sets;
    flat->may = sets + flat->words;
    for (size_t i = 0; i < CLAUSES; i++) {
        flat->met[i] = sets + (2 + i) * flat->words;
        flat->unmet[i] = sets + (2 + CLAUSES + i) * flat->words;
    }
    return true;
}

static void
mark_alarms(struct flat *flat)
{
    for (size_t i = 0; i < flat->entry_count; i++) {
        size_t root = flat->entries[i].root;
        if (root < flat->rs->rule_count &&
            flat->rs->rules[root].outcome.level == BC_EMERGENCY) {
            set_bit(flat->alarms, i);
        }
    }
}

/* What it reads, and what narrows that: before the first of these nothing that
 * it looks at is known, and it is not true. */
static question_set
find_scope(const struct bc_ruleset *rs)
{
    question_set reads =
        rs->out_of_scope != NULL ? cond_reads(rs, rs->out_of_scope) : 0;
    question_set scope = reads;
    for (size_t i = 0; i < rs->question_count; i++) {
        int follow_up = rs->questions[i].narrowed_by;
        bool narrowed = follow_up >= 0 && (reads & BIT(i)) != 0;
        scope |= narrowed ? BIT(follow_up) : 0;
    }
    return scope;
}

static bool
take_entries(struct flat *flat)
{
    count_roots(flat);
    size_t roots = flat->first[FLAT_COUNT], count = each_root(flat, false);
    flat->words = (count / (WORD_BITS * BLOCK) + 1) * BLOCK;
    flat->clauses = count >= CLAUSES_FROM ? CLAUSES : 0;
    flat->scope = find_scope(flat->rs);
    flat->entries = arena_array(&flat->arena, count, sizeof(*flat->entries));
    flat->entry_of =
        arena_array(&flat->arena, roots + 1, sizeof(*flat->entry_of));
    if (flat->entries == NULL || flat->entry_of == NULL || !new_sets(flat)) {
        return false;
    }
    each_root(flat, true);
    flat->entry_of[roots] = (uint32_t)flat->entry_count;
    mark_alarms(flat);
    return true;
}

/* ---- steps ---- */

/* What a condition reads, until that is more than one question. */
static void
read_few(const struct bc_ruleset *rs, const struct cond *cond,
         question_set *reads)
{
    if (cond->kind == COND_IS) {
        *reads |= rs->conditions[cond->named].reads;
    } else if (cond->count == 0) {
        *reads |= cond_reads(rs, cond);
    }
    for (size_t i = 0; i < cond->count && (*reads & (*reads - 1)) == 0; i++) {
        read_few(rs, cond->part[i], reads);
    }
}

/* The only question that a condition reads, or -1. */
static int
only_question(const struct flat *flat, const struct cond *cond)
{
    question_set reads = 0;
    read_few(flat->rs, cond, &reads);
    bool one = reads != 0 && (reads & (reads - 1)) == 0;
    return one ? __builtin_ctzll(reads) : -1;
}

/* A part whose own parts can stand in its place: all are needed of both. It is
 * no atom. Large ones that have a name stay apart, or there could be no end of
 * them. */
static const struct cond *
inlined(const struct flat *flat, const struct cond *whole,
        const struct cond *part, int question)
{
    if (question >= 0 || whole->kind != COND_ALL) {
        return NULL;
    }
    const struct cond *meant = meant_by(flat->rs, part);
    bool inside = meant->kind == COND_ALL && meant->count <= INLINE_MAX;
    return inside ? meant : NULL;
}

/* The most steps that it can have. */
static size_t
count_steps(const struct flat *flat, const struct cond *cond, int question)
{
    size_t count = 1;
    for (size_t i = 0; i < cond->count && question < 0; i++) {
        const struct cond *part = cond->part[i];
        int only = only_question(flat, part);
        const struct cond *inside = inlined(flat, cond, part, only);
        count += count_steps(flat, inside != NULL ? inside : part, only);
    }
    return count;
}

static size_t
count_whole(const struct flat *flat, const struct cond *cond)
{
    return count_steps(flat, cond, only_question(flat, cond));
}

static void add_steps(struct flat *flat, const struct cond *cond, int question);

/* Add those of the parts that are atoms, or the others. Returns how many. */
static size_t
add_parts(struct flat *flat, const struct cond *cond, bool atoms)
{
    size_t count = 0;
    for (size_t i = 0; i < cond->count; i++) {
        const struct cond *part = cond->part[i];
        int question = only_question(flat, part);
        const struct cond *inside = inlined(flat, cond, part, question);
        if (inside != NULL) {
            count += add_parts(flat, inside, atoms);
        } else if ((question >= 0) == atoms) {
            add_steps(flat, part, question);
            count++;
        }
    }
    return count;
}

/* Of the parts those that are no atoms come first: an entry that is run has
 * seldom a false atom. */
static void
add_steps(struct flat *flat, const struct cond *cond, int question)
{
    struct step *step = &flat->steps[flat->step_count++];
    *step = (struct step){ .cond = cond, .kind = cond->kind, .atom = NONE };
    if (question >= 0) {
        step->question = (unsigned char)question;
        step->atom = (uint32_t)flat->column[question].atom_count++;
    } else {
        size_t count = add_parts(flat, cond, false);
        step->count = (uint32_t)(count + add_parts(flat, cond, true));
    }
    step->need = cond->kind == COND_ANY     ? 1
                 : cond->kind == COND_COUNT ? (uint32_t)cond->at_least
                                            : step->count;
    step->end = (uint32_t)flat->step_count;
}

static void
add_whole(struct flat *flat, const struct cond *cond)
{
    add_steps(flat, cond, only_question(flat, cond));
}

static size_t
count_all_steps(const struct flat *flat)
{
    size_t count = 0;
    for (size_t i = 0; i < flat->entry_count; i++) {
        const struct cond *cond = flat->entries[i].cond;
        count += cond != NULL ? count_whole(flat, cond) : 0;
    }
    for (size_t i = 0; i < flat->rs->condition_count; i++) {
        count += count_whole(flat, flat->rs->conditions[i].when);
    }
    return count;
}

static bool
flatten(struct flat *flat)
{
    size_t steps = count_all_steps(flat), named = flat->rs->condition_count;
    flat->steps = arena_room(&flat->arena, steps, sizeof(*flat->steps));
    flat->named = arena_array(&flat->arena, named, sizeof(*flat->named));
    if (flat->steps == NULL || flat->named == NULL) {
        return false;
    }
    for (size_t i = 0; i < flat->entry_count; i++) {
        flat->entries[i].step = (uint32_t)flat->step_count;
        if (flat->entries[i].cond != NULL) {
            add_whole(flat, flat->entries[i].cond);
        }
    }
    for (size_t i = 0; i < named; i++) {
        flat->named[i] = (uint32_t)flat->step_count;
        add_whole(flat, flat->rs->conditions[i].when);
    }
    return true;
}

/* ---- atoms ---- */

static struct atom *
atom_of(const struct flat *flat, const struct step *step)
{
    return &flat->column[step->question].atoms[step->atom];
}

static bool
add_atoms(struct flat *flat)
{
    size_t most = 0;
    for (size_t i = 0; i < flat->rs->question_count; i++) {
        struct column *column = &flat->column[i];
        most = column->atom_count > most ? column->atom_count : most;
        column->atoms = arena_array(&flat->arena, column->atom_count,
                                    sizeof(*column->atoms));
        if (column->atoms == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < flat->step_count; i++) {
        const struct step *step = &flat->steps[i];
        if (step->atom != NONE) {
            *atom_of(flat, step) =
                (struct atom){ step->cond, NONE, { NONE, NONE } };
        }
    }
    flat->unknown = arena_array(&flat->arena, most, sizeof(*flat->unknown));
    if (flat->unknown == NULL) {
        return false;
    }
    memset(flat->unknown, TRUTH_UNKNOWN, most);
    return true;
}

/* Mark atoms of which one is other than false when the step is; false when they
 * are not to be had. Of a part that needs all of its own, one will do. */
static bool
mark_clause(struct flat *flat, const struct step *step, size_t clause,
            uint32_t entry, bool mark)
{
    const struct step *part = step + 1;
    bool good = step->atom != NONE || step->kind == COND_ALL ||
                step->kind == COND_ANY || step->kind == COND_COUNT;
    if (step->atom != NONE && mark) {
        atom_of(flat, step)->meets[clause] = entry;
    }
    for (size_t i = 0;
         step->atom == NONE && good && i <= step->count - step->need; i++) {
        good = mark_clause(flat, part, clause, entry, mark);
        part = &flat->steps[part->end];
    }
    return good;
}

/* What the parts of an entry do to it that needs all of them. A condition that
 * is asked for before all questions are noted has no clauses. */
static void
link_atoms(struct flat *flat, uint32_t at)
{
    const struct entry *entry = &flat->entries[at];
    const struct step *root = &flat->steps[entry->step], *part = root + 1;
    bool late = entry->root < flat->first[FLAT_ASK];
    size_t clauses = 0;
    if (entry->cond == NULL) {
        return;
    }
    if (root->atom != NONE) {
        atom_of(flat, root)->vetoes = at;
    }
    for (size_t i = 0;
         root->atom == NONE && root->kind == COND_ALL && i < root->count; i++) {
        if (part->atom != NONE) {
            atom_of(flat, part)->vetoes = at;
        } else if (late && clauses < flat->clauses &&
                   mark_clause(flat, part, clauses, at, false)) {
            mark_clause(flat, part, clauses, at, true);
            set_bit(flat->unmet[clauses++], at);
        }
        part = &flat->steps[part->end];
    }
}

/* ---- the whole ---- */

static bool
add_column(struct flat *flat, const struct question *q, struct column *column)
{
    size_t numbers = (size_t)(q->max - q->min) + 1;
    column->has_numbers = q->type == QUESTION_NUMBER;
    column->least = q->min;
    column->plain =
        (size_t)ANSWER_GIVEN + (!column->has_numbers ? q->choice_count
                                : numbers < NUMBERS  ? numbers
                                                     : NUMBERS);
    column->row_words = SIGHT_WORDS + (1 + flat->clauses) * flat->words +
                        column->atom_count / sizeof(word) + 1;
    column->rows =
        arena_room(&flat->arena, (ROWS + 1) * column->row_words, sizeof(word));
    column->told[false] =
        arena_array(&flat->arena, column->plain, sizeof(struct told));
    column->told[true] =
        arena_array(&flat->arena, column->plain, sizeof(struct told));
    return column->rows != NULL && column->told[false] != NULL &&
           column->told[true] != NULL;
}

static bool
add_columns(struct flat *flat)
{
    bool good = true;
    for (size_t i = 0; i < flat->rs->question_count && good; i++) {
        good = add_column(flat, &flat->rs->questions[i], &flat->column[i]);
    }
    return good;
}

static bool
build(struct flat *flat)
{
    struct bc_answers none;
    answers_init(&none, flat->rs);
    facts_init(&flat->bare, &none, FACTS_AS_GIVEN);
    if (!take_entries(flat) || !flatten(flat) || !add_atoms(flat)) {
        return false;
    }
    for (size_t i = 0; i < flat->entry_count; i++) {
        link_atoms(flat, (uint32_t)i);
    }
    return add_columns(flat);
}

enum bc_status
flat_new(struct flat **out, const struct bc_ruleset *rs,
         const struct bc_memory *mem)
{
    struct arena arena;
    arena_init(&arena, mem);
    struct flat *flat = arena_alloc(&arena, sizeof(*flat));
    if (flat == NULL) {
        return BC_E_NOMEM;
    }
    flat->arena = arena;
    flat->rs = rs;
    if (!build(flat)) {
        flat_free(flat);
        return BC_E_NOMEM;
    }
    *out = flat;
    return BC_OK;
}

void
flat_free(struct flat *flat)
{
    if (flat != NULL) {
        arena_free(flat->arena);
    }
}
