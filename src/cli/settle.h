/** Options as words -> options as values. */
#ifndef SETTLE_H
#define SETTLE_H

#include "out.h"

/** What the word after a verb names. */
enum operand {
    OPERAND_NONE,
    OPERAND_FILE, /* answers */
    OPERAND_PACK, /* rules: another way to say --rules */
    OPERAND_COUNT
};

/** "[FILE]" and the like, for the help. */
extern const char *const operand_words[OPERAND_COUNT];

#define FORMAT_BIT(format) (1U << (format))

/** What words mean to one verb. */
struct terms {
    enum operand operand;
    unsigned formats; /* bits; the lowest is what it prints unasked */
};

/** Fill in what the words of the options mean, what the environment adds, and
 * the defaults. Says what is wrong; returns EXIT_DONE or EXIT_USAGE. */
enum exit_code settle(struct options *options, const struct terms *terms);

#endif
