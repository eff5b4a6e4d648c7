/* Claims about errors: what is kept of them, how they are printed, and what is
 * suggested in place of a word. */
#include "support.h"

#include "suggest.h"

#include <stdio.h>
#include <string.h>

/* ---- error ---- */

static const struct place a_place = { "a.txt", 3, 5, 2 };

static void
test_errors_past_the_end_are_only_counted(void **state)
{
    (void)state;
    static struct bc_errors errs;
    errs.count = 0;
    for (int i = 0; i < BC_ERRORS_MAX + 5; i++) {
        struct bc_error *error =
            errors_add(&errs, BC_E_ANSWERS, &a_place, "code", "number %d", i);
        assert_int_equal(error == NULL, i >= BC_ERRORS_MAX);
        error_help(error, "help");
        error_did_you_mean(error, "best");
    }
    assert_int_equal(errs.count, BC_ERRORS_MAX + 5);
    assert_string_equal(errs.item[0].text, "number 0");
    assert_string_equal(errs.item[BC_ERRORS_MAX - 1].text, "number 23");
}

static void
test_error_carries_its_place_and_words(void **state)
{
    (void)state;
    struct bc_errors errs = { .count = 0 };
    struct bc_error *error = errors_add(&errs, BC_E_RULES, &a_place,
                                        "some-code", "no '%s'", "thing");
    error_did_you_mean(error, "think");
    assert_int_equal(error->status, BC_E_RULES);
    assert_string_equal(error->file, "a.txt");
    assert_int_equal(error->line, 3);
    assert_int_equal(error->col, 5);
    assert_string_equal(error->code, "some-code");
    assert_string_equal(error->text, "no 'thing'");
    assert_string_equal(error->help, "did you mean 'think'?");
    error_did_you_mean(error, NULL);
    assert_string_equal(error->help, "did you mean 'think'?");
}

static void
test_error_words_cannot_drive_a_terminal(void **state)
{
    (void)state;
    struct bc_errors errs = { .count = 0 };
    const struct place place = { "\033]0;x\a.txt", 0, 0, 0 };
    struct bc_error *error = errors_add(&errs, BC_E_ANSWERS, &place, "code",
                                        "'%s'", "\033[2J\r\n\xe2\x80\xae");
    assert_string_equal(error->file, "?]0;x?.txt");
    assert_string_equal(error->text, "'?[2J???"
                                     "'");
}

static void
test_error_long_words_are_cut(void **state)
{
    (void)state;
    struct bc_errors errs = { .count = 0 };
    char word[2000];
    memset(word, 'w', sizeof(word) - 1);
    word[sizeof(word) - 1] = '\0';
    struct bc_error *error =
        errors_add(&errs, BC_E_ANSWERS, NULL, "code", "%s", word);
    assert_int_equal(strlen(error->text), sizeof(error->text) - 1);
    assert_string_equal(error->file, "");
}

static void
test_errors_print_in_compiler_form(void **state)
{
    (void)state;
    struct bc_errors errs = { .count = 0 };
    struct text out;
    struct bc_error *error =
        errors_add(&errs, BC_E_RULES, &a_place, "some-code", "wrong");
    snprintf(error->source, sizeof(error->source), "abc defg");
    error_help(error, "mend it");
    errors_add(&errs, BC_E_RULES, NULL, "other", "no place");
    text_init(&out, NULL);
    errors_print(&out, &errs, 4096);
    assert_string_equal(text_get(&out), "a.txt:3:5: error: wrong [some-code]\n"
                                        "    3 | abc defg\n"
                                        "      |     ^~\n"
                                        "help: mend it\n"
                                        "backcheck: error: no place [other]\n");
    text_free(&out);
}

static void
test_errors_print_stays_below_its_limit(void **state)
{
    (void)state;
    static struct bc_errors errs;
    struct text out;
    errs.count = 0;
    for (int i = 0; i < BC_ERRORS_MAX + 2; i++) {
        errors_add(&errs, BC_E_RULES, &a_place, "code", "number %d", i);
    }
    for (size_t limit = 200; limit < 3000; limit += 13) {
        text_init(&out, NULL);
        errors_print(&out, &errs, limit);
        assert_in_range(out.len, 1, limit);
        size_t shown = 0;
        for (const char *at = text_get(&out); at != NULL;
             at = strstr(at + 1, "error: number")) {
            shown++;
        }
        char tail[64];
        snprintf(tail, sizeof(tail), "backcheck: and %zu more errors\n",
                 errs.count - (shown - 1));
        assert_string_equal(text_get(&out) + out.len - strlen(tail), tail);
        text_free(&out);
    }
}

static void
test_errors_print_shows_the_first_whatever_the_limit(void **state)
{
    (void)state;
    struct bc_errors errs = { .count = 0 };
    struct text out;
    errors_add(&errs, BC_E_RULES, &a_place, "code", "the cause");
    text_init(&out, NULL);
    errors_print(&out, &errs, 10);
    assert_string_equal(text_get(&out), "a.txt:3:5: error: the cause [code]\n");
    text_free(&out);
}

/* ---- suggest ---- */

struct suggest_row {
    const char *name, *word, *best;
};

static const struct suggest_row suggest_rows[] = {
    { "suggest_the_word_itself", "fever", "fever" },
    { "suggest_one_letter_missing", "fevr", "fever" },
    { "suggest_one_letter_more", "feever", "fever" },
    { "suggest_one_letter_wrong", "fewer", "fever" },
    { "suggest_two_letters_swapped", "fevre", "fever" },
    { "suggest_the_nearest", "severty", "severity" },
    { "suggest_the_first_of_two_as_near", "bxne", "bone" },
    { "suggest_nothing_far_off", "qqqqq", NULL },
    { "suggest_nothing_for_short_words_far_off", "xy", NULL },
    { "suggest_nothing_for_no_word", "", NULL },
    { "suggest_nothing_for_a_very_long_word",
      "severityseverityseverityseverityseverityseverityseverity", NULL },
};

static void
run_suggest(void **state)
{
    const struct suggest_row *row = *state;
    static const char *const words[] = { "fever", "severity", "bone", "borne",
                                         "weeks_since_birth" };
    struct suggest s;
    suggest_init(&s, row->word);
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        suggest_try(&s, words[i]);
    }
    if (row->best == NULL) {
        assert_null(s.best);
    } else {
        assert_non_null(s.best);
        assert_string_equal(s.best, row->best);
    }
}

/* ---- all ---- */

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors_past_the_end_are_only_counted),
        cmocka_unit_test(test_error_carries_its_place_and_words),
        cmocka_unit_test(test_error_words_cannot_drive_a_terminal),
        cmocka_unit_test(test_error_long_words_are_cut),
        cmocka_unit_test(test_errors_print_in_compiler_form),
        cmocka_unit_test(test_errors_print_stays_below_its_limit),
        cmocka_unit_test(test_errors_print_shows_the_first_whatever_the_limit),
    };
    return cmocka_run_group_tests_name("error", tests, NULL, NULL) +
           run_rows(&(struct row_tests){ "suggest", TABLE(suggest_rows),
                                         .test = run_suggest });
}
