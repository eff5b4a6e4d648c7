/** How proofs are told. */
#ifndef REPORT_PROVE_H
#define REPORT_PROVE_H

#include "prove.h"
#include "report.h"

/** All proofs as text, or as one line of JSON. */
void report_proofs(const struct report *rep,
                   const struct proved proofs[PROVE_COUNT]);
enum bc_status report_proofs_json(const struct report *rep,
                                  const struct proved proofs[PROVE_COUNT]);

#endif
