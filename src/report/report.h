/** Renderers: each composes one kind of output into a text. */
#ifndef REPORT_H
#define REPORT_H

#include "assess.h"
#include "html.h"
#include "text.h"

/** How much room there is. On a page that is full, what she told us goes
 * before any advice, and no warning ever. */
enum room {
    ROOM_PLENTY,
    ROOM_PAGE,     /* one page: no empty lines inside a part */
    ROOM_TIGHT,    /* what she told us stands in a row */
    ROOM_TIGHTEST, /* and where nothing is to be read out, not at all */
    ROOM_NONE,     /* and there is no empty line */
};

/** How to print; for all renderers. */
struct report {
    struct text *out;
    struct html *html; /* writes into out; NULL: plain text */
    const struct bc_ruleset *rs;
    enum region region;
    enum room room;
    size_t columns;    /* of a line of plain text; 0: as wrap.h has it */
    bool color;        /* headings in colour; it never carries meaning */
    bool explain;      /* say where everything comes from */
    bool show_private; /* a person at her own screen: cards with names */
};

/* ---- shared by the renderers (report.c) ---- */

/** A sentence of the pack with fills and contacts, folded, on its own line. */
void report_say(const struct report *rep, enum say say,
                const struct fill *fills, size_t count);

/** Any text of the pack, the same way, as a line of any kind. A text that
 * fills to nothing is left out. */
void report_line(const struct report *rep, enum line line, const char *text,
                 const struct fill *fills, size_t count);

/** Words that are nowhere filled in, folded between these margins. */
void report_wrap(const struct report *rep, const char *first, const char *rest,
                 const char *text);

/** An item of a numbered list. */
void report_number(const struct report *rep, size_t number, const char *text);

/** An empty line, unless there is one already or nothing stands before it. */
void report_gap(const struct report *rep);

/** A part of the page begins, as grave as its level. */
void report_section(const struct report *rep, enum bc_level level);

/** A heading, bold where colour is on. */
void report_heading(const struct report *rep, const char *text,
                    const struct fill *fills, size_t count);

/** The safety net, under two headings: emergency and urgent. */
void report_net(const struct report *rep, enum say emergency, enum say urgent);

/** A tip with its first steps and all its limits. */
void report_tip(const struct report *rep, size_t number, const struct tip *tip,
                size_t steps);

/** That tips were left out, and where more stand. */
void report_tips_left(const struct report *rep, const struct bc_assessment *as,
                      bool more);

/** What this is not, and which rules it comes from; the latter alone. */
void report_footer(const struct report *rep);
void report_pack(const struct report *rep);

/** Labels of questions, divided by semicolons, into a text that the caller
 * frees. Returns how many. */
size_t report_labels(struct text *to, const struct bc_ruleset *rs,
                     question_set set);

/** A value in the words of its choices, or a number, into to. */
void report_value(struct text *to, const struct question *q, choice_set choices,
                  long number);

/** A condition on one question in words: "legs is none or clumsy". */
void report_leaf(struct text *to, const struct bc_ruleset *rs,
                 const struct cond *leaf);

/* ---- renderers ---- */

/** The result as text: care card, tips, safety net, footer. */
void report_result(const struct report *rep, const struct bc_assessment *as);

/** The care card alone; where private answers are shown, after the cards of
 * those that speak first, or replaced by them at an emergency. */
void report_card(const struct report *rep, const struct bc_assessment *as);

/** The cards of private answers: those that speak first, or those that stand
 * last. Returns how many there were. */
size_t report_private(const struct report *rep, const struct bc_assessment *as,
                      bool first);

/** The result as one line of JSON (contract of `check --json`). */
enum bc_status report_result_json(const struct report *rep,
                                  const struct bc_assessment *as);

/** All questions for the author of a script. */
void report_questions(const struct report *rep);
enum bc_status report_questions_json(const struct report *rep);

/** The rules as a drawing, from questions to levels. */
void report_graph_dot(const struct report *rep);
void report_graph_mermaid(const struct report *rep);

/** How a result came about: rule files and lines, answers, sources. */
void report_explain(const struct report *rep, const struct bc_assessment *as);

/** All sources of the pack. */
void report_sources(const struct report *rep);
enum bc_status report_sources_json(const struct report *rep);

/** Begin an HTML page: what is reported goes into it until html_end. */
void report_page(struct report *rep, struct html *html, enum paper paper,
                 bool large);

/** The tip sheet for everyone, and that for one person. */
void report_sheet(const struct report *rep);
void report_own_sheet(const struct report *rep, const struct bc_assessment *as);

#endif
