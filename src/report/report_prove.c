/* Owns how proofs are told: what was shown, over how many states, and answers
 * that show what does not hold, in the form in which 'backcheck check' reads
 * them. For the author of rules, in English. */
#include "report_prove.h"

#include "json.h"

#include <stdarg.h>

static const struct {
    const char *title, *means;
} told[PROVE_COUNT] = {
    [PROVE_HIDDEN] = { "No hidden red flag",
                       "Wherever a red flag holds or is open, it is listed "
                       "and the result is not home care." },
    [PROVE_WORSE] = { "Worse never reads milder",
                      "A worse answer, or an unknown one for a good one, never "
                      "lowers the level or gives more days. The safety net is "
                      "the same in every result but an emergency." },
    [PROVE_REACH] = { "All can be reached",
                      "An interview can come to every rule and ask every "
                      "question." },
    [PROVE_SKIP] = { "The interview hides nothing",
                     "Skipped questions and an early stop give the level that "
                     "all answers together give." },
    [PROVE_TIPS] = { "No harmful tip",
                     "No tip is printed while what withholds it holds, nor "
                     "without its \"not if\" while that is unknown." },
    [PROVE_ALARM] = { "The way to the alarm",
                      "The most questions anyone answers before an emergency "
                      "of hers stops the interview." },
};

/* ---- what is taken as true ---- */

/* Of a question that is not asked, or a rule that may be open in home care. */
struct premise {
    bool question;
    const char *id, *why;
};

/* The next from *at on, questions before rules; false when there is none. */
static bool
next_premise(struct premise *premise, const struct bc_ruleset *rs, size_t *at)
{
    while (*at < rs->question_count + rs->rule_count) {
        size_t i = (*at)++;
        bool question = i < rs->question_count;
        if (question) {
            const struct question *q = &rs->questions[i];
            *premise = (struct premise){ true, q->id, q->skip_implies };
        } else {
            const struct rule *rule = &rs->rules[i - rs->question_count];
            *premise = (struct premise){ false, rule->id, rule->if_unsure_why };
        }
        if (premise->why != NULL) {
            return true;
        }
    }
    return false;
}

/* ---- text ---- */

static void add_line(const struct report *rep, const char *first,
                     const char *rest, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static void
add_line(const struct report *rep, const char *first, const char *rest,
         const char *format, ...)
{
    struct text words;
    va_list args;
    text_init(&words, &rep->out->mem);
    va_start(args, format);
    text_addv(&words, format, args);
    va_end(args);
    report_wrap(rep, first, rest, text_get(&words));
    rep->out->failed = rep->out->failed || words.failed;
    text_free(&words);
}

static void
add_choices(struct text *out, const struct question *q, choice_set choices)
{
    size_t count = 0;
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((choices & BIT(i)) != 0) {
            text_addf(out, "%s%s", count++ > 0 ? ", " : "", q->choices[i].id);
        }
    }
}

/* As "question = answer". */
static void
add_answer(struct text *out, const struct question *q,
           const struct answer *answer)
{
    text_addf(out, "%s = ", q->id);
    if (answer->state == ANSWER_NOT_SURE) {
        text_add(out, "not_sure");
    } else if (q->type == QUESTION_NUMBER) {
        text_addf(out, "%ld", answer->number);
    } else {
        add_choices(out, q, answer->choices);
    }
}

static void
add_answers(const struct report *rep, const struct bc_answers *ans,
            const char *indent)
{
    for (size_t i = 0; i < rep->rs->question_count; i++) {
        if (ans->of[i].state != ANSWER_NOT_GIVEN) {
            text_add(rep->out, indent);
            add_answer(rep->out, &rep->rs->questions[i], &ans->of[i]);
            text_add(rep->out, "\n");
        }
    }
}

/* A comment among the answers: what one other answer makes of it. */
static void
add_other(const struct report *rep, const struct proved *proved)
{
    char gives[OUTCOME_WORDS];
    outcome_words(gives, sizeof(gives), &proved->other_gives);
    text_add(rep->out, "# with '");
    add_answer(rep->out, &rep->rs->questions[proved->other_question],
               &proved->other);
    text_addf(rep->out, "': %s\n", gives);
}

static void
tell_failure(const struct report *rep, const struct proved *proved)
{
    if (proved->gave_up) {
        add_line(rep, "   ", "   ",
                 "Given up after %zu states: too many answers to count.",
                 proved->states);
        return;
    }
    add_line(rep, "   ", "   ", "%s", proved->why);
    if (proved->has_example) {
        add_line(rep, "   ", "   ",
                 "'backcheck check --allow-missing' shows it with these "
                 "answers:");
        add_answers(rep, &proved->example, "");
    }
    if (proved->has_other) {
        add_other(rep, proved);
    }
}

static void
tell_alarm(const struct report *rep, const struct proved *proved)
{
    if (!proved->has_example) {
        add_line(rep, "   ", "   ", "None: no answers stop the interview.");
        return;
    }
    add_line(rep, "   ", "   ",
             "%zu questions, for the rule '%s', with these answers:",
             proved->questions, proved->why);
    add_answers(rep, &proved->example, "   ");
}

/* How many questions say which way is worse; of the others nothing is shown. */
static size_t
count_ordered(const struct bc_ruleset *rs)
{
    size_t count = 0;
    for (size_t i = 0; i < rs->question_count; i++) {
        const struct worse *worse = &rs->questions[i].worse;
        count += worse->rising || worse->picks != 0 || worse->after != NULL;
    }
    return count;
}

static void
tell(const struct report *rep, enum property property,
     const struct proved *proved)
{
    add_line(rep, "", "   ", "%c. %s: %s, %zu states.", 'a' + (int)property,
             told[property].title,
             !proved->holds            ? "NOT PROVED"
             : property == PROVE_ALARM ? "found"
                                       : "proved",
             proved->states);
    add_line(rep, "   ", "   ", "%s", told[property].means);
    if (property == PROVE_WORSE) {
        add_line(rep, "   ", "   ",
                 "%zu of %zu questions say which way is worse.",
                 count_ordered(rep->rs), rep->rs->question_count);
    }
    if (!proved->holds) {
        tell_failure(rep, proved);
    } else if (property == PROVE_ALARM) {
        tell_alarm(rep, proved);
    }
}

void
report_proofs(const struct report *rep, const struct proved proofs[PROVE_COUNT])
{
    add_line(rep, "", "", "%s: %zu questions, %zu rules, %zu tips.",
             rep->rs->name, rep->rs->question_count, rep->rs->rule_count,
             rep->rs->tip_count);
    for (int i = 0; i < PROVE_COUNT; i++) {
        tell(rep, (enum property)i, &proofs[i]);
    }
    struct premise premise;
    for (size_t i = 0; next_premise(&premise, rep->rs, &i);) {
        add_line(rep, "", "   ", "Taken as true: '%s' %s. %s", premise.id,
                 premise.question ? "is not asked" : "may be open in home care",
                 premise.why);
    }
    add_line(rep, "", "",
             "This is about the rules, not about medicine: it shows that they "
             "agree with each other, not that they are right.");
}

/* ---- JSON ---- */

static void
json_answer(struct json *json, const struct question *q,
            const struct answer *answer)
{
    if (answer->state == ANSWER_NOT_SURE) {
        json_string(json, q->id, "not_sure");
    } else if (answer->state == ANSWER_GIVEN) {
        json_value(json, q->id, q, answer->choices, answer->number);
    }
}

static void
json_answers(struct json *json, const struct bc_ruleset *rs,
             const struct bc_answers *ans)
{
    json_open_object(json, "answers");
    for (size_t i = 0; i < rs->question_count; i++) {
        json_answer(json, &rs->questions[i], &ans->of[i]);
    }
    json_close(json);
}

static void
json_other(struct json *json, const struct bc_ruleset *rs,
           const struct proved *proved)
{
    const struct outcome *gives = &proved->other_gives;
    json_open_object(json, "instead");
    json_answer(json, &rs->questions[proved->other_question], &proved->other);
    json_close(json);
    json_string(json, "instead_level", level_names[gives->level]);
    if (gives->within_days != 0) {
        json_number(json, "instead_within_days", gives->within_days);
    } else {
        json_null(json, "instead_within_days");
    }
}

static void
json_proof(struct json *json, const struct report *rep, enum property property,
           const struct proved *proved)
{
    bool alarm = property == PROVE_ALARM && proved->holds;
    json_open_object(json, NULL);
    json_string(json, "property", property_names[property]);
    json_bool(json, "proved", proved->holds);
    json_bool(json, "gave_up", proved->gave_up);
    json_number(json, "states", (long)proved->states);
    if (property == PROVE_WORSE) {
        json_number(json, "ordered", (long)count_ordered(rep->rs));
        json_number(json, "of", (long)rep->rs->question_count);
    }
    if (alarm) {
        json_number(json, "questions", (long)proved->questions);
        if (proved->has_example) {
            json_string(json, "rule", proved->why);
        } else {
            json_null(json, "rule");
        }
    } else if (!proved->holds) {
        json_string(json, "why",
                    proved->gave_up ? "too many states" : proved->why);
    }
    if (proved->has_example) {
        json_answers(json, rep->rs, &proved->example);
    }
    if (proved->has_other) {
        json_other(json, rep->rs, proved);
    }
    json_close(json);
}

static void
json_premises(struct json *json, const struct bc_ruleset *rs)
{
    struct premise premise;
    json_open_array(json, "taken_as_true");
    for (size_t i = 0; next_premise(&premise, rs, &i);) {
        json_open_object(json, NULL);
        json_string(json, premise.question ? "question" : "rule", premise.id);
        json_string(json, "why", premise.why);
        json_close(json);
    }
    json_close(json);
}

enum bc_status
report_proofs_json(const struct report *rep,
                   const struct proved proofs[PROVE_COUNT])
{
    struct json json;
    json_init(&json, rep->rs, rep->region);
    json_number(&json, "schema", 1);
    json_string(&json, "pack", rep->rs->name);
    json_open_array(&json, "properties");
    for (int i = 0; i < PROVE_COUNT; i++) {
        json_proof(&json, rep, (enum property)i, &proofs[i]);
    }
    json_close(&json);
    json_premises(&json, rep->rs);
    return json_finish(&json, rep->out);
}
