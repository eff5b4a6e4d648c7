/* Owns cJSON for answers, and refusing what cJSON lets through: besides what
 * json_bytes.c finds, text behind the value, repeated keys and numbers that are
 * not whole. */
#include "input.h"

#include "json_bytes.h"
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

static void
read_members(struct reading *r, const cJSON *root)
{
    struct json_cursor cursor = { .at = 0 };
    for (const cJSON *item = root->child; item != NULL; item = item->next) {
        if (r->id == NULL && json_next_key(&cursor, r->bytes, r->len)) {
            point_at(r, cursor.at - 1);
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
    bool exact = r->errs->count == 0 || (utf8_check(id, strlen(id)) &&
                                         !json_has_nul(r->bytes, r->len));
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
    const size_t ends[] = { r->len, fault,
                            json_last_comma(r->bytes, fault, members + 1),
                            json_last_comma(r->bytes, fault, members) };
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
check_bytes(struct reading *r)
{
    size_t at = utf8_valid(r->bytes, r->len);
    if (at < r->len) {
        refuse(r, at, "not-utf8", "these bytes are not UTF-8");
    }
    const char *words = json_find_fault(&at, r->bytes, r->len);
    if (words != NULL) {
        refuse(r, at, "bad-character", words);
    }
}

static void
read_document(struct reading *r)
{
    check_bytes(r);
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
