/** "Did you mean": the nearest of several words. */
#ifndef SUGGEST_H
#define SUGGEST_H

#include <stddef.h>

/** Offer candidates one by one, then read best (NULL if none is near). */
struct suggest {
    const char *word;
    const char *best; /* borrowed from the candidates */
    size_t distance;
};

void suggest_init(struct suggest *s, const char *word);
void suggest_try(struct suggest *s, const char *candidate);

/**
 * The nearest of the names in an array, or NULL.
 *
 * In:  items  structs of `size` bytes whose first member is their name (a
 *             const char *, which may be NULL), or names themselves
 */
const char *suggest_among(const char *word, const void *items, size_t count,
                          size_t size);

#endif
