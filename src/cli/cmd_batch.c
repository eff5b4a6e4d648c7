/* Owns the stream of records: one line in, one line out, in order, in memory
 * that does not grow. */
#include "cmd.h"

#include "assess.h"
#include "file.h"
#include "report_record.h"
#include "run.h"
#include "scan.h"
#include "stream.h"

#include <cJSON.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct batch {
    struct run run;
    struct bc_assessment *as;
    struct flat *flat;
    struct scan *scan;
    struct bc_answers answers;
    struct text pack, id; /* both as JSON */
    size_t records, refused;
};

/* ---- memory for cJSON ---- */

static struct arena json_arena;
static size_t json_in_use; /* pieces of it */
static bool json_arena_failed;

static void *
json_alloc(size_t size)
{
    void *ptr = arena_room(&json_arena, 1, size);
    json_arena_failed |= ptr == NULL;
    json_in_use += ptr != NULL ? 1 : 0;
    return ptr;
}

/* All goes at once, with the last of it: a broken line is read many times. */
static void
json_release(void *ptr)
{
    json_in_use -= ptr != NULL ? 1 : 0;
    if (json_in_use == 0) {
        arena_rewind(&json_arena);
    }
}

static void
hook_json(void)
{
    static cJSON_Hooks hooks = { json_alloc, json_release };
    arena_init(&json_arena, NULL);
    cJSON_InitHooks(&hooks);
}

static void
unhook_json(void)
{
    arena_reset(&json_arena);
    cJSON_InitHooks(NULL);
}

/* ---- one record ---- */

/* Is it an emergency, as far as it can be read? Then that is said beside the
 * errors. */
static bool
find_alarm(struct batch *batch)
{
    struct bc_assessment *as = batch->as;
    as->flat = NULL; /* an answer may have been given in several ways */
    assess_level(as, &batch->answers, FACTS_FINAL);
    bool alarm = as->outcome.level == BC_EMERGENCY;
    if (!alarm && assess_finds_emergency(&batch->answers)) {
        alarm = true;
        assess_level(as, &batch->answers, FACTS_ASKING);
    }
    as->flat = batch->flat;
    return alarm;
}

static void
judge_record(struct batch *batch, const struct record_head *head)
{
    assess_level(batch->as, &batch->answers, FACTS_FINAL);
    advise_tips(batch->as);
    report_record(&batch->run.result, &batch->pack, head, NULL, batch->as);
}

/* The long way, for all that scan_record() does not know. */
static void
read_record(struct batch *batch, const struct stream_line *line)
{
    struct bc_errors *errs = &batch->run.errs;
    errs->count = 0;
    text_clear(&batch->id);
    answers_init(&batch->answers, batch->run.rs);
    if (line->cut) {
        errors_add(errs, BC_E_ANSWERS, NULL, "line-too-long",
                   "a line of more than 1 MiB");
    }
    input_read_record(&batch->answers, &batch->id, line->bytes, line->len,
                      errs);
    const struct record_head head = { line->number, text_get(&batch->id),
                                      batch->id.len };
    if (errs->count == 0) {
        judge_record(batch, &head);
    } else {
        bool alarm = find_alarm(batch);
        batch->refused++;
        report_record(&batch->run.result, &batch->pack, &head, errs,
                      alarm ? batch->as : NULL);
    }
}

static void
take_record(struct batch *batch, const struct stream_line *line)
{
    struct record_head head = { .line = line->number };
    answers_forget(&batch->answers);
    if (!line->cut && scan_record(batch->scan, &batch->answers, &head.id,
                                  &head.id_len, line->bytes, line->len)) {
        judge_record(batch, &head);
    } else {
        read_record(batch, line);
    }
}

/* Of a line that was cut nobody knows what stood behind the blanks. */
static bool
is_blank(const struct stream_line *line)
{
    size_t at = 0;
    while (at < line->len &&
           (line->bytes[at] == ' ' || line->bytes[at] == '\t' ||
            line->bytes[at] == '\r')) {
        at++;
    }
    return at == line->len && !line->cut;
}

static void
take_lines(struct batch *batch, struct stream *stream)
{
    struct stream_line line;
    while (stream_take(stream, &line)) {
        if (!is_blank(&line)) {
            batch->records++;
            take_record(batch, &line);
        }
    }
}

/* ---- the stream ---- */

static bool
fill(struct stream *stream)
{
    const char *why = NULL;
    bool good = stream_fill(stream, &why) == BC_OK;
    if (!good) {
        out_say("the records: the file %s", why);
    }
    return good;
}

/* What was read is answered before more is read, which may have to be waited
 * for. */
static enum exit_code
run_stream(struct batch *batch, struct stream *stream, FILE *out)
{
    struct text *result = &batch->run.result;
    for (;;) {
        take_lines(batch, stream);
        if (result->failed || batch->id.failed || json_arena_failed) {
            return out_exit_code(BC_E_NOMEM);
        }
        if (!out_part(out, batch->run.options, result)) {
            return EXIT_IO;
        }
        text_clear(result);
        if (stream->ended) {
            return EXIT_DONE;
        }
        if (!fill(stream)) {
            return EXIT_IO;
        }
    }
}

static enum exit_code
run_output(struct batch *batch, struct stream *stream)
{
    const struct options *options = batch->run.options;
    /* An old result is kept when there is nothing to read. */
    FILE *out = fill(stream) ? out_open(options) : NULL;
    if (out == NULL) {
        return EXIT_IO;
    }
    enum exit_code code = run_stream(batch, stream, out);
    if (!out_close(out, options) && code == EXIT_DONE) {
        code = EXIT_IO;
    }
    if (batch->refused > 0 && !options->quiet) {
        out_say("records with errors: %zu of %zu", batch->refused,
                batch->records);
    }
    if (code == EXIT_DONE && batch->refused > 0 && !options->tolerate_errors) {
        return EXIT_ANSWERS;
    }
    return code;
}

static enum exit_code
run_records(struct batch *batch, int fd, const struct text *first)
{
    struct stream stream;
    enum exit_code code = EXIT_INTERNAL;
    hook_json();
    answers_init(&batch->answers, batch->run.rs);
    text_init(&batch->id, NULL);
    text_init(&batch->pack, NULL);
    report_pack_name(&batch->pack, batch->run.rs);
    if (!batch->pack.failed &&
        assess_new(&batch->as, batch->run.rs, NULL) == BC_OK &&
        flat_new(&batch->flat, batch->run.rs, NULL) == BC_OK &&
        scan_new(&batch->scan, batch->run.rs, NULL) == BC_OK &&
        stream_init(&stream, fd, first, NULL) == BC_OK) {
        batch->as->flat = batch->flat;
        code = run_output(batch, &stream);
        stream_free(&stream);
    } else {
        code = out_exit_code(BC_E_NOMEM);
    }
    bc_assessment_free(batch->as);
    flat_free(batch->flat);
    scan_free(batch->scan);
    text_free(&batch->pack);
    text_free(&batch->id);
    unhook_json();
    return code;
}

static enum exit_code
refuse_records(const char *words)
{
    out_say("batch reads records from a file or a pipe, and %s", words);
    return out_usage(NULL);
}

/* What is still to be read would be emptied, or would never end. */
static bool
is_result(int fd, const struct options *options)
{
    struct stat in, out;
    bool known = out_is_file(options) ? stat(options->output, &out) == 0
                                      : fstat(STDOUT_FILENO, &out) == 0;
    return known && fstat(fd, &in) == 0 && S_ISREG(in.st_mode) &&
           in.st_dev == out.st_dev && in.st_ino == out.st_ino;
}

static enum exit_code
check_records(struct batch *batch, int fd, const struct text *first)
{
    if (isatty(fd)) {
        return refuse_records("this is a terminal");
    }
    if (is_result(fd, batch->run.options)) {
        return refuse_records("this one is to hold the result");
    }
    return run_records(batch, fd, first);
}

static enum exit_code
open_records(struct batch *batch)
{
    const char *path = batch->run.options->file, *why = NULL;
    bool is_stdin = path == NULL || strcmp(path, "-") == 0;
    struct text first;
    int fd = STDIN_FILENO;
    enum exit_code code = EXIT_IO;
    text_init(&first, NULL);
    if (is_stdin) {
        code = check_records(batch, fd, NULL);
    } else if (file_open(&fd, &first, &why, path, FILE_STREAM) == BC_OK) {
        code = check_records(batch, fd, &first);
        close(fd);
    } else {
        out_say("the records in %s: the file %s", path, why);
    }
    text_free(&first);
    return code;
}

enum exit_code
cmd_batch(const struct options *options)
{
    static struct batch batch; /* large */
    enum exit_code code = run_begin(&batch.run, options);
    if (code == EXIT_DONE) {
        code = open_records(&batch);
    }
    run_end(&batch.run);
    return code;
}
