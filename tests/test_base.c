/* Claims about the ground floor: memory, text, UTF-8, suggestions, errors and
 * reading files. */
#include "support.h"

#include "file.h"
#include "suggest.h"
#include "utf8.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

/* ---- suggest ---- */

struct suggest_row {
    const char *name, *word, *best;
};

static const struct suggest_row suggest_rows[] = {
    { "suggest_the_word_itself", "fever", "fever" },
    { "suggest_one_letter_missing", "fevr", "fever" },
    { "suggest_one_letter_more", "feever", "fever" },
    { "suggest_one_letter_wrong", "fewer", "fever" },
    { "suggest_two_letters_swapped", "fevre", "fever" },
    { "suggest_the_nearest", "severty", "severity" },
    { "suggest_the_first_of_two_as_near", "bxne", "bone" },
    { "suggest_nothing_far_off", "qqqqq", NULL },
    { "suggest_nothing_for_short_words_far_off", "xy", NULL },
    { "suggest_nothing_for_no_word", "", NULL },
    { "suggest_nothing_for_a_very_long_word",
      "severityseverityseverityseverityseverityseverityseverity", NULL },
};

static void
run_suggest(void **state)
{
    const struct suggest_row *row = *state;
    static const char *const words[] = { "fever", "severity", "bone", "borne",
                                         "weeks_since_birth" };
    struct suggest s;
    suggest_init(&s, row->word);
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        suggest_try(&s, words[i]);
    }
    if (row->best == NULL) {
        assert_null(s.best);
    } else {
        assert_non_null(s.best);
        assert_string_equal(s.best, row->best);
    }
}

/* ---- error ---- */

static const struct place a_place = { "a.txt", 3, 5, 2 };

static void
test_errors_past_the_end_are_only_counted(void **state)
{
    (void)state;
    static struct bc_errors errs;
    errs.count = 0;
    for (int i = 0; i < BC_ERRORS_MAX + 5; i++) {
        struct bc_error *error =
            errors_add(&errs, BC_E_ANSWERS, &a_place, "code", "number %d", i);
        assert_int_equal(error == NULL, i >= BC_ERRORS_MAX);
        error_help(error, "help");
        error_did_you_mean(error, "best");
    }
    assert_int_equal(errs.count, BC_ERRORS_MAX + 5);
    assert_string_equal(errs.item[0].text, "number 0");
    assert_string_equal(errs.item[BC_ERRORS_MAX - 1].text, "number 23");
}

static void
test_error_carries_its_place_and_words(void **state)
{
    (void)state;
    struct bc_errors errs = { .count = 0 };
    struct bc_error *error = errors_add(&errs, BC_E_RULES, &a_place,
                                        "some-code", "no '%s'", "thing");
    error_did_you_mean(error, "think");
    assert_int_equal(error->status, BC_E_RULES);
    assert_string_equal(error->file, "a.txt");
    assert_int_equal(error->line, 3);
    assert_int_equal(error->col, 5);
    assert_string_equal(error->code, "some-code");
    assert_string_equal(error->text, "no 'thing'");
    assert_string_equal(error->help, "did you mean 'think'?");
    error_did_you_mean(error, NULL);
    assert_string_equal(error->help, "did you mean 'think'?");
}

static void
test_error_words_cannot_drive_a_terminal(void **state)
{
    (void)state;
    struct bc_errors errs = { .count = 0 };
    const struct place place = { "\033]0;x\a.txt", 0, 0, 0 };
    struct bc_error *error = errors_add(&errs, BC_E_ANSWERS, &place, "code",
                                        "'%s'", "\033[2J\r\n\xe2\x80\xae");
    assert_string_equal(error->file, "?]0;x?.txt");
    assert_string_equal(error->text, "'?[2J???"
                                     "'");
}

static void
test_error_long_words_are_cut(void **state)
{
    (void)state;
    struct bc_errors errs = { .count = 0 };
    char word[2000];
    memset(word, 'w', sizeof(word) - 1);
    word[sizeof(word) - 1] = '\0';
    struct bc_error *error =
        errors_add(&errs, BC_E_ANSWERS, NULL, "code", "%s", word);
    assert_int_equal(strlen(error->text), sizeof(error->text) - 1);
    assert_string_equal(error->file, "");
}

static void
test_errors_print_in_compiler_form(void **state)
{
    (void)state;
    struct bc_errors errs = { .count = 0 };
    struct text out;
    struct bc_error *error =
        errors_add(&errs, BC_E_RULES, &a_place, "some-code", "wrong");
    snprintf(error->source, sizeof(error->source), "abc defg");
    error_help(error, "mend it");
    errors_add(&errs, BC_E_RULES, NULL, "other", "no place");
    text_init(&out, NULL);
    errors_print(&out, &errs, 4096);
    assert_string_equal(text_get(&out), "a.txt:3:5: error: wrong [some-code]\n"
                                        "    3 | abc defg\n"
                                        "      |     ^~\n"
                                        "help: mend it\n"
                                        "backcheck: error: no place [other]\n");
    text_free(&out);
}

static void
test_errors_print_stays_below_its_limit(void **state)
{
    (void)state;
    static struct bc_errors errs;
    struct text out;
    errs.count = 0;
    for (int i = 0; i < BC_ERRORS_MAX + 2; i++) {
        errors_add(&errs, BC_E_RULES, &a_place, "code", "number %d", i);
    }
    for (size_t limit = 200; limit < 3000; limit += 13) {
        text_init(&out, NULL);
        errors_print(&out, &errs, limit);
        assert_in_range(out.len, 1, limit);
        size_t shown = 0;
        for (const char *at = text_get(&out); at != NULL;
             at = strstr(at + 1, "error: number")) {
            shown++;
        }
        char tail[64];
        snprintf(tail, sizeof(tail), "backcheck: and %zu more errors\n",
                 errs.count - (shown - 1));
        assert_string_equal(text_get(&out) + out.len - strlen(tail), tail);
        text_free(&out);
    }
}

static void
test_errors_print_shows_the_first_whatever_the_limit(void **state)
{
    (void)state;
    struct bc_errors errs = { .count = 0 };
    struct text out;
    errors_add(&errs, BC_E_RULES, &a_place, "code", "the cause");
    text_init(&out, NULL);
    errors_print(&out, &errs, 10);
    assert_string_equal(text_get(&out), "a.txt:3:5: error: the cause [code]\n");
    text_free(&out);
}

/* ---- file ---- */

static char directory[64];

static const char *
in_directory(const char *name)
{
    static char path[128];
    snprintf(path, sizeof(path), "%s/%s", directory, name);
    return path;
}

static int
make_files(void **state)
{
    (void)state;
    snprintf(directory, sizeof(directory), "build/test-base-XXXXXX");
    if (mkdtemp(directory) == NULL) {
        return -1;
    }
    FILE *file = fopen(in_directory("ten"), "wb");
    if (file == NULL) {
        return -1;
    }
    fputs("0123456789", file);
    fclose(file);
    bool made = mkdir(in_directory("folder"), 0700) == 0;
    made &= mkfifo(in_directory("pipe"), 0600) == 0;
    made &= symlink("loop", in_directory("loop")) == 0;
    return made ? 0 : -1;
}

static int
remove_files(void **state)
{
    (void)state;
    static const char *const names[] = { "ten", "pipe", "loop" };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        unlink(in_directory(names[i]));
    }
    rmdir(in_directory("folder"));
    return rmdir(directory);
}

struct file_row {
    const char *name, *file;
    enum file_kind kind;
    size_t limit;
    const char *bytes; /* NULL: an error */
    const char *why;
};

static const struct file_row file_rows[] = {
    { "file_is_read_whole", "ten", FILE_REGULAR, 100, "0123456789", NULL },
    { "file_at_the_limit_is_read", "ten", FILE_STREAM, 10, "0123456789", NULL },
    { "file_over_the_limit_is_refused", "ten", FILE_REGULAR, 9, NULL,
      "is too large" },
    { "file_missing", "none", FILE_REGULAR, 100, NULL, "does not exist" },
    { "file_below_a_file", "ten/x", FILE_STREAM, 100, NULL, "does not exist" },
    { "file_directory", "folder", FILE_STREAM, 100, NULL, "is a directory" },
    { "file_directory_as_regular", "folder", FILE_REGULAR, 100, NULL,
      "is a directory" },
    { "file_loop_of_links", "loop", FILE_REGULAR, 100, NULL,
      "is a loop of links" },
    { "file_pipe_where_a_regular_file_is_needed", "pipe", FILE_REGULAR, 100,
      NULL, "is not a regular file" },
    { "file_pipe_without_a_writer_does_not_hang", "pipe", FILE_STREAM, 100,
      NULL, "is a pipe that nobody writes to" },
};

static void
run_file(void **state)
{
    const struct file_row *row = *state;
    struct text out;
    const char *why = NULL;
    text_init(&out, NULL);
    enum bc_status status =
        file_read(&out, &why, in_directory(row->file), row->kind, row->limit);
    if (row->bytes != NULL) {
        assert_int_equal(status, BC_OK);
        assert_string_equal(text_get(&out), row->bytes);
    } else {
        assert_int_equal(status, BC_E_IO);
        assert_string_equal(why, row->why);
    }
    text_free(&out);
}

static void
test_file_pipe_with_a_writer_is_read_to_its_end(void **state)
{
    (void)state;
    struct text out;
    const char *why = NULL;
    char path[128];
    snprintf(path, sizeof(path), "%s", in_directory("pipe"));
    int hold = open(path, O_RDWR);
    assert_true(hold >= 0);
    assert_int_equal(write(hold, "abc", 3), 3);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        /* The last writer goes while the reader waits. */
        nanosleep(&(struct timespec){ .tv_nsec = 50000000 }, NULL);
        ssize_t written = write(hold, "def", 3);
        _exit(written == 3 ? 0 : 1);
    }
    int reader = open(path, O_RDONLY);
    close(hold);
    text_init(&out, NULL);
    assert_int_equal(file_read_fd(&out, &why, reader, 100), BC_OK);
    assert_string_equal(text_get(&out), "abcdef");
    close(reader);
    waitpid(child, NULL, 0);
    text_free(&out);
}

static void
test_file_closed_descriptor_reads_as_empty(void **state)
{
    (void)state;
    struct text out;
    const char *why = NULL;
    int fd = dup(0);
    close(fd);
    text_init(&out, NULL);
    assert_int_equal(file_read_fd(&out, &why, fd, 100), BC_OK);
    assert_string_equal(text_get(&out), "");
    text_free(&out);
}

static void
test_file_out_of_memory_is_told(void **state)
{
    (void)state;
    struct tight_memory tight;
    struct text out;
    const char *why = NULL;
    tight_memory_init(&tight, 0);
    text_init(&out, &tight.mem);
    assert_int_equal(
        file_read(&out, &why, in_directory("ten"), FILE_REGULAR, 100),
        BC_E_NOMEM);
    text_free(&out);
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
    failed += run_rows(&(struct row_tests){ "suggest", TABLE(suggest_rows),
                                            .test = run_suggest });
    return failed;
}

static int
run_files(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file_pipe_with_a_writer_is_read_to_its_end),
        cmocka_unit_test(test_file_closed_descriptor_reads_as_empty),
        cmocka_unit_test(test_file_out_of_memory_is_told),
    };
    return cmocka_run_group_tests_name("file", tests, make_files,
                                       remove_files) +
           run_rows(&(struct row_tests){ "files", TABLE(file_rows), run_file,
                                         NULL, NULL, make_files,
                                         remove_files });
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
        cmocka_unit_test(test_errors_past_the_end_are_only_counted),
        cmocka_unit_test(test_error_carries_its_place_and_words),
        cmocka_unit_test(test_error_words_cannot_drive_a_terminal),
        cmocka_unit_test(test_error_long_words_are_cut),
        cmocka_unit_test(test_errors_print_in_compiler_form),
        cmocka_unit_test(test_errors_print_stays_below_its_limit),
        cmocka_unit_test(test_errors_print_shows_the_first_whatever_the_limit),
    };
    return run_tables() + run_files() +
           cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
