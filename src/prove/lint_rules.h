/** Findings that need more than a look at one text: what is used, and what the
 * rules can come to. */
#ifndef LINT_RULES_H
#define LINT_RULES_H

#include "cases.h"
#include "lint.h"

/** What nothing reads or names, and what tells too little. */
void lint_use(struct lint *lint);

/**
 * What conditions can come to, by looking through all answers: never true,
 * always true, or nothing that another rule does not say. And red flags that
 * take an absence for a sign.
 */
void lint_rules(struct lint *lint);

/** What is wrong with cases that can be read: two have one name. */
void lint_cases(struct lint *lint, const struct case_set *set);

/** Every list of lines of a card. */
#define CARD_LISTS 7
void lint_card_lists(const struct card_lines *all[CARD_LISTS],
                     const struct card *card);

/** All about the rules. today: a date, or NULL when the review is not judged.
 */
void lint_all(struct lint *lint, const char *today);

#endif
