/** The model: everything a rule pack says, cross-checked and const. */
#ifndef RULESET_H
#define RULESET_H

#include "arena.h"
#include "wording.h"

#define QUESTIONS_MAX 64 /* bits of a question_set */
#define CHOICES_MAX 62   /* bits of a choice_set */

/** Bit i is question i of the ruleset. */
typedef uint64_t question_set;

/** Bit i is choice i of one question. */
typedef uint64_t choice_set;

#define BIT(i) ((uint64_t)1 << (i))

/** Texts in the order of the file. */
struct lines {
    const char *const *at;
    size_t count;
};

/** Where something stands in the pack; line and col count from 1. */
struct origin {
    const char *file;
    unsigned line, col, width;
};

/** Whose words a text is. */
enum visible_kind {
    VISIBLE_OURS,
    VISIBLE_HERS, /* an answer given back: "you told us ..." */
    VISIBLE_CONTACT,
};

/** One text that a person can see. */
struct visible {
    const char *text;
    enum visible_kind kind;
    struct origin origin;
    unsigned entry; /* line of the question, rule, tip ... it is part of */
    const struct visible *next;
};

/** Words that no text may say, unless they are part of one of these. */
struct banned {
    const char *say;
    struct lines unless;
};

struct banned_list {
    const struct banned *at;
    size_t count;
};

enum cond_kind {
    COND_ALL,
    COND_ANY,
    COND_NOT,
    COND_COUNT,
    COND_IS,
    COND_CHOICE,
    COND_NUMBER,
};

/** One end of a number range: value, or value plus another question's answer.
 */
struct bound {
    bool set;
    signed char question; /* -1: value alone */
    int value;
};

/* A pack has more of these than of anything else: they are kept small. */
struct cond {
    enum cond_kind kind;
    bool not_sure;     /* CHOICE: the answer "not sure" matches too */
    int question;      /* CHOICE NUMBER */
    int named;         /* IS: index into conditions */
    unsigned at_least; /* COUNT */
    unsigned count;    /* ALL ANY COUNT; NOT has one */
    const struct cond *const *part;
    choice_set choices;     /* CHOICE: any of these */
    struct bound low, high; /* NUMBER: both ends belong to it */
    struct origin origin;
};

/** A condition with a name. */
struct condition {
    const char *id;
    const struct cond *when;
    const char *note;
    question_set reads; /* by `when`, through other conditions too */
    size_t size;        /* parts of `when`, once put together */
    struct origin origin;
};

struct source {
    const char *id, *title, *organisation, *year, *address, *read, *note;
    bool used; /* by anything with a list of sources */
    struct origin origin;
};

/** Indexes into sources. */
struct source_list {
    const int *at;
    size_t count;
};

struct choice {
    const char *id, *text, *you_said;
    bool alone;              /* cannot be combined with another */
    bool narrows;            /* keeps_open counts */
    choice_set keeps_open;   /* of the question this one narrows */
    const struct card *card; /* for a person at the terminal, or NULL */
    struct origin origin;
};

enum question_type {
    QUESTION_SINGLE,
    QUESTION_MULTI,
    QUESTION_NUMBER,
};

/** What stands in for an answer that was not given. */
enum stand_in_kind {
    STAND_IN_NONE,       /* the pack says nothing: unknown */
    STAND_IN_UNKNOWN,    /* stays unknown */
    STAND_IN_INCOMPLETE, /* stays unknown, and the result is incomplete */
    STAND_IN_VALUE,
};

struct stand_in {
    enum stand_in_kind kind;
    choice_set choices;
    long number;
};

/** Which way an answer is worse. All empty: no order. */
struct worse {
    bool rising;      /* a number: more is no better */
    choice_set picks; /* of several: with each of these it is no better */
    const choice_set *after; /* of one: those a step worse than choice i */
};

struct question {
    const char *id, *ref, *ask, *hint, *why, *label;
    const char *you_said, *you_said_0, *you_said_1; /* number questions */
    int part;
    enum question_type type;
    const struct choice *choices;
    size_t choice_count;
    long min, max;
    const char *unit;
    const struct cond *ask_when; /* NULL: always */
    struct stand_in if_not_sure, if_missing, if_not_asked;
    const char *skip_implies; /* why if_not_asked must be the answer, or NULL */
    struct worse worse;
    int narrows; /* question whose "not sure" this one clears up, or -1 */
    int narrowed_by;
    const struct card *not_sure_card;
    bool is_private;
    bool terminal_only;
    bool always_used;
    bool tell_weeks; /* weeks since the birth, to be told on the phone */
    struct origin origin;
};

struct part {
    const char *id, *title;
};

/** What follows from a rule. level BC_LEVEL_NONE: nothing. */
struct outcome {
    enum bc_level level;
    int within_days;  /* BC_ROUTINE only, else 0 */
    int within_hours; /* BC_URGENT only, 0 when not stated */
};

enum rule_kind {
    RULE_RED_FLAG,
    RULE_REFERRAL,
};

struct rule {
    const char *id, *ref, *say, *why;
    enum rule_kind kind;
    const char *unsure_say;    /* when not ruled out; NULL: nothing */
    const char *if_unsure_why; /* why it may be open in home care, or NULL */
    const struct cond *when;
    struct outcome outcome, if_unsure;
    struct source_list sources;
    question_set reads; /* every question the condition looks at */
    bool is_private;    /* reads a private question */
    struct origin origin;
};

struct cause {
    const char *id, *ref, *family, *fits, *may_fit, *note;
    struct banned_list never_say; /* beside those of the ruleset */
    long priority;
    bool may_fit_only, at_urgent;
    const struct cond *must, *plus, *contrary;
    struct source_list sources;
    struct origin origin;
};

/** Where the tip sheets print a tip; bits. */
enum tip_sheet {
    TIP_SHEET_DO = 1,
    TIP_SHEET_DO_NOT = 2,
    TIP_SHEET_TRADITION = 4,
    TIP_SHEET_OWN = 8, /* on the sheet of each person whom it fits */
};

struct tip {
    const char *id, *ref, *topic, *grade, *evidence, *tip, *not_if, *note;
    struct lines steps, cautions;
    size_t topic_number; /* the first tip of the same topic */
    long priority;
    bool optional;
    bool withhold_if_unsure;
    unsigned sheet;
    const struct cond *show_if, *withhold_if; /* NULL: always; never */
    struct source_list sources;
    struct origin origin;
};

struct net_line {
    const char *id, *text;
    enum bc_level level;
};

/** One line of a card, printed when its condition holds. */
struct card_line {
    const char *text;
    const struct cond *when; /* NULL: always */
};

struct card_lines {
    const struct card_line *at;
    size_t count;
};

/** A care card. Order of printing: heading, call, within_hour or
 * not_within_hour, then, (reasons), say, wait, last. */
struct card {
    const char *id, *heading, *wait_heading;
    struct card_lines call, within_hour, not_within_hour, then, say, wait, last;
};

/** What became of a claim; 0 when nothing is said. */
enum claim_fate {
    CLAIM_CARRIED = 1,
    CLAIM_NARROWED,
    CLAIM_DECLINED,
};

/** A claim of the article that the pack began with. Nothing of it is printed.
 * The ids are those of what carries it or, once declined, says otherwise. */
struct claim {
    const char *id, *claim, *status, *evidence, *cautions, *reason;
    enum claim_fate fate;
    struct lines causes, rules, tips, questions, sentences;
    struct source_list sources;
    struct origin origin;
};

struct bc_ruleset {
    struct arena arena;
    const char *name; /* id@version, and whether it was changed */
    bool changed;     /* passes for the built-in pack, and is not */
    const char *id, *version, *language, *title, *reviewed, *next_review;
    struct origin next_review_at;
    const struct cond *out_of_scope; /* NULL: never */
    const struct part *parts;
    size_t part_count;
    const struct question *questions;
    size_t question_count;
    const struct condition *conditions;
    size_t condition_count;
    const struct rule *rules; /* red flags first */
    size_t rule_count;
    const struct cause *causes;
    size_t cause_count;
    const struct tip *tips;
    size_t tip_count;
    const size_t *tip_order; /* indexes, by priority, then as in the file */
    const struct claim *claims;
    size_t claim_count;
    const struct net_line *net;
    size_t net_count;
    const struct source *sources;
    size_t source_count;
    const struct card *cards;
    size_t card_count;
    const char *sentences[SAY_COUNT];
    const char *contacts[REGION_COUNT][CONTACT_COUNT]; /* NULL: has none */
    struct banned_list never_say;
    const struct visible *visible; /* all of them, in the order of loading */
};

/** Index of a question by id, or -1. */
int ruleset_find_question(const struct bc_ruleset *rs, const char *id);

/** Every question a condition looks at, through named conditions too. */
question_set cond_reads(const struct bc_ruleset *rs, const struct cond *cond);

/** Room for outcome_words(). */
#define OUTCOME_WORDS 48

/** "urgent", or "routine within 14 days". */
void outcome_words(char *to, size_t size, const struct outcome *outcome);

/** Can it make the result an emergency? */
bool rule_can_alarm(const struct rule *rule);

/** The questions whose answers are in no output. */
question_set ruleset_private(const struct bc_ruleset *rs);

/** The choices that cannot be combined with another. */
choice_set question_alone(const struct question *q);

/** Index of a choice of a question by code, or -1. */
int question_find_choice(const struct question *q, const char *code);

/** A card by id, or NULL. */
const struct card *ruleset_find_card(const struct bc_ruleset *rs,
                                     const char *id);

/** A card that every ruleset has (the loader sees to it). */
const struct card *ruleset_get_card(const struct bc_ruleset *rs,
                                    enum card_id card);

#endif
