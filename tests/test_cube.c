/* Sets of answer sets against the program itself: what a cube says of a
 * condition is held to every answer set in it, over random rulesets and the
 * shipped one. */
#include "random_rules.h"

#include "cond.h"
#include "prover.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#define SEEDS 25
#else
#define SEEDS 200
#endif
#define CUBES 12                   /* of each ruleset */
#define SETS_MAX (RANDOM_SETS + 1) /* one more than there are */
#define CONDS_MAX 16

/* What the program makes of each answer set of a small ruleset. */
struct table {
    struct random_rules rules;
    const struct cond *conds[CONDS_MAX];
    size_t cond_count, set_count;
    struct bc_answers sets[SETS_MAX];
    unsigned char truth[SETS_MAX][3][CONDS_MAX];
    bool asked[SETS_MAX][RANDOM_QUESTIONS];
    bool outside[SETS_MAX];
    long rank[SETS_MAX][RANDOM_RULES];
};

static struct table *table;

static int
setup(void **state)
{
    (void)state;
    table = malloc(sizeof(*table));
    return table == NULL;
}

static int
teardown(void **state)
{
    (void)state;
    free(table);
    return 0;
}

/* ---- the table ---- */

static void
add_conds(const struct bc_ruleset *rs)
{
    table->cond_count = 0;
    for (size_t i = 0; i < rs->rule_count; i++) {
        table->conds[table->cond_count++] = rs->rules[i].when;
    }
    for (size_t i = 0; i < rs->tip_count; i++) {
        table->conds[table->cond_count++] = rs->tips[i].withhold_if;
        table->conds[table->cond_count++] = rs->tips[i].show_if;
    }
    for (size_t i = 0; i < rs->question_count; i++) {
        table->conds[table->cond_count++] = rs->questions[i].ask_when;
    }
    assert_true(table->cond_count <= CONDS_MAX);
}

static void
keep_truths(size_t set, enum view view, const struct facts *facts)
{
    table->outside[set] |= facts->out_of_scope;
    for (size_t i = 0; i < table->cond_count; i++) {
        table->truth[set][view][i] =
            (unsigned char)cond_eval(table->conds[i], facts);
    }
}

static void
keep_findings(size_t set)
{
    const struct bc_assessment *as = NULL;
    assert_int_equal(assess(&as, &table->sets[set], FACTS_FINAL, NULL), BC_OK);
    memset(table->rank[set], 0, sizeof(table->rank[set]));
    for (size_t i = 0; i < as->finding_count; i++) {
        size_t rule = (size_t)(as->findings[i].rule - table->rules.rules);
        table->rank[set][rule] = prover_rank(as->findings[i].outcome);
    }
    bc_assessment_free(as);
}

static void
fill_table(uint64_t seed)
{
    struct facts facts;
    struct question bare[RANDOM_QUESTIONS];
    random_rules(&table->rules, seed);
    const struct bc_ruleset *rs = &table->rules.rs;
    const struct bc_ruleset raw = rules_without_defaults(bare, rs);
    add_conds(rs);
    size_t n = 0;
    while (nth_answers(&table->sets[n], rs, n)) {
        table->outside[n] = false;
        facts_init(&facts, &table->sets[n], FACTS_AS_GIVEN);
        keep_truths(n, VIEW_GIVEN, &facts);
        struct bc_answers bare_set = table->sets[n];
        bare_set.rs = &raw;
        facts_init(&facts, &bare_set, FACTS_FINAL);
        keep_truths(n, VIEW_RAW, &facts);
        facts_init(&facts, &table->sets[n], FACTS_FINAL);
        keep_truths(n, VIEW_PATH, &facts);
        for (size_t q = 0; q < rs->question_count; q++) {
            question_set used = facts.given | facts.unsure | facts.missing;
            table->asked[n][q] = (used & BIT(q)) != 0;
        }
        keep_findings(n);
        n++;
        assert_true(n < SETS_MAX);
    }
    table->set_count = n;
}

/* ---- cubes ---- */

static bool
holds_answer(const struct cube *cube, size_t question,
             const struct answer *answer)
{
    choice_set yes = cube->yes[question];
    choice_set may = yes | cube->open[question];
    bool number = cube->rs->questions[question].type == QUESTION_NUMBER;
    switch (cube->manner[question]) {
    case MANNER_ANY:
    case MANNER_AHEAD:
        return true;
    case MANNER_GIVEN:
        return answer->state == ANSWER_GIVEN &&
               (number ? answer->number == cube->number[question]
                       : (answer->choices & yes) == yes &&
                             (answer->choices & ~may) == 0);
    case MANNER_UNSURE:
        return answer->state == ANSWER_NOT_SURE;
    case MANNER_MISSING:
        return answer->state == ANSWER_NOT_GIVEN;
    }
    return false;
}

static bool
holds_set(const struct cube *cube, const struct bc_answers *ans)
{
    bool holds = true;
    for (size_t i = 0; i < cube->rs->question_count && holds; i++) {
        holds = holds_answer(cube, i, &ans->of[i]);
    }
    return holds;
}

static size_t
dice(size_t sides)
{
    return (size_t)((next_random(&table->rules.seed) >> 20) % sides);
}

static bool
settle_by_chance(struct cube *cube, size_t question)
{
    struct answer ways[RANDOM_WAYS];
    const struct question *q = &cube->rs->questions[question];
    size_t count = all_answers(ways, q), way = dice(count);
    if (way < 2) {
        cube_leave(cube, (int)question,
                   way == 0 ? MANNER_MISSING : MANNER_UNSURE);
    } else if (q->type == QUESTION_MULTI && dice(2) == 0) {
        return cube_pick(cube, (int)question, (int)dice(q->choice_count),
                         dice(2) == 0);
    } else {
        cube_give(cube, (int)question, ways[way].choices, ways[way].number);
    }
    return true;
}

/* Settled in full. */
static void
cube_of(struct cube *cube, const struct bc_answers *ans)
{
    cube_init(cube, ans->rs);
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        const struct answer *answer = &ans->of[i];
        if (answer->state == ANSWER_GIVEN) {
            cube_give(cube, (int)i, answer->choices, answer->number);
        } else {
            bool unsure = answer->state == ANSWER_NOT_SURE;
            cube_leave(cube, (int)i, unsure ? MANNER_UNSURE : MANNER_MISSING);
        }
    }
}

static void
make_cube(struct cube *cube, int but)
{
    bool possible = true;
    cube_init(cube, &table->rules.rs);
    for (size_t i = 0; i < cube->rs->question_count && possible; i++) {
        if ((int)i != but && dice(3) != 0) {
            possible = settle_by_chance(cube, i);
        }
    }
    if (!possible) {
        make_cube(cube, but);
    }
}

/* ---- what a cube says ---- */

static void
check_ranges(const struct cube *cube, size_t set, uint64_t seed)
{
    for (size_t i = 0; i < table->cond_count; i++) {
        for (int view = VIEW_PATH; view <= VIEW_GIVEN; view++) {
            truths range = cube_range(cube, table->conds[i], (enum view)view);
            unsigned truth = table->truth[set][view][i];
            if ((range & CAN(truth)) == 0) {
                fail_msg("seed %llu: condition %zu, view %d, set %zu",
                         (unsigned long long)seed, i, view, set);
            }
        }
    }
    for (size_t q = 0; q < cube->rs->question_count; q++) {
        truths asked = cube_asked(cube, (int)q, VIEW_PATH);
        enum truth is = table->asked[set][q] ? TRUTH_TRUE : TRUTH_FALSE;
        if ((asked & CAN(is)) == 0) {
            fail_msg("seed %llu: question %zu, set %zu is %s",
                     (unsigned long long)seed, q, set,
                     is == TRUTH_TRUE ? "asked" : "not asked");
        }
    }
}

static void
check_ranks(const struct cube *cube, size_t set, uint64_t seed)
{
    for (size_t i = 0; i < RANDOM_RULES; i++) {
        const struct rule *rule = &table->rules.rules[i];
        long rank = table->rank[set][i];
        if (rank < prover_least(cube, rule) || rank > prover_most(cube, rule)) {
            fail_msg("seed %llu: rule %zu, set %zu adds %ld, not %ld to %ld",
                     (unsigned long long)seed, i, set, rank,
                     prover_least(cube, rule), prover_most(cube, rule));
        }
    }
}

static void
test_cube_range_holds_every_value(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        fill_table(seed);
        for (int n = 0; n < CUBES; n++) {
            struct cube cube;
            make_cube(&cube, -1);
            for (size_t set = 0; set < table->set_count; set++) {
                if (!table->outside[set] &&
                    holds_set(&cube, &table->sets[set])) {
                    check_ranges(&cube, set, seed);
                    check_ranks(&cube, set, seed);
                }
            }
        }
    }
}

/* Settled in full, nothing is left to chance. */
static void
test_cube_of_one_set_is_exact(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        fill_table(seed);
        for (int n = 0; n < CUBES; n++) {
            size_t set = dice(table->set_count);
            struct cube cube;
            cube_of(&cube, &table->sets[set]);
            for (size_t i = 0; i < table->cond_count && !table->outside[set];
                 i++) {
                assert_int_equal(cube_range(&cube, table->conds[i], VIEW_PATH),
                                 CAN(table->truth[set][VIEW_PATH][i]));
                assert_int_equal(cube_range(&cube, table->conds[i], VIEW_RAW),
                                 CAN(table->truth[set][VIEW_RAW][i]));
                assert_int_equal(cube_range(&cube, table->conds[i], VIEW_GIVEN),
                                 CAN(table->truth[set][VIEW_GIVEN][i]));
            }
        }
    }
}

/* Settling what it asks for, in any way, ends in one value. */
static void
settle_all(struct cube *cube, const struct ways ways[], const struct cond *cond,
           enum view view, int depth)
{
    struct var var = cube_undecided(cube, cond, view);
    truths range = cube_range(cube, cond, view);
    bool decided = (range & (range - 1)) == 0;
    assert_int_equal(decided, var.question < 0);
    assert_true(depth < 20);
    if (var.question < 0) {
        return;
    }
    bool possible = true;
    struct saved saved;
    size_t way = dice(RANDOM_WAYS);
    cube_save(&saved, cube, var.question);
    while (!cube_settle(cube, &possible, ways, var, way) || !possible) {
        assert_true(way > 0);
        cube_restore(cube, var.question, &saved);
        way--;
    }
    settle_all(cube, ways, cond, view, depth + 1);
}

static void
test_cube_undecided_leads_to_one_value(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct ways ways[QUESTIONS_MAX];
        fill_table(seed);
        cube_ways(ways, &table->rules.rs);
        for (size_t n = 0; n < CUBES * 3; n++) {
            struct cube cube;
            make_cube(&cube, -1);
            settle_all(&cube, ways, table->conds[n % table->cond_count],
                       (enum view)(n % 3), 0);
        }
    }
}

static void
test_cube_example_is_a_member(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        fill_table(seed);
        for (int n = 0; n < CUBES; n++) {
            struct bc_answers ans;
            struct cube cube;
            bool found = false;
            make_cube(&cube, -1);
            cube_example(&ans, &cube);
            for (size_t set = 0; set < table->set_count && !found; set++) {
                found =
                    memcmp(&ans.of, &table->sets[set].of, sizeof(ans.of)) == 0;
            }
            assert_true(found && holds_set(&cube, &ans));
        }
    }
}

/* Two ways to answer one question, as the proofs compare them. */
static bool
part_ways(struct cube *from, struct cube *to, int question, int *pick)
{
    const struct question *q = &from->rs->questions[question];
    *pick = -1;
    if (q->type != QUESTION_MULTI || dice(3) == 0) {
        settle_by_chance(from, (size_t)question);
        settle_by_chance(to, (size_t)question);
        return from->open[question] == 0 && to->open[question] == 0;
    }
    *pick = (int)dice(q->choice_count);
    int other = (int)dice(q->choice_count);
    bool both = other != *pick && !q->choices[other].alone && dice(2) == 0;
    return !q->choices[*pick].alone &&
           (!both || (cube_pick(from, question, other, true) &&
                      cube_pick(to, question, other, true))) &&
           cube_pick(from, question, *pick, false) &&
           cube_pick(to, question, *pick, true);
}

/* Do the two differ in this question only, and there as the cubes do? */
static bool
are_alike(const struct bc_answers *a, const struct bc_answers *b, int question,
          int pick)
{
    for (size_t i = 0; i < a->rs->question_count; i++) {
        if ((int)i != question &&
            memcmp(&a->of[i], &b->of[i], sizeof(a->of[i])) != 0) {
            return false;
        }
    }
    choice_set lone = question_alone(&a->rs->questions[question]);
    choice_set kept = a->of[question].choices & ~lone;
    return pick < 0 || b->of[question].choices == (kept | BIT(pick));
}

static void
check_pair(const struct cube *from, const struct cube *to, int question,
           size_t a, size_t b, uint64_t seed)
{
    for (size_t i = 0; i < table->cond_count; i++) {
        if (table->conds[i] == NULL) {
            continue;
        }
        for (int view = VIEW_PATH; view <= VIEW_GIVEN; view++) {
            pairs set = cube_pairs(from, to, table->conds[i], (enum view)view,
                                   question);
            unsigned was = table->truth[a][view][i];
            unsigned is = table->truth[b][view][i];
            if ((set & PAIR(was, is)) == 0) {
                fail_msg("seed %llu: pairs %x, condition %zu, view %d, "
                         "question %d, sets %zu and %zu",
                         (unsigned long long)seed, set, i, view, question, a,
                         b);
            }
        }
    }
}

static void
test_cube_pairs_hold_every_pair(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        fill_table(seed);
        for (int n = 0; n < CUBES; n++) {
            struct cube from, to;
            int pick = -1, question = (int)dice(RANDOM_QUESTIONS);
            make_cube(&from, question);
            to = from;
            if (!part_ways(&from, &to, question, &pick)) {
                continue;
            }
            for (size_t a = 0; a < table->set_count; a++) {
                if (table->outside[a] || !holds_set(&from, &table->sets[a]) ||
                    dice(4) != 0) {
                    continue;
                }
                for (size_t b = 0; b < table->set_count; b++) {
                    if (!table->outside[b] &&
                        are_alike(&table->sets[a], &table->sets[b], question,
                                  pick) &&
                        holds_set(&to, &table->sets[b])) {
                        check_pair(&from, &to, question, a, b, seed);
                    }
                }
            }
        }
    }
}

/* ---- the shipped pack ---- */

/* Persons with odd answers, some off the path. */
static void
test_cube_agrees_about_the_shipped_pack(void **state)
{
    const struct bc_ruleset *rs = shipped_rules();
    uint64_t seed = 20;
    (void)state;
    for (int n = 0; n < 3000; n++) {
        struct bc_answers ans;
        struct facts facts;
        struct cube cube;
        random_person(&ans, &seed);
        facts_init(&facts, &ans, FACTS_FINAL);
        cube_of(&cube, &ans);
        for (size_t i = 0; i < rs->condition_count && !facts.out_of_scope;
             i++) {
            const struct cond *when = rs->conditions[i].when;
            assert_int_equal(cube_range(&cube, when, VIEW_PATH),
                             CAN(cond_eval(when, &facts)));
        }
        for (size_t i = 0; i < rs->rule_count && !facts.out_of_scope; i++) {
            const struct cond *when = rs->rules[i].when;
            assert_int_equal(cube_range(&cube, when, VIEW_PATH),
                             CAN(cond_eval(when, &facts)));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cube_range_holds_every_value),
        cmocka_unit_test(test_cube_of_one_set_is_exact),
        cmocka_unit_test(test_cube_undecided_leads_to_one_value),
        cmocka_unit_test(test_cube_example_is_a_member),
        cmocka_unit_test(test_cube_pairs_hold_every_pair),
        cmocka_unit_test(test_cube_agrees_about_the_shipped_pack),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
