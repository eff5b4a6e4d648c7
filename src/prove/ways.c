/* Owns the ways a question can be answered that need to be told apart. */
#include "cube.h"

#include <string.h>

/* ---- classes of numbers ---- */

static void
add_number(struct ways *ways, const struct question *q, long value)
{
    size_t at = 0;
    if (value < q->min || value > q->max) {
        return;
    }
    while (at < ways->count && ways->at[at] < value) {
        at++;
    }
    if (at < ways->count && ways->at[at] == value) {
        return;
    }
    if (ways->count == CUBE_NUMBERS_MAX) {
        ways->too_many = true;
        return;
    }
    memmove(&ways->at[at + 1], &ways->at[at],
            (ways->count - at) * sizeof(ways->at[0]));
    ways->at[at] = value;
    ways->count++;
}

/* Of two numbers that are compared, each takes the values of the other too,
 * and those beside them. */
static void
share_numbers(struct ways ways[], const struct bc_ruleset *rs, int a, int b,
              long distance)
{
    struct ways from = ways[a];
    for (size_t i = 0; i < from.count; i++) {
        for (long near = -1; near <= 1; near++) {
            add_number(&ways[b], &rs->questions[b],
                       from.at[i] + distance + near);
        }
    }
}

/* What stands in is a value too that a compared number is held to. */
static void
add_stand_ins(struct ways ways[], const struct bc_ruleset *rs, int question)
{
    const struct question *q = &rs->questions[question];
    const struct stand_in *const values[] = { &q->if_not_sure, &q->if_missing,
                                              &q->if_not_asked };
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        if (values[i]->kind == STAND_IN_VALUE) {
            add_number(&ways[question], q, values[i]->number);
        }
    }
    share_numbers(ways, rs, question, question, 0);
}

/* Of a number that is compared with two others, the classes are not known. */
static void
compare(struct ways ways[], const struct bc_ruleset *rs, int a,
        const struct bound *end)
{
    int b = end->question;
    if (a != b) {
        ways[a].compared |= BIT(b);
        ways[b].compared |= BIT(a);
        ways[a].too_many |= (ways[a].compared & (ways[a].compared - 1)) != 0;
        ways[b].too_many |= (ways[b].compared & (ways[b].compared - 1)) != 0;
    }
    add_stand_ins(ways, rs, a);
    add_stand_ins(ways, rs, b);
    share_numbers(ways, rs, a, b, -end->value);
    share_numbers(ways, rs, b, a, end->value);
}

static void
add_limits(struct ways ways[], const struct bc_ruleset *rs,
           const struct cond *cond, bool relative)
{
    if (cond == NULL) {
        return;
    }
    for (size_t i = 0; i < cond->count; i++) {
        add_limits(ways, rs, cond->part[i], relative);
    }
    if (cond->kind != COND_NUMBER) {
        return;
    }
    const struct bound *const ends[] = { &cond->low, &cond->high };
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        const struct bound *end = ends[i];
        if (end->set && end->question < 0 && !relative) {
            /* A class begins at a low end, and behind a high one. */
            add_number(&ways[cond->question], &rs->questions[cond->question],
                       end->value + (long)i);
        } else if (end->set && end->question >= 0 && relative) {
            compare(ways, rs, cond->question, end);
        }
    }
}

static void
add_all_limits(struct ways ways[], const struct bc_ruleset *rs, bool relative)
{
    for (size_t i = 0; i < rs->question_count; i++) {
        add_limits(ways, rs, rs->questions[i].ask_when, relative);
    }
    for (size_t i = 0; i < rs->condition_count; i++) {
        add_limits(ways, rs, rs->conditions[i].when, relative);
    }
    for (size_t i = 0; i < rs->rule_count; i++) {
        add_limits(ways, rs, rs->rules[i].when, relative);
    }
    for (size_t i = 0; i < rs->tip_count; i++) {
        add_limits(ways, rs, rs->tips[i].show_if, relative);
        add_limits(ways, rs, rs->tips[i].withhold_if, relative);
    }
    add_limits(ways, rs, rs->out_of_scope, relative);
}

void
cube_ways_beside(struct ways ways[QUESTIONS_MAX], const struct bc_ruleset *rs,
                 const struct cond *cond)
{
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        ways[i] = (struct ways){ .count = 0 };
        if (q->type == QUESTION_NUMBER) {
            add_number(&ways[i], q, q->min);
        }
    }
    for (int relative = 0; relative < 2; relative++) {
        add_all_limits(ways, rs, relative != 0);
        add_limits(ways, rs, cond, relative != 0);
    }
}

void
cube_ways(struct ways ways[QUESTIONS_MAX], const struct bc_ruleset *rs)
{
    cube_ways_beside(ways, rs, NULL);
}

/* ---- what stands in for an answer ---- */

static bool
tells_not_sure(const struct cond *cond, int question)
{
    bool tells = cond != NULL && cond->kind == COND_CHOICE &&
                 cond->question == question && cond->not_sure;
    for (size_t i = 0; cond != NULL && i < cond->count && !tells; i++) {
        tells = tells_not_sure(cond->part[i], question);
    }
    return tells;
}

/* Does any rule, or the scope, tell "not sure" from the answer that stands in
 * for it? A rule that can make an emergency also reads answers without what
 * stands in, and only a given answer narrows. */
static bool
is_told_apart(const struct bc_ruleset *rs, int question)
{
    const struct question *q = &rs->questions[question];
    bool told = q->narrows >= 0 || q->narrowed_by >= 0 ||
                tells_not_sure(rs->out_of_scope, question);
    for (size_t i = 0; i < rs->rule_count; i++) {
        const struct rule *rule = &rs->rules[i];
        told |= tells_not_sure(rule->when, question) ||
                (rule_can_alarm(rule) && (rule->reads & BIT(question)) != 0);
    }
    for (size_t i = 0; i < rs->condition_count; i++) {
        told |= tells_not_sure(rs->conditions[i].when, question);
    }
    for (size_t i = 0; i < rs->question_count; i++) {
        told |= tells_not_sure(rs->questions[i].ask_when, question);
    }
    return told;
}

void
cube_fewer_ways(struct ways ways[QUESTIONS_MAX], const struct bc_ruleset *rs)
{
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        bool same = !is_told_apart(rs, (int)i);
        bool asked = !q->always_used && !q->terminal_only;
        ways[i].unsure_is_given = same && q->if_not_sure.kind == STAND_IN_VALUE;
        ways[i].missing_is_given =
            same && asked && q->if_missing.kind == STAND_IN_VALUE;
    }
}
