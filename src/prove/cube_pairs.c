/* Owns what becomes of a condition when one answer changes, in all the answer
 * sets of two cubes that are otherwise settled alike. */
#include "cube.h"

/* ---- pairs ---- */

#define TRUTHS 3
#define PAIRS (TRUTHS * TRUTHS)
#define PAIRS_ALL ((1U << PAIRS) - 1)
#define PAIRS_SAME (PAIR(0, 0) | PAIR(1, 1) | PAIR(2, 2))
#define PAIRS_UP (PAIRS_SAME | PAIR(0, 1) | PAIR(0, 2) | PAIR(1, 2))
#define PAIRS_DOWN (PAIRS_SAME | PAIR(1, 0) | PAIR(2, 0) | PAIR(2, 1))

/* Any of these before with any of those after. */
static pairs
pairs_of(truths from, truths to)
{
    pairs set = 0;
    for (unsigned was = 0; was < TRUTHS; was++) {
        set |= (from & CAN(was)) != 0 ? to << (TRUTHS * was) : 0;
    }
    return set;
}

/* What there is before, and after. */
static truths
before(pairs set)
{
    truths from = 0;
    for (unsigned was = 0; was < TRUTHS; was++) {
        from |= (set & (CAN_ALL << (TRUTHS * was))) != 0 ? CAN(was) : 0;
    }
    return from;
}

static truths
after(pairs set)
{
    return (set | set >> TRUTHS | set >> (2 * TRUTHS)) & CAN_ALL;
}

static pairs
negated(pairs set)
{
    pairs to = 0;
    for (unsigned i = 0; i < PAIRS; i++) {
        to |= (set & (1U << i)) != 0 ? 1U << (PAIRS - 1 - i) : 0;
    }
    return to;
}

/* Both must hold: the lesser before and the lesser after. */
static pairs
both(pairs a, pairs b)
{
    pairs set = 0;
    for (unsigned i = 0; i < PAIRS; i++) {
        for (unsigned k = 0; k < PAIRS && (a & (1U << i)) != 0; k++) {
            unsigned was = i / TRUTHS < k / TRUTHS ? i / TRUTHS : k / TRUTHS;
            unsigned is = i % TRUTHS < k % TRUTHS ? i % TRUTHS : k % TRUTHS;
            set |= (b & (1U << k)) != 0 ? PAIR(was, is) : 0;
        }
    }
    return set;
}

/* ---- leaves ---- */

/* The question itself, given in both: is the leaf the same in each pair? What
 * is picked beside what they differ in is the same, but for what stands alone.
 */
static bool
same_given(const struct cube *from, const struct cube *to,
           const struct cond *cond)
{
    int q = cond->question;
    choice_set yes = from->yes[q] ^ to->yes[q];
    choice_set open = from->open[q] ^ to->open[q];
    choice_set alone = question_alone(&from->rs->questions[q]);
    if (cond->kind != COND_CHOICE || from->manner[q] != MANNER_GIVEN ||
        to->manner[q] != MANNER_GIVEN || from->forced != to->forced) {
        return false;
    }
    if (from->open[q] == 0 && to->open[q] == 0) {
        return ((from->yes[q] & cond->choices) != 0) ==
               ((to->yes[q] & cond->choices) != 0);
    }
    return (cond->choices & (yes | open | alone)) == 0;
}

static bool
same_asked(const struct cube *from, const struct cube *to, int other,
           enum view view, int question)
{
    const struct cond *when = from->rs->questions[other].ask_when;
    if (when == NULL || (from->forced & to->forced & BIT(other)) != 0 ||
        (view == VIEW_GIVEN && !from->at_terminal)) {
        return true;
    }
    view = view == VIEW_GIVEN ? VIEW_PATH : view; /* as cube_asked */
    if ((from->early & BIT(other)) != 0) {
        return (cond_reads(from->rs, when) & from->touched[question]) == 0;
    }
    return (cube_pairs(from, to, when, view, question) & ~PAIRS_SAME) == 0;
}

/* Is this question, not the one they differ in, the same in each pair? */
static bool
same_question(const struct cube *from, const struct cube *to, int other,
              enum view view, int question)
{
    int follow_up = from->rs->questions[other].narrowed_by;
    bool narrowed = follow_up >= 0 && from->manner[other] != MANNER_GIVEN &&
                    from->manner[other] != MANNER_MISSING;
    return other != question && same_asked(from, to, other, view, question) &&
           (!narrowed || (follow_up != question &&
                          same_asked(from, to, follow_up, view, question)));
}

/* Is a part that looks at questions the same in each pair? */
static bool
same_leaf(const struct cube *from, const struct cube *to,
          const struct cond *cond, enum view view, int question)
{
    if (cond->question == question && same_given(from, to, cond)) {
        return true;
    }
    bool same = same_question(from, to, cond->question, view, question);
    const struct bound *const ends[] = { &cond->low, &cond->high };
    for (size_t i = 0; i < ARRAY_LEN(ends) && same; i++) {
        same = !ends[i]->set || ends[i]->question < 0 ||
               same_question(from, to, ends[i]->question, view, question);
    }
    return same;
}

static pairs
leaf_pairs(const struct cube *from, const struct cube *to,
           const struct cond *cond, enum view view, int question)
{
    pairs set =
        pairs_of(cube_range(from, cond, view), cube_range(to, cond, view));
    bool one = (set & (set - 1)) == 0;
    return !one && same_leaf(from, to, cond, view, question) ? set & PAIRS_SAME
                                                             : set;
}

/* ---- conditions ---- */

/* All must hold; or any, which is that not all fail. */
static pairs
joined_pairs(const struct cube *from, const struct cube *to,
             const struct cond *cond, enum view view, int question)
{
    bool any = cond->kind == COND_ANY;
    pairs set = PAIR(TRUTH_TRUE, TRUTH_TRUE);
    for (size_t i = 0; i < cond->count && set != PAIR(TRUTH_FALSE, TRUTH_FALSE);
         i++) {
        pairs part = cube_pairs(from, to, cond->part[i], view, question);
        set = both(set, any ? negated(part) : part);
    }
    return any ? negated(set) : set;
}

/* A count is at least as true when its parts are. */
static pairs
counted_pairs(const struct cube *from, const struct cube *to,
              const struct cond *cond, enum view view, int question)
{
    struct tally a = { { 0 } }, b = { { 0 } };
    pairs seen = 0, set = PAIRS_ALL;
    const pairs ways[] = { PAIRS_UP, PAIRS_DOWN };
    for (size_t i = 0; i < cond->count; i++) {
        pairs part = cube_pairs(from, to, cond->part[i], view, question);
        a.of[before(part)]++;
        b.of[after(part)]++;
        seen |= part;
    }
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        set &= (seen & ~ways[i]) == 0 ? ways[i] : PAIRS_ALL;
    }
    return set & pairs_of(cube_tally(&a, cond), cube_tally(&b, cond));
}

pairs
cube_pairs(const struct cube *from, const struct cube *to,
           const struct cond *cond, enum view view, int question)
{
    switch (cond->kind) {
    case COND_ALL:
    case COND_ANY:
        return joined_pairs(from, to, cond, view, question);
    case COND_COUNT:
        return counted_pairs(from, to, cond, view, question);
    case COND_NOT:
        return negated(cube_pairs(from, to, cond->part[0], view, question));
    case COND_IS:
        return cube_pairs(from, to, from->rs->conditions[cond->named].when,
                          view, question);
    case COND_CHOICE:
    case COND_NUMBER:
        return leaf_pairs(from, to, cond, view, question);
    }
    return PAIRS_ALL;
}

/* A part that is not the same in both tells most; then what stands beside it.
 */
struct var
cube_unlike(const struct cube *from, const struct cube *to,
            const struct cond *cond, enum view view, int question)
{
    struct var var = { -1, -1 };
    if (cond->kind == COND_IS) {
        return cube_unlike(from, to, from->rs->conditions[cond->named].when,
                           view, question);
    }
    if ((cube_pairs(from, to, cond, view, question) & ~PAIRS_SAME) == 0) {
        return var;
    }
    for (size_t i = 0; i < cond->count && var.question < 0; i++) {
        var = cube_unlike(from, to, cond->part[i], view, question);
    }
    if (var.question < 0 && cond->count == 0) {
        var = cube_undecided(from, cond, view);
    }
    return var.question < 0 ? cube_undecided(to, cond, view) : var;
}
