/* Owns the proofs about levels: no hidden red flag, worse never reads milder,
 * and that skipping a question hides nothing. Each goes rule by rule, and
 * stops settling as soon as all that is left must come out well. */
#include "prover.h"

#include <stdio.h>

/* ---- no hidden red flag ---- */

/* Wherever the rule holds or is open, no result is self_care; one that says why
 * it may be open there must only not hold. */
static enum seen
look_hidden(struct prover *prover, const struct search *search,
            struct var *next)
{
    const struct cube *cube = search->cube;
    long rank = prover_rank((struct outcome){ .level = BC_ROUTINE });
    truths truth = prover_truths(cube, search->rule);
    truth &= search->rule->if_unsure_why != NULL ? CAN(TRUTH_TRUE) : CAN_ALL;
    if ((truth & ~CAN(TRUTH_FALSE)) == 0 ||
        prover_reaches(cube, rank, search->rule)) {
        return SEEN_HOLDS;
    }
    *next = prover_undecided(cube, search->rule);
    if (next->question < 0) {
        *next = prover_any_undecided(cube, rank);
    }
    if (next->question < 0 && prover_reaches_after_all(cube, rank)) {
        return SEEN_HOLDS;
    }
    return next->question >= 0
               ? SEEN_OPEN
               : prover_fail(prover, cube,
                             "red flag '%s' %s, and the result is home care",
                             search->rule->id,
                             truth == CAN(TRUTH_TRUE) ? "holds" : "is open");
}

bool
prove_hidden(struct prover *prover)
{
    struct cube all;
    struct search search = { look_hidden, &all, &all, .question = -1 };
    cube_init(&all, prover->rs);
    for (size_t i = 0; i < prover->rs->rule_count; i++) {
        search.rule = &prover->rs->rules[i];
        if (search.rule->kind == RULE_RED_FLAG &&
            !prover_search(prover, &search)) {
            return false;
        }
    }
    return true;
}

/* ---- two sets of answers that differ in one question ---- */

/* The gravest of the rule in `cube` that it does not come to by itself in
 * `other`, pair by pair. (Where a warning answer is missing, an open rule is
 * urgent; so is the whole result then, and it matters only for a rule that
 * would be graver.) */
static long
most_lost(const struct search *search)
{
    const struct cube *from = search->cube, *to = search->other;
    const struct rule *rule = search->rule;
    long held = prover_rank(rule->outcome), lost = 0;
    const long of[] = { 0, prover_rank(rule->if_unsure), held };
    if (prover_may_soften(from, rule) || prover_may_soften(to, rule)) {
        return prover_most(from, rule);
    }
    pairs set = cube_pairs(from, to, rule->when, VIEW_PATH, search->question);
    for (size_t was = 0; was < ARRAY_LEN(of); was++) {
        for (size_t is = 0; is < ARRAY_LEN(of); is++) {
            bool less = (set & PAIR(was, is)) != 0 && of[is] < of[was];
            lost = less && of[was] > lost ? of[was] : lost;
        }
    }
    if (rule->outcome.level != BC_EMERGENCY) {
        return lost;
    }
    /* What holds by an answer off the path does so in the other too. */
    set = cube_pairs(from, to, rule->when, VIEW_GIVEN, search->question);
    return (set & (PAIR(TRUTH_TRUE, TRUTH_FALSE) |
                   PAIR(TRUTH_TRUE, TRUTH_UNKNOWN))) != 0
               ? held
               : lost;
}

/* Wherever the rule speaks in `cube`, the result in `other` is at least as
 * grave. */
static enum seen
look_pair(const struct search *search, struct var *next)
{
    const struct cube *from = search->cube, *to = search->other;
    long rank = most_lost(search);
    if (rank <= prover_rank((struct outcome){ .level = BC_SELF_CARE }) ||
        prover_least(to, search->rule) >= rank ||
        prover_reaches(to, rank, NULL)) {
        return SEEN_HOLDS;
    }
    *next =
        cube_unlike(from, to, search->rule->when, VIEW_PATH, search->question);
    if (next->question < 0) {
        *next = prover_undecided(from, search->rule);
    }
    if (next->question < 0) {
        *next = prover_undecided(to, search->rule);
    }
    if (next->question < 0) {
        *next = prover_any_undecided(to, rank);
    }
    return next->question >= 0                  ? SEEN_OPEN
           : prover_reaches_after_all(to, rank) ? SEEN_HOLDS
                                                : SEEN_FAILS;
}

/* The other side of the example, and how grave it is. */
static long
keep_other(struct prover *prover, const struct search *search,
           struct bc_answers *better)
{
    struct proved *out = prover->out;
    cube_example(better, search->cube);
    long rank = prover_judge(prover, better);
    out->has_other = true;
    out->other_question = search->question;
    out->other = better->of[search->question];
    out->other_gives = prover_outcome(rank);
    return rank;
}

/* Where a warning question is asked in `cube` and its answer is missing, the
 * result is urgent: in `other` too, where it may not be asked. */
static enum seen
look_lacking(struct prover *prover, const struct search *search,
             struct var *next)
{
    const struct cube *from = search->cube, *to = search->other;
    long urgent = prover_rank((struct outcome){ .level = BC_URGENT });
    truths asked = cube_asked(from, search->lacking, VIEW_PATH);
    if ((asked & CAN(TRUTH_TRUE)) == 0 || prover_reaches(to, urgent, NULL)) {
        return SEEN_HOLDS;
    }
    *next = cube_undecided_asked(from, search->lacking, VIEW_PATH);
    if (next->question < 0) {
        *next = prover_any_undecided(to, urgent);
    }
    if (next->question < 0 && prover_reaches_after_all(to, urgent)) {
        return SEEN_HOLDS;
    }
    if (next->question >= 0) {
        return SEEN_OPEN;
    }
    struct bc_answers better;
    keep_other(prover, search, &better);
    return prover_fail(prover, to,
                       "with another answer to '%s', '%s' has to be answered, "
                       "and here not",
                       prover->rs->questions[search->question].id,
                       prover->rs->questions[search->lacking].id);
}

static bool
lacking_holds(struct prover *prover, const struct search *pair, int lacking)
{
    struct cube from = *pair->cube, to = *pair->other;
    struct search search = { look_lacking, &from, &to,
                             .question = pair->question, .lacking = lacking };
    cube_leave(&from, lacking, MANNER_MISSING);
    cube_leave(&to, lacking, MANNER_MISSING);
    return prover_search(prover, &search);
}

/* The same for every rule that the question can touch, and for every warning
 * question. */
static bool
all_rules(struct prover *prover, struct search *search)
{
    question_set touched = search->cube->touched[search->question];
    for (size_t i = 0; i < prover->rs->question_count; i++) {
        const struct question *q = &prover->rs->questions[i];
        bool lacks = (touched & BIT(i)) != 0 && q->ask_when != NULL &&
                     q->if_missing.kind == STAND_IN_INCOMPLETE &&
                     (search->cube->settled & BIT(i)) == 0 &&
                     !search->cube->at_terminal;
        if (lacks && !lacking_holds(prover, search, (int)i)) {
            return false;
        }
    }
    for (size_t i = 0; i < prover->rs->rule_count; i++) {
        search->rule = &prover->rs->rules[i];
        if ((search->rule->reads & touched) != 0 &&
            !prover_search(prover, search)) {
            return false;
        }
    }
    return true;
}

/* ---- worse never reads milder ---- */

/* As a line of answers: "legs = none". */
static void
answer_words(char *to, size_t size, const struct bc_answers *ans, int question)
{
    const struct question *q = &ans->rs->questions[question];
    const struct answer *answer = &ans->of[question];
    int len = snprintf(to, size, "%s =", q->id);
    if (answer->state == ANSWER_NOT_SURE) {
        snprintf(to + len, size - (size_t)len, " not_sure");
        return;
    }
    if (q->type == QUESTION_NUMBER) {
        snprintf(to + len, size - (size_t)len, " %ld", answer->number);
    }
    for (size_t i = 0; i < q->choice_count && (size_t)len < size; i++) {
        if ((answer->choices & BIT(i)) != 0) {
            len += snprintf(to + len, size - (size_t)len, "%s %s",
                            to[len - 1] == '=' ? "" : ",", q->choices[i].id);
        }
    }
}

static enum seen
look_worse(struct prover *prover, const struct search *search, struct var *next)
{
    enum seen seen = look_pair(search, next);
    if (seen != SEEN_FAILS) {
        return seen;
    }
    struct bc_answers better, worse;
    char better_words[64], worse_words[64], answer[256];
    long rank = keep_other(prover, search, &better);
    cube_example(&worse, search->other);
    prover_words(better_words, sizeof(better_words), rank);
    prover_words(worse_words, sizeof(worse_words),
                 prover_judge(prover, &worse));
    answer_words(answer, sizeof(answer), &better, search->question);
    return prover_fail(prover, search->other,
                       "these answers give %s; with the better answer '%s' it "
                       "is %s (rule '%s')",
                       worse_words, answer, better_words, search->rule->id);
}

static bool
worse_holds(struct prover *prover, struct cube *from, struct cube *to,
            int question)
{
    struct search search = { look_worse, from, to, .question = question };
    return all_rules(prover, &search);
}

/* From the best answer to not sure, and to none at all. */
static bool
unknown_holds(struct prover *prover, struct cube *best, int question)
{
    struct cube unknown;
    cube_init(&unknown, prover->rs);
    cube_leave(&unknown, question, MANNER_UNSURE);
    if (!worse_holds(prover, best, &unknown, question)) {
        return false;
    }
    cube_leave(&unknown, question, MANNER_MISSING);
    return prover->rs->questions[question].terminal_only ||
           worse_holds(prover, best, &unknown, question);
}

static bool
rising_holds(struct prover *prover, int question)
{
    const struct ways *ways = &prover->ways[question];
    struct cube from, to;
    cube_init(&from, prover->rs);
    cube_init(&to, prover->rs);
    for (size_t i = 0; i + 1 < ways->count; i++) {
        cube_give(&from, question, 0, ways->at[i]);
        cube_give(&to, question, 0, ways->at[i + 1]);
        if (!worse_holds(prover, &from, &to, question)) {
            return false;
        }
    }
    cube_give(&from, question, 0, ways->at[0]);
    return unknown_holds(prover, &from, question);
}

/* A pick beside another one, or beside anything. */
static bool
pick_holds(struct prover *prover, int question, int pick, int other)
{
    struct cube from, to;
    cube_init(&from, prover->rs);
    cube_init(&to, prover->rs);
    if (other >= 0) {
        cube_pick(&from, question, other, true);
        cube_pick(&to, question, other, true);
    }
    return !cube_pick(&from, question, pick, false) ||
           !cube_pick(&to, question, pick, true) ||
           worse_holds(prover, &from, &to, question);
}

/* Where a question narrows a "not sure", picking nothing leaves all in doubt,
 * which is the worst; so a pick is compared beside each other one. */
static bool
narrowing_pick_holds(struct prover *prover, int question, int pick)
{
    const struct question *q = &prover->rs->questions[question];
    for (size_t i = 0; i < q->choice_count; i++) {
        bool other = (int)i != pick && !q->choices[i].alone;
        if (other && !pick_holds(prover, question, pick, (int)i)) {
            return false;
        }
    }
    return true;
}

static bool
picks_hold(struct prover *prover, int question)
{
    const struct question *q = &prover->rs->questions[question];
    struct cube none;
    bool possible = true;
    cube_init(&none, prover->rs);
    for (size_t i = 0; i < q->choice_count; i++) {
        if (!q->choices[i].alone) {
            possible = cube_pick(&none, question, (int)i, false);
        }
        bool ordered = (q->worse.picks & BIT(i)) != 0;
        bool holds = !ordered ? true
                     : q->narrows >= 0
                         ? narrowing_pick_holds(prover, question, (int)i)
                         : pick_holds(prover, question, (int)i, -1);
        if (!holds) {
            return false;
        }
    }
    return !possible || unknown_holds(prover, &none, question);
}

static bool
chains_hold(struct prover *prover, int question)
{
    const struct question *q = &prover->rs->questions[question];
    struct cube from, to;
    cube_init(&from, prover->rs);
    cube_init(&to, prover->rs);
    for (size_t i = 0; i < q->choice_count; i++) {
        cube_give(&from, question, BIT(i), 0);
        for (size_t c = 0; c < q->choice_count; c++) {
            cube_give(&to, question, BIT(c), 0);
            if ((q->worse.after[i] & BIT(c)) != 0 &&
                !worse_holds(prover, &from, &to, question)) {
                return false;
            }
        }
        if ((cube_best(q) & BIT(i)) != 0 &&
            !unknown_holds(prover, &from, question)) {
            return false;
        }
    }
    return true;
}

bool
prove_worse(struct prover *prover)
{
    for (size_t i = 0; i < prover->rs->question_count; i++) {
        const struct worse *worse = &prover->rs->questions[i].worse;
        bool holds = worse->rising          ? rising_holds(prover, (int)i)
                     : worse->picks != 0    ? picks_hold(prover, (int)i)
                     : worse->after != NULL ? chains_hold(prover, (int)i)
                                            : true;
        if (!holds) {
            return false;
        }
    }
    return true;
}

/* ---- the interview hides nothing ---- */

/* The graver side is search->cube: the one where the answer counts, or the one
 * where nobody asks for it. */
static bool
is_graver_if_asked(const struct search *search)
{
    return (search->cube->forced & BIT(search->question)) != 0;
}

static enum seen
fail_skip(struct prover *prover, const struct search *search,
          const struct cube *plain)
{
    bool graver = is_graver_if_asked(search);
    struct bc_answers all;
    char answer[256], level[64];
    cube_example(&all, graver ? search->cube : search->other);
    answer_words(answer, sizeof(answer), &all, search->question);
    prover_words(level, sizeof(level), prover_most(search->cube, search->rule));
    return prover_fail(prover, plain,
                       "'%s' is not asked here; if it were, with '%s' rule "
                       "'%s' would %s %s",
                       prover->rs->questions[search->question].id, answer,
                       search->rule->id, graver ? "give" : "no longer give",
                       level);
}

static enum seen
look_skip(struct prover *prover, const struct search *search, struct var *next)
{
    const struct cube *plain =
        is_graver_if_asked(search) ? search->other : search->cube;
    *next = cube_undecided_asked(plain, search->question, VIEW_PATH);
    if (next->question >= 0) {
        return SEEN_OPEN;
    }
    if (cube_asked(plain, search->question, VIEW_PATH) == CAN(TRUTH_TRUE)) {
        return SEEN_HOLDS; /* it is asked: nothing is skipped */
    }
    enum seen seen = look_pair(search, next);
    return seen != SEEN_FAILS ? seen : fail_skip(prover, search, plain);
}

static bool
may_be_skipped(const struct question *q)
{
    return q->ask_when != NULL && !q->terminal_only && !q->always_used &&
           q->skip_implies == NULL;
}

/* The questions count one after the other: those before this one do already. */
static void
start_skip(struct cube *cube, const struct bc_ruleset *rs, int question)
{
    cube_init_terminal(cube, rs);
    for (int i = 0; i < question; i++) {
        if (may_be_skipped(&rs->questions[i])) {
            cube_force(cube, i);
        }
    }
}

/* Whatever the answer to a question that is not asked would be: with it, where
 * it counts, and without it the level is the same. */
static bool
skip_holds(struct prover *prover, int question)
{
    const struct var whole = { question, -1 };
    struct cube counted, plain;
    bool possible = true, holds = true;
    start_skip(&counted, prover->rs, question);
    for (size_t n = 0;
         holds && cube_settle(&counted, &possible, prover->ways, whole, n);
         n++) {
        plain = counted;
        cube_leave(&plain, question, MANNER_MISSING);
        cube_force(&counted, question);
        struct search search = { look_skip, &counted, &plain,
                                 .question = question };
        holds = all_rules(prover, &search);
        search.cube = &plain;
        search.other = &counted;
        holds = holds && all_rules(prover, &search);
        start_skip(&counted, prover->rs, question);
    }
    return holds;
}

bool
prove_skip(struct prover *prover)
{
    for (size_t i = 0; i < prover->rs->question_count; i++) {
        if (may_be_skipped(&prover->rs->questions[i]) &&
            !skip_holds(prover, (int)i)) {
            return false;
        }
    }
    return prove_stops(prover);
}
