/* Owns a case as YAML, to be pasted into a file of cases. */
#include "report_case.h"

#include <string.h>

#define YAML_COLUMNS 100

/* Words that YAML, or an older one, reads as something else. */
static bool
needs_quotes(const char *word)
{
    static const char *const words[] = { "yes",  "no",    "on", "off", "y",
                                         "true", "false", "n",  "null" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static void
add_answer(struct text *out, const struct question *q,
           const struct answer *answer)
{
    bool list = q->type == QUESTION_MULTI && answer->state == ANSWER_GIVEN;
    size_t count = 0;
    text_addf(out, "%s: %s", q->id, list ? "[" : "");
    if (answer->state == ANSWER_NOT_SURE) {
        text_add(out, list ? "" : "not_sure");
    } else if (q->type == QUESTION_NUMBER) {
        text_addf(out, "%ld", answer->number);
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        if (answer->state == ANSWER_GIVEN && (answer->choices & BIT(i)) != 0) {
            const char *id = q->choices[i].id;
            const char *mark = needs_quotes(id) ? "\"" : "";
            text_addf(out, "%s%s%s%s", count++ > 0 ? ", " : "", mark, id, mark);
        }
    }
    text_add(out, list ? "]" : "");
}

/* The next comma, but for those inside a level with its time. */
static const char *
find_comma(const char *at)
{
    const char *comma = strstr(at, ", ");
    const char *brace = strchr(at, '{');
    if (comma != NULL && brace != NULL && brace < comma) {
        const char *end = strchr(brace, '}');
        return end != NULL ? strstr(end, ", ") : comma;
    }
    return comma;
}

/* The text in rows that are not too long, cut behind its commas. */
static void
add_rows(struct text *out, struct text *whole)
{
    const char *at = text_get(whole);
    size_t row = 0;
    while (*at != '\0') {
        const char *comma = find_comma(at);
        size_t len = comma != NULL ? (size_t)(comma - at) + 1 : strlen(at);
        bool full = row > 0 && row + 1 + len > YAML_COLUMNS;
        text_add(out, full ? "\n    " : row > 0 ? " " : "");
        row = full ? 4 + len : row + 1 + len;
        text_add_bytes(out, at, len);
        at += len + (comma != NULL ? 1 : 0);
    }
    text_add(out, "\n");
    out->failed |= whole->failed;
    text_free(whole);
}

static void
add_answers(struct text *out, const struct bc_answers *ans)
{
    struct text row;
    text_init(&row, &out->mem);
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        if (ans->of[i].state != ANSWER_NOT_GIVEN) {
            text_add(&row, row.len > 0 ? ", " : "    ");
            add_answer(&row, &ans->rs->questions[i], &ans->of[i]);
        }
    }
    text_add(&row, "}");
    add_rows(out, &row);
}

/* ---- what it states ---- */

static void
add_list(struct text *out, const struct known_case *known, enum case_list list)
{
    struct text row;
    text_init(&row, &out->mem);
    text_addf(&row, "  %s: [", case_list_names[list]);
    case_listed(&row, known, list);
    text_add(&row, "]");
    add_rows(out, &row);
}

void
report_case(struct text *out, const struct known_case *known)
{
    const struct bc_ruleset *rs = known->answers.rs;
    text_add(out, "  answers: {\n");
    add_answers(out, &known->answers);
    if (known->missing != 0) {
        text_add(out, "  missing: [");
        case_questions(out, rs, known->missing);
        text_add(out, "]\n");
    }
    text_addf(out, "  status: %s\n", completeness_names[known->status]);
    if (known->level != BC_LEVEL_NONE) {
        text_addf(out, "  level: %s\n", level_names[known->level]);
    }
    if (known->within_days != 0) {
        text_addf(out, "  within_days: %d\n", known->within_days);
    }
    for (int list = 0; list < CASE_LIST_COUNT; list++) {
        if (known->lists[list].stated) {
            add_list(out, known, (enum case_list)list);
        }
    }
}
