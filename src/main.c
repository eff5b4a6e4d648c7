/* Entry point of backcheck. A map of the house, in the order data flows:
 *
 *   base/    arena (memory), text (growing output), error, utf8, suggest, file,
 *            stream (lines)
 *   rules/   pack (files of a rule pack) > yfile (bytes) > yread (YAML) >
 *            load, load_*, decode > ruleset (the model); wording (ids of every
 *            sentence); words (measures of text) > lint_* (is a ruleset good?)
 *   assess/  answers > facts (path and defaults) > cond (three-valued logic)
 *            > assess (findings, level) > advise (causes, tips); flat (the
 *            same for a stream)
 *   prove/   cube (sets of answer sets), cube_range and cube_pairs (conditions
 *            over them) > prover > prove_* (what the rules promise); lint_*
 *            (what is wrong with them); cases and case_check (what must come
 *            out) > coverage_* (what of the rules that shows)
 *   report/  report_* (renderers), fill and wrap (sentences), json (cJSON
 *            out), pen_* (drawings)
 *   cli/     cli (options) > settle (what they mean), cmd (commands) > ask
 *            (interview), typed, input, json_bytes and scan (answers), out (the
 *            ends of a run)
 *
 * Includes point downwards only: cli > report > prove > assess > rules > base.
 */
#include "cli.h"

#include <fcntl.h>
#include <locale.h>
#include <unistd.h>

/* A closed 0, 1 or 2 would be handed to the next file opened: a rule file
 * could become the answers. Reading from what is put there gives nothing, and
 * writing to it fails, as it should. */
static void
hold_standard_files(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0) {
            _exit(EXIT_IO);
        }
    }
}

int
main(int argc, char **argv)
{
    hold_standard_files();
    /* Our text is UTF-8 wherever we run; only widths are asked of it. */
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
        setlocale(LC_CTYPE, "");
    }
    return (int)cli_run(argc, argv);
}
