/** Checks of a loaded ruleset that loading does not need: whether it is good,
 * not whether it can be used. */
#ifndef LINT_H
#define LINT_H

#include "error.h"
#include "ruleset.h"

/**
 * Hold every text that a person can see to plain words: length of sentences,
 * reading grade, "Do not" first, words that are never said, phone numbers in
 * contacts.yaml only.
 *
 * Out:     errs  one error for each finding, at the text it is about
 */
void lint_words(const struct bc_ruleset *rs, struct bc_errors *errs);

#endif
