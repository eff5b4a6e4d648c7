/* Owns the trace from each sentence back to its rule, answers and sources, and
 * the list of the sources. For whoever checks; nothing private is in it. */
#include "report.h"

#include "json.h"

#include <stdio.h>
#include <string.h>

static void
add_ids(struct text *line, const struct bc_ruleset *rs,
        const struct source_list *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        text_add(line, i > 0 ? ", " : "");
        text_add(line, rs->sources[sources->at[i]].id);
    }
}

static void
add_codes(struct text *line, const struct question *q, choice_set choices)
{
    size_t count = 0;
    for (size_t i = 0; i < q->choice_count; i++) {
        if ((choices & BIT(i)) != 0) {
            text_add(line, count++ > 0 ? " + " : "");
            text_add(line, q->choices[i].id);
        }
    }
}

/* One answer as the rules saw it, and where it came from. */
static void
add_answer(struct text *line, const struct bc_assessment *as, size_t question)
{
    const struct question *q = &as->rs->questions[question];
    const struct fact *fact = &as->facts.of[question];
    text_addf(line, "%s = ", q->id);
    if ((as->facts.unsure & BIT(question)) != 0) {
        text_add(line, "not_sure");
    } else if ((as->facts.missing & BIT(question)) != 0) {
        text_add(line, "(no answer)");
    } else if (fact->has_number) {
        text_addf(line, "%ld", fact->number);
    } else {
        add_codes(line, q, fact->yes);
    }
    if ((as->facts.assumed & BIT(question)) != 0) {
        text_add(line, ", taken as ");
        if (fact->has_number) {
            text_addf(line, "%ld", fact->number);
        }
        add_codes(line, q, fact->yes);
    }
}

static void
add_answers(struct text *line, const struct bc_assessment *as,
            question_set because)
{
    size_t count = 0;
    because &= ~ruleset_private(as->rs);
    for (size_t i = 0; i < as->rs->question_count; i++) {
        if ((because & BIT(i)) != 0) {
            text_add(line, count++ > 0 ? "; " : "");
            add_answer(line, as, i);
        }
    }
    text_add(line, count == 0 ? "(always)" : "");
}

/* What is said in three lines about anything that was printed. */
struct trace {
    const char *id, *state;
    const struct origin *origin;
    const struct source_list *sources;
    question_set because;
};

static void
print_trace(const struct report *rep, const struct bc_assessment *as,
            const struct trace *trace)
{
    struct text line;
    text_init(&line, &rep->out->mem);
    text_addf(&line, "%s: %s (%s:%u)", trace->id, trace->state,
              trace->origin->file, trace->origin->line);
    report_wrap(rep, "- ", "  ", text_get(&line));
    text_clear(&line);
    text_add(&line, "answers: ");
    add_answers(&line, as, trace->because);
    report_wrap(rep, "  ", "    ", text_get(&line));
    text_clear(&line);
    text_add(&line, "sources: ");
    add_ids(&line, as->rs, trace->sources);
    report_wrap(rep, "  ", "    ", text_get(&line));
    rep->out->failed = rep->out->failed || line.failed;
    text_free(&line);
}

static void
print_finding(const struct report *rep, const struct bc_assessment *as,
              const struct finding *finding)
{
    const struct outcome *outcome = &finding->outcome;
    char state[64], words[OUTCOME_WORDS];
    outcome_words(words, sizeof(words), outcome);
    snprintf(state, sizeof(state), "%s, %s",
             finding->holds ? "holds" : "not ruled out",
             outcome->level == BC_LEVEL_NONE ? "no level" : words);
    const struct trace trace = { finding->rule->id, state,
                                 &finding->rule->origin,
                                 &finding->rule->sources,
                                 finding_because(as, finding) };
    print_trace(rep, as, &trace);
}

static void
explain_findings(const struct report *rep, const struct bc_assessment *as)
{
    bool private_done = false;
    for (size_t i = 0; i < as->finding_count; i++) {
        const struct finding *finding = &as->findings[i];
        if (!finding->rule->is_private) {
            print_finding(rep, as, finding);
        } else if (!private_done) {
            report_wrap(rep, "- ", "  ", "private");
            private_done = true;
        }
    }
}

static void
explain_causes(const struct report *rep, const struct bc_assessment *as)
{
    for (size_t i = 0; i < as->cause_count; i++) {
        const struct shown_cause *shown = &as->causes[i];
        const struct trace trace = { shown->cause->id,
                                     shown->fits ? "cause that fits"
                                                 : "cause that may fit",
                                     &shown->cause->origin,
                                     &shown->cause->sources, shown->because };
        print_trace(rep, as, &trace);
    }
}

static void
explain_tip(const struct report *rep, const struct bc_assessment *as,
            const char *state, const struct tip *tip)
{
    const struct trace trace = { tip->id, state, &tip->origin, &tip->sources,
                                 advise_because(as, tip) };
    print_trace(rep, as, &trace);
}

static void
explain_tips(const struct report *rep, const struct bc_assessment *as)
{
    for (size_t i = 0; i < as->tip_count; i++) {
        explain_tip(rep, as, "tip", as->tips[i]);
    }
    for (size_t i = 0; i < as->fitting_count; i++) {
        if (!advise_has_chosen(as, as->fitting[i])) {
            explain_tip(rep, as, "tip that fits too", as->fitting[i]);
        }
    }
    for (size_t i = 0; i < as->withheld_count; i++) {
        explain_tip(rep, as, "tip left out", as->withheld[i]);
    }
}

void
report_explain(const struct report *rep, const struct bc_assessment *as)
{
    report_gap(rep);
    report_heading(rep, rep->rs->sentences[SAY_EXPLAIN_HEAD], NULL, 0);
    explain_findings(rep, as);
    explain_causes(rep, as);
    explain_tips(rep, as);
}

/* ---- sources ---- */

/* How much of a source was read, in words. */
static const struct {
    const char *read, *words;
} ways[] = {
    { "page", "read on its own page" },
    { "part", "read in part" },
    { "abstract", "abstract read" },
    { "copy", "read in a copy elsewhere" },
    { "secondary", "read only as others tell it" },
    { "title", "not read, title only" },
    { "own", "our own choice" },
};

static const char *
way_words(const char *read)
{
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        if (strcmp(ways[i].read, read) == 0) {
            return ways[i].words;
        }
    }
    return read;
}

void
report_sources(const struct report *rep)
{
    for (size_t i = 0; i < rep->rs->source_count; i++) {
        const struct source *source = &rep->rs->sources[i];
        bool own = strcmp(source->read, "own") == 0;
        const char *year = source->year, *address = source->address;
        const char *const parts[] = {
            source->organisation,
            year != NULL || own ? year : "no year",
            address != NULL || own ? address : "no address",
            source->note,
            way_words(source->read),
        };
        struct text line;
        text_init(&line, &rep->out->mem);
        text_addf(&line, "%s: %s.", source->id, source->title);
        for (size_t p = 0; p < ARRAY_LEN(parts); p++) {
            if (parts[p] != NULL) {
                text_addf(&line, " %s.", parts[p]);
            }
        }
        report_wrap(rep, "", "  ", text_get(&line));
        rep->out->failed = rep->out->failed || line.failed;
        text_free(&line);
    }
}

static void
string_or_null(struct json *json, const char *key, const char *value)
{
    if (value != NULL) {
        json_string(json, key, value);
    } else {
        json_null(json, key);
    }
}

enum bc_status
report_sources_json(const struct report *rep)
{
    struct json json;
    json_init(&json, rep->rs, rep->region);
    json_number(&json, "schema", 1);
    json_string(&json, "pack", rep->rs->name);
    json_open_array(&json, "sources");
    for (size_t i = 0; i < rep->rs->source_count; i++) {
        const struct source *source = &rep->rs->sources[i];
        json_open_object(&json, NULL);
        json_string(&json, "id", source->id);
        json_string(&json, "title", source->title);
        string_or_null(&json, "organisation", source->organisation);
        string_or_null(&json, "year", source->year);
        string_or_null(&json, "address", source->address);
        json_string(&json, "read", source->read);
        string_or_null(&json, "note", source->note);
        json_close(&json);
    }
    json_close(&json);
    return json_finish(&json, rep->out);
}
