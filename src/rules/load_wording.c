/* Owns wording.yaml and contacts.yaml: sentences, cards, words that are never
 * said, whom to call. */
#include "decode.h"

#include "suggest.h"
#include "text.h"

#include <string.h>

/* ---- sentences ---- */

static int
find_sentence(struct loader *ld, const struct ynode *key)
{
    for (size_t i = 0; i < SAY_COUNT; i++) {
        if (text_same(sentences[i].id, key->text)) {
            return (int)i;
        }
    }
    struct bc_error *error =
        DECODE_ERROR(ld, key, "unknown-key", "unknown key '%s'", key->text);
    error_did_you_mean(error, suggest_among(key->text, sentences, SAY_COUNT,
                                            sizeof(*sentences)));
    return -1;
}

static void
decode_all_sentences(struct loader *ld, const struct ynode *value, void *to)
{
    const char **says = to;
    if (value->kind != YNODE_MAP) {
        DECODE_ERROR(ld, value, "not-a-mapping",
                     "expected 'key: value' lines here");
        return;
    }
    for (const struct ynode *key = value->first; key != NULL; key = key->next) {
        int at = find_sentence(ld, key);
        if (at >= 0) {
            says[at] = decode_filled(ld, key->value, sentences[at].fills);
        }
    }
    for (size_t i = 0; i < SAY_COUNT; i++) {
        if (decode_find(value, sentences[i].id) == NULL) {
            DECODE_ERROR(ld, value, "missing-key", "'%s' is missing here",
                         sentences[i].id);
        }
    }
}

/* ---- cards ---- */

static void
decode_card_line(struct loader *ld, const struct ynode *value,
                 struct card_line *line)
{
    static const struct field fields[] = {
        { "text", REQUIRED, decode_card_text,
          offsetof(struct card_line, text) },
        { "when", REQUIRED, decode_cond, offsetof(struct card_line, when) },
    };
    if (value->kind == YNODE_MAP) {
        decode_fields(ld, value, fields, ARRAY_LEN(fields), line);
    } else {
        decode_card_text(ld, value, &line->text);
    }
}

static void
decode_card_lines(struct loader *ld, const struct ynode *value, void *to)
{
    struct card_lines *lines = to;
    size_t count = 0;
    struct card_line *at = decode_list(ld, value, sizeof(*at), &count);
    const struct ynode *entry = value->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_card_line(ld, entry, &at[i]);
    }
    *lines = (struct card_lines){ at, count };
}

static void
check_cards(struct loader *ld, const struct ynode *list)
{
    for (size_t i = 0; i < CARD_COUNT; i++) {
        const struct card *card = ruleset_find_card(ld->rs, card_names[i]);
        if (card == NULL || card->heading == NULL) {
            DECODE_ERROR(ld, list, "missing-card",
                         "card '%s' with a heading is missing here",
                         card_names[i]);
        }
    }
}

static void
decode_cards(struct loader *ld, const struct ynode *value, void *to)
{
#define MEMBER(name) offsetof(struct card, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, MEMBER(id) },
        { "heading", OPTIONAL, decode_card_text, MEMBER(heading) },
        { "call", REQUIRED, decode_card_lines, MEMBER(call) },
        { "within_hour", OPTIONAL, decode_card_lines, MEMBER(within_hour) },
        { "not_within_hour", OPTIONAL, decode_card_lines,
          MEMBER(not_within_hour) },
        { "then", OPTIONAL, decode_card_lines, MEMBER(then) },
        { "say", OPTIONAL, decode_card_lines, MEMBER(say) },
        { "wait_heading", OPTIONAL, decode_card_text, MEMBER(wait_heading) },
        { "wait", OPTIONAL, decode_card_lines, MEMBER(wait) },
        { "last", OPTIONAL, decode_card_lines, MEMBER(last) },
    };
#undef MEMBER
    (void)to;
    size_t count = 0;
    bool named = true;
    struct card *cards = decode_list(ld, value, sizeof(*cards), &count);
    decode_check_ids(ld, &(struct id_table){ 0 }, value);
    const struct ynode *entry = value->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_fields(ld, entry, fields, ARRAY_LEN(fields), &cards[i]);
        named &= cards[i].id != NULL;
        cards[i].id = cards[i].id != NULL ? cards[i].id : "";
    }
    ld->rs->cards = cards;
    ld->rs->card_count = count;
    if (named) {
        check_cards(ld, value);
    }
}

void
load_wording(struct loader *ld, const struct ynode *root)
{
    static const struct field fields[] = {
        { "sentences", REQUIRED, decode_all_sentences,
          offsetof(struct bc_ruleset, sentences) },
        { "cards", REQUIRED, decode_cards, 0 },
        { "never_say", REQUIRED, decode_never_say,
          offsetof(struct bc_ruleset, never_say) },
    };
    decode_fields(ld, root, fields, ARRAY_LEN(fields), ld->rs);
}

/* ---- contacts ---- */

struct contact_draft {
    int contact;
    const char *text, *checked;
    struct source_list sources;
};

static void
decode_contact_id(struct loader *ld, const struct ynode *value, void *to)
{
    int *contact = to;
    *contact = decode_index(ld, value, contact_names, CONTACT_COUNT, "contact");
}

/* The day somebody last checked a number, or never. */
static void
decode_checked(struct loader *ld, const struct ynode *value, void *to)
{
    if (value->kind != YNODE_SCALAR || strcmp(value->text, "never") != 0) {
        decode_date(ld, value, to);
    }
}

static void
read_contact(struct loader *ld, const struct ynode *node, const char **texts)
{
    static const struct field fields[] = {
        { "id", REQUIRED, decode_contact_id,
          offsetof(struct contact_draft, contact) },
        { "text", REQUIRED, decode_contact,
          offsetof(struct contact_draft, text) },
        { "checked", REQUIRED, decode_checked,
          offsetof(struct contact_draft, checked) },
        { "sources", REQUIRED, decode_sources,
          offsetof(struct contact_draft, sources) },
    };
    struct contact_draft draft = { .contact = -1 };
    decode_fields(ld, node, fields, ARRAY_LEN(fields), &draft);
    if (draft.contact >= 0) {
        /* a text that is wrong is not missing too */
        texts[draft.contact] = draft.text != NULL ? draft.text : "";
    }
}

struct region_draft {
    int region;
    const struct ynode *contacts;
};

static void
decode_region(struct loader *ld, const struct ynode *value, void *to)
{
    int *region = to;
    *region = decode_index(ld, value, region_names, REGION_COUNT, "region");
}

/* Which region it was, or -1. */
static int
read_region(struct loader *ld, const struct ynode *node)
{
    static const struct field fields[] = {
        { "region", REQUIRED, decode_region,
          offsetof(struct region_draft, region) },
        { "contacts", REQUIRED, decode_node,
          offsetof(struct region_draft, contacts) },
    };
    struct region_draft draft = { .region = -1 };
    decode_fields(ld, node, fields, ARRAY_LEN(fields), &draft);
    if (draft.region < 0 || draft.contacts == NULL) {
        return draft.region;
    }
    const char **texts = ld->rs->contacts[draft.region];
    if (draft.contacts->kind != YNODE_SEQ) {
        DECODE_ERROR(ld, draft.contacts, "not-a-list", "expected a list here");
        return draft.region;
    }
    decode_check_ids(ld, &(struct id_table){ 0 }, draft.contacts);
    for (const struct ynode *n = draft.contacts->first; n != NULL;
         n = n->next) {
        read_contact(ld, n, texts);
    }
    for (size_t i = 0; i < CONTACT_REQUIRED; i++) {
        if (texts[i] == NULL) {
            DECODE_ERROR(ld, node, "missing-contact",
                         "contact '%s' is missing here", contact_names[i]);
        }
    }
    return draft.region;
}

void
load_contacts(struct loader *ld, const struct ynode *root)
{
    size_t count = 0;
    bool seen[REGION_COUNT] = { false };
    bool all_known = true; /* else one that is misspelt is not missing */
    decode_list(ld, root, 1, &count); /* for its errors */
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        int region = read_region(ld, entry);
        const struct ynode *name = decode_find(entry, "region");
        if (region >= 0 && seen[region]) {
            DECODE_ERROR(ld, name, "repeated-id",
                         "region '%s' is defined twice", region_names[region]);
        }
        if (region >= 0) {
            seen[region] = true;
        }
        all_known = all_known && region >= 0;
    }
    for (size_t r = 0; r < REGION_COUNT && all_known; r++) {
        if (!seen[r]) {
            DECODE_ERROR(ld, root, "missing-region",
                         "region '%s' is missing here", region_names[r]);
        }
    }
}
