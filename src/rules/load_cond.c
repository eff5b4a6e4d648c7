/* Owns conditions: decoding them, linking the named ones, and refusing those
 * that run in a circle or grow beyond bounds. Evaluating is cond.c's work. */
#include "decode.h"

#include "suggest.h"
#include "text.h"

#include <ctype.h>

/* A condition with its named parts put in: bounds what evaluating can cost. */
#define EXPANDED_MAX 4096

static decode_fn decode_part;

typedef void cond_fn(struct loader *ld, const struct ynode *value,
                     struct cond *cond);

/* ---- groups ---- */

static void
decode_parts(struct loader *ld, const struct ynode *list, struct cond *cond)
{
    size_t count = 0;
    const struct cond **part = decode_list(ld, list, sizeof(*part), &count);
    const struct ynode *entry = list->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_part(ld, entry, &part[i]);
    }
    cond->part = part;
    cond->count = (unsigned)count;
}

static void
decode_all(struct loader *ld, const struct ynode *value, struct cond *cond)
{
    cond->kind = COND_ALL;
    decode_parts(ld, value, cond);
}

static void
decode_any(struct loader *ld, const struct ynode *value, struct cond *cond)
{
    cond->kind = COND_ANY;
    decode_parts(ld, value, cond);
}

static void
decode_not(struct loader *ld, const struct ynode *value, struct cond *cond)
{
    const struct cond **part = decode_alloc(ld, 1, sizeof(*part));
    cond->kind = COND_NOT;
    if (part != NULL) {
        decode_part(ld, value, part);
        cond->part = part;
        cond->count = 1;
    }
}

struct count_parts {
    long at_least;
    const struct ynode *of;
};

static void
decode_count(struct loader *ld, const struct ynode *value, struct cond *cond)
{
    static const struct field fields[] = {
        { "at_least", REQUIRED, decode_number,
          offsetof(struct count_parts, at_least) },
        { "of", REQUIRED, decode_node, offsetof(struct count_parts, of) },
    };
    struct count_parts parts = { .at_least = 1 };
    cond->kind = COND_COUNT;
    if (!decode_fields(ld, value, fields, ARRAY_LEN(fields), &parts) ||
        parts.of == NULL) {
        return;
    }
    decode_parts(ld, parts.of, cond);
    if (parts.at_least < 1 || (size_t)parts.at_least > cond->count) {
        DECODE_ERROR(ld, decode_find(value, "at_least"), "impossible-bound",
                     "at_least is %ld; it must be from 1 to %u", parts.at_least,
                     cond->count);
        return;
    }
    cond->at_least = (unsigned)parts.at_least;
}

static void
decode_is(struct loader *ld, const struct ynode *value, struct cond *cond)
{
    const struct bc_ruleset *rs = ld->rs;
    cond->kind = COND_IS;
    cond->named = -1;
    if (!decode_is_scalar(ld, value)) {
        return;
    }
    cond->named = decode_find_id(&ld->condition_ids, value->text);
    if (cond->named >= 0) {
        ld->cond_size += rs->conditions[cond->named].size;
    } else {
        struct bc_error *error =
            DECODE_ERROR(ld, value, "unknown-condition",
                         "unknown condition '%s'", value->text);
        error_suggest(error, value->text, rs->conditions, rs->condition_count,
                      sizeof(*rs->conditions));
    }
}

/* ---- leaves ---- */

/* Other ways of joining conditions go by other names. */
static void
unknown_question(struct loader *ld, const struct ynode *node)
{
    static const char *const others[][2] = { { "and", "all" },
                                             { "or", "any" } };
    struct bc_error *error = DECODE_ERROR(ld, node, "unknown-question",
                                          "unknown question '%s'", node->text);
    error_suggest(error, node->text, ld->rs->questions, ld->rs->question_count,
                  sizeof(*ld->rs->questions));
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        if (text_same(node->text, others[i][0])) {
            error_did_you_mean(error, others[i][1]);
        }
    }
}

static void
decode_choice(struct loader *ld, const struct ynode *node,
              const struct question *q, struct cond *cond)
{
    if (!decode_is_scalar(ld, node)) {
        return;
    }
    bool unsure = text_same(node->text, "not_sure");
    int at = unsure ? -1 : decode_find_choice(ld, node, q);
    if ((unsure && cond->not_sure) ||
        (at >= 0 && (cond->choices & BIT(at)) != 0)) {
        DECODE_ERROR(ld, node, "repeated-choice", "'%s' stands here twice",
                     node->text);
    }
    cond->not_sure |= unsure;
    cond->choices |= at >= 0 ? BIT(at) : 0;
}

static void
decode_choices(struct loader *ld, const struct ynode *value,
               const struct question *q, struct cond *cond)
{
    cond->kind = COND_CHOICE;
    if (value->kind != YNODE_SEQ && q->type == QUESTION_NUMBER) {
        error_help(DECODE_ERROR(ld, value, "not-a-mapping",
                                "expected a range of '%s' in { }", q->id),
                   "such as {at_least: 2} or {at_least: 2, at_most: 12}");
        return;
    }
    if (value->kind != YNODE_SEQ) {
        decode_in_brackets(
            DECODE_ERROR(ld, value, "not-a-list",
                         "expected a list of choices of '%s' in [ ]", q->id),
            value);
        return;
    }
    if (value->count == 0) {
        DECODE_ERROR(ld, value, "empty-list", "the list is empty");
    }
    for (const struct ynode *n = value->first; n != NULL; n = n->next) {
        decode_choice(ld, n, q, cond);
    }
}

static void
decode_bound(struct loader *ld, const struct ynode *value, void *to)
{
    struct bound *bound = to;
    if (!decode_is_scalar(ld, value)) {
        return;
    }
    long number = 0; /* of six digits at most */
    int question = ruleset_find_question(ld->rs, value->text);
    bool word = islower((unsigned char)value->text[0]) != 0;
    if (question < 0 && word) {
        error_did_you_mean(
            DECODE_ERROR(ld, value, "unknown-question",
                         "neither a number nor a question: '%s'", value->text),
            suggest_among(value->text, ld->rs->questions,
                          ld->rs->question_count, sizeof(*ld->rs->questions)));
    } else if (question < 0) {
        decode_number(ld, value, &number);
    } else if (ld->rs->questions[question].type != QUESTION_NUMBER) {
        DECODE_ERROR(ld, value, "not-a-number-question",
                     "'%s' is not answered with a number", value->text);
    }
    *bound = (struct bound){ true, (signed char)question, (int)number };
}

struct range {
    struct bound at_least, at_most, above, below;
};

/* A bound no answer can reach, or a range with nothing in it. */
static void
check_range(struct loader *ld, const struct ynode *node,
            const struct question *q, const struct cond *cond)
{
    const struct bound *low = &cond->low, *high = &cond->high;
    bool fixed_low = low->set && low->question < 0;
    bool fixed_high = high->set && high->question < 0;
    bool never = (fixed_low && low->value > q->max) ||
                 (fixed_high && high->value < q->min) ||
                 (fixed_low && fixed_high && low->value > high->value);
    if (never) {
        DECODE_ERROR(ld, node, "impossible-bound",
                     "no answer to '%s' (%ld to %ld) can be in this range",
                     q->id, q->min, q->max);
    }
}

static void
decode_range(struct loader *ld, const struct ynode *value,
             const struct question *q, struct cond *cond)
{
    static const struct field fields[] = {
        { "at_least", OPTIONAL, decode_bound,
          offsetof(struct range, at_least) },
        { "at_most", OPTIONAL, decode_bound, offsetof(struct range, at_most) },
        { "above", OPTIONAL, decode_bound, offsetof(struct range, above) },
        { "below", OPTIONAL, decode_bound, offsetof(struct range, below) },
    };
    struct range range = { .at_least = { .question = -1 } };
    cond->kind = COND_NUMBER;
    if (!decode_fields(ld, value, fields, ARRAY_LEN(fields), &range)) {
        return;
    }
    bool twice = (range.at_least.set && range.above.set) ||
                 (range.at_most.set && range.below.set);
    if (twice || value->count == 0) {
        DECODE_ERROR(ld, value, "impossible-bound",
                     "expected one lower or one upper bound, or both");
        return;
    }
    cond->low = range.above.set ? range.above : range.at_least;
    cond->low.value += range.above.set ? 1 : 0;
    cond->high = range.below.set ? range.below : range.at_most;
    cond->high.value -= range.below.set ? 1 : 0;
    check_range(ld, value, q, cond);
}

static void
decode_leaf(struct loader *ld, const struct ynode *key, struct cond *cond)
{
    const struct bc_ruleset *rs = ld->rs;
    cond->question = ruleset_find_question(rs, key->text);
    if (cond->question >= 0) {
        const struct question *q = &rs->questions[cond->question];
        bool range =
            q->type == QUESTION_NUMBER && key->value->kind == YNODE_MAP;
        (range ? decode_range : decode_choices)(ld, key->value, q, cond);
        return;
    }
    unknown_question(ld, key);
}

static void
decode_part(struct loader *ld, const struct ynode *value, void *to)
{
    static const struct {
        const char *key;
        cond_fn *decode;
    } kinds[] = {
        { "all", decode_all }, { "any", decode_any },     { "not", decode_not },
        { "is", decode_is },   { "count", decode_count },
    };
    const struct cond **out = to;
    if (value->kind != YNODE_MAP || value->count != 1) {
        bool several = value->kind == YNODE_SEQ || value->count > 1;
        error_help(DECODE_ERROR(ld, value, "bad-condition",
                                "a condition is one key: all, any, not, count, "
                                "is, or a question"),
                   several ? "put several into a list under 'all:' or 'any:'"
                           : "");
        return;
    }
    struct cond *cond = decode_alloc(ld, 1, sizeof(*cond));
    if (cond == NULL) {
        return;
    }
    *out = cond;
    ld->cond_size++;
    cond->origin = decode_origin(ld, value);
    const struct ynode *key = value->first;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (text_same(kinds[i].key, key->text)) {
            kinds[i].decode(ld, key->value, cond);
            return;
        }
    }
    decode_leaf(ld, key, cond);
}

void
decode_cond(struct loader *ld, const struct ynode *value, void *to)
{
    ld->cond_size = 0;
    decode_part(ld, value, to);
    if (ld->cond_size > EXPANDED_MAX) {
        DECODE_ERROR(ld, value, "condition-too-large",
                     "a condition of more than %d parts", EXPANDED_MAX);
    }
}

/* ---- named conditions ---- */

enum walk_state {
    WALK_NEW,
    WALK_OPEN,
    WALK_DONE,
};

struct walk {
    const struct bc_ruleset *rs;
    struct condition *conditions; /* the same as rs->conditions, to be filled */
    enum walk_state *state;       /* of each of them */
    int in;                       /* the one that is walked */
    int circle;                   /* one that leads to itself, or -1 */
    int closing;                  /* and the one that names it again */
};

static size_t walk_named(struct walk *walk, int named);

static size_t
walk_cond(struct walk *walk, const struct cond *cond)
{
    if (cond == NULL) {
        return 0;
    }
    size_t size = 1;
    if (cond->kind == COND_IS && cond->named >= 0) {
        size += walk_named(walk, cond->named);
    }
    for (size_t i = 0; i < cond->count && size <= EXPANDED_MAX; i++) {
        size += walk_cond(walk, cond->part[i]);
    }
    return size;
}

static size_t
walk_named(struct walk *walk, int named)
{
    if (walk->state[named] == WALK_OPEN) {
        walk->closing = walk->circle < 0 ? walk->in : walk->closing;
        walk->circle = walk->circle < 0 ? named : walk->circle;
        return 0;
    }
    if (walk->state[named] == WALK_NEW) {
        int in = walk->in;
        walk->in = named;
        walk->state[named] = WALK_OPEN;
        struct condition *condition = &walk->conditions[named];
        condition->size = walk_cond(walk, condition->when);
        condition->reads = cond_reads(walk->rs, condition->when);
        walk->state[named] = WALK_DONE;
        walk->in = in;
    }
    return walk->conditions[named].size;
}

/* No circle, and not too large once put together; then what each of them reads
 * is known. */
static void
check_named(struct loader *ld, const struct ynode *root,
            struct condition *conditions)
{
    size_t count = ld->rs->condition_count;
    struct walk walk = {
        .rs = ld->rs,
        .conditions = conditions,
        .in = -1,
        .circle = -1,
        .state = arena_array(&ld->scratch, count, sizeof(*walk.state)),
    };
    if (walk.state == NULL) {
        ld->no_memory = true;
        return;
    }
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        if (walk_named(&walk, (int)i) > EXPANDED_MAX) {
            DECODE_ERROR(ld, entry, "condition-too-large",
                         "'%s' has more than %d parts",
                         ld->rs->conditions[i].id, EXPANDED_MAX);
            return;
        }
    }
    entry = root->first;
    for (int i = 0; i < walk.circle; i++) {
        entry = entry->next;
    }
    if (walk.circle >= 0) {
        error_help(DECODE_ERROR(ld, entry, "circular-condition",
                                "'%s' is defined by itself",
                                conditions[walk.circle].id),
                   "look at 'is: %s' in '%s'", conditions[walk.circle].id,
                   conditions[walk.closing].id);
    }
}

void
load_conditions(struct loader *ld, const struct ynode *root)
{
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, offsetof(struct condition, id) },
        { "when", REQUIRED, decode_cond, offsetof(struct condition, when) },
        { "note", OPTIONAL, decode_prose, offsetof(struct condition, note) },
    };
    size_t count = 0;
    struct condition *conditions =
        decode_list(ld, root, sizeof(*conditions), &count);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        const struct ynode *id = decode_find(entry, "id");
        bool word = id != NULL && id->kind == YNODE_SCALAR;
        conditions[i].id = word ? id->text : "";
        conditions[i].origin = decode_origin(ld, entry);
    }
    decode_check_ids(ld, &ld->condition_ids, root);
    if (ld->no_memory) {
        return;
    }
    ld->rs->conditions = conditions;
    ld->rs->condition_count = count;
    entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_fields(ld, entry, fields, ARRAY_LEN(fields), &conditions[i]);
        if (conditions[i].id == NULL) {
            conditions[i].id = "";
        }
    }
    if (!decode_failed(ld)) {
        check_named(ld, root, conditions);
    }
}
