/** Opening and reading files, without ever waiting for somebody to write. */
#ifndef FILE_H
#define FILE_H

#include "text.h"

enum file_kind {
    FILE_REGULAR, /* only a regular file will do */
    FILE_STREAM,  /* a pipe or device will do as well */
};

/** Reasons that a caller may want to tell apart, by address. */
extern const char file_too_large[];
extern const char file_is_terminal[];

/**
 * Read a file into text.
 *
 * Out:     out   what was read, also when the end is missing
 *          why   on failure a static clause: "is a directory"
 * In:      limit more bytes than this are an error
 * Returns: BC_OK, BC_E_NOMEM or BC_E_IO
 */
enum bc_status file_read(struct text *out, const char **why, const char *path,
                         enum file_kind kind, size_t limit);

/** The same from an open descriptor, which stays open. A closed descriptor
 * reads as empty; a terminal is not read. */
enum bc_status file_read_fd(struct text *out, const char **why, int fd,
                            size_t limit);

/**
 * Open a file to be read bit by bit.
 *
 * Out:     fd     the caller closes it
 *          first  what had to be read to know that a pipe has a writer
 * Returns: as file_read
 */
enum bc_status file_open(int *fd, struct text *first, const char **why,
                         const char *path, enum file_kind kind);

/** Why read() has just failed, as a static clause. */
const char *file_read_error(void);

#endif
