/* Owns the report on reference cases: what failed, what no case shows, and the
 * cases that would show it, as YAML to be pasted. Nothing here is about a
 * person, so private answers and rules have their names. */
#include "report_test.h"

#include "json.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

#define YAML_COLUMNS 100

static bool
is_gap(const struct cover *cover, const struct point *point)
{
    return point->gap != GAP_NONE && coverage_counts(cover, point);
}

static struct coverage_sum
sum_all(const struct coverage *coverage)
{
    struct coverage_sum flags = coverage_sum(coverage, RULE_RED_FLAG);
    struct coverage_sum rest = coverage_sum(coverage, RULE_REFERRAL);
    return (struct coverage_sum){ flags.shown + rest.shown,
                                  flags.count + rest.count };
}

bool
tested_well(const struct tested *tested)
{
    if (tested->coverage == NULL) {
        return tested->failed == 0;
    }
    struct coverage_sum sum = sum_all(tested->coverage);
    return tested->failed == 0 && sum.shown == sum.count;
}

/* ---- words ---- */

/* What a case that shows the point claims. */
static void
point_claim(struct text *out, const struct bc_ruleset *rs,
            const struct point *point)
{
    static const char *const claims[] = {
        [POINT_HOLDS] = "holds",
        [POINT_FAILS] = "does not hold",
        [POINT_OPEN] = "is not ruled out",
        [POINT_MATTERS] = "is decided by: ",
    };
    text_add(out, claims[point->kind]);
    if (point->kind == POINT_MATTERS) {
        report_leaf(out, rs, point->leaf);
        text_addf(out, "%s%s", point->named >= 0 ? ", in " : "",
                  point->named >= 0 ? rs->conditions[point->named].id : "");
    }
}

static void
point_gap(struct text *out, const struct bc_ruleset *rs,
          const struct point *point)
{
    static const char *const whys[] = {
        [GAP_NONE] = "",
        [GAP_NOT_ASKED] = "",
        [GAP_FOUND] = "",
        [GAP_NEVER] = ", and no answers can",
        [GAP_GAVE_UP] = "; too many answers to look for one",
    };
    text_add(out, "no case where it ");
    point_claim(out, rs, point);
    text_add(out, whys[point->gap]);
}

/* ---- a suggested case ---- */

/* Words that YAML, or an older one, reads as something else. */
static bool
needs_quotes(const char *word)
{
    static const char *const words[] = { "yes",  "no",    "on", "off", "y",
                                         "true", "false", "n",  "null" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static void
add_answer(struct text *out, const struct question *q,
           const struct answer *answer)
{
    bool list = q->type == QUESTION_MULTI && answer->state == ANSWER_GIVEN;
    size_t count = 0;
    text_addf(out, "%s: %s", q->id, list ? "[" : "");
    if (answer->state == ANSWER_NOT_SURE) {
        text_add(out, list ? "" : "not_sure");
    } else if (q->type == QUESTION_NUMBER) {
        text_addf(out, "%ld", answer->number);
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        if (answer->state == ANSWER_GIVEN && (answer->choices & BIT(i)) != 0) {
            const char *id = q->choices[i].id;
            const char *mark = needs_quotes(id) ? "\"" : "";
            text_addf(out, "%s%s%s%s", count++ > 0 ? ", " : "", mark, id, mark);
        }
    }
    text_add(out, list ? "]" : "");
}

/* The text in rows that are not too long, cut behind its commas. */
static void
add_rows(struct text *out, struct text *whole)
{
    const char *at = text_get(whole);
    size_t row = 0;
    while (*at != '\0') {
        const char *comma = strstr(at, ", ");
        size_t len = comma != NULL ? (size_t)(comma - at) + 1 : strlen(at);
        bool full = row > 0 && row + 1 + len > YAML_COLUMNS;
        text_add(out, full ? "\n    " : row > 0 ? " " : "");
        row = full ? 4 + len : row + 1 + len;
        text_add_bytes(out, at, len);
        at += len + (comma != NULL ? 1 : 0);
    }
    text_add(out, "\n");
    out->failed |= whole->failed;
    text_free(whole);
}

static void
add_answers(struct text *out, const struct bc_answers *ans)
{
    struct text row;
    text_init(&row, NULL);
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        if (ans->of[i].state != ANSWER_NOT_GIVEN) {
            text_add(&row, row.len > 0 ? ", " : "    ");
            add_answer(&row, &ans->rs->questions[i], &ans->of[i]);
        }
    }
    text_add(&row, "}");
    add_rows(out, &row);
}

static void
add_findings(struct text *out, const char *key, const struct bc_assessment *as,
             bool holds)
{
    struct text row;
    text_init(&row, NULL);
    text_addf(&row, "  %s: [", key);
    case_findings(&row, as, holds);
    text_add(&row, "]");
    add_rows(out, &row);
}

static void
add_result(struct text *out, const struct bc_assessment *as)
{
    if (as->facts.missing != 0) {
        text_add(out, "  missing: [");
        case_questions(out, as->rs, as->facts.missing);
        text_add(out, "]\n");
    }
    text_addf(out, "  status: %s\n", completeness_names[as->completeness]);
    if (as->outcome.level != BC_LEVEL_NONE) {
        text_addf(out, "  level: %s\n", level_names[as->outcome.level]);
    }
    if (as->outcome.within_days != 0) {
        text_addf(out, "  within_days: %d\n", as->outcome.within_days);
    }
    add_findings(out, "holds", as, true);
    add_findings(out, "not_ruled_out", as, false);
}

static enum bc_status
add_suggestion(struct text *out, const struct suggestion *suggestion)
{
    const struct bc_assessment *as = NULL;
    enum bc_status status = bc_assess(&as, &suggestion->answers, NULL);
    if (status != BC_OK) {
        return status;
    }
    text_addf(out, "- name: \"%s ", suggestion->rule->id);
    point_claim(out, as->rs, suggestion->point);
    text_add(out, "\"\n  answers: {\n");
    add_answers(out, &suggestion->answers);
    add_result(out, as);
    bc_assessment_free(as);
    return BC_OK;
}

/* ---- text ---- */

static void
add_path(struct text *out, const char *path)
{
    char plain[512];
    utf8_copy_plain(plain, sizeof(plain), path, strlen(path));
    text_add(out, plain);
}

static void
add_rule_place(struct text *out, const struct tested *tested,
               const struct rule *rule)
{
    size_t len = strlen(tested->pack);
    bool slash = len > 0 && tested->pack[len - 1] == '/';
    add_path(out, tested->pack);
    text_addf(out, "%s%s:%u:%u: %s: ", slash ? "" : "/", rule->origin.file,
              rule->origin.line, rule->origin.col, rule->id);
}

static void
add_failures(struct text *out, const struct tested *tested)
{
    for (size_t i = 0; i < tested->cases->count; i++) {
        const struct known_case *known = &tested->cases->at[i];
        const struct differences *result = &tested->results[i];
        if (result->count > 0) {
            add_path(out, known->origin.file);
            text_addf(out, ":%u:%u: failed: %s\n", known->origin.line,
                      known->origin.col, known->name);
        }
        for (size_t d = 0; d < result->count; d++) {
            const struct difference *one = &result->at[d];
            text_addf(out, "  %s: the case says %s; the rules give %s\n",
                      one->key, one->want, one->got);
        }
    }
}

static size_t
count_leaves_shown(const struct cover *cover)
{
    size_t shown = 0;
    for (size_t p = POINT_MATTERS; p < cover->point_count; p++) {
        shown += cover->points[p].gap == GAP_NONE ? 1 : 0;
    }
    return shown;
}

static void
add_rules(struct text *out, const struct tested *tested)
{
    for (size_t i = 0; i < tested->coverage->rs->rule_count; i++) {
        const struct cover *cover = &tested->coverage->covers[i];
        const struct point *points = cover->points;
        bool closed = points[POINT_OPEN].gap == GAP_NEVER;
        text_addf(out, "%s: holds in %zu, does not in %zu, ", cover->rule->id,
                  points[POINT_HOLDS].cases, points[POINT_FAILS].cases);
        if (closed) {
            text_add(out, "is never open; ");
        } else {
            text_addf(out, "is open in %zu; ", points[POINT_OPEN].cases);
        }
        text_addf(out, "decided by %zu of %zu parts\n",
                  count_leaves_shown(cover), cover->leaf_count);
    }
}

static void
add_gaps(struct text *out, const struct tested *tested)
{
    for (size_t i = 0; i < tested->coverage->rs->rule_count; i++) {
        const struct cover *cover = &tested->coverage->covers[i];
        for (size_t p = 0; p < cover->point_count; p++) {
            if (is_gap(cover, &cover->points[p])) {
                add_rule_place(out, tested, cover->rule);
                point_gap(out, tested->coverage->rs, &cover->points[p]);
                text_add(out, "\n");
            }
        }
    }
}

static enum bc_status
add_suggestions(struct text *out, const struct coverage *coverage)
{
    enum bc_status status = BC_OK;
    const struct suggestion *one = coverage->suggestions;
    if (one != NULL) {
        text_add(out,
                 "\nCases that would show it, for a file in tests, before its "
                 "last line '...'.\nThe results are what the rules give now, "
                 "right or wrong: check each against its\nsource.\n\n");
    }
    for (; one != NULL && status == BC_OK; one = one->next) {
        status = add_suggestion(out, one);
        text_add(out, "\n");
    }
    return status;
}

static void
add_sum(struct text *out, const char *what, struct coverage_sum sum)
{
    /* Rounded down: 100 means all. */
    size_t percent = sum.count > 0 ? sum.shown * 100 / sum.count : 100;
    text_addf(out, "%s %zu %% (%zu of %zu)", what, percent, sum.shown,
              sum.count);
}

enum bc_status
report_test(const struct report *rep, const struct tested *tested)
{
    struct text *out = rep->out;
    const struct coverage *coverage = tested->coverage;
    enum bc_status status = BC_OK;
    if (coverage != NULL) {
        add_rules(out, tested);
    }
    add_failures(out, tested);
    if (coverage != NULL) {
        add_gaps(out, tested);
        status = add_suggestions(out, coverage);
        add_sum(out, "coverage: red flags",
                coverage_sum(coverage, RULE_RED_FLAG));
        add_sum(out, ", referrals", coverage_sum(coverage, RULE_REFERRAL));
        text_add(out, "\n");
    }
    text_addf(out, "%zu passed, %zu failed\n",
              tested->cases->count - tested->failed, tested->failed);
    return status;
}

/* ---- JSON ---- */

static void
json_case(struct json *json, const struct tested *tested, size_t i)
{
    const struct known_case *known = &tested->cases->at[i];
    const struct differences *result = &tested->results[i];
    const char *file = known->origin.file + strlen(tested->pack);
    json_open_object(json, NULL);
    json_string(json, "name", known->name);
    json_string(json, "file", file + strspn(file, "/"));
    json_number(json, "line", known->origin.line);
    json_number(json, "column", known->origin.col);
    json_bool(json, "passed", result->count == 0);
    json_open_array(json, "differences");
    for (size_t d = 0; d < result->count; d++) {
        json_open_object(json, NULL);
        json_string(json, "key", result->at[d].key);
        json_string(json, "expected", result->at[d].want);
        json_string(json, "got", result->at[d].got);
        json_close(json);
    }
    json_close(json);
    json_close(json);
}

static void
json_cover(struct json *json, const struct cover *cover)
{
    const struct point *points = cover->points;
    struct text gap;
    json_open_object(json, NULL);
    json_string(json, "id", cover->rule->id);
    json_string(json, "file", cover->rule->origin.file);
    json_number(json, "line", cover->rule->origin.line);
    json_number(json, "holds", (long)points[POINT_HOLDS].cases);
    json_number(json, "does_not_hold", (long)points[POINT_FAILS].cases);
    json_number(json, "not_ruled_out", (long)points[POINT_OPEN].cases);
    json_number(json, "parts", (long)cover->leaf_count);
    json_number(json, "parts_shown", (long)count_leaves_shown(cover));
    json_open_array(json, "gaps");
    for (size_t p = 0; p < cover->point_count; p++) {
        if (is_gap(cover, &points[p])) {
            text_init(&gap, NULL);
            point_gap(&gap, json->rs, &points[p]);
            json_string(json, NULL, text_get(&gap));
            json->failed |= gap.failed;
            text_free(&gap);
        }
    }
    json_close(json);
    json_close(json);
}

static void
json_sum(struct json *json, const char *key, struct coverage_sum sum)
{
    json_open_object(json, key);
    json_number(json, "shown", (long)sum.shown);
    json_number(json, "of", (long)sum.count);
    json_close(json);
}

static void
json_coverage(struct json *json, const struct coverage *coverage)
{
    json_open_object(json, "coverage");
    json_sum(json, "red_flags", coverage_sum(coverage, RULE_RED_FLAG));
    json_sum(json, "referrals", coverage_sum(coverage, RULE_REFERRAL));
    json_open_array(json, "rules");
    for (size_t i = 0; i < coverage->rs->rule_count; i++) {
        json_cover(json, &coverage->covers[i]);
    }
    json_close(json);
    json_open_array(json, "suggested");
    for (const struct suggestion *one = coverage->suggestions; one != NULL;
         one = one->next) {
        struct text yaml;
        text_init(&yaml, NULL);
        json->failed |= add_suggestion(&yaml, one) != BC_OK || yaml.failed;
        json_string(json, NULL, text_get(&yaml));
        text_free(&yaml);
    }
    json_close(json);
    json_close(json);
}

enum bc_status
report_test_json(const struct report *rep, const struct tested *tested)
{
    struct json json;
    json_init(&json, rep->rs, rep->region);
    json_number(&json, "schema", 1);
    json_string(&json, "pack", rep->rs->name);
    json_number(&json, "passed", (long)(tested->cases->count - tested->failed));
    json_number(&json, "failed", (long)tested->failed);
    json_open_array(&json, "cases");
    for (size_t i = 0; i < tested->cases->count; i++) {
        json_case(&json, tested, i);
    }
    json_close(&json);
    if (tested->coverage != NULL) {
        json_coverage(&json, tested->coverage);
    }
    return json_finish(&json, rep->out);
}
