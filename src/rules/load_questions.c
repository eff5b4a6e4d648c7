/* Owns questions.yaml: questions, choices, and what stands in for an answer
 * that was not given. */
#include "decode.h"

#include "suggest.h"
#include "text.h"

#include <limits.h>
#include <string.h>

/* A question being read: parts that need the rest of it first. */
struct draft {
    struct question q;
    const struct ynode *part, *choices, *narrows;
    const struct ynode *if_not_sure, *if_missing, *if_not_asked;
};

struct choice_draft {
    struct choice choice;
    const struct ynode *keeps_open;
};

static void
decode_type(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const types[] = {
        [QUESTION_SINGLE] = "single",
        [QUESTION_MULTI] = "multi",
        [QUESTION_NUMBER] = "number",
    };
    enum question_type *type = to;
    int at = decode_index(ld, value, types, ARRAY_LEN(types), "type");
    *type = at >= 0 ? (enum question_type)at : QUESTION_SINGLE;
}

static void
check_reserved(struct loader *ld, const struct ynode *value,
               const char *const *words, size_t count, const char *what)
{
    for (size_t i = 0; i < count; i++) {
        if (value->kind == YNODE_SCALAR && text_same(value->text, words[i])) {
            DECODE_ERROR(ld, value, "reserved-word",
                         "'%s' cannot be a %s: it has another meaning",
                         words[i], what);
        }
    }
}

/* Words a person types to steer the interview cannot be choices. */
static void
decode_code(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const words[] = { "not_sure", "why",  "previous",
                                         "back",     "stop", "help" };
    decode_id(ld, value, to);
    check_reserved(ld, value, words, ARRAY_LEN(words), "choice");
}

/* A condition is one key: a question, or one of these. */
static void
decode_question_id(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const words[] = { "all", "any", "not", "is", "count" };
    decode_id(ld, value, to);
    check_reserved(ld, value, words, ARRAY_LEN(words), "question");
}

/* ---- choices ---- */

static choice_set
choice_bits(struct loader *ld, const struct ynode *list,
            const struct question *q)
{
    choice_set set = 0;
    if (list->kind != YNODE_SEQ) {
        DECODE_ERROR(ld, list, "not-a-list", "expected a list in [ ]");
        return 0;
    }
    for (const struct ynode *n = list->first; n != NULL; n = n->next) {
        int at = decode_find_choice(ld, n, q);
        set |= at >= 0 ? BIT(at) : 0;
    }
    return set;
}

static void
read_choice(struct loader *ld, const struct ynode *node,
            const struct question *q, struct choice *choice)
{
    static const struct field fields[] = {
        { "code", REQUIRED, decode_code,
          offsetof(struct choice_draft, choice.id) },
        { "text", REQUIRED, decode_shown,
          offsetof(struct choice_draft, choice.text) },
        { "you_said", OPTIONAL, decode_said,
          offsetof(struct choice_draft, choice.you_said) },
        { "alone", OPTIONAL, decode_bool,
          offsetof(struct choice_draft, choice.alone) },
        { "keeps_open", OPTIONAL, decode_node,
          offsetof(struct choice_draft, keeps_open) },
        { "card", OPTIONAL, decode_later, 0 },
    };
    struct choice_draft draft = { .keeps_open = NULL };
    decode_fields(ld, node, fields, ARRAY_LEN(fields), &draft);
    draft.choice.origin = decode_origin(ld, node);
    const struct ynode *alone = decode_find(node, "alone");
    if (alone != NULL && q->type != QUESTION_MULTI) {
        DECODE_ERROR(ld, alone, "misplaced-key",
                     "'alone' goes with a question of type multi only");
    }
    if (draft.keeps_open != NULL && q->narrows < 0) {
        DECODE_ERROR(ld, draft.keeps_open, "misplaced-key",
                     "only a question that narrows another can keep open");
    } else if (draft.keeps_open != NULL) {
        draft.choice.narrows = true;
        draft.choice.keeps_open =
            choice_bits(ld, draft.keeps_open, &ld->rs->questions[q->narrows]);
    }
    *choice = draft.choice;
}

static void
read_choices(struct loader *ld, const struct ynode *node, struct draft *draft)
{
    struct question *q = &draft->q;
    bool number = q->type == QUESTION_NUMBER;
    if (draft->choices == NULL || number) {
        if (number != (draft->choices == NULL)) {
            DECODE_ERROR(ld, node, number ? "misplaced-key" : "missing-key",
                         number ? "a number question has no choices"
                                : "'choices' is missing here");
        }
        return;
    }
    size_t count = 0;
    struct choice *choices =
        decode_list(ld, draft->choices, sizeof(*choices), &count);
    if (count > CHOICES_MAX) {
        DECODE_ERROR(ld, draft->choices, "too-many-choices",
                     "more than %d choices", CHOICES_MAX);
        count = CHOICES_MAX;
    }
    const struct ynode *entry = draft->choices->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        read_choice(ld, entry, q, &choices[i]);
        choices[i].id = choices[i].id != NULL ? choices[i].id : "";
        q->choices = choices;
        q->choice_count = i;
        if (question_find_choice(q, choices[i].id) >= 0) {
            DECODE_ERROR(ld, entry, "repeated-id",
                         "choice '%s' is defined twice", choices[i].id);
        }
    }
    q->choice_count = count;
}

/* ---- what stands in for an answer ---- */

static void
stand_in_value(struct loader *ld, const struct ynode *node,
               const struct question *q, struct stand_in *to)
{
    to->kind = STAND_IN_VALUE;
    if (q->type == QUESTION_NUMBER) {
        decode_number(ld, node, &to->number);
        if (to->number < q->min || to->number > q->max) {
            DECODE_ERROR(ld, node, "impossible-number",
                         "%ld is not between %ld and %ld", to->number, q->min,
                         q->max);
        }
        return;
    }
    int at = decode_find_choice(ld, node, q);
    to->choices = at >= 0 ? BIT(at) : 0;
}

/* kinds: how many of the words unknown and incomplete are allowed here. */
static void
read_stand_in(struct loader *ld, const struct ynode *node,
              const struct question *q, size_t kinds, struct stand_in *to)
{
    static const struct {
        const char *word;
        enum stand_in_kind kind;
    } words[] = {
        { "unknown", STAND_IN_UNKNOWN },
        { "incomplete", STAND_IN_INCOMPLETE },
    };
    if (node == NULL || !decode_is_scalar(ld, node)) {
        return;
    }
    for (size_t i = 0; i < kinds; i++) {
        if (strcmp(node->text, words[i].word) == 0) {
            to->kind = words[i].kind;
            return;
        }
    }
    stand_in_value(ld, node, q, to);
}

/* ---- questions ---- */

static int
find_part(struct loader *ld, const struct ynode *node)
{
    if (node == NULL || !decode_is_scalar(ld, node)) {
        return 0;
    }
    for (size_t i = 0; i < ld->rs->part_count; i++) {
        if (strcmp(ld->rs->parts[i].id, node->text) == 0) {
            return (int)i;
        }
    }
    struct bc_error *error =
        DECODE_ERROR(ld, node, "unknown-part", "unknown part '%s'", node->text);
    error_suggest(error, node->text, ld->rs->parts, ld->rs->part_count,
                  sizeof(*ld->rs->parts));
    return 0;
}

static int
find_narrowed(struct loader *ld, const struct ynode *node)
{
    if (node == NULL || !decode_is_scalar(ld, node)) {
        return -1;
    }
    int at = ruleset_find_question(ld->rs, node->text);
    if (at < 0 || ld->questions[at].type == QUESTION_NUMBER) {
        DECODE_ERROR(ld, node, "unknown-question",
                     "'%s' is not a choice question that stands earlier",
                     node->text);
        return -1;
    }
    return at;
}

/* Keys that mean something for some questions only. */
static void
check_keys(struct loader *ld, const struct ynode *node,
           const struct question *q)
{
    static const char *const number_keys[] = { "tell_weeks", "min",
                                               "max",        "unit",
                                               "you_said",   "you_said_0",
                                               "you_said_1" };
    for (size_t i = 0; i < ARRAY_LEN(number_keys); i++) {
        const struct ynode *value = decode_find(node, number_keys[i]);
        if (value != NULL && q->type != QUESTION_NUMBER) {
            DECODE_ERROR(ld, value, "misplaced-key",
                         "'%s' goes with a number question only",
                         number_keys[i]);
        }
    }
    const struct ynode *card = decode_find(node, "not_sure_card");
    if (card != NULL && !q->is_private) {
        DECODE_ERROR(ld, card, "misplaced-key",
                     "'not_sure_card' goes with a private question only");
    }
}

static void
check_question(struct loader *ld, const struct ynode *node,
               const struct draft *draft)
{
    const struct question *q = &draft->q;
    check_keys(ld, node, q);
    bool asked_always = decode_find(node, "ask_when") == NULL;
    if (draft->if_not_asked != NULL && asked_always && !q->terminal_only) {
        DECODE_ERROR(ld, draft->if_not_asked, "misplaced-key",
                     "a question that is always asked has no if_not_asked");
    }
    if (q->skip_implies != NULL && draft->if_not_asked == NULL) {
        DECODE_ERROR(ld, decode_find(node, "skip_implies"), "misplaced-key",
                     "'skip_implies' goes with 'if_not_asked' only");
    }
    bool bounds =
        decode_find(node, "min") != NULL && decode_find(node, "max") != NULL;
    if (q->type == QUESTION_NUMBER && !bounds) {
        DECODE_ERROR(ld, node, "missing-key",
                     "a number question needs 'min' and 'max'");
    } else if (q->type == QUESTION_NUMBER && q->min >= q->max && q->max >= 0) {
        DECODE_ERROR(ld, node, "impossible-bound",
                     "min %ld is not below max %ld", q->min, q->max);
    }
}

static void
read_question(struct loader *ld, const struct ynode *node, struct question *to)
{
#define MEMBER(name) offsetof(struct draft, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_question_id, MEMBER(q.id) },
        { "ref", OPTIONAL, decode_word, MEMBER(q.ref) },
        { "part", REQUIRED, decode_node, MEMBER(part) },
        { "ask", REQUIRED, decode_shown, MEMBER(q.ask) },
        { "hint", OPTIONAL, decode_shown, MEMBER(q.hint) },
        { "why", REQUIRED, decode_shown, MEMBER(q.why) },
        { "label", REQUIRED, decode_shown, MEMBER(q.label) },
        { "type", REQUIRED, decode_type, MEMBER(q.type) },
        { "choices", OPTIONAL, decode_node, MEMBER(choices) },
        { "min", OPTIONAL, decode_number, MEMBER(q.min) },
        { "max", OPTIONAL, decode_number, MEMBER(q.max) },
        { "unit", OPTIONAL, decode_word, MEMBER(q.unit) },
        { "you_said", OPTIONAL, decode_said_value, MEMBER(q.you_said) },
        { "you_said_0", OPTIONAL, decode_said, MEMBER(q.you_said_0) },
        { "you_said_1", OPTIONAL, decode_said, MEMBER(q.you_said_1) },
        { "ask_when", OPTIONAL, decode_later, 0 },
        { "if_not_sure", REQUIRED, decode_node, MEMBER(if_not_sure) },
        { "if_missing", REQUIRED, decode_node, MEMBER(if_missing) },
        { "if_not_asked", OPTIONAL, decode_node, MEMBER(if_not_asked) },
        { "skip_implies", OPTIONAL, decode_prose, MEMBER(q.skip_implies) },
        { "worse", OPTIONAL, decode_later, 0 },
        { "private", OPTIONAL, decode_bool, MEMBER(q.is_private) },
        { "not_sure_card", OPTIONAL, decode_later, 0 },
        { "terminal_only", OPTIONAL, decode_bool, MEMBER(q.terminal_only) },
        { "always_used", OPTIONAL, decode_bool, MEMBER(q.always_used) },
        { "tell_weeks", OPTIONAL, decode_bool, MEMBER(q.tell_weeks) },
        { "narrows", OPTIONAL, decode_node, MEMBER(narrows) },
    };
#undef MEMBER
    struct draft draft = { .q = { .narrowed_by = -1, .max = -1 } };
    decode_fields(ld, node, fields, ARRAY_LEN(fields), &draft);
    struct question *q = &draft.q;
    q->id = q->id != NULL ? q->id : "";
    q->part = find_part(ld, draft.part);
    q->narrows = find_narrowed(ld, draft.narrows);
    q->origin = decode_origin(ld, node);
    read_choices(ld, node, &draft);
    check_question(ld, node, &draft);
    if (q->type == QUESTION_NUMBER && q->min >= q->max) {
        q->min = 0; /* said already: not again by all that has a number */
        q->max = LONG_MAX;
    }
    read_stand_in(ld, draft.if_not_sure, q, 1, &q->if_not_sure);
    read_stand_in(ld, draft.if_missing, q, 2, &q->if_missing);
    read_stand_in(ld, draft.if_not_asked, q, 0, &q->if_not_asked);
    *to = *q;
}

void
load_questions(struct loader *ld, const struct ynode *root)
{
    size_t count = 0;
    ld->questions = decode_list(ld, root, sizeof(*ld->questions), &count);
    ld->rs->questions = ld->questions;
    if (count > QUESTIONS_MAX) {
        DECODE_ERROR(ld, root, "too-many-questions", "more than %d questions",
                     QUESTIONS_MAX);
        count = QUESTIONS_MAX;
    }
    decode_check_ids(ld, &(struct id_table){ 0 }, root);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        ld->rs->question_count = i; /* a question sees the earlier ones */
        read_question(ld, entry, &ld->questions[i]);
        int narrows = ld->questions[i].narrows;
        const struct ynode *key = decode_find(entry, "narrows");
        if (narrows >= 0 && ld->questions[narrows].narrowed_by >= 0) {
            DECODE_ERROR(ld, key, "repeated-key",
                         "another question narrows '%s' already",
                         ld->questions[narrows].id);
        } else if (narrows >= 0) {
            ld->questions[narrows].narrowed_by = (int)i;
        }
    }
    ld->rs->question_count = count;
}

/* ---- later passes ---- */

void
load_ask_when(struct loader *ld, const struct ynode *root)
{
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < ld->rs->question_count; i++, entry = entry->next) {
        const struct ynode *when = decode_find(entry, "ask_when");
        if (when == NULL) {
            continue;
        }
        decode_cond(ld, when, &ld->questions[i].ask_when);
        if (decode_failed(ld)) {
            continue;
        }
        question_set reads = cond_reads(ld->rs, ld->questions[i].ask_when);
        if (reads >> i != 0) {
            DECODE_ERROR(ld, when, "asked-too-early",
                         "'%s' is asked by answers to questions that come "
                         "later",
                         ld->questions[i].id);
        }
    }
}

static const struct card *
find_card(struct loader *ld, const struct ynode *node)
{
    if (node == NULL || !decode_is_scalar(ld, node)) {
        return NULL;
    }
    const struct card *card = ruleset_find_card(ld->rs, node->text);
    if (card != NULL) {
        return card;
    }
    struct bc_error *error =
        DECODE_ERROR(ld, node, "unknown-card", "unknown card '%s'", node->text);
    error_suggest(error, node->text, ld->rs->cards, ld->rs->card_count,
                  sizeof(*ld->rs->cards));
    return NULL;
}

static void
link_choice_cards(struct loader *ld, const struct ynode *list,
                  struct question *q)
{
    struct choice *choices =
        decode_alloc(ld, q->choice_count, sizeof(*choices));
    if (choices == NULL || list == NULL || list->kind != YNODE_SEQ) {
        return;
    }
    const struct ynode *entry = list->first;
    for (size_t i = 0; i < q->choice_count; i++, entry = entry->next) {
        const struct ynode *card = decode_find(entry, "card");
        choices[i] = q->choices[i];
        choices[i].card = find_card(ld, card);
        if (card != NULL && !q->is_private) {
            DECODE_ERROR(ld, card, "misplaced-key",
                         "'card' goes with a private question only");
        }
    }
    q->choices = choices;
}

void
load_card_links(struct loader *ld, const struct ynode *root)
{
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < ld->rs->question_count; i++, entry = entry->next) {
        struct question *q = &ld->questions[i];
        q->not_sure_card = find_card(ld, decode_find(entry, "not_sure_card"));
        if (q->type != QUESTION_NUMBER) {
            link_choice_cards(ld, decode_find(entry, "choices"), q);
        }
    }
}
