/* Claims about the looks of a sheet: every colour has its ground, and can be
 * read on it. */
#include "html.h"
#include "support.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* WCAG 2: at least so much for text, and for what is drawn. */
#define TEXT_CONTRAST 4.5
#define LINE_CONTRAST 3.0

/* In place of a colour. */
enum { UNSET = -2, NOT_UNDERSTOOD = -1 };

/* "#rrggbb" and nothing else. */
static long
parse_color(const char *value)
{
    char *end = NULL;
    if (value[0] != '#' || !isxdigit((unsigned char)value[1])) {
        return NOT_UNDERSTOOD;
    }
    long color = strtol(value + 1, &end, 16);
    return end == value + 7 && (*end == '\0' || *end == ' ') ? color
                                                             : NOT_UNDERSTOOD;
}

static double
luminance(long color)
{
    static const double weights[] = { 0.0722, 0.7152, 0.2126 };
    double sum = 0;
    for (size_t i = 0; i < ARRAY_LEN(weights); i++) {
        double c = (double)(color >> 8 * i & 0xff) / 255;
        sum += weights[i] *
               (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double
contrast(long one, long other)
{
    double a = luminance(one) + 0.05, b = luminance(other) + 0.05;
    return a > b ? a / b : b / a;
}

/* One "selector { name: value; ... }" of a style sheet. */
struct css_rule {
    char selector[128], body[512];
};

/* The next rule, also one inside a @media; false behind the last. */
static bool
next_rule(struct css_rule *rule, const char **css)
{
    const char *at = *css;
    for (;;) {
        at += strspn(at, " \n}");
        if (strncmp(at, "/*", 2) == 0) {
            at = strstr(at, "*/");
            assert_non_null(at);
            at += 2;
            continue;
        }
        size_t len = strcspn(at, "{");
        if (at[len] == '\0') {
            return false;
        }
        snprintf(rule->selector, sizeof(rule->selector), "%.*s", (int)len, at);
        at += len + 1;
        if (strncmp(rule->selector, "@media", 6) != 0) {
            break;
        }
    }
    size_t len = strcspn(at, "}");
    assert_in_range(len, 0, sizeof(rule->body) - 1);
    snprintf(rule->body, sizeof(rule->body), "%.*s", (int)len, at);
    *css = at + len;
    return true;
}

/* The next "name: value" of a rule's body, which is cut up; false behind the
 * last. */
static bool
next_setting(char **name, char **value, char **rest)
{
    *name = *rest + strspn(*rest, "; \n");
    if (**name == '\0') {
        return false;
    }
    char *colon = strchr(*name, ':');
    assert_non_null(colon);
    *colon = '\0';
    *value = colon + 1 + strspn(colon + 1, " ");
    *rest = *value + strcspn(*value, ";");
    if (**rest == ';') {
        *(*rest)++ = '\0';
    }
    return true;
}

/* The colours of one rule. What is drawn is a border, or the like. */
struct colors {
    long text, ground, drawn;
};

static struct colors
colors_of(const struct css_rule *rule)
{
    struct colors colors = { UNSET, UNSET, UNSET };
    char copy[sizeof(rule->body)];
    memcpy(copy, rule->body, sizeof(copy));
    char *rest = copy, *name = NULL, *value = NULL;
    while (next_setting(&name, &value, &rest)) {
        const char *sign = strchr(value, '#');
        if (strcmp(name, "color") == 0) {
            colors.text = parse_color(value);
        } else if (strncmp(name, "background", 10) == 0) {
            colors.ground = parse_color(value);
        } else if (sign != NULL || strstr(value, "solid") != NULL) {
            colors.drawn = parse_color(sign != NULL ? sign : "");
        }
    }
    return colors;
}

/* What is wrong with the first such rule, or NULL. page: the ground on which
 * borders are drawn; counts the rules that set a colour. */
static const char *
color_fault(const char *css, long page, size_t *count)
{
    struct css_rule rule;
    for (*count = 0; next_rule(&rule, &css);) {
        struct colors colors = colors_of(&rule);
        *count += colors.text != UNSET ? 1 : 0;
        if (colors.text == NOT_UNDERSTOOD || colors.ground == NOT_UNDERSTOOD ||
            colors.drawn == NOT_UNDERSTOOD) {
            return "not a colour as #rrggbb";
        }
        if (colors.text != UNSET && colors.ground == UNSET) {
            return "a colour without a background";
        }
        if (colors.text == UNSET && colors.ground != UNSET) {
            return "a background without a colour";
        }
        if (colors.text != UNSET &&
            contrast(colors.text, colors.ground) < TEXT_CONTRAST) {
            return "text too faint";
        }
        if (colors.drawn != UNSET &&
            contrast(colors.drawn, page) < LINE_CONTRAST) {
            return "border too faint";
        }
    }
    return NULL;
}

static struct color_row {
    const char *name, *css, *fault;
} color_rows[] = {
    { "css_too_faint", "a { color: #777777; background: #ffffff }",
      "text too faint" },
    { "css_just_right", "a { color: #767676; background: #ffffff }", NULL },
    { "css_too_faint_the_other_way",
      "a { background: #777777; color: #ffffff }", "text too faint" },
    { "css_no_background", "h1 { margin: 0; color: #8a1010 }",
      "a colour without a background" },
    { "css_no_color", "h1 { background: #ffffff }",
      "a background without a colour" },
    { "css_in_media",
      "a { margin: 0 }\n@media print {\n  b { color: #000000 }\n}",
      "a colour without a background" },
    { "css_behind_media",
      "@media print {\n  b { margin: 0 }\n}\ni { color: #000000 }",
      "a colour without a background" },
    { "css_by_name", "a { color: red; background: #ffffff }",
      "not a colour as #rrggbb" },
    { "css_short", "a { color: #fff; background: #000000 }",
      "not a colour as #rrggbb" },
    { "css_border_too_faint", "a { border-top: 1px solid #aaaaaa }",
      "border too faint" },
    { "css_border_by_name", "a { border: 1px solid grey }",
      "not a colour as #rrggbb" },
    { "css_border_right",
      "/* a { color: red } */ a { border: 1px solid #949494 }", NULL },
};

static void
run_color(void **state)
{
    const struct color_row *row = *state;
    size_t count = 0;
    const char *found = color_fault(row->css, 0xffffff, &count);
    if (row->fault != NULL) {
        assert_non_null(found);
        assert_string_equal(found, row->fault);
    } else {
        assert_null(found);
    }
}

static void
test_contrast_is_that_of_wcag(void **state)
{
    (void)state;
    static const struct {
        long one, other;
        double ratio;
    } known[] = {
        { 0x000000, 0xffffff, 21.00 }, { 0xffffff, 0xffffff, 1.00 },
        { 0x777777, 0xffffff, 4.48 },  { 0x767676, 0xffffff, 4.54 },
        { 0xffffff, 0x767676, 4.54 },  { 0xff0000, 0xffffff, 4.00 },
        { 0x0000ff, 0xffffff, 8.59 },
    };
    for (size_t i = 0; i < ARRAY_LEN(known); i++) {
        double ratio = contrast(known[i].one, known[i].other);
        assert_true(fabs(ratio - known[i].ratio) < 0.005);
    }
}

static void
test_every_colour_of_the_sheet_can_be_read(void **state)
{
    (void)state;
    const char *css = html_style;
    struct css_rule rule;
    long page = UNSET;
    while (page == UNSET && next_rule(&rule, &css)) {
        page = strcmp(rule.selector, "html ") == 0 ? colors_of(&rule).ground
                                                   : UNSET;
    }
    assert_in_range(page, 0, 0xffffff);
    size_t count = 0;
    const char *found = color_fault(html_style, page, &count);
    if (found != NULL) {
        fail_msg("%s", found);
    }
    assert_in_range(count, 4, 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contrast_is_that_of_wcag),
        cmocka_unit_test(test_every_colour_of_the_sheet_can_be_read),
    };
    return run_rows(&(struct row_tests){ "color", TABLE(color_rows),
                                         .test = run_color }) +
           cmocka_run_group_tests_name("style", tests, NULL, NULL);
}
