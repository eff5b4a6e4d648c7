/* Claims about what a person may type at a question of the shipped pack. */
#include "support.h"

#include "typed.h"

#include <stdio.h>
#include <string.h>

static const struct question *
question(const char *id)
{
    int at = ruleset_find_question(shipped_rules(), id);
    if (at < 0) {
        fail_msg("no question %s", id);
    }
    return &shipped_rules()->questions[at];
}

/* The codes of an answer, divided by spaces; "not_sure" where it is that. */
static const char *
codes(const struct question *q, const struct answer *answer)
{
    static char words[512];
    words[0] = '\0';
    if (answer->state == ANSWER_NOT_SURE) {
        return answer->choices == 0 ? "not_sure" : "not_sure with choices";
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((answer->choices & BIT(i)) != 0) {
            strcat(words, words[0] != '\0' ? " " : "");
            strcat(words, q->choices[i].id);
        }
    }
    return words;
}

/* ---- choices ---- */

struct choice_row {
    const char *name, *question, *line;
    enum typed_result result;
    const char *expected; /* codes; else the word not understood */
};

static const struct choice_row choice_rows[] = {
    /* numbers of the list */
    { "number_of_the_first_line", "saddle", "1", TYPED_OK, "saddle_numb" },
    { "number_of_the_last_choice", "saddle", "4", TYPED_OK, "none" },
    { "number_of_not_sure", "saddle", "5", TYPED_OK, "not_sure" },
    { "number_past_the_list", "saddle", "6", TYPED_UNKNOWN, "6" },
    { "number_zero", "saddle", "0", TYPED_UNKNOWN, "0" },
    { "number_below_zero", "saddle", "-1", TYPED_UNKNOWN, "-1" },
    { "number_too_long_for_a_number", "saddle", "99999999999999999999",
      TYPED_UNKNOWN, "99999999999999999999" },
    { "number_with_zeros_before", "saddle", "01", TYPED_OK, "saddle_numb" },
    { "number_with_blanks_around", "saddle", "  2\t", TYPED_OK, "pee_new" },
    { "number_full_width", "saddle", "\xef\xbc\x92", TYPED_OK, "pee_new" },
    { "number_with_a_fraction", "saddle", "1.5", TYPED_UNKNOWN, "1.5" },
    /* several */
    { "several_by_spaces", "saddle", "1 3", TYPED_OK,
      "saddle_numb leak_unfelt" },
    { "several_by_commas", "saddle", "1,3", TYPED_OK,
      "saddle_numb leak_unfelt" },
    { "several_by_comma_and_space", "saddle", "1, 3", TYPED_OK,
      "saddle_numb leak_unfelt" },
    { "several_by_chinese_comma", "saddle",
      "1\xef\xbc\x8c"
      "3",
      TYPED_OK, "saddle_numb leak_unfelt" },
    { "several_by_chinese_space", "saddle",
      "1\xe3\x80\x80"
      "3",
      TYPED_OK, "saddle_numb leak_unfelt" },
    { "several_full_width", "saddle", "\xef\xbc\x91\xef\xbc\x8c\xef\xbc\x93",
      TYPED_OK, "saddle_numb leak_unfelt" },
    { "several_in_any_order", "saddle", "3 1", TYPED_OK,
      "saddle_numb leak_unfelt" },
    { "several_codes_and_numbers", "saddle", "pee_new, 1", TYPED_OK,
      "saddle_numb pee_new" },
    { "several_the_same_is_once", "saddle", "1 1", TYPED_OK, "saddle_numb" },
    { "several_with_a_comma_too_many", "saddle", "1,,3,", TYPED_OK,
      "saddle_numb leak_unfelt" },
    { "several_with_one_unknown", "saddle", "1 9", TYPED_UNKNOWN, "9" },
    { "several_where_one_is_asked", "legs", "1 2", TYPED_ONE_ONLY, "" },
    { "several_the_same_where_one_is_asked", "legs", "2 2", TYPED_OK,
      "pain_one" },
    { "none_with_others", "saddle", "1 4", TYPED_ALONE, "none" },
    { "others_with_none", "saddle", "none, pee_new", TYPED_ALONE, "none" },
    { "not_sure_with_others", "saddle", "1 5", TYPED_ALONE, "not sure" },
    { "not_sure_where_one_is_asked", "legs", "1 7", TYPED_ONE_ONLY, "" },
    /* words */
    { "code", "legs", "weak_one_mild", TYPED_OK, "weak_one_mild" },
    { "code_with_spaces", "legs", "weak one mild", TYPED_OK, "weak_one_mild" },
    { "code_with_dashes", "legs", "weak-one-mild", TYPED_OK, "weak_one_mild" },
    { "code_in_capitals", "legs", "WEAK_ONE_MILD", TYPED_OK, "weak_one_mild" },
    { "code_in_mixed_case_and_blanks", "legs", "  Weak   One mild ", TYPED_OK,
      "weak_one_mild" },
    { "codes_with_spaces_by_comma", "saddle", "pee new, leak unfelt", TYPED_OK,
      "pee_new leak_unfelt" },
    { "code_cut_short", "legs", "weak_one", TYPED_UNKNOWN, "weak_one" },
    { "code_with_more_behind", "legs", "clumsyx", TYPED_UNKNOWN, "clumsyx" },
    { "words_of_the_line", "saddle", "None of these", TYPED_OK, "none" },
    { "words_of_the_line_in_small_letters", "saddle", "none of these", TYPED_OK,
      "none" },
    { "words_of_a_line_with_commas", "birth", "vaginal, with stitches",
      TYPED_OK, "vaginal_stitches" },
    { "not_sure_with_space", "legs", "not sure", TYPED_OK, "not_sure" },
    { "not_sure_with_underscore", "legs", "not_sure", TYPED_OK, "not_sure" },
    { "not_sure_in_capitals", "legs", "NOT SURE", TYPED_OK, "not_sure" },
    { "word_that_is_nothing", "legs", "banana", TYPED_UNKNOWN, "banana" },
    { "word_in_chinese", "legs", "\xe4\xb8\xad", TYPED_UNKNOWN,
      "\xe4\xb8\xad" },
    { "word_with_controls_is_made_plain", "legs", "\033[2J", TYPED_UNKNOWN,
      "?[2j" },
    /* letters */
    { "letter_yes", "back_needle", "y", TYPED_OK, "yes" },
    { "letter_yes_in_capitals", "back_needle", "Y", TYPED_OK, "yes" },
    { "letter_no_where_yes_and_no_are_all", "back_needle", "n", TYPED_OK,
      "no" },
    { "letter_that_fits_one_line", "birth", "c", TYPED_OK, "caesarean" },
    { "letter_that_fits_two_lines", "birth", "v", TYPED_LETTER, "v" },
    { "letter_of_a_line_and_of_not_sure", "legs", "n", TYPED_LETTER, "n" },
    { "letter_of_not_sure_alone_is_not_enough", "birth", "n", TYPED_LETTER,
      "n" },
    { "letter_that_fits_none", "birth", "z", TYPED_UNKNOWN, "z" },
    { "letters_where_several_may_be", "mood", "l", TYPED_LETTER, "l" },
    /* nothing */
    { "empty", "saddle", "", TYPED_EMPTY, "" },
    { "empty_blanks", "saddle", " \t ", TYPED_EMPTY, "" },
    { "empty_commas", "saddle", " , ,", TYPED_EMPTY, "" },
    { "empty_chinese_blank", "saddle", "\xe3\x80\x80", TYPED_EMPTY, "" },
};

static void
run_choice(void **state)
{
    const struct choice_row *row = *state;
    const struct question *q = question(row->question);
    struct typed typed;
    assert_int_equal(typed_read(&typed, q, row->line), row->result);
    switch (row->result) {
    case TYPED_OK:
        assert_string_equal(codes(q, &typed.answer), row->expected);
        break;
    case TYPED_ALONE:
        assert_string_equal(typed.choice == (int)q->choice_count
                                ? "not sure"
                                : q->choices[typed.choice].id,
                            row->expected);
        break;
    case TYPED_EMPTY:
    case TYPED_UNKNOWN:
    case TYPED_ONE_ONLY:
    case TYPED_LETTER:
    case TYPED_NUMBER:
        assert_string_equal(typed.word, row->expected);
        break;
    }
}

/* ---- what is kept beside a problem ---- */

struct kept_row {
    const char *name, *question, *line, *kept;
};

static const struct kept_row kept_rows[] = {
    { "kept_of_several_with_one_unknown", "saddle", "1 9", "saddle_numb" },
    { "kept_of_several_where_one_is_asked", "legs", "1 2", "none pain_one" },
    { "kept_of_not_sure_where_one_is_asked", "legs", "1 7", "none" },
    { "kept_of_none_with_others", "saddle", "1 4", "saddle_numb" },
    { "kept_of_others_with_none", "saddle", "none, pee_new", "pee_new" },
    { "kept_of_not_sure_with_others", "saddle", "1 5", "saddle_numb" },
    { "kept_behind_a_word_not_understood", "saddle", "banana 1",
      "saddle_numb" },
    { "kept_of_a_word_not_understood", "saddle", "banana", "" },
    { "kept_of_nothing", "saddle", "", "" },
};

static void
run_kept(void **state)
{
    const struct kept_row *row = *state;
    const struct question *q = question(row->question);
    struct typed typed;
    assert_int_not_equal(typed_read(&typed, q, row->line), TYPED_OK);
    assert_string_equal(codes(q, &typed.answer), row->kept);
    assert_int_equal(typed.answer.state,
                     row->kept[0] != '\0' ? ANSWER_GIVEN : ANSWER_NOT_GIVEN);
}

/* ---- numbers ---- */

struct number_row {
    const char *name, *question, *line;
    enum typed_result result;
    long number; /* -1: not sure */
};

static const struct number_row number_rows[] = {
    { "severity_least", "severity", "0", TYPED_OK, 0 },
    { "severity_most", "severity", "10", TYPED_OK, 10 },
    { "severity_over", "severity", "11", TYPED_NUMBER, 0 },
    { "severity_below", "severity", "-1", TYPED_NUMBER, 0 },
    { "severity_full_width", "severity", "\xef\xbc\x91\xef\xbc\x90", TYPED_OK,
      10 },
    { "severity_with_blanks", "severity", " 7 ", TYPED_OK, 7 },
    { "severity_with_a_fraction", "severity", "7.5", TYPED_NUMBER, 0 },
    { "severity_with_a_unit", "severity", "7 points", TYPED_NUMBER, 0 },
    { "severity_two_numbers", "severity", "7 8", TYPED_NUMBER, 0 },
    { "severity_in_words", "severity", "seven", TYPED_NUMBER, 0 },
    { "severity_with_a_plus", "severity", "+7", TYPED_NUMBER, 0 },
    { "severity_in_hex", "severity", "0x7", TYPED_NUMBER, 0 },
    { "severity_not_sure", "severity", "not sure", TYPED_OK, -1 },
    { "severity_not_sure_in_capitals", "severity", "Not_Sure", TYPED_OK, -1 },
    { "severity_empty", "severity", "", TYPED_EMPTY, 0 },
    { "weeks_most", "weeks_since_birth", "520", TYPED_OK, 520 },
    { "weeks_over", "weeks_since_birth", "521", TYPED_NUMBER, 0 },
    { "weeks_that_would_overflow", "weeks_since_birth",
      "99999999999999999999999999", TYPED_NUMBER, 0 },
    { "age_least", "onset_age", "10", TYPED_OK, 10 },
    { "age_below", "onset_age", "9", TYPED_NUMBER, 0 },
};

static void
run_number(void **state)
{
    const struct number_row *row = *state;
    struct typed typed;
    assert_int_equal(typed_read(&typed, question(row->question), row->line),
                     row->result);
    if (row->result == TYPED_OK && row->number >= 0) {
        assert_int_equal(typed.answer.state, ANSWER_GIVEN);
        assert_int_equal(typed.answer.number, row->number);
    } else if (row->result == TYPED_OK) {
        assert_int_equal(typed.answer.state, ANSWER_NOT_SURE);
    }
}

/* ---- every line of every question ---- */

static void
test_typed_every_number_code_and_line_of_the_pack_is_understood(void **state)
{
    (void)state;
    const struct bc_ruleset *rs = shipped_rules();
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        for (size_t c = 0; c < q->choice_count; c++) {
            char number[24];
            snprintf(number, sizeof(number), "%zu", c + 1);
            const char *const lines[] = { number, q->choices[c].id,
                                          q->choices[c].text };
            for (size_t l = 0; l < ARRAY_LEN(lines); l++) {
                struct typed typed;
                assert_int_equal(typed_read(&typed, q, lines[l]), TYPED_OK);
                assert_int_equal(typed.answer.state, ANSWER_GIVEN);
                assert_int_equal(typed.answer.choices, BIT(c));
            }
        }
    }
}

static void
test_typed_very_long_line_is_no_answer(void **state)
{
    (void)state;
    static char line[20000];
    struct typed typed;
    memset(line, 'x', sizeof(line) - 1);
    assert_int_equal(typed_read(&typed, question("saddle"), line),
                     TYPED_UNKNOWN);
    assert_in_range(strlen(typed.word), 1, sizeof(typed.word) - 1);
    assert_int_equal(typed_read(&typed, question("severity"), line),
                     TYPED_NUMBER);
}

/* ---- folding ---- */

static void
test_typed_fold_makes_one_plain_form(void **state)
{
    (void)state;
    char to[32];
    typed_fold(to, sizeof(to), "  \xef\xbc\x91\xef\xbc\x8c  ABC\t d ");
    assert_string_equal(to, "1, abc d");
    typed_fold(to, 8, "abcdefghijkl");
    assert_in_range(strlen(to), 1, 7);
    typed_fold(to, sizeof(to), "a\xff\033");
    assert_string_equal(to, "a?"
                            "?");
}

static void
test_typed_is_takes_dashes_spaces_and_underscores_as_one(void **state)
{
    (void)state;
    assert_true(typed_is("not sure", "not_sure"));
    assert_true(typed_is("not-sure", "not_sure"));
    assert_true(typed_is("why", "WHY"));
    assert_false(typed_is("not sur", "not_sure"));
    assert_false(typed_is("not sure x", "not_sure"));
    assert_false(typed_is("", "x"));
    assert_true(typed_is("", ""));
}

/* ---- all ---- */

static int
run_tables(void)
{
    int failed = 0;
    failed += run_rows(&(struct row_tests){ "choice", TABLE(choice_rows),
                                            .test = run_choice });
    failed += run_rows(
        &(struct row_tests){ "kept", TABLE(kept_rows), .test = run_kept });
    failed += run_rows(&(struct row_tests){ "number", TABLE(number_rows),
                                            .test = run_number });
    return failed;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_typed_every_number_code_and_line_of_the_pack_is_understood),
        cmocka_unit_test(test_typed_very_long_line_is_no_answer),
        cmocka_unit_test(test_typed_fold_makes_one_plain_form),
        cmocka_unit_test(
            test_typed_is_takes_dashes_spaces_and_underscores_as_one),
    };
    return run_tables() +
           cmocka_run_group_tests_name("typed", tests, NULL, NULL);
}
