/* Decodes by hand, because mbrtowc() follows the locale and our text does not.
 */
#include "utf8.h"

#include "arena.h"

#include <string.h>

size_t
utf8_decode(uint32_t *cp, const char *bytes, size_t len)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least; /* smaller values would have a shorter form */
    } forms[] = {
        { 0x80, 0x00, 0 },
        { 0xe0, 0xc0, 0x80 },
        { 0xf0, 0xe0, 0x800 },
        { 0xf8, 0xf0, 0x10000 },
    };
    if (len == 0) {
        return 0;
    }
    unsigned char first = (unsigned char)bytes[0];
    for (size_t n = 0; n < ARRAY_LEN(forms); n++) {
        if ((first & forms[n].mask) != forms[n].lead) {
            continue;
        }
        uint32_t value = first & (unsigned char)~forms[n].mask;
        for (size_t i = 1; i <= n; i++) {
            if (i >= len || ((unsigned char)bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
            value = value << 6 | ((unsigned char)bytes[i] & 0x3f);
        }
        bool surrogate = value >= 0xd800 && value <= 0xdfff;
        if (value < forms[n].least || value > 0x10ffff || surrogate) {
            return 0;
        }
        *cp = value;
        return n + 1;
    }
    return 0;
}

bool
utf8_is_hidden(uint32_t cp)
{
    static const struct {
        uint32_t first, last;
    } hidden[] = {
        { 0x00, 0x1f },        { 0x7f, 0x9f },   /* controls, NEL */
        { 0xad, 0xad },        { 0x61c, 0x61c }, /* soft hyphen, bidi mark */
        { 0x34f, 0x34f },      { 0x115f, 0x1160 },
        { 0x17b4, 0x17b5 },    { 0x180b, 0x180f },
        { 0x200b, 0x200f },                        /* zero width, bidi marks */
        { 0x2028, 0x202e },                        /* LS, PS, bidi overrides */
        { 0x2060, 0x206f },    { 0xfe00, 0xfe0f }, /* joiners, variations */
        { 0x2800, 0x2800 },    { 0x3164, 0x3164 },
        { 0xe000, 0xf8ff }, /* private use */
        { 0xffa0, 0xffa0 },    { 0xfeff, 0xfeff },
        { 0xfff0, 0xfffb },    { 0xfffe, 0xffff },
        { 0xe0000, 0x10ffff },
    };
    if (cp >= 0x20 && cp < 0x7f) {
        return false; /* nearly all text */
    }
    for (size_t i = 0; i < ARRAY_LEN(hidden); i++) {
        if (cp >= hidden[i].first && cp <= hidden[i].last) {
            return true;
        }
    }
    return false;
}

#define MANY 16

/* Are all of so many bytes from 0x20 to 0x7e, or line feeds? Without a branch,
 * compilers look at them at once. */
static bool
are_plain(const char *bytes)
{
    unsigned char other = 0;
    for (size_t i = 0; i < MANY; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        other |= (unsigned char)(byte - 0x20) > 0x5e && byte != '\n';
    }
    return other == 0;
}

size_t
utf8_plain(const char *bytes, size_t len)
{
    size_t at = 0;
    while (len - at >= MANY && are_plain(bytes + at)) {
        at += MANY;
    }
    while (at < len &&
           ((bytes[at] >= 0x20 && bytes[at] < 0x7f) || bytes[at] == '\n')) {
        at++;
    }
    return at;
}

size_t
utf8_valid(const char *bytes, size_t len)
{
    uint32_t cp = 0;
    size_t at = 0, n = 1;
    while (at < len && n > 0) {
        size_t plain = utf8_plain(bytes + at, len - at);
        n = plain > 0 ? plain : utf8_decode(&cp, bytes + at, len - at);
        at += n;
    }
    return at;
}

bool
utf8_check(const char *bytes, size_t len)
{
    return utf8_valid(bytes, len) == len;
}

void
utf8_copy_plain(char *to, size_t size, const char *s, size_t len)
{
    size_t used = 0;
    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        size_t n = utf8_decode(&cp, s + at, len - at);
        bool plain = n > 0 && !utf8_is_hidden(cp);
        size_t need = plain ? n : 1;
        if (used + need >= size) {
            break;
        }
        memcpy(to + used, plain ? s + at : "?", need);
        used += need;
        at += n > 0 ? n : 1;
    }
    to[used] = '\0';
}
