/** One proof under way: for prove.c and the prove_*.c files. */
#ifndef PROVER_H
#define PROVER_H

#include "cube.h"
#include "prove.h"

struct prover {
    const struct bc_ruleset *rs;
    struct ways ways[QUESTIONS_MAX];
    struct proved *out;
    size_t states_max;
    question_set claimed; /* settled by the claim of the search */
    bool reduces;         /* examples, to what their failure needs */
    bool no_memory;
};

/** How grave an outcome is, as one number: level, then the shorter time. */
long prover_rank(struct outcome outcome);

struct outcome prover_outcome(long rank);

/** The gravest a rule can add to the result in the cube, and what it adds at
 * least. */
long prover_most(const struct cube *cube, const struct rule *rule);
long prover_least(const struct cube *cube, const struct rule *rule);

/** Can an open rule that asks for more be only urgent, because an answer to a
 * warning question is missing? */
bool prover_may_soften(const struct cube *cube, const struct rule *rule);

/** Is every result in the cube at least so grave? `first` is tried first,
 * and rules of which nothing is settled are left out. */
bool prover_reaches(const struct cube *cube, long rank,
                    const struct rule *first);

/** The same when nothing is left to settle, looking at every rule. */
bool prover_reaches_after_all(const struct cube *cube, long rank);

/** What a rule can come to, as the result takes it. */
truths prover_truths(const struct cube *cube, const struct rule *rule);
struct var prover_undecided(const struct cube *cube, const struct rule *rule);

/** The next thing to settle on the way to a result of this rank by any rule. */
struct var prover_any_undecided(const struct cube *cube, long rank);

/** What to settle next to know whether the cube is inside the scope. */
struct var prover_scope_undecided(const struct cube *cube);

bool prover_is_outside(const struct cube *cube);

/** What a look at a cube shows of the claim, over all its answer sets. */
enum seen {
    SEEN_HOLDS,
    SEEN_FAILS,
    SEEN_OPEN, /* settle `next` and look again */
};

/** A claim about all answer sets of a cube. */
struct search {
    enum seen (*look)(struct prover *prover, const struct search *search,
                      struct var *next);
    struct cube *cube;
    struct cube *other; /* settled alike, or the same cube */
    const struct rule *rule;
    const struct tip *tip;
    int question;
    int lacking; /* a warning question whose answer is missing */
};

/** Does the claim hold for every answer set of search->cube? Settles no more
 * than a look asks for; the cubes come back as they were. */
bool prover_search(struct prover *prover, const struct search *search);

/** It does not hold, and this shows it. */
enum seen prover_fail(struct prover *prover, const struct cube *cube,
                      const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Where a search failed with an example: leave out each answer, or set it to
 * the plainest, if the failure still shows. Changes the cubes. */
void prover_reduce(struct prover *prover, const struct search *search);

/** What the program itself says to an example; rank, or -1 when out of memory.
 */
long prover_judge(struct prover *prover, const struct bc_answers *ans);

/** "routine within 14 days" into words. */
void prover_words(char *to, size_t size, long rank);

/** Forget the answers that an interview would not ask for. */
void prover_path(struct bc_answers *ans);

/** An interview with somebody who would give these answers: how many questions
 * until it ends, and what it makes of them. */
struct told {
    size_t asked;
    question_set questions;
    bool stopped; /* by an emergency */
    struct bc_answers ans;
};
void prover_interview(struct told *told, const struct bc_answers *all);

typedef bool prove_fn(struct prover *prover);
prove_fn prove_hidden;
prove_fn prove_worse;
prove_fn prove_reach;
prove_fn prove_skip;
prove_fn prove_tips;
prove_fn prove_alarm;
prove_fn prove_stops; /* a part of prove_skip */

#endif
