/* Owns the synthetic rules as programs for peers, each in its native form.
 * Most know two values only, so a rule is written twice: what holds for sure,
 * where a test of an unknown answer is false, and what may hold, where it is
 * true. "Not" is moved down to the tests for that. A rule that may hold, and
 * does not for sure, is open: "_id". Peers choose no tips. */
#include "synth.h"

#include <string.h>

/* How a peer asks whether an answer is known: around the question. */
struct guard {
    const char *before, *after;
};

/* How a peer joins conditions. */
struct joins {
    const char *all, *and, *any, * or, *end;
};

static const struct joins infix = { "(", " and ", "(", " or ", ")" };
static const struct joins lisp = { "(and ", " ", "(or ", " ", ")" };
static const struct joins horn = { "(", ",", "(", ";", ")" };

/* How a peer writes conditions. A question is a variable of its own name, with
 * `var` before it. Without guards, the peer knows three values. */
struct syntax {
    const struct joins *joins;
    const char *var;
    struct guard known, unknown;
    const char *is, *is_not, *at_most, *quote;
};

struct writer {
    FILE *out;
    const struct synth_pack *pack;
    const struct syntax *syntax;
    bool may; /* what may hold, else what holds for sure */
};

/* ---- tests ---- */

struct term {
    const struct syntax *syntax;
    FILE *out;
    const char *id, *join; /* join: NULL before the first */
};

static void
put_term(struct term *term, const char *join, const char *operator)
{
    fprintf(term->out, "%s%s%s%s", term->join != NULL ? term->join : "",
            term->syntax->var, term->id, operator);
    term->join = join;
}

static void
put_number_test(struct term *term, const struct synth_test *test, bool negated)
{
    const struct syntax *s = term->syntax;
    const char *join = negated ? s->joins->or : s->joins->and;
    if (test->low > 0) {
        put_term(term, join, negated ? s->at_most : ">=");
        fprintf(term->out, "%d", negated ? test->low - 1 : test->low);
    }
    if (test->high < synth_questions[test->question].max) {
        put_term(term, join, negated ? ">=" : s->at_most);
        fprintf(term->out, "%d", negated ? test->high + 1 : test->high);
    }
}

static void
put_guard(const struct writer *w, const char *id)
{
    const struct syntax *s = w->syntax;
    const struct guard *guard = w->may ? &s->unknown : &s->known;
    fprintf(w->out, "%s%s%s%s%s(", guard->before, s->var, id, guard->after,
            w->may ? s->joins->or : s->joins->and);
}

static void
put_test(const struct writer *w, const struct synth_test *test, bool negated)
{
    const struct syntax *s = w->syntax;
    const struct synth_question *q = &synth_questions[test->question];
    struct term term = { s, w->out, q->id, NULL };
    bool number = q->codes[0] == NULL;
    bool guarded = s->known.before != NULL && (number || negated || w->may);
    fputs("(", w->out);
    if (guarded) {
        put_guard(w, q->id);
    }
    if (number) {
        put_number_test(&term, test, negated);
    }
    for (int i = test->low; !number && i <= test->high; i++) {
        put_term(&term, negated ? s->joins->and : s->joins->or,
                 negated ? s->is_not : s->is);
        fprintf(w->out, "%s%s%s", s->quote, q->codes[i], s->quote);
    }
    fputs(guarded ? "))" : ")", w->out);
}

/* CLIPS matches patterns: facts are (a question value), "unknown" among the
 * values. */
static void
put_pattern(const struct writer *w, const struct synth_test *test, bool negated)
{
    const struct synth_question *q = &synth_questions[test->question];
    bool number = q->codes[0] == NULL;
    fprintf(w->out, "(a %s ", q->id);
    if (number) {
        fprintf(w->out, "?%s&:(%s (%s ?%s unknown) ", q->id,
                w->may ? "or" : "and", w->may ? "eq" : "neq", q->id);
        fprintf(w->out, "%s(<= %d ?%s %d))%s", negated ? "(not " : "",
                test->low, q->id, test->high, negated ? ")" : "");
    }
    for (int i = test->low; !number && i <= test->high; i++) {
        const char *join = negated ? "&" : "|";
        fprintf(w->out, "%s%s%s", i > test->low ? join : "", negated ? "~" : "",
                q->codes[i]);
    }
    if (!number && negated != w->may) {
        fputs(negated ? "&~unknown" : "|unknown", w->out);
    }
    fputs(")", w->out);
}

/* ---- conditions ---- */

static void put_condition(const struct writer *w, const struct synth_node *node,
                          bool negated);

/* Two of three, as any of three pairs. Two are false when not two are true. */
static void
put_count(const struct writer *w, const struct synth_node *node, bool negated)
{
    for (size_t left_out = 0; left_out < node->count; left_out++) {
        fputs(left_out == 0 ? w->syntax->joins->any : w->syntax->joins->or,
              w->out);
        fputs(w->syntax->joins->all, w->out);
        put_condition(w, node->part[left_out == 0 ? 1 : 0], negated);
        fputs(w->syntax->joins->and, w->out);
        put_condition(w, node->part[left_out == 2 ? 1 : 2], negated);
        fputs(w->syntax->joins->end, w->out);
    }
    fputs(w->syntax->joins->end, w->out);
}

static void
put_group(const struct writer *w, const struct synth_node *node, bool negated)
{
    bool all = (node->kind == SYNTH_ALL) != negated;
    fputs(all ? w->syntax->joins->all : w->syntax->joins->any, w->out);
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0) {
            fputs(all ? w->syntax->joins->and : w->syntax->joins->or, w->out);
        }
        put_condition(w, node->part[i], negated);
    }
    fputs(w->syntax->joins->end, w->out);
}

static void
put_condition(const struct writer *w, const struct synth_node *node,
              bool negated)
{
    const struct synth_test *test = &w->pack->tests[node->test];
    switch (node->kind) {
    case SYNTH_TEST:
        if (w->syntax->var == NULL) {
            put_pattern(w, test, negated);
        } else {
            put_test(w, test, negated);
        }
        return;
    case SYNTH_NOT:
        put_condition(w, node->part[0], !negated);
        return;
    case SYNTH_COUNT:
        put_count(w, node, negated);
        return;
    case SYNTH_ALL:
    case SYNTH_ANY:
        put_group(w, node, negated);
        return;
    }
}

/* The whole condition of a rule, one way or the other. */
static void
put_when(const struct writer *w, const struct synth_rule *rule, bool may)
{
    struct writer way = *w;
    way.may = may;
    put_condition(&way, rule->when, false);
}

/* ---- CLIPS ---- */

static void
print_clips(const struct writer *w)
{
    FILE *out = w->out;
    fputs("(defglobal ?*hold* = (create$) ?*open* = (create$) ?*level* = 1)\n"
          "(deffunction hold (?rule ?level)\n"
          "  (if (not (member$ ?rule ?*hold*)) then\n"
          "    (bind ?*hold* (create$ ?*hold* ?rule))\n"
          "    (bind ?*level* (max ?level ?*level*))))\n"
          "(deffunction may (?rule ?open)\n"
          "  (if (not (or (member$ ?rule ?*hold*) (member$ ?open ?*open*)))\n"
          "    then (bind ?*open* (create$ ?*open* ?open))))\n",
          out);
    for (size_t i = 0; i < w->pack->rule_count; i++) {
        const struct synth_rule *rule = &w->pack->rules[i];
        fprintf(out, "(defrule %s (declare (salience 1)) ", rule->id);
        put_when(w, rule, false);
        fprintf(out, " => (hold %s %zu))\n", rule->id,
                synth_level_of(rule) + 1);
        fprintf(out, "(defrule may-%s ", rule->id);
        put_when(w, rule, true);
        fprintf(out, " => (may %s _%s))\n", rule->id, rule->id);
    }
    fputs("(deffunction judge (?f)\n"
          "  (reset)\n"
          "  (loop-for-count (?i 1 (div (length$ ?f) 2))\n"
          "    (assert (a (nth$ (* 2 ?i) ?f) (nth$ (+ 1 (* 2 ?i)) ?f))))\n"
          "  (run)\n"
          "  (printout t (nth$ 1 ?f) \" \"\n"
          "    (nth$ ?*level* (create$ self_care routine urgent emergency))\n"
          "    \" \" (implode$ ?*hold*)\n"
          "    \" \" (implode$ ?*open*) crlf))\n"
          "(deffunction main ()\n"
          "  (bind ?line (readline))\n"
          "  (while (neq ?line EOF) do\n"
          "    (judge (explode$ ?line))\n"
          "    (bind ?line (readline))))\n"
          "(main)\n(exit)\n",
          out);
}

/* ---- jq ---- */

static void
print_jq(const struct writer *w)
{
    FILE *out = w->out;
    fputs(".id as $id | .answers | map_values(select(. != \"not_sure\")) |\n"
          "[empty",
          out);
    for (size_t i = 0; i < w->pack->rule_count; i++) {
        const struct synth_rule *rule = &w->pack->rules[i];
        fputs(",\nif ", out);
        put_when(w, rule, true);
        fputs(" then if ", out);
        put_when(w, rule, false);
        fprintf(out, " then \"%s\" else \"_%s\" end else empty end", rule->id,
                rule->id);
    }
    fputs("] | $id + \" \" + (map(.[0:1]) | if index(\"e\") then \"emergency\" "
          "elif index(\"u\") then \"urgent\" elif index(\"r\") then "
          "\"routine\" else \"self_care\" end) + \" \" + join(\" \")\n",
          out);
}

/* ---- Lua ---- */

/* Rules in one function, for fear of limits on its size not too many. */
#define LUA_FUNCTION 100

static void
put_lua_rules(const struct writer *w)
{
    for (size_t i = 0; i < w->pack->rule_count; i++) {
        const struct synth_rule *rule = &w->pack->rules[i];
        fputs(i % LUA_FUNCTION == 0 ? "rules[#rules + 1] = function()\n" : "",
              w->out);
        fputs("if ", w->out);
        put_when(w, rule, true);
        fputs(" then n = n + 1; if ", w->out);
        put_when(w, rule, false);
        fprintf(w->out, " then found[n] = \"%s\"; ", rule->id);
        fprintf(w->out, "if level < %zu then level = %zu end ",
                synth_level_of(rule) + 1, synth_level_of(rule) + 1);
        fprintf(w->out, "else found[n] = \"_%s\" end end\n", rule->id);
        bool last = i + 1 == w->pack->rule_count;
        fputs(last || (i + 1) % LUA_FUNCTION == 0 ? "end\n" : "", w->out);
    }
}

static void
print_lua(const struct writer *w)
{
    FILE *out = w->out;
    fputs(
        "local decode = require(\"cjson\").decode\n"
        "local names = {\"self_care\", \"routine\", \"urgent\", "
        "\"emergency\"}\n"
        "local rules, found, n, level = {}, {}, 0, 1\n"
        "local function known(x) if x ~= \"not_sure\" then return x end end\n",
        out);
    for (size_t i = 0; i < SYNTH_QUESTIONS; i++) {
        fprintf(out, "local %s\n", synth_questions[i].id);
    }
    put_lua_rules(w);
    fputs("for line in io.lines() do\n"
          "local record = decode(line)\n"
          "local a = record.answers\n"
          "n, level = 0, 1\n",
          out);
    for (size_t i = 0; i < SYNTH_QUESTIONS; i++) {
        const char *id = synth_questions[i].id;
        fprintf(out, "%s = known(a.%s)\n", id, id);
    }
    fputs("for i = 1, #rules do rules[i]() end\n"
          "io.write(record.id, \" \", names[level], \" \", "
          "table.concat(found, \" \", 1, n), \"\\n\")\n"
          "end\n",
          out);
}

/* ---- Prolog ---- */

/* The answers as one term, a variable each. */
static void
put_prolog_answers(FILE *out)
{
    for (size_t i = 0; i < SYNTH_QUESTIONS; i++) {
        fprintf(out, "%sV_%s", i > 0 ? "," : "a(", synth_questions[i].id);
    }
    fputs(")", out);
}

static void
put_prolog_rules(const struct writer *w)
{
    for (size_t i = 0; i < w->pack->rule_count; i++) {
        const struct synth_rule *rule = &w->pack->rules[i];
        fputs("rule(R,L,", w->out);
        put_prolog_answers(w->out);
        fputs(") :- once(", w->out);
        put_when(w, rule, true);
        fputs("), (", w->out);
        put_when(w, rule, false);
        fprintf(w->out, " -> R = %s, L = %zu ; R = '_%s', L = 0).\n", rule->id,
                synth_level_of(rule), rule->id);
    }
}

static void
print_prolog(const struct writer *w)
{
    FILE *out = w->out;
    fputs(":- use_module(library(http/json)).\n"
          ":- style_check(-singleton).\n"
          ":- initialization(main, main).\n",
          out);
    put_prolog_rules(w);
    fputs("known(D,K,V) :- get_dict(K,D,W), W \\== not_sure, !, V = W.\n"
          "known(_,_,u).\n"
          "main :- repeat, json_read_dict(user_input,D,"
          "[value_string_as(atom),value_string_as_atom(true),"
          "end_of_file(end)]), judge(D), !.\n"
          "judge(end) :- !.\n"
          "judge(D) :- record(D), fail.\n"
          "record(D) :- answers(D.answers,A),\n"
          "  findall(R-L,rule(R,L,A),H), pairs_keys_values(H,Rs,Ls),\n"
          "  max_list([0|Ls],N), level(N,Name), "
          "atomic_list_concat([D.id,Name|Rs],' ',Out), writeln(Out).\n"
          "level(0,self_care).\nlevel(1,routine).\nlevel(2,urgent).\n"
          "level(3,emergency).\n"
          "answers(D,",
          out);
    put_prolog_answers(out);
    fputs(") :- ", out);
    for (size_t i = 0; i < SYNTH_QUESTIONS; i++) {
        const char *id = synth_questions[i].id;
        fprintf(out, "%sknown(D,%s,V_%s)", i > 0 ? "," : "", id, id);
    }
    fputs(".\n", out);
}

/* ---- SQLite ---- */

/* The ids of the rules that hold or are open in one text, by halves: an
 * expression may not be nested deep. */
static void
put_sql_rules(const struct writer *w, size_t from, size_t to)
{
    if (to - from == 1) {
        const struct synth_rule *rule = &w->pack->rules[from];
        fputs("case ", w->out);
        put_when(w, rule, false);
        fprintf(w->out, " when 1 then ' %s' when 0 then '' else ' _%s' end\n",
                rule->id, rule->id);
        return;
    }
    size_t middle = (from + to) / 2;
    fputs("(", w->out);
    put_sql_rules(w, from, middle);
    fputs("||", w->out);
    put_sql_rules(w, middle, to);
    fputs(")", w->out);
}

static void
print_sqlite(const struct writer *w)
{
    FILE *out = w->out;
    fputs("create table raw(line);\n.mode ascii\n.separator \"\\037\" \"\\n\"\n"
          ".import /dev/stdin raw\n.mode list\n.separator \"\"\n"
          "with record as materialized (select line->>'$.id' as id",
          out);
    for (size_t i = 0; i < SYNTH_QUESTIONS; i++) {
        const char *id = synth_questions[i].id;
        fprintf(out, ",\nnullif(line->>'$.answers.%s','not_sure') as %s", id,
                id);
    }
    fputs(" from raw),\nfound as materialized (select id, ", out);
    put_sql_rules(w, 0, w->pack->rule_count);
    fputs(" as hold from record)\n"
          "select id, case when hold glob '* e*' then ' emergency' "
          "when hold glob '* u*' then ' urgent' "
          "when hold glob '* r*' then ' routine' else ' self_care' end, hold "
          "from found;\n",
          out);
}

/* ---- all of them ---- */

static const struct peer {
    const char *name;
    void (*print)(const struct writer *w);
    struct syntax syntax;
} peers[] = {
    { "clips", print_clips, { .joins = &lisp } },
    { "jq",
      print_jq,
      {
          .joins = &infix,
          .var = ".",
          .known = { "", "!=null" },
          .unknown = { "", "==null" },
          .is = "==",
          .is_not = "!=",
          .at_most = "<=",
          .quote = "\"",
      } },
    { "lua",
      print_lua,
      {
          .joins = &infix,
          .var = "",
          .known = { "", "" },
          .unknown = { "not ", "" },
          .is = "==",
          .is_not = "~=",
          .at_most = "<=",
          .quote = "\"",
      } },
    { "prolog",
      print_prolog,
      {
          .joins = &horn,
          .var = "V_",
          .known = { "", "\\==u" },
          .unknown = { "", "==u->true" },
          .is = "==",
          .is_not = "\\==",
          .at_most = "=<",
          .quote = "",
      } },
    { "sqlite",
      print_sqlite,
      {
          .joins = &infix,
          .var = "",
          .is = "=",
          .is_not = "<>",
          .at_most = "<=",
          .quote = "'",
      } },
};

bool
synth_peer_print(FILE *out, const struct synth_pack *pack, const char *peer)
{
    for (size_t i = 0; i < sizeof(peers) / sizeof(*peers); i++) {
        if (strcmp(peers[i].name, peer) == 0) {
            peers[i].print(
                &(struct writer){ out, pack, &peers[i].syntax, false });
            return true;
        }
    }
    return false;
}
