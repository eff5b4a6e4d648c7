/* Owns the two line-based forms of answers, and telling the forms apart. */
#include "input.h"

#include "facts.h"
#include "typed.h"
#include "utf8.h"

#include <string.h>

#define LINE_SIZE 1024

const char *const input_form_names[INPUT_FORM_COUNT] = {
    [INPUT_ANY] = "any",
    [INPUT_LINES] = "lines",
    [INPUT_PAIRS] = "pairs",
    [INPUT_JSON] = "json",
};

/* One line at a time, without its end. */
struct input {
    struct bc_answers *ans;
    struct bc_errors *errs;
    const char *at, *end;
    struct place place;
    char line[LINE_SIZE];
    bool unreadable; /* and said so: nothing more to say about this line */
};

static void
complain(struct input *in, const char *code, const char *words)
{
    errors_add(in->errs, BC_E_ANSWERS, &in->place, code, "%s", words);
}

/* The first character that no answer can hold, or NULL. */
static const char *
bad_character(const char *line, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        size_t n = utf8_decode(&cp, line + at, len - at);
        bool tab = n == 1 && cp == '\t';
        if (n == 0 || (utf8_is_hidden(cp) && !tab)) {
            return line + at;
        }
        at += n;
    }
    return NULL;
}

/* Of a file in another encoding every line has one. */
static void
refuse_character(struct input *in, const char *bad, size_t len)
{
    uint32_t cp = 0;
    struct bc_error *error =
        errors_add(in->errs, BC_E_ANSWERS, &in->place, "bad-character", "%s",
                   "a character that no answer can hold");
    if (utf8_decode(&cp, bad, len) == 0 || cp == 0) {
        error_help(error, "save the file as plain text in UTF-8");
    }
}

/* Take the next line. A last line without an end may be cut short: an error,
 * although what it says is still read. */
static bool
next_line(struct input *in)
{
    if (in->at >= in->end) {
        return false;
    }
    const char *feed = memchr(in->at, '\n', (size_t)(in->end - in->at));
    const char *stop = feed != NULL ? feed : in->end;
    size_t len = (size_t)(stop - in->at);
    in->place.line++;
    in->place.col = 1;
    if (feed == NULL) {
        complain(in, "no-line-end",
                 "the last line has no end: it may be cut short");
    }
    if (len > 0 && in->at[len - 1] == '\r' && feed != NULL) {
        len--;
    }
    const char *bad = bad_character(in->at, len);
    in->unreadable = bad != NULL || len >= sizeof(in->line);
    /* Pairs can still be read up to there; lines cannot. */
    if (bad != NULL) {
        size_t read = (size_t)(bad - in->at);
        in->place.col = (unsigned)read + 1;
        refuse_character(in, bad, len - read);
        len = read;
    } else if (in->unreadable) {
        complain(in, "line-too-long", "the line is too long");
    }
    len = len < sizeof(in->line) ? len : sizeof(in->line) - 1;
    memcpy(in->line, in->at, len);
    in->line[len] = '\0';
    in->at = feed != NULL ? feed + 1 : in->end;
    return true;
}

static char *
trim(char *s)
{
    s += strspn(s, " \t");
    for (size_t len = strlen(s);
         len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\t');) {
        s[--len] = '\0';
    }
    return s;
}

/* ---- pairs ---- */

static void
cut_comment(char *line)
{
    for (char *hash = strchr(line, '#'); hash != NULL;
         hash = strchr(hash + 1, '#')) {
        if (hash == line || hash[-1] == ' ' || hash[-1] == '\t') {
            *hash = '\0';
            return;
        }
    }
}

static void
read_value(struct input *in, int question, char *value)
{
    const char *words[ANSWER_WORDS_MAX];
    size_t count = 0;
    char *at = trim(value);
    while (*at != '\0' && count < ANSWER_WORDS_MAX) {
        char *comma = strchr(at, ',');
        if (comma != NULL) {
            *comma = '\0';
        }
        words[count++] = trim(at);
        if (comma == NULL) {
            break;
        }
        at = comma + 1;
        if (*trim(at) == '\0') {
            complain(in, "empty-answer", "nothing stands behind the comma");
        }
    }
    answers_put(in->ans, question, words, count, &in->place, in->errs);
}

static void
read_pair(struct input *in)
{
    cut_comment(in->line);
    char *key = trim(in->line);
    if (*key == '\0') {
        return;
    }
    in->place.col = (unsigned)(key - in->line) + 1;
    char *equals = strchr(key, '=');
    if (equals == NULL) {
        complain(in, "no-equals-sign", "expected 'question = answer'");
        return;
    }
    *equals = '\0';
    int question = answers_find(in->ans, trim(key), &in->place, in->errs);
    if (question >= 0) {
        char *value = equals + 1;
        value += strspn(value, " \t");
        in->place.col = (unsigned)(value - in->line) + 1;
        read_value(in, question, value);
    }
}

/* ---- lines ---- */

static void
put_typed(struct input *in, int question)
{
    static const char *const words[] = {
        [TYPED_OK] = "",
        [TYPED_EMPTY] = "a blank line is no answer to",
        [TYPED_UNKNOWN] = "not on the list of answers to",
        [TYPED_ONE_ONLY] = "more than one answer to",
        [TYPED_ALONE] = "answers that cannot go together to",
        [TYPED_LETTER] = "a letter that fits more than one answer to",
        [TYPED_NUMBER] = "not a number in the range of",
    };
    struct typed typed;
    const struct question *q = &in->ans->rs->questions[question];
    enum typed_result result = typed_read(&typed, q, in->line);
    in->ans->tried |= BIT(question);
    if (in->unreadable) {
        return;
    }
    in->ans->of[question] = typed.answer;
    if (result == TYPED_OK) {
        return;
    }
    choice_set choices = typed.answer.choices;
    bool several = (choices & (choices - 1)) != 0;
    if (typed.answer.also_unsure || (several && q->type == QUESTION_SINGLE)) {
        in->ans->doubted |= BIT(question);
    }
    struct bc_error *error =
        errors_add(in->errs, BC_E_ANSWERS, &in->place, "bad-line", "%s '%s'",
                   words[result], q->id);
    error_help(error, "one answer a line, in the order asked");
}

static void
read_line(struct input *in)
{
    int question = facts_next(in->ans, FACTS_READING);
    if (question < 0) {
        complain(in, "left-over-line",
                 "every question has its answer before this line");
        in->at = in->end;
        return;
    }
    put_typed(in, question);
}

/* ---- telling forms apart ---- */

/* An object or a list is JSON; where any line has a '=', or the first a ':',
 * somebody meant pairs; the rest is lines. */
static enum input_form
guess_form(const char *bytes, size_t len)
{
    enum input_form form = INPUT_ANY;
    size_t at = 0;
    while (at < len) {
        const char *feed = memchr(bytes + at, '\n', len - at);
        size_t stop = feed != NULL ? (size_t)(feed - bytes) : len;
        while (at < stop && strchr(" \t\r", bytes[at]) != NULL) {
            at++;
        }
        bool real = at < stop && bytes[at] != '#';
        if (real && form == INPUT_ANY && strchr("{[", bytes[at]) != NULL) {
            return INPUT_JSON;
        }
        if (real && memchr(bytes + at, '=', stop - at) != NULL) {
            return INPUT_PAIRS;
        }
        if (real && form == INPUT_ANY) {
            bool colon = memchr(bytes + at, ':', stop - at) != NULL;
            form = colon ? INPUT_PAIRS : INPUT_LINES;
        }
        at = stop + 1;
    }
    return form == INPUT_ANY ? INPUT_PAIRS : form; /* nothing at all: either */
}

enum bc_status
input_read(struct bc_answers *ans, const char *name, const char *bytes,
           size_t len, enum input_form form, struct bc_errors *errs)
{
    size_t errors_before = errs->count;
    struct input in = { .ans = ans,
                        .errs = errs,
                        .at = bytes,
                        .end = bytes + len,
                        .place = { .file = name } };
    if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        in.at += 3;
    }
    size_t rest = (size_t)(in.end - in.at);
    if (form == INPUT_ANY) {
        form = guess_form(in.at, rest);
    }
    if (form == INPUT_JSON) {
        return input_read_json(ans, name, in.at, rest, errs);
    }
    while (next_line(&in)) {
        (form == INPUT_LINES ? read_line : read_pair)(&in);
    }
    return errs->count == errors_before ? BC_OK : BC_E_ANSWERS;
}
