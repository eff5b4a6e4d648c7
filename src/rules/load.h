/** Pack bytes -> ruleset. */
#ifndef LOAD_H
#define LOAD_H

#include "pack.h"
#include "ruleset.h"

/**
 * Decode and cross-check a pack. Goes on after an error to find more; any
 * error means no ruleset.
 *
 * Out:     out    new ruleset; untouched unless BC_OK is returned
 * In:      files  needed only during the call
 * Returns: BC_OK, BC_E_NOMEM or BC_E_RULES
 * Owns:    caller frees *out with bc_ruleset_free()
 */
enum bc_status load_pack(const struct bc_ruleset **out,
                         const struct yfile files[PACK_FILE_COUNT],
                         const struct bc_memory *mem, struct bc_errors *errs);

#endif
