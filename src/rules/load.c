/* Owns the order of loading, and the files that are plain lists of rules,
 * causes, tips and sources. Values are decode.c's, conditions load_cond.c's. */
#include "load.h"

#include "decode.h"

#include <stdio.h>
#include <string.h>

/* ---- pack.yaml and sources.yaml ---- */

static void
decode_parts_list(struct loader *ld, const struct ynode *value, void *to)
{
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, offsetof(struct part, id) },
        { "title", REQUIRED, decode_prose, offsetof(struct part, title) },
    };
    struct bc_ruleset *rs = to;
    size_t count = 0;
    struct part *parts = decode_list(ld, value, sizeof(*parts), &count);
    decode_check_ids(ld, &value, &ld->file, 1);
    const struct ynode *entry = value->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_fields(ld, entry, fields, ARRAY_LEN(fields), &parts[i]);
        parts[i].id = parts[i].id != NULL ? parts[i].id : "";
    }
    rs->parts = parts;
    rs->part_count = count;
}

static void
decode_pack_id(struct loader *ld, const struct ynode *value, void *to)
{
    const char **id = to;
    decode_word(ld, value, to);
    const char *allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (*id != NULL && strspn(*id, allowed) != strlen(*id)) {
        DECODE_ERROR(ld, value, "bad-id", "'%s' is not a pack id", *id);
    }
}

static void
skip_for_now(struct loader *ld, const struct ynode *value, void *to)
{
    (void)ld;
    (void)value;
    (void)to; /* load_scope reads it, once there are conditions */
}

static void
load_meta(struct loader *ld, const struct ynode *root)
{
#define MEMBER(name) offsetof(struct bc_ruleset, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_pack_id, MEMBER(id) },
        { "version", REQUIRED, decode_word, MEMBER(version) },
        { "language", REQUIRED, decode_word, MEMBER(language) },
        { "title", REQUIRED, decode_prose, MEMBER(title) },
        { "reviewed", REQUIRED, decode_date, MEMBER(reviewed) },
        { "next_review", REQUIRED, decode_date, MEMBER(next_review) },
        { "out_of_scope", OPTIONAL, skip_for_now, 0 },
        { "parts", REQUIRED, decode_parts_list, 0 },
    };
#undef MEMBER
    decode_fields(ld, root, fields, ARRAY_LEN(fields), ld->rs);
}

static void
load_scope(struct loader *ld, const struct ynode *root)
{
    const struct ynode *when = decode_find(root, "out_of_scope");
    if (when != NULL) {
        decode_cond(ld, when, &ld->rs->out_of_scope);
    }
}

static void
decode_read_how(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const ways[] = { "page", "part",      "abstract",
                                        "copy", "secondary", "title" };
    const char **way = to;
    int at = decode_index(ld, value, ways, ARRAY_LEN(ways), "way of reading");
    *way = at >= 0 ? ways[at] : NULL;
}

static void
load_sources(struct loader *ld, const struct ynode *root)
{
#define MEMBER(name) offsetof(struct source, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_source_id, MEMBER(id) },
        { "title", REQUIRED, decode_prose, MEMBER(title) },
        { "organisation", OPTIONAL, decode_prose, MEMBER(organisation) },
        { "year", OPTIONAL, decode_prose, MEMBER(year) },
        { "address", OPTIONAL, decode_prose, MEMBER(address) },
        { "read", REQUIRED, decode_read_how, MEMBER(read) },
        { "note", OPTIONAL, decode_prose, MEMBER(note) },
    };
#undef MEMBER
    size_t count = 0;
    struct source *sources = decode_list(ld, root, sizeof(*sources), &count);
    decode_check_ids(ld, &root, &ld->file, 1);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_fields(ld, entry, fields, ARRAY_LEN(fields), &sources[i]);
    }
    ld->rs->sources = sources;
    ld->rs->source_count = count;
}

/* ---- red-flags.yaml and referrals.yaml ---- */

static void
check_outcome(struct loader *ld, const struct ynode *node,
              const struct outcome *outcome, const char *prefix)
{
    bool days = outcome->within_days != 0, hours = outcome->within_hours != 0;
    if (days != (outcome->level == BC_ROUTINE)) {
        DECODE_ERROR(ld, node, "level-without-days",
                     "%swithin_days goes with level routine, and only with it",
                     prefix);
    }
    if (hours && outcome->level != BC_URGENT) {
        DECODE_ERROR(ld, node, "misplaced-key",
                     "%swithin_hours goes with level urgent only", prefix);
    }
}

static void
read_rule(struct loader *ld, const struct ynode *node, struct rule *rule)
{
#define MEMBER(name) offsetof(struct rule, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, MEMBER(id) },
        { "ref", OPTIONAL, decode_word, MEMBER(ref) },
        { "when", REQUIRED, decode_cond, MEMBER(when) },
        { "level", REQUIRED, decode_level, MEMBER(outcome.level) },
        { "within_days", OPTIONAL, decode_small, MEMBER(outcome.within_days) },
        { "within_hours", OPTIONAL, decode_small,
          MEMBER(outcome.within_hours) },
        { "if_unsure", REQUIRED, decode_if_unsure, MEMBER(if_unsure.level) },
        { "if_unsure_within_days", OPTIONAL, decode_small,
          MEMBER(if_unsure.within_days) },
        { "if_unsure_within_hours", OPTIONAL, decode_small,
          MEMBER(if_unsure.within_hours) },
        { "say", REQUIRED, decode_sentence, MEMBER(say) },
        { "unsure_say", OPTIONAL, decode_sentence, MEMBER(unsure_say) },
        { "why", REQUIRED, decode_prose, MEMBER(why) },
        { "sources", REQUIRED, decode_sources, MEMBER(sources) },
    };
#undef MEMBER
    decode_fields(ld, node, fields, ARRAY_LEN(fields), rule);
    rule->origin = (struct origin){ ld->file_name, node->line };
    if (rule->outcome.level != BC_LEVEL_NONE) {
        check_outcome(ld, node, &rule->outcome, "");
    }
    check_outcome(ld, node, &rule->if_unsure, "if_unsure_");
}

struct rule_file {
    enum rule_kind kind;
    enum pack_file file;
};

static const struct rule_file rule_files[] = {
    { RULE_RED_FLAG, PACK_RED_FLAGS },
    { RULE_REFERRAL, PACK_REFERRALS },
};

static void
load_rules(struct loader *ld, const struct ynode *const roots[],
           const struct yfile files[])
{
    const struct ynode *lists[ARRAY_LEN(rule_files)];
    const struct yfile *names[ARRAY_LEN(rule_files)];
    size_t count = 0;
    for (size_t i = 0; i < ARRAY_LEN(rule_files); i++) {
        lists[i] = roots[rule_files[i].file];
        names[i] = &files[rule_files[i].file];
        ld->file = names[i];
        if (lists[i]->kind != YNODE_SEQ || lists[i]->count == 0) {
            DECODE_ERROR(ld, lists[i], "not-a-list",
                         "expected a list of rules here");
            return;
        }
        count += lists[i]->count;
    }
    struct rule *rules = decode_alloc(ld, count, sizeof(*rules));
    if (rules == NULL) {
        return;
    }
    decode_check_ids(ld, lists, names, ARRAY_LEN(lists));
    ld->rs->rules = rules;
    ld->rs->rule_count = count;
    for (size_t i = 0; i < ARRAY_LEN(rule_files); i++) {
        ld->file = names[i];
        ld->file_name = pack_file_names[rule_files[i].file];
        for (const struct ynode *n = lists[i]->first; n != NULL; n = n->next) {
            rules->kind = rule_files[i].kind;
            read_rule(ld, n, rules++);
        }
    }
}

/* What a rule reads, and whether that is anybody's business. */
static void
note_reads(struct bc_ruleset *rs, struct rule *rules)
{
    for (size_t i = 0; i < rs->rule_count; i++) {
        rules[i] = rs->rules[i];
        rules[i].reads = cond_reads(rs, rules[i].when);
        for (size_t q = 0; q < rs->question_count; q++) {
            bool reads = (rules[i].reads & BIT(q)) != 0;
            rules[i].is_private |= reads && rs->questions[q].is_private;
        }
    }
    rs->rules = rules;
}

/* ---- causes.yaml, tips.yaml and safety-net.yaml ---- */

static void
load_causes(struct loader *ld, const struct ynode *root)
{
#define MEMBER(name) offsetof(struct cause, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, MEMBER(id) },
        { "ref", OPTIONAL, decode_word, MEMBER(ref) },
        { "priority", REQUIRED, decode_number, MEMBER(priority) },
        { "family", REQUIRED, decode_id, MEMBER(family) },
        { "may_fit_only", OPTIONAL, decode_bool, MEMBER(may_fit_only) },
        { "at_urgent", OPTIONAL, decode_bool, MEMBER(at_urgent) },
        { "must", REQUIRED, decode_cond, MEMBER(must) },
        { "plus", OPTIONAL, decode_cond, MEMBER(plus) },
        { "contrary", OPTIONAL, decode_cond, MEMBER(contrary) },
        { "fits", OPTIONAL, decode_sentence, MEMBER(fits) },
        { "may_fit", REQUIRED, decode_sentence, MEMBER(may_fit) },
        { "never_say", OPTIONAL, decode_prose, MEMBER(never_say) },
        { "note", OPTIONAL, decode_prose, MEMBER(note) },
        { "sources", REQUIRED, decode_sources, MEMBER(sources) },
    };
#undef MEMBER
    size_t count = 0;
    struct cause *causes = decode_list(ld, root, sizeof(*causes), &count);
    decode_check_ids(ld, &root, &ld->file, 1);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_fields(ld, entry, fields, ARRAY_LEN(fields), &causes[i]);
        causes[i].origin = (struct origin){ ld->file_name, entry->line };
        if (causes[i].may_fit_only == (causes[i].fits != NULL)) {
            DECODE_ERROR(ld, entry, "misplaced-key",
                         "a cause has either 'fits' or 'may_fit_only: true'");
        }
    }
    ld->rs->causes = causes;
    ld->rs->cause_count = count;
}

static void
decode_sheet(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const places[] = { "do", "do_not", "tradition" };
    unsigned *sheet = to;
    if (value->kind != YNODE_SEQ || value->count == 0) {
        DECODE_ERROR(ld, value, "not-a-list", "expected a list in [ ]");
        return;
    }
    for (const struct ynode *n = value->first; n != NULL; n = n->next) {
        int at = decode_index(ld, n, places, ARRAY_LEN(places), "place");
        *sheet |= at >= 0 ? 1U << at : 0;
    }
}

static void
decode_grade(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const grades[] = { "A", "B", "C", "T" };
    const char **grade = to;
    int at = decode_index(ld, value, grades, ARRAY_LEN(grades), "grade");
    *grade = at >= 0 ? grades[at] : NULL;
}

static void
decode_tip_unsure(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const ways[] = { "warn", "withhold" };
    bool *withhold = to;
    *withhold = decode_index(ld, value, ways, ARRAY_LEN(ways), "way") == 1;
}

static void
load_tips(struct loader *ld, const struct ynode *root)
{
#define MEMBER(name) offsetof(struct tip, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, MEMBER(id) },
        { "ref", OPTIONAL, decode_word, MEMBER(ref) },
        { "topic", REQUIRED, decode_id, MEMBER(topic) },
        { "priority", REQUIRED, decode_number, MEMBER(priority) },
        { "optional", OPTIONAL, decode_bool, MEMBER(optional) },
        { "sheet", OPTIONAL, decode_sheet, MEMBER(sheet) },
        { "grade", REQUIRED, decode_grade, MEMBER(grade) },
        { "evidence", OPTIONAL, decode_prose, MEMBER(evidence) },
        { "tip", REQUIRED, decode_sentence, MEMBER(tip) },
        { "steps", OPTIONAL, decode_sentences, MEMBER(steps) },
        { "show_if", OPTIONAL, decode_cond, MEMBER(show_if) },
        { "withhold_if", OPTIONAL, decode_cond, MEMBER(withhold_if) },
        { "if_unsure", OPTIONAL, decode_tip_unsure,
          MEMBER(withhold_if_unsure) },
        { "not_if", OPTIONAL, decode_sentence, MEMBER(not_if) },
        { "cautions", OPTIONAL, decode_sentences, MEMBER(cautions) },
        { "note", OPTIONAL, decode_prose, MEMBER(note) },
        { "sources", REQUIRED, decode_sources, MEMBER(sources) },
    };
#undef MEMBER
    size_t count = 0;
    struct tip *tips = decode_list(ld, root, sizeof(*tips), &count);
    decode_check_ids(ld, &root, &ld->file, 1);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        struct tip *tip = &tips[i];
        decode_fields(ld, entry, fields, ARRAY_LEN(fields), tip);
        tip->origin = (struct origin){ ld->file_name, entry->line };
        bool warns = tip->withhold_if != NULL && !tip->withhold_if_unsure;
        if (warns && tip->not_if == NULL) {
            DECODE_ERROR(ld, entry, "missing-key",
                         "a tip that warns when unsure needs 'not_if'");
        }
    }
    ld->rs->tips = tips;
    ld->rs->tip_count = count;
}

static void
load_net(struct loader *ld, const struct ynode *root)
{
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, offsetof(struct net_line, id) },
        { "level", REQUIRED, decode_level, offsetof(struct net_line, level) },
        { "text", REQUIRED, decode_sentence, offsetof(struct net_line, text) },
    };
    size_t count = 0;
    struct net_line *net = decode_list(ld, root, sizeof(*net), &count);
    decode_check_ids(ld, &root, &ld->file, 1);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_fields(ld, entry, fields, ARRAY_LEN(fields), &net[i]);
        enum bc_level level = net[i].level;
        if (level == BC_SELF_CARE || level == BC_ROUTINE) {
            DECODE_ERROR(ld, entry, "bad-level",
                         "a safety-net line is emergency or urgent");
        }
    }
    ld->rs->net = net;
    ld->rs->net_count = count;
}

/* ---- the whole ---- */

/* In this order: each step looks things up in those before it. */
static void
load_files(struct loader *ld, const struct ynode *const roots[],
           const struct yfile files[])
{
    static const struct {
        enum pack_file file;
        load_fn *load;
    } steps[] = {
        { PACK_META, load_meta },
        { PACK_SOURCES, load_sources },
        { PACK_QUESTIONS, load_questions },
        { PACK_CONDITIONS, load_conditions },
        { PACK_QUESTIONS, load_ask_when },
        { PACK_META, load_scope },
        { PACK_WORDING, load_wording },
        { PACK_QUESTIONS, load_card_links },
        { PACK_CONTACTS, load_contacts },
        { PACK_SAFETY_NET, load_net },
        { PACK_CAUSES, load_causes },
        { PACK_TIPS, load_tips },
    };
    for (size_t i = 0; i < ARRAY_LEN(steps) && !ld->no_memory; i++) {
        ld->file = &files[steps[i].file];
        ld->file_name = pack_file_names[steps[i].file];
        steps[i].load(ld, roots[steps[i].file]);
    }
    if (!ld->no_memory) {
        load_rules(ld, roots, files);
    }
    if (ld->no_memory || ld->errs->count > 0) {
        return;
    }
    struct rule *rules = decode_alloc(ld, ld->rs->rule_count, sizeof(*rules));
    if (rules != NULL) {
        note_reads(ld->rs, rules);
    }
}

static bool
same_bytes(const struct yfile files[])
{
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        if (files[i].len != pack_builtin[i].len ||
            memcmp(files[i].bytes, pack_builtin[i].bytes, files[i].len) != 0) {
            return false;
        }
    }
    return true;
}

/* Does the built-in pack have this value under this key? */
static bool
builtin_has(const struct ynode *meta, const char *key, const char *value)
{
    const struct ynode *node = decode_find(meta, key);
    return node != NULL && node->kind == YNODE_SCALAR &&
           strcmp(node->text, value) == 0;
}

/* "id@version"; a pack that passes for the built-in one but differs says so. */
static enum bc_status
name_pack(struct loader *ld, const struct yfile files[])
{
    struct bc_ruleset *rs = ld->rs;
    const struct ynode *meta = NULL;
    enum bc_status status =
        yread_parse(&meta, &ld->scratch, &pack_builtin[PACK_META], ld->errs);
    if (status != BC_OK) {
        return status;
    }
    rs->changed = builtin_has(meta, "id", rs->id) &&
                  builtin_has(meta, "version", rs->version) &&
                  !same_bytes(files);
    char name[160];
    snprintf(name, sizeof(name), "%s@%s%s", rs->id, rs->version,
             rs->changed ? " (changed rules)" : "");
    rs->name = decode_copy(ld, name);
    return rs->name != NULL ? BC_OK : BC_E_NOMEM;
}

static enum bc_status
parse_files(struct loader *ld, const struct ynode *roots[],
            const struct yfile files[])
{
    enum bc_status status = BC_OK;
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        enum bc_status one =
            yread_parse(&roots[i], &ld->scratch, &files[i], ld->errs);
        if (one == BC_E_NOMEM) {
            return one;
        }
        status = one != BC_OK ? one : status;
    }
    return status;
}

enum bc_status
load_pack(const struct bc_ruleset **out,
          const struct yfile files[PACK_FILE_COUNT],
          const struct bc_memory *mem, struct bc_errors *errs)
{
    struct arena arena;
    arena_init(&arena, mem);
    struct bc_ruleset *rs = arena_alloc(&arena, sizeof(*rs));
    if (rs == NULL) {
        return BC_E_NOMEM;
    }
    rs->arena = arena;
    struct loader ld = { .rs = rs, .errs = errs };
    const struct ynode *roots[PACK_FILE_COUNT] = { NULL };
    arena_init(&ld.scratch, mem);
    enum bc_status status = parse_files(&ld, roots, files);
    if (status == BC_OK) {
        load_files(&ld, roots, files);
        status = errs->count > 0 ? BC_E_RULES : BC_OK;
        status = ld.no_memory ? BC_E_NOMEM : status;
    }
    if (status == BC_OK) {
        status = name_pack(&ld, files);
    }
    arena_reset(&ld.scratch);
    if (status == BC_OK) {
        *out = rs;
    } else {
        bc_ruleset_free(rs);
    }
    return status;
}

enum bc_status
bc_ruleset_load(const struct bc_ruleset **out, const char *path,
                const struct bc_memory *mem, struct bc_errors *errs)
{
    struct yfile files[PACK_FILE_COUNT];
    struct arena bytes;
    arena_init(&bytes, mem);
    enum bc_status status = pack_read(files, &bytes, path, errs);
    if (status == BC_OK) {
        status = load_pack(out, files, mem, errs);
    }
    arena_reset(&bytes);
    return status;
}

enum bc_status
bc_ruleset_load_builtin(const struct bc_ruleset **out,
                        const struct bc_memory *mem, struct bc_errors *errs)
{
    return load_pack(out, pack_builtin, mem, errs);
}
