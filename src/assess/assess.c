/* Owns findings and the level. Red flags only ever raise it: the level is the
 * highest of all findings, and nothing here takes one away. */
#include "assess.h"

#include "cond.h"

/* How one rule stands. Everything that decides a level goes through here. */
struct verdict {
    enum truth truth;
    bool off_path;
    question_set open_because; /* of an open one, where that decides */
};

/* The facts that made the rule what it is. */
static const struct facts *
facts_of(const struct bc_assessment *as, bool off_path)
{
    return off_path ? &as->given : &as->facts;
}

static question_set
open_because(const struct bc_assessment *as, const struct rule *rule)
{
    size_t at = (size_t)(rule - as->rs->rules);
    return as->flat != NULL ? flat_because(as->flat, at, &as->facts)
                            : cond_because(rule->when, &as->facts);
}

/* An unknown rule is open, unless its answers are still to come, or are no
 * longer asked for. */
static struct verdict
judge_unknown(const struct bc_assessment *as, const struct rule *rule)
{
    const struct facts *facts = &as->facts;
    struct verdict verdict = { .truth = TRUTH_UNKNOWN };
    /* What a later answer will settle is not open; nor is what nobody asks any
     * more outside the scope, if the warning signs were all answered. */
    question_set not_open = facts->pending;
    not_open |= facts->needed == 0 ? facts->cut : 0;
    /* A default for a "not sure" may have been narrowed, and be open again. */
    question_set known = facts->assumed & ~facts->unsure;
    known |= facts->given & ~facts->doubted;
    question_set matters = not_open | facts->needed;
    if ((rule->reads & ~known & ~not_open) == 0) {
        verdict.truth = TRUTH_FALSE; /* it can be open by nothing else */
    } else if ((rule->reads & matters) != 0 || facts->pending != 0) {
        verdict.open_because = open_because(as, rule);
    }
    if ((verdict.open_because & not_open) != 0) {
        verdict.truth = TRUTH_FALSE;
    }
    return verdict;
}

static struct verdict
judge_rule(const struct bc_assessment *as, const struct rule *rule,
           enum truth truth)
{
    /* An emergency counts although its question is off the path, or although
     * only one way of reading an answer that was given in several makes it. */
    if (truth != TRUTH_TRUE && rule->outcome.level == BC_EMERGENCY &&
        (rule->reads & as->apart) != 0) {
        bool off_path = cond_could_hold(rule->when, &as->given);
        if (off_path || cond_could_hold(rule->when, &as->facts)) {
            return (struct verdict){ TRUTH_TRUE, off_path, 0 };
        }
    }
    if (truth == TRUTH_UNKNOWN) {
        return judge_unknown(as, rule);
    }
    return (struct verdict){ .truth = truth };
}

/* What a rule adds to the level. */
static struct outcome
outcome_of(const struct bc_assessment *as, const struct rule *rule,
           const struct verdict *verdict)
{
    if (verdict->truth == TRUTH_TRUE) {
        return rule->outcome;
    }
    if ((verdict->open_because & as->facts.needed) != 0) {
        return (struct outcome){ .level = BC_URGENT };
    }
    return rule->if_unsure;
}

question_set
finding_because(const struct bc_assessment *as, const struct finding *finding)
{
    return cond_because(finding->rule->when, facts_of(as, finding->off_path));
}

question_set
finding_told(const struct bc_assessment *as, const struct finding *finding)
{
    const struct facts *facts = facts_of(as, finding->off_path);
    return cond_support(finding->rule->when, facts) & facts->given;
}

static int
shorter(int a, int b)
{
    return b != 0 && (a == 0 || b < a) ? b : a;
}

/* The worse of two: the higher level, then the shorter time. */
static void
worsen(struct outcome *outcome, const struct outcome *by)
{
    if (outcome->level < by->level) {
        *outcome = *by;
    } else if (outcome->level == by->level) {
        outcome->within_days = shorter(outcome->within_days, by->within_days);
        outcome->within_hours =
            shorter(outcome->within_hours, by->within_hours);
    }
}

static void
take_rule(struct bc_assessment *as, const struct rule *rule, enum truth truth)
{
    struct verdict verdict = judge_rule(as, rule, truth);
    if (verdict.truth == TRUTH_FALSE) {
        return;
    }
    struct finding *finding = &as->findings[as->finding_count++];
    *finding = (struct finding){
        .rule = rule,
        .holds = verdict.truth == TRUTH_TRUE,
        .off_path = verdict.off_path,
        .outcome = outcome_of(as, rule, &verdict),
    };
    worsen(&as->outcome, &finding->outcome);
}

/* Silence in the warning questions outranks everything but an emergency. */
static void
settle_level(struct bc_assessment *as)
{
    if (as->facts.needed != 0) {
        as->completeness = BC_INCOMPLETE;
        worsen(&as->outcome, &(struct outcome){ .level = BC_URGENT });
    } else if (as->facts.out_of_scope) {
        as->completeness = BC_OUT_OF_SCOPE;
        if (as->outcome.level < BC_URGENT) {
            as->outcome = (struct outcome){ .level = BC_LEVEL_NONE };
        }
    } else {
        as->completeness = BC_COMPLETE;
        worsen(&as->outcome, &(struct outcome){ .level = BC_SELF_CARE });
    }
}

enum bc_status
assess_new(struct bc_assessment **out, const struct bc_ruleset *rs,
           const struct bc_memory *mem)
{
    struct arena arena;
    arena_init(&arena, mem);
    struct bc_assessment *as = arena_alloc(&arena, sizeof(*as));
    if (as == NULL) {
        return BC_E_NOMEM;
    }
    as->rs = rs;
    as->findings = arena_array(&arena, rs->rule_count, sizeof(*as->findings));
    as->fitting = arena_array(&arena, rs->tip_count, sizeof(struct tip *));
    as->withheld = arena_array(&arena, rs->tip_count, sizeof(struct tip *));
    as->fits = arena_array(&arena, rs->tip_count, sizeof(*as->fits));
    as->arena = arena;
    if (as->fits == NULL || as->findings == NULL || as->fitting == NULL ||
        as->withheld == NULL) {
        bc_assessment_free(as);
        return BC_E_NOMEM;
    }
    *out = as;
    return BC_OK;
}

static void
take_rules(struct bc_assessment *as)
{
    for (size_t i = 0; i < as->rs->rule_count; i++) {
        const struct rule *rule = &as->rs->rules[i];
        take_rule(as, rule, cond_eval(rule->when, &as->facts));
    }
}

static void
take_flat(struct bc_assessment *as)
{
    struct flat *flat = as->flat;
    size_t count = as->rs->rule_count;
    for (size_t i = flat_next(flat, FLAT_RULE, 0, as->apart != 0); i < count;
         i = flat_next(flat, FLAT_RULE, i + 1, as->apart != 0)) {
        take_rule(as, &as->rs->rules[i],
                  flat_eval(flat, FLAT_RULE, i, &as->facts));
    }
}

/* The questions of which what was given may tell more than the facts do: those
 * answered off the path, or narrowed by such an answer, or answered in several
 * ways, and those where a default stands in for a "not sure" that has been
 * narrowed. Any other default only adds to what was given. */
static question_set
find_apart(const struct bc_assessment *as)
{
    const struct facts *facts = &as->facts;
    question_set replaced = facts->assumed & facts->unsure;
    question_set apart = facts->off_path | facts->doubted;
    question_set look = replaced | apart;
    for (; look != 0; look &= look - 1) {
        size_t i = (size_t)__builtin_ctzll(look);
        const struct question *q = &as->rs->questions[i];
        bool narrows = q->narrows >= 0 && (facts->off_path & BIT(i)) != 0;
        apart |= narrows ? BIT(q->narrows) : 0;
        apart |= q->narrowed_by >= 0 ? replaced & BIT(i) : 0;
    }
    return apart;
}

static void
read_answers(struct bc_assessment *as, const struct bc_answers *ans,
             enum facts_mode mode)
{
    facts_note(&as->facts, ans, mode, as->flat);
    as->apart = as->flat == NULL ? ~(question_set)0 : find_apart(as);
    if (as->apart != 0) {
        facts_init(&as->given, ans, FACTS_AS_GIVEN);
        as->given.ahead = as->facts.pending; /* may be given yet */
    }
}

void
assess_level(struct bc_assessment *as, const struct bc_answers *ans,
             enum facts_mode mode)
{
    read_answers(as, ans, mode);
    as->outcome = (struct outcome){ .level = BC_LEVEL_NONE };
    as->finding_count = 0;
    as->cause_count = 0;
    as->tip_count = 0;
    as->fitting_count = 0;
    as->withheld_count = 0;
    if (as->flat != NULL) {
        take_flat(as);
    } else {
        take_rules(as);
    }
    settle_level(as);
}

enum bc_status
assess(const struct bc_assessment **out, const struct bc_answers *ans,
       enum facts_mode mode, const struct bc_memory *mem)
{
    struct bc_assessment *as = NULL;
    enum bc_status status = assess_new(&as, ans->rs, mem);
    if (status == BC_OK) {
        assess_level(as, ans, mode);
        advise_causes(as);
        advise_tips(as);
        *out = as;
    }
    return status;
}

static bool
any_emergency(const struct bc_assessment *as)
{
    for (size_t i = 0; i < as->rs->rule_count; i++) {
        const struct rule *rule = &as->rs->rules[i];
        if (!rule_can_alarm(rule)) {
            continue;
        }
        enum truth truth = cond_eval(rule->when, &as->facts);
        struct verdict verdict = judge_rule(as, rule, truth);
        if (verdict.truth != TRUTH_FALSE &&
            outcome_of(as, rule, &verdict).level == BC_EMERGENCY) {
            return true;
        }
    }
    return false;
}

bool
assess_is_emergency(const struct bc_answers *ans)
{
    struct bc_assessment as = { .rs = ans->rs };
    read_answers(&as, ans, FACTS_ASKING);
    return any_emergency(&as);
}

bool
assess_finds_emergency(const struct bc_answers *ans)
{
    struct bc_assessment as = { .rs = ans->rs };
    read_answers(&as, ans, FACTS_ASKING);
    /* In a file nobody will answer a follow-up that is not there. */
    const question_set pending = as.facts.pending;
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        int narrows = ans->rs->questions[i].narrows;
        if (narrows >= 0 && (pending & BIT(narrows)) == 0) {
            as.facts.pending &= ~BIT(i);
        }
    }
    as.given.ahead = as.facts.pending;
    return any_emergency(&as);
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
        arena_free(as->arena);
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
