/* Claims about the shorter ways that batch takes: what it says of a record is
 * what the strict reader and the plain evaluation of all rules say. */
#include "records.h"

#include "arena.h"
#include "assess.h"
#include "input.h"
#include "scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JUDGED 2000
#define DOUBTED 300

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
expect_unanswered(const cJSON *record, const struct bc_assessment *as)
{
    struct text want;
    text_init(&want, NULL);
    for (size_t i = 0; i < as->rs->question_count; i++) {
        const struct question *q = &as->rs->questions[i];
        if ((as->facts.missing & BIT(i)) != 0) {
            text_addf(&want, " %s", q->id);
        }
    }
    expect_list(record, "unanswered", text_get(&want));
    text_free(&want);
}

static void
expect_same(const cJSON *record, const struct bc_assessment *as)
{
    const cJSON *status = cJSON_GetObjectItemCaseSensitive(record, "status");
    const char *level = as->outcome.level != BC_LEVEL_NONE
                            ? level_names[as->outcome.level]
                            : "";
    assert_string_equal(status->valuestring,
                        completeness_names[as->completeness]);
    assert_string_equal(record_level(record), level);
    const cJSON *days = cJSON_GetObjectItemCaseSensitive(record, "within_days");
    assert_int_equal(cJSON_IsNull(days) ? 0 : days->valueint,
                     as->outcome.within_days);
    expect_unanswered(record, as);
    expect_findings(record, "findings", as, true);
    expect_findings(record, "not_ruled_out", as, false);
    expect_tips(record, "tips", as->tips, as->tip_count);
    expect_tips(record, "withheld", as->withheld, as->withheld_count);
}

static void
expect_assessed(const cJSON *record, const struct bc_answers *ans)
{
    const struct bc_assessment *as = NULL;
    assert_int_equal(bc_assess(&as, ans, NULL), BC_OK);
    expect_same(record, as);
    bc_assessment_free(as);
}

/* Beside an error there is an emergency or nothing. */
static void
expect_alarm(const cJSON *record, const struct bc_answers *ans)
{
    const struct bc_assessment *as = NULL;
    assert_int_equal(assess(&as, ans, FACTS_FINAL, NULL), BC_OK);
    if (as->outcome.level != BC_EMERGENCY && assess_finds_emergency(ans)) {
        bc_assessment_free(as);
        assert_int_equal(assess(&as, ans, FACTS_ASKING, NULL), BC_OK);
    }
    if (as->outcome.level == BC_EMERGENCY) {
        expect_same(record, as);
    } else {
        assert_string_equal(record_level(record), "");
    }
    bc_assessment_free(as);
}

/* Between any two stands one that is broken and an emergency. */
static void
test_alike_each_is_judged_as_if_alone(void **state)
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

/* Records without a surprise, the last of which the scanner does not take, and
 * what may stand in place of each byte. */
static const char *const plain_records[] = {
    "{\"id\":\"p-1\",\"answers\":{\"danger\":[\"none\"],\"legs\":\"none\","
    "\"place\":[\"low_back\",\"buttock\"],\"severity\":10,"
    "\"pain_weeks\":9,\"mood\":\"not_sure\"}}",
    "{\"answers\":{\"weeks_since_birth\":5,\"fever\":\"no\",\"bone\":"
    "[\"none\"]},\"id\":\"p\"}",
    " { \"answers\": { \"severity\": 0 , \"place\": [ \"low_back\" ] } , "
    "\"id\": \"a b\" } ",
    "{\"id\":\"p\",\"answers\":{\"fever\":\"no\",\"severity\":4}}",
    "{\"answers\":{\"severity\":4,\"place\":[\"low_back\"]}}",
    "{\"answers\":{\"mood\":\"not_sure\"}}",
    "{\"answers\":{},\"id\":\"\"}",
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
        text_add_bytes(lines, record, at); /* begun anew */
        text_add(lines, ",\"answers\":{\"fever\":\"no\"}}\n");
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
    } else {
        expect_alarm(record, &ans);
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

/* Run all lines, the first of which may have to be without an error. */
static void
expect_all_alike(const struct text *lines, bool first_is_good)
{
    struct ran ran;
    struct out_line line, in;
    run_backcheck(&ran, "batch -q", text_get(lines), lines->len);
    const char *from = text_get(lines), *last = from + lines->len;
    const char *at = text_get(&ran.out), *end = at + ran.out.len;
    for (size_t number = 1; next_line(&in, &from, last); number++) {
        if (is_blank_line(&in)) {
            continue;
        }
        assert_true(next_line(&line, &at, end));
        cJSON *record = check_record(&line, number);
        assert_true(number > 1 || !first_is_good || !record_has_error(record));
        in.len -= in.bytes[in.len - 1] == '\r' ? 1 : 0;
        expect_read_alike(record, &in);
        cJSON_Delete(record);
    }
    assert_ptr_equal(at, end);
    ran_free(&ran);
}

static void
test_alike_one_byte_that_is_another_is_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(plain_records); i++) {
        struct text lines;
        text_init(&lines, NULL);
        text_addf(&lines, "%s\n", plain_records[i]);
        add_slips(&lines, plain_records[i]);
        expect_all_alike(&lines, true);
        text_free(&lines);
    }
}

/* The first bytes of a record, with nothing behind them that may be read. */
static bool
scan_first(const struct scan *scan, const char *record, size_t len)
{
    struct bc_answers ans;
    const char *id = NULL;
    size_t id_len = 0;
    char *bytes = malloc(len + (len == 0));
    assert_non_null(bytes);
    memcpy(bytes, record, len);
    answers_init(&ans, shipped_rules());
    bool plain = scan_record(scan, &ans, &id, &id_len, bytes, len);
    free(bytes);
    return plain;
}

static void
test_alike_a_record_is_scanned_when_it_is_whole(void **state)
{
    (void)state;
    struct scan *scan = NULL;
    assert_int_equal(scan_new(&scan, shipped_rules(), NULL), BC_OK);
    for (size_t i = 0; i + 1 < ARRAY_LEN(plain_records); i++) {
        const char *record = plain_records[i];
        size_t len = strlen(record), whole = len;
        while (record[whole - 1] == ' ') {
            whole--;
        }
        for (size_t part = 0; part <= len; part++) {
            assert_int_equal(scan_first(scan, record, part), part >= whole);
        }
    }
    scan_free(scan);
}

static void
test_alike_scan_out_of_memory(void **state)
{
    enum bc_status status = BC_E_NOMEM;
    (void)state;
    for (long left = 0; status == BC_E_NOMEM; left++) {
        struct tight_memory tight;
        struct scan *scan = NULL;
        tight_memory_init(&tight, left);
        status = scan_new(&scan, shipped_rules(), &tight.mem);
        assert_int_equal(status == BC_OK, scan != NULL);
        scan_free(scan);
        assert_int_equal(tight.in_use, 0);
        assert_in_range(left, 0, 200);
    }
}

/* What no one byte makes of a plain record: members, answers and choices that
 * stand there twice or not at all, cannot go together or belong elsewhere. */
static const char *const odd_records[] = {
    "{ \"answers\" : { \"severity\" : 0 }\t, \"id\" :\t\"a b\" }",
    "{}",
    "{\"id\":\"p\"}",
    "{\"id\":\"p\",\"id\":\"q\",\"answers\":{\"severity\":4}}",
    "{\"id\":\"\",\"answers\":{\"severity\":4},\"id\":\"p\"}",
    "{\"answers\":{\"severity\":4},\"answers\":{\"fever\":\"no\"}}",
    "{\"answers\":{\"severity\":4,\"severity\":4}}",
    "{\"answers\":{\"fever\":\"t38\",\"severity\":4,\"fever\":\"no\"}}",
    "{\"answers\":{\"fever\":\"not_sure\",\"fever\":\"no\"}}",
    "{\"answers\":{\"place\":[\"buttock\",\"low_back\",\"buttock\"]}}",
    "{\"answers\":{\"danger\":[\"none\",\"none\"]}}",
    "{\"answers\":{\"danger\":[\"none\",\"stroke\"]}}",
    "{\"answers\":{\"danger\":[\"stroke\",\"none\"]}}",
    "{\"answers\":{\"danger\":[\"not_sure\"]}}",
    "{\"answers\":{\"danger\":[\"not_sure\",\"stroke\"]}}",
    "{\"answers\":{\"danger\":[]}}",
    "{\"answers\":{\"fever\":[\"no\",\"t38\"]}}",
    "{\"answers\":{\"fever\":\"none\"}}",
    "{\"answers\":{\"fever\":0}}",
    "{\"answers\":{\"severity\":\"none\"}}",
    "{\"answers\":{\"severity\":[4]}}",
    "{\"answers\":{\"severity\":11}}",
    "{\"answers\":{\"onset_age\":9}}",
    "{\"answers\":{\"severity\":4 , \"pain_weeks\":9 } } ",
    "{\"answers\":{\"danger_unsure\":\"stroke\",\"danger\":\"not_sure\"}}",
    "{\"answers\":{\"saddle\":[\"none\"],\"saddle_check\":\"no\"}}",
};

static void
test_alike_whole_words_that_are_odd(void **state)
{
    (void)state;
    struct text lines;
    text_init(&lines, NULL);
    for (size_t i = 0; i < ARRAY_LEN(odd_records); i++) {
        text_addf(&lines, "%s\n", odd_records[i]);
    }
    expect_all_alike(&lines, false);
    text_free(&lines);
}

/* The answers of two persons in one record: all are doubted, and those of
 * either may make an emergency. */
static void
test_alike_answers_given_in_several_ways(void **state)
{
    (void)state;
    uint64_t seed = 31;
    struct text lines;
    text_init(&lines, NULL);
    for (size_t i = 0; i < DOUBTED; i++) {
        struct bc_answers ans;
        for (size_t k = 0; k < 2; k++) {
            random_person(&ans, &seed);
            text_add(&lines, k == 0 ? "{\"answers\":" : ",\"answers\":");
            add_answers(&lines, &ans);
        }
        text_add(&lines, "}\n");
    }
    expect_all_alike(&lines, false);
    text_free(&lines);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alike_each_is_judged_as_if_alone),
        cmocka_unit_test(test_alike_one_byte_that_is_another_is_seen),
        cmocka_unit_test(test_alike_a_record_is_scanned_when_it_is_whole),
        cmocka_unit_test(test_alike_scan_out_of_memory),
        cmocka_unit_test(test_alike_whole_words_that_are_odd),
        cmocka_unit_test(test_alike_answers_given_in_several_ways),
    };
    return cmocka_run_group_tests_name("alike", tests, NULL, NULL);
}
