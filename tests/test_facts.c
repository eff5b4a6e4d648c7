/* Claims about the path through the questions and what stands in for answers
 * that were not given, with the shipped pack. */
#include "support.h"

#include "facts.h"

#include <stdio.h>
#include <string.h>

/* Ids of a set, divided by spaces. */
static const char *
ids(question_set set)
{
    static char words[1024];
    words[0] = '\0';
    for (size_t i = 0; i < shipped_rules()->question_count; i++) {
        if ((set & BIT(i)) != 0) {
            strcat(words, words[0] != '\0' ? " " : "");
            strcat(words, shipped_rules()->questions[i].id);
        }
    }
    return words;
}

static const struct fact *
fact_of(const struct facts *facts, const char *id)
{
    int at = ruleset_find_question(facts->rs, id);
    assert_true(at >= 0);
    return &facts->of[at];
}

/* Is exactly this choice picked and nothing in doubt? */
static void
expect_choice(const struct facts *facts, const char *id, const char *code)
{
    int at = ruleset_find_question(facts->rs, id);
    int choice = question_find_choice(&facts->rs->questions[at], code);
    assert_true(choice >= 0);
    assert_int_equal(facts->of[at].yes, BIT(choice));
    assert_int_equal(facts->of[at].maybe, 0);
}

/* Codes that are in doubt, divided by spaces. */
static const char *
in_doubt(const struct facts *facts, const char *id)
{
    static char words[512];
    const struct question *q =
        &facts->rs->questions[ruleset_find_question(facts->rs, id)];
    words[0] = '\0';
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((fact_of(facts, id)->maybe & BIT(i)) != 0) {
            strcat(words, words[0] != '\0' ? " " : "");
            strcat(words, q->choices[i].id);
        }
    }
    return words;
}

/* ---- defaults: every question not sure, missing and not asked ---- */

struct default_row {
    const char *name, *changes;
    const char *question;
    const char *value; /* code or number; NULL: stays unknown */
    const char *assumed, *needed;
};

static struct default_row default_rows[] = {
    /* not sure */
    { "not_sure_danger_stays_unknown", "danger=not_sure; danger_unsure=none",
      "danger", NULL, "", "" },
    { "not_sure_saddle_stays_unknown", "saddle=not_sure; saddle_check=no",
      "saddle", NULL, "", "" },
    { "not_sure_legs_stays_unknown", "legs=not_sure", "legs", NULL, "", "" },
    { "not_sure_fever_stays_unknown", "fever=not_sure", "fever", NULL, "", "" },
    { "not_sure_head_stays_unknown", "head=not_sure", "head", NULL, "", "" },
    { "not_sure_harm_stays_unknown", "harm=not_sure", "harm", NULL, "", "" },
    { "not_sure_birth_stays_unknown", "birth=not_sure", "birth", NULL, "", "" },
    { "not_sure_weeks_is_2", "weeks_since_birth=not_sure", "weeks_since_birth",
      "2", "weeks_since_birth", "" },
    { "not_sure_needle_is_yes", "back_needle=not_sure", "back_needle", "yes",
      "back_needle", "" },
    { "not_sure_feeding_stays_unknown", "feeding=not_sure", "feeding", NULL, "",
      "" },
    { "not_sure_other_signs_stays_unknown", "other_signs=not_sure",
      "other_signs", NULL, "", "" },
    { "not_sure_bone_stays_unknown", "bone=not_sure", "bone", NULL, "", "" },
    { "not_sure_history_stays_unknown", "history=not_sure", "history", NULL, "",
      "" },
    { "not_sure_place_is_low_back", "place=not_sure", "place", "low_back",
      "place", "" },
    { "not_sure_severity_is_7", "severity=not_sure", "severity", "7",
      "severity", "" },
    { "not_sure_function_is_stops_some", "function=not_sure", "function",
      "stops_some", "function", "" },
    { "not_sure_pain_weeks_is_6", "pain_weeks=not_sure", "pain_weeks", "6",
      "pain_weeks", "" },
    { "not_sure_course_is_same", "course=not_sure", "course", "same", "course",
      "" },
    { "not_sure_pattern_is_none", "pattern=not_sure", "pattern", "none",
      "pattern", "" },
    { "not_sure_stiffness_is_30_to_60", "morning_stiffness=not_sure",
      "morning_stiffness", "m30_60", "morning_stiffness", "" },
    { "not_sure_tried_is_no_help", "pain_weeks=4; course=same; tried=not_sure",
      "tried", "no_help", "tried", "" },
    { "not_sure_mood_stays_unknown", "mood=not_sure", "mood", NULL, "", "" },
    /* missing */
    { "missing_danger_is_needed", "danger", "danger", NULL, "", "danger" },
    { "missing_saddle_is_needed", "saddle", "saddle", NULL, "", "saddle" },
    { "missing_legs_is_needed", "legs", "legs", NULL, "", "legs" },
    { "missing_fever_is_needed", "fever", "fever", NULL, "", "fever" },
    { "missing_head_is_needed", "head", "head", NULL, "", "head" },
    { "missing_harm_is_needed", "harm", "harm", NULL, "", "harm" },
    { "missing_danger_unsure_is_not_needed", "danger=not_sure", "danger_unsure",
      NULL, "", "" },
    { "missing_saddle_check_is_not_needed", "saddle=not_sure", "saddle_check",
      NULL, "", "" },
    { "missing_birth_stays_unknown", "birth", "birth", NULL, "", "" },
    { "missing_weeks_is_2", "weeks_since_birth", "weeks_since_birth", "2",
      "weeks_since_birth", "" },
    { "missing_needle_stays_unknown", "back_needle", "back_needle", NULL, "",
      "" },
    { "missing_other_signs_stays_unknown", "other_signs", "other_signs", NULL,
      "", "" },
    { "missing_bone_stays_unknown", "bone", "bone", NULL, "", "" },
    { "missing_history_stays_unknown", "history", "history", NULL, "", "" },
    { "missing_place_is_low_back", "place", "place", "low_back", "place", "" },
    { "missing_severity_is_7", "severity", "severity", "7", "severity", "" },
    { "missing_function_is_stops_some", "function", "function", "stops_some",
      "function", "" },
    { "missing_pain_weeks_is_6", "pain_weeks", "pain_weeks", "6", "pain_weeks",
      "" },
    { "missing_course_is_same", "course", "course", "same", "course", "" },
    { "missing_pattern_is_none", "pattern", "pattern", "none", "pattern", "" },
    { "missing_stiffness_is_30_to_60", "morning_stiffness", "morning_stiffness",
      "m30_60", "morning_stiffness", "" },
    { "missing_tried_is_no_help", "pain_weeks=4; course=same", "tried",
      "no_help", "tried", "" },
    { "missing_mood_stays_unknown", "mood", "mood", NULL, "", "" },
    { "missing_two_are_both_needed", "legs; head", "legs", NULL, "",
      "legs head" },
    /* not asked: never reported as assumed */
    { "not_asked_danger_unsure_is_none", "", "danger_unsure", "none", "", "" },
    { "not_asked_saddle_check_is_no", "", "saddle_check", "no", "", "" },
    { "not_asked_needle_is_no", "weeks_since_birth=13; back_needle",
      "back_needle", "no", "", "" },
    { "not_asked_function_is_ok", "severity=0; function; course", "function",
      "ok", "", "" },
    { "not_asked_course_is_better", "severity=0; function; course", "course",
      "better", "", "" },
    { "not_asked_tried_is_not_yet", "", "tried", "not_yet", "", "" },
    { "not_asked_onset_age_is_60", "", "onset_age", "60", "", "" },
    { "not_asked_onset_is_sudden", "", "onset", "sudden", "", "" },
    { "not_asked_joint_signs_is_none", "", "joint_signs", "none", "", "" },
    { "not_asked_private_is_no", "", "private", "no", "", "" },
    { "not_asked_home_is_skip", "", "home", "skip", "", "" },
};

static void
run_default(void **state)
{
    const struct default_row *row = *state;
    struct bc_answers ans;
    struct facts facts;
    person_with(&ans, row->changes);
    facts_init(&facts, &ans, FACTS_FINAL);
    const struct fact *fact = fact_of(&facts, row->question);
    if (row->value == NULL) {
        assert_int_equal(fact->yes, 0);
        assert_false(fact->has_number);
        assert_true(fact->maybe != 0);
    } else if (fact->has_number) {
        char number[24];
        snprintf(number, sizeof(number), "%ld", fact->number);
        assert_string_equal(number, row->value);
    } else {
        expect_choice(&facts, row->question, row->value);
    }
    assert_string_equal(ids(facts.assumed), row->assumed);
    assert_string_equal(ids(facts.needed), row->needed);
    assert_int_equal(facts.pending, 0);
}

/* ---- the path ---- */

struct path_row {
    const char *name, *changes, *question;
    bool asked; /* when its answer is missing */
};

static struct path_row path_rows[] = {
    { "path_danger_unsure_only_after_not_sure", "", "danger_unsure", false },
    { "path_danger_unsure_after_not_sure", "danger=not_sure", "danger_unsure",
      true },
    { "path_danger_unsure_not_after_missing", "danger", "danger_unsure",
      false },
    { "path_saddle_check_only_after_not_sure", "saddle=pee_new", "saddle_check",
      false },
    { "path_saddle_check_after_not_sure", "saddle=not_sure", "saddle_check",
      true },
    { "path_weeks_not_without_a_birth", "birth=not_given_birth",
      "weeks_since_birth", false },
    { "path_weeks_with_an_unknown_birth", "birth=not_sure", "weeks_since_birth",
      true },
    { "path_needle_at_12_weeks", "weeks_since_birth=12", "back_needle", true },
    { "path_needle_not_at_13_weeks", "weeks_since_birth=13", "back_needle",
      false },
    { "path_needle_with_assumed_weeks", "weeks_since_birth", "back_needle",
      true },
    { "path_function_not_without_pain", "severity=0", "function", false },
    { "path_function_with_least_pain", "severity=1", "function", true },
    { "path_function_without_pain_after_a_needle",
      "severity=0; back_needle=yes", "function", true },
    { "path_function_without_pain_with_an_unknown_needle",
      "severity=0; back_needle", "function", true },
    { "path_course_not_without_pain", "severity=0", "course", false },
    { "path_course_with_pain_assumed", "severity", "course", true },
    { "path_tried_not_at_2_weeks", "pain_weeks=2; course=same", "tried",
      false },
    { "path_tried_at_3_weeks", "pain_weeks=3; course=same", "tried", true },
    { "path_tried_at_5_weeks", "pain_weeks=5; course=same", "tried", true },
    { "path_tried_not_at_6_weeks", "pain_weeks=6; course=same", "tried",
      false },
    { "path_tried_not_when_better", "pain_weeks=4; course=better", "tried",
      false },
    { "path_age_not_at_11_weeks", "pain_weeks=11; morning_stiffness=m30_60",
      "onset_age", false },
    { "path_age_at_12_weeks", "pain_weeks=12; morning_stiffness=m30_60",
      "onset_age", true },
    { "path_age_not_without_stiffness", "pain_weeks=12", "onset_age", false },
    { "path_joints_with_moving_that_eases",
      "pain_weeks=12; pattern=moving_eases", "joint_signs", true },
    { "path_joints_not_in_the_neck",
      "pain_weeks=12; place=neck; pattern=moving_eases", "joint_signs", false },
    { "path_home_never_in_a_file", "", "home", false },
    { "path_home_when_the_screen_is_private", "private=yes", "home", true },
};

static void
run_path(void **state)
{
    const struct path_row *row = *state;
    struct bc_answers ans;
    struct facts facts;
    int at = ruleset_find_question(shipped_rules(), row->question);
    person_with(&ans, row->changes);
    answers_clear(&ans, at);
    facts_init(&facts, &ans, FACTS_FINAL);
    assert_int_equal((facts.missing & BIT(at)) != 0, row->asked);
    facts_init(&facts, &ans, FACTS_READING);
    /* What it follows up may still come, and be "not sure". */
    int narrows = shipped_rules()->questions[at].narrows;
    bool waits = narrows >= 0 && (facts.pending & BIT(narrows)) != 0;
    assert_int_equal((facts.pending & BIT(at)) != 0, row->asked || waits);
    assert_int_equal(facts.missing, 0);
}

/* ---- follow-ups ---- */

struct narrow_row {
    const char *name, *changes, *question, *in_doubt;
};

#define ALL_OF_DANGER                                                          \
    "chest_breath collapse_fit tearing very_ill stroke heavy_bleed "           \
    "severe_belly big_injury none"
#define ALL_OF_SADDLE "saddle_numb pee_new leak_unfelt none"

static struct narrow_row narrow_rows[] = {
    { "narrow_danger_to_the_one_named",
      "danger=not_sure; danger_unsure=heavy_bleed", "danger", "heavy_bleed" },
    { "narrow_danger_to_the_two_named",
      "danger=not_sure; danger_unsure=heavy_bleed,big_injury", "danger",
      "heavy_bleed big_injury" },
    { "narrow_danger_not_by_none", "danger=not_sure; danger_unsure=none",
      "danger", ALL_OF_DANGER },
    { "narrow_danger_not_by_not_sure",
      "danger=not_sure; danger_unsure=not_sure", "danger", ALL_OF_DANGER },
    { "narrow_danger_not_by_silence", "danger=not_sure", "danger",
      ALL_OF_DANGER },
    { "narrow_missing_danger_by_nothing", "danger; danger_unsure=heavy_bleed",
      "danger", ALL_OF_DANGER },
    { "narrow_saddle_by_yes", "saddle=not_sure; saddle_check=yes", "saddle",
      "" },
    { "narrow_saddle_not_by_no", "saddle=not_sure; saddle_check=no", "saddle",
      ALL_OF_SADDLE },
    { "narrow_saddle_not_by_not_sure", "saddle=not_sure; saddle_check=not_sure",
      "saddle", ALL_OF_SADDLE },
    { "narrow_saddle_not_by_silence", "saddle=not_sure", "saddle",
      ALL_OF_SADDLE },
    { "narrow_given_saddle_by_nothing", "saddle=pee_new; saddle_check=yes",
      "saddle", "" },
};

static void
run_narrow(void **state)
{
    const struct narrow_row *row = *state;
    struct bc_answers ans;
    struct facts facts;
    person_with(&ans, row->changes);
    facts_init(&facts, &ans, FACTS_FINAL);
    assert_string_equal(in_doubt(&facts, row->question), row->in_doubt);
}

/* ---- laws ---- */

static void
test_facts_answers_off_the_path_are_not_used(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct facts facts;
    person_with(&ans, "weeks_since_birth=13; back_needle=yes; onset=slow; "
                      "saddle_check=yes");
    facts_init(&facts, &ans, FACTS_FINAL);
    expect_choice(&facts, "back_needle", "no");
    expect_choice(&facts, "onset", "sudden");
    expect_choice(&facts, "saddle_check", "no");
    int needle = ruleset_find_question(facts.rs, "back_needle");
    assert_false(facts_is_used(&facts, needle));
    assert_true(facts_is_used(&facts, ruleset_find_question(facts.rs, "legs")));
    facts_init(&facts, &ans, FACTS_AS_GIVEN);
    expect_choice(&facts, "back_needle", "yes");
    assert_true(facts_is_used(&facts, needle));
}

static void
test_facts_not_sure_is_used(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct facts facts;
    person_with(&ans, "severity=not_sure; legs=not_sure");
    facts_init(&facts, &ans, FACTS_FINAL);
    assert_string_equal(ids(facts.unsure), "legs severity");
    assert_true(
        facts_is_used(&facts, ruleset_find_question(facts.rs, "severity")));
}

static void
test_facts_each_question_is_in_one_set_at_most(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "",
        "danger",
        "danger=not_sure",
        "severity; mood=not_sure; legs",
        "birth=not_given_birth",
        "weeks_since_birth=53; head",
    };
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        for (int mode = FACTS_FINAL; mode <= FACTS_AS_GIVEN; mode++) {
            struct bc_answers ans;
            struct facts facts;
            person_with(&ans, changes[i]);
            facts_init(&facts, &ans, (enum facts_mode)mode);
            const question_set sets[] = { facts.given, facts.unsure,
                                          facts.missing, facts.pending,
                                          facts.cut };
            question_set seen = 0;
            for (size_t s = 0; s < ARRAY_LEN(sets); s++) {
                assert_int_equal(seen & sets[s], 0);
                seen |= sets[s];
            }
            assert_int_equal(facts.needed & ~facts.missing, 0);
            assert_int_equal(facts.assumed & ~(facts.missing | facts.unsure),
                             0);
        }
    }
}

static void
test_facts_home_is_used_whenever_given(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct facts facts;
    person_with(&ans, "home=danger_now");
    facts_init(&facts, &ans, FACTS_FINAL);
    expect_choice(&facts, "home", "danger_now");
    assert_true(facts_is_used(&facts, ruleset_find_question(facts.rs, "home")));
}

static void
test_facts_private_is_asked_at_a_terminal_only(void **state)
{
    (void)state;
    struct bc_answers ans;
    int screen = ruleset_find_question(shipped_rules(), "private");
    person_with(&ans, "");
    assert_int_equal(facts_next(&ans, FACTS_READING), -1);
    assert_int_equal(facts_next(&ans, FACTS_ASKING), screen);
    answer_all(&ans, "private = no\n");
    assert_int_equal(facts_next(&ans, FACTS_ASKING), -1);
    person_with(&ans, "private=yes");
    assert_int_equal(facts_next(&ans, FACTS_ASKING),
                     ruleset_find_question(shipped_rules(), "home"));
}

/* ---- scope ---- */

static void
test_facts_scope_ends_at_53_weeks(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct facts facts;
    person_with(&ans, "weeks_since_birth=52; back_needle");
    facts_init(&facts, &ans, FACTS_FINAL);
    assert_false(facts.out_of_scope);
    assert_int_equal(facts.cut, 0);
    person_with(&ans, "weeks_since_birth=53; back_needle");
    facts_init(&facts, &ans, FACTS_FINAL);
    assert_true(facts.out_of_scope);
}

static void
test_facts_nothing_but_warning_signs_is_asked_behind_the_scope(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct facts facts;
    answers_init(&ans, shipped_rules());
    answer_all(&ans, "danger = none\nsaddle = none\nlegs = none\n"
                     "fever = no\nhead = none\nharm = no\n"
                     "birth = not_given_birth\n");
    facts_init(&facts, &ans, FACTS_ASKING);
    assert_true(facts.out_of_scope);
    assert_string_equal(
        ids(facts.cut),
        "weeks_since_birth back_needle feeding other_signs bone history "
        "place severity function pain_weeks course pattern "
        "morning_stiffness tried onset_age onset joint_signs mood private "
        "home");
    assert_int_equal(facts.pending, 0);
    assert_int_equal(facts_next(&ans, FACTS_ASKING), -1);
    assert_int_equal(facts.assumed, 0);
    answers_clear(&ans, ruleset_find_question(ans.rs, "head"));
    assert_int_equal(facts_next(&ans, FACTS_ASKING),
                     ruleset_find_question(ans.rs, "head"));
}

static void
test_facts_unknown_birth_is_not_out_of_scope(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct facts facts;
    person_with(&ans, "birth=not_sure; weeks_since_birth=not_sure");
    facts_init(&facts, &ans, FACTS_FINAL);
    assert_false(facts.out_of_scope);
}

static void
test_facts_scope_waits_for_an_answer_that_may_be_not_sure(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct facts facts;
    struct place place;
    const char *to = "- not: {feeding: [not_sure]}\n";
    const struct bc_ruleset *rs =
        load_edited(&place, PACK_META, "- birth: [not_given_birth]\n", to, to);
    answers_init(&ans, rs);
    answer_all(&ans, "feeding = not_sure\n");
    facts_init(&facts, &ans, FACTS_FINAL);
    assert_false(facts.out_of_scope);
    answers_init(&ans, rs);
    answer_all(&ans, "feeding = breast\n");
    facts_init(&facts, &ans, FACTS_FINAL);
    assert_true(facts.out_of_scope);
    bc_ruleset_free(rs);
}

/* ---- the order ---- */

static const char *const asked[] = {
    "danger",      "saddle",  "legs",        "fever",
    "head",        "harm",    "birth",       "weeks_since_birth",
    "back_needle", "feeding", "other_signs", "bone",
    "history",     "place",   "severity",    "function",
    "pain_weeks",  "course",  "pattern",     "morning_stiffness",
    "mood",        "private",
};

static void
test_facts_next_asks_the_default_person_22_questions_in_order(void **state)
{
    (void)state;
    struct bc_answers ans, all;
    person_with(&all, "private=no");
    answers_init(&ans, shipped_rules());
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        int next = facts_next(&ans, FACTS_ASKING);
        assert_true(next >= 0);
        assert_string_equal(ans.rs->questions[next].id, asked[i]);
        ans.of[next] = all.of[next];
    }
    assert_int_equal(facts_next(&ans, FACTS_ASKING), -1);
    assert_in_range(ARRAY_LEN(asked), 1, 22);
}

static void
test_facts_next_reads_the_default_person_in_21_lines(void **state)
{
    (void)state;
    struct bc_answers ans, all;
    person_with(&all, "");
    answers_init(&ans, shipped_rules());
    for (size_t i = 0; i + 1 < ARRAY_LEN(asked); i++) {
        int next = facts_next(&ans, FACTS_READING);
        assert_true(next >= 0);
        assert_string_equal(ans.rs->questions[next].id, asked[i]);
        ans.of[next] = all.of[next];
    }
    assert_int_equal(facts_next(&ans, FACTS_READING), -1);
}

static void
test_facts_next_goes_back_to_a_question_that_was_cleared(void **state)
{
    (void)state;
    struct bc_answers ans;
    person_with(&ans, "private=no; fever");
    assert_int_equal(facts_next(&ans, FACTS_ASKING),
                     ruleset_find_question(ans.rs, "fever"));
}

static void
test_facts_a_line_that_was_tried_is_not_read_again(void **state)
{
    (void)state;
    struct bc_answers ans;
    answers_init(&ans, shipped_rules());
    ans.tried |= BIT(ruleset_find_question(ans.rs, "danger"));
    assert_int_equal(facts_next(&ans, FACTS_READING),
                     ruleset_find_question(ans.rs, "saddle"));
    assert_int_equal(facts_next(&ans, FACTS_ASKING),
                     ruleset_find_question(ans.rs, "danger"));
}

static void
test_facts_asking_leaves_open_what_may_still_come(void **state)
{
    (void)state;
    struct bc_answers ans;
    struct facts facts;
    answers_init(&ans, shipped_rules());
    facts_init(&facts, &ans, FACTS_ASKING);
    assert_int_equal(facts.missing, 0);
    assert_int_equal(facts.needed, 0);
    assert_int_equal(facts.assumed, 0);
    assert_string_equal(ids(facts.given | facts.unsure), "");
    facts_init(&facts, &ans, FACTS_FINAL);
    assert_int_equal(facts.pending, 0);
    assert_string_equal(ids(facts.needed),
                        "danger saddle legs fever head harm");
}

/* ---- all ---- */

static int
run_tables(void)
{
    struct CMUnitTest tests[ARRAY_LEN(default_rows) + ARRAY_LEN(path_rows) +
                            ARRAY_LEN(narrow_rows)];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(default_rows); i++) {
        tests[n++] = (struct CMUnitTest){ default_rows[i].name, run_default,
                                          NULL, NULL, &default_rows[i] };
    }
    for (size_t i = 0; i < ARRAY_LEN(path_rows); i++) {
        tests[n++] = (struct CMUnitTest){ path_rows[i].name, run_path, NULL,
                                          NULL, &path_rows[i] };
    }
    for (size_t i = 0; i < ARRAY_LEN(narrow_rows); i++) {
        tests[n++] = (struct CMUnitTest){ narrow_rows[i].name, run_narrow, NULL,
                                          NULL, &narrow_rows[i] };
    }
    return cmocka_run_group_tests_name("facts tables", tests, NULL, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_facts_answers_off_the_path_are_not_used),
        cmocka_unit_test(test_facts_not_sure_is_used),
        cmocka_unit_test(test_facts_each_question_is_in_one_set_at_most),
        cmocka_unit_test(test_facts_home_is_used_whenever_given),
        cmocka_unit_test(test_facts_private_is_asked_at_a_terminal_only),
        cmocka_unit_test(test_facts_scope_ends_at_53_weeks),
        cmocka_unit_test(
            test_facts_nothing_but_warning_signs_is_asked_behind_the_scope),
        cmocka_unit_test(test_facts_unknown_birth_is_not_out_of_scope),
        cmocka_unit_test(
            test_facts_scope_waits_for_an_answer_that_may_be_not_sure),
        cmocka_unit_test(
            test_facts_next_asks_the_default_person_22_questions_in_order),
        cmocka_unit_test(test_facts_next_reads_the_default_person_in_21_lines),
        cmocka_unit_test(
            test_facts_next_goes_back_to_a_question_that_was_cleared),
        cmocka_unit_test(test_facts_a_line_that_was_tried_is_not_read_again),
        cmocka_unit_test(test_facts_asking_leaves_open_what_may_still_come),
    };
    return run_tables() +
           cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}
