/* Owns the JSON of a record of a stream. Ids of a pack hold nothing that JSON
 * would escape, so only what comes from outside goes through cJSON. */
#include "report_record.h"

#include <cJSON.h>
#include <stdio.h>
#include <string.h>

static void
add_json_string(struct text *out, const char *s)
{
    cJSON *item = cJSON_CreateStringReference(s);
    char *json = item != NULL ? cJSON_PrintUnformatted(item) : NULL;
    text_add(out, json != NULL ? json : "");
    out->failed |= json == NULL;
    cJSON_free(json);
    cJSON_Delete(item);
}

/* items: structures that begin with an id. */
static struct quoted *
quote_ids(struct arena *arena, const void *items, size_t count, size_t size)
{
    struct quoted *quoted = arena_array(arena, count, sizeof(*quoted));
    for (size_t i = 0; i < count && quoted != NULL; i++) {
        const char *id = NULL;
        memcpy(&id, (const char *)items + i * size, sizeof(id));
        size_t len = strlen(id);
        char *s = arena_alloc(arena, len + 3);
        if (s == NULL) {
            return NULL;
        }
        memcpy(s, ",\"", 2);
        memcpy(s + 2, id, len);
        s[len + 2] = '"';
        quoted[i] = (struct quoted){ s, len + 3 };
    }
    return quoted;
}

enum bc_status
record_frame_init(struct record_frame *frame, const struct bc_ruleset *rs)
{
    frame->rs = rs;
    arena_init(&frame->arena, NULL);
    text_init(&frame->pack, NULL);
    add_json_string(&frame->pack, rs->name);
    frame->rules =
        quote_ids(&frame->arena, rs->rules, rs->rule_count, sizeof(*rs->rules));
    frame->tips =
        quote_ids(&frame->arena, rs->tips, rs->tip_count, sizeof(*rs->tips));
    frame->questions = quote_ids(&frame->arena, rs->questions,
                                 rs->question_count, sizeof(*rs->questions));
    bool good = !frame->pack.failed && frame->rules != NULL &&
                frame->tips != NULL && frame->questions != NULL;
    return good ? BC_OK : BC_E_NOMEM;
}

void
record_frame_free(struct record_frame *frame)
{
    text_free(&frame->pack);
    arena_reset(&frame->arena);
}

static void
add_number(struct text *out, size_t number)
{
    char digits[24];
    size_t at = sizeof(digits);
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    text_add_bytes(out, digits + at, sizeof(digits) - at);
}

/* ---- lists of ids ---- */

/* The first of a list has no comma. */
static void
add_id(struct text *out, const struct quoted *id, bool first)
{
    text_add_bytes(out, id->s + first, id->len - first);
}

/* Those of private answers have one name between them. */
static void
add_findings(struct text *out, const struct record_frame *frame,
             const struct bc_assessment *as, bool holds)
{
    static const struct quoted private = { ",\"private\"", 10 };
    size_t count = 0;
    bool private_done = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct rule *rule = as->findings[i].rule;
        bool again = rule->is_private && private_done;
        if (as->findings[i].holds == holds && !again) {
            private_done |= rule->is_private;
            add_id(out,
                   rule->is_private ? &private
                                    : &frame->rules[rule - as->rs->rules],
                   count++ == 0);
        }
    }
}

static void
add_tips(struct text *out, const struct record_frame *frame,
         const struct tip *const *tips, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_id(out, &frame->tips[tips[i] - frame->rs->tips], i == 0);
    }
}

static void
add_unanswered(struct text *out, const struct record_frame *frame,
               const struct bc_assessment *as)
{
    const question_set missing = as->facts.missing;
    for (question_set left = missing; left != 0; left &= left - 1) {
        add_id(out, &frame->questions[__builtin_ctzll(left)], left == missing);
    }
}

/* ---- errors ---- */

/* {"code":...,"key":...,"message":...,"did_you_mean":...} */
static void
add_error(struct text *out, const struct bc_error *error)
{
    char code[64], message[sizeof(error->text) + 32];
    snprintf(code, sizeof(code), "%s", error->code);
    for (char *dash = strchr(code, '-'); dash != NULL;
         dash = strchr(dash, '-')) {
        *dash = '_';
    }
    text_addf(out, "{\"code\":\"%s\"", code);
    if (error->key[0] != '\0') {
        text_add(out, ",\"key\":");
        add_json_string(out, error->key);
    }
    snprintf(message, sizeof(message), "column %u: %s", error->col,
             error->text);
    text_add(out, ",\"message\":");
    add_json_string(out, error->col > 0 ? message : error->text);
    if (error->meant[0] != '\0') {
        text_add(out, ",\"did_you_mean\":");
        add_json_string(out, error->meant);
    }
    text_add(out, "}");
}

static void
add_errors(struct text *out, const struct bc_errors *errs)
{
    size_t kept = errs->count < BC_ERRORS_MAX ? errs->count : BC_ERRORS_MAX;
    text_add(out, ",\"error\":");
    add_error(out, &errs->item[0]);
    for (size_t i = 1; i < kept; i++) {
        text_add(out, i == 1 ? ",\"more_errors\":[" : ",");
        add_error(out, &errs->item[i]);
    }
    text_add(out, kept > 1 ? "]" : "");
}

/* ---- the record ---- */

static void
add_level(struct text *out, const struct bc_assessment *as)
{
    enum bc_level level = as->outcome.level;
    text_add(out, ",\"status\":\"");
    text_add(out, completeness_names[as->completeness]);
    if (level != BC_LEVEL_NONE) {
        text_add(out, "\",\"level\":\"");
        text_add(out, level_names[level]);
        text_add(out, "\",\"within_days\":");
    } else {
        text_add(out, "\",\"level\":null,\"within_days\":");
    }
    if (as->outcome.within_days != 0) {
        add_number(out, (size_t)as->outcome.within_days);
    } else {
        text_add(out, "null");
    }
}

void
report_record(struct text *out, const struct record_frame *frame,
              const struct record_head *head, const struct bc_errors *errs,
              const struct bc_assessment *as)
{
    text_add(out, "{\"line\":");
    add_number(out, head->line);
    if (head->id_len > 0) {
        text_add(out, ",\"id\":");
        text_add_bytes(out, head->id, head->id_len);
    }
    if (errs != NULL && errs->count > 0) {
        add_errors(out, errs);
    }
    if (as != NULL) {
        add_level(out, as);
        text_add(out, ",\"findings\":[");
        add_findings(out, frame, as, true);
        text_add(out, "],\"not_ruled_out\":[");
        add_findings(out, frame, as, false);
        text_add(out, "],\"tips\":[");
        add_tips(out, frame, as->tips, as->tip_count);
        text_add(out, "],\"withheld\":[");
        add_tips(out, frame, as->withheld, as->withheld_count);
        text_add(out, "],\"unanswered\":[");
        add_unanswered(out, frame, as);
        text_add(out, "],\"pack\":");
        text_add_bytes(out, text_get(&frame->pack), frame->pack.len);
    }
    text_add(out, "}\n");
}
