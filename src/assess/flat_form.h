/** What flat.c and flat_build.c share: the flat form itself. */
#ifndef FLAT_FORM_H
#define FLAT_FORM_H

#include "flat.h"

typedef uint64_t word;

#define WORD_BITS 64
#define BLOCK 4 /* words are worked on in blocks */

/* Clauses of an entry, at most, and the number of entries from which on they
 * save more than they cost. */
#define CLAUSES 2
#define CLAUSES_FROM 512

/* Rows remembered for each question (there is one more to work on). */
#define ROWS 96

/* Numbers that are plain answers to a question. */
#define NUMBERS 128

#define NONE UINT32_MAX

/** One part of a condition; its own parts follow it. */
struct step {
    const struct cond *cond;
    uint32_t need, count; /* of its parts, to be true */
    uint32_t end;         /* the step behind its parts */
    uint32_t atom;        /* index among those of its question, or NONE */
    unsigned char question;
    enum cond_kind kind;
};

/** A part of a condition that reads one question alone. */
struct atom {
    const struct cond *cond;
    uint32_t vetoes;         /* an entry that is false when it is, or NONE */
    uint32_t meets[CLAUSES]; /* an entry whose clause it is in, or NONE */
};

/** A condition, or a part of one that is true when any of its parts is. A
 * clause of it is a part of which some atom has to be other than false. */
struct entry {
    const struct cond *cond; /* NULL: true */
    uint32_t root;           /* the condition that it is, or is a part of */
    uint32_t step;           /* the first */
};

/** All that a condition can see of one question. */
struct sight {
    choice_set yes, maybe;
    long number;
    word manner; /* bits of enum manner */
};

enum manner {
    HAS_NUMBER = 1,
    IS_UNSURE = 2,
};

#define SIGHT_WORDS (sizeof(struct sight) / sizeof(word))

/** What an answer told that is one of the few plain ones: not given, not sure,
 * one choice, or a number. */
struct told {
    const word *row; /* NULL: not known yet */
    struct fact fact;
    question_set given, unsure, missing, needed, assumed, off_path;
};

/** What one question told so far. A row is a sight, the set of entries that may
 * be other than false, the sets of those whose clauses its atoms meet, and what
 * its atoms are: an enum truth in a byte of each. */
struct column {
    word *rows;
    const word *noted; /* the row noted last; NULL: one that is not kept */
    size_t row_count, row_words;
    struct atom *atoms;
    size_t atom_count;
    struct told *told[2]; /* by plain answer: of a question not asked, asked */
    size_t plain;         /* such answers; if it has numbers, from the least */
    bool has_numbers;
    long least;
};

/* Sets of entries are whole blocks of words. */
struct flat {
    struct arena arena;
    const struct bc_ruleset *rs;
    size_t first[FLAT_COUNT + 1]; /* root of each kind; then their end */
    uint32_t *entry_of;           /* the first of each root; then their end */
    struct entry *entries;
    uint32_t *named; /* the first step of each named condition */
    struct step *steps;
    size_t entry_count, step_count, words;
    size_t clauses; /* CLAUSES or 0 */
    struct column column[QUESTIONS_MAX];
    question_set scope;
    word *alarms;         /* entries of rules of level emergency */
    word *may;            /* entries, of what was noted */
    word *met[CLAUSES];   /* those whose clause is met, or that have none */
    word *unmet[CLAUSES]; /* those with a clause */
    const unsigned char *atoms[QUESTIONS_MAX]; /* what they are, by a row */
    unsigned char *unknown;                    /* what they are without one */
    struct facts bare; /* nothing is known, or of one question alone */
};

static inline void
set_bit(word *set, size_t at)
{
    set[at / WORD_BITS] |= (word)1 << at % WORD_BITS;
}

static inline void
clear_bit(word *set, size_t at)
{
    set[at / WORD_BITS] &= ~((word)1 << at % WORD_BITS);
}

static inline bool
has_bit(const word *set, size_t at)
{
    return (set[at / WORD_BITS] >> at % WORD_BITS & 1) != 0;
}

#endif
