/* Counts and finds words. What they may be is said in lint_words.c.
 *
 * A syllable is a group of vowels (a e i o u y), at least one a word, and
 *   + 1 where i and a, o or u are spoken apart: "serious", not "motion"
 *   + 1 for a vowel before a last "ing": "being"
 *   - 1 for a last e, es or ed that is silent: "ease", "hides", "called", but
 *       not "little", "changes", "wanted"
 * Wrong for "fluid" and "every", but close over a whole text. */
#include "words.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define NAME_SYLLABLES 2 /* of a {name} that is filled in later */

size_t
words_sentence(const char *text)
{
    size_t at = 0;
    while (text[at] != '\0') {
        bool stop = strchr(".!?", text[at++]) != NULL;
        size_t end = at + strspn(text + at, "\"')]");
        if (stop && (text[end] == ' ' || text[end] == '\0')) {
            return end + strspn(text + end, " ");
        }
    }
    return at;
}

/* ---- syllables ---- */

static bool
is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, tolower((unsigned char)c)) != NULL;
}

static bool
is_vowel(char c)
{
    return is_one_of(c, "aeiouy");
}

/* Is the e of a last e, es or ed silent? */
static bool
ends_silent(const char *word, size_t len)
{
    char last = word[len - 1];
    size_t e = is_one_of(last, "sd") && len > 1 ? len - 2 : len - 1;
    if (e < 2 || !is_one_of(word[e], "e") || is_vowel(word[e - 1])) {
        return false;
    }
    char before = word[e - 1], second = word[e - 2];
    if (is_one_of(before, "l") && !is_vowel(second) &&
        !is_one_of(second, "l")) {
        return false;
    }
    if (is_one_of(last, "d")) {
        return !is_one_of(before, "td");
    }
    bool hisses = is_one_of(before, "sxzcg") ||
                  (is_one_of(before, "h") && is_one_of(second, "cs"));
    return !is_one_of(last, "s") || !hisses;
}

/* Do the vowel at `i` and the one behind it belong to two syllables? */
static bool
spoken_apart(const char *word, size_t len, size_t i)
{
    if (i + 1 >= len || !is_vowel(word[i + 1])) {
        return false;
    }
    bool ing = i + 4 == len && is_one_of(word[i + 1], "i") &&
               is_one_of(word[i + 2], "n") && is_one_of(word[i + 3], "g");
    bool pair = i > 0 && is_one_of(word[i], "i") &&
                is_one_of(word[i + 1], "aou") &&
                !is_one_of(word[i - 1], "tscgx");
    return ing || pair;
}

static size_t
word_syllables(const char *word, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        bool begins = is_vowel(word[i]) && (i == 0 || !is_vowel(word[i - 1]));
        count += begins ? 1 : 0;
        count += is_vowel(word[i]) && spoken_apart(word, len, i) ? 1 : 0;
    }
    if (count > 1 && ends_silent(word, len)) {
        count--;
    }
    return count > 0 ? count : 1;
}

/* ---- words ---- */

/* Letters and what stands inside words: "don't". */
static size_t
letters(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len &&
           (isalpha((unsigned char)s[n]) || (n > 0 && s[n] == '\'') ||
            (unsigned char)s[n] >= 0x80)) {
        n++;
    }
    return n;
}

/* Syllables between two blanks; 0 when that is no word. */
static size_t
syllables(const char *s, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len;) {
        size_t run = letters(s + i, len - i);
        const char *close = s[i] == '{' ? memchr(s + i, '}', len - i) : NULL;
        if (run > 0 && isalpha((unsigned char)s[i])) {
            count += word_syllables(s + i, run);
            i += run;
        } else if (close != NULL) {
            count += NAME_SYLLABLES;
            i = (size_t)(close - s) + 1;
        } else {
            size_t digits = strspn(s + i, "0123456789");
            count += digits > 0 ? 1 : 0;
            i += digits > 0 ? digits : 1;
        }
    }
    return count;
}

static void
add_sentence(struct words_tally *tally, const char *s, size_t len)
{
    size_t before = tally->words;
    for (size_t i = 0; i < len;) {
        const char *blank = memchr(s + i, ' ', len - i);
        size_t end = blank != NULL ? (size_t)(blank - s) : len;
        size_t count = syllables(s + i, end - i);
        tally->words += count > 0 ? 1 : 0;
        tally->syllables += count;
        i = end + 1;
    }
    tally->sentences += tally->words > before ? 1 : 0;
}

void
words_add(struct words_tally *tally, const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t sentence = words_sentence(text + at);
        size_t rest = len - at;
        size_t take = sentence < rest ? sentence : rest;
        add_sentence(tally, text + at, take);
        at += take;
    }
}

double
words_grade(const struct words_tally *tally)
{
    if (tally->words == 0) {
        return 0;
    }
    double words = (double)tally->words;
    return 0.39 * words / (double)tally->sentences +
           11.8 * (double)tally->syllables / words - 15.59;
}

/* ---- finding ---- */

size_t
words_match(const char *text, const char *words)
{
    static const char apostrophe[] = "\xe2\x80\x99";
    size_t at = 0;
    for (; *words != '\0'; words++) {
        bool curly = *words == '\'' &&
                     strncmp(text + at, apostrophe, strlen(apostrophe)) == 0;
        if (!curly && tolower((unsigned char)text[at]) !=
                          tolower((unsigned char)*words)) {
            return 0;
        }
        at += curly ? strlen(apostrophe) : 1;
    }
    return isalnum((unsigned char)text[at]) ? 0 : at;
}

struct span
words_find(const char *text, const char *from, const char *words)
{
    for (const char *at = from; *at != '\0'; at++) {
        bool begins = at == text || !isalnum((unsigned char)at[-1]);
        size_t len = begins ? words_match(at, words) : 0;
        if (len > 0) {
            return (struct span){ at, len };
        }
    }
    return (struct span){ NULL, 0 };
}

struct span
words_before(const char *text, const char *at)
{
    const char *end = at > text && at[-1] == ' ' ? at - 1 : at;
    const char *start = end;
    while (start > text && isalnum((unsigned char)start[-1])) {
        start--;
    }
    return (struct span){ start, (size_t)(end - start) };
}

bool
words_are_among(struct span word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (word.len > 0 && words_match(word.at, list[i]) == word.len) {
            return true;
        }
    }
    return false;
}
