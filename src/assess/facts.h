/** Answers -> facts: which questions are on the path, and what is known,
 * supposed or open about each, before any rule is read. */
#ifndef FACTS_H
#define FACTS_H

#include "answers.h"

/** Unknown is not "no". */
enum truth {
    TRUTH_FALSE,
    TRUTH_UNKNOWN,
    TRUTH_TRUE,
};

/** What one question tells the rules. */
struct fact {
    choice_set yes;   /* picked */
    choice_set maybe; /* could be */
    choice_set read;  /* of a doubted answer: the choices it named */
    bool has_number;
    long number;
    long number_span; /* up to number + span; 0 but for doubted answers */
};

enum facts_mode {
    FACTS_FINAL,   /* nothing more will come: what is not given is missing */
    FACTS_ASKING,  /* at a terminal: what is not given may still come */
    FACTS_READING, /* the same in a file, without questions for a terminal */
    FACTS_AS_GIVEN /* every given answer, also off the path, and no default */
};

struct facts {
    const struct bc_ruleset *rs;
    /* Each question is in at most one of these (a doubted one in two): */
    question_set pending; /* an answer may still come */
    question_set cut;     /* behind the point where the scope ended */
    question_set given;   /* and used */
    question_set unsure;  /* answered "not sure" */
    question_set missing; /* on the path, no answer will come */
    /* and beside that: */
    question_set needed;   /* missing, and the result is incomplete for it */
    question_set assumed;  /* a stated default stands in */
    question_set off_path; /* answered, but not asked */
    question_set doubted;  /* given in several ways, beside an error */
    question_set ahead;    /* their turn is to come */
    bool out_of_scope;
    struct fact of[QUESTIONS_MAX]; /* those of the ruleset alone are set */
};

void facts_init(struct facts *facts, const struct bc_answers *ans,
                enum facts_mode mode);

struct flat;

/** The same, and note each fact in a flat on the way; it may be NULL. */
void facts_note(struct facts *facts, const struct bc_answers *ans,
                enum facts_mode mode, struct flat *flat);

/** The first question on the path without an answer, or -1. Pure: the
 * interview, going back, changing an answer and reading lines all use it. */
int facts_next(const struct bc_answers *ans, enum facts_mode mode);

/** Is a given answer on the path? */
bool facts_is_used(const struct facts *facts, int question);

#endif
