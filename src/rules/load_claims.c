/* Owns seed-claims.yaml: what became of each claim of the article that the pack
 * began with. Nothing of it is printed; it is read so that no claim is lost and
 * none is carried by something that is not there. */
#include "decode.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- what a claim is carried by ---- */

static void
decode_ids(struct loader *ld, const struct ynode *value, struct lines *lines,
           enum id_space space)
{
    size_t count = 0;
    const char **at = decode_words(ld, value, sizeof(*at), &count);
    bool *seen = decode_seen(ld, space);
    const struct ynode *entry = value->first;
    for (size_t i = 0; i < count && !ld->no_memory; i++) {
        int found = decode_in_space(ld, entry, seen, space);
        at[i] = found >= 0 ? entry->text : NULL;
        entry = entry->next;
    }
    *lines = (struct lines){ at, count };
}

static void
decode_causes(struct loader *ld, const struct ynode *value, void *to)
{
    decode_ids(ld, value, to, IDS_CAUSES);
}

static void
decode_rules(struct loader *ld, const struct ynode *value, void *to)
{
    decode_ids(ld, value, to, IDS_RULES);
}

static void
decode_tips(struct loader *ld, const struct ynode *value, void *to)
{
    decode_ids(ld, value, to, IDS_TIPS);
}

static void
decode_questions(struct loader *ld, const struct ynode *value, void *to)
{
    decode_ids(ld, value, to, IDS_QUESTIONS);
}

static void
decode_sentence_ids(struct loader *ld, const struct ynode *value, void *to)
{
    decode_ids(ld, value, to, IDS_SENTENCES);
}

static void
decode_by(struct loader *ld, const struct ynode *value, void *to)
{
#define MEMBER(name) offsetof(struct claim, name)
    static const struct field fields[] = {
        { "causes", OPTIONAL, decode_causes, MEMBER(causes) },
        { "rules", OPTIONAL, decode_rules, MEMBER(rules) },
        { "tips", OPTIONAL, decode_tips, MEMBER(tips) },
        { "questions", OPTIONAL, decode_questions, MEMBER(questions) },
        { "sentences", OPTIONAL, decode_sentence_ids, MEMBER(sentences) },
    };
#undef MEMBER
    bool mapping = decode_fields(ld, value, fields, ARRAY_LEN(fields), to);
    if (mapping && value->count == 0) {
        DECODE_ERROR(ld, value, "missing-key", "'by' names nothing");
    }
}

/* ---- what is said of a claim ---- */

static bool
is_claim_id(const char *s)
{
    return s[0] == 'S' && isdigit((unsigned char)s[1]) &&
           isdigit((unsigned char)s[2]) &&
           (s[3] == '\0' || (islower((unsigned char)s[3]) && s[4] == '\0'));
}

static void
decode_claim_id(struct loader *ld, const struct ynode *value, void *to)
{
    const char **id = to;
    if (!decode_is_scalar(ld, value)) {
        return;
    }
    if (!is_claim_id(value->text)) {
        struct bc_error *error = DECODE_ERROR(
            ld, value, "bad-id", "'%s' is not the id of a claim", value->text);
        error_help(error, "the id of a claim is S and two digits; "
                          "a lower-case letter may follow");
    }
    *id = value->text;
}

static void
decode_status(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const words[] = { "supported", "partly", "traditional",
                                         "caution", "not_supported" };
    const char **status = to;
    int at = decode_index(ld, value, words, ARRAY_LEN(words), "status");
    *status = at >= 0 ? words[at] : NULL;
}

static void
decode_fate(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const fates[] = { "carried", "narrowed", "declined" };
    enum claim_fate *fate = to;
    int at = decode_index(ld, value, fates, ARRAY_LEN(fates), "fate");
    *fate = (enum claim_fate)(at + 1);
}

static void
read_claim(struct loader *ld, const struct ynode *node, struct claim *claim)
{
#define MEMBER(name) offsetof(struct claim, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_claim_id, MEMBER(id) },
        { "claim", REQUIRED, decode_prose, MEMBER(claim) },
        { "status", REQUIRED, decode_status, MEMBER(status) },
        { "evidence", REQUIRED, decode_prose, MEMBER(evidence) },
        { "cautions", OPTIONAL, decode_prose, MEMBER(cautions) },
        { "fate", REQUIRED, decode_fate, MEMBER(fate) },
        { "by", OPTIONAL, decode_by, 0 },
        { "reason", OPTIONAL, decode_prose, MEMBER(reason) },
        { "sources", REQUIRED, decode_sources, MEMBER(sources) },
    };
#undef MEMBER
    decode_fields(ld, node, fields, ARRAY_LEN(fields), claim);
    claim->origin = decode_origin(ld, node);
    const char *needed = claim->fate == CLAIM_DECLINED ? "reason" : "by";
    if (claim->fate != 0 && decode_find(node, needed) == NULL) {
        DECODE_ERROR(ld, node, "missing-key", "a claim of this fate needs '%s'",
                     needed);
    }
}

/* ---- the list ---- */

/* A claim that was taken out must be missed: S04 is followed by S04a or S05. */
static void
check_order(struct loader *ld, const struct ynode *root)
{
    const char *last = "";
    int number = -1;
    for (const struct ynode *n = root->first; n != NULL; n = n->next) {
        const struct ynode *id = decode_find(n, "id");
        bool good = id != NULL && id->kind == YNODE_SCALAR;
        if (!good || !is_claim_id(id->text) || strcmp(id->text, last) == 0) {
            return; /* said already */
        }
        int here = atoi(id->text + 1);
        bool next = here == number + 1 && id->text[3] == '\0';
        if (!next && (here != number || strcmp(id->text, last) < 0)) {
            DECODE_ERROR(ld, id, "missing-claim",
                         "expected claim 'S%02d' here, found '%s'", number + 1,
                         id->text);
            return; /* all the others would be wrong too */
        }
        last = id->text;
        number = here;
    }
}

void
load_claims(struct loader *ld, const struct ynode *root)
{
    if (decode_failed(ld)) {
        return; /* a claim may name what could not be read */
    }
    size_t count = 0;
    struct claim *claims = decode_list(ld, root, sizeof(*claims), &count);
    decode_check_ids(ld, &(struct id_table){ 0 }, root);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        read_claim(ld, entry, &claims[i]);
    }
    check_order(ld, root);
    ld->rs->claims = claims;
    ld->rs->claim_count = count;
}
