/** Conditions over facts, in three-valued logic. */
#ifndef COND_H
#define COND_H

#include "facts.h"

/** Pure. A NULL condition is true. */
enum truth cond_eval(const struct cond *cond, const struct facts *facts);

/** Could it be true by one way of reading the answers that were given in
 * several ways? As cond_eval where there are none. Errs towards yes. */
bool cond_could_hold(const struct cond *cond, const struct facts *facts);

/** The questions that made the condition what it is: for a true one those of
 * its true parts, for an unknown one those that are open. */
question_set cond_because(const struct cond *cond, const struct facts *facts);

/** The questions whose answers speak for the condition: as cond_because for a
 * true one, those of its true parts for an unknown one. */
question_set cond_support(const struct cond *cond, const struct facts *facts);

#endif
