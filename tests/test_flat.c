/* The flat form against the plain one: over rulesets made by chance with all
 * their answer sets, and over the shipped rules, both must say the same. */
#include "random_rules.h"

#include "assess.h"
#include "cond.h"
#include "flat_form.h"

#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#define SEEDS 100
#define MANY_SEEDS 3
#define PERSONS 2000
#else
#define SEEDS 2000
#define MANY_SEEDS 30
#define PERSONS 20000
#endif

#define MANY (CLAUSES_FROM + 88) /* rules, each an entry at least */
#define FORMS 50                 /* to be filled with facts */
#define FACTS 400                /* of every question, for one form */

static void
expect_same_outcome(const struct outcome *a, const struct outcome *b)
{
    assert_int_equal(a->level, b->level);
    assert_int_equal(a->within_days, b->within_days);
    assert_int_equal(a->within_hours, b->within_hours);
}

static void
expect_same_fact(const struct fact *a, const struct fact *b)
{
    assert_int_equal(a->yes, b->yes);
    assert_int_equal(a->maybe, b->maybe);
    assert_int_equal(a->has_number, b->has_number);
    assert_int_equal(a->number, b->number);
}

static void
expect_same_facts(const struct facts *flat, const struct facts *plain)
{
    assert_memory_equal(flat, plain, offsetof(struct facts, of));
    for (size_t i = 0; i < plain->rs->question_count; i++) {
        expect_same_fact(&flat->of[i], &plain->of[i]);
    }
}

static void
expect_same(const struct bc_assessment *flat, const struct bc_assessment *plain)
{
    expect_same_outcome(&flat->outcome, &plain->outcome);
    assert_int_equal(flat->completeness, plain->completeness);
    expect_same_facts(&flat->facts, &plain->facts);
    assert_int_equal(flat->finding_count, plain->finding_count);
    for (size_t i = 0; i < plain->finding_count; i++) {
        assert_ptr_equal(flat->findings[i].rule, plain->findings[i].rule);
        assert_int_equal(flat->findings[i].holds, plain->findings[i].holds);
        assert_int_equal(flat->findings[i].off_path,
                         plain->findings[i].off_path);
        expect_same_outcome(&flat->findings[i].outcome,
                            &plain->findings[i].outcome);
    }
    assert_int_equal(flat->tip_count, plain->tip_count);
    assert_int_equal(flat->withheld_count, plain->withheld_count);
    assert_memory_equal(flat->tips, plain->tips,
                        plain->tip_count * sizeof(*plain->tips));
    for (size_t i = 0; i < plain->withheld_count; i++) {
        assert_ptr_equal(flat->withheld[i], plain->withheld[i]);
    }
}

/* Two rooms for one ruleset, one of them with the flat form. */
struct pair {
    struct bc_assessment *flat, *plain;
    struct flat *form;
};

static void
pair_init(struct pair *pair, const struct bc_ruleset *rs)
{
    assert_int_equal(assess_new(&pair->flat, rs, NULL), BC_OK);
    assert_int_equal(assess_new(&pair->plain, rs, NULL), BC_OK);
    assert_int_equal(flat_new(&pair->form, rs, NULL), BC_OK);
    pair->flat->flat = pair->form;
}

static void
pair_free(struct pair *pair)
{
    bc_assessment_free(pair->flat);
    bc_assessment_free(pair->plain);
    flat_free(pair->form);
}

static void
judge_both(struct pair *pair, const struct bc_answers *ans)
{
    assess_level(pair->flat, ans, FACTS_FINAL);
    assess_level(pair->plain, ans, FACTS_FINAL);
    advise_tips(pair->flat);
    advise_tips(pair->plain);
}

static void
test_flat_is_plain_over_random_rules(void **state)
{
    static struct random_rules rules;
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct bc_answers ans;
        struct pair pair;
        random_rules(&rules, seed);
        if (seed % 2 == 0) {
            rules.rs.out_of_scope = random_cond(&rules, RANDOM_QUESTIONS, 2);
        }
        pair_init(&pair, &rules.rs);
        for (size_t n = 0; nth_answers(&ans, &rules.rs, n); n++) {
            judge_both(&pair, &ans);
            expect_same(pair.flat, pair.plain);
        }
        pair_free(&pair);
    }
}

/* As many as have clauses: new ones while there is room, then those again. */
static void
random_many(struct random_rules *to, struct rule rules[MANY])
{
    size_t made = 0;
    for (size_t i = 0; i < MANY; i++) {
        rules[i] = to->rules[i % RANDOM_RULES];
        if (to->cond_count + 60 < RANDOM_CONDS &&
            to->part_count + 60 < RANDOM_CONDS) {
            rules[i].when = random_cond(to, RANDOM_QUESTIONS, 3);
            made = i + 1;
        } else {
            rules[i].when = rules[i % made].when;
        }
        rules[i].reads = cond_reads(&to->rs, rules[i].when);
    }
    to->rs.rules = rules;
    to->rs.rule_count = MANY;
}

static void
test_flat_is_plain_over_many_rules(void **state)
{
    static struct random_rules rules;
    static struct rule many[MANY];
    (void)state;
    for (uint64_t seed = 1; seed <= MANY_SEEDS; seed++) {
        struct bc_answers ans;
        struct pair pair;
        random_rules(&rules, seed);
        random_many(&rules, many);
        pair_init(&pair, &rules.rs);
        assert_int_equal(pair.form->clauses, CLAUSES);
        for (size_t n = 0; nth_answers(&ans, &rules.rs, n); n += 5) {
            judge_both(&pair, &ans);
            expect_same(pair.flat, pair.plain);
        }
        pair_free(&pair);
    }
}

static void
test_flat_is_plain_over_the_shipped_rules(void **state)
{
    uint64_t seed = 20261122;
    struct pair pair;
    (void)state;
    pair_init(&pair, shipped_rules());
    for (size_t i = 0; i < PERSONS; i++) {
        struct bc_answers ans;
        random_person(&ans, &seed);
        judge_both(&pair, &ans);
        expect_same(pair.flat, pair.plain);
    }
    pair_free(&pair);
}

static void
test_flat_is_plain_for_the_cases(void **state)
{
    const struct case_set *set = shipped_cases();
    struct pair pair;
    (void)state;
    pair_init(&pair, shipped_rules());
    for (size_t i = 0; i < set->count; i++) {
        judge_both(&pair, &set->at[i].answers);
        expect_same(pair.flat, pair.plain);
    }
    pair_free(&pair);
}

/* More numbers than there is room to remember. */
static void
test_flat_is_plain_when_its_memory_is_full(void **state)
{
    const struct bc_ruleset *rs = shipped_rules();
    int weeks = ruleset_find_question(rs, "pain_weeks");
    struct pair pair;
    (void)state;
    pair_init(&pair, rs);
    for (long n = rs->questions[weeks].min; n <= rs->questions[weeks].max;
         n++) {
        struct bc_answers ans;
        person_with(&ans, "course=same");
        ans.of[weeks] = (struct answer){ .state = ANSWER_GIVEN, .number = n };
        judge_both(&pair, &ans);
        expect_same(pair.flat, pair.plain);
    }
    assert_int_equal(pair.form->column[weeks].row_count, ROWS);
    pair_free(&pair);
}

/* One of some things that may be known of a question, whether or not any answer
 * tells it: more than are remembered. */
static void
know_something(struct facts *facts, size_t question, uint64_t *seed)
{
    const struct question *q = &facts->rs->questions[question];
    uint64_t dice = next_random(seed), some = dice / 4 % 100;
    choice_set all = BIT(q->choice_count) - 1;
    bool has_number = q->type == QUESTION_NUMBER && (dice & 1) != 0;
    facts->of[question] = (struct fact){
        .yes = some * 7 & all,
        .maybe = some * 61 & all,
        .has_number = has_number,
        .number = has_number ? (long)some : 0,
    };
    facts->unsure |= (dice & 2) != 0 ? BIT(question) : 0;
}

static void
know_and_compare(struct flat *flat, const struct bc_ruleset *rs, uint64_t *seed)
{
    const struct answer none = { .state = ANSWER_NOT_GIVEN };
    struct facts facts = { .rs = rs };
    flat_begin(flat, &facts);
    for (size_t q = 0; q < rs->question_count; q++) {
        know_something(&facts, q, seed);
        flat_note(flat, &facts, q);
        /* Nothing was kept: what is noted must not end up there. */
        assert_false(flat_recall(flat, &facts, q, false, &none));
    }
    for (size_t r = 0; r < rs->rule_count; r++) {
        assert_int_equal(flat_eval(flat, FLAT_RULE, r, &facts),
                         cond_eval(rs->rules[r].when, &facts));
    }
}

static void
test_flat_tells_one_fact_from_another(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= FORMS; seed++) {
        struct flat *flat = NULL;
        uint64_t dice = seed;
        assert_int_equal(flat_new(&flat, shipped_rules(), NULL), BC_OK);
        for (size_t i = 0; i < FACTS; i++) {
            know_and_compare(flat, shipped_rules(), &dice);
        }
        flat_free(flat);
    }
}

static void
test_flat_out_of_memory(void **state)
{
    enum bc_status status = BC_E_NOMEM;
    (void)state;
    for (long left = 0; status == BC_E_NOMEM; left++) {
        struct tight_memory tight;
        struct flat *flat = NULL;
        tight_memory_init(&tight, left);
        status = flat_new(&flat, shipped_rules(), &tight.mem);
        assert_int_equal(status == BC_OK, flat != NULL);
        flat_free(flat);
        assert_int_equal(tight.in_use, 0);
        assert_in_range(left, 0, 200);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flat_is_plain_over_random_rules),
        cmocka_unit_test(test_flat_is_plain_over_many_rules),
        cmocka_unit_test(test_flat_is_plain_over_the_shipped_rules),
        cmocka_unit_test(test_flat_is_plain_for_the_cases),
        cmocka_unit_test(test_flat_is_plain_when_its_memory_is_full),
        cmocka_unit_test(test_flat_tells_one_fact_from_another),
        cmocka_unit_test(test_flat_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
