/* Owns the files of reference cases: reading them as strictly as the pack. */
#include "cases.h"

#include "decode.h"

/* ---- lists of ids ---- */

/* The level beside the id of a finding: a word, or with its time. */
static void
decode_outcome(struct loader *ld, const struct ynode *value,
               struct outcome *outcome)
{
#define MEMBER(name) offsetof(struct outcome, name)
    static const struct field fields[] = {
        { "level", REQUIRED, decode_if_unsure, MEMBER(level) },
        { "within_days", OPTIONAL, decode_small, MEMBER(within_days) },
        { "within_hours", OPTIONAL, decode_small, MEMBER(within_hours) },
    };
#undef MEMBER
    size_t before = ld->errs->count;
    if (value->kind == YNODE_SCALAR) {
        decode_if_unsure(ld, value, &outcome->level);
    } else {
        decode_fields(ld, value, fields, ARRAY_LEN(fields), outcome);
    }
    if (ld->errs->count > before) {
        return;
    }
    decode_check_outcome(ld, value, outcome, "");
}

static void
decode_listed(struct loader *ld, const struct ynode *entry,
              struct listed *listed, bool *seen, enum id_space space)
{
    bool leveled = entry->kind == YNODE_MAP && space == IDS_RULES;
    if (leveled && entry->count != 1) {
        DECODE_ERROR(ld, entry, "not-a-word",
                     "expected one rule and its level here");
        return;
    }
    const struct ynode *id = leveled ? entry->first : entry;
    listed->index = decode_in_space(ld, id, seen, space);
    listed->leveled = leveled;
    if (leveled) {
        decode_outcome(ld, id->value, &listed->outcome);
    }
}

/* An empty list states that there are none. */
static void
decode_list_of(struct loader *ld, const struct ynode *value,
               struct id_list *list, enum id_space space)
{
    bool *seen = decode_seen(ld, space);
    size_t count = 0;
    struct listed *at = NULL;
    list->stated = true;
    if (value->kind != YNODE_SEQ || value->count > 0) {
        at = decode_words(ld, value, sizeof(*at), &count);
    }
    const struct ynode *entry = value->first;
    for (size_t i = 0; i < count && !ld->no_memory; i++) {
        decode_listed(ld, entry, &at[i], seen, space);
        entry = entry->next;
    }
    list->at = at;
    list->count = count;
}

static void
decode_rules(struct loader *ld, const struct ynode *value, void *to)
{
    decode_list_of(ld, value, to, IDS_RULES);
}

static void
decode_tips(struct loader *ld, const struct ynode *value, void *to)
{
    decode_list_of(ld, value, to, IDS_TIPS);
}

static void
decode_causes(struct loader *ld, const struct ynode *value, void *to)
{
    decode_list_of(ld, value, to, IDS_CAUSES);
}

static void
decode_missing(struct loader *ld, const struct ynode *value, void *to)
{
    struct id_list list = { .stated = false };
    question_set *set = to;
    decode_list_of(ld, value, &list, IDS_QUESTIONS);
    for (size_t i = 0; i < list.count && !ld->no_memory; i++) {
        *set |= list.at[i].index >= 0 ? BIT(list.at[i].index) : 0;
    }
}

/* ---- answers ---- */

/* The words of one answer. Returns how many, or 0 after an error. */
static size_t
take_words(struct loader *ld, const char **words, const struct ynode *value)
{
    if (value->kind == YNODE_SCALAR) {
        words[0] = value->text;
        return 1;
    }
    size_t count = 0;
    if (value->kind != YNODE_SEQ || value->count == 0 ||
        value->count > ANSWER_WORDS_MAX) {
        DECODE_ERROR(ld, value, "not-a-list", "expected an answer or several");
        return 0;
    }
    for (const struct ynode *n = value->first; n != NULL; n = n->next) {
        if (!decode_is_scalar(ld, n)) {
            return 0;
        }
        words[count++] = n->text;
    }
    return count;
}

static void
decode_answer(struct loader *ld, struct bc_answers *ans,
              const struct ynode *key)
{
    const char *words[ANSWER_WORDS_MAX];
    const struct ynode *value = key->value;
    struct place at = { ld->file->name, key->line, key->col, key->width };
    size_t before = ld->errs->count;
    int question = answers_find(ans, key->text, &at, ld->errs);
    size_t count = question >= 0 ? take_words(ld, words, value) : 0;
    if (count > 0) {
        at = (struct place){ at.file, value->line, value->col, value->width };
        answers_put(ans, question, words, count, &at, ld->errs);
    }
    yfile_show(ld->errs, before, ld->file);
}

static void
decode_answers(struct loader *ld, const struct ynode *value, void *to)
{
    if (value->kind != YNODE_MAP) {
        DECODE_ERROR(ld, value, "not-a-mapping",
                     "expected 'question: answer' here");
        return;
    }
    for (const struct ynode *key = value->first; key != NULL; key = key->next) {
        decode_answer(ld, to, key);
    }
}

/* ---- one case ---- */

static void
decode_status(struct loader *ld, const struct ynode *value, void *to)
{
    enum bc_completeness *status = to;
    int at = decode_index(ld, value, completeness_names, BC_COMPLETENESS_COUNT,
                          "status");
    *status = at >= 0 ? (enum bc_completeness)at : BC_COMPLETE;
}

#define MEMBER(name) offsetof(struct known_case, name)
#define LIST(list) MEMBER(lists) + (list) * sizeof(struct id_list)

/* The lists in the order of enum case_list. */
static const struct field fields[] = {
    { "name", REQUIRED, decode_prose, MEMBER(name) },
    { "answers", REQUIRED, decode_answers, MEMBER(answers) },
    { "missing", OPTIONAL, decode_missing, MEMBER(missing) },
    { "status", REQUIRED, decode_status, MEMBER(status) },
    { "level", OPTIONAL, decode_level, MEMBER(level) },
    { "within_days", OPTIONAL, decode_small, MEMBER(within_days) },
    { "holds", OPTIONAL, decode_rules, LIST(CASE_HOLDS) },
    { "not_ruled_out", OPTIONAL, decode_rules, LIST(CASE_NOT_RULED_OUT) },
    { "shown", OPTIONAL, decode_tips, LIST(CASE_SHOWN) },
    { "not_shown", OPTIONAL, decode_tips, LIST(CASE_NOT_SHOWN) },
    { "warned", OPTIONAL, decode_tips, LIST(CASE_WARNED) },
    { "withheld", OPTIONAL, decode_tips, LIST(CASE_WITHHELD) },
    { "fits", OPTIONAL, decode_causes, LIST(CASE_FITS) },
    { "may_fit", OPTIONAL, decode_causes, LIST(CASE_MAY_FIT) },
};

static void
read_case(struct loader *ld, const struct ynode *node,
          const struct bc_ruleset *rs, struct known_case *known)
{
    size_t before = ld->errs->count;
    answers_init(&known->answers, rs);
    known->origin =
        (struct origin){ ld->file->name, node->line, node->col, node->width };
    decode_fields(ld, node, fields, ARRAY_LEN(fields), known);
    const struct outcome outcome = { .level = known->level,
                                     .within_days = known->within_days };
    if (ld->errs->count == before) {
        decode_check_outcome(ld, node, &outcome, "");
    }
}

/* ---- all files ---- */

static enum bc_status
read_files(struct loader *ld, struct case_set *set, const char *pack)
{
    const struct yfile *files = NULL;
    size_t file_count = 0, count = 0;
    enum bc_status status =
        pack_read_cases(&files, &file_count, &ld->rs->arena, pack, ld->errs);
    const struct ynode **roots =
        arena_array(&ld->scratch, file_count + 1, sizeof(*roots));
    status = roots == NULL ? BC_E_NOMEM : status;
    if (status != BC_OK) {
        return status;
    }
    for (size_t i = 0; i < file_count && status != BC_E_NOMEM; i++) {
        const struct yroom room = { &ld->scratch, &ld->rs->arena };
        enum bc_status one = yread_parse(&roots[i], &room, &files[i], ld->errs);
        status = one != BC_OK ? one : status;
        count += one == BC_OK ? roots[i]->count : 0;
    }
    if (status != BC_OK) {
        return status;
    }
    struct known_case *cases = decode_alloc(ld, count, sizeof(*cases));
    set->at = cases;
    set->files = files;
    set->file_count = file_count;
    for (size_t i = 0; i < file_count && !ld->no_memory; i++) {
        const struct ynode *n = roots[i]->first;
        ld->file = &files[i];
        if (roots[i]->kind != YNODE_SEQ || n == NULL) {
            DECODE_ERROR(ld, roots[i], "not-a-list", "expected cases here");
            continue;
        }
        for (; n != NULL; n = n->next) {
            read_case(ld, n, set->rs, &cases[set->count++]);
        }
    }
    return ld->no_memory ? BC_E_NOMEM : BC_OK;
}

enum bc_status
cases_load(struct case_set *set, const struct bc_ruleset *rs, const char *pack,
           const struct bc_memory *mem, struct bc_errors *errs)
{
    /* A loader allocates beside its rules; cases live and die by themselves. */
    struct bc_ruleset host = *rs;
    struct case_set read = { .rs = rs };
    struct loader ld = { .rs = &host, .errs = errs };
    ld.errors_before = errs->count;
    arena_init(&host.arena, mem);
    arena_init(&ld.scratch, mem);
    enum bc_status status = read_files(&ld, &read, pack);
    if (status == BC_OK && decode_failed(&ld)) {
        status = BC_E_RULES;
    }
    arena_reset(&ld.scratch);
    read.arena = host.arena;
    if (status == BC_OK) {
        *set = read;
    } else {
        cases_free(&read);
    }
    return status;
}

void
cases_free(struct case_set *set)
{
    arena_reset(&set->arena);
}
