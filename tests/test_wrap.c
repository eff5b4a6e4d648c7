/* Claims about folding. What a character takes on the screen is written here
 * a second time, so that the folding is not held to its own measure. */
#include "support.h"

#include "wrap.h"

#include <locale.h>
#include <string.h>

/* Characters of known width. */
struct glyph {
    const char *bytes;
    size_t columns;
};

static const struct glyph glyphs[] = {
    { "a", 1 },
    { "W", 1 },
    { "-", 1 },
    { "\xc3\xa9", 1 }, /* e with an accent */
    { "\xcc\x81", 0 }, /* an accent that joins the letter before it */
    { "\xe4\xb8\xad", 2 },
    { "\xe6\x96\x87", 2 },
    { "\xef\xbc\x8c", 2 },
    { "\xf0\x9f\x98\x80", 2 },
};

static size_t
true_columns(const char *line, size_t len)
{
    size_t total = 0;
    for (size_t at = 0; at < len;) {
        size_t used = 1, columns = 1;
        for (size_t i = 0; i < ARRAY_LEN(glyphs); i++) {
            size_t n = strlen(glyphs[i].bytes);
            if (n <= len - at && memcmp(line + at, glyphs[i].bytes, n) == 0) {
                used = n;
                columns = glyphs[i].columns;
            }
        }
        total += columns;
        at += used;
    }
    return total;
}

static size_t
longest_line(const char *text)
{
    size_t longest = 0;
    while (*text != '\0') {
        size_t len = strcspn(text, "\n");
        size_t columns = true_columns(text, len);
        longest = columns > longest ? columns : longest;
        assert_int_equal(text[len], '\n');
        text += len + 1;
    }
    return longest;
}

/* Without spaces and line feeds. */
static void
squeeze(char *to, const char *from)
{
    for (; *from != '\0'; from++) {
        if (*from != ' ' && *from != '\n') {
            *to++ = *from;
        }
    }
    *to = '\0';
}

/* ---- single lines ---- */

#define TEN "abcdefghij"
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN
#define WIDE "\xe4\xb8\xad"
#define WIDE_12 WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE WIDE
#define WIDE_36 WIDE_12 WIDE_12 WIDE_12

struct wrap_row {
    const char *name, *first, *rest, *text, *expected;
};

static const struct wrap_row wrap_rows[] = {
    { "wrap_short_line_is_one_line", "", "", "abc", "abc\n" },
    { "wrap_nothing_is_an_empty_line", "", "", "", "\n" },
    { "wrap_72_columns_fit", "", "", SEVENTY "xy", SEVENTY "xy\n" },
    { "wrap_73_columns_of_one_word_are_cut", "", "", SEVENTY "xyz",
      SEVENTY "xy\nz\n" },
    { "wrap_breaks_at_the_last_space_that_fits", "", "", SEVENTY " x y",
      SEVENTY " x\ny\n" },
    { "wrap_space_at_the_edge_is_dropped", "", "", SEVENTY "xy z",
      SEVENTY "xy\nz\n" },
    { "wrap_spaces_at_the_end_are_dropped", "", "", "abc   ", "abc\n" },
    { "wrap_spaces_inside_are_kept", "", "", "a  b", "a  b\n" },
    { "wrap_prefixes_count", "- ", "  ", SEVENTY " x", "- " SEVENTY "\n  x\n" },
    { "wrap_prefix_stands_alone_before_nothing", "- ", "  ", "", "- \n" },
    { "wrap_long_word_behind_a_short_one", "", "", "ab " SEVENTY "xyz",
      "ab\n" SEVENTY "xy\nz\n" },
    { "wrap_36_wide_characters_fit", "", "", WIDE_36, WIDE_36 "\n" },
    { "wrap_breaks_between_wide_characters", "", "", WIDE_36 WIDE,
      WIDE_36 "\n" WIDE "\n" },
    { "wrap_wide_character_does_not_stick_out", "", "", SEVENTY "x" WIDE,
      SEVENTY "x\n" WIDE "\n" },
    { "wrap_accent_stays_with_its_letter", "", "",
      SEVENTY "xe\xcc\x81"
              "z",
      SEVENTY "xe\xcc\x81\n"
              "z\n" },
};

static void
run_wrap(void **state)
{
    const struct wrap_row *row = *state;
    struct text out;
    text_init(&out, NULL);
    wrap_add(&out, 0, &(struct margin){ row->first, row->rest }, row->text);
    assert_string_equal(text_get(&out), row->expected);
    text_free(&out);
}

struct width_row {
    const char *name, *text;
    size_t columns;
};

static const struct width_row width_rows[] = {
    { "width_of_nothing", "", 0 },
    { "width_of_ascii", "abc", 3 },
    { "width_of_wide", WIDE WIDE, 4 },
    { "width_of_an_accent_is_none", "e\xcc\x81", 1 },
    { "width_of_a_broken_byte_is_one", "\xff", 1 },
};

static void
run_width(void **state)
{
    const struct width_row *row = *state;
    assert_int_equal(wrap_width(row->text), row->columns);
}

/* ---- random text ---- */

/* Words of 1 to 12, or now and then of 150 characters, one space between. */
static void
make_text(char *to, size_t size, uint64_t *seed)
{
    size_t used = 0;
    size_t words = 1 + next_random(seed) % 40;
    for (size_t w = 0; w < words; w++) {
        size_t len = next_random(seed) % 20 == 0 ? 150 : 12;
        len = 1 + next_random(seed) % len;
        for (size_t i = 0; i < len && used + 8 < size; i++) {
            const struct glyph *g =
                &glyphs[next_random(seed) % ARRAY_LEN(glyphs)];
            memcpy(to + used, g->bytes, strlen(g->bytes));
            used += strlen(g->bytes);
        }
        if (w + 1 < words && used + 8 < size) {
            to[used++] = ' ';
        }
    }
    to[used] = '\0';
}

static void
check_random_text(uint64_t seed)
{
    static char text[8192], squeezed[8192], got[20000];
    for (int round = 0; round < 4000; round++) {
        struct text out;
        make_text(text, sizeof(text), &seed);
        text_init(&out, NULL);
        wrap_add(&out, 0, &(struct margin){ "", "" }, text);
        assert_in_range(longest_line(text_get(&out)), 0, WRAP_COLUMNS);
        squeeze(squeezed, text);
        squeeze(got, text_get(&out));
        assert_string_equal(got, squeezed);
        assert_null(strstr(text_get(&out), " \n"));
        text_clear(&out);
        wrap_add(&out, 0, &(struct margin){ "12. ", "    - " }, text);
        assert_in_range(longest_line(text_get(&out)), 0, WRAP_COLUMNS);
        text_clear(&out);
        wrap_add(&out, 20, &(struct margin){ "12. ", "    - " }, text);
        assert_in_range(longest_line(text_get(&out)), 0, 20);
        text_free(&out);
    }
}

static void
test_wrap_random_text_keeps_to_its_columns_and_loses_nothing(void **state)
{
    (void)state;
    check_random_text(20261122);
}

static void
test_wrap_without_a_locale_no_line_is_too_long_either(void **state)
{
    (void)state;
    assert_non_null(setlocale(LC_ALL, "C"));
    check_random_text(7);
    assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
}

static void
test_wrap_broken_bytes_come_to_an_end(void **state)
{
    (void)state;
    char text[512];
    struct text out;
    memset(text, 0x80, sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    text_init(&out, NULL);
    wrap_add(&out, 0, &(struct margin){ "", "" }, text);
    assert_int_equal(out.len, sizeof(text) - 1 + 8); /* 8 line feeds */
    text_free(&out);
}

static void
test_wrap_prefix_as_wide_as_the_line_still_ends(void **state)
{
    (void)state;
    struct text out;
    text_init(&out, NULL);
    wrap_add(&out, 0, &(struct margin){ SEVENTY "xy", SEVENTY "xy" }, "abc");
    assert_string_equal(text_get(&out),
                        SEVENTY "xya\n" SEVENTY "xyb\n" SEVENTY "xyc\n");
    text_free(&out);
}

/* ---- all ---- */

static int
run_tables(void)
{
    int failed = 0;
    failed += run_rows(
        &(struct row_tests){ "wrap", TABLE(wrap_rows), .test = run_wrap });
    failed += run_rows(
        &(struct row_tests){ "width", TABLE(width_rows), .test = run_width });
    return failed;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_wrap_random_text_keeps_to_its_columns_and_loses_nothing),
        cmocka_unit_test(test_wrap_without_a_locale_no_line_is_too_long_either),
        cmocka_unit_test(test_wrap_broken_bytes_come_to_an_end),
        cmocka_unit_test(test_wrap_prefix_as_wide_as_the_line_still_ends),
    };
    if (setlocale(LC_ALL, "C.UTF-8") == NULL) {
        return 1;
    }
    return run_tables() +
           cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
