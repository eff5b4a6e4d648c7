/* Owns the tables of options and verbs, --help, and reading a command line.
 * What the words in it mean is settle.c's. */
#include "cli.h"

#include "cmd.h"
#include "settle.h"
#include "suggest.h"
#include "utf8.h"

#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

/* ---- verbs ---- */

enum verb_bit {
    FOR_CHECK = 1,
    FOR_TIPS = 2,
    FOR_QUESTIONS = 4,
    FOR_GRAPH = 8,
    FOR_PROVE = 16,
    FOR_TEST = 32,
    FOR_LINT = 64,
    FOR_BATCH = 128,
    FOR_ALL = 255,
};

struct verb {
    const char *name, *help;
    enum verb_bit bit;
    struct terms terms;
    command_fn *run;
};

static const struct verb verbs[] = {
    { "check",
      "ask about symptoms, or judge answers from FILE",
      FOR_CHECK,
      { OPERAND_FILE, 0 },
      cmd_check },
    { "tips",
      "print the tip sheet, for the answers in FILE if given",
      FOR_TIPS,
      { OPERAND_FILE, FORMAT_BIT(FORMAT_TEXT) | FORMAT_BIT(FORMAT_HTML) },
      cmd_tips },
    { "batch",
      "judge a stream of records, a line of JSON each",
      FOR_BATCH,
      { OPERAND_FILE, 0 },
      cmd_batch },
    { "questions",
      "list the questions for the author of a script",
      FOR_QUESTIONS,
      { OPERAND_NONE, 0 },
      cmd_questions },
    { "test",
      "hold the rules to the cases beside them",
      FOR_TEST,
      { OPERAND_PACK, 0 },
      cmd_test },
    { "graph",
      "draw the rules, from questions to levels",
      FOR_GRAPH,
      { OPERAND_PACK, FORMAT_BIT(FORMAT_DOT) | FORMAT_BIT(FORMAT_MERMAID) },
      cmd_graph },
    { "lint",
      "look for mistakes in the rules",
      FOR_LINT,
      { OPERAND_PACK, 0 },
      cmd_lint },
    { "prove",
      "prove by counting what the rules promise",
      FOR_PROVE,
      { OPERAND_PACK, 0 },
      cmd_prove },
};

/* ---- options ---- */

struct option_row {
    char letter; /* 0: none */
    const char *name, *argument, *help;
    unsigned verbs; /* bits: where it means something */
    size_t offset;  /* of a bool, or of a const char * with an argument */
};

#define HELP_ROW 'h'
#define VERSION_ROW 'V'
#define MEMBER(name) offsetof(struct options, name)

static const struct option_row rows[] = {
    { 0, "from", "FORM", "answers are lines, pairs or json",
      FOR_CHECK | FOR_TIPS, MEMBER(from) },
    { 0, "json", NULL, "print JSON",
      FOR_CHECK | FOR_QUESTIONS | FOR_LINT | FOR_TEST | FOR_PROVE,
      MEMBER(json) },
    { 0, "coverage", NULL, "say what no case shows, and suggest cases",
      FOR_TEST, MEMBER(coverage) },
    { 0, "explain", NULL, "say how the result came about", FOR_CHECK,
      MEMBER(explain) },
    { 0, "sources", NULL, "list the sources, not the questions", FOR_QUESTIONS,
      MEMBER(sources) },
    { 0, "exit-code", NULL, "exit 1 when a visit or more is advised", FOR_CHECK,
      MEMBER(exit_code) },
    { 0, "no-input", NULL, "never ask", FOR_CHECK, MEMBER(no_input) },
    { 0, "allow-missing", NULL, "count missing answers as unknown",
      FOR_CHECK | FOR_TIPS, MEMBER(allow_missing) },
    { 0, "tolerate-errors", NULL, "exit 0 although records have errors",
      FOR_BATCH, MEMBER(tolerate_errors) },
    { 0, "format", "NAME",
      "the sheet as text or html, a graph as dot or mermaid",
      FOR_TIPS | FOR_GRAPH, MEMBER(format_name) },
    { 0, "large-print", NULL, "print the html sheet in large letters", FOR_TIPS,
      MEMBER(large_print) },
    { 0, "paper", "NAME", "make the html sheet for auto, a4 or letter",
      FOR_TIPS, MEMBER(paper_name) },
    { 0, "today", "DATE", "say whether the review of the rules is overdue",
      FOR_LINT, MEMBER(today) },
    { 'r', "rules", "PATH", "use the rule pack in directory PATH", FOR_ALL,
      MEMBER(rules) },
    { 'l', "lang", "CODE", "language of the text (en)", FOR_ALL,
      MEMBER(language) },
    { 0, "region", "NAME", "phone numbers of uk, us, eu, cn or generic",
      FOR_ALL, MEMBER(region_name) },
    { 'o', "output", "FILE", "write the result to FILE", FOR_ALL,
      MEMBER(output) },
    { 0, "color", "WHEN", "auto, always or never", FOR_ALL,
      MEMBER(color_name) },
    { 'q', "quiet", NULL, "say nothing that is not an error", FOR_ALL,
      MEMBER(quiet) },
    { HELP_ROW, "help", NULL, "print this help", FOR_ALL, 0 },
    { VERSION_ROW, "version", NULL, "print the version and the rules' version",
      FOR_ALL, 0 },
};

/* ---- help ---- */

static void
help_row(struct text *out, const struct option_row *row)
{
    char left[40];
    snprintf(left, sizeof(left), "%c%c%s --%s%s%s",
             row->letter != 0 ? '-' : ' ', row->letter != 0 ? row->letter : ' ',
             row->letter != 0 ? "," : " ", row->name,
             row->argument != NULL ? "=" : "",
             row->argument != NULL ? row->argument : "");
    text_addf(out, "  %-22s %s\n", left, row->help);
}

/* Those of every verb, or those of these verbs only; no heading without any. */
static void
help_rows(struct text *out, const char *heading, bool common, unsigned of)
{
    bool any = false;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if ((rows[i].verbs == FOR_ALL) == common && (rows[i].verbs & of) != 0) {
            text_addf(out, "%s%s%s", any ? "" : "\n", any ? "" : heading,
                      any ? "" : "\n");
            help_row(out, &rows[i]);
            any = true;
        }
    }
}

static void
help_all(struct text *out)
{
    text_add(out, "Usage: backcheck [VERB] [OPTION]... [FILE|PACK]\n"
                  "Check back pain after having a baby: is it urgent, and "
                  "what may help?\n\n");
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        char left[40];
        snprintf(left, sizeof(left), "%s %s", verbs[i].name,
                 operand_words[verbs[i].terms.operand]);
        text_addf(out, "  %-22s %s\n", left, verbs[i].help);
    }
    text_add(out, "\nWithout a verb it is 'check'. At a terminal it asks; "
                  "from a file or a pipe it\nreads answers, as "
                  "'question = answer' lines or as JSON.\n");
    help_rows(out, "Some verbs:", false, FOR_ALL);
}

static void
help_verb(struct text *out, const struct verb *verb)
{
    static const char *const operands[OPERAND_COUNT] = {
        [OPERAND_NONE] = "",
        [OPERAND_FILE] = "FILE is read; '-' is standard input.\n",
        [OPERAND_PACK] = "PACK is the directory of a rule pack, as in "
                         "--rules.\n",
    };
    enum operand operand = verb->terms.operand;
    text_addf(out, "Usage: backcheck %s [OPTION]...%s%s\n", verb->name,
              operand != OPERAND_NONE ? " " : "", operand_words[operand]);
    text_addf(out, "%c%s.\n%s", toupper(verb->help[0]), verb->help + 1,
              operands[operand]);
    help_rows(out, "This verb:", false, verb->bit);
}

/* Of one verb, or, where none was named, of all. */
static enum exit_code
print_help(const struct options *options, const struct verb *verb)
{
    struct text out;
    text_init(&out, NULL);
    if (verb == NULL) {
        help_all(&out);
    } else {
        help_verb(&out, verb);
    }
    help_rows(&out, "Every verb:", true, FOR_ALL);
    text_add(&out, "\nNot reviewed by a clinician. Not a medical device. In "
                   "an emergency, call for\nhelp first. The manual: "
                   "backcheck(1), backcheck-rules(5).\n");
    enum exit_code code = out_write(options, &out);
    text_free(&out);
    return code;
}

/* ---- reading the command line ---- */

struct command {
    struct options options;
    const struct verb *verb;
    unsigned used; /* bit i: rows[i] was given */
    bool help, version;
};

static enum exit_code
unknown_option(const char *word)
{
    struct suggest near;
    suggest_init(&near, word);
    char dashed[ARRAY_LEN(rows)][32];
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        snprintf(dashed[i], sizeof(dashed[i]), "--%s", rows[i].name);
        suggest_try(&near, dashed[i]);
    }
    out_say("unknown option '%s'", word);
    return out_usage(near.best);
}

/* getopt_long takes any beginning of a long option's name; we do not. */
static enum exit_code
check_long_names(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *word = argv[i];
        if (strncmp(word, "--", 2) != 0) {
            continue;
        }
        size_t len = strcspn(word + 2, "=");
        bool known = false;
        for (size_t r = 0; r < ARRAY_LEN(rows); r++) {
            known |= strlen(rows[r].name) == len &&
                     memcmp(rows[r].name, word + 2, len) == 0;
        }
        if (!known) {
            char name[64];
            utf8_copy_plain(name, sizeof(name), word, len + 2);
            return unknown_option(name);
        }
    }
    return EXIT_DONE;
}

static enum exit_code
unknown_verb(const char *word)
{
    const char *best =
        suggest_among(word, verbs, ARRAY_LEN(verbs), sizeof(*verbs));
    out_say("unknown verb '%s'", word);
    if (best != NULL) {
        return out_usage(best);
    }
    char plain[256];
    utf8_copy_plain(plain, sizeof(plain), word, strlen(word));
    fprintf(stderr, "help: for a file of answers: backcheck check %s\n", plain);
    return EXIT_USAGE;
}

static enum exit_code
take_operand(struct command *command, const char *word)
{
    if (command->verb == NULL) {
        for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
            if (strcmp(verbs[i].name, word) == 0) {
                command->verb = &verbs[i];
            }
        }
        return command->verb != NULL ? EXIT_DONE : unknown_verb(word);
    }
    if (command->options.file != NULL ||
        command->verb->terms.operand == OPERAND_NONE) {
        out_say("'%s' is one operand too many", word);
        return out_usage(NULL);
    }
    command->options.file = word;
    return EXIT_DONE;
}

static void
take_option(struct command *command, size_t row, const char *argument)
{
    char *to = (char *)&command->options + rows[row].offset;
    command->used |= 1U << row;
    command->help |= rows[row].letter == HELP_ROW;
    command->version |= rows[row].letter == VERSION_ROW;
    if (rows[row].argument != NULL) {
        memcpy(to, &argument, sizeof(argument));
    } else if (rows[row].offset != 0) {
        bool yes = true;
        memcpy(to, &yes, sizeof(yes));
    }
}

static enum exit_code
bad_option(int result, char **argv)
{
    char word[3] = { '-', (char)optopt, '\0' };
    if (result == ':') {
        out_say("option '%s' needs a value", argv[optind - 1]);
        return out_usage(NULL);
    }
    if (optopt > 0x20 && optopt < 0x7f) {
        return unknown_option(word);
    }
    out_say("option '%s' takes no value", argv[optind - 1]);
    return out_usage(NULL);
}

/* For getopt_long: row i is 256 + i, beside its letter. Operands come in place
 * ("-" in front), so that options may stand anywhere. */
static void
list_options(struct option longs[ARRAY_LEN(rows) + 1],
             char shorts[2 * ARRAY_LEN(rows) + 3])
{
    strcpy(shorts, "-:");
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        bool argument = rows[i].argument != NULL;
        longs[i] = (struct option){ rows[i].name,
                                    argument ? required_argument : no_argument,
                                    NULL, (int)(256 + i) };
        char letter[] = { rows[i].letter, argument ? ':' : '\0', '\0' };
        strcat(shorts, letter);
    }
}

/* What getopt_long came upon. */
static enum exit_code
take_word(struct command *command, int result, char **argv)
{
    size_t row = 0;
    while (row < ARRAY_LEN(rows) && result != rows[row].letter &&
           result != (int)(256 + row)) {
        row++;
    }
    if (result == 1) {
        return take_operand(command, optarg);
    }
    if (row == ARRAY_LEN(rows)) {
        return bad_option(result, argv);
    }
    take_option(command, row, optarg);
    return EXIT_DONE;
}

static enum exit_code
parse(struct command *command, int argc, char **argv)
{
    struct option longs[ARRAY_LEN(rows) + 1] = { { .name = NULL } };
    char shorts[2 * ARRAY_LEN(rows) + 3];
    list_options(longs, shorts);
    enum exit_code code = check_long_names(argc, argv);
    opterr = 0;
    for (int result = 0; code == EXIT_DONE && result != -1;) {
        result = getopt_long(argc, argv, shorts, longs, NULL);
        code = result != -1 ? take_word(command, result, argv) : code;
    }
    while (code == EXIT_DONE && optind < argc) {
        code = take_operand(command, argv[optind++]);
    }
    return code;
}

/* An option of another verb would be ignored: refuse it. */
static enum exit_code
check_belongs(const struct command *command)
{
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        bool used = (command->used & 1U << i) != 0;
        if (used && (rows[i].verbs & (unsigned)command->verb->bit) == 0) {
            out_say("--%s does not go with '%s'", rows[i].name,
                    command->verb->name);
            return out_usage(NULL);
        }
    }
    return EXIT_DONE;
}

enum exit_code
cli_run(int argc, char **argv)
{
    struct command command = { .verb = NULL };
    enum exit_code code = parse(&command, argc, argv);
    if (code != EXIT_DONE) {
        return code;
    }
    if (command.help) {
        return print_help(&command.options, command.verb);
    }
    if (command.verb == NULL) {
        command.verb = &verbs[0];
    }
    code = check_belongs(&command);
    if (code == EXIT_DONE) {
        code = settle(&command.options, &command.verb->terms);
    }
    if (code != EXIT_DONE) {
        return code;
    }
    return (command.version ? cmd_version
                            : command.verb->run)(&command.options);
}
