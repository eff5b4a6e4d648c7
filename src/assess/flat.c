/* Owns the use of the flat form. What a question tells, with nothing else
 * known, makes some entries false, and more knowledge never makes them anything
 * else: so over all questions the sets of entries that may be other than false
 * are intersected. An entry with a clause is false too when no question meets
 * that. The few entries that are left are run over their atoms. What a question
 * was found to tell is remembered as a row of such sets. */
#include "flat_form.h"

#include "cond.h"

#include <string.h>

static enum truth
get_truth(const struct truths *truths, size_t at)
{
    return (enum truth)(has_bit(truths->may, at) + has_bit(truths->must, at));
}

/* ---- running ---- */

/* What atoms are, and the facts behind them. */
struct view {
    const struct flat *flat;
    const struct truths *atoms;
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
        enum truth truth = part->atom != NONE
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
run_step(const struct view *view, const struct step *step)
{
    const struct flat *flat = view->flat;
    if (step->atom != NONE) {
        return get_truth(view->atoms, step->atom);
    }
    switch (step->kind) {
    case COND_ALL:
    case COND_ANY:
    case COND_COUNT:
        return run_parts(view, step);
    case COND_NOT:
        return (enum truth)(TRUTH_TRUE - run_step(view, step + 1));
    case COND_IS:
        return run_step(view, &flat->steps[flat->named[step->cond->named]]);
    case COND_CHOICE:
    case COND_NUMBER: /* that compares two questions */
        return cond_eval(step->cond, view->facts);
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
    word *atoms_may = met + flat->clauses * flat->words;
    word *atoms_must = atoms_may + column->atom_words;
    memset(may, 0xff, flat->words * sizeof(word));
    memset(met, 0,
           (flat->clauses * flat->words + 2 * column->atom_words) *
               sizeof(word));
    for (size_t i = 0; i < column->atom_count; i++) {
        const struct atom *atom =
            &flat->all_atoms[column->atom_first * WORD_BITS + i];
        enum truth truth = cond_eval(atom->cond, &flat->bare);
        if (truth == TRUTH_FALSE && atom->vetoes != NONE) {
            clear_bit(may, atom->vetoes);
        }
        for (size_t c = 0; c < flat->clauses && truth != TRUTH_FALSE; c++) {
            if (atom->meets[c] != NONE) {
                set_bit(met + c * flat->words, atom->meets[c]);
            }
        }
        if (truth != TRUTH_FALSE) {
            set_bit(atoms_may, i);
        }
        if (truth == TRUTH_TRUE) {
            set_bit(atoms_must, i);
        }
    }
}

static void
fill_row(struct flat *flat, size_t question, const struct fact *fact,
         word manner, word *row)
{
    const struct sight sight = { fact->yes, fact->maybe, fact->number, manner };
    struct facts *bare = &flat->bare;
    memcpy(row, &sight, sizeof(sight));
    bare->unsure = (manner & IS_UNSURE) != 0 ? BIT(question) : 0;
    bare->of[question] = *fact;
    fill_sets(flat, &flat->column[question], row + SIGHT_WORDS);
    bare->of[question] = (struct fact){ .maybe = 0 };
}

static bool
is_sight(const word *row, const struct fact *fact, word manner)
{
    const struct sight *sight = (const struct sight *)row;
    return sight->yes == fact->yes && sight->maybe == fact->maybe &&
           sight->number == fact->number && sight->manner == manner;
}

/* Where the number of the row of a fact stands, or may be put. */
static unsigned char *
find_place(struct column *column, const struct fact *fact, word manner)
{
    word mixed = fact->yes + fact->maybe * 31 + (word)fact->number + manner;
    size_t at = mixed * 0x9E3779B97F4A7C15U >> (WORD_BITS - PLACE_BITS);
    while (column->places[at] != 0) {
        size_t row = (column->places[at] - (size_t)1) * column->row_words;
        if (is_sight(column->rows + row, fact, manner)) {
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
    if (column->last != NULL && is_sight(column->last, fact, manner)) {
        return column->last;
    }
    unsigned char *place = find_place(column, fact, manner);
    size_t number = *place != 0 ? *place - (size_t)1 : column->row_count;
    word *row = column->rows + number * column->row_words;
    column->last = row;
    if (*place != 0) {
        return row;
    }
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
    memset(flat->may, 0xff, flat->words * sizeof(word));
    for (size_t c = 0; c < flat->clauses; c++) {
        for (size_t w = 0; w < flat->words; w++) {
            flat->met[c][w] = ~flat->unmet[c][w];
        }
    }
    memset(flat->atoms.may, 0xff, flat->atom_words * sizeof(word));
    memset(flat->atoms.must, 0, flat->atom_words * sizeof(word));
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
void
flat_note(struct flat *flat, const struct facts *facts, size_t question)
{
    const struct column *column = &flat->column[question];
    const word *from = find_row(flat, facts, question) + SIGHT_WORDS;
    size_t words = flat->words, atom_words = column->atom_words;
    intersect(flat->may, from, words);
    from += words;
    for (size_t c = 0; c < flat->clauses; c++) {
        join(flat->met[c], from, words);
        from += words;
    }
    word *atoms_may = flat->atoms.may + column->atom_first;
    word *atoms_must = flat->atoms.must + column->atom_first;
    for (size_t w = 0; w < atom_words; w++) {
        atoms_may[w] = from[w];
        atoms_must[w] = from[atom_words + w];
    }
}

static enum truth
run_entry(const struct view *view, size_t at)
{
    const struct flat *flat = view->flat;
    const struct entry *entry = &flat->entries[at];
    if (!has_bit(flat->may, at)) {
        return TRUTH_FALSE;
    }
    return entry->cond == NULL ? TRUTH_TRUE
                               : run_step(view, &flat->steps[entry->step]);
}

enum truth
flat_eval(const struct flat *flat, enum flat_kind kind, size_t index,
          const struct facts *facts)
{
    const struct view view = { flat, &flat->atoms, facts };
    const uint32_t *range = &flat->entry_of[flat->first[kind] + index];
    enum truth truth = TRUTH_FALSE;
    for (size_t i = range[0]; i < range[1] && truth != TRUTH_TRUE; i++) {
        enum truth one = run_entry(&view, i);
        truth = one > truth ? one : truth;
    }
    return truth;
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
    if (step->atom != NONE || cond->kind == COND_CHOICE ||
        cond->kind == COND_NUMBER) {
        return cond_because(cond, view->facts);
    }
    if (cond->kind == COND_IS) {
        return open_in(view,
                       &view->flat->steps[view->flat->named[cond->named]]);
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
    const struct view view = { flat, &flat->atoms, facts };
    const uint32_t *range = &flat->entry_of[flat->first[FLAT_RULE] + rule];
    question_set open = 0;
    for (size_t i = range[0]; i < range[1]; i++) {
        open |= has_bit(flat->may, i)
                    ? open_in(&view, &flat->steps[flat->entries[i].step])
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
