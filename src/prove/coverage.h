/** What reference cases show of the rules, and cases that show the rest. */
#ifndef COVERAGE_H
#define COVERAGE_H

#include "assess.h"

/** What cases can show of a rule. */
enum point_kind {
    POINT_HOLDS,
    POINT_FAILS,   /* does not hold */
    POINT_OPEN,    /* is not ruled out */
    POINT_MATTERS, /* one part of the condition alone decides it */
};

/** How a point stands that no case shows. */
enum gap {
    GAP_NONE,      /* a case shows it */
    GAP_NOT_ASKED, /* coverage_close was not called yet */
    GAP_FOUND,     /* a suggested case would show it */
    GAP_NEVER,     /* no answers show it */
    GAP_GAVE_UP,   /* too many answers to look through */
};

struct point {
    enum point_kind kind;
    enum gap gap;
    size_t cases; /* that show it */
    /* POINT_MATTERS: the part as it stands in the pack, and in which named
     * condition (-1: in the rule itself). */
    const struct cond *leaf;
    int named;
};

struct cover {
    const struct rule *rule;
    const struct cond *when; /* the condition, named ones put in */
    struct cond **leaves;    /* its parts that look at one question each */
    size_t leaf_count;
    struct point *points;
    size_t point_count;
};

/** A case that would close gaps. */
struct suggestion {
    const struct rule *rule;
    const struct point *point; /* the first that it closes */
    struct bc_answers answers;
    struct suggestion *next;
};

struct coverage {
    struct arena arena;
    const struct bc_ruleset *rs;
    struct cover *covers;                  /* one for each rule */
    struct suggestion *suggestions, **end; /* where the next one is put */
};

/** How many points there are of one kind of rule, and how many are shown. */
struct coverage_sum {
    size_t shown, count;
};

/** Nothing is shown yet. Returns BC_OK or BC_E_NOMEM; to be ended with
 * coverage_free() in either case. */
enum bc_status coverage_init(struct coverage *coverage,
                             const struct bc_ruleset *rs,
                             const struct bc_memory *mem);
void coverage_free(struct coverage *coverage);

/** Add what one judged case shows. */
void coverage_add(struct coverage *coverage, const struct bc_assessment *as);

/** Must a case show it? Not that a rule is open which nothing leaves open, nor
 * that a part matters in one place where it cannot, if the same part of a named
 * condition matters in another place of the rule. */
bool coverage_counts(const struct cover *cover, const struct point *point);

/**
 * Look for answers that show what no case does, and suggest cases. Each case is
 * as near to a person with nothing wrong as can be: no answer of it can be put
 * back to hers.
 *
 * Returns: BC_OK or BC_E_NOMEM
 */
enum bc_status coverage_close(struct coverage *coverage);

struct coverage_sum coverage_sum(const struct coverage *coverage,
                                 enum rule_kind kind);

#endif
