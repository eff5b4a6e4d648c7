/* Owns the markup of the HTML page; its looks are sheet.css. */
#include "html.h"

#include "wording.h"

const char *const paper_names[PAPER_COUNT] = {
    [PAPER_AUTO] = "auto",
    [PAPER_A4] = "a4",
    [PAPER_LETTER] = "letter",
};

static void
add_escaped(struct text *out, const char *s)
{
    for (; *s != '\0'; s++) {
        switch (*s) {
        case '&':
            text_add(out, "&amp;");
            break;
        case '<':
            text_add(out, "&lt;");
            break;
        case '>':
            text_add(out, "&gt;");
            break;
        case '"':
            text_add(out, "&quot;");
            break;
        default:
            text_add_bytes(out, s, 1);
        }
    }
}

void
html_begin(struct html *html, struct text *out, const char *language,
           const char *title, enum paper paper, bool large)
{
    *html = (struct html){ .out = out };
    text_add(out, "<!DOCTYPE html>\n<html lang=\"");
    add_escaped(out, language);
    text_add(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" "
                  "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                  "<meta name=\"viewport\" "
                  "content=\"width=device-width, initial-scale=1\">\n"
                  "<title>");
    add_escaped(out, title);
    text_addf(out, "</title>\n<style>\n%s", html_style);
    if (paper != PAPER_AUTO) {
        text_addf(out, "@page { size: %s }\n", paper_names[paper]);
    }
    text_addf(out, "</style>\n</head>\n<body%s>\n<main>\n",
              large ? " class=\"large\"" : "");
}

/* Close what is open down to a list of this kind; LINE_HEADING: all. */
static void
close_to(struct html *html, enum line line)
{
    if (html->open == LINE_PLAIN) {
        text_add(html->out, "</p>\n");
        html->open = LINE_HEADING;
    }
    if (html->open == LINE_STEP && line != LINE_STEP) {
        text_add(html->out, "</li>\n</ul>\n");
        html->open = LINE_NUMBER;
    }
    if (html->open == LINE_NUMBER && line != LINE_NUMBER && line != LINE_STEP) {
        text_add(html->out, "</li>\n</ol>\n");
        html->open = LINE_HEADING;
    }
    if (html->open == LINE_ITEM && line != LINE_ITEM) {
        text_add(html->out, "</li>\n</ul>\n");
        html->open = LINE_HEADING;
    }
}

void
html_gap(struct html *html)
{
    close_to(html, LINE_HEADING);
}

void
html_section(struct html *html, enum bc_level level)
{
    html_gap(html);
    text_add(html->out, html->section ? "</section>\n" : "");
    html->section = true;
    text_addf(html->out, "<section class=\"%s\">\n", level_names[level]);
}

static void
heading(struct html *html, const char *text)
{
    const char *tag = html->titled ? "h2" : "h1";
    html_gap(html);
    html->titled = true;
    text_addf(html->out, "<%s>", tag);
    add_escaped(html->out, text);
    text_addf(html->out, "</%s>\n", tag);
}

static void
plain(struct html *html, const char *text)
{
    bool goes_on = html->open == LINE_PLAIN;
    if (!goes_on) {
        html_gap(html);
    }
    text_add(html->out, goes_on ? "<br>\n" : "<p>");
    add_escaped(html->out, text);
    html->open = LINE_PLAIN;
}

static void
item(struct html *html, enum line line, const char *text)
{
    const char *list = line == LINE_NUMBER ? "<ol>\n" : "<ul>\n";
    close_to(html, line);
    if (html->open == line) {
        text_add(html->out, "</li>\n");
    } else {
        text_addf(html->out, "%s%s", line == LINE_STEP ? "\n" : "", list);
    }
    text_add(html->out, line == LINE_NUMBER ? "<li><strong>" : "<li>");
    add_escaped(html->out, text);
    text_add(html->out, line == LINE_NUMBER ? "</strong>" : "");
    html->open = line;
}

void
html_line(struct html *html, enum line line, const char *text)
{
    switch (line) {
    case LINE_HEADING:
        heading(html, text);
        return;
    case LINE_PLAIN:
    case LINE_HANGING:
        plain(html, text);
        return;
    case LINE_ITEM:
    case LINE_NUMBER:
    case LINE_STEP:
        item(html, line, text);
        return;
    case LINE_COUNT:
        return;
    }
}

void
html_end(struct html *html)
{
    html_gap(html);
    text_add(html->out, html->section ? "</section>\n" : "");
    text_add(html->out, "</main>\n</body>\n</html>\n");
}
