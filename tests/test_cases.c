/* The reference cases beside the shipped rules, through the real program: each
 * as JSON, as pairs and as lines, which must give the same bytes, and what the
 * case states: level, days, findings, tips and causes. */
#include "support.h"

#include "facts.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One case, and what the program made of it. */
struct reference {
    const struct ynode *node;
    const char *input; /* its answers, as JSON */
    cJSON *got;
};

/* ---- one case in three forms ---- */

static bool
is_number(const char *word)
{
    return strspn(word, "0123456789") == strlen(word);
}

static void
add_json_word(struct text *out, const char *word)
{
    text_addf(out, is_number(word) ? "%s" : "\"%s\"", word);
}

static void
as_json(struct text *out, const struct ynode *answers)
{
    text_add(out, "{");
    for (const struct ynode *k = answers->first; k != NULL; k = k->next) {
        text_addf(out, "%s\"%s\":", k == answers->first ? "" : ",", k->text);
        if (k->value->kind == YNODE_SCALAR) {
            add_json_word(out, k->value->text);
            continue;
        }
        text_add(out, "[");
        for (const struct ynode *n = k->value->first; n != NULL; n = n->next) {
            text_add(out, n == k->value->first ? "" : ",");
            add_json_word(out, n->text);
        }
        text_add(out, "]");
    }
    text_add(out, "}\n");
}

/* In the order asked; false when the case cannot be told in lines: something
 * asked has no answer, or something answered is not asked. */
static bool
as_lines(struct text *out, const struct ynode *answers)
{
    struct bc_answers ans;
    struct text pairs;
    size_t told = 0;
    answers_init(&ans, shipped_rules());
    for (int q = facts_next(&ans, FACTS_READING); q >= 0;
         q = facts_next(&ans, FACTS_READING)) {
        const struct ynode *value = case_get(answers, ans.rs->questions[q].id);
        if (value == NULL) {
            return false;
        }
        size_t start = out->len;
        case_words(out, value);
        text_init(&pairs, NULL);
        text_addf(&pairs, "%s = %s\n", ans.rs->questions[q].id,
                  text_get(out) + start);
        answer_all(&ans, text_get(&pairs));
        text_free(&pairs);
        text_add(out, "\n");
        told++;
    }
    return told == answers->count;
}

/* ---- running the program ---- */

static const char *
options_of(const struct ynode *node)
{
    return case_get(node, "missing") != NULL ? "--allow-missing" : "";
}

static void
run_program(struct text *out, const char *options, const char *input)
{
    char path[] = "/tmp/backcheck-case-XXXXXX", command[512], chunk[4096];
    const char *program = getenv("BACKCHECK");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, input, strlen(input)), (long)strlen(input));
    close(fd);
    snprintf(command, sizeof(command), "%s check %s <%s",
             program != NULL ? program : "build/release/backcheck", options,
             path);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    for (size_t n = fread(chunk, 1, sizeof(chunk), pipe); n > 0;
         n = fread(chunk, 1, sizeof(chunk), pipe)) {
        text_add_bytes(out, chunk, n);
    }
    int status = pclose(pipe);
    unlink(path);
    assert_int_equal(status, 0);
}

/* ---- what came out ---- */

static const char *
string_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? item->valuestring : "(none)";
}

static void
expect_word(const cJSON *got, const struct ynode *want, const char *key)
{
    const struct ynode *value = case_get(want, key);
    assert_string_equal(string_of(got, key),
                        value != NULL ? value->text : "(none)");
}

static void
expect_days(const cJSON *got, const struct ynode *want)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(got, "within_days");
    const struct ynode *value = case_get(want, "within_days");
    assert_non_null(item);
    assert_int_equal(cJSON_IsNumber(item) ? item->valueint : 0,
                     value != NULL ? atoi(value->text) : 0);
}

/* A rule's name as it may be printed. */
static const char *
public_name(const char *id)
{
    const struct bc_ruleset *rs = shipped_rules();
    for (size_t i = 0; i < rs->rule_count; i++) {
        if (strcmp(rs->rules[i].id, id) == 0) {
            return rs->rules[i].is_private ? "private" : id;
        }
    }
    fail_msg("no rule %s", id);
    return NULL;
}

static void
add_once(struct text *list, const char *name)
{
    if (strcmp(name, "private") != 0 ||
        strstr(text_get(list), " private") == NULL) {
        text_addf(list, " %s", name);
    }
}

static void
list_wanted(struct text *list, const struct ynode *names)
{
    for (const struct ynode *n = names->first; n != NULL; n = n->next) {
        add_once(list, public_name(n->text));
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
expect_rules(const struct reference *ref, const char *key, const char *got)
{
    const struct ynode *names = case_get(ref->node, key);
    struct text want;
    if (names == NULL) {
        return;
    }
    text_init(&want, NULL);
    list_wanted(&want, names);
    assert_string_equal(got, text_get(&want));
    text_free(&want);
}

static void
expect_findings(const struct reference *ref)
{
    struct text open, holding;
    text_init(&open, NULL);
    text_init(&holding, NULL);
    list_open(&open, ref->got);
    list_holding(&holding, ref->got, text_get(&open));
    expect_rules(ref, "not_ruled_out", text_get(&open));
    expect_rules(ref, "holds", text_get(&holding));
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

static const struct tip *
get_tip(const char *id)
{
    const struct bc_ruleset *rs = shipped_rules();
    for (size_t i = 0; i < rs->tip_count; i++) {
        if (strcmp(rs->tips[i].id, id) == 0) {
            return &rs->tips[i];
        }
    }
    fail_msg("no tip %s", id);
    return NULL;
}

static void
expect_printed(const struct reference *ref, const char *key, bool want)
{
    const struct ynode *list = case_get(ref->node, key);
    const struct ynode *n = list != NULL ? list->first : NULL;
    for (; n != NULL; n = n->next) {
        bool printed = printed_tip(ref, get_tip(n->text)->id) != NULL;
        if (printed != want) {
            fail_msg("%s %s printed", n->text, printed ? "is" : "is not");
        }
    }
}

/* The ids under the key of the case are all that stand in an array of the
 * result; of causes, all with this fit. */
static void
expect_all(const struct reference *ref, const char *key, const char *array,
           const char *fit)
{
    const struct ynode *list = case_get(ref->node, key);
    struct text want, got;
    if (list == NULL) {
        return;
    }
    text_init(&want, NULL);
    text_init(&got, NULL);
    case_words(&want, list);
    for (const cJSON *item = array_of(ref, array)->child; item != NULL;
         item = item->next) {
        if (fit == NULL || strcmp(string_of(item, "fit"), fit) == 0) {
            text_addf(&got, "%s%s", got.len > 0 ? ", " : "",
                      string_of(item, "id"));
        }
    }
    assert_string_equal(text_get(&got), text_get(&want));
    text_free(&want);
    text_free(&got);
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
expect_limits(const struct reference *ref, const char *unfolded, const char *id)
{
    const struct tip *tip = get_tip(id);
    const cJSON *printed = printed_tip(ref, id);
    struct text block;
    text_init(&block, NULL);
    add_tip_block(&block, unfolded, printed);
    expect_under(id, text_get(&block), string_of(printed, "not_if"));
    for (size_t i = 0; i < tip->cautions.count; i++) {
        expect_under(id, text_get(&block), tip->cautions.at[i]);
    }
    text_free(&block);
}

static void
expect_warned(const struct reference *ref)
{
    const struct ynode *warned = case_get(ref->node, "warned");
    struct text printed, unfolded;
    if (warned == NULL) {
        return;
    }
    text_init(&printed, NULL);
    text_init(&unfolded, NULL);
    expect_printed(ref, "warned", true);
    run_program(&printed, options_of(ref->node), ref->input);
    join_lines(&unfolded, text_get(&printed));
    for (const struct ynode *n = warned->first; n != NULL; n = n->next) {
        expect_limits(ref, text_get(&unfolded), n->text);
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
    expect_printed(ref, "shown", true);
    expect_printed(ref, "not_shown", false);
    expect_all(ref, "withheld", "withheld", NULL);
    expect_warned(ref);
    expect_all(ref, "fits", "causes", "fits");
    expect_all(ref, "may_fit", "causes", "may_fit");
}

/* ---- one case ---- */

static void
expect_known_keys(const struct ynode *node)
{
    static const char *const known[] = {
        "name",        "answers", "missing",       "status", "level",
        "within_days", "holds",   "not_ruled_out", "shown",  "not_shown",
        "withheld",    "warned",  "fits",          "may_fit"
    };
    for (const struct ynode *k = node->first; k != NULL; k = k->next) {
        size_t i = 0;
        while (i < ARRAY_LEN(known) && strcmp(known[i], k->text) != 0) {
            i++;
        }
        if (i == ARRAY_LEN(known)) {
            fail_msg("unknown key '%s' in line %u of the case '%s'", k->text,
                     k->line, case_get(node, "name")->text);
        }
    }
}

static void
expect_result(struct reference *ref, const char *json)
{
    ref->got = cJSON_Parse(json);
    assert_non_null(ref->got);
    expect_word(ref->got, ref->node, "status");
    expect_word(ref->got, ref->node, "level");
    expect_days(ref->got, ref->node);
    expect_findings(ref);
    expect_tips_and_causes(ref);
    cJSON_Delete(ref->got);
}

static void
run_json(struct text *out, const struct ynode *node, const char *form,
         const char *input)
{
    char options[64];
    snprintf(options, sizeof(options), "--json %s %s", form, options_of(node));
    run_program(out, options, input);
}

static void
expect_same(const struct ynode *node, const char *form, const char *input,
            const char *result)
{
    struct text out;
    text_init(&out, NULL);
    run_json(&out, node, form, input);
    assert_string_equal(text_get(&out), result);
    text_free(&out);
}

static void
run_case(void **state)
{
    struct reference *ref = *state;
    const struct ynode *node = ref->node;
    struct text json, pairs, lines, out;
    expect_known_keys(node);
    text_init(&json, NULL);
    text_init(&pairs, NULL);
    text_init(&lines, NULL);
    text_init(&out, NULL);
    as_json(&json, case_get(node, "answers"));
    case_pairs(&pairs, node);
    ref->input = text_get(&json);
    run_json(&out, node, "", ref->input);
    expect_result(ref, text_get(&out));
    expect_same(node, "", text_get(&pairs), text_get(&out));
    if (as_lines(&lines, case_get(node, "answers"))) {
        expect_same(node, "--from=lines", text_get(&lines), text_get(&out));
    }
    text_free(&json);
    text_free(&pairs);
    text_free(&lines);
    text_free(&out);
}

int
main(void)
{
    static const struct ynode *nodes[CASES_MAX];
    static struct reference cases[CASES_MAX];
    static struct CMUnitTest tests[CASES_MAX];
    struct arena arena;
    arena_init(&arena, NULL);
    size_t count = read_cases(nodes, &arena);
    for (size_t i = 0; i < count; i++) {
        cases[i].node = nodes[i];
        tests[i].name = case_get(nodes[i], "name")->text;
        tests[i].test_func = run_case;
        tests[i].initial_state = &cases[i];
    }
    int failed = _cmocka_run_group_tests("cases", tests, count, NULL, NULL);
    arena_reset(&arena);
    return failed;
}
