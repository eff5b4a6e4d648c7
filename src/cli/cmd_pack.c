/* Owns the commands for the author of rules. They are about a pack, not about a
 * person: which pack is settled before they run. */
#include "cmd.h"

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
