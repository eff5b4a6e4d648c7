/** YAML bytes -> nodes with their place. The only user of libyaml. */
#ifndef YREAD_H
#define YREAD_H

#include "arena.h"
#include "error.h"

/* The limits of a rule file. */
#define YREAD_FILE_MAX (256 * 1024)
#define YREAD_SCALAR_MAX 4096
#define YREAD_DEPTH_MAX 16
#define YREAD_KEYS_MAX 512

/** A file's bytes under the name the user knows it by. */
struct yfile {
    const char *name;
    const char *bytes;
    size_t len;
};

enum ynode_kind {
    YNODE_SCALAR,
    YNODE_SEQ,
    YNODE_MAP,
};

struct ynode {
    enum ynode_kind kind;
    bool plain; /* scalar without quotes, not a block */
    unsigned line, col, width;
    unsigned count;   /* entries of a SEQ or MAP */
    const char *text; /* scalar */
    struct ynode *next;
    union {                  /* both NULL for a scalar that is no key */
        struct ynode *first; /* SEQ: entries; MAP: keys */
        struct ynode *value; /* of a key */
    };
};

/** Where a file is read into. */
struct yroom {
    struct arena *nodes; /* with the words of keys */
    struct arena *texts; /* of all other scalars: what is kept of them needs no
                            copy and outlives the nodes */
};

/**
 * Read one file of the strict YAML subset (backcheck-rules(5)).
 *
 * Out:     out    root node; untouched unless BC_OK is returned
 * In:      room   nodes and texts live there
 * Returns: BC_OK, BC_E_NOMEM, or BC_E_RULES with the errors in errs
 */
enum bc_status yread_parse(const struct ynode **out, const struct yroom *room,
                           const struct yfile *file, struct bc_errors *errs);

/** Give an error the line of the file that it is about. Cut lines are no help,
 * so only short ones. */
void yread_show_line(struct bc_error *error, const struct yfile *file);

/** Add an error at a place of a file, showing its line. */
struct bc_error *yread_error(struct bc_errors *errs, const struct yfile *file,
                             const struct ynode *at, const char *code,
                             const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/** Errors from `first` on have their place in this file: show their lines. */
void yread_show(struct bc_errors *errs, size_t first, const struct yfile *file);

#endif
