/* Claims about the ground floor: memory, text and UTF-8. Errors and files have
 * programs of their own. */
#include "support.h"

#include "utf8.h"

#include <stdio.h>
#include <string.h>

/* ---- arena ---- */

static void
test_arena_memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t size = 1; size < 3000; size += 7) {
        unsigned char *bytes = arena_alloc(&arena, size);
        assert_non_null(bytes);
        for (size_t align = 2; align <= _Alignof(max_align_t); align *= 2) {
            bool has_to = size % align == 0;
            assert_true(!has_to || (uintptr_t)bytes % align == 0);
        }
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(bytes[i], 0);
        }
        memset(bytes, 0xff, size);
    }
    arena_reset(&arena);
}

static void
test_arena_pieces_do_not_overlap(void **state)
{
    (void)state;
    struct arena arena;
    char *piece[64];
    arena_init(&arena, NULL);
    for (size_t i = 0; i < ARRAY_LEN(piece); i++) {
        piece[i] = arena_alloc(&arena, 1 + i * 40);
        memset(piece[i], (int)i + 1, 1 + i * 40);
    }
    for (size_t i = 0; i < ARRAY_LEN(piece); i++) {
        assert_int_equal(piece[i][0], i + 1);
        assert_int_equal(piece[i][i * 40], i + 1);
    }
    arena_reset(&arena);
}

static void
test_arena_serves_more_than_one_block(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    char *large = arena_alloc(&arena, 1000000);
    assert_non_null(large);
    large[999999] = 'x';
    assert_non_null(arena_alloc(&arena, 1));
    arena_reset(&arena);
}

static void
test_arena_copy_ends_with_nul(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    assert_string_equal(arena_copy(&arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(&arena, "", 0), "");
    arena_reset(&arena);
}

static void
test_arena_refuses_sizes_that_overflow(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    assert_null(arena_alloc(&arena, SIZE_MAX));
    assert_null(arena_alloc(&arena, SIZE_MAX - 16));
    assert_null(arena_array(&arena, SIZE_MAX / 2, 3));
    assert_non_null(arena_array(&arena, 3, 0));
    arena_reset(&arena);
}

static void
test_arena_reset_gives_everything_back(void **state)
{
    (void)state;
    struct tight_memory tight;
    struct arena arena;
    tight_memory_init(&tight, 3);
    arena_init(&arena, &tight.mem);
    assert_int_equal(tight.in_use, 0);
    for (int i = 0; i < 3; i++) {
        assert_non_null(arena_alloc(&arena, 100000));
    }
    assert_null(arena_alloc(&arena, 100000));
    assert_int_equal(tight.in_use, 3);
    arena_reset(&arena);
    assert_int_equal(tight.in_use, 0);
    tight.left = 1;
    assert_non_null(arena_alloc(&arena, 1));
    arena_reset(&arena);
    assert_int_equal(tight.in_use, 0);
}

/* ---- text ---- */

static void
test_text_is_empty_before_anything_is_added(void **state)
{
    (void)state;
    struct text text;
    text_init(&text, NULL);
    assert_string_equal(text_get(&text), "");
    text_clear(&text);
    assert_string_equal(text_get(&text), "");
    text_free(&text);
}

static void
test_text_grows_byte_by_byte(void **state)
{
    (void)state;
    struct text text;
    text_init(&text, NULL);
    for (size_t i = 0; i < 5000; i++) {
        text_addf(&text, "%zu", i % 10);
    }
    assert_int_equal(text.len, 5000);
    assert_int_equal(strlen(text_get(&text)), 5000);
    assert_false(text.failed);
    text_clear(&text);
    text_add(&text, "new");
    assert_string_equal(text_get(&text), "new");
    text_free(&text);
}

static void
test_text_addf_fills_the_room_to_the_last_byte(void **state)
{
    (void)state;
    for (int len = 250; len < 262; len++) {
        struct text text;
        text_init(&text, NULL);
        text_addf(&text, "%*d", len, 7);
        assert_int_equal(text.len, len);
        assert_int_equal(text.bytes[len - 1], '7');
        text_free(&text);
    }
}

static void
test_text_out_of_memory_sticks_and_keeps_what_it_had(void **state)
{
    (void)state;
    struct tight_memory tight;
    struct text text;
    char large[1000];
    memset(large, 'x', sizeof(large));
    tight_memory_init(&tight, 1);
    text_init(&text, &tight.mem);
    text_add(&text, "kept");
    text_add_bytes(&text, large, sizeof(large));
    assert_true(text.failed);
    text_add(&text, "no more");
    text_addf(&text, "%d", 1);
    assert_string_equal(text_get(&text), "kept");
    text_free(&text);
    assert_int_equal(tight.in_use, 0);
}

struct filled_row {
    const char *name, *sentence, *expected;
};

static const struct filled_row filled_rows[] = {
    { "filled_name_is_replaced", "Call {who} now.", "Call 112 now." },
    { "filled_twice", "{who} {who}", "112 112" },
    { "filled_back_to_back", "{who}{days}", "1123" },
    { "filled_by_nothing", "a{none}b", "ab" },
    { "filled_unknown_name_is_left", "a {what} b", "a {what} b" },
    { "filled_longer_name_is_another", "{whom} {wh}", "{whom} {wh}" },
    { "filled_empty_braces_are_left", "a {} b", "a {} b" },
    { "filled_without_end_is_left", "a {xyz", "a {xyz" },
    { "filled_value_is_not_filled_again", "{brace}", "{who}" },
    { "filled_empty_sentence", "", "" },
};

static void
run_filled(void **state)
{
    const struct filled_row *row = *state;
    const struct fill fills[] = {
        { "who", "112" }, { "days", "3" }, { "none", "" }, { "brace", "{who}" }
    };
    struct text text;
    text_init(&text, NULL);
    text_add_filled(&text, row->sentence, fills, ARRAY_LEN(fills));
    assert_string_equal(text_get(&text), row->expected);
    text_free(&text);
}

static void
test_text_date_is_one_of_the_calendar(void **state)
{
    (void)state;
    assert_true(text_is_date("2024-02-29"));
    assert_true(text_is_date("2000-02-29"));
    assert_true(text_is_date("2026-12-31"));
    assert_false(text_is_date("2023-02-29"));
    assert_false(text_is_date("1900-02-29"));
    assert_false(text_is_date("2026-04-31"));
    assert_false(text_is_date("2026-00-10"));
    assert_false(text_is_date("2026-13-10"));
    assert_false(text_is_date("2026-1-10"));
}

/* ---- utf8 ---- */

struct decode_row {
    const char *name, *bytes;
    size_t len, used;
    uint32_t cp;
};

static const struct decode_row decode_rows[] = {
    { "utf8_nothing", "", 0, 0, 0 },
    { "utf8_nul", "\0", 1, 1, 0 },
    { "utf8_ascii", "a", 1, 1, 'a' },
    { "utf8_last_of_one", "\x7f", 1, 1, 0x7f },
    { "utf8_first_of_two", "\xc2\x80", 2, 2, 0x80 },
    { "utf8_last_of_two", "\xdf\xbf", 2, 2, 0x7ff },
    { "utf8_first_of_three", "\xe0\xa0\x80", 3, 3, 0x800 },
    { "utf8_last_of_three", "\xef\xbf\xbf", 3, 3, 0xffff },
    { "utf8_first_of_four", "\xf0\x90\x80\x80", 4, 4, 0x10000 },
    { "utf8_last_of_all", "\xf4\x8f\xbf\xbf", 4, 4, 0x10ffff },
    { "utf8_beyond_the_last", "\xf4\x90\x80\x80", 4, 0, 0 },
    { "utf8_overlong_of_two", "\xc0\xaf", 2, 0, 0 },
    { "utf8_overlong_of_three", "\xe0\x9f\xbf", 3, 0, 0 },
    { "utf8_overlong_of_four", "\xf0\x8f\xbf\xbf", 4, 0, 0 },
    { "utf8_surrogate", "\xed\xa0\x80", 3, 0, 0 },
    { "utf8_last_before_surrogates", "\xed\x9f\xbf", 3, 3, 0xd7ff },
    { "utf8_lone_continuation", "\x80", 1, 0, 0 },
    { "utf8_cut_short", "\xe4\xb8", 2, 0, 0 },
    { "utf8_bad_continuation", "\xe4\xb8-", 3, 0, 0 },
    { "utf8_five_bytes", "\xf8\x88\x80\x80\x80", 5, 0, 0 },
    { "utf8_ff", "\xff", 1, 0, 0 },
};

static void
run_decode(void **state)
{
    const struct decode_row *row = *state;
    uint32_t cp = 0xdead;
    assert_int_equal(utf8_decode(&cp, row->bytes, row->len), row->used);
    assert_int_equal(cp, row->used > 0 ? row->cp : 0xdead);
    assert_int_equal(utf8_check(row->bytes, row->len), row->used == row->len);
}

static void
test_utf8_hidden_characters_are_known(void **state)
{
    (void)state;
    static const uint32_t hidden[] = {
        0,      '\t',   '\n',   '\r',   0x1b,    0x1f,   0x7f,   0x80,
        0x85,   0x9f,   0xad,   0x61c,  0x180e,  0x200b, 0x200d, 0x200f,
        0x2028, 0x2029, 0x202a, 0x202e, 0x2060,  0x2066, 0x2069, 0xfe0f,
        0xfeff, 0xfff9, 0xfffe, 0xffff, 0xe0001,
    };
    static const uint32_t shown[] = {
        ' ', '~', 0xa0, 0xe9, 0x301, 0x3000, 0x4e2d, 0xff10, 0x1f600,
    };
    for (size_t i = 0; i < ARRAY_LEN(hidden); i++) {
        assert_true(utf8_is_hidden(hidden[i]));
    }
    for (size_t i = 0; i < ARRAY_LEN(shown); i++) {
        assert_false(utf8_is_hidden(shown[i]));
    }
}

/* Every byte beside every other, first and last of eight and behind them. */
static void
test_utf8_plain_ends_where_a_byte_is_not(void **state)
{
    (void)state;
    char text[17];
    for (unsigned pair = 0; pair <= 0xffff; pair++) {
        for (size_t at = 0; at + 1 < sizeof(text); at += 3) {
            memset(text, pair & 1 ? 'a' : '~', sizeof(text));
            text[at] = (char)(pair & 0xff);
            text[at + 1] = (char)(pair >> 8);
            size_t expected = 0;
            while (expected < sizeof(text) &&
                   ((text[expected] >= ' ' && text[expected] <= '~') ||
                    text[expected] == '\n')) {
                expected++;
            }
            assert_int_equal(utf8_plain(text, sizeof(text)), expected);
        }
    }
    assert_int_equal(utf8_plain(text, 0), 0);
}

struct plain_row {
    const char *name, *from;
    size_t size;
    const char *expected;
};

static const struct plain_row plain_rows[] = {
    { "plain_text_is_kept", "abc", 10, "abc" },
    { "plain_text_is_cut", "abcdef", 4, "abc" },
    { "plain_cut_keeps_characters_whole", "a\xe4\xb8\xad", 4, "a" },
    { "plain_whole_character_fits", "a\xe4\xb8\xad", 5, "a\xe4\xb8\xad" },
    { "plain_escape_becomes_a_question_mark", "\033[31m", 10, "?[31m" },
    { "plain_line_feed_becomes_a_question_mark", "a\nb", 10, "a?b" },
    { "plain_bidi_becomes_a_question_mark",
      "a\xe2\x80\xae"
      "b",
      10, "a?b" },
    { "plain_broken_byte_becomes_a_question_mark",
      "a\xff"
      "b",
      10, "a?b" },
    { "plain_one_byte_holds_the_end", "abc", 1, "" },
};

static void
run_plain(void **state)
{
    const struct plain_row *row = *state;
    char to[16];
    memset(to, '#', sizeof(to));
    utf8_copy_plain(to, row->size, row->from, strlen(row->from));
    assert_string_equal(to, row->expected);
    assert_int_equal(to[row->size], '#');
}

/* ---- all ---- */

static int
run_tables(void)
{
    int failed = 0;
    failed += run_rows(&(struct row_tests){ "filled", TABLE(filled_rows),
                                            .test = run_filled });
    failed += run_rows(&(struct row_tests){ "decode", TABLE(decode_rows),
                                            .test = run_decode });
    failed += run_rows(
        &(struct row_tests){ "plain", TABLE(plain_rows), .test = run_plain });
    return failed;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_memory_is_zeroed_and_aligned),
        cmocka_unit_test(test_arena_pieces_do_not_overlap),
        cmocka_unit_test(test_arena_serves_more_than_one_block),
        cmocka_unit_test(test_arena_copy_ends_with_nul),
        cmocka_unit_test(test_arena_refuses_sizes_that_overflow),
        cmocka_unit_test(test_arena_reset_gives_everything_back),
        cmocka_unit_test(test_text_is_empty_before_anything_is_added),
        cmocka_unit_test(test_text_grows_byte_by_byte),
        cmocka_unit_test(test_text_addf_fills_the_room_to_the_last_byte),
        cmocka_unit_test(test_text_out_of_memory_sticks_and_keeps_what_it_had),
        cmocka_unit_test(test_text_date_is_one_of_the_calendar),
        cmocka_unit_test(test_utf8_hidden_characters_are_known),
        cmocka_unit_test(test_utf8_plain_ends_where_a_byte_is_not),
    };
    return run_tables() +
           cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
