/* Owns the commands that need no answers. */
#include "cmd.h"

#include "run.h"

static enum bc_status
print_questions(const struct report *rep, const struct options *options)
{
    if (options->json) {
        return options->sources ? report_sources_json(rep)
                                : report_questions_json(rep);
    }
    (options->sources ? report_sources : report_questions)(rep);
    return BC_OK;
}

enum exit_code
cmd_questions(const struct options *options)
{
    struct run run;
    enum exit_code code = run_begin(&run, options);
    if (code == EXIT_DONE) {
        struct report rep = run_report(&run);
        run.result.failed |= print_questions(&rep, options) != BC_OK;
        code = run_write(&run, EXIT_DONE);
    }
    run_end(&run);
    return code;
}

enum exit_code
cmd_version(const struct options *options)
{
    struct run run;
    enum exit_code code = run_begin(&run, options);
    if (code == EXIT_DONE) {
        text_addf(&run.result, "backcheck %s\nrules %s\n", BC_VERSION,
                  run.rs->name);
        code = run_write(&run, EXIT_DONE);
    }
    run_end(&run);
    return code;
}
