/* The rule loader: what it takes, and everything it refuses.
 *
 * tests/bad         one fault each, in one file of the small pack; its first
 *                   lines say which file, and the error and help expected
 * edits             the same as a change of a few bytes, where a whole file
 *                   would hide the fault or could not be kept as text
 */
#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BAD_DIR "tests/bad"
#define PLAIN_SAY "This needs help now."

static struct bc_errors errs; /* too large for the stack; see setup() */
static const struct bc_ruleset *rs;

/* ---- helpers ---- */

static int
setup(void **state)
{
    (void)state;
    memset(&errs, 0, sizeof(errs));
    rs = NULL;
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    bc_ruleset_free(rs);
    rs = NULL;
    return 0;
}

/* The small pack with one place of one file replaced. */
static struct text
edited(enum pack_file file, const char *from, const char *to, size_t to_len)
{
    return edit_file(&small_pack()[file], from, to, to_len);
}

static enum bc_status
load_with(enum pack_file file, const char *bytes, size_t len)
{
    struct yfile files[PACK_FILE_COUNT];
    memcpy(files, small_pack(), sizeof(files));
    files[file].bytes = bytes;
    files[file].len = len;
    return load_pack(&rs, files, NULL, &errs);
}

/* One error, this one; and no ruleset. */
static void
expect_refused(enum pack_file file, const char *bytes, size_t len,
               const char *words, const char *help)
{
    assert_int_equal(load_with(file, bytes, len), BC_E_RULES);
    assert_null(rs);
    expect_error(&errs, 0, pack_file_names[file], words, help);
    if (errs.count != 1) {
        fail_msg("%zu errors; the second is: %u:%u: %s", errs.count,
                 errs.item[1].line, errs.item[1].col, errs.item[1].text);
    }
}

/* ---- tests/bad ---- */

/* What stands behind a word in the comments a file begins with. */
static void
read_comment(char *to, size_t size, const char *bytes, const char *word)
{
    to[0] = '\0';
    for (const char *line = bytes; line[0] == '#';) {
        size_t len = strcspn(line, "\n"), skip = strlen(word);
        if (strncmp(line, word, skip) == 0) {
            snprintf(to, size, "%.*s", (int)(len - skip), line + skip);
        }
        line += len + (line[len] != '\0' ? 1 : 0);
    }
}

static enum pack_file
file_by_name(const char *name)
{
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        if (strcmp(pack_file_names[i], name) == 0) {
            return (enum pack_file)i;
        }
    }
    fail_msg("no file of a pack is named '%s'", name);
    return PACK_META;
}

static void
run_fixture(void **state)
{
    char path[128], file[64], expect[256], help[160];
    size_t len = 0;
    const char *const *name = *state;
    snprintf(path, sizeof(path), BAD_DIR "/%s", *name);
    char *bytes = read_whole(path, &len);
    read_comment(file, sizeof(file), bytes, "# file: ");
    read_comment(expect, sizeof(expect), bytes, "# expect: ");
    read_comment(help, sizeof(help), bytes, "# help: ");
    setup(NULL);
    expect_refused(file_by_name(file), bytes, len, expect, help);
    free(bytes);
}

static int
is_fixture(const struct dirent *entry)
{
    return strstr(entry->d_name, ".yaml") != NULL;
}

static int
run_fixtures(void)
{
    struct dirent **entries = NULL;
    int count = scandir(BAD_DIR, &entries, is_fixture, alphasort);
    const char **names = calloc(count > 0 ? (size_t)count : 1, sizeof(*names));
    int failed = 1;
    for (int i = 0; i < count && names != NULL; i++) {
        names[i] = entries[i]->d_name;
    }
    if (count > 0 && names != NULL) {
        failed = run_rows(&(struct row_tests){
            "bad", names, (size_t)count, sizeof(*names), .test = run_fixture });
    }
    for (int i = 0; i < count; i++) {
        free(entries[i]);
    }
    free(entries);
    free(names);
    return failed;
}

/* ---- edits ---- */

/* from   replaced, where it first stands in the file
 * to     by these bytes
 * at     the error is here in the changed file, `after` characters on
 * first  the help names the line of this */
struct edit {
    const char *name;
    enum pack_file file;
    const char *from, *to;
    size_t to_len;
    const char *at;
    unsigned after;
    const char *words, *help, *first;
};

/* A byte sequence between "This" and "needs" of a red flag. */
#define RAW(label, bytes, words, help)                                         \
    {                                                                          \
        label, PACK_RED_FLAGS, "This needs", BYTES("This" bytes "needs"),      \
            "\"This", 5, words, help, NULL                                     \
    }

#define UNSEEN_NAME(name)                                                      \
    name " is not allowed: it cannot be seen [hidden-character]"
#define UNSEEN(code) UNSEEN_NAME("character " code)
#define SAVE_AS_UTF8 "save the file as plain text in UTF-8"
#define NO_BOM "save the file as UTF-8 without 'BOM'"
#define NOT_UTF8 "these bytes are not UTF-8 [not-utf8]"
#define RESERVED(word)                                                         \
    {                                                                          \
        "choice_" word, PACK_QUESTIONS, "code: not_safe",                      \
            BYTES("code: " word), "code: " word, 6,                            \
            "'" word "' cannot be a choice: it has another meaning "           \
            "[reserved-word]",                                                 \
            "", NULL                                                           \
    }

static const struct edit edits[] = {
    RAW("raw_nul", "\0", UNSEEN_NAME("a byte of zero"), SAVE_AS_UTF8),
    RAW("raw_bell", "\a", UNSEEN("U+0007"), ""),
    { "raw_tab", PACK_RED_FLAGS, "This needs", BYTES("This\tneeds"), "\"This",
      5, UNSEEN_NAME("a tab"), "use blanks", NULL },
    RAW("raw_form_feed", "\f", UNSEEN("U+000C"), ""),
    RAW("raw_escape", "\033", UNSEEN("U+001B"), ""),
    RAW("raw_delete", "\177", UNSEEN("U+007F"), ""),
    RAW("raw_next_line", "\302\205", UNSEEN("U+0085"), ""),
    RAW("raw_soft_hyphen", "\302\255", UNSEEN("U+00AD"), ""),
    RAW("raw_arabic_mark", "\330\234", UNSEEN("U+061C"), ""),
    RAW("raw_zero_width_space", "\342\200\213", UNSEEN("U+200B"), ""),
    RAW("raw_zero_width_joiner", "\342\200\215", UNSEEN("U+200D"), ""),
    RAW("raw_line_separator", "\342\200\250", UNSEEN("U+2028"), ""),
    RAW("raw_paragraph_separator", "\342\200\251", UNSEEN("U+2029"), ""),
    RAW("raw_bidi_override", "\342\200\256", UNSEEN("U+202E"), ""),
    RAW("raw_bidi_isolate", "\342\201\246", UNSEEN("U+2066"), ""),
    RAW("raw_byte_order_mark", "\357\273\277", UNSEEN_NAME("a byte order mark"),
        NO_BOM),
    RAW("raw_language_tag", "\363\240\201\201", UNSEEN("U+E0041"), ""),
    RAW("raw_lone_cr", "\r", "a carriage return without a line feed [lone-cr]",
        "save the file with the line ends of Unix"),
    RAW("raw_cr_cr_lf", "\r\r\n",
        "a carriage return without a line feed [lone-cr]",
        "save the file with the line ends of Unix"),
    RAW("raw_byte_ff", "\377", NOT_UTF8, SAVE_AS_UTF8),
    RAW("raw_latin_1", "\351", NOT_UTF8, SAVE_AS_UTF8),
    RAW("raw_lone_continuation", "\200", NOT_UTF8, SAVE_AS_UTF8),
    RAW("raw_overlong_slash", "\300\257", NOT_UTF8, SAVE_AS_UTF8),
    RAW("raw_overlong_nul", "\340\200\200", NOT_UTF8, SAVE_AS_UTF8),
    RAW("raw_surrogate", "\355\240\200", NOT_UTF8, SAVE_AS_UTF8),
    RAW("raw_past_unicode", "\364\220\200\200", NOT_UTF8, SAVE_AS_UTF8),
    RAW("raw_cut_character", "\342\200", NOT_UTF8, SAVE_AS_UTF8),
    { "raw_byte_order_mark_first", PACK_TIPS, "# Tips",
      BYTES("\357\273\277# Tips"), "\357\273\277#", 0,
      UNSEEN_NAME("a byte order mark"), NO_BOM, NULL },
    { "raw_bidi_in_comment", PACK_TIPS, "# Tips", BYTES("# \342\200\256Tips"),
      "\342\200\256", 0, UNSEEN("U+202E"), "", NULL },
    { "raw_utf_16", PACK_TIPS, "# Tips", BYTES("\377\376#\0"), "\377\376", 0,
      NOT_UTF8, SAVE_AS_UTF8, NULL },
    { "place_counts_characters", PACK_RED_FLAGS, "This needs",
      BYTES("\303\204rzte \346\202\250\tsagen"), "\t", 0, UNSEEN_NAME("a tab"),
      "use blanks", NULL },

    RESERVED("why"),
    RESERVED("previous"),
    RESERVED("back"),
    RESERVED("help"),

    { "sentence_unknown", PACK_WORDING, "sentences:\n",
      BYTES("sentences:\n  intro_titel: \"Hello\"\n"), "intro_titel", 0,
      "unknown key 'intro_titel' [unknown-key]", "did you mean 'intro_title'?",
      NULL },
    { "sentence_missing", PACK_WORDING,
      "  stopped: \"Stopped. No advice was given.\"\n", BYTES(""),
      "intro_title:", 0, "'stopped' is missing here [missing-key]", "", NULL },
    { "sentence_unknown_fill", PACK_WORDING,
      "\"Stopped. No advice was given.\"", BYTES("\"Stopped at {number}.\""),
      "\"Stopped at", 0, "'{number}' cannot be filled in here [unknown-fill]",
      "", NULL },
    { "sentence_not_quoted", PACK_WORDING, "\"Stopped. No advice was given.\"",
      BYTES("Stopped"), "Stopped", 0, "text without quotes [unquoted-text]",
      "put it in double quotes", NULL },
    { "sentence_is_a_list", PACK_WORDING, "\"Stopped. No advice was given.\"",
      BYTES("[stopped]"), "[stopped]", 0,
      "expected a word or text here [not-a-word]", "", NULL },
    { "never_say_missing", PACK_WORDING,
      "never_say:\n  - \"cures\"\n  - say: \"your fault\"\n    unless:\n"
      "      - \"not your fault\"\n",
      BYTES(""), "sentences:\n", 0, "'never_say' is missing here [missing-key]",
      "", NULL },
    { "card_without_id", PACK_WORDING, "- id: emergency\n    heading",
      BYTES("- heading"), "heading: \"EMERGENCY", 0,
      "'id' is missing here [missing-key]", "", NULL },
    { "card_missing", PACK_WORDING, "- id: self_care\n", BYTES("- id: other\n"),
      "- id: emergency", 0,
      "card 'self_care' with a heading is missing here [missing-card]", "",
      NULL },
    { "card_without_heading", PACK_WORDING, "- id: out_of_scope\n    heading",
      BYTES("- id: out_of_scope\n    wait_heading"), "- id: emergency", 0,
      "card 'out_of_scope' with a heading is missing here [missing-card]", "",
      NULL },
    { "card_repeated", PACK_WORDING, "- id: harm_voices\n",
      BYTES("- id: harm_thoughts\n"),
      "harm_thoughts\n    heading: \"EMERGENCY"
      ". Get help",
      0, "id 'harm_thoughts' is defined twice [repeated-id]", "",
      "harm_thoughts\n" },
    { "card_unknown_key", PACK_WORDING, "- id: out_of_scope\n",
      BYTES("- id: out_of_scope\n    hedding: \"No\"\n"), "hedding", 0,
      "unknown key 'hedding' [unknown-key]", "did you mean 'heading'?", NULL },
    { "card_without_call", PACK_WORDING, "- id: harm_not_sure\n",
      BYTES("- id: more\n    heading: \"More\"\n\n"
            "  - id: harm_not_sure\n"),
      "id: more", 0, "'call' is missing here [missing-key]", "", NULL },
    { "card_line_unknown_fill", PACK_WORDING, "\"Do not drive yourself.\"",
      BYTES("\"Do not drive, {name}.\""), "\"Do not drive, ", 0,
      "'{name}' cannot be filled in here [unknown-fill]", "", NULL },
    { "card_line_without_quotes", PACK_WORDING, "\"Do not drive yourself.\"",
      BYTES("Do not drive yourself."), "Do not drive yourself.", 0,
      "text of several words without quotes [unquoted-text]",
      "put it in double quotes", NULL },
    { "card_line_unknown_condition", PACK_WORDING, "is: needle12",
      BYTES("is: needle21"), "needle21", 0,
      "unknown condition 'needle21' [unknown-condition]",
      "did you mean 'needle12'?", NULL },
    { "card_line_unknown_choice", PACK_WORDING, "back_needle: [not_sure]",
      BYTES("back_needle: [nos]"), "nos]", 0,
      "question 'back_needle' has no choice 'nos' [unknown-choice]",
      "did you mean 'no'?", NULL },

    { "contact_unknown", PACK_CONTACTS, "- region: uk\n  contacts:\n",
      BYTES("- region: uk\n  contacts:\n    - id: emergancy\n"
            "      text: \"1\"\n      checked: never\n"
            "      sources: [EDITORIAL]\n"),
      "emergancy", 0, "unknown contact 'emergancy' [unknown-word]",
      "did you mean 'emergency'?", NULL },
    { "contact_repeated", PACK_CONTACTS, "- region: uk\n  contacts:\n",
      BYTES("- region: uk\n  contacts:\n    - id: police\n"
            "      text: \"112\"\n      checked: never\n"
            "      sources: [EDITORIAL]\n"),
      "police\n      text: \"999\"", 0,
      "id 'police' is defined twice [repeated-id]", "",
      "police\n      text: \"112\"" },
    { "contact_missing", PACK_CONTACTS,
      "    - id: police\n      text: \"999\"\n"
      "      checked: \"2026-11-22\"\n      sources: [DA-IMAG]\n",
      BYTES(""), "region: uk", 0,
      "contact 'police' is missing here [missing-contact]", "", NULL },
    { "contact_bad_date", PACK_CONTACTS, "checked: never",
      BYTES("checked: yesterday"), "yesterday", 0,
      "'yesterday' is not a date like 2026-11-22 [bad-date]", "", NULL },
    { "contact_without_checked", PACK_CONTACTS,
      "    - id: police\n      text: \"999\"\n"
      "      checked: \"2026-11-22\"\n",
      BYTES("    - id: police\n      text: \"999\"\n"),
      "id: police\n      text: \"999\"", 0,
      "'checked' is missing here [missing-key]", "", NULL },
    { "contact_with_fill", PACK_CONTACTS, "text: \"999\"",
      BYTES("text: \"{police}\""), "\"{police}\"", 0,
      "nothing can be filled into this text [unknown-fill]", "", NULL },
    { "contact_text_without_quotes", PACK_CONTACTS,
      "    - id: police\n      text: \"999\"",
      BYTES("    - id: police\n      text: 999"), "999\n", 0,
      "text without quotes [unquoted-text]", "put it in double quotes", NULL },
    { "contact_unknown_source", PACK_CONTACTS, "[NHS-KID, NHS-BP]",
      BYTES("[NHS-KIT, NHS-BP]"), "NHS-KIT", 0,
      "unknown source 'NHS-KIT' [unknown-source]", "did you mean 'NHS-KID'?",
      NULL },
    { "region_misspelt", PACK_CONTACTS, "- region: uk\n",
      BYTES("- region: ku\n"), "ku", 0, "unknown region 'ku' [unknown-word]",
      "known: generic, uk, us, eu, cn", NULL },
    { "region_unknown", PACK_CONTACTS, "- region: uk\n",
      BYTES("- region: mars\n  contacts:\n    - id: police\n"
            "      text: \"1\"\n      checked: never\n"
            "      sources: [EDITORIAL]\n\n- region: uk\n"),
      "mars", 0, "unknown region 'mars' [unknown-word]",
      "known: generic, uk, us, eu, cn", NULL },
};

static void
run_edit(void **state)
{
    const struct edit *edit = *state;
    char words[256], help[160];
    unsigned line = 0, col = 0, first_line = 0, first_col = 0;
    struct text bytes = edited(edit->file, edit->from, edit->to, edit->to_len);
    const char *at =
        find_bytes(bytes.bytes, bytes.len, edit->at, strlen(edit->at));
    assert_non_null(at);
    find_place(&line, &col, bytes.bytes, at);
    if (edit->first != NULL) {
        find_place(&first_line, &first_col, bytes.bytes,
                   strstr(bytes.bytes, edit->first));
    }
    snprintf(words, sizeof(words), "%u:%u: %s", line, col + edit->after,
             edit->words);
    if (edit->first != NULL) {
        snprintf(help, sizeof(help), "it is first defined in line %u",
                 first_line);
    } else {
        snprintf(help, sizeof(help), "%s", edit->help);
    }
    setup(NULL);
    expect_refused(edit->file, bytes.bytes, bytes.len, words, help);
    text_free(&bytes);
}

/* ---- limits ---- */

static void
fill_comment(struct text *bytes, size_t len)
{
    text_add(bytes, "#");
    while (bytes->len + 1 < len) {
        text_add(bytes, "x");
    }
    text_add(bytes, "\n");
}

static void
test_load_file_of_256_kib_is_the_largest(void **state)
{
    (void)state;
    const struct yfile *base = &small_pack()[PACK_TIPS];
    const size_t limit = (size_t)256 * 1024;
    for (size_t more = 0; more < 2; more++) {
        struct text bytes;
        setup(NULL);
        text_init(&bytes, NULL);
        fill_comment(&bytes, limit + more - base->len);
        text_add_bytes(&bytes, base->bytes, base->len);
        assert_int_equal(bytes.len, limit + more);
        if (more == 0) {
            assert_int_equal(load_with(PACK_TIPS, bytes.bytes, bytes.len),
                             BC_OK);
            teardown(NULL);
        } else {
            expect_refused(PACK_TIPS, bytes.bytes, bytes.len,
                           "0:0: the file is larger than 256 KiB "
                           "[file-too-large]",
                           "");
        }
        text_free(&bytes);
    }
}

static void
test_load_text_of_4_kib_is_the_largest(void **state)
{
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        static char quoted[4096 + 4];
        memset(quoted, 'x', sizeof(quoted));
        setup(NULL);
        struct text bytes =
            edited(PACK_RED_FLAGS, PLAIN_SAY, quoted, 4096 + more);
        if (more == 0) {
            assert_int_equal(load_with(PACK_RED_FLAGS, bytes.bytes, bytes.len),
                             BC_OK);
            teardown(NULL);
        } else {
            expect_refused(PACK_RED_FLAGS, bytes.bytes, bytes.len,
                           "10:8: a text over 4 KiB [text-too-long]", "");
            assert_string_equal(errs.item[0].source, "");
        }
        text_free(&bytes);
    }
}

static void
test_load_mapping_of_512_keys_is_the_largest(void **state)
{
    (void)state;
    struct text bytes;
    text_init(&bytes, NULL);
    for (int i = 1; i <= 513; i++) {
        text_addf(&bytes, "key_%d: x\n", i);
    }
    text_add(&bytes, "...\n");
    expect_refused(PACK_META, bytes.bytes, bytes.len,
                   "513:1: more than 512 keys [too-many-keys]", "");
    text_free(&bytes);
}

static void
add_question(struct text *bytes, int number, int choices)
{
    text_addf(bytes,
              "- id: extra_%d\n  part: your_pain\n  ask: \"More?\"\n"
              "  why: \"To test.\"\n  label: \"More\"\n  type: single\n"
              "  if_not_sure: unknown\n  if_missing: unknown\n  choices:\n",
              number);
    for (int i = 1; i <= choices; i++) {
        text_addf(bytes, "    - code: choice_%d\n      text: \"This\"\n", i);
    }
}

/* questions.yaml of the small pack with this many in all. */
static struct text
many_questions(int count, int choices)
{
    const struct yfile *base = &small_pack()[PACK_QUESTIONS];
    struct text bytes;
    text_init(&bytes, NULL);
    text_add_bytes(&bytes, base->bytes, base->len - strlen("...\n"));
    for (int i = 10; i <= count; i++) {
        add_question(&bytes, i, choices);
    }
    text_add(&bytes, "...\n");
    return bytes;
}

static void
test_load_64_questions_are_the_most(void **state)
{
    (void)state;
    struct text most = many_questions(64, 2), more = many_questions(65, 2);
    assert_int_equal(load_with(PACK_QUESTIONS, most.bytes, most.len), BC_OK);
    assert_int_equal(rs->question_count, 64);
    teardown(NULL);
    expect_refused(PACK_QUESTIONS, more.bytes, more.len,
                   "3:1: more than 64 questions [too-many-questions]", "");
    text_free(&most);
    text_free(&more);
}

static void
test_load_62_choices_are_the_most(void **state)
{
    (void)state;
    struct text most = many_questions(10, 62), more = many_questions(10, 63);
    char words[96];
    unsigned line = 0, col = 0;
    assert_int_equal(load_with(PACK_QUESTIONS, most.bytes, most.len), BC_OK);
    assert_int_equal(rs->questions[9].choice_count, 62);
    teardown(NULL);
    find_place(&line, &col, more.bytes, strstr(more.bytes, "- code: choice_1"));
    snprintf(words, sizeof(words),
             "%u:%u: more than 62 choices [too-many-choices]", line, col);
    expect_refused(PACK_QUESTIONS, more.bytes, more.len, words, "");
    text_free(&most);
    text_free(&more);
}

/* libyaml alone takes minutes over these. */
static void
test_load_endless_brackets_are_refused_at_once(void **state)
{
    (void)state;
    struct text bytes;
    text_init(&bytes, NULL);
    while (bytes.len < 200000) {
        text_add(&bytes, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[");
    }
    text_add(&bytes, "\n...\n");
    expect_refused(PACK_TIPS, bytes.bytes, bytes.len,
                   "1:17: nested more than 16 deep [too-deep]", "");
    text_free(&bytes);
}

static void
test_load_endless_tag_lines_are_refused_at_once(void **state)
{
    (void)state;
    struct text bytes;
    text_init(&bytes, NULL);
    while (bytes.len < 200000) {
        text_addf(&bytes, "%%TAG !%zu! tag:example.org,2000:\n", bytes.len);
    }
    text_add(&bytes, "---\n...\n");
    expect_refused(PACK_TIPS, bytes.bytes, bytes.len,
                   "1:1: a % line is not allowed [directive]", "");
    text_free(&bytes);
}

static void
test_load_nothing_at_all_is_refused(void **state)
{
    (void)state;
    static const char *const blank[] = { "", "\n", " \r\n\n" };
    for (size_t i = 0; i < ARRAY_LEN(blank); i++) {
        setup(NULL);
        expect_refused(PACK_TIPS, blank[i], strlen(blank[i]),
                       "0:0: the file holds nothing [empty-file]", "");
    }
}

/* ---- what is taken ---- */

static void
test_load_shipped_pack(void **state)
{
    (void)state;
    assert_int_equal(bc_ruleset_load(&rs, "data/postpartum-back", NULL, &errs),
                     BC_OK);
    assert_int_equal(errs.count, 0);
    assert_string_equal(bc_ruleset_name(rs), bc_ruleset_name(shipped_rules()));
    assert_int_equal(rs->question_count, shipped_rules()->question_count);
    assert_int_equal(rs->rule_count, shipped_rules()->rule_count);
}

/* Short as it is written, a rule can name what is long. */
static void
test_load_a_rule_of_too_many_parts(void **state)
{
    struct text rules;
    (void)state;
    text_init(&rules, NULL);
    text_add(&rules, "- id: danger_now\n  ref: RF01\n  when:\n    any:\n");
    for (size_t i = 0; i < 512; i++) { /* of eight parts each */
        text_add(&rules, "      - is: two_signs\n");
    }
    text_add(&rules,
             "  level: urgent\n  if_unsure: none\n  say: \"This needs help.\"\n"
             "  why: \"It may be serious.\"\n  sources: [EDITORIAL]\n\n...\n");
    errs.count = 0;
    assert_int_equal(
        load_small_pack(&rs, PACK_RED_FLAGS, rules.bytes, rules.len, &errs),
        BC_E_RULES);
    assert_string_equal(errs.item[0].code, "condition-too-large");
    assert_int_equal(errs.item[0].line, 4);
    text_free(&rules);
}

static void
test_load_small_pack(void **state)
{
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    assert_int_equal(errs.count, 0);
    assert_int_equal(rs->part_count, 2);
    assert_int_equal(rs->question_count, 9);
    assert_int_equal(rs->condition_count, 3);
    assert_int_equal(rs->rule_count, 5);
    assert_int_equal(rs->cause_count, 2);
    assert_int_equal(rs->tip_count, 3);
    assert_int_equal(rs->claim_count, 3);
    assert_int_equal(rs->net_count, 2);
    assert_int_equal(rs->source_count, 16);
}

static void
test_load_keeps_what_a_question_says(void **state)
{
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    const struct question *danger = &rs->questions[0];
    const struct question *unsure = &rs->questions[1];
    const struct question *harm = &rs->questions[3];
    const struct question *weeks = &rs->questions[6];
    assert_int_equal(danger->type, QUESTION_MULTI);
    assert_int_equal(danger->narrowed_by, 1);
    assert_int_equal(danger->if_missing.kind, STAND_IN_INCOMPLETE);
    assert_true(danger->choices[2].alone);
    assert_string_equal(danger->hint, "Look in good light.");
    assert_int_equal(unsure->narrows, 0);
    assert_int_equal(unsure->ask_when->kind, COND_CHOICE);
    assert_true(unsure->ask_when->not_sure);
    assert_int_equal(unsure->choices[1].keeps_open, BIT(1));
    assert_false(unsure->choices[2].narrows);
    assert_int_equal(unsure->if_not_asked.choices, BIT(2));
    assert_true(harm->is_private);
    assert_string_equal(harm->not_sure_card->id, "harm_not_sure");
    assert_string_equal(harm->choices[0].card->id, "harm_plan");
    assert_null(harm->choices[1].card);
    assert_int_equal(weeks->type, QUESTION_NUMBER);
    assert_int_equal(weeks->min, 1);
    assert_int_equal(weeks->max, 99);
    assert_int_equal(weeks->if_missing.number, 6);
    assert_int_equal(weeks->part, 1);
}

static void
test_load_keeps_what_a_rule_says(void **state)
{
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    const struct rule *danger = &rs->rules[0], *needle = &rs->rules[1];
    const struct rule *harm = &rs->rules[2], *pain = &rs->rules[3];
    assert_int_equal(danger->kind, RULE_RED_FLAG);
    assert_int_equal(danger->outcome.level, BC_EMERGENCY);
    assert_int_equal(danger->if_unsure.level, BC_URGENT);
    assert_int_equal(danger->if_unsure.within_hours, 1);
    assert_int_equal(danger->sources.count, 2);
    assert_int_equal(danger->reads, BIT(0));
    assert_string_equal(danger->origin.file, "red-flags.yaml");
    assert_int_equal(danger->origin.line, 3);
    assert_string_equal(needle->say,
                        "A fever after a needle in your back needs {urgent}.");
    assert_int_equal(needle->reads, BIT(2) | BIT(4) | BIT(5));
    assert_false(needle->is_private);
    assert_true(harm->is_private);
    assert_int_equal(pain->kind, RULE_REFERRAL);
    assert_int_equal(pain->outcome.within_days, 14);
    assert_int_equal(pain->if_unsure.within_days, 28);
    assert_int_equal(pain->reads, BIT(4) | BIT(6));
}

static void
test_load_turns_above_and_below_into_ends_that_belong(void **state)
{
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    const struct cond *range = rs->rules[3].when->part[0];
    assert_int_equal(range->kind, COND_NUMBER);
    assert_int_equal(range->low.value, 6);
    assert_int_equal(range->high.value, 51);
    const struct cond *against = rs->conditions[1].when;
    assert_int_equal(against->low.question, 4);
    assert_int_equal(against->low.value, 1);
    assert_false(against->high.set);
}

static void
test_load_keeps_what_causes_and_tips_say(void **state)
{
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    assert_string_equal(rs->causes[0].fits, "Your answers fit a tired muscle.");
    assert_null(rs->causes[1].fits);
    assert_true(rs->causes[1].may_fit_only);
    assert_true(rs->causes[1].at_urgent);
    assert_null(rs->causes[1].plus);
    assert_int_equal(rs->tips[0].sheet, TIP_SHEET_DO | TIP_SHEET_DO_NOT);
    assert_int_equal(rs->tips[0].steps.count, 2);
    assert_int_equal(rs->tips[0].cautions.count, 1);
    assert_null(rs->tips[0].withhold_if);
    assert_true(rs->tips[1].optional);
    assert_false(rs->tips[1].withhold_if_unsure);
    assert_string_equal(rs->tips[1].grade, "T");
    assert_true(rs->tips[2].withhold_if_unsure);
    assert_int_equal(rs->causes[0].never_say.count, 1);
    assert_string_equal(rs->causes[0].never_say.at[0].say, "damage");
    assert_int_equal(rs->causes[0].never_say.at[0].unless.count, 0);
    assert_int_equal(rs->causes[1].never_say.count, 0);
    assert_int_equal(rs->never_say.count, 2);
    assert_string_equal(rs->never_say.at[1].say, "your fault");
    assert_string_equal(rs->never_say.at[1].unless.at[0], "not your fault");
}

static const struct visible *
find_visible(const char *text)
{
    const struct visible *at = rs->visible;
    while (at != NULL && strcmp(at->text, text) != 0) {
        at = at->next;
    }
    return at;
}

static void
test_load_remembers_what_a_person_can_see(void **state)
{
    static const struct {
        const char *text, *file;
        unsigned line, col, entry;
        enum visible_kind kind;
    } rows[] = {
        { "A small pack", "pack.yaml", 6, 8, 3, VISIBLE_OURS },
        { "your pain", "pack.yaml", 17, 12, 16, VISIBLE_OURS },
        { "Is any of this true now?", "questions.yaml", 6, 8, 3, VISIBLE_OURS },
        { "your chest hurts", "questions.yaml", 17, 17, 3, VISIBLE_HERS },
        { "Stopped. No advice was given.", "wording.yaml", 55, 12, 0,
          VISIBLE_OURS },
        { "chest pain", "safety-net.yaml", 5, 9, 3, VISIBLE_OURS },
        { "It may come from inside.", "causes.yaml", 26, 12, 19, VISIBLE_OURS },
        { "Walk to the door.", "tips.yaml", 14, 7, 3, VISIBLE_OURS },
        { "Do not go on if it hurts more.", "tips.yaml", 17, 11, 3,
          VISIBLE_OURS },
        { "A fever after a needle in your back needs {urgent}.",
          "red-flags.yaml", 23, 8, 15, VISIBLE_OURS },
    };
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct visible *found = find_visible(rows[i].text);
        if (found == NULL) {
            fail_msg("not remembered: %s", rows[i].text);
            return;
        }
        assert_string_equal(found->origin.file, rows[i].file);
        assert_int_equal(found->origin.line, rows[i].line);
        assert_int_equal(found->origin.col, rows[i].col);
        assert_int_equal(found->entry, rows[i].entry);
        assert_int_equal(found->kind, rows[i].kind);
    }
    assert_int_equal(find_visible("999")->kind, VISIBLE_CONTACT);
}

static void
test_load_remembers_nothing_that_is_for_editors(void **state)
{
    static const char *const texts[] = {
        "It may be serious.",
        "For everyone.",
        "A small effect.",
        "damage",
        "The common one.",
        "A leaflet",
        "Somebody",
        "all of it",
        "A needle in the last 12 weeks.",
    };
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        if (find_visible(texts[i]) != NULL) {
            fail_msg("remembered: %s", texts[i]);
        }
    }
}

static void
test_load_line_ends_of_windows_say_the_same(void **state)
{
    (void)state;
    const struct yfile *base = &small_pack()[PACK_RED_FLAGS];
    struct text bytes;
    text_init(&bytes, NULL);
    for (size_t i = 0; i < base->len; i++) {
        text_addf(&bytes, base->bytes[i] == '\n' ? "\r%c" : "%c",
                  base->bytes[i]);
    }
    assert_int_equal(load_with(PACK_RED_FLAGS, bytes.bytes, bytes.len), BC_OK);
    assert_string_equal(rs->rules[1].say,
                        "A fever after a needle in your back needs {urgent}.");
    text_free(&bytes);
}

/* ---- files cut short ---- */

static const char *
code_of_cut(size_t len)
{
    return len == 0 ? "empty-file" : "no-end-marker";
}

/* What is left is the whole file when only its last line feed is gone. */
static void
test_load_every_prefix_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        for (size_t len = 0; len + 1 < small_pack()[i].len; len++) {
            struct arena arena;
            const struct yroom room = { &arena, &arena };
            struct yfile file = small_pack()[i];
            const struct ynode *root = NULL;
            setup(NULL);
            file.len = len;
            arena_init(&arena, NULL);
            enum bc_status status = yread_parse(&root, &room, &file, &errs);
            arena_reset(&arena);
            if (status != BC_E_RULES || root != NULL || errs.count != 1 ||
                strcmp(errs.item[0].code, code_of_cut(len)) != 0) {
                fail_msg("%s cut at byte %zu: %s", file.name, len,
                         errs.item[0].text);
            }
        }
    }
}

static void
test_load_a_file_cut_at_a_line_is_never_a_pack(void **state)
{
    (void)state;
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        const struct yfile *file = &small_pack()[i];
        for (size_t len = 0; len + 1 < file->len; len++) {
            if (len > 0 && file->bytes[len - 1] != '\n') {
                continue;
            }
            setup(NULL);
            if (load_with((enum pack_file)i, file->bytes, len) != BC_E_RULES) {
                fail_msg("%s cut at byte %zu", file->name, len);
            }
            assert_null(rs);
            assert_string_equal(errs.item[0].code, code_of_cut(len));
        }
    }
}

/* Leave out a line, so that the file is whole but says something else. */
static void
load_without(enum pack_file i, const char *line, size_t len)
{
    const struct yfile *file = &small_pack()[i];
    struct text bytes;
    setup(NULL);
    text_init(&bytes, NULL);
    text_add_bytes(&bytes, file->bytes, (size_t)(line - file->bytes));
    text_add_bytes(&bytes, line + len,
                   file->len - (size_t)(line + len - file->bytes));
    enum bc_status status = load_with(i, bytes.bytes, bytes.len);
    if (status == BC_OK) {
        assert_non_null(rs);
        assert_int_equal(errs.count, 0);
    } else {
        assert_int_equal(status, BC_E_RULES);
        assert_null(rs);
        assert_true(errs.count > 0);
        assert_true(errs.item[0].text[0] != '\0');
    }
    text_free(&bytes);
    teardown(NULL);
}

static void
test_load_survives_the_loss_of_any_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        const struct yfile *file = &small_pack()[i];
        for (const char *line = file->bytes; *line != '\0';) {
            size_t len = strcspn(line, "\n") + 1;
            load_without((enum pack_file)i, line, len);
            line += len;
        }
    }
}

/* ---- several errors ---- */

static void
test_load_errors_of_two_files_are_both_told(void **state)
{
    (void)state;
    struct yfile files[PACK_FILE_COUNT];
    struct text flags = edited(PACK_RED_FLAGS, "[EDITORIAL]", BYTES("[NONE]"));
    struct text tips = edited(PACK_TIPS, "grade: C", BYTES("grade: good"));
    memcpy(files, small_pack(), sizeof(files));
    files[PACK_RED_FLAGS].bytes = flags.bytes;
    files[PACK_RED_FLAGS].len = flags.len;
    files[PACK_TIPS].bytes = tips.bytes;
    files[PACK_TIPS].len = tips.len;
    assert_int_equal(load_pack(&rs, files, NULL, &errs), BC_E_RULES);
    assert_null(rs);
    assert_int_equal(errs.count, 2);
    expect_error(&errs, 0, "tips.yaml",
                 "38:10: unknown grade 'good' [unknown-word]",
                 "known: A, B, C, T");
    expect_error(&errs, 1, "red-flags.yaml",
                 "27:13: unknown source 'NONE' [unknown-source]", "");
    text_free(&flags);
    text_free(&tips);
}

static void
test_load_two_files_that_are_no_yaml_are_both_told(void **state)
{
    (void)state;
    struct yfile files[PACK_FILE_COUNT];
    memcpy(files, small_pack(), sizeof(files));
    files[PACK_RED_FLAGS].len -= strlen("...\n");
    files[PACK_TIPS].bytes = "- &all []\n...\n";
    files[PACK_TIPS].len = strlen(files[PACK_TIPS].bytes);
    assert_int_equal(load_pack(&rs, files, NULL, &errs), BC_E_RULES);
    assert_null(rs);
    assert_int_equal(errs.count, 2);
    expect_error(&errs, 0, "tips.yaml",
                 "1:3: anchors (&name) are not allowed [anchor]", "");
    assert_string_equal(errs.item[1].code, "no-end-marker");
    assert_string_equal(errs.item[1].file, "red-flags.yaml");
}

static void
test_load_every_fault_of_one_rule_is_told(void **state)
{
    (void)state;
    struct text bytes =
        edited(PACK_RED_FLAGS, "    harm: [plan]\n  level: emergency\n",
               BYTES("    harm: [pan]\n  level: emergancy\n  levle: 1\n"));
    assert_int_equal(load_with(PACK_RED_FLAGS, bytes.bytes, bytes.len),
                     BC_E_RULES);
    assert_int_equal(errs.count, 3);
    expect_error(&errs, 0, "red-flags.yaml",
                 "31:12: question 'harm' has no choice 'pan' [unknown-choice]",
                 "did you mean 'plan'?");
    expect_error(&errs, 1, "red-flags.yaml",
                 "32:10: unknown care level 'emergancy' [unknown-word]",
                 "did you mean 'emergency'?");
    expect_error(&errs, 2, "red-flags.yaml",
                 "33:3: unknown key 'levle' "
                 "[unknown-key]",
                 "did you mean 'level'?");
    text_free(&bytes);
}

static void
test_load_region_twice_and_region_missing(void **state)
{
    (void)state;
    struct text bytes =
        edited(PACK_CONTACTS, "- region: eu\n", BYTES("- region: uk\n"));
    assert_int_equal(load_with(PACK_CONTACTS, bytes.bytes, bytes.len),
                     BC_E_RULES);
    assert_int_equal(errs.count, 2);
    assert_string_equal(errs.item[0].text, "region 'uk' is defined twice");
    assert_string_equal(errs.item[0].code, "repeated-id");
    assert_int_equal(errs.item[0].col, 11);
    assert_string_equal(errs.item[1].text, "region 'eu' is missing here");
    assert_string_equal(errs.item[1].code, "missing-region");
    text_free(&bytes);
}

static void
test_load_errors_past_the_list_are_only_counted(void **state)
{
    (void)state;
    struct text bytes, out;
    text_init(&bytes, NULL);
    text_init(&out, NULL);
    for (int i = 1; i <= 30; i++) {
        text_addf(&bytes, "- id: net_%d\n  level: routine\n  text: \"x\"\n", i);
    }
    text_add(&bytes, "...\n");
    assert_int_equal(load_with(PACK_SAFETY_NET, bytes.bytes, bytes.len),
                     BC_E_RULES);
    assert_int_equal(errs.count, 30);
    assert_int_equal(errs.item[BC_ERRORS_MAX - 1].line, 3 * BC_ERRORS_MAX - 2);
    errors_print(&out, &errs, 1 << 20);
    assert_non_null(strstr(text_get(&out), "backcheck: and 6 more errors\n"));
    text_free(&bytes);
    text_free(&out);
}

static void
test_load_error_prints_in_compiler_form(void **state)
{
    (void)state;
    struct text out;
    struct text bytes = edited(PACK_RED_FLAGS, "danger: [chest, bleed]\n",
                               BYTES("dangre: [chest, bleed]\n"));
    text_init(&out, NULL);
    assert_int_equal(load_with(PACK_RED_FLAGS, bytes.bytes, bytes.len),
                     BC_E_RULES);
    errors_print(&out, &errs, 4096);
    assert_string_equal(text_get(&out),
                        "red-flags.yaml:6:5: error: unknown question 'dangre' "
                        "[unknown-question]\n"
                        "    6 |     dangre: [chest, bleed]\n"
                        "      |     ^~~~~~\n"
                        "help: did you mean 'danger'?\n");
    text_free(&bytes);
    text_free(&out);
}

static void
test_load_error_without_help_prints_no_help(void **state)
{
    (void)state;
    struct text out;
    struct text bytes = edited(PACK_RED_FLAGS, "This needs",
                               BYTES("Ruf \033[2J 112 \342\200\256 an"));
    text_init(&out, NULL);
    assert_int_equal(load_with(PACK_RED_FLAGS, bytes.bytes, bytes.len),
                     BC_E_RULES);
    errors_print(&out, &errs, 4096);
    assert_string_equal(
        text_get(&out),
        "red-flags.yaml:10:13: error: character U+001B is not allowed: it "
        "cannot be seen [hidden-character]\n"
        "   10 |   say: \"Ruf ?[2J 112 ? an help now.\"\n"
        "      |             ^\n");
    text_free(&bytes);
    text_free(&out);
}

/* ---- memory ---- */

static void
test_load_without_memory_gives_all_of_it_back(void **state)
{
    (void)state;
    struct tight_memory tight;
    enum bc_status status = BC_E_NOMEM;
    long left = 0;
    for (; status != BC_OK; left++) {
        setup(NULL);
        tight_memory_init(&tight, left);
        status = load_pack(&rs, small_pack(), &tight.mem, &errs);
        if (status != BC_OK) {
            assert_int_equal(status, BC_E_NOMEM);
            assert_null(rs);
            assert_int_equal(tight.in_use, 0);
        }
    }
    assert_true(left > 2);
    bc_ruleset_free(rs);
    rs = NULL;
    assert_int_equal(tight.in_use, 0);
}

static void
test_load_a_bad_pack_without_memory_is_never_a_pack(void **state)
{
    (void)state;
    struct tight_memory tight;
    struct yfile files[PACK_FILE_COUNT];
    struct text bytes = edited(PACK_TIPS, "grade: C", BYTES("grade: good"));
    enum bc_status status = BC_E_NOMEM;
    memcpy(files, small_pack(), sizeof(files));
    files[PACK_TIPS].bytes = bytes.bytes;
    files[PACK_TIPS].len = bytes.len;
    for (long left = 0; status == BC_E_NOMEM; left++) {
        setup(NULL);
        tight_memory_init(&tight, left);
        status = load_pack(&rs, files, &tight.mem, &errs);
        assert_null(rs);
        assert_int_equal(tight.in_use, 0);
    }
    assert_int_equal(status, BC_E_RULES);
    text_free(&bytes);
}

/* ---- the name ---- */

static void
test_load_one_changed_byte_shows_in_the_name(void **state)
{
    (void)state;
    struct yfile files[PACK_FILE_COUNT];
    char expected[160];
    snprintf(expected, sizeof(expected), "%s (changed rules)",
             bc_ruleset_name(shipped_rules()));
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        memcpy(files, pack_builtin, sizeof(files));
        char *copy = malloc(files[i].len);
        assert_non_null(copy);
        memcpy(copy, files[i].bytes, files[i].len);
        assert_int_equal(copy[0], '#'); /* a comment: nothing else changes */
        copy[2] = copy[2] == 'x' ? 'y' : 'x';
        files[i].bytes = copy;
        setup(NULL);
        assert_int_equal(load_pack(&rs, files, NULL, &errs), BC_OK);
        assert_string_equal(bc_ruleset_name(rs), expected);
        free(copy);
        teardown(NULL);
    }
}

static void
test_load_one_byte_more_shows_in_the_name(void **state)
{
    (void)state;
    struct yfile files[PACK_FILE_COUNT];
    memcpy(files, pack_builtin, sizeof(files));
    files[PACK_TIPS].len--; /* the last line feed */
    assert_int_equal(load_pack(&rs, files, NULL, &errs), BC_OK);
    assert_non_null(strstr(bc_ruleset_name(rs), " (changed rules)"));
}

static void
test_load_unchanged_pack_has_a_plain_name(void **state)
{
    (void)state;
    assert_int_equal(load_pack(&rs, pack_builtin, NULL, &errs), BC_OK);
    assert_non_null(strstr(bc_ruleset_name(rs), "postpartum-back@"));
    assert_null(strstr(bc_ruleset_name(rs), "changed"));
}

static void
test_load_another_pack_is_not_called_changed(void **state)
{
    (void)state;
    assert_int_equal(load_small_pack(&rs, PACK_META, NULL, 0, &errs), BC_OK);
    assert_string_equal(bc_ruleset_name(rs), "small@1.2.3");
}

/* ---- running ---- */

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static int
run_claims(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_load_shipped_pack),
        TEST(test_load_a_rule_of_too_many_parts),
        TEST(test_load_small_pack),
        TEST(test_load_keeps_what_a_question_says),
        TEST(test_load_keeps_what_a_rule_says),
        TEST(test_load_turns_above_and_below_into_ends_that_belong),
        TEST(test_load_keeps_what_causes_and_tips_say),
        TEST(test_load_remembers_what_a_person_can_see),
        TEST(test_load_remembers_nothing_that_is_for_editors),
        TEST(test_load_line_ends_of_windows_say_the_same),
        TEST(test_load_file_of_256_kib_is_the_largest),
        TEST(test_load_text_of_4_kib_is_the_largest),
        TEST(test_load_mapping_of_512_keys_is_the_largest),
        TEST(test_load_64_questions_are_the_most),
        TEST(test_load_62_choices_are_the_most),
        TEST(test_load_endless_brackets_are_refused_at_once),
        TEST(test_load_endless_tag_lines_are_refused_at_once),
        TEST(test_load_nothing_at_all_is_refused),
        TEST(test_load_every_prefix_is_refused),
        TEST(test_load_a_file_cut_at_a_line_is_never_a_pack),
        TEST(test_load_survives_the_loss_of_any_line),
        TEST(test_load_errors_of_two_files_are_both_told),
        TEST(test_load_two_files_that_are_no_yaml_are_both_told),
        TEST(test_load_every_fault_of_one_rule_is_told),
        TEST(test_load_region_twice_and_region_missing),
        TEST(test_load_errors_past_the_list_are_only_counted),
        TEST(test_load_error_prints_in_compiler_form),
        TEST(test_load_error_without_help_prints_no_help),
        TEST(test_load_without_memory_gives_all_of_it_back),
        TEST(test_load_a_bad_pack_without_memory_is_never_a_pack),
        TEST(test_load_one_changed_byte_shows_in_the_name),
        TEST(test_load_one_byte_more_shows_in_the_name),
        TEST(test_load_unchanged_pack_has_a_plain_name),
        TEST(test_load_another_pack_is_not_called_changed),
    };
    return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}

int
main(void)
{
    int failed = run_claims();
    failed += run_rows(
        &(struct row_tests){ "edits", TABLE(edits), .test = run_edit });
    failed += run_fixtures();
    return failed;
}
