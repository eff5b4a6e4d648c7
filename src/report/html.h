/** One page of HTML, line by line: no script, no font, no image, no request.
 * Everything set here is text; only this file writes markup. */
#ifndef HTML_H
#define HTML_H

#include "backcheck.h"
#include "text.h"

/** What a line is. How it looks is up to the medium: plain text or HTML. */
enum line {
    LINE_HEADING,
    LINE_PLAIN,
    LINE_HANGING, /* plain, further lines set in */
    LINE_ITEM,
    LINE_NUMBER, /* an item of a numbered list */
    LINE_STEP,   /* an item under a numbered one */
    LINE_COUNT
};

enum paper {
    PAPER_AUTO, /* whatever is in the printer */
    PAPER_A4,
    PAPER_LETTER,
    PAPER_COUNT
};

extern const char *const paper_names[PAPER_COUNT];

/** sheet.css, made into C when the program was built. */
extern const char html_style[];

struct html {
    struct text *out;
    bool titled;    /* the h1 stands: further headings are h2 */
    bool section;   /* one is open */
    enum line open; /* LINE_PLAIN, _ITEM, _NUMBER or _STEP: what can go on;
                       LINE_HEADING: nothing */
};

/** Begin a page. In large print when asked. */
void html_begin(struct html *html, struct text *out, const char *language,
                const char *title, enum paper paper, bool large);

/** A part of the page, as grave as its level; BC_LEVEL_NONE: a plain one. */
void html_section(struct html *html, enum bc_level level);

/** A line; plain lines without a gap between them make one paragraph, items
 * one list. */
void html_line(struct html *html, enum line line, const char *text);

/** What is open does not go on. */
void html_gap(struct html *html);

void html_end(struct html *html);

#endif
