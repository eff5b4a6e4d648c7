/* Breaks a copy of the shipped pack in many ways, one at a time, and sees that
 * each break is caught: by lint (which loads it first), by test, or by prove.
 * A change that gives nobody another result breaks nothing, and is counted
 * apart.
 * mutate BACKCHECK DIRECTORY [PART PARTS]
 * DIRECTORY is made for the copies. With PART of PARTS only every so-manieth.
 */
#include "backcheck.h"
#include "differ.h"
#include "pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define PACK_DIR "data/postpartum-back"
#define TEXT_MAX 8192

/* ---- what to break ---- */

/* One break: bytes of one file with others in their place. */
struct mutant {
    enum pack_file file;
    size_t from, to;
    char text[TEXT_MAX];
    const char *what;
    unsigned line;
};

enum catcher { BY_LINT, BY_TEST, BY_PROVE, BY_NONE, NO_CHANGE, CATCHER_COUNT };

struct run {
    const char *backcheck, *dir;
    struct arena arena;
    const struct ynode *questions;
    const struct bc_ruleset *shipped;
    size_t made, caught[CATCHER_COUNT];
    size_t part, parts;
};

/* ---- places ---- */

static size_t
line_start(const struct yfile *file, unsigned line)
{
    size_t at = 0;
    for (unsigned l = 1; l < line; l++) {
        const char *feed = memchr(file->bytes + at, '\n', file->len - at);
        at = feed != NULL ? (size_t)(feed - file->bytes) + 1 : file->len;
    }
    return at;
}

static size_t
indent_at(const struct yfile *file, size_t at)
{
    size_t count = 0;
    while (at + count < file->len && file->bytes[at + count] == ' ') {
        count++;
    }
    return count;
}

/* Where a block ends that begins in this line and is set in deeper. */
static size_t
block_end(const struct yfile *file, unsigned line, size_t indent)
{
    size_t at = line_start(file, line + 1);
    for (unsigned l = line + 1; at < file->len; l++) {
        size_t next = line_start(file, l + 1);
        bool blank = file->bytes[at] == '\n';
        if (blank || indent_at(file, at) <= indent) {
            return at;
        }
        at = next;
    }
    return at;
}

static size_t
offset_of(const struct yfile *file, const struct ynode *node)
{
    return line_start(file, node->line) + node->col - 1;
}

static const struct ynode *
get(const struct ynode *map, const char *key)
{
    const struct ynode *k = map->kind == YNODE_MAP ? map->first : NULL;
    while (k != NULL && strcmp(k->text, key) != 0) {
        k = k->next;
    }
    return k != NULL ? k->value : NULL;
}

/* ---- one mutant through the program ---- */

static void
write_whole(const char *path, const char *bytes, size_t len)
{
    FILE *out = fopen(path, "w");
    if (out == NULL || fwrite(bytes, 1, len, out) != len || fclose(out) != 0) {
        perror(path);
        exit(2);
    }
}

static void
write_file(const struct run *run, enum pack_file file,
           const struct mutant *mutant)
{
    static char bytes[512 * 1024];
    const struct yfile *from = &pack_builtin[file];
    size_t len = 0;
    char path[512];
    snprintf(path, sizeof(path), "%s/%s", run->dir, pack_file_names[file]);
    if (mutant == NULL) {
        write_whole(path, from->bytes, from->len);
        return;
    }
    memcpy(bytes, from->bytes, mutant->from);
    len = mutant->from + strlen(mutant->text);
    memcpy(bytes + mutant->from, mutant->text, strlen(mutant->text));
    memcpy(bytes + len, from->bytes + mutant->to, from->len - mutant->to);
    write_whole(path, bytes, len + from->len - mutant->to);
}

static bool
finds(const struct run *run, const char *verb)
{
    char command[1024];
    snprintf(command, sizeof(command), "'%s' %s '%s' >'%s.out' 2>&1",
             run->backcheck, verb, run->dir, run->dir);
    int status = system(command);
    int code = status != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : 99;
    if (code != 0 && code != 1 && code != 4) {
        fprintf(stderr, "mutate: exit %d: %s\n", code, command);
        exit(2);
    }
    return code != 0; /* 1: found something; 4: does not load */
}

/* Nothing caught it. Does anybody get another result? */
static bool
matters(const struct run *run)
{
    static struct bc_errors errs;
    const struct bc_ruleset *broken = NULL;
    if (bc_ruleset_load(&broken, run->dir, NULL, &errs) != BC_OK) {
        return true;
    }
    bool differs = differ(run->shipped, broken);
    bc_ruleset_free(broken);
    return differs;
}

static void
try(struct run *run, const struct mutant *mutant)
{
    static const char *const verbs[BY_NONE] = { "lint", "test", "prove" };
    int by = 0;
    if (run->made++ % run->parts != run->part) {
        return;
    }
    write_file(run, mutant->file, mutant);
    while (by < BY_NONE && !finds(run, verbs[by])) {
        by++;
    }
    by = by == BY_NONE && !matters(run) ? NO_CHANGE : by;
    write_file(run, mutant->file, NULL);
    run->caught[by]++;
    if (by == BY_NONE) {
        printf("SURVIVED %s:%u: %s\n", pack_file_names[mutant->file],
               mutant->line, mutant->what);
        fflush(stdout);
    }
}

/* A node's own characters, with others in their place. */
static void
replace_node(struct run *run, enum pack_file file, const struct ynode *node,
             const char *what, const char *text)
{
    struct mutant mutant = { .file = file, .what = what, .line = node->line };
    mutant.from = offset_of(&pack_builtin[file], node);
    mutant.to = mutant.from + node->width;
    snprintf(mutant.text, sizeof(mutant.text), "%s", text);
    try(run, &mutant);
}

/* ---- conditions ---- */

/* A list entry away, with all its lines. */
static void
drop_entry(struct run *run, enum pack_file file, const struct ynode *entry)
{
    const struct yfile *bytes = &pack_builtin[file];
    struct mutant mutant = { .file = file,
                             .what = "drop a condition",
                             .line = entry->line };
    mutant.from = line_start(bytes, entry->line);
    mutant.to = block_end(bytes, entry->line, indent_at(bytes, mutant.from));
    try(run, &mutant);
}

/* "not:" in front, all lines set in by two more. */
static void
negate(struct run *run, enum pack_file file, const struct ynode *cond)
{
    const struct yfile *bytes = &pack_builtin[file];
    struct mutant mutant = { .file = file,
                             .what = "negate a condition",
                             .line = cond->line };
    size_t indent = cond->col - 1;
    size_t len = 0;
    mutant.from = offset_of(bytes, cond);
    mutant.to = block_end(bytes, cond->line, indent - 1);
    len += (size_t)snprintf(mutant.text, TEXT_MAX, "not:\n%*s", (int)indent + 2,
                            "");
    for (size_t at = mutant.from; at < mutant.to && len < TEXT_MAX - 8; at++) {
        mutant.text[len++] = bytes->bytes[at];
        if (bytes->bytes[at] == '\n' && at + 1 < mutant.to) {
            memcpy(mutant.text + len, "  ", 2);
            len += 2;
        }
    }
    mutant.text[len] = '\0';
    try(run, &mutant);
}

static void
shift_threshold(struct run *run, enum pack_file file, const struct ynode *node)
{
    char text[32];
    long value = strtol(node->text, NULL, 10);
    if (strspn(node->text, "0123456789") != strlen(node->text)) {
        return;
    }
    snprintf(text, sizeof(text), "%ld", value + 1);
    replace_node(run, file, node, "a threshold one higher", text);
    if (value > 0) {
        snprintf(text, sizeof(text), "%ld", value - 1);
        replace_node(run, file, node, "a threshold one lower", text);
    }
}

/* The choice behind one of a question, the first behind the last; NULL when
 * there is no other. */
static const char *
other_choice(const struct run *run, const char *question, const char *code,
             const struct ynode *list)
{
    for (const struct ynode *q = run->questions->first; q != NULL;
         q = q->next) {
        const struct ynode *choices = get(q, "choices");
        if (choices == NULL || strcmp(get(q, "id")->text, question) != 0) {
            continue;
        }
        const struct ynode *c = choices->first;
        while (c != NULL && strcmp(get(c, "code")->text, code) != 0) {
            c = c->next;
        }
        for (size_t i = 0; c != NULL && i < choices->count; i++) {
            c = c->next != NULL ? c->next : choices->first;
            bool listed = false;
            for (const struct ynode *n = list->first; n != NULL; n = n->next) {
                listed |= strcmp(n->text, get(c, "code")->text) == 0;
            }
            if (!listed) {
                return get(c, "code")->text;
            }
        }
    }
    return NULL;
}

static void
swap_choices(struct run *run, enum pack_file file, const char *question,
             const struct ynode *list)
{
    for (const struct ynode *n = list->first; n != NULL; n = n->next) {
        const char *other = other_choice(run, question, n->text, list);
        char text[64];
        if (other != NULL) {
            snprintf(text, sizeof(text), "\"%s\"", other);
            replace_node(run, file, n, "one choice for another", text);
        }
    }
}

static void break_condition(struct run *run, enum pack_file file,
                            const struct ynode *cond);

static void
break_parts(struct run *run, enum pack_file file, const struct ynode *list)
{
    for (const struct ynode *n = list->first; n != NULL; n = n->next) {
        if (list->count > 1) {
            drop_entry(run, file, n);
        }
        break_condition(run, file, n);
    }
}

/* Everything that can be broken in a condition. */
static void
break_condition(struct run *run, enum pack_file file, const struct ynode *cond)
{
    const struct ynode *key = cond->first;
    negate(run, file, cond);
    if (strcmp(key->text, "all") == 0 || strcmp(key->text, "any") == 0) {
        if (key->value->count > 1) {
            replace_node(run, file, key, "\"all\" and \"any\" swapped",
                         key->text[1] == 'l' ? "any" : "all");
        }
        break_parts(run, file, key->value);
    } else if (strcmp(key->text, "count") == 0) {
        shift_threshold(run, file, get(key->value, "at_least"));
        break_parts(run, file, get(key->value, "of"));
    } else if (strcmp(key->text, "not") == 0) {
        break_condition(run, file, key->value);
    } else if (key->value->kind == YNODE_SEQ) {
        swap_choices(run, file, key->text, key->value);
    } else if (key->value->kind == YNODE_MAP) {
        for (const struct ynode *k = key->value->first; k != NULL;
             k = k->next) {
            shift_threshold(run, file, k->value);
        }
    }
}

/* ---- rules and tips ---- */

static const char *
lower(const char *level)
{
    return strcmp(level, "emergency") == 0 ? "urgent"
           : strcmp(level, "urgent") == 0  ? "routine"
           : strcmp(level, "routine") == 0 ? "self_care"
                                           : NULL;
}

/* Another level: the line of a key, and the line of its time if that stands
 * behind it. */
static void
put_level(struct run *run, enum pack_file file, const struct ynode *node,
          const char *key, const char *level)
{
    const struct yfile *bytes = &pack_builtin[file];
    struct mutant mutant = { .file = file, .what = key, .line = node->line };
    const char *within =
        strcmp(key, "level") == 0 ? "within" : "if_unsure_within";
    mutant.from = line_start(bytes, node->line);
    mutant.to = line_start(bytes, node->line + 1);
    size_t in = indent_at(bytes, mutant.to);
    if (strncmp(bytes->bytes + mutant.to + in, within, strlen(within)) == 0) {
        mutant.to = line_start(bytes, node->line + 2);
    }
    bool days = strcmp(level, "routine") == 0;
    snprintf(mutant.text, sizeof(mutant.text), "  %s: %s\n%s%s%s", key, level,
             days ? "  " : "", days ? within : "", days ? "_days: 14\n" : "");
    try(run, &mutant);
}

/* One level lower, and for a rule that is open none at all. */
static void
lower_levels(struct run *run, enum pack_file file, const struct ynode *rule)
{
    static const char *const keys[] = { "level", "if_unsure" };
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        const struct ynode *node = get(rule, keys[i]);
        const char *next = lower(node->text);
        if (next != NULL) {
            put_level(run, file, node, keys[i], next);
        }
        if (i == 1 && strcmp(node->text, "none") != 0) {
            put_level(run, file, node, keys[i], "none");
        }
    }
}

/* A key of an entry away, with all its lines. */
static void
drop_key(struct run *run, enum pack_file file, const struct ynode *entry,
         const char *key, const char *what)
{
    const struct yfile *bytes = &pack_builtin[file];
    for (const struct ynode *k = entry->first; k != NULL; k = k->next) {
        if (strcmp(k->text, key) != 0) {
            continue;
        }
        struct mutant mutant = { .file = file, .what = what, .line = k->line };
        mutant.from = line_start(bytes, k->line);
        mutant.to = block_end(bytes, k->line, k->col - 1);
        try(run, &mutant);
    }
}

static void
break_rules(struct run *run, enum pack_file file, const struct ynode *rules)
{
    static const char *const days[] = { "within_days",
                                        "if_unsure_within_days" };
    for (const struct ynode *r = rules->first; r != NULL; r = r->next) {
        break_condition(run, file, get(r, "when"));
        lower_levels(run, file, r);
        drop_key(run, file, r, "sources", "drop the sources");
        for (size_t i = 0; i < ARRAY_LEN(days); i++) {
            if (get(r, days[i]) != NULL) {
                shift_threshold(run, file, get(r, days[i]));
            }
        }
    }
}

static void
break_named(struct run *run, enum pack_file file, const struct ynode *list,
            const char *const *keys, size_t count)
{
    for (const struct ynode *n = list->first; n != NULL; n = n->next) {
        for (size_t i = 0; i < count; i++) {
            const struct ynode *cond = get(n, keys[i]);
            if (cond != NULL) {
                break_condition(run, file, cond);
            }
        }
        drop_key(run, file, n, "sources", "drop the sources");
        drop_key(run, file, n, "withhold_if", "delete a contraindication");
    }
}

static const struct ynode *
parse(struct run *run, enum pack_file file)
{
    static struct bc_errors errs;
    const struct ynode *root = NULL;
    const struct yroom room = { &run->arena, &run->arena };
    if (yread_parse(&root, &room, &pack_builtin[file], &errs) != BC_OK) {
        fprintf(stderr, "mutate: %s\n", pack_file_names[file]);
        exit(2);
    }
    return root;
}

static void
copy_pack(const struct run *run)
{
    char command[1024];
    snprintf(command, sizeof(command), "rm -rf '%s' && cp -r " PACK_DIR " '%s'",
             run->dir, run->dir);
    if (system(command) != 0) {
        exit(2);
    }
}

int
main(int argc, char **argv)
{
    static const char *const whens[] = { "when" };
    static const char *const tips[] = { "show_if", "withhold_if" };
    static const char *const causes[] = { "must", "plus", "contrary" };
    struct run run = { .parts = 1 };
    if (argc < 3) {
        fputs("usage: mutate BACKCHECK DIRECTORY [PART PARTS]\n", stderr);
        return 2;
    }
    run.backcheck = argv[1];
    run.dir = argv[2];
    if (argc == 5) {
        run.part = strtoul(argv[3], NULL, 10);
        run.parts = strtoul(argv[4], NULL, 10);
    }
    arena_init(&run.arena, NULL);
    copy_pack(&run);
    run.questions = parse(&run, PACK_QUESTIONS);
    static struct bc_errors errs;
    if (bc_ruleset_load_builtin(&run.shipped, NULL, &errs) != BC_OK) {
        return 2;
    }
    if (finds(&run, "lint") || finds(&run, "test") || finds(&run, "prove")) {
        fputs("mutate: the pack is not sound to begin with\n", stderr);
        return 2;
    }
    break_rules(&run, PACK_RED_FLAGS, parse(&run, PACK_RED_FLAGS));
    break_rules(&run, PACK_REFERRALS, parse(&run, PACK_REFERRALS));
    break_named(&run, PACK_CONDITIONS, parse(&run, PACK_CONDITIONS), whens, 1);
    break_named(&run, PACK_TIPS, parse(&run, PACK_TIPS), tips, 2);
    break_named(&run, PACK_CAUSES, parse(&run, PACK_CAUSES), causes, 3);
    const size_t *caught = run.caught;
    printf("%zu changes that give nobody another result\n", caught[NO_CHANGE]);
    printf("%zu mutants caught: %zu by lint, %zu by test, %zu by prove\n",
           caught[BY_LINT] + caught[BY_TEST] + caught[BY_PROVE],
           caught[BY_LINT], caught[BY_TEST], caught[BY_PROVE]);
    printf("%zu survived\n", caught[BY_NONE]);
    bc_ruleset_free(run.shipped);
    arena_reset(&run.arena);
    return run.caught[BY_NONE] == 0 ? 0 : 1;
}
