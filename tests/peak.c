/* Runs a program and writes the most memory that it had, in KiB, to a file:
 * peak FILE PROGRAM [ARGUMENT...]. Exits as the program does. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
    struct rusage usage;
    int status = 0;
    FILE *file = argc > 2 ? fopen(argv[1], "w") : NULL;
    if (file == NULL) {
        fputs("usage: peak FILE PROGRAM [ARGUMENT...]\n", stderr);
        return 99;
    }
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(99);
    }
    waitpid(child, &status, 0);
    getrusage(RUSAGE_CHILDREN, &usage);
    fprintf(file, "%ld\n", usage.ru_maxrss);
    fclose(file);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
