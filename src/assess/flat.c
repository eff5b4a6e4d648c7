/* Owns the use of the flat form. What a question tells, with nothing else
 * known, makes some entries false, and more knowledge never makes them anything
 * else: so over all questions the sets of entries that may be other than false
 * are intersected. An entry with a clause is false too when no question meets
 * that. The few entries that are left are run over their atoms. What a question
 * was found to tell is remembered as a row of such sets, and found again by
 * what is known of it or, sooner, by the answer. */
#include "flat_form.h"

#include "cond.h"

#include <string.h>

static enum truth
truth_of(const struct flat *flat, const struct step *step)
{
    return (enum truth)flat->atoms[step->question][step->atom];
}

/* ---- running ---- */

static enum truth run_step(const struct flat *flat, const struct step *step,
                           const struct facts *facts);

/* At least so many of the parts, and no more looked at than needed. */
static enum truth
run_parts(const struct flat *flat, const struct step *step,
          const struct facts *facts)
{
    const struct step *part = step + 1;
    size_t sure = 0, possible = step->count;
    for (size_t i = 0; i < step->count; i++) {
        enum truth truth = part->atom != NONE ? truth_of(flat, part)
                                              : run_step(flat, part, facts);
        sure += truth == TRUTH_TRUE;
        possible -= truth == TRUTH_FALSE;
        if (sure >= step->need || possible < step->need) {
            break;
        }
        part = &flat->steps[part->end];
    }
    return sure >= step->need      ? TRUTH_TRUE
           : possible < step->need ? TRUTH_FALSE
                                   : TRUTH_UNKNOWN;
}

static enum truth
run_step(const struct flat *flat, const struct step *step,
         const struct facts *facts)
{
    if (step->atom != NONE) {
        return truth_of(flat, step);
    }
    switch (step->kind) {
    case COND_ALL:
    case COND_ANY:
    case COND_COUNT:
        return run_parts(flat, step, facts);
    case COND_NOT:
        return (enum truth)(TRUTH_TRUE - run_step(flat, step + 1, facts));
    case COND_IS:
        return run_step(flat, &flat->steps[flat->named[step->cond->named]],
                        facts);
    case COND_CHOICE:
    case COND_NUMBER: /* that compares two questions */
        return cond_eval(step->cond, facts);
    }
    return TRUTH_UNKNOWN;
}

/* ---- rows ---- */

/* What the atoms of a question are, by what stands in flat->bare, and what that
 * does to entries. */
static void
fill_sets(const struct flat *flat, const struct column *column, word *may)
{
    word *met = may + flat->words;
    unsigned char *atoms = (unsigned char *)(met + flat->clauses * flat->words);
    memset(may, 0xff, flat->words * sizeof(word));
    memset(met, 0, flat->clauses * flat->words * sizeof(word));
    for (size_t i = 0; i < column->atom_count; i++) {
        const struct atom *atom = &column->atoms[i];
        enum truth truth = cond_eval(atom->cond, &flat->bare);
        atoms[i] = (unsigned char)truth;
        if (truth == TRUTH_FALSE && atom->vetoes != NONE) {
            clear_bit(may, atom->vetoes);
        }
        for (size_t c = 0; c < flat->clauses && truth != TRUTH_FALSE; c++) {
            if (atom->meets[c] != NONE) {
                set_bit(met + c * flat->words, atom->meets[c]);
            }
        }
    }
}

static void
fill_row(struct flat *flat, size_t question, const struct fact *fact,
         word manner, word *row)
{
    const struct sight sight = { fact->yes, fact->maybe, fact->number, manner };
    struct facts *bare = &flat->bare;
    const struct fact unknown = bare->of[question];
    memcpy(row, &sight, sizeof(sight));
    bare->unsure = (manner & IS_UNSURE) != 0 ? BIT(question) : 0;
    bare->of[question] = *fact;
    fill_sets(flat, &flat->column[question], row + SIGHT_WORDS);
    bare->of[question] = unknown;
}

static bool
is_sight(const word *row, const struct fact *fact, word manner)
{
    const struct sight *sight = (const struct sight *)row;
    return sight->yes == fact->yes && sight->maybe == fact->maybe &&
           sight->number == fact->number && sight->manner == manner;
}

/* The row of what a question tells: remembered, or found now. When there is no
 * room left, it is found each time. */
static const word *
find_row(struct flat *flat, const struct facts *facts, size_t question)
{
    const struct fact *fact = &facts->of[question];
    struct column *column = &flat->column[question];
    bool unsure = (facts->unsure & BIT(question)) != 0;
    word manner = (fact->has_number ? (word)HAS_NUMBER : 0) |
                  (unsure ? (word)IS_UNSURE : 0);
    word *row = column->rows;
    size_t at = 0;
    while (at < column->row_count && !is_sight(row, fact, manner)) {
        row += column->row_words;
        at++;
    }
    if (at == column->row_count) {
        fill_row(flat, question, fact, manner, row);
        column->row_count += at < ROWS ? 1 : 0;
    }
    column->noted = at < ROWS ? row : NULL;
    return row;
}

/* ---- noting ---- */

static void
clear(struct flat *flat)
{
    memset(flat->may, 0xff, flat->words * sizeof(word));
    for (size_t c = 0; c < flat->clauses; c++) {
        for (size_t w = 0; w < flat->words; w++) {
            flat->met[c][w] = ~flat->unmet[c][w];
        }
    }
    for (size_t i = 0; i < flat->rs->question_count; i++) {
        flat->atoms[i] = flat->unknown;
    }
}

void
flat_begin(struct flat *flat, struct facts *facts)
{
    memcpy(facts->of, flat->bare.of,
           flat->rs->question_count * sizeof(*facts->of));
    clear(flat);
}

/* In blocks of a size that the compiler knows, as it then takes several words
 * at a time. */
static void
intersect(word *restrict set, const word *restrict with, size_t words)
{
    for (size_t w = 0; w < words; w += BLOCK) {
        for (size_t i = 0; i < BLOCK; i++) {
            set[w + i] &= with[w + i];
        }
    }
}

static void
join(word *restrict set, const word *restrict with, size_t words)
{
    for (size_t w = 0; w < words; w += BLOCK) {
        for (size_t i = 0; i < BLOCK; i++) {
            set[w + i] |= with[w + i];
        }
    }
}

/* The row as it stands, one set after another. */
static inline void
note_row(struct flat *flat, size_t question, const word *row)
{
    const word *from = row + SIGHT_WORDS;
    intersect(flat->may, from, flat->words);
    from += flat->words;
    for (size_t c = 0; c < flat->clauses; c++) {
        join(flat->met[c], from, flat->words);
        from += flat->words;
    }
    flat->atoms[question] = (const unsigned char *)from;
}

void
flat_note(struct flat *flat, const struct facts *facts, size_t question)
{
    note_row(flat, question, find_row(flat, facts, question));
}

void
flat_note_again(struct flat *flat, const struct facts *facts, size_t question)
{
    clear(flat);
    for (size_t i = 0; i <= question; i++) {
        flat_note(flat, facts, i);
    }
}

/* Where stands what such an answer told? NULL when it is not a plain one. */
static struct told *
find_told(const struct column *column, bool asked, const struct answer *answer)
{
    choice_set choices = answer->choices;
    size_t at = (size_t)answer->state;
    if (answer->state == ANSWER_GIVEN && column->has_numbers) {
        at += (size_t)(answer->number - column->least);
    } else if (answer->state == ANSWER_GIVEN) {
        bool one = choices != 0 && (choices & (choices - 1)) == 0;
        at = one ? at + (size_t)__builtin_ctzll(choices) : column->plain;
    }
    return at < column->plain ? &column->told[asked][at] : NULL;
}

void
flat_keep(struct flat *flat, const struct facts *facts, size_t question,
          bool asked, const struct answer *answer)
{
    const struct column *column = &flat->column[question];
    struct told *told = find_told(column, asked, answer);
    if (told != NULL) {
        *told = (struct told){
            .row = column->noted,
            .fact = facts->of[question],
            .given = facts->given & BIT(question),
            .unsure = facts->unsure & BIT(question),
            .missing = facts->missing & BIT(question),
            .needed = facts->needed & BIT(question),
            .assumed = facts->assumed & BIT(question),
            .off_path = facts->off_path & BIT(question),
        };
    }
}

bool
flat_recall(struct flat *flat, struct facts *facts, size_t question, bool asked,
            const struct answer *answer)
{
    const struct column *column = &flat->column[question];
    const struct told *told = find_told(column, asked, answer);
    if (told == NULL || told->row == NULL) {
        return false;
    }
    facts->of[question] = told->fact;
    facts->given |= told->given;
    facts->unsure |= told->unsure;
    facts->missing |= told->missing;
    facts->needed |= told->needed;
    facts->assumed |= told->assumed;
    facts->off_path |= told->off_path;
    note_row(flat, question, told->row);
    return true;
}

/* ---- use ---- */

static enum truth
run_entry(const struct flat *flat, size_t at, const struct facts *facts)
{
    const struct entry *entry = &flat->entries[at];
    if (!has_bit(flat->may, at)) {
        return TRUTH_FALSE;
    }
    const struct step *step = &flat->steps[entry->step];
    return entry->cond == NULL  ? TRUTH_TRUE
           : step->atom != NONE ? truth_of(flat, step)
                                : run_step(flat, step, facts);
}

enum truth
flat_eval(const struct flat *flat, enum flat_kind kind, size_t index,
          const struct facts *facts)
{
    const uint32_t *range = &flat->entry_of[flat->first[kind] + index];
    enum truth truth = TRUTH_FALSE;
    for (size_t i = range[0]; i < range[1] && truth != TRUTH_TRUE; i++) {
        enum truth one = run_entry(flat, i, facts);
        truth = one > truth ? one : truth;
    }
    return truth;
}

/* The questions whose atoms are open in what is open. */
static question_set
open_in(const struct flat *flat, const struct step *step,
        const struct facts *facts)
{
    const struct cond *cond = step->cond;
    question_set open = 0;
    if (run_step(flat, step, facts) != TRUTH_UNKNOWN) {
        return 0;
    }
    if (step->atom != NONE || cond->kind == COND_CHOICE ||
        cond->kind == COND_NUMBER) {
        return cond_because(cond, facts);
    }
    if (cond->kind == COND_IS) {
        return open_in(flat, &flat->steps[flat->named[cond->named]], facts);
    }
    const struct step *part = step + 1;
    for (size_t i = 0; i < step->count; i++) {
        open |= open_in(flat, part, facts);
        part = &flat->steps[part->end];
    }
    return open;
}

question_set
flat_because(const struct flat *flat, size_t rule, const struct facts *facts)
{
    const uint32_t *range = &flat->entry_of[flat->first[FLAT_RULE] + rule];
    question_set open = 0;
    for (size_t i = range[0]; i < range[1]; i++) {
        open |= has_bit(flat->may, i)
                    ? open_in(flat, &flat->steps[flat->entries[i].step], facts)
                    : 0;
    }
    return open;
}

size_t
flat_next(const struct flat *flat, enum flat_kind kind, size_t index,
          bool alarms)
{
    size_t first = flat->first[kind], count = flat->first[kind + 1] - first;
    size_t at = flat->entry_of[first + index];
    size_t end = flat->entry_of[first + count];
    while (at < end) {
        size_t w = at / WORD_BITS;
        word here = flat->may[w];
        for (size_t c = 0; c < flat->clauses; c++) {
            here &= flat->met[c][w];
        }
        here |= alarms ? flat->alarms[w] : 0;
        here &= ~(word)0 << at % WORD_BITS;
        if (here != 0) {
            at = w * WORD_BITS + (size_t)__builtin_ctzll(here);
            break;
        }
        at = (w + 1) * WORD_BITS;
    }
    return at < end ? flat->entries[at].root - first : count;
}

question_set
flat_scope(const struct flat *flat)
{
    return flat->scope;
}
