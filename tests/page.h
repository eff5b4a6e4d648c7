/** Pages of HTML, read back. */
#ifndef PAGE_H
#define PAGE_H

/** A page of HTML as a reader meets it. */
struct page {
    char *words; /* of the body, a line for each line of a sheet: items behind
                    "- " or a number. To be freed with free() */
    char title[256], language[128];
    unsigned h1;
    const char *fault; /* the first thing wrong with the markup, or NULL */
};

/** Knows only what sheets are made of: any other tag or attribute is a fault,
 * and one that stands in the wrong place, or is not closed in order. */
void page_read(struct page *page, const char *html);

#endif
