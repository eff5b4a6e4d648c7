/** Growing text in memory: everything backcheck prints is composed here first,
 * so that a failure half-way leaves nothing half-printed. */
#ifndef TEXT_H
#define TEXT_H

#include "backcheck.h"

#include <stdarg.h>
#include <string.h>

struct text {
    struct bc_memory mem;
    char *bytes; /* NUL-terminated once anything was added, else NULL */
    size_t len, room;
    bool failed; /* out of memory: stays set, later additions do nothing */
};

/** One {name} of a sentence and what stands in its place. */
struct fill {
    const char *name, *value;
};

/** Are these the same? Most words differ in their first letter, so that a list
 * of them is searched without calling strcmp() for each. */
static inline bool
text_same(const char *a, const char *b)
{
    return *a == *b && strcmp(a, b) == 0;
}

/** Is this a date like 2026-11-22? */
bool text_is_date(const char *s);

void text_init(struct text *text, const struct bc_memory *mem);
void text_free(struct text *text);

/** Forget the content, keep the room. */
void text_clear(struct text *text);

/** The content, "" when there is none. */
const char *text_get(const struct text *text);

/** Make room for more bytes and a NUL; false, and failed, when there is none.
 */
bool text_reserve(struct text *text, size_t more);

/* Both are here, because the length of a literal is known where it stands, and
 * mostly there is room for it: then it is a few moves. */

static inline void
text_add_bytes(struct text *text, const char *bytes, size_t len)
{
    bool room = len < text->room - text->len && !text->failed;
    if (room || text_reserve(text, len)) {
        memcpy(text->bytes + text->len, bytes, len);
        text->len += len;
        text->bytes[text->len] = '\0';
    }
}

static inline void
text_add(struct text *text, const char *s)
{
    text_add_bytes(text, s, strlen(s));
}

void text_addf(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void text_addv(struct text *text, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/**
 * Add a sentence, each {name} replaced by its fill. A name without a fill is
 * left as it stands (the loader refuses sentences with unknown names).
 */
void text_add_filled(struct text *text, const char *sentence,
                     const struct fill *fills, size_t count);

#endif
