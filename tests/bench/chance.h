/** Small seeded chance: same seed, same numbers, on every machine. */
#ifndef CHANCE_H
#define CHANCE_H

#include <stddef.h>
#include <stdint.h>

struct chance {
    uint64_t state;
};

/** The stream of one thing (a record, a rule) of one seed: the first N records
 * are the same, however many are made. */
static inline struct chance
chance_of(uint64_t seed, uint64_t thing)
{
    return (struct chance){ seed * 0x9e3779b97f4a7c15 +
                            thing * 0xd1342543de82ef95 };
}

/** splitmix64 (Steele, Lea and Flood 2014). */
static inline uint64_t
chance_next(struct chance *c)
{
    uint64_t z = c->state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

/** 0 to count - 1. */
static inline size_t
chance_pick(struct chance *c, size_t count)
{
    return (size_t)((chance_next(c) >> 32) * count >> 32);
}

static inline int
chance_percent(struct chance *c, unsigned percent)
{
    return chance_pick(c, 100) < percent;
}

/** Mix the order of count small numbers. */
static inline void
chance_shuffle(struct chance *c, unsigned char *order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = chance_pick(c, i);
        unsigned char kept = order[i - 1];
        order[i - 1] = order[j];
        order[j] = kept;
    }
}

#endif
