/* Claims about coverage: what of a rule, a tip or a cause a case shows, that
 * suggested cases show all the rest, and that memory may run out anywhere. That
 * a case is read and held as it says is in tests/cli/test.sh; that the shipped
 * cases show all and none too much is in test_case_set. */
#include "support.h"

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

/* Without any case. */
static int
setup_closed(void **state)
{
    bool good = setup(state) == 0 && coverage_close(&coverage) == BC_OK;
    return good ? 0 : -1;
}

static int
teardown(void **state)
{
    (void)state;
    coverage_free(&coverage);
    return 0;
}

static const struct cover *
cover_of(const char *id)
{
    for (size_t i = 0; i < coverage.cover_count; i++) {
        if (strcmp(coverage.covers[i].id, id) == 0) {
            return &coverage.covers[i];
        }
    }
    fail_msg("nothing is called %s", id);
    return NULL;
}

/* ---- cases ---- */

/* The case of a person with these changes, stating all there is of the tip or
 * cause. */
static void
state_person(struct known_case *known, const char *changes, const char *about)
{
    const struct bc_assessment *as = NULL;
    struct bc_answers ans;
    person_with(&ans, changes);
    const struct case_about what = coverage_about(&coverage, cover_of(about));
    assert_int_equal(bc_assess(&as, &ans, NULL), BC_OK);
    assert_int_equal(case_state(known, &coverage.arena, as, &what), BC_OK);
    known->answers = ans;
    bc_assessment_free(as);
}

static void
add_known(const struct known_case *known)
{
    const struct bc_assessment *as = NULL;
    assert_int_equal(bc_assess(&as, &known->answers, NULL), BC_OK);
    assert_int_equal(coverage_add(&coverage, known, as), BC_OK);
    bc_assessment_free(as);
}

static void
add_person(const char *changes, const char *about)
{
    struct known_case known;
    state_person(&known, changes, about);
    add_known(&known);
}

/* A letter for each point that is shown, in the order of enum point_kind, and
 * '-' for one that is not. */
static void
expect_shown(const char *id, const char *wanted)
{
    static const char letters[] = "hfousnwmFmxtfucLX";
    const struct cover *cover = cover_of(id);
    char got[128] = "";
    assert_true(cover->point_count < sizeof(got));
    for (size_t p = 0; p < cover->point_count; p++) {
        const struct point *point = &cover->points[p];
        got[p] = point->gap == GAP_NONE ? letters[point->kind] : '-';
    }
    assert_string_equal(got, wanted);
}

/* ---- what a case shows of a rule ---- */

/* all: temp_yes (3 choices), any: needle12 (back_needle, weeks), epi_site */
#define FEVER "fever_after_needle"

static void
test_coverage_part_matters_where_it_alone_decides(void **state)
{
    (void)state;
    add_person("", FEVER);
    expect_shown(FEVER, "-f--"
                        "-----"
                        "--"
                        "----"
                        "--");
    add_person("back_needle = yes", FEVER);
    expect_shown(FEVER, "-f--"
                        "-f---"
                        "--"
                        "----"
                        "--");
    add_person("fever = t38; back_needle = yes", FEVER);
    expect_shown(FEVER, "hf--"
                        "tf--c"
                        "t-"
                        "t---"
                        "--");
    add_person("fever = t38", FEVER);
    expect_shown(FEVER, "hf--"
                        "tf--c"
                        "tf"
                        "t---"
                        "-f");
    add_person("fever = t38; back_needle", FEVER);
    expect_shown(FEVER, "hfou"
                        "tf--c"
                        "tf"
                        "t---"
                        "-f");
}

static void
test_coverage_limit_is_its_last_number_and_the_next(void **state)
{
    (void)state;
    add_person("fever = t38; back_needle = yes; weeks_since_birth = 12", FEVER);
    expect_shown(FEVER, "h---"
                        "t---c"
                        "t-"
                        "t-L-"
                        "--");
}

static void
test_coverage_two_that_hold_hide_each_other(void **state)
{
    (void)state;
    add_person("fever = t38; back_needle = yes; other_signs = epi_site", FEVER);
    expect_shown(FEVER, "h---"
                        "t---c"
                        "--"
                        "----"
                        "--");
}

static void
test_coverage_unknown_part_shows_nothing(void **state)
{
    (void)state;
    add_person("fever; back_needle = yes", FEVER);
    expect_shown(FEVER, "--o-"
                        "-----"
                        "--"
                        "----"
                        "--");
}

static void
test_coverage_outside_the_scope_only_what_holds_counts(void **state)
{
    (void)state;
    add_person("weeks_since_birth = 70; danger = chest_breath; fever",
               "chest_or_breath");
    expect_shown("chest_or_breath", "h-----");
    expect_shown("saddle_numbness", "------");
}

/* The level of a finding shows only where the case says it, or where it makes
 * the level of the whole. */
static void
test_coverage_level_must_be_stated(void **state)
{
    (void)state;
    struct known_case known;
    state_person(&known, "saddle = not_sure; saddle_check = no",
                 "saddle_numbness");
    struct listed plain[8];
    struct id_list *open = &known.lists[CASE_NOT_RULED_OUT];
    assert_true(open->count > 1 && open->count <= 8);
    for (size_t i = 0; i < open->count; i++) {
        plain[i] = (struct listed){ .index = open->at[i].index };
    }
    const struct listed *leveled = open->at;
    open->at = plain;
    add_known(&known);
    expect_shown("saddle_numbness", "--o---");
    open->at = leveled;
    add_known(&known);
    expect_shown("saddle_numbness", "--ou--");
}

static void
test_coverage_list_that_is_not_stated_shows_nothing(void **state)
{
    (void)state;
    struct known_case known;
    state_person(&known, "course = fast_worse", "fast_worse");
    known.lists[CASE_HOLDS].stated = false;
    known.lists[CASE_NOT_RULED_OUT].stated = false;
    add_known(&known);
    expect_shown("fast_worse", "h---t-"); /* the level tells */
    expect_shown("saddle_numbness", "-f---f");
    expect_shown("slowly_worse", "------");
    known.lists[CASE_HOLDS].stated = true;
    add_known(&known);
    expect_shown("slowly_worse", "-f---f");
}

/* ---- what a case shows of a tip and a cause ---- */

/* show_if: mood down or no_joy */
static void
test_coverage_tip_is_shown_where_the_case_names_it(void **state)
{
    (void)state;
    add_person("mood = down", "keep_moving");
    expect_shown("keep_moving", "s");
    expect_shown("mood_talk", "------");
    add_person("", "mood_talk");
    expect_shown("mood_talk", "-n-f--");
    add_person("mood = down", "mood_talk");
    expect_shown("mood_talk", "sntfc-");
}

static void
test_coverage_cause_fits_or_may_fit(void **state)
{
    (void)state;
    const struct cover *cover = cover_of("irritated_nerve");
    add_person("legs = pain_one", "irritated_nerve");
    assert_int_equal(cover->points[0].kind, POINT_FITS);
    assert_int_equal(cover->points[0].gap, GAP_NONE);
    assert_int_equal(cover->points[1].kind, POINT_MAY_FIT);
    assert_int_equal(cover->points[1].gap, GAP_NOT_ASKED);
    add_person("legs = pain_one; place = mid_back", "irritated_nerve");
    assert_int_equal(cover->points[1].gap, GAP_NONE);
}

/* ---- suggestions ---- */

static void
expect_all(enum subject_kind kind)
{
    struct coverage_sum sum = coverage_sum(&coverage, kind);
    assert_true(sum.count > 0);
    assert_int_equal(sum.shown, sum.count);
}

static void
test_coverage_suggestions_show_all_there_is(void **state)
{
    (void)state;
    const struct suggestion *one = coverage.suggestions;
    assert_non_null(one);
    assert_int_equal(coverage_sum(&coverage, SUBJECT_RED_FLAG).shown, 0);
    for (; one != NULL; one = one->next) {
        add_known(&one->known);
    }
    for (int kind = 0; kind < SUBJECT_COUNT; kind++) {
        expect_all((enum subject_kind)kind);
    }
}

static void
test_coverage_suggestion_has_no_needless_answer(void **state)
{
    (void)state;
    const struct suggestion *one = coverage.suggestions;
    while (one != NULL && strcmp(one->cover->id, FEVER) != 0) {
        one = one->next;
    }
    assert_non_null(one);
    const struct bc_ruleset *rs = shipped_rules();
    size_t other = 0;
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        const struct answer *answer = &one->known.answers.of[i];
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
    const struct cover *cover = cover_of("stops_daily_life");
    assert_int_equal(cover->points[POINT_OPEN].gap, GAP_NEVER);
    assert_false(coverage_counts(cover, &cover->points[POINT_OPEN]));
    cover = cover_of("saddle_numbness");
    assert_int_equal(cover->points[POINT_OPEN].gap, GAP_FOUND);
    assert_true(coverage_counts(cover, &cover->points[POINT_OPEN]));
    /* Others come before it, whoever she is: it is for sheets only. */
    cover = cover_of("keep_waist_warm");
    assert_int_equal(cover->points[0].kind, POINT_SHOWN);
    assert_int_equal(cover->points[0].gap, GAP_NEVER);
    assert_false(coverage_counts(cover, &cover->points[0]));
}

/* ---- memory ---- */

static enum bc_status
judge_four(const struct case_set *set, const struct bc_memory *mem)
{
    struct coverage all;
    struct arena arena;
    arena_init(&arena, mem);
    enum bc_status status = coverage_init(&all, shipped_rules(), mem);
    for (size_t i = 0; i < set->count && i < 4 && status == BC_OK; i++) {
        const struct bc_assessment *as = NULL;
        struct differences differences;
        status = bc_assess(&as, &set->at[i].answers, NULL);
        assert_int_equal(status, BC_OK);
        status = case_check(&differences, &arena, &set->at[i], as);
        if (status == BC_OK && i == 0) {
            status = coverage_add(&all, &set->at[i], as);
        }
        bc_assessment_free(as);
    }
    coverage_free(&all);
    arena_reset(&arena);
    return status;
}

static enum bc_status
load_and_judge(const struct bc_memory *mem)
{
    struct case_set set;
    struct bc_errors errs = { .count = 0 };
    enum bc_status status =
        cases_load(&set, shipped_rules(), CASES, mem, &errs);
    if (status == BC_OK) {
        status = judge_four(&set, mem);
        cases_free(&set);
    }
    return status;
}

static void
test_coverage_survives_running_out_of_memory(void **state)
{
    (void)state;
    struct tight_memory tight;
    enum bc_status status = BC_E_NOMEM;
    for (long left = 0; status == BC_E_NOMEM; left += 1 + left / 20) {
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
        CLAIM(test_coverage_limit_is_its_last_number_and_the_next),
        CLAIM(test_coverage_two_that_hold_hide_each_other),
        CLAIM(test_coverage_unknown_part_shows_nothing),
        CLAIM(test_coverage_outside_the_scope_only_what_holds_counts),
        CLAIM(test_coverage_level_must_be_stated),
        CLAIM(test_coverage_list_that_is_not_stated_shows_nothing),
        CLAIM(test_coverage_tip_is_shown_where_the_case_names_it),
        CLAIM(test_coverage_cause_fits_or_may_fit),
        CLAIM(test_coverage_survives_running_out_of_memory),
    };
    const struct CMUnitTest closed[] = {
        cmocka_unit_test(test_coverage_suggestion_has_no_needless_answer),
        cmocka_unit_test(test_coverage_never_asks_for_what_cannot_be),
        cmocka_unit_test(test_coverage_suggestions_show_all_there_is),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    failed += cmocka_run_group_tests(closed, setup_closed, teardown);
    return failed;
}
