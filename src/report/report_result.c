/* Owns the text of a result: the card, then causes, tips, the safety net and
 * the footer. At an emergency there is nothing but the card. */
#include "report.h"

#include <stdio.h>

static void
print_causes(const struct report *rep, const struct bc_assessment *as)
{
    enum bc_level level = as->outcome.level;
    bool calm = level == BC_SELF_CARE || level == BC_ROUTINE;
    if (!calm && as->cause_count == 0) {
        return;
    }
    report_gap(rep);
    if (as->cause_count == 0) {
        report_say(rep, SAY_CAUSES_NONE, NULL, 0);
        return;
    }
    report_say(rep, SAY_CAUSES_HEAD, NULL, 0);
    for (size_t i = 0; i < as->cause_count; i++) {
        const struct shown_cause *shown = &as->causes[i];
        report_line(rep, "- ", "  ",
                    shown->fits ? shown->cause->fits : shown->cause->may_fit,
                    NULL, 0);
    }
    report_say(rep, SAY_CAUSES_LAST, NULL, 0);
}

static void
print_tip(const struct report *rep, const struct tip *tip, size_t number)
{
    char first[24];
    snprintf(first, sizeof(first), "%zu. ", number);
    report_line(rep, first, "   ", tip->tip, NULL, 0);
    for (size_t i = 0; i < tip->steps.count; i++) {
        report_line(rep, "   - ", "     ", tip->steps.at[i], NULL, 0);
    }
    if (tip->not_if != NULL) {
        report_line(rep, "   - ", "     ", tip->not_if, NULL, 0);
    }
    for (size_t i = 0; i < tip->cautions.count; i++) {
        report_line(rep, "   - ", "     ", tip->cautions.at[i], NULL, 0);
    }
    if (tip->grade[0] == 'T') {
        report_line(rep, "   - ", "     ",
                    rep->rs->sentences[SAY_TIP_TRADITION], NULL, 0);
    }
}

static void
print_tips(const struct report *rep, const struct bc_assessment *as)
{
    if (as->tip_count > 0) {
        report_gap(rep);
        report_say(rep, SAY_TIPS_HEAD, NULL, 0);
    }
    for (size_t i = 0; i < as->tip_count; i++) {
        print_tip(rep, as->tips[i].tip, i + 1);
    }
    if (as->withheld_count > 0) {
        report_say(rep, SAY_WITHHELD_LINE, NULL, 0);
    }
}

static void
print_footer(const struct report *rep)
{
    const struct fill fills[] = { { "pack", rep->rs->name },
                                  { "reviewed", rep->rs->reviewed },
                                  { "next_review", rep->rs->next_review } };
    report_gap(rep);
    for (int say = SAY_FOOT_1; say <= SAY_FOOT_5; say++) {
        report_say(rep, (enum say)say, NULL, 0);
    }
    report_say(rep, SAY_FOOT_PACK, fills, ARRAY_LEN(fills));
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
    report_gap(rep);
    report_net(rep, SAY_NET_HEAD_EMERGENCY, SAY_NET_HEAD_URGENT);
    print_footer(rep);
    if (rep->explain) {
        report_explain(rep, as);
    }
    if (rep->show_private) {
        report_private(rep, as, false);
    }
}
