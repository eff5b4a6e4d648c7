/* Owns cJSON for answers, and refusing what cJSON lets through: bytes that are
 * not UTF-8, NUL in any form, text behind the value, repeated keys, numbers
 * that are not whole. */
#include "input.h"

#include "utf8.h"

#include <cJSON.h>
#include <stdio.h>
#include <string.h>

#define WORDS_MAX 64

struct reading {
    struct bc_answers *ans;
    struct bc_errors *errs;
    struct place place;
    const char *bytes;
    size_t len;
};

/* Put the place where byte number `at` is. */
static void
point_at(struct reading *r, size_t at)
{
    r->place.line = 1;
    r->place.col = 1;
    for (size_t i = 0; i < at && i < r->len; i++) {
        bool feed = r->bytes[i] == '\n';
        r->place.line += feed ? 1 : 0;
        r->place.col = feed ? 1 : r->place.col + 1;
    }
}

static enum bc_status
refuse(struct reading *r, size_t at, const char *code, const char *words)
{
    point_at(r, at);
    errors_add(r->errs, BC_E_ANSWERS, &r->place, code, "%s", words);
    return BC_E_ANSWERS;
}

/* ---- what cJSON does not look at ---- */

static void
check_utf8(struct reading *r)
{
    for (size_t at = 0; at < r->len;) {
        uint32_t cp = 0;
        size_t n = utf8_decode(&cp, r->bytes + at, r->len - at);
        if (n == 0) {
            refuse(r, at, "not-utf8", "these bytes are not UTF-8");
            return;
        }
        at += n;
    }
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Inside a string: an escaped NUL cuts it short. Outside: a number may not
 * begin with 0 and go on. Anywhere: no control characters. */
static const char *
check_byte(const struct reading *r, size_t at, bool in_string)
{
    const char *here = r->bytes + at;
    size_t left = r->len - at;
    if ((unsigned char)*here < ' ' && strchr("\t\n\r", *here) == NULL) {
        return "a control character";
    }
    if (*here == '\0') {
        return "a NUL byte";
    }
    if (in_string) {
        bool nul = left >= 6 && memcmp(here, "\\u0000", 6) == 0;
        return nul ? "an escaped NUL" : NULL;
    }
    bool starts =
        at == 0 || (!is_digit(here[-1]) && strchr(".eE+-", here[-1]) == NULL);
    bool zero = starts && *here == '0' && left > 1 && is_digit(here[1]);
    return zero ? "a number that begins with 0" : NULL;
}

static void
check_lexis(struct reading *r)
{
    bool in_string = false;
    for (size_t at = 0; at < r->len; at++) {
        const char *words = check_byte(r, at, in_string);
        if (words != NULL) {
            refuse(r, at, "bad-character", words);
            return;
        }
        if (r->bytes[at] == '"') {
            in_string = !in_string;
        } else if (in_string && r->bytes[at] == '\\') {
            at++; /* whatever is escaped ends nothing */
        }
    }
}

/* ---- values ---- */

static void
wrong_type(struct reading *r, const struct question *q)
{
    errors_add(r->errs, BC_E_ANSWERS, &r->place, "wrong-type",
               q->type == QUESTION_NUMBER
                   ? "'%s' takes a number, or \"not_sure\""
                   : "'%s' takes the code of a choice, or a list of them",
               q->id);
    r->ans->tried |= BIT(q - r->ans->rs->questions);
}

static void
read_number(struct reading *r, int question, double value)
{
    const struct question *q = &r->ans->rs->questions[question];
    char word[24];
    if (q->type != QUESTION_NUMBER) {
        wrong_type(r, q);
        return;
    }
    bool whole =
        value >= -999999 && value <= 999999 && value == (double)(long)value;
    snprintf(word, sizeof(word), "%.0f%s", whole ? value : 0,
             whole ? "" : " and a part");
    const char *words[] = { word };
    answers_put(r->ans, question, words, 1, &r->place, r->errs);
}

static void
read_bool(struct reading *r, int question, bool value)
{
    const struct question *q = &r->ans->rs->questions[question];
    const char *words[] = { value ? "yes" : "no" };
    if (q->type != QUESTION_SINGLE || question_find_choice(q, "yes") < 0) {
        wrong_type(r, q);
        return;
    }
    answers_put(r->ans, question, words, 1, &r->place, r->errs);
}

static void
read_string(struct reading *r, int question, const char *value)
{
    const struct question *q = &r->ans->rs->questions[question];
    if (q->type == QUESTION_NUMBER && strcmp(value, "not_sure") != 0) {
        wrong_type(r, q);
        return;
    }
    answers_put(r->ans, question, &value, 1, &r->place, r->errs);
}

static void
read_array(struct reading *r, int question, const cJSON *array)
{
    const struct question *q = &r->ans->rs->questions[question];
    const char *words[WORDS_MAX];
    size_t count = 0;
    bool wrong = q->type == QUESTION_NUMBER;
    for (const cJSON *item = array->child; item != NULL; item = item->next) {
        bool usable = cJSON_IsString(item) && count < WORDS_MAX;
        wrong |= !usable;
        if (usable) {
            words[count++] = item->valuestring;
        }
    }
    if (wrong) {
        wrong_type(r, q);
        r->ans->tried &= ~BIT(question);
    }
    if (!wrong || count > 0) {
        answers_put(r->ans, question, words, count, &r->place, r->errs);
    }
    r->ans->tried |= BIT(question);
}

static void
read_member(struct reading *r, const cJSON *item)
{
    int question = answers_find(r->ans, item->string, &r->place, r->errs);
    if (question < 0) {
        return;
    }
    if (cJSON_IsNumber(item)) {
        read_number(r, question, item->valuedouble);
    } else if (cJSON_IsBool(item)) {
        read_bool(r, question, cJSON_IsTrue(item));
    } else if (cJSON_IsString(item)) {
        read_string(r, question, item->valuestring);
    } else if (cJSON_IsArray(item)) {
        read_array(r, question, item);
    } else {
        wrong_type(r, &r->ans->rs->questions[question]);
    }
}

/* ---- the document ---- */

static void
read_object(struct reading *r, const cJSON *root, size_t end)
{
    while (end < r->len && strchr(" \t\r\n", r->bytes[end]) != NULL) {
        end++;
    }
    if (end < r->len) {
        refuse(r, end, "text-behind-json", "text behind the JSON value");
    }
    if (!cJSON_IsObject(root)) {
        refuse(r, 0, "not-an-object", "expected one JSON object");
        return;
    }
    r->place.line = 0;
    for (const cJSON *item = root->child; item != NULL; item = item->next) {
        read_member(r, item);
    }
}

enum bc_status
input_read_json(struct bc_answers *ans, const char *name, const char *bytes,
                size_t len, struct bc_errors *errs)
{
    struct reading r = { ans, errs, { .file = name }, bytes, len };
    size_t errors_before = errs->count;
    check_utf8(&r);
    check_lexis(&r);
    const char *end = bytes;
    cJSON *root = cJSON_ParseWithLengthOpts(bytes, len, &end, 0);
    size_t at = end >= bytes ? (size_t)(end - bytes) : 0;
    if (root == NULL) {
        return errs->count > errors_before
                   ? BC_E_ANSWERS
                   : refuse(
                         &r, at < len ? at : len, "json-syntax",
                         "this is not JSON from here on, or it is cut short");
    }
    read_object(&r, root, at);
    cJSON_Delete(root);
    return errs->count == errors_before ? BC_OK : BC_E_ANSWERS;
}
