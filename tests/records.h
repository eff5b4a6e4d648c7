/** Records of a stream, and the real program run on them. */
#ifndef RECORDS_H
#define RECORDS_H

#include "support.h"

#include <cJSON.h>

/** One run of backcheck, with all that it wrote. */
struct ran {
    struct text out, err;
    int code; /* 128 + n for signal n */
};

/** Where the program is: BACKCHECK, or the one that was built last. */
const char *records_program(void);

/** Run backcheck with words ("batch -q") and bytes on its stdin. */
void run_backcheck(struct ran *ran, const char *words, const char *bytes,
                   size_t len);
void ran_free(struct ran *ran);

/** The answers as one JSON object. */
void add_answers(struct text *out, const struct bc_answers *ans);

/** A record with its line feed. */
void add_record(struct text *out, size_t number, const struct bc_answers *ans);

/** One line of a result, at most: cut off at its feed. */
struct out_line {
    const char *bytes;
    size_t len;
};

/** The next line of a text; false at its end. Fails the test when it does not
 * end in a line feed. */
bool next_line(struct out_line *line, const char **at, const char *end);

/** A line of output: valid UTF-8 and JSON, of this line number, with an error
 * or a level, and beside an error no level but emergency. To be freed with
 * cJSON_Delete(). */
cJSON *check_record(const struct out_line *line, size_t number);

bool record_has_error(const cJSON *record);
const char *record_level(const cJSON *record); /* "" for none */

/** Ids of a list, or of those of its objects that are in a state; all findings
 * of private answers are one, which stands nowhere in particular. */
void add_ids(struct text *out, const cJSON *list, const char *state);

#endif
