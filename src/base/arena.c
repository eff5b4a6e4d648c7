/* Owns the blocks of one arena. What lies in them is the caller's business. */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE 65536

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

static void *
heap_alloc(void *ctx, size_t size)
{
    (void)ctx;
    return malloc(size);
}

static void
heap_release(void *ctx, void *ptr)
{
    (void)ctx;
    free(ptr);
}

const struct bc_memory *
memory_or_default(const struct bc_memory *mem)
{
    static const struct bc_memory heap = { heap_alloc, heap_release, NULL };
    return mem != NULL ? mem : &heap;
}

void
arena_init(struct arena *arena, const struct bc_memory *mem)
{
    arena->mem = *memory_or_default(mem);
    arena->blocks = NULL;
}

static struct arena_block *
new_block(struct arena *arena, size_t size)
{
    size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    if (room > SIZE_MAX - sizeof(struct arena_block)) {
        return NULL;
    }
    struct arena_block *block =
        arena->mem.alloc(arena->mem.ctx, sizeof(*block) + room);
    if (block == NULL) {
        return NULL;
    }
    block->next = arena->blocks;
    block->used = 0;
    block->size = room;
    arena->blocks = block;
    return block;
}

/* The next bytes, as they come; align is a power of two. */
static inline void *
take(struct arena *arena, size_t size, size_t align)
{
    struct arena_block *block = arena->blocks;
    size_t at = block != NULL ? (block->used + align - 1) & ~(align - 1) : 0;
    if (block == NULL || at > block->size || block->size - at < size) {
        block = new_block(arena, size);
        at = 0;
    }
    if (block == NULL) {
        return NULL;
    }
    block->used = at + size;
    return block->bytes + at;
}

/* What has to lie on a multiple of 16 has a size that is one, and so on. */
static inline size_t
align_of(size_t size)
{
    size_t lowest = size & (~size + 1);
    bool any = lowest == 0 || lowest > alignof(max_align_t);
    return any ? alignof(max_align_t) : lowest;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
    void *ptr = take(arena, size, align_of(size));
    return ptr != NULL ? memset(ptr, 0, size) : NULL;
}

void *
arena_room(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    return take(arena, count * size, align_of(count * size));
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
    void *ptr = arena_room(arena, count, size);
    return ptr != NULL ? memset(ptr, 0, count * size) : NULL;
}

char *
arena_copy(struct arena *arena, const char *bytes, size_t len)
{
    char *copy = len < SIZE_MAX ? take(arena, len + 1, 1) : NULL;
    if (copy != NULL) {
        memcpy(copy, bytes, len);
        copy[len] = '\0';
    }
    return copy;
}

void
arena_reset(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *next = arena->blocks->next;
        arena->mem.release(arena->mem.ctx, arena->blocks);
        arena->blocks = next;
    }
}

void
arena_free(struct arena arena)
{
    arena_reset(&arena);
}

void
arena_rewind(struct arena *arena)
{
    struct arena_block *kept = arena->blocks;
    if (kept == NULL) {
        return;
    }
    struct arena rest = { .mem = arena->mem, .blocks = kept->next };
    arena_reset(&rest);
    kept->next = NULL;
    kept->used = 0;
    arena->blocks = kept;
    if (kept->size > BLOCK_SIZE) {
        arena_reset(arena); /* made for something unusual */
    }
}
