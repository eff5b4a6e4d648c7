/* Runs the program through files, so that neither side can wait for the other.
 */
#include "records.h"

#include "arena.h"
#include "utf8.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MAX 8

/* ---- running ---- */

const char *
records_program(void)
{
    const char *path = getenv("BACKCHECK");
    return path != NULL ? path : "build/backcheck";
}

static FILE *
open_input(const char *bytes, size_t len)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    rewind(file);
    return file;
}

static void
run_child(char *words, FILE *in, FILE *out, FILE *err)
{
    char name[] = "backcheck";
    char *argv[WORDS_MAX + 2] = { name };
    size_t count = 1;
    for (char *word = strtok(words, " "); word != NULL && count <= WORDS_MAX;
         word = strtok(NULL, " ")) {
        argv[count++] = word;
    }
    dup2(fileno(in), 0);
    dup2(fileno(out), 1);
    dup2(fileno(err), 2);
    execv(records_program(), argv);
    perror(records_program());
    _exit(99);
}

static void
read_back(struct text *to, FILE *file)
{
    char chunk[16384];
    text_init(to, NULL);
    rewind(file);
    for (size_t n = 1; n > 0;) {
        n = fread(chunk, 1, sizeof(chunk), file);
        text_add_bytes(to, chunk, n);
    }
    fclose(file);
}

void
run_backcheck(struct ran *ran, const char *words, const char *bytes, size_t len)
{
    char copy[256];
    int status = 0;
    FILE *in = open_input(bytes, len), *out = tmpfile(), *err = tmpfile();
    assert_true(out != NULL && err != NULL && strlen(words) < sizeof(copy));
    strcpy(copy, words);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        run_child(copy, in, out, err);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    ran->code =
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    fclose(in);
    read_back(&ran->out, out);
    read_back(&ran->err, err);
}

void
ran_free(struct ran *ran)
{
    text_free(&ran->out);
    text_free(&ran->err);
}

/* ---- records ---- */

void
add_answers(struct text *out, const struct bc_answers *ans)
{
    size_t count = 0;
    text_add(out, "{");
    for (size_t i = 0; i < ans->rs->question_count; i++) {
        const struct question *q = &ans->rs->questions[i];
        const struct answer *answer = &ans->of[i];
        bool list = q->type == QUESTION_MULTI && answer->state == ANSWER_GIVEN;
        if (answer->state != ANSWER_NOT_GIVEN) {
            text_addf(out, "%s\"%s\":%s", count++ > 0 ? "," : "", q->id,
                      list ? "[" : "");
            answer_words(out, q, answer, "\"");
            text_add(out, list ? "]" : "");
        }
    }
    text_add(out, "}");
}

void
add_record(struct text *out, size_t number, const struct bc_answers *ans)
{
    text_addf(out, "{\"id\":\"p-%zu\",\"answers\":", number);
    add_answers(out, ans);
    text_add(out, "}\n");
}

/* ---- results ---- */

bool
next_line(struct out_line *line, const char **at, const char *end)
{
    if (*at == end) {
        return false;
    }
    const char *feed = memchr(*at, '\n', (size_t)(end - *at));
    assert_non_null(feed);
    *line = (struct out_line){ *at, (size_t)(feed - *at) };
    *at = feed + 1;
    return true;
}

bool
record_has_error(const cJSON *record)
{
    return cJSON_GetObjectItemCaseSensitive(record, "error") != NULL;
}

const char *
record_level(const cJSON *record)
{
    const cJSON *level = cJSON_GetObjectItemCaseSensitive(record, "level");
    return cJSON_IsString(level) ? level->valuestring : "";
}

static bool
error_is_whole(const cJSON *record)
{
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(record, "error");
    return cJSON_IsString(cJSON_GetObjectItemCaseSensitive(error, "code")) &&
           cJSON_IsString(cJSON_GetObjectItemCaseSensitive(error, "message"));
}

cJSON *
check_record(const struct out_line *line, size_t number)
{
    const char *end = NULL;
    cJSON *record = cJSON_ParseWithLengthOpts(line->bytes, line->len, &end, 0);
    bool whole = cJSON_IsObject(record) && end == line->bytes + line->len &&
                 utf8_check(line->bytes, line->len);
    const cJSON *first = whole ? record->child : NULL;
    bool has_level = cJSON_GetObjectItemCaseSensitive(record, "level") != NULL;
    bool bad = !whole || first == NULL || strcmp(first->string, "line") != 0 ||
               first->valuedouble != (double)number;
    if (bad || !(has_level || record_has_error(record))) {
        fail_msg("line %zu: %.*s", number, (int)line->len, line->bytes);
    }
    if (record_has_error(record)) {
        assert_true(error_is_whole(record));
        assert_true(!has_level ||
                    strcmp(record_level(record), "emergency") == 0);
    }
    return record;
}

void
add_ids(struct text *out, const cJSON *list, const char *state)
{
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
        const cJSON *is = cJSON_GetObjectItemCaseSensitive(item, "state");
        const char *word =
            cJSON_IsString(item) ? item->valuestring : cJSON_GetStringValue(id);
        bool counts =
            state == NULL || is == NULL || strcmp(is->valuestring, state) == 0;
        if (counts && strcmp(word, "private") != 0) {
            text_addf(out, " %s", word);
        }
    }
}
