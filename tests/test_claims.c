/* The ledger of the seed: no claim is lost, each has a fate, and all that it
 * rests on is there. What the loader holds is seen on broken copies of the
 * shipped pack; that the last claim is there, only this test can know. */
#include "support.h"

#include <stdio.h>
#include <string.h>

static const char *const claim_ids[] = {
    "S00", "S01", "S02",  "S03", "S04", "S05", "S06", "S07", "S08", "S09",
    "S10", "S11", "S12",  "S13", "S14", "S15", "S16", "S17", "S18", "S19",
    "S20", "S21", "S21b", "S22", "S23", "S24", "S25", "S26", "S27", "S28",
};

/* The first claim that is missing or that nobody knows; NULL: all is well. */
static const char *
wrong_claim(const struct bc_ruleset *rs)
{
    for (size_t i = 0; i < ARRAY_LEN(claim_ids); i++) {
        if (i >= rs->claim_count ||
            strcmp(rs->claims[i].id, claim_ids[i]) != 0) {
            return claim_ids[i];
        }
    }
    return rs->claim_count > ARRAY_LEN(claim_ids)
               ? rs->claims[ARRAY_LEN(claim_ids)].id
               : NULL;
}

/* ---- the shipped pack ---- */

static void
test_claims_are_those_of_the_seed(void **state)
{
    (void)state;
    assert_null(wrong_claim(shipped_rules()));
}

static size_t
carriers(const struct claim *claim)
{
    return claim->causes.count + claim->rules.count + claim->tips.count +
           claim->questions.count + claim->sentences.count;
}

static void
test_claims_have_a_fate_and_what_it_needs(void **state)
{
    (void)state;
    const struct bc_ruleset *rs = shipped_rules();
    for (size_t i = 0; i < rs->claim_count; i++) {
        const struct claim *claim = &rs->claims[i];
        bool declined = claim->fate == CLAIM_DECLINED;
        bool kept =
            claim->fate == CLAIM_CARRIED || claim->fate == CLAIM_NARROWED;
        bool enough = declined ? claim->reason != NULL : carriers(claim) > 0;
        if (!(declined || kept) || !enough || claim->sources.count == 0) {
            fail_msg("claim %s", claim->id);
        }
    }
}

static void
test_claims_keep_the_ids_they_name(void **state)
{
    (void)state;
    const struct claim *claim = &shipped_rules()->claims[13];
    assert_string_equal(claim->id, "S13");
    assert_string_equal(claim->status, "supported");
    assert_int_equal(claim->rules.count, 2);
    assert_string_equal(claim->rules.at[1], "low_mood_early");
    assert_string_equal(claim->tips.at[0], "rest_and_share");
    assert_string_equal(claim->questions.at[0], "mood");
    assert_int_equal(claim->causes.count + claim->sentences.count, 0);
    assert_string_equal(claim->origin.file, "seed-claims.yaml");
}

static void
test_claims_rest_on_things_that_have_sources(void **state)
{
    (void)state;
    const struct bc_ruleset *rs = shipped_rules();
    for (size_t i = 0; i < rs->rule_count; i++) {
        assert_true(rs->rules[i].sources.count > 0);
    }
    for (size_t i = 0; i < rs->cause_count; i++) {
        assert_true(rs->causes[i].sources.count > 0);
    }
    for (size_t i = 0; i < rs->tip_count; i++) {
        assert_true(rs->tips[i].sources.count > 0);
    }
}

/* ---- broken copies ---- */

/* after  the change is behind this,
 * from   begins here,
 * until  and ends before this,
 * to     which stands there instead
 * words  the error; "" when the loader cannot know of one */
struct cut {
    const char *name;
    enum pack_file file;
    const char *after, *from, *until, *to, *words;
};

#define CLAIMS PACK_SEED_CLAIMS

static const struct cut cuts[] = {
    { "claims_fate_deleted", CLAIMS, "- id: S03\n", "  fate:", "  by:", "",
      "'fate' is missing here [missing-key]" },
    { "claims_by_deleted", CLAIMS, "- id: S04\n", "  by:", "  sources:", "",
      "a claim of this fate needs 'by' [missing-key]" },
    { "claims_reason_deleted", CLAIMS, "- id: S12\n", "  reason:", "  sources:",
      "", "a claim of this fate needs 'reason' [missing-key]" },
    { "claims_sources_deleted", CLAIMS, "- id: S12\n",
      "  sources:", "\n- id:", "", "'sources' is missing here [missing-key]" },
    { "claims_first_deleted", CLAIMS, "# reason", "- id: S00\n", "- id: S01\n",
      "", "expected claim 'S00' here, found 'S01' [missing-claim]" },
    { "claims_middle_deleted", CLAIMS, "- id: S11\n", "- id: S12\n",
      "- id: S13\n", "",
      "expected claim 'S12' here, found 'S13' [missing-claim]" },
    { "claims_last_deleted", CLAIMS, "- id: S27\n", "- id: S28\n", "...\n", "",
      "" },
    { "claims_cause_does_not_exist", CLAIMS, "- id: S05\n", "tired_muscles",
      "]", "tired_spine", "unknown cause 'tired_spine' [unknown-cause]" },
    { "claims_rule_does_not_exist", CLAIMS, "- id: S07\n", "after_injury]", "]",
      "after_injuri", "unknown rule 'after_injuri' [unknown-rule]" },
    { "claims_tip_does_not_exist", CLAIMS, "- id: S25\n", "warm_pack]", "]",
      "hot_pack", "unknown tip 'hot_pack' [unknown-tip]" },
    { "claims_question_does_not_exist", CLAIMS, "- id: S13\n", "mood]", "]",
      "moods", "unknown question 'moods' [unknown-question]" },
    { "claims_sentence_does_not_exist", CLAIMS, "- id: S12\n", "intro_common]",
      "]", "intro_blame", "unknown sentence 'intro_blame' [unknown-sentence]" },
    { "claims_tip_renamed", PACK_TIPS, "# The order", "warm_pack", "\n",
      "warm_pad", "unknown tip 'warm_pack' [unknown-tip]" },
    { "tip_sources_deleted", PACK_TIPS, "- id: keep_moving\n",
      "  sources:", "  tip:", "", "'sources' is missing here [missing-key]" },
    { "cause_sources_deleted", PACK_CAUSES, "- id: tired_muscles\n",
      "  sources:", "\n- id:", "", "'sources' is missing here [missing-key]" },
    { "red_flag_sources_deleted", PACK_RED_FLAGS, "- id: saddle_numbness\n",
      "  sources:", "\n- id:", "", "'sources' is missing here [missing-key]" },
    { "referral_sources_deleted", PACK_REFERRALS, "- id: stops_daily_life\n",
      "  sources:", "\n- id:", "", "'sources' is missing here [missing-key]" },
};

/* Where `what` stands from `at` on; the bytes are closed by a NUL. */
static const char *
find(const char *at, const char *what)
{
    const char *found = strstr(at, what);
    if (found == NULL) {
        fail_msg("the shipped pack does not hold '%s' there", what);
    }
    return found;
}

static void
make_cut(struct text *changed, const struct cut *cut)
{
    const struct yfile *file = &pack_builtin[cut->file];
    struct text whole;
    text_init(&whole, NULL);
    text_add_bytes(&whole, file->bytes, file->len);
    const char *bytes = text_get(&whole);
    const char *from = find(find(bytes, cut->after), cut->from);
    const char *until = find(from, cut->until);
    text_init(changed, NULL);
    text_add_bytes(changed, bytes, (size_t)(from - bytes));
    text_add(changed, cut->to);
    text_add(changed, until);
    assert_false(whole.failed || changed->failed);
    text_free(&whole);
}

static void
run_cut(void **state)
{
    const struct cut *cut = *state;
    static struct bc_errors errs;
    struct yfile files[PACK_FILE_COUNT];
    const struct bc_ruleset *rs = NULL;
    struct text changed;
    char words[256] = "";
    memset(&errs, 0, sizeof(errs));
    make_cut(&changed, cut);
    memcpy(files, pack_builtin, sizeof(files));
    files[cut->file].bytes = changed.bytes;
    files[cut->file].len = changed.len;
    load_pack(&rs, files, NULL, &errs);
    if (errs.count > 0) {
        snprintf(words, sizeof(words), "%s [%s]", errs.item[0].text,
                 errs.item[0].code);
        assert_int_equal(errs.count, 1);
        assert_null(rs);
        assert_true(errs.item[0].line > 0);
    } else {
        assert_string_equal(wrong_claim(rs), "S28");
    }
    assert_string_equal(words, cut->words);
    bc_ruleset_free(rs);
    text_free(&changed);
}

/* ---- running ---- */

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_claims_are_those_of_the_seed),
        cmocka_unit_test(test_claims_have_a_fate_and_what_it_needs),
        cmocka_unit_test(test_claims_keep_the_ids_they_name),
        cmocka_unit_test(test_claims_rest_on_things_that_have_sources),
    };
    int failed = cmocka_run_group_tests_name("claims", tests, NULL, NULL);
    return failed + run_rows(&(struct row_tests){ "cuts", TABLE(cuts),
                                                  .test = run_cut });
}
