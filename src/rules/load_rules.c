/* Owns red-flags.yaml and referrals.yaml: one list of rules, red flags first.
 */
#include "decode.h"

#include <string.h>

static void
read_rule(struct loader *ld, const struct ynode *node, struct rule *rule)
{
#define MEMBER(name) offsetof(struct rule, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, MEMBER(id) },
        { "ref", OPTIONAL, decode_word, MEMBER(ref) },
        { "when", REQUIRED, decode_cond, MEMBER(when) },
        { "level", REQUIRED, decode_level, MEMBER(outcome.level) },
        { "within_days", OPTIONAL, decode_small, MEMBER(outcome.within_days) },
        { "within_hours", OPTIONAL, decode_small,
          MEMBER(outcome.within_hours) },
        { "if_unsure", REQUIRED, decode_if_unsure, MEMBER(if_unsure.level) },
        { "if_unsure_within_days", OPTIONAL, decode_small,
          MEMBER(if_unsure.within_days) },
        { "if_unsure_within_hours", OPTIONAL, decode_small,
          MEMBER(if_unsure.within_hours) },
        { "if_unsure_why", OPTIONAL, decode_prose, MEMBER(if_unsure_why) },
        { "say", REQUIRED, decode_sentence, MEMBER(say) },
        { "unsure_say", OPTIONAL, decode_sentence, MEMBER(unsure_say) },
        { "why", REQUIRED, decode_prose, MEMBER(why) },
        { "sources", REQUIRED, decode_sources, MEMBER(sources) },
    };
#undef MEMBER
    decode_fields(ld, node, fields, ARRAY_LEN(fields), rule);
    rule->origin = decode_origin(ld, node);
    if (rule->outcome.level != BC_LEVEL_NONE) {
        decode_check_outcome(ld, node, &rule->outcome, "");
    }
    const struct ynode *unsure = decode_find(node, "if_unsure");
    bool known = rule->if_unsure.level != BC_LEVEL_NONE ||
                 (unsure != NULL && unsure->kind == YNODE_SCALAR &&
                  strcmp(unsure->text, level_names[BC_LEVEL_NONE]) == 0);
    if (known) {
        decode_check_outcome(ld, node, &rule->if_unsure, "if_unsure_");
    }
    if (rule->if_unsure_why != NULL && rule->if_unsure.level != BC_LEVEL_NONE) {
        DECODE_ERROR(ld, node, "misplaced-key",
                     "'if_unsure_why' goes with 'if_unsure: none' only");
    }
}

/* Add the rules of a file to those of the file before it. */
static void
add_rules(struct loader *ld, const struct ynode *root, enum rule_kind kind)
{
    if (root->kind != YNODE_SEQ || root->count == 0) {
        DECODE_ERROR(ld, root, "not-a-list", "expected a list of rules here");
        return;
    }
    size_t before = ld->rs->rule_count, count = before + root->count;
    struct rule *rules = decode_alloc(ld, count, sizeof(*rules));
    if (rules == NULL) {
        return;
    }
    for (size_t i = 0; i < before; i++) {
        rules[i] = ld->rules[i];
    }
    decode_check_ids(ld, &ld->rule_ids, root);
    const struct ynode *entry = root->first;
    for (size_t i = before; i < count; i++, entry = entry->next) {
        rules[i].kind = kind;
        read_rule(ld, entry, &rules[i]);
    }
    ld->rules = rules;
    ld->rs->rules = rules;
    ld->rs->rule_count = count;
}

void
load_red_flags(struct loader *ld, const struct ynode *root)
{
    add_rules(ld, root, RULE_RED_FLAG);
}

void
load_referrals(struct loader *ld, const struct ynode *root)
{
    add_rules(ld, root, RULE_REFERRAL);
}

/* What a rule reads, and whether that is anybody's business. */
void
load_rule_reads(struct loader *ld)
{
    question_set is_private = ruleset_private(ld->rs);
    for (size_t i = 0; i < ld->rs->rule_count; i++) {
        struct rule *rule = &ld->rules[i];
        rule->reads = cond_reads(ld->rs, rule->when);
        rule->is_private = (rule->reads & is_private) != 0;
    }
}
