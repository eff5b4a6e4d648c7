/* Owns the ends of a run: what is written where, checked, and the exit code. */
#include "out.h"

#include "utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
out_say(const char *format, ...)
{
    char raw[1024], plain[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(raw, sizeof(raw), format, args);
    va_end(args);
    utf8_copy_plain(plain, sizeof(plain), raw, strlen(raw));
    fprintf(stderr, "backcheck: %s\n", plain);
}

enum exit_code
out_usage(const char *best)
{
    if (best != NULL) {
        fprintf(stderr, "help: did you mean '%s'?\n", best);
    }
    fputs("help: 'backcheck --help' lists what there is\n", stderr);
    return EXIT_USAGE;
}

bool
out_is_file(const struct options *options)
{
    return options->output != NULL && strcmp(options->output, "-") != 0;
}

/* Returns false, and says why, when what was done before went wrong. */
static bool
wrote(bool good, const struct options *options)
{
    int why = errno;
    if (!good) {
        out_say("could not write the result to %s: %s",
                out_is_file(options) ? options->output : "stdout",
                strerror(why));
    }
    return good;
}

FILE *
out_open(const struct options *options)
{
    FILE *file = out_is_file(options) ? fopen(options->output, "w") : stdout;
    wrote(file != NULL, options);
    return file;
}

bool
out_part(FILE *file, const struct options *options, const struct text *part)
{
    bool good = fwrite(text_get(part), 1, part->len, file) == part->len;
    return wrote(good && fflush(file) == 0, options);
}

bool
out_close(FILE *file, const struct options *options)
{
    return wrote(fclose(file) == 0, options);
}

enum exit_code
out_write(const struct options *options, const struct text *result)
{
    if (result->failed) {
        return out_exit_code(BC_E_NOMEM);
    }
    FILE *file = out_open(options);
    if (file == NULL) {
        return EXIT_IO;
    }
    if (!out_part(file, options, result)) {
        fclose(file);
        return EXIT_IO;
    }
    return out_close(file, options) ? EXIT_DONE : EXIT_IO;
}

enum exit_code
out_exit_code(enum bc_status status)
{
    switch (status) {
    case BC_OK:
        return EXIT_DONE;
    case BC_E_ANSWERS:
        return EXIT_ANSWERS;
    case BC_E_RULES:
        return EXIT_RULES;
    case BC_E_IO:
        return EXIT_IO;
    case BC_E_NOMEM:
        out_say("out of memory");
        return EXIT_INTERNAL;
    }
    return EXIT_INTERNAL;
}
