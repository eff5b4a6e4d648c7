/* Makes the input of the benchmark. Same arguments, same bytes.
 *
 *   gen records shipped N SEED    records for the shipped pack
 *   gen records synth N SEED      records for the synthetic packs
 *   gen facts N SEED              the same for CLIPS, which reads no JSON
 *   gen pack RULES SEED DIR       a synthetic pack of so many rules
 *   gen peer NAME RULES SEED      its rules as a program for a peer
 *   gen expect RULES N SEED       the level, rules that hold, _open ones
 */
#include "shipped.h"
#include "synth.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct synth_pack pack;

static size_t
number(const char *word)
{
    char *end = NULL;
    errno = 0;
    unsigned long value = strtoul(word, &end, 10);
    if (errno != 0 || end == word || *end != '\0') {
        fprintf(stderr, "gen: '%s' is not a number\n", word);
        exit(2);
    }
    return value;
}

static void
init_pack(const char *rules, const char *seed)
{
    size_t count = number(rules);
    if (count < SYNTH_RULES_MIN || count > SYNTH_RULES_MAX) {
        fprintf(stderr, "gen: %d to %d rules\n", SYNTH_RULES_MIN,
                SYNTH_RULES_MAX);
        exit(2);
    }
    synth_pack_init(&pack, count, number(seed));
}

static bool
records(char **arg)
{
    size_t count = number(arg[1]), seed = number(arg[2]);
    if (strcmp(arg[0], "shipped") == 0) {
        return shipped_print(stdout, seed, count);
    }
    struct synth_record record;
    for (size_t line = 1; line <= count; line++) {
        synth_record_init(&record, seed, line);
        synth_record_print(stdout, &record, line);
    }
    return strcmp(arg[0], "synth") == 0;
}

static bool
facts(char **arg)
{
    struct synth_record record;
    for (size_t line = 1; line <= number(arg[0]); line++) {
        synth_record_init(&record, number(arg[1]), line);
        synth_facts_print(stdout, &record, line);
    }
    return true;
}

static bool
write_pack(char **arg)
{
    init_pack(arg[0], arg[1]);
    return synth_yaml_write(&pack, arg[2]);
}

static bool
peer(char **arg)
{
    init_pack(arg[1], arg[2]);
    return synth_peer_print(stdout, &pack, arg[0]);
}

static bool
expect(char **arg)
{
    struct synth_record record;
    init_pack(arg[0], arg[2]);
    for (size_t line = 1; line <= number(arg[1]); line++) {
        synth_record_init(&record, number(arg[2]), line);
        synth_expect_print(stdout, &pack, &record, line);
    }
    return true;
}

static const struct verb {
    const char *name;
    int args;
    bool (*run)(char **arg);
} verbs[] = {
    { "records", 3, records }, { "facts", 2, facts },
    { "pack", 3, write_pack }, { "peer", 3, peer },
    { "expect", 3, expect },
};

int
main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof(verbs) / sizeof(*verbs); i++) {
        if (strcmp(argv[1], verbs[i].name) == 0 && argc - 2 == verbs[i].args) {
            bool done = verbs[i].run(argv + 2) && fflush(stdout) == 0;
            if (!done) {
                perror("gen");
            }
            return done ? 0 : 1;
        }
    }
    fprintf(stderr, "gen: see the first lines of gen.c\n");
    return 2;
}
