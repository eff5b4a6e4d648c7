/* Owns the comparison of two rulesets by what they give. */
#include "differ.h"

#include "assess.h"

#include <stdlib.h>
#include <string.h>

/* ---- results ---- */

static void
add_result(struct text *out, const struct bc_answers *answers,
           const struct bc_ruleset *rs)
{
    struct bc_answers ans = *answers;
    const struct bc_assessment *as = NULL;
    ans.rs = rs;
    if (bc_assess(&as, &ans, NULL) != BC_OK) {
        abort();
    }
    text_addf(out, "%d %d %d:", as->completeness, as->outcome.level,
              as->outcome.within_days);
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        text_addf(out, " %s%s %d %d %d", finding->holds ? "" : "?",
                  finding->rule->id, finding->outcome.level,
                  finding->outcome.within_days, finding->outcome.within_hours);
    }
    for (size_t i = 0; i < as->tip_count; i++) {
        text_addf(out, " +%s", as->tips[i]->id);
    }
    for (size_t i = 0; i < as->withheld_count; i++) {
        text_addf(out, " -%s", as->withheld[i]->id);
    }
    for (size_t i = 0; i < as->cause_count; i++) {
        text_addf(out, " %d%s", as->causes[i].fits, as->causes[i].cause->id);
    }
    bc_assessment_free(as);
}

/* ---- searching ---- */

struct pair {
    const struct bc_ruleset *before, *after;
    struct ways ways[QUESTIONS_MAX];
    const struct cond *old_cond, *new_cond;
};

static bool
shows(const struct pair *pair, const struct cube *cube)
{
    struct bc_answers ans;
    struct text a, b;
    text_init(&a, NULL);
    text_init(&b, NULL);
    cube_example(&ans, cube);
    add_result(&a, &ans, pair->before);
    add_result(&b, &ans, pair->after);
    bool differs = strcmp(text_get(&a), text_get(&b)) != 0;
    text_free(&a);
    text_free(&b);
    return differs;
}

static bool
is_outside(const struct pair *pair, const struct cube *cube)
{
    const struct cond *scope = pair->before->out_of_scope;
    return scope != NULL &&
           cube_range(cube, scope, VIEW_PATH) == CAN(TRUTH_TRUE);
}

/* Through every value of what the two conditions read. */
static bool
search(struct pair *pair, struct cube *cube)
{
    struct cube other = *cube;
    struct saved saved;
    bool possible = true, found = false;
    other.rs = pair->after;
    if (is_outside(pair, cube)) {
        return false;
    }
    struct var var = cube_undecided(cube, pair->old_cond, VIEW_PATH);
    if (var.question < 0) {
        var = cube_undecided(&other, pair->new_cond, VIEW_PATH);
    }
    if (var.question < 0) {
        return shows(pair, cube);
    }
    cube_save(&saved, cube, var.question);
    for (size_t n = 0;
         !found && cube_settle(cube, &possible, pair->ways, var, n); n++) {
        found = possible && search(pair, cube);
        cube_restore(cube, var.question, &saved);
    }
    cube_restore(cube, var.question, &saved);
    return found;
}

static bool
search_conds(struct pair *pair, const struct cond *old_cond,
             const struct cond *new_cond)
{
    struct cube all;
    pair->old_cond = old_cond;
    pair->new_cond = new_cond;
    cube_init(&all, pair->before);
    return search(pair, &all);
}

/* ---- what was changed ---- */

static bool
same_bound(const struct bound *a, const struct bound *b)
{
    return a->set == b->set && a->question == b->question &&
           a->value == b->value;
}

static bool
same_cond(const struct pair *pair, const struct cond *a, const struct cond *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    bool same = a->kind == b->kind && a->count == b->count &&
                a->at_least == b->at_least && a->named == b->named &&
                a->question == b->question && a->choices == b->choices &&
                a->not_sure == b->not_sure && same_bound(&a->low, &b->low) &&
                same_bound(&a->high, &b->high);
    if (same && a->kind == COND_IS) {
        same = same_cond(pair, pair->before->conditions[a->named].when,
                         pair->after->conditions[b->named].when);
    }
    for (size_t i = 0; i < a->count && same; i++) {
        same = same_cond(pair, a->part[i], b->part[i]);
    }
    return same;
}

static bool
conds_differ(struct pair *pair, const struct cond *a, const struct cond *b)
{
    return !same_cond(pair, a, b) && search_conds(pair, a, b);
}

static bool
same_outcome(struct outcome a, struct outcome b)
{
    return a.level == b.level && a.within_days == b.within_days &&
           a.within_hours == b.within_hours;
}

static bool
rules_differ(struct pair *pair, const struct rule *a, const struct rule *b)
{
    bool outcomes = !same_outcome(a->outcome, b->outcome) ||
                    !same_outcome(a->if_unsure, b->if_unsure);
    return conds_differ(pair, a->when, b->when) ||
           (outcomes && search_conds(pair, a->when, b->when));
}

static bool
tips_differ(struct pair *pair, const struct tip *a, const struct tip *b)
{
    return conds_differ(pair, a->show_if, b->show_if) ||
           conds_differ(pair, a->withhold_if, b->withhold_if);
}

static bool
causes_differ(struct pair *pair, const struct cause *a, const struct cause *b)
{
    return conds_differ(pair, a->must, b->must) ||
           conds_differ(pair, a->plus, b->plus) ||
           conds_differ(pair, a->contrary, b->contrary);
}

/* The classes of numbers of both. */
static void
join_ways(struct pair *pair)
{
    static struct ways others[QUESTIONS_MAX];
    cube_ways(pair->ways, pair->before);
    cube_ways(others, pair->after);
    for (size_t q = 0; q < pair->before->question_count; q++) {
        struct ways *ways = &pair->ways[q];
        for (size_t i = 0; i < others[q].count; i++) {
            if (ways->count < CUBE_NUMBERS_MAX) {
                ways->at[ways->count++] = others[q].at[i];
            }
        }
    }
}

bool
differ(const struct bc_ruleset *before, const struct bc_ruleset *after)
{
    static struct pair pair;
    bool found = false;
    pair = (struct pair){ .before = before, .after = after };
    join_ways(&pair);
    for (size_t i = 0; i < before->rule_count && !found; i++) {
        found = rules_differ(&pair, &before->rules[i], &after->rules[i]);
    }
    for (size_t i = 0; i < before->tip_count && !found; i++) {
        found = tips_differ(&pair, &before->tips[i], &after->tips[i]);
    }
    for (size_t i = 0; i < before->cause_count && !found; i++) {
        found = causes_differ(&pair, &before->causes[i], &after->causes[i]);
    }
    for (size_t i = 0; i < before->question_count && !found; i++) {
        found = conds_differ(&pair, before->questions[i].ask_when,
                             after->questions[i].ask_when);
    }
    return found;
}
