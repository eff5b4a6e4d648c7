/* Owns the flat form. An atom is a part of a condition that reads one question
 * alone. What that question tells settles its atoms, and some whole conditions
 * too: those that are false, and those that are true, when nothing else is
 * known. More knowledge never makes another of them, so over all questions the
 * sets of conditions that may be other than false are intersected, the sets of
 * those that must be true are joined, and few are left to be run. What a
 * question was found to tell is remembered as a row of such sets. */
#include "flat.h"

#include "cond.h"

#include <string.h>

typedef uint64_t word;

#define WORD_BITS 64
#define ROWS 96 /* remembered for each question, and one to work on */
#define PLACE_BITS                                                             \
    7 /* where a row may be remembered: more places than rows                  \
       */
#define PLACES 128
#define NO_ATOM UINT32_MAX

/* One part of a condition; its own parts follow it. */
struct step {
    const struct cond *cond;
    uint32_t need, count; /* of its parts, to be true */
    uint32_t end;         /* the step behind its parts */
    uint32_t atom;        /* among those of all questions, or NO_ATOM */
};

/* Three-valued: true in both sets, false in neither, unknown in `may` alone. */
struct truths {
    word *may, *must;
};

/* All that a condition can see of one question. */
struct sight {
    choice_set yes, maybe;
    long number;
    word manner; /* bits of enum manner */
};

enum manner {
    HAS_NUMBER = 1,
    IS_UNSURE = 2,
};

#define SIGHT_WORDS (sizeof(struct sight) / sizeof(word))

/* What one question told so far. A row is a sight, the words of `may` and
 * `must` of the conditions, then those of its atoms. */
struct column {
    word *rows;
    size_t row_count, row_words;
    size_t atom_count;
    size_t atom_first, atom_words; /* words among those of all atoms */
    unsigned char places[PLACES];  /* number of a row, by its hash; 0: free */
};

struct flat {
    struct arena arena;
    const struct bc_ruleset *rs;
    size_t first[FLAT_COUNT + 1]; /* condition of each kind; then their end */
    const struct cond **conds;    /* NULL: always; false where said so */
    question_set *reads;          /* of each condition */
    uint32_t *starts;             /* the first step of each condition */
    struct step *steps;
    size_t step_count, words, atom_words;
    struct column column[QUESTIONS_MAX];
    word *alarms;          /* rules of level emergency */
    struct truths unknown; /* the conditions when nothing is known */
    struct truths conds_now, atoms_now;
    struct truths atoms_alone; /* none known; all but those of one question */
    struct facts bare;         /* one question alone */
};

static void
set_bit(word *set, size_t at)
{
    set[at / WORD_BITS] |= (word)1 << at % WORD_BITS;
}

static void
clear_bit(word *set, size_t at)
{
    set[at / WORD_BITS] &= ~((word)1 << at % WORD_BITS);
}

static bool
has_bit(const word *set, size_t at)
{
    return (set[at / WORD_BITS] >> at % WORD_BITS & 1) != 0;
}

static enum truth
get_truth(const struct truths *truths, size_t at)
{
    return (enum truth)(has_bit(truths->may, at) + has_bit(truths->must, at));
}

static void
set_truth(const struct truths *truths, size_t at, enum truth truth)
{
    clear_bit(truths->may, at);
    clear_bit(truths->must, at);
    if (truth != TRUTH_FALSE) {
        set_bit(truths->may, at);
    }
    if (truth == TRUTH_TRUE) {
        set_bit(truths->must, at);
    }
}

static void
copy_truths(const struct truths *to, size_t first, const struct truths *from,
            size_t words)
{
    memcpy(to->may + first, from->may, words * sizeof(word));
    memcpy(to->must + first, from->must, words * sizeof(word));
}

/* ---- running ---- */

/* What conditions and atoms are, and the facts behind them. */
struct view {
    const struct flat *flat;
    const struct truths *conds, *atoms;
    const struct facts *facts;
};

static enum truth run_step(const struct view *view, const struct step *step);

/* At least so many of the parts, and no more looked at than needed. */
static enum truth
run_parts(const struct view *view, const struct step *step)
{
    const struct step *part = step + 1;
    size_t sure = 0, possible = step->count;
    for (size_t i = 0; i < step->count; i++) {
        enum truth truth = part->atom != NO_ATOM
                               ? get_truth(view->atoms, part->atom)
                               : run_step(view, part);
        sure += truth == TRUTH_TRUE;
        possible -= truth == TRUTH_FALSE;
        if (sure >= step->need || possible < step->need) {
            break;
        }
        part = &view->flat->steps[part->end];
    }
    return sure >= step->need      ? TRUTH_TRUE
           : possible < step->need ? TRUTH_FALSE
                                   : TRUTH_UNKNOWN;
}

static enum truth
run_cond(const struct view *view, size_t at)
{
    enum truth truth = get_truth(view->conds, at);
    return truth != TRUTH_UNKNOWN
               ? truth
               : run_step(view, &view->flat->steps[view->flat->starts[at]]);
}

static enum truth
run_step(const struct view *view, const struct step *step)
{
    const struct cond *cond = step->cond;
    if (step->atom != NO_ATOM) {
        return get_truth(view->atoms, step->atom);
    }
    switch (cond->kind) {
    case COND_ALL:
    case COND_ANY:
    case COND_COUNT:
        return run_parts(view, step);
    case COND_NOT:
        return (enum truth)(TRUTH_TRUE - run_step(view, step + 1));
    case COND_IS:
        return run_cond(view,
                        view->flat->first[FLAT_NAMED] + (size_t)cond->named);
    case COND_CHOICE:
    case COND_NUMBER: /* that compares two questions */
        return cond_eval(cond, view->facts);
    }
    return TRUTH_UNKNOWN;
}

/* ---- building ---- */

static bool
new_truths(struct flat *flat, struct truths *truths, size_t words)
{
    truths->may = arena_array(&flat->arena, words, sizeof(word));
    truths->must = arena_array(&flat->arena, words, sizeof(word));
    return truths->may != NULL && truths->must != NULL;
}

static void
count_conds(struct flat *flat)
{
    const struct bc_ruleset *rs = flat->rs;
    const size_t counts[FLAT_COUNT] = {
        [FLAT_RULE] = rs->rule_count,       [FLAT_SHOW] = rs->tip_count,
        [FLAT_DANGER] = rs->tip_count,      [FLAT_ASK] = rs->question_count,
        [FLAT_NAMED] = rs->condition_count, [FLAT_SCOPE] = 1,
    };
    for (size_t i = 0; i < FLAT_COUNT; i++) {
        flat->first[i + 1] = flat->first[i] + counts[i];
    }
    flat->words = flat->first[FLAT_COUNT] / WORD_BITS + 1;
}

static void
take_cond(struct flat *flat, enum flat_kind kind, size_t index,
          const struct cond *cond)
{
    size_t at = flat->first[kind] + index;
    bool never = cond == NULL && (kind == FLAT_DANGER || kind == FLAT_SCOPE);
    flat->conds[at] = cond;
    flat->reads[at] = cond != NULL ? cond_reads(flat->rs, cond) : 0;
    set_truth(&flat->unknown, at,
              cond != NULL ? TRUTH_UNKNOWN
              : never      ? TRUTH_FALSE
                           : TRUTH_TRUE);
}

static void
take_conds(struct flat *flat)
{
    const struct bc_ruleset *rs = flat->rs;
    for (size_t i = 0; i < rs->rule_count; i++) {
        take_cond(flat, FLAT_RULE, i, rs->rules[i].when);
        if (rs->rules[i].outcome.level == BC_EMERGENCY) {
            set_bit(flat->alarms, i);
        }
    }
    for (size_t i = 0; i < rs->tip_count; i++) {
        take_cond(flat, FLAT_SHOW, i, rs->tips[i].show_if);
        take_cond(flat, FLAT_DANGER, i, rs->tips[i].withhold_if);
    }
    for (size_t i = 0; i < rs->question_count; i++) {
        take_cond(flat, FLAT_ASK, i, rs->questions[i].ask_when);
    }
    for (size_t i = 0; i < rs->condition_count; i++) {
        take_cond(flat, FLAT_NAMED, i, rs->conditions[i].when);
    }
    take_cond(flat, FLAT_SCOPE, 0, rs->out_of_scope);
}

/* The only question that a condition reads, or -1. */
static int
only_question(const struct flat *flat, const struct cond *cond)
{
    question_set reads = cond_reads(flat->rs, cond);
    bool one = reads != 0 && (reads & (reads - 1)) == 0;
    return one ? __builtin_ctzll(reads) : -1;
}

static size_t
count_steps(const struct flat *flat, const struct cond *cond)
{
    size_t count = 1;
    bool atom = only_question(flat, cond) >= 0;
    for (size_t i = 0; i < cond->count && !atom; i++) {
        count += count_steps(flat, cond->part[i]);
    }
    return count;
}

/* Atoms are numbered within their question until all are counted. */
static void
add_steps(struct flat *flat, const struct cond *cond)
{
    struct step *step = &flat->steps[flat->step_count++];
    int question = only_question(flat, cond);
    *step = (struct step){ .cond = cond,
                           .count = (uint32_t)cond->count,
                           .need = (uint32_t)cond->count,
                           .atom = NO_ATOM };
    if (cond->kind == COND_ANY || cond->kind == COND_COUNT) {
        step->need = cond->kind == COND_ANY ? 1 : (uint32_t)cond->at_least;
    }
    if (question >= 0) {
        step->atom = (uint32_t)flat->column[question].atom_count++;
    }
    for (size_t i = 0; i < cond->count && question < 0; i++) {
        add_steps(flat, cond->part[i]);
    }
    step->end = (uint32_t)flat->step_count;
}

static bool
flatten(struct flat *flat)
{
    size_t count = flat->first[FLAT_COUNT], steps = 0;
    for (size_t i = 0; i < count; i++) {
        const struct cond *cond = flat->conds[i];
        steps += cond != NULL ? count_steps(flat, cond) : 0;
    }
    flat->steps = arena_array(&flat->arena, steps, sizeof(*flat->steps));
    flat->starts = arena_array(&flat->arena, count, sizeof(*flat->starts));
    if (flat->steps == NULL || flat->starts == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        flat->starts[i] = (uint32_t)flat->step_count;
        if (flat->conds[i] != NULL) {
            add_steps(flat, flat->conds[i]);
        }
    }
    return true;
}

/* Put the atoms of all questions side by side, each question in whole words. */
static void
place_atoms(struct flat *flat)
{
    for (size_t i = 0; i < flat->rs->question_count; i++) {
        struct column *column = &flat->column[i];
        column->atom_first = flat->atom_words;
        column->atom_words = column->atom_count / WORD_BITS + 1;
        flat->atom_words += column->atom_words;
    }
    for (size_t i = 0; i < flat->step_count; i++) {
        struct step *step = &flat->steps[i];
        if (step->atom != NO_ATOM) {
            int question = only_question(flat, step->cond);
            size_t first = flat->column[question].atom_first * WORD_BITS;
            step->atom += (uint32_t)first;
        }
    }
}

static bool
add_columns(struct flat *flat)
{
    bool good = true;
    for (size_t i = 0; i < flat->rs->question_count && good; i++) {
        struct column *column = &flat->column[i];
        column->row_words =
            SIGHT_WORDS + 2 * (flat->words + column->atom_words);
        column->rows = arena_array(&flat->arena, (ROWS + 1) * column->row_words,
                                   sizeof(word));
        good = column->rows != NULL;
    }
    return good;
}

static bool
build(struct flat *flat)
{
    count_conds(flat);
    size_t count = flat->first[FLAT_COUNT];
    flat->conds = arena_array(&flat->arena, count, sizeof(*flat->conds));
    flat->reads = arena_array(&flat->arena, count, sizeof(*flat->reads));
    flat->alarms = arena_array(&flat->arena, flat->words, sizeof(word));
    if (flat->conds == NULL || flat->reads == NULL || flat->alarms == NULL ||
        !new_truths(flat, &flat->unknown, flat->words) ||
        !new_truths(flat, &flat->conds_now, flat->words)) {
        return false;
    }
    take_conds(flat);
    if (!flatten(flat)) {
        return false;
    }
    place_atoms(flat);
    if (!new_truths(flat, &flat->atoms_now, flat->atom_words) ||
        !new_truths(flat, &flat->atoms_alone, flat->atom_words)) {
        return false;
    }
    memset(flat->atoms_alone.may, 0xff, flat->atom_words * sizeof(word));
    flat->bare.rs = flat->rs;
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
        struct arena arena = flat->arena; /* it lies in its own */
        arena_reset(&arena);
    }
}

/* ---- rows ---- */

static struct truths
conds_of(const struct flat *flat, word *row)
{
    return (struct truths){ row + SIGHT_WORDS,
                            row + SIGHT_WORDS + flat->words };
}

static struct truths
atoms_of(const struct flat *flat, const struct column *column, word *row)
{
    word *atoms = row + SIGHT_WORDS + 2 * flat->words;
    return (struct truths){ atoms, atoms + column->atom_words };
}

/* What the atoms of a question are, by what stands in flat->bare. */
static void
fill_atoms(const struct flat *flat, const struct column *column,
           const struct truths *atoms)
{
    size_t first = column->atom_first * WORD_BITS;
    size_t last = first + column->atom_words * WORD_BITS;
    for (size_t i = 0; i < flat->step_count; i++) {
        const struct step *step = &flat->steps[i];
        if (step->atom != NO_ATOM && step->atom >= first && step->atom < last) {
            set_truth(atoms, step->atom - first,
                      cond_eval(step->cond, &flat->bare));
        }
    }
}

/* What the conditions are that read a question, when nothing else is known. */
static void
fill_conds(const struct flat *flat, size_t question, const struct truths *conds)
{
    const struct view view = { flat, &flat->unknown, &flat->atoms_alone,
                               &flat->bare };
    copy_truths(conds, 0, &flat->unknown, flat->words);
    for (size_t i = 0; i < flat->first[FLAT_COUNT]; i++) {
        if ((flat->reads[i] & BIT(question)) != 0) {
            set_truth(conds, i, run_cond(&view, i));
        }
    }
}

static void
fill_row(struct flat *flat, size_t question, const struct fact *fact,
         word manner, word *row)
{
    const struct column *column = &flat->column[question];
    const struct truths conds = conds_of(flat, row);
    const struct truths atoms = atoms_of(flat, column, row);
    struct facts *bare = &flat->bare;
    const struct sight sight = { fact->yes, fact->maybe, fact->number, manner };
    memcpy(row, &sight, sizeof(sight));
    bare->blank = ~BIT(question);
    bare->unsure = (manner & IS_UNSURE) != 0 ? BIT(question) : 0;
    bare->of[question] = *fact;
    fill_atoms(flat, column, &atoms);
    copy_truths(&flat->atoms_alone, column->atom_first, &atoms,
                column->atom_words);
    fill_conds(flat, question, &conds);
    for (size_t w = 0; w < column->atom_words; w++) {
        flat->atoms_alone.may[column->atom_first + w] = ~(word)0;
        flat->atoms_alone.must[column->atom_first + w] = 0;
    }
    bare->of[question] = (struct fact){ .maybe = 0 };
}

/* Where the number of the row of a fact stands, or may be put. */
static unsigned char *
find_place(struct column *column, const struct fact *fact, word manner)
{
    word mixed = fact->yes + fact->maybe * 31 + (word)fact->number + manner;
    size_t at = mixed * 0x9E3779B97F4A7C15U >> (WORD_BITS - PLACE_BITS);
    while (column->places[at] != 0) {
        size_t row = (column->places[at] - (size_t)1) * column->row_words;
        const struct sight *sight = (const struct sight *)(column->rows + row);
        if (sight->yes == fact->yes && sight->maybe == fact->maybe &&
            sight->number == fact->number && sight->manner == manner) {
            break;
        }
        at = (at + 1) % PLACES;
    }
    return &column->places[at];
}

/* The row of what a question tells: remembered, or found now. When there is no
 * room left, it is found each time. */
static word *
find_row(struct flat *flat, const struct facts *facts, size_t question)
{
    const struct fact *fact = &facts->of[question];
    struct column *column = &flat->column[question];
    bool unsure = (facts->unsure & BIT(question)) != 0;
    word manner = (fact->has_number ? (word)HAS_NUMBER : 0) |
                  (unsure ? (word)IS_UNSURE : 0);
    unsigned char *place = find_place(column, fact, manner);
    if (*place != 0) {
        return column->rows + (*place - (size_t)1) * column->row_words;
    }
    word *row = column->rows + column->row_count * column->row_words;
    fill_row(flat, question, fact, manner, row);
    if (column->row_count < ROWS) {
        *place = (unsigned char)++column->row_count;
    }
    return row;
}

/* ---- use ---- */

void
flat_clear(struct flat *flat)
{
    copy_truths(&flat->conds_now, 0, &flat->unknown, flat->words);
    copy_truths(&flat->atoms_now, 0, &flat->atoms_alone, flat->atom_words);
}

void
flat_note(struct flat *flat, const struct facts *facts, size_t question)
{
    const struct column *column = &flat->column[question];
    word *row = find_row(flat, facts, question);
    const struct truths conds = conds_of(flat, row);
    const struct truths atoms = atoms_of(flat, column, row);
    for (size_t w = 0; w < flat->words; w++) {
        flat->conds_now.may[w] &= conds.may[w];
        flat->conds_now.must[w] |= conds.must[w];
    }
    for (size_t w = 0; w < column->atom_words; w++) {
        flat->atoms_now.may[column->atom_first + w] = atoms.may[w];
        flat->atoms_now.must[column->atom_first + w] = atoms.must[w];
    }
}

enum truth
flat_eval(const struct flat *flat, enum flat_kind kind, size_t index,
          const struct facts *facts)
{
    const struct view view = { flat, &flat->conds_now, &flat->atoms_now,
                               facts };
    return run_cond(&view, flat->first[kind] + index);
}

/* The questions whose atoms are open in what is open. */
static question_set
open_in(const struct view *view, const struct step *step)
{
    const struct cond *cond = step->cond;
    question_set open = 0;
    if (run_step(view, step) != TRUTH_UNKNOWN) {
        return 0;
    }
    if (step->atom != NO_ATOM || cond->kind == COND_CHOICE ||
        cond->kind == COND_NUMBER) {
        return cond_because(cond, view->facts);
    }
    if (cond->kind == COND_IS) {
        size_t at = view->flat->first[FLAT_NAMED] + (size_t)cond->named;
        return open_in(view, &view->flat->steps[view->flat->starts[at]]);
    }
    const struct step *part = step + 1;
    for (size_t i = 0; i < step->count; i++) {
        open |= open_in(view, part);
        part = &view->flat->steps[part->end];
    }
    return open;
}

question_set
flat_because(const struct flat *flat, size_t rule, const struct facts *facts)
{
    const struct view view = { flat, &flat->conds_now, &flat->atoms_now,
                               facts };
    return open_in(&view, &flat->steps[flat->starts[rule]]);
}

size_t
flat_next(const struct flat *flat, enum flat_kind kind, size_t index,
          bool alarms)
{
    size_t at = flat->first[kind] + index, end = flat->first[kind + 1];
    while (at < end) {
        size_t w = at / WORD_BITS;
        word here = flat->conds_now.may[w] | (alarms ? flat->alarms[w] : 0);
        here &= ~(word)0 << at % WORD_BITS;
        if (here != 0) {
            at = w * WORD_BITS + (size_t)__builtin_ctzll(here);
            break;
        }
        at = (w + 1) * WORD_BITS;
    }
    return (at < end ? at : end) - flat->first[kind];
}

question_set
flat_scope(const struct flat *flat)
{
    return flat->reads[flat->first[FLAT_SCOPE]];
}
