/** Lines of a stream, however long, in memory that does not grow. */
#ifndef STREAM_H
#define STREAM_H

#include "text.h"

/** Longer lines are given cut to this many bytes. */
#define STREAM_LINE_MAX (1024 * 1024)

/** One line without its end; the bytes are the stream's until it is filled. */
struct stream_line {
    const char *bytes;
    size_t len;
    size_t number; /* from 1 */
    bool cut;      /* there was more of it */
};

struct stream {
    struct bc_memory mem;
    int fd;
    char *bytes;
    size_t start, searched, end; /* of what was read and not yet taken */
    size_t number;               /* of the last line taken */
    bool skips;                  /* the rest of a line that was cut */
    bool ended;
};

/**
 * Begin to read lines.
 *
 * In:      fd     stays the caller's
 *          first  up to 64 KiB that were read already, or NULL
 * Returns: BC_OK or BC_E_NOMEM
 * Owns:    end it with stream_free()
 */
enum bc_status stream_init(struct stream *stream, int fd,
                           const struct text *first,
                           const struct bc_memory *mem);
void stream_free(struct stream *stream);

/**
 * Read once, as much as there is: what could be taken was taken before.
 *
 * Returns: BC_OK, or BC_E_IO with the reason in why. After the last byte
 *          stream->ended is set, and what is left is a line without an end.
 */
enum bc_status stream_fill(struct stream *stream, const char **why);

/** Take the next line out of what was read. A CR before its end and a byte
 * order mark before the first line are left out. False: fill first. */
bool stream_take(struct stream *stream, struct stream_line *line);

#endif
