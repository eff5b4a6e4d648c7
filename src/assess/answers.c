/* Owns the rules for one answer. Where answers come from (a file, JSON, a
 * person) is the business of cli/. Values of private questions are never put
 * into a message. */
#include "answers.h"

#include "suggest.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 64

struct put {
    struct bc_answers *ans;
    const struct question *q;
    const struct place *place;
    struct bc_errors *errs;
};

void
answers_init(struct bc_answers *ans, const struct bc_ruleset *rs)
{
    *ans = (struct bc_answers){ .rs = rs };
}

void
answers_clear(struct bc_answers *ans, int question)
{
    ans->of[question] = (struct answer){ .state = ANSWER_NOT_GIVEN };
    ans->tried &= ~BIT(question);
}

int
answers_find(const struct bc_answers *ans, const char *key,
             const struct place *place, struct bc_errors *errs)
{
    int at = ruleset_find_question(ans->rs, key);
    if (at >= 0) {
        return at;
    }
    struct suggest near;
    suggest_init(&near, key);
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        suggest_try(&near, ans->rs->questions[i].id);
    }
    struct bc_error *error =
        errors_add(errs, BC_E_ANSWERS, place, "unknown-question",
                   "unknown question '%s'", key);
    error_did_you_mean(error, near.best);
    return -1;
}

/* Keep a second way of reading the same question's answer. */
static void
doubt(const struct put *put, struct answer second)
{
    int at = (int)(put->q - put->ans->rs->questions);
    put->ans->doubted |= BIT(at);
    put->ans->other[at] = second;
}

/* ---- choices ---- */

static void
unknown_choice(const struct put *put, const char *word)
{
    const struct question *q = put->q;
    if (q->is_private) {
        struct bc_error *error =
            errors_add(put->errs, BC_E_ANSWERS, put->place, "unknown-choice",
                       "the answer to '%s' is none of its choices", q->id);
        error_help(error, "'backcheck questions' lists them");
        return;
    }
    struct suggest near;
    suggest_init(&near, word);
    suggest_try(&near, "not_sure");
    for (size_t i = 0; i < q->choice_count; i++) {
        suggest_try(&near, q->choices[i].id);
    }
    struct bc_error *error =
        errors_add(put->errs, BC_E_ANSWERS, put->place, "unknown-choice",
                   "'%s' has no choice '%s'", q->id, word);
    if (near.best != NULL) {
        error_did_you_mean(error, near.best);
    } else {
        error_help(error, "'backcheck questions' lists the choices of '%s'",
                   q->id);
    }
}

choice_set
choices_kept(const struct question *q, choice_set choices)
{
    choice_set alone = 0;
    for (size_t i = 0; i < q->choice_count; i++) {
        alone |= q->choices[i].alone ? BIT(i) : 0;
    }
    return (choices & ~alone) != 0 ? choices & ~alone : choices;
}

static void
put_choices(const struct put *put, const char *const *words, size_t count)
{
    const struct question *q = put->q;
    struct answer *answer = &put->ans->of[put->q - put->ans->rs->questions];
    choice_set read = 0;
    for (size_t i = 0; i < count; i++) {
        int at = question_find_choice(q, words[i]);
        if (at < 0 && strcmp(words[i], "not_sure") != 0) {
            unknown_choice(put, words[i]);
        } else if (at >= 0 && (read & BIT(at)) != 0) {
            errors_add(put->errs, BC_E_ANSWERS, put->place, "repeated-choice",
                       "a choice of '%s' stands there twice", q->id);
        }
        read |= at >= 0 ? BIT(at) : 0;
    }
    choice_set kept = choices_kept(q, answer->choices | read);
    if (count > 1 && q->type == QUESTION_SINGLE) {
        errors_add(put->errs, BC_E_ANSWERS, put->place, "too-many-choices",
                   "'%s' takes one choice, not %zu", q->id, count);
    } else if (kept != (answer->choices | read) && count > 1) {
        errors_add(put->errs, BC_E_ANSWERS, put->place, "choice-not-alone",
                   "'none' of '%s' cannot go with other choices", q->id);
    }
    if (kept != 0) {
        answer->state = ANSWER_GIVEN;
        answer->choices = kept;
    }
}

/* ---- numbers ---- */

static void
put_number(const struct put *put, const char *word)
{
    const struct question *q = put->q;
    struct answer *answer = &put->ans->of[put->q - put->ans->rs->questions];
    size_t len = strlen(word);
    bool digits = len > 0 && strspn(word, "0123456789") == len;
    long number = digits && len <= 9 ? strtol(word, NULL, 10) : q->max + 1;
    if (!digits) {
        errors_add(put->errs, BC_E_ANSWERS, put->place, "not-a-number",
                   "'%s' takes a whole number from %ld to %ld", q->id, q->min,
                   q->max);
    } else if (number < q->min || number > q->max) {
        errors_add(put->errs, BC_E_ANSWERS, put->place, "out-of-range",
                   "'%s' is from %ld to %ld", q->id, q->min, q->max);
    } else if (answer->state != ANSWER_GIVEN) {
        answer->state = ANSWER_GIVEN;
        answer->number = number;
    } else {
        doubt(put, (struct answer){ .state = ANSWER_GIVEN, .number = number });
    }
}

static bool
has_word(const char *const *words, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/* "Not sure", alone or where it cannot stand. */
static void
put_not_sure(const struct put *put, size_t count)
{
    struct answer *answer = &put->ans->of[put->q - put->ans->rs->questions];
    if (count > 1) {
        errors_add(put->errs, BC_E_ANSWERS, put->place, "choice-not-alone",
                   "not_sure cannot go with choices of '%s'", put->q->id);
    }
    if (answer->state == ANSWER_NOT_GIVEN) {
        answer->state = ANSWER_NOT_SURE;
    } else {
        doubt(put, (struct answer){ .state = ANSWER_NOT_SURE });
    }
}

bool
answers_put(struct bc_answers *ans, int question, const char *const *words,
            size_t count, const struct place *place, struct bc_errors *errs)
{
    const struct put put = { ans, &ans->rs->questions[question], place, errs };
    size_t errors_before = errs->count;
    bool number = put.q->type == QUESTION_NUMBER;
    bool unsure = has_word(words, count, "not_sure");
    bool before = ans->of[question].state == ANSWER_NOT_SURE;
    if ((ans->tried & BIT(question)) != 0) {
        errors_add(errs, BC_E_ANSWERS, place, "repeated-question",
                   "'%s' is answered twice", put.q->id);
    }
    ans->tried |= BIT(question);
    if (count == 0) {
        errors_add(errs, BC_E_ANSWERS, place, "empty-answer",
                   "'%s' has no value", put.q->id);
    } else if (number && !(unsure && count == 1)) {
        put_number(&put, count == 1 ? words[0] : "");
    } else if (!number && !(unsure && count == 1)) {
        put_choices(&put, words, count);
    }
    if (unsure) {
        put_not_sure(&put, count);
    } else if (before && ans->of[question].state == ANSWER_GIVEN) {
        doubt(&put, (struct answer){ .state = ANSWER_NOT_SURE });
    }
    return errs->count == errors_before;
}

/* ---- public ---- */

enum bc_status
bc_answers_new(struct bc_answers **out, const struct bc_ruleset *rs,
               const struct bc_memory *mem)
{
    const struct bc_memory *from = memory_or_default(mem);
    struct bc_answers *ans = from->alloc(from->ctx, sizeof(*ans));
    if (ans == NULL) {
        return BC_E_NOMEM;
    }
    answers_init(ans, rs);
    ans->mem = *from;
    *out = ans;
    return BC_OK;
}

void
bc_answers_free(struct bc_answers *ans)
{
    if (ans != NULL) {
        ans->mem.release(ans->mem.ctx, ans);
    }
}

enum bc_status
bc_answers_set(struct bc_answers *ans, const char *question, const char *value,
               struct bc_errors *errs)
{
    char copy[1024];
    const char *words[WORDS_MAX];
    size_t count = 0;
    struct place place = { .file = question };
    int at = answers_find(ans, question, &place, errs);
    if (at < 0) {
        return BC_E_ANSWERS;
    }
    size_t len = strlen(value);
    if (len >= sizeof(copy)) {
        errors_add(errs, BC_E_ANSWERS, &place, "too-long",
                   "the value is too long");
        return BC_E_ANSWERS;
    }
    memcpy(copy, value, len + 1);
    char *rest = NULL;
    for (char *word = strtok_r(copy, ", ", &rest);
         word != NULL && count < WORDS_MAX;
         word = strtok_r(NULL, ", ", &rest)) {
        words[count++] = word;
    }
    bool good = answers_put(ans, at, words, count, &place, errs);
    return good ? BC_OK : BC_E_ANSWERS;
}
