/* Owns the general tip sheet: one page for the fridge door. */
#include "report.h"

static void
bullet(const struct report *rep, const char *text)
{
    report_line(rep, "- ", "  ", text, NULL, 0);
}

static void
sheet_tips(const struct report *rep, enum say heading, enum tip_sheet place)
{
    report_gap(rep);
    report_heading(rep, rep->rs->sentences[heading], NULL, 0);
    for (size_t i = 0; i < rep->rs->tip_count; i++) {
        const struct tip *tip = &rep->rs->tips[i];
        if ((tip->sheet & (unsigned)place) == 0) {
            continue;
        }
        const char *text = place == TIP_SHEET_DO_NOT ? tip->not_if : tip->tip;
        if (text != NULL) {
            bullet(rep, text);
        }
    }
}

/* Traditional tips: what they are, and the limits of each. */
static void
sheet_tradition(const struct report *rep)
{
    report_gap(rep);
    report_heading(rep, rep->rs->sentences[SAY_SHEET_TRADITION], NULL, 0);
    bullet(rep, rep->rs->sentences[SAY_SHEET_TRADITION_1]);
    bullet(rep, rep->rs->sentences[SAY_SHEET_TRADITION_2]);
    for (size_t i = 0; i < rep->rs->tip_count; i++) {
        const struct tip *tip = &rep->rs->tips[i];
        if ((tip->sheet & TIP_SHEET_TRADITION) == 0) {
            continue;
        }
        if (tip->grade[0] != 'T') {
            bullet(rep, tip->tip);
        }
        if (tip->not_if != NULL) {
            bullet(rep, tip->not_if);
        }
    }
}

static void
sheet_about(const struct report *rep)
{
    const struct fill fills[] = { { "pack", rep->rs->name },
                                  { "reviewed", rep->rs->reviewed },
                                  { "next_review", rep->rs->next_review } };
    report_gap(rep);
    report_heading(rep, rep->rs->sentences[SAY_SHEET_ABOUT], NULL, 0);
    report_say(rep, SAY_SHEET_ABOUT_1, NULL, 0);
    report_say(rep, SAY_SHEET_ABOUT_2, NULL, 0);
    report_say(rep, SAY_FOOT_PACK, fills, ARRAY_LEN(fills));
}

void
report_sheet(const struct report *rep)
{
    const char *const *say = rep->rs->sentences;
    report_heading(rep, say[SAY_SHEET_TITLE], NULL, 0);
    report_say(rep, SAY_SHEET_MAIN, NULL, 0);
    report_gap(rep);
    report_net(rep, SAY_SHEET_EMERGENCY, SAY_SHEET_URGENT);
    report_gap(rep);
    report_say(rep, SAY_SHEET_ROUTINE, NULL, 0);
    bullet(rep, say[SAY_SHEET_ROUTINE_1]);
    bullet(rep, say[SAY_SHEET_ROUTINE_2]);
    sheet_tips(rep, SAY_SHEET_DO, TIP_SHEET_DO);
    bullet(rep, say[SAY_SHEET_ASK]);
    sheet_tips(rep, SAY_SHEET_DO_NOT, TIP_SHEET_DO_NOT);
    sheet_tradition(rep);
    sheet_about(rep);
}
