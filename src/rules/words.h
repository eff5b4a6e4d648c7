/** Words of plain English text: measuring and finding them. Pure. */
#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct words_tally {
    size_t words, sentences, syllables;
};

/**
 * The first sentence of a text: up to . ! or ? at the end of a word, with what
 * closes it (quote, bracket) and the blanks behind it, or up to the end.
 *
 * Returns: its length in bytes; 0 at the end of the text
 */
size_t words_sentence(const char *text);

/**
 * Add a text, or sentences of it, to what was counted before.
 *
 * A word stands between blanks and holds a letter, a digit or a name in
 * braces. Such a {name} counts as one word of two syllables, digits in a row as
 * one syllable: they are easier to read than the number in letters. For the
 * syllables of a word see words.c: right in the mean, not for every word.
 */
void words_add(struct words_tally *tally, const char *text, size_t len);

/**
 * Reading grade of all that was counted: years of school in the US.
 *
 * Returns: 0 when there are no words; may be below 0
 * Source:  Flesch-Kincaid grade; Kincaid et al. 1975, Research Branch Report
 *          8-75
 */
double words_grade(const struct words_tally *tally);

/** A piece of a text. */
struct span {
    const char *at; /* NULL: none */
    size_t len;
};

/** Bytes of a text that are these words, whatever the case and the shape of an
 * apostrophe; 0 when they do not stand at its beginning. */
size_t words_match(const char *text, const char *words);

/** The first place from `from` on where these words stand whole. */
struct span words_find(const char *text, const char *from, const char *words);

/** The word that ends before `at` with only a blank between; may be empty. */
struct span words_before(const char *text, const char *at);

/** Is this word one of a list? */
bool words_are_among(struct span word, const char *const *list, size_t count);

#endif
