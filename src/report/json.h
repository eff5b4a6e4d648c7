/** Writing JSON. Wraps cJSON so that a renderer reads as a list of fields and
 * running out of memory is noticed once, at the end. */
#ifndef JSON_H
#define JSON_H

#include "ruleset.h"
#include "text.h"

#define JSON_DEPTH_MAX 40

struct cJSON;

struct json {
    const struct bc_ruleset *rs;
    enum region region;
    struct cJSON *open[JSON_DEPTH_MAX]; /* open[0] is the whole */
    size_t depth;
    bool failed;
};

/** Begin one object. In an array the key of what is added is NULL. */
void json_init(struct json *json, const struct bc_ruleset *rs,
               enum region region);

void json_string(struct json *json, const char *key, const char *value);
void json_number(struct json *json, const char *key, long value);
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);
void json_open_array(struct json *json, const char *key);
void json_open_object(struct json *json, const char *key);
void json_close(struct json *json);

/** A sentence with fills and contacts. */
void json_filled(struct json *json, const char *key, const char *sentence,
                 const struct fill *fills, size_t count);

/** A value in the form in which answers are given. */
void json_value(struct json *json, const char *key, const struct question *q,
                choice_set choices, long number);

/** Add the object and a line feed to out, and free it. Returns BC_OK or
 * BC_E_NOMEM; on BC_E_NOMEM nothing was added. */
enum bc_status json_finish(struct json *json, struct text *out);

#endif
