/* Owns the list of a pack's files and reading them from a directory. */
#include "pack.h"

#include "file.h"
#include "suggest.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const pack_file_names[PACK_FILE_COUNT] = {
    [PACK_META] = "pack.yaml",
    [PACK_SOURCES] = "sources.yaml",
    [PACK_QUESTIONS] = "questions.yaml",
    [PACK_CONDITIONS] = "conditions.yaml",
    [PACK_WORDING] = "wording.yaml",
    [PACK_CONTACTS] = "contacts.yaml",
    [PACK_SAFETY_NET] = "safety-net.yaml",
    [PACK_RED_FLAGS] = "red-flags.yaml",
    [PACK_REFERRALS] = "referrals.yaml",
    [PACK_CAUSES] = "causes.yaml",
    [PACK_TIPS] = "tips.yaml",
    [PACK_SEED_CLAIMS] = "seed-claims.yaml",
};

static char *
join_path(struct arena *arena, const char *dir, const char *name)
{
    size_t len = strlen(dir) + strlen(name) + 2;
    char *path = arena_alloc(arena, len);
    if (path != NULL) {
        bool slash = dir[0] != '\0' && dir[strlen(dir) - 1] == '/';
        snprintf(path, len, "%s%s%s", dir, slash ? "" : "/", name);
    }
    return path;
}

static enum bc_status
read_one(struct yfile *file, struct arena *arena, const char *path,
         struct bc_errors *errs)
{
    struct text bytes;
    const char *why = NULL;
    text_init(&bytes, &arena->mem);
    enum bc_status status =
        file_read(&bytes, &why, path, FILE_REGULAR, YFILE_BYTES_MAX + 1);
    if (status == BC_E_IO) {
        struct place place = { .file = path };
        errors_add(errs, BC_E_RULES, &place, "unreadable-file", "the file %s",
                   why);
        status = BC_E_RULES;
    } else if (status == BC_OK) {
        char *copy = arena_copy(arena, text_get(&bytes), bytes.len);
        *file = (struct yfile){ path, copy, bytes.len };
        status = copy != NULL ? BC_OK : BC_E_NOMEM;
    }
    text_free(&bytes);
    return status;
}

/* Hidden files are an editor's, not ours. */
static bool
is_yaml(const char *name)
{
    const char *dot = strrchr(name, '.');
    return name[0] != '.' && dot != NULL &&
           (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

/* A rule file under a wrong name would be left out in silence: refuse it. */
static enum bc_status
check_name(struct arena *arena, const char *dir, const char *name,
           struct bc_errors *errs)
{
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        if (strcmp(name, pack_file_names[i]) == 0) {
            return BC_OK;
        }
    }
    const char *path = join_path(arena, dir, name);
    if (path == NULL) {
        return BC_E_NOMEM;
    }
    struct place place = { .file = path };
    struct bc_error *error =
        errors_add(errs, BC_E_RULES, &place, "unknown-file",
                   "no part of a pack has this name");
    error_help(error, "keep copies and notes elsewhere");
    error_did_you_mean(error,
                       suggest_among(name, pack_file_names, PACK_FILE_COUNT,
                                     sizeof(*pack_file_names)));
    return BC_E_RULES;
}

/* ---- no pack at all ---- */

/* One that lacks some of its files is a pack to be mended. */
static bool
is_pack(DIR *dir)
{
    bool is = false;
    for (size_t i = 0; i < PACK_FILE_COUNT && !is; i++) {
        is = faccessat(dirfd(dir), pack_file_names[i], F_OK, 0) == 0;
    }
    return is;
}

/* The first by name of the packs one step down; stays empty without one. */
static void
find_pack_below(char *first, size_t size, DIR *dir)
{
    struct dirent *entry = readdir(dir);
    for (; entry != NULL; entry = readdir(dir)) {
        const char *name = entry->d_name;
        char meta[512];
        snprintf(meta, sizeof(meta), "%s/%s", name, pack_file_names[PACK_META]);
        if (name[0] != '.' && strlen(name) < size &&
            (first[0] == '\0' || strcmp(name, first) < 0) &&
            faccessat(dirfd(dir), meta, F_OK, 0) == 0) {
            strcpy(first, name);
        }
    }
}

static enum bc_status
refuse_dir(struct arena *arena, DIR *dir, const char *path,
           struct bc_errors *errs)
{
    struct place place = { .file = path };
    char below[256] = "";
    struct bc_error *error = errors_add(
        errs, BC_E_RULES, &place, "no-pack", "no rule pack here: %s",
        dir == NULL ? "not a directory that can be read" : "no pack.yaml");
    if (dir != NULL) {
        find_pack_below(below, sizeof(below), dir);
        closedir(dir);
    }
    if (below[0] != '\0') {
        error_did_you_mean(error, join_path(arena, path, below));
    }
    return BC_E_RULES;
}

/* ---- the files of a pack ---- */

static enum bc_status
check_names(struct arena *arena, const char *path, bool *found,
            struct bc_errors *errs)
{
    DIR *dir = opendir(path);
    *found = dir != NULL && is_pack(dir);
    if (!*found) {
        return refuse_dir(arena, dir, path, errs);
    }
    enum bc_status status = BC_OK;
    struct dirent *entry = readdir(dir);
    while (entry != NULL && status != BC_E_NOMEM) {
        if (is_yaml(entry->d_name)) {
            enum bc_status one = check_name(arena, path, entry->d_name, errs);
            status = one != BC_OK ? one : status;
        }
        entry = readdir(dir);
    }
    closedir(dir);
    return status;
}

enum bc_status
pack_read(struct yfile files[PACK_FILE_COUNT], struct arena *arena,
          const char *path, struct bc_errors *errs)
{
    bool found = false;
    enum bc_status status = check_names(arena, path, &found, errs);
    if (status == BC_E_NOMEM || !found) {
        return status;
    }
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        const char *name = join_path(arena, path, pack_file_names[i]);
        if (name == NULL) {
            return BC_E_NOMEM;
        }
        enum bc_status one = read_one(&files[i], arena, name, errs);
        if (one == BC_E_NOMEM) {
            return one;
        }
        status = one != BC_OK ? one : status;
    }
    return status;
}

/* ---- cases ---- */

static int
by_name(const void *a, const void *b)
{
    const struct yfile *one = a, *two = b;
    return strcmp(one->name, two->name);
}

/* The names of up to `room` of the files. Returns how many there are. */
static size_t
list_cases(struct yfile *files, size_t room, struct arena *arena,
           const char *path)
{
    size_t count = 0;
    DIR *dir = opendir(path);
    struct dirent *entry = dir != NULL ? readdir(dir) : NULL;
    for (; entry != NULL; entry = readdir(dir)) {
        if (is_yaml(entry->d_name)) {
            if (count < room) {
                files[count].name = join_path(arena, path, entry->d_name);
            }
            count++;
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    return count;
}

static enum bc_status
read_cases(struct yfile *files, size_t count, struct arena *arena,
           struct bc_errors *errs)
{
    enum bc_status status = BC_OK;
    for (size_t i = 0; i < count; i++) {
        if (files[i].name == NULL) {
            return BC_E_NOMEM;
        }
    }
    qsort(files, count, sizeof(*files), by_name);
    for (size_t i = 0; i < count && status != BC_E_NOMEM; i++) {
        enum bc_status one = read_one(&files[i], arena, files[i].name, errs);
        status = one != BC_OK ? one : status;
    }
    return status;
}

enum bc_status
pack_read_cases(const struct yfile **files, size_t *count, struct arena *arena,
                const char *path, struct bc_errors *errs)
{
    const char *dir = join_path(arena, path, "tests");
    if (dir == NULL) {
        return BC_E_NOMEM;
    }
    size_t room = list_cases(NULL, 0, arena, dir);
    if (room == 0) {
        struct place place = { .file = dir };
        errors_add(errs, BC_E_RULES, &place, "no-cases",
                   "no reference cases here: no file that ends in .yaml");
        return BC_E_RULES;
    }
    struct yfile *list = arena_array(arena, room, sizeof(*list));
    if (list == NULL) {
        return BC_E_NOMEM;
    }
    size_t found = list_cases(list, room, arena, dir);
    *count = found < room ? found : room;
    *files = list;
    return read_cases(list, *count, arena, errs);
}
