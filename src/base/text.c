/* Owns one growing buffer. Whoever prints it checks `failed` once, at the end.
 */
#include "text.h"

#include "arena.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
days_of(int month, int year)
{
    static const int days[] = {
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
    };
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool
text_is_date(const char *s)
{
    static const char shape[] = "dddd-dd-dd";
    bool good = strlen(s) == strlen(shape);
    for (size_t i = 0; good && shape[i] != '\0'; i++) {
        good = shape[i] == 'd' ? isdigit((unsigned char)s[i]) != 0
                               : s[i] == shape[i];
    }
    int month = good ? atoi(s + 5) : 0;
    int day = good ? atoi(s + 8) : 0;
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= days_of(month, atoi(s));
}

void
text_init(struct text *text, const struct bc_memory *mem)
{
    *text = (struct text){ .mem = *memory_or_default(mem) };
}

void
text_free(struct text *text)
{
    text->mem.release(text->mem.ctx, text->bytes);
    text->bytes = NULL;
    text->len = 0;
    text->room = 0;
}

void
text_clear(struct text *text)
{
    text->len = 0;
    if (text->bytes != NULL) {
        text->bytes[0] = '\0';
    }
}

const char *
text_get(const struct text *text)
{
    return text->bytes != NULL ? text->bytes : "";
}

bool
text_reserve(struct text *text, size_t more)
{
    if (text->failed) {
        return false;
    }
    if (more < text->room - text->len) {
        return true;
    }
    size_t room = text->room < 256 ? 256 : text->room;
    while (room - text->len <= more && room <= SIZE_MAX / 2) {
        room *= 2;
    }
    char *bytes =
        room - text->len > more ? text->mem.alloc(text->mem.ctx, room) : NULL;
    if (bytes == NULL) {
        text->failed = true;
        return false;
    }
    memcpy(bytes, text_get(text), text->len + 1);
    text->mem.release(text->mem.ctx, text->bytes);
    text->bytes = bytes;
    text->room = room;
    return true;
}

void
text_addv(struct text *text, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len < 0) {
        text->failed = true;
    } else if (text_reserve(text, (size_t)len)) {
        vsnprintf(text->bytes + text->len, (size_t)len + 1, format, again);
        text->len += (size_t)len;
    }
    va_end(again);
}

void
text_addf(struct text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_addv(text, format, args);
    va_end(args);
}

void
text_add_filled(struct text *text, const char *sentence,
                const struct fill *fills, size_t count)
{
    const char *at = sentence;
    while (*at != '\0') {
        size_t plain = strcspn(at, "{");
        text_add_bytes(text, at, plain);
        at += plain;
        size_t name_len = *at == '{' ? strcspn(at + 1, "}") : 0;
        name_len = name_len > 0 && at[name_len + 1] == '}' ? name_len : 0;
        size_t i = 0;
        while (i < count && (strlen(fills[i].name) != name_len ||
                             memcmp(fills[i].name, at + 1, name_len) != 0)) {
            i++;
        }
        if (name_len > 0 && i < count) {
            text_add(text, fills[i].value);
            at += name_len + 2;
        } else if (*at == '{') {
            text_add_bytes(text, at++, 1);
        }
    }
}
