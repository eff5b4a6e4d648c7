/* Owns the tables of ids that stand in several lists: which entry has one, and
 * where it was defined first. */
#include "decode.h"

#include "text.h"

/* FNV-1a: ids that differ in their last digit alone are put far apart. */
static size_t
hash(const char *s)
{
    uint64_t h = 14695981039346656037u;
    for (; *s != '\0'; s++) {
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    }
    return (size_t)h;
}

/* An id, where it stands, and its index. */
struct id_slot {
    const char *id;
    const struct yfile *file;
    unsigned line;
    int at;
};

/* Where an id is, or would be put: there are free slots to spare. */
static struct id_slot *
find_slot(const struct id_table *ids, const char *id)
{
    size_t at = hash(id) % ids->room;
    while (ids->slots[at].id != NULL && !text_same(ids->slots[at].id, id)) {
        at = (at + 1) % ids->room;
    }
    return &ids->slots[at];
}

int
decode_find_id(const struct id_table *ids, const char *id)
{
    const struct id_slot *slot = ids->room > 0 ? find_slot(ids, id) : NULL;
    return slot != NULL && slot->id != NULL ? slot->at : -1;
}

static bool
make_room(struct loader *ld, struct id_table *ids, size_t more)
{
    struct id_table larger = { .count = ids->count };
    larger.room = 2 * (ids->count + more) + 1;
    larger.slots = arena_array(&ld->scratch, larger.room, sizeof(*ids->slots));
    if (larger.slots == NULL) {
        ld->no_memory = true;
        return false;
    }
    for (size_t i = 0; i < ids->room; i++) {
        if (ids->slots[i].id != NULL) {
            *find_slot(&larger, ids->slots[i].id) = ids->slots[i];
        }
    }
    *ids = larger;
    return true;
}

static void
check_id(struct loader *ld, struct id_table *ids, const struct ynode *entry)
{
    int at = (int)ids->count++;
    const struct ynode *id = decode_find(entry, "id");
    if (id == NULL || id->kind != YNODE_SCALAR) {
        return; /* said already */
    }
    struct id_slot *slot = find_slot(ids, id->text);
    if (slot->id == NULL) {
        *slot = (struct id_slot){ id->text, ld->file, id->line, at };
        return;
    }
    bool here = slot->file == ld->file;
    struct bc_error *error = DECODE_ERROR(ld, id, "repeated-id",
                                          "id '%s' is defined twice", id->text);
    error_help(error, "it is first defined in line %u%s%s", slot->line,
               here ? "" : " of ", here ? "" : slot->file->name);
}

void
decode_check_ids(struct loader *ld, struct id_table *ids,
                 const struct ynode *list)
{
    if (!make_room(ld, ids, list->count)) {
        return;
    }
    const struct ynode *entry = list->first;
    for (size_t i = 0; i < list->count; i++, entry = entry->next) {
        check_id(ld, ids, entry);
    }
}
