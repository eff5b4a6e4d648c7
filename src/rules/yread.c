/* Owns libyaml and the checks on its events: what is not of the strict subset,
 * and no byte could show it, is refused here. What a node means is left to
 * decode.c and the load_*.c files. */
#include "yread.h"

#include "text.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

struct reader {
    const struct yfile *file;
    struct bc_errors *errs;
    const struct yroom *room;
    yaml_parser_t parser;
    struct ynode *open[YFILE_DEPTH_MAX]; /* collections around this event */
    struct ynode **end[YFILE_DEPTH_MAX]; /* where their next one is put */
    bool flow[YFILE_DEPTH_MAX];
    size_t depth;
    struct ynode *key; /* waits for its value */
    struct ynode *root;
};

struct bc_error *
yread_error(struct bc_errors *errs, const struct yfile *file,
            const struct ynode *at, const char *code, const char *format, ...)
{
    char words[256];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof(words), format, args);
    va_end(args);
    if (at == NULL) {
        return yfile_error(errs, file, NULL, code, words);
    }
    const struct place place = { NULL, at->line, at->col, at->width };
    return yfile_error(errs, file, &place, code, words);
}

static enum bc_status
refuse(struct reader *r, const struct ynode *at, const char *code,
       const char *words)
{
    yread_error(r->errs, r->file, at, code, "%s", words);
    return BC_E_RULES;
}

static void
set_place(struct ynode *node, const yaml_event_t *event)
{
    const yaml_mark_t *start = &event->start_mark, *end = &event->end_mark;
    bool one_line = start->line == end->line && end->column > start->column;
    node->line = (unsigned)start->line + 1;
    node->col = (unsigned)start->column + 1;
    node->width = one_line ? (unsigned)(end->column - start->column) : 1;
}

static enum bc_status
refuse_event(struct reader *r, const yaml_event_t *event, const char *code,
             const char *words)
{
    struct ynode here = { .line = 0 };
    set_place(&here, event);
    return refuse(r, &here, code, words);
}

static enum bc_status
add_key(struct reader *r, struct ynode *map, struct ynode *node)
{
    if (node->kind != YNODE_SCALAR) {
        return refuse(r, node, "bad-key", "a key must be one word");
    }
    if (node->plain && strcmp(node->text, "<<") == 0) {
        return refuse(r, node, "merge-key", "merge keys are not allowed");
    }
    if (map->count >= YFILE_KEYS_MAX) {
        return refuse(r, node, "too-many-keys", "more than 512 keys");
    }
    for (const struct ynode *k = map->first; k != NULL; k = k->next) {
        if (text_same(k->text, node->text)) {
            struct bc_error *error =
                yread_error(r->errs, r->file, node, "repeated-key",
                            "key '%s' stands here twice", node->text);
            error_help(error, "it is first in line %u", k->line);
            return BC_E_RULES;
        }
    }
    r->key = node;
    return BC_OK;
}

/* To the innermost open collection. */
static void
append(struct reader *r, struct ynode *node)
{
    *r->end[r->depth - 1] = node;
    r->end[r->depth - 1] = &node->next;
    r->open[r->depth - 1]->count++;
}

static bool
is_key(const struct reader *r)
{
    return r->depth > 0 && r->open[r->depth - 1]->kind == YNODE_MAP &&
           r->key == NULL;
}

/* Put a finished or just opened node where it belongs. */
static enum bc_status
place_node(struct reader *r, struct ynode *node)
{
    if (r->depth == 0) {
        r->root = node;
        return BC_OK;
    }
    if (r->key != NULL) {
        r->key->value = node;
        r->key = NULL;
        return BC_OK;
    }
    enum bc_status status =
        is_key(r) ? add_key(r, r->open[r->depth - 1], node) : BC_OK;
    if (status == BC_OK) {
        append(r, node);
    }
    return status;
}

static struct ynode *
new_node(struct reader *r, const yaml_event_t *event, enum ynode_kind kind)
{
    struct ynode *node = arena_room(r->room->nodes, 1, sizeof(*node));
    if (node != NULL) {
        *node = (struct ynode){ .kind = kind };
        set_place(node, event);
    }
    return node;
}

static enum bc_status
check_properties(struct reader *r, const struct ynode *node,
                 const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL) {
        return refuse(r, node, "anchor", "anchors (&name) are not allowed");
    }
    if (tag != NULL) {
        return refuse(r, node, "tag", "tags (!name) are not allowed");
    }
    return BC_OK;
}

/* Can all characters be seen? Those of the file can; escapes in double quotes
 * may have brought in others. */
static bool
is_seen(const char *text, size_t len)
{
    uint32_t cp = 0;
    bool seen = memchr(text, '\n', len) == NULL;
    for (size_t at = utf8_plain(text, len); at < len && seen;
         at += utf8_plain(text + at, len - at)) {
        size_t n = utf8_decode(&cp, text + at, len - at);
        seen = n > 0 && !utf8_is_hidden(cp);
        at += n;
    }
    return seen;
}

static enum bc_status
refuse_text(struct reader *r, const struct ynode *node, const char *code,
            const char *words, const char *help)
{
    error_help(yread_error(r->errs, r->file, node, code, "%s", words), "%s",
               help);
    return BC_E_RULES;
}

/* Does it begin with a quote that is none to YAML, such as U+201C? */
static bool
is_curly(const char *text)
{
    static const char *const quotes[] = { "\u2018", "\u2019", "\u201c",
                                          "\u201d", "\u201e", "\u00ab" };
    bool curly = false;
    for (size_t i = 0; i < ARRAY_LEN(quotes); i++) {
        curly |= strncmp(text, quotes[i], strlen(quotes[i])) == 0;
    }
    return curly;
}

static bool
has_blank(const char *text, size_t len)
{
    bool blank = false;
    for (size_t i = 0; i < len && !blank; i++) {
        blank = text[i] == ' ' || text[i] == '\t' || text[i] == '\n';
    }
    return blank;
}

static enum bc_status
check_scalar(struct reader *r, const struct ynode *node,
             const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t len = event->data.scalar.length;
    yaml_scalar_style_t style = event->data.scalar.style;
    bool block =
        style == YAML_FOLDED_SCALAR_STYLE || style == YAML_LITERAL_SCALAR_STYLE;
    bool flow = r->depth > 0 && r->flow[r->depth - 1];
    if (len > YFILE_TEXT_MAX) {
        return refuse(r, node, "text-too-long", "a text over 4 KiB");
    }
    if (node->plain && has_blank(text, len)) {
        return refuse_text(r, node, "unquoted-text",
                           "text of several words without quotes",
                           flow             ? "is a comma or a closing bracket "
                                              "missing?"
                           : is_curly(text) ? "use straight quotes: \"...\""
                                            : "put it in double quotes");
    }
    if (!node->plain && !block &&
        event->start_mark.line != event->end_mark.line) {
        return refuse_text(r, node, "text-over-lines",
                           "quoted text must end in its line",
                           "close the quote there, or use a block: >- and "
                           "indented lines");
    }
    if (!node->plain && flow && strpbrk(text, " \n") != NULL) {
        return refuse(r, node, "text-in-flow",
                      "text of several words inside [ ] or { }");
    }
    if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && !is_seen(text, len)) {
        return refuse(r, node, "hidden-character",
                      "an escape for a character that cannot be seen");
    }
    return BC_OK;
}

static enum bc_status
on_scalar(struct reader *r, const yaml_event_t *event)
{
    struct ynode *node = new_node(r, event, YNODE_SCALAR);
    if (node == NULL) {
        return BC_E_NOMEM;
    }
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    enum bc_status status = check_properties(r, node, event->data.scalar.anchor,
                                             event->data.scalar.tag);
    if (status == BC_OK) {
        status = check_scalar(r, node, event);
    }
    if (status != BC_OK) {
        return status;
    }
    size_t len = event->data.scalar.length;
    const char *text = (const char *)event->data.scalar.value;
    while (len > 0 && text[len - 1] == '\n') {
        len--; /* a block scalar's last line feed says nothing */
    }
    struct arena *arena = is_key(r) ? r->room->nodes : r->room->texts;
    node->text = arena_copy(arena, text, len);
    return node->text != NULL ? place_node(r, node) : BC_E_NOMEM;
}

static enum bc_status
on_open(struct reader *r, const yaml_event_t *event, enum ynode_kind kind)
{
    bool seq = kind == YNODE_SEQ;
    struct ynode *node = new_node(r, event, kind);
    if (node == NULL) {
        return BC_E_NOMEM;
    }
    enum bc_status status = check_properties(
        r, node,
        seq ? event->data.sequence_start.anchor
            : event->data.mapping_start.anchor,
        seq ? event->data.sequence_start.tag : event->data.mapping_start.tag);
    if (status != BC_OK) {
        return status;
    }
    node->width = 1;
    if (r->depth == YFILE_DEPTH_MAX) {
        return refuse(r, node, "too-deep", "nested more than 16 deep");
    }
    status = place_node(r, node);
    r->flow[r->depth] =
        seq ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
            : event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    r->end[r->depth] = &node->first;
    r->open[r->depth++] = node;
    return status;
}

static enum bc_status
on_event(struct reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return on_scalar(r, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_open(r, event, YNODE_SEQ);
    case YAML_MAPPING_START_EVENT:
        return on_open(r, event, YNODE_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        r->depth--;
        return BC_OK;
    case YAML_ALIAS_EVENT:
        return refuse_event(r, event, "alias",
                            "aliases (*name) are not allowed");
    case YAML_DOCUMENT_START_EVENT:
        return r->root == NULL ? BC_OK
                               : refuse_event(r, event, "second-document",
                                              "a second document in one file");
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_NO_EVENT:
        return BC_OK;
    }
    return BC_OK;
}

/* What libyaml says, in words for who edits rules. What began before the
 * problem is shown where it began. */
static const struct {
    const char *problem;
    bool at_start;
    const char *words, *help;
} syntax[] = {
    { "could not find expected ':'", true, "this is no 'key: value'",
      "is the ':' missing, or the blank behind it? A line that goes on begins "
      "further to the right" },
    { "did not find expected key", false,
      "expected a key here, right below the other keys",
      "does the line begin too far left or right, or does something stand "
      "behind a closing quote?" },
    { "did not find expected '-' indicator", false,
      "expected '- ' here, right below the others",
      "an entry begins with '- '; its other lines begin below its first word" },
    { "mapping values are not allowed in this context", false,
      "a ':' cannot stand here",
      "put text in double quotes; or does the line not line up with those "
      "above?" },
    { "block sequence entries are not allowed in this context", false,
      "a '- ' cannot stand here",
      "put it on a line of its own; or does it not line up with those above?" },
    { "did not find expected <document start>", false,
      "something stands behind the end of the file",
      "leave out the '...' above, or what is below it" },
    { "did not find expected ',' or ']'", true, "this [ is not closed",
      "is a comma or a closing bracket missing?" },
    { "did not find expected ',' or '}'", true, "this { is not closed",
      "is a comma or a closing bracket missing?" },
    { "found unexpected end of stream", true, "this quote is not closed",
      "close it in the same line" },
    { "found unexpected document indicator", true, "this quote is not closed",
      "close it in the same line" },
    { "did not find expected alphabetic or numeric character", true,
      "a value cannot begin with this character", "put it in double quotes" },
    { "found character that cannot start any token", false,
      "a value cannot begin with this character", "put it in double quotes" },
    { "found unknown escape character", false,
      "'\\' does not go with this character",
      "write '\\\\' where '\\' is meant" },
    { "did not find expected comment or line break", false,
      "nothing can stand behind '>-' in its line",
      "begin the text in the next line, further to the right" },
};

/* What an office program or another keyboard puts there looks right, and is
 * not what it looks like. */
static void
help_with_lookalike(struct bc_error *error)
{
    static const char *const lookalikes[][2] = {
        { "\u00a0", "type the blanks of this line anew: one is U+00A0" },
        { "\uff1a", "type the ':' of this line anew: it is U+FF1A" },
    };
    for (size_t i = 0; error != NULL && i < ARRAY_LEN(lookalikes); i++) {
        if (strstr(error->source, lookalikes[i][0]) != NULL) {
            error_help(error, "%s", lookalikes[i][1]);
        }
    }
}

static enum bc_status
syntax_error(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_MEMORY_ERROR || p->error == YAML_NO_ERROR) {
        return BC_E_NOMEM; /* libyaml says 0 when malloc gives out */
    }
    const char *words = p->problem != NULL ? p->problem : "not YAML";
    const char *help = "look here and just above";
    const yaml_mark_t *mark = &p->problem_mark;
    for (size_t i = 0; i < ARRAY_LEN(syntax); i++) {
        if (p->problem != NULL && strcmp(p->problem, syntax[i].problem) == 0) {
            words = syntax[i].words;
            help = syntax[i].help;
            mark = syntax[i].at_start ? &p->context_mark : mark;
        }
    }
    const struct ynode here = { .line = (unsigned)mark->line + 1,
                                .col = (unsigned)mark->column + 1,
                                .width = 1 };
    struct bc_error *error =
        yread_error(r->errs, r->file, &here, "yaml-syntax", "%s", words);
    error_help(error, "%s", help);
    help_with_lookalike(error);
    return BC_E_RULES;
}

static enum bc_status
read_events(struct reader *r)
{
    enum bc_status status = BC_OK;
    bool more = true;
    while (status == BC_OK && more) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event)) {
            return syntax_error(r);
        }
        more = event.type != YAML_STREAM_END_EVENT;
        status = on_event(r, &event);
        yaml_event_delete(&event);
    }
    return status;
}

enum bc_status
yread_parse(const struct ynode **out, const struct yroom *room,
            const struct yfile *file, struct bc_errors *errs)
{
    struct reader r = { .file = file, .errs = errs, .room = room };
    enum bc_status status = yfile_check(file, errs);
    if (status != BC_OK) {
        return status;
    }
    if (!yaml_parser_initialize(&r.parser)) {
        return BC_E_NOMEM;
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)file->bytes,
                                 file->len);
    status = read_events(&r);
    yaml_parser_delete(&r.parser);
    if (status == BC_OK) {
        *out = r.root;
    }
    return status;
}
