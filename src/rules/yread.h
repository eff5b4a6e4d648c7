/** YAML bytes -> nodes with their place. The only user of libyaml. */
#ifndef YREAD_H
#define YREAD_H

#include "arena.h"
#include "yfile.h"

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

/** Add an error at the place of a node, or with NULL at none. */
struct bc_error *yread_error(struct bc_errors *errs, const struct yfile *file,
                             const struct ynode *at, const char *code,
                             const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
