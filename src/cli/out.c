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

static bool
write_stream(FILE *file, const struct text *result)
{
    bool good = fwrite(text_get(result), 1, result->len, file) == result->len;
    good &= fflush(file) == 0;
    return fclose(file) == 0 && good;
}

enum exit_code
out_write(const struct options *options, const struct text *result)
{
    const char *path = options->output;
    bool to_file = path != NULL && strcmp(path, "-") != 0;
    if (result->failed) {
        out_say("out of memory");
        return EXIT_INTERNAL;
    }
    FILE *file = to_file ? fopen(path, "w") : stdout;
    if (file == NULL || !write_stream(file, result)) {
        int why = errno;
        out_say("could not write the result to %s: %s",
                to_file ? path : "stdout", strerror(why));
        return EXIT_IO;
    }
    return EXIT_DONE;
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
