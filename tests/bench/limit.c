/* The limits: programs that do a part of the work and nothing else, so that a
 * ratio to one of them says what the rest costs.
 *
 *   limit empty          starts and ends
 *   limit copy           copies lines
 *   limit cjson          parses each line with cJSON, prints a fixed result
 *   limit cjson-arena    the same with an arena behind cJSON's hooks
 *   limit events PACK    reads the YAML events of all files of a pack
 *   limit floor PACK     the same, and one record with cJSON
 *
 * Lines are read from standard input in pieces of 64 KiB and written likewise.
 */
#include "pack.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

#define PIECE 65536
#define LINE_MAX_BYTES (1 << 20)

/* About as long as a result of the shipped pack. */
static const char result[] =
    "{\"line\":1,\"id\":\"p-0000001\",\"status\":\"complete\",\"level\":"
    "\"routine\",\"within_days\":14,\"findings\":[\"persistent_six_weeks\"],"
    "\"not_ruled_out\":[],\"tips\":[\"sit_supported\",\"lift_close\","
    "\"walk_daily\",\"feed_baby_up\",\"ask_for_help\",\"sleep_side\"],"
    "\"withheld\":[\"warm_bath\"],\"unanswered\":[\"mood\"],"
    "\"pack\":\"postpartum-back@1.0.0\"}\n";

static void
fail(const char *what)
{
    perror(what);
    exit(1);
}

/* ---- lines in and out ---- */

static char out[PIECE];
static size_t out_len;

static void
flush_out(void)
{
    for (size_t at = 0; at < out_len;) {
        ssize_t n = write(1, out + at, out_len - at);
        if (n < 0) {
            fail("write");
        }
        at += (size_t)n;
    }
    out_len = 0;
}

static void
put(const char *bytes, size_t len)
{
    if (len > sizeof(out) - out_len) {
        flush_out();
    }
    if (len > sizeof(out)) {
        fprintf(stderr, "limit: a line is too long\n");
        exit(1);
    }
    memcpy(out + out_len, bytes, len);
    out_len += len;
}

typedef void line_fn(const char *line, size_t len);

/* Call work for each line with its line feed; the last one may have none. */
static void
each_line(line_fn *work)
{
    static char in[LINE_MAX_BYTES + PIECE];
    size_t len = 0;
    ssize_t n = 1;
    while (n > 0) {
        n = read(0, in + len, PIECE);
        if (n < 0 || len > LINE_MAX_BYTES) {
            fail("read");
        }
        len += (size_t)n;
        const char *at = in, *end = in + len, *feed = NULL;
        while ((feed = memchr(at, '\n', (size_t)(end - at))) != NULL) {
            work(at, (size_t)(feed + 1 - at));
            at = feed + 1;
        }
        len = (size_t)(end - at);
        memmove(in, at, len);
    }
    if (len > 0) {
        work(in, len);
    }
    flush_out();
}

/* ---- cJSON ---- */

static void
parse(const char *line, size_t len)
{
    cJSON *json = cJSON_ParseWithLength(line, len);
    if (json == NULL) {
        fprintf(stderr, "limit: not JSON\n");
        exit(1);
    }
    cJSON_Delete(json);
    put(result, sizeof(result) - 1);
}

static _Alignas(16) char arena[1 << 24];
static size_t arena_used;

static void *CJSON_CDECL
arena_take(size_t size)
{
    size = (size + 15) & ~(size_t)15;
    if (size > sizeof(arena) - arena_used) {
        return NULL;
    }
    arena_used += size;
    return arena + arena_used - size;
}

static void CJSON_CDECL
arena_give(void *at)
{
    (void)at;
}

static void
parse_in_arena(const char *line, size_t len)
{
    arena_used = 0;
    if (cJSON_ParseWithLength(line, len) == NULL) {
        fprintf(stderr, "limit: not JSON\n");
        exit(1);
    }
    put(result, sizeof(result) - 1);
}

/* ---- YAML ---- */

static void
read_events(const unsigned char *bytes, size_t len, const char *path)
{
    yaml_parser_t parser;
    yaml_event_t event;
    yaml_event_type_t type = YAML_NO_EVENT;
    if (!yaml_parser_initialize(&parser)) {
        fail("libyaml");
    }
    yaml_parser_set_input_string(&parser, bytes, len);
    while (type != YAML_STREAM_END_EVENT) {
        if (!yaml_parser_parse(&parser, &event)) {
            fprintf(stderr, "limit: %s is not YAML\n", path);
            exit(1);
        }
        type = event.type;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

static void
read_pack(const char *dir)
{
    static unsigned char bytes[1 << 20];
    char path[512];
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        snprintf(path, sizeof(path), "%s/%s", dir, pack_file_names[i]);
        FILE *in = fopen(path, "r");
        if (in == NULL) {
            fail(path);
        }
        size_t len = fread(bytes, 1, sizeof(bytes), in);
        fclose(in);
        read_events(bytes, len, path);
    }
}

int
main(int argc, char **argv)
{
    const char *verb = argc > 1 ? argv[1] : "";
    cJSON_Hooks hooks = { arena_take, arena_give };
    if (strcmp(verb, "copy") == 0) {
        each_line(put);
    } else if (strcmp(verb, "cjson") == 0) {
        each_line(parse);
    } else if (strcmp(verb, "cjson-arena") == 0) {
        cJSON_InitHooks(&hooks);
        each_line(parse_in_arena);
    } else if (strcmp(verb, "events") == 0 && argc == 3) {
        read_pack(argv[2]);
    } else if (strcmp(verb, "floor") == 0 && argc == 3) {
        read_pack(argv[2]);
        each_line(parse);
    } else if (strcmp(verb, "empty") != 0) {
        fprintf(stderr, "limit: see the first lines of limit.c\n");
        return 2;
    }
    return 0;
}
