/* The reader of the strict YAML subset, alone: what nodes it makes of bytes,
 * and where it says they stand. What it refuses is tested in test_load.c. */
#include "support.h"

#include "yread.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;
static struct bc_errors errs;

static int
setup(void **state)
{
    (void)state;
    memset(&errs, 0, sizeof(errs));
    arena_init(&arena, NULL);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_reset(&arena);
    return 0;
}

static const struct yroom one_room = { &arena, &arena };

static const struct ynode *
last_of(const struct ynode *collection)
{
    const struct ynode *node = collection->first;
    while (node->next != NULL) {
        node = node->next;
    }
    return node;
}

static enum bc_status
parse(const struct ynode **root, const char *bytes)
{
    struct yfile file = { "test.yaml", bytes, strlen(bytes) };
    return yread_parse(root, &one_room, &file, &errs);
}

static const struct ynode *
parsed(const char *bytes)
{
    const struct ynode *root = NULL;
    if (parse(&root, bytes) != BC_OK) {
        fail_msg("%u:%u: %s", errs.item[0].line, errs.item[0].col,
                 errs.item[0].text);
    }
    assert_non_null(root);
    assert_int_equal(errs.count, 0);
    return root;
}

static void
expect_refused(const char *bytes, const char *words)
{
    char got[512];
    const struct ynode *root = NULL;
    assert_int_equal(parse(&root, bytes), BC_E_RULES);
    assert_null(root);
    assert_int_equal(errs.count, 1);
    snprintf(got, sizeof(got), "%s:%u:%u: %s [%s]", errs.item[0].file,
             errs.item[0].line, errs.item[0].col, errs.item[0].text,
             errs.item[0].code);
    assert_string_equal(got, words);
}

static void
expect_scalar(const struct ynode *node, const char *text)
{
    assert_non_null(node);
    assert_int_equal(node->kind, YNODE_SCALAR);
    assert_string_equal(node->text, text);
}

static void
expect_place(const struct ynode *node, unsigned line, unsigned col,
             unsigned width)
{
    assert_int_equal(node->line, line);
    assert_int_equal(node->col, col);
    assert_int_equal(node->width, width);
}

/* ---- kinds ---- */

static void
test_yread_mapping_keeps_keys_in_order(void **state)
{
    (void)state;
    const struct ynode *map = parsed("b: one\na: two\n...\n");
    assert_int_equal(map->kind, YNODE_MAP);
    assert_int_equal(map->count, 2);
    expect_scalar(map->first, "b");
    expect_scalar(map->first->value, "one");
    expect_scalar(map->first->next, "a");
    expect_scalar(last_of(map)->value, "two");
    assert_null(last_of(map)->next);
}

static void
test_yread_list_keeps_entries_in_order(void **state)
{
    (void)state;
    const struct ynode *list = parsed("- one\n- two\n- one\n...\n");
    assert_int_equal(list->kind, YNODE_SEQ);
    assert_int_equal(list->count, 3);
    expect_scalar(list->first, "one");
    expect_scalar(list->first->next, "two");
    expect_scalar(last_of(list), "one");
    assert_null(last_of(list)->next);
}

static void
test_yread_nests_block_and_flow_alike(void **state)
{
    (void)state;
    const struct ynode *block = parsed("- a:\n    - x\n    - b: y\n...\n");
    const struct ynode *flow = parsed("[{a: [x, {b: y}]}]\n...\n");
    const struct ynode *roots[] = { block, flow };
    for (size_t i = 0; i < ARRAY_LEN(roots); i++) {
        const struct ynode *inner = roots[i]->first->first->value;
        assert_int_equal(inner->kind, YNODE_SEQ);
        assert_int_equal(inner->count, 2);
        expect_scalar(inner->first, "x");
        assert_int_equal(last_of(inner)->kind, YNODE_MAP);
        expect_scalar(last_of(inner)->first->value, "y");
    }
}

static void
test_yread_after_a_nested_mapping_the_outer_goes_on(void **state)
{
    (void)state;
    const struct ynode *map = parsed("a:\n  b: {c: d}\ne: f\n...\n");
    assert_int_equal(map->count, 2);
    expect_scalar(last_of(map), "e");
    expect_scalar(last_of(map)->value, "f");
}

static void
test_yread_empty_collections_hold_nothing(void **state)
{
    (void)state;
    const struct ynode *list = parsed("[[], {}]\n...\n");
    assert_int_equal(list->first->kind, YNODE_SEQ);
    assert_int_equal(list->first->count, 0);
    assert_null(list->first->first);
    assert_int_equal(last_of(list)->kind, YNODE_MAP);
    assert_int_equal(last_of(list)->count, 0);
}

static void
test_yread_value_left_out_is_an_empty_plain_word(void **state)
{
    (void)state;
    const struct ynode *map = parsed("a:\nb: c\n...\n");
    expect_scalar(map->first->value, "");
    assert_true(map->first->value->plain);
}

static void
test_yread_words_of_other_types_stay_text(void **state)
{
    (void)state;
    static const char *const words[] = { "yes", "no",   "true", "null",
                                         "~",   "0x10", "1e3",  "012",
                                         "on",  "1.10", ".inf", "2026-11-22" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        char bytes[64];
        snprintf(bytes, sizeof(bytes), "- %s\n...\n", words[i]);
        expect_scalar(parsed(bytes)->first, words[i]);
    }
}

static void
test_yread_only_words_without_quotes_are_plain(void **state)
{
    (void)state;
    const struct ynode *list =
        parsed("- word\n- \"word\"\n- 'word'\n- >-\n  word\n- |-\n  word\n"
               "...\n");
    static const bool plain[] = { true, false, false, false, false };
    const struct ynode *node = list->first;
    for (size_t i = 0; i < ARRAY_LEN(plain); i++, node = node->next) {
        expect_scalar(node, "word");
        assert_int_equal(node->plain, plain[i]);
    }
}

/* ---- text ---- */

static void
test_yread_folded_block_is_one_line(void **state)
{
    (void)state;
    const struct ynode *map =
        parsed("a: >-\n  Call now,\n  or wait: # 1\n  {x}\nb: c\n...\n");
    expect_scalar(map->first->value, "Call now, or wait: # 1 {x}");
    expect_scalar(last_of(map)->value, "c");
}

static void
test_yread_block_loses_its_last_line_feeds(void **state)
{
    (void)state;
    expect_scalar(parsed("- >\n  One\n  two\n...\n")->first, "One two");
    expect_scalar(parsed("- >+\n  One\n  two\n\n\n...\n")->first, "One two");
    expect_scalar(parsed("- |\n  One\n...\n")->first, "One");
}

static void
test_yread_paragraphs_and_lines_stay_apart(void **state)
{
    (void)state;
    expect_scalar(parsed("- >-\n  One\n\n  two\n...\n")->first, "One\ntwo");
    expect_scalar(parsed("- |-\n  One\n  two\n...\n")->first, "One\ntwo");
}

static void
test_yread_three_dots_in_a_block_are_text(void **state)
{
    (void)state;
    expect_scalar(parsed("- >-\n  Wait\n  ...\n...\n")->first, "Wait ...");
}

static void
test_yread_quotes_keep_what_yaml_would_read(void **state)
{
    (void)state;
    const struct ynode *list =
        parsed("- \"a: b # c, [d] & *e\"\n- 'it''s'\n- \"say \\\"no\\\" "
               "\\\\\"\n- \"caf\\u00e9 \\x41\"\n- \"\"\n...\n");
    const struct ynode *node = list->first;
    expect_scalar(node, "a: b # c, [d] & *e");
    expect_scalar(node->next, "it's");
    expect_scalar(node->next->next, "say \"no\" \\");
    expect_scalar(node->next->next->next, "caf\303\251 A");
    expect_scalar(last_of(list), "");
    assert_false(last_of(list)->plain);
}

static void
test_yread_takes_any_script(void **state)
{
    (void)state;
    const struct ynode *list =
        parsed("- \"\346\202\250\347\232\204\350\203\214\"\n"
               "- \"\330\243\331\204\331\205\"\n- \"\360\237\244\261\"\n"
               "...\n");
    expect_scalar(list->first, "\346\202\250\347\232\204\350\203\214");
    expect_scalar(list->first->next, "\330\243\331\204\331\205");
    expect_scalar(last_of(list), "\360\237\244\261");
}

static void
test_yread_comments_say_nothing(void **state)
{
    (void)state;
    const struct ynode *map =
        parsed("# first\n\na: b # behind\n  # inside\nc: d\n\n# last\n...\n");
    assert_int_equal(map->count, 2);
    expect_scalar(map->first->value, "b");
    expect_scalar(last_of(map)->value, "d");
}

static void
test_yread_windows_line_ends_change_nothing(void **state)
{
    (void)state;
    const struct ynode *map =
        parsed("# x\r\na: >-\r\n  One\r\n  two\r\nb: [c,\r\n d]\r\n...\r\n");
    expect_scalar(map->first->value, "One two");
    expect_place(map->first, 2, 1, 1);
    expect_place(last_of(map), 5, 1, 1);
    expect_scalar(last_of(last_of(map)->value), "d");
    expect_place(last_of(last_of(map)->value), 6, 2, 1);
}

static void
test_yread_start_marker_may_stand(void **state)
{
    (void)state;
    const struct ynode *map = parsed("# x\n---\na: b\n...\n");
    expect_place(map->first, 3, 1, 1);
}

static void
test_yread_last_line_feed_may_be_missing(void **state)
{
    (void)state;
    expect_scalar(parsed("a: b\n...")->first->value, "b");
}

/* ---- places ---- */

static void
test_yread_place_of_a_key_and_its_value(void **state)
{
    (void)state;
    const struct ynode *map = parsed("# x\n\nwhen:   word\n...\n");
    expect_place(map, 3, 1, 1);
    expect_place(map->first, 3, 1, 4);
    expect_place(map->first->value, 3, 9, 4);
}

static void
test_yread_place_of_quoted_text_has_its_quotes(void **state)
{
    (void)state;
    const struct ynode *map = parsed("say: \"A b.\"\n...\n");
    expect_place(map->first->value, 1, 6, 6);
}

static void
test_yread_place_of_a_block_is_its_sign(void **state)
{
    (void)state;
    const struct ynode *map = parsed("say: >-\n  One\n  two\n...\n");
    expect_place(map->first->value, 1, 6, 1);
}

static void
test_yread_place_of_lists_and_their_entries(void **state)
{
    (void)state;
    const struct ynode *block = parsed("- a\n- id: b\n...\n");
    expect_place(block, 1, 1, 1);
    expect_place(block->first, 1, 3, 1);
    expect_place(last_of(block), 2, 3, 1);
    const struct ynode *flow = parsed("k: [one,\n    two]\n...\n");
    expect_place(flow->first->value, 1, 4, 1);
    expect_place(flow->first->value->first, 1, 5, 3);
    expect_place(last_of(flow->first->value), 2, 5, 3);
}

static void
test_yread_column_counts_characters(void **state)
{
    (void)state;
    const struct ynode *map =
        parsed("{\"\346\202\250\303\251\": \"\360\237\244\261\", b: c}\n"
               "...\n");
    expect_place(map->first, 1, 2, 4);
    expect_place(map->first->value, 1, 8, 3);
    expect_place(last_of(map), 1, 13, 1);
}

/* ---- limits ---- */

static void
test_yread_16_deep_is_the_deepest(void **state)
{
    (void)state;
    const struct ynode *node =
        parsed("[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]\n...\n");
    for (size_t i = 0; i < YFILE_DEPTH_MAX; i++) {
        assert_int_equal(node->kind, YNODE_SEQ);
        node = node->first;
    }
    expect_scalar(node, "x");
    expect_refused("[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]\n...\n",
                   "test.yaml:1:17: nested more than 16 deep [too-deep]");
}

static void
test_yread_depth_counts_mappings_and_blocks(void **state)
{
    (void)state;
    expect_refused("- - - - - - - - a:\n"
                   "                  {b: {c: {d: {e: {f: {g: {h: {i: j}"
                   "}}}}}}}\n...\n",
                   "test.yaml:2:47: nested more than 16 deep [too-deep]");
}

static void
test_yread_depth_is_given_back(void **state)
{
    (void)state;
    struct text bytes;
    text_init(&bytes, NULL);
    for (int i = 0; i < 40; i++) {
        text_add(&bytes, "- [[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]\n");
    }
    text_add(&bytes, "...\n");
    assert_int_equal(parsed(text_get(&bytes))->count, 40);
    text_free(&bytes);
}

static void
test_yread_512_keys_are_the_most(void **state)
{
    (void)state;
    struct text bytes;
    text_init(&bytes, NULL);
    for (int i = 1; i <= 512; i++) {
        text_addf(&bytes, "k%d: x\n", i);
    }
    size_t len = bytes.len;
    text_add(&bytes, "...\n");
    assert_int_equal(parsed(text_get(&bytes))->count, 512);
    bytes.len = len;
    text_add(&bytes, "more: x\n...\n");
    expect_refused(text_get(&bytes),
                   "test.yaml:513:1: more than 512 keys [too-many-keys]");
    text_free(&bytes);
}

static void
test_yread_4096_bytes_of_text_are_the_most(void **state)
{
    (void)state;
    static const char *const forms[] = { "- %s\n...\n", "- \"%s\"\n...\n",
                                         "- >-\n  %s\n...\n" };
    char word[4096 + 2], bytes[4096 + 32];
    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        setup(NULL);
        memset(word, 'x', sizeof(word));
        word[4096] = '\0';
        snprintf(bytes, sizeof(bytes), forms[i], word);
        assert_int_equal(strlen(parsed(bytes)->first->text), 4096);
        word[4096] = 'x';
        word[4097] = '\0';
        snprintf(bytes, sizeof(bytes), forms[i], word);
        expect_refused(bytes,
                       "test.yaml:1:3: a text over 4 KiB [text-too-long]");
        teardown(NULL);
    }
}

/* ---- errors ---- */

static void
test_yread_error_shows_the_line(void **state)
{
    (void)state;
    expect_refused("a: b\r\nc: &x d\r\n...\r\n",
                   "test.yaml:2:4: anchors (&name) are not allowed [anchor]");
    assert_string_equal(errs.item[0].source, "c: &x d");
    assert_int_equal(errs.item[0].width, 4);
}

static void
test_yread_error_hides_what_a_terminal_obeys(void **state)
{
    (void)state;
    expect_refused("a: \"\033[2J\342\200\256\"\n...\n",
                   "test.yaml:1:5: character U+001B is not allowed: it cannot "
                   "be seen [hidden-character]");
    assert_string_equal(errs.item[0].source, "a: \"?[2J?\"");
}

static void
test_yread_error_leaves_out_a_long_line(void **state)
{
    (void)state;
    struct text bytes;
    text_init(&bytes, NULL);
    text_add(&bytes, "a: &x \"");
    for (int i = 0; i < 200; i++) {
        text_add(&bytes, "x");
    }
    text_add(&bytes, "\"\n...\n");
    expect_refused(text_get(&bytes),
                   "test.yaml:1:4: anchors (&name) are not allowed [anchor]");
    assert_string_equal(errs.item[0].source, "");
    text_free(&bytes);
}

static void
test_yread_error_without_a_node_has_no_place(void **state)
{
    (void)state;
    struct yfile file = { "test.yaml", "a: b\n...\n", 9 };
    struct bc_error *error =
        yread_error(&errs, &file, NULL, "some-code", "%d words", 2);
    assert_int_equal(errs.count, 1);
    assert_int_equal(error->line, 0);
    assert_string_equal(error->file, "test.yaml");
    assert_string_equal(error->text, "2 words");
    assert_string_equal(error->code, "some-code");
    assert_string_equal(error->source, "");
}

static void
test_yread_error_past_the_list_is_no_entry(void **state)
{
    (void)state;
    struct yfile file = { "test.yaml", "a: b\n...\n", 9 };
    const struct ynode *root = parsed(file.bytes);
    for (size_t i = 0; i < BC_ERRORS_MAX; i++) {
        assert_non_null(yread_error(&errs, &file, root, "code", "words"));
    }
    assert_null(yread_error(&errs, &file, root, "code", "words"));
    assert_int_equal(errs.count, BC_ERRORS_MAX + 1);
}

static void
test_yread_every_prefix_is_refused(void **state)
{
    (void)state;
    static const char whole[] =
        "# x\n- id: a\n  when: {b: [c, \"yes\"]}\n  say: >-\n    One\n    two "
        "\303\251.\n  why: \"It ...\"\n...\n";
    for (size_t len = 0; len + 2 < sizeof(whole); len++) {
        struct yfile file = { "test.yaml", whole, len };
        const struct ynode *root = NULL;
        errs.count = 0;
        assert_int_equal(yread_parse(&root, &one_room, &file, &errs),
                         BC_E_RULES);
        assert_null(root);
        assert_int_equal(errs.count, 1);
    }
    errs.count = 0;
    parsed(whole);
}

/* The bytes end where len says, not at a NUL. */
static void
test_yread_reads_no_further_than_the_length(void **state)
{
    (void)state;
    static const char bytes[] = "a: b\n...\n";
    char *exact = malloc(sizeof(bytes) - 1);
    assert_non_null(exact);
    memcpy(exact, bytes, sizeof(bytes) - 1);
    struct yfile file = { "test.yaml", exact, sizeof(bytes) - 1 };
    const struct ynode *root = NULL;
    assert_int_equal(yread_parse(&root, &one_room, &file, &errs), BC_OK);
    expect_scalar(root->first->value, "b");
    for (size_t len = 0; len < sizeof(bytes) - 2; len++) {
        char *part = malloc(len + 1);
        assert_non_null(part);
        memcpy(part + 1, bytes, len);
        file = (struct yfile){ "test.yaml", part + 1, len };
        errs.count = 0;
        assert_int_equal(yread_parse(&root, &one_room, &file, &errs),
                         BC_E_RULES);
        free(part);
    }
    free(exact);
}

static void
test_yread_nodes_outlive_the_bytes(void **state)
{
    (void)state;
    char bytes[] = "a: [b, \"c\"]\n...\n";
    const struct ynode *root = parsed(bytes);
    memset(bytes, '!', sizeof(bytes) - 1);
    expect_scalar(root->first, "a");
    expect_scalar(root->first->value->first, "b");
    expect_scalar(last_of(root->first->value), "c");
}

static void
test_yread_texts_outlive_the_nodes(void **state)
{
    (void)state;
    struct yfile file = { "test.yaml", "a: [b, 'c']\nd: >-\n  e f\n...\n", 28 };
    struct arena nodes;
    const struct yroom room = { &nodes, &arena };
    const struct ynode *root = NULL;
    arena_init(&nodes, NULL);
    assert_int_equal(yread_parse(&root, &room, &file, &errs), BC_OK);
    const char *b = root->first->value->first->text;
    const char *c = last_of(root->first->value)->text;
    const char *e = last_of(root)->value->text;
    arena_reset(&nodes);
    assert_string_equal(b, "b");
    assert_string_equal(c, "c");
    assert_string_equal(e, "e f");
}

static void
test_yread_without_memory_says_so(void **state)
{
    (void)state;
    struct tight_memory tight;
    struct yfile file = { "test.yaml", "a: b\n...\n", 9 };
    const struct ynode *root = NULL;
    struct arena none;
    const struct yroom room = { &none, &none };
    tight_memory_init(&tight, 0);
    arena_init(&none, &tight.mem);
    assert_int_equal(yread_parse(&root, &room, &file, &errs), BC_E_NOMEM);
    assert_null(root);
    assert_int_equal(errs.count, 0);
    arena_reset(&none);
    assert_int_equal(tight.in_use, 0);
}

/* ---- running ---- */

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_yread_mapping_keeps_keys_in_order),
        TEST(test_yread_list_keeps_entries_in_order),
        TEST(test_yread_nests_block_and_flow_alike),
        TEST(test_yread_after_a_nested_mapping_the_outer_goes_on),
        TEST(test_yread_empty_collections_hold_nothing),
        TEST(test_yread_value_left_out_is_an_empty_plain_word),
        TEST(test_yread_words_of_other_types_stay_text),
        TEST(test_yread_only_words_without_quotes_are_plain),
        TEST(test_yread_folded_block_is_one_line),
        TEST(test_yread_block_loses_its_last_line_feeds),
        TEST(test_yread_paragraphs_and_lines_stay_apart),
        TEST(test_yread_three_dots_in_a_block_are_text),
        TEST(test_yread_quotes_keep_what_yaml_would_read),
        TEST(test_yread_takes_any_script),
        TEST(test_yread_comments_say_nothing),
        TEST(test_yread_windows_line_ends_change_nothing),
        TEST(test_yread_start_marker_may_stand),
        TEST(test_yread_last_line_feed_may_be_missing),
        TEST(test_yread_place_of_a_key_and_its_value),
        TEST(test_yread_place_of_quoted_text_has_its_quotes),
        TEST(test_yread_place_of_a_block_is_its_sign),
        TEST(test_yread_place_of_lists_and_their_entries),
        TEST(test_yread_column_counts_characters),
        TEST(test_yread_16_deep_is_the_deepest),
        TEST(test_yread_depth_counts_mappings_and_blocks),
        TEST(test_yread_depth_is_given_back),
        TEST(test_yread_512_keys_are_the_most),
        TEST(test_yread_4096_bytes_of_text_are_the_most),
        TEST(test_yread_error_shows_the_line),
        TEST(test_yread_error_hides_what_a_terminal_obeys),
        TEST(test_yread_error_leaves_out_a_long_line),
        TEST(test_yread_error_without_a_node_has_no_place),
        TEST(test_yread_error_past_the_list_is_no_entry),
        TEST(test_yread_every_prefix_is_refused),
        TEST(test_yread_reads_no_further_than_the_length),
        TEST(test_yread_nodes_outlive_the_bytes),
        TEST(test_yread_texts_outlive_the_nodes),
        TEST(test_yread_without_memory_says_so),
    };
    return cmocka_run_group_tests_name("yread", tests, NULL, NULL);
}
