/* Owns what the words of a command line and of the environment mean. Which
 * options there are is cli.c's. */
#include "settle.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const operand_words[OPERAND_COUNT] = {
    [OPERAND_NONE] = "",
    [OPERAND_FILE] = "[FILE]",
    [OPERAND_PACK] = "[PACK]",
};

static const char *const format_names[FORMAT_COUNT] = {
    [FORMAT_TEXT] = "text",
    [FORMAT_HTML] = "html",
    [FORMAT_DOT] = "dot",
    [FORMAT_MERMAID] = "mermaid",
};

static int
find_word(const char *word, const char *const *table, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(table[i], word) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static enum exit_code
bad_value(const char *option, const char *value, const char *choices)
{
    out_say("%s is %s, not '%s'", option, choices, value);
    return EXIT_USAGE;
}

/* An environment variable counts when it is set to something. */
static const char *
from_environment(const char *given, const char *name)
{
    const char *value = getenv(name);
    bool set = value != NULL && value[0] != '\0';
    return given == NULL && set ? value : given;
}

static bool
wants_color(const struct options *options)
{
    const char *force = getenv("CLICOLOR_FORCE");
    const char *none = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if (strcmp(options->color_name, "auto") != 0) {
        return strcmp(options->color_name, "always") == 0;
    }
    if (none != NULL && none[0] != '\0') {
        return false;
    }
    if (force != NULL && force[0] != '\0' && strcmp(force, "0") != 0) {
        return true;
    }
    bool dumb = term == NULL || strcmp(term, "dumb") == 0;
    return isatty(STDOUT_FILENO) && options->output == NULL && !dumb;
}

/* The formats of this verb only: those of another are as wrong as any word. */
static enum exit_code
settle_format(struct options *options, unsigned formats)
{
    const char *wanted = options->format_name;
    char choices[64] = "";
    for (int i = 0; i < FORMAT_COUNT; i++) {
        const char *name = format_names[i];
        bool first = choices[0] == '\0';
        if ((formats & FORMAT_BIT(i)) == 0) {
            continue;
        }
        if (wanted != NULL ? strcmp(name, wanted) == 0 : first) {
            options->format = (enum format)i;
            return EXIT_DONE;
        }
        strcat(choices, first ? "" : " or ");
        strcat(choices, name);
    }
    return wanted != NULL ? bad_value("--format", wanted, choices) : EXIT_DONE;
}

static enum exit_code
settle_sheet(struct options *options)
{
    if (options->paper_name != NULL) {
        int at = find_word(options->paper_name, paper_names, PAPER_COUNT);
        if (at < 0) {
            return bad_value("--paper", options->paper_name,
                             "auto, a4 or letter");
        }
        options->paper = (enum paper)at;
    }
    if (options->format != FORMAT_HTML &&
        (options->large_print || options->paper_name != NULL)) {
        out_say("--large-print and --paper go with --format=html");
        return out_usage(NULL);
    }
    return EXIT_DONE;
}

/* To the author of rules a pack is what a file is to others. */
static enum exit_code
settle_pack(struct options *options)
{
    if (options->file != NULL && options->rules != NULL) {
        out_say("the rules are named twice: '%s' and --rules=%s", options->file,
                options->rules);
        return out_usage(NULL);
    }
    if (options->file != NULL) {
        options->rules = options->file;
        options->file = NULL;
    }
    return EXIT_DONE;
}

static enum exit_code
settle_answers(struct options *options)
{
    if (options->region_name != NULL) {
        int at = find_word(options->region_name, region_names, REGION_COUNT);
        if (at < 0) {
            return bad_value("--region or BACKCHECK_REGION",
                             options->region_name, "uk, us, eu, cn or generic");
        }
        options->region = (enum region)at;
    }
    if (options->from != NULL) {
        int at = find_word(options->from, input_form_names, INPUT_FORM_COUNT);
        if (at <= INPUT_ANY) {
            return bad_value("--from", options->from, "lines, pairs or json");
        }
        options->form = (enum input_form)at;
    }
    return EXIT_DONE;
}

/* The clock is never asked: the same pack gives the same findings. */
static enum exit_code
settle_today(const struct options *options)
{
    bool good = options->today == NULL || text_is_date(options->today);
    return good
               ? EXIT_DONE
               : bad_value("--today", options->today, "a date like 2026-11-22");
}

static enum exit_code
settle_color(struct options *options)
{
    static const char *const whens[] = { "auto", "always", "never" };
    if (options->color_name == NULL) {
        options->color_name = "auto";
    }
    if (find_word(options->color_name, whens, ARRAY_LEN(whens)) < 0) {
        return bad_value("--color", options->color_name,
                         "auto, always or never");
    }
    options->color = wants_color(options);
    return EXIT_DONE;
}

enum exit_code
settle(struct options *options, const struct terms *terms)
{
    enum exit_code code = EXIT_DONE;
    if (terms->operand == OPERAND_PACK) {
        code = settle_pack(options);
    }
    options->rules = from_environment(options->rules, "BACKCHECK_RULES");
    options->language = from_environment(options->language, "BACKCHECK_LANG");
    options->region_name =
        from_environment(options->region_name, "BACKCHECK_REGION");
    if (code == EXIT_DONE) {
        code = settle_answers(options);
    }
    if (code == EXIT_DONE) {
        code = settle_format(options, terms->formats);
    }
    if (code == EXIT_DONE) {
        code = settle_sheet(options);
    }
    if (code == EXIT_DONE) {
        code = settle_today(options);
    }
    return code == EXIT_DONE ? settle_color(options) : code;
}
