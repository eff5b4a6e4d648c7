/** What a person types at a question: a number of the list, a word, a letter.
 */
#ifndef TYPED_H
#define TYPED_H

#include "answers.h"

enum typed_result {
    TYPED_OK,
    TYPED_EMPTY,
    TYPED_UNKNOWN,  /* not on the list */
    TYPED_ONE_ONLY, /* several picks where one is asked */
    TYPED_ALONE,    /* a choice that stands alone, with others */
    TYPED_LETTER,   /* a first letter that fits more than one line */
    TYPED_NUMBER,   /* not a number in the range */
};

struct typed {
    struct answer answer; /* what could be read, also beside a problem */
    char word[40];        /* what was not understood */
    int choice;           /* with TYPED_ALONE: which one */
};

/** Read one line of typing as the answer to a question. */
enum typed_result typed_read(struct typed *out, const struct question *q,
                             const char *line);

/** Copy a line in lower case, blanks folded, full-width digits made plain. */
void typed_fold(char *to, size_t size, const char *line);

/** Is a folded line this command or code? '_', '-' and ' ' count as equal,
 * and one mark may stand at the end: "why?". */
bool typed_is(const char *folded, const char *word);

#endif
