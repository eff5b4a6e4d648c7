/** Records for the pack that is built into the library. */
#ifndef SHIPPED_H
#define SHIPPED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/** Print count records, one a line. False when the pack does not load. */
bool shipped_print(FILE *out, uint64_t seed, size_t count);

#endif
