/* Claims about the drawing of the rules: everything is on it once, what leads
 * to a rule on it is what the rule reads, and no text of a pack can pass for
 * anything but text. Each holds for both languages. */
#include "support.h"

#include "report.h"

#include <stdio.h>
#include <string.h>

#define NAME_SIZE 128
#define EDGES_MAX 2000

struct language {
    const char *name;
    void (*draw)(const struct report *rep);
    const char *node; /* between a node's name and its label */
    const char *edge; /* how the arrow between two names is read */
};

static const struct language languages[] = {
    { "dot", report_graph_dot, " [label=<", " %127[a-zX0-9A-F_]:e -> %127s" },
    { "mermaid", report_graph_mermaid, "[\"",
      " %127[a-zX0-9A-F_] %*[-]> %127s" },
};

struct edge {
    char from[NAME_SIZE], to[NAME_SIZE];
};

struct drawing {
    const struct language *language;
    struct text text;
    struct edge edges[EDGES_MAX];
    size_t edge_count;
};

static void
read_edges(struct drawing *d)
{
    for (const char *line = text_get(&d->text); line != NULL;
         line = strchr(line, '\n')) {
        struct edge *edge = &d->edges[d->edge_count];
        line += *line == '\n' ? 1 : 0;
        if (sscanf(line, d->language->edge, edge->from, edge->to) == 2) {
            edge->to[strcspn(edge->to, ":")] = '\0';
            d->edge_count++;
            assert_true(d->edge_count < EDGES_MAX);
        }
    }
}

static void
draw(struct drawing *d, const struct language *language,
     const struct bc_ruleset *rs)
{
    d->language = language;
    d->edge_count = 0;
    text_init(&d->text, NULL);
    const struct report rep = { .out = &d->text, .rs = rs };
    language->draw(&rep);
    assert_false(d->text.failed);
    read_edges(d);
}

static size_t
count(const struct drawing *d, const char *words)
{
    size_t found = 0;
    for (const char *at = strstr(text_get(&d->text), words); at != NULL;
         at = strstr(at + 1, words)) {
        found++;
    }
    return found;
}

/* How often a name is a node: at the start of a line, before a label. */
static size_t
count_nodes(const struct drawing *d, const char *name)
{
    char words[NAME_SIZE + 16];
    snprintf(words, sizeof(words), "\n    %s%s", name, d->language->node);
    return count(d, words);
}

static void
expect_node(const struct drawing *d, char kind, const char *id)
{
    char name[NAME_SIZE];
    snprintf(name, sizeof(name), "%c_%s", kind, id);
    if (count_nodes(d, name) != 1) {
        fail_msg("%s: %s is a node %zu times", d->language->name, name,
                 count_nodes(d, name));
    }
}

/* The name of a level, after what a rule says. */
static void
level_name(char name[NAME_SIZE], const struct outcome *outcome)
{
    int number = outcome->within_days + outcome->within_hours;
    if (number != 0) {
        snprintf(name, NAME_SIZE, "l_%s_%d", level_names[outcome->level],
                 number);
    } else {
        snprintf(name, NAME_SIZE, "l_%s", level_names[outcome->level]);
    }
}

static const struct bc_ruleset *
small_rules(void)
{
    static const struct bc_ruleset *rs;
    static struct bc_errors errs;
    if (rs == NULL) {
        assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs),
                         BC_OK);
    }
    return rs;
}

typedef void claim_fn(const struct drawing *d, const struct bc_ruleset *rs);

/* Both languages, both packs. */
static void
everywhere(claim_fn *claim)
{
    const struct bc_ruleset *const packs[] = { shipped_rules(), small_rules() };
    static struct drawing d;
    for (size_t i = 0; i < ARRAY_LEN(languages) * ARRAY_LEN(packs); i++) {
        draw(&d, &languages[i % 2], packs[i / 2]);
        claim(&d, packs[i / 2]);
        text_free(&d.text);
    }
}

/* ---- all of it is there ---- */

static void
has_everything_once(const struct drawing *d, const struct bc_ruleset *rs)
{
    for (size_t i = 0; i < rs->question_count; i++) {
        expect_node(d, 'q', rs->questions[i].id);
    }
    for (size_t i = 0; i < rs->condition_count; i++) {
        expect_node(d, 'c', rs->conditions[i].id);
    }
    for (size_t i = 0; i < rs->rule_count; i++) {
        char level[NAME_SIZE];
        level_name(level, &rs->rules[i].outcome);
        expect_node(d, 'r', rs->rules[i].id);
        assert_int_equal(count_nodes(d, level), 1);
    }
}

static void
test_graph_has_each_question_condition_rule_and_level_once(void **state)
{
    (void)state;
    everywhere(has_everything_once);
}

static void
has_both_ends(const struct drawing *d, const struct bc_ruleset *rs)
{
    assert_true(d->edge_count > rs->rule_count);
    for (size_t i = 0; i < d->edge_count; i++) {
        assert_int_equal(count_nodes(d, d->edges[i].from), 1);
        assert_int_equal(count_nodes(d, d->edges[i].to), 1);
    }
}

static void
test_graph_edges_join_nodes_that_exist(void **state)
{
    (void)state;
    everywhere(has_both_ends);
}

static void
test_graph_dot_edges_end_at_inputs_that_exist(void **state)
{
    (void)state;
    static struct drawing d;
    size_t inputs = 0;
    draw(&d, &languages[0], shipped_rules());
    const char *text = text_get(&d.text);
    for (const char *at = strstr(text, " -> "); at != NULL;
         at = strstr(at + 1, " -> ")) {
        char name[NAME_SIZE], node[NAME_SIZE + 16], port[32];
        unsigned input = 0;
        if (sscanf(at, " -> %127[a-z0-9_]:i%u:w", name, &input) == 2) {
            snprintf(node, sizeof(node), "\n    %s [", name);
            snprintf(port, sizeof(port), "port=\"i%u\"", input);
            const char *line = strstr(text, node);
            assert_non_null(line);
            const char *cell = strstr(line, port);
            assert_non_null(cell);
            assert_true(cell < strchr(line + 1, '\n'));
            inputs++;
        }
    }
    assert_true(inputs > shipped_rules()->rule_count);
    text_free(&d.text);
}

/* ---- what leads where ---- */

static question_set
questions_behind(const struct drawing *d, const struct bc_ruleset *rs,
                 const char *name)
{
    if (name[0] == 'q') {
        return BIT(ruleset_find_question(rs, name + 2));
    }
    question_set set = 0;
    for (size_t i = 0; i < d->edge_count; i++) {
        if (strcmp(d->edges[i].to, name) == 0) {
            set |= questions_behind(d, rs, d->edges[i].from);
        }
    }
    return set;
}

static void
leads_from_what_it_reads(const struct drawing *d, const struct bc_ruleset *rs)
{
    for (size_t i = 0; i < rs->rule_count; i++) {
        char name[NAME_SIZE];
        snprintf(name, sizeof(name), "r_%s", rs->rules[i].id);
        if (questions_behind(d, rs, name) != rs->rules[i].reads) {
            fail_msg("%s: other questions lead to %s than it reads",
                     d->language->name, name);
        }
    }
}

static void
test_graph_leads_to_a_rule_from_all_that_it_reads(void **state)
{
    (void)state;
    everywhere(leads_from_what_it_reads);
}

static void
leads_to_its_level(const struct drawing *d, const struct bc_ruleset *rs)
{
    for (size_t i = 0; i < rs->rule_count; i++) {
        char name[NAME_SIZE], level[NAME_SIZE];
        size_t edges = 0;
        snprintf(name, sizeof(name), "r_%s", rs->rules[i].id);
        level_name(level, &rs->rules[i].outcome);
        for (size_t e = 0; e < d->edge_count; e++) {
            if (strcmp(d->edges[e].from, name) == 0) {
                assert_string_equal(d->edges[e].to, level);
                edges++;
            }
        }
        assert_int_equal(edges, 1);
    }
}

static void
test_graph_leads_from_a_rule_to_its_level_alone(void **state)
{
    (void)state;
    everywhere(leads_to_its_level);
}

/* ---- text stays text ---- */

#define HOSTILE "a\"]:::x\n end<script>'\\|{}`#;&amp;--> %% X"
#define HOSTILE_NAME                                                           \
    "aX22X5DX3AX3AX3AxX0AX20endX3CscriptX3EX27X5CX7CX7BX7DX60X23X3BX26a"       \
    "mpX3BX2DX2DX3EX20X25X25X20X58"

/* The small pack, where every text that is drawn is hostile. */
static void
make_hostile(struct bc_ruleset *rs, struct question *question,
             struct choice *choice)
{
    static struct part parts[2];
    static struct condition conditions[3];
    static struct rule rules[5];
    assert_true(rs->part_count <= ARRAY_LEN(parts) &&
                rs->condition_count <= ARRAY_LEN(conditions) &&
                rs->rule_count <= ARRAY_LEN(rules));
    memcpy(parts, rs->parts, rs->part_count * sizeof(*parts));
    memcpy(conditions, rs->conditions,
           rs->condition_count * sizeof(*conditions));
    memcpy(rules, rs->rules, rs->rule_count * sizeof(*rules));
    parts[0].id = parts[0].title = HOSTILE;
    conditions[0].id = rules[0].id = HOSTILE;
    choice[0].id = question[0].id = rs->name = HOSTILE;
    question[0].choices = choice;
    rs->parts = parts;
    rs->conditions = conditions;
    rs->rules = rules;
    rs->questions = question;
}

static void
test_graph_text_cannot_pass_for_anything_else(void **state)
{
    (void)state;
    /* The entities of DOT begin with &, those of Mermaid do not. */
    static const char dot[] =
        "a&#34;&#93;&#58;&#58;&#58;x  end&#60;script&#62;&#39;&#92;&#124;"
        "&#123;&#125;&#96;&#35;&#59;&#38;amp&#59;--&#62; &#37;&#37; X";
    static const char mermaid[] =
        "a#34;#93;#58;#58;#58;x  end#60;script#62;#39;#92;#124;"
        "#123;#125;#96;#35;#59;#38;amp#59;--#62; #37;#37; X";
    static const char *const escaped[] = { dot, mermaid };
    static struct drawing d;
    struct bc_ruleset rs = *small_rules();
    struct question questions[16];
    struct choice choices[8];
    assert_true(rs.question_count <= ARRAY_LEN(questions));
    assert_true(rs.questions[0].choice_count <= ARRAY_LEN(choices));
    memcpy(questions, rs.questions, rs.question_count * sizeof(*questions));
    memcpy(choices, rs.questions[0].choices,
           rs.questions[0].choice_count * sizeof(*choices));
    make_hostile(&rs, questions, choices);
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        draw(&d, &languages[i], &rs);
        assert_int_equal(count(&d, "script>"), 0);
        assert_int_equal(count(&d, "&amp;"), 0);
        /* title, part, question, condition, rule */
        assert_true(count(&d, escaped[i]) >= 5);
        assert_int_equal(count_nodes(&d, "q_" HOSTILE_NAME), 1);
        assert_int_equal(count_nodes(&d, "c_" HOSTILE_NAME), 1);
        assert_int_equal(count_nodes(&d, "r_" HOSTILE_NAME), 1);
        has_both_ends(&d, &rs);
        text_free(&d.text);
    }
}

/* ---- without memory ---- */

static void
test_graph_without_memory_says_so(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        bool failed = true;
        for (long left = 0; failed; left++) {
            struct tight_memory tight;
            struct text text;
            tight_memory_init(&tight, left);
            text_init(&text, &tight.mem);
            const struct report rep = { .out = &text, .rs = small_rules() };
            languages[i].draw(&rep);
            failed = text.failed;
            text_free(&text);
            assert_int_equal(tight.in_use, 0);
            assert_true(left < 100);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_graph_has_each_question_condition_rule_and_level_once),
        cmocka_unit_test(test_graph_edges_join_nodes_that_exist),
        cmocka_unit_test(test_graph_dot_edges_end_at_inputs_that_exist),
        cmocka_unit_test(test_graph_leads_to_a_rule_from_all_that_it_reads),
        cmocka_unit_test(test_graph_leads_from_a_rule_to_its_level_alone),
        cmocka_unit_test(test_graph_text_cannot_pass_for_anything_else),
        cmocka_unit_test(test_graph_without_memory_says_so),
    };
    return cmocka_run_group_tests_name("graph", tests, NULL, NULL);
}
