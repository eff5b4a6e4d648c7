/* Owns one buffer with a part of a stream in it. */
#include "stream.h"

#include "arena.h"
#include "file.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define CHUNK ((size_t)64 * 1024)
#define AROUND 4 /* bytes of a line that do not count: a mark, a CR */
#define ROOM (STREAM_LINE_MAX + 2 * CHUNK) /* a line, its end, one chunk */

static const char byte_order_mark[] = "\xEF\xBB\xBF";

enum bc_status
stream_init(struct stream *stream, int fd, const struct text *first,
            const struct bc_memory *mem)
{
    *stream = (struct stream){ .fd = fd, .mem = *memory_or_default(mem) };
    stream->bytes = stream->mem.alloc(stream->mem.ctx, ROOM);
    if (stream->bytes == NULL) {
        return BC_E_NOMEM;
    }
    assert(first == NULL || first->len <= CHUNK);
    if (first != NULL) {
        memcpy(stream->bytes, text_get(first), first->len);
        stream->end = first->len;
    }
    return BC_OK;
}

void
stream_free(struct stream *stream)
{
    stream->mem.release(stream->mem.ctx, stream->bytes);
    stream->bytes = NULL;
}

enum bc_status
stream_fill(struct stream *stream, const char **why)
{
    if (stream->start > 0) {
        memmove(stream->bytes, stream->bytes + stream->start,
                stream->end - stream->start);
    }
    stream->end -= stream->start;
    stream->searched -= stream->start;
    stream->start = 0;
    ssize_t n = -1;
    do {
        n = read(stream->fd, stream->bytes + stream->end, CHUNK);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        *why = file_read_error();
        return BC_E_IO;
    }
    stream->end += (size_t)n;
    stream->ended = n == 0;
    return BC_OK;
}

/* Where the line in hand ends: at its feed, at the end of the stream, or where
 * it has become too long; NULL when that is not known yet. */
static const char *
find_end(struct stream *stream)
{
    const char *from = stream->bytes + stream->searched;
    const char *end = stream->bytes + stream->end;
    const char *feed = memchr(from, '\n', (size_t)(end - from));
    stream->searched = stream->end;
    if (feed != NULL) {
        return feed;
    }
    bool some = stream->end > stream->start;
    bool full = stream->end - stream->start > STREAM_LINE_MAX + AROUND;
    return (stream->ended && some) || full ? end : NULL;
}

bool
stream_take(struct stream *stream, struct stream_line *line)
{
    for (;;) {
        const char *start = stream->bytes + stream->start;
        const char *end = find_end(stream);
        if (end == NULL) {
            return false;
        }
        bool skipped = stream->skips;
        bool whole = stream->ended || end < stream->bytes + stream->end;
        size_t len = (size_t)(end - start);
        stream->start += len;
        stream->start += stream->start < stream->end ? 1 : 0; /* the feed */
        stream->searched = stream->start;
        stream->skips = !whole;
        if (skipped) {
            continue;
        }
        if (++stream->number == 1 && len >= 3 &&
            memcmp(start, byte_order_mark, 3) == 0) {
            start += 3;
            len -= 3;
        }
        len -= len > 0 && start[len - 1] == '\r' ? 1 : 0;
        *line = (struct stream_line){ start, len, stream->number,
                                      len > STREAM_LINE_MAX };
        line->len = line->cut ? STREAM_LINE_MAX : len;
        return true;
    }
}
