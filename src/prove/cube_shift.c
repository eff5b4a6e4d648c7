/* Owns what becomes of a condition when one answer changes, in all the answer
 * sets of two cubes that are otherwise settled alike. */
#include "cube.h"

question_set
cube_touched(const struct bc_ruleset *rs, int question)
{
    question_set touched = BIT(question);
    /* ask_when looks back only, a follow-up stands behind what it narrows. */
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        bool asked_by =
            q->ask_when != NULL && (cond_reads(rs, q->ask_when) & touched) != 0;
        touched |= asked_by ? BIT(i) : 0;
        touched |=
            (touched & BIT(i)) != 0 && q->narrows >= 0 ? BIT(q->narrows) : 0;
    }
    return touched;
}

static enum shift
joined(enum shift a, enum shift b)
{
    return a == b || b == SHIFT_NONE ? a : a == SHIFT_NONE ? b : SHIFT_ANY;
}

/* A condition in two cubes. */
struct both {
    truths from, to;
    enum shift shift;
};

/* The question itself, given in both: is the leaf the same in each pair? What
 * is picked beside what they differ in is the same, but for what stands alone.
 */
static bool
same_given(const struct cube *from, const struct cube *to,
           const struct cond *cond)
{
    int q = cond->question;
    choice_set yes = from->yes[q] ^ to->yes[q];
    choice_set open = from->open[q] ^ to->open[q];
    choice_set alone = question_alone(&from->rs->questions[q]);
    if (cond->kind != COND_CHOICE || from->manner[q] != MANNER_GIVEN ||
        to->manner[q] != MANNER_GIVEN || from->forced != to->forced) {
        return false;
    }
    if (from->open[q] == 0 && to->open[q] == 0) {
        return ((from->yes[q] & cond->choices) != 0) ==
               ((to->yes[q] & cond->choices) != 0);
    }
    return (cond->choices & (yes | open | alone)) == 0;
}

static bool
same_asked(const struct cube *from, const struct cube *to, int other,
           enum view view, int question)
{
    const struct cond *when = from->rs->questions[other].ask_when;
    if (when == NULL || (from->forced & to->forced & BIT(other)) != 0) {
        return true;
    }
    if ((from->early & BIT(other)) != 0) {
        question_set touched = cube_touched(from->rs, question);
        return (cond_reads(from->rs, when) & touched) == 0;
    }
    return cube_shift(from, to, when, view, question) == SHIFT_NONE;
}

/* Is this question, not the one they differ in, the same in each pair? */
static bool
same_question(const struct cube *from, const struct cube *to, int other,
              enum view view, int question)
{
    int follow_up = from->rs->questions[other].narrowed_by;
    bool narrowed = follow_up >= 0 && from->manner[other] != MANNER_GIVEN &&
                    from->manner[other] != MANNER_MISSING;
    return other != question && same_asked(from, to, other, view, question) &&
           (!narrowed || (follow_up != question &&
                          same_asked(from, to, follow_up, view, question)));
}

static enum shift
leaf_shift(const struct cube *from, const struct cube *to,
           const struct cond *cond, enum view view, int question)
{
    if (cond->question == question && same_given(from, to, cond)) {
        return SHIFT_NONE;
    }
    bool same = same_question(from, to, cond->question, view, question);
    const struct bound *const ends[] = { &cond->low, &cond->high };
    for (size_t i = 0; i < ARRAY_LEN(ends) && same; i++) {
        same = !ends[i]->set || ends[i]->question < 0 ||
               same_question(from, to, ends[i]->question, view, question);
    }
    return same ? SHIFT_NONE : SHIFT_ANY;
}

/* What the two ranges alone show. */
static enum shift
settled_shift(const struct both *both)
{
    bool decided =
        (both->from & (both->from - 1)) == 0 && both->from == both->to;
    return decided ? SHIFT_NONE
           : both->from == CAN(TRUTH_FALSE) || both->to == CAN(TRUTH_TRUE)
               ? SHIFT_UP
           : both->from == CAN(TRUTH_TRUE) || both->to == CAN(TRUTH_FALSE)
               ? SHIFT_DOWN
               : both->shift;
}

static struct both look_at_both(const struct cube *from, const struct cube *to,
                                const struct cond *cond, enum view view,
                                int question);

static struct both
parts_of_both(const struct cube *from, const struct cube *to,
              const struct cond *cond, enum view view, int question)
{
    struct tally a = { { 0 } }, b = { { 0 } };
    struct both both = { .shift = SHIFT_NONE };
    for (size_t i = 0; i < cond->count; i++) {
        struct both part =
            look_at_both(from, to, cond->part[i], view, question);
        a.of[part.from]++;
        b.of[part.to]++;
        both.shift = joined(both.shift, part.shift);
    }
    both.from = cube_tally(&a, cond);
    both.to = cube_tally(&b, cond);
    return both;
}

/* Every connective is at least as true when its parts are, but for "not". */
static struct both
look_at_both(const struct cube *from, const struct cube *to,
             const struct cond *cond, enum view view, int question)
{
    struct both both = { CAN_ALL, CAN_ALL, SHIFT_ANY };
    switch (cond->kind) {
    case COND_ALL:
    case COND_ANY:
    case COND_COUNT:
        both = parts_of_both(from, to, cond, view, question);
        break;
    case COND_NOT:
        both = look_at_both(from, to, cond->part[0], view, question);
        both.from = cube_negated(both.from);
        both.to = cube_negated(both.to);
        both.shift = both.shift == SHIFT_UP     ? SHIFT_DOWN
                     : both.shift == SHIFT_DOWN ? SHIFT_UP
                                                : both.shift;
        break;
    case COND_IS:
        return look_at_both(from, to, from->rs->conditions[cond->named].when,
                            view, question);
    case COND_CHOICE:
    case COND_NUMBER:
        both.from = cube_range(from, cond, view);
        both.to = cube_range(to, cond, view);
        both.shift = leaf_shift(from, to, cond, view, question);
        break;
    }
    both.shift = settled_shift(&both);
    return both;
}

enum shift
cube_shift(const struct cube *from, const struct cube *to,
           const struct cond *cond, enum view view, int question)
{
    return look_at_both(from, to, cond, view, question).shift;
}
