/** What can be proved about the rules of a pack, by counting through every
 * answer a rule reads; never by trying some. It speaks about the rules, not
 * about medicine. */
#ifndef PROVE_H
#define PROVE_H

#include "assess.h"

enum property {
    PROVE_HIDDEN, /* no red flag is hidden */
    PROVE_WORSE,  /* worse never reads milder */
    PROVE_REACH,  /* every rule and question can be reached */
    PROVE_SKIP,   /* the interview hides nothing */
    PROVE_TIPS,   /* no harmful tip */
    PROVE_ALARM,  /* the longest way to an alarm */
    PROVE_COUNT
};

extern const char *const property_names[PROVE_COUNT];

/** More states than this, for one property, and it is given up as not proved.
 */
#define PROVE_STATES_MAX 5000000

struct proved {
    bool holds;
    bool gave_up; /* too many states, or too many classes of numbers */
    size_t states;
    size_t questions; /* PROVE_ALARM: asked on the longest way */
    char why[512];    /* when it does not hold: what is wrong */
    bool has_example; /* for PROVE_ALARM too: the longest way */
    struct bc_answers example;
    /* PROVE_WORSE, beside an example: with another answer to one question it is
     * graver, although the answer is no worse. */
    bool has_other;
    int other_question;
    struct answer other;
    struct outcome other_gives;
};

/** Prove one property. Pure, and without allocation but for judging examples.
 * Returns BC_OK, also when it does not hold, or BC_E_NOMEM. */
enum bc_status prove(struct proved *out, const struct bc_ruleset *rs,
                     enum property property);

/** The same, given up after so many states. */
enum bc_status prove_within(struct proved *out, const struct bc_ruleset *rs,
                            enum property property, size_t states_max);

#endif
