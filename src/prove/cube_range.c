/* Owns what conditions come to over a set of answer sets: the same reading of
 * an answer as facts.c (is it asked, is it answered, what stands in) and the
 * same logic as cond.c, over sets of truth values. */
#include "cube.h"

#include <limits.h>

/* ---- choices ---- */

/* What the picks of a follow-up leave in doubt; a pick that says nothing of it
 * keeps all that was. */
static truths
kept_range(const struct cube *cube, const struct cond *cond, int follow_up,
           choice_set all)
{
    const struct question *q = &cube->rs->questions[follow_up];
    choice_set sure = 0, possible = 0;
    for (size_t i = 0; i < q->choice_count; i++) {
        const struct choice *choice = &q->choices[i];
        choice_set kept = choice->narrows ? choice->keeps_open : all;
        sure |= (cube->yes[follow_up] & BIT(i)) != 0 ? kept : 0;
        possible |= (cube->open[follow_up] & BIT(i)) != 0 ? kept : 0;
    }
    if ((sure & cond->choices) != 0) {
        return CAN(TRUTH_UNKNOWN);
    }
    return CAN(TRUTH_FALSE) |
           ((possible & cond->choices) != 0 ? CAN(TRUTH_UNKNOWN) : 0);
}

/* "Not sure", where `all` stays in doubt unless a follow-up narrows it. */
static truths
doubt_range(const struct cube *cube, const struct cond *cond, choice_set all,
            enum view view)
{
    int follow_up = cube->rs->questions[cond->question].narrowed_by;
    enum manner manner =
        follow_up < 0 ? MANNER_MISSING : cube->manner[follow_up];
    truths whole =
        CAN((all & cond->choices) != 0 ? TRUTH_UNKNOWN : TRUTH_FALSE);
    if (cond->choices == 0 || manner == MANNER_MISSING ||
        manner == MANNER_UNSURE || manner == MANNER_AHEAD) {
        return whole;
    }
    truths asked = cube_asked(cube, follow_up, view);
    truths range = (asked & CAN(TRUTH_FALSE)) != 0 ? whole : 0;
    if (asked == CAN(TRUTH_FALSE)) {
        return range;
    }
    return manner == MANNER_GIVEN
               ? range | kept_range(cube, cond, follow_up, all)
               : CAN(TRUTH_UNKNOWN) | CAN(TRUTH_FALSE);
}

static truths
unsure_range(const struct cube *cube, const struct cond *cond, enum view view)
{
    const struct stand_in *value =
        &cube->rs->questions[cond->question].if_not_sure;
    bool stands = value->kind == STAND_IN_VALUE && view == VIEW_PATH;
    bool fits = stands && (value->choices & cond->choices) != 0;
    return cond->not_sure || fits
               ? CAN(TRUTH_TRUE)
               : doubt_range(cube, cond, stands ? 0 : ~(choice_set)0, view);
}

/* What stands in for no answer. */
static truths
stood_in(const struct cond *cond, const struct stand_in *value, enum view view)
{
    if (cond->choices == 0) {
        return CAN(TRUTH_FALSE);
    }
    if (value->kind != STAND_IN_VALUE || view != VIEW_PATH) {
        return CAN(TRUTH_UNKNOWN);
    }
    return CAN((value->choices & cond->choices) != 0 ? TRUTH_TRUE
                                                     : TRUTH_FALSE);
}

static truths
picked_range(const struct cube *cube, const struct cond *cond)
{
    int q = cond->question;
    choice_set open = cube->open[q];
    if ((cube->yes[q] & cond->choices) != 0) {
        return CAN(TRUTH_TRUE);
    }
    if (cube->yes[q] != 0 && open != 0) {
        open &= ~question_alone(&cube->rs->questions[q]);
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
    if (cube->manner[cond->question] == MANNER_AHEAD) {
        return CAN(TRUTH_UNKNOWN);
    }
    if ((asked & CAN(TRUTH_FALSE)) != 0) {
        /* Not asked: its value is a fact of the path, with or without the
         * defaults, but nobody gave it. */
        range |= stood_in(cond, &q->if_not_asked,
                          view == VIEW_RAW ? VIEW_PATH : view);
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
        return range | unsure_range(cube, cond, view);
    case MANNER_MISSING:
        return range | stood_in(cond, &q->if_missing, view);
    case MANNER_AHEAD:
        break;
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
    if (manner == MANNER_AHEAD) {
        return (struct number){ .known = false };
    }
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
    bool used = view == VIEW_PATH || (fixed && view == VIEW_RAW);
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

#define CAN_F CAN(TRUTH_FALSE)
#define CAN_U CAN(TRUTH_UNKNOWN)
#define CAN_T CAN(TRUTH_TRUE)

/* At least so many must be true. */
static size_t
least_parts(const struct cond *cond)
{
    return cond->kind == COND_ALL     ? cond->count
           : cond->kind == COND_COUNT ? cond->at_least
                                      : 1;
}

truths
cube_tally(const struct tally *tally, const struct cond *cond)
{
    const size_t *of = tally->of;
    size_t n = least_parts(cond);
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

truths
cube_negated(truths range)
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
    return cube_tally(&tally, cond);
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
        return cube_negated(cube_range(cube, cond->part[0], view));
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

/* ---- why it is open ---- */

static question_set
leaf_questions(const struct cond *cond)
{
    question_set set = BIT(cond->question);
    const struct bound *const ends[] = { &cond->low, &cond->high };
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        bool other = ends[i]->set && ends[i]->question >= 0;
        set |= other ? BIT(ends[i]->question) : 0;
    }
    return set;
}

question_set
cube_because(const struct cube *cube, const struct cond *cond, bool certain)
{
    if (cond->kind == COND_CHOICE || cond->kind == COND_NUMBER) {
        return leaf_questions(cond);
    }
    if (cond->kind == COND_IS) {
        return cube_because(cube, cube->rs->conditions[cond->named].when,
                            certain);
    }
    question_set set = 0;
    for (size_t i = 0; i < cond->count; i++) {
        truths part = cube_range(cube, cond->part[i], VIEW_PATH);
        bool open = certain ? part == CAN(TRUTH_UNKNOWN)
                            : (part & CAN(TRUTH_UNKNOWN)) != 0;
        set |= open ? cube_because(cube, cond->part[i], certain) : 0;
    }
    return set;
}

/* ---- what to settle next ---- */

static const struct var nothing = { -1, -1 };

static struct var
undecided_pick(const struct cube *cube, int question, choice_set of_these)
{
    choice_set open = cube->open[question];
    choice_set others = open & ~question_alone(&cube->rs->questions[question]);
    open = others != 0 ? others : open;
    choice_set wanted = (open & of_these) != 0 ? open & of_these : open;
    for (int i = 0; i < CHOICES_MAX; i++) {
        if ((wanted & BIT(i)) != 0) {
            return (struct var){ question, i };
        }
    }
    return nothing;
}

struct var
cube_open(const struct cube *cube, int question)
{
    return cube->manner[question] == MANNER_ANY
               ? (struct var){ question, -1 }
               : undecided_pick(cube, question, ~(choice_set)0);
}

static struct var
undecided_follow_up(const struct cube *cube, int question, enum view view)
{
    int follow_up = cube->rs->questions[question].narrowed_by;
    if (follow_up < 0 ||
        cube_asked(cube, follow_up, view) == CAN(TRUTH_FALSE)) {
        return nothing;
    }
    struct var var = cube_undecided_asked(cube, follow_up, view);
    return var.question >= 0 ? var : cube_open(cube, follow_up);
}

static struct var
undecided_question(const struct cube *cube, int question, choice_set choices,
                   enum view view)
{
    struct var var = cube_undecided_asked(cube, question, view);
    if (var.question >= 0 ||
        cube_asked(cube, question, view) == CAN(TRUTH_FALSE)) {
        return var;
    }
    switch (cube->manner[question]) {
    case MANNER_ANY:
        return (struct var){ question, -1 };
    case MANNER_GIVEN:
        return undecided_pick(cube, question, choices);
    case MANNER_UNSURE:
        return undecided_follow_up(cube, question, view);
    case MANNER_MISSING:
    case MANNER_AHEAD:
        break;
    }
    return nothing;
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
        return cube_negated(look_further(cube, cond->part[0], view, next));
    }
    *next = nothing;
    for (size_t i = 0; i < cond->count; i++) {
        struct var first;
        tally.of[look_further(cube, cond->part[i], view, &first)]++;
        *next = next->question < 0 ? first : *next;
    }
    range = cube_tally(&tally, cond);
    *next = is_decided(range) ? nothing : *next;
    return range;
}

struct var
cube_because_undecided(const struct cube *cube, const struct cond *cond)
{
    struct var next = nothing;
    if (cond->kind == COND_IS) {
        return cube_because_undecided(cube,
                                      cube->rs->conditions[cond->named].when);
    }
    for (size_t i = 0; i < cond->count && next.question < 0; i++) {
        truths part = cube_range(cube, cond->part[i], VIEW_PATH);
        if ((part & CAN(TRUTH_UNKNOWN)) != 0) {
            next = is_decided(part)
                       ? cube_because_undecided(cube, cond->part[i])
                       : cube_undecided(cube, cond->part[i], VIEW_PATH);
        }
    }
    return next;
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
