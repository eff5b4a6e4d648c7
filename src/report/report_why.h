/** The parts of a card that say why: for report_card.c. */
#ifndef REPORT_WHY_H
#define REPORT_WHY_H

#include "report.h"

/** What to do at once about what is not ruled out. */
void why_actions(const struct report *rep, const struct bc_assessment *as);

/** What she told us that led here. Never what was assumed, nor what is
 * private. Returns the questions it named. */
question_set why_said(const struct report *rep, const struct bc_assessment *as);

/** What the rules at the level of the result have to say. */
void why_reasons(const struct report *rep, const struct bc_assessment *as);

/** What could not be ruled out, by what she was not sure of or left out. */
void why_open(const struct report *rep, const struct bc_assessment *as);

/** What was used in place of an answer. On an emergency card only what made it
 * one. */
void why_assumed(const struct report *rep, const struct bc_assessment *as);

/** What else she said that a rule below the level of the result is about. */
void why_also(const struct report *rep, const struct bc_assessment *as,
              question_set said);

/** Does the finding have the level of the whole result? */
bool why_is_top(const struct bc_assessment *as, const struct finding *finding);

/** Has the finding a level, but a lower one that still asks for a visit? */
bool why_is_lower(const struct bc_assessment *as,
                  const struct finding *finding);

/** Is the whole result an emergency? */
bool why_is_emergency(const struct bc_assessment *as);

#endif
