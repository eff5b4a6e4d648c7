/** Conditions over facts, in three-valued logic. */
#ifndef COND_H
#define COND_H

#include "facts.h"

/** Pure. A NULL condition is true. */
enum truth cond_eval(const struct cond *cond, const struct facts *facts);

/** The questions that made the condition what it is: for a true one those of
 * its true parts, for an unknown one those that are open. */
question_set cond_because(const struct cond *cond, const struct facts *facts);

/** The questions whose answers speak for the condition: as cond_because for a
 * true one, those of its true parts for an unknown one. */
question_set cond_support(const struct cond *cond, const struct facts *facts);

#endif
