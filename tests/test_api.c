/* Claims about the library as a stranger uses it: one header, nothing else of
 * the project. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "backcheck.h"

struct given {
    const char *question, *value;
};

static const struct given calm_person[] = {
    { "danger", "none" },
    { "saddle", "none" },
    { "legs", "none" },
    { "fever", "no" },
    { "head", "none" },
    { "harm", "no" },
    { "birth", "vaginal_plain" },
    { "weeks_since_birth", "8" },
    { "back_needle", "no" },
    { "feeding", "breast" },
    { "other_signs", "none" },
    { "bone", "none" },
    { "history", "none" },
    { "place", "low_back" },
    { "severity", "2" },
    { "function", "ok" },
    { "pain_weeks", "1" },
    { "course", "better" },
    { "pattern", "lift_bend, rest_eases" },
    { "morning_stiffness", "none" },
    { "mood", "none" },
};

static const struct bc_ruleset *rules;
static struct bc_answers *answers;
static struct bc_errors errors;

static int
start(void **state)
{
    (void)state;
    memset(&errors, 0, sizeof(errors));
    if (bc_ruleset_load_builtin(&rules, NULL, &errors) != BC_OK) {
        return -1;
    }
    return bc_answers_new(&answers, rules, NULL) == BC_OK ? 0 : -1;
}

static int
stop(void **state)
{
    (void)state;
    bc_answers_free(answers);
    bc_ruleset_free(rules);
    return 0;
}

static void
set(const char *question, const char *value)
{
    assert_int_equal(bc_answers_set(answers, question, value, &errors), BC_OK);
}

static void
set_all_but(const char *question)
{
    size_t count = sizeof(calm_person) / sizeof(calm_person[0]);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(calm_person[i].question, question) != 0) {
            set(calm_person[i].question, calm_person[i].value);
        }
    }
}

static void
expect(enum bc_level level, enum bc_completeness completeness, int days)
{
    const struct bc_assessment *as = NULL;
    assert_int_equal(bc_assess(&as, answers, NULL), BC_OK);
    assert_int_equal(bc_assessment_level(as), level);
    assert_int_equal(bc_assessment_completeness(as), completeness);
    assert_int_equal(bc_assessment_within_days(as), days);
    bc_assessment_free(as);
}

static void
test_api_calm_person_gets_self_care(void **state)
{
    (void)state;
    set_all_but("");
    expect(BC_SELF_CARE, BC_COMPLETE, 0);
}

static void
test_api_no_answers_at_all_are_urgent_and_incomplete(void **state)
{
    (void)state;
    expect(BC_URGENT, BC_INCOMPLETE, 0);
}

static void
test_api_emergency_sign_is_an_emergency(void **state)
{
    (void)state;
    set_all_but("saddle");
    set("saddle", "saddle_numb,pee_new");
    expect(BC_EMERGENCY, BC_COMPLETE, 0);
}

static void
test_api_routine_carries_its_days(void **state)
{
    (void)state;
    set_all_but("severity");
    set("severity", "7");
    expect(BC_ROUTINE, BC_COMPLETE, 3);
}

static void
test_api_not_sure_is_an_answer(void **state)
{
    (void)state;
    set_all_but("legs");
    set("legs", "not_sure");
    expect(BC_URGENT, BC_COMPLETE, 0);
}

static void
test_api_outside_the_year_there_is_no_level(void **state)
{
    (void)state;
    set_all_but("weeks_since_birth");
    set("weeks_since_birth", "53");
    expect(BC_LEVEL_NONE, BC_OUT_OF_SCOPE, 0);
}

static void
test_api_unknown_question_is_told_by_name(void **state)
{
    (void)state;
    assert_int_equal(bc_answers_set(answers, "fevr", "t38", &errors),
                     BC_E_ANSWERS);
    assert_int_equal(errors.count, 1);
    assert_int_equal(errors.item[0].status, BC_E_ANSWERS);
    assert_string_equal(errors.item[0].code, "unknown-question");
    assert_string_equal(errors.item[0].text, "unknown question 'fevr'");
    assert_string_equal(errors.item[0].help, "did you mean 'fever'?");
}

static void
test_api_bad_value_keeps_the_emergency_in_it(void **state)
{
    (void)state;
    set_all_but("saddle");
    assert_int_equal(
        bc_answers_set(answers, "saddle", "saddle_numb, pee_nwe", &errors),
        BC_E_ANSWERS);
    assert_int_equal(errors.count, 1);
    assert_string_equal(errors.item[0].code, "unknown-choice");
    assert_string_equal(errors.item[0].text,
                        "'saddle' has no choice 'pee_nwe'");
    assert_string_equal(errors.item[0].help, "did you mean 'pee_new'?");
    expect(BC_EMERGENCY, BC_COMPLETE, 0);
}

static void
test_api_value_too_long_is_refused(void **state)
{
    (void)state;
    static char value[20000];
    memset(value, 'x', sizeof(value) - 1);
    assert_int_equal(bc_answers_set(answers, "fever", value, &errors),
                     BC_E_ANSWERS);
    assert_string_equal(errors.item[0].code, "too-long");
    expect(BC_URGENT, BC_INCOMPLETE, 0);
}

static void
test_api_free_takes_null(void **state)
{
    (void)state;
    bc_ruleset_free(NULL);
    bc_answers_free(NULL);
    bc_assessment_free(NULL);
}

static void
test_api_ruleset_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(bc_ruleset_name(rules), "postpartum-back@1.0.0");
}

static void
test_api_pack_from_its_directory_is_the_built_in_one(void **state)
{
    (void)state;
    const struct bc_ruleset *other = NULL;
    assert_int_equal(
        bc_ruleset_load(&other, "data/postpartum-back", NULL, &errors), BC_OK);
    assert_string_equal(bc_ruleset_name(other), bc_ruleset_name(rules));
    bc_ruleset_free(other);
}

static void
test_api_directory_without_a_pack_is_an_error(void **state)
{
    (void)state;
    const struct bc_ruleset *other = NULL;
    assert_int_equal(bc_ruleset_load(&other, "no/such/pack", NULL, &errors),
                     BC_E_RULES);
    assert_null(other);
    assert_true(errors.count > 0);
    assert_int_equal(errors.item[0].status, BC_E_RULES);
}

static void *
no_alloc(void *ctx, size_t size)
{
    (void)ctx;
    (void)size;
    return NULL;
}

static void
no_release(void *ctx, void *ptr)
{
    (void)ctx;
    free(ptr);
}

static void
test_api_without_memory_nothing_is_changed(void **state)
{
    (void)state;
    const struct bc_memory none = { no_alloc, no_release, NULL };
    const struct bc_ruleset *rs = NULL;
    struct bc_answers *ans = NULL;
    const struct bc_assessment *as = NULL;
    assert_int_equal(bc_ruleset_load_builtin(&rs, &none, &errors), BC_E_NOMEM);
    assert_int_equal(
        bc_ruleset_load(&rs, "data/postpartum-back", &none, &errors),
        BC_E_NOMEM);
    assert_int_equal(bc_answers_new(&ans, rules, &none), BC_E_NOMEM);
    assert_int_equal(bc_assess(&as, answers, &none), BC_E_NOMEM);
    assert_null(rs);
    assert_null(ans);
    assert_null(as);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_api_calm_person_gets_self_care,
                                        start, stop),
        cmocka_unit_test_setup_teardown(
            test_api_no_answers_at_all_are_urgent_and_incomplete, start, stop),
        cmocka_unit_test_setup_teardown(test_api_emergency_sign_is_an_emergency,
                                        start, stop),
        cmocka_unit_test_setup_teardown(test_api_routine_carries_its_days,
                                        start, stop),
        cmocka_unit_test_setup_teardown(test_api_not_sure_is_an_answer, start,
                                        stop),
        cmocka_unit_test_setup_teardown(
            test_api_outside_the_year_there_is_no_level, start, stop),
        cmocka_unit_test_setup_teardown(
            test_api_unknown_question_is_told_by_name, start, stop),
        cmocka_unit_test_setup_teardown(
            test_api_bad_value_keeps_the_emergency_in_it, start, stop),
        cmocka_unit_test_setup_teardown(test_api_value_too_long_is_refused,
                                        start, stop),
        cmocka_unit_test_setup_teardown(test_api_free_takes_null, start, stop),
        cmocka_unit_test_setup_teardown(test_api_ruleset_has_a_name, start,
                                        stop),
        cmocka_unit_test_setup_teardown(
            test_api_pack_from_its_directory_is_the_built_in_one, start, stop),
        cmocka_unit_test_setup_teardown(
            test_api_directory_without_a_pack_is_an_error, start, stop),
        cmocka_unit_test_setup_teardown(
            test_api_without_memory_nothing_is_changed, start, stop),
    };
    return cmocka_run_group_tests_name("api", tests, NULL, NULL);
}
