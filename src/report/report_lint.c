/* Owns how findings of lint are printed. */
#include "report_lint.h"

#include "json.h"

static const char *
severity_of(const struct fault *fault)
{
    return fault->is_warning ? "warning" : "error";
}

void
report_lint(struct text *out, const struct lint *lint)
{
    for (const struct fault *f = lint->first; f != NULL; f = f->next) {
        error_print(out, &f->error, severity_of(f));
    }
    if (lint->first == NULL) {
        text_addf(out, "%s: no findings\n", lint->rs->name);
    }
}

static void
add_text(struct json *json, const char *key, const char *text)
{
    if (text[0] != '\0') {
        json_string(json, key, text);
    } else {
        json_null(json, key);
    }
}

static void
add_number(struct json *json, const char *key, unsigned number)
{
    if (number > 0) {
        json_number(json, key, (long)number);
    } else {
        json_null(json, key);
    }
}

enum bc_status
report_lint_json(struct text *out, const struct lint *lint)
{
    struct json json;
    json_init(&json, lint->rs, REGION_GENERIC);
    json_number(&json, "schema", 1);
    add_text(&json, "pack", lint->rs != NULL ? lint->rs->name : "");
    json_open_array(&json, "findings");
    for (const struct fault *f = lint->first; f != NULL; f = f->next) {
        json_open_object(&json, NULL);
        json_string(&json, "code", f->error.code);
        json_string(&json, "severity", severity_of(f));
        add_text(&json, "file", f->error.file);
        add_number(&json, "line", f->error.line);
        add_number(&json, "col", f->error.col);
        json_string(&json, "message", f->error.text);
        add_text(&json, "help", f->error.help);
        json_close(&json);
    }
    json_close(&json);
    return json_finish(&json, out);
}
