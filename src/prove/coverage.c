/* Owns what cases show of a pack. Everything a case can show is a point; to see
 * whether one does, the point is turned round in a copy of the rules: a level
 * put in place of another, a part of a condition made false that was true. A
 * case that still passes then does not show it. Which points there are is
 * coverage_points.c's, looking for cases is coverage_find.c's. */
#include "coverage.h"

#include "cond.h"

#include <string.h>

/* Conditions that read nothing: all of no parts, any of no parts. */
static const struct cond always = { .kind = COND_ALL };
static const struct cond never = { .kind = COND_ANY };

/* ---- the whole ---- */

enum bc_status
coverage_init(struct coverage *coverage, const struct bc_ruleset *rs,
              const struct bc_memory *mem)
{
    *coverage = (struct coverage){ .rs = rs, .turned = *rs };
    coverage->end = &coverage->suggestions;
    arena_init(&coverage->arena, mem);
    arena_init(&coverage->scratch, mem);
    return coverage_list(coverage) ? BC_OK : BC_E_NOMEM;
}

void
coverage_free(struct coverage *coverage)
{
    arena_reset(&coverage->arena);
    arena_reset(&coverage->scratch);
}

/* ---- turning round ---- */

/* Another level than this one. */
static struct outcome
other_outcome(struct outcome outcome)
{
    bool none = outcome.level == BC_LEVEL_NONE;
    return (struct outcome){ .level = none ? BC_EMERGENCY : BC_LEVEL_NONE };
}

static void
turn_rule(struct rule *rule, enum point_kind kind)
{
    switch ((int)kind) {
    case POINT_HOLDS:
        rule->outcome = other_outcome(rule->outcome);
        break;
    case POINT_FAILS:
        rule->when = &always;
        break;
    case POINT_OPEN:
        rule->when = &never;
        break;
    case POINT_UNSURE:
        rule->if_unsure = other_outcome(rule->if_unsure);
        break;
    }
}

static void
turn_tip(struct tip *tip, enum point_kind kind)
{
    switch ((int)kind) {
    case POINT_SHOWN:
        tip->show_if = &never;
        break;
    case POINT_NOT_SHOWN:
        tip->show_if = NULL;
        break;
    case POINT_WITHHELD:
        tip->withhold_if = NULL;
        break;
    case POINT_WARNED:
        tip->withhold_if_unsure = !tip->withhold_if_unsure;
        break;
    }
}

static void
turn_cause(struct cause *cause, enum point_kind kind)
{
    switch ((int)kind) {
    case POINT_FITS:
        cause->may_fit_only = true;
        break;
    case POINT_MAY_FIT:
        cause->must = &never;
        break;
    case POINT_CONTRARY:
        cause->contrary = NULL;
        break;
    }
}

static void
turn_leaf(const struct cover *cover, const struct point *point)
{
    struct cond *leaf = point->leaf;
    struct bound *bound = point->high ? &leaf->high : &leaf->low;
    bool wider = point->kind == POINT_FIRST;
    switch ((int)point->kind) {
    case POINT_TRUE:
        *leaf = never;
        break;
    case POINT_FALSE:
        *leaf = always;
        break;
    case POINT_UNKNOWN:
        *leaf = cover->tip->withhold_if_unsure ? never : always;
        break;
    case POINT_CHOICE:
        leaf->not_sure = leaf->not_sure && point->choice >= 0;
        leaf->choices &=
            point->choice >= 0 ? ~BIT(point->choice) : ~(choice_set)0;
        break;
    case POINT_LAST:
    case POINT_FIRST:
        bound->value += wider == point->high ? 1 : -1;
        break;
    }
}

/* The subject, or only a leaf of its conditions. */
void
coverage_turn(struct turn *was, const struct cover *cover,
              const struct point *point)
{
    if (point->leaf != NULL) {
        was->leaf = *point->leaf;
        turn_leaf(cover, point);
    } else if (cover->rule != NULL) {
        was->rule = *cover->rule;
        turn_rule(cover->rule, point->kind);
    } else if (cover->tip != NULL) {
        was->tip = *cover->tip;
        turn_tip(cover->tip, point->kind);
    } else {
        was->cause = *cover->cause;
        turn_cause(cover->cause, point->kind);
    }
}

void
coverage_turn_back(const struct turn *was, const struct cover *cover,
                   const struct point *point)
{
    if (point->leaf != NULL) {
        *point->leaf = was->leaf;
    } else if (cover->rule != NULL) {
        *cover->rule = was->rule;
    } else if (cover->tip != NULL) {
        *cover->tip = was->tip;
    } else {
        *cover->cause = was->cause;
    }
}

/* ---- what a case shows ---- */

static enum point_kind
state_of(const struct bc_assessment *as, const char *rule)
{
    for (size_t i = 0; i < as->finding_count; i++) {
        if (strcmp(as->findings[i].rule->id, rule) == 0) {
            return as->findings[i].holds ? POINT_HOLDS : POINT_OPEN;
        }
    }
    return POINT_FAILS;
}

static bool
is_shown_cause(const struct bc_assessment *as, const char *id, bool fits)
{
    for (size_t i = 0; i < as->cause_count; i++) {
        if (strcmp(as->causes[i].cause->id, id) == 0) {
            return as->causes[i].fits == fits;
        }
    }
    return false;
}

static enum truth
truth_of(const struct cover *cover, enum role role,
         const struct bc_assessment *as)
{
    return cond_eval(cover->when[role], &as->facts);
}

/* Does the truth of the condition hang on the part, and on nothing unknown?
 * Where "not sure" is an answer like others, the rest is unknown with it. */
static bool
decides(const struct cover *cover, const struct point *point,
        const struct bc_assessment *as)
{
    static const int wanted[POINT_KIND_COUNT] = {
        [POINT_TRUE] = TRUTH_TRUE,       [POINT_FALSE] = TRUTH_FALSE,
        [POINT_UNKNOWN] = TRUTH_UNKNOWN, [POINT_CHOICE] = TRUTH_TRUE,
        [POINT_LAST] = TRUTH_TRUE,       [POINT_FIRST] = TRUTH_FALSE,
    };
    struct turn was;
    enum truth part = cond_eval(point->leaf, &as->facts);
    if ((int)part != wanted[point->kind]) {
        return false;
    }
    enum truth before = truth_of(cover, point->role, as);
    coverage_turn(&was, cover, point);
    enum truth after = truth_of(cover, point->role, as);
    coverage_turn_back(&was, cover, point);
    bool unknown = point->from->not_sure || point->kind == POINT_UNKNOWN;
    return before != after &&
           (unknown || (before != TRUTH_UNKNOWN && after != TRUTH_UNKNOWN));
}

/* Is the result such that the point could be seen in it? */
static bool
is_there(const struct cover *cover, const struct point *point,
         const struct bc_assessment *as)
{
    switch (point->kind) {
    case POINT_HOLDS:
    case POINT_FAILS:
    case POINT_OPEN:
        return state_of(as, cover->id) == point->kind;
    case POINT_UNSURE:
        return state_of(as, cover->id) == POINT_OPEN;
    case POINT_SHOWN:
        return as->tip_count > 0 &&
               truth_of(cover, ROLE_SHOW_IF, as) == TRUTH_TRUE;
    case POINT_NOT_SHOWN:
        return truth_of(cover, ROLE_SHOW_IF, as) != TRUTH_TRUE;
    case POINT_WITHHELD:
        return truth_of(cover, ROLE_WITHHOLD_IF, as) == TRUTH_TRUE;
    case POINT_WARNED:
        return truth_of(cover, ROLE_WITHHOLD_IF, as) == TRUTH_UNKNOWN;
    case POINT_FITS:
    case POINT_MAY_FIT:
        return is_shown_cause(as, cover->id, point->kind == POINT_FITS);
    case POINT_CONTRARY:
        return truth_of(cover, ROLE_CONTRARY, as) == TRUTH_TRUE;
    case POINT_TRUE:
    case POINT_FALSE:
    case POINT_UNKNOWN:
    case POINT_CHOICE:
    case POINT_LAST:
    case POINT_FIRST:
    case POINT_KIND_COUNT:
        break;
    }
    return decides(cover, point, as);
}

/* With the point turned round, does the case fail? */
static bool
would_fail(struct coverage *coverage, const struct cover *cover,
           const struct point *point, const struct known_case *known,
           const struct bc_answers *answers)
{
    const struct bc_assessment *as = NULL;
    struct bc_answers ans = *answers;
    struct differences differences = { .count = 0 };
    struct turn was;
    ans.rs = &coverage->turned;
    coverage_turn(&was, cover, point);
    enum bc_status status = bc_assess(&as, &ans, &coverage->scratch.mem);
    if (status == BC_OK) {
        status = case_check(&differences, &coverage->scratch, known, as);
    }
    bc_assessment_free(as);
    coverage_turn_back(&was, cover, point);
    arena_reset(&coverage->scratch);
    coverage->no_memory |= status != BC_OK;
    return differences.count > 0;
}

/* Outside the scope little is asked: what is open there, or decided, is so for
 * want of questions. */
bool
coverage_shows(struct coverage *coverage, const struct cover *cover,
               const struct point *point, const struct known_case *known,
               const struct bc_assessment *as)
{
    bool outside = as->facts.out_of_scope && point->kind != POINT_HOLDS;
    return !outside && is_there(cover, point, as) &&
           would_fail(coverage, cover, point, known, &known->answers);
}

/* How the rule stands in this case, whatever the case says of it. */
static void
count_state(struct cover *cover, const struct bc_assessment *as)
{
    enum point_kind state = state_of(as, cover->id);
    bool inside = !as->facts.out_of_scope;
    cover->holds += state == POINT_HOLDS ? 1 : 0;
    cover->fails += state == POINT_FAILS && inside ? 1 : 0;
    cover->open += state == POINT_OPEN && inside ? 1 : 0;
}

enum bc_status
coverage_add(struct coverage *coverage, const struct known_case *known,
             const struct bc_assessment *as)
{
    for (size_t i = 0; i < coverage->cover_count; i++) {
        struct cover *cover = &coverage->covers[i];
        if (cover->rule != NULL) {
            count_state(cover, as);
        }
        for (size_t p = 0; p < cover->point_count; p++) {
            struct point *point = &cover->points[p];
            if (point->cases < POINT_CASES_MAX &&
                coverage_shows(coverage, cover, point, known, as)) {
                point->first =
                    point->cases == 0 ? coverage->case_count : point->first;
                point->gap = GAP_NONE;
                point->cases++;
            }
        }
    }
    coverage->case_count++;
    return coverage->no_memory ? BC_E_NOMEM : BC_OK;
}

struct case_about
coverage_about(const struct coverage *coverage, const struct cover *cover)
{
    const struct bc_ruleset *rs = coverage->rs;
    bool tip = cover->tip != NULL;
    return (struct case_about){
        .tip = tip ? &rs->tips[cover->tip - coverage->turned.tips] : NULL,
        .causes = cover->cause != NULL,
    };
}

/* ---- what must be shown ---- */

/* Of twins one counts: the first that a case shows, or could. */
static bool
is_first_twin(const struct point *point)
{
    for (int best = GAP_NONE; best < GAP_COUNT; best++) {
        const struct point *first = NULL;
        const struct point *at = point;
        do {
            first = (int)at->gap == best &&
                            (first == NULL || at->order < first->order)
                        ? at
                        : first;
            at = at->twin;
        } while (at != point);
        if (first != NULL) {
            return first == point;
        }
    }
    return false;
}

static bool
can_any_twin(const struct point *point)
{
    const struct point *at = point;
    do {
        if (at->gap != GAP_NEVER) {
            return true;
        }
        at = at->twin;
    } while (at != point);
    return false;
}

/* Does the same part decide in another way, or where it stands again? */
static bool
decides_otherwise(const struct cover *cover, const struct point *point)
{
    for (size_t p = 0; p < cover->point_count; p++) {
        const struct point *other = &cover->points[p];
        if (other->from == point->from && can_any_twin(other)) {
            return true;
        }
    }
    return false;
}

/* Must it be shown even where no answers do? What a level or others that come
 * first hide of tips and causes is not for cases to show. */
static bool
counts_though_never(const struct cover *cover, const struct point *point)
{
    static const bool always_counts[POINT_KIND_COUNT] = {
        [POINT_HOLDS] = true,
        [POINT_FAILS] = true,
        [POINT_FITS] = true,
    };
    bool part = point->kind == POINT_TRUE || point->kind == POINT_FALSE;
    return always_counts[point->kind] ||
           (point->kind == POINT_MAY_FIT && cover->cause->may_fit_only) ||
           (part && cover->rule != NULL && !decides_otherwise(cover, point));
}

bool
coverage_counts(const struct cover *cover, const struct point *point)
{
    if (coverage_is_shared(point) && !is_first_twin(point)) {
        return false;
    }
    return point->gap != GAP_NEVER || counts_though_never(cover, point);
}

struct coverage_sum
coverage_sum(const struct coverage *coverage, enum subject_kind kind)
{
    struct coverage_sum sum = { 0, 0 };
    for (size_t i = 0; i < coverage->cover_count; i++) {
        const struct cover *cover = &coverage->covers[i];
        for (size_t p = 0; p < cover->point_count; p++) {
            bool one = cover->kind == kind &&
                       coverage_counts(cover, &cover->points[p]);
            sum.count += one ? 1 : 0;
            sum.shown += one && cover->points[p].gap == GAP_NONE ? 1 : 0;
        }
    }
    return sum;
}

const char *
coverage_role(const struct cover *cover, enum role role)
{
    static const char *const keys[][ROLE_COUNT] = {
        { "when" },
        { "show_if", "withhold_if" },
        { "must", "plus", "contrary" },
    };
    return keys[cover->rule != NULL ? 0 : cover->tip != NULL ? 1 : 2][role];
}
