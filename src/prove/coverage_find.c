/* Owns the search for answers that show what no case does. A claim that no
 * answers show a point is searched through like a proof: over what the
 * conditions of its subject read, all else being as harmless as it goes. */
#include "coverage.h"

#include "prover.h"

/* More looks than this for one point, and the search is given up. */
#define LOOKS_MAX 1000000

struct quest {
    struct search search; /* first: looks get this back from it */
    struct coverage *coverage;
    const struct cover *cover;
    const struct point *point;
    const struct bc_answers *well; /* a person with nothing wrong */
    struct bc_answers found;
};

/* ---- answers ---- */

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

/* The case that states what these answers come to. */
static enum bc_status
state_case(struct known_case *known, const struct bc_assessment **as,
           struct arena *arena, const struct quest *quest,
           const struct bc_answers *all)
{
    struct bc_answers ans = *all;
    keep_path(&ans);
    enum bc_status status = bc_assess(as, &ans, &quest->coverage->arena.mem);
    if (status != BC_OK) {
        return status;
    }
    const struct case_about about =
        coverage_about(quest->coverage, quest->cover);
    status = case_state(known, arena, *as, &about);
    known->answers = ans;
    return status;
}

static bool
shows(struct prover *prover, const struct quest *quest,
      const struct bc_answers *all)
{
    const struct bc_assessment *as = NULL;
    struct known_case known;
    struct arena arena;
    arena_init(&arena, &quest->coverage->arena.mem);
    enum bc_status status = state_case(&known, &as, &arena, quest, all);
    bool shown =
        status == BC_OK &&
        coverage_shows(quest->coverage, quest->cover, quest->point, &known, as);
    prover->no_memory |= status != BC_OK || quest->coverage->no_memory;
    bc_assessment_free(as);
    arena_reset(&arena);
    return shown;
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

/* ---- what the conditions can come to ---- */

/* What the conditions of a subject must come to for each of its points; that
 * of a part's own condition is left open. */
struct need {
    truths of[ROLE_COUNT];
};

#define YES CAN(TRUTH_TRUE)
#define NO CAN(TRUTH_FALSE)
#define OPEN CAN(TRUTH_UNKNOWN)

static struct need
need_of(const struct quest *quest)
{
    static const struct need wholes[] = {
        [POINT_HOLDS] = { { YES, CAN_ALL, CAN_ALL } },
        [POINT_FAILS] = { { NO, CAN_ALL, CAN_ALL } },
        [POINT_OPEN] = { { OPEN, CAN_ALL, CAN_ALL } },
        [POINT_UNSURE] = { { OPEN, CAN_ALL, CAN_ALL } },
        [POINT_SHOWN] = { { YES, CAN_ALL, CAN_ALL } },
        [POINT_NOT_SHOWN] = { { NO | OPEN, CAN_ALL, CAN_ALL } },
        [POINT_WITHHELD] = { { YES, YES, CAN_ALL } },
        [POINT_WARNED] = { { YES, OPEN, CAN_ALL } },
        [POINT_FITS] = { { YES, YES, NO } },
        [POINT_MAY_FIT] = { { YES, CAN_ALL, CAN_ALL } },
        [POINT_CONTRARY] = { { YES, CAN_ALL, YES } },
    };
    static const struct need of_tip = { { YES, CAN_ALL, CAN_ALL } };
    static const struct need of_cause[ROLE_COUNT] = {
        [ROLE_MUST] = { { CAN_ALL, CAN_ALL, CAN_ALL } },
        [ROLE_PLUS] = { { YES, CAN_ALL, NO } },
        [ROLE_CONTRARY] = { { YES, CAN_ALL, CAN_ALL } },
    };
    static const struct need nothing = { { CAN_ALL, CAN_ALL, CAN_ALL } };
    const struct point *point = quest->point;
    if (point->leaf == NULL) {
        return wholes[point->kind];
    }
    return quest->cover->cause != NULL ? of_cause[point->role]
           : quest->cover->tip != NULL && point->role != ROLE_SHOW_IF ? of_tip
                                                                      : nothing;
}

/* Can the condition come out as needed? `next` is what to settle to know that
 * it does. */
static bool
may_come_out(struct var *next, const struct quest *quest, enum role role,
             truths wanted)
{
    const struct cond *cond = quest->cover->when[role];
    const struct cube *cube = quest->search.cube;
    if (wanted == CAN_ALL) {
        return true;
    }
    if (cond == NULL) {
        /* No show_if is always met, and nothing speaks against it. */
        return role == ROLE_WHEN || wanted == NO;
    }
    bool rule = quest->cover->rule != NULL;
    truths range = rule ? prover_truths(cube, quest->cover->rule)
                        : cube_range(cube, cond, VIEW_PATH);
    if (next->question < 0 && (range & ~wanted) != 0) {
        *next = cube_undecided(cube, cond, VIEW_PATH);
    }
    if (next->question < 0 && rule) {
        *next = prover_undecided(cube, quest->cover->rule);
    }
    return (range & wanted) != 0;
}

static void
settle_next(struct var *next, const struct cube *cube, const struct cond *cond)
{
    if (next->question < 0) {
        *next = cube_undecided(cube, cond, VIEW_PATH);
    }
}

/* What the condition comes to with its part as it is and turned round. */
static bool
may_decide(struct var *next, const struct quest *quest)
{
    static const truths parts[POINT_KIND_COUNT] = {
        [POINT_TRUE] = YES,   [POINT_FALSE] = NO, [POINT_UNKNOWN] = OPEN,
        [POINT_CHOICE] = YES, [POINT_LAST] = YES, [POINT_FIRST] = NO,
    };
    const struct cube *cube = quest->search.cube;
    const struct point *point = quest->point;
    const struct cond *cond = quest->cover->when[point->role];
    struct turn was;
    truths part = cube_range(cube, point->leaf, VIEW_PATH);
    truths before = cube_range(cube, cond, VIEW_PATH);
    settle_next(next, cube, point->leaf);
    settle_next(next, cube, cond);
    coverage_turn(&was, quest->cover, point);
    truths after = cube_range(cube, cond, VIEW_PATH);
    settle_next(next, cube, cond);
    coverage_turn_back(&was, quest->cover, point);
    bool unknown = point->from->not_sure || point->kind == POINT_UNKNOWN;
    truths open = unknown ? OPEN : 0;
    bool up = (before & (NO | open)) != 0 && (after & (YES | open)) != 0;
    bool down = (before & (YES | open)) != 0 && (after & (NO | open)) != 0;
    return (up || down) && (part & parts[point->kind]) != 0;
}

/* The claim is that no answers show it: it fails where they do. */
static enum seen
look(struct prover *prover, const struct search *search, struct var *next)
{
    const struct quest *quest = (const struct quest *)search;
    const struct need need = need_of(quest);
    bool may = quest->point->leaf == NULL || may_decide(next, quest);
    for (int role = 0; role < ROLE_COUNT && may; role++) {
        may = may_come_out(next, quest, (enum role)role, need.of[role]);
    }
    if (!may || coverage_in_the_way(quest->coverage, quest->cover, quest->point,
                                    search->cube)) {
        return SEEN_HOLDS;
    }
    if (next->question < 0) {
        *next = coverage_rival(quest->cover, search->cube);
    }
    if (next->question >= 0) {
        return SEEN_OPEN;
    }
    struct bc_answers all;
    complete(&all, search->cube);
    if (!shows(prover, quest, &all)) {
        return SEEN_HOLDS;
    }
    prover->out->has_example = true;
    prover->out->example = all;
    return SEEN_FAILS;
}

/* ---- looking ---- */

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

/* Limits are shown by the last number of a class too. */
struct provers {
    struct prover classes, limits;
};

/* The last number of each class too, beside its first. */
static void
add_last_numbers(struct ways ways[QUESTIONS_MAX], const struct bc_ruleset *rs)
{
    for (size_t i = 0; i < rs->question_count; i++) {
        size_t count = ways[i].count;
        for (size_t n = 0; n < count; n++) {
            long last = ways[i].at[n] - 1;
            bool known = last < rs->questions[i].min;
            for (size_t k = 0; k < count; k++) {
                known = known || ways[i].at[k] == last;
            }
            if (!known && ways[i].count < CUBE_NUMBERS_MAX) {
                ways[i].at[ways[i].count++] = last;
            }
        }
    }
}

/* ---- suggestions ---- */

/* Note all that the case shows too. */
static void
mark(struct coverage *coverage, const struct suggestion *one,
     const struct bc_assessment *as)
{
    for (size_t i = 0; i < coverage->cover_count; i++) {
        const struct cover *cover = &coverage->covers[i];
        for (size_t p = 0; p < cover->point_count; p++) {
            struct point *point = &cover->points[p];
            if (point->gap == GAP_NOT_ASKED &&
                coverage_shows(coverage, cover, point, &one->known, as)) {
                point->gap = GAP_FOUND;
            }
        }
    }
}

static enum bc_status
suggest(struct coverage *coverage, const struct quest *quest)
{
    struct suggestion *one = arena_alloc(&coverage->arena, sizeof(*one));
    const struct bc_assessment *as = NULL;
    if (one == NULL) {
        return BC_E_NOMEM;
    }
    one->cover = quest->cover;
    one->point = quest->point;
    enum bc_status status =
        state_case(&one->known, &as, &coverage->arena, quest, &quest->found);
    if (status == BC_OK) {
        *coverage->end = one;
        coverage->end = &one->next;
        mark(coverage, one, as);
        status = coverage->no_memory ? BC_E_NOMEM : BC_OK;
    }
    bc_assessment_free(as);
    return status;
}

/* Is another of its twins shown, or found to be? */
static bool
is_settled(const struct point *point)
{
    bool shared = coverage_is_shared(point);
    for (const struct point *at = point->twin; at != point; at = at->twin) {
        if (shared && (at->gap == GAP_NONE || at->gap == GAP_FOUND)) {
            return true;
        }
    }
    return point->gap != GAP_NOT_ASKED;
}

/* What is never so is so in no special way either. */
static bool
is_hopeless(const struct cover *cover, const struct point *point)
{
    for (size_t p = 0; p < cover->point_count; p++) {
        const struct point *whole = &cover->points[p];
        bool never = whole->gap == GAP_NEVER;
        if ((never && whole->kind == POINT_OPEN &&
             point->kind == POINT_UNSURE) ||
            (never && whole->kind == POINT_SHOWN && point->leaf != NULL &&
             point->role == ROLE_SHOW_IF)) {
            return true;
        }
    }
    return false;
}

static bool
is_limit(const struct point *point)
{
    return point->kind == POINT_LAST || point->kind == POINT_FIRST;
}

static enum bc_status
close_cover(struct coverage *coverage, struct provers *provers,
            const struct cover *cover, const struct bc_answers *well)
{
    enum bc_status status = BC_OK;
    for (size_t p = 0; p < cover->point_count && status == BC_OK; p++) {
        struct point *point = &cover->points[p];
        struct quest quest = {
            .coverage = coverage, .cover = cover, .point = point, .well = well
        };
        if (is_settled(point)) {
            continue;
        }
        struct prover *prover =
            is_limit(point) ? &provers->limits : &provers->classes;
        enum gap gap = is_hopeless(cover, point) ? GAP_NEVER
                                                 : find_answers(prover, &quest);
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
    struct provers provers;
    struct bc_answers well;
    provers.classes = (struct prover){ .rs = coverage->rs,
                                       .out = &out,
                                       .states_max = LOOKS_MAX };
    cube_ways(provers.classes.ways, coverage->rs);
    provers.limits = provers.classes;
    add_last_numbers(provers.limits.ways, coverage->rs);
    find_well(&provers.classes, &well);
    enum bc_status status = provers.classes.no_memory ? BC_E_NOMEM : BC_OK;
    for (size_t i = 0; i < coverage->cover_count && status == BC_OK; i++) {
        status = close_cover(coverage, &provers, &coverage->covers[i], &well);
    }
    return status;
}
