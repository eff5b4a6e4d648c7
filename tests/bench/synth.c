/* Owns the synthetic questions, tests, rules and records, and what must come
 * out of them. How they are written for others is synth_yaml.c's
 * and synth_peer.c's. */
#include "synth.h"

#include <string.h>

/* Of a hundred: answers left out, yes/no answers that are not sure, records
 * whose keys are in another order; yes among yes and no. */
#define LEFT_OUT 3
#define NOT_SURE 5
#define SHUFFLED 10
#define YES 30

#define HOLD_PER_RECORD 2.8

#define YES_NO                                                                 \
    {                                                                          \
        "yes", "no"                                                            \
    }

const struct synth_question synth_questions[SYNTH_QUESTIONS] = {
    { "sleeps_badly", 0, YES_NO },
    { "walks_to_work", 0, YES_NO },
    { "has_garden", 0, YES_NO },
    { "rides_a_bike", 0, YES_NO },
    { "works_late", 0, YES_NO },
    { "eats_early", 0, YES_NO },
    { "sits_long", 0, YES_NO },
    { "climbs_stairs", 0, YES_NO },
    { "drinks_tea", 0, YES_NO },
    { "sings_often", 0, YES_NO },
    { "noise_at_night", 10, { NULL } },
    { "hours_outside", 10, { NULL } },
    { "cups_of_coffee", 10, { NULL } },
    { "bags_carried", 10, { NULL } },
    { "weight_of_bags", 10, { NULL } },
    { "season", 0, { "spring", "summer", "autumn", "winter" } },
    { "way_to_work", 0, { "foot", "bicycle", "bus", "train", "car" } },
    { "kind_of_home", 0, { "house", "flat", "room", "boat", "tent" } },
    { "animal", 0, { "cat", "dog", "bird", "horse", "fish", "none" } },
    { "weeks_in_town", 60, { NULL } },
    { "weeks_at_work", 60, { NULL } },
};

const struct synth_level synth_levels[4] = {
    { 's', "self_care" },
    { 'r', "routine" },
    { 'u', "urgent" },
    { 'e', "emergency" },
};

/* How many answers a question has. */
static int
values_of(size_t question)
{
    const struct synth_question *q = &synth_questions[question];
    int count = 0;
    while (q->codes[count] != NULL) {
        count++;
    }
    return count > 0 ? count : (int)q->max + 1;
}

static bool
is_yes_no(size_t question)
{
    return values_of(question) == 2;
}

/* ---- tests ---- */

static void
add_test(struct synth_pack *pack, size_t question, int low, int high)
{
    int values = values_of(question);
    double share = (high - low + 1) / (double)values;
    double known = (100 - LEFT_OUT) / 100.0;
    if (is_yes_no(question)) {
        share = (low == 0 ? YES : 100 - YES) / 100.0;
        known *= (100 - NOT_SURE) / 100.0;
    }
    pack->tests[pack->test_count++] =
        (struct synth_test){ question, low, high, known * share,
                             known * (1 - share) };
}

/* Each choice, and each two neighbours of more than two; each bound of 0 to
 * 10; bounds and spans of weeks by fours. */
static void
make_tests(struct synth_pack *pack)
{
    for (size_t q = 0; q < SYNTH_QUESTIONS; q++) {
        int last = values_of(q) - 1;
        bool number = synth_questions[q].codes[0] == NULL;
        int step = last > 10 ? 4 : 1;
        for (int at = 0; number && at < last; at += step) {
            add_test(pack, q, 0, at);
            add_test(pack, q, at + 1, last);
        }
        for (int at = 4; number && at + 11 < last; at += 4) {
            add_test(pack, q, at, at + 11);
        }
        for (int at = 0; !number && at <= last; at++) {
            add_test(pack, q, at, at);
        }
        for (int at = 0; !number && last > 1 && at < last; at++) {
            add_test(pack, q, at, at + 1);
        }
    }
}

/* ---- conditions ---- */

/* A condition being drawn. No question stands in it twice, so that the parts
 * do not depend on each other and its chance can be worked out. */
struct draw {
    struct synth_pack *pack;
    struct chance chance;
    bool used[SYNTH_QUESTIONS];
};

static struct synth_node *
new_node(struct draw *draw, enum synth_kind kind)
{
    struct synth_node *node = &draw->pack->nodes[draw->pack->node_count++];
    *node = (struct synth_node){ .kind = kind };
    return node;
}

static size_t
pick_test(struct draw *draw)
{
    const struct synth_test *tests = draw->pack->tests;
    size_t test = 0;
    do {
        test = chance_pick(&draw->chance, draw->pack->test_count);
    } while (draw->used[tests[test].question]);
    return test;
}

/* The rarer of two: a rule needs fewer of them, and stays short. */
static const struct synth_node *
draw_test(struct draw *draw)
{
    const struct synth_test *tests = draw->pack->tests;
    struct synth_node *node = new_node(draw, SYNTH_TEST);
    size_t one = pick_test(draw), two = pick_test(draw);
    node->test = tests[one].p_true < tests[two].p_true ? one : two;
    draw->used[tests[node->test].question] = true;
    return node;
}

static const struct synth_node *
draw_group(struct draw *draw, enum synth_kind kind, size_t count)
{
    struct synth_node *node = new_node(draw, kind);
    for (node->count = 0; node->count < count; node->count++) {
        node->part[node->count] = draw_test(draw);
    }
    return node;
}

/* One part of a rule: mostly a test, else a group of two or three. */
static const struct synth_node *
draw_part(struct draw *draw)
{
    size_t kind = chance_pick(&draw->chance, 20);
    if (kind < 14) {
        return draw_test(draw);
    }
    if (kind < 16) {
        return draw_group(draw, SYNTH_ANY, 2);
    }
    if (kind < 17) {
        return draw_group(draw, SYNTH_NOT, 1);
    }
    if (kind < 18) {
        return draw_group(draw, SYNTH_COUNT, 3);
    }
    struct synth_node *node = new_node(draw, kind < 19 ? SYNTH_ANY : SYNTH_NOT);
    if (node->kind == SYNTH_ANY) {
        node->part[node->count++] = draw_test(draw);
    }
    node->part[node->count++] = draw_group(draw, SYNTH_ALL, 2);
    return node;
}

struct odds {
    double yes, no;
};

static double
two_of_three(double a, double b, double c)
{
    return a * b + a * c + b * c - 2 * a * b * c;
}

/* How often it is true and false, over all records. */
static struct odds
odds_of(const struct synth_pack *pack, const struct synth_node *node)
{
    const struct synth_test *test = &pack->tests[node->test];
    struct odds part[SYNTH_PARTS_MAX], all = { 1, 1 }, any = { 1, 1 };
    for (size_t i = 0; i < node->count; i++) {
        part[i] = odds_of(pack, node->part[i]);
        all = (struct odds){ all.yes * part[i].yes, all.no * (1 - part[i].no) };
        any = (struct odds){ any.yes * (1 - part[i].yes), any.no * part[i].no };
    }
    switch (node->kind) {
    case SYNTH_TEST:
        return (struct odds){ test->p_true, test->p_false };
    case SYNTH_NOT:
        return (struct odds){ part[0].no, part[0].yes };
    case SYNTH_ALL:
        return (struct odds){ all.yes, 1 - all.no };
    case SYNTH_ANY:
        return (struct odds){ 1 - any.yes, any.no };
    case SYNTH_COUNT:
        break;
    }
    return (struct odds){
        two_of_three(part[0].yes, part[1].yes, part[2].yes),
        two_of_three(part[0].no, part[1].no, part[2].no),
    };
}

/* Parts are added until it is as rare as wanted; overshot, it starts anew. */
static const struct synth_node *
draw_condition(struct synth_pack *pack, struct chance chance, double wanted)
{
    struct draw draw = { .pack = pack, .chance = chance };
    for (;;) {
        size_t nodes = pack->node_count;
        struct synth_node *all = new_node(&draw, SYNTH_ALL);
        memset(draw.used, 0, sizeof(draw.used));
        double yes = 1;
        while (yes > 1.4 * wanted && all->count < SYNTH_PARTS_MAX - 1) {
            const struct synth_node *part = draw_part(&draw);
            all->part[all->count++] = part;
            yes *= odds_of(pack, part).yes;
        }
        if (yes >= 0.7 * wanted && yes <= 1.4 * wanted) {
            return all->count == 1 ? all->part[0] : all;
        }
        pack->node_count = nodes;
    }
}

/* ---- the pack ---- */

static char
letter_of_rule(size_t i)
{
    if (i % 40 == 7) {
        return 'e';
    }
    if (i % 20 == 11) {
        return 'u';
    }
    return i % 4 == 2 ? 'r' : 's';
}

void
synth_pack_init(struct synth_pack *pack, size_t rules, uint64_t seed)
{
    pack->node_count = pack->test_count = 0;
    make_tests(pack);
    pack->rule_count = rules;
    for (size_t i = 0; i < rules; i++) {
        struct synth_rule *rule = &pack->rules[i];
        rule->letter = letter_of_rule(i);
        snprintf(rule->id, sizeof(rule->id), "%c%zu", rule->letter, i);
        rule->named = i % 5 >= 2;
        rule->when = draw_condition(pack, chance_of(seed, i),
                                    HOLD_PER_RECORD / (double)rules);
    }
    for (size_t i = 0; i < SYNTH_TIPS; i++) {
        struct chance chance = chance_of(~seed, i);
        pack->tips[i].show_if = draw_condition(pack, chance, 0.3);
        chance_next(&chance);
        pack->tips[i].withhold_if = draw_condition(pack, chance, 0.1);
    }
}

/* ---- records ---- */

static int
draw_answer(struct chance *chance, size_t question)
{
    if (chance_percent(chance, LEFT_OUT)) {
        return SYNTH_MISSING;
    }
    if (!is_yes_no(question)) {
        return (int)chance_pick(chance, (size_t)values_of(question));
    }
    if (chance_percent(chance, NOT_SURE)) {
        return SYNTH_NOT_SURE;
    }
    return chance_percent(chance, YES) ? 0 : 1;
}

void
synth_record_init(struct synth_record *record, uint64_t seed, size_t line)
{
    struct chance chance = chance_of(seed ^ 0xa5a5, line);
    for (size_t q = 0; q < SYNTH_QUESTIONS; q++) {
        record->answer[q] = draw_answer(&chance, q);
        record->order[q] = (unsigned char)q;
    }
    if (chance_percent(&chance, SHUFFLED)) {
        chance_shuffle(&chance, record->order, SYNTH_QUESTIONS);
    }
}

void
synth_record_print(FILE *out, const struct synth_record *record, size_t line)
{
    const char *comma = "";
    fprintf(out, "{\"id\":\"p-%07zu\",\"answers\":{", line);
    for (size_t i = 0; i < SYNTH_QUESTIONS; i++) {
        const struct synth_question *q = &synth_questions[record->order[i]];
        int answer = record->answer[record->order[i]];
        if (answer == SYNTH_MISSING) {
            continue;
        }
        if (q->codes[0] == NULL) {
            fprintf(out, "%s\"%s\":%d", comma, q->id, answer);
        } else {
            fprintf(out, "%s\"%s\":\"%s\"", comma, q->id,
                    answer < 0 ? "not_sure" : q->codes[answer]);
        }
        comma = ",";
    }
    fputs("}}\n", out);
}

void
synth_facts_print(FILE *out, const struct synth_record *record, size_t line)
{
    fprintf(out, "p-%07zu", line);
    for (size_t i = 0; i < SYNTH_QUESTIONS; i++) {
        const struct synth_question *q = &synth_questions[i];
        int answer = record->answer[i];
        if (answer >= 0 && q->codes[0] == NULL) {
            fprintf(out, " %s %d", q->id, answer);
        } else {
            fprintf(out, " %s %s", q->id,
                    answer < 0 ? "unknown" : q->codes[answer]);
        }
    }
    fputc('\n', out);
}

/* ---- what must come out ---- */

/* 0 false, 1 unknown, 2 true */
static int
truth_of(const struct synth_pack *pack, const struct synth_node *node,
         const struct synth_record *record)
{
    const struct synth_test *test = &pack->tests[node->test];
    int answer = record->answer[test->question], count[3] = { 0 };
    for (size_t i = 0; i < node->count; i++) {
        count[truth_of(pack, node->part[i], record)]++;
    }
    switch (node->kind) {
    case SYNTH_TEST:
        return answer < 0                                    ? 1
               : answer >= test->low && answer <= test->high ? 2
                                                             : 0;
    case SYNTH_NOT:
        return count[2] ? 0 : count[1] ? 1 : 2;
    case SYNTH_ALL:
        return count[0] ? 0 : count[1] ? 1 : 2;
    case SYNTH_ANY:
        return count[2] ? 2 : count[1] ? 1 : 0;
    case SYNTH_COUNT:
        break;
    }
    return count[2] >= 2 ? 2 : count[2] + count[1] >= 2 ? 1 : 0;
}

size_t
synth_level_of(const struct synth_rule *rule)
{
    size_t at = 0;
    while (synth_levels[at].letter != rule->letter) {
        at++;
    }
    return at;
}

void
synth_expect_print(FILE *out, const struct synth_pack *pack,
                   const struct synth_record *record, size_t line)
{
    static char found[2][SYNTH_RULES_MAX * 8]; /* open; hold */
    size_t level = 0, len[2] = { 0, 0 };
    for (size_t i = 0; i < pack->rule_count; i++) {
        const struct synth_rule *rule = &pack->rules[i];
        int truth = truth_of(pack, rule->when, record);
        if (truth == 0) {
            continue;
        }
        size_t holds = truth == 2, at = len[holds];
        len[holds] += (size_t)snprintf(found[holds] + at, sizeof(*found) - at,
                                       " %s%s", holds ? "" : "_", rule->id);
        if (holds && synth_level_of(rule) > level) {
            level = synth_level_of(rule);
        }
    }
    found[0][len[0]] = found[1][len[1]] = '\0';
    fprintf(out, "p-%07zu %s%s%s\n", line, synth_levels[level].name, found[1],
            found[0]);
}
