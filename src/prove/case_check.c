/* Owns what a case states: holding what the rules make of its answers against
 * it, and the case that states a result as it is. */
#include "cases.h"

#include <string.h>

const char *const case_list_names[CASE_LIST_COUNT] = {
    [CASE_HOLDS] = "holds",   [CASE_NOT_RULED_OUT] = "not_ruled_out",
    [CASE_SHOWN] = "shown",   [CASE_NOT_SHOWN] = "not_shown",
    [CASE_WARNED] = "warned", [CASE_WITHHELD] = "withheld",
    [CASE_FITS] = "fits",     [CASE_MAY_FIT] = "may_fit",
};

/* ---- words ---- */

static void
add_level(struct text *out, struct outcome outcome)
{
    const char *level = level_names[outcome.level];
    if (outcome.within_days != 0) {
        text_addf(out, ": {level: %s, within_days: %d}", level,
                  outcome.within_days);
    } else if (outcome.within_hours != 0) {
        text_addf(out, ": {level: %s, within_hours: %d}", level,
                  outcome.within_hours);
    } else {
        text_addf(out, ": %s", level);
    }
}

static void
add_id(struct text *out, const char *id)
{
    text_addf(out, "%s%s", out->len > 0 ? ", " : "", id);
}

void
case_questions(struct text *out, const struct bc_ruleset *rs, question_set set)
{
    struct text ids;
    text_init(&ids, &out->mem);
    for (size_t i = 0; i < rs->question_count; i++) {
        if ((set & BIT(i)) != 0) {
            add_id(&ids, rs->questions[i].id);
        }
    }
    text_add(out, text_get(&ids));
    out->failed |= ids.failed;
    text_free(&ids);
}

static const char *
listed_id(const struct bc_ruleset *rs, enum case_list list, int index)
{
    return list <= CASE_NOT_RULED_OUT ? rs->rules[index].id
           : list >= CASE_FITS        ? rs->causes[index].id
                                      : rs->tips[index].id;
}

void
case_listed(struct text *out, const struct known_case *known,
            enum case_list list)
{
    const struct id_list *ids = &known->lists[list];
    for (size_t i = 0; i < ids->count; i++) {
        const struct listed *one = &ids->at[i];
        text_add(out, i > 0 ? ", " : "");
        text_add(out, listed_id(known->answers.rs, list, one->index));
        if (one->leveled) {
            add_level(out, one->outcome);
        }
    }
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

/* What the case says of this rule, or NULL. */
static const struct listed *
find_listed(const struct id_list *ids, const char *id,
            const struct bc_ruleset *rs)
{
    for (size_t i = 0; i < ids->count; i++) {
        if (strcmp(rs->rules[ids->at[i].index].id, id) == 0) {
            return &ids->at[i];
        }
    }
    return NULL;
}

/* With its level where the case states one. */
static void
add_findings(struct text *got, const struct check *check, enum case_list list)
{
    const struct id_list *ids = &check->known->lists[list];
    for (size_t i = 0; i < check->as->finding_count; i++) {
        const struct finding *finding = &check->as->findings[i];
        const char *id = finding->rule->id;
        if (finding->holds != (list == CASE_HOLDS)) {
            continue;
        }
        const struct listed *listed = find_listed(ids, id, check->as->rs);
        add_id(got, id);
        if (listed != NULL && listed->leveled) {
            add_level(got, finding->outcome);
        }
    }
}

static void
add_causes(struct text *out, const struct bc_assessment *as, bool fits)
{
    for (size_t i = 0; i < as->cause_count; i++) {
        if (as->causes[i].fits == fits) {
            add_id(out, as->causes[i].cause->id);
        }
    }
}

static void
add_withheld(struct text *out, const struct bc_assessment *as)
{
    for (size_t i = 0; i < as->withheld_count; i++) {
        add_id(out, as->withheld[i]->id);
    }
}

/* Of the tips in the list, those that are printed as it says. */
static void
add_tips(struct text *out, const struct check *check, enum case_list list)
{
    const struct id_list *ids = &check->known->lists[list];
    for (size_t i = 0; i < ids->count; i++) {
        const struct tip *tip = &check->as->rs->tips[ids->at[i].index];
        bool printed = advise_has_chosen(check->as, tip);
        bool warns = tip->not_if != NULL || tip->cautions.count > 0;
        bool as_said = list == CASE_NOT_SHOWN ? !printed
                       : list == CASE_WARNED  ? printed && warns
                                              : printed;
        if (as_said) {
            add_id(out, tip->id);
        }
    }
}

/* What the list says, and what of it is so. */
static void
check_list(struct check *check, enum case_list list)
{
    struct text want, got;
    if (!check->known->lists[list].stated) {
        return;
    }
    text_init(&want, &check->arena->mem);
    text_init(&got, &check->arena->mem);
    case_listed(&want, check->known, list);
    switch (list) {
    case CASE_HOLDS:
    case CASE_NOT_RULED_OUT:
        add_findings(&got, check, list);
        break;
    case CASE_SHOWN:
    case CASE_NOT_SHOWN:
    case CASE_WARNED:
        add_tips(&got, check, list);
        break;
    case CASE_WITHHELD:
        add_withheld(&got, check->as);
        break;
    case CASE_FITS:
    case CASE_MAY_FIT:
        add_causes(&got, check->as, list == CASE_FITS);
        break;
    case CASE_LIST_COUNT:
        break;
    }
    compare(check, case_list_names[list], &want, &got);
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

/* ---- the case that states a result ---- */

/* A list with room for so many. NULL: no memory. */
static struct listed *
new_list(struct known_case *out, struct arena *arena, enum case_list list,
         size_t room)
{
    struct listed *at = arena_array(arena, room + 1, sizeof(*at));
    out->lists[list] = (struct id_list){ at != NULL, at, 0 };
    return at;
}

static bool
state_findings(struct known_case *out, struct arena *arena,
               const struct bc_assessment *as, enum case_list list)
{
    struct listed *at = new_list(out, arena, list, as->finding_count);
    for (size_t i = 0; i < as->finding_count && at != NULL; i++) {
        const struct finding *finding = &as->findings[i];
        if (finding->holds == (list == CASE_HOLDS)) {
            *at++ = (struct listed){ (int)(finding->rule - as->rs->rules), true,
                                     finding->outcome };
            out->lists[list].count++;
        }
    }
    return at != NULL;
}

static bool
state_causes(struct known_case *out, struct arena *arena,
             const struct bc_assessment *as, enum case_list list)
{
    struct listed *at = new_list(out, arena, list, as->cause_count);
    for (size_t i = 0; i < as->cause_count && at != NULL; i++) {
        const struct shown_cause *cause = &as->causes[i];
        if (cause->fits == (list == CASE_FITS)) {
            *at++ = (struct listed){ .index =
                                         (int)(cause->cause - as->rs->causes) };
            out->lists[list].count++;
        }
    }
    return at != NULL;
}

static bool
state_tip(struct known_case *out, struct arena *arena,
          const struct bc_assessment *as, const struct tip *tip)
{
    enum case_list how = !advise_has_chosen(as, tip) ? CASE_NOT_SHOWN
                         : tip->withhold_if != NULL  ? CASE_WARNED
                                                     : CASE_SHOWN;
    struct listed *one = new_list(out, arena, how, 1);
    struct listed *at = new_list(out, arena, CASE_WITHHELD, as->withheld_count);
    if (one == NULL || at == NULL) {
        return false;
    }
    one->index = (int)(tip - as->rs->tips);
    for (size_t i = 0; i < as->withheld_count; i++) {
        at[i].index = (int)(as->withheld[i] - as->rs->tips);
    }
    out->lists[how].count = 1;
    out->lists[CASE_WITHHELD].count = as->withheld_count;
    return true;
}

enum bc_status
case_state(struct known_case *out, struct arena *arena,
           const struct bc_assessment *as, const struct case_about *about)
{
    *out = (struct known_case){ .missing = as->facts.missing,
                                .status = as->completeness,
                                .level = as->outcome.level,
                                .within_days = as->outcome.within_days };
    bool good = state_findings(out, arena, as, CASE_HOLDS) &&
                state_findings(out, arena, as, CASE_NOT_RULED_OUT);
    if (good && about->tip != NULL) {
        good = state_tip(out, arena, as, about->tip);
    }
    if (good && about->causes) {
        good = state_causes(out, arena, as, CASE_FITS) &&
               state_causes(out, arena, as, CASE_MAY_FIT);
    }
    return good ? BC_OK : BC_E_NOMEM;
}
