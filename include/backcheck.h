/**
 * backcheck: judge answers about back pain after a birth against a ruleset.
 *
 * The one public header of libbackcheck. Load a ruleset, fill an answer set,
 * assess it, and read the assessment. Nothing here does I/O but
 * bc_ruleset_load(), which reads; nothing reads the clock or the environment.
 * A ruleset is const once loaded and may be shared between threads; an answer
 * set and an assessment belong to one thread at a time.
 *
 * Not reviewed by a clinician. Not a medical device.
 */
#ifndef BACKCHECK_H
#define BACKCHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BC_VERSION "0.1.0"

/** How a call ended. */
enum bc_status {
    BC_OK,
    BC_E_NOMEM,   /* no memory; nothing was changed */
    BC_E_IO,      /* a file could not be read */
    BC_E_RULES,   /* the rule pack is not usable; see the errors */
    BC_E_ANSWERS, /* an answer was not understood; see the errors */
};

/** Care level: how soon, and where, to seek care. Ordered, worst last. */
enum bc_level {
    BC_LEVEL_NONE, /* no level can be given */
    BC_SELF_CARE,
    BC_ROUTINE, /* a visit within a number of days */
    BC_URGENT,  /* a health professional today */
    BC_EMERGENCY,
    BC_LEVEL_COUNT
};

/** Whether the answers were enough to judge. */
enum bc_completeness {
    BC_COMPLETE,
    BC_INCOMPLETE,   /* a warning-sign question has no answer */
    BC_OUT_OF_SCOPE, /* outside the time the ruleset is about */
    BC_COMPLETENESS_COUNT
};

/**
 * The one seam through which backcheck allocates. NULL means malloc and free.
 *
 * alloc    returns size bytes, or NULL when there is no memory
 * release  takes back what alloc gave; takes NULL
 * Not through here: what libyaml and cJSON allocate for themselves.
 */
struct bc_memory {
    void *(*alloc)(void *ctx, size_t size);
    void (*release)(void *ctx, void *ptr);
    void *ctx;
};

/** One problem in a rule file or in an answer. */
struct bc_error {
    enum bc_status status;
    const char *code;          /* stable word: "unknown-question" */
    unsigned line, col, width; /* line, col from 1; 0 when there is no place */
    char file[128];            /* as the user named it */
    char text[224];   /* one clause: what is wrong, what was expected */
    char help[160];   /* what to do; "" when there is nothing to add */
    char source[160]; /* the line itself; "" where it is not shown */
    char key[64];     /* the question it is about; "" when about none */
    char meant[64];   /* what may have been meant; "" when not known */
};

#define BC_ERRORS_MAX 24

/** A list the caller owns, so that reporting cannot run out of memory. */
struct bc_errors {
    size_t count; /* all of them; only the first BC_ERRORS_MAX are kept */
    struct bc_error item[BC_ERRORS_MAX];
};

struct bc_ruleset;
struct bc_answers;
struct bc_assessment;

/**
 * Load the rule pack in a directory.
 *
 * Out:     out   new ruleset; untouched unless BC_OK is returned
 * In:      path  directory that holds pack.yaml and the other files
 *          mem   NULL for malloc; must outlive *out
 * Returns: BC_OK, BC_E_NOMEM, or BC_E_RULES with at least one error in errs
 * Owns:    caller frees *out with bc_ruleset_free()
 */
enum bc_status bc_ruleset_load(const struct bc_ruleset **out, const char *path,
                               const struct bc_memory *mem,
                               struct bc_errors *errs);

/** Load the rule pack that is built into the library. As bc_ruleset_load. */
enum bc_status bc_ruleset_load_builtin(const struct bc_ruleset **out,
                                       const struct bc_memory *mem,
                                       struct bc_errors *errs);

/** Free a ruleset. Takes NULL. */
void bc_ruleset_free(const struct bc_ruleset *rs);

/** "id@version", with " (changed rules)" when it passes for the built-in pack
 * but differs from it in any byte. Lives as long as the ruleset. */
const char *bc_ruleset_name(const struct bc_ruleset *rs);

/**
 * New, empty answer set.
 *
 * In:      rs  must outlive *out
 * Returns: BC_OK or BC_E_NOMEM
 * Owns:    caller frees *out with bc_answers_free()
 */
enum bc_status bc_answers_new(struct bc_answers **out,
                              const struct bc_ruleset *rs,
                              const struct bc_memory *mem);

/** Free an answer set. Takes NULL. */
void bc_answers_free(struct bc_answers *ans);

/**
 * Give one answer.
 *
 * In:      question  its id
 *          value     a choice code, several divided by commas, a whole number
 *                    in decimal, or "not_sure"
 * Returns: BC_OK, or BC_E_ANSWERS with one error for each problem. What could
 *          be read of a wrong answer is kept, so that an emergency in it shows;
 *          a caller that got an error must not present anything milder.
 */
enum bc_status bc_answers_set(struct bc_answers *ans, const char *question,
                              const char *value, struct bc_errors *errs);

/**
 * Judge one answer set against its ruleset.
 *
 * Out:     out   new assessment; untouched unless BC_OK is returned
 * In:      ans   a question left open counts as unknown, never as no
 * Returns: BC_OK or BC_E_NOMEM
 * Owns:    caller frees *out with bc_assessment_free(); it borrows from the
 *          ruleset, not from the answers
 * Units:   days and hours are whole; pain is on the 0-10 scale
 * Source:  none here; every clinical limit comes from the ruleset
 */
enum bc_status bc_assess(const struct bc_assessment **out,
                         const struct bc_answers *ans,
                         const struct bc_memory *mem);

/** Free an assessment. Takes NULL. */
void bc_assessment_free(const struct bc_assessment *as);

/** How soon, and where, to seek care; BC_LEVEL_NONE outside the scope. */
enum bc_level bc_assessment_level(const struct bc_assessment *as);

/** Whether the answers were enough to judge. */
enum bc_completeness bc_assessment_completeness(const struct bc_assessment *as);

/** Days until the visit at BC_ROUTINE; 0 at every other level. */
int bc_assessment_within_days(const struct bc_assessment *as);

#endif
