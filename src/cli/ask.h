/** The interview at a terminal. */
#ifndef ASK_H
#define ASK_H

#include "report.h"

#include <stdio.h>

enum ask_end {
    ASK_DONE,      /* all answered, and the answers checked */
    ASK_EMERGENCY, /* stopped at once by an answer */
    ASK_STOPPED,   /* she typed stop */
    ASK_EOF,       /* end of input at a prompt */
    ASK_IO,        /* prompts could not be written */
    ASK_NOMEM,
};

/**
 * Ask until the answers are complete or an emergency is known.
 *
 * Out:     ans  starts empty
 * In:      how      the region, and how wide lines are
 *          in, out  where answers come from and questions go to
 */
enum ask_end ask(struct bc_answers *ans, const struct report *how, FILE *in,
                 FILE *out);

#endif
