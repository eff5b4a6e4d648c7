/** The synthetic packs: 21 questions, and rules drawn by chance over tests of
 * one answer each. The questions mean nothing. */
#ifndef SYNTH_H
#define SYNTH_H

#include "chance.h"

#include <stdbool.h>
#include <stdio.h>

#define SYNTH_QUESTIONS 21
#define SYNTH_TESTS_MAX 256
#define SYNTH_RULES_MIN 4 /* fewer cannot hold often enough */
#define SYNTH_RULES_MAX 4000
#define SYNTH_TIPS 4
#define SYNTH_PARTS_MAX 8

/** A question with choices, or (codes[0] NULL) with a number from 0 to max. */
struct synth_question {
    const char *id;
    long max;
    const char *codes[7];
};

extern const struct synth_question synth_questions[SYNTH_QUESTIONS];

/** One answer: a number, the place of a choice, or one of these. */
enum { SYNTH_MISSING = -1, SYNTH_NOT_SURE = -2 };

struct synth_record {
    int answer[SYNTH_QUESTIONS];
    unsigned char order[SYNTH_QUESTIONS]; /* of the keys, in JSON */
};

/** Is the answer to one question from low to high, or one of two neighbouring
 * choices? Every test has a name in conditions.yaml. */
struct synth_test {
    size_t question;
    int low, high;
    double p_true, p_false; /* over all records */
};

enum synth_kind { SYNTH_TEST, SYNTH_NOT, SYNTH_ALL, SYNTH_ANY, SYNTH_COUNT };

/** SYNTH_COUNT: two of three. SYNTH_NOT has one part. */
struct synth_node {
    enum synth_kind kind;
    size_t test;
    const struct synth_node *part[SYNTH_PARTS_MAX];
    size_t count;
};

struct synth_rule {
    char id[24]; /* its first letter is that of its level */
    char letter; /* e u r s */
    bool named;  /* the condition stands in conditions.yaml */
    const struct synth_node *when;
};

struct synth_tip {
    const struct synth_node *show_if, *withhold_if;
};

struct synth_pack {
    struct synth_test tests[SYNTH_TESTS_MAX];
    size_t test_count;
    struct synth_rule rules[SYNTH_RULES_MAX];
    size_t rule_count;
    struct synth_tip tips[SYNTH_TIPS];
    struct synth_node nodes[SYNTH_RULES_MAX * 16];
    size_t node_count;
};

/** The names of levels by their letter: s r u e, mildest first. */
extern const struct synth_level {
    char letter;
    const char *name;
} synth_levels[4];

/** Its place among the levels. */
size_t synth_level_of(const struct synth_rule *rule);

/** Draw the rules; about 2.8 of them hold in a record, however many there are:
 * the more there are the more specific they are. */
void synth_pack_init(struct synth_pack *pack, size_t rules, uint64_t seed);

/** Record number `line`, from 1. */
void synth_record_init(struct synth_record *record, uint64_t seed, size_t line);

/** The record as a line of JSON. */
void synth_record_print(FILE *out, const struct synth_record *record,
                        size_t line);

/** The record for CLIPS, which has no reader of JSON: "id question value ...".
 */
void synth_facts_print(FILE *out, const struct synth_record *record,
                       size_t line);

/** What must come out: "id level rule ...": rules that hold, and as "_rule"
 * those that are open. The plainest evaluator there can be; the peers print the
 * same. */
void synth_expect_print(FILE *out, const struct synth_pack *pack,
                        const struct synth_record *record, size_t line);

/** Write the pack as the twelve files of a rule pack. False with errno. */
bool synth_yaml_write(const struct synth_pack *pack, const char *dir);

/** The rules as a program for a peer: clips, jq, lua, prolog or sqlite. It
 * reads records (clips: facts) and prints what synth_expect_print does, rules
 * in any order. False when there is no such peer. */
bool synth_peer_print(FILE *out, const struct synth_pack *pack,
                      const char *peer);

#endif
