/* Owns cJSON for answers, and refusing what cJSON lets through: bytes that are
 * not UTF-8, NUL in any form, text behind the value, repeated keys, numbers
 * that JSON does not have or that are not whole. */
#include "input.h"

#include "text.h"
#include "utf8.h"

#include <cJSON.h>
#include <stdio.h>
#include <string.h>

#define RECORD_MEMBERS_MAX 1000

struct reading {
    struct bc_answers *ans;
    struct bc_errors *errs;
    struct place place;
    const char *bytes;
    size_t len;
    size_t counted;  /* bytes before place */
    struct text *id; /* of a record of a stream; NULL: answers alone */
};

/* Put the place where byte number `at` is; from where it was last, if it can.
 */
static void
point_at(struct reading *r, size_t at)
{
    if (r->place.line == 0 || at < r->counted) {
        r->place.line = 1;
        r->place.col = 1;
        r->counted = 0;
    }
    for (; r->counted < at && r->counted < r->len; r->counted++) {
        bool feed = r->bytes[r->counted] == '\n';
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
        size_t n = utf8_plain(r->bytes + at, r->len - at);
        n = n > 0 ? n : utf8_decode(&cp, r->bytes + at, r->len - at);
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

static const char *
skip_digits(const char *p, const char *end)
{
    while (p < end && is_digit(*p)) {
        p++;
    }
    return p;
}

/* Is what begins here a number of JSON? cJSON takes all that strtod() does. */
static bool
is_number(const char *p, const char *end)
{
    const char *from = p + (*p == '-' ? 1 : 0);
    p = skip_digits(from, end);
    bool good = p > from && (*from != '0' || p == from + 1);
    if (p < end && *p == '.') {
        from = p + 1;
        p = skip_digits(from, end);
        good &= p > from;
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        from = p + 1;
        from += from < end && (*from == '+' || *from == '-') ? 1 : 0;
        good &= skip_digits(from, end) > from;
    }
    return good;
}

/* Inside a string: an escaped NUL cuts it short. Outside: numbers are those of
 * JSON. Anywhere: no control characters. */
static const char *
check_byte(const struct reading *r, size_t at, bool in_string)
{
    const char *here = r->bytes + at;
    size_t left = r->len - at;
    if ((unsigned char)*here < ' ' &&
        (in_string || *here == '\0' || strchr("\t\n\r", *here) == NULL)) {
        return *here == '\0' ? "a NUL byte" : "a control character";
    }
    if (in_string) {
        bool nul =
            *here == '\\' && left >= 6 && memcmp(here, "\\u0000", 6) == 0;
        return nul ? "an escaped NUL" : NULL;
    }
    bool starts =
        (is_digit(*here) || *here == '-') &&
        (at == 0 || (!is_digit(here[-1]) && strchr(".eE+-", here[-1]) == NULL));
    bool bad = starts && !is_number(here, here + left);
    return bad ? "a number that JSON does not have" : NULL;
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
    struct bc_error *error =
        errors_add(r->errs, BC_E_ANSWERS, &r->place, "wrong-type",
                   q->type == QUESTION_NUMBER
                       ? "'%s' takes a number, or \"not_sure\""
                       : "'%s' takes the code of a choice, or a list of them",
                   q->id);
    error_key(error, q->id);
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
    const char *words[ANSWER_WORDS_MAX];
    size_t count = 0;
    bool wrong = q->type == QUESTION_NUMBER;
    for (const cJSON *item = array->child; item != NULL; item = item->next) {
        bool usable = cJSON_IsString(item) && count < ANSWER_WORDS_MAX;
        wrong |= !usable;
        if (usable) {
            words[count++] = item->valuestring;
        }
    }
    if (!wrong || count > 0) {
        answers_put(r->ans, question, words, count, &r->place, r->errs);
    }
    if (wrong) {
        wrong_type(r, q);
    }
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

/* Where things stand at the first level of an object: cJSON does not say. */
struct cursor {
    size_t at;
    size_t depth;
    bool in_string;
    char before; /* the last byte that is no blank, outside strings */
};

/* Step over one byte; true when a key of the object begins there. */
static bool
step(struct cursor *cursor, const struct reading *r)
{
    char c = r->bytes[cursor->at++];
    if (cursor->in_string) {
        cursor->at += c == '\\' ? 1 : 0;
        cursor->in_string = c != '"';
        return false;
    }
    bool key = c == '"' && cursor->depth == 1 &&
               (cursor->before == '{' || cursor->before == ',');
    cursor->depth += c == '{' || c == '[' ? 1 : 0;
    cursor->depth -= (c == '}' || c == ']') && cursor->depth > 0 ? 1 : 0;
    cursor->in_string = c == '"';
    cursor->before = strchr(" \t\r\n", c) != NULL ? cursor->before : c;
    return key;
}

static void
point_at_next_key(struct reading *r, struct cursor *cursor)
{
    while (cursor->at < r->len) {
        if (step(cursor, r)) {
            point_at(r, cursor->at - 1);
            return;
        }
    }
}

static void
read_members(struct reading *r, const cJSON *root)
{
    struct cursor cursor = { .at = 0 };
    for (const cJSON *item = root->child; item != NULL; item = item->next) {
        if (r->id == NULL) {
            point_at_next_key(r, &cursor);
        }
        read_member(r, item);
    }
}

/* ---- a record of a stream ---- */

static void
wrong_record(struct reading *r, const char *code, const char *key,
             const char *words)
{
    error_key(errors_add(r->errs, BC_E_ANSWERS, NULL, code, "%s", words), key);
}

/* A NUL, which cuts a string short: one id would come out as another. */
static bool
holds_nul(const struct reading *r)
{
    for (size_t at = 0; at < r->len; at++) {
        if (r->bytes[at] == '\0' ||
            (r->len - at >= 6 && memcmp(r->bytes + at, "\\u0000", 6) == 0)) {
            return true;
        }
    }
    return false;
}

/* The first id counts, written as JSON again. One that cannot be echoed
 * exactly is left out: the line number still says whose record it is. */
static void
read_id(struct reading *r, const cJSON *item)
{
    if (!cJSON_IsString(item)) {
        wrong_record(r, "wrong-type", "id", "'id' takes a string");
        return;
    }
    const char *id = item->valuestring;
    bool exact =
        r->errs->count == 0 || (utf8_check(id, strlen(id)) && !holds_nul(r));
    if (exact && r->id->len == 0) {
        char *json = cJSON_PrintUnformatted(item);
        text_add(r->id, json != NULL ? json : "");
        r->id->failed |= json == NULL;
        cJSON_free(json);
    }
}

/* cJSON finds the first of several, whatever the case of its letters. */
static void
check_repeated(struct reading *r, const cJSON *root)
{
    size_t count = 0;
    for (const cJSON *item = root->child; item != NULL; item = item->next) {
        const cJSON *other = root->child;
        while (other != item && strcmp(other->string, item->string) != 0) {
            other = other->next;
        }
        if (other != item) {
            error_key(errors_add(r->errs, BC_E_ANSWERS, NULL, "repeated-key",
                                 "'%s' stands there twice", item->string),
                      item->string);
        }
        if (++count > RECORD_MEMBERS_MAX) {
            wrong_record(r, "too-many-keys", item->string,
                         "a record with more than 1,000 keys");
            return;
        }
    }
}

/* Members that are neither id nor answers are the business of others. */
static void
read_record(struct reading *r, const cJSON *root)
{
    bool answers = false;
    r->place = (struct place){ .file = "" }; /* a record is one line */
    check_repeated(r, root);
    for (const cJSON *item = root->child; item != NULL; item = item->next) {
        bool here = strcmp(item->string, "answers") == 0;
        answers |= here;
        if (strcmp(item->string, "id") == 0) {
            read_id(r, item);
        } else if (here && cJSON_IsObject(item)) {
            read_members(r, item);
        } else if (here) {
            wrong_record(r, "wrong-type", "answers",
                         "'answers' takes an object");
        }
    }
    if (!answers && r->errs->count == 0) {
        wrong_record(r, "no-answers", "answers", "a record without answers");
    }
}

static void
read_root(struct reading *r, const cJSON *root)
{
    if (r->id != NULL) {
        read_record(r, root);
    } else {
        read_members(r, root);
    }
}

/* ---- broken JSON ---- */

/* The last comma before a fault that stands in no more than so many objects and
 * lists, or 0. */
static size_t
last_comma(const struct reading *r, size_t fault, size_t deepest)
{
    struct cursor cursor = { .at = 0 };
    size_t comma = 0;
    while (cursor.at < fault && cursor.at < r->len) {
        step(&cursor, r);
        bool here = !cursor.in_string && cursor.depth >= 1 &&
                    cursor.depth <= deepest && cursor.before == ',' &&
                    r->bytes[cursor.at - 1] == ',';
        comma = here ? cursor.at - 1 : comma;
    }
    return comma;
}

/* Read the first len bytes as an object that is closed here. */
static bool
read_closed(struct reading *r, size_t len, const char *closing)
{
    struct text whole;
    text_init(&whole, NULL);
    while (len > 0 && strchr(", \t\r\n", r->bytes[len - 1]) != NULL) {
        len--;
    }
    text_add_bytes(&whole, r->bytes, len);
    text_add(&whole, closing);
    cJSON *root = cJSON_ParseWithLength(text_get(&whole), whole.len);
    bool read = root != NULL && cJSON_IsObject(root);
    if (read) {
        read_root(r, root);
    }
    cJSON_Delete(root);
    if (r->id != NULL) {
        r->id->failed |= whole.failed; /* an emergency may be lost with it */
    }
    text_free(&whole);
    return read;
}

/* Broken JSON: what stands whole before the fault counts when it is an
 * emergency. */
static void
read_before_fault(struct reading *r, size_t fault)
{
    size_t members = r->id != NULL ? 2 : 1;
    const size_t ends[] = { r->len, fault, last_comma(r, fault, members + 1),
                            last_comma(r, fault, members) };
    static const char *const closings[] = { "}", "]}", "}}", "]}}" };
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        for (size_t c = 0; c < ARRAY_LEN(closings); c++) {
            if (read_closed(r, ends[i], closings[c])) {
                return;
            }
        }
    }
}

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
    read_root(r, root);
}

static void
read_document(struct reading *r)
{
    check_utf8(r);
    check_lexis(r);
    const char *end = r->bytes;
    cJSON *root = cJSON_ParseWithLengthOpts(r->bytes, r->len, &end, 0);
    size_t at = end >= r->bytes ? (size_t)(end - r->bytes) : 0;
    if (root == NULL) {
        at = at < r->len ? at : r->len;
        if (r->errs->count == 0) {
            refuse(r, at, "json-syntax",
                   "this is not JSON from here on, or it is cut short");
        }
        read_before_fault(r, at);
        return;
    }
    read_object(r, root, at);
    cJSON_Delete(root);
}

enum bc_status
input_read_json(struct bc_answers *ans, const char *name, const char *bytes,
                size_t len, struct bc_errors *errs)
{
    struct reading r = { ans, errs, { .file = name }, bytes, len, 0, NULL };
    size_t errors_before = errs->count;
    read_document(&r);
    return errs->count == errors_before ? BC_OK : BC_E_ANSWERS;
}

enum bc_status
input_read_record(struct bc_answers *ans, struct text *id, const char *bytes,
                  size_t len, struct bc_errors *errs)
{
    struct reading r = { ans, errs, { .file = "" }, bytes, len, 0, id };
    size_t errors_before = errs->count;
    read_document(&r);
    return errs->count == errors_before ? BC_OK : BC_E_ANSWERS;
}
