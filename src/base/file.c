/* Owns open(), read() and their errors. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

const char file_too_large[] = "is too large";
const char file_is_terminal[] = "is a terminal";

static enum bc_status
fail(const char **why, const char *clause)
{
    *why = clause;
    return BC_E_IO;
}

static const char *
open_error(void)
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        return "does not exist";
    case EACCES:
        return "may not be read";
    case ELOOP:
        return "is a loop of links";
    default:
        return "could not be opened";
    }
}

const char *
file_read_error(void)
{
    return errno == EISDIR ? "is a directory" : "could not be read";
}

enum bc_status
file_read_fd(struct text *out, const char **why, int fd, size_t limit)
{
    char chunk[16384];
    if (isatty(fd)) {
        return fail(why, file_is_terminal);
    }
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof(chunk));
        if (n == 0 || (n < 0 && errno == EBADF)) {
            return BC_OK;
        }
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return fail(why, file_read_error());
        }
        bool fits = (size_t)n <= limit - out->len;
        text_add_bytes(out, chunk, fits ? (size_t)n : limit - out->len);
        if (out->failed) {
            return BC_E_NOMEM;
        }
        if (!fits) {
            return fail(why, file_too_large);
        }
    }
}

/* A pipe that a shell made, for "<(...)" or as /dev/stdin, stands nowhere. */
static bool
stands_somewhere(const char *path)
{
    char real[PATH_MAX];
    return realpath(path, real) != NULL;
}

/* A pipe that nobody has open for writing reads as its end at once; one that
 * somebody has may be waited for. */
static enum bc_status
settle_pipe(struct text *out, const char **why, int fd)
{
    char first = '\0';
    ssize_t n = read(fd, &first, 1);
    if (n == 0) {
        return fail(why, "is a pipe that nobody writes to");
    }
    if (n > 0) {
        text_add_bytes(out, &first, 1);
    }
    return BC_OK;
}

static bool
set_blocking(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) >= 0;
}

static enum bc_status
check_open(struct text *first, const char **why, int fd, const char *path,
           enum file_kind kind)
{
    struct stat st;
    if (fstat(fd, &st) != 0) {
        return fail(why, "could not be read");
    }
    if (S_ISDIR(st.st_mode)) {
        return fail(why, "is a directory");
    }
    if (!S_ISREG(st.st_mode) && kind == FILE_REGULAR) {
        return fail(why, "is not a regular file");
    }
    bool waits = S_ISFIFO(st.st_mode) && stands_somewhere(path);
    enum bc_status status = waits ? settle_pipe(first, why, fd) : BC_OK;
    if (status == BC_OK && !set_blocking(fd)) {
        return fail(why, "could not be read");
    }
    return status;
}

enum bc_status
file_open(int *fd, struct text *first, const char **why, const char *path,
          enum file_kind kind)
{
    *fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (*fd < 0) {
        return fail(why, open_error());
    }
    enum bc_status status = check_open(first, why, *fd, path, kind);
    if (status != BC_OK) {
        close(*fd);
    }
    return status;
}

enum bc_status
file_read(struct text *out, const char **why, const char *path,
          enum file_kind kind, size_t limit)
{
    int fd = -1;
    enum bc_status status = file_open(&fd, out, why, path, kind);
    struct stat st;
    if (status == BC_OK) {
        bool known = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
        if (known && (uintmax_t)st.st_size <= limit) {
            text_reserve(out, (size_t)st.st_size); /* at once */
        }
        status = file_read_fd(out, why, fd, limit);
        close(fd);
    }
    return status;
}
