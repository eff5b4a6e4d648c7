/* Owns what Mermaid, the language of drawings in Markdown, looks like. */
#include "pen.h"

static void
begin(struct graph *g)
{
    text_add(g->out, "---\ntitle: \"");
    pen_title(g);
    text_add(g->out, "\"\n"
                     "config:\n"
                     "  flowchart:\n"
                     "    nodeSpacing: 8\n"
                     "    rankSpacing: 120\n"
                     "    subGraphTitleMargin:\n"
                     "      top: 4\n"
                     "      bottom: 16\n"
                     "    wrappingWidth: 400\n"
                     "---\n"
                     "flowchart LR\n");
    for (int i = 0; i < LOOK_COUNT; i++) {
        text_addf(g->out,
                  "  classDef %s fill:%s,stroke:#555,color:#000,"
                  "text-align:left\n",
                  pen_looks[i].name, pen_looks[i].color);
    }
    text_add(g->out, "\n");
}

static void
open_group(struct graph *g, const struct node *heading)
{
    text_add(g->out, "  subgraph ");
    pen_name(g->out, heading);
    text_add(g->out, "[\"");
    pen_words(g, heading->label);
    text_add(g->out, "\"]\n");
}

/* A condition as lines, the parts of a group further in. */
static void
add_lines(struct graph *g, const struct cond *cond, int depth)
{
    text_add(g->out, g->pen->line_break);
    for (int i = 0; i < depth; i++) {
        text_add(g->out, "#160;#160;");
    }
    if (pen_is_leaf(cond)) {
        pen_leaf(g, cond);
    } else {
        pen_gate(g, cond);
    }
    for (size_t i = 0; i < cond->count; i++) {
        add_lines(g, cond->part[i], depth + 1);
    }
}

static void
add_node(struct graph *g, const struct node *node)
{
    text_add(g->out, "    ");
    pen_name(g->out, node);
    text_add(g->out, node->when != NULL ? "[\"<b>" : "[\"");
    pen_words(g, node->label);
    if (node->when != NULL) {
        text_add(g->out, "</b>");
        add_lines(g, node->when, 0);
    }
    text_addf(g->out, "\"]:::%s\n", pen_looks[node->look].name);
}

static void
close_column(struct graph *g)
{
    text_add(g->out, "\n");
}

/* Boxes have no inputs to point at: one edge from each question is enough. Long
 * arrows keep the steps in line. */
static void
add_edge(struct graph *g, const struct node *from, const struct node *to)
{
    if (from->kind == KIND_QUESTION) {
        question_set bit = BIT(ruleset_find_question(g->rs, from->id));
        if ((g->drawn & bit) != 0) {
            return;
        }
        g->drawn |= bit;
    }
    text_add(g->out, "  ");
    pen_name(g->out, from);
    text_add(g->out, " --");
    for (size_t step = from->step + 1; step < to->step; step++) {
        text_add(g->out, "-");
    }
    text_add(g->out, "> ");
    pen_name(g->out, to);
    text_add(g->out, "\n");
}

const struct pen pen_mermaid = {
    .entity = "",
    .line_break = "<br>",
    .open_column = "",
    .close_group = "  end\n",
    .end = "",
    .begin = begin,
    .open_group = open_group,
    .add_node = add_node,
    .close_column = close_column,
    .add_edge = add_edge,
};
