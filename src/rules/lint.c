/* Owns the list of findings, and the one finding about the pack as a whole.
 * What is looked for is said in the lint_*.c files. */
#include "lint.h"

#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
lint_init(struct lint *lint, const struct bc_ruleset *rs,
          const struct yfile files[PACK_FILE_COUNT],
          const struct bc_memory *mem)
{
    *lint = (struct lint){ .rs = rs, .files = files };
    arena_init(&lint->arena, mem);
}

void
lint_free(struct lint *lint)
{
    arena_reset(&lint->arena);
    lint->first = NULL;
}

/* ---- the list ---- */

/* The place of a file in its pack; behind all where it is none of them, and
 * last of all what is in no file. */
static size_t
file_index(const struct lint *lint, const char *name)
{
    size_t at = 0;
    while (at < PACK_FILE_COUNT && strcmp(name, pack_file_names[at]) != 0 &&
           (lint->files == NULL || lint->files[at].name == NULL ||
            strcmp(name, lint->files[at].name) != 0)) {
        at++;
    }
    return at + (name[0] == '\0' ? 1 : 0);
}

static bool
stands_before(const struct lint *lint, const struct bc_error *a,
              const struct bc_error *b)
{
    size_t file_a = file_index(lint, a->file),
           file_b = file_index(lint, b->file);
    int by_name = file_a < PACK_FILE_COUNT ? 0 : strcmp(a->file, b->file);
    return file_a != file_b     ? file_a < file_b
           : by_name != 0       ? by_name < 0
           : a->line != b->line ? a->line < b->line
                                : a->col < b->col;
}

/* Of two at one place the first found stays first. */
static struct bc_error *
insert(struct lint *lint, const struct bc_error *error, bool is_warning)
{
    struct fault *fault = arena_alloc(&lint->arena, sizeof(*fault));
    if (fault == NULL) {
        lint->no_memory = true;
        return NULL;
    }
    struct fault **at = &lint->first;
    while (*at != NULL && !stands_before(lint, error, &(*at)->error)) {
        at = &(*at)->next;
    }
    *fault = (struct fault){ *error, is_warning, *at };
    *at = fault;
    *(is_warning ? &lint->warnings : &lint->errors) += 1;
    return &fault->error;
}

static void
add_place(struct lint *lint, struct bc_error *error,
          const struct origin *origin)
{
    size_t index = file_index(lint, origin->file);
    const struct yfile *file = lint->files != NULL && index < PACK_FILE_COUNT
                                   ? &lint->files[index]
                                   : NULL;
    const char *name = file != NULL ? file->name : origin->file;
    error->line = origin->line;
    error->col = origin->col;
    error->width = origin->width;
    utf8_copy_plain(error->file, sizeof(error->file), name, strlen(name));
    if (file != NULL && origin->line > 0) {
        yfile_show_line(error, file);
    }
}

static struct bc_error *
add(struct lint *lint, const struct origin *origin, bool is_warning,
    const char *code, const char *format, va_list args)
{
    struct bc_error error = { .status = BC_E_RULES, .code = code };
    char words[512];
    vsnprintf(words, sizeof(words), format, args);
    utf8_copy_plain(error.text, sizeof(error.text), words, strlen(words));
    add_place(lint, &error, origin);
    return insert(lint, &error, is_warning);
}

struct bc_error *
lint_error(struct lint *lint, const struct origin *origin, const char *code,
           const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct bc_error *error = add(lint, origin, false, code, format, args);
    va_end(args);
    return error;
}

struct bc_error *
lint_warning(struct lint *lint, const struct origin *origin, const char *code,
             const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct bc_error *error = add(lint, origin, true, code, format, args);
    va_end(args);
    return error;
}

void
lint_load_errors(struct lint *lint, const struct bc_errors *errs)
{
    for (size_t i = 0; i < errs->count && i < BC_ERRORS_MAX; i++) {
        insert(lint, &errs->item[i], false);
    }
    if (errs->count > BC_ERRORS_MAX) {
        static const struct origin nowhere = { .file = "" };
        struct bc_error *error =
            lint_error(lint, &nowhere, "more-errors", "and %zu more errors",
                       errs->count - BC_ERRORS_MAX);
        error_help(error, "mend those above, and look again");
    }
}

/* ---- the pack as a whole ---- */

void
lint_review(struct lint *lint, const char *today)
{
    const struct bc_ruleset *rs = lint->rs;
    if (strcmp(today, rs->next_review) > 0) {
        struct bc_error *error = lint_error(
            lint, &rs->next_review_at, "review-overdue",
            "the review was due on %s; it is %s", rs->next_review, today);
        error_help(error, "read the pack against its sources, then set "
                          "'reviewed' and 'next_review'");
    }
}
