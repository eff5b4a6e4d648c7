/* Claims about streams, through the real program: each record is judged as
 * `check` judges it, whatever stands around it. */
#include "records.h"

#include "arena.h"
#include "stream.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__ /* starts slowly */
#define CHECKED 10
#else
#define CHECKED 60
#endif
#define BLANK_LINES 4

/* ---- the same as check ---- */

/* What a record and a result of check have in common, as words. */
static void
summarise(struct text *out, const cJSON *result)
{
    static const char *const values[] = { "status", "level", "within_days",
                                          "pack" };
    static const char *const lists[] = { "findings", "not_ruled_out", "tips",
                                         "withheld", "unanswered" };
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        char *value = cJSON_PrintUnformatted(
            cJSON_GetObjectItemCaseSensitive(result, values[i]));
        assert_non_null(value);
        text_addf(out, "%s %s\n", values[i], value);
        cJSON_free(value);
    }
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        text_add(out, lists[i]);
        add_ids(out, cJSON_GetObjectItemCaseSensitive(result, lists[i]),
                i == 0 ? "holds" : NULL);
        text_add(out, "\n");
    }
}

static void
summarise_check(struct text *out, const struct bc_answers *ans)
{
    struct text answers;
    struct ran ran;
    text_init(&answers, NULL);
    add_answers(&answers, ans);
    run_backcheck(&ran, "check --json --allow-missing", text_get(&answers),
                  answers.len);
    cJSON *result = cJSON_ParseWithLength(text_get(&ran.out), ran.out.len);
    assert_non_null(result);
    summarise(out, result);
    cJSON_Delete(result);
    ran_free(&ran);
    text_free(&answers);
}

static void
test_batch_says_what_check_says(void **state)
{
    (void)state;
    static struct bc_answers ans[CHECKED];
    uint64_t seed = 20261122;
    struct text lines;
    struct ran ran;
    struct out_line line;
    text_init(&lines, NULL);
    for (size_t i = 0; i < CHECKED; i++) {
        random_person(&ans[i], &seed);
        add_record(&lines, i, &ans[i]);
    }
    run_backcheck(&ran, "batch", text_get(&lines), lines.len);
    assert_int_equal(ran.code, 0);
    const char *at = text_get(&ran.out), *end = at + ran.out.len;
    for (size_t i = 0; i < CHECKED; i++) {
        struct text batch, check;
        text_init(&batch, NULL);
        text_init(&check, NULL);
        assert_true(next_line(&line, &at, end));
        cJSON *record = check_record(&line, i + 1);
        summarise(&batch, record);
        summarise_check(&check, &ans[i]);
        assert_string_equal(text_get(&batch), text_get(&check));
        cJSON_Delete(record);
        text_free(&batch);
        text_free(&check);
    }
    ran_free(&ran);
    text_free(&lines);
}

/* ---- a stream that wants to do harm ---- */

struct hostile {
    struct text lines;
    uint64_t seed;
    size_t count;
    bool good[4000]; /* line is a plain record; from 1 */
};

static void
add_good(struct hostile *to)
{
    struct bc_answers ans;
    random_person(&ans, &to->seed);
    assert_true(to->count + 1 < ARRAY_LEN(to->good));
    add_record(&to->lines, ++to->count, &ans);
    to->good[to->count] = true;
}

/* One line of any bytes but line feeds, which become blanks; a plain record
 * behind it. */
static void
add_bad(struct hostile *to, const char *bytes, size_t len)
{
    size_t start = to->lines.len;
    text_add_bytes(&to->lines, bytes, len);
    for (size_t i = start; i < to->lines.len; i++) {
        to->lines.bytes[i] =
            to->lines.bytes[i] == '\n' ? ' ' : to->lines.bytes[i];
    }
    text_add(&to->lines, "\n");
    to->count++;
    add_good(to);
}

static void
add_bad_files(struct hostile *to)
{
    DIR *dir = opendir("tests/bad");
    assert_non_null(dir);
    for (const struct dirent *entry = readdir(dir); entry != NULL;
         entry = readdir(dir)) {
        char path[300];
        size_t len = 0;
        snprintf(path, sizeof(path), "tests/bad/%s", entry->d_name);
        if (strstr(entry->d_name, ".yaml") != NULL) {
            char *bytes = read_whole(path, &len);
            add_bad(to, len > 0 ? bytes : "?", len > 0 ? len : 1);
            free(bytes);
        }
    }
    closedir(dir);
}

/* Much of one thing, which may be what is hard to read. */
static void
add_much(struct hostile *to, const char *begin, const char *part, size_t size)
{
    struct text line;
    text_init(&line, NULL);
    text_add(&line, begin);
    while (line.len < size) {
        text_add(&line, part);
    }
    add_bad(to, text_get(&line), line.len);
    text_free(&line);
}

static void
add_random(struct hostile *to)
{
    for (int i = 0; i < 200; i++) {
        char bytes[64] = "{";
        for (size_t at = 1; at < sizeof(bytes); at++) {
            bytes[at] = (char)next_random(&to->seed);
        }
        add_bad(to, bytes, sizeof(bytes));
    }
}

/* One record in ten with one byte that is another. */
static void
add_tenth(struct hostile *to)
{
    for (int i = 0; i < 100; i++) {
        size_t start = to->lines.len;
        add_good(to);
        size_t at =
            start + next_random(&to->seed) % (to->lines.len - start - 1);
        to->lines.bytes[at] = (char)(128 | next_random(&to->seed));
        to->good[to->count] = false;
        for (int more = 0; more < 9; more++) {
            add_good(to);
        }
    }
}

static void
build_hostile(struct hostile *to)
{
    *to = (struct hostile){ .seed = 77 };
    text_init(&to->lines, NULL);
    add_bad_files(to);
    add_much(to, "", "x", 2 * STREAM_LINE_MAX);
    add_much(to, "", "[", STREAM_LINE_MAX - 10);
    add_much(to, "{\"answers\":", "{\"a\":", 2 * STREAM_LINE_MAX);
    add_much(to, "{\"id\":\"", "\\u00e9", 2 * STREAM_LINE_MAX);
    add_much(to, "{\"answers\":{\"", "\xFF", STREAM_LINE_MAX - 10);
    add_much(to, "{\"answers\":{\"a\":1", ",\"a\":1", STREAM_LINE_MAX / 8);
    add_much(to, "{\"a\":1", ",\"a\":1", STREAM_LINE_MAX / 8);
    add_bad(to, BYTES("\0"));
    add_bad(to, BYTES("\0\0\0{\"answers\":{}}"));
    add_bad(to, BYTES("{\"answers\":{}}\0"));
    add_bad(to, BYTES("\xEF\xBB\xBF\xEF\xBB\xBF{"));
    add_random(to);
    add_tenth(to);
    add_much(to, "{\"answers\":{\"legs\":\"none\"}}", " ", 2 * STREAM_LINE_MAX);
    add_much(to, "", " ", 2 * STREAM_LINE_MAX); /* and whatever is behind */
    text_add(&to->lines, "\r\n  \n\t\r\n\n");
    to->count += BLANK_LINES;
    text_add(&to->lines, "{\"answers\":{\"fever\":\"t38\"");
}

static void
test_batch_hostile_lines_are_answered_in_their_place(void **state)
{
    (void)state;
    static struct hostile hostile;
    struct ran ran;
    struct out_line line;
    build_hostile(&hostile);
    assert_true(hostile.count + 1 < ARRAY_LEN(hostile.good));
    run_backcheck(&ran, "batch", text_get(&hostile.lines), hostile.lines.len);
    assert_int_equal(ran.code, 3);
    assert_true(ran.err.len < 200);
    const char *at = text_get(&ran.out), *end = at + ran.out.len;
    for (size_t number = 1; number <= hostile.count + 1; number++) {
        if (number + BLANK_LINES > hostile.count && number <= hostile.count) {
            continue;
        }
        assert_true(next_line(&line, &at, end));
        cJSON *record = check_record(&line, number);
        if (record_has_error(record) == hostile.good[number]) {
            fail_msg("line %zu: %.*s", number, (int)line.len, line.bytes);
        }
        cJSON_Delete(record);
    }
    assert_ptr_equal(at, end);
    ran_free(&ran);
    text_free(&hostile.lines);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_batch_says_what_check_says),
        cmocka_unit_test(test_batch_hostile_lines_are_answered_in_their_place),
    };
    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
