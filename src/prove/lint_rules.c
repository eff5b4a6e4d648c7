/* Owns findings about what conditions come to, over all answers: by the search
 * of the proofs, never by trying some. */
#include "lint_rules.h"

#include "prover.h"

struct checker {
    struct lint *lint;
    struct bc_ruleset anywhere; /* the rules, outside the scope too */
};

/* ---- searching ---- */

/* A claim about a condition, or about two rules. */
struct aim {
    struct search search; /* first: a look gets its address */
    const struct cond *when;
    truths lacks; /* the condition is never one of these */
    const struct rule *other;
};

static const struct aim *
aim_of(const struct search *search)
{
    return (const struct aim *)search;
}

static truths
range_of(const struct aim *aim)
{
    const struct rule *rule = aim->search.rule;
    return rule != NULL ? prover_truths(aim->search.cube, rule)
                        : cube_range(aim->search.cube, aim->when, VIEW_PATH);
}

static struct var
undecided_of(const struct aim *aim)
{
    const struct rule *rule = aim->search.rule;
    return rule != NULL
               ? prover_undecided(aim->search.cube, rule)
               : cube_undecided(aim->search.cube, aim->when, VIEW_PATH);
}

static enum seen
look_lacks(struct prover *prover, const struct search *search, struct var *next)
{
    const struct aim *aim = aim_of(search);
    truths range = range_of(aim);
    (void)prover;
    if ((range & aim->lacks) == 0) {
        return SEEN_HOLDS;
    }
    if ((range & ~aim->lacks) == 0) {
        return SEEN_FAILS;
    }
    *next = undecided_of(aim);
    return next->question >= 0 ? SEEN_OPEN : SEEN_FAILS;
}

/* Is the truest of these nowhere above the least true of those? */
static bool
is_below(truths these, truths those)
{
    truths least = those & ~(those - 1); /* false < unknown < true */
    return these < 2 * least;
}

_Static_assert(CAN(TRUTH_FALSE) < CAN(TRUTH_UNKNOWN) &&
                   CAN(TRUTH_UNKNOWN) < CAN(TRUTH_TRUE),
               "truths compare as numbers");

/* The rule is nowhere truer than the other. */
static enum seen
look_implied(struct prover *prover, const struct search *search,
             struct var *next)
{
    const struct aim *aim = aim_of(search);
    truths mine = prover_truths(search->cube, search->rule);
    truths others = prover_truths(search->cube, aim->other);
    (void)prover;
    if (is_below(mine, others)) {
        return SEEN_HOLDS;
    }
    *next = prover_undecided(search->cube, search->rule);
    if (next->question < 0) {
        *next = prover_undecided(search->cube, aim->other);
    }
    return next->question >= 0 ? SEEN_OPEN : SEEN_FAILS;
}

enum verdict {
    VERDICT_NO,
    VERDICT_YES,
    VERDICT_NOTHING, /* too many answers to look through */
};

static bool
matters_anywhere(const struct rule *rule)
{
    return rule != NULL && rule->outcome.level >= BC_URGENT;
}

/* A question that is compared with too many numbers, or NULL. */
static const struct question *
with_too_many(const struct ways ways[QUESTIONS_MAX],
              const struct bc_ruleset *rs)
{
    for (size_t i = 0; i < rs->question_count; i++) {
        if (ways[i].too_many) {
            return &rs->questions[i];
        }
    }
    return NULL;
}

/* Outside the scope only what is urgent still counts. */
static enum verdict
tell(struct checker *checker, struct aim *aim, bool anywhere)
{
    struct proved out = { .states = 0 };
    struct prover prover = { .rs = anywhere ? &checker->anywhere
                                            : checker->lint->rs,
                             .out = &out,
                             .states_max = PROVE_STATES_MAX };
    struct cube all;
    cube_ways_beside(prover.ways, prover.rs, aim->when);
    if (with_too_many(prover.ways, prover.rs) != NULL) {
        return VERDICT_NOTHING;
    }
    cube_init(&all, prover.rs);
    aim->search.cube = aim->search.other = &all;
    aim->search.question = -1;
    bool holds = prover_search(&prover, &aim->search);
    return out.gave_up ? VERDICT_NOTHING : holds ? VERDICT_YES : VERDICT_NO;
}

/* ---- never, always ---- */

/* What a condition decides. Where questions end, and what an urgent rule may
 * use, is judged outside the scope too. */
struct subject {
    const char *what, *id;
    const struct cond *when;
    const struct rule *rule; /* NULL: something else */
    bool anywhere;
};

static void
not_judged(struct lint *lint, const struct subject *subject)
{
    struct bc_error *error =
        lint_warning(lint, &subject->when->origin, "not-judged",
                     "%s '%s' reads too many answers to be judged",
                     subject->what, subject->id);
    error_help(error, "divide it into smaller ones");
}

static void
add_verdict(struct lint *lint, const struct subject *subject, truths lacks)
{
    bool never = lacks == CAN(TRUTH_TRUE);
    struct bc_error *error =
        lint_error(lint, &subject->when->origin,
                   never ? "never-true" : "always-true", "%s '%s' can never %s",
                   subject->what, subject->id, never ? "hold" : "be ruled out");
    error_help(error, never
                          ? "look for an 'all' whose parts rule each other out"
                          : "look for an 'any', a 'not' or a list that "
                            "leaves nothing out");
}

/* Returns whether the condition is one that tells. */
static bool
check_truths(struct checker *checker, const struct subject *subject)
{
    const truths never[] = { CAN(TRUTH_TRUE), CAN(TRUTH_FALSE) };
    bool tells = true;
    for (size_t i = 0; subject->when != NULL && i < ARRAY_LEN(never); i++) {
        struct aim aim = { { .look = look_lacks, .rule = subject->rule },
                           subject->when,
                           never[i],
                           NULL };
        bool anywhere = subject->anywhere || (never[i] == CAN(TRUTH_TRUE) &&
                                              matters_anywhere(subject->rule));
        enum verdict verdict = tell(checker, &aim, anywhere);
        if (verdict == VERDICT_NOTHING) {
            not_judged(checker->lint, subject);
        } else if (verdict == VERDICT_YES) {
            add_verdict(checker->lint, subject, never[i]);
        }
        tells = tells && verdict == VERDICT_NO;
    }
    return tells;
}

static void
check_conditions(struct checker *checker)
{
    const struct bc_ruleset *rs = checker->lint->rs;
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        check_truths(checker, &(struct subject){ "'ask_when' of", q->id,
                                                 q->ask_when, NULL, true });
    }
    for (size_t i = 0; i < rs->condition_count; i++) {
        const struct condition *condition = &rs->conditions[i];
        check_truths(checker, &(struct subject){ "condition", condition->id,
                                                 condition->when, NULL, true });
    }
}

/* What follows from the level, and is told inside the scope only. */
static void
check_advice(struct checker *checker)
{
    const struct bc_ruleset *rs = checker->lint->rs;
    for (size_t i = 0; i < rs->tip_count; i++) {
        const struct tip *tip = &rs->tips[i];
        check_truths(checker, &(struct subject){ "'show_if' of tip", tip->id,
                                                 tip->show_if, NULL, false });
        check_truths(checker,
                     &(struct subject){ "'withhold_if' of tip", tip->id,
                                        tip->withhold_if, NULL, false });
    }
    for (size_t i = 0; i < rs->cause_count; i++) {
        const struct cause *cause = &rs->causes[i];
        check_truths(checker, &(struct subject){ "'must' of cause", cause->id,
                                                 cause->must, NULL, false });
        check_truths(checker, &(struct subject){ "'plus' of cause", cause->id,
                                                 cause->plus, NULL, false });
        check_truths(checker,
                     &(struct subject){ "'contrary' of cause", cause->id,
                                        cause->contrary, NULL, false });
    }
}

static void
check_card(struct checker *checker, const struct card *card)
{
    const struct card_lines *all[CARD_LISTS];
    lint_card_lists(all, card);
    for (size_t i = 0; i < CARD_LISTS; i++) {
        for (size_t n = 0; n < all[i]->count; n++) {
            check_truths(checker,
                         &(struct subject){ "a line of card", card->id,
                                            all[i]->at[n].when, NULL, true });
        }
    }
}

/* ---- a rule that another one makes needless ---- */

/* Does the other rule ask for at least the same, at the same level? */
static bool
asks_as_much(const struct rule *other, const struct rule *rule)
{
    const struct outcome *a = &other->outcome, *b = &rule->outcome;
    bool in_hours =
        b->within_hours == 0 ||
        (a->within_hours != 0 && a->within_hours <= b->within_hours);
    return a->level == b->level && in_hours &&
           prover_rank(*a) >= prover_rank(*b) &&
           prover_rank(other->if_unsure) >= prover_rank(rule->if_unsure);
}

static bool
is_implied(struct checker *checker, const struct rule *rule,
           const struct rule *by)
{
    struct aim aim = { { .look = look_implied, .rule = rule }, NULL, 0, by };
    if ((rule->reads & by->reads) == 0 || !asks_as_much(by, rule)) {
        return false;
    }
    enum verdict verdict = tell(checker, &aim, matters_anywhere(rule));
    if (verdict == VERDICT_NOTHING) {
        not_judged(checker->lint, &(struct subject){ "rule", rule->id,
                                                     rule->when, rule, false });
    }
    return verdict == VERDICT_YES;
}

static void
check_implied(struct checker *checker, const bool *tells, size_t at)
{
    const struct bc_ruleset *rs = checker->lint->rs;
    const struct rule *rule = &rs->rules[at];
    for (size_t i = 0; i < rs->rule_count; i++) {
        const struct rule *by = &rs->rules[i];
        bool judged = i != at && tells[i] && tells[at];
        /* Of two that are the same, the later one is needless. */
        if (judged && is_implied(checker, rule, by) &&
            (i < at || !is_implied(checker, by, rule))) {
            struct bc_error *error =
                lint_warning(checker->lint, &rule->origin, "implied-rule",
                             "wherever rule '%s' holds, '%s' asks for as much",
                             rule->id, by->id);
            error_help(error, "leave one out, or give them different levels");
            return;
        }
    }
}

/* ---- an absence taken for a sign ---- */

/* What leaves of a red flag say. */
struct leaves {
    size_t signs, absences;
    const struct cond *bad; /* one that no red flag may have */
    const char *why;
};

static choice_set
choice_bit(const struct question *q, const char *code)
{
    int at = question_find_choice(q, code);
    return at >= 0 ? BIT(at) : 0;
}

/* The answers that say that all is well. */
static choice_set
well_of(const struct question *q)
{
    choice_set well = question_alone(q) | cube_best(q);
    return well != 0 ? well : choice_bit(q, "no") | choice_bit(q, "none");
}

static void
see_leaf(struct leaves *leaves, const struct bc_ruleset *rs,
         const struct cond *cond, bool negated)
{
    const struct question *q = &rs->questions[cond->question];
    choice_set well = well_of(q), choices = cond->choices;
    choice_set yes = choice_bit(q, "yes"), no = choice_bit(q, "no");
    choice_set sign = negated ? yes : no, other = negated ? no : yes;
    bool on_no =
        yes != 0 && no != 0 && (choices & sign) != 0 && (choices & other) == 0;
    bool on_none = !negated && choices != 0 && !cond->not_sure &&
                   (choices & ~question_alone(q)) == 0;
    bool absence = negated ? (choices & ~well) != 0
                           : choices != 0 && (choices & ~well) == 0;
    leaves->absences += absence ? 1 : 0;
    leaves->signs += absence ? 0 : 1;
    if (leaves->bad == NULL && (on_no || on_none)) {
        leaves->bad = cond;
        leaves->why = on_no ? "takes a 'no' for a sign"
                            : "takes picking nothing for a sign";
    }
}

static void
see_leaves(struct leaves *leaves, const struct bc_ruleset *rs,
           const struct cond *cond, bool negated)
{
    if (cond->kind == COND_CHOICE) {
        see_leaf(leaves, rs, cond, negated);
    }
    if (cond->kind == COND_NUMBER) {
        leaves->signs += rs->questions[cond->question].worse.rising ? 1 : 0;
    }
    if (cond->kind == COND_IS) {
        see_leaves(leaves, rs, rs->conditions[cond->named].when, negated);
    }
    for (size_t i = 0; i < cond->count; i++) {
        see_leaves(leaves, rs, cond->part[i],
                   cond->kind == COND_NOT ? !negated : negated);
    }
}

/* "Yes" is always the warning side; whoever picks nothing, or overlooks a
 * line, must not get an alarm for it, nor lose one by picking. */
static void
check_absence(struct lint *lint, const struct rule *rule)
{
    struct leaves leaves = { 0 };
    see_leaves(&leaves, lint->rs, rule->when, false);
    if (leaves.bad == NULL && leaves.absences > 0 && leaves.signs == 0) {
        leaves.bad = rule->when;
        leaves.why = "holds where signs are absent, and needs none";
    }
    if (leaves.bad != NULL) {
        struct bc_error *error =
            lint_error(lint, &leaves.bad->origin, "absence-as-sign",
                       "red flag '%s' %s", rule->id, leaves.why);
        error_help(error, "ask so that 'yes', or a line picked, is the "
                          "warning");
    }
}

/* ---- the whole ---- */

static void
check_rules(struct checker *checker)
{
    struct lint *lint = checker->lint;
    const struct bc_ruleset *rs = lint->rs;
    bool *tells = arena_array(&lint->arena, rs->rule_count, sizeof(*tells));
    if (tells == NULL) {
        lint->no_memory = true;
        return;
    }
    for (size_t i = 0; i < rs->rule_count; i++) {
        const struct rule *rule = &rs->rules[i];
        tells[i] =
            check_truths(checker, &(struct subject){ "rule", rule->id,
                                                     rule->when, rule, false });
        if (rule->kind == RULE_RED_FLAG) {
            check_absence(lint, rule);
        }
    }
    for (size_t i = 0; i < rs->rule_count; i++) {
        check_implied(checker, tells, i);
    }
}

static bool
has_too_many_numbers(const struct checker *checker)
{
    struct ways ways[QUESTIONS_MAX];
    cube_ways(ways, checker->lint->rs);
    const struct question *q = with_too_many(ways, checker->lint->rs);
    if (q != NULL) {
        lint_warning(checker->lint, &q->origin, "not-judged",
                     "'%s' is compared with too many numbers: no condition is "
                     "judged",
                     q->id);
    }
    return q != NULL;
}

void
lint_rules(struct lint *lint)
{
    struct checker checker = { .lint = lint, .anywhere = *lint->rs };
    const struct subject scope = { "'out_of_scope' of", lint->rs->id,
                                   lint->rs->out_of_scope, NULL, true };
    checker.anywhere.out_of_scope = NULL;
    /* With nothing in the scope, nothing more can be said. */
    if (!has_too_many_numbers(&checker) && check_truths(&checker, &scope)) {
        check_conditions(&checker);
        check_advice(&checker);
        for (size_t i = 0; i < lint->rs->card_count; i++) {
            check_card(&checker, &lint->rs->cards[i]);
        }
        check_rules(&checker);
    }
}

void
lint_all(struct lint *lint, const char *today)
{
    lint_words(lint);
    lint_use(lint);
    lint_rules(lint);
    if (today != NULL) {
        lint_review(lint, today);
    }
}
