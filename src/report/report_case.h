/** A case as YAML. */
#ifndef REPORT_CASE_H
#define REPORT_CASE_H

#include "cases.h"

/** All of it but the line with its name. */
void report_case(struct text *out, const struct known_case *known);

#endif
