/* Owns the blocks of one arena. What lies in them is the caller's business. */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE 16384

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

void *
arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - align) {
        return NULL;
    }
    size = (size + align - 1) / align * align;
    struct arena_block *block = arena->blocks;
    if (block == NULL || block->size - block->used < size) {
        block = new_block(arena, size);
    }
    if (block == NULL) {
        return NULL;
    }
    void *ptr = block->bytes + block->used;
    block->used += size;
    return memset(ptr, 0, size);
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    return arena_alloc(arena, count * size);
}

char *
arena_copy(struct arena *arena, const char *bytes, size_t len)
{
    char *copy = arena_alloc(arena, len + 1);
    if (copy != NULL && len > 0) {
        memcpy(copy, bytes, len);
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
