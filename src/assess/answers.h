/** Answer set: what was said to each question, checked one value at a time. */
#ifndef ANSWERS_H
#define ANSWERS_H

#include "error.h"
#include "ruleset.h"

enum answer_state {
    ANSWER_NOT_GIVEN,
    ANSWER_NOT_SURE,
    ANSWER_GIVEN,
};

struct answer {
    enum answer_state state;
    choice_set choices;
    long number;
    /* Only beside an error, when it was answered in several ways: */
    long number_most; /* number is the least of them */
    bool also_unsure; /* one of them is "not sure" */
};

/* Words of one answer: more than a line can hold. */
#define ANSWER_WORDS_MAX 512

struct bc_answers {
    const struct bc_ruleset *rs;
    struct bc_memory mem;
    question_set tried;   /* somebody tried to answer, well or not */
    question_set doubted; /* answered in several ways; all are kept */
    struct answer of[QUESTIONS_MAX];
};

/** Start an empty set in the caller's storage. */
void answers_init(struct bc_answers *ans, const struct bc_ruleset *rs);

/** Forget all that somebody tried to answer. */
void answers_forget(struct bc_answers *ans);

/** Forget an answer. */
void answers_clear(struct bc_answers *ans, int question);

/**
 * Check and keep one answer given as words: choice codes, a whole number, or
 * the one word not_sure. What can be read of a wrong answer is kept, and so are
 * further answers to the same question, so that an emergency in any shows.
 *
 * In:      place  of the answer, for errors
 * Returns: false when there was an error
 */
bool answers_put(struct bc_answers *ans, int question, const char *const *words,
                 size_t count, const struct place *place,
                 struct bc_errors *errs);

/** What is kept of choices that cannot go together: one that stands alone
 * ("none") gives way to the others, which are the worse. */
choice_set choices_kept(const struct question *q, choice_set choices);

/** Question by id for an answer at a place, or -1 with an error. */
int answers_find(const struct bc_answers *ans, const char *key,
                 const struct place *place, struct bc_errors *errs);

#endif
