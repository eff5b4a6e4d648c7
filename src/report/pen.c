/* Owns what the pens share: names, words and their escapes. */
#include "pen.h"

#include <ctype.h>
#include <string.h>

/* Columns of a line in a box, more or less; and of one that is not folded. */
#define LINE_WIDTH 36
#define NO_FOLD SIZE_MAX

const struct look pen_looks[LOOK_COUNT] = {
    [LOOK_QUESTION] = { "question", "#e3eef9" },
    [LOOK_CONDITION] = { "condition", "#eeeeee" },
    [BC_SELF_CARE] = { "self_care", "#dcefd9" },
    [BC_ROUTINE] = { "routine", "#f7f3c9" },
    [BC_URGENT] = { "urgent", "#fbe3bd" },
    [BC_EMERGENCY] = { "emergency", "#f8d3cf" },
};

/* Ids are lower-case letters, digits and _, so X can stand for all else. */
void
pen_name(struct text *to, const struct node *node)
{
    text_addf(to, "%c_", (char)node->kind);
    for (const char *at = node->id; *at != '\0'; at++) {
        unsigned char c = (unsigned char)*at;
        if (islower(c) || isdigit(c) || c == '_') {
            text_add_bytes(to, at, 1);
        } else {
            text_addf(to, "X%02X", c);
        }
    }
}

/* What could mean anything is written as the number of the character. */
static void
add_words(struct graph *g, const char *words, size_t width)
{
    static const char harmless[] = "_,.-@()";
    size_t column = 0;
    for (const char *at = words; *at != '\0'; at++, column++) {
        unsigned char c = (unsigned char)*at;
        bool blank = c <= ' ' || c == 0x7f;
        if (blank && column >= width) {
            text_add(g->out, g->pen->line_break);
            column = 0;
        } else if (blank) {
            text_add(g->out, " ");
        } else if (c >= 0x80 || isalnum(c) || strchr(harmless, c) != NULL) {
            text_add_bytes(g->out, at, 1);
        } else {
            text_addf(g->out, "%s#%d;", g->pen->entity, c);
        }
    }
}

void
pen_words(struct graph *g, const char *words)
{
    add_words(g, words, NO_FOLD);
}

void
pen_title(struct graph *g)
{
    text_add(g->out, "Rules of ");
    pen_words(g, g->rs->name);
    text_add(g->out, ": questions, named conditions, rules, levels");
}

bool
pen_is_leaf(const struct cond *cond)
{
    return cond->count == 0;
}

void
pen_leaf(struct graph *g, const struct cond *leaf)
{
    text_clear(&g->words);
    if (leaf->kind == COND_IS) {
        text_add(&g->words, g->rs->conditions[leaf->named].id);
    } else {
        report_leaf(&g->words, g->rs, leaf);
    }
    add_words(g, text_get(&g->words), LINE_WIDTH);
}

void
pen_gate(struct graph *g, const struct cond *cond)
{
    static const char *const words[] = {
        [COND_ALL] = "all",
        [COND_ANY] = "any",
        [COND_NOT] = "not",
        [COND_COUNT] = "at least",
    };
    text_add(g->out, words[cond->kind]);
    if (cond->kind == COND_COUNT) {
        text_addf(g->out, " %u", cond->at_least);
    }
}
