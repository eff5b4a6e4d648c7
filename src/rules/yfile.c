/* Owns the bytes of a rule file: the strict subset as far as bytes show it, and
 * the line that an error is about. YAML forgives too much for medicine, so what
 * libyaml would let pass, or take minutes over, is refused before it. */
#include "yfile.h"

#include "arena.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

/* ---- errors ---- */

void
yfile_show_line(struct bc_error *error, const struct yfile *file)
{
    const char *at = file->bytes, *end = file->bytes + file->len;
    for (unsigned line = 1; line < error->line && at < end; line++) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        at = feed != NULL ? feed + 1 : end;
    }
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    size_t len = (size_t)((feed != NULL ? feed : end) - at);
    if (len > 0 && at[len - 1] == '\r') {
        len--;
    }
    if (len < sizeof(error->source) && error->col <= len + 1) {
        utf8_copy_plain(error->source, sizeof(error->source), at, len);
    }
}

struct bc_error *
yfile_error(struct bc_errors *errs, const struct yfile *file,
            const struct place *at, const char *code, const char *words)
{
    struct place place = { .file = file->name };
    if (at != NULL) {
        place = *at;
        place.file = file->name;
    }
    struct bc_error *error =
        errors_add(errs, BC_E_RULES, &place, code, "%s", words);
    if (error != NULL && at != NULL) {
        yfile_show_line(error, file);
    }
    return error;
}

void
yfile_show(struct bc_errors *errs, size_t first, const struct yfile *file)
{
    for (size_t i = first; i < errs->count && i < BC_ERRORS_MAX; i++) {
        yfile_show_line(&errs->item[i], file);
    }
}

/* ---- bytes ---- */

struct checked {
    const struct yfile *file;
    struct bc_errors *errs;
};

/* Where a byte is. Counted only when there is an error to show. */
static struct place
find_place(const struct yfile *file, size_t at)
{
    struct place here = { .line = 1, .col = 1, .width = 1 };
    for (size_t i = 0; i < at; i++) {
        bool inside = ((unsigned char)file->bytes[i] & 0xc0) == 0x80;
        here.col += inside ? 0 : 1;
        if (file->bytes[i] == '\n') {
            here.line++;
            here.col = 1;
        }
    }
    return here;
}

#define SAVE_AS_UTF8 "save the file as plain text in UTF-8"

static enum bc_status
refuse_byte(struct checked *c, size_t at, const char *code, const char *words,
            const char *help)
{
    struct place here = find_place(c->file, at);
    error_help(yfile_error(c->errs, c->file, &here, code, words), "%s", help);
    return BC_E_RULES;
}

/* What editors leave in a file unseen has a name, and a way out. */
static const struct {
    uint32_t cp;
    const char *name, *help;
} hidden[] = {
    { '\t', "a tab", "use blanks" },
    { 0, "a byte of zero", SAVE_AS_UTF8 },
    { 0xfeff, "a byte order mark", "save the file as UTF-8 without 'BOM'" },
};

static enum bc_status
refuse_hidden(struct checked *c, size_t at, uint32_t cp)
{
    struct place here = find_place(c->file, at);
    char name[24], words[80];
    const char *help = "";
    snprintf(name, sizeof(name), "character U+%04X", (unsigned)cp);
    for (size_t i = 0; i < ARRAY_LEN(hidden); i++) {
        if (hidden[i].cp == cp) {
            snprintf(name, sizeof(name), "%s", hidden[i].name);
            help = hidden[i].help;
        }
    }
    snprintf(words, sizeof(words), "%s is not allowed: it cannot be seen",
             name);
    struct bc_error *error =
        yfile_error(c->errs, c->file, &here, "hidden-character", words);
    error_help(error, "%s", help);
    return BC_E_RULES;
}

/* One character that is not plain. */
static enum bc_status
check_char(struct checked *c, size_t at, size_t *len)
{
    const char *bytes = c->file->bytes;
    uint32_t cp = 0;
    *len = utf8_decode(&cp, bytes + at, c->file->len - at);
    if (*len == 0) {
        return refuse_byte(c, at, "not-utf8", "these bytes are not UTF-8",
                           SAVE_AS_UTF8);
    }
    bool crlf = cp == '\r' && at + 1 < c->file->len && bytes[at + 1] == '\n';
    if (cp == '\r' && !crlf) {
        return refuse_byte(c, at, "lone-cr",
                           "a carriage return without a line feed",
                           "save the file with the line ends of Unix");
    }
    return utf8_is_hidden(cp) && !crlf ? refuse_hidden(c, at, cp) : BC_OK;
}

static enum bc_status
check_chars(struct checked *c)
{
    enum bc_status status = BC_OK;
    size_t at = utf8_plain(c->file->bytes, c->file->len);
    while (at < c->file->len && status == BC_OK) {
        size_t len = 0;
        status = check_char(c, at, &len);
        at += len;
        at += utf8_plain(c->file->bytes + at, c->file->len - at);
    }
    return status;
}

static enum bc_status
check_directives(struct checked *c)
{
    const char *bytes = c->file->bytes, *end = bytes + c->file->len;
    for (const char *at = bytes; at < end; at++) {
        at = memchr(at, '%', (size_t)(end - at));
        if (at == NULL) {
            break;
        }
        if (at == bytes || at[-1] == '\n') {
            return refuse_byte(c, (size_t)(at - bytes), "directive",
                               "a % line is not allowed", "");
        }
    }
    return BC_OK;
}

/* Is there anything but blank lines, comments and markers? */
static bool
has_content(const struct yfile *file)
{
    const char *at = file->bytes, *end = file->bytes + file->len;
    while (at < end) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        const char *stop = feed != NULL ? feed : end;
        while (at < stop && strchr(" \t\r", *at) != NULL) {
            at++;
        }
        bool marker = stop - at >= 3 &&
                      (memcmp(at, "...", 3) == 0 || memcmp(at, "---", 3) == 0);
        if (at < stop && *at != '#' && !marker) {
            return true;
        }
        at = feed != NULL ? feed + 1 : end;
    }
    return false;
}

/* Of such a file there is no end to be missed. */
static bool
is_blank(const struct yfile *file)
{
    size_t at = 0;
    while (at < file->len && strchr(" \r\n", file->bytes[at]) != NULL) {
        at++;
    }
    return at == file->len;
}

/* The last line must be the document-end marker: a cut file lacks it. */
static enum bc_status
check_end(struct checked *c)
{
    const char *bytes = c->file->bytes;
    size_t len = c->file->len;
    if (len > 0 && bytes[len - 1] == '\n') {
        len--;
    }
    if (len > 0 && bytes[len - 1] == '\r') {
        len--;
    }
    bool marked = len >= 3 && memcmp(bytes + len - 3, "...", 3) == 0 &&
                  (len == 3 || bytes[len - 4] == '\n');
    if (marked) {
        return BC_OK;
    }
    struct place here = find_place(c->file, c->file->len);
    here.line -= here.col == 1 && here.line > 1 ? 1 : 0;
    here.col = 1;
    here.width = 0;
    struct bc_error *error = yfile_error(
        c->errs, c->file, &here, "no-end-marker",
        "the file does not end with the line '...': it may be cut short");
    error_help(error, "end the file with a line of three dots");
    return BC_E_RULES;
}

static enum bc_status
refuse_file(struct checked *c, const char *code, const char *words)
{
    yfile_error(c->errs, c->file, NULL, code, words);
    return BC_E_RULES;
}

enum bc_status
yfile_check(const struct yfile *file, struct bc_errors *errs)
{
    struct checked checked = { file, errs };
    if (file->len > YFILE_BYTES_MAX) {
        return refuse_file(&checked, "file-too-large",
                           "the file is larger than 256 KiB");
    }
    enum bc_status status = check_chars(&checked);
    if (status == BC_OK) {
        status = check_directives(&checked);
    }
    if (status == BC_OK && !is_blank(file)) {
        status = check_end(&checked);
    }
    if (status == BC_OK && !has_content(file)) {
        status = refuse_file(&checked, "empty-file", "the file holds nothing");
    }
    return status;
}
