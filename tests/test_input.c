/* Claims about answers from bytes: three forms that say the same, every
 * refusal with its place and words, and no error that hides an emergency. */
#include "support.h"

#include "assess.h"
#include "input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The seed article's case: sore every morning for weeks, eases on moving. */
static const char seed_pairs[] = "# sore every morning\n"
                                 "danger = none\n"
                                 "saddle = none\n"
                                 "legs = none\n"
                                 "fever = no\n"
                                 "head = none\n"
                                 "harm = no\n"
                                 "\n"
                                 "birth = vaginal_plain\n"
                                 "weeks_since_birth = 10 # full weeks\n"
                                 "back_needle = no\n"
                                 "feeding = breast\n"
                                 "other_signs = none\n"
                                 "bone = none\n"
                                 "history = none\n"
                                 "place = low_back, buttock\n"
                                 "severity = 4\n"
                                 "function = harder\n"
                                 "pain_weeks = 9\n"
                                 "course = same\n"
                                 "pattern = moving_eases\n"
                                 "morning_stiffness = lt30\n"
                                 "mood = not_sure\n";

static const char seed_json[] =
    "{\"danger\": [\"none\"], \"saddle\": [\"none\"], \"legs\": \"none\",\n"
    " \"fever\": \"no\", \"head\": [\"none\"], \"harm\": \"no\",\n"
    " \"birth\": \"vaginal_plain\", \"weeks_since_birth\": 10,\n"
    " \"back_needle\": false, \"feeding\": \"breast\",\n"
    " \"other_signs\": [\"none\"], \"bone\": \"none\",\n"
    " \"history\": [\"none\"], \"place\": [\"low_back\", \"buttock\"],\n"
    " \"severity\": 4, \"function\": \"harder\", \"pain_weeks\": 9,\n"
    " \"course\": \"same\", \"pattern\": [\"moving_eases\"],\n"
    " \"morning_stiffness\": \"lt30\", \"mood\": \"not_sure\"}";

static const char seed_lines[] = "none\n"
                                 "None of these\n"
                                 "1\n"
                                 "no\n"
                                 "9\n"
                                 "1\n"
                                 "vaginal plain\n"
                                 "10\n"
                                 "n\n"
                                 "BREAST\n"
                                 "none\n"
                                 "none\n"
                                 "none\n"
                                 "1 3\n"
                                 "4\n"
                                 "harder\n"
                                 "9\n"
                                 "same\n"
                                 "1\n"
                                 "lt30\n"
                                 "not sure\n";

static enum bc_status
read_bytes(struct bc_answers *ans, const char *bytes, size_t len,
           enum input_form form, struct bc_errors *errs)
{
    /* A copy of just this length, so that a tool sees a read past its end. */
    char *copy = malloc(len > 0 ? len : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, len);
    errs->count = 0;
    answers_init(ans, shipped_rules());
    enum bc_status status = input_read(ans, "in", copy, len, form, errs);
    assert_int_equal(status, errs->count == 0 ? BC_OK : BC_E_ANSWERS);
    free(copy);
    return status;
}

static void
expect_seed(const char *bytes, size_t len, enum input_form form)
{
    struct bc_answers seed, ans;
    static struct bc_errors errs;
    assert_int_equal(
        read_bytes(&seed, seed_pairs, strlen(seed_pairs), INPUT_PAIRS, &errs),
        BC_OK);
    if (read_bytes(&ans, bytes, len, form, &errs) != BC_OK) {
        fail_msg("line %u: %s", errs.item[0].line, errs.item[0].text);
    }
    assert_int_equal(ans.tried | seed.tried, seed.tried);
    for (size_t i = 0; i < seed.rs->question_count; i++) {
        assert_int_equal(ans.of[i].state, seed.of[i].state);
        assert_int_equal(ans.of[i].choices, seed.of[i].choices);
        assert_int_equal(ans.of[i].number, seed.of[i].number);
    }
}

/* Every line feed becomes CR LF; the caller frees. */
static char *
with_crlf(const char *text)
{
    char *to = malloc(2 * strlen(text) + 1);
    size_t used = 0;
    assert_non_null(to);
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            to[used++] = '\r';
        }
        to[used++] = *text;
    }
    to[used] = '\0';
    return to;
}

/* ---- the forms ---- */

struct form_row {
    const char *name, *bytes;
    enum input_form form;
};

static const struct form_row form_rows[] = {
    { "pairs", seed_pairs, INPUT_PAIRS },
    { "json", seed_json, INPUT_JSON },
    { "lines", seed_lines, INPUT_LINES },
};

static void
run_form(void **state)
{
    const struct form_row *row = *state;
    size_t len = strlen(row->bytes);
    char marked[4096];
    char *crlf = with_crlf(row->bytes);
    expect_seed(row->bytes, len, row->form);
    expect_seed(row->bytes, len, INPUT_ANY);
    expect_seed(crlf, strlen(crlf), row->form);
    expect_seed(crlf, strlen(crlf), INPUT_ANY);
    snprintf(marked, sizeof(marked), "\xef\xbb\xbf%s", row->bytes);
    expect_seed(marked, strlen(marked), row->form);
    expect_seed(marked, strlen(marked), INPUT_ANY);
    free(crlf);
}

static void
test_input_json_may_have_blanks_around(void **state)
{
    (void)state;
    char text[4096];
    snprintf(text, sizeof(text), "\n \t\r\n%s\n\n \t", seed_json);
    expect_seed(text, strlen(text), INPUT_ANY);
}

static void
test_input_pairs_may_stand_in_any_order(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct bc_errors errs = { .count = 0 };
    static const char text[] = "mood=none\n\tseverity  =3 \n  danger = none\n";
    assert_int_equal(read_bytes(&ans, text, strlen(text), INPUT_ANY, &errs),
                     BC_OK);
    assert_int_equal(ans.of[0].state, ANSWER_GIVEN);
    assert_int_equal(ans.of[ruleset_find_question(ans.rs, "severity")].number,
                     3);
}

static void
test_input_json_escapes_are_read(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct bc_errors errs = { .count = 0 };
    static const char text[] = "{\"f\\u0065ver\":\"\\u0074\\u00338\"}";
    assert_int_equal(read_bytes(&ans, text, strlen(text), INPUT_ANY, &errs),
                     BC_OK);
    assert_int_equal(ans.of[ruleset_find_question(ans.rs, "fever")].state,
                     ANSWER_GIVEN);
}

static void
test_input_nothing_is_no_error_but_all_is_missing(void **state)
{
    (void)state;
    static const char *const empty[] = { "", "\n", "# only a comment\n",
                                         "\xef\xbb\xbf", "{}" };
    for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
        struct bc_answers ans;
        struct bc_errors errs = { .count = 0 };
        struct facts facts;
        assert_int_equal(
            read_bytes(&ans, empty[i], strlen(empty[i]), INPUT_ANY, &errs),
            BC_OK);
        assert_int_equal(ans.tried, 0);
        facts_init(&facts, &ans, FACTS_FINAL);
        assert_true(facts.needed != 0);
    }
}

/* ---- refusals ---- */

struct bad_row {
    const char *name;
    enum input_form form;
    const char *bytes;
    unsigned line, col;
    const char *code, *text, *help;
};

#define NEEDS_NUMBER "'severity' takes a whole number from 0 to 10"
#define WANTS_CHOICE(q) "'" q "' takes the code of a choice, or a list of them"
#define WANTS_NUMBER "'severity' takes a number, or \"not_sure\""
#define NOT_JSON "this is not JSON from here on, or it is cut short"
#define BAD_CHARACTER "a character that no answer can hold"

static const struct bad_row bad_rows[] = {
    /* pairs */
    { "pairs_unknown_key", INPUT_ANY, "danger = none\nfevr = no\n", 2, 1,
      "unknown-question", "unknown question 'fevr'", "did you mean 'fever'?" },
    { "pairs_key_in_capitals", INPUT_ANY, "Fever = no\n", 1, 1,
      "unknown-question", "unknown question 'Fever'", "did you mean 'fever'?" },
    { "pairs_no_key", INPUT_ANY, "  = no\n", 1, 3, "unknown-question",
      "unknown question ''", "" },
    { "pairs_repeated_key", INPUT_ANY, "fever = no\n\nfever = no\n", 3, 9,
      "repeated-question", "'fever' is answered twice", "" },
    { "pairs_unknown_value", INPUT_ANY, "# a\n  fever = t83\n", 2, 11,
      "unknown-choice", "'fever' has no choice 't83'", "did you mean 't38'?" },
    { "pairs_value_in_capitals", INPUT_ANY, "fever = T38\n", 1, 9,
      "unknown-choice", "'fever' has no choice 'T38'", "did you mean 't38'?" },
    { "pairs_number_out_of_range", INPUT_ANY, "severity = 11\n", 1, 12,
      "out-of-range", "'severity' is from 0 to 10", "" },
    { "pairs_number_huge", INPUT_ANY, "severity = 99999999999999999999\n", 1,
      12, "out-of-range", "'severity' is from 0 to 10", "" },
    { "pairs_number_with_a_fraction", INPUT_ANY, "severity = 7.0\n", 1, 12,
      "not-a-number", NEEDS_NUMBER, "" },
    { "pairs_two_equals_signs", INPUT_ANY, "fever = no = t38\n", 1, 9,
      "unknown-choice", "'fever' has no choice 'no = t38'",
      "'backcheck questions' lists the choices of 'fever'" },
    { "pairs_no_equals_sign", INPUT_ANY, "fever = no\n legs none\n", 2, 2,
      "no-equals-sign", "expected 'question = answer'", "" },
    { "pairs_no_value", INPUT_ANY, "fever =\n", 1, 8, "empty-answer",
      "'fever' has no value", "" },
    { "pairs_only_a_comment_for_a_value", INPUT_ANY, "fever = # none\n", 1, 8,
      "empty-answer", "'fever' has no value", "" },
    { "pairs_nothing_behind_the_comma", INPUT_ANY, "saddle = none,\n", 1, 10,
      "empty-answer", "nothing stands behind the comma", "" },
    { "pairs_nothing_before_the_comma", INPUT_ANY, "saddle = ,none\n", 1, 10,
      "unknown-choice", "'saddle' has no choice ''",
      "'backcheck questions' lists the choices of 'saddle'" },
    { "pairs_choices_without_a_comma", INPUT_ANY,
      "saddle = saddle_numb pee_new\n", 1, 10, "unknown-choice",
      "'saddle' has no choice 'saddle_numb pee_new'",
      "'backcheck questions' lists the choices of 'saddle'" },
    { "pairs_none_with_others", INPUT_ANY, "saddle = none, pee_new\n", 1, 10,
      "choice-not-alone", "'none' of 'saddle' cannot go with other choices",
      "" },
    { "pairs_not_sure_with_others", INPUT_ANY, "saddle = not_sure, pee_new\n",
      1, 10, "choice-not-alone", "not_sure cannot go with choices of 'saddle'",
      "" },
    { "pairs_last_line_without_its_end", INPUT_ANY, "danger = none\nfever = no",
      2, 1, "no-line-end", "the last line has no end: it may be cut short",
      "" },
    { "pairs_comment_without_its_end", INPUT_ANY, "fever = no\n# done", 2, 1,
      "no-line-end", "the last line has no end: it may be cut short", "" },
    { "pairs_control_character", INPUT_ANY, "fever = n\033o\n", 1, 10,
      "bad-character", BAD_CHARACTER, "" },
    { "pairs_lone_carriage_return", INPUT_ANY, "fever = no\rlegs = none\n", 1,
      11, "bad-character", BAD_CHARACTER, "" },
    { "pairs_bad_utf8", INPUT_ANY, "danger = none\nfever = no\xff\n", 2, 11,
      "bad-character", BAD_CHARACTER, "save the file as plain text in UTF-8" },
    { "pairs_zero_width_character", INPUT_ANY, "fever = \xe2\x80\x8bno\n", 1, 9,
      "bad-character", BAD_CHARACTER, "" },
    { "pairs_byte_order_mark_on_a_later_line", INPUT_ANY,
      "danger = none\n\xef\xbb\xbf"
      "fever = no\n",
      2, 1, "bad-character", BAD_CHARACTER, "" },
    /* JSON. Members have no line: cJSON does not keep it. At a broken string
     * it points behind the quote. */
    { "json_unknown_key", INPUT_ANY, "{\"fevr\":\"no\"}", 1, 2,
      "unknown-question", "unknown question 'fevr'", "did you mean 'fever'?" },
    { "json_key_in_other_case", INPUT_ANY, "{\"Fever\":\"no\"}", 1, 2,
      "unknown-question", "unknown question 'Fever'", "did you mean 'fever'?" },
    { "json_repeated_key", INPUT_ANY, "{\"fever\":\"no\",\"fever\":\"no\"}", 1,
      15, "repeated-question", "'fever' is answered twice", "" },
    { "json_repeated_key_by_escape", INPUT_ANY,
      "{\"fever\":\"no\",\"f\\u0065ver\":\"no\"}", 1, 15, "repeated-question",
      "'fever' is answered twice", "" },
    { "json_empty_key", INPUT_ANY, "{\"\":\"no\"}", 1, 2, "unknown-question",
      "unknown question ''", "" },
    { "json_unknown_value", INPUT_ANY, "{\"fever\":\"t83\"}", 1, 2,
      "unknown-choice", "'fever' has no choice 't83'", "did you mean 't38'?" },
    { "json_two_choices_in_one_string", INPUT_ANY,
      "{\"saddle\":\"saddle_numb, pee_new\"}", 1, 2, "unknown-choice",
      "'saddle' has no choice 'saddle_numb, pee_new'",
      "'backcheck questions' lists the choices of 'saddle'" },
    { "json_empty_string", INPUT_ANY, "{\"fever\":\"\"}", 1, 2,
      "unknown-choice", "'fever' has no choice ''",
      "'backcheck questions' lists the choices of 'fever'" },
    { "json_empty_list", INPUT_ANY, "{\"saddle\":[]}", 1, 2, "empty-answer",
      "'saddle' has no value", "" },
    { "json_repeated_choice", INPUT_ANY,
      "{\"saddle\":[\"pee_new\",\"pee_new\"]}", 1, 2, "repeated-choice",
      "a choice of 'saddle' stands there twice", "" },
    { "json_none_with_others", INPUT_ANY, "{\"saddle\":[\"none\",\"pee_new\"]}",
      1, 2, "choice-not-alone",
      "'none' of 'saddle' cannot go with other choices", "" },
    { "json_two_where_one_is_asked", INPUT_ANY, "{\"fever\":[\"no\",\"t38\"]}",
      1, 2, "too-many-choices", "'fever' takes one choice, not 2", "" },
    { "json_null", INPUT_ANY, "{\"fever\":null}", 1, 2, "wrong-type",
      WANTS_CHOICE("fever"), "" },
    { "json_null_for_a_number", INPUT_ANY, "{\"severity\":null}", 1, 2,
      "wrong-type", WANTS_NUMBER, "" },
    { "json_object", INPUT_ANY, "{\"fever\":{\"t38\":true}}", 1, 2,
      "wrong-type", WANTS_CHOICE("fever"), "" },
    { "json_true_for_a_choice_without_yes", INPUT_ANY, "{\"fever\":true}", 1, 2,
      "wrong-type", WANTS_CHOICE("fever"), "" },
    { "json_false_for_a_list", INPUT_ANY, "{\"saddle\":false}", 1, 2,
      "wrong-type", WANTS_CHOICE("saddle"), "" },
    { "json_true_for_a_number", INPUT_ANY, "{\"severity\":true}", 1, 2,
      "wrong-type", WANTS_NUMBER, "" },
    { "json_number_for_a_choice", INPUT_ANY, "{\"fever\":1}", 1, 2,
      "wrong-type", WANTS_CHOICE("fever"), "" },
    { "json_string_for_a_number", INPUT_ANY, "{\"severity\":\"7\"}", 1, 2,
      "wrong-type", WANTS_NUMBER, "" },
    { "json_list_for_a_number", INPUT_ANY, "{\"severity\":[7]}", 1, 2,
      "wrong-type", WANTS_NUMBER, "" },
    { "json_list_in_a_list", INPUT_ANY, "{\"saddle\":[[\"none\"]]}", 1, 2,
      "wrong-type", WANTS_CHOICE("saddle"), "" },
    { "json_null_in_a_list", INPUT_ANY, "{\"saddle\":[\"none\",null]}", 1, 2,
      "wrong-type", WANTS_CHOICE("saddle"), "" },
    { "json_number_huge", INPUT_ANY, "{\"severity\":1e400}", 1, 2,
      "not-a-number", NEEDS_NUMBER, "" },
    { "json_number_large", INPUT_ANY, "{\"severity\":4294967303}", 1, 2,
      "not-a-number", NEEDS_NUMBER, "" },
    { "json_number_out_of_range", INPUT_ANY, "{\"severity\":11}", 1, 2,
      "out-of-range", "'severity' is from 0 to 10", "" },
    { "json_number_below_zero", INPUT_ANY, "{\"severity\":-1}", 1, 2,
      "not-a-number", NEEDS_NUMBER, "" },
    { "json_number_with_a_fraction", INPUT_ANY, "{\"severity\":7.5}", 1, 2,
      "not-a-number", NEEDS_NUMBER, "" },
    { "json_number_a_hair_off", INPUT_ANY, "{\"severity\":7.000000000001}", 1,
      2, "not-a-number", NEEDS_NUMBER, "" },
    { "json_escaped_nul", INPUT_ANY, "{\n \"fever\":\"t38\\u0000x\"}", 2, 14,
      "bad-character", "an escaped NUL", "" },
    { "json_escaped_nul_in_a_key", INPUT_ANY, "{\"fever\\u0000x\":\"no\"}", 1,
      8, "bad-character", "an escaped NUL", "" },
    { "json_escaped_backslash_is_no_nul", INPUT_ANY,
      "{\"fever\":\"\\\\u0000\"}", 1, 2, "unknown-choice",
      "'fever' has no choice '\\u0000'",
      "'backcheck questions' lists the choices of 'fever'" },
    { "json_bad_utf8", INPUT_ANY, "{\n\"fever\":\n\"\xc0\xaf\"}", 3, 2,
      "not-utf8", "these bytes are not UTF-8", "" },
    { "json_lone_surrogate", INPUT_ANY, "{\"fever\":\"\\ud800\"}", 1, 11,
      "json-syntax", NOT_JSON, "" },
    { "json_text_behind", INPUT_ANY, "{\"fever\":\"no\"}\n x", 2, 2,
      "text-behind-json", "text behind the JSON value", "" },
    { "json_second_value_behind", INPUT_ANY, "{\"fever\":\"no\"}{}", 1, 15,
      "text-behind-json", "text behind the JSON value", "" },
    { "json_comment_behind", INPUT_ANY, "{} # done", 1, 4, "text-behind-json",
      "text behind the JSON value", "" },
    { "json_comma_too_many", INPUT_ANY, "{\"fever\":\"no\",}", 1, 15,
      "json-syntax", NOT_JSON, "" },
    { "json_single_quotes", INPUT_ANY, "{'fever':'no'}", 1, 3, "json-syntax",
      NOT_JSON, "" },
    { "json_cut_in_a_string", INPUT_ANY, "{\"fever\":\"n", 1, 11, "json-syntax",
      NOT_JSON, "" },
    { "json_not_a_number", INPUT_ANY, "{\"severity\":NaN}", 1, 13,
      "json-syntax", NOT_JSON, "" },
    { "json_list_at_the_top", INPUT_JSON, "[{\"fever\":\"no\"}]", 1, 1,
      "not-an-object", "expected one JSON object", "" },
    { "json_string_at_the_top", INPUT_JSON, "\"fever\"", 1, 1, "not-an-object",
      "expected one JSON object", "" },
    { "json_null_at_the_top", INPUT_JSON, "null", 1, 1, "not-an-object",
      "expected one JSON object", "" },
    { "json_nothing_at_all", INPUT_JSON, "", 1, 1, "json-syntax", NOT_JSON,
      "" },
    /* lines */
    { "lines_blank_line", INPUT_ANY, "none\n\nnone\n", 2, 1, "bad-line",
      "a blank line is no answer to 'saddle'",
      "one answer a line, in the order asked" },
    { "lines_blank_line_of_spaces", INPUT_ANY, "none\n  \t\n", 2, 1, "bad-line",
      "a blank line is no answer to 'saddle'",
      "one answer a line, in the order asked" },
    { "lines_not_on_the_list", INPUT_ANY, "none\nnone\n99\n", 3, 1, "bad-line",
      "not on the list of answers to 'legs'",
      "one answer a line, in the order asked" },
    { "lines_two_where_one_is_asked", INPUT_ANY, "none\nnone\n1 2\n", 3, 1,
      "bad-line", "more than one answer to 'legs'",
      "one answer a line, in the order asked" },
    { "lines_none_with_others", INPUT_ANY, "1 9\n", 1, 1, "bad-line",
      "answers that cannot go together to 'danger'",
      "one answer a line, in the order asked" },
    { "lines_letter_that_fits_two", INPUT_ANY, "none\nnone\nn\n", 3, 1,
      "bad-line", "a letter that fits more than one answer to 'legs'",
      "one answer a line, in the order asked" },
    { "lines_number_out_of_range", INPUT_ANY,
      "none\nnone\n1\nno\nnone\nno\ncaesarean\n521\n", 8, 1, "bad-line",
      "not a number in the range of 'weeks_since_birth'",
      "one answer a line, in the order asked" },
    { "lines_last_line_without_its_end", INPUT_ANY, "none\nnone", 2, 1,
      "no-line-end", "the last line has no end: it may be cut short", "" },
    { "lines_control_character", INPUT_LINES, "no\ane\n", 1, 3, "bad-character",
      BAD_CHARACTER, "" },
};

/* A bad byte is told, and so is the word it spoils. */
static size_t
errors_expected(const struct bad_row *row)
{
    static const char *const spoiled[] = { "json_bad_utf8",
                                           "pairs_control_character",
                                           "pairs_zero_width_character" };
    for (size_t i = 0; i < ARRAY_LEN(spoiled); i++) {
        if (strcmp(row->name, spoiled[i]) == 0) {
            return 2;
        }
    }
    return 1;
}

static void
run_bad(void **state)
{
    const struct bad_row *row = *state;
    struct bc_answers ans;
    static struct bc_errors errs;
    assert_int_equal(
        read_bytes(&ans, row->bytes, strlen(row->bytes), row->form, &errs),
        BC_E_ANSWERS);
    const struct bc_error *error = &errs.item[0];
    assert_string_equal(error->code, row->code);
    assert_string_equal(error->text, row->text);
    assert_string_equal(error->help, row->help);
    assert_string_equal(error->file, "in");
    assert_int_equal(error->line, row->line);
    assert_int_equal(error->col, row->col);
    assert_int_equal(errs.count, errors_expected(row));
}

static void
test_input_all_problems_are_listed_at_once(void **state)
{
    (void)state;
    struct bc_answers ans;
    static struct bc_errors errs;
    static const char text[] = "fevr = no\nlegs = nune\nseverity = 11\n"
                               "danger none\nmood = none\nmood = down\n";
    static const char *const codes[] = { "unknown-question", "unknown-choice",
                                         "out-of-range", "no-equals-sign",
                                         "repeated-question" };
    read_bytes(&ans, text, strlen(text), INPUT_ANY, &errs);
    assert_int_equal(errs.count, ARRAY_LEN(codes));
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        assert_string_equal(errs.item[i].code, codes[i]);
    }
    assert_int_equal(errs.item[4].line, 6);
}

static void
test_input_more_errors_than_fit_are_counted(void **state)
{
    (void)state;
    struct bc_answers ans;
    static struct bc_errors errs;
    char text[1000] = "";
    for (int i = 0; i < 100; i++) {
        strcat(text, "x = y\n");
    }
    read_bytes(&ans, text, strlen(text), INPUT_ANY, &errs);
    assert_int_equal(errs.count, 100);
    assert_int_equal(errs.item[BC_ERRORS_MAX - 1].line, BC_ERRORS_MAX);
}

static void
test_input_nul_byte_is_refused_in_every_form(void **state)
{
    (void)state;
    struct bc_answers ans;
    static struct bc_errors errs;
    static const char pair[] = "fever = no\0x\n";
    static const char json[] = "{\"fever\":\"no\0x\"}";
    static const char line[] = "none\0x\n";
    read_bytes(&ans, pair, sizeof(pair) - 1, INPUT_ANY, &errs);
    assert_string_equal(errs.item[0].code, "bad-character");
    assert_int_equal(errs.item[0].col, 11);
    read_bytes(&ans, json, sizeof(json) - 1, INPUT_ANY, &errs);
    assert_string_equal(errs.item[0].code, "bad-character");
    assert_string_equal(errs.item[0].text, "a NUL byte");
    assert_int_equal(errs.item[0].col, 13);
    read_bytes(&ans, line, sizeof(line) - 1, INPUT_ANY, &errs);
    assert_string_equal(errs.item[0].code, "bad-character");
    assert_int_equal(errs.item[0].col, 5);
}

static void
test_input_very_long_line_is_refused(void **state)
{
    (void)state;
    struct bc_answers ans;
    static struct bc_errors errs;
    static char text[5000];
    memset(text, ' ', sizeof(text));
    memcpy(text, "fever = no", 10);
    text[sizeof(text) - 1] = '\n';
    read_bytes(&ans, text, sizeof(text), INPUT_ANY, &errs);
    assert_int_equal(errs.count, 1);
    assert_string_equal(errs.item[0].code, "line-too-long");
    assert_string_equal(errs.item[0].text, "the line is too long");
    assert_int_equal(errs.item[0].line, 1);
}

static void
test_input_json_nested_too_deep_is_refused(void **state)
{
    (void)state;
    struct bc_answers ans;
    static struct bc_errors errs;
    enum { DEPTH = 100000 };
    char *text = malloc(DEPTH + 20);
    assert_non_null(text);
    memcpy(text, "{\"saddle\":", 10);
    memset(text + 10, '[', DEPTH);
    read_bytes(&ans, text, DEPTH + 10, INPUT_ANY, &errs);
    assert_int_equal(errs.count, 1);
    assert_string_equal(errs.item[0].code, "json-syntax");
    free(text);
}

static void
test_input_left_over_line_names_its_number(void **state)
{
    (void)state;
    struct bc_answers ans;
    static struct bc_errors errs;
    char text[1000];
    snprintf(text, sizeof(text), "%snone\nnone\n", seed_lines);
    read_bytes(&ans, text, strlen(text), INPUT_ANY, &errs);
    assert_int_equal(errs.count, 1);
    assert_string_equal(errs.item[0].code, "left-over-line");
    assert_string_equal(errs.item[0].text,
                        "every question has its answer before this line");
    assert_int_equal(errs.item[0].line, 22);
    snprintf(text, sizeof(text), "%s\n", seed_lines);
    read_bytes(&ans, text, strlen(text), INPUT_ANY, &errs);
    assert_int_equal(errs.count, 1);
    assert_string_equal(errs.item[0].code, "left-over-line");
    assert_int_equal(errs.item[0].line, 22);
}

static void
test_input_bad_line_does_not_shift_those_behind(void **state)
{
    (void)state;
    struct bc_answers ans;
    static struct bc_errors errs;
    static const char text[] = "none\nbanana\nnone\nt38\n";
    read_bytes(&ans, text, strlen(text), INPUT_ANY, &errs);
    assert_int_equal(errs.count, 1);
    assert_int_equal(errs.item[0].line, 2);
    int fever = ruleset_find_question(ans.rs, "fever");
    assert_int_equal(ans.of[fever].state, ANSWER_GIVEN);
    assert_int_equal(ans.of[ruleset_find_question(ans.rs, "saddle")].state,
                     ANSWER_NOT_GIVEN);
}

/* ---- private values ---- */

struct secret_row {
    const char *name, *bytes;
};

static const struct secret_row secret_rows[] = {
    { "secret_pairs_wrong", "harm = mysecret\n" },
    { "secret_pairs_two", "harm = mysecret, plan\n" },
    { "secret_pairs_two_equals_signs", "harm = no = mysecret\n" },
    { "secret_pairs_repeated", "harm = no\nharm = mysecret\n" },
    { "secret_pairs_bad_character", "harm = mysecret\033\n" },
    { "secret_json_wrong", "{\"harm\":\"mysecret\"}" },
    { "secret_json_list", "{\"home\":[\"mysecret\",null]}" },
    { "secret_json_object", "{\"home\":{\"mysecret\":1}}" },
    { "secret_json_cut", "{\"harm\":\"mysecret" },
    { "secret_lines_wrong", "none\nnone\n1\nno\nnone\nmysecret\n" },
};

static void
run_secret(void **state)
{
    const struct secret_row *row = *state;
    struct bc_answers ans;
    static struct bc_errors errs;
    struct text out;
    read_bytes(&ans, row->bytes, strlen(row->bytes), INPUT_ANY, &errs);
    assert_true(errs.count > 0);
    text_init(&out, NULL);
    errors_print(&out, &errs, 4096);
    assert_null(strstr(text_get(&out), "secret"));
    text_free(&out);
}

/* ---- cut at any byte ---- */

struct cut_row {
    const char *name, *bytes;
    enum input_form form;
};

static const struct cut_row cut_rows[] = {
    { "cut_pairs", seed_pairs, INPUT_PAIRS },
    { "cut_pairs_told_apart", seed_pairs, INPUT_ANY },
    { "cut_json", seed_json, INPUT_JSON },
    { "cut_json_told_apart", seed_json, INPUT_ANY },
    { "cut_lines", seed_lines, INPUT_LINES },
    { "cut_lines_told_apart", seed_lines, INPUT_ANY },
};

static void
run_cut(void **state)
{
    const struct cut_row *row = *state;
    static struct bc_errors errs;
    size_t len = strlen(row->bytes);
    for (size_t cut = 0; cut <= len; cut++) {
        struct bc_answers ans;
        struct facts facts;
        enum bc_status status =
            read_bytes(&ans, row->bytes, cut, row->form, &errs);
        facts_init(&facts, &ans, FACTS_FINAL);
        bool clean = status == BC_OK && facts.missing == 0;
        if (clean != (cut == len)) {
            fail_msg("cut at byte %zu of %zu", cut, len);
        }
    }
}

/* ---- an error never hides an emergency ---- */

#define TEN " a b c d e"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

struct beside_row {
    const char *name, *bytes;
};

static const struct beside_row beside_rows[] = {
    { "beside_unknown_key_before", "fevr = no\nsaddle = saddle_numb\n" },
    { "beside_unknown_key_after", "saddle = saddle_numb\nfevr = no\n" },
    { "beside_repeated_key_worse_first",
      "saddle = saddle_numb\nsaddle = none\n" },
    { "beside_repeated_key_worse_second",
      "saddle = none\nsaddle = saddle_numb\n" },
    { "beside_repeated_single_worse_first", "legs = clumsy\nlegs = none\n" },
    { "beside_repeated_single_worse_second", "legs = none\nlegs = clumsy\n" },
    { "beside_repeated_number_worse_first",
      "fever = t38\nseverity = 9\nseverity = 2\n" },
    { "beside_repeated_number_worse_second",
      "fever = t38\nseverity = 2\nseverity = 9\n" },
    { "beside_none_first", "saddle = none, saddle_numb\n" },
    { "beside_none_last", "saddle = saddle_numb, none\n" },
    { "beside_not_sure_first", "saddle = not_sure, saddle_numb\n" },
    { "beside_not_sure_last", "saddle = saddle_numb, not_sure\n" },
    { "beside_two_where_one_is_asked", "legs = none, both_legs\n" },
    { "beside_unknown_choice", "saddle = banana, saddle_numb\n" },
    { "beside_bad_number", "severity = 11\nsaddle = saddle_numb\n" },
    { "beside_bad_number_behind", "saddle = saddle_numb\nseverity = x\n" },
    { "beside_no_equals_sign", "legs none\nsaddle = saddle_numb\n" },
    { "beside_bad_character", "legs = \033\nsaddle = saddle_numb\n" },
    { "beside_no_line_end", "saddle = saddle_numb" },
    { "beside_comma_without_choice", "saddle = saddle_numb,\n" },
    { "beside_emergency_of_two_answers",
      "fever = t38\nhistory = immune\nhistory = none\n" },
    { "beside_private_emergency", "harm = no\nharm = plan\n" },
    { "beside_json_unknown_key",
      "{\"fevr\":\"no\",\"saddle\":[\"saddle_numb\"]}" },
    { "beside_json_other_case",
      "{\"Saddle\":[\"none\"],\"saddle\":[\"saddle_numb\"]}" },
    { "beside_json_repeated_worse_first",
      "{\"saddle\":[\"saddle_numb\"],\"saddle\":[\"none\"]}" },
    { "beside_json_repeated_worse_second",
      "{\"saddle\":[\"none\"],\"saddle\":[\"saddle_numb\"]}" },
    { "beside_json_none", "{\"saddle\":[\"none\",\"saddle_numb\"]}" },
    { "beside_json_null_in_the_list", "{\"saddle\":[null,\"saddle_numb\"]}" },
    { "beside_json_wrong_type", "{\"legs\":7,\"saddle\":\"saddle_numb\"}" },
    { "beside_json_bad_number",
      "{\"severity\":7.5,\"saddle\":\"saddle_numb\"}" },
    { "beside_json_text_behind", "{\"saddle\":\"saddle_numb\"} x" },
    { "beside_lines_bad_line", "banana\nsaddle numb\n" },
    { "beside_lines_none_and_another", "1 9\n" },
    { "beside_lines_unknown_and_another", "banana 1\n" },
    { "beside_lines_two_where_one_is_asked", "none\nnone\n1 6\n" },
    { "beside_lines_blank_line", "none\nsaddle numb\n\n" },
    { "beside_lines_no_line_end", "none\n1" },
    { "beside_none_with_not_sure", "saddle = none, not_sure\n" },
    { "beside_none_then_not_sure", "saddle = none\nsaddle = not_sure\n" },
    { "beside_not_sure_then_none", "saddle = not_sure\nsaddle = none\n" },
    { "beside_json_bad_byte",
      "{\"saddle\":[\"saddle_numb\"],\"fever\":\"n\xffo\"}" },
    { "beside_json_escaped_nul",
      "{\"saddle\":[\"saddle_numb\"],\"fever\":\"n\\u0000o\"}" },
    { "beside_comment_that_is_too_long",
      "saddle = saddle_numb #" HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED
          HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED "\n" },
    { "beside_third_number",
      "fever=t38\nseverity=3\nseverity=9\nseverity=3\n" },
    { "beside_second_single_choice",
      "weeks_since_birth=1\nback_needle=yes\nother_signs=epi_site\n"
      "severity=8\ncourse=same\ncourse=better\n" },
    { "beside_json_fault_behind", "{\"legs\":\"both_legs\",}" },
    { "beside_json_cut", "{\"legs\":\"both_legs\",\"fever\":\"t3" },
    { "beside_bad_byte_in_comment", "saddle = saddle_numb # caf\xe9\n" },
    { "beside_title_line", "my answers\nlegs = both_legs\n" },
    { "beside_lines_two_births",
      "9\n4\n2\n1\n9\n1\n1 5\n3\n2\n1\n9\n7\n1\n1\n2\n1\n1\n" },
    { "beside_lines_number_out_of_range",
      "9\n4\n2\n1\n9\n1\n1\n600\n2\n1\n9\n7\n1\n1\n2\n1\n1\n" },
    { "beside_lines_none_with_not_sure", "9 10\n4\n1\n" },
    { "beside_lines_left_over",
      "none\n1\n1\nno\nnone\nno\nnot given birth\nx\n" },
};

static void
run_beside(void **state)
{
    const struct beside_row *row = *state;
    struct bc_answers ans;
    static struct bc_errors errs;
    read_bytes(&ans, row->bytes, strlen(row->bytes), INPUT_ANY, &errs);
    assert_true(errs.count > 0);
    assert_true(assess_finds_emergency(&ans));
}

/* Contradictions of which no reading is an emergency raise no alarm. */
static void
test_input_contradiction_of_mild_answers_is_only_an_error(void **state)
{
    static const char *const inputs[] = {
        "legs = none\nlegs = not_sure\n",
        "head = none\nhead = not_sure\n",
        "harm = no\nharm = not_sure\n",
        "fever = no\nfever = t38\n",
        "fever = t38\nseverity = 2\nseverity = 5\n",
        "course = better, same\nseverity = 8\n",
    };
    static struct bc_errors errs;
    struct bc_answers ans;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(inputs); i++) {
        read_bytes(&ans, inputs[i], strlen(inputs[i]), INPUT_ANY, &errs);
        assert_true(errs.count > 0);
        assert_false(assess_finds_emergency(&ans));
    }
}

/* ---- all ---- */

static int
run_tables(void)
{
    int failed = 0;
    failed += run_rows(
        &(struct row_tests){ "form", TABLE(form_rows), .test = run_form });
    failed += run_rows(
        &(struct row_tests){ "bad", TABLE(bad_rows), .test = run_bad });
    failed += run_rows(&(struct row_tests){ "secret", TABLE(secret_rows),
                                            .test = run_secret });
    failed += run_rows(
        &(struct row_tests){ "cut", TABLE(cut_rows), .test = run_cut });
    failed += run_rows(&(struct row_tests){ "beside", TABLE(beside_rows),
                                            .test = run_beside });
    return failed;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_input_contradiction_of_mild_answers_is_only_an_error),
        cmocka_unit_test(test_input_json_may_have_blanks_around),
        cmocka_unit_test(test_input_pairs_may_stand_in_any_order),
        cmocka_unit_test(test_input_json_escapes_are_read),
        cmocka_unit_test(test_input_nothing_is_no_error_but_all_is_missing),
        cmocka_unit_test(test_input_all_problems_are_listed_at_once),
        cmocka_unit_test(test_input_more_errors_than_fit_are_counted),
        cmocka_unit_test(test_input_nul_byte_is_refused_in_every_form),
        cmocka_unit_test(test_input_very_long_line_is_refused),
        cmocka_unit_test(test_input_json_nested_too_deep_is_refused),
        cmocka_unit_test(test_input_left_over_line_names_its_number),
        cmocka_unit_test(test_input_bad_line_does_not_shift_those_behind),
    };
    return run_tables() +
           cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
