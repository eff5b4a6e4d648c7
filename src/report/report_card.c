/* Owns care cards: the level first, then whom to call, why, what to say, what
 * to do while waiting. Every sentence is the pack's. */
#include "report.h"

#include "cond.h"

#include <stdio.h>

/* ---- which findings count here ---- */

static bool
is_top(const struct bc_assessment *as, const struct finding *finding)
{
    return finding->outcome.level == as->outcome.level;
}

static bool
is_emergency(const struct bc_assessment *as)
{
    return as->outcome.level == BC_EMERGENCY;
}

/* Is there nothing at the level of the result but what is private? */
static bool
top_is_private(const struct bc_assessment *as)
{
    for (size_t i = 0; i < as->finding_count; i++) {
        if (is_top(as, &as->findings[i]) && !as->findings[i].rule->is_private) {
            return false;
        }
    }
    return true;
}

/* ---- why ---- */

static const char *
number_said(const struct question *q, long number)
{
    if (number == 0 && q->you_said_0 != NULL) {
        return q->you_said_0;
    }
    return number == 1 && q->you_said_1 != NULL ? q->you_said_1 : q->you_said;
}

static void
said_line(const struct report *rep, bool *started, const char *text,
          const char *value)
{
    if (text == NULL) {
        return;
    }
    if (!*started) {
        report_gap(rep);
        report_say(rep, SAY_WHY_MANY, NULL, 0);
        *started = true;
    }
    const struct fill fill = { "value", value };
    report_line(rep, "- ", "  ", text, &fill, 1);
}

static void
said_question(const struct report *rep, const struct bc_assessment *as,
              size_t question, bool *started)
{
    const struct question *q = &as->rs->questions[question];
    const struct fact *fact = &as->given.of[question];
    char number[24];
    snprintf(number, sizeof(number), "%ld", fact->number);
    if (fact->has_number) {
        said_line(rep, started, number_said(q, fact->number), number);
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((fact->yes & BIT(i)) != 0) {
            said_line(rep, started, q->choices[i].you_said, "");
        }
    }
}

/* Did an answer that is nobody's business bring the result to its level? */
static bool
told_in_private(const struct bc_assessment *as)
{
    question_set told = as->given.given | as->given.unsure;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        if (is_top(as, finding) && finding->rule->is_private &&
            (finding->because & told) != 0) {
            return true;
        }
    }
    return false;
}

/* What she said that led here; never what was assumed, nor what is private. */
static void
print_said(const struct report *rep, const struct bc_assessment *as)
{
    question_set because = 0;
    bool started = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        if (is_top(as, finding) && finding->holds) {
            because |= finding->because & assess_told(as, finding->off_path);
        }
    }
    because &= ~ruleset_private(as->rs);
    for (size_t i = 0; i < as->rs->question_count; i++) {
        if ((because & BIT(i)) != 0) {
            said_question(rep, as, i, &started);
        }
    }
    if (as->outcome.level >= BC_URGENT && told_in_private(as)) {
        report_gap(rep);
        report_say(rep, SAY_WHY_PRIVATE, NULL, 0);
    }
}

/* What a rule has to say for itself in this result, or NULL. */
static const char *
finding_text(const struct finding *finding)
{
    return finding->holds ? finding->rule->say : finding->rule->unsure_say;
}

static bool
said_before(const struct bc_assessment *as, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (finding_text(&as->findings[i]) == finding_text(&as->findings[at]) ||
            (as->findings[i].rule->is_private &&
             as->findings[at].rule->is_private)) {
            return true;
        }
    }
    return false;
}

/* The rules at the level of the result, or those below it. */
static void
print_reasons(const struct report *rep, const struct bc_assessment *as,
              bool top, enum say heading)
{
    bool started = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        const char *text = finding_text(finding);
        bool here = finding->outcome.level != BC_LEVEL_NONE &&
                    is_top(as, finding) == top;
        if (!here || text == NULL || said_before(as, i)) {
            continue;
        }
        if (!started) {
            report_gap(rep);
            report_say(rep, heading, NULL, 0);
            started = true;
        }
        report_line(rep, "- ", "  ", text, NULL, 0);
    }
}

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
        if (is_top(as, &as->findings[i]) && as->findings[i].holds) {
            return true;
        }
    }
    return false;
}

/* What she named when asked what she was not sure about. */
static void
print_named(const struct report *rep, const struct bc_assessment *as,
            question_set because)
{
    for (size_t i = 0; i < as->rs->question_count; i++) {
        const struct question *q = &as->rs->questions[i];
        if ((because & BIT(i)) == 0 || q->narrows < 0) {
            continue;
        }
        for (size_t c = 0; c < q->choice_count; c++) {
            const struct choice *choice = &q->choices[c];
            if ((as->given.of[i].yes & BIT(c)) != 0 && !choice->alone) {
                report_line(rep, "- ", "  ",
                            choice->you_said != NULL ? choice->you_said
                                                     : choice->text,
                            NULL, 0);
            }
        }
    }
}

/* What could not be ruled out. On an emergency card only what makes it one. */
static void
print_open(const struct report *rep, const struct bc_assessment *as)
{
    question_set because = 0;
    if (is_emergency(as) && top_holds(as)) {
        return;
    }
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        bool counts = !is_emergency(as) || is_top(as, finding);
        because |= !finding->holds && counts ? finding->because : 0;
    }
    because &= ~ruleset_private(as->rs);
    bool some = label_line(rep, SAY_UNSURE_LINE, because & as->facts.unsure);
    print_named(rep, as, because & as->facts.given);
    question_set missing = because & as->facts.missing;
    missing &= is_emergency(as) ? missing : ~as->facts.needed;
    some |= label_line(rep, SAY_MISSING_LINE, missing);
    if (some && as->outcome.level >= BC_ROUTINE) {
        report_say(rep, SAY_UNSURE_CALL, NULL, 0);
    }
}

/* ---- cards ---- */

struct card_fills {
    struct fill fill[2];
    char days[16];
    struct text labels;
};

static void
card_fills_init(struct card_fills *fills, const struct report *rep,
                const struct bc_assessment *as)
{
    text_init(&fills->labels, &rep->out->mem);
    report_labels(&fills->labels, as->rs, as->facts.needed);
    snprintf(fills->days, sizeof(fills->days), "%d", as->outcome.within_days);
    fills->fill[0] = (struct fill){ "days", fills->days };
    fills->fill[1] = (struct fill){ "labels", text_get(&fills->labels) };
}

static void
print_lines(const struct report *rep, const struct bc_assessment *as,
            const struct card_lines *lines, const char *first,
            const struct card_fills *fills)
{
    const char *rest = first[0] != '\0' ? "  " : "";
    for (size_t i = 0; i < lines->count; i++) {
        if (cond_eval(lines->at[i].when, &as->facts) == TRUTH_TRUE) {
            report_line(rep, first, rest, lines->at[i].text, fills->fill,
                        ARRAY_LEN(fills->fill));
        }
    }
}

static enum card_id
main_card(const struct bc_assessment *as)
{
    static const enum card_id of_level[BC_LEVEL_COUNT] = {
        [BC_LEVEL_NONE] = CARD_OUT_OF_SCOPE, [BC_SELF_CARE] = CARD_SELF_CARE,
        [BC_ROUTINE] = CARD_ROUTINE,         [BC_URGENT] = CARD_URGENT,
        [BC_EMERGENCY] = CARD_EMERGENCY,
    };
    bool incomplete = as->completeness == BC_INCOMPLETE && !is_emergency(as);
    return incomplete ? CARD_INCOMPLETE : of_level[as->outcome.level];
}

static void
print_say_this(const struct report *rep, const struct bc_assessment *as)
{
    int question = ruleset_find_question(as->rs, "weeks_since_birth");
    bool known = question >= 0 && (as->given.given & BIT(question)) != 0;
    long weeks = known ? as->given.of[question].number : -1;
    char number[24];
    snprintf(number, sizeof(number), "%ld", weeks);
    const struct fill fill = { "weeks", number };
    enum say say = SAY_SAY_THIS_N;
    if (weeks <= 1) {
        say = weeks < 0    ? SAY_SAY_THIS_WHEN
              : weeks == 0 ? SAY_SAY_THIS_0
                           : SAY_SAY_THIS_1;
    }
    report_say(rep, say, &fill, 1);
}

static void
print_say(const struct report *rep, const struct bc_assessment *as,
          const struct card *card, const struct card_fills *fills)
{
    if (as->outcome.level < BC_ROUTINE) {
        return;
    }
    report_gap(rep);
    if (as->outcome.level >= BC_URGENT) {
        print_say_this(rep, as);
    }
    print_lines(rep, as, &card->say, "", fills);
}

static void
print_card_top(const struct report *rep, const struct bc_assessment *as,
               const struct card *card, const struct card_fills *fills)
{
    bool hour = as->outcome.within_hours != 0;
    report_heading(rep, card->heading, fills->fill, ARRAY_LEN(fills->fill));
    report_gap(rep);
    print_lines(rep, as, &card->call, "", fills);
    print_lines(rep, as, hour ? &card->within_hour : &card->not_within_hour, "",
                fills);
    print_lines(rep, as, &card->then, "", fills);
}

static void
print_card(const struct report *rep, const struct bc_assessment *as,
           const struct card *card)
{
    struct card_fills fills;
    card_fills_init(&fills, rep, as);
    report_gap(rep);
    print_card_top(rep, as, card, &fills);
    print_said(rep, as);
    if (!is_emergency(as)) {
        print_reasons(rep, as, true, SAY_REASONS_HEAD);
    }
    print_open(rep, as);
    print_say(rep, as, card, &fills);
    if (!is_emergency(as)) {
        print_reasons(rep, as, false, SAY_ALSO_HEAD);
    }
    if (card->wait.count > 0) {
        report_gap(rep);
    }
    if (card->wait_heading != NULL) {
        report_line(rep, "", "", card->wait_heading, fills.fill,
                    ARRAY_LEN(fills.fill));
    }
    print_lines(rep, as, &card->wait, "- ", &fills);
    if (card->last.count > 0) {
        report_gap(rep);
        print_lines(rep, as, &card->last, "", &fills);
    }
    rep->out->failed = rep->out->failed || fills.labels.failed;
    text_free(&fills.labels);
}

/* ---- private cards ---- */

/* The level that answers to this question lead to. */
static enum bc_level
level_from(const struct bc_assessment *as, size_t question)
{
    enum bc_level level = BC_LEVEL_NONE;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        if ((finding->rule->reads & BIT(question)) != 0 &&
            finding->outcome.level > level) {
            level = finding->outcome.level;
        }
    }
    return level;
}

static void
print_private_card(const struct report *rep, const struct bc_assessment *as,
                   const struct card *card, bool heading)
{
    struct card_fills fills;
    card_fills_init(&fills, rep, as);
    report_gap(rep);
    if (heading) {
        report_heading(rep, card->heading, fills.fill, ARRAY_LEN(fills.fill));
        report_gap(rep);
    }
    print_lines(rep, as, &card->call, "", &fills);
    rep->out->failed = rep->out->failed || fills.labels.failed;
    text_free(&fills.labels);
}

/* Cards that speak first have a heading and the level of the result; the
 * others stand behind the main card. */
static size_t
print_private(const struct report *rep, const struct bc_assessment *as,
              bool first)
{
    size_t count = 0;
    for (size_t i = 0; i < as->rs->question_count; i++) {
        const struct question *q = &as->rs->questions[i];
        const struct card *card = NULL;
        if ((as->given.unsure & BIT(i)) != 0) {
            card = q->not_sure_card;
        }
        for (size_t c = 0; c < q->choice_count; c++) {
            card =
                (as->given.of[i].yes & BIT(c)) != 0 ? q->choices[c].card : card;
        }
        if (card == NULL || !q->is_private) {
            continue;
        }
        bool leads =
            card->heading != NULL && level_from(as, i) == as->outcome.level;
        if (leads == first) {
            print_private_card(rep, as, card, leads);
            count++;
        }
    }
    return count;
}

void
report_private(const struct report *rep, const struct bc_assessment *as)
{
    print_private(rep, as, true);
    print_private(rep, as, false);
}

void
report_card(const struct report *rep, const struct bc_assessment *as)
{
    size_t leading = rep->show_private ? print_private(rep, as, true) : 0;
    if (leading == 0 || !top_is_private(as)) {
        print_card(rep, as, ruleset_get_card(as->rs, main_card(as)));
    }
    if (rep->show_private && !is_emergency(as)) {
        print_private(rep, as, false);
    }
}
