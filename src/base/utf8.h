/** UTF-8: decoding, and which characters have no place in text. */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Decode one character.
 *
 * Out:     cp     its code point; untouched when nothing was decoded
 * Returns: its length in bytes; 0 at the end, or when the bytes are not UTF-8
 */
size_t utf8_decode(uint32_t *cp, const char *bytes, size_t len);

/**
 * Would this character do something other than stand in a line of text?
 * True for controls, line and paragraph separators, and characters that change
 * direction or cannot be seen. A line feed counts as a control.
 */
bool utf8_is_hidden(uint32_t cp);

/** How many bytes from the start on are ASCII that can be seen, or line feeds.
 * That is nearly all text, and needs no decoding. */
size_t utf8_plain(const char *bytes, size_t len);

/** How many bytes are UTF-8, up to the first that are not. */
size_t utf8_valid(const char *bytes, size_t len);

/** Are the bytes UTF-8 from end to end? */
bool utf8_check(const char *bytes, size_t len);

/** Copy s into to, cut at a whole character, hidden characters and broken
 * bytes shown as '?', so that no message carries what a terminal obeys. */
void utf8_copy_plain(char *to, size_t size, const char *s, size_t len);

#endif
