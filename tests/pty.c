/* Runs a program on a pseudo-terminal, as a person would: each line of stdin
 * is typed when the program has shown a prompt and waits. What the terminal
 * shows goes to stdout. The line "^D" types end of input, "^C" the interrupt.
 * With --split the program's stdout is not the terminal but is printed behind
 * it. Exits as the program does; 128 + n for signal n. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define WAIT_MS 20000

static int
open_terminal(char *name, size_t size)
{
    int fd = posix_openpt(O_RDWR | O_NOCTTY);
    if (fd < 0 || grantpt(fd) != 0 || unlockpt(fd) != 0 ||
        ptsname(fd) == NULL) {
        perror("pty");
        exit(99);
    }
    snprintf(name, size, "%s", ptsname(fd));
    return fd;
}

static void
run_child(const char *name, int split_fd, char **argv)
{
    setsid();
    int fd = open(name, O_RDWR);
    ioctl(fd, TIOCSCTTY, 0);
    dup2(fd, 0);
    dup2(split_fd >= 0 ? split_fd : fd, 1);
    dup2(fd, 2);
    signal(SIGINT, SIG_DFL); /* as in a terminal, however the tests run */
    execvp(argv[0], argv);
    perror(argv[0]);
    _exit(99);
}

/* A prompt ends in ": " with no line feed behind it. */
static bool
is_prompt(const char *tail, size_t len)
{
    return len >= 2 && memcmp(tail + len - 2, ": ", 2) == 0;
}

static void
type_line(int fd)
{
    char line[1024];
    if (fgets(line, sizeof(line), stdin) == NULL) {
        strcpy(line, "^D");
    }
    if (strncmp(line, "^D", 2) == 0) {
        strcpy(line, "\004");
    } else if (strncmp(line, "^C", 2) == 0) {
        strcpy(line, "\003");
    }
    if (write(fd, line, strlen(line)) < 0) {
        perror("pty");
    }
}

static void
talk(int fd)
{
    char tail[8] = "";
    size_t len = 0;
    for (;;) {
        struct pollfd wait = { .fd = fd, .events = POLLIN };
        char chunk[4096];
        /* Once a prompt stands there and nothing follows, it is our turn. */
        int ready = poll(&wait, 1, is_prompt(tail, len) ? 40 : WAIT_MS);
        if (ready == 0 && is_prompt(tail, len)) {
            type_line(fd);
            len = 0;
            continue;
        }
        ssize_t n = ready > 0 ? read(fd, chunk, sizeof(chunk)) : -1;
        if (n <= 0) {
            return;
        }
        fwrite(chunk, 1, (size_t)n, stdout);
        len = (size_t)n < 2 ? 0 : 2;
        memcpy(tail, chunk + n - (ssize_t)len, len);
    }
}

int
main(int argc, char **argv)
{
    bool split = argc > 1 && strcmp(argv[1], "--split") == 0;
    char name[128];
    int fd = open_terminal(name, sizeof(name));
    FILE *other = split ? tmpfile() : NULL;
    pid_t child = fork();
    if (child == 0) {
        run_child(name, split ? fileno(other) : -1, argv + 1 + split);
    }
    talk(fd);
    close(fd); /* whoever still waits for an answer is hung up on */
    kill(child, SIGHUP);
    int status = 0;
    waitpid(child, &status, 0);
    if (split) {
        puts("---- stdout ----");
        rewind(other);
        for (int c = getc(other); c != EOF; c = getc(other)) {
            putchar(c);
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
