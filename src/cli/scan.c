/* Owns the short way for records without surprises. Whatever it does not know
 * it leaves to cJSON: there is no error here. */
#include "scan.h"

#include <stdio.h>
#include <string.h>

/* A word as it stands in a record, with its quotes and the colon of a key. Its
 * first bytes are a number, which tells most words apart; the mask has those
 * bits that are of the word, where it is shorter. */
typedef uint64_t piece;

struct word {
    piece first, mask;
    const char *text;
    size_t len;
};

struct scan {
    struct arena arena;
    const struct bc_ruleset *rs;
    struct word id, answers, not_sure;
    struct word *questions, *choices[QUESTIONS_MAX];
};

/* All that take something return where it goes on, or NULL when something else
 * stands there. */

static const char *
skip_blanks(const char *p, const char *end)
{
    while (p < end && *p == ' ') {
        p++;
    }
    return p;
}

static const char *
take(const char *p, const char *end, char c)
{
    for (; p < end && *p != c; p++) {
        if (*p != ' ') {
            return NULL;
        }
    }
    return p < end ? p + 1 : NULL;
}

/* What comes next, with zeros behind the end. */
static piece
look(const char *p, const char *end)
{
    piece first = 0;
    size_t left = (size_t)(end - p);
    if (left >= sizeof(first)) {
        memcpy(&first, p, sizeof(first));
    } else {
        memcpy(&first, p, left);
    }
    return first;
}

/* Take a word; first is what comes next. */
static inline const char *
take_word(const struct word *word, piece first, const char *p, const char *end)
{
    const size_t len = word->len, size = sizeof(piece);
    bool here =
        (first & word->mask) == word->first &&
        (len <= size || (len <= (size_t)(end - p) &&
                         memcmp(p + size, word->text + size, len - size) == 0));
    return here ? p + word->len : NULL;
}

static const char *
take_number(const struct question *q, struct answer *answer, const char *p,
            const char *end)
{
    const char *from = p;
    long number = 0;
    while (p < end && *p >= '0' && *p <= '9' && number <= q->max) {
        number = 10 * number + (*p++ - '0');
    }
    bool padded = p - from > 1 && *from == '0';
    bool good = p > from && !padded && number >= q->min && number <= q->max &&
                q->type == QUESTION_NUMBER;
    *answer = (struct answer){ ANSWER_GIVEN, 0, number, number, false };
    return good ? p : NULL;
}

static const char *
take_choice(const struct scan *scan, size_t question, struct answer *answer,
            const char *p, const char *end)
{
    const size_t count = scan->rs->questions[question].choice_count;
    const struct word *words = scan->choices[question];
    piece first = look(p, end);
    for (size_t i = 0; i < count; i++) {
        const char *next = take_word(&words[i], first, p, end);
        if (next != NULL) {
            bool again = (answer->choices & BIT(i)) != 0;
            answer->choices |= BIT(i);
            answer->state = ANSWER_GIVEN;
            return !again ? next : NULL;
        }
    }
    return NULL;
}

static const char *
take_list(const struct scan *scan, size_t question, struct answer *answer,
          const char *p, const char *end)
{
    const struct question *q = &scan->rs->questions[question];
    size_t count = 0;
    for (const char *next = p; next != NULL; next = take(p, end, ',')) {
        next = skip_blanks(next, end);
        p = take_choice(scan, question, answer, next, end);
        if (p == NULL) {
            return NULL;
        }
        count++;
    }
    bool good =
        count == 1 || (q->type == QUESTION_MULTI &&
                       choices_kept(q, answer->choices) == answer->choices);
    return good ? take(p, end, ']') : NULL;
}

static const char *
take_value(const struct scan *scan, size_t question, struct answer *answer,
           const char *p, const char *end)
{
    p = skip_blanks(p, end);
    if (p == end) {
        return NULL;
    }
    if (*p == '[') {
        return take_list(scan, question, answer, p + 1, end);
    }
    if (*p != '"') {
        return take_number(&scan->rs->questions[question], answer, p, end);
    }
    const char *next = take_word(&scan->not_sure, look(p, end), p, end);
    if (next != NULL) {
        answer->state = ANSWER_NOT_SURE;
        return next;
    }
    return take_choice(scan, question, answer, p, end);
}

/* Most often it is one of the next questions. */
static const char *
take_question(const struct scan *scan, size_t *question, const char *p,
              const char *end)
{
    const size_t count = scan->rs->question_count;
    p = skip_blanks(p, end);
    piece first = look(p, end);
    size_t at = *question;
    for (size_t tries = 0; tries < count; tries++, at++) {
        at = at < count ? at : 0;
        const char *next = take_word(&scan->questions[at], first, p, end);
        if (next != NULL) {
            *question = at;
            return next;
        }
    }
    return NULL;
}

static const char *
take_answers(const struct scan *scan, struct bc_answers *ans, const char *p,
             const char *end)
{
    size_t question = 0;
    const char *next = take(p, end, '{');
    if (next == NULL) {
        return NULL;
    }
    do {
        p = take_question(scan, &question, next, end);
        if (p == NULL || (ans->tried & BIT(question)) != 0) {
            return NULL;
        }
        ans->tried |= BIT(question);
        p = take_value(scan, question, &ans->of[question], p, end);
        if (p == NULL) {
            return NULL;
        }
        question++;
        next = take(p, end, ',');
    } while (next != NULL);
    return take(p, end, '}');
}

/* A string without escapes; *string is its first quote. */
static const char *
take_string(const char **string, const char *p, const char *end)
{
    *string = skip_blanks(p, end);
    p = take(p, end, '"');
    while (p != NULL && p < end && *p >= ' ' && *p <= '~' && *p != '\\' &&
           *p != '"') {
        p++;
    }
    return p != NULL && p < end && *p == '"' ? p + 1 : NULL;
}

bool
scan_record(const struct scan *scan, struct bc_answers *ans, const char **id,
            size_t *id_len, const char *bytes, size_t len)
{
    const char *end = bytes + len, *p = bytes;
    const char *next = take(p, end, '{');
    bool answered = false;
    *id_len = 0;
    while (next != NULL) {
        next = skip_blanks(next, end);
        piece first = look(next, end);
        const char *value = take_word(&scan->answers, first, next, end);
        if (value != NULL && !answered) {
            p = take_answers(scan, ans, value, end);
            answered = true;
        } else {
            value = take_word(&scan->id, first, next, end);
            bool new_id = value != NULL && *id_len == 0;
            p = new_id ? take_string(id, value, end) : NULL;
            *id_len = p != NULL ? (size_t)(p - *id) : 0;
        }
        if (p == NULL) {
            return false;
        }
        next = take(p, end, ',');
    }
    p = take(p, end, '}');
    return answered && p != NULL && skip_blanks(p, end) == end;
}

/* ---- building ---- */

static const char key_end[] = "\":", word_end[] = "\"";

/* Returns: false when there is no memory for it */
static bool
set_word(struct scan *scan, struct word *word, const char *id, const char *end)
{
    size_t len = 1 + strlen(id) + strlen(end);
    char *text = arena_array(&scan->arena, len + 1, 1);
    if (text == NULL) {
        return false;
    }
    snprintf(text, len + 1, "\"%s%s", id, end);
    *word = (struct word){ .text = text, .len = len };
    size_t used = len < sizeof(word->first) ? len : sizeof(word->first);
    memcpy(&word->first, text, used);
    memset(&word->mask, 0xff, used);
    return true;
}

static struct word *
new_words(struct scan *scan, size_t count)
{
    return arena_array(&scan->arena, count, sizeof(struct word));
}

static bool
add_question(struct scan *scan, size_t at)
{
    const struct question *q = &scan->rs->questions[at];
    struct word *words = new_words(scan, q->choice_count);
    bool good =
        words != NULL && set_word(scan, &scan->questions[at], q->id, key_end);
    for (size_t i = 0; i < q->choice_count && good; i++) {
        good = set_word(scan, &words[i], q->choices[i].id, word_end);
    }
    scan->choices[at] = words;
    return good;
}

static bool
build(struct scan *scan)
{
    scan->questions = new_words(scan, scan->rs->question_count);
    bool good = scan->questions != NULL &&
                set_word(scan, &scan->id, "id", key_end) &&
                set_word(scan, &scan->answers, "answers", key_end) &&
                set_word(scan, &scan->not_sure, "not_sure", word_end);
    for (size_t i = 0; i < scan->rs->question_count && good; i++) {
        good = add_question(scan, i);
    }
    return good;
}

enum bc_status
scan_new(struct scan **out, const struct bc_ruleset *rs,
         const struct bc_memory *mem)
{
    struct arena arena;
    arena_init(&arena, mem);
    struct scan *scan = arena_alloc(&arena, sizeof(*scan));
    if (scan == NULL) {
        return BC_E_NOMEM;
    }
    scan->arena = arena;
    scan->rs = rs;
    if (!build(scan)) {
        scan_free(scan);
        return BC_E_NOMEM;
    }
    *out = scan;
    return BC_OK;
}

void
scan_free(struct scan *scan)
{
    if (scan != NULL) {
        arena_free(scan->arena);
    }
}
