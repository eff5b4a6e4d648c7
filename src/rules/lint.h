/** Findings about a ruleset: whether it is good, not whether it can be used.
 * An error: somebody could get wrong advice, or less than the pack means to
 * give. A warning: nobody is misled, but something is idle or hard to read. */
#ifndef LINT_H
#define LINT_H

#include "error.h"
#include "pack.h"
#include "ruleset.h"

struct fault {
    struct bc_error error;
    bool is_warning;
    struct fault *next;
};

/** A lint under way, and all that it found, in the order of the pack. */
struct lint {
    const struct bc_ruleset *rs;
    const struct yfile *files; /* of the pack, to show lines; NULL: are not */
    struct arena arena;
    struct fault *first;
    size_t errors, warnings;
    bool no_memory; /* a finding is lost */
};

/** rs and files must outlive the lint; free it with lint_free(). */
void lint_init(struct lint *lint, const struct bc_ruleset *rs,
               const struct yfile files[PACK_FILE_COUNT],
               const struct bc_memory *mem);
void lint_free(struct lint *lint);

/** Add a finding. Returns it, to add help, or NULL without memory. */
struct bc_error *lint_error(struct lint *lint, const struct origin *origin,
                            const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
struct bc_error *lint_warning(struct lint *lint, const struct origin *origin,
                              const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** Take over what loading found, with a last finding for what was only
 * counted. */
void lint_load_errors(struct lint *lint, const struct bc_errors *errs);

/**
 * Hold every text that a person can see to plain words: length of sentences,
 * reading grade, "Do not" first, words that are never said, phone numbers in
 * contacts.yaml only.
 */
void lint_words(struct lint *lint);

/** Is the review of the pack overdue on this day? */
void lint_review(struct lint *lint, const char *today);

#endif
