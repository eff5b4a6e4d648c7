/** Results as text. */
#ifndef RESULTS_H
#define RESULTS_H

#include "support.h"

#include "report.h"

/** Is this line what she said to one of these questions? */
bool was_said(const struct bc_answers *ans, question_set questions,
              const char *line);

/** Folded lines become one, so that a sentence can be looked for. */
void unfold(char *text);
void expect_words(const char *unfolded, const char *words, bool there);

/** No line takes more than its columns, or holds a control byte. */
void check_columns(const char *text);
void check_level_is_the_first_word(const char *text, enum bc_level level);

/** The sheet of one person, or without answers that for everyone; to be freed
 * with free(). */
char *sheet_of(const struct bc_ruleset *rs, const struct bc_answers *ans,
               enum region region, bool html);

#endif
