/** The one shape in which nearly all records come, read without a tree. */
#ifndef SCAN_H
#define SCAN_H

#include "answers.h"

struct scan;

/** What is known of a ruleset beforehand. The caller frees it. */
enum bc_status scan_new(struct scan **out, const struct bc_ruleset *rs,
                        const struct bc_memory *mem);
void scan_free(struct scan *scan);

/**
 * Read {"id":"...","answers":{...}} of plain characters and known words, where
 * nothing is wrong. False: it is anything else, which input_read_record() has
 * to read into an empty answer set.
 *
 * Out:     id  where it stands, with its quotes; id_len 0 when there is none
 */
bool scan_record(const struct scan *scan, struct bc_answers *ans,
                 const char **id, size_t *id_len, const char *bytes,
                 size_t len);

#endif
