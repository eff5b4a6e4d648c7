/* Owns what cases show of the rules. A part of a condition matters where the
 * rule is true with the part true and false with it false, or the other way
 * round, all other parts being what the answers make them: each part stands in
 * a copy of the condition in which it can be made either. */
#include "coverage.h"

#include "cond.h"
#include "prover.h"

/* Conditions that read nothing: all of no parts, any of no parts. */
static const struct cond always = { .kind = COND_ALL };
static const struct cond never = { .kind = COND_ANY };

/* ---- conditions without names ---- */

static size_t
count_leaves(const struct bc_ruleset *rs, const struct cond *cond)
{
    if (cond->kind == COND_IS) {
        return count_leaves(rs, rs->conditions[cond->named].when);
    }
    size_t count =
        cond->kind == COND_CHOICE || cond->kind == COND_NUMBER ? 1 : 0;
    for (size_t i = 0; i < cond->count; i++) {
        count += count_leaves(rs, cond->part[i]);
    }
    return count;
}

/* A copy of the condition, in which each leaf stands once. NULL: no memory. */
static const struct cond *
put_in_names(struct coverage *coverage, struct cover *cover,
             const struct cond *cond, int named)
{
    if (cond->kind == COND_IS) {
        const struct condition *in = &coverage->rs->conditions[cond->named];
        return put_in_names(coverage, cover, in->when, cond->named);
    }
    struct cond *copy = arena_alloc(&coverage->arena, sizeof(*copy));
    if (copy == NULL) {
        return NULL;
    }
    *copy = *cond;
    if (cond->kind == COND_CHOICE || cond->kind == COND_NUMBER) {
        struct point *point = &cover->points[POINT_MATTERS + cover->leaf_count];
        point->leaf = cond;
        point->named = named;
        cover->leaves[cover->leaf_count++] = copy;
        return copy;
    }
    const struct cond **part =
        arena_array(&coverage->arena, cond->count, sizeof(*part));
    copy->part = part;
    for (size_t i = 0; i < cond->count && part != NULL; i++) {
        part[i] = put_in_names(coverage, cover, cond->part[i], named);
        if (part[i] == NULL) {
            return NULL;
        }
    }
    return part != NULL ? copy : NULL;
}

static bool
init_cover(struct coverage *coverage, struct cover *cover,
           const struct rule *rule)
{
    size_t leaves = count_leaves(coverage->rs, rule->when);
    cover->rule = rule;
    cover->leaves =
        arena_array(&coverage->arena, leaves, sizeof(struct cond *));
    cover->points = arena_array(&coverage->arena, POINT_MATTERS + leaves,
                                sizeof(*cover->points));
    if (cover->leaves == NULL || cover->points == NULL) {
        return false;
    }
    cover->point_count = POINT_MATTERS + leaves;
    for (size_t i = 0; i < cover->point_count; i++) {
        cover->points[i] = (struct point){
            .kind = i < POINT_MATTERS ? (enum point_kind)i : POINT_MATTERS,
            .gap = GAP_NOT_ASKED,
        };
    }
    cover->when = put_in_names(coverage, cover, rule->when, -1);
    return cover->when != NULL;
}

enum bc_status
coverage_init(struct coverage *coverage, const struct bc_ruleset *rs,
              const struct bc_memory *mem)
{
    *coverage = (struct coverage){ .rs = rs };
    coverage->end = &coverage->suggestions;
    arena_init(&coverage->arena, mem);
    coverage->covers = arena_array(&coverage->arena, rs->rule_count,
                                   sizeof(*coverage->covers));
    for (size_t i = 0; i < rs->rule_count; i++) {
        if (coverage->covers == NULL ||
            !init_cover(coverage, &coverage->covers[i], &rs->rules[i])) {
            return BC_E_NOMEM;
        }
    }
    return BC_OK;
}

void
coverage_free(struct coverage *coverage)
{
    arena_reset(&coverage->arena);
}

/* ---- what a result shows ---- */

static enum point_kind
state_of(const struct bc_assessment *as, const struct rule *rule)
{
    for (size_t i = 0; i < as->finding_count; i++) {
        if (as->findings[i].rule == rule) {
            return as->findings[i].holds ? POINT_HOLDS : POINT_OPEN;
        }
    }
    return POINT_FAILS;
}

/* The point's leaf, which the copy leaves open to be made anything. */
static struct cond *
leaf_of(const struct cover *cover, const struct point *point)
{
    return cover->leaves[point - cover->points - POINT_MATTERS];
}

static bool
leaf_matters(const struct cover *cover, const struct point *point,
             const struct facts *facts)
{
    struct cond *leaf = leaf_of(cover, point);
    const struct cond was = *leaf;
    if (cond_eval(leaf, facts) == TRUTH_UNKNOWN) {
        return false;
    }
    *leaf = always;
    enum truth with = cond_eval(cover->when, facts);
    *leaf = never;
    enum truth without = cond_eval(cover->when, facts);
    *leaf = was;
    return with != without && with != TRUTH_UNKNOWN && without != TRUTH_UNKNOWN;
}

/* Outside the scope little is asked: what is open there, or decided, is so for
 * want of questions. */
static bool
is_shown(const struct cover *cover, const struct point *point,
         const struct bc_assessment *as)
{
    if (as->facts.out_of_scope && point->kind != POINT_HOLDS) {
        return false;
    }
    return point->kind == POINT_MATTERS
               ? leaf_matters(cover, point, &as->facts)
               : state_of(as, cover->rule) == point->kind;
}

/* Of a case that is only suggested, what no case shows. */
static void
mark(struct coverage *coverage, const struct bc_assessment *as, bool suggested)
{
    for (size_t i = 0; i < coverage->rs->rule_count; i++) {
        const struct cover *cover = &coverage->covers[i];
        for (size_t p = 0; p < cover->point_count; p++) {
            struct point *point = &cover->points[p];
            bool wanted = !suggested || point->gap == GAP_NOT_ASKED;
            if (wanted && is_shown(cover, point, as)) {
                point->gap = suggested ? GAP_FOUND : GAP_NONE;
                point->cases += suggested ? 0 : 1;
            }
        }
    }
}

void
coverage_add(struct coverage *coverage, const struct bc_assessment *as)
{
    mark(coverage, as, false);
}

/* ---- looking for answers ---- */

struct quest {
    struct search search; /* first: looks get this back from it */
    const struct cover *cover;
    const struct point *point;
    const struct bc_answers *well; /* a person with nothing wrong */
    struct bc_answers found;
};

/* Nobody need answer what is only asked of a person alone at a screen. */
static void
complete(struct bc_answers *ans, const struct cube *cube)
{
    cube_example(ans, cube);
    for (size_t i = 0; i < cube->rs->question_count; i++) {
        if (cube->rs->questions[i].always_used &&
            cube->manner[i] == MANNER_ANY) {
            answers_clear(ans, (int)i);
        }
    }
}

/* Leave out the answers to what is not asked. */
static void
keep_path(struct bc_answers *ans)
{
    struct facts facts;
    facts_init(&facts, ans, FACTS_FINAL);
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        if (!facts_is_used(&facts, (int)i)) {
            answers_clear(ans, (int)i);
        }
    }
}

static bool
shows(struct prover *prover, const struct quest *quest,
      const struct bc_answers *all)
{
    const struct bc_assessment *as = NULL;
    struct bc_answers ans = *all;
    keep_path(&ans);
    if (bc_assess(&as, &ans, NULL) != BC_OK) {
        prover->no_memory = true;
        return false;
    }
    bool shown = is_shown(quest->cover, quest->point, as);
    bc_assessment_free(as);
    return shown;
}

/* What the rule comes to with its leaf made true and made false, and what is
 * to be settled to know it. */
static bool
may_matter(struct var *next, const struct quest *quest)
{
    const struct cube *cube = quest->search.cube;
    const struct cond *when = quest->cover->when;
    struct cond *leaf = leaf_of(quest->cover, quest->point);
    const struct cond was = *leaf;
    const truths yes = CAN(TRUTH_TRUE), no = CAN(TRUTH_FALSE);
    truths range = cube_range(cube, leaf, VIEW_PATH);
    *next = cube_undecided(cube, leaf, VIEW_PATH);
    *leaf = always;
    truths with = cube_range(cube, when, VIEW_PATH);
    *next = next->question < 0 ? cube_undecided(cube, when, VIEW_PATH) : *next;
    *leaf = never;
    truths without = cube_range(cube, when, VIEW_PATH);
    *next = next->question < 0 ? cube_undecided(cube, when, VIEW_PATH) : *next;
    *leaf = was;
    bool up = (with & yes) != 0 && (without & no) != 0;
    bool down = (with & no) != 0 && (without & yes) != 0;
    return (up || down) && (range & (yes | no)) != 0;
}

static bool
may_be(struct var *next, const struct quest *quest)
{
    static const truths wanted[] = {
        [POINT_HOLDS] = CAN(TRUTH_TRUE),
        [POINT_FAILS] = CAN(TRUTH_FALSE),
        [POINT_OPEN] = CAN(TRUTH_UNKNOWN),
    };
    const struct cube *cube = quest->search.cube;
    *next = prover_undecided(cube, quest->cover->rule);
    return (prover_truths(cube, quest->cover->rule) &
            wanted[quest->point->kind]) != 0;
}

/* The claim is that no answers show it: it fails where they do. */
static enum seen
look(struct prover *prover, const struct search *search, struct var *next)
{
    const struct quest *quest = (const struct quest *)search;
    struct bc_answers all;
    bool may = quest->point->kind == POINT_MATTERS ? may_matter(next, quest)
                                                   : may_be(next, quest);
    if (!may) {
        return SEEN_HOLDS;
    }
    if (next->question >= 0) {
        return SEEN_OPEN;
    }
    complete(&all, search->cube);
    if (!shows(prover, quest, &all)) {
        return SEEN_HOLDS;
    }
    prover->out->has_example = true;
    prover->out->example = all;
    return SEEN_FAILS;
}

/* Put back one answer after the other, as long as the rest still shows it. */
static void
lessen(struct prover *prover, struct quest *quest)
{
    size_t count = prover->rs->question_count;
    for (size_t left = count, i = 0; left > 0; left--, i = (i + 1) % count) {
        struct answer *answer = &quest->found.of[count - 1 - i];
        const struct answer was = *answer;
        const struct answer *well = &quest->well->of[count - 1 - i];
        bool same = was.state == well->state && was.choices == well->choices &&
                    was.number == well->number;
        *answer = *well;
        if (!same && shows(prover, quest, &quest->found)) {
            left = count + 1; /* another may have become needless */
        } else {
            *answer = was;
        }
    }
}

static enum gap
find_answers(struct prover *prover, struct quest *quest)
{
    struct cube all;
    cube_init(&all, prover->rs);
    quest->search =
        (struct search){ .look = look, .cube = &all, .other = &all };
    *prover->out = (struct proved){ .states = 0 };
    if (shows(prover, quest, quest->well)) {
        quest->found = *quest->well;
        return GAP_FOUND;
    }
    if (prover_search(prover, &quest->search)) {
        return GAP_NEVER;
    }
    if (!prover->out->has_example) {
        return GAP_GAVE_UP;
    }
    quest->found = prover->out->example;
    lessen(prover, quest);
    return GAP_FOUND;
}

/* Somebody with nothing wrong. Where a pack does not say which answers are
 * worse, the first choices may be: take milder ones. */
static void
find_well(struct prover *prover, struct bc_answers *well)
{
    struct cube all;
    cube_init(&all, prover->rs);
    complete(well, &all);
    long mildest = prover_judge(prover, well);
    for (size_t i = 0; i < prover->rs->question_count; i++) {
        const struct question *q = &prover->rs->questions[i];
        bool single =
            q->type == QUESTION_SINGLE && well->of[i].state == ANSWER_GIVEN;
        for (size_t c = 0; single && c < q->choice_count; c++) {
            struct bc_answers other = *well;
            other.of[i].choices = BIT(c);
            long rank = prover_judge(prover, &other);
            if (rank < mildest && rank > 0) { /* 0: outside the scope */
                mildest = rank;
                *well = other;
            }
        }
    }
}

/* ---- suggestions ---- */

static enum bc_status
suggest(struct coverage *coverage, const struct quest *quest)
{
    struct suggestion *one = arena_alloc(&coverage->arena, sizeof(*one));
    const struct bc_assessment *as = NULL;
    if (one == NULL) {
        return BC_E_NOMEM;
    }
    *one = (struct suggestion){ quest->cover->rule, quest->point, quest->found,
                                NULL };
    keep_path(&one->answers);
    *coverage->end = one;
    coverage->end = &one->next;
    enum bc_status status = bc_assess(&as, &one->answers, &coverage->arena.mem);
    if (status == BC_OK) {
        mark(coverage, as, true);
    }
    bc_assessment_free(as);
    return status;
}

static enum bc_status
close_cover(struct coverage *coverage, struct prover *prover,
            const struct cover *cover, const struct bc_answers *well)
{
    enum bc_status status = BC_OK;
    for (size_t p = 0; p < cover->point_count && status == BC_OK; p++) {
        struct point *point = &cover->points[p];
        struct quest quest = { .cover = cover, .point = point, .well = well };
        if (point->gap != GAP_NOT_ASKED) {
            continue;
        }
        enum gap gap = find_answers(prover, &quest);
        if (prover->no_memory) {
            return BC_E_NOMEM;
        }
        if (gap == GAP_FOUND) {
            status = suggest(coverage, &quest);
        } else {
            point->gap = gap;
        }
    }
    return status;
}

enum bc_status
coverage_close(struct coverage *coverage)
{
    struct proved out;
    struct prover prover = { .rs = coverage->rs,
                             .out = &out,
                             .states_max = PROVE_STATES_MAX };
    struct bc_answers well;
    cube_ways(prover.ways, coverage->rs);
    find_well(&prover, &well);
    enum bc_status status = prover.no_memory ? BC_E_NOMEM : BC_OK;
    for (size_t i = 0; i < coverage->rs->rule_count && status == BC_OK; i++) {
        status = close_cover(coverage, &prover, &coverage->covers[i], &well);
    }
    return status;
}

/* Does the same leaf matter where its named condition stands again? */
static bool
matters_elsewhere(const struct cover *cover, const struct point *point)
{
    for (size_t p = POINT_MATTERS; p < cover->point_count; p++) {
        const struct point *other = &cover->points[p];
        if (other->leaf == point->leaf && other->gap != GAP_NEVER) {
            return true;
        }
    }
    return false;
}

bool
coverage_counts(const struct cover *cover, const struct point *point)
{
    bool needless =
        point->kind == POINT_OPEN ||
        (point->kind == POINT_MATTERS && matters_elsewhere(cover, point));
    return point->gap != GAP_NEVER || !needless;
}

struct coverage_sum
coverage_sum(const struct coverage *coverage, enum rule_kind kind)
{
    struct coverage_sum sum = { 0, 0 };
    for (size_t i = 0; i < coverage->rs->rule_count; i++) {
        const struct cover *cover = &coverage->covers[i];
        for (size_t p = 0; p < cover->point_count; p++) {
            bool one = cover->rule->kind == kind &&
                       coverage_counts(cover, &cover->points[p]);
            sum.count += one ? 1 : 0;
            sum.shown += one && cover->points[p].gap == GAP_NONE ? 1 : 0;
        }
    }
    return sum;
}
