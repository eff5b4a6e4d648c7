/* Owns the files of reference cases: reading them as strictly as the pack, and
 * holding what the rules make of the answers against what a case states. */
#include "cases.h"

#include "decode.h"

#include <string.h>

/* ---- lists of ids ---- */

/* An empty list states that there are none. */
static void
decode_ids(struct loader *ld, const struct ynode *value, struct id_list *list,
           const struct named *named)
{
    bool *seen = arena_array(&ld->scratch, named->count, sizeof(*seen));
    size_t count = 0;
    int *at = NULL;
    list->stated = true;
    if (value->kind != YNODE_SEQ || value->count > 0) {
        at = decode_list(ld, value, sizeof(*at), &count);
    }
    ld->no_memory |= seen == NULL;
    const struct ynode *entry = value->first;
    for (size_t i = 0; i < count && !ld->no_memory; i++) {
        at[i] = decode_named(ld, entry, seen, named);
        entry = entry->next;
    }
    list->at = at;
    list->count = count;
}

static void
decode_rules(struct loader *ld, const struct ynode *value, void *to)
{
    const struct bc_ruleset *rs = ld->rs;
    decode_ids(ld, value, to,
               &(struct named){ "unknown-rule", "rule", rs->rules,
                                rs->rule_count, sizeof(*rs->rules) });
}

static void
decode_tips(struct loader *ld, const struct ynode *value, void *to)
{
    const struct bc_ruleset *rs = ld->rs;
    decode_ids(ld, value, to,
               &(struct named){ "unknown-tip", "tip", rs->tips, rs->tip_count,
                                sizeof(*rs->tips) });
}

static void
decode_causes(struct loader *ld, const struct ynode *value, void *to)
{
    const struct bc_ruleset *rs = ld->rs;
    decode_ids(ld, value, to,
               &(struct named){ "unknown-cause", "cause", rs->causes,
                                rs->cause_count, sizeof(*rs->causes) });
}

static void
decode_missing(struct loader *ld, const struct ynode *value, void *to)
{
    const struct bc_ruleset *rs = ld->rs;
    struct id_list list = { .stated = false };
    question_set *set = to;
    decode_ids(ld, value, &list,
               &(struct named){ "unknown-question", "question", rs->questions,
                                rs->question_count, sizeof(*rs->questions) });
    for (size_t i = 0; i < list.count && !ld->no_memory; i++) {
        *set |= list.at[i] >= 0 ? BIT(list.at[i]) : 0;
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
    yread_show(ld->errs, before, ld->file);
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

/* The lists last, in their order. */
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
#define FIRST_LIST (ARRAY_LEN(fields) - CASE_LIST_COUNT)

static void
read_case(struct loader *ld, const struct ynode *node,
          const struct bc_ruleset *rs, struct known_case *known)
{
    size_t before = ld->errs->count;
    answers_init(&known->answers, rs);
    known->origin =
        (struct origin){ ld->file->name, node->line, node->col, node->width };
    decode_fields(ld, node, fields, ARRAY_LEN(fields), known);
    bool days = known->within_days != 0;
    if (ld->errs->count == before && days != (known->level == BC_ROUTINE)) {
        DECODE_ERROR(ld, node, "level-without-days",
                     "within_days goes with level routine, and only with it");
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

/* ---- holding a result against a case ---- */

struct check {
    struct differences *out;
    struct arena *arena;
    const struct bc_assessment *as;
    const struct known_case *known;
    bool no_memory;
};

/* Note both where they differ, whatever is in the texts, and free them. */
static void
compare(struct check *check, const char *key, struct text *want,
        struct text *got)
{
    if (strcmp(text_get(want), text_get(got)) != 0) {
        const char *none = "none";
        const char *words = want->len > 0 ? text_get(want) : none;
        const char *found = got->len > 0 ? text_get(got) : none;
        struct difference *one = &check->out->at[check->out->count++];
        *one = (struct difference){
            key, arena_copy(check->arena, words, strlen(words)),
            arena_copy(check->arena, found, strlen(found))
        };
        check->no_memory |= one->want == NULL || one->got == NULL;
    }
    check->no_memory |= want->failed || got->failed;
    text_free(want);
    text_free(got);
}

/* Divided by commas from others behind `start`. */
static void
add_id(struct text *out, size_t start, const char *id)
{
    text_addf(out, "%s%s", out->len > start ? ", " : "", id);
}

void
case_questions(struct text *out, const struct bc_ruleset *rs, question_set set)
{
    size_t start = out->len;
    for (size_t i = 0; i < rs->question_count; i++) {
        if ((set & BIT(i)) != 0) {
            add_id(out, start, rs->questions[i].id);
        }
    }
}

void
case_findings(struct text *out, const struct bc_assessment *as, bool holds)
{
    size_t start = out->len;
    for (size_t i = 0; i < as->finding_count; i++) {
        if (as->findings[i].holds == holds) {
            add_id(out, start, as->findings[i].rule->id);
        }
    }
}

static void
add_causes(struct text *out, const struct bc_assessment *as, bool fits)
{
    for (size_t i = 0; i < as->cause_count; i++) {
        if (as->causes[i].fits == fits) {
            add_id(out, 0, as->causes[i].cause->id);
        }
    }
}

static void
add_withheld(struct text *out, const struct bc_assessment *as)
{
    for (size_t i = 0; i < as->withheld_count; i++) {
        add_id(out, 0, as->withheld[i]->id);
    }
}

/* Is the tip printed as this list of a case says? */
static bool
is_tip_as(const struct bc_assessment *as, const struct tip *tip,
          enum case_list list)
{
    bool printed = advise_has_chosen(as, tip);
    bool warns = tip->not_if != NULL || tip->cautions.count > 0;
    return list == CASE_NOT_SHOWN ? !printed
           : list == CASE_WARNED  ? printed && warns
                                  : printed;
}

/* What the list says, and what of it is so. */
static void
check_list(struct check *check, enum case_list list)
{
    const struct id_list *ids = &check->known->lists[list];
    const struct bc_assessment *as = check->as;
    const struct bc_ruleset *rs = as->rs;
    struct text want, got;
    if (!ids->stated) {
        return;
    }
    text_init(&want, &check->arena->mem);
    text_init(&got, &check->arena->mem);
    for (size_t i = 0; i < ids->count; i++) {
        const struct tip *tip = &rs->tips[ids->at[i]];
        bool rule = list <= CASE_NOT_RULED_OUT, cause = list >= CASE_FITS;
        const char *id = rule    ? rs->rules[ids->at[i]].id
                         : cause ? rs->causes[ids->at[i]].id
                                 : tip->id;
        add_id(&want, 0, id);
        if (!rule && !cause && list != CASE_WITHHELD &&
            is_tip_as(as, tip, list)) {
            add_id(&got, 0, id);
        }
    }
    if (list == CASE_WITHHELD) {
        add_withheld(&got, as);
    } else if (list <= CASE_NOT_RULED_OUT) {
        case_findings(&got, as, list == CASE_HOLDS);
    } else if (list >= CASE_FITS) {
        add_causes(&got, as, list == CASE_FITS);
    }
    compare(check, fields[FIRST_LIST + list].key, &want, &got);
}

static void
check_word(struct check *check, const char *key, const char *want,
           const char *got)
{
    struct text a, b;
    text_init(&a, &check->arena->mem);
    text_init(&b, &check->arena->mem);
    text_add(&a, want);
    text_add(&b, got);
    compare(check, key, &a, &b);
}

static void
check_days(struct check *check)
{
    struct text want, got;
    text_init(&want, &check->arena->mem);
    text_init(&got, &check->arena->mem);
    if (check->known->within_days != 0) {
        text_addf(&want, "%d", check->known->within_days);
    }
    if (check->as->outcome.within_days != 0) {
        text_addf(&got, "%d", check->as->outcome.within_days);
    }
    compare(check, "within_days", &want, &got);
}

static void
check_missing(struct check *check)
{
    struct text want, got;
    text_init(&want, &check->arena->mem);
    text_init(&got, &check->arena->mem);
    case_questions(&want, check->as->rs, check->known->missing);
    case_questions(&got, check->as->rs, check->as->facts.missing);
    compare(check, "missing", &want, &got);
}

/* No tip is for somebody who may need help today. */
static void
check_calm(struct check *check)
{
    const struct bc_assessment *as = check->as;
    bool calm =
        as->outcome.level == BC_ROUTINE || as->outcome.level == BC_SELF_CARE;
    if (!calm && as->tip_count + as->withheld_count > 0) {
        check_word(check, "tips", "", "some, at this level");
    }
}

enum bc_status
case_check(struct differences *out, struct arena *arena,
           const struct known_case *known, const struct bc_assessment *as)
{
    struct check check = { out, arena, as, known, false };
    out->count = 0;
    check_missing(&check);
    check_word(&check, "status", completeness_names[known->status],
               completeness_names[as->completeness]);
    check_word(&check, "level", level_names[known->level],
               level_names[as->outcome.level]);
    check_days(&check);
    for (int list = 0; list < CASE_LIST_COUNT; list++) {
        check_list(&check, (enum case_list)list);
    }
    check_calm(&check);
    return check.no_memory ? BC_E_NOMEM : BC_OK;
}
