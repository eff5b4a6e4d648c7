/* Owns the walker of field tables and the decoders of simple values; text is
 * decode_text.c's. What the fields of each file are is said in load_*.c. */
#include "decode.h"

#include "suggest.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

bool
decode_failed(const struct loader *ld)
{
    return ld->no_memory || ld->errs->count > ld->errors_before;
}

void *
decode_alloc(struct loader *ld, size_t count, size_t size)
{
    void *ptr = arena_array(&ld->rs->arena, count, size);
    ld->no_memory = ld->no_memory || ptr == NULL;
    return ptr;
}

const struct ynode *
decode_find(const struct ynode *map, const char *key)
{
    if (map->kind != YNODE_MAP) {
        return NULL;
    }
    for (const struct ynode *k = map->first; k != NULL; k = k->next) {
        if (text_same(k->text, key)) {
            return k->value;
        }
    }
    return NULL;
}

struct origin
decode_origin(const struct loader *ld, const struct ynode *node)
{
    return (struct origin){ ld->file_name, node->line, node->col, node->width };
}

/* ---- walkers ---- */

static const struct field *
find_field(const struct field *fields, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (text_same(fields[i].key, key)) {
            return &fields[i];
        }
    }
    return NULL;
}

/* The field that may be meant by a key that there is not, or NULL. */
static const struct field *
unknown_key(struct loader *ld, const struct ynode *key,
            const struct field *fields, size_t count)
{
    struct bc_error *error =
        DECODE_ERROR(ld, key, "unknown-key", "unknown key '%s'", key->text);
    const char *best =
        error_suggest(error, key->text, fields, count, sizeof(*fields));
    return best != NULL ? find_field(fields, count, best) : NULL;
}

bool
decode_fields(struct loader *ld, const struct ynode *node,
              const struct field *fields, size_t count, void *object)
{
    if (node->kind != YNODE_MAP) {
        DECODE_ERROR(ld, node, "not-a-mapping",
                     "expected 'key: value' lines here");
        return false;
    }
    ld->entry = decode_find(node, "id") != NULL ? node->line : ld->entry;
    uint64_t found = 0; /* bit i: fields[i] */
    for (const struct ynode *key = node->first; key != NULL; key = key->next) {
        const struct field *field = find_field(fields, count, key->text);
        if (field != NULL) {
            field->decode(ld, key->value, (char *)object + field->offset);
        } else {
            field = unknown_key(ld, key, fields, count);
        }
        found |= field != NULL ? BIT(field - fields) : 0; /* not missing */
    }
    for (size_t i = 0; i < count; i++) {
        if (fields[i].required && (found & BIT(i)) == 0) {
            DECODE_ERROR(ld, node, "missing-key", "'%s' is missing here",
                         fields[i].key);
        }
    }
    return true;
}

void *
decode_list(struct loader *ld, const struct ynode *node, size_t size,
            size_t *count)
{
    *count = 0;
    if (node->kind != YNODE_SEQ) {
        DECODE_ERROR(ld, node, "not-a-list", "expected a list here");
        return NULL;
    }
    if (node->count == 0) {
        DECODE_ERROR(ld, node, "empty-list", "the list is empty");
        return NULL;
    }
    void *items = decode_alloc(ld, node->count, size);
    *count = items != NULL ? node->count : 0;
    return items;
}

void
decode_in_brackets(struct bc_error *error, const struct ynode *node)
{
    if (node->kind == YNODE_SCALAR && node->text[0] != '\0') {
        error_help(error, "write [%s]", node->text);
    }
}

void *
decode_words(struct loader *ld, const struct ynode *node, size_t size,
             size_t *count)
{
    if (node->kind == YNODE_SCALAR) {
        decode_in_brackets(
            DECODE_ERROR(ld, node, "not-a-list", "expected a list in [ ]"),
            node);
        *count = 0;
        return NULL;
    }
    return decode_list(ld, node, size, count);
}

/* ---- words ---- */

bool
decode_is_scalar(struct loader *ld, const struct ynode *node)
{
    if (node->kind != YNODE_SCALAR) {
        DECODE_ERROR(ld, node, "not-a-word", "expected a word or text here");
        return false;
    }
    return true;
}

static bool
is_id(const char *s)
{
    size_t len = 0;
    while ((s[len] >= 'a' && s[len] <= 'z') || s[len] == '_' ||
           (s[len] >= '0' && s[len] <= '9')) {
        len++;
    }
    return s[len] == '\0' && len <= 40 && s[0] >= 'a' && s[0] <= 'z';
}

void
decode_id(struct loader *ld, const struct ynode *value, void *to)
{
    const char **id = to;
    if (!decode_is_scalar(ld, value)) {
        return;
    }
    if (!is_id(value->text)) {
        struct bc_error *error =
            DECODE_ERROR(ld, value, "bad-id", "'%s' is not an id", value->text);
        error_help(error, "an id is lower-case letters, digits and _, "
                          "at most 40, a letter first");
    }
    *id = value->text;
}

void
decode_source_id(struct loader *ld, const struct ynode *value, void *to)
{
    const char **id = to;
    if (!decode_is_scalar(ld, value)) {
        return;
    }
    size_t len = strlen(value->text);
    if (len == 0 || len > 24 ||
        strspn(value->text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != len) {
        struct bc_error *error = DECODE_ERROR(
            ld, value, "bad-id", "'%s' is not a source key", value->text);
        error_help(error, "a source key is capitals, digits and -");
    }
    *id = value->text;
}

void
decode_word(struct loader *ld, const struct ynode *value, void *to)
{
    const char **word = to;
    if (!decode_is_scalar(ld, value)) {
        return;
    }
    if (value->text[0] == '\0' || strchr(value->text, ' ') != NULL) {
        DECODE_ERROR(ld, value, "not-a-word", "expected one word here");
    }
    *word = value->text;
}

void
decode_date(struct loader *ld, const struct ynode *value, void *to)
{
    const char **date = to;
    if (!decode_is_scalar(ld, value)) {
        return;
    }
    if (!text_is_date(value->text)) {
        DECODE_ERROR(ld, value, "bad-date",
                     "'%s' is not a date like 2026-11-22", value->text);
    }
    *date = value->text;
}

/* ---- numbers and fixed words ---- */

/* A number or a boolean in quotes is a text to every other reader of YAML. */
static void
check_plain(struct loader *ld, const struct ynode *value, const char *what)
{
    if (!value->plain) {
        struct bc_error *error = DECODE_ERROR(
            ld, value, "quoted-value", "'%s' stands in quotes, and %s is meant",
            value->text, what);
        error_help(error, "leave the quotes out");
    }
}

void
decode_number(struct loader *ld, const struct ynode *value, void *to)
{
    long *number = to;
    if (!decode_is_scalar(ld, value)) {
        return;
    }
    size_t len = strlen(value->text);
    if (len == 0 || len > 6 || strspn(value->text, "0123456789") != len) {
        DECODE_ERROR(ld, value, "bad-number",
                     "'%s' is not a whole number (0 to 999999)", value->text);
        return;
    }
    check_plain(ld, value, "a number");
    *number = strtol(value->text, NULL, 10);
}

void
decode_small(struct loader *ld, const struct ynode *value, void *to)
{
    int *small = to;
    long number = 1;
    decode_number(ld, value, &number);
    if (number < 1 || number > 365) {
        DECODE_ERROR(ld, value, "impossible-number",
                     "%ld is not between 1 and 365", number);
        number = 1;
    }
    *small = (int)number;
}

void
decode_bool(struct loader *ld, const struct ynode *value, void *to)
{
    bool *flag = to;
    if (!decode_is_scalar(ld, value)) {
        return;
    }
    *flag = strcmp(value->text, "true") == 0;
    if (!*flag && strcmp(value->text, "false") != 0) {
        DECODE_ERROR(ld, value, "not-a-boolean",
                     "expected true or false, found '%s'", value->text);
        return;
    }
    check_plain(ld, value, "true or false");
}

int
decode_index(struct loader *ld, const struct ynode *node,
             const char *const *table, size_t count, const char *what)
{
    if (!decode_is_scalar(ld, node)) {
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        if (text_same(table[i], node->text)) {
            return (int)i;
        }
    }
    struct bc_error *error = DECODE_ERROR(ld, node, "unknown-word",
                                          "unknown %s '%s'", what, node->text);
    error_suggest(error, node->text, table, count, sizeof(*table));
    return -1;
}

/* Things with an id, which is their first member. */
struct named {
    const char *code; /* of the error when none has the id */
    const char *what;
    const void *items;
    size_t count, size;
};

static struct named
named_in(const struct bc_ruleset *rs, enum id_space space)
{
    const struct named spaces[] = {
        [IDS_QUESTIONS] = { "unknown-question", "question", rs->questions,
                            rs->question_count, sizeof(*rs->questions) },
        [IDS_RULES] = { "unknown-rule", "rule", rs->rules, rs->rule_count,
                        sizeof(*rs->rules) },
        [IDS_TIPS] = { "unknown-tip", "tip", rs->tips, rs->tip_count,
                       sizeof(*rs->tips) },
        [IDS_CAUSES] = { "unknown-cause", "cause", rs->causes, rs->cause_count,
                         sizeof(*rs->causes) },
        [IDS_SENTENCES] = { "unknown-sentence", "sentence", sentences,
                            SAY_COUNT, sizeof(*sentences) },
    };
    return spaces[space];
}

bool *
decode_seen(struct loader *ld, enum id_space space)
{
    size_t count = named_in(ld->rs, space).count;
    bool *seen = arena_array(&ld->scratch, count, sizeof(*seen));
    ld->no_memory = ld->no_memory || seen == NULL;
    return seen;
}

int
decode_in_space(struct loader *ld, const struct ynode *node, bool *seen,
                enum id_space space)
{
    const struct named named = named_in(ld->rs, space);
    if (!decode_is_scalar(ld, node)) {
        return -1;
    }
    for (size_t i = 0; i < named.count; i++) {
        const char *id = NULL;
        memcpy(&id, (const char *)named.items + i * named.size, sizeof(id));
        if (!text_same(id, node->text)) {
            continue;
        }
        if (seen[i]) {
            DECODE_ERROR(ld, node, "repeated-id", "'%s' stands here twice", id);
        }
        seen[i] = true;
        return (int)i;
    }
    struct bc_error *error = DECODE_ERROR(
        ld, node, named.code, "unknown %s '%s'", named.what, node->text);
    error_suggest(error, node->text, named.items, named.count, named.size);
    return -1;
}

int
decode_find_choice(struct loader *ld, const struct ynode *node,
                   const struct question *q)
{
    if (!decode_is_scalar(ld, node)) {
        return -1;
    }
    int at = question_find_choice(q, node->text);
    if (at < 0) {
        struct bc_error *error =
            DECODE_ERROR(ld, node, "unknown-choice",
                         "question '%s' has no choice '%s'", q->id, node->text);
        error_suggest(error, node->text, q->choices, q->choice_count,
                      sizeof(*q->choices));
    }
    return at;
}

void
decode_level(struct loader *ld, const struct ynode *value, void *to)
{
    enum bc_level *level = to;
    int at = decode_index(ld, value, level_names + 1, BC_LEVEL_COUNT - 1,
                          "care level");
    *level = at >= 0 ? (enum bc_level)(at + 1) : BC_LEVEL_NONE;
}

void
decode_check_outcome(struct loader *ld, const struct ynode *node,
                     const struct outcome *outcome, const char *prefix)
{
    bool days = outcome->within_days != 0;
    if (days != (outcome->level == BC_ROUTINE)) {
        DECODE_ERROR(ld, node, "level-without-days",
                     days ? "'%swithin_days' goes with level routine only"
                          : "level routine needs '%swithin_days' here",
                     prefix);
    }
    if (outcome->within_hours != 0 && outcome->level != BC_URGENT) {
        DECODE_ERROR(ld, node, "misplaced-key",
                     "%swithin_hours goes with level urgent only", prefix);
    }
}

void
decode_if_unsure(struct loader *ld, const struct ynode *value, void *to)
{
    enum bc_level *level = to;
    int at = decode_index(ld, value, level_names, BC_LEVEL_COUNT, "care level");
    *level = at >= 0 ? (enum bc_level)at : BC_LEVEL_NONE;
}

static int
find_source(struct loader *ld, const struct ynode *node)
{
    const struct bc_ruleset *rs = ld->rs;
    int at = decode_find_id(&ld->source_ids, node->text);
    if (at >= 0) {
        ld->sources[at].used = true;
        return at;
    }
    struct bc_error *error = DECODE_ERROR(ld, node, "unknown-source",
                                          "unknown source '%s'", node->text);
    error_suggest(error, node->text, rs->sources, rs->source_count,
                  sizeof(*rs->sources));
    return -1;
}

void
decode_sources(struct loader *ld, const struct ynode *value, void *to)
{
    struct source_list *list = to;
    size_t count = 0;
    int *at = decode_words(ld, value, sizeof(*at), &count);
    const struct ynode *entry = value->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        at[i] = decode_is_scalar(ld, entry) ? find_source(ld, entry) : -1;
    }
    *list = (struct source_list){ at, count };
}

void
decode_node(struct loader *ld, const struct ynode *value, void *to)
{
    const struct ynode **node = to;
    (void)ld;
    *node = value;
}

void
decode_later(struct loader *ld, const struct ynode *value, void *to)
{
    (void)ld;
    (void)value;
    (void)to;
}
