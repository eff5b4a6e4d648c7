/* Claims about lines of a stream: the same however the bytes arrive, cut when
 * too long, in memory that was taken once. */
#include "support.h"

#include "stream.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How bytes arrive: some were read before, then pieces of one size, the first
 * of which may be shorter. */
struct arrival {
    size_t before, first, piece;
};

/* ---- what should come out ---- */

static void
describe(struct text *out, const struct stream_line *line)
{
    text_addf(out, "%zu%s ", line->number, line->cut ? " cut" : "");
    text_add_bytes(out, line->bytes, line->len);
    text_add(out, "|");
}

/* The plain way to do the same, with all bytes in hand. */
static void
split_plainly(struct text *out, const char *bytes, size_t len)
{
    size_t number = 0, next = 0;
    for (size_t at = 0; at < len; at = next) {
        const char *feed = memchr(bytes + at, '\n', len - at);
        size_t end = feed != NULL ? (size_t)(feed - bytes) : len;
        next = end + 1;
        if (++number == 1 && end >= 3 &&
            memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
            at += 3;
        }
        end -= end > at && bytes[end - 1] == '\r' ? 1 : 0;
        bool cut = end - at > STREAM_LINE_MAX;
        describe(out, &(struct stream_line){ bytes + at,
                                             cut ? STREAM_LINE_MAX : end - at,
                                             number, cut });
    }
}

/* ---- what does come out ---- */

static void
take_all(struct text *out, struct stream *stream)
{
    const char *why = NULL;
    struct stream_line line;
    assert_int_equal(stream_fill(stream, &why), BC_OK);
    while (stream_take(stream, &line)) {
        describe(out, &line);
    }
}

static void
stream_bytes(struct text *out, const char *bytes, size_t len,
             const struct arrival *how)
{
    struct text first;
    struct stream stream;
    struct tight_memory tight;
    int ends[2];
    tight_memory_init(&tight, 1);
    text_init(&first, NULL);
    size_t at = how->before < len ? how->before : len;
    text_add_bytes(&first, bytes, at);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(stream_init(&stream, ends[0], &first, &tight.mem), BC_OK);
    size_t piece = how->first;
    while (at < len) {
        piece = piece < len - at ? piece : len - at;
        assert_int_equal(write(ends[1], bytes + at, piece), piece);
        take_all(out, &stream);
        assert_false(stream.ended);
        at += piece;
        piece = how->piece;
    }
    close(ends[1]);
    take_all(out, &stream);
    assert_true(stream.ended);
    stream_free(&stream);
    assert_int_equal(tight.in_use, 0);
    close(ends[0]);
    text_free(&first);
}

static void
expect_same(const char *bytes, size_t len, const struct arrival *how)
{
    struct text want, got;
    text_init(&want, NULL);
    text_init(&got, NULL);
    split_plainly(&want, bytes, len);
    stream_bytes(&got, bytes, len, how);
    if (want.len != got.len ||
        memcmp(text_get(&want), text_get(&got), want.len) != 0) {
        fail_msg("%zu bytes, %zu before, %zu first, then %zu: '%.60s'", len,
                 how->before, how->first, how->piece, text_get(&got));
    }
    text_free(&want);
    text_free(&got);
}

static void
expect_lines(const char *bytes, size_t len, const char *lines)
{
    struct text got;
    text_init(&got, NULL);
    stream_bytes(&got, bytes, len, &(struct arrival){ 0, 1000, 1000 });
    assert_string_equal(text_get(&got), lines);
    text_free(&got);
}

/* ---- lines ---- */

static struct sample {
    const char *name, *bytes, *lines;
} samples[] = {
    { "test_stream_of_nothing_has_no_lines", "", "" },
    { "test_stream_line_feed_ends_a_line", "a\nb\n", "1 a|2 b|" },
    { "test_stream_last_line_may_lack_its_end", "a\nb", "1 a|2 b|" },
    { "test_stream_empty_lines_count", "\n\na\n\n", "1 |2 |3 a|4 |" },
    { "test_stream_cr_before_the_end_is_left_out", "a\r\n\r\nb\r",
      "1 a|2 |3 b|" },
    { "test_stream_other_crs_stay", "a\rb\r\r\n\rc\n", "1 a\rb\r|2 \rc|" },
    { "test_stream_first_mark_is_left_out",
      "\xEF\xBB\xBF"
      "a\nb\n",
      "1 a|2 b|" },
    { "test_stream_mark_alone_is_an_empty_line", "\xEF\xBB\xBF", "1 |" },
    { "test_stream_second_mark_stays",
      "\xEF\xBB\xBF\xEF\xBB\xBF"
      "a\n\xEF\xBB\xBF"
      "b",
      "1 \xEF\xBB\xBF"
      "a|2 \xEF\xBB\xBF"
      "b|" },
    { "test_stream_part_of_a_mark_stays", "\xEF\xBB\na", "1 \xEF\xBB|2 a|" },
};

static void
test_sample(void **state)
{
    const struct sample *sample = *state;
    expect_lines(sample->bytes, strlen(sample->bytes), sample->lines);
}

static const char mixed[] = "\xEF\xBB\xBF{\"a\": 1}\r\n\r\n\n\0\0\n"
                            "b\0c\r\r\n\xEF\xBB\xBF\xC3\xA9\n \nlast\r";

static void
test_stream_nul_bytes_are_bytes_of_a_line(void **state)
{
    (void)state;
    struct text got;
    text_init(&got, NULL);
    stream_bytes(&got, "a\0b\n\0\nc", 7, &(struct arrival){ 0, 7, 7 });
    assert_int_equal(got.len, 14);
    assert_memory_equal(text_get(&got), "1 a\0b|2 \0|3 c|", 14);
    text_free(&got);
}

static void
test_stream_is_the_same_however_it_is_cut_in_two(void **state)
{
    (void)state;
    size_t len = sizeof(mixed) - 1;
    for (size_t before = 0; before <= len; before++) {
        for (size_t at = 1; at <= len; at++) {
            expect_same(mixed, len, &(struct arrival){ before, at, len });
        }
    }
}

static void
test_stream_is_the_same_byte_by_byte(void **state)
{
    (void)state;
    for (size_t piece = 1; piece < sizeof(mixed); piece++) {
        expect_same(mixed, sizeof(mixed) - 1,
                    &(struct arrival){ 0, piece, piece });
    }
}

/* ---- long lines ---- */

/* One long line with something on either side of it. */
static char *
long_line(size_t *len, const char *before, size_t size, const char *after)
{
    *len = strlen(before) + size + strlen(after);
    char *bytes = malloc(*len + 1);
    assert_non_null(bytes);
    strcpy(bytes, before);
    memset(bytes + strlen(before), 'x', size);
    strcpy(bytes + strlen(before) + size, after);
    return bytes;
}

static void
expect_long(const char *before, size_t size, const char *after,
            const struct arrival *how)
{
    size_t len = 0;
    char *bytes = long_line(&len, before, size, after);
    expect_same(bytes, len, how);
    free(bytes);
}

static void
test_stream_long_lines_are_cut(void **state)
{
    (void)state;
    static const size_t sizes[] = { STREAM_LINE_MAX - 1, STREAM_LINE_MAX,
                                    STREAM_LINE_MAX + 1, STREAM_LINE_MAX + 2,
                                    2 * STREAM_LINE_MAX };
    static const char *const ends[] = { "", "\n", "\r\n", "\nnext\nlast",
                                        "\r\nnext\r\n" };
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        for (size_t e = 0; e < ARRAY_LEN(ends); e++) {
            const struct arrival how = { 0, 60000, 65536 };
            expect_long("a\n", sizes[i], ends[e], &how);
            expect_long("\xEF\xBB\xBF", sizes[i], ends[e], &how);
        }
    }
}

/* The buffer may hold any number of bytes when it is seen that a line is too
 * long; what counts is the line. */
static void
test_stream_where_a_long_line_is_cut_in_two_means_nothing(void **state)
{
    (void)state;
    static const char *const marks[] = { "", "\xEF\xBB\xBF" };
    for (size_t more = 0; more < 3; more++) {
        for (size_t first = 1; first <= 8; first++) {
            for (size_t m = 0; m < ARRAY_LEN(marks); m++) {
                const struct arrival how = { 0, first, 65536 };
                expect_long(marks[m], STREAM_LINE_MAX + more, "\r\nb", &how);
                expect_long(marks[m], STREAM_LINE_MAX + more, "\rb\nc", &how);
                expect_long(marks[m], 2 * STREAM_LINE_MAX + more, "\nb", &how);
            }
        }
    }
}

static void
test_stream_long_lines_follow_each_other(void **state)
{
    (void)state;
    size_t len = 0;
    char *bytes = long_line(&len, "", 4 * STREAM_LINE_MAX, "");
    bytes[STREAM_LINE_MAX + 10] = '\n';
    bytes[STREAM_LINE_MAX + 12] = '\n';
    bytes[3 * STREAM_LINE_MAX] = '\n';
    expect_same(bytes, len, &(struct arrival){ 10, 65536, 65536 });
    free(bytes);
}

/* ---- failures ---- */

static void
expect_read_error(int fd, const char *clause)
{
    struct stream stream;
    const char *why = NULL;
    assert_int_equal(stream_init(&stream, fd, NULL, NULL), BC_OK);
    assert_int_equal(stream_fill(&stream, &why), BC_E_IO);
    assert_string_equal(why, clause);
    assert_false(stream.ended);
    stream_free(&stream);
}

static void
test_stream_that_cannot_be_read_says_why(void **state)
{
    (void)state;
    int fd = open(".", O_RDONLY);
    expect_read_error(fd, "is a directory");
    close(fd);
    expect_read_error(fd, "could not be read");
}

static void
test_stream_without_memory_is_an_error(void **state)
{
    (void)state;
    struct stream stream;
    struct tight_memory tight;
    tight_memory_init(&tight, 0);
    assert_int_equal(stream_init(&stream, -1, NULL, &tight.mem), BC_E_NOMEM);
    assert_int_equal(tight.in_use, 0);
}

int
main(void)
{
    static const struct CMUnitTest claims[] = {
        cmocka_unit_test(test_stream_nul_bytes_are_bytes_of_a_line),
        cmocka_unit_test(test_stream_is_the_same_however_it_is_cut_in_two),
        cmocka_unit_test(test_stream_is_the_same_byte_by_byte),
        cmocka_unit_test(test_stream_long_lines_are_cut),
        cmocka_unit_test(
            test_stream_where_a_long_line_is_cut_in_two_means_nothing),
        cmocka_unit_test(test_stream_long_lines_follow_each_other),
        cmocka_unit_test(test_stream_that_cannot_be_read_says_why),
        cmocka_unit_test(test_stream_without_memory_is_an_error),
    };
    int failed = run_rows(
        &(struct row_tests){ "stream", TABLE(samples), .test = test_sample });
    return failed +
           cmocka_run_group_tests_name("stream claims", claims, NULL, NULL);
}
