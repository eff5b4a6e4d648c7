/* A pack as a folder: what must be in it and what may, and that each error
 * names its path. */
#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct bc_errors errs; /* too large for the stack; see setup() */
static const struct bc_ruleset *rs;

static int
setup(void **state)
{
    (void)state;
    memset(&errs, 0, sizeof(errs));
    rs = NULL;
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    bc_ruleset_free(rs);
    rs = NULL;
    return 0;
}

/* ---- a pack on disk ---- */

static char pack_dir[256];

static void
in_dir(char *path, size_t size, const char *name)
{
    snprintf(path, size, "%s/%s", pack_dir, name);
}

static void
write_file(const char *name, const char *bytes, size_t len)
{
    char path[400];
    in_dir(path, sizeof(path), name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

static void
remove_file(const char *name)
{
    char path[400];
    in_dir(path, sizeof(path), name);
    assert_int_equal(remove(path), 0);
}

static int
setup_dir(void **state)
{
    const char *tmp = getenv("TMPDIR");
    setup(state);
    snprintf(pack_dir, sizeof(pack_dir), "%s/backcheck-load-XXXXXX",
             tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp");
    if (mkdtemp(pack_dir) == NULL) {
        return -1;
    }
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        write_file(pack_file_names[i], small_pack()[i].bytes,
                   small_pack()[i].len);
    }
    return 0;
}

static int
teardown_dir(void **state)
{
    DIR *dir = opendir(pack_dir);
    struct dirent *entry = dir != NULL ? readdir(dir) : NULL;
    for (; entry != NULL; entry = readdir(dir)) {
        char path[600];
        in_dir(path, sizeof(path), entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            remove(path);
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    rmdir(pack_dir);
    return teardown(state);
}

/* The error at `i` is about a file of the directory. */
static void
expect_dir_error(size_t i, const char *name, const char *words,
                 const char *help)
{
    char path[400];
    in_dir(path, sizeof(path), name);
    expect_error(&errs, i, path, words, help);
}

static void
test_load_dir_with_all_files(void **state)
{
    (void)state;
    assert_int_equal(bc_ruleset_load(&rs, pack_dir, NULL, &errs), BC_OK);
    assert_int_equal(rs->question_count, 9);
    assert_string_equal(rs->rules[0].origin.file, "red-flags.yaml");
}

static void
test_load_dir_named_with_a_slash_is_the_same(void **state)
{
    (void)state;
    char path[400];
    in_dir(path, sizeof(path), "");
    assert_int_equal(bc_ruleset_load(&rs, path, NULL, &errs), BC_OK);
}

static void
test_load_dir_that_does_not_exist(void **state)
{
    (void)state;
    assert_int_equal(bc_ruleset_load(&rs, "tests/no-such-pack", NULL, &errs),
                     BC_E_RULES);
    assert_null(rs);
    assert_int_equal(errs.count, 1);
    expect_error(&errs, 0, "tests/no-such-pack",
                 "0:0: no rule pack here: not a directory that can be read "
                 "[no-pack]",
                 "");
}

static void
test_load_dir_that_is_a_file(void **state)
{
    (void)state;
    assert_int_equal(bc_ruleset_load(&rs, "tests/pack/pack.yaml", NULL, &errs),
                     BC_E_RULES);
    assert_null(rs);
    assert_int_equal(errs.count, 1);
    expect_error(&errs, 0, "tests/pack/pack.yaml",
                 "0:0: no rule pack here: not a directory that can be read "
                 "[no-pack]",
                 "");
}

static void
test_load_dir_names_every_missing_file(void **state)
{
    (void)state;
    remove_file("tips.yaml");
    remove_file("causes.yaml");
    remove_file("seed-claims.yaml");
    assert_int_equal(bc_ruleset_load(&rs, pack_dir, NULL, &errs), BC_E_RULES);
    assert_null(rs);
    assert_int_equal(errs.count, 3);
    expect_dir_error(0, "causes.yaml",
                     "0:0: the file does not exist [unreadable-file]", "");
    expect_dir_error(1, "tips.yaml",
                     "0:0: the file does not exist [unreadable-file]", "");
    expect_dir_error(2, "seed-claims.yaml",
                     "0:0: the file does not exist [unreadable-file]", "");
}

static void
test_load_dir_with_an_unknown_rule_file(void **state)
{
    (void)state;
    write_file("red-flag.yaml", BYTES("...\n"));
    assert_int_equal(bc_ruleset_load(&rs, pack_dir, NULL, &errs), BC_E_RULES);
    assert_null(rs);
    assert_int_equal(errs.count, 1);
    expect_dir_error(0, "red-flag.yaml",
                     "0:0: no part of a pack has this name [unknown-file]",
                     "did you mean 'red-flags.yaml'?");
}

static void
test_load_dir_with_the_other_ending(void **state)
{
    (void)state;
    write_file("tips.yml", BYTES("...\n"));
    assert_int_equal(bc_ruleset_load(&rs, pack_dir, NULL, &errs), BC_E_RULES);
    assert_int_equal(errs.count, 1);
    expect_dir_error(0, "tips.yml",
                     "0:0: no part of a pack has this name [unknown-file]",
                     "did you mean 'tips.yaml'?");
}

static void
test_load_dir_leaves_other_files_alone(void **state)
{
    (void)state;
    write_file("README.md", BYTES("x"));
    write_file(".tips.yaml.swp", BYTES("x"));
    write_file(".hidden.yaml", BYTES("x"));
    write_file("tips.yaml~", BYTES("x"));
    assert_int_equal(bc_ruleset_load(&rs, pack_dir, NULL, &errs), BC_OK);
}

static void
test_load_dir_with_a_directory_for_a_file(void **state)
{
    (void)state;
    char path[400];
    in_dir(path, sizeof(path), "tips.yaml");
    remove_file("tips.yaml");
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(bc_ruleset_load(&rs, pack_dir, NULL, &errs), BC_E_RULES);
    assert_int_equal(errs.count, 1);
    expect_dir_error(0, "tips.yaml",
                     "0:0: the file is a directory [unreadable-file]", "");
}

static void
test_load_dir_with_a_pipe_for_a_file_does_not_wait(void **state)
{
    (void)state;
    char path[400];
    in_dir(path, sizeof(path), "tips.yaml");
    remove_file("tips.yaml");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(bc_ruleset_load(&rs, pack_dir, NULL, &errs), BC_E_RULES);
    assert_int_equal(errs.count, 1);
    expect_dir_error(0, "tips.yaml",
                     "0:0: the file is not a regular file [unreadable-file]",
                     "");
}

static void
test_load_dir_with_a_link_that_leads_nowhere(void **state)
{
    (void)state;
    char path[400];
    in_dir(path, sizeof(path), "tips.yaml");
    remove_file("tips.yaml");
    assert_int_equal(symlink("tips.yaml", path), 0);
    assert_int_equal(bc_ruleset_load(&rs, pack_dir, NULL, &errs), BC_E_RULES);
    assert_int_equal(errs.count, 1);
    expect_dir_error(0, "tips.yaml",
                     "0:0: the file is a loop of links [unreadable-file]", "");
}

static void
test_load_dir_with_a_huge_file(void **state)
{
    (void)state;
    static char comment[300000];
    memset(comment, '#', sizeof(comment));
    write_file("tips.yaml", comment, sizeof(comment));
    assert_int_equal(bc_ruleset_load(&rs, pack_dir, NULL, &errs), BC_E_RULES);
    assert_int_equal(errs.count, 1);
    expect_dir_error(0, "tips.yaml",
                     "0:0: the file is too large [unreadable-file]", "");
}

static void
test_load_dir_error_names_the_path(void **state)
{
    (void)state;
    struct text bytes =
        edit_file(&small_pack()[PACK_TIPS], "grade: C", BYTES("grade: good"));
    write_file("tips.yaml", bytes.bytes, bytes.len);
    text_free(&bytes);
    assert_int_equal(bc_ruleset_load(&rs, pack_dir, NULL, &errs), BC_E_RULES);
    assert_int_equal(errs.count, 1);
    expect_dir_error(0, "tips.yaml",
                     "38:10: unknown grade 'good' [unknown-word]",
                     "known: A, B, C, T");
}

static void
test_load_dir_without_memory_gives_all_of_it_back(void **state)
{
    (void)state;
    struct tight_memory tight;
    enum bc_status status = BC_E_NOMEM;
    for (long left = 0; status != BC_OK; left++) {
        setup(NULL);
        tight_memory_init(&tight, left);
        status = bc_ruleset_load(&rs, pack_dir, &tight.mem, &errs);
        if (status != BC_OK) {
            assert_int_equal(status, BC_E_NOMEM);
            assert_null(rs);
            assert_int_equal(tight.in_use, 0);
        }
    }
    bc_ruleset_free(rs);
    rs = NULL;
    assert_int_equal(tight.in_use, 0);
}

/* ---- all ---- */

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
#define DIR_TEST(f) cmocka_unit_test_setup_teardown(f, setup_dir, teardown_dir)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DIR_TEST(test_load_dir_with_all_files),
        DIR_TEST(test_load_dir_named_with_a_slash_is_the_same),
        TEST(test_load_dir_that_does_not_exist),
        TEST(test_load_dir_that_is_a_file),
        DIR_TEST(test_load_dir_names_every_missing_file),
        DIR_TEST(test_load_dir_with_an_unknown_rule_file),
        DIR_TEST(test_load_dir_with_the_other_ending),
        DIR_TEST(test_load_dir_leaves_other_files_alone),
        DIR_TEST(test_load_dir_with_a_directory_for_a_file),
        DIR_TEST(test_load_dir_with_a_pipe_for_a_file_does_not_wait),
        DIR_TEST(test_load_dir_with_a_link_that_leads_nowhere),
        DIR_TEST(test_load_dir_with_a_huge_file),
        DIR_TEST(test_load_dir_error_names_the_path),
        DIR_TEST(test_load_dir_without_memory_gives_all_of_it_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
