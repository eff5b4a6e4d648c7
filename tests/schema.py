#!/usr/bin/env python3
"""The JSON Schemas of data/schema say what the loader says, as far as a schema
can: they take every file that it takes, refuse what it refuses in tests/bad,
and have its keys and words. Needs 'make deps-schema'. Ends with
"schema: N passed, N failed".
"""

import glob
import json
import os
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    sys.exit(f"{missing}: run 'make deps-schema', "
             "or 'python3 -m pip install jsonschema pyyaml'")

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
SCHEMAS = "data/schema"
FILES = ("pack sources questions conditions wording contacts safety-net "
         "red-flags referrals causes tips seed-claims tests").split()

# Codes of the loader whose fixtures a schema takes: what is wrong lies in the
# bytes, or shows only beside other entries. It refuses all others.
BEYOND = set("""
anchor directive hidden-character merge-key no-end-marker repeated-key
second-document tag text-in-flow text-over-lines unquoted-text
asked-too-early circular-condition condition-too-large missing-claim
not-a-number-question repeated-id unknown-card unknown-cause unknown-choice
unknown-condition unknown-part unknown-question unknown-rule unknown-source
unknown-tip
""".split())

# Fixtures with which it is the other way round. It takes two values that do not
# go together, one that does not suit its question, and True, which is true to
# editors. It refuses what is no YAML any more, or no text, word or set of them.
OTHERWISE = set("""
condition_above_max condition_at_least_over_max condition_at_most_under_min
condition_below_min condition_choice_with_range condition_count_too_many
condition_range_holds_nothing condition_range_upside_down
pack_next_review_before question_min_is_max question_missing_out_of_range
tip_optional_not_boolean
yaml_end_marker_indented yaml_end_marker_of_four_dots yaml_list_not_closed
yaml_quote_not_closed yaml_tag_on_mapping
claim_by_repeated_tip condition_number_in_a_list yaml_escape_line_feed
yaml_text_in_flow_mapping red_flag_joined_by_and
""".split())

# Decoders of the loader, and the definitions for what they take.
KINDS = {
    "bool": "flag", "bound": "bound", "card_lines": "lines",
    "card_text": "filled", "cond": "condition", "contact": "text",
    "date": "date", "id": "id", "level": "level", "never_say": "never_say",
    "number": "number", "prose": "text", "said": "text",
    "sentence": "sentence", "sentences": "sentences", "shown": "text",
    "small": "limit", "source_id": "source_id", "sources": "sources",
    "word": "word",
}

# What a schema may hold: a misspelt word would be passed over in silence.
KEYWORDS = set("""
$schema $ref title description definitions type enum const minimum maximum
minLength maxLength pattern items minItems maxItems uniqueItems contains
properties patternProperties additionalProperties required minProperties
maxProperties dependencies allOf anyOf if then else
enumDescriptions errorMessage patternErrorMessage
""".split())

passed = failed = 0


def check(what, good):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("FAILED", what)


# ---- YAML as editors read it ----

class Core(yaml.SafeLoader):
    """YAML 1.2: yes and 2026-11-22 are text, 010 is ten."""


Core.yaml_implicit_resolvers = {}
for tag, form, first in (
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("int", r"[-+]?[0-9]+", list("-+0123456789")),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
         list("-+.0123456789")),
        ("merge", r"<<", ["<"])):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}",
                               re.compile(f"^(?:{form})$"), first)
Core.add_constructor("tag:yaml.org,2002:int",
                     lambda loader, node: int(node.value))


def takes(validator, path):
    """Is every document of the file YAML, and valid?"""
    try:
        with open(path, encoding="utf-8") as file:
            documents = list(yaml.load_all(file, Core))
    except yaml.YAMLError:
        return False
    return all(validator.is_valid(document) for document in documents)


# ---- schemas ----

def read_schema(name):
    """A schema with the common definitions put in, where its $refs lead."""
    with open(f"{SCHEMAS}/common.json", encoding="utf-8") as file:
        common = json.load(file)["definitions"]
    with open(f"{SCHEMAS}/{name}.json", encoding="utf-8") as file:
        schema = json.loads(file.read().replace('"common.json#/', '"#/'))
    own = schema.get("definitions", {})
    check(f"{name}.json: a definition stands in common.json too",
          not own.keys() & common.keys())
    schema["definitions"] = {**common, **own}
    return schema


def parts(schema):
    """The schema and all schemas in it."""
    if not isinstance(schema, dict):
        return
    yield schema
    inner = [schema[key] for key in
             ("items", "contains", "if", "then", "else") if key in schema]
    for key in ("allOf", "anyOf"):
        inner += schema.get(key, [])
    for key in ("definitions", "properties", "patternProperties",
                "dependencies"):
        inner += schema.get(key, {}).values()
    for one in inner:
        yield from parts(one)


def check_schema(name, schema):
    try:
        jsonschema.Draft7Validator.check_schema(schema)
        valid = schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    except jsonschema.SchemaError:
        valid = False
    check(f"{name}.json is no draft-07 schema", valid)
    for part in parts(schema):
        unknown = part.keys() - KEYWORDS
        check(f"{name}.json: unknown keyword {unknown}", not unknown)
        target = part.get("$ref", "#/definitions/id").rpartition("/")[2]
        check(f"{name}.json: no definition '{target}'",
              target in schema["definitions"])
        if "additionalProperties" in part or part is schema:
            check(f"{name}.json: a type is missing", "type" in part)
            check_hover(name, schema, part)


def check_hover(name, schema, part):
    """An editor has something to show for each key."""
    for key, value in part.get("properties", {}).items():
        target = value.get("$ref", "").rpartition("/")[2]
        target = schema["definitions"].get(target, {})
        check(f"{name}.json: '{key}' has no description",
              "description" in value or "description" in target)


# ---- files ----

def check_good(validators):
    shipped = glob.glob("data/*/*.yaml") + glob.glob("data/*/tests/*.yaml")
    more = glob.glob("tests/pack/*.yaml") + glob.glob("tests/*/tests/*.yaml")
    for path in sorted(shipped + more):
        folder, name = os.path.split(path)
        name = ("tests" if os.path.basename(folder) == "tests"
                else name.removesuffix(".yaml"))
        check(f"{path} is refused", takes(validators[name], path))
        with open(path, encoding="utf-8") as file:
            head = file.readline().rstrip("\n")
        schema = os.path.relpath(f"{SCHEMAS}/{name}.json", folder)
        check(f"{path} does not begin with the line that names its schema",
              path not in shipped
              or head == f"# yaml-language-server: $schema={schema}")


def check_bad(validators):
    """Every fixture of tests/bad; its first lines say the file and the code."""
    count, seen = 0, set()
    for path in sorted(glob.glob("tests/bad/*.yaml")):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        name = os.path.basename(path).removesuffix(".yaml")
        schema = re.search(r"^# file: (.*)\.yaml$", text, re.M)[1]
        code = re.search(r"^# expect: .*\[(.*)\]$", text, re.M)[1]
        taken = takes(validators[schema], path)
        check(f"{path} [{code}] is {'taken' if taken else 'refused'}",
              taken == ((code in BEYOND) != (name in OTHERWISE)))
        count += taken
        seen |= {name, code} if taken else {name}
    for word in BEYOND | OTHERWISE:
        check(f"{word} is in the tables, and no fixture has it", word in seen)
    print(f"schema: of the broken files {count} are left to the loader")


def check_whole(validators):
    """What every pack must have is missed when it is gone."""
    def refused(what, name, document):
        check(f"{name}.yaml is taken without {what}",
              not validators[name].is_valid(document))

    with open("data/postpartum-back/contacts.yaml", encoding="utf-8") as file:
        regions = yaml.load(file, Core)
    for one in regions:
        others = [region for region in regions if region is not one]
        refused(one["region"], "contacts", others)
        for contact in one["contacts"]:
            rest = [other for other in one["contacts"] if other is not contact]
            if contact["id"] not in ("silent_call", "region_note"):
                refused(f"{one['region']} {contact['id']}", "contacts",
                        others + [{**one, "contacts": rest}])
    with open("data/postpartum-back/wording.yaml", encoding="utf-8") as file:
        wording = yaml.load(file, Core)
    for name in dict(word_lists())["card_names"]:
        rest = [card for card in wording["cards"] if card["id"] != name]
        refused(f"the card {name}", "wording", {**wording, "cards": rest})
        rest.append({"id": name, "call": ["Call."]})
        refused(f"the heading of {name}", "wording",
                {**wording, "cards": rest})


# ---- the loader ----

def read_loader():
    """The C that says what a pack may hold."""
    text = ""
    for pattern in ("load*", "decode*", "wording", "pack"):
        for path in sorted(glob.glob(f"src/rules/{pattern}.c")):
            with open(path, encoding="utf-8") as file:
                text += file.read()
    return text


LOADER = read_loader()


def check_keys(schemas):
    """The fields of each table of the loader are the keys of one object."""
    tables, objects = {}, {}
    for rows in re.findall(r"struct field fields\[\] = \{(.*?)\n    \};",
                           LOADER, re.S):
        rows = re.findall(r'\{ "(\w+)", (REQUIRED|OPTIONAL),\s+decode_(\w+)',
                          rows)
        tables[frozenset((key, need == "REQUIRED")
                         for key, need, _ in rows)] = rows
    kinds = re.findall(r'\{ "(\w+)", decode_\w+ \}', LOADER)
    tables[frozenset((kind, False) for kind in kinds)] = []
    tables[frozenset((say, True) for say in fills())] = []
    for name, schema in schemas.items():
        for part in parts(schema) if name != "tests" else ():
            if "additionalProperties" in part:
                need = part.get("required", [])
                objects[frozenset((key, key in need)
                                  for key in part["properties"])] = part
    for some, others, whose in ((tables, objects, "loader"),
                                (objects, tables, "schema")):
        for keys in some:
            nearest = max(others, key=lambda other: len(other & keys))
            check(f"key, required, in the {whose} only: "
                  f"{sorted(keys - nearest)}", keys in others)
    for keys in tables.keys() & objects.keys():
        for key, _, decoder in tables[keys]:
            check_kind(objects[keys]["properties"][key], key, decoder)


def check_kind(value, key, decoder):
    """A field is of the decoder's kind, or the schema says its own."""
    target = value.get("$ref", "").rpartition("/")[2]
    own = "type" in value or "enum" in value
    check(f"'{key}' is '{target}' in the schema, and not to decode_{decoder}",
          target == KINDS.get(decoder, target) if target else own)


def fills():
    """The sentences of the loader, and what may stand in them in braces."""
    return dict(re.findall(r'\[SAY_\w+\] = \{ "(\w+)", "([a-z_ ]*)" \}',
                           LOADER))


def check_fills(wording):
    names = {name for words in fills().values() for name in words.split()}
    says = wording["properties"]["sentences"]["properties"]
    for say, words in fills().items():
        schema = {**says.get(say, {}), "definitions": wording["definitions"]}
        validator = jsonschema.Draft7Validator(schema)
        good = {name for name in names
                if validator.is_valid(f"Some {{{name}}} here.")}
        check(f"wording.json: {say} takes {good}", good == set(words.split()))


def word_lists():
    """The tables of fixed words, by name; several have the same."""
    return [(name, re.findall(r'"([\w.-]+)"', words))
            for name, words in re.findall(
                r"const char \*const (\w+)\[\w*\] = \{(.*?)\};", LOADER, re.S)]


def check_words(schemas):
    """The fixed words of the loader are an enum, a part of a pattern, or keys
    that are misplaced together."""
    known = set()
    for part in (part for schema in schemas.values() for part in parts(schema)):
        known.add(frozenset(part.get("enum", [])))
        known.add(frozenset(key for key, value
                            in part.get("properties", {}).items()
                            if value is False))
        for pattern in (part.get("pattern", ""),
                        *part.get("patternProperties", {})):
            known |= {frozenset(group.split("|"))
                      for group in re.findall(r"\(([\w|]+)\)", pattern)}
    for name, words in word_lists():
        # Other checks have these.
        elsewhere = name in ("card_names", "pack_file_names")
        check(f"no schema has these {name} of the loader: {words}",
              elsewhere or frozenset(words) in known)


schemas = {name: read_schema(name) for name in FILES}
validators = {name: jsonschema.Draft7Validator(schema)
              for name, schema in schemas.items()}
for name in FILES:
    check_schema(name, schemas[name])
check("the loader has other files", dict(word_lists())["pack_file_names"]
      == [f"{name}.yaml" for name in FILES if name != "tests"])
check_good(validators)
check_bad(validators)
check_whole(validators)
check_keys(schemas)
check_fills(schemas["wording"])
check_words(schemas)
print(f"schema: {passed} passed, {failed} failed")
sys.exit(failed > 0)
