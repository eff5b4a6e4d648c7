/* Owns findings and the level. Red flags only ever raise it: the level is the
 * highest of all findings, and nothing here takes one away. */
#include "assess.h"

#include "cond.h"

/* How one rule stands. Everything that decides a level goes through here. */
struct verdict {
    enum truth truth;
    bool off_path;
    question_set because;
};

struct judge {
    const struct bc_ruleset *rs;
    struct facts facts;
    struct facts given; /* every readable answer, even off the path */
};

static void
judge_init(struct judge *judge, const struct bc_answers *ans,
           enum facts_mode mode)
{
    judge->rs = ans->rs;
    facts_init(&judge->facts, ans, mode);
    facts_init(&judge->given, ans, FACTS_AS_GIVEN);
}

static struct verdict
judge_rule(const struct judge *judge, const struct rule *rule)
{
    const struct facts *facts = &judge->facts;
    enum truth truth = cond_eval(rule->when, facts);
    /* An emergency counts although its question is off the path, or although
     * only one way of reading an answer that was given in several makes it. */
    if (truth != TRUTH_TRUE && rule->outcome.level == BC_EMERGENCY) {
        bool given = cond_could_hold(rule->when, &judge->given);
        bool could = given || cond_could_hold(rule->when, facts);
        truth = could ? TRUTH_TRUE : truth;
        facts = given ? &judge->given : facts;
    }
    question_set because =
        truth == TRUTH_FALSE ? 0 : cond_because(rule->when, facts);
    /* What a later answer will settle is not open; nor is what nobody asks any
     * more outside the scope, if the warning signs were all answered. */
    question_set not_open = judge->facts.pending;
    not_open |= judge->facts.needed == 0 ? judge->facts.cut : 0;
    if (truth == TRUTH_UNKNOWN && (because & not_open) != 0) {
        truth = TRUTH_FALSE;
    }
    return (struct verdict){ truth, facts == &judge->given, because };
}

/* What she said in plain words that speaks for the rule. */
static question_set
told(const struct judge *judge, const struct rule *rule, struct verdict verdict)
{
    const struct facts *facts =
        verdict.off_path ? &judge->given : &judge->facts;
    return cond_support(rule->when, facts) & facts->given;
}

/* What a rule adds to the level. */
static struct outcome
outcome_of(const struct judge *judge, const struct rule *rule,
           struct verdict verdict)
{
    if (verdict.truth == TRUTH_TRUE) {
        return rule->outcome;
    }
    if ((verdict.because & judge->facts.needed) != 0) {
        return (struct outcome){ .level = BC_URGENT };
    }
    return rule->if_unsure;
}

/* The worse of two: the higher level, then the shorter time. */
static struct outcome
worse(struct outcome a, struct outcome b)
{
    if (a.level != b.level) {
        return a.level > b.level ? a : b;
    }
    if (b.within_days != 0 &&
        (a.within_days == 0 || b.within_days < a.within_days)) {
        a.within_days = b.within_days;
    }
    if (b.within_hours != 0 &&
        (a.within_hours == 0 || b.within_hours < a.within_hours)) {
        a.within_hours = b.within_hours;
    }
    return a;
}

static enum bc_status
collect_findings(struct bc_assessment *as, const struct judge *judge)
{
    const struct bc_ruleset *rs = judge->rs;
    struct finding *findings =
        arena_array(&as->arena, rs->rule_count, sizeof(*findings));
    if (findings == NULL) {
        return BC_E_NOMEM;
    }
    for (size_t i = 0; i < rs->rule_count; i++) {
        struct verdict verdict = judge_rule(judge, &rs->rules[i]);
        if (verdict.truth == TRUTH_FALSE) {
            continue;
        }
        struct finding *finding = &findings[as->finding_count++];
        *finding = (struct finding){
            .rule = &rs->rules[i],
            .holds = verdict.truth == TRUTH_TRUE,
            .told = told(judge, &rs->rules[i], verdict),
            .outcome = outcome_of(judge, &rs->rules[i], verdict),
            .because = verdict.because,
        };
        as->outcome = worse(as->outcome, finding->outcome);
    }
    as->findings = findings;
    return BC_OK;
}

/* Silence in the warning questions outranks everything but an emergency. */
static void
settle_level(struct bc_assessment *as)
{
    if (as->facts.needed != 0) {
        as->completeness = BC_INCOMPLETE;
        as->outcome =
            worse(as->outcome, (struct outcome){ .level = BC_URGENT });
    } else if (as->facts.out_of_scope) {
        as->completeness = BC_OUT_OF_SCOPE;
        if (as->outcome.level < BC_URGENT) {
            as->outcome = (struct outcome){ .level = BC_LEVEL_NONE };
        }
    } else {
        as->completeness = BC_COMPLETE;
        as->outcome =
            worse(as->outcome, (struct outcome){ .level = BC_SELF_CARE });
    }
}

enum bc_status
assess(const struct bc_assessment **out, const struct bc_answers *ans,
       enum facts_mode mode, const struct bc_memory *mem)
{
    struct judge judge;
    struct arena arena;
    arena_init(&arena, mem);
    struct bc_assessment *as = arena_alloc(&arena, sizeof(*as));
    if (as == NULL) {
        return BC_E_NOMEM;
    }
    as->arena = arena;
    judge_init(&judge, ans, mode);
    as->rs = judge.rs;
    as->facts = judge.facts;
    as->given = judge.given;
    enum bc_status status = collect_findings(as, &judge);
    if (status == BC_OK) {
        settle_level(as);
        status = advise(as);
    }
    if (status != BC_OK) {
        bc_assessment_free(as);
        return status;
    }
    *out = as;
    return BC_OK;
}

static bool
any_emergency(const struct judge *judge)
{
    for (size_t i = 0; i < judge->rs->rule_count; i++) {
        const struct rule *rule = &judge->rs->rules[i];
        if (!rule_can_alarm(rule)) {
            continue;
        }
        struct verdict verdict = judge_rule(judge, rule);
        if (verdict.truth != TRUTH_FALSE &&
            outcome_of(judge, rule, verdict).level == BC_EMERGENCY) {
            return true;
        }
    }
    return false;
}

bool
assess_is_emergency(const struct bc_answers *ans)
{
    struct judge judge;
    judge_init(&judge, ans, FACTS_ASKING);
    return any_emergency(&judge);
}

bool
assess_finds_emergency(const struct bc_answers *ans)
{
    struct judge judge;
    judge_init(&judge, ans, FACTS_ASKING);
    /* In a file nobody will answer a follow-up that is not there. */
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        if (ans->rs->questions[i].narrows >= 0) {
            judge.facts.pending &= ~BIT(i);
        }
    }
    return any_emergency(&judge);
}

/* ---- public ---- */

enum bc_status
bc_assess(const struct bc_assessment **out, const struct bc_answers *ans,
          const struct bc_memory *mem)
{
    return assess(out, ans, FACTS_FINAL, mem);
}

void
bc_assessment_free(const struct bc_assessment *as)
{
    if (as != NULL) {
        /* The assessment lies in its own arena. */
        struct arena arena = as->arena;
        arena_reset(&arena);
    }
}

enum bc_level
bc_assessment_level(const struct bc_assessment *as)
{
    return as->outcome.level;
}

enum bc_completeness
bc_assessment_completeness(const struct bc_assessment *as)
{
    return as->completeness;
}

int
bc_assessment_within_days(const struct bc_assessment *as)
{
    return as->outcome.within_days;
}
