/** What a drawing of the rules is made of, and how a language writes it: for
 * report_graph.c and the pens. */
#ifndef PEN_H
#define PEN_H

#include "report.h"

/** First letter of a node's name: ids of each kind are their own name space. */
enum kind {
    KIND_PART = 'p', /* headings: of questions, */
    KIND_BAND = 'b', /* and of rules with one outcome */
    KIND_QUESTION = 'q',
    KIND_CONDITION = 'c',
    KIND_RULE = 'r',
    KIND_LEVEL = 'l',
};

/** How a node looks: as its level, or as one of these. */
enum {
    LOOK_QUESTION = BC_LEVEL_NONE,
    LOOK_CONDITION = BC_LEVEL_COUNT,
    LOOK_COUNT
};

struct look {
    const char *name, *color; /* colours only repeat what words say */
};

extern const struct look pen_looks[LOOK_COUNT];

struct node {
    enum kind kind;
    int look;
    const char *id, *label;
    const struct cond *when; /* what it reads; NULL: nothing */
    size_t step;             /* how far from the questions it stands */
};

struct graph;

/** How a language writes the parts of a drawing. A column is a number of
 * groups, one below the other. */
struct pen {
    const char *entity;     /* stands before "#60;" */
    const char *line_break; /* inside a label */
    const char *open_column, *close_group, *end;
    void (*begin)(struct graph *g);
    void (*open_group)(struct graph *g, const struct node *heading);
    void (*add_node)(struct graph *g, const struct node *node);
    void (*close_column)(struct graph *g);
    void (*add_edge)(struct graph *g, const struct node *from,
                     const struct node *to);
};

extern const struct pen pen_dot, pen_mermaid;

struct graph {
    const struct bc_ruleset *rs;
    const struct pen *pen;
    struct text *out;
    struct text chain;  /* DOT: the nodes of a column, top down */
    struct text words;  /* of one leaf */
    size_t rule_step;   /* where all rules stand */
    size_t input;       /* number of a leaf in its condition */
    question_set drawn; /* those that lead to this node already */
};

/** The name of a node; any id gives one that both languages take. */
void pen_name(struct text *to, const struct node *node);

/** Words inside a label: nothing in them means anything to the language, or to
 * the page it is drawn on. */
void pen_words(struct graph *g, const char *words);

/** What is drawn, for the top of the page. */
void pen_title(struct graph *g);

/** A leaf reads a question, or is a named condition. */
bool pen_is_leaf(const struct cond *cond);

/** A leaf in words, folded. */
void pen_leaf(struct graph *g, const struct cond *leaf);

/** The word that joins the parts of any other condition. */
void pen_gate(struct graph *g, const struct cond *cond);

#endif
