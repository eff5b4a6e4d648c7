/* Owns the command that judges the cases beside a pack. */
#include "cmd.h"

#include "report_test.h"
#include "run.h"

#include <stdio.h>

/* Judge one case after the other, and note how each went. */
static enum bc_status
judge_cases(struct tested *tested, const struct case_set *set,
            struct coverage *coverage, struct arena *arena)
{
    struct differences *results =
        arena_array(arena, set->count, sizeof(*results));
    enum bc_status status = results != NULL ? BC_OK : BC_E_NOMEM;
    for (size_t i = 0; i < set->count && status == BC_OK; i++) {
        const struct bc_assessment *as = NULL;
        status = bc_assess(&as, &set->at[i].answers, NULL);
        if (status == BC_OK) {
            status = case_check(&results[i], arena, &set->at[i], as);
            tested->failed += results[i].count > 0 ? 1 : 0;
        }
        if (status == BC_OK && coverage != NULL && results[i].count == 0) {
            status = coverage_add(coverage, &set->at[i], as);
        }
        bc_assessment_free(as);
    }
    tested->cases = set;
    tested->results = results;
    if (status == BC_OK && coverage != NULL) {
        status = coverage_close(coverage);
    }
    return status;
}

static enum exit_code
report_cases(struct run *run, const struct case_set *set)
{
    struct coverage coverage;
    struct coverage *asked = run->options->coverage ? &coverage : NULL;
    struct tested tested = { .pack = run->pack, .coverage = asked };
    struct arena arena;
    enum bc_status status = coverage_init(&coverage, run->rs, NULL);
    arena_init(&arena, NULL);
    if (status == BC_OK) {
        status = judge_cases(&tested, set, asked, &arena);
    }
    if (status == BC_OK) {
        const struct report rep = run_report(run);
        status = (run->options->json ? report_test_json : report_test)(&rep,
                                                                       &tested);
    }
    run->result.failed |= status != BC_OK;
    enum exit_code code =
        run_write(run, tested_well(&tested) ? EXIT_DONE : EXIT_FOUND);
    coverage_free(&coverage);
    arena_reset(&arena);
    return code;
}

/* Cases stand beside a pack; the one in the program has nothing beside it. */
static enum exit_code
test_pack(struct run *run)
{
    struct case_set set;
    if (run->pack == NULL) {
        out_say("no cases: the rules in this program have none beside them");
        fputs("help: name a pack: backcheck test data/postpartum-back\n",
              stderr);
        return EXIT_RULES;
    }
    enum bc_status status =
        cases_load(&set, run->rs, run->pack, NULL, &run->errs);
    if (status == BC_E_RULES) {
        run_show_errors(&run->errs);
        out_say("these cases cannot be used");
    }
    if (status != BC_OK) {
        return out_exit_code(status);
    }
    enum exit_code code = report_cases(run, &set);
    cases_free(&set);
    return code;
}

enum exit_code
cmd_test(const struct options *options)
{
    struct run run;
    enum exit_code code = run_begin(&run, options);
    if (code == EXIT_DONE) {
        code = test_pack(&run);
    }
    run_end(&run);
    return code;
}
