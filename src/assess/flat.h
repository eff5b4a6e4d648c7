/** The conditions of a ruleset in a flat form, for a stream of answers: what
 * one question can tell is a number, a leaf is two sets of such numbers, and
 * for each of them it is remembered which conditions it settles alone. Says
 * what cond_eval() says, for facts in which nothing is doubted. */
#ifndef FLAT_H
#define FLAT_H

#include "facts.h"

struct flat;

/** Allocates all it will ever need. Owned by the caller, who frees it. */
enum bc_status flat_new(struct flat **out, const struct bc_ruleset *rs,
                        const struct bc_memory *mem);
void flat_free(struct flat *flat);

/** Conditions that it knows. */
enum flat_kind {
    FLAT_RULE,   /* when */
    FLAT_SHOW,   /* show_if of a tip */
    FLAT_DANGER, /* withhold_if of a tip; false where there is none */
    FLAT_ASK,    /* ask_when of a question */
    FLAT_COUNT
};

/** Begin with facts of which nothing is known, and note what is known of one
 * question after another. */
void flat_clear(struct flat *flat);
void flat_note(struct flat *flat, const struct facts *facts, size_t question);

/** What cond_eval() says of a condition, for the facts that were noted. */
enum truth flat_eval(const struct flat *flat, enum flat_kind kind, size_t index,
                     const struct facts *facts);

/** What cond_because() says of a rule that is open. */
question_set flat_because(const struct flat *flat, size_t rule,
                          const struct facts *facts);

/** The next condition of a kind, from this one on, that may be other than
 * false, or that is of a rule of level emergency where alarms is set; how many
 * there are of the kind when there is none. */
size_t flat_next(const struct flat *flat, enum flat_kind kind, size_t index,
                 bool alarms);

/** The questions that may make out_of_scope true. */
question_set flat_scope(const struct flat *flat);

#endif
