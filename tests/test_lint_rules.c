/* Findings about what is used and what rules come to: the shipped pack has
 * none, and a copy of it with one fault is found out, with its place. */
#include "support.h"

#include "lint_rules.h"

#include <stdio.h>
#include <string.h>

static struct bc_errors errs; /* too large for the stack; see setup() */
static struct lint lint;
static const struct bc_ruleset *rs;

static int
setup(void **state)
{
    (void)state;
    memset(&errs, 0, sizeof(errs));
    rs = NULL;
    lint_init(&lint, NULL, NULL, NULL);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    lint_free(&lint);
    bc_ruleset_free(rs);
    rs = NULL;
    return 0;
}

static void
look_at(const struct bc_ruleset *pack)
{
    lint.rs = pack;
    lint_all(&lint, NULL);
    assert_false(lint.no_memory);
}

static struct place
look_at_edited(enum pack_file file, const char *from, const char *to,
               const char *mark)
{
    struct place place;
    rs = load_edited(&place, file, from, to, mark);
    look_at(rs);
    return place;
}

/* ---- the packs ---- */

static void
test_lint_shipped_pack_is_clean(void **state)
{
    (void)state;
    look_at(shipped_rules());
    expect_no_findings(&lint, "the shipped pack");
}

static void
test_lint_small_pack_is_clean(void **state)
{
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    look_at(rs);
    expect_no_findings(&lint, "the small pack");
}

/* ---- what is found ---- */

#define WARNING true
#define ERROR false

struct row {
    const char *name;
    enum pack_file file;
    const char *from, *to;
    const char *mark; /* where it is found */
    bool is_warning;
    const char *words;
};

#define QUESTION                                                               \
    "- id: extra\n  part: about_you\n  ask: \"Is it so?\"\n"                   \
    "  why: \"To know.\"\n  label: \"So\"\n  type: single\n"                   \
    "  if_not_sure: unknown\n  if_missing: unknown\n"                          \
    "  choices:\n    - code: \"yes\"\n      text: \"Yes\"\n"                   \
    "    - code: \"no\"\n      text: \"No\"\n\n"

#define RULE(id, level, unsure, when)                                          \
    "- id: " id "\n  when:\n" when "  level: " level "\n"                      \
    "  if_unsure: " unsure "\n  say: \"This needs a look.\"\n"                 \
    "  why: \"To test.\"\n  sources: [EDITORIAL]\n\n"

#define NEVER                                                                  \
    "    all:\n      - weeks_since_birth: {at_least: 9}\n"                     \
    "      - weeks_since_birth: {below: 9}\n"
#define FIRST_FLAG "- id: saddle_numbness\n"
#define NAMED "- id: temp_yes\n"

static const struct row bad[] = {
    { "question_that_nothing_reads", PACK_QUESTIONS, "- id: back_needle\n",
      QUESTION "- id: back_needle\n", "id: extra", ERROR,
      "'extra' is asked, and nothing reads it [unused-question]" },
    { "condition_that_nothing_uses", PACK_CONDITIONS, NAMED,
      "- id: extra\n  when:\n    fever: [t38]\n\n" NAMED, "id: extra", WARNING,
      "nothing uses condition 'extra' [unused-condition]" },
    { "choice_of_a_warning_question", PACK_QUESTIONS, "    - code: big_injury",
      "    - code: extra\n      text: \"More\"\n    - code: big_injury",
      "code: extra", ERROR,
      "choice 'extra' of 'danger' is a sign, and nothing reads it "
      "[unread-choice]" },
    { "choice_of_one_in_a_warning_question", PACK_QUESTIONS,
      "    - code: hot_shivery",
      "    - code: extra\n      text: \"More\"\n    - code: hot_shivery",
      "code: extra", ERROR,
      "choice 'extra' of 'fever' is a sign, and nothing reads it "
      "[unread-choice]" },
    { "choice_that_is_said_back", PACK_QUESTIONS, "    - code: feed_hold",
      "    - code: extra\n      text: \"More\"\n      you_said: \"more\"\n"
      "    - code: feed_hold",
      "code: extra", ERROR,
      "choice 'extra' of 'pattern' is a sign, and nothing reads it "
      "[unread-choice]" },
    { "warning_question_without_order", PACK_QUESTIONS,
      "  worse: each_pick\n  choices:\n    - code: saddle_numb",
      "  choices:\n    - code: saddle_numb", "id: saddle\n", WARNING,
      "warning question 'saddle' does not say which answers are worse "
      "[no-order]" },
    { "silence_as_none_of_these", PACK_QUESTIONS,
      "  if_missing: incomplete\n  worse: each_pick\n  choices:\n"
      "    - code: chest_breath",
      "  if_missing: none\n  worse: each_pick\n  choices:\n"
      "    - code: chest_breath",
      "id: danger\n", ERROR,
      "'if_missing' of 'danger' is its best answer, and red flags read it "
      "[unknown-as-best]" },
    { "rule_milder_than_its_doubt", PACK_RED_FLAGS,
      "  level: emergency\n  if_unsure: emergency\n",
      "  level: urgent\n  if_unsure: emergency\n", "id: saddle_numbness", ERROR,
      "rule 'saddle_numbness' asks for less when it holds (urgent) than when "
      "it is not ruled out (emergency) [unsure-above-level]" },
    { "not_sure_as_the_best_of_an_order", PACK_QUESTIONS,
      "  if_not_sure: stops_some\n", "  if_not_sure: ok\n", "id: function\n",
      ERROR,
      "'if_not_sure' of 'function' is its best answer, and red flags read it "
      "[unknown-as-best]" },
    { "silence_as_the_least_number", PACK_QUESTIONS, "  if_missing: 7\n",
      "  if_missing: 0\n", "id: severity\n", ERROR,
      "'if_missing' of 'severity' is its best answer, and red flags read it "
      "[unknown-as-best]" },
    { "not_sure_as_the_best_of_a_follow_up", PACK_QUESTIONS,
      "  if_not_sure: unknown\n  if_missing: unknown\n"
      "  if_not_asked: \"no\"\n",
      "  if_not_sure: \"yes\"\n  if_missing: unknown\n"
      "  if_not_asked: \"no\"\n",
      "id: saddle_check\n", ERROR,
      "'if_not_sure' of 'saddle_check' is its best answer, and red flags read "
      "it [unknown-as-best]" },
    { "source_that_nothing_names", PACK_SOURCES, "- id: ADA\n",
      "- id: EXTRA\n  title: \"A book\"\n  year: \"2020\"\n  read: page\n\n"
      "- id: ADA\n",
      "id: EXTRA", WARNING, "nothing names source 'EXTRA' [unused-source]" },
    { "source_from_nowhere", PACK_SOURCES, "  organisation: \"backcheck\"\n",
      "", "id: EDITORIAL", WARNING,
      "source 'EDITORIAL' has no organisation, year or address "
      "[untraceable-source]" },
    { "rule_that_never_holds", PACK_RED_FLAGS, FIRST_FLAG,
      RULE("extra", "urgent", "urgent", NEVER) FIRST_FLAG, "all:\n", ERROR,
      "rule 'extra' can never hold [never-true]" },
    { "rule_that_holds_outside_the_scope_only", PACK_REFERRALS,
      "- id: stops_daily_life\n  ref: R05\n  when:\n"
      "    function: [stops_some]\n",
      "- id: stops_daily_life\n  ref: R05\n  when:\n"
      "    weeks_since_birth: {above: 52}\n",
      "weeks_since_birth: {above: 52}", ERROR,
      "rule 'stops_daily_life' can never hold [never-true]" },
    { "rule_of_a_question_that_is_not_asked_then", PACK_REFERRALS,
      "- id: stops_daily_life\n  ref: R05\n  when:\n"
      "    function: [stops_some]\n",
      "- id: stops_daily_life\n  ref: R05\n  when:\n    all:\n"
      "      - function: [stops_some]\n"
      "      - back_needle: [\"yes\"]\n"
      "      - weeks_since_birth: {above: 12}\n",
      "all:\n      - function: [stops_some]\n      - back", ERROR,
      "rule 'stops_daily_life' can never hold [never-true]" },
    { "tip_that_is_never_shown", PACK_TIPS,
      "  show_if:\n    place: [tailbone]\n",
      "  show_if:\n    weeks_since_birth: {above: 52}\n",
      "weeks_since_birth: {above: 52}", ERROR,
      "'show_if' of tip 'tailbone_cushion' can never hold [never-true]" },
    { "tip_that_is_always_withheld", PACK_TIPS,
      "  withhold_if:\n    is: exam_first\n",
      "  withhold_if:\n    weeks_since_birth: {at_least: 0}\n",
      "weeks_since_birth: {at_least: 0}", ERROR,
      "'withhold_if' of tip 'lift_close' can never be ruled out "
      "[always-true]" },
    /* 30 is a limit that only the cause has. */
    { "cause_that_never_fits", PACK_CAUSES,
      "      - pain_weeks: {at_least: 6}\n      - is: stiff_long\n",
      "      - pain_weeks: {at_least: 30}\n"
      "      - pain_weeks: {below: 30}\n      - is: stiff_long\n",
      "all:\n      - pain_weeks: {at_least: 30}", ERROR,
      "'must' of cause 'long_morning_stiffness' can never hold [never-true]" },
    { "cause_that_something_always_speaks_against", PACK_CAUSES,
      "  contrary:\n    is: needle12\n",
      "  contrary:\n    pain_weeks: {at_least: 0}\n",
      "pain_weeks: {at_least: 0}", ERROR,
      "'contrary' of cause 'irritated_nerve' can never be ruled out "
      "[always-true]" },
    { "line_of_a_card_that_is_never_said", PACK_WORDING,
      "        when:\n          mood: [down, no_joy]\n",
      "        when:\n          all:\n            - mood: [none]\n"
      "            - mood: [down, no_joy]\n",
      "all:\n            - mood: [none]", ERROR,
      "a line of card 'routine' can never hold [never-true]" },
    { "line_of_a_card_that_is_always_said", PACK_WORDING,
      "        when:\n          mood: [down, no_joy]\n",
      "        when:\n          severity: {at_least: 0}\n",
      "severity: {at_least: 0}", ERROR,
      "a line of card 'routine' can never be ruled out [always-true]" },
    { "rule_that_is_never_ruled_out", PACK_RED_FLAGS, FIRST_FLAG,
      RULE("extra", "urgent", "urgent", "    severity: {at_least: 0}\n")
          FIRST_FLAG,
      "severity: {at_least: 0}", ERROR,
      "rule 'extra' can never be ruled out [always-true]" },
    { "scope_that_nothing_is_in", PACK_META,
      "    - weeks_since_birth: {above: 52}\n",
      "    - weeks_since_birth: {at_least: 0}\n"
      "    - not:\n        weeks_since_birth: {at_least: 0}\n",
      "any:\n", ERROR,
      "'out_of_scope' of 'postpartum-back' can never be ruled out "
      "[always-true]" },
    { "question_that_is_always_asked", PACK_QUESTIONS,
      "  ask_when:\n    weeks_since_birth: {at_most: 12}\n",
      "  ask_when:\n    weeks_since_birth: {at_least: 0}\n",
      "weeks_since_birth: {at_least: 0}", ERROR,
      "'ask_when' of 'back_needle' can never be ruled out [always-true]" },
    { "rule_within_another", PACK_RED_FLAGS, FIRST_FLAG,
      RULE("extra", "emergency", "none",
           "    all:\n      - saddle: [pee_new]\n"
           "      - weeks_since_birth: {below: 9}\n") FIRST_FLAG,
      "id: extra", WARNING,
      "wherever rule 'extra' holds, 'pee_trouble_new' asks for as much "
      "[implied-rule]" },
    { "rule_twice", PACK_RED_FLAGS, "- id: leak_not_felt\n",
      RULE("extra", "emergency", "emergency",
           "    saddle: [pee_new]\n") "- id: leak_not_felt\n",
      "id: extra", WARNING,
      "wherever rule 'extra' holds, 'pee_trouble_new' asks for as much "
      "[implied-rule]" },
    { "red_flag_on_nothing_picked", PACK_RED_FLAGS, FIRST_FLAG,
      RULE("extra", "emergency", "none",
           "    all:\n      - other_signs: [pee_burn]\n"
           "      - head: [none]\n") FIRST_FLAG,
      "head: [none]", ERROR,
      "red flag 'extra' takes picking nothing for a sign [absence-as-sign]" },
    { "red_flag_on_a_no", PACK_CONDITIONS, "      - saddle_check: [\"yes\"]\n",
      "      - saddle_check: [\"no\"]\n", "saddle_check: [\"no\"]", ERROR,
      "red flag 'saddle_unsure_looks_normal' takes a 'no' for a sign "
      "[absence-as-sign]" },
    { "red_flag_on_a_yes_denied", PACK_RED_FLAGS, FIRST_FLAG,
      RULE("extra", "emergency", "none",
           "    all:\n      - other_signs: [breast_hot]\n      - not:\n"
           "          back_needle: [\"yes\"]\n") FIRST_FLAG,
      "back_needle: [\"yes\"]", ERROR,
      "red flag 'extra' takes a 'no' for a sign [absence-as-sign]" },
    { "red_flag_on_a_sign_denied", PACK_RED_FLAGS, FIRST_FLAG,
      RULE("extra", "urgent", "urgent", "    not:\n      head: [vision]\n")
          FIRST_FLAG,
      "not:\n      head: [vision]", ERROR,
      "red flag 'extra' holds where signs are absent, and needs none "
      "[absence-as-sign]" },
    { "red_flag_on_all_well", PACK_RED_FLAGS, FIRST_FLAG,
      RULE("extra", "urgent", "urgent", "    fever: [\"no\"]\n") FIRST_FLAG,
      "fever: [\"no\"]", ERROR,
      "red flag 'extra' holds where signs are absent, and needs none "
      "[absence-as-sign]" },
};

static void
run_bad(void **state)
{
    const struct row *row = *state;
    struct place place =
        look_at_edited(row->file, row->from, row->to, row->mark);
    const struct bc_error *error = only_finding(&lint, &place, row->words);
    assert_int_equal(lint.first->is_warning, row->is_warning);
    assert_true(error->help[0] != '\0');
}

/* ---- several findings ---- */

/* A condition within an unused one is unused too; the pack's order counts. */
static void
test_lint_names_all_that_is_unused_in_order(void **state)
{
    (void)state;
    struct place place =
        look_at_edited(PACK_CONDITIONS, NAMED,
                       "- id: extra\n  when:\n    is: within\n\n"
                       "- id: within\n  when:\n    fever: [t38]\n\n" NAMED,
                       "id: extra");
    assert_int_equal(lint.warnings, 2);
    assert_int_equal(lint.errors, 0);
    assert_int_equal(lint.first->error.line, place.line);
    assert_int_equal(lint.first->next->error.line, place.line + 4);
    assert_string_equal(lint.first->next->error.text,
                        "nothing uses condition 'within'");
}

/* Too many classes of numbers: said, never passed over. */
static void
test_lint_says_what_it_cannot_judge(void **state)
{
    struct text many;
    (void)state;
    text_init(&many, NULL);
    text_add(&many, FIRST_FLAG "  when:\n    any:\n"
                               "      - saddle: [saddle_numb]\n");
    for (int week = 0; week < 200; week += 2) {
        text_addf(&many,
                  "      - weeks_since_birth: {at_least: %d, at_most: "
                  "%d}\n",
                  week, week);
    }
    struct place place = look_at_edited(
        PACK_RED_FLAGS,
        FIRST_FLAG "  ref: RF01\n  when:\n    saddle: [saddle_numb]\n",
        text_get(&many), "id: saddle_numbness");
    text_free(&many);
    assert_int_equal(place.col, 3);
    assert_int_equal(lint.warnings, 1);
    assert_int_equal(lint.errors, 0);
    assert_string_equal(lint.first->error.code, "not-judged");
    assert_string_equal(lint.first->error.file, "questions.yaml");
}

static void
test_lint_takes_over_more_errors_than_are_kept(void **state)
{
    const struct place place = { "rules", 2, 3, 4 };
    (void)state;
    for (size_t i = 0; i < BC_ERRORS_MAX + 7; i++) {
        errors_add(&errs, BC_E_RULES, &place, "bad-id", "number %zu", i);
    }
    lint_load_errors(&lint, &errs);
    const struct fault *last = lint.first;
    assert_string_equal(last->error.text, "number 0");
    while (last->next != NULL) {
        last = last->next;
    }
    assert_int_equal(lint.errors, BC_ERRORS_MAX + 1);
    assert_string_equal(last->error.code, "more-errors");
    assert_string_equal(last->error.text, "and 7 more errors");
}

/* ---- no false alarm ---- */

/* A place of the pain is there so that everybody finds her line. */
static void
test_lint_lets_a_choice_document(void **state)
{
    (void)state;
    look_at_edited(PACK_QUESTIONS, "    - code: feed_hold",
                   "    - code: extra\n      text: \"More\"\n"
                   "    - code: feed_hold",
                   "code: extra");
    expect_no_findings(&lint, "a choice without you_said");
}

/* Outside the scope an urgent rule still counts. */
static void
test_lint_lets_an_urgent_rule_hold_outside_the_scope(void **state)
{
    (void)state;
    look_at_edited(PACK_RED_FLAGS, FIRST_FLAG,
                   RULE("extra", "urgent", "none",
                        "    all:\n      - weeks_since_birth: {above: 52}\n"
                        "      - head: [vision]\n") FIRST_FLAG,
                   "id: extra");
    for (const struct fault *f = lint.first; f != NULL; f = f->next) {
        assert_string_equal(f->error.code, "implied-rule");
    }
}

/* The same condition at a graver level is no repetition. */
static void
test_lint_lets_rules_share_a_condition_at_two_levels(void **state)
{
    (void)state;
    look_at_edited(PACK_RED_FLAGS, FIRST_FLAG,
                   RULE("extra", "urgent", "urgent", "    saddle: [pee_new]\n")
                       FIRST_FLAG,
                   "id: extra");
    expect_no_findings(&lint, "two levels");
}

/* ---- the review ---- */

static void
test_lint_review_is_overdue_the_day_after(void **state)
{
    (void)state;
    lint.rs = shipped_rules();
    lint_review(&lint, "2027-05-21");
    lint_review(&lint, "2027-05-22");
    expect_no_findings(&lint, "not overdue");
    lint_review(&lint, "2027-05-23");
    assert_int_equal(lint.errors, 1);
    const struct bc_error *error = &lint.first->error;
    assert_string_equal(error->code, "review-overdue");
    assert_string_equal(error->text,
                        "the review was due on 2027-05-22; it is 2027-05-23");
    assert_string_equal(error->file, "pack.yaml");
    assert_int_equal(error->line, 13);
    assert_int_equal(error->col, 14);
}

/* ---- memory ---- */

static void
test_lint_without_memory_says_so(void **state)
{
    struct tight_memory tight;
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    bool enough = false;
    long left = 0;
    for (; !enough; left++) {
        struct lint small;
        tight_memory_init(&tight, left);
        lint_init(&small, rs, NULL, &tight.mem);
        lint_all(&small, "9999-12-31");
        enough = !small.no_memory;
        assert_true(!enough || small.errors == 1); /* the review */
        lint_free(&small);
        assert_int_equal(tight.in_use, 0);
    }
    assert_true(left > 1);
}

/* ---- running ---- */

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_lint_shipped_pack_is_clean),
        TEST(test_lint_small_pack_is_clean),
        TEST(test_lint_names_all_that_is_unused_in_order),
        TEST(test_lint_says_what_it_cannot_judge),
        TEST(test_lint_takes_over_more_errors_than_are_kept),
        TEST(test_lint_lets_a_choice_document),
        TEST(test_lint_lets_an_urgent_rule_hold_outside_the_scope),
        TEST(test_lint_lets_rules_share_a_condition_at_two_levels),
        TEST(test_lint_review_is_overdue_the_day_after),
        TEST(test_lint_without_memory_says_so),
    };
    return cmocka_run_group_tests_name("lint_rules", tests, NULL, NULL) +
           run_rows(&(struct row_tests){ "bad", TABLE(bad), run_bad, setup,
                                         teardown, NULL, NULL });
}
