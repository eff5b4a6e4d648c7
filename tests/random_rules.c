/* Owns the rulesets made by chance. What the loader refuses they do not have;
 * beyond that nothing is too odd. */
#include "random_rules.h"

#include <string.h>

static size_t
pick(struct random_rules *to, size_t count)
{
    return (size_t)((next_random(&to->seed) >> 20) % count);
}

static bool
chance(struct random_rules *to, size_t percent)
{
    return pick(to, 100) < percent;
}

/* ---- conditions ---- */

static struct cond *
new_cond(struct random_rules *to)
{
    assert_true(to->cond_count < RANDOM_CONDS);
    struct cond *cond = &to->conds[to->cond_count++];
    *cond = (struct cond){ .low.question = -1, .high.question = -1 };
    return cond;
}

static struct bound
random_bound(struct random_rules *to, size_t questions, int subject)
{
    struct bound bound = { .set = true, .question = -1 };
    int other = (int)pick(to, questions);
    bound.value = (int)pick(to, 5);
    if (to->questions[other].type == QUESTION_NUMBER && other != subject) {
        bound.question = (signed char)other;
        bound.value = (int)pick(to, 3) - 1;
    }
    return bound;
}

static const struct cond *
random_leaf(struct random_rules *to, size_t questions)
{
    struct cond *cond = new_cond(to);
    cond->question = (int)pick(to, questions);
    const struct question *q = &to->questions[cond->question];
    if (q->type == QUESTION_NUMBER) {
        size_t ends = 1 + pick(to, 3);
        cond->kind = COND_NUMBER;
        if ((ends & 1) != 0) {
            cond->low = random_bound(to, questions, cond->question);
        }
        if ((ends & 2) != 0) {
            cond->high = random_bound(to, questions, cond->question);
        }
        return cond;
    }
    cond->kind = COND_CHOICE;
    cond->choices = pick(to, (size_t)1 << q->choice_count);
    cond->not_sure = cond->choices == 0 || chance(to, 15);
    return cond;
}

const struct cond *
random_cond(struct random_rules *to, size_t questions, int depth)
{
    static const enum cond_kind kinds[] = { COND_ALL, COND_ANY, COND_COUNT };
    bool named = questions == RANDOM_QUESTIONS && to->rs.condition_count > 0;
    if (depth == 0 || chance(to, 35)) {
        return random_leaf(to, questions);
    }
    struct cond *cond = new_cond(to);
    if (named && chance(to, 15)) {
        cond->kind = COND_IS;
        cond->named = (int)pick(to, to->rs.condition_count);
        return cond;
    }
    bool negate = chance(to, 25);
    cond->kind = negate ? COND_NOT : kinds[pick(to, ARRAY_LEN(kinds))];
    cond->count = negate ? 1 : 2 + (unsigned)pick(to, 2);
    cond->at_least = 1 + (unsigned)pick(to, cond->count);
    const struct cond **parts = &to->parts[to->part_count];
    to->part_count += cond->count;
    assert_true(to->part_count <= RANDOM_CONDS);
    cond->part = parts;
    for (size_t i = 0; i < cond->count; i++) {
        parts[i] = random_cond(to, questions, depth - 1);
    }
    return cond;
}

/* ---- questions ---- */

static struct stand_in
random_stand_in(struct random_rules *to, const struct question *q)
{
    struct stand_in value = { .kind = STAND_IN_VALUE };
    value.choices = BIT(pick(to, q->choice_count > 0 ? q->choice_count : 1));
    value.number = q->min + (long)pick(to, (size_t)(q->max - q->min + 1));
    return value;
}

static void
random_choices(struct random_rules *to, size_t at)
{
    struct question *q = &to->questions[at];
    size_t alone = q->type == QUESTION_MULTI ? pick(to, 3) : 0;
    q->choices = to->choices[at];
    q->choice_count = RANDOM_CHOICES;
    for (size_t i = 0; i < q->choice_count; i++) {
        static const char *const ids[RANDOM_CHOICES] = { "a", "b", "c" };
        struct choice *choice = &to->choices[at][i];
        *choice = (struct choice){ .id = ids[i] };
        choice->alone = q->choice_count - i <= alone;
        if (q->narrows >= 0 && chance(to, 80)) {
            choice->narrows = true;
            choice->keeps_open = pick(to, (size_t)1 << RANDOM_CHOICES);
        }
    }
}

static void
random_worse(struct random_rules *to, size_t at)
{
    struct question *q = &to->questions[at];
    choice_set *after = to->after[at];
    memset(after, 0, sizeof(to->after[at]));
    if (!chance(to, 60)) {
        return;
    }
    q->worse.rising = q->type == QUESTION_NUMBER;
    if (q->type == QUESTION_MULTI) {
        q->worse.picks = 1 + pick(to, 7);
        q->worse.picks &= ~question_alone(q);
    } else if (q->type == QUESTION_SINGLE) {
        after[pick(to, 2)] |= BIT(2);
        after[0] |= BIT(pick(to, 2) + 1);
        q->worse.after = after;
    }
}

static void
random_narrows(struct random_rules *to, size_t at)
{
    struct question *q = &to->questions[at];
    size_t other = at > 0 ? pick(to, at) : 0;
    struct question *first = &to->questions[other];
    q->narrows = -1;
    q->narrowed_by = -1;
    if (q->type != QUESTION_NUMBER && at > 0 && first->narrowed_by < 0 &&
        first->type != QUESTION_NUMBER && chance(to, 40)) {
        q->narrows = (int)other;
        first->narrowed_by = (int)at;
    }
}

static void
random_question(struct random_rules *to, size_t at)
{
    static const char *const ids[RANDOM_QUESTIONS] = { "q0", "q1", "q2", "q3" };
    struct question *q = &to->questions[at];
    *q = (struct question){ .id = ids[at] };
    q->type = (enum question_type)pick(to, 3);
    q->max = q->type == QUESTION_NUMBER ? 4 : 0;
    random_narrows(to, at);
    if (q->type != QUESTION_NUMBER) {
        random_choices(to, at);
    }
    random_worse(to, at);
    if (q->narrows >= 0 && chance(to, 70)) {
        struct cond *cond = new_cond(to);
        cond->kind = COND_CHOICE;
        cond->question = q->narrows;
        cond->not_sure = true;
        q->ask_when = cond;
    } else if (at > 0 && chance(to, 45)) {
        q->ask_when = random_cond(to, at, 1);
    }
    q->terminal_only = chance(to, 8);
    q->always_used = !q->terminal_only && chance(to, 10);
    q->if_not_sure = random_stand_in(to, q);
    q->if_missing = random_stand_in(to, q);
    if (chance(to, 60)) {
        q->if_not_sure = (struct stand_in){ .kind = STAND_IN_UNKNOWN };
    }
    if (chance(to, 60)) {
        bool needed = chance(to, 40);
        q->if_missing = (struct stand_in){ .kind = needed ? STAND_IN_INCOMPLETE
                                                          : STAND_IN_UNKNOWN };
    }
    if ((q->ask_when != NULL || q->terminal_only) && chance(to, 75)) {
        q->if_not_asked = random_stand_in(to, q);
        q->skip_implies = chance(to, 20) ? "it is so" : NULL;
    }
}

/* ---- rules and tips ---- */

static struct outcome
random_outcome(struct random_rules *to)
{
    struct outcome outcome = { .level = BC_SELF_CARE };
    outcome.level = (enum bc_level)((size_t)BC_SELF_CARE + pick(to, 4));
    outcome.within_days =
        outcome.level == BC_ROUTINE ? (int)pick(to, 3) * 7 : 0;
    return outcome;
}

static void
random_rule(struct random_rules *to, size_t at)
{
    static const char *const ids[RANDOM_RULES] = { "r0", "r1", "r2", "r3" };
    struct rule *rule = &to->rules[at];
    *rule = (struct rule){ .id = ids[at], .kind = RULE_REFERRAL };
    rule->kind = at < 2 ? RULE_RED_FLAG : RULE_REFERRAL;
    rule->when = random_cond(to, RANDOM_QUESTIONS, 2);
    rule->reads = cond_reads(&to->rs, rule->when);
    rule->outcome = random_outcome(to);
    if (chance(to, 60)) {
        rule->if_unsure = random_outcome(to);
    }
}

static void
random_tip(struct random_rules *to, size_t at)
{
    struct tip *tip = &to->tips[at];
    *tip = (struct tip){ .id = "tip", .topic = "topic", .not_if = "Do not." };
    tip->withhold_if = random_cond(to, RANDOM_QUESTIONS, 1);
    tip->show_if = chance(to, 50) ? random_cond(to, RANDOM_QUESTIONS, 1) : NULL;
    tip->withhold_if_unsure = chance(to, 60);
}

void
random_rules(struct random_rules *to, uint64_t seed)
{
    memset(to, 0, sizeof(*to));
    to->seed = seed;
    to->rs.questions = to->questions;
    for (size_t i = 0; i < RANDOM_QUESTIONS; i++) {
        random_question(to, i);
        to->rs.question_count = i + 1;
    }
    to->rs.conditions = to->conditions;
    for (size_t i = 0; i < ARRAY_LEN(to->conditions); i++) {
        to->conditions[i].when = random_cond(to, RANDOM_QUESTIONS, 1);
        to->conditions[i].reads = cond_reads(&to->rs, to->conditions[i].when);
        to->rs.condition_count = i + 1;
    }
    to->rs.out_of_scope =
        chance(to, 25) ? random_cond(to, RANDOM_QUESTIONS, 2) : NULL;
    for (size_t i = 0; i < RANDOM_RULES; i++) {
        random_rule(to, i);
    }
    for (size_t i = 0; i < ARRAY_LEN(to->tips); i++) {
        random_tip(to, i);
        to->tip_order[i] = i;
    }
    to->rs.rules = to->rules;
    to->rs.rule_count = RANDOM_RULES;
    to->rs.tips = to->tips;
    to->rs.tip_count = ARRAY_LEN(to->tips);
    to->rs.tip_order = to->tip_order;
    to->rs.name = "random";
}

struct bc_ruleset
rules_without_defaults(struct question questions[RANDOM_QUESTIONS],
                       const struct bc_ruleset *rs)
{
    struct bc_ruleset raw = *rs;
    for (size_t i = 0; i < rs->question_count; i++) {
        questions[i] = rs->questions[i];
        questions[i].if_not_sure = (struct stand_in){ STAND_IN_UNKNOWN, 0, 0 };
        questions[i].if_missing = (struct stand_in){ STAND_IN_UNKNOWN, 0, 0 };
    }
    raw.questions = questions;
    return raw;
}

/* ---- all answer sets ---- */

static bool
can_be_picked(const struct question *q, choice_set picked)
{
    bool one = (picked & (picked - 1)) == 0;
    return picked != 0 && (one || (q->type == QUESTION_MULTI &&
                                   (picked & question_alone(q)) == 0));
}

size_t
all_answers(struct answer to[RANDOM_WAYS], const struct question *q)
{
    size_t count = 0;
    to[count++] = (struct answer){ .state = ANSWER_NOT_GIVEN };
    to[count++] = (struct answer){ .state = ANSWER_NOT_SURE };
    for (long n = q->min; q->type == QUESTION_NUMBER && n <= q->max; n++) {
        to[count++] = (struct answer){ .state = ANSWER_GIVEN, .number = n };
    }
    for (choice_set set = 1; set < BIT(q->choice_count); set++) {
        if (q->type != QUESTION_NUMBER && can_be_picked(q, set)) {
            to[count++] =
                (struct answer){ .state = ANSWER_GIVEN, .choices = set };
        }
    }
    return count;
}

bool
nth_answers(struct bc_answers *ans, const struct bc_ruleset *rs, size_t n)
{
    answers_init(ans, rs);
    for (size_t i = 0; i < rs->question_count; i++) {
        struct answer ways[RANDOM_WAYS];
        size_t count = all_answers(ways, &rs->questions[i]);
        ans->of[i] = ways[n % count];
        n /= count;
    }
    return n == 0;
}
