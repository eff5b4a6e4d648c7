/* Owns causes.yaml, tips.yaml and safety-net.yaml: what is said beside a level.
 */
#include "decode.h"

#include <string.h>

void
load_causes(struct loader *ld, const struct ynode *root)
{
#define MEMBER(name) offsetof(struct cause, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, MEMBER(id) },
        { "ref", OPTIONAL, decode_word, MEMBER(ref) },
        { "priority", REQUIRED, decode_number, MEMBER(priority) },
        { "family", REQUIRED, decode_id, MEMBER(family) },
        { "may_fit_only", OPTIONAL, decode_bool, MEMBER(may_fit_only) },
        { "at_urgent", OPTIONAL, decode_bool, MEMBER(at_urgent) },
        { "must", REQUIRED, decode_cond, MEMBER(must) },
        { "plus", OPTIONAL, decode_cond, MEMBER(plus) },
        { "contrary", OPTIONAL, decode_cond, MEMBER(contrary) },
        { "fits", OPTIONAL, decode_sentence, MEMBER(fits) },
        { "may_fit", REQUIRED, decode_sentence, MEMBER(may_fit) },
        { "never_say", OPTIONAL, decode_never_say, MEMBER(never_say) },
        { "note", OPTIONAL, decode_prose, MEMBER(note) },
        { "sources", REQUIRED, decode_sources, MEMBER(sources) },
    };
#undef MEMBER
    size_t count = 0;
    struct cause *causes = decode_list(ld, root, sizeof(*causes), &count);
    decode_check_ids(ld, &(struct id_table){ 0 }, root);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_fields(ld, entry, fields, ARRAY_LEN(fields), &causes[i]);
        causes[i].origin = decode_origin(ld, entry);
        if (causes[i].may_fit_only == (causes[i].fits != NULL)) {
            DECODE_ERROR(ld, entry, "misplaced-key",
                         "a cause has either 'fits' or 'may_fit_only: true'");
        }
    }
    ld->rs->causes = causes;
    ld->rs->cause_count = count;
}

static void
decode_sheet(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const places[] = { "do", "do_not", "tradition", "own" };
    unsigned *sheet = to;
    if (value->kind != YNODE_SEQ || value->count == 0) {
        DECODE_ERROR(ld, value, "not-a-list", "expected a list in [ ]");
        return;
    }
    for (const struct ynode *n = value->first; n != NULL; n = n->next) {
        int at = decode_index(ld, n, places, ARRAY_LEN(places), "place");
        *sheet |= at >= 0 ? 1U << at : 0;
    }
}

static void
decode_grade(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const grades[] = { "A", "B", "C", "T" };
    const char **grade = to;
    int at = decode_index(ld, value, grades, ARRAY_LEN(grades), "grade");
    *grade = at >= 0 ? grades[at] : NULL;
}

static void
decode_tip_unsure(struct loader *ld, const struct ynode *value, void *to)
{
    static const char *const ways[] = { "warn", "withhold" };
    bool *withhold = to;
    *withhold = decode_index(ld, value, ways, ARRAY_LEN(ways), "way") == 1;
}

static void
read_tip(struct loader *ld, const struct ynode *node, struct tip *tip)
{
#define MEMBER(name) offsetof(struct tip, name)
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, MEMBER(id) },
        { "ref", OPTIONAL, decode_word, MEMBER(ref) },
        { "topic", REQUIRED, decode_id, MEMBER(topic) },
        { "priority", REQUIRED, decode_number, MEMBER(priority) },
        { "optional", OPTIONAL, decode_bool, MEMBER(optional) },
        { "sheet", OPTIONAL, decode_sheet, MEMBER(sheet) },
        { "grade", REQUIRED, decode_grade, MEMBER(grade) },
        { "evidence", OPTIONAL, decode_prose, MEMBER(evidence) },
        { "tip", REQUIRED, decode_sentence, MEMBER(tip) },
        { "steps", OPTIONAL, decode_sentences, MEMBER(steps) },
        { "show_if", OPTIONAL, decode_cond, MEMBER(show_if) },
        { "withhold_if", OPTIONAL, decode_cond, MEMBER(withhold_if) },
        { "if_unsure", OPTIONAL, decode_tip_unsure,
          MEMBER(withhold_if_unsure) },
        { "not_if", OPTIONAL, decode_sentence, MEMBER(not_if) },
        { "cautions", OPTIONAL, decode_sentences, MEMBER(cautions) },
        { "note", OPTIONAL, decode_prose, MEMBER(note) },
        { "sources", REQUIRED, decode_sources, MEMBER(sources) },
    };
#undef MEMBER
    decode_fields(ld, node, fields, ARRAY_LEN(fields), tip);
    tip->origin = decode_origin(ld, node);
    const struct ynode *unsure = decode_find(node, "if_unsure");
    if (unsure != NULL && decode_find(node, "withhold_if") == NULL) {
        DECODE_ERROR(ld, unsure, "misplaced-key",
                     "'if_unsure' goes with 'withhold_if' only");
    }
    bool warns = tip->withhold_if != NULL && !tip->withhold_if_unsure;
    if (warns && tip->not_if == NULL) {
        DECODE_ERROR(ld, node, "missing-key",
                     "a tip that warns when unsure needs 'not_if'");
    }
}

static void
number_topics(struct tip *tips, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t first = 0;
        while (first < i && tips[i].topic != NULL &&
               (tips[first].topic == NULL ||
                strcmp(tips[first].topic, tips[i].topic) != 0)) {
            first++;
        }
        tips[i].topic_number = first;
    }
}

static void
sort_tips(struct loader *ld)
{
    const struct bc_ruleset *rs = ld->rs;
    size_t *order = decode_alloc(ld, rs->tip_count, sizeof(*order));
    for (size_t i = 0; i < rs->tip_count && order != NULL; i++) {
        size_t at = i;
        while (at > 0 &&
               rs->tips[order[at - 1]].priority > rs->tips[i].priority) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
    ld->rs->tip_order = order;
}

void
load_tips(struct loader *ld, const struct ynode *root)
{
    size_t count = 0;
    struct tip *tips = decode_list(ld, root, sizeof(*tips), &count);
    decode_check_ids(ld, &(struct id_table){ 0 }, root);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        read_tip(ld, entry, &tips[i]);
    }
    ld->rs->tips = tips;
    ld->rs->tip_count = count;
    number_topics(tips, count);
    sort_tips(ld);
}

void
load_net(struct loader *ld, const struct ynode *root)
{
    static const struct field fields[] = {
        { "id", REQUIRED, decode_id, offsetof(struct net_line, id) },
        { "level", REQUIRED, decode_level, offsetof(struct net_line, level) },
        { "text", REQUIRED, decode_sentence, offsetof(struct net_line, text) },
    };
    size_t count = 0;
    struct net_line *net = decode_list(ld, root, sizeof(*net), &count);
    decode_check_ids(ld, &(struct id_table){ 0 }, root);
    const struct ynode *entry = root->first;
    for (size_t i = 0; i < count; i++, entry = entry->next) {
        decode_fields(ld, entry, fields, ARRAY_LEN(fields), &net[i]);
        enum bc_level level = net[i].level;
        if (level == BC_SELF_CARE || level == BC_ROUTINE) {
            DECODE_ERROR(ld, entry, "bad-level",
                         "a safety-net line is emergency or urgent");
        }
    }
    ld->rs->net = net;
    ld->rs->net_count = count;
}
