/* Owns the words for why a result is what it is: what she said, what the rules
 * say to it, what stays open, and what was assumed. */
#include "report_why.h"

#include "fill.h"

#include <stdio.h>
#include <string.h>

bool
why_is_top(const struct bc_assessment *as, const struct finding *finding)
{
    return finding->outcome.level == as->outcome.level;
}

bool
why_is_lower(const struct bc_assessment *as, const struct finding *finding)
{
    return finding->outcome.level < as->outcome.level &&
           finding->outcome.level > BC_SELF_CARE;
}

bool
why_is_emergency(const struct bc_assessment *as)
{
    return as->outcome.level == BC_EMERGENCY;
}

/* A heading that is printed before the first line under it, if any. */
struct list {
    const struct report *rep;
    enum say heading;
    bool started;
    bool in_row;     /* all in one line; it is printed at the end */
    struct text row; /* only then */
};

static void
list_line(struct list *list, const char *text, const struct fill *fill)
{
    const struct report *rep = list->rep;
    size_t fills = fill != NULL ? 1 : 0;
    if (!list->started) {
        report_gap(rep);
        report_say(rep, list->heading, NULL, 0);
        list->started = true;
    }
    if (list->in_row) {
        text_add(&list->row, list->row.len > 0 ? "; " : "");
        fill_sentence(&list->row, rep->rs, rep->region, text, fill, fills);
    } else {
        report_line(rep, LINE_ITEM, text, fill, fills);
    }
}

/* ---- what she said ---- */

static const char *
number_said(const struct question *q, long number)
{
    if (number == 0 && q->you_said_0 != NULL) {
        return q->you_said_0;
    }
    return number == 1 && q->you_said_1 != NULL ? q->you_said_1 : q->you_said;
}

static void
said_question(struct list *list, const struct bc_assessment *as,
              size_t question)
{
    const struct question *q = &as->rs->questions[question];
    const struct fact *fact = &as->given.of[question];
    const char *said = number_said(q, fact->number);
    if (fact->has_number && said != NULL) {
        char number[24];
        snprintf(number, sizeof(number), "%ld", fact->number);
        const struct fill fill = { "value", number };
        list_line(list, said, &fill);
    }
    const char *last = "";
    for (size_t i = 0; i < q->choice_count; i++) {
        const char *words = q->choices[i].you_said;
        if ((fact->yes & BIT(i)) != 0 && words != NULL &&
            strcmp(words, last) != 0) {
            list_line(list, words, NULL);
            last = words;
        }
    }
}

static void
said_questions(const struct report *rep, const struct bc_assessment *as,
               enum say heading, question_set set)
{
    struct list list = { .rep = rep, .heading = heading };
    list.in_row = rep->room >= ROOM_TIGHT;
    text_init(&list.row, &rep->out->mem);
    for (size_t i = 0; i < as->rs->question_count; i++) {
        if ((set & BIT(i)) != 0 && as->rs->questions[i].narrows < 0) {
            said_question(&list, as, i);
        }
    }
    if (list.row.len > 0) {
        const struct fill fill = { "row", text_get(&list.row) };
        report_line(rep, LINE_ITEM, "{row}", &fill, 1);
    }
    rep->out->failed = rep->out->failed || list.row.failed;
    text_free(&list.row);
}

/* Did an answer that is nobody's business bring the result to its level? */
static bool
told_in_private(const struct bc_assessment *as)
{
    question_set told = as->given.given | as->given.unsure;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        if (why_is_top(as, finding) && finding->rule->is_private &&
            (finding_because(as, finding) & told) != 0) {
            return true;
        }
    }
    return false;
}

/* A sentence with the labels of questions; nothing when there are none. */
static bool
label_line(const struct report *rep, enum say say, question_set set)
{
    struct text labels;
    text_init(&labels, &rep->out->mem);
    size_t count = report_labels(&labels, rep->rs, set);
    if (count > 0) {
        const struct fill fill = { "labels", text_get(&labels) };
        report_gap(rep);
        report_say(rep, say, &fill, 1);
    }
    rep->out->failed = rep->out->failed || labels.failed;
    text_free(&labels);
    return count > 0;
}

static bool
top_holds(const struct bc_assessment *as)
{
    for (size_t i = 0; i < as->finding_count; i++) {
        if (why_is_top(as, &as->findings[i]) && as->findings[i].holds) {
            return true;
        }
    }
    return false;
}

question_set
why_said(const struct report *rep, const struct bc_assessment *as)
{
    question_set said = 0, unsure = 0;
    bool held_only = why_is_emergency(as) && top_holds(as);
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        bool open_flag = finding->rule->kind == RULE_RED_FLAG && !held_only &&
                         (finding_because(as, finding) & as->facts.needed) == 0;
        if (why_is_top(as, finding) && (finding->holds || open_flag)) {
            said |= finding_told(as, finding);
            unsure |= finding->holds ? finding_because(as, finding) : 0;
        }
    }
    said &= ~ruleset_private(as->rs);
    unsure &= ~ruleset_private(as->rs) & as->facts.unsure;
    if (rep->room < ROOM_TIGHTEST || as->outcome.level >= BC_URGENT) {
        said_questions(rep, as, SAY_WHY_MANY, said);
    }
    label_line(rep, SAY_WHY_UNSURE, unsure & ~as->facts.assumed);
    if (as->outcome.level >= BC_URGENT && told_in_private(as)) {
        report_gap(rep);
        report_say(rep,
                   why_is_emergency(as) ? SAY_WHY_PRIVATE
                                        : SAY_WHY_PRIVATE_URGENT,
                   NULL, 0);
    }
    return said;
}

void
why_also(const struct report *rep, const struct bc_assessment *as,
         question_set said)
{
    question_set also = 0;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        also |= why_is_lower(as, finding) ? finding_told(as, finding) : 0;
    }
    said_questions(rep, as, SAY_ALSO_HEAD,
                   also & ~said & ~ruleset_private(as->rs));
}

/* ---- what the rules say ---- */

void
why_actions(const struct report *rep, const struct bc_assessment *as)
{
    struct list list = { .rep = rep, .heading = SAY_DO_NOW_HEAD };
    for (size_t i = 0; i < as->finding_count && !why_is_emergency(as); i++) {
        const struct finding *finding = &as->findings[i];
        bool left_out = (finding_because(as, finding) & as->facts.needed) != 0;
        if (!finding->holds && !left_out && finding->rule->unsure_say != NULL) {
            list_line(&list, finding->rule->unsure_say, NULL);
        }
    }
}

/* An emergency card goes by what she said. Where an answer that stands twice
 * made it one, nothing was said for certain: there the rule has to speak. */
static bool
needs_words(const struct bc_assessment *as, const struct finding *finding)
{
    question_set unsure = as->facts.unsure & ~as->facts.assumed;
    return !why_is_emergency(as) ||
           (!finding->rule->is_private && finding_told(as, finding) == 0 &&
            (finding_because(as, finding) & unsure) == 0);
}

void
why_reasons(const struct report *rep, const struct bc_assessment *as)
{
    bool home = as->outcome.level == BC_SELF_CARE;
    struct list list = { .rep = rep };
    list.heading = home ? SAY_REASONS_HEAD_SELF_CARE : SAY_REASONS_HEAD;
    bool private_done = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        bool again = finding->rule->is_private && private_done;
        if (finding->holds && why_is_top(as, finding) && !again &&
            needs_words(as, finding)) {
            private_done |= finding->rule->is_private;
            list_line(&list, finding->rule->say, NULL);
        }
    }
}

/* ---- what stays open ---- */

/* What she named when asked what she was not sure about. */
static void
print_named(const struct report *rep, const struct bc_assessment *as,
            question_set because)
{
    for (size_t i = 0; i < as->rs->question_count; i++) {
        const struct question *q = &as->rs->questions[i];
        for (size_t c = 0; c < q->choice_count; c++) {
            const struct choice *choice = &q->choices[c];
            if ((because & BIT(i)) != 0 && q->narrows >= 0 &&
                (as->given.of[i].yes & BIT(c)) != 0 &&
                choice->you_said != NULL) {
                report_line(rep, LINE_ITEM, choice->you_said, NULL, 0);
            }
        }
    }
}

void
why_open(const struct report *rep, const struct bc_assessment *as)
{
    question_set because = 0;
    if (why_is_emergency(as) && top_holds(as)) {
        return;
    }
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        bool counts = !why_is_emergency(as) || why_is_top(as, finding);
        because |= !finding->holds && counts ? finding_because(as, finding) : 0;
    }
    because &= ~ruleset_private(as->rs);
    bool some = label_line(rep, SAY_UNSURE_LINE, because & as->facts.unsure);
    print_named(rep, as, because & as->facts.given);
    question_set missing = because & as->facts.missing;
    missing &= why_is_emergency(as) ? missing : ~as->facts.needed;
    some |= label_line(rep, SAY_MISSING_LINE, missing);
    if (some && as->outcome.level >= BC_ROUTINE) {
        report_say(rep, SAY_UNSURE_CALL, NULL, 0);
    }
}

static void
assumed_line(const struct report *rep, const struct bc_assessment *as,
             size_t question)
{
    const struct question *q = &as->rs->questions[question];
    const struct fact *fact = &as->facts.of[question];
    bool unsure = (as->facts.unsure & BIT(question)) != 0;
    struct text value;
    text_init(&value, &rep->out->mem);
    report_value(&value, q, fact->yes, fact->number);
    const struct fill fills[] = { { "label", q->label },
                                  { "value", text_get(&value) } };
    report_say(rep, unsure ? SAY_ASSUMED_LINE : SAY_ASSUMED_MISSING_LINE, fills,
               ARRAY_LEN(fills));
    rep->out->failed = rep->out->failed || value.failed;
    text_free(&value);
}

void
why_assumed(const struct report *rep, const struct bc_assessment *as)
{
    question_set top = 0;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        top |= why_is_top(as, finding) ? finding_because(as, finding) : 0;
    }
    question_set assumed = as->facts.assumed & ~ruleset_private(as->rs);
    assumed &= why_is_emergency(as) ? top : assumed;
    if (assumed != 0) {
        report_gap(rep);
    }
    for (size_t i = 0; i < as->rs->question_count; i++) {
        if ((assumed & BIT(i)) != 0) {
            assumed_line(rep, as, i);
        }
    }
}
