/* Owns what the renderers share: filling a sentence and setting it as a line,
 * in plain text or in HTML. */
#include "report.h"

#include "fill.h"
#include "wrap.h"

#include <stdio.h>

/* How each kind of line begins in plain text, and goes on. */
static const struct margin margins[LINE_COUNT] = {
    [LINE_HEADING] = { "", "" },     [LINE_PLAIN] = { "", "" },
    [LINE_HANGING] = { "", "    " }, [LINE_ITEM] = { "- ", "  " },
    [LINE_NUMBER] = { "", "   " },   [LINE_STEP] = { "   - ", "     " },
};

void
report_wrap(const struct report *rep, const char *first, const char *rest,
            const char *text)
{
    wrap_add(rep->out, rep->columns, &(struct margin){ first, rest }, text);
}

static void
set_line(const struct report *rep, enum line line, const char *first,
         const char *text, const struct fill *fills, size_t count)
{
    struct text filled;
    text_init(&filled, &rep->out->mem);
    fill_sentence(&filled, rep->rs, rep->region, text, fills, count);
    if (filled.len > 0 && rep->html != NULL) {
        html_line(rep->html, line, text_get(&filled));
    } else if (filled.len > 0) {
        report_wrap(rep, first, margins[line].rest, text_get(&filled));
    }
    rep->out->failed = rep->out->failed || filled.failed;
    text_free(&filled);
}

void
report_line(const struct report *rep, enum line line, const char *text,
            const struct fill *fills, size_t count)
{
    set_line(rep, line, margins[line].first, text, fills, count);
}

void
report_number(const struct report *rep, size_t number, const char *text)
{
    char first[24];
    snprintf(first, sizeof(first), "%zu. ", number);
    set_line(rep, LINE_NUMBER, first, text, NULL, 0);
}

void
report_say(const struct report *rep, enum say say, const struct fill *fills,
           size_t count)
{
    report_line(rep, LINE_PLAIN, rep->rs->sentences[say], fills, count);
}

static void
text_gap(const struct report *rep)
{
    const struct text *out = rep->out;
    bool gap = out->len >= 2 && out->bytes[out->len - 2] == '\n' &&
               out->bytes[out->len - 1] == '\n';
    if (out->len > 0 && !gap) {
        text_add(rep->out, "\n");
    }
}

void
report_gap(const struct report *rep)
{
    if (rep->html != NULL) {
        html_gap(rep->html);
    } else if (rep->room == ROOM_PLENTY) {
        text_gap(rep);
    }
}

void
report_section(const struct report *rep, enum bc_level level)
{
    if (rep->html != NULL) {
        html_section(rep->html, level);
    } else if (rep->room < ROOM_NONE) {
        text_gap(rep);
    }
}

void
report_heading(const struct report *rep, const char *text,
               const struct fill *fills, size_t count)
{
    struct text *out = rep->out;
    bool bold = rep->color && rep->html == NULL;
    text_add(out, bold ? "\033[1m" : "");
    report_line(rep, LINE_HEADING, text, fills, count);
    if (bold && out->len > 0) {
        out->len--; /* colour ends with the words, before the line feed */
        text_add(out, "\033[0m\n");
    }
}

static void
net_part(const struct report *rep, enum bc_level level, enum say heading)
{
    report_section(rep, level);
    report_heading(rep, rep->rs->sentences[heading], NULL, 0);
    for (size_t i = 0; i < rep->rs->net_count; i++) {
        if (rep->rs->net[i].level == level) {
            report_line(rep, LINE_ITEM, rep->rs->net[i].text, NULL, 0);
        }
    }
}

void
report_net(const struct report *rep, enum say emergency, enum say urgent)
{
    net_part(rep, BC_EMERGENCY, emergency);
    net_part(rep, BC_URGENT, urgent);
}

size_t
report_labels(struct text *to, const struct bc_ruleset *rs, question_set set)
{
    size_t count = 0;
    for (size_t i = 0; i < rs->question_count; i++) {
        if ((set & BIT(i)) != 0) {
            text_add(to, count++ > 0 ? "; " : "");
            text_add(to, rs->questions[i].label);
        }
    }
    return count;
}

void
report_value(struct text *to, const struct question *q, choice_set choices,
             long number)
{
    if (q->type == QUESTION_NUMBER) {
        text_addf(to, "%ld", number);
        return;
    }
    size_t count = 0;
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((choices & BIT(i)) != 0) {
            text_add(to, count++ > 0 ? "; " : "");
            text_add(to, q->choices[i].text);
        }
    }
}

void
report_page(struct report *rep, struct html *html, enum paper paper, bool large)
{
    struct text title;
    text_init(&title, &rep->out->mem);
    fill_sentence(&title, rep->rs, rep->region,
                  rep->rs->sentences[SAY_SHEET_TITLE], NULL, 0);
    html_begin(html, rep->out, rep->rs->language, text_get(&title), paper,
               large);
    rep->out->failed = rep->out->failed || title.failed;
    text_free(&title);
    rep->html = html;
}
