/** The conditions of a ruleset in a flat form, for a stream of answers. A part
 * of a condition that reads one question alone is an atom; what an answer makes
 * of the atoms of its question, and which conditions that settles, is found
 * once and remembered. Says what cond_eval() says, for answers that are final
 * and facts in which nothing is doubted. */
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
    FLAT_SCOPE,  /* out_of_scope, the only one of its kind */
    FLAT_COUNT
};

/** Begin with facts of which nothing is known. */
void flat_begin(struct flat *flat, struct facts *facts);

/** Note what is known of the next question. */
void flat_note(struct flat *flat, const struct facts *facts, size_t question);

/** Note all again up to this question: what was known of one has changed. */
void flat_note_again(struct flat *flat, const struct facts *facts,
                     size_t question);

/** Keep what an answer told that was just noted, for all answer sets: so it
 * must not depend on other answers. Then it can be recalled, that is put into
 * facts and noted; false when it was not kept. */
void flat_keep(struct flat *flat, const struct facts *facts, size_t question,
               bool asked, const struct answer *answer);
bool flat_recall(struct flat *flat, struct facts *facts, size_t question,
                 bool asked, const struct answer *answer);

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

/** The questions after which out_of_scope may have become true. */
question_set flat_scope(const struct flat *flat);

#endif
