/** Reference cases of a pack: answers, and the result the rules must give. */
#ifndef CASES_H
#define CASES_H

#include "assess.h"
#include "yread.h"

/** The lists of ids that a case can state. */
enum case_list {
    CASE_HOLDS,
    CASE_NOT_RULED_OUT,
    CASE_SHOWN,
    CASE_NOT_SHOWN,
    CASE_WARNED,
    CASE_WITHHELD,
    CASE_FITS,
    CASE_MAY_FIT,
    CASE_LIST_COUNT
};

extern const char *const case_list_names[CASE_LIST_COUNT];

/** A rule, tip or cause in a list of a case. */
struct listed {
    int index;
    bool leveled;           /* of a rule: its level is stated too */
    struct outcome outcome; /* that level */
};

struct id_list {
    bool stated; /* else it is not looked at */
    const struct listed *at;
    size_t count;
};

struct known_case {
    const char *name;
    struct origin origin; /* its file as the user named it */
    struct bc_answers answers;
    question_set missing;
    enum bc_completeness status;
    enum bc_level level;
    int within_days;
    struct id_list lists[CASE_LIST_COUNT];
};

struct case_set {
    struct arena arena;
    const struct bc_ruleset *rs;
    const struct known_case *at;
    size_t count;
    const struct yfile *files;
    size_t file_count;
};

/**
 * Load the cases beside a pack: tests/ and all its files, by name.
 *
 * Out:     set   untouched unless BC_OK is returned
 * In:      rs    the rules of that pack; must outlive the set
 * Returns: BC_OK, BC_E_NOMEM or BC_E_RULES
 * Owns:    caller frees what is in set with cases_free()
 */
enum bc_status cases_load(struct case_set *set, const struct bc_ruleset *rs,
                          const char *pack, const struct bc_memory *mem,
                          struct bc_errors *errs);
void cases_free(struct case_set *set);

/** One thing in which a result is not what its case states. */
struct difference {
    const char *key, *want, *got;
};

#define DIFFERENCES_MAX (CASE_LIST_COUNT + 5)

struct differences {
    struct difference at[DIFFERENCES_MAX];
    size_t count; /* 0: passed */
};

/** Hold a result against its case. The words live in the arena. Returns BC_OK
 * or BC_E_NOMEM. */
enum bc_status case_check(struct differences *out, struct arena *arena,
                          const struct known_case *known,
                          const struct bc_assessment *as);

/** What a case shall state beside level and findings. */
struct case_about {
    const struct tip *tip; /* how it is printed, and all that are withheld */
    bool causes;
};

/** Make the case that states this result. It lives in the arena and has no
 * name. Returns BC_OK or BC_E_NOMEM. */
enum bc_status case_state(struct known_case *out, struct arena *arena,
                          const struct bc_assessment *as,
                          const struct case_about *about);

/** What a case states in one of its lists, divided by commas; the level of a
 * finding behind its id: ": urgent", ": {level: routine, within_days: 14}". */
void case_listed(struct text *out, const struct known_case *known,
                 enum case_list list);

/** Ids of questions, divided by commas. */
void case_questions(struct text *out, const struct bc_ruleset *rs,
                    question_set set);

#endif
