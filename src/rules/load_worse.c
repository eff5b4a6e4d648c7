/* Owns which way an answer is worse: `worse` of a question. It changes no
 * result; the proofs hold the rules to it. */
#include "decode.h"

#include <string.h>

/* Of several: each of these, once picked, is no better than not. */
static void
read_picks(struct loader *ld, const struct ynode *list, struct question *q)
{
    for (const struct ynode *n = list->first; n != NULL; n = n->next) {
        int at = decode_find_choice(ld, n, q);
        if (at >= 0 && q->choices[at].alone) {
            DECODE_ERROR(ld, n, "unknown-choice",
                         "'%s' is picked alone: it makes no other answer worse",
                         n->text);
        }
        q->worse.picks |= at >= 0 ? BIT(at) : 0;
    }
}

/* Of one: each chain goes from better to worse; one that comes back to a
 * choice says that those between are equally bad. */
static void
read_chains(struct loader *ld, const struct ynode *list, struct question *q)
{
    choice_set *after = decode_alloc(ld, q->choice_count, sizeof(*after));
    for (const struct ynode *n = list->first; n != NULL && after != NULL;
         n = n->next) {
        if (n->kind != YNODE_SEQ || n->count < 2) {
            DECODE_ERROR(ld, n, "not-a-list",
                         "expected a list of choices, from better to worse");
            continue;
        }
        int last = -1;
        for (const struct ynode *c = n->first; c != NULL; c = c->next) {
            int at = decode_find_choice(ld, c, q);
            if (at >= 0 && last >= 0) {
                after[last] |= BIT(at);
            }
            last = at;
        }
    }
    q->worse.after = after;
}

static void
read_worse(struct loader *ld, const struct ynode *node, struct question *q)
{
    bool word = node->kind == YNODE_SCALAR;
    if (q->type == QUESTION_NUMBER) {
        q->worse.rising = word && strcmp(node->text, "rising") == 0;
    } else if (q->type == QUESTION_MULTI && word) {
        bool each = strcmp(node->text, "each_pick") == 0;
        choice_set all = BIT(q->choice_count) - 1;
        q->worse.picks = each ? all & ~question_alone(q) : 0;
    } else if (node->kind == YNODE_SEQ && node->count > 0) {
        (q->type == QUESTION_MULTI ? read_picks : read_chains)(ld, node, q);
        return;
    }
    if (!q->worse.rising && q->worse.picks == 0) {
        DECODE_ERROR(ld, node, "unknown-word",
                     "expected 'rising' for a number, 'each_pick' or a list "
                     "of choices for several, lists of choices for one");
    }
}

void
load_worse(struct loader *ld, const struct ynode *root)
{
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < ld->rs->question_count; i++, entry = entry->next) {
        const struct ynode *node = decode_find(entry, "worse");
        if (node != NULL) {
            read_worse(ld, node, &ld->questions[i]);
        }
    }
}
