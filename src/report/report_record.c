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

enum bc_status
record_frame_init(struct record_frame *frame, const struct bc_ruleset *rs)
{
    frame->rs = rs;
    text_init(&frame->pack, NULL);
    add_json_string(&frame->pack, rs->name);
    return frame->pack.failed ? BC_E_NOMEM : BC_OK;
}

void
record_frame_free(struct record_frame *frame)
{
    text_free(&frame->pack);
}

/* ---- lists of ids ---- */

struct list {
    struct text *out;
    size_t count;
};

static struct list
open_list(struct text *out, const char *key)
{
    text_add(out, key);
    return (struct list){ out, 0 };
}

static void
add_id(struct list *list, const char *id)
{
    text_add(list->out, list->count++ > 0 ? ",\"" : "\"");
    text_add(list->out, id);
    text_add(list->out, "\"");
}

/* Those of private answers have one name between them. */
static void
add_findings(struct text *out, const char *key, const struct bc_assessment *as,
             bool holds)
{
    struct list list = open_list(out, key);
    bool private_done = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct rule *rule = as->findings[i].rule;
        bool again = rule->is_private && private_done;
        if (as->findings[i].holds == holds && !again) {
            private_done |= rule->is_private;
            add_id(&list, rule->is_private ? "private" : rule->id);
        }
    }
    text_add(out, "]");
}

static void
add_tips(struct text *out, const char *key, const struct tip *const *tips,
         size_t count)
{
    struct list list = open_list(out, key);
    for (size_t i = 0; i < count; i++) {
        add_id(&list, tips[i]->id);
    }
    text_add(out, "]");
}

static void
add_unanswered(struct text *out, const struct bc_assessment *as)
{
    struct list list = open_list(out, ",\"unanswered\":[");
    for (size_t i = 0; i < as->rs->question_count; i++) {
        if ((as->facts.missing & BIT(i)) != 0) {
            add_id(&list, as->rs->questions[i].id);
        }
    }
    text_add(out, "]");
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
    text_add(out, level != BC_LEVEL_NONE ? "\",\"level\":\"" : "\",\"level\":");
    text_add(out, level != BC_LEVEL_NONE ? level_names[level] : "null");
    text_add(out, level != BC_LEVEL_NONE ? "\",\"within_days\":"
                                         : ",\"within_days\":");
    if (as->outcome.within_days != 0) {
        text_addf(out, "%d", as->outcome.within_days);
    } else {
        text_add(out, "null");
    }
}

void
report_record(struct text *out, const struct record_frame *frame,
              const struct record_head *head, const struct bc_errors *errs,
              const struct bc_assessment *as)
{
    text_addf(out, "{\"line\":%zu", head->line);
    if (head->id_len > 0) {
        text_add(out, ",\"id\":");
        text_add_bytes(out, head->id, head->id_len);
    }
    if (errs != NULL && errs->count > 0) {
        add_errors(out, errs);
    }
    if (as != NULL) {
        add_level(out, as);
        add_findings(out, ",\"findings\":[", as, true);
        add_findings(out, ",\"not_ruled_out\":[", as, false);
        add_tips(out, ",\"tips\":[", as->tips, as->tip_count);
        add_tips(out, ",\"withheld\":[", as->withheld, as->withheld_count);
        add_unanswered(out, as);
        text_add(out, ",\"pack\":");
        text_add_bytes(out, text_get(&frame->pack), frame->pack.len);
    }
    text_add(out, "}\n");
}
