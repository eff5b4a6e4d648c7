/** Folding text to a line length, by what it takes on the screen. */
#ifndef WRAP_H
#define WRAP_H

#include "text.h"

#define WRAP_COLUMNS 72

/** Columns a UTF-8 string takes. */
size_t wrap_width(const char *s);

/**
 * Add text folded to WRAP_COLUMNS, with a line feed behind it.
 *
 * In:  first  put before the first line
 *      rest   put before each further line
 */
void wrap_add(struct text *out, const char *first, const char *rest,
              const char *text);

#endif
