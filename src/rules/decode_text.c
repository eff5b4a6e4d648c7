/* Owns the decoders of text: quoted, one paragraph, and nothing in braces that
 * could not be filled in. Those of text that a person can see remember it, so
 * that lint_words.c can measure all of it. */
#include "decode.h"

#include "suggest.h"

#include <stdio.h>
#include <string.h>

static bool
is_prose(struct loader *ld, const struct ynode *value)
{
    if (!decode_is_scalar(ld, value)) {
        return false;
    }
    if (value->text[0] == '\0') {
        DECODE_ERROR(ld, value, "empty-text", "the text is empty");
        return false;
    }
    if (value->plain) {
        struct bc_error *error =
            DECODE_ERROR(ld, value, "unquoted-text", "text without quotes");
        error_help(error, "put it in double quotes");
        return false;
    }
    if (strchr(value->text, '\n') != NULL) {
        DECODE_ERROR(ld, value, "several-paragraphs",
                     "text must be one paragraph");
        return false;
    }
    return true;
}

static bool
has_word(const char *words, const char *word, size_t len)
{
    for (const char *at = words; *at != '\0';) {
        size_t n = strcspn(at, " ");
        if (n == len && memcmp(at, word, len) == 0) {
            return true;
        }
        at += n + strspn(at + n, " ");
    }
    return false;
}

/* A contact that a region may lack must stand alone, so that its line can be
 * left out as a whole. */
static bool
is_fill(const char *text, const char *name, size_t len, const char *extra)
{
    for (size_t i = 0; i < CONTACT_COUNT; i++) {
        if (strlen(contact_names[i]) == len &&
            memcmp(contact_names[i], name, len) == 0) {
            bool alone = strlen(text) == len + 2;
            return i < CONTACT_REQUIRED || alone;
        }
    }
    return has_word(extra, name, len);
}

/* The text, remembered as one that a person can see. */
static const char *
show(struct loader *ld, const struct ynode *value, enum visible_kind kind)
{
    struct visible *visible = decode_alloc(ld, 1, sizeof(*visible));
    if (visible == NULL) {
        return NULL;
    }
    *visible = (struct visible){ .text = value->text,
                                 .kind = kind,
                                 .origin = decode_origin(ld, value),
                                 .entry = ld->entry };
    *ld->visible_end = visible;
    ld->visible_end = &visible->next;
    return value->text;
}

static void
refuse_fill(struct loader *ld, const struct ynode *value, const char *at,
            size_t len)
{
    char name[24];
    struct bc_error *error =
        DECODE_ERROR(ld, value, "unknown-fill",
                     "'%.*s' cannot be filled in here", (int)len + 2, at);
    if (len < sizeof(name)) {
        snprintf(name, sizeof(name), "%.*s", (int)len, at + 1);
        error_did_you_mean(error,
                           suggest_among(name, contact_names, CONTACT_REQUIRED,
                                         sizeof(*contact_names)));
    }
}

static void
check_fills(struct loader *ld, const struct ynode *value, const char *extra)
{
    const char *text = value->text;
    for (const char *at = strpbrk(text, "{}"); at != NULL;
         at = strpbrk(at, "{}")) {
        size_t len = *at == '{' ? strcspn(at + 1, "{}") : 0;
        bool closed = *at == '{' && at[len + 1] == '}';
        if (!closed || !is_fill(text, at + 1, len, extra)) {
            refuse_fill(ld, value, at, len);
            return;
        }
        at += len + 2;
    }
}

static const char *
show_filled(struct loader *ld, const struct ynode *value, const char *extra,
            enum visible_kind kind)
{
    if (!is_prose(ld, value)) {
        return NULL;
    }
    check_fills(ld, value, extra);
    return show(ld, value, kind);
}

const char *
decode_filled(struct loader *ld, const struct ynode *value, const char *extra)
{
    return show_filled(ld, value, extra, VISIBLE_OURS);
}

static bool
is_prose_alone(struct loader *ld, const struct ynode *value)
{
    if (!is_prose(ld, value)) {
        return false;
    }
    if (strpbrk(value->text, "{}") != NULL) {
        DECODE_ERROR(ld, value, "unknown-fill",
                     "nothing can be filled into this text");
    }
    return true;
}

void
decode_prose(struct loader *ld, const struct ynode *value, void *to)
{
    const char **text = to;
    *text = is_prose_alone(ld, value) ? value->text : NULL;
}

static void
show_alone(struct loader *ld, const struct ynode *value, const char **text,
           enum visible_kind kind)
{
    *text = is_prose_alone(ld, value) ? show(ld, value, kind) : NULL;
}

void
decode_shown(struct loader *ld, const struct ynode *value, void *to)
{
    show_alone(ld, value, to, VISIBLE_OURS);
}

void
decode_said(struct loader *ld, const struct ynode *value, void *to)
{
    show_alone(ld, value, to, VISIBLE_HERS);
}

void
decode_said_value(struct loader *ld, const struct ynode *value, void *to)
{
    const char **text = to;
    *text = show_filled(ld, value, "value", VISIBLE_HERS);
}

void
decode_contact(struct loader *ld, const struct ynode *value, void *to)
{
    show_alone(ld, value, to, VISIBLE_CONTACT);
}

void
decode_sentence(struct loader *ld, const struct ynode *value, void *to)
{
    const char **text = to;
    *text = decode_filled(ld, value, "");
}

void
decode_card_text(struct loader *ld, const struct ynode *value, void *to)
{
    const char **text = to;
    *text = decode_filled(ld, value, "days labels");
}

/* One text for each entry, each by the same decoder. */
static void
decode_lines(struct loader *ld, const struct ynode *value, struct lines *lines,
             decode_fn *decode)
{
    size_t count = 0;
    const char **at = decode_list(ld, value, sizeof(*at), &count);
    const struct ynode *entry = value->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode(ld, entry, &at[i]);
    }
    *lines = (struct lines){ at, count };
}

void
decode_sentences(struct loader *ld, const struct ynode *value, void *to)
{
    decode_lines(ld, value, to, decode_sentence);
}

static void
decode_unless(struct loader *ld, const struct ynode *value, void *to)
{
    decode_lines(ld, value, to, decode_prose);
}

void
decode_never_say(struct loader *ld, const struct ynode *value, void *to)
{
    static const struct field fields[] = {
        { "say", REQUIRED, decode_prose, offsetof(struct banned, say) },
        { "unless", REQUIRED, decode_unless, offsetof(struct banned, unless) },
    };
    struct banned_list *list = to;
    size_t count = 0;
    struct banned *at = decode_list(ld, value, sizeof(*at), &count);
    const struct ynode *entry = value->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        if (entry->kind == YNODE_MAP) {
            decode_fields(ld, entry, fields, ARRAY_LEN(fields), &at[i]);
        } else {
            decode_prose(ld, entry, &at[i].say);
        }
    }
    *list = (struct banned_list){ at, count };
}
