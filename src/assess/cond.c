/* Owns the logic of conditions; facts.c says what is known of a question. */
#include "cond.h"

static enum truth
negate(enum truth truth)
{
    return (enum truth)(TRUTH_TRUE - truth);
}

static enum truth
eval_choice(const struct cond *cond, const struct facts *facts)
{
    const struct fact *fact = &facts->of[cond->question];
    bool unsure = (facts->unsure & BIT(cond->question)) != 0;
    if ((fact->yes & cond->choices) != 0 || (cond->not_sure && unsure)) {
        return TRUTH_TRUE;
    }
    return (fact->maybe & cond->choices) != 0 ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

/* The bound as a number; false when it rests on an answer we do not have. */
static bool
bound_value(long *value, const struct bound *bound, const struct facts *facts)
{
    *value = bound->value;
    if (bound->question < 0) {
        return true;
    }
    const struct fact *other = &facts->of[bound->question];
    *value += other->number;
    return other->has_number;
}

static enum truth
eval_number(const struct cond *cond, const struct facts *facts)
{
    const struct fact *fact = &facts->of[cond->question];
    long low = 0, high = 0;
    bool known = fact->has_number;
    known &= !cond->low.set || bound_value(&low, &cond->low, facts);
    known &= !cond->high.set || bound_value(&high, &cond->high, facts);
    if (!known) {
        return TRUTH_UNKNOWN;
    }
    bool in = (!cond->low.set || fact->number >= low) &&
              (!cond->high.set || fact->number <= high);
    return in ? TRUTH_TRUE : TRUTH_FALSE;
}

/* At least n of the parts; all is n = count, any is n = 1. */
static enum truth
eval_parts(const struct cond *cond, size_t n, const struct facts *facts)
{
    size_t sure = 0, possible = 0;
    for (size_t i = 0; i < cond->count; i++) {
        enum truth truth = cond_eval(cond->part[i], facts);
        sure += truth == TRUTH_TRUE;
        possible += truth != TRUTH_FALSE;
        if (sure >= n) {
            return TRUTH_TRUE;
        }
        if (possible + (cond->count - i - 1) < n) {
            return TRUTH_FALSE;
        }
    }
    return TRUTH_UNKNOWN;
}

enum truth
cond_eval(const struct cond *cond, const struct facts *facts)
{
    if (cond == NULL) {
        return TRUTH_TRUE;
    }
    switch (cond->kind) {
    case COND_ALL:
        return eval_parts(cond, cond->count, facts);
    case COND_ANY:
        return eval_parts(cond, 1, facts);
    case COND_COUNT:
        return eval_parts(cond, cond->at_least, facts);
    case COND_NOT:
        return negate(cond_eval(cond->part[0], facts));
    case COND_IS:
        return cond_eval(facts->rs->conditions[cond->named].when, facts);
    case COND_CHOICE:
        return eval_choice(cond, facts);
    case COND_NUMBER:
        return eval_number(cond, facts);
    }
    return TRUTH_UNKNOWN;
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

question_set
cond_because(const struct cond *cond, const struct facts *facts)
{
    if (cond == NULL) {
        return 0;
    }
    if (cond->kind == COND_CHOICE || cond->kind == COND_NUMBER) {
        return leaf_questions(cond, facts);
    }
    if (cond->kind == COND_IS) {
        return cond_because(facts->rs->conditions[cond->named].when, facts);
    }
    if (cond->kind == COND_NOT) {
        return cond_because(cond->part[0], facts);
    }
    enum truth truth = cond_eval(cond, facts);
    question_set set = 0;
    for (size_t i = 0; i < cond->count; i++) {
        if (cond_eval(cond->part[i], facts) == truth) {
            set |= cond_because(cond->part[i], facts);
        }
    }
    return set;
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
