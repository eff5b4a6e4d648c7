/* Owns the JSON of a record of a stream. Ids of a pack hold nothing that JSON
 * would escape, and that of a record comes as JSON; all else goes through
 * cJSON. */
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

void
report_pack_name(struct text *out, const struct bc_ruleset *rs)
{
    add_json_string(out, rs->name);
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

static void
add_id(struct text *out, const char *id, bool first)
{
    text_add(out, first ? "\"" : ",\"");
    text_add(out, id);
    text_add(out, "\"");
}

/* Those of private answers have one name between them. */
static void
add_findings(struct text *out, const struct bc_assessment *as, bool holds)
{
    size_t count = 0;
    bool private_done = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct rule *rule = as->findings[i].rule;
        bool again = rule->is_private && private_done;
        if (as->findings[i].holds == holds && !again) {
            private_done |= rule->is_private;
            add_id(out, rule->is_private ? "private" : rule->id, count++ == 0);
        }
    }
}

static void
add_tips(struct text *out, const struct tip *const *tips, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_id(out, tips[i]->id, i == 0);
    }
}

static void
add_unanswered(struct text *out, const struct bc_assessment *as)
{
    const question_set missing = as->facts.missing;
    for (question_set left = missing; left != 0; left &= left - 1) {
        add_id(out, as->rs->questions[__builtin_ctzll(left)].id,
               left == missing);
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
report_record(struct text *out, const struct text *pack,
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
        add_findings(out, as, true);
        text_add(out, "],\"not_ruled_out\":[");
        add_findings(out, as, false);
        text_add(out, "],\"tips\":[");
        add_tips(out, as->tips, as->tip_count);
        text_add(out, "],\"withheld\":[");
        add_tips(out, as->withheld, as->withheld_count);
        text_add(out, "],\"unanswered\":[");
        add_unanswered(out, as);
        text_add(out, "],\"pack\":");
        text_add_bytes(out, text_get(pack), pack->len);
    }
    text_add(out, "}\n");
}
