/* Owns the proofs that walk through the interview, and that about tips: every
 * rule can be reached, stopping at an alarm hides nothing, how long the way to
 * an alarm is, and no tip does harm. Where a cube is settled far enough the
 * program itself is asked, with one of its answer sets. */
#include "prover.h"

/* ---- every rule and question can be reached ---- */

/* Does the interview find the rule? */
static bool
finds_rule(struct prover *prover, const struct told *told,
           const struct rule *rule)
{
    const struct bc_assessment *as = NULL;
    bool found = false;
    enum facts_mode mode = told->stopped ? FACTS_ASKING : FACTS_FINAL;
    if (assess(&as, &told->ans, mode, NULL) != BC_OK) {
        prover->no_memory = true;
        return false;
    }
    for (size_t i = 0; i < as->finding_count; i++) {
        found |= as->findings[i].rule == rule && as->findings[i].holds;
    }
    bc_assessment_free(as);
    return found;
}

static long
alarm_rank(void)
{
    return prover_rank((struct outcome){ .level = BC_EMERGENCY });
}

/* Does the rule look at a question that may come? */
static bool
waits_for(const struct bc_ruleset *rs, const struct rule *rule, size_t question)
{
    int narrows = rs->questions[question].narrows;
    return (rule->reads & BIT(question)) != 0 ||
           (narrows >= 0 && (rule->reads & BIT(narrows)) != 0);
}

/* Does every interview of the cube that comes so far stop here? An open rule
 * waits for what may still be asked. */
static bool
stops_surely(const struct cube *cube, const struct told *told,
             const struct rule *rule)
{
    struct cube so_far = *cube;
    bool waits = false;
    for (size_t i = 0; i < cube->rs->question_count; i++) {
        if ((told->questions & BIT(i)) == 0) {
            truths asked = cube_asked(cube, (int)i, VIEW_PATH);
            waits |=
                (asked & CAN(TRUTH_TRUE)) != 0 && waits_for(cube->rs, rule, i);
            cube_forget(&so_far, (int)i);
        }
    }
    bool holds = prover_truths(&so_far, rule) == CAN(TRUTH_TRUE);
    return (holds || !waits) && prover_least(&so_far, rule) >= alarm_rank();
}

static struct var
first_open(const struct cube *cube, question_set of_these)
{
    struct var var = { -1, -1 };
    for (size_t i = 0; i < cube->rs->question_count && var.question < 0; i++) {
        if ((of_these & BIT(i)) != 0) {
            var = cube_open(cube, (int)i);
        }
    }
    return var;
}

/* The interview with one answer set of the cube stopped: what to settle to know
 * whether it does so with all of them. */
static struct var
stop_undecided(const struct cube *cube, const struct told *told,
               const struct bc_assessment *as)
{
    question_set reads = 0;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct rule *rule = as->findings[i].rule;
        bool alarm = as->findings[i].outcome.level == BC_EMERGENCY;
        if (alarm && stops_surely(cube, told, rule)) {
            return (struct var){ -1, -1 };
        }
        reads = alarm && reads == 0 ? rule->reads : reads;
    }
    struct var var = first_open(cube, told->questions & reads);
    return var.question >= 0 ? var : first_open(cube, told->questions);
}

/* The interview with one answer set of the cube ended too early: what to settle
 * to know whether all do. */
static struct var
end_undecided(struct prover *prover, const struct cube *cube,
              const struct told *told)
{
    struct var var = prover_scope_undecided(cube);
    const struct bc_assessment *as = NULL;
    if (var.question >= 0 || !told->stopped) {
        return var;
    }
    if (assess(&as, &told->ans, FACTS_ASKING, NULL) != BC_OK) {
        prover->no_memory = true;
        return var;
    }
    var = stop_undecided(cube, told, as);
    bc_assessment_free(as);
    return var;
}

/* The claim is that it is never reached: it fails where it is. */
static enum seen
look_reach(struct prover *prover, const struct search *search, struct var *next)
{
    const struct cube *cube = search->cube;
    const struct rule *rule = search->rule;
    truths range = rule != NULL ? prover_truths(cube, rule)
                                : cube_asked(cube, search->question, VIEW_PATH);
    if ((range & CAN(TRUTH_TRUE)) == 0) {
        return SEEN_HOLDS;
    }
    *next = rule != NULL
                ? prover_undecided(cube, rule)
                : cube_undecided_asked(cube, search->question, VIEW_PATH);
    if (next->question >= 0) {
        return SEEN_OPEN;
    }
    struct bc_answers all;
    struct told told;
    cube_example(&all, cube);
    prover_interview(&told, &all);
    if (rule != NULL ? finds_rule(prover, &told, rule)
                     : (told.questions & BIT(search->question)) != 0) {
        return SEEN_FAILS;
    }
    *next = end_undecided(prover, cube, &told);
    return next->question >= 0 ? SEEN_OPEN : SEEN_HOLDS;
}

bool
prove_reach(struct prover *prover)
{
    struct cube all;
    struct search search = { look_reach, &all, &all, .question = -1 };
    cube_init_terminal(&all, prover->rs);
    for (size_t i = 0; i < prover->rs->rule_count; i++) {
        search.rule = &prover->rs->rules[i];
        if (prover_search(prover, &search)) {
            prover_fail(prover, NULL, "no interview comes to rule '%s'",
                        search.rule->id);
            return false;
        }
    }
    search.rule = NULL;
    for (size_t i = 0; i < prover->rs->question_count; i++) {
        search.question = (int)i;
        if (prover_search(prover, &search)) {
            prover_fail(prover, NULL, "no interview asks '%s'",
                        prover->rs->questions[i].id);
            return false;
        }
    }
    return !prover->out->gave_up;
}

/* ---- alarms ---- */

/* Where an alarm of this rule is certain, the interview stops at its last
 * answer if not before, and all answers together are an emergency too. */
static enum seen
look_stop(struct prover *prover, const struct search *search, struct var *next)
{
    if (prover_most(search->cube, search->rule) < alarm_rank()) {
        return SEEN_HOLDS;
    }
    *next = prover_undecided(search->cube, search->rule);
    if (next->question >= 0) {
        return SEEN_OPEN;
    }
    struct bc_answers all, path;
    cube_example(&all, search->cube);
    path = all;
    prover_path(&path);
    return assess_is_emergency(&path) &&
                   prover_judge(prover, &all) >= alarm_rank()
               ? SEEN_HOLDS
               : prover_fail(prover, search->cube,
                             "the interview and all answers together differ "
                             "about the emergency '%s'",
                             search->rule->id);
}

/* What is known stays so to the end, and so does an alarm by it; but not where
 * a follow-up can put in doubt again what stands in for a "not sure". */
static bool
may_be_taken_back(const struct cube *cube, const struct rule *rule)
{
    bool may = false;
    for (size_t i = 0; i < cube->rs->question_count; i++) {
        const struct question *q = &cube->rs->questions[i];
        may |= q->narrowed_by >= 0 && q->if_not_sure.kind == STAND_IN_VALUE &&
               (cube->touched[i] & rule->reads) != 0;
    }
    return may;
}

/* All that what the rule reads can depend on. */
static question_set
depends_on(const struct bc_ruleset *rs, const struct rule *rule)
{
    question_set set = rule->reads | cond_reads(rs, rs->out_of_scope);
    for (size_t round = 0; round < rs->question_count; round++) {
        for (size_t i = 0; i < rs->question_count; i++) {
            const struct question *q = &rs->questions[i];
            bool in = (set & BIT(i)) != 0;
            set |= in ? cond_reads(rs, q->ask_when) : 0;
            set |= in && q->narrowed_by >= 0 ? BIT(q->narrowed_by) : 0;
        }
    }
    return set;
}

/* What of these questions is not settled, as far as they are asked. */
static struct var
undecided_of(const struct cube *cube, question_set of_these)
{
    struct var var = { -1, -1 };
    for (size_t i = 0; i < cube->rs->question_count && var.question < 0; i++) {
        if ((of_these & BIT(i)) == 0) {
            continue;
        }
        var = cube_undecided_asked(cube, (int)i, VIEW_PATH);
        if (var.question < 0 &&
            cube_asked(cube, (int)i, VIEW_PATH) == CAN(TRUTH_TRUE)) {
            var = cube_open(cube, (int)i);
        }
    }
    return var;
}

/* Does the rule alone ever stop the interview? */
static bool
stops_at(struct prover *prover, const struct rule *rule,
         const struct bc_answers *all)
{
    struct bc_ruleset alone = *prover->rs;
    struct bc_answers ans = *all;
    struct told told;
    alone.rules = rule;
    alone.rule_count = 1;
    ans.rs = &alone;
    prover_interview(&told, &ans);
    return told.stopped;
}

/* Where the rule stops the interview, all answers are an emergency too. */
static enum seen
look_early(struct prover *prover, const struct search *search, struct var *next)
{
    const struct cube *cube = search->cube;
    const struct rule *rule = search->rule;
    struct bc_answers all;
    struct told told;
    if (prover_reaches(cube, alarm_rank(), rule)) {
        return SEEN_HOLDS;
    }
    *next = undecided_of(cube, depends_on(cube->rs, rule));
    if (next->question >= 0) {
        return SEEN_OPEN;
    }
    cube_example(&all, cube);
    prover_path(&all);
    if (!stops_at(prover, rule, &all)) {
        return SEEN_HOLDS;
    }
    prover_interview(&told, &all);
    if (told.stopped && prover_judge(prover, &all) < alarm_rank()) {
        return prover_fail(prover, cube,
                           "the interview stops at the emergency '%s', and "
                           "later answers take it back",
                           rule->id);
    }
    /* Other answers may not be an emergency by another rule. */
    *next = undecided_of(cube, ~(question_set)0);
    return next->question >= 0 ? SEEN_OPEN : SEEN_HOLDS;
}

bool
prove_stops(struct prover *prover)
{
    struct cube all;
    struct search search = { look_stop, &all, &all, .question = -1 };
    struct search early = { look_early, &all, &all, .question = -1 };
    cube_init_terminal(&all, prover->rs);
    for (size_t i = 0; i < prover->rs->rule_count; i++) {
        search.rule = &prover->rs->rules[i];
        early.rule = search.rule;
        if (rule_can_alarm(search.rule) &&
            (!prover_search(prover, &search) ||
             (may_be_taken_back(&all, early.rule) &&
              !prover_search(prover, &early)))) {
            return false;
        }
    }
    return true;
}

/* The last question that a rule waits for. */
static size_t
last_question(const struct bc_ruleset *rs, const struct rule *rule)
{
    size_t last = 0;
    for (size_t i = 0; i < rs->question_count; i++) {
        last = waits_for(rs, rule, i) ? i : last;
    }
    return last;
}

/* How many questions can come before the interview must stop. */
static size_t
most_asked(const struct cube *cube)
{
    const struct bc_ruleset *rs = cube->rs;
    size_t last = rs->question_count - 1, count = 0;
    for (size_t i = 0; i < rs->rule_count; i++) {
        const struct rule *rule = &rs->rules[i];
        if (rule_can_alarm(rule) && last_question(rs, rule) < last &&
            prover_least(cube, rule) >= alarm_rank()) {
            last = last_question(rs, rule);
        }
    }
    for (size_t i = 0; i <= last; i++) {
        truths asked = cube_asked(cube, (int)i, VIEW_PATH);
        count += (asked & CAN(TRUTH_TRUE)) != 0 ? 1 : 0;
    }
    return count;
}

static struct var
next_on_way(const struct cube *cube, const struct rule *rule)
{
    struct var var = prover_undecided(cube, rule);
    size_t last = last_question(cube->rs, rule);
    for (size_t i = 0; i <= last && var.question < 0; i++) {
        var = cube_undecided_asked(cube, (int)i, VIEW_PATH);
    }
    return var;
}

/* No claim: it keeps the longest way found, and leaves out what cannot be
 * longer. */
static enum seen
look_alarm(struct prover *prover, const struct search *search, struct var *next)
{
    struct proved *out = prover->out;
    if (prover_most(search->cube, search->rule) < alarm_rank() ||
        most_asked(search->cube) <= out->questions) {
        return SEEN_HOLDS;
    }
    *next = next_on_way(search->cube, search->rule);
    if (next->question >= 0) {
        return SEEN_OPEN;
    }
    struct bc_answers all;
    struct told told;
    cube_example(&all, search->cube);
    prover_interview(&told, &all);
    if (told.stopped && told.asked > out->questions) {
        out->questions = told.asked;
        prover_fail(prover, search->cube, "%s", search->rule->id);
        out->example = told.ans;
    }
    /* Another answer set of the cube may take longer. */
    *next = end_undecided(prover, search->cube, &told);
    return most_asked(search->cube) > out->questions && next->question >= 0
               ? SEEN_OPEN
               : SEEN_HOLDS;
}

bool
prove_alarm(struct prover *prover)
{
    struct cube all;
    struct search search = { look_alarm, &all, &all, .question = -1 };
    cube_init_terminal(&all, prover->rs);
    for (size_t i = prover->rs->rule_count; i-- > 0;) {
        search.rule = &prover->rs->rules[i];
        if (rule_can_alarm(search.rule)) {
            prover_search(prover, &search);
        }
    }
    return true;
}

/* ---- no harmful tip ---- */

static bool
is_shown(struct prover *prover, const struct cube *cube, const struct tip *tip)
{
    struct bc_answers ans;
    const struct bc_assessment *as = NULL;
    bool shown = false;
    cube_example(&ans, cube);
    if (assess(&as, &ans, FACTS_FINAL, NULL) != BC_OK) {
        prover->no_memory = true;
        return false;
    }
    for (size_t i = 0; i < as->fitting_count; i++) {
        shown |= as->fitting[i] == tip;
    }
    bc_assessment_free(as);
    return shown;
}

/* Nothing that withholds the tip is seen, and yet it may be there: is the tip
 * printed? Not in a result that is urgent or more, whatever fits. */
static enum seen
look_shown(struct prover *prover, const struct search *search, struct var *next)
{
    const struct cube *cube = search->cube;
    long urgent = prover_rank((struct outcome){ .level = BC_URGENT });
    *next = cube_undecided(cube, search->tip->show_if, VIEW_PATH);
    if (next->question < 0 && prover_reaches(cube, urgent, NULL)) {
        return SEEN_HOLDS;
    }
    if (next->question < 0 && is_shown(prover, cube, search->tip)) {
        return prover_fail(prover, cube,
                           "tip '%s' is printed, although what withholds it "
                           "may hold: a default hides it",
                           search->tip->id);
    }
    if (next->question < 0) {
        *next = prover_scope_undecided(cube);
    }
    if (next->question < 0) {
        *next = prover_any_undecided(cube, urgent);
    }
    return next->question >= 0 ? SEEN_OPEN : SEEN_HOLDS;
}

/* What withholds the tip, as the rules see it, and then without the defaults.
 * The program prints no tip where it sees that it holds, nor where that is
 * open and the tip is withheld then. It prints any other with its "not if". */
static enum seen
look_tip(struct prover *prover, const struct search *search, struct var *next)
{
    const struct cube *cube = search->cube;
    const struct tip *tip = search->tip;
    truths raw = cube_range(cube, tip->withhold_if, VIEW_RAW);
    truths show = cube_range(cube, tip->show_if, VIEW_PATH);
    truths seen = cube_range(cube, tip->withhold_if, VIEW_PATH);
    truths may_print = CAN(TRUTH_FALSE);
    if (!tip->withhold_if_unsure) {
        may_print |= CAN(TRUTH_UNKNOWN);
    }
    if ((raw & ~may_print) == 0 || (seen & may_print) == 0 ||
        (show & CAN(TRUTH_TRUE)) == 0) {
        return SEEN_HOLDS;
    }
    *next = cube_undecided(cube, tip->withhold_if, VIEW_PATH);
    if (next->question < 0) {
        *next = cube_undecided(cube, tip->withhold_if, VIEW_RAW);
    }
    return next->question >= 0 ? SEEN_OPEN : look_shown(prover, search, next);
}

bool
prove_tips(struct prover *prover)
{
    struct cube all;
    struct search search = { look_tip, &all, &all, .question = -1 };
    cube_init(&all, prover->rs);
    for (size_t i = 0; i < prover->rs->tip_count; i++) {
        search.tip = &prover->rs->tips[i];
        if (search.tip->withhold_if != NULL &&
            !prover_search(prover, &search)) {
            return false;
        }
    }
    return true;
}
