/* The reference cases beside the shipped pack show all that coverage demands,
 * and each of them something that no other does: without it the coverage fails
 * and names what is missing, with its place, and what is suggested then closes
 * the gap. That the program does what the cases say is held by test_cases. */
#include "support.h"

#include "coverage.h"

#include <string.h>

static struct coverage coverage;

/* How all points stand with every case added. */
static struct point *all_points;

static size_t
count_points(void)
{
    size_t count = 0;
    for (size_t i = 0; i < coverage.cover_count; i++) {
        count += coverage.covers[i].point_count;
    }
    return count;
}

static void
copy_points(bool restore)
{
    struct point *at = all_points;
    for (size_t i = 0; i < coverage.cover_count; i++) {
        const struct cover *cover = &coverage.covers[i];
        size_t size = cover->point_count * sizeof(*at);
        memcpy(restore ? cover->points : at, restore ? at : cover->points,
               size);
        at += cover->point_count;
    }
}

static void
add_case(const struct known_case *known)
{
    const struct bc_assessment *as = NULL;
    assert_int_equal(bc_assess(&as, &known->answers, NULL), BC_OK);
    assert_int_equal(coverage_add(&coverage, known, as), BC_OK);
    bc_assessment_free(as);
}

static size_t
count_gaps(void)
{
    size_t gaps = 0;
    for (int kind = 0; kind < SUBJECT_COUNT; kind++) {
        struct coverage_sum sum =
            coverage_sum(&coverage, (enum subject_kind)kind);
        assert_true(sum.count > 0);
        gaps += sum.count - sum.shown;
    }
    return gaps;
}

static int
setup(void **state)
{
    const struct case_set *set = shipped_cases();
    (void)state;
    assert_int_equal(coverage_init(&coverage, shipped_rules(), NULL), BC_OK);
    for (size_t i = 0; i < set->count; i++) {
        add_case(&set->at[i]);
    }
    assert_int_equal(coverage_close(&coverage), BC_OK);
    assert_null(coverage.suggestions);
    assert_int_equal(count_gaps(), 0);
    all_points =
        arena_array(&coverage.arena, count_points(), sizeof(*all_points));
    assert_non_null(all_points);
    copy_points(false);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    coverage_free(&coverage);
    return 0;
}

/* Forget what only this case shows. */
static void
take_away(size_t index)
{
    for (size_t i = 0; i < coverage.cover_count; i++) {
        const struct cover *cover = &coverage.covers[i];
        for (size_t p = 0; p < cover->point_count; p++) {
            struct point *point = &cover->points[p];
            if (point->cases == 1 && point->first == index) {
                point->cases = 0;
                point->gap = GAP_NOT_ASKED;
            }
        }
    }
}

/* What is missing is named: something with an id, a file and a line. */
static void
expect_places(void)
{
    for (size_t i = 0; i < coverage.cover_count; i++) {
        const struct cover *cover = &coverage.covers[i];
        for (size_t p = 0; p < cover->point_count; p++) {
            if (cover->points[p].gap != GAP_NONE &&
                coverage_counts(cover, &cover->points[p])) {
                assert_int_equal(cover->points[p].gap, GAP_FOUND);
                assert_true(cover->id[0] != '\0' && cover->origin.line > 0);
                assert_non_null(strstr(cover->origin.file, ".yaml"));
            }
        }
    }
}

struct row {
    const char *name;
    size_t index;
};

static void
run_case(void **state)
{
    const struct row *row = *state;
    const struct known_case *known = &shipped_cases()->at[row->index];
    copy_points(true);
    coverage.suggestions = NULL;
    coverage.end = &coverage.suggestions;
    take_away(row->index);
    if (count_gaps() == 0) {
        fail_msg("another case shows all that this one does: %s:%u",
                 known->origin.file, known->origin.line);
    }
    assert_int_equal(coverage_close(&coverage), BC_OK);
    expect_places();
    assert_non_null(coverage.suggestions);
    for (const struct suggestion *one = coverage.suggestions; one != NULL;
         one = one->next) {
        add_case(&one->known);
    }
    assert_int_equal(count_gaps(), 0);
}

int
main(void)
{
    const struct case_set *set = shipped_cases();
    struct arena arena;
    arena_init(&arena, NULL);
    struct row *rows = arena_array(&arena, set->count, sizeof(*rows));
    if (rows == NULL) {
        return 1;
    }
    for (size_t i = 0; i < set->count; i++) {
        rows[i] = (struct row){ set->at[i].name, i };
    }
    int failed = run_rows(&(struct row_tests){ "case set", rows, set->count,
                                               sizeof(*rows), run_case, NULL,
                                               NULL, setup, teardown });
    arena_reset(&arena);
    return failed;
}
