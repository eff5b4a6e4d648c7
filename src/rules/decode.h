/** Field tables: YAML nodes -> structs. Shared by the load_*.c files. */
#ifndef DECODE_H
#define DECODE_H

#include "pack.h"
#include "ruleset.h"

/** Ids by hash. All zero: none yet. */
struct id_table {
    struct id_slot *slots;
    size_t room, count;
};

/** One load under way. */
struct loader {
    struct bc_ruleset *rs;      /* being filled; all of it in its own arena */
    struct question *questions; /* the same as rs->questions, to be filled */
    struct source *sources;     /* the same, to be marked as used */
    struct rule *rules;         /* the same, to be told what they read */
    struct id_table source_ids, condition_ids, rule_ids;
    struct arena scratch; /* what this load only needs */
    struct arena nodes;   /* of the file being decoded */
    struct arena kept;    /* nodes of files that are gone through again */
    struct bc_errors *errs;
    const struct yfile *file; /* being decoded */
    const char *file_name;    /* its name inside the pack */
    size_t cond_size;         /* parts of the condition being decoded */
    unsigned entry;           /* line of the mapping with an id being read */
    const struct visible **visible_end; /* where the next one is put */
    bool no_memory;
    bool unreadable;      /* a file is not of the subset: decode no more */
    size_t errors_before; /* in errs, before this load */
};

/** Has this load gone wrong? */
bool decode_failed(const struct loader *ld);

/** Decode one value into the member at `to`. Adds errors, never stops. */
typedef void decode_fn(struct loader *ld, const struct ynode *value, void *to);

struct field {
    const char *key;
    bool required;
    decode_fn *decode;
    size_t offset; /* of the member in the struct */
};

#define OPTIONAL false
#define REQUIRED true

/** Walk a mapping by its table: unknown and missing keys are errors. Returns
 * false when the node is no mapping. */
bool decode_fields(struct loader *ld, const struct ynode *node,
                   const struct field *fields, size_t count, void *object);

/** An array in the ruleset's arena, one zeroed item for each entry of a
 * sequence. NULL, with an error or no_memory, when that is not to be had. */
void *decode_list(struct loader *ld, const struct ynode *node, size_t size,
                  size_t *count);

/** The same for a list of single words, where one alone is a likely slip. */
void *decode_words(struct loader *ld, const struct ynode *node, size_t size,
                   size_t *count);

/** Add an error at a node of the current file. */
#define DECODE_ERROR(ld, node, code, ...)                                      \
    yread_error((ld)->errs, (ld)->file, node, code, __VA_ARGS__)

/** Memory that lives as long as the ruleset, or NULL with no_memory set. The
 * texts of values do so too (see load.c). */
void *decode_alloc(struct loader *ld, size_t count, size_t size);

/** Where a node of the current file stands. */
struct origin decode_origin(const struct loader *ld, const struct ynode *node);

/** Is this a scalar? Adds an error if not. */
bool decode_is_scalar(struct loader *ld, const struct ynode *node);

/** Help with a word that stands where a list of words must stand. */
void decode_in_brackets(struct bc_error *error, const struct ynode *node);

/** Routine has days, and no other level has; urgent may have hours. The keys
 * begin with `prefix`. */
void decode_check_outcome(struct loader *ld, const struct ynode *node,
                          const struct outcome *outcome, const char *prefix);

/** Index of a word in a table, or -1 with an error that lists near words. */
int decode_index(struct loader *ld, const struct ynode *node,
                 const char *const *table, size_t count, const char *what);

/** Things that are named by id. */
enum id_space {
    IDS_QUESTIONS,
    IDS_RULES,
    IDS_TIPS,
    IDS_CAUSES,
    IDS_SENTENCES,
};

/** One flag for each of them, all false; NULL with no_memory set. */
bool *decode_seen(struct loader *ld, enum id_space space);

/** Index of the one with this id, or -1 with an error. One that was seen
 * before is an error too. */
int decode_in_space(struct loader *ld, const struct ynode *node, bool *seen,
                    enum id_space space);

/** Index of the choice with this code, or -1 with an error. */
int decode_find_choice(struct loader *ld, const struct ynode *node,
                       const struct question *q);

/** The value of a key of a mapping, or NULL. */
const struct ynode *decode_find(const struct ynode *map, const char *key);

/** Add the ids of a list in the current file to a table; errors for those that
 * it has already. The table lives as long as the load. */
void decode_check_ids(struct loader *ld, struct id_table *ids,
                      const struct ynode *list);

/** Index of the entry with this id, counted through all lists, or -1. */
int decode_find_id(const struct id_table *ids, const char *id);

/* Members: const char * */
decode_fn decode_id;         /* lower_case word */
decode_fn decode_source_id;  /* UPPER-CASE key */
decode_fn decode_word;       /* any one word */
decode_fn decode_date;       /* "2026-11-22" */
decode_fn decode_prose;      /* quoted text, no { }; for editors only */
decode_fn decode_shown;      /* the same, for a person to see */
decode_fn decode_said;       /* the same: her answer, given back to her */
decode_fn decode_said_value; /* the same with {value} */
decode_fn decode_contact;    /* the same: whom to call */
decode_fn decode_sentence;   /* text to see, names of contacts in { } */
decode_fn decode_card_text;  /* the same with {days} and {labels} */

/* Other members */
decode_fn decode_number;    /* long */
decode_fn decode_small;     /* int, 1 to 365 */
decode_fn decode_bool;      /* bool */
decode_fn decode_level;     /* enum bc_level, not none */
decode_fn decode_if_unsure; /* enum bc_level, none allowed */
decode_fn decode_sentences; /* struct lines */
decode_fn decode_sources;   /* struct source_list */
decode_fn decode_never_say; /* struct banned_list */
decode_fn decode_cond;      /* const struct cond * */
decode_fn decode_later;     /* none: another pass reads it */
decode_fn decode_node;      /* const struct ynode *, to decode later */

/** Text to see, with only these names in braces (divided by spaces) beside
 * contacts. */
const char *decode_filled(struct loader *ld, const struct ynode *value,
                          const char *extra);

/* One call for each file, in the order load.c makes them */
typedef void load_fn(struct loader *ld, const struct ynode *root);
load_fn load_questions; /* all but what needs conditions or cards */
load_fn load_conditions;
load_fn load_ask_when; /* of the questions */
load_fn load_worse;    /* of the questions */
load_fn load_wording;
load_fn load_card_links; /* of the questions */
load_fn load_contacts;
load_fn load_net;
load_fn load_causes;
load_fn load_tips;
load_fn load_red_flags;
load_fn load_referrals; /* behind the red flags */
load_fn load_claims;    /* if all else is sound */

/** What each rule reads; once all conditions are known to be sound. */
void load_rule_reads(struct loader *ld);

#endif
