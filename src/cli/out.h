/** Options of a run, its exit code, and the ways out of it. */
#ifndef OUT_H
#define OUT_H

#include "error.h"
#include "html.h"
#include "input.h"
#include "ruleset.h"

#include <stdio.h>

/** Exit codes; backcheck(1) lists them. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_FOUND = 1,    /* a visit (--exit-code), or a fault in rules */
    EXIT_USAGE = 2,    /* wrong option, verb or operand */
    EXIT_ANSWERS = 3,  /* answers missing or not understood */
    EXIT_RULES = 4,    /* the rules cannot be used */
    EXIT_IO = 5,       /* could not read or write */
    EXIT_INTERNAL = 6, /* out of memory, or our own fault */
};

/** What --format can name; each verb takes some of them. */
enum format {
    FORMAT_TEXT,
    FORMAT_HTML,
    FORMAT_DOT,
    FORMAT_MERMAID,
    FORMAT_COUNT
};

/** All that stderr may carry in one run. */
#define CLI_MESSAGES_MAX 4096

/** What the command line and the environment say. */
struct options {
    const char *rules;    /* NULL: look in the usual places */
    const char *language; /* NULL: not asked for */
    const char *output;   /* NULL: stdout */
    const char *file;     /* operand; NULL: none; "-": stdin */
    const char *from;     /* name of a form; NULL: told apart */
    const char *region_name;
    const char *color_name;
    const char *format_name;
    const char *paper_name;
    const char *today; /* NULL: not said */
    enum region region;
    enum input_form form;
    enum paper paper;
    enum format format;
    bool color, large_print;
    bool json, explain, sources, exit_code, no_input, allow_missing, quiet;
    bool coverage, tolerate_errors;
};

/** Say one line about the run on stderr: "backcheck: ...", plain characters
 * only. */
void out_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Say where help is, and what may have been meant (NULL: nothing known).
 * Returns EXIT_USAGE. */
enum exit_code out_usage(const char *best);

/** Does the result go to a file that is opened for it? */
bool out_is_file(const struct options *options);

/** Write a whole result to stdout or to the output file, checked. */
enum exit_code out_write(const struct options *options,
                         const struct text *result);

/** The same bit by bit: NULL or false, and it has been said why, when that
 * could not be. Each part is on its way when out_part returns. */
FILE *out_open(const struct options *options);
bool out_part(FILE *file, const struct options *options,
              const struct text *part);
bool out_close(FILE *file, const struct options *options);

/** The exit code for a failed call. That there is no memory is said here. */
enum exit_code out_exit_code(enum bc_status status);

#endif
