/* Owns what the words of a command line and of the environment mean. Which
 * options there are is cli.c's. */
#include "settle.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static enum exit_code
settle_sheet(struct options *options)
{
    static const char *const formats[] = { "text", "html" };
    if (options->format_name != NULL) {
        int at = find_word(options->format_name, formats, ARRAY_LEN(formats));
        if (at < 0) {
            return bad_value("--format", options->format_name, "text or html");
        }
        options->html = at == 1;
    }
    if (options->paper_name != NULL) {
        int at = find_word(options->paper_name, paper_names, PAPER_COUNT);
        if (at < 0) {
            return bad_value("--paper", options->paper_name,
                             "auto, a4 or letter");
        }
        options->paper = (enum paper)at;
    }
    if (!options->html && (options->large_print || options->paper_name)) {
        out_say("--large-print and --paper go with --format=html");
        return out_usage(NULL);
    }
    return EXIT_DONE;
}

enum exit_code
settle(struct options *options)
{
    static const char *const whens[] = { "auto", "always", "never" };
    options->rules = from_environment(options->rules, "BACKCHECK_RULES");
    options->language = from_environment(options->language, "BACKCHECK_LANG");
    options->region_name =
        from_environment(options->region_name, "BACKCHECK_REGION");
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
    if (options->color_name == NULL) {
        options->color_name = "auto";
    }
    enum exit_code code = settle_sheet(options);
    if (code != EXIT_DONE) {
        return code;
    }
    if (find_word(options->color_name, whens, ARRAY_LEN(whens)) < 0) {
        return bad_value("--color", options->color_name,
                         "auto, always or never");
    }
    options->color = wants_color(options);
    return EXIT_DONE;
}
