/** Whether two rulesets give different results to anybody. For mutate.c. */
#ifndef DIFFER_H
#define DIFFER_H

#include "cube.h"

/**
 * Look for answers to which a changed ruleset gives another result than the
 * one it was made from: level, days, rules that hold or are open and the level
 * of each, tips, tips withheld, causes. What a changed condition reads is
 * looked through whole; all else is answered as harmless as it goes.
 */
bool differ(const struct bc_ruleset *before, const struct bc_ruleset *after);

#endif
