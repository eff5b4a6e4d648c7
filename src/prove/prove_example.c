/* Owns the answers that show a failure, and leaves out of them what the failure
 * does not need. */
#include "prover.h"

#include <stdarg.h>
#include <stdio.h>

enum seen
prover_fail(struct prover *prover, const struct cube *cube, const char *format,
            ...)
{
    struct proved *out = prover->out;
    va_list args;
    va_start(args, format);
    vsnprintf(out->why, sizeof(out->why), format, args);
    va_end(args);
    if (cube != NULL) {
        out->has_example = true;
        cube_example(&out->example, cube);
    }
    return SEEN_FAILS;
}

long
prover_judge(struct prover *prover, const struct bc_answers *ans)
{
    const struct bc_assessment *as = NULL;
    if (assess(&as, ans, FACTS_FINAL, NULL) != BC_OK) {
        prover->no_memory = true;
        return -1;
    }
    long rank = prover_rank(as->outcome);
    bc_assessment_free(as);
    return rank;
}

/* ---- what it needs ---- */

static bool
still_fails(struct prover *prover, const struct search *search)
{
    const struct cube *cubes[] = { search->cube, search->other };
    struct var next = { -1, -1 };
    for (size_t i = 0; i < ARRAY_LEN(cubes); i++) {
        if (prover_scope_undecided(cubes[i]).question >= 0 ||
            prover_is_outside(cubes[i])) {
            return false;
        }
    }
    return search->look(prover, search, &next) == SEEN_FAILS;
}

/* At a terminal nothing is missing but what is not asked. */
static bool
can_leave_out(const struct cube *cube, int question)
{
    return !cube->at_terminal ||
           cube_asked(cube, question, VIEW_PATH) == CAN(TRUTH_FALSE);
}

static bool
leave_out(const struct search *search, int question)
{
    if (!can_leave_out(search->cube, question) ||
        !can_leave_out(search->other, question)) {
        return false;
    }
    cube_leave(search->cube, question, MANNER_MISSING);
    cube_leave(search->other, question, MANNER_MISSING);
    return true;
}

/* The answer of somebody with nothing wrong. */
static bool
make_plain(const struct search *search, int question)
{
    struct bc_answers plain;
    cube_forget(search->cube, question);
    cube_example(&plain, search->cube);
    const struct answer *answer = &plain.of[question];
    if (answer->state != ANSWER_GIVEN) {
        return false;
    }
    cube_give(search->cube, question, answer->choices, answer->number);
    cube_give(search->other, question, answer->choices, answer->number);
    return true;
}

typedef bool ease_fn(const struct search *search, int question);

/* Change one answer. As it was, if that no longer shows the failure. */
static bool
try_to(ease_fn *ease, struct prover *prover, const struct search *search,
       int question)
{
    struct saved one, two;
    cube_save(&one, search->cube, question);
    cube_save(&two, search->other, question);
    bool eased = ease(search, question) && still_fails(prover, search);
    if (!eased) {
        cube_restore(search->cube, question, &one);
        cube_restore(search->other, question, &two);
    }
    return eased;
}

void
prover_reduce(struct prover *prover, const struct search *search)
{
    for (size_t i = prover->rs->question_count; i-- > 0;) {
        /* What stands in for no answer may be the fault itself: left out is
         * only what need not be given. */
        if ((prover->claimed & BIT(i)) == 0 &&
            try_to(make_plain, prover, search, (int)i)) {
            try_to(leave_out, prover, search, (int)i);
        }
    }
    /* A last look, for the words and the answers. */
    still_fails(prover, search);
}
