/* The set of reference cases is whole: each tip and each cause has its cases,
 * and so has each answer and each question that stands against a tip. That the
 * program does what they say is held by test_cases. */
#include "support.h"

#include "cond.h"

#include <string.h>

struct reference {
    const struct known_case *known;
    struct facts facts;
};

/* What must have its cases: one of them. */
struct subject {
    const struct tip *tip;
    const struct cause *cause;
};

static struct arena arena;
static struct reference *cases;
static size_t case_count;

static int
setup(void **state)
{
    const struct case_set *set = shipped_cases();
    (void)state;
    cases = arena_array(&arena, set->count, sizeof(*cases));
    assert_non_null(cases);
    case_count = set->count;
    for (size_t i = 0; i < case_count; i++) {
        cases[i].known = &set->at[i];
        facts_init(&cases[i].facts, &set->at[i].answers, FACTS_FINAL);
    }
    return 0;
}

/* ---- what a case says of a tip ---- */

static bool
is_calm(const struct reference *ref)
{
    return ref->known->level == BC_ROUTINE || ref->known->level == BC_SELF_CARE;
}

static bool
lists(const struct reference *ref, enum case_list list, const struct tip *tip)
{
    return case_lists(ref->known, list, (size_t)(tip - shipped_rules()->tips));
}

/* Named as withheld, or as not printed where nothing is. */
static bool
withholds(const struct reference *ref, const struct tip *tip)
{
    return lists(ref, CASE_WITHHELD, tip) ||
           (!is_calm(ref) && lists(ref, CASE_NOT_SHOWN, tip));
}

static bool
prints(const struct reference *ref, const struct tip *tip)
{
    return lists(ref, CASE_SHOWN, tip) || lists(ref, CASE_WARNED, tip);
}

/* It would suit her, and the case says that others come first. */
static bool
is_outranked(const struct reference *ref, const struct tip *tip)
{
    return is_calm(ref) && lists(ref, CASE_NOT_SHOWN, tip) &&
           cond_eval(tip->show_if, &ref->facts) == TRUTH_TRUE &&
           (tip->withhold_if == NULL ||
            cond_eval(tip->withhold_if, &ref->facts) == TRUTH_FALSE);
}

/* Where no tip is printed, a case that names one says what stands against it.
 */
static void
expect_reasons(const struct tip *tip)
{
    for (size_t i = 0; i < case_count; i++) {
        const struct reference *ref = &cases[i];
        if (!is_calm(ref) && lists(ref, CASE_NOT_SHOWN, tip) &&
            (tip->withhold_if == NULL ||
             cond_eval(tip->withhold_if, &ref->facts) == TRUTH_FALSE)) {
            fail_msg("nothing stands against the tip %s in the case '%s'",
                     tip->id, ref->known->name);
        }
    }
}

static void
expect_printed(const struct tip *tip)
{
    bool found = false;
    for (size_t i = 0; i < case_count; i++) {
        found |= prints(&cases[i], tip) || is_outranked(&cases[i], tip);
    }
    if (!found) {
        fail_msg("no case prints the tip %s", tip->id);
    }
}

/* ---- contraindications ---- */

/* A case that the part of a contraindication decides for this tip. */
static void
expect_withheld(const struct tip *tip, const struct cond *part,
                enum truth truth, const char *choice)
{
    bool found = false;
    for (size_t i = 0; i < case_count; i++) {
        const struct facts *facts = &cases[i].facts;
        found |= withholds(&cases[i], tip) && cond_eval(part, facts) == truth &&
                 cond_eval(tip->withhold_if, facts) == TRUTH_TRUE;
    }
    if (!found) {
        fail_msg("no case withholds the tip %s for %s %s", tip->id,
                 shipped_rules()->questions[part->question].id, choice);
    }
}

/* A case where nobody knows, because of this question. */
static void
expect_unsure(const struct tip *tip, int question)
{
    const struct question *q = &shipped_rules()->questions[question];
    bool found = q->if_not_sure.kind == STAND_IN_VALUE;
    for (size_t i = 0; i < case_count; i++) {
        const struct facts *facts = &cases[i].facts;
        found |= (lists(&cases[i], CASE_WARNED, tip) ||
                  lists(&cases[i], CASE_WITHHELD, tip) ||
                  lists(&cases[i], CASE_NOT_SHOWN, tip)) &&
                 cond_eval(tip->show_if, facts) == TRUTH_TRUE &&
                 cond_eval(tip->withhold_if, facts) == TRUTH_UNKNOWN &&
                 (cond_because(tip->withhold_if, facts) & BIT(question)) != 0;
    }
    if (!found) {
        fail_msg("no case leaves %s unknown for the tip %s", q->id, tip->id);
    }
}

static void
expect_choices(const struct tip *tip, const struct cond *cond, enum truth truth)
{
    const struct question *q = &shipped_rules()->questions[cond->question];
    struct cond one = *cond;
    for (size_t i = 0; i < q->choice_count; i++) {
        one.choices = BIT(i);
        one.not_sure = false;
        if ((cond->choices & one.choices) != 0) {
            expect_withheld(tip, &one, truth, q->choices[i].id);
        }
    }
    if (cond->not_sure) {
        one = (struct cond){ .kind = COND_CHOICE,
                             .question = cond->question,
                             .not_sure = true };
        expect_withheld(tip, &one, truth, "not_sure");
    }
}

/* `truth` is what a part must be to withhold: false behind a `not`. */
static void
expect_each(const struct tip *tip, const struct cond *cond, enum truth truth)
{
    switch (cond->kind) {
    case COND_ALL:
    case COND_ANY:
    case COND_COUNT:
        for (size_t i = 0; i < cond->count; i++) {
            expect_each(tip, cond->part[i], truth);
        }
        return;
    case COND_NOT:
        expect_each(tip, cond->part[0],
                    truth == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE);
        return;
    case COND_IS:
        expect_each(tip, shipped_rules()->conditions[cond->named].when, truth);
        return;
    case COND_CHOICE:
        expect_choices(tip, cond, truth);
        break;
    case COND_NUMBER:
        expect_withheld(tip, cond, truth, "");
        break;
    }
    expect_unsure(tip, cond->question);
}

static void
run_tip(void **state)
{
    const struct tip *tip = ((struct subject *)*state)->tip;
    expect_printed(tip);
    expect_reasons(tip);
    if (tip->withhold_if != NULL) {
        expect_each(tip, tip->withhold_if, TRUTH_TRUE);
    }
}

/* ---- causes ---- */

/* The lists of a case hold all causes, so one that is in none is not there. */
static bool
speaks_against(const struct reference *ref, const struct cause *cause)
{
    return is_calm(ref) && ref->known->lists[CASE_FITS].stated &&
           ref->known->lists[CASE_MAY_FIT].stated &&
           cond_eval(cause->must, &ref->facts) == TRUTH_TRUE &&
           cond_eval(cause->contrary, &ref->facts) == TRUTH_TRUE;
}

static void
run_cause(void **state)
{
    const struct cause *cause = ((struct subject *)*state)->cause;
    bool fits = cause->may_fit_only, may_fit = false;
    bool against = cause->contrary == NULL;
    size_t at = (size_t)(cause - shipped_rules()->causes);
    for (size_t i = 0; i < case_count; i++) {
        fits |= case_lists(cases[i].known, CASE_FITS, at);
        may_fit |= case_lists(cases[i].known, CASE_MAY_FIT, at);
        against = against || speaks_against(&cases[i], cause);
    }
    if (!fits || !may_fit || !against) {
        fail_msg("the cause %s lacks a case where %s", cause->id,
                 !fits ? "it fits" : "it may fit, or something is against it");
    }
}

static void
add_test(struct CMUnitTest *test, struct subject *subject)
{
    bool is_tip = subject->tip != NULL;
    test->name = is_tip ? subject->tip->id : subject->cause->id;
    test->test_func = is_tip ? run_tip : run_cause;
    test->initial_state = subject;
}

int
main(void)
{
    const struct bc_ruleset *rs = shipped_rules();
    size_t count = rs->tip_count + rs->cause_count;
    arena_init(&arena, NULL);
    struct subject *subjects = arena_array(&arena, count, sizeof(*subjects));
    struct CMUnitTest *tests = arena_array(&arena, count, sizeof(*tests));
    if (subjects == NULL || tests == NULL) {
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        if (i < rs->tip_count) {
            subjects[i].tip = &rs->tips[i];
        } else {
            subjects[i].cause = &rs->causes[i - rs->tip_count];
        }
        add_test(&tests[i], &subjects[i]);
    }
    int failed = _cmocka_run_group_tests("case set", tests, count, setup, NULL);
    arena_reset(&arena);
    return failed;
}
