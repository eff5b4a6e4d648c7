/* Claims about one answer: what is refused, in which words, and what is kept
 * of it all the same. */
#include "support.h"

#include <stdio.h>
#include <string.h>

/* What is kept of an answer, as words. */
static const char *
kept(const struct bc_answers *ans, const char *id)
{
    static char words[512];
    int at = ruleset_find_question(ans->rs, id);
    const struct question *q = &ans->rs->questions[at];
    const struct answer *answer = &ans->of[at];
    snprintf(words, sizeof(words), "%s",
             answer->state == ANSWER_NOT_GIVEN  ? ""
             : answer->state == ANSWER_NOT_SURE ? "not_sure"
                                                : "");
    if (answer->state == ANSWER_GIVEN && q->type == QUESTION_NUMBER) {
        snprintf(words, sizeof(words), "%ld", answer->number);
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((answer->choices & BIT(i)) != 0) {
            strcat(words, words[0] != '\0' ? " " : "");
            strcat(words, q->choices[i].id);
        }
    }
    return words;
}

/* ---- good answers ---- */

struct good_row {
    const char *name, *question, *value, *kept;
};

static const struct good_row good_rows[] = {
    { "good_single", "fever", "t38", "t38" },
    { "good_multi_of_one", "saddle", "none", "none" },
    { "good_multi_of_two", "saddle", "saddle_numb, pee_new",
      "saddle_numb pee_new" },
    { "good_multi_in_any_order", "saddle", "pee_new,saddle_numb",
      "saddle_numb pee_new" },
    { "good_number_least", "severity", "0", "0" },
    { "good_number_most", "severity", "10", "10" },
    { "good_not_sure_single", "fever", "not_sure", "not_sure" },
    { "good_not_sure_multi", "saddle", "not_sure", "not_sure" },
    { "good_not_sure_number", "severity", "not_sure", "not_sure" },
};

static void
run_good(void **state)
{
    const struct good_row *row = *state;
    struct bc_answers ans;
    struct bc_errors errs = { .count = 0 };
    answers_init(&ans, shipped_rules());
    assert_int_equal(bc_answers_set(&ans, row->question, row->value, &errs),
                     BC_OK);
    assert_int_equal(errs.count, 0);
    assert_string_equal(kept(&ans, row->question), row->kept);
}

/* ---- refusals ---- */

struct bad_row {
    const char *name, *question;
    const char *first; /* given before without an error, or NULL */
    const char *value;
    const char *code, *text, *help;
    const char *kept;
};

#define NUMBER_OF_SEVERITY "'severity' takes a whole number from 0 to 10"

static const struct bad_row bad_rows[] = {
    { "unknown_question_is_suggested", "severty", NULL, "3", "unknown-question",
      "unknown question 'severty'", "did you mean 'severity'?", NULL },
    { "unknown_question_in_capitals", "FEVER", NULL, "no", "unknown-question",
      "unknown question 'FEVER'", "", NULL },
    { "unknown_question_far_off", "zzzzzz", NULL, "3", "unknown-question",
      "unknown question 'zzzzzz'", "", NULL },
    { "unknown_choice_is_suggested", "fever", NULL, "t83", "unknown-choice",
      "'fever' has no choice 't83'", "did you mean 't38'?", "" },
    { "unknown_choice_near_not_sure", "fever", NULL, "notsure",
      "unknown-choice", "'fever' has no choice 'notsure'",
      "did you mean 'not_sure'?", "" },
    { "unknown_choice_far_off", "fever", NULL, "banana", "unknown-choice",
      "'fever' has no choice 'banana'",
      "'backcheck questions' lists the choices of 'fever'", "" },
    { "unknown_choice_keeps_the_known_one", "saddle", NULL, "pee_new, banana",
      "unknown-choice", "'saddle' has no choice 'banana'",
      "'backcheck questions' lists the choices of 'saddle'", "pee_new" },
    { "repeated_question_keeps_the_worse_first", "saddle", "saddle_numb",
      "none", "repeated-question", "'saddle' is answered twice", "",
      "saddle_numb" },
    { "repeated_question_keeps_the_worse_second", "saddle", "none",
      "saddle_numb", "repeated-question", "'saddle' is answered twice", "",
      "saddle_numb" },
    { "repeated_question_keeps_both_singles", "fever", "no", "t38",
      "repeated-question", "'fever' is answered twice", "", "no t38" },
    { "repeated_question_with_the_same_answer", "fever", "t38", "t38",
      "repeated-question", "'fever' is answered twice", "", "t38" },
    { "repeated_question_not_sure_gives_way", "saddle", "not_sure",
      "saddle_numb", "repeated-question", "'saddle' is answered twice", "",
      "saddle_numb" },
    { "repeated_question_behind_a_bad_answer", "severity", "bad", "7",
      "repeated-question", "'severity' is answered twice", "", "7" },
    { "repeated_choice", "saddle", NULL, "pee_new, pee_new", "repeated-choice",
      "a choice of 'saddle' stands there twice", "", "pee_new" },
    { "none_with_others", "saddle", NULL, "none, saddle_numb",
      "choice-not-alone", "'none' of 'saddle' cannot go with other choices", "",
      "saddle_numb" },
    { "others_with_none", "saddle", NULL, "saddle_numb, none",
      "choice-not-alone", "'none' of 'saddle' cannot go with other choices", "",
      "saddle_numb" },
    { "not_sure_with_others", "saddle", NULL, "not_sure, saddle_numb",
      "choice-not-alone", "not_sure cannot go with choices of 'saddle'", "",
      "saddle_numb" },
    { "single_with_two", "fever", NULL, "no, t38", "too-many-choices",
      "'fever' takes one choice, not 2", "", "no t38" },
    { "single_none_with_another", "legs", NULL, "none, both_legs",
      "too-many-choices", "'legs' takes one choice, not 2", "",
      "none both_legs" },
    { "number_over_the_range", "severity", NULL, "11", "out-of-range",
      "'severity' is from 0 to 10", "", "" },
    { "number_far_over_the_range", "severity", NULL, "99999999999999999999999",
      "out-of-range", "'severity' is from 0 to 10", "", "" },
    { "number_under_the_range", "onset_age", NULL, "9", "out-of-range",
      "'onset_age' is from 10 to 60", "", "" },
    { "number_below_zero", "severity", NULL, "-1", "not-a-number",
      NUMBER_OF_SEVERITY, "", "" },
    { "number_with_a_plus", "severity", NULL, "+1", "not-a-number",
      NUMBER_OF_SEVERITY, "", "" },
    { "number_with_a_fraction", "severity", NULL, "7.5", "not-a-number",
      NUMBER_OF_SEVERITY, "", "" },
    { "number_in_words", "severity", NULL, "seven", "not-a-number",
      NUMBER_OF_SEVERITY, "", "" },
    { "number_with_an_exponent", "severity", NULL, "1e1", "not-a-number",
      NUMBER_OF_SEVERITY, "", "" },
    { "number_with_zeros_before", "severity", NULL, "007", "not-a-number",
      NUMBER_OF_SEVERITY, "", "" },
    { "number_in_hex", "severity", NULL, "0x7", "not-a-number",
      NUMBER_OF_SEVERITY, "", "" },
    { "number_twice", "severity", NULL, "3, 4", "not-a-number",
      NUMBER_OF_SEVERITY, "", "" },
    { "empty_value", "fever", NULL, "", "empty-answer", "'fever' has no value",
      "", "" },
    { "blank_value", "fever", NULL, "  ", "empty-answer",
      "'fever' has no value", "", "" },
    { "empty_number", "severity", NULL, "", "empty-answer",
      "'severity' has no value", "", "" },
};

static void
run_bad(void **state)
{
    const struct bad_row *row = *state;
    struct bc_answers ans;
    struct bc_errors errs = { .count = 0 };
    answers_init(&ans, shipped_rules());
    if (row->first != NULL) {
        bc_answers_set(&ans, row->question, row->first, &errs);
        errs.count = 0;
    }
    assert_int_equal(bc_answers_set(&ans, row->question, row->value, &errs),
                     BC_E_ANSWERS);
    assert_int_equal(errs.count, 1);
    assert_int_equal(errs.item[0].status, BC_E_ANSWERS);
    assert_string_equal(errs.item[0].code, row->code);
    assert_string_equal(errs.item[0].text, row->text);
    assert_string_equal(errs.item[0].help, row->help);
    if (row->kept != NULL) {
        assert_string_equal(kept(&ans, row->question), row->kept);
    }
}

/* ---- laws ---- */

static void
test_answers_all_problems_of_one_value_are_told(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct bc_errors errs = { .count = 0 };
    answers_init(&ans, shipped_rules());
    bc_answers_set(&ans, "saddle", "banana, none, cherry, pee_new", &errs);
    assert_int_equal(errs.count, 3);
    assert_string_equal(errs.item[0].text, "'saddle' has no choice 'banana'");
    assert_string_equal(errs.item[1].text, "'saddle' has no choice 'cherry'");
    assert_string_equal(errs.item[2].code, "choice-not-alone");
    assert_string_equal(kept(&ans, "saddle"), "pee_new");
}

static void
test_answers_errors_carry_the_place_they_were_given(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct bc_errors errs = { .count = 0 };
    const struct place place = { "a.txt", 7, 9, 1 };
    const char *const words[] = { "t83" };
    answers_init(&ans, shipped_rules());
    int fever = ruleset_find_question(ans.rs, "fever");
    assert_false(answers_put(&ans, fever, words, 1, &place, &errs));
    assert_int_equal(answers_find(&ans, "fevr", &place, &errs), -1);
    assert_int_equal(errs.count, 2);
    for (size_t i = 0; i < errs.count; i++) {
        assert_string_equal(errs.item[i].file, "a.txt");
        assert_int_equal(errs.item[i].line, 7);
        assert_int_equal(errs.item[i].col, 9);
    }
}

static void
test_answers_cleared_may_be_given_again(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct bc_errors errs = { .count = 0 };
    answers_init(&ans, shipped_rules());
    bc_answers_set(&ans, "fever", "t38", &errs);
    answers_clear(&ans, ruleset_find_question(ans.rs, "fever"));
    assert_string_equal(kept(&ans, "fever"), "");
    assert_int_equal(bc_answers_set(&ans, "fever", "no", &errs), BC_OK);
    assert_string_equal(kept(&ans, "fever"), "no");
}

static void
test_answers_every_choice_of_the_pack_can_be_given(void **state)
{
    (void)state;
    const struct bc_ruleset *rs = shipped_rules();
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        for (size_t c = 0; c < q->choice_count; c++) {
            struct bc_answers ans;
            struct bc_errors errs = { .count = 0 };
            answers_init(&ans, rs);
            assert_int_equal(
                bc_answers_set(&ans, q->id, q->choices[c].id, &errs), BC_OK);
            assert_int_equal(ans.of[i].choices, BIT(c));
        }
    }
}

/* No message of a private question may hold what was answered, nor a word
 * that gives a choice away. */
static void
expect_private(const char *question, const char *first, const char *value,
               const char *secret)
{
    struct bc_answers ans;
    struct bc_errors errs = { .count = 0 };
    answers_init(&ans, shipped_rules());
    if (first != NULL) {
        bc_answers_set(&ans, question, first, &errs);
    }
    assert_int_equal(bc_answers_set(&ans, question, value, &errs),
                     BC_E_ANSWERS);
    for (size_t i = 0; i < errs.count; i++) {
        const struct bc_error *error = &errs.item[i];
        assert_null(strstr(error->text, secret));
        assert_null(strstr(error->help, secret));
        assert_null(strstr(error->file, secret));
        assert_string_equal(error->source, "");
    }
}

static void
test_answers_private_values_never_show_in_a_message(void **state)
{
    (void)state;
    const struct bc_ruleset *rs = shipped_rules();
    size_t private_questions = 0;
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        private_questions += q->is_private ? 1 : 0;
        for (size_t c = 0; q->is_private && c < q->choice_count; c++) {
            /* Some words are part of our own messages. */
            const char *code = q->choices[c].id;
            if (strcmp(code, "no") == 0 || strcmp(code, "yes") == 0) {
                continue;
            }
            char value[128];
            snprintf(value, sizeof(value), "%s, %s", code, code);
            expect_private(q->id, NULL, value, code);
            snprintf(value, sizeof(value), "%sx", code);
            expect_private(q->id, NULL, value, code);
            snprintf(value, sizeof(value), "%s, not_sure", code);
            expect_private(q->id, NULL, value, code);
            expect_private(q->id, "no", code, code);
        }
    }
    assert_int_equal(private_questions, 3);
    expect_private("harm", NULL, "my secret", "secret");
    expect_private("harm", NULL, "pln", "plan");
    expect_private("home", NULL, "dangernow", "danger");
}

static void
test_answers_private_refusal_says_where_the_choices_are(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct bc_errors errs = { .count = 0 };
    answers_init(&ans, shipped_rules());
    bc_answers_set(&ans, "harm", "pln", &errs);
    assert_int_equal(errs.count, 1);
    assert_string_equal(errs.item[0].code, "unknown-choice");
    assert_string_equal(errs.item[0].text,
                        "the answer to 'harm' is none of its choices");
    assert_string_equal(errs.item[0].help, "'backcheck questions' lists them");
}

static void
test_answers_without_memory_there_is_no_set(void **state)
{
    (void)state;
    struct tight_memory tight;
    struct bc_answers *ans = NULL;
    tight_memory_init(&tight, 0);
    assert_int_equal(bc_answers_new(&ans, shipped_rules(), &tight.mem),
                     BC_E_NOMEM);
    assert_null(ans);
    tight.left = 1;
    assert_int_equal(bc_answers_new(&ans, shipped_rules(), &tight.mem), BC_OK);
    bc_answers_free(ans);
    assert_int_equal(tight.in_use, 0);
}

/* ---- all ---- */

static int
run_tables(void)
{
    int failed = 0;
    failed += run_rows(
        &(struct row_tests){ "good", TABLE(good_rows), .test = run_good });
    failed += run_rows(
        &(struct row_tests){ "bad", TABLE(bad_rows), .test = run_bad });
    return failed;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers_all_problems_of_one_value_are_told),
        cmocka_unit_test(test_answers_errors_carry_the_place_they_were_given),
        cmocka_unit_test(test_answers_cleared_may_be_given_again),
        cmocka_unit_test(test_answers_every_choice_of_the_pack_can_be_given),
        cmocka_unit_test(test_answers_private_values_never_show_in_a_message),
        cmocka_unit_test(
            test_answers_private_refusal_says_where_the_choices_are),
        cmocka_unit_test(test_answers_without_memory_there_is_no_set),
    };
    return run_tables() +
           cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
