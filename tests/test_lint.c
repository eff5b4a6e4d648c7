/* Plain words: the shipped pack has them, and a copy of it with one bad text
 * is found out, with the place of the text. */
#include "support.h"

#include "lint.h"
#include "words.h"

#include <stdio.h>
#include <string.h>

static struct bc_errors errs; /* too large for the stack; see setup() */
static struct lint lint;
static const struct bc_ruleset *rs;

static int
setup(void **state)
{
    (void)state;
    memset(&errs, 0, sizeof(errs));
    lint_init(&lint, NULL, NULL, NULL);
    rs = NULL;
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    lint_free(&lint);
    bc_ruleset_free(rs);
    rs = NULL;
    return 0;
}

static void
look_at(const struct bc_ruleset *pack)
{
    lint.rs = pack;
    lint_words(&lint);
}

/* The shipped pack with one text replaced; returns the place of the new one. */
static struct place
lint_edited(enum pack_file file, const char *from, const char *to)
{
    struct place place;
    rs = load_edited(&place, file, from, to, to);
    look_at(rs);
    return place;
}

/* ---- the packs ---- */

static void
test_lint_shipped_pack_has_plain_words(void **state)
{
    (void)state;
    look_at(shipped_rules());
    expect_no_findings(&lint, "the shipped pack");
}

static void
test_lint_small_pack_has_plain_words(void **state)
{
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    look_at(rs);
    expect_no_findings(&lint, "the small pack");
}

/* A list that is short, or lacks a file, would hide what is not plain. */
static void
test_lint_looks_at_hundreds_of_texts(void **state)
{
    static const struct {
        enum pack_file file;
        size_t at_least;
    } rows[] = {
        { PACK_META, 4 },       { PACK_QUESTIONS, 250 }, { PACK_WORDING, 150 },
        { PACK_CONTACTS, 35 },  { PACK_SAFETY_NET, 10 }, { PACK_RED_FLAGS, 60 },
        { PACK_REFERRALS, 30 }, { PACK_CAUSES, 18 },     { PACK_TIPS, 120 },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const char *file = pack_file_names[rows[i].file];
        size_t count = 0;
        for (const struct visible *v = shipped_rules()->visible; v != NULL;
             v = v->next) {
            count += strcmp(v->origin.file, file) == 0 ? 1 : 0;
        }
        if (count < rows[i].at_least) {
            fail_msg("%s: only %zu texts", file, count);
        }
    }
}

/* Said with numbers, so that a failure tells how far off the pack is. */
static void
test_lint_shipped_pack_is_far_below_the_grade(void **state)
{
    struct words_tally tally = { 0 };
    (void)state;
    for (const struct visible *v = shipped_rules()->visible; v != NULL;
         v = v->next) {
        words_add(&tally, v->text, strlen(v->text));
    }
    double grade = words_grade(&tally);
    if (tally.words < 7000 || grade < 0 || grade > 4) {
        fail_msg("%zu words, %zu sentences, %zu syllables: grade %.1f",
                 tally.words, tally.sentences, tally.syllables, grade);
    }
}

/* ---- what is found ---- */

#define TIP "\"Keep moving, a little and often.\""
#define CARD "\"Keep your phone near you.\""
#define SAID "\"you fainted, nearly fainted or had a fit\""
#define DO_NOT "a sentence that does not begin with 'Do not' [not-do-not]"
#define WORDING "say it otherwise; 'never_say' of wording.yaml lists it"
#define CAUSE "say it otherwise; 'never_say' of this cause lists it"
#define PHONE "put it into contacts.yaml, and its name here: {urgent}"

struct row {
    const char *name;
    enum pack_file file;
    const char *from, *to;
    const char *words, *help; /* the finding, at the place of `to` */
};

static const struct row bad[] = {
    { "long_sentence_in_a_tip", PACK_TIPS, TIP,
      "\"Rest. One two three four five six seven eight nine ten one two three "
      "four five six seven eight nine ten one.\"",
      "a sentence of 21 words; 20 is the most [sentence-too-long]",
      "make two of \"One two three four five six seven eight nine ten one two "
      "three four five six seven eight nine ten one.\"" },
    { "long_sentence_on_a_card", PACK_WORDING, CARD,
      "\"One two three four five six seven eight nine ten one two three four "
      "five six seven eight nine ten {urgent}\"",
      "a sentence of 21 words; 20 is the most [sentence-too-long]",
      "make two of \"One two three four five six seven eight nine ten one two "
      "three four five six seven eight nine ten {urgent}\"" },
    { "long_sentence_in_a_choice", PACK_QUESTIONS, "\"None of these\"",
      "\"One two three four five six seven eight nine ten; one two three four "
      "five six seven eight nine ten one\"",
      "a sentence of 21 words; 20 is the most [sentence-too-long]",
      "make two of \"One two three four five six seven eight nine ten; one "
      "two three four five six seven eight nine ten one\"" },
    { "do_not_comes_late", PACK_TIPS, TIP, "\"If it hurts, do not lift.\"",
      "'do not' in " DO_NOT,
      "say \"Do not ...\" instead of \"If it hurts, do not lift.\"" },
    { "do_not_in_the_second_sentence", PACK_TIPS, TIP,
      "\"Move a little. Rest, and do not lift.\"", "'do not' in " DO_NOT,
      "say \"Do not ...\" instead of \"Rest, and do not lift.\"" },
    { "do_not_in_small_letters", PACK_TIPS, TIP, "\"do not lift.\"",
      "'do not' in " DO_NOT, "say \"Do not ...\" instead of \"do not lift.\"" },
    { "dont", PACK_WORDING, CARD, "\"Don't drive.\"", "'Don't' in " DO_NOT,
      "say \"Do not ...\" instead of \"Don't drive.\"" },
    { "dont_with_a_curly_apostrophe", PACK_WORDING, CARD,
      "\"Please don\xe2\x80\x99t.\"", "'don\xe2\x80\x99t' in " DO_NOT,
      "say \"Do not ...\" instead of \"Please don\xe2\x80\x99t.\"" },
    { "cant", PACK_WORDING, CARD, "\"You can't drive.\"", "'can't' in " DO_NOT,
      "say \"Do not ...\" instead of \"You can't drive.\"" },
    { "never", PACK_WORDING, CARD, "\"Never drive.\"", "'Never' in " DO_NOT,
      "say \"Do not ...\" instead of \"Never drive.\"" },
    { "avoid", PACK_TIPS, TIP, "\"Try to avoid stairs.\"", "'avoid' in " DO_NOT,
      "say \"Do not ...\" instead of \"Try to avoid stairs.\"" },
    { "must_not", PACK_TIPS, TIP, "\"You must not lift.\"",
      "'must not' in " DO_NOT,
      "say \"Do not ...\" instead of \"You must not lift.\"" },
    { "should_never", PACK_RED_FLAGS,
      "\"Pain that never eases, day or night, needs a check today.\"",
      "\"You should never wait.\"", "'should never' in " DO_NOT,
      "say \"Do not ...\" instead of \"You should never wait.\"" },
    { "stop_doing", PACK_TIPS, TIP, "\"Stop lifting your baby.\"",
      "'Stop' in " DO_NOT,
      "say \"Do not ...\" instead of \"Stop lifting your baby.\"" },
    { "not_if_that_is_no_do_not", PACK_TIPS, "\"Do not stay in bed all day.\"",
      "\"Get up each day.\"",
      "'not_if' does not begin with 'Do not' [not-do-not]", "" },
    { "cures", PACK_TIPS, TIP, "\"Walking CURES pain.\"",
      "'CURES' is never said [banned-words]", WORDING },
    { "you_have", PACK_RED_FLAGS, "\"Heavy bleeding needs help now.\"",
      "\"You have a bleed.\"", "'You have' is never said [banned-words]",
      WORDING },
    { "you_have_after_one_that_may_be_said", PACK_TIPS, TIP,
      "\"If you have pain, you have a strain.\"",
      "'you have' is never said [banned-words]", WORDING },
    { "your_fault", PACK_WORDING, "\"This is not your fault.\"",
      "\"This is your fault.\"", "'your fault' is never said [banned-words]",
      WORDING },
    { "unstable", PACK_CAUSES,
      "\"This may be linked to an irritated nerve. It often eases in 4 to 6 "
      "weeks.\"",
      "\"Your back may be unstable.\"",
      "'unstable' is never said [banned-words]", WORDING },
    { "words_a_cause_never_says", PACK_CAUSES,
      "\"This may be linked to an irritated nerve. It often eases in 4 to 6 "
      "weeks.\"",
      "\"A nerve may be trapped.\"", "'trapped' is never said [banned-words]",
      CAUSE },
    { "number_of_contacts", PACK_WORDING, CARD, "\"Call 999.\"",
      "'999' is a phone number [phone-number]", PHONE },
    { "number_of_contacts_alone", PACK_TIPS, TIP, "\"In doubt? 111.\"",
      "'111' is a phone number [phone-number]", PHONE },
    { "number_of_contacts_in_other_groups", PACK_WORDING, CARD,
      "\"Try 080-82000 (247).\"",
      "'080-82000 (247' is a phone number [phone-number]", PHONE },
    { "short_number_of_contacts", PACK_WORDING, CARD, "\"Ask 116-123.\"",
      "'116-123' is a phone number [phone-number]", PHONE },
    { "number_to_call", PACK_WORDING, CARD, "\"Call on 000 now.\"",
      "'000' is a phone number [phone-number]", PHONE },
    { "long_number", PACK_QUESTIONS, SAID, "\"you rang 020 7946 0000\"",
      "'020 7946 0000' is a phone number [phone-number]", PHONE },
};

static void
run_bad(void **state)
{
    const struct row *row = *state;
    struct place place = lint_edited(row->file, row->from, row->to);
    const struct bc_error *error = only_finding(&lint, &place, row->words);
    assert_string_equal(error->help, row->help);
}

/* The number hangs on the other lines of the tip. */
static void
test_lint_hard_words_in_a_tip(void **state)
{
    static const char words[] = "the reading grade of this entry is ";
    (void)state;
    struct place place = lint_edited(
        PACK_TIPS, TIP,
        "\"Avoiding prolonged immobility facilitates recovery. Maintaining "
        "habitual activities alleviates musculoskeletal discomfort. "
        "Progressive mobilisation restores functional capacity.\"");
    assert_int_equal(lint.errors + lint.warnings, 1);
    assert_string_equal(lint.first->error.code, "reading-grade");
    assert_memory_equal(lint.first->error.text, words, strlen(words));
    assert_non_null(strstr(lint.first->error.text, "; 6.0 is the most"));
    assert_string_equal(lint.first->error.file, place.file);
    assert_int_equal(lint.first->error.line, place.line);
    assert_int_equal(lint.first->error.col, place.col);
}

/* Entries of a few words each: only their mean can be measured. */
static void
test_lint_mean_of_all_texts(void **state)
{
    static const char hard[] = "Musculoskeletal discomfort necessitates "
                               "professional consultation.";
    struct visible texts[5] = { { .text = NULL } };
    struct bc_ruleset pack = { .visible = texts };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        texts[i].text = hard;
        texts[i].entry = (unsigned)i;
        texts[i].origin.file = pack_file_names[PACK_TIPS];
        texts[i].next = i + 1 < ARRAY_LEN(texts) ? &texts[i + 1] : NULL;
    }
    look_at(&pack);
    assert_int_equal(lint.errors + lint.warnings, 1);
    assert_string_equal(lint.first->error.code, "reading-grade");
    assert_string_equal(lint.first->error.text,
                        "the reading grade of all texts together is 35.9; 6.0 "
                        "is the most");
    assert_string_equal(lint.first->error.file, "pack.yaml");
    assert_int_equal(lint.first->error.line, 0);
}

/* ---- no false alarm ---- */

static const char *const good[] = {
    "\"One two three four five six seven eight nine ten one two three four "
    "five six seven eight nine ten.\"",
    "\"Do not lift. Do not drive, and never run.\"",
    "\"You do not have to say.\"",
    "\"If you do not know, type not sure.\"",
    "\"Sore stitches do not count.\"",
    "\"Do you hear things others do not?\"",
    "\"Pain that grows fast or never eases needs a check.\"",
    "\"Stop if it hurts. Call if it stops easing.\"",
    "\"It may not ease the pain by itself. It does not last.\"",
    "\"Take no more than 8 in 24 hours.\"",
    "\"It is not your fault. This is not a diagnosis.\"",
    "\"Tell them if you have a fever, and how long you have had it.\"",
    "\"It is secured, not damaging.\"",
    "\"Take 500 mg, or 2,500 mg a day, or 4,000 IU.\"",
    "\"Call if it is 38 C (100.4 F) or more, or 36.0 to 37.9 C.\"",
    "\"Walk up to 150 minutes a week. Add 120 steps.\"",
    "\"A reading of 140/90, or of 110 or more, needs a call.\"",
    "\"In 120 minutes, or by 112 days, call {urgent}.\"",
    "\"Pain of 0 to 10, for 3 to 5 days, 10 times.\"",
    "\"Wait until week 4000. 2000 mg is too much.\"",
};

static void
test_lint_good_lines_raise_no_alarm(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        setup(NULL);
        lint_edited(PACK_TIPS, TIP, good[i]);
        expect_no_findings(&lint, good[i]);
        teardown(NULL);
    }
}

/* What she said is hers: it claims nothing. */
static void
test_lint_her_own_words_are_no_claim(void **state)
{
    (void)state;
    lint_edited(PACK_QUESTIONS, SAID, "\"you have felt unstable\"");
    expect_no_findings(&lint, "her own words");
}

static void
test_lint_contacts_hold_the_numbers(void **state)
{
    (void)state;
    lint_edited(PACK_CONTACTS, "\"0808 2000 247\"", "\"020 7946 0000\"");
    expect_no_findings(&lint, "a number in contacts.yaml");
}

/* ---- running ---- */

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_lint_shipped_pack_has_plain_words),
        TEST(test_lint_small_pack_has_plain_words),
        TEST(test_lint_looks_at_hundreds_of_texts),
        TEST(test_lint_shipped_pack_is_far_below_the_grade),
        TEST(test_lint_hard_words_in_a_tip),
        TEST(test_lint_mean_of_all_texts),
        TEST(test_lint_good_lines_raise_no_alarm),
        TEST(test_lint_her_own_words_are_no_claim),
        TEST(test_lint_contacts_hold_the_numbers),
    };
    return cmocka_run_group_tests_name("lint", tests, NULL, NULL) +
           run_rows(&(struct row_tests){ "bad", TABLE(bad), run_bad, setup,
                                         teardown, NULL, NULL });
}
