/* Owns the short way for records without surprises. Whatever it does not know
 * it leaves to cJSON: there is no error here. */
#include "scan.h"

#include <string.h>

/* The beginning of a word as a number, with zeros behind its end. Most words
 * are told apart by it, and one glance at a row of them finds the one. */
typedef uint64_t key;

struct scan {
    struct arena arena;
    const struct bc_ruleset *rs;
    key not_sure, *questions;
    key *choices[QUESTIONS_MAX];
};

/* Where we are in a record, and the last string, between its quotes. */
struct at {
    const struct scan *scan;
    const char *p, *end;
    const char *s;
    size_t len;
    key key;
};

static key
key_of(const char *s, size_t len, const char *end)
{
    static const char mask[2 * sizeof(key)] =
        "\377\377\377\377\377\377\377\377";
    size_t used = len < sizeof(key) ? len : sizeof(key);
    key word = 0, bits = 0;
    if ((size_t)(end - s) < sizeof(key)) {
        memcpy(&word, s, used);
        return word;
    }
    memcpy(&word, s, sizeof(word));
    memcpy(&bits, mask + sizeof(key) - used, sizeof(bits));
    return word & bits;
}

/* As memchr for a quote, which is most often near: eight bytes at a glance. A
 * byte that was one becomes zero, and of those the lowest bit borrows. */
static const char *
find_quote(const char *s, const char *end)
{
    const key ones = ~(key)0 / 255, tops = ones << 7;
    for (; (size_t)(end - s) >= sizeof(key); s += sizeof(key)) {
        key bytes = 0;
        memcpy(&bytes, s, sizeof(bytes));
        bytes ^= ones * '"';
        bytes = (bytes - ones) & ~bytes & tops;
        if (bytes != 0) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
            return s + __builtin_ctzll(bytes) / 8;
#else
            break;
#endif
        }
    }
    return memchr(s, '"', (size_t)(end - s));
}

static bool
take(struct at *at, char c)
{
    while (at->p < at->end && *at->p == ' ') {
        at->p++;
    }
    bool here = at->p < at->end && *at->p == c;
    at->p += here ? 1 : 0;
    return here;
}

/* Nothing is escaped anywhere, so the next quote ends it. */
static bool
take_string(struct at *at)
{
    bool opened = take(at, '"');
    const char *quote = opened ? find_quote(at->p, at->end) : NULL;
    at->s = at->p;
    at->len = quote != NULL ? (size_t)(quote - at->p) : 0;
    at->p = quote != NULL ? quote + 1 : at->p;
    at->key = key_of(at->s, at->len, at->end);
    return quote != NULL;
}

/* The same word, when its key is the same. */
static bool
is_same(const struct at *at, const char *word)
{
    size_t i = sizeof(key);
    if (at->len < i) {
        return true;
    }
    while (i < at->len && word[i] == at->s[i] && word[i] != '\0') {
        i++;
    }
    return i == at->len && word[i] == '\0';
}

static bool
is_word(const struct at *at, const char *word)
{
    return strncmp(word, at->s, at->len) == 0 && word[at->len] == '\0';
}

static bool
take_number(struct at *at, const struct question *q, struct answer *answer)
{
    const char *from = at->p;
    long number = 0;
    while (at->p < at->end && *at->p >= '0' && *at->p <= '9' &&
           number <= q->max) {
        number = 10 * number + (*at->p++ - '0');
    }
    bool padded = at->p - from > 1 && *from == '0';
    bool ends = at->p < at->end && (*at->p == ',' || *at->p == '}');
    *answer = (struct answer){ ANSWER_GIVEN, 0, number, number, false };
    return at->p > from && !padded && ends && number >= q->min &&
           number <= q->max && q->type == QUESTION_NUMBER;
}

static bool
take_choice(const struct at *at, size_t question, struct answer *answer)
{
    const struct question *q = &at->scan->rs->questions[question];
    const key *keys = at->scan->choices[question];
    size_t i = 0;
    while (i < q->choice_count &&
           !(keys[i] == at->key && is_same(at, q->choices[i].id))) {
        i++;
    }
    bool good = i < q->choice_count && (answer->choices & BIT(i)) == 0;
    answer->choices |= good ? BIT(i) : 0;
    answer->state = ANSWER_GIVEN;
    return good;
}

static bool
take_list(struct at *at, size_t question, struct answer *answer)
{
    const struct question *q = &at->scan->rs->questions[question];
    size_t count = 0;
    do {
        if (!take_string(at) || !take_choice(at, question, answer)) {
            return false;
        }
        count++;
    } while (take(at, ','));
    return take(at, ']') && (count == 1 || (q->type == QUESTION_MULTI &&
                                            choices_kept(q, answer->choices) ==
                                                answer->choices));
}

static bool
take_value(struct at *at, size_t question, struct answer *answer)
{
    if (take(at, '[')) {
        return take_list(at, question, answer);
    }
    if (at->p < at->end && *at->p != '"') {
        return take_number(at, &at->scan->rs->questions[question], answer);
    }
    if (!take_string(at)) {
        return false; /* a quote opens and does not end */
    }
    if (at->key == at->scan->not_sure && is_same(at, "not_sure")) {
        answer->state = ANSWER_NOT_SURE;
        return true;
    }
    return take_choice(at, question, answer);
}

/* Most often it is the answer to one of the next questions. */
static size_t
find_question(const struct at *at, size_t from)
{
    const struct bc_ruleset *rs = at->scan->rs;
    for (size_t tries = 0; tries < rs->question_count; tries++, from++) {
        from = from < rs->question_count ? from : 0;
        if (at->scan->questions[from] == at->key &&
            is_same(at, rs->questions[from].id)) {
            return from;
        }
    }
    return rs->question_count;
}

static bool
take_answers(struct at *at, struct bc_answers *ans)
{
    size_t next = 0;
    if (!take(at, '{')) {
        return false;
    }
    do {
        size_t i =
            take_string(at) ? find_question(at, next) : ans->rs->question_count;
        if (i == ans->rs->question_count || (ans->tried & BIT(i)) != 0) {
            return false;
        }
        ans->tried |= BIT(i);
        if (!take(at, ':') || !take_value(at, i, &ans->of[i])) {
            return false;
        }
        next = i + 1;
    } while (take(at, ','));
    return take(at, '}');
}

static bool
is_plain(const struct at *at)
{
    bool plain = true;
    for (size_t i = 0; i < at->len; i++) {
        plain &= at->s[i] >= ' ' && at->s[i] <= '~';
    }
    return plain;
}

bool
scan_record(const struct scan *scan, struct bc_answers *ans, const char **id,
            size_t *id_len, const char *bytes, size_t len)
{
    struct at at = { .scan = scan, .p = bytes, .end = bytes + len };
    bool answered = false;
    *id_len = 0;
    if (memchr(bytes, '\\', len) != NULL || memchr(bytes, '\0', len) != NULL ||
        !take(&at, '{')) {
        return false;
    }
    do {
        if (!take_string(&at) || !take(&at, ':')) {
            return false;
        }
        bool known = false;
        if (!answered && is_word(&at, "answers")) {
            known = take_answers(&at, ans);
            answered = true;
        } else if (*id_len == 0 && is_word(&at, "id") && take_string(&at) &&
                   is_plain(&at)) {
            *id = at.s - 1;
            *id_len = at.len + 2;
            known = true;
        }
        if (!known) {
            return false;
        }
    } while (take(&at, ','));
    bool closed = take(&at, '}');
    take(&at, '\0'); /* to the end of the blanks */
    return closed && answered && at.p == at.end;
}

/* ---- building ---- */

static key *
new_keys(struct scan *scan, size_t count)
{
    return arena_array(&scan->arena, count, sizeof(key));
}

static bool
add_keys(struct scan *scan, size_t question)
{
    const struct question *q = &scan->rs->questions[question];
    key *keys = new_keys(scan, q->choice_count);
    scan->questions[question] = key_of(q->id, strlen(q->id), q->id);
    scan->choices[question] = keys;
    for (size_t i = 0; i < q->choice_count && keys != NULL; i++) {
        const char *id = q->choices[i].id;
        keys[i] = key_of(id, strlen(id), id);
    }
    return keys != NULL;
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
    const char *unsure = "not_sure";
    scan->not_sure = key_of(unsure, 8, unsure);
    scan->questions = new_keys(scan, rs->question_count);
    bool good = scan->questions != NULL;
    for (size_t i = 0; i < rs->question_count && good; i++) {
        good = add_keys(scan, i);
    }
    if (!good) {
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
