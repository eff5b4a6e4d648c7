/* The reference cases of the shipped rules, those beside them and the others,
 * through the real program: each as JSON, as pairs and as lines, which must
 * give the same bytes, and what the case states: level, days, findings, tips
 * and causes. */
#include "records.h"

#include "facts.h"

#include <stdio.h>
#include <string.h>

/* One case, and what the program made of it. */
struct reference {
    const char *name;
    const struct known_case *known;
    const char *input; /* its answers, as JSON */
    cJSON *got;
};

/* ---- one case in three forms ---- */

static void
as_pairs(struct text *out, const struct bc_answers *ans)
{
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        if (ans->of[i].state != ANSWER_NOT_GIVEN) {
            text_addf(out, "%s = ", ans->rs->questions[i].id);
            answer_words(out, &ans->rs->questions[i], &ans->of[i], "");
            text_add(out, "\n");
        }
    }
}

/* In the order asked; false when the case cannot be told in lines: something
 * asked has no answer, or something answered is not asked. */
static bool
as_lines(struct text *out, const struct bc_answers *all)
{
    const struct bc_ruleset *rs = all->rs;
    struct bc_answers ans;
    answers_init(&ans, rs);
    for (int q = facts_next(&ans, FACTS_READING); q >= 0;
         q = facts_next(&ans, FACTS_READING)) {
        if (all->of[q].state == ANSWER_NOT_GIVEN) {
            return false;
        }
        ans.of[q] = all->of[q];
        answer_words(out, &rs->questions[q], &all->of[q], "");
        text_add(out, "\n");
    }
    for (size_t i = 0; i < rs->question_count; i++) {
        if (ans.of[i].state != all->of[i].state) {
            return false;
        }
    }
    return true;
}

/* ---- running the program ---- */

/* What it prints to the answers, as text or with "--json ...". */
static void
run_program(struct text *out, const struct known_case *known,
            const char *options, const char *input)
{
    char words[64];
    struct ran ran;
    snprintf(words, sizeof(words), "check %s%s", options,
             known->missing != 0 ? " --allow-missing" : "");
    run_backcheck(&ran, words, input, strlen(input));
    assert_int_equal(ran.code, 0);
    *out = ran.out;
    text_free(&ran.err);
}

/* ---- what came out ---- */

static const char *
string_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? item->valuestring : "(none)";
}

static void
expect_word(const cJSON *got, const char *key, const char *want)
{
    assert_string_equal(string_of(got, key), want);
}

static void
expect_level(const cJSON *got, const struct known_case *known)
{
    const cJSON *days = cJSON_GetObjectItemCaseSensitive(got, "within_days");
    bool none = known->level == BC_LEVEL_NONE;
    expect_word(got, "level", none ? "(none)" : level_names[known->level]);
    assert_non_null(days);
    assert_int_equal(cJSON_IsNumber(days) ? days->valueint : 0,
                     known->within_days);
}

static void
add_once(struct text *list, const char *name)
{
    if (strcmp(name, "private") != 0 ||
        strstr(text_get(list), " private") == NULL) {
        text_addf(list, " %s", name);
    }
}

/* Rules by their names as they may be printed. */
static void
list_wanted(struct text *list, const struct id_list *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        const struct rule *rule = &shipped_rules()->rules[ids->at[i].index];
        add_once(list, rule->is_private ? "private" : rule->id);
    }
}

/* A private finding has no state; it is in not_ruled_out when it is open. */
static void
list_holding(struct text *list, const cJSON *got, const char *open)
{
    const cJSON *findings = cJSON_GetObjectItemCaseSensitive(got, "findings");
    for (const cJSON *f = findings->child; f != NULL; f = f->next) {
        const char *id = string_of(f, "id");
        bool is_private = strcmp(id, "private") == 0;
        bool holds = strcmp(string_of(f, "state"), "holds") == 0;
        if (holds || (is_private && strstr(open, " private") == NULL)) {
            text_addf(list, " %s", id);
        }
    }
}

static void
list_open(struct text *list, const cJSON *got)
{
    const cJSON *open = cJSON_GetObjectItemCaseSensitive(got, "not_ruled_out");
    for (const cJSON *item = open->child; item != NULL; item = item->next) {
        text_addf(list, " %s", item->valuestring);
    }
}

static void
expect_rules(const struct reference *ref, enum case_list list, const char *got)
{
    const struct id_list *ids = &ref->known->lists[list];
    struct text want;
    text_init(&want, NULL);
    list_wanted(&want, ids);
    if (ids->stated) {
        assert_string_equal(got, text_get(&want));
    }
    text_free(&want);
}

/* Each stated level is that of the finding. */
static void
expect_levels(const struct reference *ref, enum case_list list)
{
    const struct id_list *ids = &ref->known->lists[list];
    for (size_t i = 0; i < ids->count; i++) {
        const struct rule *rule = &shipped_rules()->rules[ids->at[i].index];
        const cJSON *f =
            cJSON_GetObjectItemCaseSensitive(ref->got, "findings")->child;
        const char *level = level_names[ids->at[i].outcome.level];
        while (f != NULL && strcmp(string_of(f, "id"), rule->id) != 0) {
            f = f->next;
        }
        if (f != NULL && ids->at[i].leveled) {
            expect_word(f, "level",
                        strcmp(level, "none") == 0 ? "(none)" : level);
        }
        assert_true(f != NULL || rule->is_private || list != CASE_HOLDS);
    }
}

static void
expect_findings(const struct reference *ref)
{
    expect_levels(ref, CASE_HOLDS);
    expect_levels(ref, CASE_NOT_RULED_OUT);
    struct text open, holding;
    text_init(&open, NULL);
    text_init(&holding, NULL);
    list_open(&open, ref->got);
    list_holding(&holding, ref->got, text_get(&open));
    expect_rules(ref, CASE_NOT_RULED_OUT, text_get(&open));
    expect_rules(ref, CASE_HOLDS, text_get(&holding));
    text_free(&open);
    text_free(&holding);
}

/* ---- tips and causes ---- */

static const cJSON *
array_of(const struct reference *ref, const char *key)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(ref->got, key);
    assert_true(cJSON_IsArray(array));
    return array;
}

/* A tip that is printed, or NULL. */
static const cJSON *
printed_tip(const struct reference *ref, const char *id)
{
    const cJSON *tip = array_of(ref, "tips")->child;
    while (tip != NULL && strcmp(string_of(tip, "id"), id) != 0) {
        tip = tip->next;
    }
    return tip;
}

static void
expect_printed(const struct reference *ref, enum case_list list, bool want)
{
    const struct id_list *ids = &ref->known->lists[list];
    for (size_t i = 0; i < ids->count; i++) {
        const char *id = shipped_rules()->tips[ids->at[i].index].id;
        bool printed = printed_tip(ref, id) != NULL;
        if (printed != want) {
            fail_msg("%s %s printed", id, printed ? "is" : "is not");
        }
    }
}

/* The ids in this list of the case are all that stand in an array of the
 * result; of causes, all with this fit. */
static void
expect_all(const struct reference *ref, enum case_list list, const char *array,
           const char *fit)
{
    const struct id_list *ids = &ref->known->lists[list];
    const struct bc_ruleset *rs = shipped_rules();
    const cJSON *item = array_of(ref, array)->child;
    size_t count = 0;
    for (; item != NULL && ids->stated; item = item->next) {
        if (fit == NULL || strcmp(string_of(item, "fit"), fit) == 0) {
            assert_true(count < ids->count);
            int at = ids->at[count++].index;
            expect_word(item, "id",
                        fit == NULL ? rs->tips[at].id : rs->causes[at].id);
        }
    }
    assert_int_equal(count, ids->count);
}

/* Wrapped lines joined again; a line end is left only where a blank line was.
 */
static void
join_lines(struct text *out, const char *printed)
{
    while (*printed != '\0') {
        size_t line = strcspn(printed, "\n");
        size_t ends = strspn(printed + line, "\n");
        text_add_bytes(out, printed, line);
        text_add(out, ends > 1 ? "\n" : " ");
        printed += line + ends;
        printed += strspn(printed, " ");
    }
}

/* What stands under a tip: up to the next tip or a blank line. */
static void
add_tip_block(struct text *out, const char *unfolded, const cJSON *tip)
{
    const char *start = strstr(unfolded, string_of(tip, "text"));
    assert_non_null(start);
    const char *end = start + strcspn(start, "\n");
    const char *next =
        tip->next != NULL ? strstr(start, string_of(tip->next, "text")) : NULL;
    end = next != NULL && next < end ? next : end;
    text_add_bytes(out, start, (size_t)(end - start));
}

static void
expect_under(const char *id, const char *block, const char *line)
{
    if (strstr(block, line) == NULL) {
        fail_msg("not under the tip %s: %s", id, line);
    }
}

static void
expect_limits(const struct reference *ref, const char *unfolded,
              const struct tip *tip)
{
    const cJSON *printed = printed_tip(ref, tip->id);
    struct text block;
    text_init(&block, NULL);
    add_tip_block(&block, unfolded, printed);
    expect_under(tip->id, text_get(&block), string_of(printed, "not_if"));
    for (size_t i = 0; i < tip->cautions.count; i++) {
        expect_under(tip->id, text_get(&block), tip->cautions.at[i]);
    }
    text_free(&block);
}

static void
expect_warned(const struct reference *ref)
{
    const struct id_list *warned = &ref->known->lists[CASE_WARNED];
    struct text printed, unfolded;
    if (warned->count == 0) {
        return;
    }
    text_init(&unfolded, NULL);
    expect_printed(ref, CASE_WARNED, true);
    run_program(&printed, ref->known, "", ref->input);
    join_lines(&unfolded, text_get(&printed));
    for (size_t i = 0; i < warned->count; i++) {
        expect_limits(ref, text_get(&unfolded),
                      &shipped_rules()->tips[warned->at[i].index]);
    }
    text_free(&printed);
    text_free(&unfolded);
}

/* No tip is for somebody who may need help today. */
static void
expect_no_tips_unless_calm(const struct reference *ref)
{
    const char *level = string_of(ref->got, "level");
    bool calm =
        strcmp(level, "routine") == 0 || strcmp(level, "self_care") == 0;
    if (!calm || strcmp(string_of(ref->got, "status"), "complete") != 0) {
        assert_int_equal(cJSON_GetArraySize(array_of(ref, "tips")), 0);
        assert_int_equal(cJSON_GetArraySize(array_of(ref, "withheld")), 0);
    }
}

static void
expect_tips_and_causes(const struct reference *ref)
{
    expect_no_tips_unless_calm(ref);
    expect_printed(ref, CASE_SHOWN, true);
    expect_printed(ref, CASE_NOT_SHOWN, false);
    expect_all(ref, CASE_WITHHELD, "withheld", NULL);
    expect_warned(ref);
    expect_all(ref, CASE_FITS, "causes", "fits");
    expect_all(ref, CASE_MAY_FIT, "causes", "may_fit");
}

/* ---- one case ---- */

static void
expect_result(struct reference *ref, const char *json)
{
    ref->got = cJSON_Parse(json);
    assert_non_null(ref->got);
    expect_word(ref->got, "status", completeness_names[ref->known->status]);
    expect_level(ref->got, ref->known);
    expect_findings(ref);
    expect_tips_and_causes(ref);
    cJSON_Delete(ref->got);
}

static void
expect_same(const struct known_case *known, const char *options,
            const char *input, const char *result)
{
    struct text out;
    run_program(&out, known, options, input);
    assert_string_equal(text_get(&out), result);
    text_free(&out);
}

static void
run_case(void **state)
{
    struct reference *ref = *state;
    const struct known_case *known = ref->known;
    struct text json, pairs, lines, out;
    text_init(&json, NULL);
    text_init(&pairs, NULL);
    text_init(&lines, NULL);
    add_answers(&json, &known->answers);
    as_pairs(&pairs, &known->answers);
    ref->input = text_get(&json);
    run_program(&out, known, "--json", ref->input);
    expect_result(ref, text_get(&out));
    expect_same(known, "--json", text_get(&pairs), text_get(&out));
    if (as_lines(&lines, &known->answers)) {
        expect_same(known, "--json --from=lines", text_get(&lines),
                    text_get(&out));
    }
    text_free(&json);
    text_free(&pairs);
    text_free(&lines);
    text_free(&out);
}

static void
add_references(struct reference *refs, const struct case_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        refs[i].name = set->at[i].name;
        refs[i].known = &set->at[i];
    }
}

int
main(void)
{
    size_t first = shipped_cases()->count;
    size_t count = first + more_cases()->count;
    struct arena arena;
    arena_init(&arena, NULL);
    struct reference *refs = arena_array(&arena, count, sizeof(*refs));
    if (refs == NULL) {
        return 1;
    }
    add_references(refs, shipped_cases());
    add_references(refs + first, more_cases());
    int failed = run_rows(&(struct row_tests){
        "cases", refs, count, sizeof(*refs), .test = run_case });
    arena_reset(&arena);
    return failed;
}
