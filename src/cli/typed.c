/* Owns the reading of typed answers; shared by the interview and by files of
 * one answer a line. Nothing is guessed: what fits two lines is an error. */
#include "typed.h"

#include "utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define FULL_WIDTH_0 0xff10
#define FULL_WIDTH_COMMA 0xff0c
#define IDEOGRAPHIC_COMMA 0x3001
#define LINE_SIZE 1100 /* over any line that input.c or ask.c reads */

void
typed_fold(char *to, size_t size, const char *line)
{
    size_t used = 0;
    while (*line != '\0' && used + 4 < size) {
        uint32_t cp = 0;
        size_t len = utf8_decode(&cp, line, strlen(line));
        if (len == 0 || utf8_is_hidden(cp) || cp == 0x3000) {
            cp = cp == 0x3000 || isspace((unsigned char)*line) ? ' ' : '?';
            len = len > 0 ? len : 1;
        }
        if (cp >= FULL_WIDTH_0 && cp <= FULL_WIDTH_0 + 9) {
            cp = '0' + (cp - FULL_WIDTH_0);
        }
        cp = cp == FULL_WIDTH_COMMA || cp == IDEOGRAPHIC_COMMA ? ',' : cp;
        bool blank = cp == ' ';
        if (cp < 0x80 && !(blank && (used == 0 || to[used - 1] == ' '))) {
            to[used++] = (char)tolower((int)cp);
        } else if (cp >= 0x80) {
            memcpy(to + used, line, len);
            used += len;
        }
        line += len;
    }
    while (used > 0 && to[used - 1] == ' ') {
        used--;
    }
    to[used] = '\0';
}

bool
typed_is(const char *folded, const char *word)
{
    for (; *folded != '\0' && *word != '\0'; folded++, word++) {
        char a = *folded == '_' || *folded == '-' ? ' ' : *folded;
        char b = *word == '_' || *word == '-' ? ' ' : *word;
        if (a != tolower((unsigned char)b)) {
            return false;
        }
    }
    bool mark = *folded != '\0' && strchr(".?!", *folded) != NULL;
    return *word == '\0' && (*folded == '\0' || (mark && folded[1] == '\0'));
}

static bool
is_yes_no(const struct question *q)
{
    return q->choice_count == 2 && question_find_choice(q, "yes") >= 0 &&
           question_find_choice(q, "no") >= 0;
}

/* The line of the list that begins with this letter: an index, -1 for none,
 * -2 for several. "Not sure" is on every list. A letter stands for a choice of
 * one word only, and never for one that could be meant as back, help, previous,
 * quit, skip or why. */
static int
find_letter(const struct question *q, char letter)
{
    int found = letter == 'n' && !is_yes_no(q) ? -2 : -1;
    for (size_t i = 0; i < q->choice_count; i++) {
        if (tolower((unsigned char)q->choices[i].text[0]) == letter) {
            found = found == -1 ? (int)i : -2;
        }
    }
    bool steers = strchr("bhpqsw", letter) != NULL;
    if (found >= 0 && (steers || strchr(q->choices[found].text, ' ') != NULL)) {
        return -1;
    }
    return found;
}

/* One pick: an index, the count of choices for "not sure", -1, or -2. */
static int
find_pick(const struct question *q, const char *word)
{
    size_t digits = strspn(word, "0123456789");
    bool ends = word[digits] == '\0' || strcmp(word + digits, ".") == 0 ||
                strcmp(word + digits, ")") == 0;
    if (digits > 0 && ends) {
        long number = digits <= 4 ? strtol(word, NULL, 10) : 0;
        bool listed = number >= 1 && number <= (long)q->choice_count + 1;
        return listed ? (int)number - 1 : -1;
    }
    if (typed_is(word, "not_sure")) {
        return (int)q->choice_count;
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        if (typed_is(word, q->choices[i].id) ||
            typed_is(word, q->choices[i].text)) {
            return (int)i;
        }
    }
    return strlen(word) == 1 ? find_letter(q, word[0]) : -1;
}

struct picks {
    const struct question *q;
    choice_set set;
    size_t count;
    bool not_sure;
};

static enum typed_result
add_pick(struct picks *picks, struct typed *out, const char *word)
{
    int at = find_pick(picks->q, word);
    if (at < 0) {
        utf8_copy_plain(out->word, sizeof(out->word), word, strlen(word));
        return at == -2 ? TYPED_LETTER : TYPED_UNKNOWN;
    }
    bool again =
        at < (int)picks->q->choice_count && (picks->set & BIT(at)) != 0;
    picks->count += again ? 0 : 1;
    if (at == (int)picks->q->choice_count) {
        picks->not_sure = true;
    } else {
        picks->set |= BIT(at);
    }
    return TYPED_OK;
}

/* A piece that is no pick as a whole is tried word by word. Goes on after a
 * word that is none, to read all that can be read; the first problem counts. */
static enum typed_result
add_words(struct picks *picks, struct typed *out, char *piece)
{
    enum typed_result first = TYPED_OK;
    char *rest = NULL;
    for (char *word = strtok_r(piece, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        struct typed one = { .choice = -1 };
        enum typed_result result = add_pick(picks, &one, word);
        if (first == TYPED_OK && result != TYPED_OK) {
            first = result;
            memcpy(out->word, one.word, sizeof(out->word));
        }
    }
    return first;
}

static enum typed_result
add_picks(struct picks *picks, struct typed *out, char *line)
{
    enum typed_result first = TYPED_OK;
    char *rest = NULL;
    for (char *piece = strtok_r(line, ",", &rest); piece != NULL;
         piece = strtok_r(NULL, ",", &rest)) {
        piece += strspn(piece, " ");
        for (size_t len = strlen(piece); len > 0 && piece[len - 1] == ' ';) {
            piece[--len] = '\0';
        }
        enum typed_result result = find_pick(picks->q, piece) >= 0
                                       ? add_pick(picks, out, piece)
                                       : add_words(picks, out, piece);
        first = first == TYPED_OK ? result : first;
    }
    return first == TYPED_OK && picks->count == 0 ? TYPED_EMPTY : first;
}

static enum typed_result
check_picks(const struct picks *picks, struct typed *out)
{
    const struct question *q = picks->q;
    if (picks->count > 1 && q->type == QUESTION_SINGLE) {
        return TYPED_ONE_ONLY;
    }
    if (picks->count > 1 && picks->not_sure) {
        out->choice = (int)q->choice_count;
        return TYPED_ALONE;
    }
    for (size_t i = 0; i < q->choice_count && picks->count > 1; i++) {
        if (q->choices[i].alone && (picks->set & BIT(i)) != 0) {
            out->choice = (int)i;
            return TYPED_ALONE;
        }
    }
    return TYPED_OK;
}

static enum typed_result
read_number(struct typed *out, const struct question *q, const char *line)
{
    if (typed_is(line, "not_sure")) {
        out->answer.state = ANSWER_NOT_SURE;
        return TYPED_OK;
    }
    size_t digits = strspn(line, "0123456789");
    bool padded = digits > 1 && line[0] == '0';
    if (digits == 0 || digits > 6 || line[digits] != '\0' || padded) {
        return TYPED_NUMBER;
    }
    long number = strtol(line, NULL, 10);
    if (number < q->min || number > q->max) {
        return TYPED_NUMBER;
    }
    out->answer.state = ANSWER_GIVEN;
    out->answer.number = number;
    out->answer.number_most = number;
    return TYPED_OK;
}

enum typed_result
typed_read(struct typed *out, const struct question *q, const char *line)
{
    char folded[LINE_SIZE];
    *out = (struct typed){ .choice = -1 };
    typed_fold(folded, sizeof(folded), line);
    if (folded[0] == '\0') {
        return TYPED_EMPTY;
    }
    if (q->type == QUESTION_NUMBER) {
        return read_number(out, q, folded);
    }
    struct picks picks = { .q = q };
    int whole = find_pick(q, folded);
    enum typed_result result = whole >= 0 ? add_pick(&picks, out, folded)
                                          : add_picks(&picks, out, folded);
    result = result == TYPED_OK ? check_picks(&picks, out) : result;
    out->answer.choices = choices_kept(q, picks.set);
    out->answer.also_unsure = picks.not_sure && picks.set != 0;
    if (picks.set != 0) {
        out->answer.state = ANSWER_GIVEN;
    } else if (result == TYPED_OK) {
        out->answer.state = ANSWER_NOT_SURE;
    }
    return result;
}
