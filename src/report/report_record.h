/** One line of a stream of results: who, what level, and ids alone. */
#ifndef REPORT_RECORD_H
#define REPORT_RECORD_H

#include "assess.h"
#include "error.h"

/** An id in quotes, with a comma before. */
struct quoted {
    const char *s;
    size_t len;
};

/** What is the same in all records of a run. */
struct record_frame {
    struct arena arena;
    const struct bc_ruleset *rs;
    struct text pack; /* its name as JSON */
    struct quoted *rules, *tips, *questions;
};

enum bc_status record_frame_init(struct record_frame *frame,
                                 const struct bc_ruleset *rs);
void record_frame_free(struct record_frame *frame);

/** Whose record it is. */
struct record_head {
    size_t line;
    const char *id; /* as JSON, with its quotes; not NUL-terminated */
    size_t id_len;  /* 0: has none */
};

/**
 * Add one record and a line feed to out.
 *
 * In:      errs  errors of its answers; none, or NULL, when all is well
 *          as    NULL when there is nothing but errors to say
 */
void report_record(struct text *out, const struct record_frame *frame,
                   const struct record_head *head, const struct bc_errors *errs,
                   const struct bc_assessment *as);

#endif
