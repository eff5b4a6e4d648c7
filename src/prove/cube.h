/** Sets of answer sets: some questions settled, the others anything. What a
 * condition can come to over such a set is found without listing it. */
#ifndef CUBE_H
#define CUBE_H

#include "answers.h"
#include "facts.h"

/** How a question is answered in all the answer sets of a cube. */
enum manner {
    MANNER_ANY, /* in any way, or not at all */
    MANNER_GIVEN,
    MANNER_UNSURE,
    MANNER_MISSING,
    MANNER_AHEAD, /* its turn is to come: nothing is known of it */
};

struct cube {
    const struct bc_ruleset *rs;
    enum manner manner[QUESTIONS_MAX];
    choice_set yes[QUESTIONS_MAX];  /* given: picked */
    choice_set open[QUESTIONS_MAX]; /* given, of several: may be picked */
    long number[QUESTIONS_MAX];
    question_set settled; /* those not MANNER_ANY */
    unsigned char
        asked[QUESTIONS_MAX]; /* truths: on the path? kept up to date */
    bool at_terminal;         /* a person is asked: nothing is missing */
    question_set forced; /* answered, and it counts although it is not asked */
    question_set early;  /* asked before what they look at is narrowed */
    question_set leaves; /* before them the scope is looked at, and after all */
    /* Questions that a change of this one can change the facts of: */
    question_set touched[QUESTIONS_MAX];
};

/** What is taken for an answer when a condition is read. */
enum view {
    VIEW_PATH,  /* what the rules see: questions asked, defaults put in */
    VIEW_RAW,   /* the same without the defaults for not sure and missing */
    VIEW_GIVEN, /* every given answer, asked or not, and no default; at a
                   terminal only what is asked is given */
};

/** A set of truth values; bit CAN(TRUTH_TRUE) and so on. */
typedef unsigned truths;
#define CAN(truth) (1U << (truth))
#define CAN_ALL (CAN(TRUTH_FALSE) | CAN(TRUTH_UNKNOWN) | CAN(TRUTH_TRUE))

/** A step to settle a cube further: a question, or one choice of it. */
struct var {
    int question; /* -1: none */
    int choice;   /* -1: the whole question */
};

/** Values of a number question: the least of each class between the limits that
 * the pack compares it with. */
#define CUBE_NUMBERS_MAX 96
struct ways {
    long at[CUBE_NUMBERS_MAX];
    size_t count;
    bool too_many;         /* nothing is proved about this pack */
    question_set compared; /* with these */
    /* The rules take it for a given answer, and no rule tells the two apart: */
    bool unsure_is_given, missing_is_given;
};

/** All answer sets; of a person at a terminal, who leaves nothing out. */
void cube_init(struct cube *cube, const struct bc_ruleset *rs);
void cube_init_terminal(struct cube *cube, const struct bc_ruleset *rs);

/** Have a question answered, and let it count although it is not asked. */
void cube_force(struct cube *cube, int question);

/** Every value the condition can have in the cube, within the scope of the
 * pack; possibly more. Exact when cube_undecided finds nothing. NULL: true. */
truths cube_range(const struct cube *cube, const struct cond *cond,
                  enum view view);

/** Parts of a condition, each free to take any value it can: how many there are
 * of each set of values; and what the whole can come to. */
struct tally {
    size_t of[CAN_ALL + 1];
};
truths cube_tally(const struct tally *tally, const struct cond *cond);
truths cube_negated(truths range);

/** A set of pairs of truth values: what a condition is in one cube, and what in
 * another that is settled alike but for one question. */
typedef unsigned pairs;
#define PAIR(was, is) (1U << (3 * (was) + (is)))

/** Every pair that the condition can have, answer set by answer set; possibly
 * more. */
pairs cube_pairs(const struct cube *from, const struct cube *to,
                 const struct cond *cond, enum view view, int question);

/** What to settle first to know where they differ. */
struct var cube_unlike(const struct cube *from, const struct cube *to,
                       const struct cond *cond, enum view view, int question);

/** The questions for which a condition is open in every answer set, or may be
 * in some. */
question_set cube_because(const struct cube *cube, const struct cond *cond,
                          bool certain);

/** What to settle to know for which questions a condition is open. */
struct var cube_because_undecided(const struct cube *cube,
                                  const struct cond *cond);

/** Whether a question is asked, as cube_range. */
truths cube_asked(const struct cube *cube, int question, enum view view);

/** What to settle next to know the condition better. */
struct var cube_undecided(const struct cube *cube, const struct cond *cond,
                          enum view view);
struct var cube_undecided_asked(const struct cube *cube, int question,
                                enum view view);

/** Whether the answers lead out of the scope, as cube_range; and what to settle
 * next to know it. */
truths cube_outside(const struct cube *cube);
struct var cube_undecided_outside(const struct cube *cube);

/** What of a question is not settled yet. */
struct var cube_open(const struct cube *cube, int question);

/** The classes of all number questions of a pack, as its rules and tips tell
 * them apart; and as one condition more does, of a cause or a card. */
void cube_ways(struct ways ways[QUESTIONS_MAX], const struct bc_ruleset *rs);
void cube_ways_beside(struct ways ways[QUESTIONS_MAX],
                      const struct bc_ruleset *rs, const struct cond *cond);

/** What settling changes: one question. */
struct saved {
    enum manner manner;
    choice_set yes, open;
    long number;
    question_set settled;
    unsigned char asked[QUESTIONS_MAX];
};
void cube_save(struct saved *saved, const struct cube *cube, int question);
void cube_restore(struct cube *cube, int question, const struct saved *saved);

/** Leave out ways that cannot change a level. Not for proofs about what is
 * unknown. */
void cube_fewer_ways(struct ways ways[QUESTIONS_MAX],
                     const struct bc_ruleset *rs);

/** Settle a variable in its n-th way, harmless ways first. Returns false when
 * there are no more ways. *possible is false when no answer set is left. */
bool cube_settle(struct cube *cube, bool *possible,
                 const struct ways ways[QUESTIONS_MAX], struct var var,
                 size_t n);

/** Give one question a value outright. */
void cube_give(struct cube *cube, int question, choice_set choices,
               long number);

/** Say that it is not sure, or that there is no answer. */
void cube_leave(struct cube *cube, int question, enum manner manner);

/** Leave it open again. */
void cube_forget(struct cube *cube, int question);

/** Pick a choice, or leave it. Returns false when no answer set is left. */
bool cube_pick(struct cube *cube, int question, int choice, bool yes);

/** Of a question with an order: the choices that none is better than. */
choice_set cube_best(const struct question *q);

/** One answer set of the cube, what is open answered as harmless as it goes. */
void cube_example(struct bc_answers *ans, const struct cube *cube);

#endif
