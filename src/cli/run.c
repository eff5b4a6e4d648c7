/* Owns what every command shares: loading the rules, and writing the result,
 * which is composed in full before any of it is written, so that a failure
 * leaves stdout empty. */
#include "run.h"

#include "wrap.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Lines are not folded to less, however narrow the screen. */
#define COLUMNS_MIN 20

void
run_show(const struct text *text)
{
    if (text->failed) {
        out_say("out of memory");
    } else {
        fputs(text_get(text), stderr);
    }
}

void
run_show_errors(const struct bc_errors *errs)
{
    struct text text;
    text_init(&text, NULL);
    errors_print(&text, errs, CLI_MESSAGES_MAX - 1024);
    run_show(&text);
    text_free(&text);
}

/* ---- rules and language ---- */

/* Where the rules come from: asked for, installed, built in. */
const char *
run_rules_path(const struct options *options)
{
    static const char installed[] = BC_DATADIR "/postpartum-back";
    bool is_installed = access(installed, F_OK) == 0;
    return options->rules != NULL ? options->rules
           : is_installed         ? installed
                                  : NULL;
}

static enum bc_status
load_rules(struct run *run)
{
    const char *path = run_rules_path(run->options);
    run->pack = path;
    return path != NULL ? bc_ruleset_load(&run->rs, path, NULL, &run->errs)
                        : bc_ruleset_load_builtin(&run->rs, NULL, &run->errs);
}

enum exit_code
run_check_language(const struct options *options, const struct bc_ruleset *rs)
{
    const char *wanted = options->language;
    if (wanted != NULL && strcmp(wanted, rs->language) != 0) {
        out_say("no text in language '%s'; there is: %s", wanted, rs->language);
        return EXIT_RULES;
    }
    return EXIT_DONE;
}

enum exit_code
run_begin(struct run *run, const struct options *options)
{
    run->options = options;
    run->rs = NULL;
    run->pack = NULL;
    run->sheet = false;
    run->errs.count = 0; /* touching the empty entries would take time */
    text_init(&run->result, NULL);
    enum bc_status status = load_rules(run);
    if (status != BC_OK) {
        run_show_errors(&run->errs);
        if (status == BC_E_RULES) {
            out_say("these rules cannot be used");
        }
        return out_exit_code(status);
    }
    if (run->rs->changed && !options->quiet) {
        out_say("these rules differ from those built in: %s", run->rs->name);
    }
    return run_check_language(options, run->rs);
}

void
run_end(struct run *run)
{
    text_free(&run->result);
    bc_ruleset_free(run->rs);
}

/* The columns of a terminal too narrow for our lines, such as a phone's: words
 * would be cut in two there. Else 0. */
static size_t
narrow_columns(int fd)
{
    struct winsize size = { .ws_col = 0 };
    if (!isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ||
        size.ws_col >= WRAP_COLUMNS) {
        return 0;
    }
    return size.ws_col > COLUMNS_MIN ? size.ws_col : COLUMNS_MIN;
}

struct report
run_screen(struct run *run, struct text *screen)
{
    struct report rep = run_report(run);
    rep.out = screen;
    rep.columns = narrow_columns(STDERR_FILENO);
    rep.color = false;
    return rep;
}

struct report
run_report(struct run *run)
{
    bool elsewhere = run->options->output != NULL;
    return (struct report){ .out = &run->result,
                            .columns =
                                elsewhere ? 0 : narrow_columns(STDOUT_FILENO),
                            .rs = run->rs,
                            .region = run->options->region,
                            .color = run->options->color,
                            .explain = run->options->explain };
}

enum exit_code
run_write(struct run *run, enum exit_code code)
{
    enum exit_code written = out_write(run->options, &run->result);
    return written != EXIT_DONE ? written : code;
}
