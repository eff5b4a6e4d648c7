/* The proofs against brute force: over rulesets made by chance, so small that
 * every answer set can be judged by the program itself. What is proved must be
 * true of all of them; what is not comes with an answer set that shows it. */
#include "random_rules.h"

#include "cond.h"
#include "prover.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#define SEEDS 50
#else
#define SEEDS 300
#endif
/* Rulesets further on, about which a proof was wrong once. */
static const uint64_t faults[] = { 319,   919,   1607,  1821, 2441, 2529,
                                   2589,  2876,  5511,  6353, 7209, 7991,
                                   11368, 13734, 20245, 22692 };

#define SETS_MAX (RANDOM_SETS + 1) /* one more than there are */

/* What the program makes of an answer set. */
struct judged {
    struct bc_answers ans;
    bool outside, complete, hides_red_flag;
    long rank;
    question_set asked;
    unsigned shown;       /* tips, as bits */
    unsigned char raw[2]; /* what withholds them, without the defaults */
    bool reached[RANDOM_RULES];
};

static struct judged *sets;
static size_t set_count;
static struct random_rules rules;
static size_t proved_count[PROVE_COUNT], failed_count[PROVE_COUNT];
static size_t doubt_count[PROVE_COUNT];

static int
setup(void **state)
{
    (void)state;
    sets = malloc(SETS_MAX * sizeof(*sets));
    return sets == NULL;
}

static int
teardown(void **state)
{
    (void)state;
    free(sets);
    return 0;
}

/* ---- judging them all ---- */

static void
judge_findings(struct judged *set, const struct bc_assessment *as)
{
    set->rank = prover_rank(as->outcome);
    set->outside = as->facts.out_of_scope;
    for (size_t i = 0; i < as->finding_count; i++) {
        bool red = as->findings[i].rule->kind == RULE_RED_FLAG;
        set->hides_red_flag |= red && as->outcome.level == BC_SELF_CARE;
    }
    for (size_t i = 0; i < as->fitting_count; i++) {
        set->shown |= 1U << (as->fitting[i] - rules.tips);
    }
}

static void
judge_raw(struct judged *set)
{
    struct question questions[RANDOM_QUESTIONS];
    struct bc_ruleset raw = rules_without_defaults(questions, &rules.rs);
    raw.out_of_scope = NULL; /* who is inside it is asked all the same */
    struct bc_answers ans = set->ans;
    struct facts facts;
    ans.rs = &raw;
    facts_init(&facts, &ans, FACTS_FINAL);
    for (size_t i = 0; i < ARRAY_LEN(rules.tips); i++) {
        set->raw[i] =
            (unsigned char)cond_eval(rules.tips[i].withhold_if, &facts);
    }
}

static void
judge_set(struct judged *set)
{
    const struct bc_assessment *as = NULL;
    assert_int_equal(assess(&as, &set->ans, FACTS_FINAL, NULL), BC_OK);
    judge_findings(set, as);
    bc_assessment_free(as);
    judge_raw(set);
    set->complete = true;
    for (size_t i = 0; i < RANDOM_QUESTIONS; i++) {
        set->complete &= set->ans.of[i].state != ANSWER_NOT_GIVEN;
    }
}

static void
judge_all(uint64_t seed)
{
    random_rules(&rules, seed);
    set_count = 0;
    memset(sets, 0, SETS_MAX * sizeof(*sets));
    while (nth_answers(&sets[set_count].ans, &rules.rs, set_count)) {
        judge_set(&sets[set_count]);
        set_count++;
    }
}

/* ---- the properties ---- */

/* The answer set that breaks a claim, or NULL. */
typedef const struct judged *break_fn(size_t *number);

static const struct judged *
break_hidden(size_t *number)
{
    (void)number;
    for (size_t i = 0; i < set_count; i++) {
        if (sets[i].hides_red_flag && !sets[i].outside) {
            return &sets[i];
        }
    }
    return NULL;
}

static const struct judged *
find_set(const struct bc_answers *ans)
{
    for (size_t i = 0; i < set_count; i++) {
        if (memcmp(&sets[i].ans.of, &ans->of, sizeof(ans->of)) == 0) {
            return &sets[i];
        }
    }
    fail_msg("no such answer set");
    return NULL;
}

/* Is the second answer worse than the first by the question's own word? */
static bool
is_worse(const struct question *q, const struct answer *a,
         const struct answer *b)
{
    choice_set alone = question_alone(q), others = BIT(q->choice_count) - 1;
    if (a->state != ANSWER_GIVEN) {
        return false;
    }
    if (q->worse.rising) {
        return b->state == ANSWER_GIVEN ? b->number == a->number + 1
                                        : a->number == q->min;
    }
    if (q->worse.picks != 0 && b->state != ANSWER_GIVEN) {
        return (a->choices & ~alone) == 0;
    }
    if (q->worse.picks != 0) {
        choice_set kept = a->choices & ~alone, more = b->choices ^ kept;
        return (q->narrows < 0 || kept != 0) && (b->choices & alone) == 0 &&
               (b->choices & kept) == kept && more != 0 &&
               (more & (more - 1)) == 0 &&
               (more & q->worse.picks & others) != 0;
    }
    for (size_t i = 0; i < q->choice_count && q->worse.after != NULL; i++) {
        if (a->choices == BIT(i)) {
            return b->state == ANSWER_GIVEN
                       ? (q->worse.after[i] & b->choices) != 0
                       : (cube_best(q) & a->choices) != 0;
        }
    }
    return false;
}

static bool
is_softer(const struct judged *set, size_t question)
{
    struct answer ways[RANDOM_WAYS];
    size_t count = all_answers(ways, &rules.questions[question]);
    for (size_t i = 0; i < count; i++) {
        struct bc_answers other = set->ans;
        other.of[question] = ways[i];
        bool silent = rules.questions[question].terminal_only &&
                      ways[i].state == ANSWER_NOT_GIVEN;
        if (!silent && is_worse(&rules.questions[question],
                                &set->ans.of[question], &ways[i])) {
            const struct judged *worse = find_set(&other);
            if (!worse->outside && worse->rank < set->rank) {
                return true;
            }
        }
    }
    return false;
}

static const struct judged *
break_worse(size_t *number)
{
    (void)number;
    for (size_t i = 0; i < set_count; i++) {
        for (size_t q = 0; q < RANDOM_QUESTIONS; q++) {
            if (!sets[i].outside && is_softer(&sets[i], q)) {
                return &sets[i];
            }
        }
    }
    return NULL;
}

/* Is somebody at a terminal, who is not asked for all of it, outside? */
static bool
is_outside_on_path(const struct judged *set)
{
    struct bc_answers ans = set->ans;
    struct facts facts;
    prover_path(&ans);
    facts_init(&facts, &ans, FACTS_FINAL);
    return facts.out_of_scope;
}

/* How many rules and questions no interview comes to. */
static const struct judged *
break_reach(size_t *number)
{
    bool rule[RANDOM_RULES] = { false };
    question_set asked = 0;
    for (size_t i = 0; i < set_count; i++) {
        struct told told;
        const struct bc_assessment *as = NULL;
        if (!sets[i].complete || is_outside_on_path(&sets[i])) {
            continue;
        }
        prover_interview(&told, &sets[i].ans);
        assert_int_equal(assess(&as, &told.ans,
                                told.stopped ? FACTS_ASKING : FACTS_FINAL,
                                NULL),
                         BC_OK);
        asked |= told.questions;
        for (size_t f = 0; f < as->finding_count; f++) {
            rule[as->findings[f].rule - rules.rules] |= as->findings[f].holds;
        }
        bc_assessment_free(as);
    }
    *number = 0;
    for (size_t i = 0; i < RANDOM_RULES; i++) {
        *number += !rule[i];
    }
    for (size_t i = 0; i < RANDOM_QUESTIONS; i++) {
        *number += (asked & BIT(i)) == 0;
    }
    return *number > 0 ? sets : NULL;
}

/* Such that skipping it must not matter. */
static bool
may_be_skipped(const struct question *q)
{
    return q->ask_when != NULL && !q->terminal_only && !q->always_used &&
           q->skip_implies == NULL;
}

static long
rank_of_path(const struct judged *set)
{
    struct bc_answers ans = set->ans;
    const struct bc_assessment *as = NULL;
    prover_path(&ans);
    assert_int_equal(assess(&as, &ans, FACTS_FINAL, NULL), BC_OK);
    long rank = prover_rank(as->outcome);
    bc_assessment_free(as);
    return rank;
}

/* Everything answered, and everything counts. */
static long
rank_of_all(const struct judged *set)
{
    struct question questions[RANDOM_QUESTIONS];
    struct bc_ruleset whole = rules.rs;
    struct bc_answers ans = set->ans;
    const struct bc_assessment *as = NULL;
    for (size_t i = 0; i < RANDOM_QUESTIONS; i++) {
        questions[i] = rules.questions[i];
        if (may_be_skipped(&questions[i])) {
            questions[i].ask_when = NULL;
        }
    }
    whole.questions = questions;
    ans.rs = &whole;
    prover_path(&ans);
    assert_int_equal(assess(&as, &ans, FACTS_FINAL, NULL), BC_OK);
    long rank =
        as->facts.out_of_scope ? rank_of_path(set) : prover_rank(as->outcome);
    bc_assessment_free(as);
    return rank;
}

/* Does the interview stop, though all answers together are no emergency? */
static bool
is_taken_back(const struct judged *set)
{
    struct told told;
    prover_interview(&told, &set->ans);
    return told.stopped &&
           rank_of_path(set) <
               prover_rank((struct outcome){ .level = BC_EMERGENCY });
}

static const struct judged *
break_skip(size_t *number)
{
    (void)number;
    for (size_t i = 0; i < set_count; i++) {
        if (sets[i].complete && !sets[i].outside &&
            (rank_of_all(&sets[i]) != rank_of_path(&sets[i]) ||
             is_taken_back(&sets[i]))) {
            return &sets[i];
        }
    }
    return NULL;
}

static bool
shows_harmful_tip(const struct judged *set)
{
    for (size_t t = 0; t < ARRAY_LEN(rules.tips); t++) {
        bool shown = (set->shown & (1U << t)) != 0;
        bool open =
            set->raw[t] == TRUTH_UNKNOWN && rules.tips[t].withhold_if_unsure;
        if (shown && (set->raw[t] == TRUTH_TRUE || open)) {
            return true;
        }
    }
    return false;
}

static const struct judged *
break_tips(size_t *number)
{
    (void)number;
    for (size_t i = 0; i < set_count; i++) {
        if (!sets[i].outside && shows_harmful_tip(&sets[i])) {
            return &sets[i];
        }
    }
    return NULL;
}

static const struct judged *
break_alarm(size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < set_count; i++) {
        struct told told;
        prover_interview(&told, &sets[i].ans);
        if (sets[i].complete && told.stopped && told.asked > *number &&
            !is_outside_on_path(&sets[i])) {
            *number = told.asked;
        }
    }
    return NULL;
}

/* ---- claims ---- */

/* With the other answer it is graver. */
static bool
is_milder(const struct judged *set, const struct proved *proved)
{
    struct bc_answers ans = set->ans;
    ans.of[proved->other_question] = proved->other;
    const struct judged *other = find_set(&ans);
    return proved->has_other && !other->outside && set->rank < other->rank;
}

static void
check_example(const struct proved *proved, enum property property,
              uint64_t seed)
{
    const struct judged *set = find_set(&proved->example);
    bool shows = property == PROVE_HIDDEN ? set->hides_red_flag
                 : property == PROVE_TIPS ? shows_harmful_tip(set)
                                          : is_milder(set, proved);
    if (!proved->has_example || set->outside || !shows) {
        fail_msg("seed %llu: '%s': the example does not show it",
                 (unsigned long long)seed, proved->why);
    }
}

/* None takes longer, and one does take so long. */
static void
check_longest(const struct proved *proved, size_t number, uint64_t seed)
{
    struct told told = { .asked = 0 };
    if (proved->has_example) {
        prover_interview(&told, &proved->example);
    }
    if (proved->questions < number || told.asked != proved->questions ||
        told.stopped != proved->has_example) {
        fail_msg("seed %llu: %zu questions, not %zu", (unsigned long long)seed,
                 number, proved->questions);
    }
}

static void
check_property(enum property property, break_fn *find, uint64_t seed)
{
    struct proved proved;
    size_t number = 0;
    const struct judged *found = find(&number);
    assert_int_equal(prove(&proved, &rules.rs, property), BC_OK);
    /* Skipping may not move anybody over the edge of the scope half way. */
    bool moves = property == PROVE_SKIP && rules.rs.out_of_scope != NULL;
    if (proved.gave_up || moves) {
        return;
    }
    if (proved.holds && found != NULL) {
        fail_msg("seed %llu: proved, and set %zu breaks it",
                 (unsigned long long)seed, (size_t)(found - sets));
    }
    if (property == PROVE_ALARM) {
        check_longest(&proved, number, seed);
    }
    /* It may give up too early, but seldom. */
    doubt_count[property] += !proved.holds && found == NULL;
    (proved.holds ? proved_count : failed_count)[property]++;
    if (!proved.holds && property != PROVE_REACH && property != PROVE_SKIP) {
        check_example(&proved, property, seed);
    }
}

struct row {
    const char *name;
    enum property property;
};

static void
run_property(void **state)
{
    static break_fn *const finds[PROVE_COUNT] = {
        [PROVE_HIDDEN] = break_hidden, [PROVE_WORSE] = break_worse,
        [PROVE_REACH] = break_reach,   [PROVE_SKIP] = break_skip,
        [PROVE_TIPS] = break_tips,     [PROVE_ALARM] = break_alarm,
    };
    enum property property = ((const struct row *)*state)->property;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        judge_all(seed);
        check_property(property, finds[property], seed);
    }
    assert_true(doubt_count[property] <= SEEDS / 50);
    /* Neither comes out always. */
    assert_true(proved_count[property] > SEEDS / 50);
    assert_true(property == PROVE_ALARM || failed_count[property] > SEEDS / 50);
    for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
        judge_all(faults[i]);
        check_property(property, finds[property], faults[i]);
    }
}

int
main(void)
{
    struct row rows[PROVE_COUNT];
    for (int i = 0; i < PROVE_COUNT; i++) {
        rows[i] = (struct row){ property_names[i], (enum property)i };
    }
    return run_rows(&(struct row_tests){ "small", TABLE(rows), run_property,
                                         NULL, NULL, setup, teardown });
}
