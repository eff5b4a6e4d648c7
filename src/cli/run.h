/** One run of a command, from its rules to its result. */
#ifndef RUN_H
#define RUN_H

#include "out.h"
#include "report.h"

struct run {
    const struct options *options;
    const struct bc_ruleset *rs;
    const char *pack; /* its directory; NULL: built in */
    struct bc_errors errs;
    struct text result;
    bool sheet; /* the result is a tip sheet */
};

/** Load the rules. To be ended with run_end, whatever it returns. */
enum exit_code run_begin(struct run *run, const struct options *options);
void run_end(struct run *run);

/** The pack that the options ask for: a directory, or NULL for the one built
 * in. */
const char *run_rules_path(const struct options *options);

/** Is there text in the language that the options ask for? Says so if not. */
enum exit_code run_check_language(const struct options *options,
                                  const struct bc_ruleset *rs);

/** How to print into the result. */
struct report run_report(struct run *run);

/** The same on the screen: what stderr shows of it. */
struct report run_screen(struct run *run, struct text *screen);

/** Write the result. Returns code, or why it could not be written. */
enum exit_code run_write(struct run *run, enum exit_code code);

/** Put a whole text on stderr, or say why not. */
void run_show(const struct text *text);
void run_show_errors(const struct bc_errors *errs);

#endif
