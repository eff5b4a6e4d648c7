/* Owns the JSON of a result, built and escaped by cJSON. Key order is fixed;
 * nothing in it depends on the clock, the host or a path. */
#include "report.h"

#include "json.h"

#include <stdio.h>

static bool
is_shown(const struct finding *finding)
{
    return !finding->rule->is_private;
}

/* ---- findings ---- */

static void
add_question_ids(struct json *json, const char *key,
                 const struct bc_ruleset *rs, question_set set)
{
    json_open_array(json, key);
    for (size_t i = 0; i < rs->question_count; i++) {
        if ((set & BIT(i)) != 0) {
            json_string(json, NULL, rs->questions[i].id);
        }
    }
    json_close(json);
}

static void
add_level(struct json *json, const struct outcome *outcome)
{
    if (outcome->level == BC_LEVEL_NONE) {
        json_null(json, "level");
    } else {
        json_string(json, "level", level_names[outcome->level]);
    }
}

static void
add_days(struct json *json, const struct outcome *outcome)
{
    if (outcome->within_days == 0) {
        json_null(json, "within_days");
    } else {
        json_number(json, "within_days", outcome->within_days);
    }
    if (outcome->within_hours != 0) {
        json_number(json, "within_hours", outcome->within_hours);
    }
}

/* What the finding has to say; of one that is only open, why it is. */
static void
add_finding_text(struct json *json, const struct bc_assessment *as,
                 const struct finding *finding)
{
    const struct rule *rule = finding->rule;
    question_set because = finding_because(as, finding);
    question_set unsure = because & as->facts.unsure;
    if (finding->holds || rule->unsure_say != NULL) {
        json_filled(json, "text", finding->holds ? rule->say : rule->unsure_say,
                    NULL, 0);
        return;
    }
    struct text labels;
    text_init(&labels, NULL);
    report_labels(&labels, as->rs, unsure != 0 ? unsure : because);
    const struct fill fill = { "labels", text_get(&labels) };
    enum say say = unsure != 0 ? SAY_UNSURE_LINE : SAY_MISSING_LINE;
    json_filled(json, "text", as->rs->sentences[say], &fill, 1);
    json->failed = json->failed || labels.failed;
    text_free(&labels);
}

static const char *
kind_name(enum rule_kind kind)
{
    return kind == RULE_RED_FLAG ? "red_flag" : "referral";
}

static void
add_sources(struct json *json, const struct source_list *sources)
{
    json_open_array(json, "sources");
    for (size_t i = 0; i < sources->count; i++) {
        json_string(json, NULL, json->rs->sources[sources->at[i]].id);
    }
    json_close(json);
}

/* Where it stands in the pack, and the answers that led to it. */
static void
add_origin(struct json *json, const struct bc_assessment *as,
           const struct origin *origin, question_set because, question_set told)
{
    char rule[80];
    snprintf(rule, sizeof(rule), "%s:%u", origin->file, origin->line);
    json_string(json, "rule", rule);
    json_open_object(json, "answers");
    because &= ~ruleset_private(as->rs);
    for (size_t i = 0; i < as->rs->question_count; i++) {
        const struct question *q = &as->rs->questions[i];
        if ((because & as->facts.unsure & BIT(i)) != 0) {
            json_string(json, q->id, "not_sure");
        } else if ((because & told & BIT(i)) != 0) {
            json_value(json, q->id, q, as->given.of[i].yes,
                       as->given.of[i].number);
        }
    }
    json_close(json);
}

static void
add_finding(struct json *json, const struct report *rep,
            const struct bc_assessment *as, const struct finding *finding)
{
    const struct rule *rule = finding->rule;
    json_open_object(json, NULL);
    json_string(json, "id", rule->id);
    json_string(json, "kind", kind_name(rule->kind));
    add_level(json, &finding->outcome);
    add_days(json, &finding->outcome);
    json_string(json, "state", finding->holds ? "holds" : "not_ruled_out");
    add_question_ids(json, "because", as->rs, finding_because(as, finding));
    add_finding_text(json, as, finding);
    add_sources(json, &rule->sources);
    if (rep->explain) {
        question_set told = finding_told(as, finding);
        add_origin(json, as, &rule->origin, finding_because(as, finding) | told,
                   told);
    }
    json_close(json);
}

/* All findings of private answers as one, without a name. */
static void
add_private(struct json *json, const struct bc_assessment *as)
{
    struct outcome worst = { .level = BC_LEVEL_NONE };
    bool some = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        if (finding->rule->is_private) {
            some = true;
            worst =
                finding->outcome.level > worst.level ? finding->outcome : worst;
        }
    }
    if (some) {
        json_open_object(json, NULL);
        json_string(json, "id", "private");
        json_string(json, "kind", "red_flag");
        add_level(json, &worst);
        json_close(json);
    }
}

static void
add_findings(struct json *json, const struct report *rep,
             const struct bc_assessment *as)
{
    bool private_done = false;
    json_open_array(json, "findings");
    for (size_t i = 0; i < as->finding_count; i++) {
        if (is_shown(&as->findings[i])) {
            add_finding(json, rep, as, &as->findings[i]);
        } else if (!private_done) {
            add_private(json, as);
            private_done = true;
        }
    }
    json_close(json);
}

static void
add_not_ruled_out(struct json *json, const struct bc_assessment *as)
{
    bool private_done = false;
    json_open_array(json, "not_ruled_out");
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        bool again = !is_shown(finding) && private_done;
        if (!finding->holds && !again) {
            private_done |= !is_shown(finding);
            json_string(json, NULL,
                        is_shown(finding) ? finding->rule->id : "private");
        }
    }
    json_close(json);
}

/* ---- the rest ---- */

static void
add_causes(struct json *json, const struct report *rep,
           const struct bc_assessment *as)
{
    json_open_array(json, "causes");
    for (size_t i = 0; i < as->cause_count; i++) {
        const struct shown_cause *shown = &as->causes[i];
        json_open_object(json, NULL);
        json_string(json, "id", shown->cause->id);
        json_string(json, "fit", shown->fits ? "fits" : "may_fit");
        json_filled(json, "text",
                    shown->fits ? shown->cause->fits : shown->cause->may_fit,
                    NULL, 0);
        if (rep->explain) {
            add_sources(json, &shown->cause->sources);
            add_origin(json, as, &shown->cause->origin, shown->because,
                       as->facts.given);
        }
        json_close(json);
    }
    json_close(json);
}

static void
add_tips(struct json *json, const struct report *rep,
         const struct bc_assessment *as)
{
    json_open_array(json, "tips");
    for (size_t i = 0; i < as->tip_count; i++) {
        const struct tip *tip = as->tips[i];
        json_open_object(json, NULL);
        json_string(json, "id", tip->id);
        json_filled(json, "text", tip->tip, NULL, 0);
        if (tip->not_if != NULL) {
            json_filled(json, "not_if", tip->not_if, NULL, 0);
        } else {
            json_null(json, "not_if");
        }
        json_string(json, "grade", tip->grade);
        if (rep->explain) {
            add_sources(json, &tip->sources);
            add_origin(json, as, &tip->origin, advise_because(as, tip),
                       as->facts.given);
        }
        json_close(json);
    }
    json_close(json);
    json_open_array(json, "withheld");
    for (size_t i = 0; i < as->withheld_count; i++) {
        const struct tip *tip = as->withheld[i];
        json_open_object(json, NULL);
        json_string(json, "id", tip->id);
        add_question_ids(json, "because", as->rs, advise_because(as, tip));
        if (rep->explain) {
            add_sources(json, &tip->sources);
            add_origin(json, as, &tip->origin, advise_because(as, tip),
                       as->facts.given);
        }
        json_close(json);
    }
    json_close(json);
}

static void
add_assumed(struct json *json, const struct bc_assessment *as)
{
    json_open_object(json, "assumed");
    for (size_t i = 0; i < as->rs->question_count; i++) {
        const struct question *q = &as->rs->questions[i];
        if ((as->facts.assumed & BIT(i)) != 0 && !q->is_private) {
            json_value(json, q->id, q, as->facts.of[i].yes,
                       as->facts.of[i].number);
        }
    }
    json_close(json);
}

static void
add_safety_net(struct json *json, const struct bc_assessment *as)
{
    bool card_only = as->outcome.level == BC_EMERGENCY;
    json_open_array(json, "safety_net");
    for (size_t i = 0; i < as->rs->net_count && !card_only; i++) {
        json_filled(json, NULL, as->rs->net[i].text, NULL, 0);
    }
    json_close(json);
}

enum bc_status
report_result_json(const struct report *rep, const struct bc_assessment *as)
{
    const struct bc_ruleset *rs = as->rs;
    const char *const *contacts = rs->contacts[rep->region];
    const struct outcome days = { .within_days = as->outcome.within_days };
    struct json json;
    json_init(&json, rs, rep->region);
    json_number(&json, "schema", 1);
    json_string(&json, "pack", rs->name);
    json_string(&json, "language", rs->language);
    json_string(&json, "region", region_names[rep->region]);
    json_string(&json, "status", completeness_names[as->completeness]);
    add_level(&json, &as->outcome);
    add_days(&json, &days);
    add_findings(&json, rep, as);
    add_causes(&json, rep, as);
    add_tips(&json, rep, as);
    add_not_ruled_out(&json, as);
    add_question_ids(&json, "unanswered", rs, as->facts.missing);
    add_assumed(&json, as);
    add_safety_net(&json, as);
    json_open_object(&json, "contacts");
    json_string(&json, "emergency", contacts[CONTACT_EMERGENCY]);
    json_string(&json, "urgent", contacts[CONTACT_URGENT]);
    json_close(&json);
    return json_finish(&json, rep->out);
}
