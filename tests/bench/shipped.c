/* Owns records for the shipped pack. Questions, choices and the path through
 * them come from the pack itself: what a person would be asked is answered,
 * mostly with the mild choices, so that most records end in a visit or at home.
 * No pack, no number here: a new question is answered as soon as it is there.
 */
#include "shipped.h"

#include "chance.h"
#include "facts.h"

#include <string.h>

/* Of a hundred: answers left out or not sure, records whose keys are in another
 * order, second picks; mild answers to warning questions and to others. */
#define LEFT_OUT 3
#define NOT_SURE 2
#define SHUFFLED 10
#define SECOND_PICK 40
#define MILD_WARNING 99
#define MILD_OTHER 90

/* No number is above this: weeks, most often. */
#define NUMBER_MAX 52

/* The choices of each question that a well person picks. */
struct mild {
    choice_set of[QUESTIONS_MAX];
};

static void
strike_out(struct mild *mild, const struct bc_ruleset *rs,
           const struct cond *cond)
{
    if (cond->kind == COND_CHOICE) {
        mild->of[cond->question] &= ~cond->choices;
    } else if (cond->kind == COND_IS) {
        strike_out(mild, rs, rs->conditions[cond->named].when);
    }
    for (size_t i = 0; i < cond->count; i++) {
        strike_out(mild, rs, cond->part[i]);
    }
}

/* Those that the pack calls worse than no other, and among them, if there are
 * any, those that neither a rule for today or now nor the scope looks for. */
static void
find_mild(struct mild *mild, const struct bc_ruleset *rs)
{
    struct mild unread;
    memset(&unread, 0xff, sizeof(unread));
    if (rs->out_of_scope != NULL) {
        strike_out(&unread, rs, rs->out_of_scope);
    }
    for (size_t i = 0; i < rs->rule_count; i++) {
        if (rs->rules[i].outcome.level >= BC_URGENT) {
            strike_out(&unread, rs, rs->rules[i].when);
        }
    }
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct question *q = &rs->questions[i];
        choice_set all = BIT(q->choice_count) - 1, least = all;
        for (size_t c = 0; q->worse.after != NULL && c < q->choice_count; c++) {
            least &= ~q->worse.after[c];
        }
        least = least != 0 ? least : all;
        choice_set both = least & unread.of[i];
        mild->of[i] = both != 0 ? both : least;
    }
}

static choice_set
pick_one(struct chance *chance, choice_set among)
{
    size_t count = 0, at[CHOICES_MAX];
    for (size_t i = 0; i < CHOICES_MAX; i++) {
        if ((among & BIT(i)) != 0) {
            at[count++] = i;
        }
    }
    return count > 0 ? BIT(at[chance_pick(chance, count)]) : 0;
}

static choice_set
pick_choices(struct chance *chance, const struct question *q, choice_set mild)
{
    choice_set all = BIT(q->choice_count) - 1, alone = question_alone(q);
    bool warning = q->if_missing.kind == STAND_IN_INCOMPLETE;
    unsigned often = warning ? MILD_WARNING : MILD_OTHER;
    choice_set best = alone != 0 ? alone : mild, others = all & ~best;
    choice_set among =
        others == 0 || chance_percent(chance, often) ? best : others;
    choice_set picks = pick_one(chance, among);
    if (q->type == QUESTION_MULTI && chance_percent(chance, SECOND_PICK)) {
        picks |= pick_one(chance, among);
    }
    return choices_kept(q, picks);
}

/* Small numbers are more frequent than large ones. */
static long
pick_number(struct chance *chance, const struct question *q)
{
    long max = q->max < NUMBER_MAX ? q->max : NUMBER_MAX;
    long one = (long)chance_pick(chance, (size_t)(max - q->min + 1));
    long two = (long)chance_pick(chance, (size_t)(max - q->min + 1));
    return q->min + (one < two ? one : two);
}

static struct answer
pick_answer(struct chance *chance, const struct question *q, choice_set mild)
{
    if (q->terminal_only || chance_percent(chance, LEFT_OUT)) {
        return (struct answer){ .state = ANSWER_NOT_GIVEN };
    }
    if (chance_percent(chance, NOT_SURE)) {
        return (struct answer){ .state = ANSWER_NOT_SURE };
    }
    struct answer answer = { .state = ANSWER_GIVEN };
    if (q->type == QUESTION_NUMBER) {
        answer.number = pick_number(chance, q);
    } else {
        answer.choices = pick_choices(chance, q, mild);
    }
    return answer;
}

/* ---- as JSON ---- */

static void
print_choices(FILE *out, const struct question *q, choice_set choices)
{
    bool several = (choices & (choices - 1)) != 0;
    const char *comma = "";
    fputs(several ? "[" : "", out);
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((choices & BIT(i)) != 0) {
            fprintf(out, "%s\"%s\"", comma, q->choices[i].id);
            comma = ",";
        }
    }
    fputs(several ? "]" : "", out);
}

static void
print_answer(FILE *out, const struct question *q, const struct answer *answer)
{
    fprintf(out, "\"%s\":", q->id);
    if (answer->state == ANSWER_NOT_SURE) {
        fputs("\"not_sure\"", out);
    } else if (q->type == QUESTION_NUMBER) {
        fprintf(out, "%ld", answer->number);
    } else {
        print_choices(out, q, answer->choices);
    }
}

static void
print_record(FILE *out, struct bc_answers *ans, const struct mild *mild,
             struct chance chance, size_t line)
{
    const struct bc_ruleset *rs = ans->rs;
    unsigned char order[QUESTIONS_MAX];
    for (size_t i = 0; i < rs->question_count; i++) {
        ans->of[i] = pick_answer(&chance, &rs->questions[i], mild->of[i]);
        order[i] = (unsigned char)i;
    }
    if (chance_percent(&chance, SHUFFLED)) {
        chance_shuffle(&chance, order, rs->question_count);
    }
    struct facts facts;
    facts_init(&facts, ans, FACTS_FINAL);
    const char *comma = "";
    fprintf(out, "{\"id\":\"p-%07zu\",\"answers\":{", line);
    for (size_t i = 0; i < rs->question_count; i++) {
        if (facts_is_used(&facts, order[i])) {
            fputs(comma, out);
            print_answer(out, &rs->questions[order[i]], &ans->of[order[i]]);
            comma = ",";
        }
    }
    fputs("}}\n", out);
}

bool
shipped_print(FILE *out, uint64_t seed, size_t count)
{
    static struct bc_errors errs;
    const struct bc_ruleset *rs = NULL;
    struct bc_answers ans;
    struct mild mild;
    if (bc_ruleset_load_builtin(&rs, NULL, &errs) != BC_OK) {
        return false;
    }
    answers_init(&ans, rs);
    find_mild(&mild, rs);
    for (size_t line = 1; line <= count; line++) {
        print_record(out, &ans, &mild, chance_of(seed, line), line);
    }
    bc_ruleset_free(rs);
    return true;
}
