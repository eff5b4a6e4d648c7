/* Owns the dialogue. Which question comes next is facts.c's, what an answer
 * means typed.c's; every word is the pack's. */
#include "ask.h"

#include "assess.h"
#include "report.h"
#include "typed.h"

#include <stdlib.h>
#include <string.h>

#define LINE_SIZE 512

enum heard {
    HEARD_ANSWER,
    HEARD_PREVIOUS,
    HEARD_STOP,
    HEARD_EOF,
    HEARD_FAILED, /* see the text's flag */
};

struct dialogue {
    struct bc_answers *ans;
    const struct bc_ruleset *rs;
    FILE *in, *out;
    struct text text;  /* composed, then shown */
    struct report rep; /* writes into text */
};

/* Show what was composed. */
static bool
show(struct dialogue *d)
{
    bool good =
        !d->text.failed &&
        fwrite(text_get(&d->text), 1, d->text.len, d->out) == d->text.len &&
        fflush(d->out) == 0;
    text_clear(&d->text);
    return good;
}

static void
say(struct dialogue *d, enum say which, const char *name, const char *value)
{
    const struct fill fill = { name, value };
    report_say(&d->rep, which, &fill, 1);
}

/* Read a line. False at the end of input, also when it ends inside a line. A
 * NUL shows as '?'; no part of a line that is too long is an answer. */
static bool
hear(struct dialogue *d, char line[LINE_SIZE])
{
    size_t len = 0;
    int c = getc(d->in);
    while (c != EOF && c != '\n') {
        if (len < LINE_SIZE) {
            line[len++] = c != '\0' ? (char)c : '?';
        }
        c = getc(d->in);
    }
    if (len == LINE_SIZE) {
        len = (size_t)snprintf(line, LINE_SIZE, "...");
    }
    line[len] = '\0';
    return c != EOF;
}

/* ---- showing a question ---- */

static void
say_limits(struct dialogue *d, enum say which, const struct question *q)
{
    char min[24], max[24];
    snprintf(min, sizeof(min), "%ld", q->min);
    snprintf(max, sizeof(max), "%ld", q->max);
    const struct fill fills[] = { { "min", min }, { "max", max } };
    report_say(&d->rep, which, fills, ARRAY_LEN(fills));
}

static void
list_line(struct dialogue *d, size_t number, const char *text)
{
    char first[24];
    snprintf(first, sizeof(first), "%3zu. ", number);
    report_wrap(&d->rep, first, "     ", text);
}

static size_t
count_used(const struct dialogue *d, int before)
{
    struct facts facts;
    size_t count = 0;
    facts_init(&facts, d->ans, FACTS_ASKING);
    for (int i = 0; i < before; i++) {
        count += facts_is_used(&facts, i) ? 1 : 0;
    }
    return count;
}

static void
show_head(struct dialogue *d, int question)
{
    const struct question *q = &d->rs->questions[question];
    char part[24], parts[24], number[24];
    snprintf(part, sizeof(part), "%d", q->part + 1);
    snprintf(parts, sizeof(parts), "%zu", d->rs->part_count);
    snprintf(number, sizeof(number), "%zu", count_used(d, question) + 1);
    const struct fill fills[] = { { "part", part },
                                  { "parts", parts },
                                  { "title", d->rs->parts[q->part].title },
                                  { "number", number } };
    text_add(&d->text, "\n");
    report_say(&d->rep, SAY_ASK_HEAD, fills, ARRAY_LEN(fills));
    text_add(&d->text, "\n");
}

/* An answer as it is shown back to her. */
static void
add_answer(struct text *to, const struct bc_ruleset *rs,
           const struct question *q, const struct answer *answer)
{
    if (answer->state == ANSWER_NOT_SURE) {
        text_add(to, rs->sentences[SAY_NOT_SURE]);
    } else {
        report_value(to, q, answer->choices, answer->number);
    }
}

static void
show_kept(struct dialogue *d, int question)
{
    const struct question *q = &d->rs->questions[question];
    const struct answer *answer = &d->ans->of[question];
    if (answer->state == ANSWER_NOT_GIVEN) {
        return;
    }
    if (q->is_private) {
        say(d, SAY_ASK_KEPT_PRIVATE, "", "");
        return;
    }
    struct text value;
    text_init(&value, &d->text.mem);
    add_answer(&value, d->rs, q, answer);
    say(d, SAY_ASK_KEPT, "value", text_get(&value));
    d->text.failed = d->text.failed || value.failed;
    text_free(&value);
}

static void
show_question(struct dialogue *d, int question)
{
    const struct question *q = &d->rs->questions[question];
    show_head(d, question);
    report_wrap(&d->rep, "", "", q->ask);
    if (q->hint != NULL) {
        report_wrap(&d->rep, "", "", q->hint);
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        list_line(d, i + 1, q->choices[i].text);
    }
    if (q->type == QUESTION_NUMBER) {
        say_limits(d, SAY_ASK_NUMBER, q);
    } else {
        list_line(d, q->choice_count + 1, d->rs->sentences[SAY_NOT_SURE]);
    }
    if (q->type == QUESTION_MULTI) {
        say(d, SAY_ASK_MANY, "", "");
    }
    show_kept(d, question);
}

static void
show_prompt(struct dialogue *d, enum say prompt)
{
    text_add(&d->text, "\n");
    report_wrap(&d->rep, "", "", d->rs->sentences[prompt]);
    if (!d->text.failed) {
        d->text.bytes[d->text.len - 1] = ' '; /* typed behind it, not below */
    }
}

static void
show_help(struct dialogue *d, const struct question *q)
{
    if (q->type == QUESTION_NUMBER) {
        say_limits(d, SAY_ASK_NUMBER, q);
    } else {
        say(d, SAY_HELP_ANSWER, "", "");
    }
    for (int line = SAY_HELP_WHY; line <= SAY_HELP_STOP; line++) {
        say(d, (enum say)line, "", "");
    }
}

/* ---- hearing an answer ---- */

static const enum say error_says[] = {
    [TYPED_EMPTY] = SAY_ERROR_EMPTY,       [TYPED_UNKNOWN] = SAY_ERROR_CHOICE,
    [TYPED_ONE_ONLY] = SAY_ERROR_ONE_ONLY, [TYPED_ALONE] = SAY_ERROR_ALONE,
    [TYPED_LETTER] = SAY_ERROR_LETTER,     [TYPED_NUMBER] = SAY_ERROR_NUMBER,
};

/* It stands below its question: above a long one it would leave the screen. */
static void
say_error(struct dialogue *d, const struct question *q,
          enum typed_result result, const struct typed *typed)
{
    char count[24], min[24], max[24];
    bool listed = typed->choice >= 0 && typed->choice < (int)q->choice_count;
    bool hidden = q->is_private && result != TYPED_EMPTY;
    snprintf(count, sizeof(count), "%zu", q->choice_count + 1);
    snprintf(min, sizeof(min), "%ld", q->min);
    snprintf(max, sizeof(max), "%ld", q->max);
    const struct fill fills[] = {
        { "typed", typed->word },
        { "count", count },
        { "min", min },
        { "max", max },
        { "choice", listed ? q->choices[typed->choice].text
                           : d->rs->sentences[SAY_NOT_SURE] },
    };
    text_add(&d->text, "\n");
    report_say(&d->rep, hidden ? SAY_ERROR_PRIVATE : error_says[result], fills,
               ARRAY_LEN(fills));
}

/* The last answered question before this one, or -1. */
static int
previous_question(const struct dialogue *d, int question)
{
    for (int i = question - 1; i >= 0; i--) {
        if (d->ans->of[i].state != ANSWER_NOT_GIVEN) {
            return i;
        }
    }
    return -1;
}

/* True when she asked for no more than an explanation. */
static bool
explain(struct dialogue *d, const struct question *q, const char *folded)
{
    if (typed_is(folded, "why")) {
        say(d, SAY_ASK_WHY, "why", q->why);
        return true;
    }
    if (typed_is(folded, "help")) {
        show_help(d, q);
        return true;
    }
    return false;
}

/* The first question has none before it: it is asked again. */
static enum heard
hear_previous(struct dialogue *d, int question)
{
    if (previous_question(d, question) >= 0) {
        return HEARD_PREVIOUS;
    }
    show_question(d, question);
    text_add(&d->text, "\n");
    say(d, SAY_ERROR_FIRST, "", "");
    return HEARD_ANSWER;
}

static bool
is_stop(const char *folded)
{
    return typed_is(folded, "stop") || typed_is(folded, "quit") ||
           typed_is(folded, "exit");
}

/* One line typed at a question. Anything but HEARD_ANSWER ends the question;
 * *done: the answer was taken; *explained: the question need not be shown
 * again. */
static enum heard
hear_answer(struct dialogue *d, int question, bool *done)
{
    const struct question *q = &d->rs->questions[question];
    char line[LINE_SIZE], folded[LINE_SIZE];
    struct typed typed;
    if (!hear(d, line)) {
        return HEARD_EOF;
    }
    typed_fold(folded, sizeof(folded), line);
    if (is_stop(folded)) {
        return HEARD_STOP;
    }
    if (typed_is(folded, "previous") || typed_is(folded, "back")) {
        return hear_previous(d, question);
    }
    if (explain(d, q, folded)) {
        return HEARD_ANSWER;
    }
    bool kept =
        folded[0] == '\0' && d->ans->of[question].state != ANSWER_NOT_GIVEN;
    enum typed_result result = typed_read(&typed, q, line);
    *done = kept || result == TYPED_OK;
    if (!*done) {
        show_question(d, question);
        say_error(d, q, result, &typed);
    } else if (!kept) {
        d->ans->of[question] = typed.answer;
        d->ans->tried |= BIT(question);
    }
    return HEARD_ANSWER;
}

static enum heard
ask_question(struct dialogue *d, int question)
{
    enum heard heard = HEARD_ANSWER;
    bool done = false;
    show_question(d, question);
    while (heard == HEARD_ANSWER && !done) {
        show_prompt(d, SAY_ASK_PROMPT);
        heard = show(d) ? hear_answer(d, question, &done) : HEARD_FAILED;
    }
    return heard;
}

/* ---- the way through ---- */

/* An answer that is no longer on the path is forgotten. */
static void
forget_unused(struct dialogue *d)
{
    struct facts facts;
    facts_init(&facts, d->ans, FACTS_ASKING);
    for (size_t i = 0; i < d->rs->question_count; i++) {
        if (!facts_is_used(&facts, (int)i)) {
            answers_clear(d->ans, (int)i);
        }
    }
}

static void
review_line(struct dialogue *d, size_t number, int question)
{
    const struct question *q = &d->rs->questions[question];
    char digits[24];
    struct text value;
    text_init(&value, &d->text.mem);
    snprintf(digits, sizeof(digits), "%zu", number);
    if (q->is_private) {
        text_add(&value, d->rs->sentences[SAY_REVIEW_PRIVATE]);
    } else {
        add_answer(&value, d->rs, q, &d->ans->of[question]);
    }
    const struct fill fills[] = { { "number", digits },
                                  { "label", q->label },
                                  { "value", text_get(&value) } };
    report_line(&d->rep, LINE_HANGING, d->rs->sentences[SAY_REVIEW_LINE], fills,
                ARRAY_LEN(fills));
    d->text.failed = d->text.failed || value.failed;
    text_free(&value);
}

/* The answers in order; the question that stands as number `wanted`, or -1. */
static int
show_review(struct dialogue *d, size_t wanted, size_t *count)
{
    int found = -1;
    *count = 0;
    for (size_t i = 0; i < d->rs->question_count; i++) {
        if (d->ans->of[i].state == ANSWER_NOT_GIVEN) {
            continue;
        }
        ++*count;
        found = *count == wanted ? (int)i : found;
        if (wanted == 0) {
            review_line(d, *count, (int)i);
        }
    }
    return found;
}

/* The number of a line of the review that was typed, or 0. */
static size_t
wanted_line(const char *folded, size_t count)
{
    size_t len = strlen(folded);
    if (typed_is(folded, "previous") || typed_is(folded, "back")) {
        return count;
    }
    bool digits = len <= 2 && strspn(folded, "0123456789") == len;
    return digits ? strtoul(folded, NULL, 10) : 0;
}

/* One line typed at the review. *change is the question to ask again, -1 when
 * all is right, -2 when the line said neither. */
static enum heard
hear_review(struct dialogue *d, size_t count, int *change)
{
    char line[LINE_SIZE], folded[LINE_SIZE], digits[24];
    if (!hear(d, line)) {
        return HEARD_EOF;
    }
    typed_fold(folded, sizeof(folded), line);
    if (is_stop(folded)) {
        return HEARD_STOP;
    }
    bool yes = typed_is(folded, "yes") || typed_is(folded, "y");
    size_t wanted = wanted_line(folded, count);
    *change = wanted > 0 ? show_review(d, wanted, &count) : -1;
    if (yes || *change >= 0) {
        return HEARD_ANSWER;
    }
    *change = -2;
    snprintf(digits, sizeof(digits), "%zu", count);
    if (typed_is(folded, "help") || typed_is(folded, "why")) {
        say(d, SAY_REVIEW_HELP, "", "");
    } else {
        say(d, SAY_ERROR_REVIEW, "count", digits);
    }
    return HEARD_ANSWER;
}

/* Check your answers: the question to ask again, or -1 when all is right. */
static enum heard
review(struct dialogue *d, int *change)
{
    enum heard heard = HEARD_ANSWER;
    size_t count = 0;
    *change = -2;
    text_add(&d->text, "\n");
    say(d, SAY_REVIEW_HEAD, "", "");
    show_review(d, 0, &count);
    while (heard == HEARD_ANSWER && *change == -2) {
        show_prompt(d, SAY_REVIEW_PROMPT);
        heard = show(d) ? hear_review(d, count, change) : HEARD_FAILED;
    }
    return heard;
}

static void
show_intro(struct dialogue *d)
{
    report_heading(&d->rep, d->rs->sentences[SAY_INTRO_TITLE], NULL, 0);
    text_add(&d->text, "\n");
    for (int line = SAY_INTRO_TIME; line <= SAY_INTRO_NOT_REVIEWED; line++) {
        say(d, (enum say)line, "", "");
    }
}

/* Ask this question and where it leads; the next one to ask in *question, or
 * -1 when there is none. */
static enum heard
take_turn(struct dialogue *d, int *question)
{
    enum heard heard = ask_question(d, *question);
    if (heard == HEARD_PREVIOUS) {
        *question = previous_question(d, *question);
        return HEARD_ANSWER;
    }
    if (heard == HEARD_ANSWER) {
        forget_unused(d);
        *question = facts_next(d->ans, FACTS_ASKING);
    }
    return heard;
}

static enum ask_end
converse(struct dialogue *d)
{
    int question = facts_next(d->ans, FACTS_ASKING);
    enum heard heard = HEARD_ANSWER;
    show_intro(d);
    while (heard == HEARD_ANSWER) {
        if (question < 0) {
            heard = review(d, &question);
            if (heard == HEARD_ANSWER && question < 0) {
                return ASK_DONE;
            }
            continue;
        }
        heard = take_turn(d, &question);
        if (heard == HEARD_ANSWER && assess_is_emergency(d->ans)) {
            return ASK_EMERGENCY;
        }
    }
    if (heard == HEARD_FAILED) {
        return d->text.failed ? ASK_NOMEM : ASK_IO;
    }
    return heard == HEARD_STOP ? ASK_STOPPED : ASK_EOF;
}

enum ask_end
ask(struct bc_answers *ans, const struct report *how, FILE *in, FILE *out)
{
    struct dialogue d = { .ans = ans, .rs = ans->rs, .in = in, .out = out };
    text_init(&d.text, NULL);
    d.rep = *how;
    d.rep.out = &d.text;
    enum ask_end end = converse(&d);
    text_free(&d.text);
    return end;
}
