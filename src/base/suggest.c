/* Edit distance with neighbour swaps, over short words only. */
#include "suggest.h"

#include <stdbool.h>
#include <string.h>

#define WORD_MAX_LEN 48

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance; both at most WORD_MAX_LEN long. */
static size_t
edit_distance(const char *a, const char *b)
{
    size_t rows[3][WORD_MAX_LEN + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    size_t len_a = strlen(a), len_b = strlen(b);
    for (size_t j = 0; j <= len_b; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= len_a; i++) {
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
        row[0] = i;
        for (size_t j = 1; j <= len_b; j++) {
            row[j] = least(least(above[j], row[j - 1]) + 1,
                           above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                a[i - 2] == b[j - 1]) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
    }
    return row[len_b];
}

void
suggest_init(struct suggest *s, const char *word)
{
    *s = (struct suggest){ .word = word };
    s->distance = strlen(word) / 3; /* of three letters one may be wrong */
    if (s->distance > 3) {
        s->distance = 3;
    }
}

void
suggest_try(struct suggest *s, const char *candidate)
{
    if (strlen(s->word) > WORD_MAX_LEN || strlen(candidate) > WORD_MAX_LEN) {
        return;
    }
    size_t len = strlen(s->word);
    bool begun = len > 1 && strncmp(candidate, s->word, len) == 0;
    size_t distance = begun ? 0 : edit_distance(s->word, candidate);
    size_t limit = s->best == NULL ? s->distance + 1 : s->distance;
    if (distance < limit) {
        s->best = candidate;
        s->distance = distance;
    }
}

const char *
suggest_among(const char *word, const void *items, size_t count, size_t size)
{
    struct suggest s;
    suggest_init(&s, word);
    for (size_t i = 0; i < count; i++) {
        const void *item = (const char *)items + i * size;
        const char *name = NULL;
        memcpy(&name, item, sizeof(name));
        if (name != NULL) {
            suggest_try(&s, name);
        }
    }
    return s.best;
}
