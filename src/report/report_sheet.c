/* Owns the tip sheets: one page for the fridge door, for everyone or for one
 * person. */
#include "report.h"

/* What one page of plain text holds. */
#define SHEET_LINES_MAX 60

/* ---- for everyone ---- */

static void
sheet_heading(const struct report *rep, enum say heading, enum bc_level level)
{
    report_section(rep, level);
    report_heading(rep, rep->rs->sentences[heading], NULL, 0);
}

static void
item(const struct report *rep, const char *text)
{
    report_line(rep, LINE_ITEM, text, NULL, 0);
}

static void
sheet_tips(const struct report *rep, enum say heading, enum tip_sheet place)
{
    sheet_heading(rep, heading, BC_LEVEL_NONE);
    for (size_t i = 0; i < rep->rs->tip_count; i++) {
        const struct tip *tip = &rep->rs->tips[i];
        const char *text = place == TIP_SHEET_DO_NOT ? tip->not_if : tip->tip;
        if ((tip->sheet & (unsigned)place) != 0 && text != NULL) {
            item(rep, text);
        }
    }
}

/* Traditional tips: what they are, and the limits of each. */
static void
sheet_tradition(const struct report *rep)
{
    sheet_heading(rep, SAY_SHEET_TRADITION, BC_LEVEL_NONE);
    item(rep, rep->rs->sentences[SAY_SHEET_TRADITION_1]);
    item(rep, rep->rs->sentences[SAY_SHEET_TRADITION_2]);
    for (size_t i = 0; i < rep->rs->tip_count; i++) {
        const struct tip *tip = &rep->rs->tips[i];
        if ((tip->sheet & TIP_SHEET_TRADITION) == 0) {
            continue;
        }
        if (tip->grade[0] != 'T') {
            item(rep, tip->tip);
        }
        if (tip->not_if != NULL) {
            item(rep, tip->not_if);
        }
    }
}

static void
sheet_about(const struct report *rep)
{
    report_say(rep, SAY_SHEET_ABOUT_1, NULL, 0);
    report_say(rep, SAY_SHEET_ABOUT_2, NULL, 0);
    report_pack(rep);
    report_say(rep, SAY_SHEET_ABOUT_SOURCES, NULL, 0);
}

void
report_sheet(const struct report *rep)
{
    const char *const *say = rep->rs->sentences;
    report_heading(rep, say[SAY_SHEET_TITLE], NULL, 0);
    report_say(rep, SAY_SHEET_MAIN, NULL, 0);
    report_net(rep, SAY_SHEET_EMERGENCY, SAY_SHEET_URGENT);
    sheet_heading(rep, SAY_SHEET_ROUTINE, BC_ROUTINE);
    item(rep, say[SAY_SHEET_ROUTINE_1]);
    item(rep, say[SAY_SHEET_ROUTINE_2]);
    sheet_tips(rep, SAY_SHEET_DO, TIP_SHEET_DO);
    item(rep, say[SAY_SHEET_ASK]);
    sheet_tips(rep, SAY_SHEET_DO_NOT, TIP_SHEET_DO_NOT);
    sheet_tradition(rep);
    sheet_heading(rep, SAY_SHEET_ABOUT, BC_LEVEL_NONE);
    sheet_about(rep);
}

/* ---- for one person ---- */

/* What a sheet holds; it grows tighter until it fits on its page. */
struct extent {
    size_t first_steps;   /* so many tips have their first step */
    size_t further_steps; /* and so many others there are */
    size_t tips;
    enum room room;
};

/* The tips on every such sheet stay longest. */
static bool
is_dropped(const struct tip *const *tips, size_t count, size_t at,
           const struct extent *extent)
{
    size_t others_after = 0;
    for (size_t i = at; i < count; i++) {
        others_after += (tips[i]->sheet & TIP_SHEET_OWN) == 0 ? 1 : 0;
    }
    bool own = (tips[at]->sheet & TIP_SHEET_OWN) != 0;
    return !own && others_after <= count - extent->tips;
}

/* How many steps of a tip are printed, of what is left. */
static size_t
take_steps(const struct tip *tip, size_t *first, size_t *further)
{
    if (tip->steps.count == 0 || *first == 0) {
        return 0;
    }
    size_t others = tip->steps.count - 1;
    others = others < *further ? others : *further;
    *further -= others;
    --*first;
    return 1 + others;
}

static void
own_tips(const struct report *rep, const struct bc_assessment *as,
         const struct extent *extent)
{
    const struct tip *tips[ASSESS_TIPS_MAX];
    size_t count = advise_sheet(tips, as), number = 0;
    size_t first = extent->first_steps, further = extent->further_steps;
    sheet_heading(rep, SAY_TIPS_HEAD, BC_LEVEL_NONE);
    for (size_t i = 0; i < count; i++) {
        if (is_dropped(tips, count, i, extent)) {
            continue;
        }
        size_t some = take_steps(tips[i], &first, &further);
        report_tip(rep, ++number, tips[i], some);
    }
    report_tips_left(rep, as, number < count);
}

static void
own_page(const struct report *rep, const struct bc_assessment *as,
         const struct extent *extent)
{
    struct report page = *rep;
    page.room = extent->room;
    if (as->tip_count > 0) {
        report_heading(rep, rep->rs->sentences[SAY_SHEET_TITLE_OWN], NULL, 0);
    }
    report_card(&page, as);
    if (as->outcome.level == BC_EMERGENCY) {
        return;
    }
    if (as->tip_count > 0) {
        own_tips(&page, as, extent);
    }
    report_net(&page, SAY_SHEET_EMERGENCY, SAY_SHEET_URGENT);
    report_section(&page, BC_LEVEL_NONE);
    sheet_about(&page);
}

static size_t
lines_of_text(const struct report *rep, const struct bc_assessment *as,
              const struct extent *extent)
{
    struct report plain = *rep;
    struct text text;
    size_t lines = 0;
    text_init(&text, &rep->out->mem);
    plain.out = &text;
    plain.html = NULL;
    own_page(&plain, as, extent);
    for (size_t i = 0; i < text.len; i++) {
        lines += text.bytes[i] == '\n' ? 1 : 0;
    }
    rep->out->failed = rep->out->failed || text.failed;
    text_free(&text);
    return lines;
}

/* Steps go first: those behind the first of a tip, then those, the last ones
 * first. Then what she told us, then whole tips from the end. Never a warning,
 * a reason, or a limit of a tip that stays. */
static bool
tighten(struct extent *extent)
{
    if (extent->further_steps > 0) {
        extent->further_steps--;
    } else if (extent->first_steps > 0) {
        extent->first_steps--;
    } else if (extent->room < ROOM_TIGHTEST) {
        extent->room++;
    } else if (extent->tips > 1) {
        extent->tips--;
    } else if (extent->room < ROOM_NONE) {
        extent->room++;
    } else {
        return false;
    }
    return true;
}

void
report_own_sheet(const struct report *rep, const struct bc_assessment *as)
{
    const struct tip *tips[ASSESS_TIPS_MAX];
    struct extent extent = { .room = ROOM_PAGE };
    extent.tips = advise_sheet(tips, as);
    for (size_t i = 0; i < extent.tips; i++) {
        bool some = tips[i]->steps.count > 0;
        extent.first_steps += some ? 1 : 0;
        extent.further_steps += some ? tips[i]->steps.count - 1 : 0;
    }
    while (lines_of_text(rep, as, &extent) > SHEET_LINES_MAX) {
        if (!tighten(&extent)) {
            break;
        }
    }
    own_page(rep, as, &extent);
}
