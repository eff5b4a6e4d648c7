/* The reference cases beside the shipped rules, through the real program: each
 * as JSON, as pairs and as lines, which must give the same bytes, and the
 * level, days and findings the case states. */
#include "support.h"

#include "facts.h"
#include "yread.h"

#include <cJSON.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CASES_MAX 512
#define CASE_DIR "data/postpartum-back/tests"

struct reference {
    const struct ynode *node;
};

static struct arena arena;
static struct reference cases[CASES_MAX];
static struct CMUnitTest tests[CASES_MAX];
static size_t case_count;

static const struct ynode *
get(const struct ynode *map, const char *key)
{
    for (const struct ynode *k = map->first; k != NULL; k = k->next) {
        if (strcmp(k->text, key) == 0) {
            return k->value;
        }
    }
    return NULL;
}

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

static void
add_words(struct text *out, const struct ynode *value)
{
    if (value->kind == YNODE_SCALAR) {
        text_add(out, value->text);
        return;
    }
    for (const struct ynode *n = value->first; n != NULL; n = n->next) {
        text_addf(out, "%s%s", n == value->first ? "" : ", ", n->text);
    }
}

static void
as_pairs(struct text *out, const struct ynode *answers)
{
    for (const struct ynode *k = answers->first; k != NULL; k = k->next) {
        text_addf(out, "%s = ", k->text);
        add_words(out, k->value);
        text_add(out, "\n");
    }
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
        const struct ynode *value = get(answers, ans.rs->questions[q].id);
        if (value == NULL) {
            return false;
        }
        size_t start = out->len;
        add_words(out, value);
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

static void
run_program(struct text *out, const char *options, const char *input)
{
    char path[] = "/tmp/backcheck-case-XXXXXX", command[512], chunk[4096];
    const char *program = getenv("BACKCHECK");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, input, strlen(input)), (long)strlen(input));
    close(fd);
    snprintf(command, sizeof(command), "%s check --json %s <%s",
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
    const struct ynode *value = get(want, key);
    assert_string_equal(string_of(got, key),
                        value != NULL ? value->text : "(none)");
}

static void
expect_days(const cJSON *got, const struct ynode *want)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(got, "within_days");
    const struct ynode *value = get(want, "within_days");
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
expect_findings(const cJSON *got, const struct ynode *want)
{
    struct text lists[4];
    for (size_t i = 0; i < 4; i++) {
        text_init(&lists[i], NULL);
    }
    list_wanted(&lists[0], get(want, "not_ruled_out"));
    list_open(&lists[1], got);
    list_wanted(&lists[2], get(want, "holds"));
    list_holding(&lists[3], got, text_get(&lists[1]));
    assert_string_equal(text_get(&lists[1]), text_get(&lists[0]));
    assert_string_equal(text_get(&lists[3]), text_get(&lists[2]));
    for (size_t i = 0; i < 4; i++) {
        text_free(&lists[i]);
    }
}

static void
expect_result(const char *json, const struct ynode *want)
{
    cJSON *got = cJSON_Parse(json);
    assert_non_null(got);
    expect_word(got, want, "status");
    expect_word(got, want, "level");
    expect_days(got, want);
    expect_findings(got, want);
    cJSON_Delete(got);
}

static void
expect_same(const char *options, const char *input, const char *result)
{
    struct text out;
    text_init(&out, NULL);
    run_program(&out, options, input);
    assert_string_equal(text_get(&out), result);
    text_free(&out);
}

static void
run_case(void **state)
{
    const struct reference *reference = *state;
    const struct ynode *answers = get(reference->node, "answers");
    const char *options =
        get(reference->node, "missing") != NULL ? "--allow-missing" : "";
    struct text json, pairs, lines, out;
    text_init(&json, NULL);
    text_init(&pairs, NULL);
    text_init(&lines, NULL);
    text_init(&out, NULL);
    as_json(&json, answers);
    as_pairs(&pairs, answers);
    run_program(&out, options, text_get(&json));
    expect_result(text_get(&out), reference->node);
    expect_same(options, text_get(&pairs), text_get(&out));
    if (as_lines(&lines, answers)) {
        expect_same("--from=lines", text_get(&lines), text_get(&out));
    }
    text_free(&json);
    text_free(&pairs);
    text_free(&lines);
    text_free(&out);
}

/* ---- reading the cases ---- */

static void
read_cases(const char *path)
{
    static struct bc_errors errs;
    const struct ynode *root = NULL;
    struct yfile file = { .name = path };
    char *bytes = read_whole(path, &file.len);
    file.bytes = bytes;
    assert_int_equal(yread_parse(&root, &arena, &file, &errs), BC_OK);
    free(bytes);
    for (const struct ynode *n = root->first; n != NULL; n = n->next) {
        assert_true(case_count < CASES_MAX);
        cases[case_count].node = n;
        tests[case_count].name = get(n, "name")->text;
        tests[case_count].test_func = run_case;
        tests[case_count].initial_state = &cases[case_count];
        case_count++;
    }
}

int
main(void)
{
    struct dirent *entry = NULL;
    arena_init(&arena, NULL);
    DIR *dir = opendir(CASE_DIR);
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        char path[512];
        snprintf(path, sizeof(path), CASE_DIR "/%s", entry->d_name);
        if (strstr(entry->d_name, ".yaml") != NULL) {
            read_cases(path);
        }
    }
    if (dir == NULL || case_count == 0) {
        return 1;
    }
    closedir(dir);
    int failed =
        _cmocka_run_group_tests("cases", tests, case_count, NULL, NULL);
    arena_reset(&arena);
    return failed;
}
