/* Owns sets of answer sets: what is settled in them, which questions they leave
 * on the path, and one of their members. Only answers inside the scope of the
 * pack are looked at, so nothing is cut. */
#include "cube.h"

#include <string.h>

/* ---- is it asked ---- */

/* Whether a question is asked is settled before it is answered, and so before a
 * later follow-up has narrowed anything. Has one? Only a "not sure" is. */
static bool
is_narrowed_later(const struct cube *cube, int question)
{
    if ((cube->early & BIT(question)) == 0) {
        return false;
    }
    for (size_t i = (size_t)question; i < cube->rs->question_count; i++) {
        int narrows = cube->rs->questions[i].narrows;
        if (narrows >= 0 && cube->manner[narrows] == MANNER_UNSURE &&
            cube->manner[i] != MANNER_MISSING) {
            return true;
        }
    }
    return false;
}

static struct cube
before_follow_ups(const struct cube *cube, int question)
{
    struct cube before = *cube;
    for (size_t i = (size_t)question; i < cube->rs->question_count; i++) {
        if (cube->rs->questions[i].narrows >= 0) {
            before.manner[i] = MANNER_MISSING;
        }
    }
    return before;
}

static truths
when_range(const struct cube *cube, int question, enum view view)
{
    const struct cond *when = cube->rs->questions[question].ask_when;
    if (is_narrowed_later(cube, question)) {
        const struct cube before = before_follow_ups(cube, question);
        return cube_range(&before, when, view);
    }
    return cube_range(cube, when, view);
}

static truths
find_asked(const struct cube *cube, int question, enum view view)
{
    const struct question *q = &cube->rs->questions[question];
    enum manner manner = cube->manner[question];
    bool given = manner == MANNER_GIVEN || manner == MANNER_UNSURE;
    bool may_count =
        q->always_used && manner == MANNER_ANY && !cube->at_terminal;
    if ((cube->forced & BIT(question)) != 0 ||
        (q->always_used && given && !cube->at_terminal) ||
        (q->terminal_only && (given || cube->at_terminal))) {
        return CAN(TRUTH_TRUE);
    }
    if (q->terminal_only) {
        return CAN(TRUTH_FALSE) | (manner == MANNER_ANY ? CAN(TRUTH_TRUE) : 0);
    }
    truths when = when_range(cube, question, view);
    bool yes = (when & (CAN(TRUTH_TRUE) | CAN(TRUTH_UNKNOWN))) != 0;
    return (yes || may_count ? CAN(TRUTH_TRUE) : 0) | (when & CAN(TRUTH_FALSE));
}

/* ask_when looks back only, so one pass in order is enough. */
static void
refresh(struct cube *cube, question_set of_these)
{
    for (size_t i = 0; i < cube->rs->question_count; i++) {
        if ((of_these & BIT(i)) != 0) {
            cube->asked[i] = (unsigned char)find_asked(cube, (int)i, VIEW_PATH);
        }
    }
}

truths
cube_asked(const struct cube *cube, int question, enum view view)
{
    switch (view) {
    case VIEW_PATH:
        return cube->asked[question];
    case VIEW_RAW:
        return find_asked(cube, question, view);
    case VIEW_GIVEN: /* at a terminal only what is asked is given */
        return cube->at_terminal ? cube->asked[question] : CAN(TRUTH_TRUE);
    }
    return CAN_ALL;
}

struct var
cube_undecided_asked(const struct cube *cube, int question, enum view view)
{
    const struct question *q = &cube->rs->questions[question];
    truths asked = cube_asked(cube, question, view);
    if ((asked & (asked - 1)) == 0) {
        return (struct var){ -1, -1 };
    }
    view = view == VIEW_GIVEN ? VIEW_PATH : view; /* as cube_asked */
    bool by_answer = q->terminal_only || (q->always_used && !cube->at_terminal);
    if (by_answer && cube->manner[question] == MANNER_ANY) {
        return (struct var){ question, -1 };
    }
    if (is_narrowed_later(cube, question)) {
        const struct cube before = before_follow_ups(cube, question);
        return cube_undecided(&before, q->ask_when, view);
    }
    return cube_undecided(cube, q->ask_when, view);
}

/* A follow-up stands behind what it narrows, and can be read before. */
static void
find_touched(struct cube *cube)
{
    const struct bc_ruleset *rs = cube->rs;
    question_set narrowed = 0, looks[QUESTIONS_MAX];
    for (size_t i = rs->question_count; i-- > 0;) {
        const struct question *q = &rs->questions[i];
        looks[i] = cond_reads(rs, q->ask_when);
        narrowed |= q->narrows >= 0 ? BIT(q->narrows) : 0;
        cube->early |= (looks[i] & narrowed) != 0 ? BIT(i) : 0;
    }
    for (size_t i = 0; i < rs->question_count; i++) {
        question_set *touched = &cube->touched[i];
        *touched = BIT(i);
        for (size_t k = 0; k < rs->question_count; k++) {
            int narrows = rs->questions[k].narrows;
            *touched |= (looks[k] & *touched) != 0 ? BIT(k) : 0;
            *touched |=
                (*touched & BIT(k)) != 0 && narrows >= 0 ? BIT(narrows) : 0;
        }
    }
}

/* What is known stays so, but for the value that stands in for a "not sure": a
 * follow-up can put it in doubt again. Who was outside by it stays outside. */
static void
find_leaves(struct cube *cube)
{
    const struct bc_ruleset *rs = cube->rs;
    question_set reads = cond_reads(rs, rs->out_of_scope);
    for (size_t i = 0; i < rs->question_count; i++) {
        int narrows = rs->questions[i].narrows;
        bool doubts = narrows >= 0 && (reads & BIT(narrows)) != 0 &&
                      rs->questions[narrows].if_not_sure.kind == STAND_IN_VALUE;
        cube->leaves |= doubts ? BIT(i) : 0;
    }
}

static void
init(struct cube *cube, const struct bc_ruleset *rs, bool at_terminal)
{
    *cube = (struct cube){ .rs = rs, .at_terminal = at_terminal };
    find_touched(cube);
    find_leaves(cube);
    refresh(cube, ~(question_set)0);
}

void
cube_init(struct cube *cube, const struct bc_ruleset *rs)
{
    init(cube, rs, false);
}

void
cube_init_terminal(struct cube *cube, const struct bc_ruleset *rs)
{
    init(cube, rs, true);
}

void
cube_force(struct cube *cube, int question)
{
    cube->forced |= BIT(question);
    refresh(cube, cube->touched[question]);
}

/* ---- is it inside the scope ---- */

static struct cube
before_turn(const struct cube *cube, size_t question)
{
    struct cube before = *cube;
    for (size_t i = question; i < cube->rs->question_count; i++) {
        before.manner[i] = MANNER_AHEAD;
    }
    return before;
}

truths
cube_outside(const struct cube *cube)
{
    const struct cond *scope = cube->rs->out_of_scope;
    if (scope == NULL) {
        return CAN(TRUTH_FALSE);
    }
    truths range = cube_range(cube, scope, VIEW_PATH);
    for (size_t i = 0; i < cube->rs->question_count; i++) {
        if ((cube->leaves & BIT(i)) == 0 || range == CAN(TRUTH_TRUE)) {
            continue;
        }
        const struct cube before = before_turn(cube, i);
        truths then = cube_range(&before, scope, VIEW_PATH);
        range =
            then == CAN(TRUTH_TRUE) ? then : range | (then & CAN(TRUTH_TRUE));
    }
    return range;
}

struct var
cube_undecided_outside(const struct cube *cube)
{
    const struct cond *scope = cube->rs->out_of_scope;
    struct var var = cube_undecided(cube, scope, VIEW_PATH);
    for (size_t i = 0; i < cube->rs->question_count && var.question < 0; i++) {
        if ((cube->leaves & BIT(i)) != 0) {
            const struct cube before = before_turn(cube, i);
            var = cube_undecided(&before, scope, VIEW_PATH);
        }
    }
    return var;
}

/* ---- settling ---- */

void
cube_give(struct cube *cube, int question, choice_set choices, long number)
{
    cube->settled |= BIT(question);
    cube->manner[question] = MANNER_GIVEN;
    cube->yes[question] = choices;
    cube->open[question] = 0;
    cube->number[question] = number;
    refresh(cube, cube->touched[question]);
}

void
cube_leave(struct cube *cube, int question, enum manner manner)
{
    cube->settled |= BIT(question);
    cube->manner[question] = manner;
    cube->yes[question] = 0;
    cube->open[question] = 0;
    refresh(cube, cube->touched[question]);
}

void
cube_forget(struct cube *cube, int question)
{
    cube_leave(cube, question, MANNER_ANY);
    cube->settled &= ~BIT(question);
}

static void
give_any(struct cube *cube, int question)
{
    const struct question *q = &cube->rs->questions[question];
    cube->settled |= BIT(question);
    cube->manner[question] = MANNER_GIVEN;
    cube->yes[question] = 0;
    cube->open[question] = BIT(q->choice_count) - 1;
    refresh(cube, cube->touched[question]);
}

bool
cube_pick(struct cube *cube, int question, int choice, bool yes)
{
    choice_set single = question_alone(&cube->rs->questions[question]);
    if (cube->manner[question] == MANNER_ANY) {
        give_any(cube, question);
    }
    choice_set *picked = &cube->yes[question], *open = &cube->open[question];
    if ((*open & BIT(choice)) == 0) {
        return true; /* settled by another that excludes it */
    }
    *open &= ~BIT(choice);
    *picked |= yes ? BIT(choice) : 0;
    if (*picked != 0) {
        *open &= (*picked & single) != 0 ? 0 : ~single;
    } else if ((*open & ~single) == 0 && (*open & (*open - 1)) == 0) {
        *picked = *open;
        *open = 0;
    }
    refresh(cube, cube->touched[question]);
    return *picked != 0 || *open != 0;
}

/* The given ways of a whole question: its choices, classes, or any of both. */
static size_t
given_ways(const struct cube *cube, const struct ways *ways, int question)
{
    const struct question *q = &cube->rs->questions[question];
    return q->type == QUESTION_SINGLE   ? q->choice_count
           : q->type == QUESTION_NUMBER ? ways->count
                                        : 1;
}

static bool
settle_question(struct cube *cube, const struct ways *ways, int question,
                size_t n)
{
    const struct question *q = &cube->rs->questions[question];
    size_t given = given_ways(cube, ways, question);
    size_t unsure = ways->unsure_is_given ? 0 : 1;
    bool answered = cube->at_terminal || (cube->forced & BIT(question)) != 0;
    size_t missing = ways->missing_is_given || answered ? 0 : 1;
    if (n >= given + unsure + missing) {
        return false;
    }
    if (n >= given) {
        cube_leave(cube, question,
                   n < given + unsure ? MANNER_UNSURE : MANNER_MISSING);
    } else if (q->type == QUESTION_MULTI) {
        give_any(cube, question);
    } else if (q->type == QUESTION_NUMBER) {
        cube_give(cube, question, 0, ways->at[n]);
    } else {
        cube_give(cube, question, BIT(n), 0);
    }
    return true;
}

bool
cube_settle(struct cube *cube, bool *possible,
            const struct ways ways[QUESTIONS_MAX], struct var var, size_t n)
{
    *possible = true;
    if (var.choice < 0) {
        return settle_question(cube, &ways[var.question], var.question, n);
    }
    if (n < 2) {
        *possible = cube_pick(cube, var.question, var.choice, n == 1);
    }
    return n < 2;
}

void
cube_save(struct saved *saved, const struct cube *cube, int question)
{
    *saved = (struct saved){ cube->manner[question], cube->yes[question],
                             cube->open[question],   cube->number[question],
                             cube->settled,          { 0 } };
    memcpy(saved->asked, cube->asked, sizeof(saved->asked));
}

void
cube_restore(struct cube *cube, int question, const struct saved *saved)
{
    cube->manner[question] = saved->manner;
    cube->yes[question] = saved->yes;
    cube->open[question] = saved->open;
    cube->number[question] = saved->number;
    cube->settled = saved->settled;
    memcpy(cube->asked, saved->asked, sizeof(cube->asked));
}

/* ---- examples ---- */

choice_set
cube_best(const struct question *q)
{
    choice_set best = 0;
    for (size_t i = 0; i < q->choice_count && q->worse.after != NULL; i++) {
        choice_set before = 0, behind = q->worse.after[i];
        for (size_t round = 0; round < q->choice_count; round++) {
            for (size_t c = 0; c < q->choice_count; c++) {
                bool leads = (q->worse.after[c] & (BIT(i) | before)) != 0;
                before |= leads ? BIT(c) : 0;
                behind |= (behind & BIT(c)) != 0 ? q->worse.after[c] : 0;
            }
        }
        best |= behind != 0 && (before & ~(behind | BIT(i))) == 0 ? BIT(i) : 0;
    }
    return best;
}

/* The choice that says "all is well": one that stands alone, else the best,
 * else what counts when she is not sure, else the first. */
static choice_set
harmless_choice(const struct question *q)
{
    choice_set well =
        q->type == QUESTION_MULTI ? question_alone(q) : cube_best(q);
    if (well != 0) {
        return well & ~(well - 1);
    }
    const struct stand_in *value = &q->if_not_sure;
    bool usual = q->type == QUESTION_MULTI && value->kind == STAND_IN_VALUE;
    return usual ? value->choices : BIT(0);
}

static void
example_answer(struct answer *answer, const struct cube *cube, int question)
{
    const struct question *q = &cube->rs->questions[question];
    const struct stand_in *value = &q->if_not_sure;
    *answer = (struct answer){ .state = ANSWER_GIVEN };
    switch (cube->manner[question]) {
    case MANNER_ANY:
        if (q->type != QUESTION_NUMBER) {
            answer->choices = harmless_choice(q);
        } else {
            bool usual = value->kind == STAND_IN_VALUE && !q->worse.rising;
            answer->number = usual ? value->number : q->min;
        }
        break;
    case MANNER_GIVEN:
        answer->choices = cube->yes[question];
        answer->number = cube->number[question];
        if (answer->choices == 0 && q->type != QUESTION_NUMBER) {
            choice_set open = cube->open[question];
            choice_set well = open & harmless_choice(q);
            open = well != 0 ? well : open;
            answer->choices = open & ~(open - 1);
        }
        break;
    case MANNER_UNSURE:
        answer->state = ANSWER_NOT_SURE;
        break;
    case MANNER_MISSING:
    case MANNER_AHEAD:
        answer->state = ANSWER_NOT_GIVEN;
        break;
    }
}

void
cube_example(struct bc_answers *ans, const struct cube *cube)
{
    answers_init(ans, cube->rs);
    for (size_t i = 0; i < cube->rs->question_count; i++) {
        bool ignored = cube->rs->questions[i].terminal_only &&
                       cube->manner[i] == MANNER_ANY && !cube->at_terminal;
        if (!ignored) {
            example_answer(&ans->of[i], cube, (int)i);
        }
    }
}
