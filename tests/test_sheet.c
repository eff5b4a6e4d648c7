/* Claims about the tip sheets: they fit on their page, the level comes first,
 * and where a page is full no warning, reason or limit of a tip is lost. */
#include "cond.h"
#include "fill.h"
#include "page.h"
#include "results.h"

#include <ctype.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES_MAX 60

/* ---- reading a sheet ---- */

/* A sentence as it is printed; the same place is used for each. */
static const char *
filled(const char *sentence, enum region region)
{
    static char words[1024];
    struct text text;
    text_init(&text, NULL);
    fill_sentence(&text, shipped_rules(), region, sentence, NULL, 0);
    snprintf(words, sizeof(words), "%s", text_get(&text));
    text_free(&text);
    return words;
}

/* Folded items become one line each: "1. ", "   - " or "- " and the words. */
static void
join_items(char *text)
{
    char *to = text;
    for (const char *at = text; *at != '\0'; at++) {
        const char *word = at + 1 + strspn(at + 1, " ");
        bool goes_on = *at == '\n' && word > at + 1 && *word != '-';
        if (goes_on) {
            *to++ = ' ';
            at = word - 1;
        } else {
            *to++ = *at;
        }
    }
    *to = '\0';
}

static size_t
count_words(const char *text, const char *words)
{
    size_t count = 0;
    for (const char *at = strstr(text, words); at != NULL;
         at = strstr(at + 1, words)) {
        count++;
    }
    return count;
}

static size_t
count_lines(const char *text)
{
    return count_words(text, "\n");
}

/* Takes the next line, without its line feed; NULL behind the last. */
static char *
next_line(char **rest)
{
    char *line = *rest;
    size_t len = strcspn(line, "\n");
    if (*line == '\0') {
        return NULL;
    }
    *rest = line + len + (line[len] == '\n' ? 1 : 0);
    line[len] = '\0';
    return line;
}

/* A person, and her sheet in several shapes. */
struct sheet {
    const struct bc_answers *ans;
    const struct bc_assessment *as;
    enum region region;
    char *text;
    char *items; /* each item on one line */
    char *words; /* unfolded */
    bool calm;
    size_t lines;
    bool told_listed, told_all; /* what the card says she said: a line for
                                   each; all of it there in some form */
};

static void
sheet_make(struct sheet *sheet, const struct bc_answers *ans,
           enum region region)
{
    *sheet = (struct sheet){ .ans = ans, .region = region };
    assert_int_equal(bc_assess(&sheet->as, ans, NULL), BC_OK);
    sheet->text = sheet_of(ans->rs, ans, region, false);
    sheet->items = strdup(sheet->text);
    sheet->words = strdup(sheet->text);
    assert_true(sheet->items != NULL && sheet->words != NULL);
    join_items(sheet->items);
    unfold(sheet->words);
    sheet->lines = count_lines(sheet->text);
    sheet->calm = sheet->as->outcome.level == BC_ROUTINE ||
                  sheet->as->outcome.level == BC_SELF_CARE;
}

static void
sheet_free(struct sheet *sheet)
{
    bc_assessment_free(sheet->as);
    free(sheet->text);
    free(sheet->items);
    free(sheet->words);
}

static bool
has(const struct sheet *sheet, const char *sentence)
{
    return strstr(sheet->words, filled(sentence, sheet->region)) != NULL;
}

static void
expect(const struct sheet *sheet, const char *sentence)
{
    expect_words(sheet->words, filled(sentence, sheet->region), true);
}

/* ---- the card ---- */

/* The card as it is where there is room, a line for each sentence: so it comes
 * back from HTML. */
static char *
card_of(const struct sheet *sheet)
{
    struct text out;
    struct html html;
    struct page page;
    text_init(&out, NULL);
    struct report rep = { .out = &out,
                          .rs = sheet->ans->rs,
                          .region = sheet->region };
    report_page(&rep, &html, PAPER_AUTO, false);
    report_card(&rep, sheet->as);
    html_end(&html);
    assert_false(out.failed);
    page_read(&page, text_get(&out));
    text_free(&out);
    return page.words;
}

/* What to say at a visit some day, which the page has no room for. */
static bool
is_for_a_visit(const struct sheet *sheet, const char *line)
{
    enum card_id id =
        sheet->as->outcome.level == BC_ROUTINE ? CARD_ROUTINE : CARD_SELF_CARE;
    const struct card *card = ruleset_get_card(sheet->ans->rs, id);
    for (size_t i = 0; sheet->calm && i < card->say.count; i++) {
        if (strcmp(filled(card->say.at[i].text, sheet->region), line) == 0) {
            return true;
        }
    }
    return false;
}

/* A line of the card as it is where there is room. What she told us may stand
 * in a row, or be missing where there is no call to make; nothing else. */
static void
check_card_line(struct sheet *sheet, const char *line)
{
    char item[1024];
    bool is_item = strncmp(line, "- ", 2) == 0;
    const char *words = line + (is_item ? 2 : 0);
    bool told = was_said(sheet->ans, ~(question_set)0, words) ||
                strcmp(line, sheet->ans->rs->sentences[SAY_WHY_MANY]) == 0;
    snprintf(item, sizeof(item), "\n%s\n", line);
    bool there = strstr(sheet->words, words) != NULL;
    bool listed = !is_item || strstr(sheet->items, item) != NULL;
    if (!(there && listed) && !told) {
        fail_msg("not on the sheet: %s", line);
    }
    if (!there && !sheet->calm) {
        fail_msg("not on the sheet, and there is a call: %s", line);
    }
    sheet->told_listed = sheet->told_listed && listed;
    sheet->told_all = sheet->told_all && there;
}

static void
check_card(struct sheet *sheet)
{
    char *card = card_of(sheet), *rest = card;
    sheet->told_listed = sheet->told_all = true;
    for (char *line = next_line(&rest); line != NULL; line = next_line(&rest)) {
        if (line[0] != '\0' && !is_for_a_visit(sheet, line)) {
            check_card_line(sheet, line);
        }
    }
    free(card);
}

/* Only a sheet with tips has a title. */
static void
check_top(const struct sheet *sheet)
{
    const char *title = sheet->ans->rs->sentences[SAY_SHEET_TITLE_OWN];
    const char *top = sheet->text;
    bool titled = strncmp(top, title, strlen(title)) == 0;
    assert_int_equal(titled, sheet->as->tip_count > 0);
    if (titled) {
        top += strlen(title);
        top += strspn(top, "\n");
    }
    check_level_is_the_first_word(top, bc_assessment_level(sheet->as));
}

/* ---- tips ---- */

static const struct lines *
limits_of(const struct tip *tip)
{
    static const char *at[32];
    static struct lines limits;
    limits = (struct lines){ at, 0 };
    if (tip->not_if != NULL) {
        at[limits.count++] = tip->not_if;
    }
    for (size_t i = 0; i < tip->cautions.count; i++) {
        at[limits.count++] = tip->cautions.at[i];
    }
    if (tip->grade[0] == 'T') {
        at[limits.count++] = shipped_rules()->sentences[SAY_TIP_TRADITION];
    }
    return &limits;
}

/* A tip, its first steps, then every limit of it, and nothing else. Returns how
 * many steps there are. */
static size_t
check_tip(const struct sheet *sheet, const struct tip *tip, char **rest)
{
    const struct lines *limits = limits_of(tip);
    const char *lines[32];
    size_t count = 0;
    while (strncmp(*rest, "   - ", 5) == 0 && count < ARRAY_LEN(lines)) {
        lines[count++] = next_line(rest) + 5;
    }
    assert_in_range(count, limits->count, limits->count + tip->steps.count);
    size_t steps = count - limits->count;
    for (size_t i = 0; i < count; i++) {
        const char *wanted =
            i < steps ? tip->steps.at[i] : limits->at[i - steps];
        assert_string_equal(lines[i], filled(wanted, sheet->region));
    }
    return steps;
}

/* Tips come in the order of advise_sheet; those for every such sheet stay, and
 * of the others the first ones. Returns the one that this line is. */
static size_t
check_number(const struct sheet *sheet, const struct tip *const *tips,
             size_t count, size_t from, size_t number, const char *line)
{
    char first[24];
    snprintf(first, sizeof(first), "%zu. ", number);
    assert_memory_equal(line, first, strlen(first));
    for (size_t i = from; i < count; i++) {
        const char *words = filled(tips[i]->tip, sheet->region);
        if (strcmp(line + strlen(first), words) == 0) {
            return i;
        }
    }
    fail_msg("not a tip for her, or out of order: %s", line);
    return count;
}

struct tally {
    size_t printed, steps, steps_missing;
    size_t most_steps;    /* of one tip */
    bool first_missing;   /* a tip has lost all its steps */
    bool further_missing; /* a tip has lost steps behind the first */
    bool other_missing;   /* a tip that is not for every such sheet */
};

static void
count_missing(struct tally *tally, const struct tip *const *tips, size_t from,
              size_t to)
{
    for (size_t i = from; i < to; i++) {
        tally->steps_missing += tips[i]->steps.count;
        tally->other_missing = true;
        if ((tips[i]->sheet & TIP_SHEET_OWN) != 0) {
            fail_msg("not on the sheet: %s", tips[i]->tip);
        }
    }
}

/* Where the tips begin in this text, or its end. */
static char *
find_tips(char *text)
{
    char heading[128];
    snprintf(heading, sizeof(heading), "\n%s\n",
             shipped_rules()->sentences[SAY_TIPS_HEAD]);
    char *at = strstr(text, heading);
    return at != NULL ? at + strlen(heading) : text + strlen(text);
}

/* Steps behind the first of a tip go first, from the end; then those. */
static void
check_lost_steps(struct tally *tally, size_t all, size_t printed)
{
    assert_true(printed == 0 || !tally->first_missing);
    assert_true(printed <= 1 || !tally->further_missing);
    tally->first_missing |= all > 0 && printed == 0;
    tally->further_missing |= all > 1 && printed < all;
    tally->most_steps =
        printed > tally->most_steps ? printed : tally->most_steps;
}

static void
tally_tips(const struct sheet *sheet, struct tally *tally)
{
    const struct tip *tips[ASSESS_TIPS_MAX];
    size_t count = advise_sheet(tips, sheet->as), next = 0;
    char *copy = strdup(sheet->items);
    assert_non_null(copy);
    char *rest = find_tips(copy);
    while (isdigit((unsigned char)*rest)) {
        size_t at = check_number(sheet, tips, count, next, ++tally->printed,
                                 next_line(&rest));
        bool own = (tips[at]->sheet & TIP_SHEET_OWN) != 0;
        assert_true(own || !tally->other_missing);
        count_missing(tally, tips, next, at);
        size_t steps = check_tip(sheet, tips[at], &rest);
        check_lost_steps(tally, tips[at]->steps.count, steps);
        tally->steps += steps;
        tally->steps_missing += tips[at]->steps.count - steps;
        next = at + 1;
    }
    assert_true(!tally->first_missing || tally->most_steps <= 1);
    assert_null(strstr(rest, "\n   - "));
    assert_true(count == 0 || tally->printed > 0);
    count_missing(tally, tips, next, count);
    free(copy);
}

static void
check_withheld(const struct sheet *sheet)
{
    const struct bc_assessment *as = sheet->as;
    for (size_t i = 0; i < as->withheld_count; i++) {
        const struct tip *tip = as->withheld[i];
        assert_false(has(sheet, tip->tip));
        for (size_t k = 0; k < tip->steps.count; k++) {
            assert_false(has(sheet, tip->steps.at[k]));
        }
    }
    const char *line = as->rs->sentences[SAY_WITHHELD_LINE];
    assert_int_equal(has(sheet, line), as->withheld_count > 0);
}

static bool
is_true(const struct sheet *sheet, const char *condition)
{
    const struct bc_ruleset *rs = sheet->ans->rs;
    for (size_t i = 0; i < rs->condition_count; i++) {
        if (strcmp(rs->conditions[i].id, condition) == 0) {
            return cond_eval(rs->conditions[i].when, &sheet->as->facts) ==
                   TRUTH_TRUE;
        }
    }
    fail_msg("no condition %s", condition);
    return false;
}

static bool
has_tip(const struct sheet *sheet, const char *id)
{
    const struct bc_ruleset *rs = sheet->ans->rs;
    for (size_t i = 0; i < rs->tip_count; i++) {
        if (strcmp(rs->tips[i].id, id) == 0) {
            return has(sheet, rs->tips[i].tip);
        }
    }
    fail_msg("no tip %s", id);
    return false;
}

static void
check_breast_milk(const struct sheet *sheet)
{
    bool wanted = sheet->calm && is_true(sheet, "breast_milk");
    assert_int_equal(has_tip(sheet, "calcium_food"), wanted);
    assert_int_equal(has_tip(sheet, "vitamin_d"), wanted);
}

static bool
tells_what_she_said(const struct sheet *sheet)
{
    return has(sheet, sheet->ans->rs->sentences[SAY_WHY_MANY]);
}

/* A full page gives up steps first, then what she told us, then tips. */
static void
check_order_of_loss(const struct sheet *sheet, const struct tally *tally)
{
    if (tally->steps > 0) {
        assert_true(sheet->told_listed && sheet->told_all);
        assert_false(tally->other_missing);
        /* the last step given up had two lines at most */
        assert_true(tally->steps_missing == 0 || sheet->lines >= LINES_MAX - 1);
    }
    if (tally->other_missing) {
        assert_false(tells_what_she_said(sheet));
    }
}

/* How much to take at once is not said without how much in a day. */
static void
check_doses(const struct sheet *sheet)
{
    size_t doses = count_words(sheet->words, "usual dose");
    assert_int_equal(count_words(sheet->words, "in 24 hours."), doses);
}

/* Longer than a page only where nothing is left that may be given up. */
static void
check_length(const struct sheet *sheet, const struct tally *tally)
{
    if (sheet->lines > LINES_MAX) {
        assert_int_equal(tally->steps, 0);
        assert_in_range(tally->printed, 0, 2);
        assert_null(strstr(sheet->text, "\n\n"));
        assert_false(sheet->calm && tells_what_she_said(sheet));
    }
}

/* ---- what every sheet is ---- */

static void
check_net(const struct sheet *sheet)
{
    const struct bc_ruleset *rs = sheet->ans->rs;
    const char *from = sheet->words;
    for (size_t i = 0; i < rs->net_count; i++) {
        char item[1024];
        snprintf(item, sizeof(item), "- %s ",
                 filled(rs->net[i].text, sheet->region));
        from = strstr(from, item);
        assert_non_null(from);
    }
    expect(sheet, rs->sentences[SAY_NET_HEAD_EMERGENCY]);
    expect(sheet, rs->sentences[SAY_NET_HEAD_URGENT]);
    expect(sheet, rs->sentences[SAY_SHEET_ABOUT_1]);
    expect(sheet, rs->sentences[SAY_SHEET_ABOUT_2]);
    expect(sheet, rs->sentences[SAY_SHEET_ABOUT_SOURCES]);
    expect(sheet, rs->name);
}

/* No date but the two of the pack, and days instead of them. */
static void
check_dates(const struct sheet *sheet)
{
    const struct bc_ruleset *rs = sheet->ans->rs;
    size_t dates = 0;
    for (const char *at = strstr(sheet->text, "20"); at != NULL;
         at = strstr(at + 1, "20")) {
        bool date = isdigit((unsigned char)at[2]) &&
                    isdigit((unsigned char)at[3]) && at[4] == '-';
        dates += date ? 1 : 0;
        assert_true(!date || strncmp(at, rs->reviewed, 10) == 0 ||
                    strncmp(at, rs->next_review, 10) == 0);
    }
    assert_int_equal(dates, 2);
    expect_words(sheet->words, "in 7 days", sheet->calm);
}

static void
check_emergency(const struct sheet *sheet)
{
    char *card = card_of(sheet);
    unfold(card);
    assert_string_equal(sheet->words, card + strspn(card, " "));
    assert_in_range(sheet->lines, 1, LINES_MAX);
    free(card);
}

/* Returns how many lines it has. */
static size_t
check_sheet(const struct bc_answers *ans, enum region region)
{
    struct sheet sheet;
    struct tally tally = { .printed = 0 };
    sheet_make(&sheet, ans, region);
    size_t lines = sheet.lines;
    check_columns(sheet.text);
    check_top(&sheet);
    assert_null(strchr(sheet.text, '{'));
    assert_null(strstr(sheet.text, "\n\n\n"));
    if (sheet.as->outcome.level == BC_EMERGENCY) {
        check_emergency(&sheet);
    } else {
        check_card(&sheet);
        tally_tips(&sheet, &tally);
        check_withheld(&sheet);
        check_doses(&sheet);
        check_breast_milk(&sheet);
        check_order_of_loss(&sheet, &tally);
        check_length(&sheet, &tally);
        check_net(&sheet);
        check_dates(&sheet);
    }
    sheet_free(&sheet);
    return lines;
}

/* ---- full pages ---- */

static struct full_row {
    const char *name, *changes;
    bool fits; /* else there is too much that must be said */
} full_rows[] = {
    { "full_home_care_gives_up_steps",
      "fever=not_measured; birth=caesarean; weeks_since_birth=not_sure; "
      "back_needle=not_sure; place=not_sure; pain_weeks=not_sure; "
      "pattern=moving_eases,feed_hold,pgp_moves,neck_moves; "
      "morning_stiffness=not_sure",
      true },
    { "full_home_care_gives_up_half_a_tip",
      "feeding=none; history=blood_thinner; severity=4; pattern=none", true },
    { "full_routine_gives_up_tips",
      "legs=pain_one; feeding=none; place=buttock; severity=7; "
      "function=not_sure; pain_weeks=14; course=up_down; "
      "pattern=lift_bend,arm_tingle; morning_stiffness=not_sure; "
      "onset_age=not_sure; onset=not_sure; "
      "joint_signs=family,arthritis,bowel; mood=not_sure",
      true },
    { "full_urgent_in_a_row",
      "legs=pain_one; back_needle=yes; weeks_since_birth=5; "
      "other_signs=leg_swell,bad_smell; bone=sudden_snap; severity=8; "
      "function=cannot; course=fast_worse; mood=down; history=back_before; "
      "pain_weeks=5",
      true },
    { "too_full_routine",
      "legs=pain_one; fever=not_measured; harm=prefer_not; "
      "weeks_since_birth=not_sure; other_signs=flank; "
      "history=blood_thinner,back_before; bone=cough_shoot; "
      "place=low_back,pelvis_front,upper_back; severity=5; "
      "function=not_sure; pain_weeks=44; course=slow_worse; "
      "pattern=moving_eases,feed_hold,pgp_moves,arm_tingle; "
      "morning_stiffness=not_sure; onset_age=51; onset=not_sure; "
      "joint_signs=not_sure; mood=down,no_joy",
      false },
    { "too_full_urgent",
      "danger=not_sure; danger_unsure=heavy_bleed; legs=pain_one; "
      "fever=not_sure; head=upper_belly,stiff_neck; harm=not_sure; "
      "weeks_since_birth=not_sure; back_needle=not_sure; "
      "other_signs=leg_swell,pee_burn,bad_smell; "
      "bone=height_shape,sudden_snap,cant_walk; history=bone,immune; "
      "place=pelvis_front,mid_back; severity=not_sure; function=cannot; "
      "pain_weeks=27; course=fast_worse; mood=not_sure",
      false },
    { "too_full_incomplete",
      "saddle; legs; head=upper_belly,stiff_neck; back_needle=not_sure; "
      "other_signs=leg_swell,pee_burn,bad_smell; "
      "bone=height_shape,sudden_snap,cant_walk; history=bone,immune; "
      "place=pelvis_front,mid_back; severity=8; function=cannot; "
      "pain_weeks=27; course=fast_worse; mood=down",
      false },
};

static void
run_full(void **state)
{
    const struct full_row *row = *state;
    struct bc_answers ans;
    person_with(&ans, row->changes);
    for (int region = 0; region < REGION_COUNT; region++) {
        size_t lines = check_sheet(&ans, (enum region)region);
        assert_int_equal(lines <= LINES_MAX, row->fits);
    }
}

/* ---- random persons ---- */

static void
test_own_sheet_keeps_its_promises_for_random_persons(void **state)
{
    (void)state;
    uint64_t seed = 20261122;
    size_t of_level[BC_LEVEL_COUNT] = { 0 };
    for (int round = 0; round < 3000; round++) {
        struct bc_answers ans;
        const struct bc_assessment *as = NULL;
        random_person(&ans, &seed);
        assert_int_equal(bc_assess(&as, &ans, NULL), BC_OK);
        bool complete = as->completeness == BC_COMPLETE;
        of_level[as->outcome.level]++;
        bc_assessment_free(as);
        for (int region = 0; region < REGION_COUNT; region++) {
            size_t lines = check_sheet(&ans, (enum region)region);
            assert_true(!complete || lines <= LINES_MAX);
        }
    }
    for (int level = 0; level < BC_LEVEL_COUNT; level++) {
        assert_in_range(of_level[level], 50, 3000);
    }
}

/* ---- nothing private ---- */

/* Neither label, words nor card of a private question. */
static void
check_nothing_private(const struct bc_ruleset *rs, const char *words,
                      enum region region)
{
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        if (!q->is_private) {
            continue;
        }
        expect_words(words, q->label, false);
        for (size_t c = 0; c < q->choice_count; c++) {
            const struct choice *choice = &q->choices[c];
            if (strlen(choice->text) > 8) {
                expect_words(words, choice->text, false);
            }
            for (size_t k = 0; choice->card && k < choice->card->call.count;
                 k++) {
                const char *line =
                    filled(choice->card->call.at[k].text, region);
                assert_true(line[0] == '\0' || strstr(words, line) == NULL);
            }
        }
    }
}

/* Every answer to every private question, beside a body in this state. */
#define PRIVATE_MAX 64

struct private_case {
    char *json, *sheet[2];
};

static char *
json_of(const struct bc_answers *ans, enum region region)
{
    const struct bc_assessment *as = NULL;
    struct text out;
    text_init(&out, NULL);
    const struct report rep = { .out = &out, .rs = ans->rs, .region = region };
    assert_int_equal(bc_assess(&as, ans, NULL), BC_OK);
    assert_int_equal(report_result_json(&rep, as), BC_OK);
    bc_assessment_free(as);
    char *copy = strdup(text_get(&out));
    assert_non_null(copy);
    text_free(&out);
    return copy;
}

static void
private_case(struct private_case *to, struct bc_answers *ans, size_t question,
             size_t choice, enum region region)
{
    const struct question *q = &ans->rs->questions[question];
    bool given = choice < q->choice_count;
    ans->of[question] = (struct answer){
        .state = given ? ANSWER_GIVEN : ANSWER_NOT_SURE,
        .choices = given ? BIT(choice) : 0,
    };
    to->json = json_of(ans, region);
    for (int html = 0; html < 2; html++) {
        char *sheet = sheet_of(ans->rs, ans, region, html == 1);
        to->sheet[html] = sheet;
        char *words = strdup(sheet);
        assert_non_null(words);
        unfold(words);
        check_nothing_private(ans->rs, words, region);
        free(words);
    }
}

static struct private_row {
    const char *name, *changes;
} private_rows[] = {
    { "private_beside_home_care", "" },
    { "private_beside_home_care_not_sure",
      "fever=not_measured; place=not_sure" },
    { "private_beside_a_visit_in_a_week", "mood=down" },
    { "private_beside_a_visit_in_two_weeks", "pain_weeks=9; course=same" },
    { "private_beside_urgent", "legs=weak_one_mild" },
    { "private_beside_an_emergency", "saddle=saddle_numb" },
    { "private_beside_no_answer", "legs" },
    { "private_beside_no_result", "weeks_since_birth=60" },
};

/* What the JSON does not tell apart, no sheet does. */
static void
run_private(void **state)
{
    const struct private_row *row = *state;
    struct private_case cases[PRIVATE_MAX];
    struct bc_answers base;
    size_t count = 0, same = 0;
    person_with(&base, row->changes);
    for (size_t i = 0; i < base.rs->question_count; i++) {
        const struct question *q = &base.rs->questions[i];
        for (size_t c = 0; q->is_private && c <= q->choice_count; c++) {
            struct bc_answers ans = base;
            assert_in_range(count, 0, PRIVATE_MAX - 1);
            private_case(&cases[count++], &ans, i, c, REGION_UK);
        }
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (strcmp(cases[i].json, cases[k].json) == 0) {
                assert_string_equal(cases[i].sheet[0], cases[k].sheet[0]);
                assert_string_equal(cases[i].sheet[1], cases[k].sheet[1]);
                same++;
            }
        }
    }
    assert_in_range(same, 6, 1000);
    for (size_t i = 0; i < count; i++) {
        free(cases[i].json);
        free(cases[i].sheet[0]);
        free(cases[i].sheet[1]);
    }
}

/* ---- the general sheet ---- */

static void
test_general_sheet_is_one_page_in_the_order_of_gravity(void **state)
{
    (void)state;
    static const enum say order[] = {
        SAY_SHEET_TITLE,   SAY_SHEET_MAIN,      SAY_SHEET_EMERGENCY,
        SAY_SHEET_URGENT,  SAY_SHEET_ROUTINE,   SAY_SHEET_DO,
        SAY_SHEET_DO_NOT,  SAY_SHEET_TRADITION, SAY_SHEET_ABOUT,
        SAY_SHEET_ABOUT_1, SAY_SHEET_ABOUT_2,   SAY_SHEET_ABOUT_SOURCES,
    };
    const struct bc_ruleset *rs = shipped_rules();
    for (int region = 0; region < REGION_COUNT; region++) {
        char *text = sheet_of(rs, NULL, (enum region)region, false);
        check_columns(text);
        assert_in_range(count_lines(text), 1, LINES_MAX);
        unfold(text);
        const char *from = text;
        for (size_t i = 0; i < ARRAY_LEN(order); i++) {
            from = strstr(from,
                          filled(rs->sentences[order[i]], (enum region)region));
            assert_non_null(from);
        }
        for (size_t i = 0; i < rs->net_count; i++) {
            expect_words(text, filled(rs->net[i].text, (enum region)region),
                         true);
        }
        free(text);
    }
}

/* ---- memory ---- */

/* As the command does it. */
static void
compose(struct report rep, const struct bc_assessment *as, bool html)
{
    struct html page;
    if (html) {
        report_page(&rep, &page, PAPER_A4, true);
    }
    if (as != NULL) {
        report_own_sheet(&rep, as);
    } else {
        report_sheet(&rep);
    }
    if (html) {
        html_end(&page);
    }
}

/* Memory that refuses once, and then gives again. */
static void *
refuse_once(void *ctx, size_t size)
{
    struct tight_memory *tight = ctx;
    if (tight->left-- == 0) {
        return NULL;
    }
    tight->in_use++;
    return malloc(size);
}

/* Returns whether the lack of memory was noticed. */
static bool
compose_in(struct tight_memory *tight, const struct bc_assessment *as,
           bool html)
{
    struct text out;
    text_init(&out, &tight->mem);
    const struct report rep = { .out = &out, .rs = shipped_rules() };
    compose(rep, as, html);
    bool failed = out.failed;
    text_free(&out);
    assert_int_equal(tight->in_use, 0);
    return failed;
}

static void
test_sheet_out_of_memory_is_noticed_and_nothing_leaks(void **state)
{
    (void)state;
    struct bc_answers ans;
    const struct bc_assessment *own = NULL;
    person_with(&ans, "severity=not_sure; history=connective; mood=down");
    assert_int_equal(bc_assess(&own, &ans, NULL), BC_OK);
    for (int shape = 0; shape < 4; shape++) {
        const struct bc_assessment *as = shape < 2 ? own : NULL;
        bool failed = true;
        for (long left = 0; failed; left++) {
            struct tight_memory tight;
            tight_memory_init(&tight, left);
            failed = compose_in(&tight, as, shape % 2 == 1);
            tight_memory_init(&tight, left);
            tight.mem.alloc = refuse_once;
            bool noticed = compose_in(&tight, as, shape % 2 == 1);
            assert_int_equal(noticed, tight.left < 0);
            assert_in_range(left, 0, 20000);
        }
    }
    bc_assessment_free(own);
}

/* ---- all ---- */

static int
run_tables(void)
{
    int failed = 0;
    failed += run_rows(
        &(struct row_tests){ "full", TABLE(full_rows), .test = run_full });
    failed += run_rows(&(struct row_tests){ "private", TABLE(private_rows),
                                            .test = run_private });
    return failed;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_sheet_keeps_its_promises_for_random_persons),
        cmocka_unit_test(
            test_general_sheet_is_one_page_in_the_order_of_gravity),
        cmocka_unit_test(test_sheet_out_of_memory_is_noticed_and_nothing_leaks),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return run_tables() +
           cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
