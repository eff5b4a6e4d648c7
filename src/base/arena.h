/** Block allocator: many small things that live and die together. */
#ifndef ARENA_H
#define ARENA_H

#include "backcheck.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

struct arena_block;

struct arena {
    struct bc_memory mem;
    struct arena_block *blocks;
};

/** The memory to use where the caller gave NULL: malloc and free. */
const struct bc_memory *memory_or_default(const struct bc_memory *mem);

/** Start empty; allocates nothing yet. */
void arena_init(struct arena *arena, const struct bc_memory *mem);

/** Zeroed memory, aligned for any type of this size; NULL when there is none.
 */
void *arena_alloc(struct arena *arena, size_t size);

/** As arena_alloc for an array; NULL also when count * size overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/** As arena_array, but not zeroed, and so not touched: it takes no real memory
 * before it is used. */
void *arena_room(struct arena *arena, size_t count, size_t size);

/** A copy of len bytes with a NUL behind it, or NULL. */
char *arena_copy(struct arena *arena, const char *bytes, size_t len);

/** Forget everything, but keep a block for what comes next. */
void arena_rewind(struct arena *arena);

/** Free everything at once. The arena is empty and usable again. */
void arena_reset(struct arena *arena);

/** Free everything at once, also the object that holds this arena and lies in
 * it: taken by value, so that what says where the blocks are outlives them. */
void arena_free(struct arena arena);

#endif
