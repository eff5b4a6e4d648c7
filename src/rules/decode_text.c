/* Owns the decoders of text that a person will read: quoted, one paragraph, and
 * nothing in braces that could not be filled in. */
#include "decode.h"

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

const char *
decode_filled(struct loader *ld, const struct ynode *value, const char *extra)
{
    if (!is_prose(ld, value)) {
        return NULL;
    }
    const char *text = value->text;
    for (const char *at = strpbrk(text, "{}"); at != NULL;
         at = strpbrk(at, "{}")) {
        size_t len = *at == '{' ? strcspn(at + 1, "{}") : 0;
        bool closed = *at == '{' && at[len + 1] == '}';
        if (!closed || !is_fill(text, at + 1, len, extra)) {
            DECODE_ERROR(ld, value, "unknown-fill",
                         "'%.*s' cannot be filled in here", (int)len + 2, at);
            break;
        }
        at += len + 2;
    }
    return decode_copy(ld, text);
}

void
decode_prose(struct loader *ld, const struct ynode *value, void *to)
{
    const char **text = to;
    if (!is_prose(ld, value)) {
        return;
    }
    if (strpbrk(value->text, "{}") != NULL) {
        DECODE_ERROR(ld, value, "unknown-fill",
                     "nothing can be filled into this text");
    }
    *text = decode_copy(ld, value->text);
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

void
decode_value_text(struct loader *ld, const struct ynode *value, void *to)
{
    const char **text = to;
    *text = decode_filled(ld, value, "value");
}

void
decode_sentences(struct loader *ld, const struct ynode *value, void *to)
{
    struct lines *lines = to;
    size_t count = 0;
    const char **at = decode_list(ld, value, sizeof(*at), &count);
    const struct ynode *entry = value->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_sentence(ld, entry, &at[i]);
    }
    *lines = (struct lines){ at, count };
}
