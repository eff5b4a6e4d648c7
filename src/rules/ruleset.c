/* Finds things in a ruleset, and frees it. Built by load.c. */
#include "ruleset.h"

#include "text.h"

#include <assert.h>
#include <stdio.h>

int
ruleset_find_question(const struct bc_ruleset *rs, const char *id)
{
    for (size_t i = 0; i < rs->question_count; i++) {
        if (text_same(rs->questions[i].id, id)) {
            return (int)i;
        }
    }
    return -1;
}

question_set
ruleset_private(const struct bc_ruleset *rs)
{
    question_set set = 0;
    for (size_t i = 0; i < rs->question_count; i++) {
        set |= rs->questions[i].is_private ? BIT(i) : 0;
    }
    return set;
}

/* A named condition is asked what it reads, not looked into: so this ends even
 * in a circle of them that the loader has yet to refuse. */
question_set
cond_reads(const struct bc_ruleset *rs, const struct cond *cond)
{
    question_set reads = 0;
    if (cond == NULL) {
        return 0;
    }
    if (cond->kind == COND_IS) {
        reads = rs->conditions[cond->named].reads;
    } else if (cond->kind == COND_CHOICE || cond->kind == COND_NUMBER) {
        const struct bound *low = &cond->low, *high = &cond->high;
        reads = BIT(cond->question);
        reads |= low->set && low->question >= 0 ? BIT(low->question) : 0;
        reads |= high->set && high->question >= 0 ? BIT(high->question) : 0;
    }
    for (size_t i = 0; i < cond->count; i++) {
        reads |= cond_reads(rs, cond->part[i]);
    }
    return reads;
}

int
question_find_choice(const struct question *q, const char *code)
{
    for (size_t i = 0; i < q->choice_count; i++) {
        if (text_same(q->choices[i].id, code)) {
            return (int)i;
        }
    }
    return -1;
}

const struct card *
ruleset_find_card(const struct bc_ruleset *rs, const char *id)
{
    for (size_t i = 0; i < rs->card_count; i++) {
        if (text_same(rs->cards[i].id, id)) {
            return &rs->cards[i];
        }
    }
    return NULL;
}

const struct card *
ruleset_get_card(const struct bc_ruleset *rs, enum card_id card)
{
    const struct card *found = ruleset_find_card(rs, card_names[card]);
    assert(found != NULL);
    return found;
}

void
bc_ruleset_free(const struct bc_ruleset *rs)
{
    if (rs != NULL) {
        arena_free(rs->arena);
    }
}

const char *
bc_ruleset_name(const struct bc_ruleset *rs)
{
    return rs->name;
}

void
outcome_words(char *to, size_t size, const struct outcome *outcome)
{
    const char *level = level_names[outcome->level];
    bool days = outcome->within_days != 0;
    int count = days ? outcome->within_days : outcome->within_hours;
    if (count == 0) {
        snprintf(to, size, "%s", level);
    } else {
        snprintf(to, size, "%s within %d %s%s", level, count,
                 days ? "day" : "hour", count == 1 ? "" : "s");
    }
}

bool
rule_can_alarm(const struct rule *rule)
{
    return rule->outcome.level == BC_EMERGENCY ||
           rule->if_unsure.level == BC_EMERGENCY;
}

choice_set
question_alone(const struct question *q)
{
    choice_set set = 0;
    for (size_t i = 0; i < q->choice_count; i++) {
        set |= q->choices[i].alone ? BIT(i) : 0;
    }
    return set;
}
