/** A rule file as bytes: what they may be, and errors at a place in them. */
#ifndef YFILE_H
#define YFILE_H

#include "error.h"

/* The limits of a rule file. */
#define YFILE_BYTES_MAX (256 * 1024)
#define YFILE_TEXT_MAX 4096
#define YFILE_DEPTH_MAX 16
#define YFILE_KEYS_MAX 512

/** A file's bytes under the name the user knows it by. */
struct yfile {
    const char *name;
    const char *bytes;
    size_t len;
};

/** Is it of the strict subset (backcheck-rules(5)), as far as can be seen
 * before it is parsed? Returns BC_OK, or BC_E_RULES with an error in errs. */
enum bc_status yfile_check(const struct yfile *file, struct bc_errors *errs);

/** Add an error at a place of a file, showing its line; at is NULL for the file
 * as a whole, and its own file is not looked at. */
struct bc_error *yfile_error(struct bc_errors *errs, const struct yfile *file,
                             const struct place *at, const char *code,
                             const char *words);

/** Give an error the line of the file that it is about. Cut lines are no help,
 * so only short ones. */
void yfile_show_line(struct bc_error *error, const struct yfile *file);

/** Errors from `first` on have their place in this file: show their lines. */
void yfile_show(struct bc_errors *errs, size_t first, const struct yfile *file);

#endif
