/* Owns the path through the questions and the defaults. Order of work for each
 * question, first to last: is it asked, is it answered, what stands in if not.
 * A condition sees only what stands before it, so one pass is enough. */
#include "facts.h"

#include "cond.h"
#include "flat.h"

#include <string.h>

static void
set_unknown(struct facts *facts, int question)
{
    const struct question *q = &facts->rs->questions[question];
    struct fact *fact = &facts->of[question];
    *fact = (struct fact){ .maybe = 0 };
    if (q->type != QUESTION_NUMBER) {
        fact->maybe = BIT(q->choice_count) - 1;
    }
}

static void
set_all_unknown(struct facts *facts)
{
    for (size_t i = 0; i < facts->rs->question_count; i++) {
        set_unknown(facts, (int)i);
    }
}

static void
set_value(struct facts *facts, int question, choice_set choices, long number)
{
    bool is_number = facts->rs->questions[question].type == QUESTION_NUMBER;
    facts->of[question] = (struct fact){ .yes = choices,
                                         .has_number = is_number,
                                         .number = number };
}

static void
stand_in(struct facts *facts, int question, const struct stand_in *value)
{
    if (value->kind == STAND_IN_VALUE) {
        set_value(facts, question, value->choices, value->number);
        facts->assumed |= BIT(question);
    }
}

/* Answered in several ways, which is an error: all of them could be meant. */
static void
set_doubted(struct facts *facts, int question, const struct answer *answer)
{
    const struct question *q = &facts->rs->questions[question];
    struct fact *fact = &facts->of[question];
    bool single = q->type == QUESTION_SINGLE;
    facts->doubted |= BIT(question);
    facts->unsure |= answer->also_unsure ? BIT(question) : 0;
    fact->number_span = answer->number_most - answer->number;
    fact->has_number = fact->has_number && !answer->also_unsure;
    fact->read = answer->choices;
    fact->maybe = single ? answer->choices : 0;
    fact->yes = single ? 0 : fact->yes;
    if (answer->also_unsure && q->type != QUESTION_NUMBER) {
        fact->maybe = BIT(q->choice_count) - 1;
    }
}

/* An answer to a follow-up narrows the "not sure" it follows up: what its
 * picks keep open stays so. A pick that says nothing of it keeps all open. */
static void
narrow(struct facts *facts, int follow_up)
{
    const struct question *q = &facts->rs->questions[follow_up];
    if (q->narrows < 0 || (facts->unsure & BIT(q->narrows)) == 0) {
        return;
    }
    struct fact *fact = &facts->of[q->narrows];
    choice_set picked = facts->of[follow_up].yes | facts->of[follow_up].maybe;
    choice_set open = 0;
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((picked & BIT(i)) != 0) {
            open |=
                q->choices[i].narrows ? q->choices[i].keeps_open : fact->maybe;
        }
    }
    fact->maybe = picked != 0 ? open : fact->maybe;
}

static void
use_answer(struct facts *facts, const struct bc_answers *ans, int question)
{
    const struct answer *answer = &ans->of[question];
    if (answer->state == ANSWER_NOT_SURE) {
        facts->unsure |= BIT(question);
        return; /* unknown already */
    }
    facts->given |= BIT(question);
    set_value(facts, question, answer->choices, answer->number);
    if ((ans->doubted & BIT(question)) != 0) {
        set_doubted(facts, question, answer);
    }
    narrow(facts, question);
}

/* No answer, and none to come. */
static void
use_default(struct facts *facts, int question)
{
    const struct stand_in *value = &facts->rs->questions[question].if_missing;
    facts->missing |= BIT(question);
    if (value->kind == STAND_IN_INCOMPLETE) {
        facts->needed |= BIT(question);
    }
    stand_in(facts, question, value);
}

/* How answers are to be taken. */
struct taking {
    const struct bc_answers *ans;
    enum facts_mode mode;
    struct flat *flat;  /* or NULL */
    question_set scope; /* the questions that may lead out of it */
};

static enum truth
ask_when(const struct facts *facts, int question, const struct taking *taking)
{
    return taking->flat != NULL
               ? flat_eval(taking->flat, FLAT_ASK, (size_t)question, facts)
               : cond_eval(facts->rs->questions[question].ask_when, facts);
}

static bool
is_asked(const struct facts *facts, int question, const struct taking *taking)
{
    const struct question *q = &facts->rs->questions[question];
    enum facts_mode mode = taking->mode;
    bool given = taking->ans->of[question].state != ANSWER_NOT_GIVEN;
    if (q->always_used && given && mode == FACTS_FINAL) {
        return true;
    }
    if (facts->out_of_scope && q->if_missing.kind != STAND_IN_INCOMPLETE) {
        return false;
    }
    if (q->terminal_only) {
        return mode == FACTS_ASKING || given;
    }
    /* An ask_when that is unknown asks: silence is never reassurance. */
    return q->ask_when == NULL ||
           ask_when(facts, question, taking) != TRUTH_FALSE;
}

static void
take_question(struct facts *facts, int question, bool asked,
              const struct taking *taking)
{
    const struct bc_answers *ans = taking->ans;
    enum facts_mode mode = taking->mode;
    const struct question *q = &facts->rs->questions[question];
    const struct answer *answer = &ans->of[question];
    /* A line of a file that could not be read was still this one's line. */
    bool tried = (ans->tried & BIT(question)) != 0;
    bool may_come = mode == FACTS_ASKING || (mode == FACTS_READING && !tried);
    if (!asked && answer->state != ANSWER_NOT_GIVEN) {
        facts->off_path |= BIT(question);
    }
    if (!asked && facts->out_of_scope) {
        facts->cut |= BIT(question);
    } else if (!asked) {
        stand_in(facts, question, &q->if_not_asked);
        facts->assumed &= ~BIT(question);
    } else if (answer->state == ANSWER_NOT_GIVEN && may_come) {
        facts->pending |= BIT(question);
    } else if (answer->state == ANSWER_NOT_GIVEN) {
        use_default(facts, question);
    } else {
        use_answer(facts, ans, question);
        if (answer->state == ANSWER_NOT_SURE) {
            stand_in(facts, question, &q->if_not_sure);
        }
    }
}

static bool
leaves_scope(const struct facts *facts, const struct taking *taking)
{
    const struct cond *cond = facts->rs->out_of_scope;
    if (cond == NULL) {
        return false; /* as cond_eval() of none is true */
    }
    enum truth left = taking->flat != NULL
                          ? flat_eval(taking->flat, FLAT_SCOPE, 0, facts)
                          : cond_eval(cond, facts);
    return left == TRUTH_TRUE;
}

/* An answer tells the same in every record, but for one that narrows another,
 * and one behind the scope: so what it told is recalled, or kept. */
static void
take_flat(struct facts *facts, int question, bool asked,
          const struct taking *taking)
{
    struct flat *flat = taking->flat;
    const struct answer *answer = &taking->ans->of[question];
    int narrowed = facts->rs->questions[question].narrows;
    bool narrows = narrowed >= 0 && (facts->unsure & BIT(narrowed)) != 0;
    bool same = !narrows && (asked || !facts->out_of_scope);
    if (same && flat_recall(flat, facts, (size_t)question, asked, answer)) {
        return;
    }
    take_question(facts, question, asked, taking);
    if (narrows) {
        flat_note_again(flat, facts, (size_t)question);
    } else {
        flat_note(flat, facts, (size_t)question);
    }
    if (same) {
        flat_keep(flat, facts, (size_t)question, asked, answer);
    }
}

static void
take_questions(struct facts *facts, const struct taking *taking)
{
    facts->ahead = ~(question_set)0;
    for (int i = 0; i < (int)facts->rs->question_count; i++) {
        facts->ahead <<= 1;
        bool asked = is_asked(facts, i, taking);
        if (taking->flat != NULL) {
            take_flat(facts, i, asked, taking);
        } else {
            take_question(facts, i, asked, taking);
        }
        if ((taking->scope & BIT(i)) != 0 && !facts->out_of_scope) {
            facts->out_of_scope = leaves_scope(facts, taking);
        }
    }
    facts->ahead = 0;
}

void
facts_note(struct facts *facts, const struct bc_answers *ans,
           enum facts_mode mode, struct flat *flat)
{
    const question_set scope =
        flat != NULL ? flat_scope(flat) : ~(question_set)0;
    const struct taking taking = { ans, mode, flat, scope };
    memset(facts, 0, offsetof(struct facts, of));
    facts->rs = ans->rs;
    if (flat != NULL) {
        flat_begin(flat, facts);
    } else {
        set_all_unknown(facts);
    }
    if (mode != FACTS_AS_GIVEN) {
        take_questions(facts, &taking);
        return;
    }
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        if (ans->of[i].state != ANSWER_NOT_GIVEN) {
            use_answer(facts, ans, (int)i);
        }
    }
}

void
facts_init(struct facts *facts, const struct bc_answers *ans,
           enum facts_mode mode)
{
    facts_note(facts, ans, mode, NULL);
}

int
facts_next(const struct bc_answers *ans, enum facts_mode mode)
{
    struct facts facts;
    facts_init(&facts, ans, mode);
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        if ((facts.pending & BIT(i)) != 0) {
            return (int)i;
        }
    }
    return -1;
}

bool
facts_is_used(const struct facts *facts, int question)
{
    return ((facts->given | facts->unsure) & BIT(question)) != 0;
}
