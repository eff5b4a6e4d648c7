/* A reader of HTML that knows only what sheets are made of. */
#include "page.h"

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TAG_DEPTH 16

/* What a sheet is made of, what each may stand in, and what it may carry. */
static const struct tag {
    const char *name, *parents, *attributes;
    bool is_void;
} tags[] = {
    { "html", "||", "|lang|", false },
    { "head", "|html|", "", false },
    { "meta", "|head|", "|charset|http-equiv|content|name|", true },
    { "title", "|head|", "", false },
    { "style", "|head|", "", false },
    { "body", "|html|", "|class|", false },
    { "main", "|body|", "", false },
    { "section", "|main|", "|class|", false },
    { "h1", "|main|section|", "", false },
    { "h2", "|main|section|", "", false },
    { "p", "|main|section|", "", false },
    { "ul", "|main|section|li|", "", false },
    { "ol", "|main|section|", "", false },
    { "li", "|ul|ol|", "", false },
    { "strong", "|li|", "", false },
    { "br", "|p|", "", true },
};

struct reader {
    struct page *page;
    struct text words, title, language;
    const struct tag *open[TAG_DEPTH];
    size_t depth;
    unsigned items; /* of the numbered list */
};

static void
fault(struct reader *reader, const char *what)
{
    if (reader->page->fault == NULL) {
        reader->page->fault = what;
    }
}

/* Each of the words stands between bars. */
static bool
is_among(const char *words, const char *name, size_t len)
{
    char barred[40];
    snprintf(barred, sizeof(barred), "|%.*s|", (int)len, name);
    return strstr(words, barred) != NULL;
}

static const char *
inside(const struct reader *reader)
{
    return reader->depth > 0 ? reader->open[reader->depth - 1]->name : "";
}

/* Text with its entities undone. */
static void
add_undone(struct reader *reader, struct text *to, const char *at, size_t len)
{
    static const char *const entities[][2] = {
        { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }
    };
    for (const char *end = at + len; at < end;) {
        size_t i = 0;
        while (i < ARRAY_LEN(entities) &&
               strncmp(at, entities[i][0], strlen(entities[i][0])) != 0) {
            i++;
        }
        if (i < ARRAY_LEN(entities)) {
            text_add(to, entities[i][1]);
            at += strlen(entities[i][0]);
        } else {
            if (strchr("&<>\"", *at) != NULL) {
                fault(reader, "not escaped");
            }
            text_add_bytes(to, at++, 1);
        }
    }
}

static void
open_tag(struct reader *reader, const struct tag *tag)
{
    if (!is_among(tag->parents, inside(reader), strlen(inside(reader)))) {
        fault(reader, "in the wrong place");
    }
    if (strcmp(tag->name, "ol") == 0) {
        reader->items = 0;
    } else if (strcmp(tag->name, "li") == 0 &&
               strcmp(inside(reader), "ol") == 0) {
        text_addf(&reader->words, "%u. ", ++reader->items);
    } else if (strcmp(tag->name, "li") == 0) {
        text_add(&reader->words, "- ");
    }
    reader->page->h1 += strcmp(tag->name, "h1") == 0 ? 1 : 0;
    if (!tag->is_void && reader->depth < TAG_DEPTH) {
        reader->open[reader->depth++] = tag;
    }
}

static void
read_attributes(struct reader *reader, const struct tag *tag, const char *at)
{
    while (*at == ' ') {
        size_t len = strcspn(++at, "=>");
        if (strncmp(at + len, "=\"", 2) != 0 ||
            !is_among(tag->attributes, at, len)) {
            fault(reader, "unknown attribute");
            return;
        }
        at += len + 2;
        len = strcspn(at, "\"");
        struct text *language = &reader->language;
        struct text value;
        text_init(&value, NULL);
        add_undone(reader, tag == &tags[0] ? language : &value, at, len);
        text_free(&value);
        at += len + (at[len] == '"' ? 1 : 0);
    }
    if (*at != '>') {
        fault(reader, "unfinished tag");
    }
}

static void
read_tag(struct reader *reader, const char *at)
{
    bool closes = at[1] == '/';
    const char *name = at + 1 + closes;
    size_t len = strcspn(name, " >");
    size_t i = 0;
    while (i < ARRAY_LEN(tags) && (strlen(tags[i].name) != len ||
                                   memcmp(tags[i].name, name, len) != 0)) {
        i++;
    }
    if (i == ARRAY_LEN(tags)) {
        fault(reader, "unknown tag");
    } else if (!closes) {
        open_tag(reader, &tags[i]);
        read_attributes(reader, &tags[i], name + len);
    } else if (strcmp(inside(reader), tags[i].name) != 0 || name[len] != '>') {
        fault(reader, "closed out of order");
    } else {
        reader->depth--;
    }
}

static void
read_text(struct reader *reader, const char *at, size_t len)
{
    static const char holders[] = "|title|style|h1|h2|p|li|strong|";
    const char *tag = inside(reader);
    bool blank = strspn(at, "\n") >= len;
    if (!blank && !is_among(holders, tag, strlen(tag))) {
        fault(reader, "text in the wrong place");
    }
    if (strcmp(tag, "title") == 0) {
        add_undone(reader, &reader->title, at, len);
    } else if (strcmp(tag, "style") != 0) {
        add_undone(reader, &reader->words, at, len);
    }
}

void
page_read(struct page *page, const char *html)
{
    static const char doctype[] = "<!DOCTYPE html>\n";
    *page = (struct page){ .h1 = 0 };
    struct reader reader = { .page = page };
    text_init(&reader.words, NULL);
    text_init(&reader.title, NULL);
    text_init(&reader.language, NULL);
    if (strncmp(html, doctype, strlen(doctype)) != 0) {
        fault(&reader, "no doctype");
    }
    html += strcspn(html, "\n");
    while (*html != '\0') {
        bool is_tag = *html == '<';
        size_t len = strcspn(html, is_tag ? ">" : "<");
        if (is_tag) {
            read_tag(&reader, html);
            len += html[len] == '>' ? 1 : 0;
        } else {
            read_text(&reader, html, len);
        }
        html += len;
    }
    if (reader.depth > 0) {
        fault(&reader, "not closed");
    }
    page->words = strdup(text_get(&reader.words));
    assert_non_null(page->words);
    snprintf(page->title, sizeof(page->title), "%s", text_get(&reader.title));
    snprintf(page->language, sizeof(page->language), "%s",
             text_get(&reader.language));
    text_free(&reader.words);
    text_free(&reader.title);
    text_free(&reader.language);
}
