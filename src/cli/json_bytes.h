/** What cJSON does not say of JSON: which bytes are none of it, and where its
 * members stand. Bytes may be anything, and need no NUL behind them. */
#ifndef JSON_BYTES_H
#define JSON_BYTES_H

#include <stdbool.h>
#include <stddef.h>

/** The first byte that cJSON lets through although JSON does not: its place in
 * at and what is there in words; NULL when there is none. */
const char *json_find_fault(size_t *at, const char *bytes, size_t len);

/** Is there a NUL anywhere, also an escaped one? It cuts a string short: one id
 * would come out as another. */
bool json_has_nul(const char *bytes, size_t len);

/** How far a pass has come. Begins as zeros. */
struct json_cursor {
    size_t at; /* behind what was looked at */
    size_t depth;
    bool in_string;
    char before; /* the last byte that is no blank, outside strings */
};

/** On to the next key of the outermost object: its quote is the byte before
 * cursor->at. False when there is none. */
bool json_next_key(struct json_cursor *cursor, const char *bytes, size_t len);

/** The place of the last comma that stands in no more than so many objects and
 * lists, or 0. */
size_t json_last_comma(const char *bytes, size_t len, size_t deepest);

#endif
