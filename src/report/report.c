/* Owns what the renderers share: filling a sentence and folding it. */
#include "report.h"

#include "fill.h"
#include "wrap.h"

#include <string.h>

void
report_line(const struct report *rep, const char *first, const char *rest,
            const char *text, const struct fill *fills, size_t count)
{
    struct text filled;
    text_init(&filled, &rep->out->mem);
    fill_sentence(&filled, rep->rs, rep->region, text, fills, count);
    if (filled.len > 0) {
        wrap_add(rep->out, first, rest, text_get(&filled));
    }
    rep->out->failed = rep->out->failed || filled.failed;
    text_free(&filled);
}

void
report_say(const struct report *rep, enum say say, const struct fill *fills,
           size_t count)
{
    report_line(rep, "", "", rep->rs->sentences[say], fills, count);
}

void
report_gap(const struct report *rep)
{
    const struct text *out = rep->out;
    bool gap = out->len >= 2 && out->bytes[out->len - 2] == '\n' &&
               out->bytes[out->len - 1] == '\n';
    if (out->len > 0 && !gap) {
        text_add(rep->out, "\n");
    }
}

void
report_heading(const struct report *rep, const char *text,
               const struct fill *fills, size_t count)
{
    struct text *out = rep->out;
    text_add(out, rep->color ? "\033[1m" : "");
    report_line(rep, "", "", text, fills, count);
    if (rep->color && out->len > 0) {
        out->len--; /* colour ends with the words, before the line feed */
        text_add(out, "\033[0m\n");
    }
}

static void
net_part(const struct report *rep, enum bc_level level, enum say heading)
{
    report_say(rep, heading, NULL, 0);
    for (size_t i = 0; i < rep->rs->net_count; i++) {
        if (rep->rs->net[i].level == level) {
            report_line(rep, "- ", "  ", rep->rs->net[i].text, NULL, 0);
        }
    }
}

void
report_net(const struct report *rep, enum say emergency, enum say urgent)
{
    net_part(rep, BC_EMERGENCY, emergency);
    report_gap(rep);
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
