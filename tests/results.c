/* Owns results as text: what is looked for in them, and what all have in
 * common. */
#include "results.h"

#include "wrap.h"

#include <stdio.h>
#include <string.h>

bool
was_said(const struct bc_answers *ans, question_set questions, const char *line)
{
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        const struct question *q = &ans->rs->questions[i];
        const struct answer *answer = &ans->of[i];
        const char *const forms[] = { q->you_said, q->you_said_0,
                                      q->you_said_1 };
        char number[24];
        if (answer->state != ANSWER_GIVEN || (questions & BIT(i)) == 0) {
            continue;
        }
        snprintf(number, sizeof(number), "%ld", answer->number);
        const struct fill fill = { "value", number };
        for (size_t f = 0; f < ARRAY_LEN(forms) && q->you_said != NULL; f++) {
            struct text said;
            text_init(&said, NULL);
            text_add_filled(&said, forms[f] != NULL ? forms[f] : "", &fill, 1);
            bool same = strcmp(text_get(&said), line) == 0;
            text_free(&said);
            if (same) {
                return true;
            }
        }
        for (size_t c = 0; c < q->choice_count; c++) {
            if ((answer->choices & BIT(c)) != 0 &&
                q->choices[c].you_said != NULL &&
                strcmp(q->choices[c].you_said, line) == 0) {
                return true;
            }
        }
    }
    return false;
}

void
unfold(char *text)
{
    char *to = text;
    for (const char *at = text; *at != '\0'; at++) {
        bool blank = *at == ' ' || *at == '\n';
        if (!blank) {
            *to++ = *at;
        } else if (to > text && to[-1] != ' ') {
            *to++ = ' ';
        }
    }
    *to = '\0';
}

void
expect_words(const char *unfolded, const char *words, bool there)
{
    if ((strstr(unfolded, words) != NULL) != there) {
        fail_msg("%s: %s", there ? "missing" : "should not be there", words);
    }
}

void
check_columns(const char *text)
{
    while (*text != '\0') {
        char line[1024];
        size_t len = strcspn(text, "\n");
        assert_in_range(len, 0, sizeof(line) - 1);
        assert_int_equal(text[len], '\n');
        memcpy(line, text, len);
        line[len] = '\0';
        if (wrap_width(line) > WRAP_COLUMNS) {
            fail_msg("too long: %s", line);
        }
        for (size_t i = 0; i < len; i++) {
            assert_false((unsigned char)line[i] < 0x20);
        }
        text += len + 1;
    }
}

void
check_level_is_the_first_word(const char *text, enum bc_level level)
{
    static const char *const words[BC_LEVEL_COUNT] = {
        [BC_LEVEL_NONE] = "NO RESULT.", [BC_SELF_CARE] = "HOME CARE.",
        [BC_ROUTINE] = "NOT URGENT.",   [BC_URGENT] = "URGENT.",
        [BC_EMERGENCY] = "EMERGENCY.",
    };
    if (strncmp(text, words[level], strlen(words[level])) != 0) {
        fail_msg("%.12s comes first, not %s", text, words[level]);
    }
}

/* ---- sheets ---- */

char *
sheet_of(const struct bc_ruleset *rs, const struct bc_answers *ans,
         enum region region, bool html)
{
    const struct bc_assessment *as = NULL;
    struct text out;
    struct html page;
    text_init(&out, NULL);
    struct report rep = { .out = &out, .rs = rs, .region = region };
    if (html) {
        report_page(&rep, &page, PAPER_AUTO, false);
    }
    if (ans != NULL) {
        assert_int_equal(bc_assess(&as, ans, NULL), BC_OK);
        report_own_sheet(&rep, as);
        bc_assessment_free(as);
    } else {
        report_sheet(&rep);
    }
    if (html) {
        html_end(&page);
    }
    assert_false(out.failed);
    char *copy = strdup(text_get(&out));
    assert_non_null(copy);
    text_free(&out);
    return copy;
}
