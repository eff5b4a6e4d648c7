/* Owns the choice of causes and tips. It reads the level and never changes it;
 * a tip whose contraindication is true or unknown is never plain advice. */
#include "assess.h"

#include "cond.h"

#include <string.h>

static bool
is_calm(const struct bc_assessment *as)
{
    enum bc_level level = as->outcome.level;
    return as->completeness == BC_COMPLETE &&
           (level == BC_ROUTINE || level == BC_SELF_CARE);
}

/* ---- causes ---- */

static bool
cause_shows(const struct bc_assessment *as, const struct cause *cause,
            bool *fits)
{
    bool urgent = as->outcome.level == BC_URGENT;
    if (as->completeness != BC_COMPLETE || cause->at_urgent != urgent ||
        as->outcome.level == BC_EMERGENCY) {
        return false;
    }
    enum truth contrary = cause->contrary == NULL
                              ? TRUTH_FALSE
                              : cond_eval(cause->contrary, &as->facts);
    *fits = !cause->may_fit_only && contrary == TRUTH_FALSE &&
            cond_eval(cause->plus, &as->facts) == TRUTH_TRUE;
    return contrary != TRUTH_TRUE &&
           cond_eval(cause->must, &as->facts) == TRUTH_TRUE;
}

static bool
better_cause(const struct shown_cause *a, const struct shown_cause *b)
{
    if (b->cause == NULL || a->fits != b->fits) {
        return b->cause == NULL || a->fits;
    }
    return a->cause->priority < b->cause->priority;
}

/* The best cause that shows, leaving out one family. */
static struct shown_cause
best_cause(const struct bc_assessment *as, const char *other_than)
{
    struct shown_cause best = { .cause = NULL };
    for (size_t i = 0; i < as->rs->cause_count; i++) {
        struct shown_cause one = { .cause = &as->rs->causes[i] };
        if (cause_shows(as, one.cause, &one.fits) &&
            strcmp(one.cause->family, other_than) != 0 &&
            better_cause(&one, &best)) {
            best = one;
        }
    }
    return best;
}

static void
choose_causes(struct bc_assessment *as)
{
    const char *family = "";
    while (as->cause_count < ASSESS_CAUSES_MAX) {
        struct shown_cause best = best_cause(as, family);
        if (best.cause == NULL) {
            return;
        }
        family = best.cause->family;
        best.because = cond_because(best.cause->must, &as->facts);
        best.because |=
            best.fits ? cond_because(best.cause->plus, &as->facts) : 0;
        as->causes[as->cause_count++] = best;
    }
}

/* ---- tips ---- */

static bool
topic_is_taken(const struct bc_assessment *as, const struct tip *tip)
{
    for (size_t i = 0; i < as->tip_count; i++) {
        if (strcmp(as->tips[i].tip->topic, tip->topic) == 0) {
            return true;
        }
    }
    return false;
}

bool
advise_has_chosen(const struct bc_assessment *as, const struct tip *tip)
{
    for (size_t i = 0; i < as->tip_count; i++) {
        if (as->tips[i].tip == tip) {
            return true;
        }
    }
    return false;
}

/* One pass: by priority, then by the order of the file. */
static void
take_tips(struct bc_assessment *as, bool optional, bool new_topics_only)
{
    while (as->tip_count < ASSESS_TIPS_MAX) {
        const struct shown_tip *best = NULL;
        for (size_t i = 0; i < as->fitting_count; i++) {
            const struct tip *tip = as->fitting[i].tip;
            bool taken = new_topics_only ? topic_is_taken(as, tip)
                                         : advise_has_chosen(as, tip);
            if (tip->optional == optional && !taken &&
                (best == NULL || tip->priority < best->tip->priority)) {
                best = &as->fitting[i];
            }
        }
        if (best == NULL) {
            return;
        }
        as->tips[as->tip_count++] = *best;
    }
}

static enum bc_status
choose_tips(struct bc_assessment *as)
{
    const struct bc_ruleset *rs = as->rs;
    struct shown_tip *fitting =
        arena_array(&as->arena, rs->tip_count, sizeof(*fitting));
    struct shown_tip *withheld =
        arena_array(&as->arena, rs->tip_count, sizeof(*withheld));
    if (fitting == NULL || withheld == NULL) {
        return BC_E_NOMEM;
    }
    for (size_t i = 0; i < rs->tip_count; i++) {
        const struct tip *tip = &rs->tips[i];
        enum truth danger = tip->withhold_if == NULL
                                ? TRUTH_FALSE
                                : cond_eval(tip->withhold_if, &as->facts);
        if (cond_eval(tip->show_if, &as->facts) != TRUTH_TRUE) {
            continue;
        }
        if (danger == TRUTH_FALSE ||
            (danger == TRUTH_UNKNOWN && !tip->withhold_if_unsure)) {
            question_set because = cond_because(tip->show_if, &as->facts);
            because |= danger == TRUTH_UNKNOWN
                           ? cond_because(tip->withhold_if, &as->facts)
                           : 0;
            fitting[as->fitting_count++] = (struct shown_tip){ tip, because };
        } else {
            withheld[as->withheld_count++] =
                (struct shown_tip){ tip, cond_because(tip->withhold_if,
                                                      &as->facts) };
        }
    }
    as->fitting = fitting;
    as->withheld = withheld;
    take_tips(as, false, true);
    take_tips(as, false, false);
    take_tips(as, true, true);
    take_tips(as, true, false);
    return BC_OK;
}

/* Does the tip belong on every sheet of a person whom it fits? */
static bool
is_own(const struct tip *tip)
{
    return (tip->sheet & TIP_SHEET_OWN) != 0;
}

size_t
advise_sheet(const struct tip *tips[ASSESS_TIPS_MAX],
             const struct bc_assessment *as)
{
    for (size_t i = 0; i < as->tip_count; i++) {
        tips[i] = as->tips[i].tip;
    }
    for (size_t i = 0; i < as->fitting_count; i++) {
        const struct tip *tip = as->fitting[i].tip;
        size_t last = as->tip_count;
        while (last > 0 && is_own(tips[last - 1])) {
            last--;
        }
        if (is_own(tip) && !advise_has_chosen(as, tip) && last > 0) {
            tips[last - 1] = tip;
        }
    }
    return as->tip_count;
}

enum bc_status
advise(struct bc_assessment *as)
{
    choose_causes(as);
    return is_calm(as) ? choose_tips(as) : BC_OK;
}
