/* Owns care cards: the level first, then whom to call, why, what to say, what
 * to do while waiting. Every sentence is the pack's. */
#include "report_why.h"

#include "cond.h"

#include <stdio.h>

/* Is there nothing at the level of the result but what is private? */
static bool
top_is_private(const struct bc_assessment *as)
{
    bool some = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        if (why_is_top(as, &as->findings[i])) {
            if (!as->findings[i].rule->is_private) {
                return false;
            }
            some = true;
        }
    }
    return some;
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
            const struct card_lines *lines, enum line line,
            const struct card_fills *fills)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (cond_eval(lines->at[i].when, &as->facts) == TRUTH_TRUE) {
            report_line(rep, line, lines->at[i].text, fills->fill,
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
    bool incomplete =
        as->completeness == BC_INCOMPLETE && !why_is_emergency(as);
    return incomplete ? CARD_INCOMPLETE : of_level[as->outcome.level];
}

/* Who she is, for the first sentence on the phone. */
static enum say
say_this(const struct bc_assessment *as, long weeks)
{
    if (top_is_private(as)) {
        return SAY_SAY_THIS_PRIVATE;
    }
    if (weeks < 0) {
        return as->facts.out_of_scope ? SAY_SAY_THIS_PREGNANT
                                      : SAY_SAY_THIS_WHEN;
    }
    return weeks == 0   ? SAY_SAY_THIS_0
           : weeks == 1 ? SAY_SAY_THIS_1
                        : SAY_SAY_THIS_N;
}

/* Weeks since the birth, as she said; -1 when she did not. */
static long
told_weeks(const struct bc_assessment *as)
{
    for (size_t i = 0; i < as->rs->question_count; i++) {
        if (as->rs->questions[i].tell_weeks &&
            (as->facts.given & BIT(i)) != 0) {
            return as->facts.of[i].number;
        }
    }
    return -1;
}

static void
print_say(const struct report *rep, const struct bc_assessment *as,
          const struct card *card, const struct card_fills *fills)
{
    if (as->outcome.level >= BC_URGENT) {
        long weeks = told_weeks(as);
        char number[24];
        snprintf(number, sizeof(number), "%ld", weeks);
        const struct fill fill = { "weeks", number };
        report_gap(rep);
        report_say(rep, say_this(as, weeks), &fill, 1);
    } else if (rep->room != ROOM_PLENTY) {
        return;
    } else if (card->say.count > 0) {
        report_gap(rep);
    }
    print_lines(rep, as, &card->say, LINE_PLAIN, fills);
}

static void
print_card_top(const struct report *rep, const struct bc_assessment *as,
               const struct card *card, const struct card_fills *fills)
{
    bool hour = as->outcome.within_hours != 0;
    report_heading(rep, card->heading, fills->fill, ARRAY_LEN(fills->fill));
    report_gap(rep);
    print_lines(rep, as, &card->call, LINE_PLAIN, fills);
    print_lines(rep, as, hour ? &card->within_hour : &card->not_within_hour,
                LINE_PLAIN, fills);
    print_lines(rep, as, &card->then, LINE_PLAIN, fills);
}

static void
print_card(const struct report *rep, const struct bc_assessment *as,
           const struct card *card)
{
    struct card_fills fills;
    card_fills_init(&fills, rep, as);
    report_section(rep, as->outcome.level);
    print_card_top(rep, as, card, &fills);
    why_actions(rep, as);
    question_set said = why_said(rep, as);
    why_reasons(rep, as);
    why_open(rep, as);
    why_assumed(rep, as);
    print_say(rep, as, card, &fills);
    if (!why_is_emergency(as)) {
        why_also(rep, as, said);
    }
    if (card->wait.count > 0) {
        report_gap(rep);
    }
    if (card->wait_heading != NULL) {
        report_heading(rep, card->wait_heading, fills.fill,
                       ARRAY_LEN(fills.fill));
    }
    print_lines(rep, as, &card->wait, LINE_ITEM, &fills);
    if (card->last.count > 0) {
        report_gap(rep);
        print_lines(rep, as, &card->last, LINE_PLAIN, &fills);
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
    print_lines(rep, as, &card->call, LINE_PLAIN, &fills);
    rep->out->failed = rep->out->failed || fills.labels.failed;
    text_free(&fills.labels);
}

/* The card for her answer to a private question, or NULL. */
static const struct card *
private_card(const struct bc_assessment *as, size_t question)
{
    const struct question *q = &as->rs->questions[question];
    const struct card *card = NULL;
    if (!q->is_private) {
        return NULL;
    }
    if ((as->given.unsure & BIT(question)) != 0) {
        card = q->not_sure_card;
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((as->given.of[question].yes & BIT(i)) != 0) {
            card = q->choices[i].card;
        }
    }
    return card;
}

/* A card speaks first when it has a heading and the result its level, and that
 * is urgent at least; the others stand last. */
size_t
report_private(const struct report *rep, const struct bc_assessment *as,
               bool first)
{
    size_t count = 0;
    for (size_t i = 0; i < as->rs->question_count; i++) {
        const struct card *card = private_card(as, i);
        if (card == NULL) {
            continue;
        }
        bool fits =
            card->heading != NULL && level_from(as, i) == as->outcome.level;
        bool leads = fits && as->outcome.level >= BC_URGENT;
        if (leads == first) {
            print_private_card(rep, as, card, fits);
            count++;
        }
    }
    return count;
}

/* At an emergency of the mind or at home its own card says all, but for what
 * the body needs. */
static void
print_other_urgent(const struct report *rep, const struct bc_assessment *as)
{
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        if (!finding->rule->is_private && finding->outcome.level == BC_URGENT) {
            report_gap(rep);
            report_say(rep, SAY_ALSO_URGENT, NULL, 0);
            return;
        }
    }
}

void
report_card(const struct report *rep, const struct bc_assessment *as)
{
    size_t leading = rep->show_private ? report_private(rep, as, true) : 0;
    if (leading > 0 && why_is_emergency(as) && top_is_private(as)) {
        print_other_urgent(rep, as);
    } else {
        print_card(rep, as, ruleset_get_card(as->rs, main_card(as)));
    }
}
