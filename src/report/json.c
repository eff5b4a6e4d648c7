/* Owns cJSON's tree while a document is built. */
#include "json.h"

#include "fill.h"

#include <cJSON.h>

/* Takes over item; both an object and an array can be open. */
static void
add(struct json *json, const char *key, cJSON *item)
{
    bool deep = json->depth > JSON_DEPTH_MAX;
    cJSON *parent = deep ? NULL : json->open[json->depth - 1];
    bool added = item != NULL && parent != NULL &&
                 (key != NULL ? cJSON_AddItemToObject(parent, key, item)
                              : cJSON_AddItemToArray(parent, item));
    if (!added) {
        cJSON_Delete(item);
        json->failed = true;
    }
}

void
json_init(struct json *json, const struct bc_ruleset *rs, enum region region)
{
    *json = (struct json){ .rs = rs, .region = region, .depth = 1 };
    json->open[0] = cJSON_CreateObject();
    json->failed = json->open[0] == NULL;
}

void
json_string(struct json *json, const char *key, const char *value)
{
    add(json, key, cJSON_CreateString(value));
}

void
json_number(struct json *json, const char *key, long value)
{
    add(json, key, cJSON_CreateNumber((double)value));
}

void
json_bool(struct json *json, const char *key, bool value)
{
    add(json, key, cJSON_CreateBool(value));
}

void
json_null(struct json *json, const char *key)
{
    add(json, key, cJSON_CreateNull());
}

static void
open_item(struct json *json, const char *key, cJSON *item)
{
    bool failed_before = json->failed;
    json->failed = false;
    add(json, key, item);
    bool usable = !json->failed && json->depth < JSON_DEPTH_MAX;
    json->failed = failed_before || !usable;
    if (json->depth < JSON_DEPTH_MAX) {
        json->open[json->depth] = usable ? item : json->open[0];
    }
    json->depth++;
}

void
json_open_array(struct json *json, const char *key)
{
    open_item(json, key, cJSON_CreateArray());
}

void
json_open_object(struct json *json, const char *key)
{
    open_item(json, key, cJSON_CreateObject());
}

void
json_close(struct json *json)
{
    json->depth--;
}

void
json_filled(struct json *json, const char *key, const char *sentence,
            const struct fill *fills, size_t count)
{
    struct text filled;
    text_init(&filled, NULL);
    fill_sentence(&filled, json->rs, json->region, sentence, fills, count);
    json_string(json, key, text_get(&filled));
    json->failed = json->failed || filled.failed;
    text_free(&filled);
}

void
json_value(struct json *json, const char *key, const struct question *q,
           choice_set choices, long number)
{
    if (q->type == QUESTION_NUMBER) {
        json_number(json, key, number);
        return;
    }
    if (q->type == QUESTION_MULTI) {
        json_open_array(json, key);
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((choices & BIT(i)) != 0) {
            json_string(json, q->type == QUESTION_MULTI ? NULL : key,
                        q->choices[i].id);
        }
    }
    if (q->type == QUESTION_MULTI) {
        json_close(json);
    }
}

enum bc_status
json_finish(struct json *json, struct text *out)
{
    char *line = json->failed ? NULL : cJSON_PrintUnformatted(json->open[0]);
    cJSON_Delete(json->open[0]);
    if (line == NULL) {
        return BC_E_NOMEM;
    }
    text_add(out, line);
    text_add(out, "\n");
    cJSON_free(line);
    return out->failed ? BC_E_NOMEM : BC_OK;
}
