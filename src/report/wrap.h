/** Folding text to a line length, by what it takes on the screen. */
#ifndef WRAP_H
#define WRAP_H

#include "text.h"

#define WRAP_COLUMNS 72

/** Columns a UTF-8 string takes. */
size_t wrap_width(const char *s);

/** What stands before the first line of a text, and before each further one. */
struct margin {
    const char *first, *rest;
};

/**
 * Add text folded to lines of so many columns, with a line feed behind it.
 *
 * In:  columns  0: WRAP_COLUMNS
 */
void wrap_add(struct text *out, size_t columns, const struct margin *margin,
              const char *text);

#endif
