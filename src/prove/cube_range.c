/* Owns what conditions come to over a set of answer sets: the same reading of
 * an answer as facts.c (is it asked, is it answered, what stands in) and the
 * same logic as cond.c, over sets of truth values. */
#include "cube.h"

#include <limits.h>

/* ---- choices ---- */

/* What a follow-up leaves in doubt of the question it narrows. */
static truths
narrowed_range(const struct cube *cube, const struct cond *cond, int follow_up)
{
    const struct question *q = &cube->rs->questions[follow_up];
    choice_set sure = 0, possible = 0;
    if (cube->manner[follow_up] == MANNER_ANY) {
        return CAN(TRUTH_UNKNOWN) | CAN(TRUTH_FALSE);
    }
    if (cube->manner[follow_up] != MANNER_GIVEN) {
        return CAN(TRUTH_UNKNOWN);
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        choice_set kept =
            q->choices[i].narrows ? q->choices[i].keeps_open : ~(choice_set)0;
        sure |= (cube->yes[follow_up] & BIT(i)) != 0 ? kept : 0;
        possible |= (cube->open[follow_up] & BIT(i)) != 0 ? kept : 0;
    }
    if ((sure & cond->choices) != 0) {
        return CAN(TRUTH_UNKNOWN);
    }
    return CAN(TRUTH_FALSE) |
           ((possible & cond->choices) != 0 ? CAN(TRUTH_UNKNOWN) : 0);
}

static truths
unknown_range(const struct cube *cube, const struct cond *cond)
{
    int follow_up = cube->rs->questions[cond->question].narrowed_by;
    bool unsure = cube->manner[cond->question] == MANNER_UNSURE;
    if (cond->choices == 0) {
        return CAN(TRUTH_FALSE);
    }
    return unsure && follow_up >= 0 ? narrowed_range(cube, cond, follow_up)
                                    : CAN(TRUTH_UNKNOWN);
}

static truths
stood_in(const struct cube *cube, const struct cond *cond,
         const struct stand_in *value, enum view view)
{
    if (value->kind != STAND_IN_VALUE || view != VIEW_PATH) {
        return unknown_range(cube, cond);
    }
    return CAN((value->choices & cond->choices) != 0 ? TRUTH_TRUE
                                                     : TRUTH_FALSE);
}

static truths
picked_range(const struct cube *cube, const struct cond *cond)
{
    int q = cond->question;
    choice_set others = ~question_alone(&cube->rs->questions[q]);
    choice_set open = cube->open[q];
    if ((cube->yes[q] & cond->choices) != 0) {
        return CAN(TRUTH_TRUE);
    }
    if (cube->yes[q] != 0) {
        open &= others;
    }
    return CAN(TRUTH_FALSE) |
           ((open & cond->choices) != 0 ? CAN(TRUTH_TRUE) : 0);
}

static truths
choice_range(const struct cube *cube, const struct cond *cond, enum view view)
{
    const struct question *q = &cube->rs->questions[cond->question];
    truths asked = cube_asked(cube, cond->question, view);
    truths range = 0;
    if ((asked & CAN(TRUTH_FALSE)) != 0) {
        /* Not asked: its value always counts, also without the defaults. */
        range |= stood_in(cube, cond, &q->if_not_asked, VIEW_PATH);
    }
    if ((asked & CAN(TRUTH_TRUE)) == 0) {
        return range;
    }
    switch (cube->manner[cond->question]) {
    case MANNER_ANY:
        return CAN_ALL;
    case MANNER_GIVEN:
        return range | picked_range(cube, cond);
    case MANNER_UNSURE:
        return range |
               (cond->not_sure ? CAN(TRUTH_TRUE)
                               : stood_in(cube, cond, &q->if_not_sure, view));
    case MANNER_MISSING:
        return range | stood_in(cube, cond, &q->if_missing, view);
    }
    return CAN_ALL;
}

/* ---- numbers ---- */

struct number {
    bool any, known;
    long value;
};

static struct number
number_of(const struct cube *cube, int question, enum view view)
{
    const struct question *q = &cube->rs->questions[question];
    truths asked = cube_asked(cube, question, view);
    enum manner manner = cube->manner[question];
    const struct stand_in *value = &q->if_not_asked;
    bool fixed = asked == CAN(TRUTH_FALSE);
    if (!fixed && (manner == MANNER_ANY || asked != CAN(TRUTH_TRUE))) {
        return (struct number){ .any = true };
    }
    if (!fixed && manner == MANNER_GIVEN) {
        return (struct number){ .known = true,
                                .value = cube->number[question] };
    }
    if (!fixed) {
        value = manner == MANNER_UNSURE ? &q->if_not_sure : &q->if_missing;
    }
    bool used = fixed || view == VIEW_PATH;
    return (struct number){ .known = used && value->kind == STAND_IN_VALUE,
                            .value = value->number };
}

/* One end of a range, in ways. */
static struct number
end_of(const struct cube *cube, const struct bound *bound, long none,
       enum view view)
{
    struct number end = { .known = true, .value = none };
    if (bound->set && bound->question < 0) {
        end.value = bound->value;
    } else if (bound->set) {
        end = number_of(cube, bound->question, view);
        end.value += bound->value;
    }
    return end;
}

static truths
number_range(const struct cube *cube, const struct cond *cond, enum view view)
{
    struct number low = end_of(cube, &cond->low, LONG_MIN, view);
    struct number high = end_of(cube, &cond->high, LONG_MAX, view);
    struct number number = number_of(cube, cond->question, view);
    if (low.any || high.any || number.any) {
        return CAN_ALL;
    }
    if (!low.known || !high.known || !number.known) {
        return CAN(TRUTH_UNKNOWN);
    }
    bool inside = number.value >= low.value && number.value <= high.value;
    return CAN(inside ? TRUTH_TRUE : TRUTH_FALSE);
}

/* ---- conditions ---- */

/* Parts of a condition, each free to take any value it can: how many there are
 * of each set of values. */
struct tally {
    size_t of[CAN_ALL + 1];
};

#define CAN_F CAN(TRUTH_FALSE)
#define CAN_U CAN(TRUTH_UNKNOWN)
#define CAN_T CAN(TRUTH_TRUE)

/* At least n of them. */
static truths
tally_range(const struct tally *tally, size_t n)
{
    const size_t *of = tally->of;
    size_t must_true = of[CAN_T];
    size_t can_open =
        of[CAN_U] + of[CAN_U | CAN_F] + of[CAN_U | CAN_T] + of[CAN_ALL];
    size_t either = of[CAN_T | CAN_F];
    size_t can_true = must_true + either + of[CAN_U | CAN_T] + of[CAN_ALL];
    size_t never_false = must_true + of[CAN_U] + of[CAN_U | CAN_T];
    if (must_true >= n) {
        return CAN_T;
    }
    truths range = can_true >= n ? CAN_T : 0;
    range |= never_false < n ? CAN_F : 0;
    /* Open: fewer than n true, but with the open ones at least n. */
    bool open = can_open > 0 && must_true + can_open + either >= n;
    return range | (open ? CAN_U : 0);
}

static size_t
least_parts(const struct cond *cond)
{
    return cond->kind == COND_ALL     ? cond->count
           : cond->kind == COND_COUNT ? cond->at_least
                                      : 1;
}

static truths
negated(truths range)
{
    return (range & CAN(TRUTH_UNKNOWN)) |
           ((range & CAN(TRUTH_TRUE)) != 0 ? CAN(TRUTH_FALSE) : 0) |
           ((range & CAN(TRUTH_FALSE)) != 0 ? CAN(TRUTH_TRUE) : 0);
}

static truths
parts_range(const struct cube *cube, const struct cond *cond, enum view view)
{
    struct tally tally = { { 0 } };
    size_t n = least_parts(cond);
    for (size_t i = 0; i < cond->count; i++) {
        tally.of[cube_range(cube, cond->part[i], view)]++;
        if (tally.of[CAN_T] >= n) {
            return CAN_T;
        }
        if (cond->count - tally.of[CAN_F] < n) {
            return CAN_F;
        }
    }
    return tally_range(&tally, n);
}

truths
cube_range(const struct cube *cube, const struct cond *cond, enum view view)
{
    if (cond == NULL) {
        return CAN(TRUTH_TRUE);
    }
    switch (cond->kind) {
    case COND_ALL:
    case COND_ANY:
    case COND_COUNT:
        return parts_range(cube, cond, view);
    case COND_NOT:
        return negated(cube_range(cube, cond->part[0], view));
    case COND_IS:
        return cube_range(cube, cube->rs->conditions[cond->named].when, view);
    case COND_CHOICE:
        return choice_range(cube, cond, view);
    case COND_NUMBER:
        return number_range(cube, cond, view);
    }
    return CAN_ALL;
}

static bool
is_decided(truths range)
{
    return (range & (range - 1)) == 0;
}

/* ---- two cubes ---- */

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

/* A leaf is the same where it does not look at the question, nor is asked or
 * narrowed by it. */
static enum shift
leaf_shift(const struct cube *from, const struct cube *to,
           const struct cond *cond, enum view view, const struct both *both,
           int question)
{
    const struct question *q = &from->rs->questions[cond->question];
    if (cond->question == question && cond->kind == COND_CHOICE) {
        bool same = both->from == both->to && from->forced == to->forced;
        return same ? SHIFT_NONE : SHIFT_ANY;
    }
    bool touched =
        (cond_reads(from->rs, cond) & BIT(question)) != 0 ||
        q->narrowed_by == question ||
        (q->ask_when != NULL &&
         cube_shift(from, to, q->ask_when, view, question) != SHIFT_NONE);
    return touched ? SHIFT_ANY : SHIFT_NONE;
}

/* What the two ranges alone show. */
static enum shift
settled_shift(const struct both *both)
{
    bool decided = is_decided(both->from) && both->from == both->to;
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
    both.from = tally_range(&a, least_parts(cond));
    both.to = tally_range(&b, least_parts(cond));
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
        both.from = negated(both.from);
        both.to = negated(both.to);
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
        both.shift = leaf_shift(from, to, cond, view, &both, question);
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

question_set
cube_because(const struct cube *cube, const struct cond *cond)
{
    question_set set = 0;
    switch (cond->kind) {
    case COND_CHOICE:
        return BIT(cond->question);
    case COND_NUMBER:
        set = BIT(cond->question);
        set |= cond->low.set && cond->low.question >= 0
                   ? BIT(cond->low.question)
                   : 0;
        set |= cond->high.set && cond->high.question >= 0
                   ? BIT(cond->high.question)
                   : 0;
        return set;
    case COND_IS:
        return cube_because(cube, cube->rs->conditions[cond->named].when);
    case COND_ALL:
    case COND_ANY:
    case COND_COUNT:
    case COND_NOT:
        break;
    }
    for (size_t i = 0; i < cond->count; i++) {
        truths part = cube_range(cube, cond->part[i], VIEW_PATH);
        set |= (part & CAN(TRUTH_UNKNOWN)) != 0
                   ? cube_because(cube, cond->part[i])
                   : 0;
    }
    return set;
}

/* ---- what to settle next ---- */

static const struct var nothing = { -1, -1 };

struct var
cube_undecided_asked(const struct cube *cube, int question, enum view view)
{
    const struct question *q = &cube->rs->questions[question];
    if (is_decided(cube_asked(cube, question, view))) {
        return nothing;
    }
    return q->terminal_only ? (struct var){ question, -1 }
                            : cube_undecided(cube, q->ask_when, view);
}

static struct var
undecided_pick(const struct cube *cube, int question, choice_set of_these)
{
    choice_set others = ~question_alone(&cube->rs->questions[question]);
    choice_set open = cube->open[question] & others;
    choice_set wanted = (open & of_these) != 0 ? open & of_these : open;
    for (int i = 0; i < CHOICES_MAX; i++) {
        if ((wanted & BIT(i)) != 0) {
            return (struct var){ question, i };
        }
    }
    return nothing;
}

static struct var
undecided_question(const struct cube *cube, int question, choice_set choices,
                   enum view view)
{
    struct var var = cube_undecided_asked(cube, question, view);
    int follow_up = cube->rs->questions[question].narrowed_by;
    if (var.question >= 0) {
        return var;
    }
    if (cube_asked(cube, question, view) == CAN(TRUTH_FALSE)) {
        return nothing;
    }
    switch (cube->manner[question]) {
    case MANNER_ANY:
        return (struct var){ question, -1 };
    case MANNER_GIVEN:
        return undecided_pick(cube, question, choices);
    case MANNER_UNSURE:
        break;
    case MANNER_MISSING:
        return nothing;
    }
    if (follow_up < 0) {
        return nothing;
    }
    return cube->manner[follow_up] == MANNER_ANY ? (struct var){ follow_up, -1 }
           : cube->manner[follow_up] == MANNER_GIVEN
               ? undecided_pick(cube, follow_up, ~(choice_set)0)
               : nothing;
}

static struct var
undecided_leaf(const struct cube *cube, const struct cond *cond, enum view view)
{
    struct var var =
        undecided_question(cube, cond->question, cond->choices, view);
    const struct bound *const ends[] = { &cond->low, &cond->high };
    for (size_t i = 0; i < ARRAY_LEN(ends) && var.question < 0; i++) {
        if (ends[i]->set && ends[i]->question >= 0) {
            var = undecided_question(cube, ends[i]->question, 0, view);
        }
    }
    return var;
}

/* The range, and beside it what to settle first where that is not one value. */
static truths
look_further(const struct cube *cube, const struct cond *cond, enum view view,
             struct var *next)
{
    struct tally tally = { { 0 } };
    truths range = CAN_ALL;
    if (cond->kind == COND_CHOICE || cond->kind == COND_NUMBER) {
        range = cube_range(cube, cond, view);
        *next = is_decided(range) ? nothing : undecided_leaf(cube, cond, view);
        return range;
    }
    if (cond->kind == COND_IS) {
        return look_further(cube, cube->rs->conditions[cond->named].when, view,
                            next);
    }
    if (cond->kind == COND_NOT) {
        return negated(look_further(cube, cond->part[0], view, next));
    }
    *next = nothing;
    for (size_t i = 0; i < cond->count; i++) {
        struct var first;
        tally.of[look_further(cube, cond->part[i], view, &first)]++;
        *next = next->question < 0 ? first : *next;
    }
    range = tally_range(&tally, least_parts(cond));
    *next = is_decided(range) ? nothing : *next;
    return range;
}

struct var
cube_undecided(const struct cube *cube, const struct cond *cond, enum view view)
{
    struct var next = nothing;
    if (cond != NULL) {
        look_further(cube, cond, view, &next);
    }
    return next;
}
