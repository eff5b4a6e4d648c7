/* Owns the words around an error; the list itself belongs to the caller. */
#include "error.h"

#include "arena.h"
#include "suggest.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* More than this is no help. */
#define NAMES_MAX 120

static void
print_plain(char *to, size_t size, const char *format, va_list args)
{
    char raw[512];
    int len = vsnprintf(raw, sizeof(raw), format, args);
    if (len < 0) {
        len = 0;
    }
    size_t used = (size_t)len < sizeof(raw) ? (size_t)len : sizeof(raw) - 1;
    utf8_copy_plain(to, size, raw, used);
}

struct bc_error *
errors_add(struct bc_errors *errs, enum bc_status status,
           const struct place *place, const char *code, const char *format, ...)
{
    if (errs->count++ >= BC_ERRORS_MAX) {
        return NULL;
    }
    struct bc_error *error = &errs->item[errs->count - 1];
    *error = (struct bc_error){ .status = status, .code = code };
    if (place != NULL) {
        error->line = place->line;
        error->col = place->col;
        error->width = place->width;
        utf8_copy_plain(error->file, sizeof(error->file), place->file,
                        strlen(place->file));
    }
    va_list args;
    va_start(args, format);
    print_plain(error->text, sizeof(error->text), format, args);
    va_end(args);
    return error;
}

void
error_help(struct bc_error *error, const char *format, ...)
{
    if (error == NULL) {
        return;
    }
    va_list args;
    va_start(args, format);
    print_plain(error->help, sizeof(error->help), format, args);
    va_end(args);
}

void
error_did_you_mean(struct bc_error *error, const char *best)
{
    if (best != NULL && error != NULL) {
        error_help(error, "did you mean '%s'?", best);
        utf8_copy_plain(error->meant, sizeof(error->meant), best, strlen(best));
    }
}

/* All names, divided by commas. False when they are too many to read. */
static bool
list_names(char *to, size_t size, const void *items, size_t count, size_t each)
{
    size_t len = 0;
    to[0] = '\0';
    for (size_t i = 0; i < count && len < size; i++) {
        const char *name = NULL;
        memcpy(&name, (const char *)items + i * each, sizeof(name));
        if (name != NULL && name[0] != '\0') {
            len += (size_t)snprintf(to + len, size - len, "%s%s",
                                    len > 0 ? ", " : "", name);
        }
    }
    return len > 0 && len < size;
}

const char *
error_suggest(struct bc_error *error, const char *word, const void *items,
              size_t count, size_t size)
{
    char names[NAMES_MAX];
    const char *best = suggest_among(word, items, count, size);
    if (best != NULL) {
        error_did_you_mean(error, best);
    } else if (list_names(names, sizeof(names), items, count, size)) {
        error_help(error, "known: %s", names);
    }
    return best;
}

void
error_key(struct bc_error *error, const char *key)
{
    if (error != NULL) {
        utf8_copy_plain(error->key, sizeof(error->key), key, strlen(key));
    }
}

static void
print_place(struct text *out, const struct bc_error *error)
{
    text_add(out, error->file[0] != '\0' ? error->file : "backcheck");
    if (error->line > 0) {
        text_addf(out, ":%u:%u", error->line, error->col);
    }
}

/* The source line with a caret below it. Tabs cannot be there. */
static void
print_source(struct text *out, const struct bc_error *error)
{
    if (error->source[0] == '\0') {
        return;
    }
    text_addf(out, "%5u | %s\n      | ", error->line, error->source);
    for (unsigned i = 1; i < error->col; i++) {
        text_add(out, " ");
    }
    text_add(out, "^");
    for (unsigned i = 1; i < error->width; i++) {
        text_add(out, "~");
    }
    text_add(out, "\n");
}

void
error_print(struct text *out, const struct bc_error *error,
            const char *severity)
{
    print_place(out, error);
    text_addf(out, ": %s: %s [%s]\n", severity, error->text, error->code);
    print_source(out, error);
    if (error->help[0] != '\0') {
        text_addf(out, "help: %s\n", error->help);
    }
}

void
errors_print(struct text *out, const struct bc_errors *errs, size_t limit)
{
    const size_t tail = 64; /* room for the last line */
    size_t start = out->len;
    size_t shown = 0;
    while (shown < errs->count && shown < BC_ERRORS_MAX) {
        size_t before = out->len;
        error_print(out, &errs->item[shown], "error");
        if (out->failed) {
            return;
        }
        if (out->len - start + tail > limit && shown > 0) {
            out->len = before;
            out->bytes[before] = '\0';
            break;
        }
        shown++;
    }
    if (shown < errs->count) {
        text_addf(out, "backcheck: and %zu more errors\n", errs->count - shown);
    }
}
