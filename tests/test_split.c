/* Claims about batch as a part of larger machines: a stream may be split among
 * many, and each answer comes before the next record has to. */
#include "records.h"

#include "arena.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__ /* starts slowly */
#define SPLITS 8
#else
#define SPLITS 100
#endif
#define RECORDS 600
#define CUTS 3

/* ---- split runs ---- */

/* Where lines end; ends[0] is 0. Returns how many there are. */
static size_t
find_ends(size_t *ends, const struct text *lines)
{
    size_t count = 0;
    for (size_t i = 0; i < lines->len; i++) {
        if (lines->bytes[i] == '\n') {
            ends[++count] = i + 1;
        }
    }
    return count;
}

/* Every tenth is broken, every other tenth a blank line. */
static void
add_records(struct text *lines)
{
    uint64_t seed = 9;
    text_init(lines, NULL);
    for (size_t i = 0; i < RECORDS; i++) {
        struct bc_answers ans;
        random_person(&ans, &seed);
        size_t start = lines->len;
        add_record(lines, i, &ans);
        if (i % 10 == 3) {
            lines->bytes[start + next_random(&seed) % 20] = '\x80';
        } else if (i % 10 == 6) {
            text_add(lines, "\r\n");
        }
    }
}

/* All but the line number, which is the only thing that may differ. */
static void
add_without_line(struct text *out, const struct text *lines)
{
    struct out_line line;
    const char *at = text_get(lines), *end = at + lines->len;
    while (next_line(&line, &at, end)) {
        const char *from = line.bytes + strlen("{\"line\":");
        from += strspn(from, "0123456789");
        text_add_bytes(out, from, (size_t)(at - from));
    }
}

static void
add_run(struct text *out, const char *bytes, size_t len)
{
    struct ran ran;
    run_backcheck(&ran, "batch -q --tolerate-errors", bytes, len);
    assert_int_equal(ran.code, 0);
    assert_int_equal(ran.err.len, 0);
    add_without_line(out, &ran.out);
    ran_free(&ran);
}

/* Parts between cuts, one of them a single line. */
static void
choose_cuts(size_t *cuts, size_t count, uint64_t *seed)
{
    size_t one = next_random(seed) % count;
    size_t other = next_random(seed) % (count + 1);
    bool behind = other > one;
    cuts[0] = behind ? one : other;
    cuts[1] = behind ? one + 1 : one;
    cuts[2] = behind ? other : one + 1;
}

static void
expect_split(const struct text *lines, const size_t *ends, size_t count,
             const size_t *cuts, const struct text *whole)
{
    struct text joined;
    text_init(&joined, NULL);
    for (size_t part = 0; part <= CUTS; part++) {
        size_t from = part > 0 ? cuts[part - 1] : 0;
        size_t to = part < CUTS ? cuts[part] : count;
        add_run(&joined, text_get(lines) + ends[from], ends[to] - ends[from]);
    }
    if (joined.len != whole->len ||
        memcmp(text_get(&joined), text_get(whole), whole->len) != 0) {
        fail_msg("cut before lines %zu, %zu, %zu", cuts[0], cuts[1], cuts[2]);
    }
    text_free(&joined);
}

static void
test_split_runs_give_what_one_gives(void **state)
{
    (void)state;
    static size_t ends[2 * RECORDS];
    uint64_t seed = 4;
    struct text lines, whole;
    add_records(&lines);
    text_init(&whole, NULL);
    size_t count = find_ends(ends, &lines);
    assert_true(count > RECORDS);
    add_run(&whole, text_get(&lines), lines.len);
    for (size_t split = 0; split < SPLITS; split++) {
        size_t cuts[CUTS];
        choose_cuts(cuts, count, &seed);
        expect_split(&lines, ends, count, cuts, &whole);
    }
    text_free(&whole);
    text_free(&lines);
}

static void
test_split_into_single_lines_gives_what_one_run_gives(void **state)
{
    (void)state;
    static size_t ends[2 * RECORDS];
    struct text lines, whole, joined;
    add_records(&lines);
    text_init(&whole, NULL);
    text_init(&joined, NULL);
    find_ends(ends, &lines);
    const size_t some = 40;
    add_run(&whole, text_get(&lines), ends[some]);
    for (size_t i = 0; i < some; i++) {
        add_run(&joined, text_get(&lines) + ends[i], ends[i + 1] - ends[i]);
    }
    assert_string_equal(text_get(&joined), text_get(&whole));
    text_free(&joined);
    text_free(&whole);
    text_free(&lines);
}

/* ---- one that waits for each answer ---- */

struct partner {
    pid_t pid;
    int to, from;
};

static void
start_partner(struct partner *partner)
{
    int in[2], out[2];
    assert_true(pipe(in) == 0 && pipe(out) == 0);
    fflush(NULL);
    partner->pid = fork();
    assert_true(partner->pid >= 0);
    if (partner->pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        close(in[0]);
        close(in[1]);
        close(out[0]);
        close(out[1]);
        signal(SIGPIPE, SIG_DFL); /* however the tests run */
        const char *path = records_program();
        execl(path, path, "batch", (char *)NULL);
        _exit(99);
    }
    close(in[0]);
    close(out[1]);
    partner->to = in[1];
    partner->from = out[0];
}

static void
tell(const struct partner *partner, const char *bytes)
{
    size_t len = strlen(bytes);
    assert_int_equal(write(partner->to, bytes, len), len);
}

static bool
is_silent(const struct partner *partner, int wait_ms)
{
    struct pollfd wait = { .fd = partner->from, .events = POLLIN };
    return poll(&wait, 1, wait_ms) == 0;
}

/* One whole line, which must come before anything more is written. */
static void
expect_answer(const struct partner *partner, size_t number)
{
    static char answer[16384];
    size_t len = 0;
    while (len == 0 || answer[len - 1] != '\n') {
        assert_false(is_silent(partner, 20000));
        ssize_t n = read(partner->from, answer + len, sizeof(answer) - len);
        assert_true(n > 0);
        len += (size_t)n;
    }
    cJSON_Delete(check_record(&(struct out_line){ answer, len - 1 }, number));
}

static void
test_split_answer_comes_before_the_next_record_has_to(void **state)
{
    (void)state;
    struct partner partner;
    int status = 0;
    start_partner(&partner);
    for (size_t number = 1; number <= 30; number++) {
        tell(&partner, "{\"answers\":{\"legs\"");
        assert_true(number > 3 || is_silent(&partner, 20));
        tell(&partner, ":\"none\"}}\n");
        expect_answer(&partner, number);
    }
    tell(&partner, "{\"answers\":{}}"); /* the end of all is its end */
    close(partner.to);
    expect_answer(&partner, 31);
    assert_int_equal(waitpid(partner.pid, &status, 0), partner.pid);
    assert_int_equal(status, 0);
    close(partner.from);
}

static void
test_split_reader_that_leaves_ends_it_quietly(void **state)
{
    (void)state;
    struct partner partner;
    int status = 0;
    start_partner(&partner);
    close(partner.from);
    tell(&partner, "{\"answers\":{}}\n");
    assert_int_equal(waitpid(partner.pid, &status, 0), partner.pid);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGPIPE);
    close(partner.to);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split_runs_give_what_one_gives),
        cmocka_unit_test(test_split_into_single_lines_gives_what_one_run_gives),
        cmocka_unit_test(test_split_answer_comes_before_the_next_record_has_to),
        cmocka_unit_test(test_split_reader_that_leaves_ends_it_quietly),
    };
    return cmocka_run_group_tests_name("split", tests, NULL, NULL);
}
