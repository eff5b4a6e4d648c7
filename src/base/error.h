/** Error lists: adding with a place, printing in compiler form. */
#ifndef ERROR_H
#define ERROR_H

#include "text.h"

/** Where an error is; line and col count from 1, 0 means no place. */
struct place {
    const char *file;
    unsigned line, col, width;
};

/**
 * Add one error.
 *
 * Out:     errs  past BC_ERRORS_MAX it only counts
 * In:      code  stable word for the kind of problem
 * Returns: the new entry, to add help or the source line, or NULL when full
 */
struct bc_error *errors_add(struct bc_errors *errs, enum bc_status status,
                            const struct place *place, const char *code,
                            const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/** Put words into the help of an entry; entry may be NULL. */
void error_help(struct bc_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Name the question that an entry is about; entry may be NULL. */
void error_key(struct bc_error *error, const char *key);

/** Help "did you mean 'best'?"; nothing when best or entry is NULL. */
void error_did_you_mean(struct bc_error *error, const char *best);

/**
 * Help with a word that is none of these names: the nearest one, or all of them
 * if they are few.
 *
 * In:      items  as for suggest_among()
 * Returns: the nearest name, or NULL
 */
const char *error_suggest(struct bc_error *error, const char *word,
                          const void *items, size_t count, size_t size);

/** Print one in compiler form, as "error" or "warning", with source line and
 * caret where known. */
void error_print(struct text *out, const struct bc_error *error,
                 const char *severity);

/**
 * Print all errors, at most `limit` bytes, with source line and caret where
 * known and a count of those that did not fit. Only plain characters.
 */
void errors_print(struct text *out, const struct bc_errors *errs, size_t limit);

#endif
