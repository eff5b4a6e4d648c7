/* Owns the rules for one answer. Where answers come from (a file, JSON, a
 * person) is the business of cli/. Values of private questions are never put
 * into a message. */
#include "answers.h"

#include "suggest.h"

#include <stdlib.h>
#include <string.h>

#define VALUE_MAX 16384 /* bytes of one value in bc_answers_set */

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
answers_forget(struct bc_answers *ans)
{
    for (question_set left = ans->tried; left != 0; left &= left - 1) {
        ans->of[__builtin_ctzll(left)] =
            (struct answer){ .state = ANSWER_NOT_GIVEN };
    }
    ans->tried = 0;
    ans->doubted = 0;
}

void
answers_clear(struct bc_answers *ans, int question)
{
    ans->of[question] = (struct answer){ .state = ANSWER_NOT_GIVEN };
    ans->tried &= ~BIT(question);
    ans->doubted &= ~BIT(question);
}

int
answers_find(const struct bc_answers *ans, const char *key,
             const struct place *place, struct bc_errors *errs)
{
    int at = ruleset_find_question(ans->rs, key);
    if (at >= 0) {
        return at;
    }
    struct bc_error *error =
        errors_add(errs, BC_E_ANSWERS, place, "unknown-question",
                   "unknown question '%s'", key);
    if (error != NULL) { /* not for each of a million */
        error_key(error, key);
        error_did_you_mean(error, suggest_among(key, ans->rs->questions,
                                                ans->rs->question_count,
                                                sizeof(*ans->rs->questions)));
    }
    return -1;
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
    choice_set alone = question_alone(q);
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
    bool several = (kept & (kept - 1)) != 0;
    if (several && q->type == QUESTION_SINGLE) {
        put->ans->doubted |= BIT(q - put->ans->rs->questions);
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
    bool padded = len > 1 && word[0] == '0';
    bool digits = len > 0 && !padded && strspn(word, "0123456789") == len;
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
        answer->number_most = number;
    } else {
        put->ans->doubted |= BIT(q - put->ans->rs->questions);
        answer->number = number < answer->number ? number : answer->number;
        answer->number_most =
            number > answer->number_most ? number : answer->number_most;
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
    } else if (answer->state == ANSWER_GIVEN) {
        put->ans->doubted |= BIT(put->q - put->ans->rs->questions);
        answer->also_unsure = true;
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
        ans->doubted |= BIT(question);
        ans->of[question].also_unsure = true;
    }
    for (size_t i = errors_before; i < errs->count && i < BC_ERRORS_MAX; i++) {
        error_key(&errs->item[i], put.q->id);
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

/* Cut a value at its commas, in place. Returns how many words there are, the
 * first of them possibly empty. */
static size_t
split_value(char *value, const char **words, size_t most)
{
    size_t count = 0;
    char *at = value;
    while (at != NULL && count < most) {
        char *comma = strchr(at, ',');
        if (comma != NULL) {
            *comma++ = '\0';
        }
        at += strspn(at, " ");
        for (size_t len = strlen(at); len > 0 && at[len - 1] == ' ';) {
            at[--len] = '\0';
        }
        words[count++] = at;
        at = comma;
    }
    return count;
}

enum bc_status
bc_answers_set(struct bc_answers *ans, const char *question, const char *value,
               struct bc_errors *errs)
{
    char copy[VALUE_MAX];
    const char *words[ANSWER_WORDS_MAX];
    struct place place = { .file = question };
    int at = answers_find(ans, question, &place, errs);
    if (at < 0) {
        return BC_E_ANSWERS;
    }
    size_t len = strlen(value);
    bool whole = len < sizeof(copy);
    len = whole ? len : sizeof(copy) - 1;
    memcpy(copy, value, len);
    copy[len] = '\0';
    if (!whole) {
        errors_add(errs, BC_E_ANSWERS, &place, "too-long",
                   "the value is too long");
    }
    size_t count = split_value(copy, words, ANSWER_WORDS_MAX);
    bool empty = count == 1 && words[0][0] == '\0';
    bool good = answers_put(ans, at, words, empty ? 0 : count, &place, errs);
    return good && whole ? BC_OK : BC_E_ANSWERS;
}
