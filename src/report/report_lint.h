/** What lint found, printed. */
#ifndef REPORT_LINT_H
#define REPORT_LINT_H

#include "lint.h"
#include "text.h"

/** In compiler form; one line when there is nothing. */
void report_lint(struct text *out, const struct lint *lint);

/** One line. Returns BC_OK or BC_E_NOMEM. */
enum bc_status report_lint_json(struct text *out, const struct lint *lint);

#endif
