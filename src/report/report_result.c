/* Owns the text of a result: the card, then causes, tips, the safety net and
 * the footer. At an emergency there is nothing but the card. */
#include "report.h"

static void
print_causes(const struct report *rep, const struct bc_assessment *as)
{
    enum bc_level level = as->outcome.level;
    bool calm = level == BC_SELF_CARE || level == BC_ROUTINE;
    if (!calm && as->cause_count == 0) {
        return;
    }
    report_section(rep, BC_LEVEL_NONE);
    if (as->cause_count == 0) {
        report_say(rep, SAY_CAUSES_NONE, NULL, 0);
        return;
    }
    report_heading(rep, rep->rs->sentences[SAY_CAUSES_HEAD], NULL, 0);
    for (size_t i = 0; i < as->cause_count; i++) {
        const struct shown_cause *shown = &as->causes[i];
        report_line(rep, LINE_ITEM,
                    shown->fits ? shown->cause->fits : shown->cause->may_fit,
                    NULL, 0);
    }
    report_say(rep, SAY_CAUSES_LAST, NULL, 0);
}

void
report_tip(const struct report *rep, size_t number, const struct tip *tip,
           size_t steps)
{
    report_number(rep, number, tip->tip);
    for (size_t i = 0; i < tip->steps.count && i < steps; i++) {
        report_line(rep, LINE_STEP, tip->steps.at[i], NULL, 0);
    }
    if (tip->not_if != NULL) {
        report_line(rep, LINE_STEP, tip->not_if, NULL, 0);
    }
    for (size_t i = 0; i < tip->cautions.count; i++) {
        report_line(rep, LINE_STEP, tip->cautions.at[i], NULL, 0);
    }
    if (tip->grade[0] == 'T') {
        report_line(rep, LINE_STEP, rep->rs->sentences[SAY_TIP_TRADITION], NULL,
                    0);
    }
}

/* Those that fit too, but were too many. */
static void
print_other_tips(const struct report *rep, const struct bc_assessment *as)
{
    size_t number = as->tip_count;
    for (size_t i = 0; i < as->fitting_count; i++) {
        const struct tip *tip = as->fitting[i];
        if (!advise_has_chosen(as, tip)) {
            report_tip(rep, ++number, tip, tip->steps.count);
        }
    }
}

static void
print_tips(const struct report *rep, const struct bc_assessment *as)
{
    if (as->tip_count > 0) {
        report_section(rep, BC_LEVEL_NONE);
        report_heading(rep, rep->rs->sentences[SAY_TIPS_HEAD], NULL, 0);
    }
    for (size_t i = 0; i < as->tip_count; i++) {
        const struct tip *tip = as->tips[i];
        report_tip(rep, i + 1, tip, tip->steps.count);
    }
    if (rep->explain) {
        print_other_tips(rep, as);
    }
    report_tips_left(rep, as,
                     as->fitting_count > as->tip_count && !rep->explain);
}

void
report_tips_left(const struct report *rep, const struct bc_assessment *as,
                 bool more)
{
    if (as->withheld_count > 0) {
        report_say(rep, SAY_WITHHELD_LINE, NULL, 0);
    }
    if (more) {
        report_say(rep, SAY_TIPS_REST, NULL, 0);
    }
}

void
report_pack(const struct report *rep)
{
    const struct fill fills[] = { { "pack", rep->rs->name },
                                  { "reviewed", rep->rs->reviewed },
                                  { "next_review", rep->rs->next_review } };
    report_say(rep, SAY_FOOT_PACK, fills, ARRAY_LEN(fills));
}

void
report_footer(const struct report *rep)
{
    report_section(rep, BC_LEVEL_NONE);
    for (int say = SAY_FOOT_1; say <= SAY_FOOT_5; say++) {
        report_say(rep, (enum say)say, NULL, 0);
    }
    report_pack(rep);
}

void
report_result(const struct report *rep, const struct bc_assessment *as)
{
    report_card(rep, as);
    if (as->outcome.level == BC_EMERGENCY) {
        return;
    }
    if (as->completeness == BC_COMPLETE) {
        print_causes(rep, as);
        print_tips(rep, as);
    }
    report_net(rep, SAY_NET_HEAD_EMERGENCY, SAY_NET_HEAD_URGENT);
    report_footer(rep);
    if (rep->explain) {
        report_explain(rep, as);
    }
    if (rep->show_private) {
        report_private(rep, as, false);
    }
}
