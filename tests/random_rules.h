/** Rulesets made by chance: few questions, every feature of the rules, and so
 * small that all answer sets can be listed. */
#ifndef RANDOM_RULES_H
#define RANDOM_RULES_H

#include "support.h"

#define RANDOM_QUESTIONS 4
#define RANDOM_CHOICES 3
#define RANDOM_RULES 4
#define RANDOM_CONDS 400
#define RANDOM_WAYS 9               /* to answer one question, at most */
#define RANDOM_SETS (9 * 9 * 9 * 9) /* of answers, at most */

struct random_rules {
    struct bc_ruleset rs;
    struct question questions[RANDOM_QUESTIONS];
    struct choice choices[RANDOM_QUESTIONS][RANDOM_CHOICES];
    choice_set after[RANDOM_QUESTIONS][RANDOM_CHOICES];
    struct condition conditions[2];
    struct rule rules[RANDOM_RULES];
    struct tip tips[2];
    size_t tip_order[2];
    struct cond conds[RANDOM_CONDS];
    const struct cond *parts[RANDOM_CONDS];
    size_t cond_count, part_count;
    uint64_t seed;
};

/** The ruleset of a seed, which is not 0; always the same. */
void random_rules(struct random_rules *to, uint64_t seed);

/** The same ruleset, in which nothing stands in for not sure and missing. */
struct bc_ruleset
rules_without_defaults(struct question questions[RANDOM_QUESTIONS],
                       const struct bc_ruleset *rs);

/** A condition on the first questions of it. */
const struct cond *random_cond(struct random_rules *to, size_t questions,
                               int depth);

/** Every answer to one question: given, not sure or not given. Returns how
 * many. */
size_t all_answers(struct answer to[RANDOM_WAYS], const struct question *q);

/** Answer set number n; false when there are no more. */
bool nth_answers(struct bc_answers *ans, const struct bc_ruleset *rs, size_t n);

#endif
