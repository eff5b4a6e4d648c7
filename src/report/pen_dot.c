/* Owns what DOT, the language of Graphviz, looks like. */
#include "pen.h"

#define TABLE "<table border=\"0\" cellborder=\"1\" cellspacing=\"0\">"
#define GROUP "<td cellpadding=\"0\" border=\"0\">" TABLE

static void
begin(struct graph *g)
{
    text_add(g->out, "digraph backcheck {\n"
                     "  rankdir=LR; ranksep=1.2; nodesep=0.06\n"
                     "  fontname=\"Helvetica\"; fontsize=16; labelloc=t\n"
                     "  label=<");
    pen_title(g);
    text_add(g->out, ">\n"
                     "  node [shape=box, style=filled, height=0.2, "
                     "margin=\"0.08,0.03\", fontname=\"Helvetica\", "
                     "fontsize=10]\n"
                     "  edge [arrowsize=0.5, color=\"#777777\"]\n\n");
}

static void
chain(struct graph *g, const struct node *node)
{
    text_add(&g->chain, g->chain.len > 0 ? " ->\n      " : "      ");
    pen_name(&g->chain, node);
}

/* A heading is a node: boxes around groups would undo the order of a column. */
static void
open_group(struct graph *g, const struct node *heading)
{
    text_add(g->out, "    ");
    pen_name(g->out, heading);
    text_add(g->out, " [label=<");
    pen_words(g, heading->label);
    text_add(g->out, ">, shape=plaintext, style=\"\", height=0.5, "
                     "fontsize=14]\n");
    chain(g, heading);
}

/* A condition as cells that read like a circuit: the leaves on the left, each
 * an input, lead into the words that join them. */
static void
add_cells(struct graph *g, const struct cond *cond)
{
    if (pen_is_leaf(cond)) {
        text_addf(g->out, "<td port=\"i%zu\" align=\"left\" bgcolor=\"white\">",
                  g->input++);
        pen_leaf(g, cond);
        text_add(g->out, "<br align=\"left\"/></td>");
        return;
    }
    text_add(g->out, GROUP);
    for (size_t i = 0; i < cond->count; i++) {
        bool leaf = pen_is_leaf(cond->part[i]);
        text_add(g->out, leaf ? "<tr>" : "<tr>" GROUP "<tr>");
        add_cells(g, cond->part[i]);
        text_add(g->out, leaf ? "</tr>" : "</tr></table></td></tr>");
    }
    text_add(g->out, "</table></td><td bgcolor=\"white\">");
    pen_gate(g, cond);
    text_add(g->out, "</td>");
}

static void
add_label(struct graph *g, const struct node *node)
{
    if (node->when == NULL) {
        pen_words(g, node->label);
        return;
    }
    g->input = 0;
    text_add(g->out, TABLE "<tr>");
    add_cells(g, node->when);
    text_add(g->out, "<td>");
    pen_words(g, node->label);
    text_add(g->out, "</td></tr></table>");
}

static void
add_node(struct graph *g, const struct node *node)
{
    text_add(g->out, "    ");
    pen_name(g->out, node);
    text_add(g->out, " [label=<");
    add_label(g, node);
    text_addf(g->out, ">, fillcolor=\"%s\"%s%s]\n", pen_looks[node->look].color,
              node->when != NULL ? ", shape=plain" : "",
              node->kind == KIND_LEVEL ? ", height=0.6, fontsize=16" : "");
    /* A condition may stand wherever there is room between two columns. */
    if (node->kind != KIND_CONDITION) {
        chain(g, node);
    }
}

/* Nothing but such a chain keeps the order from top to bottom. */
static void
close_column(struct graph *g)
{
    text_addf(g->out, "    edge [style=invis]\n%s\n  }\n\n",
              text_get(&g->chain));
    text_clear(&g->chain);
}

/* The edges from a question share a colour, so that they can be followed. */
static const char *
edge_color(const struct graph *g, const struct node *from)
{
    static const char *const colors[] = {
        "#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#8c564b",
        "#d2691e", "#17808e", "#b8860b", "#c71585", "#556b2f",
    };
    int at = ruleset_find_question(g->rs, from->id);
    return colors[(size_t)at % ARRAY_LEN(colors)];
}

static void
add_edge(struct graph *g, const struct node *from, const struct node *to)
{
    text_add(g->out, "  ");
    pen_name(g->out, from);
    text_add(g->out, ":e -> ");
    pen_name(g->out, to);
    if (to->when != NULL) {
        text_addf(g->out, ":i%zu", g->input);
    }
    text_add(g->out, ":w");
    if (from->kind == KIND_QUESTION) {
        text_addf(g->out, " [color=\"%s\"]", edge_color(g, from));
    }
    text_add(g->out, "\n");
}

const struct pen pen_dot = {
    .entity = "&",
    .line_break = "<br align=\"left\"/>",
    .open_column = "  { rank=same\n",
    .close_group = "",
    .end = "}\n",
    .begin = begin,
    .open_group = open_group,
    .add_node = add_node,
    .close_column = close_column,
    .add_edge = add_edge,
};
