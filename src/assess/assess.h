/** Facts x ruleset -> assessment. Pure: no I/O, no clock, no globals. */
#ifndef ASSESS_H
#define ASSESS_H

#include "facts.h"
#include "flat.h"

/* How much of a good thing one answer holds. */
#define ASSESS_TIPS_MAX 6
#define ASSESS_CAUSES_MAX 2

/** A rule that holds, or that the answers do not rule out. */
struct finding {
    const struct rule *rule;
    bool holds;
    bool off_path;          /* by answers that are not on the path */
    struct outcome outcome; /* what it adds; level none: only listed */
};

struct shown_cause {
    const struct cause *cause;
    bool fits; /* else it may fit */
    question_set because;
};

struct bc_assessment {
    struct arena arena;
    const struct bc_ruleset *rs;
    struct facts facts; /* what the rules saw */
    struct facts given; /* every readable answer, even off the path */
    question_set apart; /* of which given may tell what facts do not */
    struct flat *flat;  /* NULL: every rule is looked at */
    enum bc_completeness completeness;
    struct outcome outcome; /* the highest; level, within_days, within_hours */
    struct finding *findings; /* in the order of the rule files */
    size_t finding_count;
    struct shown_cause causes[ASSESS_CAUSES_MAX];
    size_t cause_count;
    const struct tip *tips[ASSESS_TIPS_MAX]; /* the best of those that fit */
    size_t tip_count;
    const struct tip **fitting; /* in the order of the file */
    size_t fitting_count;
    bool *fits; /* each tip of the ruleset */
    const struct tip **withheld;
    size_t withheld_count;
};

/**
 * Judge answers of which more may come (FACTS_ASKING) or not (FACTS_FINAL).
 * With more to come, a rule that a later answer could settle says nothing.
 * As bc_assess otherwise.
 */
enum bc_status assess(const struct bc_assessment **out,
                      const struct bc_answers *ans, enum facts_mode mode,
                      const struct bc_memory *mem);

/** Room for the assessment of one answer set after another. Freed with
 * bc_assessment_free(). A caller that sets a flat of its own gets the same
 * findings and tips sooner; `given` is then set only where it may tell more. */
enum bc_status assess_new(struct bc_assessment **out,
                          const struct bc_ruleset *rs,
                          const struct bc_memory *mem);

/** Find the level and the findings, and forget those of the answers before.
 * Causes and tips are none yet. Allocates nothing. */
void assess_level(struct bc_assessment *as, const struct bc_answers *ans,
                  enum facts_mode mode);

/** The questions that made a finding what it is. */
question_set finding_because(const struct bc_assessment *as,
                             const struct finding *finding);

/** The questions whose plain answers speak for a finding. */
question_set finding_told(const struct bc_assessment *as,
                          const struct finding *finding);

/**
 * Is it an emergency already, whatever else will be said? True when a rule of
 * level emergency holds, or when answers already given leave one open whose
 * if_unsure is emergency. Questions not yet asked never make it one.
 */
bool assess_is_emergency(const struct bc_answers *ans);

/** The same for a file with errors, where nothing more will be said: a "not
 * sure" without its follow-up stays unsure. */
bool assess_finds_emergency(const struct bc_answers *ans);

/** Choose causes, or tips, for an assessment whose level is known. */
void advise_causes(struct bc_assessment *as);
void advise_tips(struct bc_assessment *as);

/** The questions that chose a tip or held it back. */
question_set advise_because(const struct bc_assessment *as,
                            const struct tip *tip);

/** Is the tip among those of the result? */
bool advise_has_chosen(const struct bc_assessment *as, const struct tip *tip);

/** The tips for the sheet of this person: as->tips, but those that belong on
 * every such sheet come before the last of them. Returns how many. */
size_t advise_sheet(const struct tip *tips[ASSESS_TIPS_MAX],
                    const struct bc_assessment *as);

#endif
