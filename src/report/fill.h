/** Filling sentences. */
#ifndef FILL_H
#define FILL_H

#include "ruleset.h"
#include "text.h"

/** Add a sentence, its names replaced by fills (8 at most) and contacts. */
void fill_sentence(struct text *out, const struct bc_ruleset *rs,
                   enum region region, const char *sentence,
                   const struct fill *fills, size_t count);

#endif
