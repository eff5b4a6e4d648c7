/* Claims about reading files: what is one, and what is said of what is not. */
#include "support.h"

#include "file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char directory[64];

static const char *
in_directory(const char *name)
{
    static char path[128];
    snprintf(path, sizeof(path), "%s/%s", directory, name);
    return path;
}

static int
make_files(void **state)
{
    (void)state;
    snprintf(directory, sizeof(directory), "build/test-file-XXXXXX");
    if (mkdtemp(directory) == NULL) {
        return -1;
    }
    FILE *file = fopen(in_directory("ten"), "wb");
    if (file == NULL) {
        return -1;
    }
    fputs("0123456789", file);
    fclose(file);
    bool made = mkdir(in_directory("folder"), 0700) == 0;
    made &= mkfifo(in_directory("pipe"), 0600) == 0;
    made &= symlink("loop", in_directory("loop")) == 0;
    return made ? 0 : -1;
}

static int
remove_files(void **state)
{
    (void)state;
    static const char *const names[] = { "ten", "pipe", "loop" };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        unlink(in_directory(names[i]));
    }
    rmdir(in_directory("folder"));
    return rmdir(directory);
}

struct file_row {
    const char *name, *file;
    enum file_kind kind;
    size_t limit;
    const char *bytes; /* NULL: an error */
    const char *why;
};

static const struct file_row file_rows[] = {
    { "file_is_read_whole", "ten", FILE_REGULAR, 100, "0123456789", NULL },
    { "file_at_the_limit_is_read", "ten", FILE_STREAM, 10, "0123456789", NULL },
    { "file_over_the_limit_is_refused", "ten", FILE_REGULAR, 9, NULL,
      "is too large" },
    { "file_missing", "none", FILE_REGULAR, 100, NULL, "does not exist" },
    { "file_below_a_file", "ten/x", FILE_STREAM, 100, NULL, "does not exist" },
    { "file_directory", "folder", FILE_STREAM, 100, NULL, "is a directory" },
    { "file_directory_as_regular", "folder", FILE_REGULAR, 100, NULL,
      "is a directory" },
    { "file_loop_of_links", "loop", FILE_REGULAR, 100, NULL,
      "is a loop of links" },
    { "file_pipe_where_a_regular_file_is_needed", "pipe", FILE_REGULAR, 100,
      NULL, "is not a regular file" },
    { "file_pipe_without_a_writer_does_not_hang", "pipe", FILE_STREAM, 100,
      NULL, "is a pipe that nobody writes to" },
};

static void
run_file(void **state)
{
    const struct file_row *row = *state;
    struct text out;
    const char *why = NULL;
    text_init(&out, NULL);
    enum bc_status status =
        file_read(&out, &why, in_directory(row->file), row->kind, row->limit);
    if (row->bytes != NULL) {
        assert_int_equal(status, BC_OK);
        assert_string_equal(text_get(&out), row->bytes);
    } else {
        assert_int_equal(status, BC_E_IO);
        assert_string_equal(why, row->why);
    }
    text_free(&out);
}

static void
test_file_pipe_with_a_writer_is_read_to_its_end(void **state)
{
    (void)state;
    struct text out;
    const char *why = NULL;
    char path[128];
    snprintf(path, sizeof(path), "%s", in_directory("pipe"));
    int hold = open(path, O_RDWR);
    assert_true(hold >= 0);
    assert_int_equal(write(hold, "abc", 3), 3);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        /* The last writer goes while the reader waits. */
        nanosleep(&(struct timespec){ .tv_nsec = 50000000 }, NULL);
        ssize_t written = write(hold, "def", 3);
        _exit(written == 3 ? 0 : 1);
    }
    int reader = open(path, O_RDONLY);
    close(hold);
    text_init(&out, NULL);
    assert_int_equal(file_read_fd(&out, &why, reader, 100), BC_OK);
    assert_string_equal(text_get(&out), "abcdef");
    close(reader);
    waitpid(child, NULL, 0);
    text_free(&out);
}

static void
test_file_closed_descriptor_reads_as_empty(void **state)
{
    (void)state;
    struct text out;
    const char *why = NULL;
    int fd = dup(0);
    close(fd);
    text_init(&out, NULL);
    assert_int_equal(file_read_fd(&out, &why, fd, 100), BC_OK);
    assert_string_equal(text_get(&out), "");
    text_free(&out);
}

static void
test_file_out_of_memory_is_told(void **state)
{
    (void)state;
    struct tight_memory tight;
    struct text out;
    const char *why = NULL;
    tight_memory_init(&tight, 0);
    text_init(&out, &tight.mem);
    assert_int_equal(
        file_read(&out, &why, in_directory("ten"), FILE_REGULAR, 100),
        BC_E_NOMEM);
    text_free(&out);
}

/* ---- all ---- */

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file_pipe_with_a_writer_is_read_to_its_end),
        cmocka_unit_test(test_file_closed_descriptor_reads_as_empty),
        cmocka_unit_test(test_file_out_of_memory_is_told),
    };
    return cmocka_run_group_tests_name("file", tests, make_files,
                                       remove_files) +
           run_rows(&(struct row_tests){ "files", TABLE(file_rows), run_file,
                                         NULL, NULL, make_files,
                                         remove_files });
}
