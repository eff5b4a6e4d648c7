/* Owns the command that looks for mistakes in a pack. It reads the pack itself:
 * what the loader refuses is a finding here. */
#include "cmd.h"

#include "lint_rules.h"
#include "load.h"
#include "report_lint.h"
#include "run.h"

#include <string.h>

/* A pack as it was read: what is missing of it is among the errors. So is what
 * is wrong with the cases beside it. */
struct pack {
    struct arena bytes;
    struct yfile files[PACK_FILE_COUNT];
    const struct bc_ruleset *rs; /* NULL: does not load */
    struct case_set cases;
    struct bc_errors errs;
};

/* Cases need the rules to be read. That there are none is no mistake. */
static enum bc_status
read_cases(struct pack *pack, const char *path)
{
    enum bc_status status =
        cases_load(&pack->cases, pack->rs, path, NULL, &pack->errs);
    bool none = status == BC_E_RULES &&
                strcmp(pack->errs.item[0].code, "no-cases") == 0;
    if (none) {
        pack->errs.count = 0;
    }
    return none ? BC_OK : status;
}

static enum bc_status
read_pack(struct pack *pack, const struct options *options)
{
    const char *path = run_rules_path(options);
    *pack = (struct pack){ .rs = NULL };
    arena_init(&pack->bytes, NULL);
    if (path == NULL) {
        memcpy(pack->files, pack_builtin, sizeof(pack->files));
    }
    enum bc_status status =
        path == NULL ? BC_OK
                     : pack_read(pack->files, &pack->bytes, path, &pack->errs);
    if (status == BC_OK) {
        status = load_pack(&pack->rs, pack->files, NULL, &pack->errs);
    }
    return status == BC_OK && path != NULL ? read_cases(pack, path) : status;
}

static bool
is_there(const struct pack *pack)
{
    bool there = false;
    for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
        there |= pack->files[i].bytes != NULL;
    }
    return there;
}

static enum exit_code
write_findings(const struct options *options, const struct lint *lint)
{
    struct text result;
    text_init(&result, NULL);
    if (options->json) {
        result.failed |= report_lint_json(&result, lint) != BC_OK;
    } else {
        report_lint(&result, lint);
    }
    result.failed |= lint->no_memory;
    enum exit_code code = out_write(options, &result);
    text_free(&result);
    return code != EXIT_DONE     ? code
           : lint->first != NULL ? EXIT_FOUND
                                 : EXIT_DONE;
}

static enum exit_code
look_for_mistakes(const struct options *options, const struct pack *pack)
{
    struct lint lint;
    lint_init(&lint, pack->rs, pack->files, NULL);
    lint_load_errors(&lint, &pack->errs);
    if (pack->rs != NULL) {
        lint_all(&lint, options->today);
        lint_cases(&lint, &pack->cases);
    }
    enum exit_code code = write_findings(options, &lint);
    if (code == EXIT_FOUND && !options->quiet) {
        out_say("errors: %zu, warnings: %zu", lint.errors, lint.warnings);
    }
    lint_free(&lint);
    return code;
}

enum exit_code
cmd_lint(const struct options *options)
{
    struct pack pack;
    enum exit_code code = EXIT_DONE;
    enum bc_status status = read_pack(&pack, options);
    if (status == BC_E_NOMEM) {
        code = out_exit_code(status);
    } else if (!is_there(&pack)) {
        run_show_errors(&pack.errs);
        out_say("these rules cannot be used");
        code = EXIT_RULES;
    } else if (pack.rs != NULL) {
        code = run_check_language(options, pack.rs);
    }
    if (code == EXIT_DONE) {
        code = look_for_mistakes(options, &pack);
    }
    cases_free(&pack.cases);
    bc_ruleset_free(pack.rs);
    arena_reset(&pack.bytes);
    return code;
}
