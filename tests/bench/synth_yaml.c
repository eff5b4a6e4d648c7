/* Owns the synthetic pack as YAML. A file of a pack is 256 KiB at most, so
 * rules are in flow style with short names, every test has its name in
 * conditions.yaml, and so have three of five whole conditions. What is not
 * about rules is as small as the loader lets it be; the ids of sentences,
 * cards, regions and contacts come from the library, so that they are never
 * out of date. */
#include "synth.h"

#include "pack.h"
#include "wording.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

typedef void write_fn(FILE *out, const struct synth_pack *pack);

/* ---- conditions ---- */

static void
put_test_name(FILE *out, size_t test)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz";
    fprintf(out, "%c%c", digits[test / 26], digits[test % 26]);
}

static void
put_condition(FILE *out, const struct synth_node *node)
{
    static const char *const open[] = {
        [SYNTH_TEST] = "is: ",
        [SYNTH_NOT] = "not: {",
        [SYNTH_ALL] = "all: [",
        [SYNTH_ANY] = "any: [",
        [SYNTH_COUNT] = "count: {at_least: 2,of: [",
    };
    static const char *const close[] = {
        [SYNTH_TEST] = "", [SYNTH_NOT] = "}",    [SYNTH_ALL] = "]",
        [SYNTH_ANY] = "]", [SYNTH_COUNT] = "]}",
    };
    fputs(open[node->kind], out);
    if (node->kind == SYNTH_TEST) {
        put_test_name(out, node->test);
    }
    for (size_t i = 0; i < node->count; i++) {
        fputs(i > 0 ? "," : "", out);
        put_condition(out, node->part[i]);
    }
    fputs(close[node->kind], out);
}

static void
put_test(FILE *out, const struct synth_test *test)
{
    const struct synth_question *q = &synth_questions[test->question];
    fprintf(out, "%s: ", q->id);
    if (q->codes[0] == NULL && test->low == 0) {
        fprintf(out, "{at_most: %d}", test->high);
    } else if (q->codes[0] == NULL && test->high == q->max) {
        fprintf(out, "{at_least: %d}", test->low);
    } else if (q->codes[0] == NULL) {
        fprintf(out, "{at_least: %d,at_most: %d}", test->low, test->high);
    } else if (test->low == test->high) {
        fprintf(out, "[\"%s\"]", q->codes[test->low]);
    } else {
        fprintf(out, "[%s,%s]", q->codes[test->low], q->codes[test->high]);
    }
}

static void
write_conditions(FILE *out, const struct synth_pack *pack)
{
    for (size_t i = 0; i < pack->test_count; i++) {
        fputs("- {id: ", out);
        put_test_name(out, i);
        fputs(",when: {", out);
        put_test(out, &pack->tests[i]);
        fputs("}}\n", out);
    }
    for (size_t i = 0; i < pack->rule_count; i++) {
        if (pack->rules[i].named) {
            fprintf(out, "- {id: %s,when: {", pack->rules[i].id);
            put_condition(out, pack->rules[i].when);
            fputs("}}\n", out);
        }
    }
}

/* ---- rules and tips ---- */

static void
put_rule(FILE *out, const struct synth_rule *rule)
{
    fprintf(out, "- {id: %s,when: {", rule->id);
    if (rule->named) {
        fprintf(out, "is: %s", rule->id);
    } else {
        put_condition(out, rule->when);
    }
    fprintf(out,
            "},level: %s,%sif_unsure: none,say: \"a\",why: \"a\","
            "sources: [S]}\n",
            synth_levels[synth_level_of(rule)].name,
            rule->letter == 'r' ? "within_days: 7," : "");
}

static void
write_red_flags(FILE *out, const struct synth_pack *pack)
{
    for (size_t i = 0; i < pack->rule_count / 2; i++) {
        put_rule(out, &pack->rules[i]);
    }
}

static void
write_referrals(FILE *out, const struct synth_pack *pack)
{
    for (size_t i = pack->rule_count / 2; i < pack->rule_count; i++) {
        put_rule(out, &pack->rules[i]);
    }
}

static void
write_tips(FILE *out, const struct synth_pack *pack)
{
    for (size_t i = 0; i < SYNTH_TIPS; i++) {
        fprintf(out, "- id: t%zu\n  topic: t%zu\n  priority: %zu\n", i, i,
                i + 1);
        fputs("  grade: C\n  sources: [S]\n  tip: \"a\"\n  show_if: {", out);
        put_condition(out, pack->tips[i].show_if);
        fputs("}\n  withhold_if: {", out);
        put_condition(out, pack->tips[i].withhold_if);
        fputs("}\n  if_unsure: warn\n  not_if: \"a\"\n", out);
    }
}

/* ---- questions ---- */

static void
write_questions(FILE *out, const struct synth_pack *pack)
{
    (void)pack;
    for (size_t i = 0; i < SYNTH_QUESTIONS; i++) {
        const struct synth_question *q = &synth_questions[i];
        bool number = q->codes[0] == NULL;
        fprintf(out, "- id: %s\n  part: p\n  ask: \"a\"\n  why: \"a\"\n",
                q->id);
        fprintf(out,
                "  label: \"a\"\n  type: %s\n  if_not_sure: unknown\n"
                "  if_missing: unknown\n",
                number ? "number" : "single");
        if (number) {
            fprintf(out, "  min: 0\n  max: %ld\n", q->max);
            continue;
        }
        fputs("  choices:\n", out);
        for (size_t c = 0; q->codes[c] != NULL; c++) {
            fprintf(out, "    - code: \"%s\"\n      text: \"a\"\n",
                    q->codes[c]);
        }
    }
}

/* ---- the rest ---- */

static void
write_pack(FILE *out, const struct synth_pack *pack)
{
    fprintf(out, "id: synth-%zu\nversion: \"1\"\nlanguage: en\ntitle: \"a\"\n",
            pack->rule_count);
    fputs("reviewed: \"2026-11-22\"\nnext_review: \"2027-11-22\"\n"
          "parts:\n  - id: p\n    title: \"a\"\n",
          out);
}

static void
write_sources(FILE *out, const struct synth_pack *pack)
{
    (void)pack;
    fputs("- id: S\n  title: \"a\"\n  read: own\n", out);
}

static void
write_wording(FILE *out, const struct synth_pack *pack)
{
    (void)pack;
    fputs("sentences:\n", out);
    for (size_t i = 0; i < SAY_COUNT; i++) {
        fprintf(out, "  %s: \"a\"\n", sentences[i].id);
    }
    fputs("cards:\n", out);
    for (size_t i = 0; i < CARD_COUNT; i++) {
        fprintf(out, "  - {id: %s,heading: \"a\",call: [\"a\"]}\n",
                card_names[i]);
    }
    fputs("never_say: [\"b\"]\n", out);
}

static void
write_contacts(FILE *out, const struct synth_pack *pack)
{
    (void)pack;
    for (size_t r = 0; r < REGION_COUNT; r++) {
        fprintf(out, "- region: %s\n  contacts:\n", region_names[r]);
        for (size_t c = 0; c < CONTACT_REQUIRED; c++) {
            fprintf(out,
                    "    - {id: %s,text: \"a\",checked: never,"
                    "sources: [S]}\n",
                    contact_names[c]);
        }
    }
}

static void
write_safety_net(FILE *out, const struct synth_pack *pack)
{
    (void)pack;
    fputs("- {id: n,level: urgent,text: \"a\"}\n", out);
}

static void
write_causes(FILE *out, const struct synth_pack *pack)
{
    (void)pack;
    fputs("- {id: c,priority: 1,family: c,must: {is: aa},fits: \"a\","
          "may_fit: \"a\",sources: [S]}\n",
          out);
}

static void
write_seed_claims(FILE *out, const struct synth_pack *pack)
{
    (void)pack;
    fputs("- {id: S00,claim: \"a\",status: supported,evidence: \"a\","
          "fate: declined,reason: \"a\",sources: [S]}\n",
          out);
}

static write_fn *const writers[PACK_FILE_COUNT] = {
    [PACK_META] = write_pack,
    [PACK_SOURCES] = write_sources,
    [PACK_QUESTIONS] = write_questions,
    [PACK_CONDITIONS] = write_conditions,
    [PACK_WORDING] = write_wording,
    [PACK_CONTACTS] = write_contacts,
    [PACK_SAFETY_NET] = write_safety_net,
    [PACK_RED_FLAGS] = write_red_flags,
    [PACK_REFERRALS] = write_referrals,
    [PACK_CAUSES] = write_causes,
    [PACK_TIPS] = write_tips,
    [PACK_SEED_CLAIMS] = write_seed_claims,
};

bool
synth_yaml_write(const struct synth_pack *pack, const char *dir)
{
    char path[512];
    if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
        return false;
    }
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        snprintf(path, sizeof(path), "%s/%s", dir, pack_file_names[i]);
        FILE *out = fopen(path, "w");
        if (out == NULL) {
            return false;
        }
        writers[i](out, pack);
        fputs("...\n", out);
        if (fclose(out) != 0) {
            return false;
        }
    }
    return true;
}
