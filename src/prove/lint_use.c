/* Owns what nothing reads or names: questions, choices, conditions, sources;
 * and what is there, but tells too little, as a name that two cases have, or
 * silence that counts as the best answer, or weighs more than the sign. */
#include "lint_rules.h"

#include "cube.h"

#include <string.h>

/* ---- readers ---- */

/* What rules, tips, causes, cards and the way of the interview read. */
struct readers {
    const struct bc_ruleset *rs;
    question_set questions;
    choice_set choices[QUESTIONS_MAX];
    bool *seen[2]; /* of each named condition: as it is, and under a "not" */
};

/* "Not better" tells "better" from every other choice, and so reads them; but
 * a warning sign must be named. */
static void
read_leaf(struct readers *readers, const struct cond *cond, bool negated)
{
    const struct question *q = &readers->rs->questions[cond->question];
    choice_set *choices = &readers->choices[cond->question];
    bool others = negated && q->type == QUESTION_SINGLE &&
                  q->if_missing.kind != STAND_IN_INCOMPLETE;
    *choices |= others ? ~(choice_set)0 : cond->choices;
}

static void
read_cond(struct readers *readers, const struct cond *cond, bool negated)
{
    if (cond == NULL) {
        return;
    }
    if (cond->kind == COND_CHOICE) {
        read_leaf(readers, cond, negated);
    }
    if (cond->kind == COND_IS && !readers->seen[negated][cond->named]) {
        readers->seen[negated][cond->named] = true;
        read_cond(readers, readers->rs->conditions[cond->named].when, negated);
    }
    for (size_t i = 0; i < cond->count; i++) {
        read_cond(readers, cond->part[i],
                  cond->kind == COND_NOT ? !negated : negated);
    }
}

/* A condition that stands where it has a consequence. */
static void
read_root(struct readers *readers, const struct cond *cond)
{
    readers->questions |= cond_reads(readers->rs, cond);
    read_cond(readers, cond, false);
}

void
lint_card_lists(const struct card_lines *all[CARD_LISTS],
                const struct card *card)
{
    const struct card_lines *const lists[CARD_LISTS] = {
        &card->call, &card->within_hour, &card->not_within_hour,
        &card->then, &card->say,         &card->wait,
        &card->last,
    };
    memcpy(all, lists, sizeof(lists));
}

static void
read_card(struct readers *readers, const struct card *card)
{
    const struct card_lines *all[CARD_LISTS];
    lint_card_lists(all, card);
    for (size_t i = 0; i < CARD_LISTS; i++) {
        for (size_t n = 0; n < all[i]->count; n++) {
            read_root(readers, all[i]->at[n].when);
        }
    }
}

/* A follow-up is read by what it narrows, a card is shown for an answer. */
static void
read_question(struct readers *readers, size_t at)
{
    const struct question *q = &readers->rs->questions[at];
    read_root(readers, q->ask_when);
    if (q->narrows >= 0 || q->tell_weeks || q->not_sure_card != NULL) {
        readers->questions |= BIT(at);
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        if (q->choices[i].card != NULL || q->narrows >= 0) {
            readers->questions |= BIT(at);
            readers->choices[at] |= BIT(i);
        }
    }
}

/* What those red flags read that do not say why they may be open in home care.
 */
static void
read_red_flags(struct readers *readers)
{
    for (size_t i = 0; i < readers->rs->rule_count; i++) {
        const struct rule *rule = &readers->rs->rules[i];
        if (rule->kind == RULE_RED_FLAG && rule->if_unsure_why == NULL) {
            read_root(readers, rule->when);
        }
    }
}

static void
read_all(struct readers *readers)
{
    const struct bc_ruleset *rs = readers->rs;
    read_root(readers, rs->out_of_scope);
    for (size_t i = 0; i < rs->question_count; i++) {
        read_question(readers, i);
    }
    for (size_t i = 0; i < rs->rule_count; i++) {
        read_root(readers, rs->rules[i].when);
    }
    for (size_t i = 0; i < rs->tip_count; i++) {
        read_root(readers, rs->tips[i].show_if);
        read_root(readers, rs->tips[i].withhold_if);
    }
    for (size_t i = 0; i < rs->cause_count; i++) {
        read_root(readers, rs->causes[i].must);
        read_root(readers, rs->causes[i].plus);
        read_root(readers, rs->causes[i].contrary);
    }
    for (size_t i = 0; i < rs->card_count; i++) {
        read_card(readers, &rs->cards[i]);
    }
}

/* ---- choices ---- */

/* What is left when no sign fits: of a question without an order its first
 * choice that nothing reads. */
static choice_set
rest_of(const struct question *q, choice_set read)
{
    choice_set best = cube_best(q);
    choice_set unread = ~read & (BIT(q->choice_count) - 1);
    if (q->type == QUESTION_MULTI) {
        return question_alone(q);
    }
    return best != 0 ? best : unread & ~(unread - 1);
}

static choice_set
stand_ins(const struct question *q)
{
    return q->if_not_sure.choices | q->if_missing.choices |
           q->if_not_asked.choices;
}

/* A choice is a sign where the pack says it back to her, and in each question
 * that must not be missing. Others, such as a place of the pain, may be there
 * so that everybody finds her line. */
static void
check_choices(struct lint *lint, const struct question *q, choice_set read)
{
    read |= stand_ins(q) | rest_of(q, read | stand_ins(q));
    for (size_t i = 0; i < q->choice_count; i++) {
        const struct choice *choice = &q->choices[i];
        bool sign = choice->you_said != NULL ||
                    q->if_missing.kind == STAND_IN_INCOMPLETE;
        if (sign && (read & BIT(i)) == 0) {
            struct bc_error *error = lint_error(
                lint, &choice->origin, "unread-choice",
                "choice '%s' of '%s' is a sign, and nothing reads it",
                choice->id, q->id);
            error_help(error, "name it in the 'when' of a rule, or in a tip, "
                              "a cause or a card");
        }
    }
}

static void
check_question(struct lint *lint, const struct readers *readers, size_t at)
{
    const struct question *q = &lint->rs->questions[at];
    const struct worse *worse = &q->worse;
    bool has_order = worse->rising || worse->picks != 0 || worse->after != NULL;
    if ((readers->questions & BIT(at)) == 0) {
        struct bc_error *error =
            lint_error(lint, &q->origin, "unused-question",
                       "'%s' is asked, and nothing reads it", q->id);
        error_help(error, "name it in a condition, or do not ask it");
    } else {
        check_choices(lint, q, readers->choices[at]);
    }
    if (q->if_missing.kind == STAND_IN_INCOMPLETE && !has_order) {
        struct bc_error *error =
            lint_warning(lint, &q->origin, "no-order",
                         "warning question '%s' does not say which answers "
                         "are worse",
                         q->id);
        error_help(error, "say it under 'worse': proofs pass over a question "
                          "without it");
    }
}

/* ---- what silence counts as ---- */

static bool
is_best(const struct question *q, const struct stand_in *value)
{
    if (value->kind != STAND_IN_VALUE) {
        return false;
    }
    if (q->type == QUESTION_NUMBER) {
        return q->worse.rising && value->number == q->min;
    }
    choice_set best = question_alone(q) | cube_best(q);
    return (value->choices & ~best) == 0;
}

/* Can a red flag hang on an answer that is not the best? A follow-up speaks of
 * the choices of the question that it narrows. */
static bool
is_sign(const struct readers *red_flags, size_t at)
{
    const struct question *q = &red_flags->rs->questions[at];
    if (q->type == QUESTION_NUMBER) {
        return (red_flags->questions & BIT(at)) != 0;
    }
    if (q->narrows >= 0) {
        return red_flags->choices[q->narrows] != 0;
    }
    choice_set worse = q->type == QUESTION_MULTI
                           ? q->worse.picks
                           : (BIT(q->choice_count) - 1) & ~cube_best(q);
    return (red_flags->choices[at] & worse) != 0;
}

/* Silence is never reassurance: what is not known must not count as "no". */
static void
check_silence(struct lint *lint, const struct readers *red_flags, size_t at)
{
    const struct question *q = &lint->rs->questions[at];
    const struct {
        const char *key;
        const struct stand_in *value;
    } silences[] = { { "if_not_sure", &q->if_not_sure },
                     { "if_missing", &q->if_missing } };
    for (size_t i = 0; i < ARRAY_LEN(silences); i++) {
        if (is_best(q, silences[i].value) && is_sign(red_flags, at)) {
            struct bc_error *error =
                lint_error(lint, &q->origin, "unknown-as-best",
                           "'%s' of '%s' is its best answer, and red flags "
                           "read it",
                           silences[i].key, q->id);
            error_help(error, "say 'unknown': silence must not hide a sign");
        }
    }
}

/* ---- sources ---- */

static void
check_source(struct lint *lint, const struct source *source)
{
    if (!source->used) {
        struct bc_error *error =
            lint_warning(lint, &source->origin, "unused-source",
                         "nothing names source '%s'", source->id);
        error_help(error, "name it under 'sources', or leave it out");
    }
    if (source->organisation == NULL && source->year == NULL &&
        source->address == NULL) {
        struct bc_error *error = lint_warning(
            lint, &source->origin, "untraceable-source",
            "source '%s' has no organisation, year or address", source->id);
        error_help(error, "say where it can be found");
    }
}

/* ---- the whole ---- */

static void
check_condition(struct lint *lint, const struct readers *readers, size_t at)
{
    const struct condition *condition = &lint->rs->conditions[at];
    if (!readers->seen[false][at] && !readers->seen[true][at]) {
        struct bc_error *error =
            lint_warning(lint, &condition->origin, "unused-condition",
                         "nothing uses condition '%s'", condition->id);
        error_help(error, "use it as 'is: %s', or leave it out", condition->id);
    }
}

/* Else the sign itself reads milder than not being sure of it. */
static void
check_unsure(struct lint *lint, const struct rule *rule)
{
    if (rule->if_unsure.level <= rule->outcome.level) {
        return;
    }
    struct bc_error *error =
        lint_error(lint, &rule->origin, "unsure-above-level",
                   "rule '%s' asks for less when it holds (%s) than when it "
                   "is not ruled out (%s)",
                   rule->id, level_names[rule->outcome.level],
                   level_names[rule->if_unsure.level]);
    error_help(error, "compare 'level' and 'if_unsure' with the source");
}

static void
init_readers(struct readers *readers, struct lint *lint)
{
    *readers = (struct readers){ .rs = lint->rs };
    for (size_t i = 0; i < ARRAY_LEN(readers->seen); i++) {
        readers->seen[i] =
            arena_array(&lint->arena, lint->rs->condition_count, sizeof(bool));
        lint->no_memory |= readers->seen[i] == NULL;
    }
}

void
lint_use(struct lint *lint)
{
    const struct bc_ruleset *rs = lint->rs;
    struct readers readers, red_flags;
    init_readers(&readers, lint);
    init_readers(&red_flags, lint);
    if (lint->no_memory) {
        return;
    }
    read_all(&readers);
    read_red_flags(&red_flags);
    for (size_t i = 0; i < rs->question_count; i++) {
        check_question(lint, &readers, i);
        check_silence(lint, &red_flags, i);
    }
    for (size_t i = 0; i < rs->condition_count; i++) {
        check_condition(lint, &readers, i);
    }
    for (size_t i = 0; i < rs->source_count; i++) {
        check_source(lint, &rs->sources[i]);
    }
    for (size_t i = 0; i < rs->rule_count; i++) {
        check_unsure(lint, &rs->rules[i]);
    }
}

/* ---- cases ---- */

static const struct known_case *
find_namesake(const struct case_set *set, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (strcmp(set->at[i].name, set->at[at].name) == 0) {
            return &set->at[i];
        }
    }
    return NULL;
}

static void
show_line(struct bc_error *error, const struct case_set *set,
          const struct origin *origin)
{
    for (size_t i = 0; i < set->file_count && error != NULL; i++) {
        if (strcmp(set->files[i].name, origin->file) == 0) {
            yfile_show_line(error, &set->files[i]);
        }
    }
}

void
lint_cases(struct lint *lint, const struct case_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct known_case *other = find_namesake(set, i);
        const struct origin *origin = &set->at[i].origin;
        if (other != NULL) {
            struct bc_error *error =
                lint_warning(lint, origin, "repeated-case",
                             "another case has this name, in %s, line %u",
                             other->origin.file, other->origin.line);
            error_help(error, "name each case after what it alone shows");
            show_line(error, set, origin);
        }
    }
}
