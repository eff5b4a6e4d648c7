/* The proofs about the shipped rules: they hold, and each of them fails on a
 * pack that is broken for it, with answers in which the program itself shows
 * the fault. */
#include "support.h"

#include "cond.h"
#include "prover.h"

#include <stdio.h>
#include <string.h>

#define LONGEST 28 /* questions before an emergency stops the interview */

/* ---- the shipped pack ---- */

struct proof {
    const char *name;
    enum property property;
};

/* To the end, with or without success. */
static void
prove_whole(struct proved *out, const struct bc_ruleset *rs,
            enum property property)
{
    assert_int_equal(prove(out, rs, property), BC_OK);
    assert_false(out->gave_up);
}

static void
run_shipped(void **state)
{
    struct proved proved;
    enum property property = ((const struct proof *)*state)->property;
    prove_whole(&proved, shipped_rules(), property);
    if (!proved.holds) {
        fail_msg("%s", proved.why);
    }
    assert_true(proved.states > 0 && proved.states < PROVE_STATES_MAX);
    assert_int_equal(proved.has_example, property == PROVE_ALARM);
}

static void
test_prove_alarm_is_the_longest_way(void **state)
{
    struct proved proved;
    struct told told;
    (void)state;
    prove_whole(&proved, shipped_rules(), PROVE_ALARM);
    assert_int_equal(proved.questions, LONGEST);
    assert_string_equal(proved.why, "home_danger");
    prover_interview(&told, &proved.example);
    assert_true(told.stopped);
    assert_int_equal(told.asked, LONGEST);
}

/* Nobody found by chance is asked more. */
static void
test_prove_alarm_is_never_later(void **state)
{
    uint64_t seed = 28;
    size_t stopped = 0;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct bc_answers ans;
        struct told told;
        random_person(&ans, &seed);
        prover_interview(&told, &ans);
        assert_true(!told.stopped || told.asked <= LONGEST);
        stopped += told.stopped;
    }
    assert_true(stopped > 1000);
}

/* What d leaves to a lemma: whoever is stopped stays an emergency, whatever she
 * would have said after that. */
static void
test_prove_stop_is_an_emergency_whatever_follows(void **state)
{
    uint64_t seed = 4;
    size_t stopped = 0;
    (void)state;
    while (stopped < 5000) {
        struct bc_answers all, other;
        struct told told;
        const struct bc_assessment *as = NULL;
        random_person(&all, &seed);
        random_person(&other, &seed);
        prover_interview(&told, &all);
        if (!told.stopped) {
            continue;
        }
        stopped++;
        for (size_t q = 0; q < all.rs->question_count; q++) {
            if ((told.questions & BIT(q)) == 0) {
                told.ans.of[q] = other.of[q];
            }
        }
        assert_int_equal(assess(&as, &told.ans, FACTS_FINAL, NULL), BC_OK);
        assert_int_equal(as->outcome.level, BC_EMERGENCY);
        bc_assessment_free(as);
    }
}

static bool
is_listed(const struct bc_assessment *as, const struct rule *rule)
{
    bool listed = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        listed |= as->findings[i].rule == rule;
    }
    return listed;
}

/* What a leaves to a lemma: what the rules do not rule out is listed. */
static void
test_prove_open_rules_are_listed(void **state)
{
    uint64_t seed = 3;
    size_t open = 0;
    (void)state;
    for (int i = 0; i < 5000; i++) {
        struct bc_answers ans;
        const struct bc_assessment *as = NULL;
        random_person(&ans, &seed);
        assert_int_equal(assess(&as, &ans, FACTS_FINAL, NULL), BC_OK);
        for (size_t r = 0; r < ans.rs->rule_count && !as->facts.out_of_scope;
             r++) {
            const struct rule *rule = &ans.rs->rules[r];
            enum truth truth = cond_eval(rule->when, &as->facts);
            assert_true(truth == TRUTH_FALSE || is_listed(as, rule));
            open += truth == TRUTH_UNKNOWN;
        }
        bc_assessment_free(as);
    }
    assert_true(open > 5000);
}

static void
test_prove_gives_up(void **state)
{
    (void)state;
    for (int i = 0; i < PROVE_COUNT; i++) {
        struct proved proved;
        assert_int_equal(
            prove_within(&proved, shipped_rules(), (enum property)i, 50),
            BC_OK);
        assert_true(proved.gave_up);
        assert_false(proved.holds);
        assert_false(proved.has_example);
        assert_int_equal(proved.states, 50);
    }
}

/* ---- broken packs ---- */

struct breakage {
    const char *name;
    enum property property;
    enum pack_file file;
    const char *from, *to; /* its first place */
    const char *why;       /* part of what the proof says */
};

static const struct breakage breakages[] = {
    { "a: a red flag is home care", PROVE_HIDDEN, PACK_RED_FLAGS,
      "harm: [prefer_not]\n  level: routine\n  within_days: 7\n",
      "harm: [prefer_not]\n  level: self_care\n", "'harm_not_said' holds" },
    { "a: an open red flag asks for nothing", PROVE_HIDDEN, PACK_RED_FLAGS,
      "if_unsure: routine\n  if_unsure_within_days: 3\n", "if_unsure: none\n",
      "'fever' is open" },
    { "b: the worst answer is home care", PROVE_WORSE, PACK_RED_FLAGS,
      "function: [cannot]\n  level: urgent\n",
      "function: [cannot]\n  level: self_care\n", "'function = stops_some'" },
    { "b: a rule ends below the worst pain", PROVE_WORSE, PACK_REFERRALS,
      "- severity: {at_least: 7}\n", "- severity: {at_least: 7, below: 9}\n",
      "'severity = 7'" },
    { "b: the rule for slowly worse is about up and down", PROVE_WORSE,
      PACK_REFERRALS, "course: [slow_worse]", "course: [up_down]", "7 days" },
    { "c: a rule contradicts itself", PROVE_REACH, PACK_REFERRALS,
      "when:\n    pattern: [arm_tingle]\n",
      "when:\n    all:\n      - pattern: [arm_tingle]\n"
      "      - pattern: [none]\n",
      "'arm_tingling'" },
    { "c: a question is never asked", PROVE_REACH, PACK_QUESTIONS,
      "- is: not_better\n  if_not_sure: no_help\n",
      "- is: not_better\n      - course: [better]\n  if_not_sure: no_help\n",
      "'home_care_failed'" },
    { "d: a question for some hides a rule for all", PROVE_SKIP, PACK_QUESTIONS,
      "label: \"Other signs\"\n",
      "label: \"Other signs\"\n  ask_when:\n    feeding: [breast]\n"
      "  if_not_asked: none\n",
      "'other_signs = epi_site' rule 'fever_after_needle' would give "
      "emergency" },
    { "d: nobody says why an answer is implied", PROVE_SKIP, PACK_QUESTIONS,
      "  skip_implies: \"Pain that was never more than 0 out of 10 stops "
      "nothing, and is not getting worse.\"\n",
      "",
      "'function = stops_some' rule 'pelvic_girdle_limits' would give routine "
      "within 7 days" },
    { "d: a question is asked for other weeks than its rule", PROVE_SKIP,
      PACK_QUESTIONS, "weeks_since_birth: {at_most: 12}",
      "weeks_since_birth: {at_most: 11}",
      "'back_needle = yes' rule 'fever_after_needle' would give emergency" },
    { "e: no answer counts as no contraindication", PROVE_TIPS, PACK_QUESTIONS,
      "label: \"Other signs\"\n  type: multi\n  if_not_sure: unknown\n"
      "  if_missing: unknown\n",
      "label: \"Other signs\"\n  type: multi\n  if_not_sure: unknown\n"
      "  if_missing: none\n",
      "'ibuprofen'" },
    { "e: not sure counts as a healthy past", PROVE_TIPS, PACK_QUESTIONS,
      "label: \"Past health\"\n  type: multi\n  if_not_sure: unknown\n",
      "label: \"Past health\"\n  type: multi\n  if_not_sure: none\n",
      "'ibuprofen'" },
};

/* Does the program itself show the fault? */
static void
expect_hidden(const struct bc_assessment *as)
{
    bool red_flag = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        red_flag |= as->findings[i].rule->kind == RULE_RED_FLAG;
    }
    assert_true(red_flag);
    assert_int_equal(as->outcome.level, BC_SELF_CARE);
}

static void
expect_tip(const struct bc_assessment *as, const char *why)
{
    bool shown = false;
    for (size_t i = 0; i < as->fitting_count; i++) {
        shown |= strstr(why, as->fitting[i]->id) != NULL;
    }
    assert_true(shown);
}

/* It says first which question is not asked. */
static void
expect_not_asked(const struct bc_assessment *as, const char *why)
{
    char id[64] = "";
    assert_int_equal(sscanf(why, "'%63[a-z_]' is not asked", id), 1);
    int at = ruleset_find_question(as->rs, id);
    assert_true(at >= 0);
    assert_false(facts_is_used(&as->facts, at));
}

/* With the other answer it is graver, by the program itself. */
static void
expect_milder(const struct proved *proved)
{
    struct bc_answers better = proved->example;
    const struct bc_assessment *as = NULL, *other = NULL;
    assert_true(proved->has_other);
    better.of[proved->other_question] = proved->other;
    assert_int_equal(assess(&as, &proved->example, FACTS_FINAL, NULL), BC_OK);
    assert_int_equal(assess(&other, &better, FACTS_FINAL, NULL), BC_OK);
    assert_true(prover_rank(as->outcome) < prover_rank(other->outcome));
    assert_int_equal(prover_rank(other->outcome),
                     prover_rank(proved->other_gives));
    bc_assessment_free(as);
    bc_assessment_free(other);
}

static void
expect_shown(const struct breakage *row, const struct proved *proved)
{
    const struct bc_assessment *as = NULL;
    assert_int_equal(proved->has_example, row->property != PROVE_REACH);
    assert_int_equal(proved->has_other, row->property == PROVE_WORSE);
    if (!proved->has_example) {
        return;
    }
    assert_int_equal(assess(&as, &proved->example, FACTS_FINAL, NULL), BC_OK);
    assert_false(as->facts.out_of_scope);
    switch (row->property) {
    case PROVE_HIDDEN:
        expect_hidden(as);
        break;
    case PROVE_WORSE:
        expect_milder(proved);
        break;
    case PROVE_TIPS:
        expect_tip(as, proved->why);
        break;
    case PROVE_SKIP:
        expect_not_asked(as, proved->why);
        break;
    case PROVE_REACH:
    case PROVE_ALARM:
    case PROVE_COUNT:
        break;
    }
    bc_assessment_free(as);
}

static const struct bc_ruleset *
load_broken(enum pack_file file, const char *from, const char *to)
{
    struct place place;
    return load_edited(&place, file, from, to, to);
}

static void
run_breakage(void **state)
{
    const struct breakage *row = *state;
    struct proved proved;
    const struct bc_ruleset *rs = load_broken(row->file, row->from, row->to);
    prove_whole(&proved, rs, row->property);
    assert_false(proved.holds);
    if (strstr(proved.why, row->why) == NULL) {
        fail_msg("it says: %s", proved.why);
    }
    expect_shown(row, &proved);
    bc_ruleset_free(rs);
}

/* Where rules that say "not" are no longer caught by another, most is to be
 * looked through: it must not take minutes. */
static void
test_prove_of_an_edit_is_quick(void **state)
{
    struct proved proved;
    (void)state;
    const struct bc_ruleset *rs =
        load_broken(PACK_RED_FLAGS,
                    "- severity: {at_least: 7}\n      - is: second_feature\n",
                    "- severity: {at_least: 8}\n      - is: second_feature\n");
    prove_whole(&proved, rs, PROVE_WORSE);
    assert_false(proved.holds);
    assert_true(proved.states < PROVE_STATES_MAX / 10);
    bc_ruleset_free(rs);
}

/* A question more before the last alarm, and one alarm less. */
static void
test_prove_alarm_comes_later_and_sooner(void **state)
{
    struct proved proved;
    (void)state;
    const struct bc_ruleset *rs =
        load_broken(PACK_QUESTIONS, "- pain_weeks: {at_least: 3, at_most: 5}\n",
                    "- pain_weeks: {at_least: 3}\n");
    prove_whole(&proved, rs, PROVE_ALARM);
    assert_int_equal(proved.questions, LONGEST + 1);
    bc_ruleset_free(rs);
    rs = load_broken(PACK_RED_FLAGS, "home: [danger_now]\n  level: emergency\n",
                     "home: [danger_now]\n  level: urgent\n");
    prove_whole(&proved, rs, PROVE_ALARM);
    assert_true(proved.questions < LONGEST);
    bc_ruleset_free(rs);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prove_alarm_is_the_longest_way),
        cmocka_unit_test(test_prove_alarm_is_never_later),
        cmocka_unit_test(test_prove_stop_is_an_emergency_whatever_follows),
        cmocka_unit_test(test_prove_open_rules_are_listed),
        cmocka_unit_test(test_prove_gives_up),
        cmocka_unit_test(test_prove_alarm_comes_later_and_sooner),
        cmocka_unit_test(test_prove_of_an_edit_is_quick),
    };
    struct proof proofs[PROVE_COUNT];
    for (int i = 0; i < PROVE_COUNT; i++) {
        proofs[i] = (struct proof){ property_names[i], (enum property)i };
    }
    int failed = cmocka_run_group_tests_name("prove", tests, NULL, NULL);
    failed += run_rows(
        &(struct row_tests){ "shipped", TABLE(proofs), .test = run_shipped });
    failed += run_rows(&(struct row_tests){ "broken", TABLE(breakages),
                                            .test = run_breakage });
    return failed;
}
