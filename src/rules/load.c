/* Owns the order of loading, and the two files about the pack itself. The other
 * files are the load_*.c files', values decode.c's. */
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
        { "title", REQUIRED, decode_shown, offsetof(struct part, title) },
    };
    struct bc_ruleset *rs = to;
    size_t count = 0;
    struct part *parts = decode_list(ld, value, sizeof(*parts), &count);
    decode_check_ids(ld, &(struct id_table){ 0 }, value);
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
load_meta(struct loader *ld, const struct ynode *root)
{
#define MEMBER(name) offsetof(struct bc_ruleset, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_pack_id, MEMBER(id) },
        { "version", REQUIRED, decode_word, MEMBER(version) },
        { "language", REQUIRED, decode_word, MEMBER(language) },
        { "title", REQUIRED, decode_shown, MEMBER(title) },
        { "reviewed", REQUIRED, decode_date, MEMBER(reviewed) },
        { "next_review", REQUIRED, decode_date, MEMBER(next_review) },
        { "out_of_scope", OPTIONAL, decode_later, 0 },
        { "parts", REQUIRED, decode_parts_list, 0 },
    };
#undef MEMBER
    size_t errors_before = ld->errs->count;
    decode_fields(ld, root, fields, ARRAY_LEN(fields), ld->rs);
    const char *first = ld->rs->reviewed, *next = ld->rs->next_review;
    if (ld->errs->count > errors_before) {
        return;
    }
    const struct ynode *next_node = decode_find(root, "next_review");
    ld->rs->next_review_at = decode_origin(ld, next_node);
    if (strcmp(next, first) <= 0) {
        DECODE_ERROR(ld, next_node, "bad-date",
                     "the next review is not after the last one");
    }
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
                                        "copy", "secondary", "title",
                                        "own" };
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
    decode_check_ids(ld, &ld->source_ids, root);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_fields(ld, entry, fields, ARRAY_LEN(fields), &sources[i]);
        sources[i].origin = decode_origin(ld, entry);
    }
    ld->sources = sources;
    ld->rs->sources = sources;
    ld->rs->source_count = count;
}

/* ---- the whole ---- */

/* One file into nodes; its texts live as long as the ruleset. NULL, with errors
 * or no_memory, when that cannot be. */
static const struct ynode *
read_file(struct loader *ld, const struct yfile *file, struct arena *nodes)
{
    const struct ynode *root = NULL;
    const struct yroom room = { nodes, &ld->rs->arena };
    enum bc_status status = yread_parse(&root, &room, file, ld->errs);
    ld->no_memory |= status == BC_E_NOMEM;
    ld->unreadable |= status != BC_OK;
    return root;
}

/* In this order: each step looks things up in those before it. */
static const struct {
    enum pack_file file;
    load_fn *load;
} steps[] = {
    { PACK_META, load_meta },
    { PACK_SOURCES, load_sources },
    { PACK_QUESTIONS, load_questions },
    { PACK_CONDITIONS, load_conditions },
    { PACK_QUESTIONS, load_ask_when },
    { PACK_QUESTIONS, load_worse },
    { PACK_META, load_scope },
    { PACK_WORDING, load_wording },
    { PACK_QUESTIONS, load_card_links },
    { PACK_CONTACTS, load_contacts },
    { PACK_SAFETY_NET, load_net },
    { PACK_CAUSES, load_causes },
    { PACK_TIPS, load_tips },
    { PACK_RED_FLAGS, load_red_flags },
    { PACK_REFERRALS, load_referrals },
    { PACK_SEED_CLAIMS, load_claims },
};

/* Files that are gone through again keep their nodes; those of the others are
 * dropped at once, so that a load takes little more memory than what it makes.
 */
static void
load_files(struct loader *ld, const struct yfile files[])
{
    static const bool is_kept[PACK_FILE_COUNT] = {
        [PACK_META] = true, [PACK_QUESTIONS] = true
    };
    const struct ynode *roots[PACK_FILE_COUNT] = { NULL };
    bool is_read[PACK_FILE_COUNT] = { false };
    for (size_t i = 0; i < ARRAY_LEN(steps) && !ld->no_memory; i++) {
        enum pack_file at = steps[i].file;
        if (!is_read[at]) {
            roots[at] =
                read_file(ld, &files[at], is_kept[at] ? &ld->kept : &ld->nodes);
            is_read[at] = true;
        }
        ld->file = &files[at];
        ld->file_name = pack_file_names[at];
        ld->entry = 0;
        if (!ld->unreadable) {
            steps[i].load(ld, roots[at]);
        }
        arena_reset(&ld->nodes);
        if (steps[i].load == load_card_links) {
            arena_reset(&ld->kept); /* nothing below goes through it again */
        }
    }
    if (!decode_failed(ld)) {
        load_rule_reads(ld);
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
    if (!same_bytes(files)) {
        const struct ynode *meta =
            read_file(ld, &pack_builtin[PACK_META], &ld->scratch);
        if (meta == NULL) {
            return ld->no_memory ? BC_E_NOMEM : BC_E_RULES;
        }
        rs->changed = builtin_has(meta, "id", rs->id) &&
                      builtin_has(meta, "version", rs->version);
    }
    char name[160];
    snprintf(name, sizeof(name), "%s@%s%s", rs->id, rs->version,
             rs->changed ? " (changed rules)" : "");
    rs->name = arena_copy(&rs->arena, name, strlen(name));
    return rs->name != NULL ? BC_OK : BC_E_NOMEM;
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
    struct loader ld = { .rs = rs, .errs = errs, .visible_end = &rs->visible };
    ld.errors_before = errs->count;
    arena_init(&ld.scratch, mem);
    arena_init(&ld.kept, mem);
    arena_init(&ld.nodes, mem);
    load_files(&ld, files);
    enum bc_status status = decode_failed(&ld) ? BC_E_RULES : BC_OK;
    status = ld.no_memory ? BC_E_NOMEM : status;
    if (status == BC_OK) {
        status = name_pack(&ld, files);
    }
    arena_reset(&ld.kept);
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
