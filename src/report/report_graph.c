/* Owns `graph`: the rules as a drawing that reads from symptoms on the left to
 * levels on the right. How a language writes it is its pen's. The drawing is
 * about the rules, not about a person: private questions are in it. */
#include "pen.h"

#include <stdio.h>

/* ---- outcomes: a level, and how soon ---- */

/* Rules with one outcome stand together. */
struct band {
    struct outcome outcome;
    char id[48], label[64];
};

static const struct band above_all = { .outcome = { .level = BC_LEVEL_COUNT } };

/* The more pressing, the larger. */
static long
pressing(const struct outcome *outcome)
{
    long hours = outcome->within_days * 24L + outcome->within_hours;
    return outcome->level * 1000000L - (hours != 0 ? hours : 999999L);
}

static struct band
name_band(struct outcome outcome)
{
    struct band band = { .outcome = outcome };
    int count = outcome.within_days + outcome.within_hours;
    const char *level = level_names[outcome.level];
    if (count == 0) {
        snprintf(band.id, sizeof(band.id), "%s", level);
    } else {
        snprintf(band.id, sizeof(band.id), "%s_%d", level, count);
    }
    outcome_words(band.label, sizeof(band.label), &outcome);
    return band;
}

/* The next less pressing outcome that a rule has. */
static bool
next_band(struct band *band, const struct bc_ruleset *rs)
{
    struct outcome best = { .level = BC_LEVEL_NONE };
    long above = pressing(&band->outcome);
    for (size_t i = 0; i < rs->rule_count; i++) {
        const struct outcome *outcome = &rs->rules[i].outcome;
        if (pressing(outcome) < above && pressing(outcome) > pressing(&best)) {
            best = *outcome;
        }
    }
    *band = name_band(best);
    return best.level != BC_LEVEL_NONE;
}

/* ---- nodes ---- */

/* How many nodes lie on the longest way to a condition. */
static size_t
steps_to(const struct bc_ruleset *rs, const struct cond *cond)
{
    size_t most = 1;
    if (cond->kind == COND_IS) {
        most = 1 + steps_to(rs, rs->conditions[cond->named].when);
    }
    for (size_t i = 0; i < cond->count; i++) {
        size_t steps = steps_to(rs, cond->part[i]);
        most = steps > most ? steps : most;
    }
    return most;
}

static struct node
question_node(const struct graph *g, int question)
{
    const char *id = g->rs->questions[question].id;
    return (struct node){
        .kind = KIND_QUESTION, .look = LOOK_QUESTION, .id = id, .label = id
    };
}

static struct node
condition_node(const struct graph *g, int named)
{
    const struct condition *condition = &g->rs->conditions[named];
    return (struct node){ .kind = KIND_CONDITION,
                          .look = LOOK_CONDITION,
                          .id = condition->id,
                          .label = condition->id,
                          .when = condition->when,
                          .step = steps_to(g->rs, condition->when) };
}

static struct node
rule_node(const struct graph *g, const struct rule *rule)
{
    return (struct node){ .kind = KIND_RULE,
                          .look = (int)rule->outcome.level,
                          .id = rule->id,
                          .label = rule->id,
                          .when = rule->when,
                          .step = g->rule_step };
}

static struct node
level_node(const struct graph *g, const struct band *band)
{
    return (struct node){ .kind = KIND_LEVEL,
                          .look = (int)band->outcome.level,
                          .id = band->id,
                          .label = band->label,
                          .step = g->rule_step + 1 };
}

static void
draw_questions(struct graph *g, int part)
{
    const struct node heading = { .kind = KIND_PART,
                                  .id = g->rs->parts[part].id,
                                  .label = g->rs->parts[part].title };
    g->pen->open_group(g, &heading);
    for (size_t i = 0; i < g->rs->question_count; i++) {
        const struct node node = question_node(g, (int)i);
        if (g->rs->questions[i].part == part) {
            g->pen->add_node(g, &node);
        }
    }
    text_add(g->out, g->pen->close_group);
}

static void
draw_rules(struct graph *g, const struct band *band)
{
    const struct node heading = { .kind = KIND_BAND,
                                  .id = band->id,
                                  .label = band->label };
    g->pen->open_group(g, &heading);
    for (size_t i = 0; i < g->rs->rule_count; i++) {
        const struct rule *rule = &g->rs->rules[i];
        const struct node node = rule_node(g, rule);
        if (pressing(&rule->outcome) == pressing(&band->outcome)) {
            g->pen->add_node(g, &node);
        }
    }
    text_add(g->out, g->pen->close_group);
}

static void
draw_nodes(struct graph *g)
{
    text_add(g->out, g->pen->open_column);
    for (size_t i = 0; i < g->rs->part_count; i++) {
        draw_questions(g, (int)i);
    }
    g->pen->close_column(g);
    for (size_t i = 0; i < g->rs->condition_count; i++) {
        const struct node node = condition_node(g, (int)i);
        g->pen->add_node(g, &node);
    }
    text_add(g->out, "\n");
    text_add(g->out, g->pen->open_column);
    for (struct band band = above_all; next_band(&band, g->rs);) {
        draw_rules(g, &band);
    }
    g->pen->close_column(g);
    text_add(g->out, g->pen->open_column);
    for (struct band band = above_all; next_band(&band, g->rs);) {
        const struct node node = level_node(g, &band);
        g->pen->add_node(g, &node);
    }
    g->pen->close_column(g);
}

/* ---- what leads to what ---- */

static void
edge_from_question(struct graph *g, int question, const struct node *to)
{
    const struct node from = question_node(g, question);
    g->pen->add_edge(g, &from, to);
}

static void
edge_from_bound(struct graph *g, const struct bound *bound,
                const struct node *to)
{
    if (bound->set && bound->question >= 0) {
        edge_from_question(g, bound->question, to);
    }
}

static void
edges_from_leaf(struct graph *g, const struct cond *leaf, const struct node *to)
{
    if (leaf->kind == COND_IS) {
        const struct node from = condition_node(g, leaf->named);
        g->pen->add_edge(g, &from, to);
        return;
    }
    edge_from_question(g, leaf->question, to);
    edge_from_bound(g, &leaf->low, to);
    edge_from_bound(g, &leaf->high, to);
}

static void
edges_from(struct graph *g, const struct cond *cond, const struct node *to)
{
    for (size_t i = 0; i < cond->count; i++) {
        edges_from(g, cond->part[i], to);
    }
    if (pen_is_leaf(cond)) {
        edges_from_leaf(g, cond, to);
        g->input++;
    }
}

static void
draw_edges_to(struct graph *g, const struct node *to)
{
    g->input = 0;
    g->drawn = 0;
    edges_from(g, to->when, to);
}

static void
draw_edges(struct graph *g)
{
    for (size_t i = 0; i < g->rs->condition_count; i++) {
        const struct node node = condition_node(g, (int)i);
        draw_edges_to(g, &node);
    }
    for (size_t i = 0; i < g->rs->rule_count; i++) {
        const struct node node = rule_node(g, &g->rs->rules[i]);
        const struct band band = name_band(g->rs->rules[i].outcome);
        const struct node level = level_node(g, &band);
        draw_edges_to(g, &node);
        g->pen->add_edge(g, &node, &level);
    }
}

/* ---- the whole ---- */

static void
draw(const struct report *rep, const struct pen *pen)
{
    struct graph g = {
        .rs = rep->rs, .pen = pen, .out = rep->out, .rule_step = 1
    };
    text_init(&g.chain, &rep->out->mem);
    text_init(&g.words, &rep->out->mem);
    for (size_t i = 0; i < g.rs->condition_count; i++) {
        size_t step = 1 + condition_node(&g, (int)i).step;
        g.rule_step = step > g.rule_step ? step : g.rule_step;
    }
    pen->begin(&g);
    draw_nodes(&g);
    draw_edges(&g);
    text_add(g.out, pen->end);
    rep->out->failed |= g.chain.failed || g.words.failed;
    text_free(&g.chain);
    text_free(&g.words);
}

void
report_graph_dot(const struct report *rep)
{
    draw(rep, &pen_dot);
}

void
report_graph_mermaid(const struct report *rep)
{
    draw(rep, &pen_mermaid);
}
