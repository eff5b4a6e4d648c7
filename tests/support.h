/** What the test programs share. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answers.h"
#include "cases.h"
#include "lint.h"
#include "load.h"
#include "text.h"
#include "yread.h"

/** The shipped rules, loaded once for the whole program. */
const struct bc_ruleset *shipped_rules(void);

/** Bytes and how many, of a literal that may hold any. */
#define BYTES(s) (s), sizeof(s) - 1

/** The files of a small pack of two or three of everything (tests/pack, with
 * the contacts of the shipped one), read once for the whole program. */
const struct yfile *small_pack(void);

/** The small pack with one file replaced; NULL bytes replace nothing. Returns
 * as load_pack. */
enum bc_status load_small_pack(const struct bc_ruleset **out,
                               enum pack_file file, const char *bytes,
                               size_t len, struct bc_errors *errs);

/** Error number i: its file, "line:col: text [code]" and its help. */
void expect_error(const struct bc_errors *errs, size_t i, const char *file,
                  const char *words, const char *help);

/** A whole file, to be freed with free(). Fails the test when unreadable. */
char *read_whole(const char *path, size_t *len);

/** Where `what` stands in `in`, or NULL; both may hold any byte. */
const char *find_bytes(const char *in, size_t in_len, const char *what,
                       size_t len);

/** Line and column, both from 1, a column being a character. */
void find_place(unsigned *line, unsigned *col, const char *bytes,
                const char *at);

/** A file's bytes with the first place of `from` replaced; fails the test when
 * there is none. To be freed with text_free(). */
struct text edit_file(const struct yfile *base, const char *from,
                      const char *to, size_t to_len);

/** The shipped pack with the first place of `from` in one file replaced, and
 * where in the new file `mark` stands. Fails the test when it does not load. */
const struct bc_ruleset *load_edited(struct place *place, enum pack_file file,
                                     const char *from, const char *to,
                                     const char *mark);

/** Fail the test, with all that lint found in this, if there is anything. */
void expect_no_findings(const struct lint *lint, const char *what);

/** All that lint found, here: "text [code]". */
const struct bc_error *only_finding(const struct lint *lint,
                                    const struct place *place,
                                    const char *words);

/** Fill an answer set from "question = answer" lines; fails the test on any
 * error in them. */
void answer_all(struct bc_answers *ans, const char *pairs);

/** Nothing wrong with her: self_care. As pairs. */
extern const char default_person[];

/** The default person with changes: "fever = t38; severity" gives one answer
 * anew and takes one away. */
void person_with(struct bc_answers *ans, const char *changes);

/** The reference cases beside the shipped rules, loaded once; and those that
 * show no more, but are worth keeping (data/README.md). */
const struct case_set *shipped_cases(void);
const struct case_set *more_cases(void);

/** One answer as words, with ", " between them; what stands before each. */
void answer_words(struct text *out, const struct question *q,
                  const struct answer *answer, const char *mark);

/** The next of a row of numbers that is the same in every run; the seed is not
 * 0. */
uint64_t next_random(uint64_t *seed);

/** The default person with some answers, or all, left to chance: given, not
 * sure or missing. */
void random_person(struct bc_answers *ans, uint64_t *seed);

/** A table whose rows begin with their name. A test a row gets a copy of it as
 * its state. */
struct row_tests {
    const char *group;
    const void *rows;
    size_t count, size; /* of rows; of one */
    CMUnitTestFunction test;
    CMFixtureFunction setup, teardown; /* of each row, or NULL */
    CMFixtureFunction setup_all, teardown_all;
};
#define TABLE(table) (table), ARRAY_LEN(table), sizeof((table)[0])

/** Returns how many failed. */
int run_rows(const struct row_tests *table);

/** Memory that gives out after so many allocations; counts what is out. */
struct tight_memory {
    struct bc_memory mem;
    long left;   /* allocations that still succeed */
    long in_use; /* not yet released */
};

void tight_memory_init(struct tight_memory *tight, long left);

#endif
