/** Ids of everything backcheck says to a person. The words are in the pack;
 * here is only which sentences there are and what may be filled into each. */
#ifndef WORDING_H
#define WORDING_H

#include "backcheck.h"

enum region {
    REGION_GENERIC,
    REGION_UK,
    REGION_US,
    REGION_EU,
    REGION_CN,
    REGION_COUNT
};

/** Who to turn to; each region has its own words or number. */
enum contact {
    CONTACT_EMERGENCY,
    CONTACT_HOSPITAL,
    CONTACT_URGENT,
    CONTACT_ROUTINE,
    CONTACT_CRISIS,
    CONTACT_POLICE,
    CONTACT_ABUSE_HELP,
    CONTACT_REQUIRED, /* a region may lack those below */
    CONTACT_SILENT_CALL = CONTACT_REQUIRED,
    CONTACT_REGION_NOTE,
    CONTACT_COUNT
};

/** Cards every pack has; a pack may have more, for private answers. */
enum card_id {
    CARD_EMERGENCY,
    CARD_URGENT,
    CARD_ROUTINE,
    CARD_SELF_CARE,
    CARD_INCOMPLETE,
    CARD_OUT_OF_SCOPE,
    CARD_COUNT
};

enum say {
    SAY_INTRO_TITLE,
    SAY_INTRO_TIME,
    SAY_INTRO_LIMIT,
    SAY_INTRO_COMMON,
    SAY_INTRO_PRIVACY,
    SAY_INTRO_DANGER,
    SAY_INTRO_WHO,
    SAY_INTRO_TWO_PAINS,
    SAY_INTRO_PILLS,
    SAY_INTRO_KEYS,
    SAY_INTRO_NOT_REVIEWED,
    SAY_ASK_HEAD,
    SAY_ASK_MANY,
    SAY_ASK_NUMBER,
    SAY_ASK_PROMPT,
    SAY_ASK_KEPT,
    SAY_ASK_KEPT_PRIVATE,
    SAY_ASK_WHY,
    SAY_NOT_SURE,
    SAY_HELP_ANSWER,
    SAY_HELP_WHY,
    SAY_HELP_PREVIOUS,
    SAY_HELP_NOT_SURE,
    SAY_HELP_STOP,
    SAY_ERROR_FIRST,
    SAY_ERROR_EMPTY,
    SAY_ERROR_CHOICE,
    SAY_ERROR_ONE_ONLY,
    SAY_ERROR_ALONE,
    SAY_ERROR_LETTER,
    SAY_ERROR_NUMBER,
    SAY_ERROR_PRIVATE,
    SAY_ERROR_REVIEW,
    SAY_REVIEW_HEAD,
    SAY_REVIEW_LINE,
    SAY_REVIEW_PRIVATE,
    SAY_REVIEW_PROMPT,
    SAY_REVIEW_HELP,
    SAY_STOPPED,
    SAY_STOPPED_SAFE,
    SAY_STOPPED_URGENT,
    SAY_STOPPED_EMERGENCY,
    SAY_WHY_MANY,
    SAY_WHY_PRIVATE,
    SAY_WHY_PRIVATE_URGENT,
    SAY_WHY_UNSURE,
    SAY_REASONS_HEAD,
    SAY_REASONS_HEAD_SELF_CARE,
    SAY_DO_NOW_HEAD,
    SAY_UNSURE_LINE,
    SAY_MISSING_LINE,
    SAY_UNSURE_CALL,
    SAY_SAY_THIS_0,
    SAY_SAY_THIS_1,
    SAY_SAY_THIS_N,
    SAY_SAY_THIS_WHEN,
    SAY_SAY_THIS_PREGNANT,
    SAY_SAY_THIS_PRIVATE,
    SAY_ALSO_HEAD,
    SAY_ALSO_URGENT,
    SAY_ASSUMED_LINE,
    SAY_ASSUMED_MISSING_LINE,
    SAY_CAUSES_HEAD,
    SAY_CAUSES_LAST,
    SAY_CAUSES_NONE,
    SAY_TIPS_HEAD,
    SAY_TIP_TRADITION,
    SAY_TIPS_REST,
    SAY_WITHHELD_LINE,
    SAY_NET_HEAD_EMERGENCY,
    SAY_NET_HEAD_URGENT,
    SAY_FOOT_1,
    SAY_FOOT_2,
    SAY_FOOT_3,
    SAY_FOOT_4,
    SAY_FOOT_5,
    SAY_FOOT_PACK,
    SAY_EXPLAIN_HEAD,
    SAY_SHEET_TITLE,
    SAY_SHEET_TITLE_OWN,
    SAY_SHEET_MAIN,
    SAY_SHEET_EMERGENCY,
    SAY_SHEET_URGENT,
    SAY_SHEET_ROUTINE,
    SAY_SHEET_ROUTINE_1,
    SAY_SHEET_ROUTINE_2,
    SAY_SHEET_DO,
    SAY_SHEET_DO_NOT,
    SAY_SHEET_ASK,
    SAY_SHEET_TRADITION,
    SAY_SHEET_TRADITION_1,
    SAY_SHEET_TRADITION_2,
    SAY_SHEET_ABOUT,
    SAY_SHEET_ABOUT_1,
    SAY_SHEET_ABOUT_2,
    SAY_SHEET_ABOUT_SOURCES,
    SAY_COUNT
};

/** A sentence's id in wording.yaml, and the names it may hold beside those of
 * the contacts, divided by spaces. */
struct sentence {
    const char *id, *fills;
};

extern const struct sentence sentences[SAY_COUNT];
extern const char *const region_names[REGION_COUNT];
extern const char *const contact_names[CONTACT_COUNT];
extern const char *const card_names[CARD_COUNT];
extern const char *const level_names[BC_LEVEL_COUNT];
extern const char *const completeness_names[BC_COMPLETENESS_COUNT];

#endif
