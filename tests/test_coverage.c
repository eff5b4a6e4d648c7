/* Claims about reference cases: what of a rule a case shows, that suggested
 * cases show all the rest, and that memory may run out anywhere. That a case is
 * read and held as it says is in tests/cli/test.sh. */
#include "support.h"

#include "cases.h"
#include "coverage.h"

#include <string.h>

#define CASES "data/postpartum-back"

static struct coverage coverage;

static int
setup(void **state)
{
    (void)state;
    return coverage_init(&coverage, shipped_rules(), NULL) == BC_OK ? 0 : -1;
}

static int
teardown(void **state)
{
    (void)state;
    coverage_free(&coverage);
    return 0;
}

static void
add(const struct bc_answers *ans)
{
    const struct bc_assessment *as = NULL;
    assert_int_equal(bc_assess(&as, ans, NULL), BC_OK);
    coverage_add(&coverage, as);
    bc_assessment_free(as);
}

static void
add_person(const char *changes)
{
    struct bc_answers ans;
    person_with(&ans, changes);
    add(&ans);
}

static const struct cover *
cover_of(const char *id)
{
    for (size_t i = 0; i < coverage.rs->rule_count; i++) {
        if (strcmp(coverage.rs->rules[i].id, id) == 0) {
            return &coverage.covers[i];
        }
    }
    fail_msg("no rule %s", id);
    return NULL;
}

/* "holds fails open, and the leaves that matter", a letter each; '-': not. */
static void
expect_shown(const char *id, const char *wanted)
{
    static const char letters[] = "hfo";
    const struct cover *cover = cover_of(id);
    char got[64] = "";
    assert_true(cover->point_count < sizeof(got));
    for (size_t p = 0; p < cover->point_count; p++) {
        char letter = p < POINT_MATTERS ? letters[p] : 'm';
        got[p] = cover->points[p].gap == GAP_NONE ? letter : '-';
    }
    assert_string_equal(got, wanted);
}

/* ---- what a case shows ---- */

/* all: temp_yes, any: needle12 (back_needle, weeks), epi_site */
static void
test_coverage_part_matters_where_it_alone_decides(void **state)
{
    (void)state;
    add_person("");
    expect_shown("fever_after_needle", "-f-----");
    add_person("back_needle = yes");
    expect_shown("fever_after_needle", "-f-m---");
    add_person("fever = t38; back_needle = yes");
    expect_shown("fever_after_needle", "hf-mmm-");
    add_person("fever = t38");
    expect_shown("fever_after_needle", "hf-mmmm");
    add_person("fever = t38; back_needle");
    expect_shown("fever_after_needle", "hfommmm");
}

static void
test_coverage_two_that_hold_hide_each_other(void **state)
{
    (void)state;
    add_person("fever = t38; back_needle = yes; other_signs = epi_site");
    expect_shown("fever_after_needle", "h--m---");
}

static void
test_coverage_unknown_part_shows_nothing(void **state)
{
    (void)state;
    add_person("fever; back_needle = yes");
    expect_shown("fever_after_needle", "--o----");
}

static void
test_coverage_outside_the_scope_only_what_holds_counts(void **state)
{
    (void)state;
    add_person("weeks_since_birth = 70; danger = chest_breath; fever");
    expect_shown("chest_or_breath", "h---");
    expect_shown("saddle_numbness", "----");
    expect_shown("stops_daily_life", "----");
}

/* ---- suggestions ---- */

static void
expect_all(enum rule_kind kind)
{
    struct coverage_sum sum = coverage_sum(&coverage, kind);
    assert_true(sum.count > 0);
    assert_int_equal(sum.shown, sum.count);
}

static void
test_coverage_suggestions_show_all_there_is(void **state)
{
    (void)state;
    assert_int_equal(coverage_close(&coverage), BC_OK);
    const struct suggestion *one = coverage.suggestions;
    assert_non_null(one);
    assert_int_equal(coverage_sum(&coverage, RULE_RED_FLAG).shown, 0);
    for (; one != NULL; one = one->next) {
        add(&one->answers);
    }
    expect_all(RULE_RED_FLAG);
    expect_all(RULE_REFERRAL);
}

static void
test_coverage_suggestion_has_no_needless_answer(void **state)
{
    (void)state;
    add_person("");
    assert_int_equal(coverage_close(&coverage), BC_OK);
    const struct suggestion *one = coverage.suggestions;
    while (one != NULL && strcmp(one->rule->id, "fever_after_needle") != 0) {
        one = one->next;
    }
    assert_non_null(one);
    const struct bc_ruleset *rs = one->answers.rs;
    size_t other = 0;
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        const struct answer *answer = &one->answers.of[i];
        int none = question_find_choice(q, "none");
        other += none >= 0 && answer->state == ANSWER_GIVEN &&
                         answer->choices != BIT(none)
                     ? 1
                     : 0;
    }
    /* It holds for a fever and a needle: no sign from any list is needed. */
    assert_int_equal(one->point->kind, POINT_HOLDS);
    assert_true(other <= 1);
}

static void
test_coverage_never_asks_for_what_cannot_be(void **state)
{
    (void)state;
    assert_int_equal(coverage_close(&coverage), BC_OK);
    const struct cover *cover = cover_of("stops_daily_life");
    assert_int_equal(cover->points[POINT_OPEN].gap, GAP_NEVER);
    assert_false(coverage_counts(cover, &cover->points[POINT_OPEN]));
    cover = cover_of("saddle_numbness");
    assert_int_equal(cover->points[POINT_OPEN].gap, GAP_FOUND);
    assert_true(coverage_counts(cover, &cover->points[POINT_OPEN]));
}

/* ---- memory ---- */

static enum bc_status
load_and_judge(const struct bc_memory *mem)
{
    struct case_set set;
    struct bc_errors errs = { .count = 0 };
    struct coverage all;
    struct arena arena;
    enum bc_status status =
        cases_load(&set, shipped_rules(), CASES, mem, &errs);
    if (status != BC_OK) {
        return status;
    }
    arena_init(&arena, mem);
    status = coverage_init(&all, shipped_rules(), mem);
    for (size_t i = 0; i < set.count && i < 4 && status == BC_OK; i++) {
        const struct bc_assessment *as = NULL;
        struct differences differences;
        status = bc_assess(&as, &set.at[i].answers, NULL);
        assert_int_equal(status, BC_OK);
        status = case_check(&differences, &arena, &set.at[i], as);
        bc_assessment_free(as);
    }
    coverage_free(&all);
    arena_reset(&arena);
    cases_free(&set);
    return status;
}

static void
test_coverage_survives_running_out_of_memory(void **state)
{
    (void)state;
    struct tight_memory tight;
    enum bc_status status = BC_E_NOMEM;
    for (long left = 0; status == BC_E_NOMEM; left++) {
        tight_memory_init(&tight, left);
        status = load_and_judge(&tight.mem);
        assert_int_equal(tight.in_use, 0);
    }
    assert_int_equal(status, BC_OK);
}

int
main(void)
{
#define CLAIM(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        CLAIM(test_coverage_part_matters_where_it_alone_decides),
        CLAIM(test_coverage_two_that_hold_hide_each_other),
        CLAIM(test_coverage_unknown_part_shows_nothing),
        CLAIM(test_coverage_outside_the_scope_only_what_holds_counts),
        CLAIM(test_coverage_suggestions_show_all_there_is),
        CLAIM(test_coverage_suggestion_has_no_needless_answer),
        CLAIM(test_coverage_never_asks_for_what_cannot_be),
        CLAIM(test_coverage_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
