/** What reference cases show of the rules, tips and causes of a pack, and cases
 * that show the rest. A case shows a thing if it would fail were that thing
 * otherwise: so a pack that is changed there cannot pass. */
#ifndef COVERAGE_H
#define COVERAGE_H

#include "cases.h"
#include "cube.h"

/** What is judged by cases. */
enum subject_kind {
    SUBJECT_RED_FLAG,
    SUBJECT_REFERRAL,
    SUBJECT_TIP,
    SUBJECT_CAUSE,
    SUBJECT_COUNT
};

/** The conditions of a subject. */
enum role {
    ROLE_WHEN = 0,    /* of a rule */
    ROLE_SHOW_IF = 0, /* of a tip */
    ROLE_WITHHOLD_IF = 1,
    ROLE_MUST = 0, /* of a cause */
    ROLE_PLUS = 1,
    ROLE_CONTRARY = 2,
    ROLE_COUNT = 3
};

/** What cases can show of a subject. */
enum point_kind {
    POINT_HOLDS,
    POINT_FAILS,  /* does not hold */
    POINT_OPEN,   /* is not ruled out */
    POINT_UNSURE, /* and what is done then: if_unsure */
    POINT_SHOWN,
    POINT_NOT_SHOWN, /* for want of its show_if */
    POINT_WITHHELD,
    POINT_WARNED, /* whether a contraindication holds is not known */
    POINT_FITS,
    POINT_MAY_FIT,
    POINT_CONTRARY,
    /* a part of a condition decides it alone: */
    POINT_TRUE,
    POINT_FALSE,
    POINT_UNKNOWN, /* of a contraindication */
    POINT_CHOICE,  /* with this one of its choices */
    POINT_LAST,    /* the last number inside its limit */
    POINT_FIRST,   /* the first number outside */
    POINT_KIND_COUNT
};

/** How a point stands that no case shows, the best first. */
enum gap {
    GAP_NONE,      /* a case shows it */
    GAP_FOUND,     /* a suggested case would show it */
    GAP_NOT_ASKED, /* not looked for (yet) */
    GAP_GAVE_UP,   /* none were found; not all were looked through */
    GAP_NEVER,     /* no answers show it */
    GAP_COUNT
};

/* Cases that show a point are counted up to here: is there one, and more? */
#define POINT_CASES_MAX 2

struct point {
    enum point_kind kind;
    enum gap gap;
    size_t cases; /* that show it, at most POINT_CASES_MAX */
    size_t first; /* of those: which case */
    size_t order; /* among all points */
    /* Of a part: */
    enum role role;
    struct cond *leaf;       /* in the copy of the condition */
    const struct cond *from; /* as it stands in the pack */
    int named;               /* in which named condition; -1: in none */
    int choice;              /* POINT_CHOICE; -1: "not sure" */
    bool high;               /* POINT_LAST, POINT_FIRST: of the upper limit */
    struct point *twin; /* the same of a named condition elsewhere: a ring */
};

struct cover {
    enum subject_kind kind;
    const char *id;
    struct origin origin;
    struct rule *rule; /* one of these three: the copy that is turned */
    struct tip *tip;
    struct cause *cause;
    struct cond *when[ROLE_COUNT]; /* named ones put in; NULL: none */
    struct point *points;
    size_t point_count;
    size_t leaf_count;
    /* Cases by how a rule stands, whatever they state: */
    size_t holds, fails, open;
};

/** A case that would close gaps. */
struct suggestion {
    const struct cover *cover;
    const struct point *point; /* the first that it closes */
    struct known_case known;
    struct suggestion *next;
};

struct coverage {
    struct arena arena;
    struct arena scratch; /* of one look */
    const struct bc_ruleset *rs;
    struct bc_ruleset turned; /* copies, in which one thing is turned round */
    struct cover *covers;     /* rules, tips, causes */
    size_t cover_count;
    size_t case_count;
    struct suggestion *suggestions, **end; /* where the next one is put */
    bool no_memory;
};

/** How many points there are of one kind of subject, and how many are shown. */
struct coverage_sum {
    size_t shown, count;
};

/** Nothing is shown yet. Returns BC_OK or BC_E_NOMEM; to be ended with
 * coverage_free() in either case. */
enum bc_status coverage_init(struct coverage *coverage,
                             const struct bc_ruleset *rs,
                             const struct bc_memory *mem);
void coverage_free(struct coverage *coverage);

/** Add what one case shows that passed. Returns BC_OK or BC_E_NOMEM. */
enum bc_status coverage_add(struct coverage *coverage,
                            const struct known_case *known,
                            const struct bc_assessment *as);

/** Must a case show it? Not what no answers show: that a rule is open which
 * nothing leaves open, that a part decides in one way where it does in
 * another. A choice or a limit of a named condition is shown once for all who
 * use it. */
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
                                 enum subject_kind kind);

/** The key of a condition of a subject: "withhold_if". */
const char *coverage_role(const struct cover *cover, enum role role);

/* ---- between the coverage*.c files ---- */

/** Fill in the covers. False: no memory. */
bool coverage_list(struct coverage *coverage);

/** Is it shown once for all who use its named condition? */
bool coverage_is_shared(const struct point *point);

/** Turn round what the point is about, and back. */
struct turn {
    struct rule rule;
    struct tip tip;
    struct cause cause;
    struct cond leaf;
};
void coverage_turn(struct turn *was, const struct cover *cover,
                   const struct point *point);
void coverage_turn_back(const struct turn *was, const struct cover *cover,
                        const struct point *point);

/** Does a case that passed show it? */
bool coverage_shows(struct coverage *coverage, const struct cover *cover,
                    const struct point *point, const struct known_case *known,
                    const struct bc_assessment *as);

/** Does anything beside its conditions keep a tip or a cause away from
 * everybody in the cube, so that the point cannot be seen? */
bool coverage_in_the_way(struct coverage *coverage, const struct cover *cover,
                         const struct point *point, const struct cube *cube);

/** What to settle next to know which tips or causes come before it. */
struct var coverage_rival(const struct cover *cover, const struct cube *cube);

/** What a suggested case states beside level and findings. */
struct case_about coverage_about(const struct coverage *coverage,
                                 const struct cover *cover);

#endif
