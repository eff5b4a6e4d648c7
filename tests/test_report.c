/* Claims about results as text and as JSON: the level comes first, an
 * emergency is a card and nothing else, private answers stay private, and
 * nothing that was assumed is put into her mouth. */
#include "results.h"

#include "input.h"
#include "report.h"

#include <cJSON.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum what {
    TEXT,
    TEXT_AT_HER_SCREEN,
    TEXT_EXPLAINED,
    JSON,
    JSON_EXPLAINED,
};

/* The result in one of its shapes; the caller frees. */
static char *
result_of(const struct bc_answers *ans, enum what what, enum region region)
{
    const struct bc_assessment *as = NULL;
    struct text out;
    text_init(&out, NULL);
    const struct report rep = {
        .out = &out,
        .rs = shipped_rules(),
        .region = region,
        .explain = what == TEXT_EXPLAINED || what == JSON_EXPLAINED,
        .show_private = what == TEXT_AT_HER_SCREEN,
    };
    assert_int_equal(bc_assess(&as, ans, NULL), BC_OK);
    if (what == JSON || what == JSON_EXPLAINED) {
        assert_int_equal(report_result_json(&rep, as), BC_OK);
    } else {
        report_result(&rep, as);
    }
    assert_false(out.failed);
    bc_assessment_free(as);
    char *copy = malloc(out.len + 1);
    assert_non_null(copy);
    memcpy(copy, text_get(&out), out.len + 1);
    text_free(&out);
    return copy;
}

static char *
result(const char *changes, enum what what)
{
    struct bc_answers ans;
    person_with(&ans, changes);
    return result_of(&ans, what, REGION_GENERIC);
}

/* ---- representative persons ---- */

#define PARTS 8

struct text_row {
    const char *name, *changes, *first_line;
    const char *has[PARTS], *has_not[PARTS];
};

static const struct text_row text_rows[] = {
    { "text_self_care",
      "",
      "HOME CARE. You can look after this at home for now.",
      { "Nothing you told us needs urgent care today.", "Tips that fit",
        "What may be behind it", "Do this check again in 7 days",
        "Call your local emergency number now for:", "It is not a diagnosis.",
        "No doctor or midwife has checked", "Rules: postpartum-back@1.0.0." },
      { "You told us:", "so we used", "Measure your temperature" } },
    { "text_not_measured_says_measure",
      "fever=not_measured",
      "HOME CARE. You can look after this at home for now.",
      { "Measure your temperature today. Call a doctor, midwife or "
        "hospital at once if it is 38 C (100.4 F) or more. Call too if you "
        "feel hot and shivery." },
      { NULL } },
    { "text_routine",
      "pain_weeks=9; course=same",
      "NOT URGENT. Book a visit within 14 days.",
      { "You told us: - you have had this pain for 9 weeks - the pain is not "
        "getting "
        "better",
        "Why this matters: - Pain that lasts 6 weeks or more",
        "Say how long you have had the pain.", "Until your visit",
        "Tips that fit", "It is not a diagnosis." },
      { "Speak to someone within 1 hour", "While you wait" } },
    { "text_one_week_is_said_in_words",
      "severity=7; pain_weeks=0; course=new; pattern=none",
      "URGENT. Speak to a doctor or midwife today.",
      { "- your pain reached 7 out of 10" },
      { "{", "}" } },
    { "text_urgent",
      "legs=weak_one_mild",
      "URGENT. Speak to a doctor or midwife today.",
      { "Call a doctor, midwife or hospital now, day or night.",
        "If you reach no one in 2 hours, go to the nearest emergency room.",
        "You told us: - one leg is a bit weak", "I had a baby 8 weeks ago.",
        "While you wait - Rest", "It is not a diagnosis." },
      { "Tips that fit", "within 1 hour", "Say you had a needle" } },
    { "text_urgent_within_an_hour",
      "head=vision",
      "URGENT. Speak to a doctor or midwife today.",
      { "Speak to someone within 1 hour.",
        "If you reach no one in 1 hour, go to" },
      { "2 hours", "Tips that fit" } },
    { "text_urgent_lists_lower_findings",
      "legs=weak_one_mild; mood=down",
      "URGENT. Speak to a doctor or midwife today.",
      { "Tell them this too: - you have felt low" },
      { NULL } },
    { "text_not_sure_says_what_is_open",
      "head=not_sure",
      "URGENT. Speak to a doctor or midwife today.",
      { "You were not sure about: Head, eyes and neck. So we could not rule "
        "out a problem.",
        "Tell them this when you call." },
      { "You told us:" } },
    { "text_emergency",
      "saddle=saddle_numb",
      "EMERGENCY. Get help now.",
      { "Call your local emergency number now, or go to the nearest "
        "emergency room.",
        "You told us: - you feel numb or tingly between your legs",
        "I had a baby 8 weeks ago. My back hurts.",
        "Do not wait to see if it gets better.",
        "This check has stopped. Get help first." },
      { "Tips", "diagnosis", "now for:", "Say you had a needle" } },
    { "text_emergency_names_the_needle",
      "back_needle=yes; legs=both_legs",
      "EMERGENCY. Get help now.",
      { "Say you had a needle in your back for the birth." },
      { NULL } },
    { "text_emergency_does_not_name_a_needle_she_doubts",
      "back_needle=not_sure; legs=both_legs",
      "EMERGENCY. Get help now.",
      { "- both your legs hurt" },
      { "Say you had a needle", "you had a needle" } },
    { "text_emergency_by_doubt",
      "danger=not_sure",
      "EMERGENCY. Get help now.",
      { "You were not sure about: Danger signs." },
      { "You told us:" } },
    { "text_emergency_less_than_a_week_after_birth",
      "saddle=pee_new; weeks_since_birth=0",
      "EMERGENCY. Get help now.",
      { "I had a baby less than 1 week ago." },
      { "0 weeks" } },
    { "text_emergency_one_week_after_birth",
      "saddle=pee_new; weeks_since_birth=1",
      "EMERGENCY. Get help now.",
      { "I had a baby 1 week ago." },
      { "1 weeks" } },
    { "text_emergency_weeks_not_known",
      "saddle=pee_new; weeks_since_birth=not_sure",
      "EMERGENCY. Get help now.",
      { "Say when you had your baby" },
      { "2 weeks" } },
    { "text_incomplete",
      "legs; head",
      "URGENT. We could not rule out an emergency.",
      { "Some warning questions have no answer: Legs and arms; Head, eyes "
        "and neck.",
        "Or do this check again and answer them all.",
        "It is not a diagnosis." },
      { "Tips that fit", "You told us:" } },
    { "text_out_of_scope",
      "weeks_since_birth=60",
      "NO RESULT. This check is for the first year after a birth.",
      { "If you are pregnant, call your midwife",
        "Call your local emergency number now for:", "It is not a diagnosis." },
      { "Tips that fit", "HOME CARE" } },
    { "text_out_of_scope_but_urgent",
      "birth=not_given_birth; legs=weak_one_mild",
      "URGENT. Speak to a doctor or midwife today.",
      { "one leg is a bit weak" },
      { "Tips that fit", "NO RESULT" } },
    { "text_assumed_not_sure",
      "severity=not_sure",
      "NOT URGENT. Book a visit within 3 days.",
      { "You were not sure about \"Worst pain (0-10)\", so we used: 7." },
      { "your pain reached" } },
    { "text_assumed_missing",
      "function",
      "NOT URGENT. Book a visit within 14 days.",
      { "There is no answer to \"Effect on your day\", so we used: It stops "
        "me doing some normal things." },
      { "- the pain stops you doing" } },
    { "text_withheld_tips_are_told",
      "history=connective",
      "NOT URGENT. Book a visit within 7 days.",
      { "We left out some tips, as they may not suit you." },
      { "Lift close and slow" } },
    { "text_organ_cause_at_urgent",
      "other_signs=pee_burn",
      "URGENT. Speak to a doctor or midwife today.",
      { "Back pain can come from another part of the body." },
      { "Tips that fit" } },
};

static void
run_text(void **state)
{
    const struct text_row *row = *state;
    char *text = result(row->changes, TEXT);
    size_t first = strcspn(text, "\n");
    assert_int_equal(first, strlen(row->first_line));
    assert_memory_equal(text, row->first_line, first);
    unfold(text);
    for (size_t i = 0; i < PARTS; i++) {
        if (row->has[i] != NULL) {
            expect_words(text, row->has[i], true);
        }
        if (row->has_not[i] != NULL) {
            expect_words(text, row->has_not[i], false);
        }
    }
    free(text);
}

static void
test_text_regions_have_their_own_numbers(void **state)
{
    (void)state;
    static const char *const calls[REGION_COUNT] = {
        [REGION_GENERIC] = "Call your local emergency number now,",
        [REGION_UK] = "Call 999 now, or go to A&E.",
        [REGION_US] = "Call 911 now, or go to the ER.",
        [REGION_EU] = "Call 112 now,",
        [REGION_CN] = "Call 120 now,",
    };
    for (int region = 0; region < REGION_COUNT; region++) {
        struct bc_answers ans;
        person_with(&ans, "saddle=pee_new");
        char *text = result_of(&ans, TEXT, (enum region)region);
        unfold(text);
        expect_words(text, calls[region], true);
        free(text);
    }
}

static void
test_text_colour_is_only_around_headings(void **state)
{
    (void)state;
    struct bc_answers ans;
    const struct bc_assessment *as = NULL;
    struct text out;
    person_with(&ans, "");
    text_init(&out, NULL);
    const struct report rep = { .out = &out,
                                .rs = shipped_rules(),
                                .color = true };
    assert_int_equal(bc_assess(&as, &ans, NULL), BC_OK);
    report_result(&rep, as);
    assert_memory_equal(text_get(&out), "\033[1mHOME CARE.", 14);
    size_t begins = 0, ends = 0;
    const char *text = text_get(&out);
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\033' && at[2] == '1') {
            assert_true(at == text || at[-1] == '\n');
            begins++;
        } else if (*at == '\033') {
            assert_memory_equal(at, "\033[0m\n", 5);
            ends++;
        }
    }
    assert_true(begins > 1);
    assert_int_equal(begins, ends);
    bc_assessment_free(as);
    text_free(&out);
}

static void
test_text_out_of_memory_is_noticed_and_nothing_leaks(void **state)
{
    (void)state;
    struct bc_answers ans;
    const struct bc_assessment *as = NULL;
    person_with(&ans, "severity=not_sure; history=connective; legs=not_sure");
    assert_int_equal(bc_assess(&as, &ans, NULL), BC_OK);
    bool failed = true;
    for (long left = 0; failed; left++) {
        struct tight_memory tight;
        struct text out;
        tight_memory_init(&tight, left);
        text_init(&out, &tight.mem);
        const struct report rep = { .out = &out, .rs = shipped_rules() };
        report_result(&rep, as);
        failed = out.failed;
        assert_in_range(left, 0, 10000);
        text_free(&out);
        assert_int_equal(tight.in_use, 0);
    }
    bc_assessment_free(as);
}

/* ---- private answers ---- */

struct secret_row {
    const char *name, *changes;
    const char *first_line; /* on her screen */
    const char *card;       /* words only her screen may show */
    const char *rule, *code;
};

static const struct secret_row secret_rows[] = {
    { "private_harm_plan", "harm=plan", "EMERGENCY. Get help now.",
      "Do not stay alone. Ask someone you trust to come.", "harm_thoughts",
      "plan" },
    { "private_harm_thoughts", "harm=thoughts",
      "EMERGENCY. Talk to someone now.",
      "Call your local crisis line now, day or night.", "harm_thoughts",
      "thoughts" },
    { "private_harm_voices", "harm=voices", "EMERGENCY. Get help now.",
      "This can come on fast after a birth. It can be treated.", "voices",
      "voices" },
    { "private_harm_prefer_not", "harm=prefer_not",
      "NOT URGENT. Book a visit within 7 days.",
      "You do not have to say. If hard thoughts come,", "harm_not_said",
      "prefer_not" },
    { "private_harm_not_sure", "harm=not_sure",
      "URGENT. Talk to someone today.",
      "if you might hurt yourself or your baby.", "harm_thoughts", "not_sure" },
    { "private_home_danger_now", "home=danger_now", "EMERGENCY. Get safe now.",
      "if it is safe to call.", "home_danger", "danger_now" },
    { "private_home_not_safe", "home=not_safe",
      "NOT URGENT. Book a visit within 7 days.",
      "Close this window when you have read it.", "home_not_safe", "not_safe" },
    { "private_home_not_sure", "home=not_sure",
      "HOME CARE. You can look after this at home for now.",
      "If you are ever afraid at home,", "home_danger", "not_sure" },
    { "private_home_beside_an_emergency", "home=danger_now; saddle=saddle_numb",
      "EMERGENCY. Get safe now.", "if it is safe to call.", "home_danger",
      "danger_now" },
};

/* Nothing of a private card, choice or rule. */
static void
expect_nothing_private(char *text)
{
    const struct bc_ruleset *rs = shipped_rules();
    unfold(text);
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        for (size_t c = 0; q->is_private && c < q->choice_count; c++) {
            char code[80];
            snprintf(code, sizeof(code), "\"%s\"", q->choices[c].id);
            expect_words(text, code, false);
            if (strlen(q->choices[c].text) > 8) {
                expect_words(text, q->choices[c].text, false);
            }
        }
    }
    for (size_t i = 0; i < rs->rule_count; i++) {
        if (rs->rules[i].is_private) {
            char id[80];
            snprintf(id, sizeof(id), "\"%s\"", rs->rules[i].id);
            expect_words(text, id, false);
        }
    }
}

static void
run_secret(void **state)
{
    const struct secret_row *row = *state;
    static const enum what shapes[] = { TEXT, TEXT_EXPLAINED, JSON,
                                        JSON_EXPLAINED };
    char quoted[80];
    for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
        char *text = result(row->changes, shapes[i]);
        expect_nothing_private(text);
        expect_words(text, row->card, false);
        expect_words(text, "Thoughts (kept private)", false);
        expect_words(text, "Personal question", false);
        snprintf(quoted, sizeof(quoted), "\"%s\"", row->code);
        expect_words(text, quoted, false);
        if (strchr(row->rule, '_') != NULL) {
            expect_words(text, row->rule, false);
        }
        free(text);
    }
    char *screen = result(row->changes, TEXT_AT_HER_SCREEN);
    assert_int_equal(strcspn(screen, "\n"), strlen(row->first_line));
    assert_memory_equal(screen, row->first_line, strlen(row->first_line));
    unfold(screen);
    expect_words(screen, row->card, true);
    free(screen);
}

struct same_row {
    const char *name, *one, *other;
};

/* What cannot be told apart gives nothing away. */
static const struct same_row same_rows[] = {
    { "same_plan_and_thoughts", "harm=plan", "harm=thoughts" },
    { "same_plan_and_voices", "harm=plan", "harm=voices" },
    { "same_plan_and_danger_at_home", "harm=plan", "home=danger_now" },
    { "same_not_said_and_not_safe", "harm=prefer_not", "home=not_safe" },
    { "same_safe_and_silent", "home=safe", "" },
    { "same_skipped_and_silent", "home=skip", "" },
    { "same_private_screen_and_silent", "private=no", "" },
    { "same_beside_an_emergency", "harm=plan; saddle=pee_new",
      "home=danger_now; saddle=pee_new" },
};

static void
run_same(void **state)
{
    const struct same_row *row = *state;
    static const enum what shapes[] = { TEXT, TEXT_EXPLAINED, JSON,
                                        JSON_EXPLAINED };
    for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
        char *one = result(row->one, shapes[i]);
        char *other = result(row->other, shapes[i]);
        assert_string_equal(one, other);
        free(one);
        free(other);
    }
}

static void
test_private_answers_stay_private_in_every_form_of_input(void **state)
{
    (void)state;
    static const char *const inputs[] = {
        "harm = plan\n",
        "{\"harm\":\"plan\"}",
        "none\nnone\n1\nno\nnone\nplan\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(inputs); i++) {
        struct bc_answers ans;
        struct bc_errors errs = { .count = 0 };
        answers_init(&ans, shipped_rules());
        assert_int_equal(input_read(&ans, "in", inputs[i], strlen(inputs[i]),
                                    INPUT_ANY, &errs),
                         BC_OK);
        for (int what = TEXT; what <= JSON_EXPLAINED; what++) {
            if (what == TEXT_AT_HER_SCREEN) {
                continue;
            }
            char *text = result_of(&ans, (enum what)what, REGION_UK);
            assert_non_null(
                strstr(text, what < JSON ? "EMERGENCY" : "emergency"));
            expect_nothing_private(text);
            free(text);
        }
    }
}

static void
test_private_finding_has_three_keys_only(void **state)
{
    (void)state;
    char *text = result("harm=thoughts; home=not_safe", JSON);
    cJSON *root = cJSON_Parse(text);
    const cJSON *findings = cJSON_GetObjectItemCaseSensitive(root, "findings");
    assert_int_equal(cJSON_GetArraySize(findings), 1);
    char *one = cJSON_PrintUnformatted(findings->child);
    assert_string_equal(one, "{\"id\":\"private\",\"kind\":\"red_flag\","
                             "\"level\":\"emergency\"}");
    cJSON_free(one);
    cJSON_Delete(root);
    free(text);
}

/* ---- JSON ---- */

/* Keys of an object, divided by spaces. */
static const char *
keys(const cJSON *object)
{
    static char words[512];
    words[0] = '\0';
    for (const cJSON *item = object->child; item != NULL; item = item->next) {
        strcat(words, words[0] != '\0' ? " " : "");
        strcat(words, item->string);
    }
    return words;
}

static void
check_items(const cJSON *root, const char *key, const char *expected,
            const char *or_else)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, key);
    assert_true(cJSON_IsArray(list));
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        if (strcmp(keys(item), expected) != 0) {
            assert_string_equal(keys(item), or_else);
        }
    }
}

static void
check_json(const char *text)
{
    size_t len = strlen(text);
    assert_int_equal(strcspn(text, "\n"), len - 1);
    const char *end = NULL;
    cJSON *root = cJSON_ParseWithLengthOpts(text, len, &end, 0);
    assert_non_null(root);
    assert_ptr_equal(end, text + len - 1);
    assert_string_equal(keys(root),
                        "schema pack language region status level "
                        "within_days findings causes tips withheld "
                        "not_ruled_out unanswered assumed safety_net "
                        "contacts");
    const cJSON *findings = cJSON_GetObjectItemCaseSensitive(root, "findings");
    for (const cJSON *f = findings->child; f != NULL; f = f->next) {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(f, "id");
        if (strcmp(id->valuestring, "private") == 0) {
            assert_string_equal(keys(f), "id kind level");
        } else if (cJSON_GetObjectItemCaseSensitive(f, "within_hours")) {
            assert_string_equal(keys(f),
                                "id kind level within_days within_hours "
                                "state because text sources");
        } else {
            assert_string_equal(keys(f), "id kind level within_days state "
                                         "because text sources");
        }
    }
    check_items(root, "causes", "id fit text", "");
    check_items(root, "tips", "id text not_if grade", "");
    check_items(root, "withheld", "id because", "");
    assert_string_equal(
        keys(cJSON_GetObjectItemCaseSensitive(root, "contacts")),
        "emergency urgent");
    assert_null(strchr(text, '\033'));
    cJSON_Delete(root);
}

struct json_row {
    const char *name, *changes, *has[PARTS];
};

static const struct json_row json_rows[] = {
    { "json_self_care",
      "",
      { "{\"schema\":1,\"pack\":\"postpartum-back@1.0.0\","
        "\"language\":\"en\",\"region\":\"generic\","
        "\"status\":\"complete\",\"level\":\"self_care\","
        "\"within_days\":null,\"findings\":[],\"causes\":[{",
        "\"withheld\":[],\"not_ruled_out\":[],\"unanswered\":[],"
        "\"assumed\":{},\"safety_net\":[\"new numbness",
        "\"contacts\":{\"emergency\":\"your local emergency number\"," } },
    { "json_routine",
      "pain_weeks=9; course=same",
      { "\"level\":\"routine\",\"within_days\":14,\"findings\":[{"
        "\"id\":\"persistent_six_weeks\",\"kind\":\"referral\","
        "\"level\":\"routine\",\"within_days\":14,\"state\":\"holds\","
        "\"because\":[\"pain_weeks\",\"course\"],\"text\":\"Pain that" } },
    { "json_urgent_has_no_tips",
      "legs=weak_one_mild",
      { "\"level\":\"urgent\",\"within_days\":null,",
        "\"causes\":[],\"tips\":[],\"withheld\":[]," } },
    { "json_emergency_has_no_net",
      "saddle=saddle_numb",
      { "\"level\":\"emergency\",\"within_days\":null,\"findings\":[{"
        "\"id\":\"saddle_numbness\",\"kind\":\"red_flag\","
        "\"level\":\"emergency\",\"within_days\":null,\"state\":\"holds\","
        "\"because\":[\"saddle\"]",
        "\"causes\":[],\"tips\":[],\"withheld\":[],\"not_ruled_out\":[],"
        "\"unanswered\":[],\"assumed\":{},\"safety_net\":[]," } },
    { "json_incomplete",
      "legs",
      { "\"status\":\"incomplete\",\"level\":\"urgent\"",
        "\"state\":\"not_ruled_out\"",
        "\"not_ruled_out\":[\"both_legs_signs\",\"leg_weak_bad\",",
        "\"unanswered\":[\"legs\"]" } },
    { "json_out_of_scope",
      "weeks_since_birth=60; back_needle",
      { "\"status\":\"out_of_scope\",\"level\":null,\"within_days\":null,"
        "\"findings\":[],\"causes\":[],\"tips\":[]",
        "\"safety_net\":[\"new numbness" } },
    { "json_assumed",
      "severity=not_sure; place",
      { "\"unanswered\":[\"place\"],"
        "\"assumed\":{\"place\":[\"low_back\"],\"severity\":7}" } },
    { "json_withheld",
      "history=connective",
      { "{\"id\":\"lift_close\",\"because\":[\"history\"]}" } },
    { "json_private_not_ruled_out",
      "harm=not_sure",
      { "\"findings\":[{\"id\":\"private\",\"kind\":\"red_flag\","
        "\"level\":\"urgent\"}]",
        "\"not_ruled_out\":[\"private\"]" } },
    { "json_private_question_missing_is_named",
      "harm",
      { "\"unanswered\":[\"harm\"]", "\"status\":\"incomplete\"" } },
};

static void
run_json(void **state)
{
    const struct json_row *row = *state;
    char *text = result(row->changes, JSON);
    check_json(text);
    for (size_t i = 0; i < PARTS && row->has[i] != NULL; i++) {
        expect_words(text, row->has[i], true);
    }
    free(text);
}

/* ---- random persons ---- */

/* Behind an emergency card nothing; else the safety net and the footer. */
static void
check_ending(char *text, enum bc_level level)
{
    unfold(text);
    expect_words(text, "It is not a diagnosis.", level != BC_EMERGENCY);
    expect_words(text, "now for: - new numbness", level != BC_EMERGENCY);
    if (level == BC_EMERGENCY) {
        const char *last = "This check has stopped. Get help first. ";
        assert_string_equal(text + strlen(text) - strlen(last), last);
    } else {
        const char *last = "Next check 2027-05-22. ";
        assert_string_equal(text + strlen(text) - strlen(last), last);
    }
}

static void
test_random_text_keeps_its_form_in_every_region(void **state)
{
    (void)state;
    uint64_t seed = 20261122;
    for (int round = 0; round < 2000; round++) {
        struct bc_answers ans;
        const struct bc_assessment *as = NULL;
        random_person(&ans, &seed);
        assert_int_equal(bc_assess(&as, &ans, NULL), BC_OK);
        enum bc_level level = bc_assessment_level(as);
        bc_assessment_free(as);
        for (int region = 0; region < REGION_COUNT; region++) {
            for (int what = TEXT; what <= TEXT_EXPLAINED; what++) {
                char *text =
                    result_of(&ans, (enum what)what, (enum region)region);
                check_columns(text);
                check_level_is_the_first_word(text, level);
                assert_null(strchr(text, '{'));
                assert_null(strstr(text, "\n\n\n"));
                if (what == TEXT) {
                    check_ending(text, level);
                }
                free(text);
            }
        }
    }
}

static void
test_random_json_is_whole_and_the_same_twice(void **state)
{
    (void)state;
    uint64_t seed = 4711;
    for (int round = 0; round < 2000; round++) {
        struct bc_answers ans;
        random_person(&ans, &seed);
        char *one = result_of(&ans, JSON, (enum region)(round % REGION_COUNT));
        char *two = result_of(&ans, JSON, (enum region)(round % REGION_COUNT));
        assert_string_equal(one, two);
        check_json(one);
        free(one);
        free(two);
    }
}

/* Each line under "You told us" must come from one of these questions. */
static size_t
check_said(const struct bc_answers *ans, question_set questions)
{
    char *text = result_of(ans, TEXT, REGION_GENERIC);
    char *at = strstr(text, "You told us:\n");
    size_t count = 0;
    at = at != NULL ? at + strlen("You told us:\n") : NULL;
    while (at != NULL && strncmp(at, "- ", 2) == 0) {
        char *end = strchr(at, '\n');
        *end = '\0';
        if (!was_said(ans, questions, at + 2)) {
            fail_msg("she did not say: %s", at + 2);
        }
        at = end + 1;
        count++;
    }
    free(text);
    return count;
}

static void
test_random_you_told_us_lists_only_what_was_told(void **state)
{
    (void)state;
    uint64_t seed = 99;
    size_t count = 0;
    for (int round = 0; round < 5000; round++) {
        struct bc_answers ans;
        random_person(&ans, &seed);
        count += check_said(&ans, ~ruleset_private(ans.rs));
    }
    assert_in_range(count, 2000, 1000000);
}

/* But for an emergency, which counts also off the path. */
static void
test_random_you_told_us_lists_only_answers_that_were_used(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 5000; round++) {
        struct bc_answers ans;
        const struct bc_assessment *as = NULL;
        random_person(&ans, &seed);
        assert_int_equal(bc_assess(&as, &ans, NULL), BC_OK);
        if (as->outcome.level != BC_EMERGENCY) {
            check_said(&ans, as->facts.given);
        }
        bc_assessment_free(as);
    }
}

/* ---- all ---- */

static int
run_tables(void)
{
    int failed = 0;
    failed += run_rows(
        &(struct row_tests){ "text", TABLE(text_rows), .test = run_text });
    failed += run_rows(&(struct row_tests){ "secret", TABLE(secret_rows),
                                            .test = run_secret });
    failed += run_rows(
        &(struct row_tests){ "same", TABLE(same_rows), .test = run_same });
    failed += run_rows(
        &(struct row_tests){ "json", TABLE(json_rows), .test = run_json });
    return failed;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_regions_have_their_own_numbers),
        cmocka_unit_test(test_text_colour_is_only_around_headings),
        cmocka_unit_test(test_text_out_of_memory_is_noticed_and_nothing_leaks),
        cmocka_unit_test(
            test_private_answers_stay_private_in_every_form_of_input),
        cmocka_unit_test(test_private_finding_has_three_keys_only),
        cmocka_unit_test(test_random_text_keeps_its_form_in_every_region),
        cmocka_unit_test(test_random_json_is_whole_and_the_same_twice),
        cmocka_unit_test(test_random_you_told_us_lists_only_what_was_told),
        cmocka_unit_test(
            test_random_you_told_us_lists_only_answers_that_were_used),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return run_tables() +
           cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
