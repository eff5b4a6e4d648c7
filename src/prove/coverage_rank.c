/* Owns what keeps a tip or a cause from being printed beside its own
 * conditions: a level that is not for it, and better ones. */
#include "coverage.h"

#include "prover.h"

#include <string.h>

/* ---- better tips ---- */

/* Is the tip advice to everybody in the cube? */
static bool
fits_surely(const struct cube *cube, const struct tip *tip)
{
    truths doubt = tip->withhold_if_unsure ? 0 : CAN(TRUTH_UNKNOWN);
    truths shown = cube_range(cube, tip->show_if, VIEW_PATH);
    truths withheld = tip->withhold_if == NULL
                          ? CAN(TRUTH_FALSE)
                          : cube_range(cube, tip->withhold_if, VIEW_PATH);
    return shown == CAN(TRUTH_TRUE) &&
           (withheld & ~(CAN(TRUTH_FALSE) | doubt)) == 0;
}

struct choice_of_tips {
    const struct tip *chosen[ASSESS_TIPS_MAX];
    size_t count;
};

static bool
is_taken(const struct choice_of_tips *choice, const struct tip *tip,
         bool new_topics_only)
{
    for (size_t i = 0; i < choice->count; i++) {
        if (choice->chosen[i] == tip ||
            (new_topics_only &&
             strcmp(choice->chosen[i]->topic, tip->topic) == 0)) {
            return true;
        }
    }
    return false;
}

/* The next one to be chosen, as advise.c does it. */
static const struct tip *
best_tip(const struct choice_of_tips *choice, const struct tip *const *fitting,
         size_t count, int pass)
{
    const struct tip *best = NULL;
    bool optional = pass >= 2, new_topics_only = pass % 2 == 0;
    for (size_t i = 0; i < count; i++) {
        const struct tip *tip = fitting[i];
        if (tip->optional == optional &&
            !is_taken(choice, tip, new_topics_only) &&
            (best == NULL || tip->priority < best->priority)) {
            best = tip;
        }
    }
    return best;
}

static bool
is_chosen(const struct tip *const *fitting, size_t count,
          const struct tip *wanted)
{
    struct choice_of_tips choice = { .count = 0 };
    for (int pass = 0; pass < 4; pass++) {
        const struct tip *best = best_tip(&choice, fitting, count, pass);
        while (best != NULL && choice.count < ASSESS_TIPS_MAX) {
            choice.chosen[choice.count++] = best;
            best = best_tip(&choice, fitting, count, pass);
        }
    }
    return is_taken(&choice, wanted, false);
}

/* Others fit everybody in the cube, and come first. More that fit somebody
 * would not help the tip. */
static bool
is_outranked(struct coverage *coverage, const struct cube *cube,
             const struct tip *tip)
{
    const struct bc_ruleset *rs = cube->rs;
    const struct tip **fitting =
        arena_array(&coverage->scratch, rs->tip_count, sizeof(*fitting));
    size_t count = 0;
    coverage->no_memory |= fitting == NULL;
    for (size_t i = 0; i < rs->tip_count && fitting != NULL; i++) {
        const struct tip *one = &rs->tips[i];
        if (one == tip || fits_surely(cube, one)) {
            fitting[count++] = one;
        }
    }
    bool chosen = fitting == NULL || is_chosen(fitting, count, tip);
    arena_reset(&coverage->scratch);
    return !chosen;
}

/* ---- better causes ---- */

/* Is the cause printed before this one for everybody in the cube, if either is?
 * (They are of one level, which the cube leaves them both.) */
static bool
comes_surely_before(const struct cube *cube, const struct cause *a,
                    const struct cause *b)
{
    truths against = a->contrary == NULL
                         ? CAN(TRUTH_FALSE)
                         : cube_range(cube, a->contrary, VIEW_PATH);
    bool shows = a->at_urgent == b->at_urgent &&
                 (against & CAN(TRUTH_TRUE)) == 0 &&
                 cube_range(cube, a->must, VIEW_PATH) == CAN(TRUTH_TRUE);
    bool fits = shows && !a->may_fit_only && against == CAN(TRUTH_FALSE) &&
                cube_range(cube, a->plus, VIEW_PATH) == CAN(TRUTH_TRUE);
    bool before =
        a->priority < b->priority || (a->priority == b->priority && a < b);
    return shows &&
           (fits ? b->may_fit_only || before : b->may_fit_only && before);
}

/* Two others are printed, or one that takes the place of its family. */
static bool
is_cause_outranked(const struct cube *cube, const struct cause *cause)
{
    const char *family = cause->family;
    for (size_t i = 0; i < cube->rs->cause_count; i++) {
        const struct cause *other = &cube->rs->causes[i];
        if (other == cause || !comes_surely_before(cube, other, cause)) {
            continue;
        }
        if (strcmp(other->family, cause->family) == 0 ||
            (family != cause->family && strcmp(other->family, family) != 0)) {
            return true;
        }
        family = other->family;
    }
    return false;
}

/* ---- in the way ---- */

/* Is the tip seen in the list of those that are withheld? */
static bool
is_about_withholding(const struct point *point)
{
    return point->kind == POINT_WITHHELD || point->kind == POINT_WARNED ||
           (point->leaf != NULL && point->role == ROLE_WITHHOLD_IF);
}

bool
coverage_in_the_way(struct coverage *coverage, const struct cover *cover,
                    const struct point *point, const struct cube *cube)
{
    long urgent = prover_rank((struct outcome){ .level = BC_URGENT });
    long emergency = prover_rank((struct outcome){ .level = BC_EMERGENCY });
    if (cover->rule != NULL) {
        return false;
    }
    if (cover->cause != NULL) {
        return prover_reaches(
                   cube, cover->cause->at_urgent ? emergency : urgent, NULL) ||
               is_cause_outranked(
                   cube,
                   &cube->rs->causes[cover->cause - coverage->turned.causes]);
    }
    return prover_reaches(cube, urgent, NULL) ||
           (!is_about_withholding(point) &&
            is_outranked(coverage, cube,
                         &cube->rs->tips[cover->tip - coverage->turned.tips]));
}

/* ---- rivals ---- */

static struct var
undecided(const struct cube *cube, const struct cond *const *conds,
          size_t count)
{
    struct var var = { -1, -1 };
    for (size_t i = 0; i < count && var.question < 0; i++) {
        if (conds[i] != NULL) {
            var = cube_undecided(cube, conds[i], VIEW_PATH);
        }
    }
    return var;
}

static struct var
tip_rival(const struct cube *cube)
{
    struct var var = { -1, -1 };
    for (size_t i = 0; i < cube->rs->tip_count && var.question < 0; i++) {
        const struct tip *tip = &cube->rs->tips[i];
        const struct cond *const conds[] = { tip->show_if, tip->withhold_if };
        if (!tip->optional) {
            var = undecided(cube, conds, ARRAY_LEN(conds));
        }
    }
    return var;
}

static struct var
cause_rival(const struct cube *cube)
{
    struct var var = { -1, -1 };
    for (size_t i = 0; i < cube->rs->cause_count && var.question < 0; i++) {
        const struct cause *cause = &cube->rs->causes[i];
        const struct cond *const conds[] = { cause->must, cause->plus,
                                             cause->contrary };
        var = undecided(cube, conds, ARRAY_LEN(conds));
    }
    return var;
}

struct var
coverage_rival(const struct cover *cover, const struct cube *cube)
{
    struct var var = { -1, -1 };
    if (cover->tip != NULL) {
        return tip_rival(cube);
    }
    if (cover->cause != NULL) {
        var = cause_rival(cube);
    }
    /* It is printed only if something else makes the result urgent. */
    if (cover->cause != NULL && cover->cause->at_urgent && var.question < 0) {
        var = prover_any_undecided(
            cube, prover_rank((struct outcome){ .level = BC_URGENT }));
    }
    return var;
}
