/* Claims about three-valued logic. Conditions, facts and the ruleset are made
 * by hand: four choice questions of two choices, two number questions, and a
 * follow-up to the first. */
#include "support.h"

#include "cond.h"

enum {
    Q_A,
    Q_B,
    Q_C,
    Q_D,
    Q_NUMBER,
    Q_OTHER,
    Q_FOLLOW_UP,
    Q_COUNT,
};

static struct question questions[Q_COUNT] = {
    [Q_A] = { .choice_count = 2, .narrows = -1, .narrowed_by = Q_FOLLOW_UP },
    [Q_B] = { .choice_count = 2, .narrows = -1, .narrowed_by = -1 },
    [Q_C] = { .choice_count = 2, .narrows = -1, .narrowed_by = -1 },
    [Q_D] = { .choice_count = 2, .narrows = -1, .narrowed_by = -1 },
    [Q_NUMBER] = { .type = QUESTION_NUMBER, .narrows = -1, .narrowed_by = -1 },
    [Q_OTHER] = { .type = QUESTION_NUMBER, .narrows = -1, .narrowed_by = -1 },
    [Q_FOLLOW_UP] = { .choice_count = 2, .narrows = Q_A, .narrowed_by = -1 },
};

/* Choice 0 of each question. */
static const struct cond leaf_a = { .kind = COND_CHOICE,
                                    .question = Q_A,
                                    .choices = 1 };
static const struct cond leaf_b = { .kind = COND_CHOICE,
                                    .question = Q_B,
                                    .choices = 1 };
static const struct cond leaf_c = { .kind = COND_CHOICE,
                                    .question = Q_C,
                                    .choices = 1 };
static const struct cond *const leaves[] = { &leaf_a, &leaf_b, &leaf_c };

static const struct condition named[] = { { .id = "a", .when = &leaf_a } };

static const struct bc_ruleset rules = {
    .questions = questions,
    .question_count = Q_COUNT,
    .conditions = named,
    .condition_count = 1,
};

static void
set_truth(struct facts *facts, int question, enum truth truth)
{
    static const struct fact of[] = {
        [TRUTH_FALSE] = { .yes = 2 },
        [TRUTH_UNKNOWN] = { .maybe = 3 },
        [TRUTH_TRUE] = { .yes = 1 },
    };
    facts->of[question] = of[truth];
    if (truth == TRUTH_UNKNOWN) {
        facts->given &= ~BIT(question);
    } else {
        facts->given |= BIT(question);
    }
}

static void
set_number(struct facts *facts, int question, long number)
{
    facts->of[question] = (struct fact){ .has_number = true, .number = number };
}

/* ---- truth tables ---- */

struct table_row {
    const char *name;
    enum cond_kind kind;
    unsigned count, at_least;
};

static const struct table_row table_rows[] = {
    { "all_of_1", COND_ALL, 1, 1 },
    { "all_of_2", COND_ALL, 2, 2 },
    { "all_of_3", COND_ALL, 3, 3 },
    { "any_of_1", COND_ANY, 1, 1 },
    { "any_of_2", COND_ANY, 2, 1 },
    { "any_of_3", COND_ANY, 3, 1 },
    { "count_1_of_2", COND_COUNT, 2, 1 },
    { "count_2_of_2", COND_COUNT, 2, 2 },
    { "count_1_of_3", COND_COUNT, 3, 1 },
    { "count_2_of_3", COND_COUNT, 3, 2 },
    { "count_3_of_3", COND_COUNT, 3, 3 },
    { "count_3_of_2_can_never_be", COND_COUNT, 2, 3 },
    { "not", COND_NOT, 1, 0 },
};

/* In two-valued logic: bit i of truths says whether part i is true. */
static bool
plain(const struct table_row *row, unsigned truths)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++) {
        count += truths >> i & 1;
    }
    return row->kind == COND_NOT ? count == 0 : count >= row->at_least;
}

/* What every way of settling the unknown parts agrees on, else unknown. */
static enum truth
reference(const struct table_row *row, const enum truth *parts)
{
    bool can_be[2] = { false, false };
    for (unsigned truths = 0; truths < 1U << row->count; truths++) {
        bool possible = true;
        for (size_t i = 0; i < row->count; i++) {
            enum truth truth =
                (truths >> i & 1) != 0 ? TRUTH_TRUE : TRUTH_FALSE;
            possible &= parts[i] == TRUTH_UNKNOWN || parts[i] == truth;
        }
        if (possible) {
            can_be[plain(row, truths)] = true;
        }
    }
    if (can_be[0] && can_be[1]) {
        return TRUTH_UNKNOWN;
    }
    return can_be[1] ? TRUTH_TRUE : TRUTH_FALSE;
}

static void
run_table(void **state)
{
    const struct table_row *row = *state;
    const struct cond cond = { .kind = row->kind,
                               .part = leaves,
                               .count = row->count,
                               .at_least = row->at_least };
    for (unsigned code = 0; code < 27; code++) {
        struct facts facts = { .rs = &rules };
        const enum truth parts[] = { (enum truth)(code % 3),
                                     (enum truth)(code / 3 % 3),
                                     (enum truth)(code / 9) };
        for (int i = 0; i < 3; i++) {
            set_truth(&facts, Q_A + i, parts[i]);
        }
        enum truth expected = reference(row, parts);
        if (cond_eval(&cond, &facts) != expected) {
            fail_msg("parts %d %d %d: %d, not %d", (int)parts[0], (int)parts[1],
                     (int)parts[2], (int)cond_eval(&cond, &facts),
                     (int)expected);
        }
    }
}

/* ---- choices ---- */

struct choice_row {
    const char *name;
    choice_set yes, maybe;
    bool unsure;
    choice_set wanted;
    bool not_sure;
    enum truth expected;
};

static const struct choice_row choice_rows[] = {
    { "choice_picked_is_true", 1, 0, false, 1, false, TRUTH_TRUE },
    { "choice_other_picked_is_false", 2, 0, false, 1, false, TRUTH_FALSE },
    { "choice_one_of_several_is_true", 2, 0, false, 3, false, TRUTH_TRUE },
    { "choice_one_of_the_picks_is_true", 3, 0, false, 2, false, TRUTH_TRUE },
    { "choice_nothing_picked_is_false", 0, 0, false, 3, false, TRUTH_FALSE },
    { "choice_that_may_be_is_unknown", 0, 3, false, 1, false, TRUTH_UNKNOWN },
    { "choice_that_cannot_be_is_false", 0, 2, false, 1, false, TRUTH_FALSE },
    { "choice_picked_beats_may_be", 1, 2, false, 3, false, TRUTH_TRUE },
    { "choice_may_be_beside_other_picked", 1, 2, false, 2, false,
      TRUTH_UNKNOWN },
    { "not_sure_alone_matches_not_sure", 0, 3, true, 0, true, TRUTH_TRUE },
    { "not_sure_does_not_match_missing", 0, 3, false, 0, true, TRUTH_FALSE },
    { "not_sure_does_not_match_an_answer", 1, 0, false, 0, true, TRUTH_FALSE },
    { "not_sure_beside_a_choice_matches", 0, 3, true, 1, true, TRUTH_TRUE },
    { "not_sure_leaves_choices_unknown", 0, 3, true, 1, false, TRUTH_UNKNOWN },
    { "not_sure_matches_beside_a_stand_in", 2, 0, true, 0, true, TRUTH_TRUE },
    { "no_choice_wanted_is_false", 1, 0, false, 0, false, TRUTH_FALSE },
};

static void
run_choice(void **state)
{
    const struct choice_row *row = *state;
    struct facts facts = { .rs = &rules };
    const struct cond cond = { .kind = COND_CHOICE,
                               .question = Q_B,
                               .choices = row->wanted,
                               .not_sure = row->not_sure };
    facts.of[Q_B] = (struct fact){ .yes = row->yes, .maybe = row->maybe };
    facts.unsure = row->unsure ? BIT(Q_B) : 0;
    assert_int_equal(cond_eval(&cond, &facts), row->expected);
}

/* ---- numbers ---- */

#define NO_NUMBER (-1)
#define NO_BOUND                                                               \
    {                                                                          \
        false, -1, 0                                                           \
    }

struct number_row {
    const char *name;
    long number, other; /* NO_NUMBER: not known */
    struct bound low, high;
    enum truth expected;
};

static const struct number_row number_rows[] = {
    { "number_unknown",
      NO_NUMBER,
      0,
      { true, -1, 3 },
      NO_BOUND,
      TRUTH_UNKNOWN },
    { "number_unknown_in_a_range",
      NO_NUMBER,
      0,
      { true, -1, 0 },
      { true, -1, 1000 },
      TRUTH_UNKNOWN },
    { "number_below_low", 2, 0, { true, -1, 3 }, NO_BOUND, TRUTH_FALSE },
    { "number_at_low", 3, 0, { true, -1, 3 }, NO_BOUND, TRUTH_TRUE },
    { "number_above_low", 4, 0, { true, -1, 3 }, NO_BOUND, TRUTH_TRUE },
    { "number_below_high", 4, 0, NO_BOUND, { true, -1, 5 }, TRUTH_TRUE },
    { "number_at_high", 5, 0, NO_BOUND, { true, -1, 5 }, TRUTH_TRUE },
    { "number_above_high", 6, 0, NO_BOUND, { true, -1, 5 }, TRUTH_FALSE },
    { "number_below_range",
      2,
      0,
      { true, -1, 3 },
      { true, -1, 5 },
      TRUTH_FALSE },
    { "number_low_edge_of_range",
      3,
      0,
      { true, -1, 3 },
      { true, -1, 5 },
      TRUTH_TRUE },
    { "number_inside_range",
      4,
      0,
      { true, -1, 3 },
      { true, -1, 5 },
      TRUTH_TRUE },
    { "number_high_edge_of_range",
      5,
      0,
      { true, -1, 3 },
      { true, -1, 5 },
      TRUTH_TRUE },
    { "number_above_range",
      6,
      0,
      { true, -1, 3 },
      { true, -1, 5 },
      TRUTH_FALSE },
    { "number_zero_is_a_number", 0, 0, { true, -1, 0 }, NO_BOUND, TRUTH_TRUE },
    { "number_zero_below_one", 0, 0, { true, -1, 1 }, NO_BOUND, TRUTH_FALSE },
    { "number_no_bound", 7, 0, NO_BOUND, NO_BOUND, TRUTH_TRUE },
    { "number_at_other", 8, 8, { true, Q_OTHER, 0 }, NO_BOUND, TRUTH_TRUE },
    { "number_below_other", 7, 8, { true, Q_OTHER, 0 }, NO_BOUND, TRUTH_FALSE },
    { "number_above_other", 9, 8, { true, Q_OTHER, 0 }, NO_BOUND, TRUTH_TRUE },
    { "number_at_other_and_two",
      10,
      8,
      { true, Q_OTHER, 2 },
      NO_BOUND,
      TRUTH_TRUE },
    { "number_below_other_and_two",
      9,
      8,
      { true, Q_OTHER, 2 },
      NO_BOUND,
      TRUTH_FALSE },
    { "number_at_other_less_one",
      7,
      8,
      NO_BOUND,
      { true, Q_OTHER, -1 },
      TRUTH_TRUE },
    { "number_above_other_less_one",
      8,
      8,
      NO_BOUND,
      { true, Q_OTHER, -1 },
      TRUTH_FALSE },
    { "number_against_an_unknown_other",
      8,
      NO_NUMBER,
      { true, Q_OTHER, 0 },
      NO_BOUND,
      TRUTH_UNKNOWN },
    { "number_both_unknown",
      NO_NUMBER,
      NO_NUMBER,
      NO_BOUND,
      { true, Q_OTHER, 0 },
      TRUTH_UNKNOWN },
};

static void
run_number(void **state)
{
    const struct number_row *row = *state;
    struct facts facts = { .rs = &rules };
    const struct cond cond = { .kind = COND_NUMBER,
                               .question = Q_NUMBER,
                               .low = row->low,
                               .high = row->high };
    if (row->number != NO_NUMBER) {
        set_number(&facts, Q_NUMBER, row->number);
    }
    if (row->other != NO_NUMBER) {
        set_number(&facts, Q_OTHER, row->other);
    }
    assert_int_equal(cond_eval(&cond, &facts), row->expected);
}

/* ---- because ---- */

static const struct cond all_ab = { .kind = COND_ALL,
                                    .part = leaves,
                                    .count = 2 };
static const struct cond all_abc = { .kind = COND_ALL,
                                     .part = leaves,
                                     .count = 3 };
static const struct cond any_ab = { .kind = COND_ANY,
                                    .part = leaves,
                                    .count = 2 };
static const struct cond two_of_abc = {
    .kind = COND_COUNT, .part = leaves, .count = 3, .at_least = 2
};
static const struct cond *const all_ab_part[] = { &all_ab };
static const struct cond *const any_ab_part[] = { &any_ab };
static const struct cond *const all_ab_or_c_parts[] = { &all_ab, &leaf_c };
static const struct cond not_all_ab = { .kind = COND_NOT,
                                        .part = all_ab_part,
                                        .count = 1 };
static const struct cond not_any_ab = { .kind = COND_NOT,
                                        .part = any_ab_part,
                                        .count = 1 };
static const struct cond all_ab_or_c = { .kind = COND_ANY,
                                         .part = all_ab_or_c_parts,
                                         .count = 2 };
static const struct cond is_a = { .kind = COND_IS, .named = 0 };

struct because_row {
    const char *name;
    const struct cond *cond;
    const char *truths; /* of a, b and c: F, U or T */
    enum truth expected;
    question_set because;
};

static const struct because_row because_rows[] = {
    { "because_all_true_names_all", &all_ab, "TTF", TRUTH_TRUE,
      BIT(Q_A) | BIT(Q_B) },
    { "because_all_open_names_the_open_one", &all_ab, "TUF", TRUTH_UNKNOWN,
      BIT(Q_B) },
    { "because_all_open_names_both_open_ones", &all_abc, "UTU", TRUTH_UNKNOWN,
      BIT(Q_A) | BIT(Q_C) },
    { "because_all_false_names_the_false_one", &all_ab, "FTF", TRUTH_FALSE,
      BIT(Q_A) },
    { "because_any_true_names_the_true_one", &any_ab, "FTF", TRUTH_TRUE,
      BIT(Q_B) },
    { "because_any_true_leaves_out_the_open_one", &any_ab, "TUF", TRUTH_TRUE,
      BIT(Q_A) },
    { "because_any_open_names_the_open_one", &any_ab, "FUF", TRUTH_UNKNOWN,
      BIT(Q_B) },
    { "because_count_true_names_the_true_ones", &two_of_abc, "TFT", TRUTH_TRUE,
      BIT(Q_A) | BIT(Q_C) },
    { "because_count_open_names_the_open_one", &two_of_abc, "TFU",
      TRUTH_UNKNOWN, BIT(Q_C) },
    { "because_not_true_names_what_is_false", &not_all_ab, "TFF", TRUTH_TRUE,
      BIT(Q_B) },
    { "because_not_any_true_names_both", &not_any_ab, "FFT", TRUTH_TRUE,
      BIT(Q_A) | BIT(Q_B) },
    { "because_not_open_names_the_open_one", &not_all_ab, "TUF", TRUTH_UNKNOWN,
      BIT(Q_B) },
    { "because_nested_names_only_the_true_branch", &all_ab_or_c, "TTF",
      TRUTH_TRUE, BIT(Q_A) | BIT(Q_B) },
    { "because_nested_names_only_the_open_branch", &all_ab_or_c, "FUU",
      TRUTH_UNKNOWN, BIT(Q_C) },
    { "because_named_condition_names_its_questions", &is_a, "TFF", TRUTH_TRUE,
      BIT(Q_A) },
    { "because_of_nothing", NULL, "FFF", TRUTH_TRUE, 0 },
};

static void
run_because(void **state)
{
    const struct because_row *row = *state;
    struct facts facts = { .rs = &rules };
    for (int i = 0; i < 3; i++) {
        set_truth(&facts, Q_A + i,
                  row->truths[i] == 'F'   ? TRUTH_FALSE
                  : row->truths[i] == 'U' ? TRUTH_UNKNOWN
                                          : TRUTH_TRUE);
    }
    assert_int_equal(cond_eval(row->cond, &facts), row->expected);
    assert_int_equal(cond_because(row->cond, &facts), row->because);
}

static void
test_because_of_a_bound_names_the_other_question(void **state)
{
    (void)state;
    struct facts facts = { .rs = &rules };
    const struct cond low = { .kind = COND_NUMBER,
                              .question = Q_NUMBER,
                              .low = { true, Q_OTHER, 0 } };
    const struct cond high = { .kind = COND_NUMBER,
                               .question = Q_NUMBER,
                               .high = { true, Q_OTHER, 0 } };
    const struct cond alone = { .kind = COND_NUMBER,
                                .question = Q_NUMBER,
                                .high = { true, -1, 9 } };
    set_number(&facts, Q_NUMBER, 5);
    set_number(&facts, Q_OTHER, 5);
    assert_int_equal(cond_because(&low, &facts), BIT(Q_NUMBER) | BIT(Q_OTHER));
    assert_int_equal(cond_because(&high, &facts), BIT(Q_NUMBER) | BIT(Q_OTHER));
    assert_int_equal(cond_because(&alone, &facts), BIT(Q_NUMBER));
}

static void
test_because_of_not_sure_names_the_follow_up_given_or_to_come(void **state)
{
    (void)state;
    struct facts facts = { .rs = &rules };
    set_truth(&facts, Q_A, TRUTH_UNKNOWN);
    facts.unsure = BIT(Q_A);
    assert_int_equal(cond_because(&leaf_a, &facts), BIT(Q_A));
    facts.pending = BIT(Q_FOLLOW_UP);
    assert_int_equal(cond_because(&leaf_a, &facts),
                     BIT(Q_A) | BIT(Q_FOLLOW_UP));
    facts.pending = 0;
    set_truth(&facts, Q_FOLLOW_UP, TRUTH_TRUE);
    assert_int_equal(cond_because(&leaf_a, &facts),
                     BIT(Q_A) | BIT(Q_FOLLOW_UP));
    facts.unsure = 0;
    assert_int_equal(cond_because(&leaf_a, &facts), BIT(Q_A));
}

/* ---- laws ---- */

static void
test_cond_absent_is_true(void **state)
{
    (void)state;
    const struct facts facts = { .rs = &rules };
    assert_int_equal(cond_eval(NULL, &facts), TRUTH_TRUE);
}

static void
test_cond_unknown_is_not_no(void **state)
{
    (void)state;
    static const struct cond *const part[] = { &leaf_a };
    const struct cond not_a = { .kind = COND_NOT, .part = part, .count = 1 };
    struct facts facts = { .rs = &rules };
    set_truth(&facts, Q_A, TRUTH_UNKNOWN);
    assert_int_equal(cond_eval(&leaf_a, &facts), TRUTH_UNKNOWN);
    assert_int_equal(cond_eval(&not_a, &facts), TRUTH_UNKNOWN);
}

static void
test_cond_named_is_what_it_names(void **state)
{
    (void)state;
    for (int truth = TRUTH_FALSE; truth <= TRUTH_TRUE; truth++) {
        struct facts facts = { .rs = &rules };
        set_truth(&facts, Q_A, (enum truth)truth);
        assert_int_equal(cond_eval(&is_a, &facts), truth);
    }
}

/* Trees of at most 40 nodes; each has room for the list of its parts. */
struct forest {
    struct cond node[40];
    const struct cond *parts[40][3];
    size_t used;
};

static const struct cond *
grow(struct forest *forest, uint64_t *seed, int depth)
{
    size_t at = forest->used++;
    struct cond *cond = &forest->node[at];
    uint64_t dice = next_random(seed);
    if (depth == 0 || dice % 8 < 2) {
        *cond = dice % 3 == 0
                    ? (struct cond){ .kind = COND_NUMBER,
                                     .question = Q_NUMBER,
                                     .low = { true, dice / 3 % 2 ? Q_OTHER : -1,
                                              (long)(dice / 6 % 4) } }
                    : (struct cond){ .kind = COND_CHOICE,
                                     .question = (int)(dice / 3 % 4),
                                     .choices = 1 + dice / 12 % 3 };
        return cond;
    }
    static const enum cond_kind kinds[] = { COND_ALL, COND_ANY, COND_COUNT,
                                            COND_NOT };
    enum cond_kind kind = kinds[dice / 8 % 4];
    unsigned count = kind == COND_NOT ? 1 : 2 + (unsigned)(dice / 32 % 2);
    for (size_t i = 0; i < count; i++) {
        forest->parts[at][i] = grow(forest, seed, depth - 1);
    }
    *cond = (struct cond){ .kind = kind,
                           .part = forest->parts[at],
                           .count = count,
                           .at_least = 1 + (unsigned)(dice / 64 % count) };
    return cond;
}

static void
settle(struct facts *facts, int question, uint64_t dice)
{
    if (question >= Q_NUMBER) {
        set_number(facts, question, (long)(dice % 5));
        return;
    }
    facts->of[question] = (struct fact){ .yes = 1 + dice % 3 };
}

/* Kleene: what is definite stays so, whatever else becomes known. */
static void
test_cond_knowing_more_never_flips_a_definite_result(void **state)
{
    (void)state;
    uint64_t seed = 20261122;
    size_t definite = 0;
    for (int round = 0; round < 20000; round++) {
        struct forest forest = { .used = 0 };
        struct facts facts = { .rs = &rules };
        const struct cond *cond = grow(&forest, &seed, 3);
        for (int q = Q_A; q <= Q_OTHER; q++) {
            facts.of[q].maybe = q < Q_NUMBER ? 3 : 0;
            if (next_random(&seed) % 2 == 0) {
                settle(&facts, q, next_random(&seed));
            }
        }
        enum truth before = cond_eval(cond, &facts);
        if (before == TRUTH_UNKNOWN) {
            continue;
        }
        definite++;
        for (int q = Q_A; q <= Q_OTHER; q++) {
            if (facts.of[q].yes == 0 && !facts.of[q].has_number) {
                settle(&facts, q, next_random(&seed));
                assert_int_equal(cond_eval(cond, &facts), before);
            }
        }
    }
    assert_in_range(definite, 5000, 20000);
}

/* ---- all ---- */

static int
run_tables(void)
{
    int failed = 0;
    failed += run_rows(
        &(struct row_tests){ "table", TABLE(table_rows), .test = run_table });
    failed += run_rows(&(struct row_tests){ "choice", TABLE(choice_rows),
                                            .test = run_choice });
    failed += run_rows(&(struct row_tests){ "number", TABLE(number_rows),
                                            .test = run_number });
    failed += run_rows(&(struct row_tests){ "because", TABLE(because_rows),
                                            .test = run_because });
    return failed;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_because_of_a_bound_names_the_other_question),
        cmocka_unit_test(
            test_because_of_not_sure_names_the_follow_up_given_or_to_come),
        cmocka_unit_test(test_cond_absent_is_true),
        cmocka_unit_test(test_cond_unknown_is_not_no),
        cmocka_unit_test(test_cond_named_is_what_it_names),
        cmocka_unit_test(test_cond_knowing_more_never_flips_a_definite_result),
    };
    return run_tables() +
           cmocka_run_group_tests_name("cond", tests, NULL, NULL);
}
