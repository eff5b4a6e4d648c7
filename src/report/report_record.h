/** One line of a stream of results: who, what level, and ids alone. */
#ifndef REPORT_RECORD_H
#define REPORT_RECORD_H

#include "assess.h"
#include "error.h"

/** Add the name of a pack as JSON, which all records of a run have. */
void report_pack_name(struct text *out, const struct bc_ruleset *rs);

/** Whose record it is. */
struct record_head {
    size_t line;
    const char *id; /* as JSON, with its quotes; not NUL-terminated */
    size_t id_len;  /* 0: has none */
};

/**
 * Add one record and a line feed to out.
 *
 * In:      pack  what report_pack_name() says
 *          errs  errors of its answers; none, or NULL, when all is well
 *          as    NULL when there is nothing but errors to say
 */
void report_record(struct text *out, const struct text *pack,
                   const struct record_head *head, const struct bc_errors *errs,
                   const struct bc_assessment *as);

#endif
