/* One record of any bytes: the short ways of batch against the long ones. What
 * scan_record() takes, input_read_record() reads without an error and alike; of
 * what was read without one the flat form makes what the plain one does. For
 * libFuzzer: make fuzz. */
#include "assess.h"
#include "input.h"
#include "scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct bc_ruleset *rules;
static struct bc_assessment *by_flat, *by_plain;
static struct scan *scan;

#define EXPECT(claim)                                                          \
    do {                                                                       \
        if (!(claim)) {                                                        \
            fprintf(stderr, "not so: %s\n", #claim);                           \
            abort();                                                           \
        }                                                                      \
    } while (0)

static void
set_up(void)
{
    static struct bc_errors errs;
    EXPECT(bc_ruleset_load_builtin(&rules, NULL, &errs) == BC_OK);
    EXPECT(assess_new(&by_flat, rules, NULL) == BC_OK);
    EXPECT(assess_new(&by_plain, rules, NULL) == BC_OK);
    EXPECT(flat_new(&by_flat->flat, rules, NULL) == BC_OK);
    EXPECT(scan_new(&scan, rules, NULL) == BC_OK);
}

static void
expect_read_alike(const struct bc_answers *a, const struct bc_answers *b)
{
    EXPECT(a->tried == b->tried);
    for (size_t i = 0; i < rules->question_count; i++) {
        EXPECT(a->of[i].state == b->of[i].state);
        EXPECT(a->of[i].choices == b->of[i].choices);
        EXPECT(a->of[i].number == b->of[i].number);
    }
}

static void
expect_judged_alike(const struct bc_answers *ans)
{
    assess_level(by_flat, ans, FACTS_FINAL);
    assess_level(by_plain, ans, FACTS_FINAL);
    advise_tips(by_flat);
    advise_tips(by_plain);
    EXPECT(by_flat->outcome.level == by_plain->outcome.level);
    EXPECT(by_flat->outcome.within_days == by_plain->outcome.within_days);
    EXPECT(by_flat->completeness == by_plain->completeness);
    EXPECT(by_flat->facts.missing == by_plain->facts.missing);
    EXPECT(by_flat->finding_count == by_plain->finding_count);
    for (size_t i = 0; i < by_plain->finding_count; i++) {
        EXPECT(by_flat->findings[i].rule == by_plain->findings[i].rule);
        EXPECT(by_flat->findings[i].holds == by_plain->findings[i].holds);
    }
    EXPECT(by_flat->tip_count == by_plain->tip_count);
    EXPECT(memcmp(by_flat->tips, by_plain->tips,
                  by_plain->tip_count * sizeof(*by_plain->tips)) == 0);
    EXPECT(by_flat->withheld_count == by_plain->withheld_count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct bc_errors errs;
    static struct bc_answers scanned, read;
    const char *record = (const char *)bytes, *id = NULL;
    size_t id_len = 0;
    struct text read_id;
    if (rules == NULL) {
        set_up();
    }
    errs.count = 0;
    text_init(&read_id, NULL);
    answers_init(&scanned, rules);
    answers_init(&read, rules);
    bool plain = scan_record(scan, &scanned, &id, &id_len, record, len);
    input_read_record(&read, &read_id, record, len, &errs);
    if (plain) {
        EXPECT(errs.count == 0);
        EXPECT(id_len == read_id.len);
        EXPECT(id_len == 0 || memcmp(id, read_id.bytes, id_len) == 0);
        expect_read_alike(&scanned, &read);
    }
    if (errs.count == 0) {
        expect_judged_alike(&read);
    }
    text_free(&read_id);
    return 0;
}
