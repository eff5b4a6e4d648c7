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

void
advise_causes(struct bc_assessment *as)
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
        if (as->tips[i]->topic_number == tip->topic_number) {
            return true;
        }
    }
    return false;
}

bool
advise_has_chosen(const struct bc_assessment *as, const struct tip *tip)
{
    for (size_t i = 0; i < as->tip_count; i++) {
        if (as->tips[i] == tip) {
            return true;
        }
    }
    return false;
}

/* One pass: by priority, then by the order of the file. */
static void
take_tips(struct bc_assessment *as, bool optional, bool new_topics_only)
{
    const struct bc_ruleset *rs = as->rs;
    size_t most = as->fitting_count < ASSESS_TIPS_MAX ? as->fitting_count
                                                      : ASSESS_TIPS_MAX;
    for (size_t i = 0; i < rs->tip_count && as->tip_count < most; i++) {
        const struct tip *tip = &rs->tips[rs->tip_order[i]];
        if (as->fits[tip - rs->tips] && tip->optional == optional &&
            !(new_topics_only ? topic_is_taken(as, tip)
                              : advise_has_chosen(as, tip))) {
            as->tips[as->tip_count++] = tip;
        }
    }
}

/* Whether anything speaks against a tip. */
static enum truth
danger_of(const struct bc_assessment *as, const struct tip *tip)
{
    return tip->withhold_if == NULL ? TRUTH_FALSE
                                    : cond_eval(tip->withhold_if, &as->facts);
}

static bool
is_withheld(const struct tip *tip, enum truth danger)
{
    return danger == TRUTH_TRUE ||
           (danger == TRUTH_UNKNOWN && tip->withhold_if_unsure);
}

/* A tip whose show_if is true. */
static void
take_tip(struct bc_assessment *as, const struct tip *tip, enum truth danger)
{
    if (is_withheld(tip, danger)) {
        as->withheld[as->withheld_count++] = tip;
    } else {
        as->fitting[as->fitting_count++] = tip;
        as->fits[tip - as->rs->tips] = true;
    }
}

static void
find_tips(struct bc_assessment *as)
{
    for (size_t i = 0; i < as->rs->tip_count; i++) {
        const struct tip *tip = &as->rs->tips[i];
        if (cond_eval(tip->show_if, &as->facts) == TRUTH_TRUE) {
            take_tip(as, tip, danger_of(as, tip));
        }
    }
}

/* The same by the flat form. */
static void
find_tips_flat(struct bc_assessment *as)
{
    const struct flat *flat = as->flat;
    const struct facts *facts = &as->facts;
    size_t count = as->rs->tip_count;
    for (size_t i = flat_next(flat, FLAT_SHOW, 0, false); i < count;
         i = flat_next(flat, FLAT_SHOW, i + 1, false)) {
        if (flat_eval(flat, FLAT_SHOW, i, facts) == TRUTH_TRUE) {
            take_tip(as, &as->rs->tips[i],
                     flat_eval(flat, FLAT_DANGER, i, facts));
        }
    }
}

void
advise_tips(struct bc_assessment *as)
{
    if (!is_calm(as)) {
        return;
    }
    memset(as->fits, 0, as->rs->tip_count * sizeof(*as->fits));
    if (as->flat != NULL) {
        find_tips_flat(as);
    } else {
        find_tips(as);
    }
    take_tips(as, false, true);
    take_tips(as, false, false);
    take_tips(as, true, true);
    take_tips(as, true, false);
}

question_set
advise_because(const struct bc_assessment *as, const struct tip *tip)
{
    enum truth danger = danger_of(as, tip);
    question_set against =
        danger == TRUTH_FALSE ? 0 : cond_because(tip->withhold_if, &as->facts);
    return is_withheld(tip, danger)
               ? against
               : against | cond_because(tip->show_if, &as->facts);
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
        tips[i] = as->tips[i];
    }
    for (size_t i = 0; i < as->fitting_count; i++) {
        const struct tip *tip = as->fitting[i];
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
