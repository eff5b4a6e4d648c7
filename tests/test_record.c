/* Claims about one line of a stream: what is echoed, what is refused and how,
 * that no fault hides an emergency, and that none leads to a calm answer. */
#include "records.h"

#include "arena.h"
#include "stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One line through the real program. */
static void
run_line(struct ran *ran, const char *line, size_t len)
{
    run_backcheck(ran, "batch -q", line, len);
    assert_int_equal(ran->err.len, 0);
}

/* The line of output; to be freed with cJSON_Delete(). */
static cJSON *
only_record(const struct ran *ran)
{
    struct out_line line, more;
    const char *at = text_get(&ran->out), *end = at + ran->out.len;
    assert_true(next_line(&line, &at, end));
    assert_false(next_line(&more, &at, end));
    return check_record(&line, 1);
}

/* ---- whole lines of output ---- */

#define ERR(code, key, message)                                                \
    "\"error\":{\"code\":\"" code "\",\"key\":\"" key                          \
    "\",\"message\":\"" message "\"}"
#define BROKEN(code, message)                                                  \
    "\"error\":{\"code\":\"" code "\",\"message\":\"" message "\"}"
#define NO_OBJECT BROKEN("not_an_object", "column 1: expected one JSON object")
#define NO_ANSWERS ERR("no_answers", "answers", "a record without answers")
#define TWICE(key) ERR("repeated_key", key, "this stands there twice")
#define NOT_A_CHOICE(key)                                                      \
    ERR("wrong_type", key,                                                     \
        "'" key "' takes the code of a choice, or a list of them")
#define SYNTAX(column)                                                         \
    BROKEN("json_syntax",                                                      \
           "column " column ": this is not JSON from here on, or it is cut "   \
           "short")
#define CHAR(column, what) BROKEN("bad_character", "column " column ": " what)

static const struct row {
    const char *name, *line, *result; /* without {"line":1, and } */
} rows[] = {
    { "test_record_array_is_refused", "[]", NO_OBJECT },
    { "test_record_string_is_refused", "\"id\"", NO_OBJECT },
    { "test_record_null_is_refused", "null", NO_OBJECT },
    { "test_record_of_words_is_refused", "hello", SYNTAX("1") },
    { "test_record_second_value_is_refused", "{\"answers\":{}} {}",
      BROKEN("text_behind_json", "column 16: text behind the JSON value") },
    { "test_record_needs_answers", "{\"id\":\"a\"}",
      "\"id\":\"a\"," NO_ANSWERS },
    { "test_record_empty_has_no_answers", "{}", NO_ANSWERS },
    { "test_record_answers_of_other_case_are_none", "{\"Answers\":{}}",
      NO_ANSWERS },
    { "test_record_answers_deeper_down_are_none",
      "{\"note\":{\"answers\":{\"legs\":\"both_legs\"}}}", NO_ANSWERS },
    { "test_record_answers_must_be_an_object", "{\"answers\":[\"legs\"]}",
      ERR("wrong_type", "answers", "'answers' takes an object") },
    { "test_record_id_number_is_refused", "{\"id\":7,\"answers\":{}}",
      ERR("wrong_type", "id", "'id' takes a string") },
    { "test_record_id_null_is_refused", "{\"id\":null,\"answers\":{}}",
      ERR("wrong_type", "id", "'id' takes a string") },
    { "test_record_repeated_id_is_refused",
      "{\"id\":\"a\",\"answers\":{},\"id\":\"b\"}",
      "\"id\":\"a\"," ERR("repeated_key", "id", "'id' stands there twice") },
    { "test_record_repeated_answers_are_refused",
      "{\"answers\":{},\"answers\":{}}",
      ERR("repeated_key", "answers", "'answers' stands there twice") },
    { "test_record_repeated_other_is_refused",
      "{\"note\":1,\"answers\":{},\"note\":1}",
      ERR("repeated_key", "note", "'note' stands there twice") },
    { "test_record_repeated_by_an_escape_is_refused",
      "{\"note\":1,\"answers\":{},\"no\\u0074e\":1}",
      ERR("repeated_key", "note", "'note' stands there twice") },
    { "test_record_repeated_question_is_refused",
      "{\"answers\":{\"fever\":\"no\",\"fever\":\"no\"}}",
      ERR("repeated_question", "fever", "'fever' is answered twice") },
    { "test_record_fault_names_its_column",
      "{\"id\":\"a\",\"answers\":{\"fever\":no}}",
      "\"id\":\"a\"," SYNTAX("30") },
    { "test_record_cut_names_its_column", "{\"answers\":{\"fever\":\"no\"",
      SYNTAX("24") },
    { "test_record_column_counts_behind_a_mark", "\xEF\xBB\xBFx", SYNTAX("1") },
    { "test_record_escaped_nul_is_refused",
      "{\"answers\":{\"fever\":\"no\\u0000\"}}", CHAR("24", "an escaped NUL") },
    { "test_record_id_that_a_nul_would_shorten_is_not_echoed",
      "{\"id\":\"p-1\\u00002\",\"answers\":{}}", CHAR("11", "an escaped NUL") },
    { "test_record_control_character_is_refused",
      "{\"id\":\"a\tb\",\"answers\":{}}",
      "\"id\":\"a\\tb\"," CHAR("9", "a control character") },
    { "test_record_bytes_in_an_id_are_not_echoed",
      "{\"id\":\"p-\xFF\",\"answers\":{}}",
      BROKEN("not_utf8", "column 10: these bytes are not UTF-8") },
    { "test_record_bytes_elsewhere_leave_the_id",
      "{\"id\":\"p-1\",\"note\":\"\xC3\",\"answers\":{}}",
      "\"id\":\"p-1\"," BROKEN("not_utf8",
                               "column 21: these bytes are not UTF-8") },
    { "test_record_half_a_pair_is_refused",
      "{\"id\":\"a\",\"answers\":{\"fever\":\"\\ud800\"}}",
      "\"id\":\"a\"," SYNTAX("31") },
    { "test_record_padded_number_is_refused", "{\"answers\":{\"severity\":07}}",
      CHAR("24", "a number that JSON does not have") },
    { "test_record_number_needs_digits_behind_its_point",
      "{\"answers\":{\"severity\":5.}}",
      CHAR("24", "a number that JSON does not have") },
    { "test_record_number_needs_digits_before_its_point",
      "{\"answers\":{},\"n\":-.5}",
      CHAR("19", "a number that JSON does not have") },
    { "test_record_number_needs_digits_of_its_power",
      "{\"answers\":{},\"n\":[-0.5e+10,0,5E,7]}",
      CHAR("31", "a number that JSON does not have") },
    { "test_record_number_with_a_part_is_refused",
      "{\"answers\":{\"severity\":2.5}}",
      ERR("not_a_number", "severity",
          "'severity' takes a whole number from 0 to 10") },
    { "test_record_huge_number_is_refused",
      "{\"answers\":{\"severity\":1e999}}",
      ERR("not_a_number", "severity",
          "'severity' takes a whole number from 0 to 10") },
    { "test_record_number_out_of_range_is_refused",
      "{\"answers\":{\"severity\":11}}",
      ERR("out_of_range", "severity", "'severity' is from 0 to 10") },
    { "test_record_number_as_text_is_refused",
      "{\"answers\":{\"severity\":\"5\"}}",
      ERR("wrong_type", "severity",
          "'severity' takes a number, or \\\"not_sure\\\"") },
    { "test_record_choice_as_number_is_refused", "{\"answers\":{\"fever\":38}}",
      NOT_A_CHOICE("fever") },
    { "test_record_null_is_no_answer", "{\"answers\":{\"fever\":null}}",
      NOT_A_CHOICE("fever") },
    { "test_record_object_is_no_answer", "{\"answers\":{\"fever\":{}}}",
      NOT_A_CHOICE("fever") },
    { "test_record_empty_list_is_no_answer", "{\"answers\":{\"place\":[]}}",
      ERR("empty_answer", "place", "'place' has no value") },
    { "test_record_none_stands_alone",
      "{\"answers\":{\"history\":[\"none\",\"inject\"]}}",
      ERR("choice_not_alone", "history",
          "'none' of 'history' cannot go with other choices") },
    { "test_record_one_choice_where_one_is_asked",
      "{\"answers\":{\"course\":[\"same\",\"better\"]}}",
      ERR("too_many_choices", "course", "'course' takes one choice, not 2") },
    { "test_record_wrong_choice_is_guessed_at",
      "{\"answers\":{\"legs\":\"both_leg\"}}",
      "\"error\":{\"code\":\"unknown_choice\",\"key\":\"legs\",\"message\":"
      "\"'legs' has no choice 'both_leg'\",\"did_you_mean\":\"both_legs\"}" },
    { "test_record_unknown_question_is_guessed_at",
      "{\"answers\":{\"fevr\":\"no\"}}",
      "\"error\":{\"code\":\"unknown_question\",\"key\":\"fevr\",\"message\":"
      "\"unknown question 'fevr'\",\"did_you_mean\":\"fever\"}" },
    { "test_record_error_may_hold_any_character",
      "{\"answers\":{\"a\\\"\\\\\\n\\u009b\\u202e\xC3\xA9\":1}}",
      ERR("unknown_question", "a\\\"\\\\\?\?\?\xC3\xA9",
          "unknown question 'a\\\"\\\\\?\?\?\xC3\xA9'") },
    { "test_record_second_error_is_told",
      "{\"answers\":{\"xxxxx\":1,\"severity\":11,\"fever\":{}}}",
      ERR("unknown_question", "xxxxx",
          "unknown question 'xxxxx'") ","
                                      "\"more_errors\":[{\"code\":\"out_of_"
                                      "range\",\"key\":\"severity\","
                                      "\"message\":\"'severity' is from 0 to "
                                      "10\"},{\"code\":\"wrong_type\","
                                      "\"key\":\"fever\",\"message\":\"'fever' "
                                      "takes the code of a choice, "
                                      "or a list of them\"}]" },
    { "test_record_private_answer_is_never_repeated",
      "{\"answers\":{\"harm\":\"hit_me\"}}",
      ERR("unknown_choice", "harm",
          "the answer to 'harm' is none of its choices") },
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct ran ran;
    run_line(&ran, row->line, strlen(row->line));
    struct text want;
    text_init(&want, NULL);
    text_addf(&want, "{\"line\":1,%s}\n", row->result);
    cJSON_Delete(only_record(&ran));
    assert_string_equal(text_get(&ran.out), text_get(&want));
    assert_int_equal(ran.code, 3);
    text_free(&want);
    ran_free(&ran);
}

/* ---- ids ---- */

static void
expect_id(const char *line, const char *id)
{
    struct ran ran;
    run_line(&ran, line, strlen(line));
    cJSON *record = only_record(&ran);
    const cJSON *echo = cJSON_GetObjectItemCaseSensitive(record, "id");
    assert_int_equal(ran.code, 0);
    assert_true(cJSON_IsString(echo));
    assert_string_equal(echo->valuestring, id);
    cJSON_Delete(record);
    ran_free(&ran);
}

static void
test_record_id_is_echoed_exactly(void **state)
{
    (void)state;
    expect_id("{\"id\":\"\",\"answers\":{}}", "");
    expect_id("{\"answers\":{},\"id\":\"behind\"}", "behind");
    expect_id("{\"id\":\"a/b\\/\\\\\\\"\\t\\u0001\",\"answers\":{}}",
              "a/b/\\\"\t\x01");
    expect_id("{\"id\":\"\\u00e9\xC3\xA9\\ud83e\\udd31\x7F\","
              "\"answers\":{}}",
              "\xC3\xA9\xC3\xA9\xF0\x9F\xA4\xB1\x7F");
    expect_id("{\"id\":\" a \\u202e\\u009b\",\"answers\":{}}",
              " a \xE2\x80\xAE\xC2\x9B");
    expect_id("{\"\\u0069d\":\"\\\\u0000\",\"answers\":{}}", "\\u0000");
}

static void
test_record_id_may_be_long(void **state)
{
    (void)state;
    const size_t size = 100 * 1000;
    char *line = malloc(size + 100), *id = malloc(size + 1);
    assert_true(line != NULL && id != NULL);
    memset(id, 'i', size);
    id[size] = '\0';
    sprintf(line, "{\"id\":\"%s\",\"answers\":{}}\n", id);
    expect_id(line, id);
    free(line);
    free(id);
}

/* ---- what does not count ---- */

/* The answers alone, and with whatever may stand beside them. */
static void
test_record_other_members_are_ignored(void **state)
{
    (void)state;
    static const char lines[] =
        "{\"answers\":{\"legs\":\"none\"}}\n"
        "{\"note\":{\"answers\":{\"legs\":\"both_legs\"},\"id\":3},"
        "\"answers\":{\"legs\":\"none\"}}\n"
        "{\"answers\":{\"legs\":\"none\"},\"ID\":7,\"ANSWERS\":[],\"\":null,"
        "\"a\":[{\"id\":\"x\",\"id\":[[1e5,true]]}]}\n"
        "\t{ \"answers\" :\r{ \"legs\" : [ \"none\" ] } , \"legs\":1}\t\n";
    struct ran ran;
    struct out_line first, line;
    run_line(&ran, lines, strlen(lines));
    const char *at = text_get(&ran.out), *end = at + ran.out.len;
    assert_int_equal(ran.code, 0);
    assert_true(next_line(&first, &at, end));
    for (size_t i = 2; i <= 4; i++) {
        const size_t head = strlen("{\"line\":1");
        assert_true(next_line(&line, &at, end));
        assert_int_equal(line.len, first.len);
        assert_memory_equal(line.bytes + head, first.bytes + head,
                            line.len - head);
    }
    ran_free(&ran);
}

static void
test_record_has_at_most_as_many_errors_as_fit(void **state)
{
    (void)state;
    struct text line;
    struct ran ran;
    text_init(&line, NULL);
    text_add(&line, "{\"answers\":{");
    for (int i = 0; i < 1000; i++) {
        text_addf(&line, "\"x%d\":1,", i);
    }
    text_add(&line, "\"legs\":\"both_legs\"}}");
    run_line(&ran, text_get(&line), line.len);
    cJSON *record = only_record(&ran);
    const cJSON *more = cJSON_GetObjectItemCaseSensitive(record, "more_errors");
    assert_int_equal(cJSON_GetArraySize(more), BC_ERRORS_MAX - 1);
    assert_string_equal(record_level(record), "emergency");
    cJSON_Delete(record);
    ran_free(&ran);
    text_free(&line);
}

/* ---- private answers ---- */

static void
test_record_private_findings_have_no_name(void **state)
{
    (void)state;
    const struct bc_ruleset *rs = shipped_rules();
    static const char line[] = "{\"answers\":{\"harm\":\"thoughts\","
                               "\"private\":true,\"home\":\"not_safe\"}}";
    struct ran ran;
    run_line(&ran, line, strlen(line));
    cJSON_Delete(only_record(&ran));
    for (size_t i = 0; i < rs->rule_count; i++) {
        struct text id;
        text_init(&id, NULL);
        text_addf(&id, "\"%s\"", rs->rules[i].id);
        if (rs->rules[i].is_private) {
            assert_null(strstr(text_get(&ran.out), text_get(&id)));
        }
        text_free(&id);
    }
    assert_int_equal(ran.code, 0);
    assert_non_null(strstr(text_get(&ran.out), "\"private\""));
    assert_null(strstr(text_get(&ran.out), "thoughts"));
    assert_null(strstr(text_get(&ran.out), "\"private\",\"private\""));
    ran_free(&ran);
}

/* ---- emergencies ---- */

#define ALARM "\"legs\":\"both_legs\""

/* An emergency and a fault in one line. */
static const char *const faults[] = {
    "{\"answers\":{" ALARM ",\"legs\":\"none\"}}",
    "{\"answers\":{\"legs\":\"none\"},\"answers\":{" ALARM "}}",
    "{\"answers\":{" ALARM "},\"answers\":5}",
    "{\"answers\":7,\"answers\":{" ALARM "}}",
    "{\"id\":5,\"answers\":{" ALARM "}}",
    "{\"id\":\"a\",\"id\":\"a\",\"answers\":{" ALARM "}}",
    "{\"answers\":{\"legs\":[\"none\",\"both_legs\"]}}",
    "{\"answers\":{\"legs\":[\"both_legs\",7]}}",
    "{\"answers\":{\"legs\":[\"both_legs\",\"both_legs\"]}}",
    "{\"answers\":{" ALARM ",\"fever\":null}}",
    "{\"answers\":{\"fever\":{\"a\":[1]}," ALARM "}}",
    "{\"answers\":{\"feverish\":true," ALARM "}}",
    "{\"answers\":{\"severity\":1e400," ALARM "}}",
    "{\"answers\":{\"severity\":007," ALARM "}}",
    "{\"answers\":{" ALARM "}} and more",
    "{\"answers\":{" ALARM "}}{\"answers\":{}}",
    "{\"answers\":{" ALARM "}}}",
    "{\"answers\":{" ALARM "}",
    "{\"answers\":{" ALARM,
    "{\"answers\":{" ALARM ",",
    "{\"answers\":{" ALARM ",}}",
    "{\"answers\":{" ALARM ",\"fever\"",
    "{\"answers\":{" ALARM ",\"fever\":tru}}",
    "{\"answers\":{" ALARM ",fever:1}}",
    "{\"answers\":{" ALARM ",\"place\":[\"low_back\",",
    "{\"answers\":{" ALARM ",\"fever\":{\"a\":{\"b\":[[",
    "{\"answers\":{" ALARM "},\"note\":[[[[1,2",
    "{\"answers\":{" ALARM "},\"note\":{\"a\":{\"b\":}}}",
    "{\"answers\":{" ALARM "},note}",
    "{\"id\":\"\xFF\",\"answers\":{" ALARM "}}",
    "{\"id\":\"\\u0000\",\"answers\":{" ALARM "}}",
    "{\"id\":\"\x02\",\"answers\":{" ALARM "}}",
    "{\"answers\":{" ALARM "},\"note\":\"\\ud800\"}",
    "{\"answers\":{" ALARM "},\"note\":\"\\x\"}",
    "{\"answers\":{" ALARM "},\"note\":'x'}",
    "{\"answers\":{" ALARM "},\"note\":NaN}",
    "{\"answers\":{" ALARM "},}",
};

static void
expect_emergency(const char *line, size_t len)
{
    struct ran ran;
    run_line(&ran, line, len);
    cJSON *record = only_record(&ran);
    if (!record_has_error(record) ||
        strcmp(record_level(record), "emergency") != 0) {
        fail_msg("%.200s: %s", line, text_get(&ran.out));
    }
    assert_int_equal(ran.code, 3);
    cJSON_Delete(record);
    ran_free(&ran);
}

static void
test_record_fault_does_not_hide_an_emergency(void **state)
{
    (void)state;
    static const char nul[] = "{\"answers\":{" ALARM "},\"note\":\"\0\"}";
    expect_emergency(BYTES(nul));
    for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
        expect_emergency(faults[i], strlen(faults[i]));
    }
}

static void
test_record_length_does_not_hide_an_emergency(void **state)
{
    (void)state;
    static const char begin[] = "{\"answers\":{" ALARM "},\"note\":\"";
    static char line[STREAM_LINE_MAX + 2];
    memset(line, 'x', sizeof(line) - 1);
    memcpy(line, begin, sizeof(begin) - 1);
    expect_emergency(BYTES(line));
}

/* Every beginning of a record as a line of its own. */
static void
expect_no_calm_beginning(const char *record, size_t alarm_at)
{
    struct text lines;
    struct ran ran;
    struct out_line line;
    size_t len = strlen(record);
    text_init(&lines, NULL);
    for (size_t cut = 1; cut < len; cut++) {
        text_add_bytes(&lines, record, cut);
        text_add(&lines, "\n");
    }
    run_line(&ran, text_get(&lines), lines.len);
    const char *at = text_get(&ran.out), *end = at + ran.out.len;
    for (size_t cut = 1; cut < len; cut++) {
        assert_true(next_line(&line, &at, end));
        cJSON *result = check_record(&line, cut);
        assert_true(record_has_error(result));
        if (alarm_at > 0 && cut >= alarm_at) {
            assert_string_equal(record_level(result), "emergency");
        }
        cJSON_Delete(result);
    }
    assert_ptr_equal(at, end);
    ran_free(&ran);
    text_free(&lines);
}

static void
test_record_cut_anywhere_is_never_calm(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct text record;
    text_init(&record, NULL);
    person_with(&ans, "");
    text_add(&record, "{\"id\":\"p\",\"answers\":");
    add_answers(&record, &ans);
    text_add(&record, "}");
    expect_no_calm_beginning(text_get(&record), 0);
    text_clear(&record);
    text_add(&record, "{\"answers\":");
    add_answers(&record, &ans);
    text_add(&record, ", \"id\": \"p\" }");
    expect_no_calm_beginning(text_get(&record), 0);
    text_free(&record);
    static const char alarm[] =
        "{\"id\":\"p\",\"answers\":{" ALARM ",\"place\":[\"low_back\","
        "\"hip\"],\"severity\":10},\"note\":{\"a\":[1,{\"b\":\"c\"}]},\"n\":1}";
    size_t known = strlen("{\"id\":\"p\",\"answers\":{" ALARM);
    expect_no_calm_beginning(alarm, known);
    static const char listed[] =
        "{\"answers\":{\"danger\":[\"tearing\",\"chest_breath\"],"
        "\"fever\":\"no\"},\"id\":\"p\"}";
    known = strlen("{\"answers\":{\"danger\":[\"tearing\"");
    expect_no_calm_beginning(listed, known);
}

int
main(void)
{
    static const struct CMUnitTest claims[] = {
        cmocka_unit_test(test_record_id_is_echoed_exactly),
        cmocka_unit_test(test_record_id_may_be_long),
        cmocka_unit_test(test_record_other_members_are_ignored),
        cmocka_unit_test(test_record_has_at_most_as_many_errors_as_fit),
        cmocka_unit_test(test_record_private_findings_have_no_name),
        cmocka_unit_test(test_record_fault_does_not_hide_an_emergency),
        cmocka_unit_test(test_record_length_does_not_hide_an_emergency),
        cmocka_unit_test(test_record_cut_anywhere_is_never_calm),
    };
    int failed = run_rows(
        &(struct row_tests){ "records", TABLE(rows), .test = test_row });
    return failed + cmocka_run_group_tests_name("claims", claims, NULL, NULL);
}
