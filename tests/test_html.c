/* Claims about sheets as pages of HTML: they say what the text says, nothing in
 * a pack becomes markup, and nothing is fetched. */
#include "page.h"
#include "results.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the same words ---- */

static void
check_page(const struct bc_ruleset *rs, const struct bc_answers *ans,
           enum region region)
{
    struct page page;
    char *text = sheet_of(rs, ans, region, false);
    char *html = sheet_of(rs, ans, region, true);
    page_read(&page, html);
    if (page.fault != NULL) {
        fail_msg("%s in\n%s", page.fault, html);
    }
    unfold(text);
    unfold(page.words);
    assert_string_equal(page.words + strspn(page.words, " "), text);
    assert_int_equal(page.h1, 1);
    assert_string_equal(page.language, rs->language);
    assert_string_equal(page.title, rs->sentences[SAY_SHEET_TITLE]);
    free(page.words);
    free(html);
    free(text);
}

/* Neither a script nor anything to be fetched; the reader of pages knows no
 * tag or attribute that could, and this is what a style sheet could. */
static void
check_fetches_nothing(const char *html)
{
    static const char *const words[] = { "src=",  "href=",   "url(",  "@import",
                                         "@font", "<script", "http:", "//" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        expect_words(html, words[i], false);
    }
    expect_words(html, "content=\"default-src 'none'; ", true);
}

static void
test_html_general_sheet_says_what_the_text_says(void **state)
{
    (void)state;
    for (int region = 0; region < REGION_COUNT; region++) {
        check_page(shipped_rules(), NULL, (enum region)region);
    }
    char *html = sheet_of(shipped_rules(), NULL, REGION_UK, true);
    check_fetches_nothing(html);
    free(html);
}

static void
test_html_own_sheet_says_what_the_text_says(void **state)
{
    (void)state;
    uint64_t seed = 4711;
    for (int round = 0; round < 2000; round++) {
        struct bc_answers ans;
        enum region region = (enum region)(round % REGION_COUNT);
        random_person(&ans, &seed);
        check_page(shipped_rules(), &ans, region);
        char *html = sheet_of(shipped_rules(), &ans, region, true);
        check_fetches_nothing(html);
        free(html);
    }
}

/* ---- a level is told by words and by its part of the page ---- */

static struct part_row {
    const char *name, *changes, *top;
} part_rows[] = {
    { "html_part_emergency", "saddle=pee_new",
      "<main>\n<section class=\"emergency\">\n<h1>EMERGENCY. Get help "
      "now.</h1>" },
    { "html_part_urgent", "legs=weak_one_mild",
      "<main>\n<section class=\"urgent\">\n<h1>URGENT. Speak to" },
    { "html_part_routine", "pain_weeks=9; course=same",
      "</h1>\n<section class=\"routine\">\n<h2>NOT URGENT. Book" },
    { "html_part_self_care", "",
      "</h1>\n<section class=\"self_care\">\n<h2>HOME CARE. You" },
    { "html_part_none", "weeks_since_birth=60",
      "<main>\n<section class=\"none\">\n<h1>NO RESULT. This" },
};

static void
run_part(void **state)
{
    const struct part_row *row = *state;
    struct bc_answers ans;
    person_with(&ans, row->changes);
    char *html = sheet_of(shipped_rules(), &ans, REGION_GENERIC, true);
    expect_words(html, row->top, true);
    free(html);
}

static struct look_row {
    const char *name;
    enum paper paper;
    bool large;
    const char *body, *size;
} look_rows[] = {
    { "html_any_paper", PAPER_AUTO, false, "<body>", NULL },
    { "html_a4", PAPER_A4, false, "<body>", "@page { size: a4 }" },
    { "html_letter", PAPER_LETTER, false, "<body>", "@page { size: letter }" },
    { "html_large", PAPER_AUTO, true, "<body class=\"large\">", NULL },
    { "html_large_letter", PAPER_LETTER, true, "<body class=\"large\">",
      "@page { size: letter }" },
};

static void
run_look(void **state)
{
    const struct look_row *row = *state;
    struct text out;
    struct html html;
    struct page page;
    text_init(&out, NULL);
    html_begin(&html, &out, "en", "Title", row->paper, row->large);
    html_line(&html, LINE_HEADING, "Title");
    html_end(&html);
    page_read(&page, text_get(&out));
    assert_null(page.fault);
    expect_words(text_get(&out), row->body, true);
    expect_words(text_get(&out), "@page { size:", row->size != NULL);
    if (row->size != NULL) {
        expect_words(text_get(&out), row->size, true);
    }
    free(page.words);
    text_free(&out);
}

/* ---- a pack that would like to be a program ---- */

#define EVIL "<script>alert(1)</script> & \"quotes\" 'q' &lt; </title>"

/* The same in double quotes. */
#define EVIL_YAML "<script>alert(1)</script> & \\\"quotes\\\" 'q' &lt; </title>"

struct edit {
    enum pack_file file;
    const char *from, *to;
};

static const struct edit evil_edits[] = {
    { PACK_META, "\nlanguage: en\n",
      "\nlanguage: \"en\\\"><script>alert(1)</script>&amp;\"\n" },
    { PACK_WORDING, "sheet_title: \"", "sheet_title: \"" EVIL_YAML " " },
    { PACK_WORDING, "sheet_title_own: \"",
      "sheet_title_own: \"" EVIL_YAML " " },
    { PACK_WORDING, "heading: \"HOME CARE. ",
      "heading: \"HOME CARE. " EVIL_YAML " " },
    { PACK_WORDING, "- \"Nothing you told",
      "- \"" EVIL_YAML " Nothing you told" },
    { PACK_TIPS, "tip: \"Keep moving", "tip: \"" EVIL_YAML " Keep moving" },
    { PACK_TIPS, "- \"Change how", "- \"" EVIL_YAML " Change how" },
    { PACK_TIPS, "not_if: \"Do not push on",
      "not_if: \"" EVIL_YAML " Do not push on" },
    { PACK_CONTACTS, "text: \"your local emergency",
      "text: \"" EVIL_YAML " your local emergency" },
    { PACK_SAFETY_NET, "text: \"new numbness",
      "text: \"" EVIL_YAML " new numbness" },
};

/* A file of the shipped pack with its edits; to be freed with text_free(). */
static struct text
evil_file(enum pack_file file)
{
    struct text bytes;
    text_init(&bytes, NULL);
    text_add_bytes(&bytes, pack_builtin[file].bytes, pack_builtin[file].len);
    for (size_t i = 0; i < ARRAY_LEN(evil_edits); i++) {
        const struct edit *edit = &evil_edits[i];
        if (edit->file == file) {
            const struct yfile base = { pack_file_names[file], bytes.bytes,
                                        bytes.len };
            struct text next =
                edit_file(&base, edit->from, edit->to, strlen(edit->to));
            text_free(&bytes);
            bytes = next;
        }
    }
    return bytes;
}

static const struct bc_ruleset *
evil_rules(void)
{
    struct yfile files[PACK_FILE_COUNT];
    struct text bytes[PACK_FILE_COUNT];
    struct bc_errors errs = { .count = 0 };
    const struct bc_ruleset *rs = NULL;
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        bytes[i] = evil_file((enum pack_file)i);
        files[i] = (struct yfile){ pack_file_names[i], text_get(&bytes[i]),
                                   bytes[i].len };
    }
    if (load_pack(&rs, files, NULL, &errs) != BC_OK) {
        fail_msg("%s: %s", errs.item[0].file, errs.item[0].text);
    }
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        text_free(&bytes[i]);
    }
    return rs;
}

static void
test_html_markup_in_a_pack_comes_out_as_text(void **state)
{
    (void)state;
    const struct bc_ruleset *rs = evil_rules();
    struct bc_answers ans;
    answers_init(&ans, rs);
    answer_all(&ans, default_person);
    for (int own = 0; own < 2; own++) {
        const struct bc_answers *who = own == 1 ? &ans : NULL;
        struct page page;
        char *html = sheet_of(rs, who, REGION_GENERIC, true);
        check_page(rs, who, REGION_GENERIC);
        expect_words(html, "<script", false);
        expect_words(html, "</title> ", false);
        page_read(&page, html);
        assert_string_equal(page.language,
                            "en\"><script>alert(1)</script>&amp;");
        size_t count = 0;
        for (const char *at = strstr(page.words, EVIL); at != NULL;
             at = strstr(at + 1, EVIL)) {
            count++;
        }
        assert_int_equal(count, own == 1 ? 8 : 4);
        free(page.words);
        free(html);
    }
    bc_ruleset_free(rs);
}

/* ---- the reader of pages is not blind ---- */

static struct broken_row {
    const char *name, *body, *fault;
} broken_rows[] = {
    { "page_crossed", "<p></main></p>", "closed out of order" },
    { "page_not_closed", "<p>one", "closed out of order" },
    { "page_bare_text", "one", "text in the wrong place" },
    { "page_text_in_list", "<ul>one<li>two</li></ul>",
      "text in the wrong place" },
    { "page_list_in_paragraph", "<p><ul></ul></p>", "in the wrong place" },
    { "page_item_alone", "<li>one</li>", "in the wrong place" },
    { "page_script", "<script>1</script>", "unknown tag" },
    { "page_link", "<p><a href=\"x\">one</a></p>", "unknown tag" },
    { "page_event", "<p onload=\"x\">one</p>", "unknown attribute" },
    { "page_style", "<p style=\"x\">one</p>", "unknown attribute" },
    { "page_bare_ampersand", "<p>salt & lemon</p>", "not escaped" },
    { "page_bare_sign", "<p>5 > 4</p>", "not escaped" },
    { "page_good", "<p>salt &amp; &lt;b&gt;</p>", NULL },
};

static void
run_broken(void **state)
{
    const struct broken_row *row = *state;
    struct page page;
    char html[512];
    snprintf(html, sizeof(html),
             "<!DOCTYPE html>\n<html lang=\"en\">\n<body>\n<main>%s</main>\n"
             "</body>\n</html>\n",
             row->body);
    page_read(&page, html);
    if (row->fault != NULL) {
        assert_non_null(page.fault);
        assert_string_equal(page.fault, row->fault);
    } else {
        assert_null(page.fault);
    }
    free(page.words);
}

/* ---- all ---- */

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html_general_sheet_says_what_the_text_says),
        cmocka_unit_test(test_html_own_sheet_says_what_the_text_says),
        cmocka_unit_test(test_html_markup_in_a_pack_comes_out_as_text),
    };
    setlocale(LC_ALL, "C.UTF-8");
    int failed = cmocka_run_group_tests_name("html", tests, NULL, NULL);
    failed += run_rows(
        &(struct row_tests){ "part", TABLE(part_rows), .test = run_part });
    failed += run_rows(
        &(struct row_tests){ "look", TABLE(look_rows), .test = run_look });
    failed += run_rows(&(struct row_tests){ "broken", TABLE(broken_rows),
                                            .test = run_broken });
    return failed;
}
