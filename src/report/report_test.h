/** What the reference cases of a pack came to, for the author of its rules. */
#ifndef REPORT_TEST_H
#define REPORT_TEST_H

#include "cases.h"
#include "coverage.h"
#include "report.h"

struct tested {
    const char *pack; /* its directory */
    const struct case_set *cases;
    const struct differences *results; /* one for each case */
    size_t failed;
    const struct coverage *coverage; /* NULL: not asked for */
};

/** Did all cases pass, and is nothing left to show? */
bool tested_well(const struct tested *tested);

enum bc_status report_test(const struct report *rep,
                           const struct tested *tested);
enum bc_status report_test_json(const struct report *rep,
                                const struct tested *tested);

#endif
