/* Owns line breaking. Columns come from wcwidth(); where the locale knows no
 * more than ASCII, every other character is given two, so that a line is never
 * too long. */
#include "wrap.h"

#include "utf8.h"

#include <string.h>
#include <wchar.h>

static size_t
columns(uint32_t cp)
{
    int width = wcwidth((wchar_t)cp);
    if (width >= 0) {
        return (size_t)width;
    }
    return cp < 0x80 ? 1 : 2;
}

/* One character, or one byte where there is none. */
static size_t
step(const char *at, size_t *width)
{
    uint32_t cp = '?';
    size_t len = utf8_decode(&cp, at, strlen(at));
    *width = columns(cp);
    return len > 0 ? len : 1;
}

size_t
wrap_width(const char *s)
{
    size_t total = 0;
    while (*s != '\0') {
        size_t width = 0;
        s += step(s, &width);
        total += width;
    }
    return total;
}

/* How many bytes of text go on a line of so many columns: up to the last
 * space, or between wide characters, or, if need be, anywhere. */
static size_t
fit(const char *text, size_t room)
{
    size_t used = 0, good = 0;
    const char *at = text;
    while (*at != '\0') {
        size_t width = 0;
        size_t len = step(at, &width);
        if (*at == ' ' || width == 2) {
            good = (size_t)(at - text);
        }
        if (used + width > room && *at != ' ') {
            size_t here = (size_t)(at - text);
            return good > 0 ? good : here > 0 ? here : len;
        }
        used += width;
        at += len;
    }
    return (size_t)(at - text);
}

void
wrap_add(struct text *out, size_t columns, const struct margin *margin,
         const char *text)
{
    const char *prefix = margin->first;
    size_t most = columns > 0 ? columns : WRAP_COLUMNS;
    do {
        size_t indent = wrap_width(prefix);
        size_t room = indent < most ? most - indent : 1;
        size_t len = fit(text, room);
        size_t shown = len;
        while (shown > 0 && text[shown - 1] == ' ') {
            shown--;
        }
        text_add(out, prefix);
        text_add_bytes(out, text, shown);
        text_add(out, "\n");
        text += len;
        text += strspn(text, " ");
        prefix = margin->rest;
    } while (*text != '\0');
}
