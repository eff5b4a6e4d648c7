/* Owns the bytes of JSON, in a pass of its own over them: cJSON takes some that
 * are none of JSON, and does not say where its members stand. */
#include "json_bytes.h"

#include <string.h>

/* ---- what cJSON does not look at ---- */

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *
skip_digits(const char *p, const char *end)
{
    while (p < end && is_digit(*p)) {
        p++;
    }
    return p;
}

/* Is what begins here a number of JSON? cJSON takes all that strtod() does. */
static bool
is_number(const char *p, const char *end)
{
    const char *from = p + (*p == '-' ? 1 : 0);
    p = skip_digits(from, end);
    bool good = p > from && (*from != '0' || p == from + 1);
    if (p < end && *p == '.') {
        from = p + 1;
        p = skip_digits(from, end);
        good &= p > from;
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        from = p + 1;
        from += from < end && (*from == '+' || *from == '-') ? 1 : 0;
        good &= skip_digits(from, end) > from;
    }
    return good;
}

static bool
is_escaped_nul(const char *p, const char *end)
{
    return *p == '\\' && end - p >= 6 && memcmp(p, "\\u0000", 6) == 0;
}

/* Inside a string: an escaped NUL cuts it short. Outside: numbers are those of
 * JSON. Anywhere: no control characters. */
static const char *
check_byte(const char *bytes, size_t at, const char *end, bool in_string)
{
    const char *here = bytes + at;
    if ((unsigned char)*here < ' ' &&
        (in_string || *here == '\0' || strchr("\t\n\r", *here) == NULL)) {
        return *here == '\0' ? "a NUL byte" : "a control character";
    }
    if (in_string) {
        return is_escaped_nul(here, end) ? "an escaped NUL" : NULL;
    }
    bool starts =
        (is_digit(*here) || *here == '-') &&
        (at == 0 || (!is_digit(here[-1]) && strchr(".eE+-", here[-1]) == NULL));
    bool bad = starts && !is_number(here, end);
    return bad ? "a number that JSON does not have" : NULL;
}

const char *
json_find_fault(size_t *at, const char *bytes, size_t len)
{
    bool in_string = false;
    for (size_t i = 0; i < len; i++) {
        const char *words = check_byte(bytes, i, bytes + len, in_string);
        if (words != NULL) {
            *at = i;
            return words;
        }
        if (bytes[i] == '"') {
            in_string = !in_string;
        } else if (in_string && bytes[i] == '\\') {
            i++; /* whatever is escaped ends nothing */
        }
    }
    return NULL;
}

bool
json_has_nul(const char *bytes, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        if (bytes[at] == '\0' || is_escaped_nul(bytes + at, bytes + len)) {
            return true;
        }
    }
    return false;
}

/* ---- where things stand ---- */

/* Step over one byte; true when a key of the outermost object begins there. */
static bool
step(struct json_cursor *cursor, const char *bytes)
{
    char c = bytes[cursor->at++];
    if (cursor->in_string) {
        cursor->at += c == '\\' ? 1 : 0;
        cursor->in_string = c != '"';
        return false;
    }
    bool key = c == '"' && cursor->depth == 1 &&
               (cursor->before == '{' || cursor->before == ',');
    cursor->depth += c == '{' || c == '[' ? 1 : 0;
    cursor->depth -= (c == '}' || c == ']') && cursor->depth > 0 ? 1 : 0;
    cursor->in_string = c == '"';
    cursor->before = strchr(" \t\r\n", c) != NULL ? cursor->before : c;
    return key;
}

bool
json_next_key(struct json_cursor *cursor, const char *bytes, size_t len)
{
    bool key = false;
    while (!key && cursor->at < len) {
        key = step(cursor, bytes);
    }
    return key;
}

size_t
json_last_comma(const char *bytes, size_t len, size_t deepest)
{
    struct json_cursor cursor = { .at = 0 };
    size_t comma = 0;
    while (cursor.at < len) {
        step(&cursor, bytes);
        bool here = !cursor.in_string && cursor.depth >= 1 &&
                    cursor.depth <= deepest && cursor.before == ',' &&
                    bytes[cursor.at - 1] == ',';
        comma = here ? cursor.at - 1 : comma;
    }
    return comma;
}
