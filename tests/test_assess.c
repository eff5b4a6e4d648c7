/* Claims about findings and the level with the shipped pack: silence is never
 * reassurance, every emergency rule works by itself, and what goes with a
 * level. */
#include "support.h"

#include "assess.h"

#include <stdio.h>
#include <string.h>

/* Judge the default person with changes; the caller frees. */
static const struct bc_assessment *
judge(const char *changes, enum facts_mode mode)
{
    struct bc_answers ans;
    const struct bc_assessment *as = NULL;
    person_with(&ans, changes);
    assert_int_equal(assess(&as, &ans, mode, NULL), BC_OK);
    return as;
}

static const struct finding *
find_finding(const struct bc_assessment *as, const char *id)
{
    for (size_t i = 0; i < as->finding_count; i++) {
        if (strcmp(as->findings[i].rule->id, id) == 0) {
            return &as->findings[i];
        }
    }
    return NULL;
}

static bool
has_tip(const struct bc_assessment *as, const char *id)
{
    for (size_t i = 0; i < as->tip_count; i++) {
        if (strcmp(as->tips[i]->id, id) == 0) {
            return true;
        }
    }
    return false;
}

static const struct tip *
find_withheld(const struct bc_assessment *as, const char *id)
{
    for (size_t i = 0; i < as->withheld_count; i++) {
        if (strcmp(as->withheld[i]->id, id) == 0) {
            return as->withheld[i];
        }
    }
    return NULL;
}

static question_set
bit_of(const char *id)
{
    int at = ruleset_find_question(shipped_rules(), id);
    assert_true(at >= 0);
    return BIT(at);
}

/* ---- one answer missing, one answer not sure ---- */

/* What the brief promises for the default person when this answer is not
 * there, and when it is "not sure". */
struct silence_row {
    const char *name, *question;
    enum bc_level missing;
    int missing_days;
    bool incomplete;
    enum bc_level not_sure;
    int not_sure_days, not_sure_hours;
};

static const struct silence_row silence_rows[] = {
    { "silence_danger", "danger", BC_URGENT, 0, true, BC_EMERGENCY, 0, 0 },
    { "silence_saddle", "saddle", BC_URGENT, 0, true, BC_EMERGENCY, 0, 0 },
    { "silence_legs", "legs", BC_URGENT, 0, true, BC_URGENT, 0, 0 },
    { "silence_fever", "fever", BC_URGENT, 0, true, BC_ROUTINE, 3, 0 },
    { "silence_head", "head", BC_URGENT, 0, true, BC_URGENT, 0, 1 },
    { "silence_harm", "harm", BC_URGENT, 0, true, BC_URGENT, 0, 0 },
    { "silence_birth", "birth", BC_SELF_CARE, 0, false, BC_SELF_CARE, 0, 0 },
    { "silence_weeks", "weeks_since_birth", BC_SELF_CARE, 0, false,
      BC_SELF_CARE, 0, 0 },
    { "silence_needle", "back_needle", BC_SELF_CARE, 0, false, BC_SELF_CARE, 0,
      0 },
    { "silence_feeding", "feeding", BC_SELF_CARE, 0, false, BC_SELF_CARE, 0,
      0 },
    { "silence_other_signs", "other_signs", BC_URGENT, 0, false, BC_URGENT, 0,
      0 },
    { "silence_bone", "bone", BC_URGENT, 0, false, BC_URGENT, 0, 0 },
    { "silence_history", "history", BC_ROUTINE, 14, false, BC_ROUTINE, 14, 0 },
    { "silence_place", "place", BC_SELF_CARE, 0, false, BC_SELF_CARE, 0, 0 },
    { "silence_severity", "severity", BC_ROUTINE, 3, false, BC_ROUTINE, 3, 0 },
    { "silence_function", "function", BC_ROUTINE, 14, false, BC_ROUTINE, 14,
      0 },
    { "silence_pain_weeks", "pain_weeks", BC_SELF_CARE, 0, false, BC_SELF_CARE,
      0, 0 },
    { "silence_course", "course", BC_SELF_CARE, 0, false, BC_SELF_CARE, 0, 0 },
    { "silence_pattern", "pattern", BC_SELF_CARE, 0, false, BC_SELF_CARE, 0,
      0 },
    { "silence_stiffness", "morning_stiffness", BC_SELF_CARE, 0, false,
      BC_SELF_CARE, 0, 0 },
    { "silence_mood", "mood", BC_ROUTINE, 7, false, BC_ROUTINE, 7, 0 },
};

static void
run_silence(void **state)
{
    const struct silence_row *row = *state;
    char changes[64];
    const struct bc_assessment *as = judge(row->question, FACTS_FINAL);
    assert_int_equal(as->outcome.level, row->missing);
    assert_int_equal(as->outcome.within_days, row->missing_days);
    assert_int_equal(as->completeness,
                     row->incomplete ? BC_INCOMPLETE : BC_COMPLETE);
    bc_assessment_free(as);
    snprintf(changes, sizeof(changes), "%s=not_sure", row->question);
    as = judge(changes, FACTS_FINAL);
    assert_int_equal(as->outcome.level, row->not_sure);
    assert_int_equal(as->outcome.within_days, row->not_sure_days);
    assert_int_equal(as->outcome.within_hours, row->not_sure_hours);
    assert_int_equal(as->completeness, BC_COMPLETE);
    bc_assessment_free(as);
}

static void
test_silence_rows_name_every_question_she_is_asked(void **state)
{
    (void)state;
    struct bc_answers ans;
    question_set rows = 0, given = 0;
    person_with(&ans, "");
    for (size_t i = 0; i < ARRAY_LEN(silence_rows); i++) {
        rows |= bit_of(silence_rows[i].question);
    }
    for (size_t i = 0; i < ans.rs->question_count; i++) {
        given |= ans.of[i].state != ANSWER_NOT_GIVEN ? BIT(i) : 0;
    }
    assert_int_equal(rows, given);
}

/* ---- levels of small changes ---- */

struct level_row {
    const char *name, *changes;
    enum bc_level level;
    int days, hours;
    enum bc_completeness completeness;
};

static const struct level_row level_rows[] = {
    { "level_of_the_default_person", "", BC_SELF_CARE, 0, 0, BC_COMPLETE },
    { "level_follow_up_missing_is_an_emergency", "danger=not_sure",
      BC_EMERGENCY, 0, 0, BC_COMPLETE },
    { "level_follow_up_none_is_an_emergency",
      "danger=not_sure; danger_unsure=none", BC_EMERGENCY, 0, 0, BC_COMPLETE },
    { "level_follow_up_not_sure_is_an_emergency",
      "danger=not_sure; danger_unsure=not_sure", BC_EMERGENCY, 0, 0,
      BC_COMPLETE },
    { "level_follow_up_heavy_bleed_is_urgent",
      "danger=not_sure; danger_unsure=heavy_bleed", BC_URGENT, 0, 0,
      BC_COMPLETE },
    { "level_follow_up_stroke_is_an_emergency",
      "danger=not_sure; danger_unsure=heavy_bleed,stroke", BC_EMERGENCY, 0, 0,
      BC_COMPLETE },
    { "level_saddle_check_yes_is_urgent", "saddle=not_sure; saddle_check=yes",
      BC_URGENT, 0, 0, BC_COMPLETE },
    { "level_saddle_check_no_is_an_emergency",
      "saddle=not_sure; saddle_check=no", BC_EMERGENCY, 0, 0, BC_COMPLETE },
    { "level_incomplete_beside_an_emergency", "legs; saddle=pee_new",
      BC_EMERGENCY, 0, 0, BC_INCOMPLETE },
    { "level_incomplete_keeps_the_hour", "legs; head=vision", BC_URGENT, 0, 1,
      BC_INCOMPLETE },
    { "level_missing_block_a_is_not_its_own_if_unsure", "saddle", BC_URGENT, 0,
      0, BC_INCOMPLETE },
    { "level_fever_is_urgent", "fever=t38", BC_URGENT, 0, 0, BC_COMPLETE },
    { "level_fever_in_the_first_weeks_within_an_hour",
      "fever=t38; weeks_since_birth=6", BC_URGENT, 0, 1, BC_COMPLETE },
    { "level_fever_one_week_later_without_the_hour",
      "fever=t38; weeks_since_birth=7", BC_URGENT, 0, 0, BC_COMPLETE },
    { "level_low_temperature_counts_as_fever", "fever=low", BC_URGENT, 0, 0,
      BC_COMPLETE },
    { "level_urgent_has_no_days", "fever=t38; severity=7", BC_EMERGENCY, 0, 0,
      BC_COMPLETE },
    { "level_smallest_days_win", "severity=7; function=stops_some; mood=down",
      BC_ROUTINE, 3, 0, BC_COMPLETE },
    { "level_smallest_days_win_in_the_other_order",
      "course=slow_worse; function=stops_some", BC_ROUTINE, 7, 0, BC_COMPLETE },
    { "level_days_of_what_is_not_ruled_out_count",
      "function=stops_some; mood=not_sure", BC_ROUTINE, 7, 0, BC_COMPLETE },
    { "level_severity_6_alone_is_self_care", "severity=6", BC_SELF_CARE, 0, 0,
      BC_COMPLETE },
    { "level_severity_7_alone_is_3_days", "severity=7", BC_ROUTINE, 3, 0,
      BC_COMPLETE },
    { "level_self_care_rule_changes_nothing", "legs=pain_one", BC_SELF_CARE, 0,
      0, BC_COMPLETE },
    { "level_prefer_not_to_say_is_7_days", "harm=prefer_not", BC_ROUTINE, 7, 0,
      BC_COMPLETE },
    { "level_home_not_safe_is_7_days", "home=not_safe", BC_ROUTINE, 7, 0,
      BC_COMPLETE },
    { "level_home_not_sure_adds_nothing", "home=not_sure", BC_SELF_CARE, 0, 0,
      BC_COMPLETE },
    { "level_needle_and_fever_within_12_weeks",
      "back_needle=yes; weeks_since_birth=12; fever=hot_shivery", BC_EMERGENCY,
      0, 0, BC_COMPLETE },
    { "level_needle_and_fever_after_12_weeks",
      "back_needle=yes; weeks_since_birth=13; fever=hot_shivery", BC_URGENT, 0,
      0, BC_COMPLETE },
    { "level_needle_not_sure_counts_as_yes", "back_needle=not_sure; fever=t38",
      BC_EMERGENCY, 0, 0, BC_COMPLETE },
    { "level_needle_missing_leaves_it_open", "back_needle; fever=t38",
      BC_URGENT, 0, 1, BC_COMPLETE },
    /* scope */
    { "scope_last_week", "weeks_since_birth=52", BC_SELF_CARE, 0, 0,
      BC_COMPLETE },
    { "scope_after_the_year", "weeks_since_birth=53", BC_LEVEL_NONE, 0, 0,
      BC_OUT_OF_SCOPE },
    { "scope_without_a_birth", "birth=not_given_birth", BC_LEVEL_NONE, 0, 0,
      BC_OUT_OF_SCOPE },
    { "scope_routine_is_no_level", "birth=not_given_birth; harm=prefer_not",
      BC_LEVEL_NONE, 0, 0, BC_OUT_OF_SCOPE },
    { "scope_urgent_stays", "birth=not_given_birth; legs=weak_one_mild",
      BC_URGENT, 0, 0, BC_OUT_OF_SCOPE },
    { "scope_not_sure_in_a_warning_sign_stays",
      "birth=not_given_birth; head=not_sure", BC_URGENT, 0, 1,
      BC_OUT_OF_SCOPE },
    { "scope_emergency_stays", "weeks_since_birth=60; saddle=pee_new",
      BC_EMERGENCY, 0, 0, BC_OUT_OF_SCOPE },
    { "scope_missing_warning_sign_is_incomplete", "birth=not_given_birth; legs",
      BC_URGENT, 0, 0, BC_INCOMPLETE },
    { "scope_emergency_off_the_path_still_counts",
      "birth=not_given_birth; fever=t38; other_signs=belly_pain", BC_EMERGENCY,
      0, 0, BC_OUT_OF_SCOPE },
    { "scope_urgent_off_the_path_does_not",
      "birth=not_given_birth; other_signs=wound", BC_LEVEL_NONE, 0, 0,
      BC_OUT_OF_SCOPE },
    { "scope_home_still_counts", "weeks_since_birth=60; home=danger_now",
      BC_EMERGENCY, 0, 0, BC_OUT_OF_SCOPE },
};

static void
run_level(void **state)
{
    const struct level_row *row = *state;
    const struct bc_assessment *as = judge(row->changes, FACTS_FINAL);
    assert_int_equal(as->outcome.level, row->level);
    assert_int_equal(as->outcome.within_days, row->days);
    assert_int_equal(as->outcome.within_hours, row->hours);
    assert_int_equal(as->completeness, row->completeness);
    assert_int_equal(bc_assessment_level(as), row->level);
    assert_int_equal(bc_assessment_within_days(as), row->days);
    assert_int_equal(bc_assessment_completeness(as), row->completeness);
    bc_assessment_free(as);
}

/* ---- every emergency rule by itself ---- */

struct emergency_row {
    const char *rule, *changes;
};

static const struct emergency_row emergency_rows[] = {
    { "saddle_numbness", "saddle=saddle_numb" },
    { "pee_trouble_new", "saddle=pee_new" },
    { "leak_not_felt", "saddle=leak_unfelt" },
    { "both_legs_signs", "legs=both_legs" },
    { "leg_weak_bad", "legs=weak_one_bad" },
    { "clumsy_or_unsteady", "legs=clumsy" },
    { "after_injury", "danger=big_injury" },
    { "chest_or_breath", "danger=chest_breath" },
    { "sudden_very_bad_pain", "danger=tearing" },
    { "faint_or_fit", "danger=collapse_fit" },
    { "stroke_signs", "danger=stroke" },
    { "very_ill", "danger=very_ill" },
    { "heavy_bleeding", "danger=heavy_bleed" },
    { "severe_belly_pain", "danger=severe_belly" },
    { "fever_after_needle", "fever=t38; back_needle=yes" },
    { "fever_weak_immunity", "fever=t38; history=immune" },
    { "fever_cannot_walk", "fever=t38; bone=cant_walk" },
    { "fever_very_bad_pain", "fever=t38; severity=7" },
    { "weak_leg_after_needle", "legs=weak_one_mild; back_needle=yes" },
    { "posture_headache_fever", "head=posture_headache; fever=t38" },
    { "after_needle_two_signs",
      "back_needle=yes; other_signs=epi_site; bone=no_rest" },
    { "thunder_headache", "head=thunder" },
    { "preeclampsia_two", "head=bad_headache,face_swell" },
    { "preeclampsia_one_history", "head=vision; history=bp_kidney" },
    { "stiff_neck_plus", "head=stiff_neck; fever=t38" },
    { "neck_pain_severe_plus", "head=neck_severe,vision" },
    { "belly_with_fever", "other_signs=belly_pain; fever=t38" },
    { "cancer_leg_signs", "history=cancer; legs=pain_one" },
    { "aorta_risk_trigger", "history=connective; course=new" },
    { "harm_thoughts", "harm=thoughts" },
    { "voices", "harm=voices" },
    { "home_danger", "home=danger_now" },
};

static void
run_emergency(void **state)
{
    const struct emergency_row *row = *state;
    struct bc_answers ans;
    const struct bc_assessment *as = judge(row->changes, FACTS_FINAL);
    assert_int_equal(as->outcome.level, BC_EMERGENCY);
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        bool is_it = strcmp(finding->rule->id, row->rule) == 0;
        bool fires =
            finding->holds && finding->rule->outcome.level == BC_EMERGENCY;
        assert_int_equal(fires, is_it);
    }
    const struct finding *it = find_finding(as, row->rule);
    assert_non_null(it);
    assert_true(finding_because(as, it) != 0);
    assert_int_equal(finding_because(as, it) & ~it->rule->reads, 0);
    bc_assessment_free(as);
    person_with(&ans, row->changes);
    assert_true(assess_is_emergency(&ans));
}

static void
test_emergency_rows_name_every_emergency_rule_of_the_pack(void **state)
{
    (void)state;
    const struct bc_ruleset *rs = shipped_rules();
    size_t count = 0;
    for (size_t i = 0; i < rs->rule_count; i++) {
        if (rs->rules[i].outcome.level != BC_EMERGENCY) {
            continue;
        }
        bool named = false;
        for (size_t r = 0; r < ARRAY_LEN(emergency_rows); r++) {
            named |= strcmp(emergency_rows[r].rule, rs->rules[i].id) == 0;
        }
        if (!named) {
            fail_msg("no row for %s", rs->rules[i].id);
        }
        count++;
    }
    assert_int_equal(count, ARRAY_LEN(emergency_rows));
}

/* ---- while asking ---- */

struct asking_row {
    const char *name, *pairs;
    bool emergency;
};

static const struct asking_row asking_rows[] = {
    { "asking_nothing_yet", "", false },
    { "asking_first_answer_none", "danger=none\n", false },
    { "asking_first_answer_stroke", "danger=stroke\n", true },
    { "asking_danger_not_sure_waits_for_its_follow_up", "danger=not_sure\n",
      false },
    { "asking_follow_up_names_an_emergency",
      "danger=not_sure\ndanger_unsure=chest_breath\n", true },
    { "asking_follow_up_none", "danger=not_sure\ndanger_unsure=none\n", true },
    { "asking_follow_up_names_what_is_urgent",
      "danger=not_sure\ndanger_unsure=heavy_bleed\n", false },
    { "asking_saddle_check_no", "saddle=not_sure\nsaddle_check=no\n", true },
    { "asking_saddle_check_yes", "saddle=not_sure\nsaddle_check=yes\n", false },
    { "asking_legs_not_sure_is_urgent_only", "legs=not_sure\n", false },
    { "asking_fever_alone", "fever=t38\n", false },
    { "asking_fever_and_needle",
      "fever=t38\nweeks_since_birth=3\nback_needle=yes\n", true },
    { "asking_fever_and_needle_not_sure",
      "fever=t38\nbirth=caesarean\nweeks_since_birth=3\n"
      "back_needle=not_sure\n",
      true },
    { "asking_home_off_the_path", "home=danger_now\n", true },
    { "asking_thoughts", "harm=thoughts\n", true },
    { "asking_harm_not_sure", "harm=not_sure\n", false },
};

static void
run_asking(void **state)
{
    const struct asking_row *row = *state;
    struct bc_answers ans;
    answers_init(&ans, shipped_rules());
    answer_all(&ans, row->pairs);
    assert_int_equal(assess_is_emergency(&ans), row->emergency);
}

static void
test_asking_stopped_at_an_emergency_is_complete(void **state)
{
    (void)state;
    struct bc_answers ans;
    const struct bc_assessment *as = NULL;
    answers_init(&ans, shipped_rules());
    answer_all(&ans, "danger=none\nsaddle=saddle_numb\n");
    assert_int_equal(assess(&as, &ans, FACTS_ASKING, NULL), BC_OK);
    assert_int_equal(as->outcome.level, BC_EMERGENCY);
    assert_int_equal(as->completeness, BC_COMPLETE);
    assert_int_equal(as->facts.missing, 0);
    assert_int_equal(as->facts.assumed, 0);
    assert_int_equal(as->finding_count, 1);
    assert_string_equal(as->findings[0].rule->id, "saddle_numbness");
    bc_assessment_free(as);
}

static void
test_asking_lists_only_what_given_answers_leave_open(void **state)
{
    (void)state;
    struct bc_answers ans;
    const struct bc_assessment *as = NULL;
    answers_init(&ans, shipped_rules());
    answer_all(&ans, "danger=none\nsaddle=not_sure\nsaddle_check=not_sure\n");
    assert_int_equal(assess(&as, &ans, FACTS_ASKING, NULL), BC_OK);
    assert_int_equal(as->outcome.level, BC_EMERGENCY);
    assert_int_equal(as->completeness, BC_COMPLETE);
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        assert_false(finding->holds);
        assert_int_equal(finding_because(as, finding) & as->facts.pending, 0);
    }
    bc_assessment_free(as);
}

/* ---- findings ---- */

static void
test_findings_stand_in_the_order_of_the_rules(void **state)
{
    (void)state;
    const struct bc_assessment *as =
        judge("fever=not_sure; bone; history; mood=down; severity=8; "
              "course=slow_worse",
              FACTS_FINAL);
    assert_true(as->finding_count > 5);
    for (size_t i = 1; i < as->finding_count; i++) {
        assert_true(as->findings[i - 1].rule < as->findings[i].rule);
    }
    bc_assessment_free(as);
}

static void
test_findings_say_why_they_hold(void **state)
{
    (void)state;
    const struct bc_assessment *as =
        judge("pain_weeks=9; course=same", FACTS_FINAL);
    const struct finding *finding = find_finding(as, "persistent_six_weeks");
    assert_non_null(finding);
    assert_true(finding->holds);
    assert_int_equal(finding->outcome.level, BC_ROUTINE);
    assert_int_equal(finding->outcome.within_days, 14);
    assert_int_equal(finding_because(as, finding),
                     bit_of("pain_weeks") | bit_of("course"));
    bc_assessment_free(as);
}

static void
test_findings_not_ruled_out_name_what_is_open(void **state)
{
    (void)state;
    const struct bc_assessment *as =
        judge("fever=not_sure; back_needle=yes", FACTS_FINAL);
    const struct finding *finding = find_finding(as, "fever_after_needle");
    assert_non_null(finding);
    assert_false(finding->holds);
    assert_int_equal(finding->outcome.level, BC_URGENT);
    assert_int_equal(finding->outcome.within_hours, 1);
    assert_int_equal(finding_because(as, finding), bit_of("fever"));
    bc_assessment_free(as);
}

static void
test_findings_if_unsure_none_is_listed_without_a_level(void **state)
{
    (void)state;
    const struct bc_assessment *as =
        judge("history=not_sure; severity=4", FACTS_FINAL);
    const struct finding *finding = find_finding(as, "aorta_risk");
    assert_non_null(finding);
    assert_false(finding->holds);
    assert_int_equal(finding->outcome.level, BC_LEVEL_NONE);
    assert_int_equal(as->outcome.level, BC_ROUTINE);
    bc_assessment_free(as);
}

static void
test_findings_open_for_a_missing_warning_sign_are_urgent(void **state)
{
    (void)state;
    const struct bc_assessment *as = judge("saddle; fever", FACTS_FINAL);
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        assert_false(finding->holds);
        assert_int_equal(finding->outcome.level, BC_URGENT);
        assert_int_equal(finding->outcome.within_days, 0);
    }
    assert_non_null(find_finding(as, "saddle_numbness"));
    assert_non_null(find_finding(as, "fever"));
    bc_assessment_free(as);
}

static void
test_findings_of_private_questions_are_marked(void **state)
{
    (void)state;
    const struct bc_ruleset *rs = shipped_rules();
    question_set secret = bit_of("harm") | bit_of("home") | bit_of("private");
    size_t count = 0;
    for (size_t i = 0; i < rs->rule_count; i++) {
        bool reads = (rs->rules[i].reads & secret) != 0;
        assert_int_equal(rs->rules[i].is_private, reads);
        count += reads ? 1 : 0;
    }
    assert_int_equal(count, 5);
}

/* ---- tips and causes ---- */

static void
test_tips_true_contraindication_withholds_and_says_why(void **state)
{
    (void)state;
    const struct bc_assessment *as = judge("history=connective", FACTS_FINAL);
    assert_int_equal(as->outcome.level, BC_ROUTINE);
    const struct tip *withheld = find_withheld(as, "lift_close");
    assert_non_null(withheld);
    assert_int_equal(advise_because(as, withheld), bit_of("history"));
    assert_false(has_tip(as, "lift_close"));
    bc_assessment_free(as);
}

static void
test_tips_unknown_contraindication_warns_or_withholds(void **state)
{
    (void)state;
    const struct bc_assessment *as =
        judge("history=not_sure; severity=3", FACTS_FINAL);
    assert_int_equal(as->outcome.level, BC_ROUTINE);
    assert_true(has_tip(as, "lift_close"));
    assert_null(find_withheld(as, "lift_close"));
    const struct tip *withheld = find_withheld(as, "ibuprofen");
    assert_non_null(withheld);
    assert_int_equal(advise_because(as, withheld), bit_of("history"));
    bc_assessment_free(as);
}

static void
test_tips_that_warn_have_words_for_it(void **state)
{
    (void)state;
    const struct bc_ruleset *rs = shipped_rules();
    for (size_t i = 0; i < rs->tip_count; i++) {
        const struct tip *tip = &rs->tips[i];
        if (tip->withhold_if != NULL && !tip->withhold_if_unsure) {
            assert_non_null(tip->not_if);
        }
    }
}

static void
test_tips_optional_ones_never_push_out_another(void **state)
{
    (void)state;
    const struct bc_assessment *as =
        judge("pattern=feed_hold,lift_bend", FACTS_FINAL);
    assert_int_equal(as->tip_count, ASSESS_TIPS_MAX);
    for (size_t i = 0; i < as->tip_count; i++) {
        assert_false(as->tips[i]->optional);
    }
    bc_assessment_free(as);
}

static void
test_tips_show_if_unknown_is_not_shown(void **state)
{
    (void)state;
    const struct bc_assessment *as = judge("mood=not_sure", FACTS_FINAL);
    assert_false(has_tip(as, "mood_talk"));
    bc_assessment_free(as);
    as = judge("mood=down", FACTS_FINAL);
    assert_true(has_tip(as, "mood_talk"));
    bc_assessment_free(as);
}

static void
test_causes_at_urgent_is_the_organ_one_alone(void **state)
{
    (void)state;
    const struct bc_assessment *as = judge("other_signs=pee_burn", FACTS_FINAL);
    assert_int_equal(as->outcome.level, BC_URGENT);
    assert_int_equal(as->cause_count, 1);
    assert_string_equal(as->causes[0].cause->id, "organ_pain");
    assert_false(as->causes[0].fits);
    bc_assessment_free(as);
    as = judge("legs=weak_one_mild", FACTS_FINAL);
    assert_int_equal(as->outcome.level, BC_URGENT);
    assert_int_equal(as->cause_count, 0);
    bc_assessment_free(as);
}

static void
test_causes_that_fit_come_before_those_that_may(void **state)
{
    (void)state;
    const struct bc_assessment *as = judge("", FACTS_FINAL);
    assert_int_equal(as->cause_count, 1);
    assert_string_equal(as->causes[0].cause->id, "tired_muscles");
    assert_true(as->causes[0].fits);
    bc_assessment_free(as);
    as = judge("pattern=lift_bend,pgp_moves", FACTS_FINAL);
    assert_int_equal(as->cause_count, 2);
    assert_string_equal(as->causes[0].cause->id, "tired_muscles");
    assert_string_equal(as->causes[1].cause->id, "pelvic_girdle");
    assert_false(as->causes[1].fits);
    bc_assessment_free(as);
}

/* ---- memory ---- */

static void
test_assess_each_allocation_may_fail(void **state)
{
    (void)state;
    struct bc_answers ans;
    person_with(&ans, "history=connective");
    for (long left = 0;; left++) {
        struct tight_memory tight;
        const struct bc_assessment *as = NULL;
        tight_memory_init(&tight, left);
        enum bc_status status = bc_assess(&as, &ans, &tight.mem);
        if (status == BC_OK) {
            bc_assessment_free(as);
            assert_int_equal(tight.in_use, 0);
            assert_in_range(left, 1, 100);
            break;
        }
        assert_int_equal(status, BC_E_NOMEM);
        assert_null(as);
        assert_int_equal(tight.in_use, 0);
    }
}

/* ---- random answers ---- */

static bool
some_warning_sign_is_open(const struct bc_answers *ans)
{
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        const struct question *q = &ans->rs->questions[i];
        if (q->if_missing.kind == STAND_IN_INCOMPLETE &&
            ans->of[i].state != ANSWER_GIVEN) {
            return true;
        }
    }
    return false;
}

static void
check_what_goes_with_a_level(const struct bc_assessment *as)
{
    enum bc_level level = as->outcome.level;
    assert_in_range(as->tip_count, 0, ASSESS_TIPS_MAX);
    if (level >= BC_URGENT || level == BC_LEVEL_NONE) {
        assert_int_equal(as->tip_count, 0);
        assert_int_equal(as->withheld_count, 0);
    }
    assert_in_range(as->cause_count, 0,
                    level == BC_EMERGENCY || level == BC_LEVEL_NONE ? 0
                    : level == BC_URGENT                            ? 1
                                         : ASSESS_CAUSES_MAX);
    if (as->cause_count == 2) {
        assert_string_not_equal(as->causes[0].cause->family,
                                as->causes[1].cause->family);
    }
    for (size_t i = 0; i < as->tip_count; i++) {
        assert_null(find_withheld(as, as->tips[i]->id));
        for (size_t j = 0; j < i; j++) {
            assert_ptr_not_equal(as->tips[i], as->tips[j]);
        }
    }
    for (size_t i = 0; i < as->withheld_count; i++) {
        assert_true(advise_because(as, as->withheld[i]) != 0);
    }
    assert_int_equal(as->outcome.within_days != 0, level == BC_ROUTINE);
    assert_true(as->outcome.within_hours == 0 || level == BC_URGENT);
}

static void
check_level_is_the_highest(const struct bc_assessment *as)
{
    enum bc_level highest = BC_LEVEL_NONE;
    int days = 0;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct outcome *outcome = &as->findings[i].outcome;
        highest = outcome->level > highest ? outcome->level : highest;
        if (outcome->level == BC_ROUTINE &&
            (days == 0 || outcome->within_days < days)) {
            days = outcome->within_days;
        }
        if (as->findings[i].holds) {
            assert_int_equal(outcome->level,
                             as->findings[i].rule->outcome.level);
        }
    }
    if (highest >= BC_URGENT || as->completeness == BC_COMPLETE) {
        assert_true(as->outcome.level >= highest);
    }
    if (as->outcome.level == BC_ROUTINE) {
        assert_int_equal(as->outcome.within_days, days);
    }
}

static void
test_random_open_warning_signs_never_end_in_self_care(void **state)
{
    (void)state;
    uint64_t seed = 20261122;
    size_t levels[BC_LEVEL_COUNT] = { 0 };
    size_t open = 0;
    for (int round = 0; round < 20000; round++) {
        struct bc_answers ans;
        const struct bc_assessment *as = NULL;
        random_person(&ans, &seed);
        assert_int_equal(bc_assess(&as, &ans, NULL), BC_OK);
        levels[as->outcome.level]++;
        if (some_warning_sign_is_open(&ans)) {
            open++;
            assert_int_not_equal(as->outcome.level, BC_SELF_CARE);
        }
        if (as->facts.needed != 0) {
            assert_int_equal(as->completeness, BC_INCOMPLETE);
            assert_true(as->outcome.level >= BC_URGENT);
        }
        if (assess_is_emergency(&ans)) {
            assert_int_equal(as->outcome.level, BC_EMERGENCY);
        }
        check_what_goes_with_a_level(as);
        check_level_is_the_highest(as);
        bc_assessment_free(as);
    }
    assert_in_range(open, 3000, 20000);
    for (int level = BC_LEVEL_NONE; level < BC_LEVEL_COUNT; level++) {
        assert_in_range(levels[level], 100, 20000);
    }
}

/* A warning sign taken back or doubted: never calm again. */
static void
test_random_doubt_about_a_warning_sign_is_never_self_care(void **state)
{
    (void)state;
    uint64_t seed = 4711;
    for (int round = 0; round < 3000; round++) {
        struct bc_answers ans;
        random_person(&ans, &seed);
        for (size_t i = 0; i < ans.rs->question_count; i++) {
            const struct question *q = &ans.rs->questions[i];
            if (q->if_missing.kind != STAND_IN_INCOMPLETE) {
                continue;
            }
            for (int s = ANSWER_NOT_GIVEN; s <= ANSWER_NOT_SURE; s++) {
                struct bc_answers less = ans;
                const struct bc_assessment *as = NULL;
                less.of[i] = (struct answer){ .state = (enum answer_state)s };
                assert_int_equal(bc_assess(&as, &less, NULL), BC_OK);
                assert_int_not_equal(as->outcome.level, BC_SELF_CARE);
                assert_true(s == ANSWER_NOT_SURE ||
                            as->outcome.level >= BC_URGENT);
                bc_assessment_free(as);
            }
        }
    }
}

/* Ticking one more warning sign never makes the result milder. */
static void
test_random_one_more_warning_sign_never_lowers_the_level(void **state)
{
    (void)state;
    static const char *const signs[] = { "danger", "saddle", "head",
                                         "other_signs", "bone" };
    uint64_t seed = 99;
    for (int round = 0; round < 10000; round++) {
        struct bc_answers ans;
        const struct bc_assessment *before = NULL, *after = NULL;
        random_person(&ans, &seed);
        int at = ruleset_find_question(
            ans.rs, signs[next_random(&seed) % ARRAY_LEN(signs)]);
        size_t none = ans.rs->questions[at].choice_count - 1;
        if (ans.of[at].state != ANSWER_GIVEN) {
            continue;
        }
        assert_int_equal(bc_assess(&before, &ans, NULL), BC_OK);
        ans.of[at].choices |= BIT(next_random(&seed) % none);
        ans.of[at].choices &= ~BIT(none);
        assert_int_equal(bc_assess(&after, &ans, NULL), BC_OK);
        assert_true(after->outcome.level >= before->outcome.level);
        bc_assessment_free(before);
        bc_assessment_free(after);
    }
}

/* ---- all ---- */

static int
run_tables(void)
{
    int failed = 0;
    failed += run_rows(&(struct row_tests){ "silence", TABLE(silence_rows),
                                            .test = run_silence });
    failed += run_rows(
        &(struct row_tests){ "level", TABLE(level_rows), .test = run_level });
    failed += run_rows(&(struct row_tests){ "emergency", TABLE(emergency_rows),
                                            .test = run_emergency });
    failed += run_rows(&(struct row_tests){ "asking", TABLE(asking_rows),
                                            .test = run_asking });
    return failed;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_silence_rows_name_every_question_she_is_asked),
        cmocka_unit_test(
            test_emergency_rows_name_every_emergency_rule_of_the_pack),
        cmocka_unit_test(test_asking_stopped_at_an_emergency_is_complete),
        cmocka_unit_test(test_asking_lists_only_what_given_answers_leave_open),
        cmocka_unit_test(test_findings_stand_in_the_order_of_the_rules),
        cmocka_unit_test(test_findings_say_why_they_hold),
        cmocka_unit_test(test_findings_not_ruled_out_name_what_is_open),
        cmocka_unit_test(
            test_findings_if_unsure_none_is_listed_without_a_level),
        cmocka_unit_test(
            test_findings_open_for_a_missing_warning_sign_are_urgent),
        cmocka_unit_test(test_findings_of_private_questions_are_marked),
        cmocka_unit_test(
            test_tips_true_contraindication_withholds_and_says_why),
        cmocka_unit_test(test_tips_unknown_contraindication_warns_or_withholds),
        cmocka_unit_test(test_tips_that_warn_have_words_for_it),
        cmocka_unit_test(test_tips_optional_ones_never_push_out_another),
        cmocka_unit_test(test_tips_show_if_unknown_is_not_shown),
        cmocka_unit_test(test_causes_at_urgent_is_the_organ_one_alone),
        cmocka_unit_test(test_causes_that_fit_come_before_those_that_may),
        cmocka_unit_test(test_assess_each_allocation_may_fail),
        cmocka_unit_test(test_random_open_warning_signs_never_end_in_self_care),
        cmocka_unit_test(
            test_random_doubt_about_a_warning_sign_is_never_self_care),
        cmocka_unit_test(
            test_random_one_more_warning_sign_never_lowers_the_level),
    };
    return run_tables() +
           cmocka_run_group_tests_name("assess", tests, NULL, NULL);
}
