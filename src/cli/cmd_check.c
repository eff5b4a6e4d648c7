/* Owns the commands that judge answers, of a person or from a file: the check,
 * and the tip sheet. */
#include "cmd.h"

#include "ask.h"
#include "assess.h"
#include "file.h"
#include "run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- the result ---- */

/* The sheet for one person, or for everyone. */
static void
compose_sheet(const struct options *options, struct report rep,
              const struct bc_assessment *as)
{
    struct html html;
    bool page = options->format == FORMAT_HTML;
    if (page) {
        report_page(&rep, &html, options->paper, options->large_print);
    }
    if (as != NULL) {
        rep.columns = 0; /* hers is cut to a page by counting lines */
        report_own_sheet(&rep, as);
    } else {
        report_sheet(&rep);
    }
    if (page) {
        html_end(&html);
    }
}

static void
compose(struct run *run, const struct report *rep,
        const struct bc_assessment *as)
{
    if (run->sheet) {
        compose_sheet(run->options, *rep, as);
    } else if (run->options->json) {
        run->result.failed |= report_result_json(rep, as) != BC_OK;
    } else {
        report_result(rep, as);
    }
}

static enum exit_code
level_code(const struct options *options, const struct bc_assessment *as)
{
    bool found = as->outcome.level >= BC_ROUTINE;
    return options->exit_code && found ? EXIT_FOUND : EXIT_DONE;
}

/* What a person at the terminal must see although the result goes elsewhere:
 * the card of a private answer, or that there is an alarm at all. */
static void
show_on_screen(struct run *run, const struct bc_assessment *as)
{
    struct text screen;
    struct report rep = run_screen(run, &screen);
    text_init(&screen, NULL);
    text_add(&screen, "\n");
    if (as->outcome.level >= BC_URGENT) {
        rep.show_private = true;
        report_result(&rep, as);
    } else {
        report_private(&rep, as, true);
        report_private(&rep, as, false);
    }
    run_show(&screen);
    text_free(&screen);
}

static enum exit_code
finish(struct run *run, const struct bc_assessment *as, bool at_terminal)
{
    struct report rep = run_report(run);
    bool on_screen = run->options->output == NULL && isatty(STDOUT_FILENO) &&
                     !run->options->json;
    rep.show_private = at_terminal && on_screen;
    compose(run, &rep, as);
    if (at_terminal && !on_screen) {
        show_on_screen(run, as);
    }
    enum exit_code code = run_write(run, level_code(run->options, as));
    bool shown = at_terminal && as->outcome.level >= BC_URGENT;
    bool needed = at_terminal || as->outcome.level == BC_EMERGENCY;
    if (code == EXIT_IO && needed && !shown) {
        text_clear(&run->result);
        report_result(&rep, as);
        run_show(&run->result); /* better there than nowhere */
    }
    return code;
}

/* ---- a person ---- */

/* She stopped. What she said so far must not pass for good news. */
static enum exit_code
stopped(struct run *run, const struct bc_answers *ans)
{
    const struct bc_assessment *as = NULL;
    const struct report rep = run_screen(run, &run->result);
    bool judged = assess(&as, ans, FACTS_ASKING, NULL) == BC_OK;
    enum say say = SAY_STOPPED_SAFE;
    if (assess_finds_emergency(ans)) {
        say = SAY_STOPPED_EMERGENCY;
    } else if (!judged || as->outcome.level >= BC_URGENT) {
        say = SAY_STOPPED_URGENT;
    }
    text_add(&run->result, "\n");
    report_say(&rep, SAY_STOPPED, NULL, 0);
    report_say(&rep, say, NULL, 0);
    if (judged) {
        report_private(&rep, as, true);
        report_private(&rep, as, false);
    }
    run_show(&run->result);
    text_clear(&run->result);
    bc_assessment_free(as);
    return EXIT_ANSWERS;
}

static enum exit_code
interview(struct run *run, struct bc_answers *ans)
{
    const struct report rep = run_screen(run, &run->result);
    enum ask_end ended = ask(ans, &rep, stdin, stderr);
    switch (ended) {
    case ASK_STOPPED:
    case ASK_EOF:
        return stopped(run, ans);
    case ASK_IO:
        out_say("could not write to the terminal");
        return EXIT_IO;
    case ASK_NOMEM:
        return out_exit_code(BC_E_NOMEM);
    case ASK_DONE:
    case ASK_EMERGENCY:
        break;
    }
    const struct bc_assessment *as = NULL;
    enum facts_mode mode = ended == ASK_DONE ? FACTS_FINAL : FACTS_ASKING;
    if (assess(&as, ans, mode, NULL) != BC_OK) {
        return out_exit_code(BC_E_NOMEM);
    }
    fputs("\n", stderr);
    enum exit_code code = finish(run, as, true);
    bc_assessment_free(as);
    return code;
}

/* ---- a file or pipe ---- */

static enum exit_code
read_answers(struct run *run, struct bc_answers *ans, const char *path)
{
    struct text bytes;
    const char *why = NULL;
    bool is_stdin = path == NULL || strcmp(path, "-") == 0;
    const char *name = is_stdin ? "stdin" : path;
    text_init(&bytes, NULL);
    enum bc_status status =
        is_stdin ? file_read_fd(&bytes, &why, STDIN_FILENO, INPUT_MAX)
                 : file_read(&bytes, &why, path, FILE_STREAM, INPUT_MAX);
    bool too_large = status == BC_E_IO && why == file_too_large;
    if (status == BC_E_IO && !too_large) {
        out_say("the answers in %s: the file %s", name, why);
    } else if (status != BC_E_NOMEM) {
        status = input_read(ans, name, text_get(&bytes), bytes.len,
                            run->options->form, &run->errs);
    }
    if (too_large) {
        struct place place = { .file = name };
        errors_add(&run->errs, BC_E_ANSWERS, &place, "too-large",
                   "more than 1 MiB; the rest was not read");
        status = BC_E_ANSWERS;
    }
    text_free(&bytes);
    return why == file_is_terminal ? EXIT_USAGE : out_exit_code(status);
}

static void
say_missing(const struct run *run, question_set missing)
{
    struct text ids;
    size_t count = 0;
    text_init(&ids, NULL);
    for (size_t i = 0; i < run->rs->question_count; i++) {
        if ((missing & BIT(i)) != 0) {
            text_add(&ids, count++ > 0 ? ", " : "");
            text_add(&ids, run->rs->questions[i].id);
        }
    }
    fprintf(stderr, "backcheck: %zu answer%s missing: %s\n", count,
            count == 1 ? "" : "s", text_get(&ids));
    if (!run->options->quiet) {
        fputs("help: give them as 'question = answer' lines or as JSON; "
              "'backcheck questions' lists\n"
              "      what can be answered, and --allow-missing goes on "
              "without\n",
              stderr);
    }
    text_free(&ids);
}

/* Something is wrong with the answers. If what could be read is an emergency,
 * that comes out before the error does; with --allow-missing, also if it is one
 * by what counts in place of the rest. */
static enum exit_code
refuse(struct run *run, const struct bc_answers *ans,
       const struct bc_assessment *final, question_set missing)
{
    const struct bc_assessment *asking = NULL;
    const struct bc_assessment *alarm = NULL;
    enum exit_code code = EXIT_ANSWERS;
    bool finds = assess_finds_emergency(ans);
    if (final->outcome.level == BC_EMERGENCY &&
        (finds || run->options->allow_missing)) {
        alarm = final;
    } else if (finds && assess(&asking, ans, FACTS_ASKING, NULL) == BC_OK) {
        alarm = asking;
    }
    if (alarm != NULL) {
        enum exit_code written = finish(run, alarm, false);
        code = written > EXIT_FOUND ? written : code;
    }
    run_show_errors(&run->errs);
    if (missing != 0) {
        say_missing(run, missing);
    }
    bc_assessment_free(asking);
    return code;
}

static enum exit_code
judge(struct run *run, const struct bc_answers *ans)
{
    const struct bc_assessment *as = NULL;
    if (bc_assess(&as, ans, NULL) != BC_OK) {
        return out_exit_code(BC_E_NOMEM);
    }
    question_set missing = as->facts.missing & ~ans->tried;
    bool enough = run->options->allow_missing || missing == 0;
    enum exit_code code = EXIT_DONE;
    if (run->errs.count > 0 || !enough) {
        code = refuse(run, ans, as, run->options->allow_missing ? 0 : missing);
    } else {
        code = finish(run, as, false);
    }
    bc_assessment_free(as);
    return code;
}

/* ---- the commands ---- */

static enum exit_code
judge_file(struct run *run, const char *path)
{
    struct bc_answers ans;
    answers_init(&ans, run->rs);
    enum exit_code code = read_answers(run, &ans, path);
    bool usable = code == EXIT_DONE || code == EXIT_ANSWERS;
    return usable ? judge(run, &ans) : code;
}

static enum exit_code
check(struct run *run)
{
    const struct options *options = run->options;
    struct bc_answers ans;
    bool terminal =
        (options->file == NULL || strcmp(options->file, "-") == 0) &&
        isatty(STDIN_FILENO);
    if (!terminal) {
        return judge_file(run, options->file);
    }
    if (options->form != INPUT_ANY) {
        out_say("--from reads a file or a pipe, and this is a terminal");
        return EXIT_USAGE;
    }
    answers_init(&ans, run->rs);
    return options->no_input ? judge(run, &ans) : interview(run, &ans);
}

enum exit_code
cmd_check(const struct options *options)
{
    struct run run;
    enum exit_code code = run_begin(&run, options);
    if (code == EXIT_DONE) {
        code = check(&run);
    }
    run_end(&run);
    return code;
}

enum exit_code
cmd_tips(const struct options *options)
{
    struct run run;
    bool general = options->file == NULL;
    if (general && (options->form != INPUT_ANY || options->allow_missing)) {
        out_say("--from and --allow-missing are about answers: name a FILE");
        return EXIT_USAGE;
    }
    enum exit_code code = run_begin(&run, options);
    run.sheet = true;
    if (code == EXIT_DONE && !general) {
        code = judge_file(&run, options->file);
    } else if (code == EXIT_DONE) {
        const struct report rep = run_report(&run);
        compose(&run, &rep, NULL);
        code = run_write(&run, EXIT_DONE);
    }
    run_end(&run);
    return code;
}
