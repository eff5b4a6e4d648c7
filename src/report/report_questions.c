/* Owns `questions`: what a script's author needs to ask the same questions or
 * to build a form. Conditions come out in the shape of the rule files. */
#include "report.h"

#include "json.h"

static const char *const type_names[] = {
    [QUESTION_SINGLE] = "single",
    [QUESTION_MULTI] = "multi",
    [QUESTION_NUMBER] = "number",
};

static const char *const group_names[] = {
    [COND_ALL] = "all",
    [COND_ANY] = "any",
    [COND_COUNT] = "of",
};

/* ---- conditions as JSON ---- */

/* A bound that rests on another question is strict when it lies beside it. */
static const char *
bound_word(const struct bound *bound, const char *word, const char *strict)
{
    return bound->question >= 0 && bound->value != 0 ? strict : word;
}

static void
bound_json(struct json *json, const char *key, const struct bound *bound)
{
    if (bound->set && bound->question >= 0) {
        json_string(json, key, json->rs->questions[bound->question].id);
    } else if (bound->set) {
        json_number(json, key, bound->value);
    }
}

static void
leaf_json(struct json *json, const struct cond *cond)
{
    const struct question *q = &json->rs->questions[cond->question];
    if (cond->kind == COND_NUMBER) {
        json_open_object(json, q->id);
        bound_json(json, bound_word(&cond->low, "at_least", "above"),
                   &cond->low);
        bound_json(json, bound_word(&cond->high, "at_most", "below"),
                   &cond->high);
        json_close(json);
        return;
    }
    json_open_array(json, q->id);
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((cond->choices & BIT(i)) != 0) {
            json_string(json, NULL, q->choices[i].id);
        }
    }
    if (cond->not_sure) {
        json_string(json, NULL, "not_sure");
    }
    json_close(json);
}

static void cond_json(struct json *json, const char *key,
                      const struct cond *cond);

static void
group_json(struct json *json, const struct cond *cond)
{
    json_open_array(json, group_names[cond->kind]);
    for (size_t i = 0; i < cond->count; i++) {
        cond_json(json, NULL, cond->part[i]);
    }
    json_close(json);
}

static void
cond_json(struct json *json, const char *key, const struct cond *cond)
{
    json_open_object(json, key);
    switch (cond->kind) {
    case COND_ALL:
    case COND_ANY:
        group_json(json, cond);
        break;
    case COND_COUNT:
        json_open_object(json, "count");
        json_number(json, "at_least", (long)cond->at_least);
        group_json(json, cond);
        json_close(json);
        break;
    case COND_NOT:
        cond_json(json, "not", cond->part[0]);
        break;
    case COND_IS:
        json_string(json, "is", json->rs->conditions[cond->named].id);
        break;
    case COND_CHOICE:
    case COND_NUMBER:
        leaf_json(json, cond);
        break;
    }
    json_close(json);
}

/* ---- conditions as words ---- */

static void
bound_text(struct text *out, const struct bc_ruleset *rs, const char *words,
           const struct bound *bound)
{
    if (!bound->set) {
        return;
    }
    text_addf(out, " %s ", words);
    if (bound->question >= 0) {
        text_add(out, rs->questions[bound->question].id);
    } else {
        text_addf(out, "%d", bound->value);
    }
}

void
report_leaf(struct text *out, const struct bc_ruleset *rs,
            const struct cond *cond)
{
    const struct question *q = &rs->questions[cond->question];
    size_t count = 0;
    text_add(out, q->id);
    bound_text(out, rs, bound_word(&cond->low, "at least", "above"),
               &cond->low);
    bound_text(out, rs, bound_word(&cond->high, "at most", "below"),
               &cond->high);
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((cond->choices & BIT(i)) != 0) {
            text_addf(out, "%s%s", count++ > 0 ? " or " : " is ",
                      q->choices[i].id);
        }
    }
    if (cond->not_sure) {
        text_addf(out, "%snot_sure", count > 0 ? " or " : " is ");
    }
}

static void
cond_text(struct text *out, const struct bc_ruleset *rs,
          const struct cond *cond)
{
    if (cond->kind == COND_CHOICE || cond->kind == COND_NUMBER) {
        report_leaf(out, rs, cond);
    } else if (cond->kind == COND_IS) {
        cond_text(out, rs, rs->conditions[cond->named].when);
    } else if (cond->kind == COND_NOT) {
        text_add(out, "not (");
        cond_text(out, rs, cond->part[0]);
        text_add(out, ")");
    } else {
        if (cond->kind == COND_COUNT) {
            text_addf(out, "at least %u of ", cond->at_least);
        }
        text_add(out, "(");
        for (size_t i = 0; i < cond->count; i++) {
            const char *glue = cond->kind == COND_ALL   ? "; and "
                               : cond->kind == COND_ANY ? "; or "
                                                        : "; ";
            text_add(out, i > 0 ? glue : "");
            cond_text(out, rs, cond->part[i]);
        }
        text_add(out, ")");
    }
}

/* ---- text ---- */

static void
stand_in_text(const struct report *rep, const char *when,
              const struct question *q, const struct stand_in *value)
{
    static const char *const words[] = {
        [STAND_IN_NONE] = NULL,
        [STAND_IN_UNKNOWN] = "stays unknown",
        [STAND_IN_INCOMPLETE] = "the result is incomplete, at least urgent",
        [STAND_IN_VALUE] = NULL,
    };
    if (words[value->kind] != NULL) {
        text_addf(rep->out, "  %s: %s\n", when, words[value->kind]);
    } else if (value->kind == STAND_IN_VALUE && q->choice_count == 0) {
        text_addf(rep->out, "  %s: %ld\n", when, value->number);
    } else if (value->kind == STAND_IN_VALUE) {
        for (size_t i = 0; i < q->choice_count; i++) {
            if ((value->choices & BIT(i)) != 0) {
                text_addf(rep->out, "  %s: %s\n", when, q->choices[i].id);
            }
        }
    }
}

static void
type_text(const struct report *rep, const struct question *q)
{
    if (q->type == QUESTION_NUMBER) {
        text_addf(rep->out, "  a whole number from %ld to %ld (%s)\n", q->min,
                  q->max, q->unit != NULL ? q->unit : "no unit");
    } else {
        text_addf(rep->out, "  %s\n",
                  q->type == QUESTION_MULTI ? "one or more of" : "one of");
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        struct text line;
        text_init(&line, &rep->out->mem);
        text_addf(&line, "%s: %s", q->choices[i].id, q->choices[i].text);
        report_wrap(rep, "    ", "      ", text_get(&line));
        rep->out->failed = rep->out->failed || line.failed;
        text_free(&line);
    }
}

static void
asked_text(const struct report *rep, const struct question *q)
{
    struct text line;
    text_init(&line, &rep->out->mem);
    if (q->terminal_only) {
        text_add(&line, "asked: only of a person at a terminal");
    } else if (q->ask_when != NULL) {
        text_add(&line, "asked when: ");
        cond_text(&line, rep->rs, q->ask_when);
    } else {
        text_add(&line, "asked: always");
    }
    report_wrap(rep, "  ", "    ", text_get(&line));
    rep->out->failed = rep->out->failed || line.failed;
    text_free(&line);
}

static void
question_text(const struct report *rep, const struct question *q)
{
    text_addf(rep->out, "%s%s\n", q->id, q->is_private ? " (private)" : "");
    report_wrap(rep, "  ", "  ", q->ask);
    if (q->hint != NULL) {
        report_wrap(rep, "  ", "  ", q->hint);
    }
    type_text(rep, q);
    asked_text(rep, q);
    stand_in_text(rep, "not_sure", q, &q->if_not_sure);
    stand_in_text(rep, "missing", q, &q->if_missing);
    stand_in_text(rep, "not asked", q, &q->if_not_asked);
}

void
report_questions(const struct report *rep)
{
    for (size_t i = 0; i < rep->rs->question_count; i++) {
        if (i > 0) {
            report_gap(rep);
        }
        question_text(rep, &rep->rs->questions[i]);
    }
}

/* ---- JSON ---- */

static void
stand_in_json(struct json *json, const char *key, const struct question *q,
              const struct stand_in *value)
{
    switch (value->kind) {
    case STAND_IN_NONE:
        json_null(json, key);
        return;
    case STAND_IN_UNKNOWN:
        json_string(json, key, "unknown");
        return;
    case STAND_IN_INCOMPLETE:
        json_string(json, key, "incomplete");
        return;
    case STAND_IN_VALUE:
        json_value(json, key, q, value->choices, value->number);
        return;
    }
}

static void
type_json(struct json *json, const struct question *q)
{
    json_string(json, "type", type_names[q->type]);
    if (q->type == QUESTION_NUMBER) {
        json_number(json, "min", q->min);
        json_number(json, "max", q->max);
        if (q->unit != NULL) {
            json_string(json, "unit", q->unit);
        }
        return;
    }
    json_open_array(json, "choices");
    for (size_t i = 0; i < q->choice_count; i++) {
        json_open_object(json, NULL);
        json_string(json, "code", q->choices[i].id);
        json_string(json, "text", q->choices[i].text);
        if (q->choices[i].alone) {
            json_bool(json, "alone", true);
        }
        json_close(json);
    }
    json_close(json);
}

static void
question_json(struct json *json, const struct question *q)
{
    json_open_object(json, NULL);
    json_string(json, "id", q->id);
    json_string(json, "part", json->rs->parts[q->part].id);
    json_string(json, "label", q->label);
    json_string(json, "ask", q->ask);
    if (q->hint != NULL) {
        json_string(json, "hint", q->hint);
    }
    json_string(json, "why", q->why);
    type_json(json, q);
    json_bool(json, "not_sure", true);
    json_bool(json, "private", q->is_private);
    json_bool(json, "terminal_only", q->terminal_only);
    if (q->ask_when != NULL) {
        cond_json(json, "ask_when", q->ask_when);
    } else {
        json_null(json, "ask_when");
    }
    stand_in_json(json, "if_not_sure", q, &q->if_not_sure);
    stand_in_json(json, "if_missing", q, &q->if_missing);
    stand_in_json(json, "if_not_asked", q, &q->if_not_asked);
    json_close(json);
}

enum bc_status
report_questions_json(const struct report *rep)
{
    const struct bc_ruleset *rs = rep->rs;
    struct json json;
    json_init(&json, rs, rep->region);
    json_number(&json, "schema", 1);
    json_string(&json, "pack", rs->name);
    json_string(&json, "language", rs->language);
    json_open_array(&json, "parts");
    for (size_t i = 0; i < rs->part_count; i++) {
        json_open_object(&json, NULL);
        json_string(&json, "id", rs->parts[i].id);
        json_string(&json, "title", rs->parts[i].title);
        json_close(&json);
    }
    json_close(&json);
    json_open_array(&json, "questions");
    for (size_t i = 0; i < rs->question_count; i++) {
        question_json(&json, &rs->questions[i]);
    }
    json_close(&json);
    json_open_object(&json, "conditions");
    for (size_t i = 0; i < rs->condition_count; i++) {
        cond_json(&json, rs->conditions[i].id, rs->conditions[i].when);
    }
    json_close(&json);
    return json_finish(&json, rep->out);
}
