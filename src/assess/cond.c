/* Owns the logic of conditions; facts.c says what is known of a question. */
#include "cond.h"

#include <limits.h>

static enum truth
negate(enum truth truth)
{
    return (enum truth)(TRUTH_TRUE - truth);
}

static enum truth
eval_choice(const struct cond *cond, const struct facts *facts)
{
    const struct fact *fact = &facts->of[cond->question];
    question_set told = cond->not_sure ? BIT(cond->question) : 0;
    if ((fact->yes & cond->choices) != 0 || (facts->unsure & told) != 0) {
        return TRUTH_TRUE;
    }
    question_set to_come = facts->ahead | facts->pending;
    bool open = (fact->maybe & cond->choices) != 0 || (to_come & told) != 0;
    return open ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

/* The bound as a range of numbers, a single one but for doubted answers; false
 * when it rests on an answer we do not have. */
static bool
bound_range(long *least, long *most, const struct bound *bound,
            const struct facts *facts)
{
    *least = bound->value;
    *most = bound->value;
    if (bound->question < 0) {
        return true;
    }
    const struct fact *other = &facts->of[bound->question];
    *least += other->number;
    *most += other->number + other->number_span;
    return other->has_number;
}

static enum truth
eval_number(const struct cond *cond, const struct facts *facts, bool known)
{
    const struct fact *fact = &facts->of[cond->question];
    long low = LONG_MIN, low_most = LONG_MIN;
    long high = LONG_MAX, high_most = LONG_MAX;
    long most = fact->number + fact->number_span;
    if (cond->low.set) {
        known &= bound_range(&low, &low_most, &cond->low, facts);
    }
    if (cond->high.set) {
        known &= bound_range(&high, &high_most, &cond->high, facts);
    }
    if (!known) {
        return TRUTH_UNKNOWN;
    }
    if (fact->number >= low_most && most <= high) {
        return TRUTH_TRUE;
    }
    bool never = most < low || fact->number > high_most;
    return never ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

/* How to take a leaf that is open only because it was answered in several
 * ways: as it is, or whichever way makes the whole condition truer. */
enum hope {
    HOPE_FALSE = -1,
    HOPE_NONE = 0,
    HOPE_TRUE = 1,
};

static enum truth eval(const struct cond *cond, const struct facts *facts,
                       enum hope hope);

/* At least n of the parts; all is n = count, any is n = 1. */
static enum truth
eval_parts(const struct cond *cond, size_t n, const struct facts *facts,
           enum hope hope)
{
    size_t sure = 0, possible = 0;
    for (size_t i = 0; i < cond->count && sure < n; i++) {
        enum truth truth = eval(cond->part[i], facts, hope);
        sure += truth == TRUTH_TRUE;
        possible += truth != TRUTH_FALSE;
    }
    return sure >= n ? TRUTH_TRUE : possible < n ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

/* By one of the choices that were named, or by another number of the range. */
static enum truth
hope_leaf(const struct cond *cond, const struct facts *facts, enum hope hope)
{
    const struct fact *fact = &facts->of[cond->question];
    if (cond->kind == COND_NUMBER) {
        enum truth truth = eval_number(cond, facts, true);
        return truth != TRUTH_UNKNOWN ? truth
               : hope == HOPE_TRUE    ? TRUTH_TRUE
                                      : TRUTH_FALSE;
    }
    if (hope == HOPE_TRUE && (fact->read & cond->choices) != 0) {
        return TRUTH_TRUE;
    }
    bool other = (fact->read & ~cond->choices) != 0;
    return hope == HOPE_FALSE && other ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static enum truth
eval_leaf(const struct cond *cond, const struct facts *facts, enum hope hope)
{
    bool number = facts->of[cond->question].has_number;
    enum truth truth = cond->kind == COND_CHOICE
                           ? eval_choice(cond, facts)
                           : eval_number(cond, facts, number);
    bool doubted = (facts->doubted & BIT(cond->question)) != 0;
    return truth == TRUTH_UNKNOWN && doubted && hope != HOPE_NONE
               ? hope_leaf(cond, facts, hope)
               : truth;
}

static enum truth
eval(const struct cond *cond, const struct facts *facts, enum hope hope)
{
    switch (cond->kind) {
    case COND_ALL:
        return eval_parts(cond, cond->count, facts, hope);
    case COND_ANY:
        return eval_parts(cond, 1, facts, hope);
    case COND_COUNT:
        return eval_parts(cond, cond->at_least, facts, hope);
    case COND_NOT:
        return negate(eval(cond->part[0], facts, (enum hope)(-hope)));
    case COND_IS:
        return eval(facts->rs->conditions[cond->named].when, facts, hope);
    case COND_CHOICE:
    case COND_NUMBER:
        return eval_leaf(cond, facts, hope);
    }
    return TRUTH_UNKNOWN;
}

enum truth
cond_eval(const struct cond *cond, const struct facts *facts)
{
    return cond == NULL ? TRUTH_TRUE : eval(cond, facts, HOPE_NONE);
}

bool
cond_could_hold(const struct cond *cond, const struct facts *facts)
{
    return cond == NULL || eval(cond, facts, HOPE_TRUE) == TRUTH_TRUE;
}

static question_set
leaf_questions(const struct cond *cond, const struct facts *facts)
{
    question_set set = BIT(cond->question);
    int follow_up = facts->rs->questions[cond->question].narrowed_by;
    if (follow_up >= 0 && (facts->unsure & set) != 0) {
        set |= BIT(follow_up) & (facts->given | facts->pending);
    }
    if (cond->low.set && cond->low.question >= 0) {
        set |= BIT(cond->low.question);
    }
    if (cond->high.set && cond->high.question >= 0) {
        set |= BIT(cond->high.question);
    }
    return set;
}

struct reason {
    enum truth truth;
    question_set because;
};

static struct reason find_reason(const struct cond *cond,
                                 const struct facts *facts);

/* The reasons of those parts that are as the whole is. */
static struct reason
reason_of_parts(const struct cond *cond, size_t n, const struct facts *facts)
{
    question_set because[TRUTH_TRUE + 1] = { 0 };
    size_t sure = 0, possible = 0;
    for (size_t i = 0; i < cond->count; i++) {
        struct reason part = find_reason(cond->part[i], facts);
        because[part.truth] |= part.because;
        sure += part.truth == TRUTH_TRUE;
        possible += part.truth != TRUTH_FALSE;
    }
    enum truth truth = sure >= n       ? TRUTH_TRUE
                       : possible >= n ? TRUTH_UNKNOWN
                                       : TRUTH_FALSE;
    return (struct reason){ truth, because[truth] };
}

static struct reason
find_reason(const struct cond *cond, const struct facts *facts)
{
    struct reason reason = { .truth = TRUTH_UNKNOWN };
    switch (cond->kind) {
    case COND_ALL:
        return reason_of_parts(cond, cond->count, facts);
    case COND_ANY:
        return reason_of_parts(cond, 1, facts);
    case COND_COUNT:
        return reason_of_parts(cond, cond->at_least, facts);
    case COND_NOT:
        reason = find_reason(cond->part[0], facts);
        reason.truth = negate(reason.truth);
        return reason;
    case COND_IS:
        return find_reason(facts->rs->conditions[cond->named].when, facts);
    case COND_CHOICE:
    case COND_NUMBER:
        reason.truth = eval_leaf(cond, facts, HOPE_NONE);
        reason.because = leaf_questions(cond, facts);
        return reason;
    }
    return reason;
}

question_set
cond_because(const struct cond *cond, const struct facts *facts)
{
    return cond == NULL ? 0 : find_reason(cond, facts).because;
}

question_set
cond_support(const struct cond *cond, const struct facts *facts)
{
    enum truth truth = cond_eval(cond, facts);
    if (truth != TRUTH_UNKNOWN || cond->kind == COND_NOT) {
        return truth == TRUTH_TRUE ? cond_because(cond, facts) : 0;
    }
    if (cond->kind == COND_IS) {
        return cond_support(facts->rs->conditions[cond->named].when, facts);
    }
    question_set set = 0;
    for (size_t i = 0; i < cond->count; i++) {
        set |= cond_support(cond->part[i], facts);
    }
    return set;
}
