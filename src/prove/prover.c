/* Owns what all proofs share: how grave a result can be over a set of answers,
 * counting states, and the interview. */
#include "prover.h"

#include "cond.h"

#include <stdio.h>

/* ---- ranks ---- */

#define RANK_STEP 4096 /* more than any number of days */

long
prover_rank(struct outcome outcome)
{
    int days = outcome.within_days;
    return (long)outcome.level * RANK_STEP +
           (days != 0 ? RANK_STEP / 2 - days : 0);
}

struct outcome
prover_outcome(long rank)
{
    long rest = rank % RANK_STEP;
    return (struct outcome){ .level = (enum bc_level)(rank / RANK_STEP),
                             .within_days =
                                 rest != 0 ? (int)(RANK_STEP / 2 - rest) : 0 };
}

void
prover_words(char *to, size_t size, long rank)
{
    struct outcome outcome = prover_outcome(rank);
    outcome_words(to, size, &outcome);
}

static long
rank_of_level(enum bc_level level)
{
    return prover_rank((struct outcome){ .level = level });
}

/* ---- rules over a cube ---- */

truths
prover_truths(const struct cube *cube, const struct rule *rule)
{
    truths range = cube_range(cube, rule->when, VIEW_PATH);
    bool alarm = rule->outcome.level == BC_EMERGENCY;
    if (!alarm || range == CAN(TRUTH_TRUE)) {
        return range;
    }
    /* An emergency counts although its question is off the path (in a file),
     * or a value stands in for a "not sure" that is narrowed. */
    truths given = cube_range(cube, rule->when, VIEW_GIVEN);
    if (given == CAN(TRUTH_TRUE)) {
        return given;
    }
    return range | (given & CAN(TRUTH_TRUE));
}

/* An open rule that is urgent if an answer lacks: does one? */
static struct var
lack_undecided(const struct cube *cube, const struct rule *rule)
{
    question_set open = cube_because(cube, rule->when, false);
    struct var var = { -1, -1 };
    for (size_t i = 0; i < cube->rs->question_count && var.question < 0; i++) {
        const struct question *q = &cube->rs->questions[i];
        if ((open & BIT(i)) == 0 || q->if_missing.kind != STAND_IN_INCOMPLETE) {
            continue;
        }
        var = cube_undecided_asked(cube, (int)i, VIEW_PATH);
        if (var.question < 0 && cube->manner[i] == MANNER_ANY) {
            var.question = (int)i;
        }
    }
    return var.question >= 0 ? var : cube_because_undecided(cube, rule->when);
}

struct var
prover_undecided(const struct cube *cube, const struct rule *rule)
{
    struct var var = cube_undecided(cube, rule->when, VIEW_PATH);
    if (var.question < 0 && rule->outcome.level == BC_EMERGENCY &&
        prover_truths(cube, rule) != CAN(TRUTH_TRUE)) {
        var = cube_undecided(cube, rule->when, VIEW_GIVEN);
    }
    if (var.question < 0 &&
        prover_least(cube, rule) != prover_most(cube, rule)) {
        var = lack_undecided(cube, rule);
    }
    return var;
}

/* A warning question that is asked and has no answer. */
static bool
is_lacking(const struct cube *cube, size_t question)
{
    const struct question *q = &cube->rs->questions[question];
    return cube->manner[question] == MANNER_MISSING &&
           q->if_missing.kind == STAND_IN_INCOMPLETE &&
           cube_asked(cube, (int)question, VIEW_PATH) == CAN(TRUTH_TRUE);
}

/* One that may be. */
static bool
may_be_lacking(const struct cube *cube, size_t question)
{
    const struct question *q = &cube->rs->questions[question];
    enum manner manner = cube->manner[question];
    bool missing = manner == MANNER_MISSING ||
                   (manner == MANNER_ANY && !cube->at_terminal);
    truths asked = cube_asked(cube, (int)question, VIEW_PATH);
    return missing && q->if_missing.kind == STAND_IN_INCOMPLETE &&
           (asked & CAN(TRUTH_TRUE)) != 0;
}

/* Can a warning question be without an answer, and the rule open for it? */
static bool
can_lack_answer(const struct cube *cube, const struct rule *rule, truths range)
{
    question_set open = range == CAN(TRUTH_UNKNOWN)
                            ? cube_because(cube, rule->when, false)
                            : rule->reads;
    for (size_t i = 0; i < cube->rs->question_count; i++) {
        if ((open & BIT(i)) != 0 && may_be_lacking(cube, i)) {
            return true;
        }
    }
    return false;
}

/* Must it? */
static bool
must_lack_answer(const struct cube *cube, const struct rule *rule, truths range)
{
    question_set open = cube_because(cube, rule->when, true);
    for (size_t i = 0; i < cube->rs->question_count; i++) {
        if ((open & BIT(i)) != 0 && range == CAN(TRUTH_UNKNOWN) &&
            is_lacking(cube, i)) {
            return true;
        }
    }
    return false;
}

/* What an open rule adds: its if_unsure, or urgent where an answer to a
 * warning question is lacking. */
static void
open_ranks(long *least, long *most, const struct cube *cube,
           const struct rule *rule, truths range)
{
    long unsure = prover_rank(rule->if_unsure);
    long urgent = rank_of_level(BC_URGENT);
    bool can = can_lack_answer(cube, rule, range);
    bool must = can && must_lack_answer(cube, rule, range);
    *least = must || (can && urgent < unsure) ? urgent : unsure;
    *most = must || (can && urgent > unsure) ? urgent : unsure;
}

bool
prover_may_soften(const struct cube *cube, const struct rule *rule)
{
    return prover_rank(rule->if_unsure) > rank_of_level(BC_URGENT) &&
           can_lack_answer(cube, rule, CAN_ALL);
}

long
prover_most(const struct cube *cube, const struct rule *rule)
{
    truths range = prover_truths(cube, rule);
    long least = 0, most = 0;
    if ((range & CAN(TRUTH_UNKNOWN)) != 0) {
        open_ranks(&least, &most, cube, rule, range);
    }
    long held = prover_rank(rule->outcome);
    return (range & CAN(TRUTH_TRUE)) != 0 && held > most ? held : most;
}

long
prover_least(const struct cube *cube, const struct rule *rule)
{
    truths range = prover_truths(cube, rule);
    long least = 0, most = 0;
    if ((range & CAN(TRUTH_FALSE)) != 0) {
        return 0;
    }
    long held = prover_rank(rule->outcome);
    if ((range & CAN(TRUTH_UNKNOWN)) == 0) {
        return held;
    }
    open_ranks(&least, &most, cube, rule, range);
    return (range & CAN(TRUTH_TRUE)) != 0 && held < least ? held : least;
}

static bool
is_incomplete(const struct cube *cube)
{
    for (size_t i = 0; i < cube->rs->question_count; i++) {
        if (is_lacking(cube, i)) {
            return true;
        }
    }
    return false;
}

/* Can the rule ever make a result so grave? (That it may be urgent for want of
 * an answer need not be asked: the whole result is then.) */
static bool
can_matter(const struct rule *rule, long rank)
{
    return prover_rank(rule->outcome) >= rank ||
           prover_rank(rule->if_unsure) >= rank;
}

bool
prover_reaches_after_all(const struct cube *cube, long rank)
{
    bool reaches = prover_reaches(cube, rank, NULL);
    for (size_t i = 0; i < cube->rs->rule_count && !reaches; i++) {
        reaches = prover_least(cube, &cube->rs->rules[i]) >= rank;
    }
    return reaches;
}

bool
prover_reaches(const struct cube *cube, long rank, const struct rule *first)
{
    if (rank <= rank_of_level(BC_SELF_CARE) ||
        (first != NULL && prover_least(cube, first) >= rank) ||
        (rank <= rank_of_level(BC_URGENT) && is_incomplete(cube))) {
        return true;
    }
    for (size_t i = 0; i < cube->rs->rule_count; i++) {
        const struct rule *rule = &cube->rs->rules[i];
        bool settled = (rule->reads & cube->settled) != 0;
        if (settled && can_matter(rule, rank) &&
            prover_least(cube, rule) >= rank) {
            return true;
        }
    }
    return false;
}

struct var
prover_any_undecided(const struct cube *cube, long rank)
{
    struct var var = { -1, -1 };
    for (size_t i = 0; i < cube->rs->rule_count && var.question < 0; i++) {
        const struct rule *rule = &cube->rs->rules[i];
        if (can_matter(rule, rank) && prover_most(cube, rule) >= rank) {
            var = prover_undecided(cube, rule);
        }
    }
    /* Is a warning question asked whose answer is missing? */
    for (size_t i = 0; i < cube->rs->question_count && var.question < 0; i++) {
        if (cube->manner[i] == MANNER_MISSING &&
            rank <= rank_of_level(BC_URGENT)) {
            var = cube_undecided_asked(cube, (int)i, VIEW_PATH);
        }
    }
    return var;
}

struct var
prover_scope_undecided(const struct cube *cube)
{
    return cube_undecided_outside(cube);
}

/* ---- counting ---- */

bool
prover_is_outside(const struct cube *cube)
{
    return cube_outside(cube) == CAN(TRUTH_TRUE);
}

/* Count a state. False when it is too much, or outside the scope. */
static bool
enter(struct prover *prover, const struct cube *cube)
{
    struct proved *out = prover->out;
    out->gave_up |= out->states >= prover->states_max;
    out->states += out->gave_up ? 0 : 1;
    return !prover_is_outside(cube) && !out->gave_up && !prover->no_memory;
}

static bool search_on(struct prover *prover, const struct search *search);

static bool
search_ways(struct prover *prover, const struct search *search, struct var var)
{
    struct saved one, two;
    bool possible = true, other = true, holds = true;
    cube_save(&one, search->cube, var.question);
    cube_save(&two, search->other, var.question);
    for (size_t n = 0;
         holds && cube_settle(search->cube, &possible, prover->ways, var, n);
         n++) {
        if (search->other != search->cube) {
            cube_settle(search->other, &other, prover->ways, var, n);
        }
        holds = !possible || !other || search_on(prover, search);
        cube_restore(search->cube, var.question, &one);
        cube_restore(search->other, var.question, &two);
    }
    return holds;
}

/* It fails in one answer set: is the other side outside the scope, so that it
 * does not count? */
static bool
fails_outside(struct prover *prover, const struct search *search)
{
    bool outside = prover_is_outside(search->other);
    if (!outside && prover->reduces && prover->out->has_example) {
        prover_reduce(prover, search);
    }
    return outside;
}

static bool
search_on(struct prover *prover, const struct search *search)
{
    struct var next = { -1, -1 };
    if (!enter(prover, search->cube)) {
        return !prover->out->gave_up && !prover->no_memory;
    }
    switch (search->look(prover, search, &next)) {
    case SEEN_HOLDS:
        return true;
    case SEEN_FAILS:
        /* Is it inside the scope? */
        next = prover_scope_undecided(search->cube);
        if (next.question < 0) {
            next = prover_scope_undecided(search->other);
        }
        if (next.question < 0) {
            return fails_outside(prover, search);
        }
        break;
    case SEEN_OPEN:
        break;
    }
    return search_ways(prover, search, next);
}

bool
prover_search(struct prover *prover, const struct search *search)
{
    prover->claimed = search->cube->settled | search->other->settled;
    return search_on(prover, search);
}

/* ---- an interview ---- */

void
prover_path(struct bc_answers *ans)
{
    struct facts facts;
    facts_init(&facts, ans, FACTS_ASKING);
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        if (!facts_is_used(&facts, (int)i)) {
            answers_clear(ans, (int)i);
        }
    }
}

void
prover_interview(struct told *told, const struct bc_answers *all)
{
    *told = (struct told){ .asked = 0 };
    answers_init(&told->ans, all->rs);
    for (int q = facts_next(&told->ans, FACTS_ASKING); q >= 0;
         q = facts_next(&told->ans, FACTS_ASKING)) {
        told->ans.of[q] = all->of[q];
        if (all->of[q].state == ANSWER_NOT_GIVEN) {
            told->ans.of[q].state = ANSWER_NOT_SURE; /* all one can say */
        }
        told->asked++;
        told->questions |= BIT(q);
        if (assess_is_emergency(&told->ans)) {
            told->stopped = true;
            return;
        }
    }
}

/* ---- all properties ---- */

const char *const property_names[PROVE_COUNT] = {
    [PROVE_HIDDEN] = "no_hidden_red_flag",
    [PROVE_WORSE] = "worse_never_milder",
    [PROVE_REACH] = "all_can_be_reached",
    [PROVE_SKIP] = "interview_hides_nothing",
    [PROVE_TIPS] = "no_harmful_tip",
    [PROVE_ALARM] = "way_to_the_alarm",
};

enum bc_status
prove(struct proved *out, const struct bc_ruleset *rs, enum property property)
{
    return prove_within(out, rs, property, PROVE_STATES_MAX);
}

enum bc_status
prove_within(struct proved *out, const struct bc_ruleset *rs,
             enum property property, size_t states_max)
{
    static prove_fn *const proofs[PROVE_COUNT] = {
        [PROVE_HIDDEN] = prove_hidden, [PROVE_WORSE] = prove_worse,
        [PROVE_REACH] = prove_reach,   [PROVE_SKIP] = prove_skip,
        [PROVE_TIPS] = prove_tips,     [PROVE_ALARM] = prove_alarm,
    };
    struct prover prover = {
        .rs = rs, .out = out, .states_max = states_max, .reduces = true
    };
    *out = (struct proved){ .states = 0 };
    cube_ways(prover.ways, rs);
    for (size_t i = 0; i < rs->question_count; i++) {
        out->gave_up |= prover.ways[i].too_many;
    }
    if (property != PROVE_TIPS) {
        cube_fewer_ways(prover.ways, rs);
    }
    if (!out->gave_up) {
        out->holds = proofs[property](&prover) && !out->gave_up;
        out->has_example &=
            !out->gave_up && (property == PROVE_ALARM || !out->holds);
    }
    return prover.no_memory ? BC_E_NOMEM : BC_OK;
}
