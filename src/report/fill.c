/* Owns what can stand in the braces of a sentence: the fills of the moment, and
 * whom to call in the region. */
#include "fill.h"

#define FILLS_MAX (CONTACT_COUNT + 8)

void
fill_sentence(struct text *out, const struct bc_ruleset *rs, enum region region,
              const char *sentence, const struct fill *fills, size_t count)
{
    struct fill all[FILLS_MAX];
    size_t used = 0;
    while (used < count) {
        all[used] = fills[used];
        used++;
    }
    for (size_t i = 0; i < CONTACT_COUNT; i++) {
        const char *words = rs->contacts[region][i];
        all[used++] =
            (struct fill){ contact_names[i], words != NULL ? words : "" };
    }
    text_add_filled(out, sentence, all, used);
}
