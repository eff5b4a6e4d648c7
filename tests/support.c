/* Fixtures. Everything here fails the running test instead of reporting. */
#include "support.h"

#include "input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- packs and answers ---- */

const struct bc_ruleset *
shipped_rules(void)
{
    static const struct bc_ruleset *rs;
    static struct bc_errors errs;
    if (rs == NULL) {
        assert_int_equal(bc_ruleset_load_builtin(&rs, NULL, &errs), BC_OK);
    }
    return rs;
}

char *
read_whole(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("cannot open %s", path);
        return NULL;
    }
    char *bytes = malloc(1 << 20);
    assert_non_null(bytes);
    *len = fread(bytes, 1, (1 << 20) - 1, file);
    bytes[*len] = '\0';
    fclose(file);
    return bytes;
}

const char *
find_bytes(const char *in, size_t in_len, const char *what, size_t len)
{
    for (size_t at = 0; at + len <= in_len; at++) {
        if (memcmp(in + at, what, len) == 0) {
            return in + at;
        }
    }
    return NULL;
}

void
find_place(unsigned *line, unsigned *col, const char *bytes, const char *at)
{
    *line = 1;
    *col = 1;
    for (const char *s = bytes; s < at; s++) {
        bool first_byte = ((unsigned char)*s & 0xc0) != 0x80;
        *col = *s == '\n' ? 1 : *col + (first_byte ? 1 : 0);
        *line += *s == '\n' ? 1 : 0;
    }
}

struct text
edit_file(const struct yfile *base, const char *from, const char *to,
          size_t to_len)
{
    const char *at = find_bytes(base->bytes, base->len, from, strlen(from));
    struct text bytes;
    text_init(&bytes, NULL);
    if (at == NULL) {
        fail_msg("%s does not hold '%s'", base->name, from);
        return bytes;
    }
    const char *rest = at + strlen(from);
    text_add_bytes(&bytes, base->bytes, (size_t)(at - base->bytes));
    text_add_bytes(&bytes, to, to_len);
    text_add_bytes(&bytes, rest, base->len - (size_t)(rest - base->bytes));
    assert_false(bytes.failed);
    return bytes;
}

/* Errors of loading, and findings, are in one list of words. */
static void
fail_with(const char *what, const struct bc_errors *errs,
          const struct lint *lint)
{
    char words[4096];
    struct text text;
    text_init(&text, NULL);
    errors_print(&text, errs, sizeof(words) - 1);
    for (const struct fault *f = lint->first; f != NULL; f = f->next) {
        error_print(&text, &f->error, f->is_warning ? "warning" : "error");
    }
    snprintf(words, sizeof(words), "%s", text_get(&text));
    text_free(&text);
    fail_msg("%s:\n%s", what, words);
}

static void
expect_findings(const struct lint *lint, size_t count, const char *what)
{
    static const struct bc_errors none;
    if (lint->errors + lint->warnings != count) {
        fail_with(what, &none, lint);
    }
}

void
expect_no_findings(const struct lint *lint, const char *what)
{
    expect_findings(lint, 0, what);
}

const struct bc_error *
only_finding(const struct lint *lint, const struct place *place,
             const char *words)
{
    char got[300];
    expect_findings(lint, 1, "expected one finding");
    const struct bc_error *error = &lint->first->error;
    snprintf(got, sizeof(got), "%s [%s]", error->text, error->code);
    assert_string_equal(got, words);
    assert_string_equal(error->file, place->file);
    assert_int_equal(error->line, place->line);
    assert_int_equal(error->col, place->col);
    return error;
}

const struct bc_ruleset *
load_edited(struct place *place, enum pack_file file, const char *from,
            const char *to, const char *mark)
{
    static struct bc_errors errs;
    static const struct lint none;
    const struct bc_ruleset *rs = NULL;
    struct yfile files[PACK_FILE_COUNT];
    memcpy(files, pack_builtin, sizeof(files));
    struct text bytes = edit_file(&files[file], from, to, strlen(to));
    files[file].bytes = bytes.bytes;
    files[file].len = bytes.len;
    *place = (struct place){ .file = pack_file_names[file] };
    find_place(&place->line, &place->col, bytes.bytes,
               find_bytes(bytes.bytes, bytes.len, mark, strlen(mark)));
    errs.count = 0;
    if (load_pack(&rs, files, NULL, &errs) != BC_OK) {
        fail_with("does not load", &errs, &none);
    }
    text_free(&bytes);
    return rs;
}

const struct yfile *
small_pack(void)
{
    static struct yfile files[PACK_FILE_COUNT];
    for (size_t i = 0; i < PACK_FILE_COUNT && files[i].bytes == NULL; i++) {
        char path[128];
        bool shared = i == PACK_CONTACTS;
        snprintf(path, sizeof(path), "%s/%s",
                 shared ? "data/postpartum-back" : "tests/pack",
                 pack_file_names[i]);
        files[i].name = pack_file_names[i];
        files[i].bytes = read_whole(path, &files[i].len);
    }
    return files;
}

enum bc_status
load_small_pack(const struct bc_ruleset **out, enum pack_file file,
                const char *bytes, size_t len, struct bc_errors *errs)
{
    struct yfile files[PACK_FILE_COUNT];
    memcpy(files, small_pack(), sizeof(files));
    if (bytes != NULL) {
        files[file].bytes = bytes;
        files[file].len = len;
    }
    return load_pack(out, files, NULL, errs);
}

void
expect_error(const struct bc_errors *errs, size_t i, const char *file,
             const char *words, const char *help)
{
    char got[512];
    const struct bc_error *error = &errs->item[i];
    assert_true(i < errs->count);
    snprintf(got, sizeof(got), "%u:%u: %s [%s]", error->line, error->col,
             error->text, error->code);
    assert_string_equal(got, words);
    assert_string_equal(error->help, help);
    assert_string_equal(error->file, file);
    assert_int_equal(error->status, BC_E_RULES);
}

void
answer_all(struct bc_answers *ans, const char *pairs)
{
    struct bc_errors errs = { .count = 0 };
    enum bc_status status =
        input_read(ans, "test", pairs, strlen(pairs), INPUT_PAIRS, &errs);
    if (status != BC_OK) {
        fail_msg("%s", errs.item[0].text);
    }
}

const char default_person[] = "danger = none\n"
                              "saddle = none\n"
                              "legs = none\n"
                              "fever = no\n"
                              "head = none\n"
                              "harm = no\n"
                              "birth = vaginal_plain\n"
                              "weeks_since_birth = 8\n"
                              "back_needle = no\n"
                              "feeding = breast\n"
                              "other_signs = none\n"
                              "bone = none\n"
                              "history = none\n"
                              "place = low_back\n"
                              "severity = 2\n"
                              "function = ok\n"
                              "pain_weeks = 1\n"
                              "course = better\n"
                              "pattern = lift_bend\n"
                              "morning_stiffness = none\n"
                              "mood = none\n";

void
person_with(struct bc_answers *ans, const char *changes)
{
    char copy[512];
    char *rest = NULL;
    answers_init(ans, shipped_rules());
    answer_all(ans, default_person);
    snprintf(copy, sizeof(copy), "%s", changes);
    for (char *change = strtok_r(copy, ";", &rest); change != NULL;
         change = strtok_r(NULL, ";", &rest)) {
        char id[64] = "", pair[256];
        assert_int_equal(sscanf(change, " %63[a-z_]", id), 1);
        int at = ruleset_find_question(ans->rs, id);
        assert_true(at >= 0);
        answers_clear(ans, at);
        if (strchr(change, '=') != NULL) {
            snprintf(pair, sizeof(pair), "%s\n", change);
            answer_all(ans, pair);
        }
    }
}

/* ---- random persons ---- */

uint64_t
next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void
random_answer(struct bc_answers *ans, size_t question, uint64_t *seed)
{
    const struct question *q = &ans->rs->questions[question];
    struct answer *answer = &ans->of[question];
    uint64_t dice = next_random(seed);
    *answer = (struct answer){ .state = ANSWER_GIVEN };
    if (dice % 8 < 2) {
        answer->state = dice % 8 == 0 ? ANSWER_NOT_SURE : ANSWER_NOT_GIVEN;
    } else if (q->type == QUESTION_NUMBER) {
        long span = q->max - q->min + 1;
        answer->number = q->min + (long)(dice / 8 % (uint64_t)span);
        if (dice / 8 % 3 != 0 && q->max > 60) {
            answer->number %= 60;
        }
    } else {
        answer->choices = BIT(dice / 8 % q->choice_count);
        if (q->type == QUESTION_MULTI && dice / 1024 % 3 == 0) {
            answer->choices |= BIT(dice / 4096 % q->choice_count);
            answer->choices = choices_kept(q, answer->choices);
        }
    }
}

void
random_person(struct bc_answers *ans, uint64_t *seed)
{
    static struct bc_answers base;
    if (base.rs == NULL) {
        person_with(&base, "");
    }
    *ans = base;
    bool all = next_random(seed) % 4 == 0;
    uint64_t count = ans->rs->question_count;
    uint64_t changes = all ? count : 1 + next_random(seed) % 5;
    for (uint64_t i = 0; i < changes; i++) {
        random_answer(ans, all ? i : next_random(seed) % count, seed);
    }
}

/* ---- reference cases ---- */

static void
load_cases(struct case_set *set, const char *dir)
{
    static struct bc_errors errs;
    if (set->count == 0) {
        assert_int_equal(cases_load(set, shipped_rules(), dir, NULL, &errs),
                         BC_OK);
    }
}

const struct case_set *
shipped_cases(void)
{
    static struct case_set set;
    load_cases(&set, "data/postpartum-back");
    return &set;
}

const struct case_set *
more_cases(void)
{
    static struct case_set set;
    load_cases(&set, "tests/pack-cases");
    return &set;
}

void
answer_words(struct text *out, const struct question *q,
             const struct answer *answer, const char *mark)
{
    size_t count = 0;
    if (answer->state == ANSWER_NOT_SURE) {
        text_addf(out, "%snot_sure%s", mark, mark);
    } else if (q->type == QUESTION_NUMBER) {
        text_addf(out, "%ld", answer->number);
    }
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((answer->choices & BIT(i)) != 0) {
            text_addf(out, "%s%s%s%s", count++ > 0 ? ", " : "", mark,
                      q->choices[i].id, mark);
        }
    }
}

/* ---- tables of tests ---- */

int
run_rows(const struct row_tests *table)
{
    struct CMUnitTest *tests = calloc(table->count, sizeof(*tests));
    char *rows = malloc(table->count * table->size);
    int failed = 1;
    if (tests != NULL && rows != NULL) {
        memcpy(rows, table->rows, table->count * table->size);
        for (size_t i = 0; i < table->count; i++) {
            char *row = rows + i * table->size;
            memcpy(&tests[i].name, row, sizeof(tests[i].name));
            tests[i].test_func = table->test;
            tests[i].setup_func = table->setup;
            tests[i].teardown_func = table->teardown;
            tests[i].initial_state = row;
        }
        failed = _cmocka_run_group_tests(table->group, tests, table->count,
                                         table->setup_all, table->teardown_all);
    }
    free(tests);
    free(rows);
    return failed;
}

/* ---- memory ---- */

static void *
tight_alloc(void *ctx, size_t size)
{
    struct tight_memory *tight = ctx;
    if (tight->left <= 0) {
        return NULL;
    }
    tight->left--;
    tight->in_use++;
    return malloc(size);
}

static void
tight_release(void *ctx, void *ptr)
{
    struct tight_memory *tight = ctx;
    tight->in_use -= ptr != NULL ? 1 : 0;
    free(ptr);
}

void
tight_memory_init(struct tight_memory *tight, long left)
{
    *tight =
        (struct tight_memory){ { tight_alloc, tight_release, tight }, left, 0 };
}
