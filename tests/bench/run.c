/* Runs programs by turns and compares them. A machine has moods; programs that
 * take turns share them, so the ratios hold where the times do not.
 *
 *   run ROUNDS <plan
 *
 * A plan has lines of words:
 *
 *   # text                        a heading
 *   row NAME UNITS START IN CMD...
 *       CMD reads file IN; UNITS is how many records that is. START is the name
 *       of an earlier row whose time is taken off: the start of the program.
 *       "-" takes nothing off.
 *   ratio A B GOAL...             A's time per unit over B's, and the goal
 *   memory A B GOAL...            A's peak less B's
 *
 * Each round runs every row once, output to the null device. For each row it
 * prints the medians over the rounds: wall clock and processor time (of the
 * program and all it started) in ms, and per unit, net of START, in us; and
 * the most memory any of its processes held. (That of a tiny program is the
 * runner's own: a child begins as its copy.) A ratio is taken round by round;
 * printed is the median, and in brackets the least and the most.
 */
#define _DEFAULT_SOURCE 1 /* wait4 */

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROWS_MAX 24
#define RATIOS_MAX 24
#define ROUNDS_MAX 999
#define WORDS_MAX 24

enum clock { WALL, PROCESSOR, CLOCKS };

struct row {
    const char *name, *in;
    double units;
    const struct row *start;
    char *command[WORDS_MAX];
    double seconds[CLOCKS][ROUNDS_MAX]; /* of each round */
    long peak_kib;
};

struct ratio {
    bool memory; /* a difference, of the peaks */
    const struct row *of, *to;
    char goal[160];
};

struct plan {
    struct row rows[ROWS_MAX];
    size_t row_count;
    struct ratio ratios[RATIOS_MAX];
    size_t ratio_count;
    size_t rounds;
};

static void
fail(const char *what, const char *word)
{
    fprintf(stderr, "run: %s: %s\n", what, word);
    exit(1);
}

/* ---- the plan ---- */

static const struct row *
find_row(const struct plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->row_count; i++) {
        if (strcmp(plan->rows[i].name, name) == 0) {
            return &plan->rows[i];
        }
    }
    fail("no such row", name);
    return NULL;
}

static void
add_row(struct plan *plan, char **word, size_t count)
{
    if (count < 6 || plan->row_count == ROWS_MAX) {
        fail("bad row", count > 1 ? word[1] : "");
    }
    struct row row = { .name = word[1], .units = atof(word[2]), .in = word[4] };
    if (strcmp(word[3], "-") != 0) {
        row.start = find_row(plan, word[3]);
    }
    memcpy(row.command, word + 5, (count - 5) * sizeof(*word));
    plan->rows[plan->row_count++] = row;
}

static void
add_ratio(struct plan *plan, char **word, size_t count)
{
    if (count < 3 || plan->ratio_count == RATIOS_MAX) {
        fail("bad ratio", count > 1 ? word[1] : "");
    }
    struct ratio *ratio = &plan->ratios[plan->ratio_count++];
    *ratio = (struct ratio){ .memory = word[0][0] == 'm',
                             .of = find_row(plan, word[1]),
                             .to = find_row(plan, word[2]) };
    for (size_t i = 3; i < count; i++) {
        size_t len = strlen(ratio->goal);
        snprintf(ratio->goal + len, sizeof(ratio->goal) - len, "%s%s",
                 i > 3 ? " " : "", word[i]);
    }
}

/* The words stay where they are: rows point to them. */
static void
read_plan(struct plan *plan)
{
    static char line[ROWS_MAX + RATIOS_MAX + 8][2048];
    for (size_t n = 0; n < sizeof(line) / sizeof(*line); n++) {
        char *word[WORDS_MAX], *save = NULL;
        size_t count = 0;
        if (fgets(line[n], sizeof(line[n]), stdin) == NULL) {
            return;
        }
        if (line[n][0] == '#') {
            printf("\n%s", line[n]);
            continue;
        }
        for (char *w = strtok_r(line[n], " \n", &save);
             w != NULL && count < WORDS_MAX - 1;
             w = strtok_r(NULL, " \n", &save)) {
            word[count++] = w;
        }
        if (count > 0 && strcmp(word[0], "row") == 0) {
            add_row(plan, word, count);
        } else if (count > 0 && (strcmp(word[0], "ratio") == 0 ||
                                 strcmp(word[0], "memory") == 0)) {
            add_ratio(plan, word, count);
        } else if (count > 0) {
            fail("not known here", word[0]);
        }
    }
    fail("too many lines", "plan");
}

/* ---- running ---- */

static double
seconds_of(struct timeval tv)
{
    return (double)tv.tv_sec + (double)tv.tv_usec / 1e6;
}

static double
now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void
become(const struct row *row)
{
    int in = open(row->in, O_RDONLY), out = open("/dev/null", O_WRONLY);
    if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0) {
        perror(row->in);
        _exit(127);
    }
    execvp(row->command[0], row->command);
    perror(row->command[0]);
    _exit(127);
}

static void
run_row(struct row *row, size_t round)
{
    struct rusage used;
    int status = 0;
    double began = now();
    pid_t pid = fork();
    if (pid == 0) {
        become(row);
    }
    if (pid < 0 || wait4(pid, &status, 0, &used) != pid) {
        fail("cannot run", row->name);
    }
    row->seconds[WALL][round] = now() - began;
    row->seconds[PROCESSOR][round] =
        seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fail("did not end well", row->name);
    }
    row->peak_kib =
        used.ru_maxrss > row->peak_kib ? used.ru_maxrss : row->peak_kib;
}

/* ---- figures ---- */

static double
per_unit(const struct row *row, enum clock clock, size_t round)
{
    double start = row->start ? row->start->seconds[clock][round] : 0;
    return (row->seconds[clock][round] - start) / row->units;
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double
median(double *values, size_t count)
{
    qsort(values, count, sizeof(*values), compare);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static void
print_row(const struct plan *plan, const struct row *row)
{
    printf("%-18s %8.0f", row->name, row->units);
    double net[CLOCKS];
    for (enum clock c = WALL; c < CLOCKS; c++) {
        double all[ROUNDS_MAX], unit[ROUNDS_MAX];
        for (size_t i = 0; i < plan->rounds; i++) {
            all[i] = row->seconds[c][i];
            unit[i] = per_unit(row, c, i);
        }
        net[c] = median(unit, plan->rounds);
        printf(" %9.2f", median(all, plan->rounds) * 1e3);
    }
    printf(" %9.3f %9.3f %9.1f\n", net[WALL] * 1e6, net[PROCESSOR] * 1e6,
           (double)row->peak_kib / 1024);
}

static void
print_ratio(const struct plan *plan, const struct ratio *ratio)
{
    static const char *const names[CLOCKS] = { "wall", "processor" };
    const char *sign = ratio->memory ? "-" : "/";
    printf("%s %s %s:", ratio->of->name, sign, ratio->to->name);
    for (enum clock c = WALL; !ratio->memory && c < CLOCKS; c++) {
        double values[ROUNDS_MAX];
        for (size_t i = 0; i < plan->rounds; i++) {
            values[i] = per_unit(ratio->of, c, i) / per_unit(ratio->to, c, i);
        }
        double middle = median(values, plan->rounds);
        printf(" %s %.3g [%.3g to %.3g]", names[c], middle, values[0],
               values[plan->rounds - 1]);
    }
    if (ratio->memory) {
        long more = ratio->of->peak_kib - ratio->to->peak_kib;
        printf(" %.2f MiB", (double)more / 1024);
    }
    printf("%s%s\n", ratio->goal[0] != '\0' ? "; goal: " : "", ratio->goal);
}

int
main(int argc, char **argv)
{
    static struct plan plan;
    long rounds = argc == 2 ? atol(argv[1]) : 0;
    if (rounds < 1 || rounds > ROUNDS_MAX) {
        fprintf(stderr, "usage: run ROUNDS <plan\n");
        return 2;
    }
    plan.rounds = (size_t)rounds;
    read_plan(&plan);
    fflush(stdout);
    for (size_t round = 0; round < plan.rounds; round++) {
        for (size_t i = 0; i < plan.row_count; i++) {
            run_row(&plan.rows[i], round);
        }
    }
    printf("%-18s %8s %9s %9s %9s %9s %9s\n", "", "units", "wall ms", "proc ms",
           "us/unit", "proc us", "peak MiB");
    for (size_t i = 0; i < plan.row_count; i++) {
        print_row(&plan, &plan.rows[i]);
    }
    for (size_t i = 0; i < plan.ratio_count; i++) {
        print_ratio(&plan, &plan.ratios[i]);
    }
    return 0;
}
