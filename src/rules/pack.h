/** A pack as bytes: from a directory or from the copy in this program. */
#ifndef PACK_H
#define PACK_H

#include "yread.h"

enum pack_file {
    PACK_META,
    PACK_SOURCES,
    PACK_QUESTIONS,
    PACK_CONDITIONS,
    PACK_WORDING,
    PACK_CONTACTS,
    PACK_SAFETY_NET,
    PACK_RED_FLAGS,
    PACK_REFERRALS,
    PACK_CAUSES,
    PACK_TIPS,
    PACK_SEED_CLAIMS,
    PACK_FILE_COUNT
};

/** File names inside a pack: "red-flags.yaml". */
extern const char *const pack_file_names[PACK_FILE_COUNT];

/** The pack built into this program; made from data/ when it was built. */
extern const struct yfile pack_builtin[PACK_FILE_COUNT];

/**
 * Read all files of a pack directory.
 *
 * Out:     files  their bytes, which live in the arena
 * Returns: BC_OK, BC_E_NOMEM or BC_E_RULES: one error for each file that is
 *          missing, unreadable, or unknown here; or one, if there is none of
 *          them
 */
enum bc_status pack_read(struct yfile files[PACK_FILE_COUNT],
                         struct arena *arena, const char *path,
                         struct bc_errors *errs);

/** Read all files of reference cases beside a pack, in the order of their
 * names. As pack_read; that there are none is an error. */
enum bc_status pack_read_cases(const struct yfile **files, size_t *count,
                               struct arena *arena, const char *path,
                               struct bc_errors *errs);

#endif
