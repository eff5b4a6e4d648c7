/* Owns sets of answer sets: what is settled in them, which questions they leave
 * on the path, and one of their members. Only answers inside the scope of the
 * pack are looked at, so nothing is cut. */
#include "cube.h"

#include <string.h>

/* ---- is it asked ---- */

static truths
find_asked(const struct cube *cube, int question, enum view view)
{
    const struct question *q = &cube->rs->questions[question];
    enum manner manner = cube->manner[question];
    bool given = manner == MANNER_GIVEN || manner == MANNER_UNSURE;
    if (cube->forced == question ||
        (q->always_used && given && !cube->at_terminal) ||
        (q->terminal_only && (given || cube->at_terminal))) {
        return CAN(TRUTH_TRUE);
    }
    if (q->terminal_only) {
        return CAN(TRUTH_FALSE) | (manner == MANNER_ANY ? CAN(TRUTH_TRUE) : 0);
    }
    truths when = cube_range(cube, q->ask_when, view);
    bool yes = (when & (CAN(TRUTH_TRUE) | CAN(TRUTH_UNKNOWN))) != 0;
    return (yes ? CAN(TRUTH_TRUE) : 0) | (when & CAN(TRUTH_FALSE));
}

/* ask_when looks back only, so one pass in order is enough. */
static void
refresh(struct cube *cube)
{
    for (size_t i = 0; i < cube->rs->question_count; i++) {
        cube->asked[i] = (unsigned char)find_asked(cube, (int)i, VIEW_PATH);
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
    case VIEW_GIVEN:
        return CAN(TRUTH_TRUE);
    }
    return CAN_ALL;
}

void
cube_init(struct cube *cube, const struct bc_ruleset *rs)
{
    *cube = (struct cube){ .rs = rs, .forced = -1 };
    refresh(cube);
}

void
cube_init_terminal(struct cube *cube, const struct bc_ruleset *rs)
{
    *cube = (struct cube){ .rs = rs, .forced = -1, .at_terminal = true };
    refresh(cube);
}

void
cube_force(struct cube *cube, int question)
{
    cube->forced = question;
    refresh(cube);
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
    refresh(cube);
}

void
cube_leave(struct cube *cube, int question, enum manner manner)
{
    cube->settled |= BIT(question);
    cube->manner[question] = manner;
    cube->yes[question] = 0;
    refresh(cube);
}

static void
give_any(struct cube *cube, int question)
{
    const struct question *q = &cube->rs->questions[question];
    cube->settled |= BIT(question);
    cube->manner[question] = MANNER_GIVEN;
    cube->yes[question] = 0;
    cube->open[question] = BIT(q->choice_count) - 1;
    refresh(cube);
}

bool
cube_pick(struct cube *cube, int question, int choice, bool yes)
{
    choice_set single = question_alone(&cube->rs->questions[question]);
    if (cube->manner[question] == MANNER_ANY) {
        give_any(cube, question);
    }
    choice_set *picked = &cube->yes[question], *open = &cube->open[question];
    *open &= ~BIT(choice);
    *picked |= yes ? BIT(choice) : 0;
    if (*picked != 0) {
        *open &= ~single;
    } else if ((*open & ~single) == 0) {
        *picked = single;
        *open = 0;
    }
    refresh(cube);
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
    size_t missing = ways->missing_is_given || cube->at_terminal ? 0 : 1;
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
    const struct stand_in *usual = &q->if_not_sure;
    *answer = (struct answer){ .state = ANSWER_GIVEN };
    switch (cube->manner[question]) {
    case MANNER_ANY:
        answer->choices = harmless_choice(q);
        answer->number = q->worse.rising || usual->kind != STAND_IN_VALUE
                             ? q->min
                             : usual->number;
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
