/* Claims about streams, through the real program: each record is judged as
 * `check` judges it, whatever stands around it and however it arrives. */
#include "records.h"

#include "arena.h"
#include "assess.h"
#include "input.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__ /* starts slowly */
#define CHECKED 10
#else
#define CHECKED 60
#endif
#define JUDGED 2000
#define LINE_MAX_BYTES ((size_t)1024 * 1024)

/* ---- the same as check ---- */

/* Ids of a list, or of those of its objects that are in a state; all findings
 * of private answers are one, which stands nowhere in particular. */
static void
add_ids(struct text *out, const cJSON *list, const char *state)
{
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
        const cJSON *is = cJSON_GetObjectItemCaseSensitive(item, "state");
        const char *word =
            cJSON_IsString(item) ? item->valuestring : cJSON_GetStringValue(id);
        bool counts =
            state == NULL || is == NULL || strcmp(is->valuestring, state) == 0;
        if (counts && strcmp(word, "private") != 0) {
            text_addf(out, " %s", word);
        }
    }
}

/* What a record and a result of check have in common, as words. */
static void
summarise(struct text *out, const cJSON *result)
{
    static const char *const values[] = { "status", "level", "within_days",
                                          "pack" };
    static const char *const lists[] = { "findings", "not_ruled_out", "tips",
                                         "withheld", "unanswered" };
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        char *value = cJSON_PrintUnformatted(
            cJSON_GetObjectItemCaseSensitive(result, values[i]));
        assert_non_null(value);
        text_addf(out, "%s %s\n", values[i], value);
        cJSON_free(value);
    }
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        text_add(out, lists[i]);
        add_ids(out, cJSON_GetObjectItemCaseSensitive(result, lists[i]),
                i == 0 ? "holds" : NULL);
        text_add(out, "\n");
    }
}

static void
summarise_check(struct text *out, const struct bc_answers *ans)
{
    struct text answers;
    struct ran ran;
    text_init(&answers, NULL);
    add_answers(&answers, ans);
    run_backcheck(&ran, "check --json --allow-missing", text_get(&answers),
                  answers.len);
    cJSON *result = cJSON_ParseWithLength(text_get(&ran.out), ran.out.len);
    assert_non_null(result);
    summarise(out, result);
    cJSON_Delete(result);
    ran_free(&ran);
    text_free(&answers);
}

static void
test_batch_says_what_check_says(void **state)
{
    (void)state;
    static struct bc_answers ans[CHECKED];
    uint64_t seed = 20261122;
    struct text lines;
    struct ran ran;
    struct out_line line;
    text_init(&lines, NULL);
    for (size_t i = 0; i < CHECKED; i++) {
        random_person(&ans[i], &seed);
        add_record(&lines, i, &ans[i]);
    }
    run_backcheck(&ran, "batch", text_get(&lines), lines.len);
    assert_int_equal(ran.code, 0);
    const char *at = text_get(&ran.out), *end = at + ran.out.len;
    for (size_t i = 0; i < CHECKED; i++) {
        struct text batch, check;
        text_init(&batch, NULL);
        text_init(&check, NULL);
        assert_true(next_line(&line, &at, end));
        cJSON *record = check_record(&line, i + 1);
        summarise(&batch, record);
        summarise_check(&check, &ans[i]);
        assert_string_equal(text_get(&batch), text_get(&check));
        cJSON_Delete(record);
        text_free(&batch);
        text_free(&check);
    }
    ran_free(&ran);
    text_free(&lines);
}

/* ---- the same as judged one by one ---- */

static void
expect_list(const cJSON *record, const char *key, const char *want)
{
    struct text got;
    text_init(&got, NULL);
    add_ids(&got, cJSON_GetObjectItemCaseSensitive(record, key), NULL);
    assert_string_equal(text_get(&got), want);
    text_free(&got);
}

static void
expect_tips(const cJSON *record, const char *key, const struct tip *const *tips,
            size_t count)
{
    struct text want;
    text_init(&want, NULL);
    for (size_t i = 0; i < count; i++) {
        text_addf(&want, " %s", tips[i]->id);
    }
    expect_list(record, key, text_get(&want));
    text_free(&want);
}

static void
expect_findings(const cJSON *record, const char *key,
                const struct bc_assessment *as, bool holds)
{
    struct text want;
    text_init(&want, NULL);
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct rule *rule = as->findings[i].rule;
        if (as->findings[i].holds == holds && !rule->is_private) {
            text_addf(&want, " %s", rule->id);
        }
    }
    expect_list(record, key, text_get(&want));
    text_free(&want);
}

static void
expect_assessed(const cJSON *record, const struct bc_answers *ans)
{
    const struct bc_assessment *as = NULL;
    assert_int_equal(bc_assess(&as, ans, NULL), BC_OK);
    const cJSON *status = cJSON_GetObjectItemCaseSensitive(record, "status");
    const char *level = as->outcome.level != BC_LEVEL_NONE
                            ? level_names[as->outcome.level]
                            : "";
    assert_string_equal(status->valuestring,
                        completeness_names[as->completeness]);
    assert_string_equal(record_level(record), level);
    expect_findings(record, "findings", as, true);
    expect_findings(record, "not_ruled_out", as, false);
    expect_tips(record, "tips", as->tips, as->tip_count);
    expect_tips(record, "withheld", as->withheld, as->withheld_count);
    bc_assessment_free(as);
}

/* Between any two stands one that is broken and an emergency. */
static void
test_batch_judges_each_as_if_alone(void **state)
{
    (void)state;
    static struct bc_answers ans[JUDGED];
    uint64_t seed = 5;
    struct text lines;
    struct ran ran;
    struct out_line line;
    text_init(&lines, NULL);
    for (size_t i = 0; i < JUDGED; i++) {
        random_person(&ans[i], &seed);
        add_record(&lines, i, &ans[i]);
        text_add(&lines,
                 "{\"id\":\"x\",\"answers\":{\"legs\":\"both_legs\",\n");
    }
    run_backcheck(&ran, "batch -q", text_get(&lines), lines.len);
    assert_int_equal(ran.code, 3);
    const char *at = text_get(&ran.out), *end = at + ran.out.len;
    for (size_t i = 0; i < JUDGED; i++) {
        assert_true(next_line(&line, &at, end));
        cJSON *record = check_record(&line, 2 * i + 1);
        assert_false(record_has_error(record));
        expect_assessed(record, &ans[i]);
        cJSON_Delete(record);
        assert_true(next_line(&line, &at, end));
        record = check_record(&line, 2 * i + 2);
        assert_true(record_has_error(record));
        expect_list(record, "tips", "");
        cJSON_Delete(record);
    }
    ran_free(&ran);
    text_free(&lines);
}

/* ---- the same as the strict reader ---- */

/* Records without a surprise, and what may stand in place of each byte. */
static const char *const plain_records[] = {
    "{\"id\":\"p-1\",\"answers\":{\"danger\":[\"none\"],\"legs\":\"none\","
    "\"place\":[\"low_back\",\"buttock\"],\"severity\":10,"
    "\"pain_weeks\":9,\"mood\":\"not_sure\"}}",
    "{\"answers\":{\"weeks_since_birth\":5,\"fever\":\"no\",\"bone\":"
    "[\"none\"]},\"id\":\"p\"}",
    " { \"answers\" : { \"severity\" : 0 , \"place\" : [ \"low_back\" ] } , "
    "\"id\" : \"a b\" } ",
};
static const char put_there[] = "\"\\{}[],: 09-.enx\t\r\xC3\x01";

/* A record that differs from a plain one in one place. */
static void
add_slips(struct text *lines, const char *record)
{
    size_t len = strlen(record), kinds = sizeof(put_there);
    for (size_t at = 0; at < len; at++) {
        text_add_bytes(lines, record, at); /* cut */
        text_add(lines, "x\n");
        for (size_t i = 0; i < 2 * kinds + 1; i++) {
            bool instead = i % 2 == 0; /* else before it */
            text_add_bytes(lines, record, at);
            if (i < 2 * kinds) { /* the last of them is NUL */
                text_add_bytes(lines, &put_there[i / 2], 1);
            }
            text_add(lines, record + at + (instead ? 1 : 0));
            text_add(lines, "\n");
        }
        text_add_bytes(lines, record, at);
        text_add(lines, "\n");
    }
}

/* The reader that knows every surprise, without anything before it. */
static void
expect_read_alike(const cJSON *record, const struct out_line *line)
{
    struct bc_answers ans;
    static struct bc_errors errs;
    struct text id;
    text_init(&id, NULL);
    answers_init(&ans, shipped_rules());
    errs.count = 0;
    input_read_record(&ans, &id, line->bytes, line->len, &errs);
    char *echo =
        cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(record, "id"));
    if ((errs.count > 0) != record_has_error(record) ||
        strcmp(text_get(&id), echo != NULL ? echo : "") != 0) {
        fail_msg("%.*s", (int)line->len, line->bytes);
    }
    if (errs.count == 0) {
        expect_assessed(record, &ans);
    }
    cJSON_free(echo);
    text_free(&id);
}

static bool
is_blank_line(const struct out_line *line)
{
    size_t at = 0;
    while (at < line->len && strchr(" \t\r", line->bytes[at]) != NULL &&
           line->bytes[at] != '\0') {
        at++;
    }
    return at == line->len;
}

static void
test_batch_one_byte_that_is_another_is_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(plain_records); i++) {
        struct text lines;
        struct ran ran;
        struct out_line line, in;
        text_init(&lines, NULL);
        text_addf(&lines, "%s\n", plain_records[i]);
        add_slips(&lines, plain_records[i]);
        run_backcheck(&ran, "batch -q", text_get(&lines), lines.len);
        const char *from = text_get(&lines), *last = from + lines.len;
        const char *at = text_get(&ran.out), *end = at + ran.out.len;
        for (size_t number = 1; next_line(&in, &from, last); number++) {
            if (is_blank_line(&in)) {
                continue;
            }
            assert_true(next_line(&line, &at, end));
            cJSON *record = check_record(&line, number);
            assert_true(number > 1 || !record_has_error(record));
            in.len -= in.bytes[in.len - 1] == '\r' ? 1 : 0;
            expect_read_alike(record, &in);
            cJSON_Delete(record);
        }
        assert_ptr_equal(at, end);
        ran_free(&ran);
        text_free(&lines);
    }
}

/* ---- a stream that wants to do harm ---- */

struct hostile {
    struct text lines;
    uint64_t seed;
    size_t count;
    bool good[4000]; /* line is a plain record; from 1 */
};

static void
add_good(struct hostile *to)
{
    struct bc_answers ans;
    random_person(&ans, &to->seed);
    add_record(&to->lines, ++to->count, &ans);
    to->good[to->count] = true;
}

/* One line of any bytes but line feeds, which become blanks; a plain record
 * behind it. */
static void
add_bad(struct hostile *to, const char *bytes, size_t len)
{
    size_t start = to->lines.len;
    text_add_bytes(&to->lines, bytes, len);
    for (size_t i = start; i < to->lines.len; i++) {
        to->lines.bytes[i] =
            to->lines.bytes[i] == '\n' ? ' ' : to->lines.bytes[i];
    }
    text_add(&to->lines, "\n");
    to->count++;
    add_good(to);
}

static void
add_bad_files(struct hostile *to)
{
    DIR *dir = opendir("tests/bad");
    assert_non_null(dir);
    for (const struct dirent *entry = readdir(dir); entry != NULL;
         entry = readdir(dir)) {
        char path[300];
        size_t len = 0;
        snprintf(path, sizeof(path), "tests/bad/%s", entry->d_name);
        if (strstr(entry->d_name, ".yaml") != NULL) {
            char *bytes = read_whole(path, &len);
            add_bad(to, len > 0 ? bytes : "?", len > 0 ? len : 1);
            free(bytes);
        }
    }
    closedir(dir);
}

/* Much of one thing, which may be what is hard to read. */
static void
add_much(struct hostile *to, const char *begin, const char *part, size_t size)
{
    struct text line;
    text_init(&line, NULL);
    text_add(&line, begin);
    while (line.len < size) {
        text_add(&line, part);
    }
    add_bad(to, text_get(&line), line.len);
    text_free(&line);
}

static void
add_random(struct hostile *to)
{
    for (int i = 0; i < 200; i++) {
        char bytes[64] = "{";
        for (size_t at = 1; at < sizeof(bytes); at++) {
            bytes[at] = (char)next_random(&to->seed);
        }
        add_bad(to, bytes, sizeof(bytes));
    }
}

/* One record in ten with one byte that is another. */
static void
add_tenth(struct hostile *to)
{
    for (int i = 0; i < 100; i++) {
        size_t start = to->lines.len;
        add_good(to);
        size_t at =
            start + next_random(&to->seed) % (to->lines.len - start - 1);
        to->lines.bytes[at] = (char)(128 | next_random(&to->seed));
        to->good[to->count] = false;
        for (int more = 0; more < 9; more++) {
            add_good(to);
        }
    }
}

static void
build_hostile(struct hostile *to)
{
    *to = (struct hostile){ .seed = 77 };
    text_init(&to->lines, NULL);
    add_bad_files(to);
    add_much(to, "", "x", 2 * LINE_MAX_BYTES);
    add_much(to, "", "[", LINE_MAX_BYTES - 10);
    add_much(to, "{\"answers\":", "{\"a\":", 2 * LINE_MAX_BYTES);
    add_much(to, "{\"id\":\"", "\\u00e9", 2 * LINE_MAX_BYTES);
    add_much(to, "{\"answers\":{\"", "\xFF", LINE_MAX_BYTES - 10);
    add_much(to, "{\"answers\":{\"a\":1", ",\"a\":1", LINE_MAX_BYTES / 8);
    add_much(to, "{\"a\":1", ",\"a\":1", LINE_MAX_BYTES / 8);
    add_bad(to, "\0", 1);
    add_bad(to, "\0\0\0{\"answers\":{}}", 18);
    add_bad(to, "{\"answers\":{}}\0", 15);
    add_bad(to, "\xEF\xBB\xBF\xEF\xBB\xBF{", 7);
    add_random(to);
    add_tenth(to);
    add_much(to, "{\"answers\":{}}", " ", 2 * LINE_MAX_BYTES);
    text_add(&to->lines, "\r\n  \n\t\r\n\n");
    to->count += 4;
    text_add(&to->lines, "{\"answers\":{\"fever\":\"t38\"");
}

static void
test_batch_hostile_lines_are_answered_in_their_place(void **state)
{
    (void)state;
    static struct hostile hostile;
    struct ran ran;
    struct out_line line;
    build_hostile(&hostile);
    assert_true(hostile.count < ARRAY_LEN(hostile.good));
    run_backcheck(&ran, "batch", text_get(&hostile.lines), hostile.lines.len);
    assert_int_equal(ran.code, 3);
    assert_true(ran.err.len < 200);
    const char *at = text_get(&ran.out), *end = at + ran.out.len;
    for (size_t number = 1; number <= hostile.count + 1; number++) {
        if (number + 4 > hostile.count && number <= hostile.count) {
            continue; /* a blank line */
        }
        assert_true(next_line(&line, &at, end));
        cJSON *record = check_record(&line, number);
        if (record_has_error(record) == hostile.good[number]) {
            fail_msg("line %zu: %.*s", number, (int)line.len, line.bytes);
        }
        cJSON_Delete(record);
    }
    assert_ptr_equal(at, end);
    ran_free(&ran);
    text_free(&hostile.lines);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_batch_says_what_check_says),
        cmocka_unit_test(test_batch_judges_each_as_if_alone),
        cmocka_unit_test(test_batch_one_byte_that_is_another_is_seen),
        cmocka_unit_test(test_batch_hostile_lines_are_answered_in_their_place),
    };
    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
