/* Owns the report on reference cases: what failed, what no case shows, and the
 * cases that would show it. Nothing here is about a person, so private answers
 * and rules have their names. */
#include "report_test.h"

#include "json.h"
#include "report_case.h"
#include "utf8.h"

#include <string.h>

static const char *const subjects[SUBJECT_COUNT] = {
    [SUBJECT_RED_FLAG] = "red flags",
    [SUBJECT_REFERRAL] = "referrals",
    [SUBJECT_TIP] = "tips",
    [SUBJECT_CAUSE] = "causes",
};

static bool
is_gap(const struct cover *cover, const struct point *point)
{
    return point->gap != GAP_NONE && coverage_counts(cover, point);
}

bool
tested_well(const struct tested *tested)
{
    bool well = tested->failed == 0;
    for (int kind = 0; kind < SUBJECT_COUNT && tested->coverage != NULL;
         kind++) {
        struct coverage_sum sum =
            coverage_sum(tested->coverage, (enum subject_kind)kind);
        well = well && sum.shown == sum.count;
    }
    return well;
}

/* ---- words ---- */

static void
part_claim(struct text *out, const struct cover *cover,
           const struct bc_ruleset *rs, const struct point *point)
{
    static const char *const ends[POINT_KIND_COUNT] = {
        [POINT_FALSE] = ", which is not so",
        [POINT_UNKNOWN] = ", which is not known",
        [POINT_LAST] = ", at its last number",
        [POINT_FIRST] = ", and one number further",
    };
    struct cond leaf = *point->from;
    if (point->kind == POINT_CHOICE) {
        leaf.choices = point->choice >= 0 ? BIT(point->choice) : 0;
        leaf.not_sure = point->choice < 0;
    }
    if (point->kind == POINT_LAST || point->kind == POINT_FIRST) {
        *(point->high ? &leaf.low : &leaf.high) =
            (struct bound){ .set = false };
    }
    report_leaf(out, rs, &leaf);
    text_add(out, ends[point->kind] != NULL ? ends[point->kind] : "");
    if (point->kind == POINT_CHOICE) {
        text_add(out, " alone");
    }
    if (cover->rule == NULL) {
        text_addf(out, ", in %s", coverage_role(cover, point->role));
    }
    if (point->named >= 0) {
        text_addf(out, ", in %s", rs->conditions[point->named].id);
    }
}

/* What a case that shows the point claims. */
static void
point_claim(struct text *out, const struct cover *cover,
            const struct bc_ruleset *rs, const struct point *point)
{
    static const char *const claims[POINT_KIND_COUNT] = {
        [POINT_HOLDS] = "holds, with its level",
        [POINT_FAILS] = "does not hold",
        [POINT_OPEN] = "is not ruled out",
        [POINT_UNSURE] = "is not ruled out, with its level",
        [POINT_SHOWN] = "is shown",
        [POINT_NOT_SHOWN] = "is not shown, as its show_if does not hold",
        [POINT_WITHHELD] = "is withheld",
        [POINT_WARNED] = "has a withhold_if that is not known",
        [POINT_FITS] = "fits",
        [POINT_MAY_FIT] = "may fit",
        [POINT_CONTRARY] = "is left out for its contrary",
    };
    if (claims[point->kind] != NULL) {
        text_add(out, claims[point->kind]);
        return;
    }
    text_add(out, "is decided by: ");
    part_claim(out, cover, rs, point);
}

static void
point_gap(struct text *out, const struct cover *cover,
          const struct bc_ruleset *rs, const struct point *point)
{
    static const char *const whys[] = {
        [GAP_NONE] = "",
        [GAP_FOUND] = "",
        [GAP_NOT_ASKED] = "",
        [GAP_GAVE_UP] = "; no answers were found",
        [GAP_NEVER] = ", and no answers can",
    };
    text_add(out, "no case where it ");
    point_claim(out, cover, rs, point);
    text_add(out, whys[point->gap]);
}

static void
suggestion_name(struct text *out, const struct suggestion *one)
{
    text_addf(out, "%s ", one->cover->id);
    point_claim(out, one->cover, one->known.answers.rs, one->point);
}

/* How many cases, and suggestions before this one, have the same name. */
static size_t
count_namesakes(const struct tested *tested, const struct suggestion *one,
                struct text *name)
{
    const struct suggestion *other = tested->coverage->suggestions;
    size_t count = 0;
    for (size_t i = 0; i < tested->cases->count; i++) {
        count += strcmp(tested->cases->at[i].name, text_get(name)) == 0 ? 1 : 0;
    }
    for (; other != one; other = other->next) {
        struct text text;
        text_init(&text, &name->mem);
        suggestion_name(&text, other);
        count += strcmp(text_get(&text), text_get(name)) == 0 ? 1 : 0;
        name->failed |= text.failed;
        text_free(&text);
    }
    return count;
}

static void
add_suggestion(struct text *out, const struct tested *tested,
               const struct suggestion *one)
{
    struct text name;
    text_init(&name, &out->mem);
    suggestion_name(&name, one);
    size_t others = count_namesakes(tested, one, &name);
    text_addf(out, "- name: \"%s", text_get(&name));
    if (others > 0) {
        text_addf(out, ", case %zu", others + 1);
    }
    text_add(out, "\"\n");
    report_case(out, &one->known);
    out->failed |= name.failed;
    text_free(&name);
}

/* ---- text ---- */

static void
add_path(struct text *out, const char *path)
{
    char plain[512];
    utf8_copy_plain(plain, sizeof(plain), path, strlen(path));
    text_add(out, plain);
}

/* As the loader names it. */
static void
add_file(struct text *out, const struct tested *tested,
         const struct origin *origin)
{
    size_t len = strlen(tested->pack);
    bool slash = len > 0 && tested->pack[len - 1] == '/';
    add_path(out, tested->pack);
    text_addf(out, "%s%s", slash ? "" : "/", origin->file);
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

static void
add_gaps(struct text *out, const struct tested *tested)
{
    const struct coverage *coverage = tested->coverage;
    for (size_t i = 0; i < coverage->cover_count; i++) {
        const struct cover *cover = &coverage->covers[i];
        for (size_t p = 0; p < cover->point_count; p++) {
            if (is_gap(cover, &cover->points[p])) {
                add_file(out, tested, &cover->origin);
                text_addf(out, ":%u:%u: %s: ", cover->origin.line,
                          cover->origin.col, cover->id);
                point_gap(out, cover, coverage->rs, &cover->points[p]);
                text_add(out, "\n");
            }
        }
    }
}

static void
add_suggestions(struct text *out, const struct tested *tested)
{
    const struct suggestion *one = tested->coverage->suggestions;
    if (one != NULL) {
        text_add(out,
                 "\nCases that would show it, for a file in tests, before its "
                 "last line '...'.\nThe results are what the rules give now, "
                 "right or wrong: check each against its\nsource.\n\n");
    }
    for (; one != NULL; one = one->next) {
        add_suggestion(out, tested, one);
        text_add(out, "\n");
    }
}

/* A case that fails shows nothing: it is mended, not another one pasted in. */
static void
add_missing(struct text *out, const struct tested *tested)
{
    if (tested->failed > 0) {
        text_add(out,
                 "\nA case that fails shows nothing. Mend these cases, or "
                 "the rules, first: then\nwhat no case shows is named.\n\n");
        return;
    }
    add_gaps(out, tested);
    add_suggestions(out, tested);
}

static void
add_sums(struct text *out, const struct coverage *coverage)
{
    for (int kind = 0; kind < SUBJECT_COUNT; kind++) {
        struct coverage_sum sum =
            coverage_sum(coverage, (enum subject_kind)kind);
        /* Rounded down: 100 means all. */
        size_t percent = sum.count > 0 ? sum.shown * 100 / sum.count : 100;
        text_addf(out, "coverage: %s %zu %% (%zu of %zu)\n", subjects[kind],
                  percent, sum.shown, sum.count);
    }
}

enum bc_status
report_test(const struct report *rep, const struct tested *tested)
{
    struct text *out = rep->out;
    add_failures(out, tested);
    if (tested->coverage != NULL) {
        add_missing(out, tested);
        add_sums(out, tested->coverage);
    }
    text_addf(out, "%zu passed, %zu failed\n",
              tested->cases->count - tested->failed, tested->failed);
    return BC_OK;
}

/* ---- JSON ---- */

static void
json_case(struct json *json, const struct tested *tested, size_t i)
{
    const struct known_case *known = &tested->cases->at[i];
    const struct differences *result = &tested->results[i];
    json_open_object(json, NULL);
    json_string(json, "name", known->name);
    json_string(json, "file", known->origin.file);
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

/* Text that is composed, as a value; it is freed. */
static void
json_text(struct json *json, const char *key, struct text *text)
{
    json_string(json, key, text_get(text));
    json->failed |= text->failed;
    text_free(text);
}

/* Of what parts of conditions decide, or of all there is to show. */
static struct coverage_sum
sum_points(const struct cover *cover, bool parts)
{
    struct coverage_sum sum = { 0, 0 };
    for (size_t p = 0; p < cover->point_count; p++) {
        const struct point *point = &cover->points[p];
        bool one =
            coverage_counts(cover, point) && (point->leaf != NULL || !parts);
        sum.count += one ? 1 : 0;
        sum.shown += one && point->gap == GAP_NONE ? 1 : 0;
    }
    return sum;
}

static void
json_rule_counts(struct json *json, const struct cover *cover)
{
    struct coverage_sum parts = sum_points(cover, true);
    json_number(json, "holds", (long)cover->holds);
    json_number(json, "does_not_hold", (long)cover->fails);
    json_number(json, "not_ruled_out", (long)cover->open);
    json_number(json, "parts", (long)parts.count);
    json_number(json, "parts_shown", (long)parts.shown);
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
json_cover(struct json *json, const struct tested *tested,
           const struct cover *cover)
{
    struct text text;
    text_init(&text, NULL);
    add_file(&text, tested, &cover->origin);
    json_open_object(json, NULL);
    json_string(json, "id", cover->id);
    json_text(json, "file", &text);
    json_number(json, "line", cover->origin.line);
    if (cover->rule != NULL) {
        json_rule_counts(json, cover);
    } else {
        struct coverage_sum sum = sum_points(cover, false);
        json_number(json, "shown", (long)sum.shown);
        json_number(json, "of", (long)sum.count);
    }
    json_open_array(json, "gaps");
    for (size_t p = 0; p < cover->point_count; p++) {
        if (is_gap(cover, &cover->points[p])) {
            text_init(&text, NULL);
            point_gap(&text, cover, json->rs, &cover->points[p]);
            json_text(json, NULL, &text);
        }
    }
    json_close(json);
    json_close(json);
}

static void
json_covers(struct json *json, const struct tested *tested, const char *key,
            enum subject_kind first, enum subject_kind last)
{
    const struct coverage *coverage = tested->coverage;
    json_open_array(json, key);
    for (size_t i = 0; i < coverage->cover_count; i++) {
        const struct cover *cover = &coverage->covers[i];
        if (cover->kind >= first && cover->kind <= last) {
            json_cover(json, tested, cover);
        }
    }
    json_close(json);
}

static void
json_coverage(struct json *json, const struct tested *tested)
{
    static const char *const keys[SUBJECT_COUNT] = {
        [SUBJECT_RED_FLAG] = "red_flags",
        [SUBJECT_REFERRAL] = "referrals",
        [SUBJECT_TIP] = "tips",
        [SUBJECT_CAUSE] = "causes",
    };
    const struct coverage *coverage = tested->coverage;
    json_open_object(json, "coverage");
    for (int kind = 0; kind < SUBJECT_COUNT; kind++) {
        json_sum(json, keys[kind],
                 coverage_sum(coverage, (enum subject_kind)kind));
    }
    json_covers(json, tested, "rules", SUBJECT_RED_FLAG, SUBJECT_REFERRAL);
    json_covers(json, tested, "each_tip", SUBJECT_TIP, SUBJECT_TIP);
    json_covers(json, tested, "each_cause", SUBJECT_CAUSE, SUBJECT_CAUSE);
    json_open_array(json, "suggested");
    for (const struct suggestion *one = coverage->suggestions; one != NULL;
         one = one->next) {
        struct text yaml;
        text_init(&yaml, NULL);
        add_suggestion(&yaml, tested, one);
        json_text(json, NULL, &yaml);
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
        json_coverage(&json, tested);
    }
    return json_finish(&json, rep->out);
}
