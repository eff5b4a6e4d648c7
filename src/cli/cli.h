/** The command line: options, verbs, help. */
#ifndef CLI_H
#define CLI_H

#include "out.h"

/** Parse the command line, run the command, return its exit code. */
enum exit_code cli_run(int argc, char **argv);

#endif
