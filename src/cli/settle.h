/** Options as words -> options as values. */
#ifndef SETTLE_H
#define SETTLE_H

#include "out.h"

/** Fill in what the words of the options mean, what the environment adds, and
 * the defaults. Says what is wrong; returns EXIT_DONE or EXIT_USAGE. */
enum exit_code settle(struct options *options);

#endif
