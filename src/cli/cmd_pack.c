/* Owns the commands for the author of rules. They are about a pack, not about a
 * person: which pack is settled before they run. */
#include "cmd.h"

#include "report_prove.h"
#include "run.h"

enum exit_code
cmd_graph(const struct options *options)
{
    struct run run;
    enum exit_code code = run_begin(&run, options);
    if (code == EXIT_DONE) {
        const struct report rep = run_report(&run);
        (options->format == FORMAT_MERMAID ? report_graph_mermaid
                                           : report_graph_dot)(&rep);
        code = run_write(&run, EXIT_DONE);
    }
    run_end(&run);
    return code;
}

static enum exit_code
prove_all(struct run *run)
{
    struct proved proofs[PROVE_COUNT];
    enum exit_code code = EXIT_DONE;
    for (int i = 0; i < PROVE_COUNT; i++) {
        if (prove(&proofs[i], run->rs, (enum property)i) != BC_OK) {
            return out_exit_code(BC_E_NOMEM);
        }
        code = proofs[i].holds ? code : EXIT_FOUND;
    }
    const struct report rep = run_report(run);
    if (run->options->json) {
        run->result.failed |= report_proofs_json(&rep, proofs) != BC_OK;
    } else {
        report_proofs(&rep, proofs);
    }
    return run_write(run, code);
}

enum exit_code
cmd_prove(const struct options *options)
{
    struct run run;
    enum exit_code code = run_begin(&run, options);
    if (code == EXIT_DONE) {
        code = prove_all(&run);
    }
    run_end(&run);
    return code;
}
