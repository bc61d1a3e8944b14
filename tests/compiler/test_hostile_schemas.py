"""Schemas made to break out, to hang or to crash: each gives a correct module, or an error with a place."""

from __future__ import annotations

import ast
import builtins
import subprocess
import sys
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import holotype

TEXTS = (
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    '\\"',
    "\n",
    "\r\n",
    "\0",
    "\x85\u2028\u2029",
    "\ud800",
    "\udfff\ud800",
    "{}",
    "{value}",
    "{0.__class__}",
    "{{",
    "%s",
    "%(value)s",
    "\u202e\u2066",
    "\ufeff",
    "#",
    "# coding: rot13",
    "~0~1/",
    "__import__",
    "value",
    "absent",
    "found",
    "at",
    "via",
    "self",
    "class",
    "None",
    "match",
    "is_valid",
    "Error",
    "HOLOTYPE",
    "été",
    "\uff56alue",
    "\U0001f600",
    "",
    " ",
    '"]\nraise SystemExit(1)\n["',
    "'); raise SystemExit(1) #",
    '"""\nraise SystemExit(1)\n"""',
    "\\N{BULLET}",
    "\\x41\\u0041",
)
texts = st.sampled_from(TEXTS) | st.text(st.characters(codec=None), max_size=8)


def compiled(schema: Any, **options: Any) -> holotype.Validator:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return holotype.compile(schema, **options)


def agreeing(validator: holotype.Validator, instance: Any) -> bool:
    """The verdict, on which predicate and errors path agree."""
    verdict = validator.is_valid(instance)
    errors = list(validator.iter_errors(instance))
    assert verdict is (not errors)
    for error in errors:
        assert isinstance(error.message, str)
    return verdict


def refusal(schema: Any, **options: Any) -> holotype.SchemaError:
    with pytest.raises(holotype.SchemaError) as caught:
        compiled(schema, **options)
    return caught.value


def compiled_or_refused(schema: Any, **options: Any) -> holotype.Validator | None:
    """A validator; None for a schema that is refused with its place."""
    try:
        return compiled(schema, **options)
    except holotype.SchemaError as error:
        if not error.location:
            raise
        return None


def nested(depth: int, keyword: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(depth):
        schema = {keyword: schema}
    return schema


# Texts


@given(texts, texts)
def test_a_property_of_any_name_is_checked_where_it_stands(name: str, other: str) -> None:
    validator = compiled(
        {
            "title": other,
            "description": name,
            "$comment": other,
            "type": "object",
            "properties": {name: {"type": "integer", "title": name}},
            "required": [name],
            "additionalProperties": False,
        },
        nulls="absent",
    )
    assert agreeing(validator, {name: 1})
    assert not agreeing(validator, {name: "1"})
    assert not agreeing(validator, {})
    assert agreeing(validator, {name: 1, other: 1}) is (name == other)
    (error,) = validator.iter_errors({name: "1"})
    pointer = "/" + name.replace("~", "~0").replace("/", "~1")
    assert error.instance_location == pointer
    assert error.keyword_location == f"/properties{pointer}/type"


@pytest.mark.parametrize(
    "name", ["is_integer", "equal", "derives", "valid_tree", "evaluated_properties_tree"]
)
def test_a_property_may_be_called_as_what_the_module_defines(name: str) -> None:
    tree = {"type": "object", "additionalProperties": {"$ref": "#/$defs/tree"}}
    either = {"anyOf": [{"properties": {"a": {"enum": [[1], 2]}}}, {"$ref": "#/$defs/tree"}]}
    schemas: list[tuple[Any, Any, Any]] = [
        ({"type": "integer"}, 1.0, "1"),
        ({"enum": [[1], {"a": 2}]}, [1.0], [2]),
        ({"$ref": "#/$defs/tree"}, {"a": {}}, {"a": 1}),
        ({**either, "unevaluatedProperties": False}, {"a": [1]}, {"b": 1}),
    ]
    for schema, good, bad in schemas:
        # As in the other property, so that what is called of that name is called after the property was read.
        whole = {"$defs": {"tree": tree}, "properties": {name: schema, "z": schema}, "required": [name]}
        validator = compiled(whole)
        assert agreeing(validator, {name: good, "z": good})
        assert not agreeing(validator, {name: good, "z": bad})
        assert not agreeing(validator, {name: bad, "z": good})


@given(texts, texts)
def test_an_optional_property_of_any_name_may_be_null_in_absent_mode(name: str, other: str) -> None:
    schema = {"properties": {name: {"type": "object", "properties": {other: {"type": "string"}}}}}
    validator = compiled(schema, nulls="absent")
    assert agreeing(validator, {name: None})
    assert agreeing(validator, {name: {other: None}})
    assert validator.strip({name: {other: None}}) == {name: {}}
    assert not validator.is_valid({name: {other: None}}, nulls="reject")


@given(st.lists(texts, min_size=1, max_size=4, unique=True), texts)
def test_enum_and_const_of_any_text_are_compared_as_they_are(values: list[str], other: str) -> None:
    validator = compiled({"properties": {"e": {"enum": values}, "c": {"const": values[0]}}})
    for value in values:
        assert agreeing(validator, {"e": value, "c": values[0]})
    assert agreeing(validator, {"e": other}) is (other in values)
    assert agreeing(validator, {"c": other}) is (other == values[0])
    assert agreeing(compiled({"const": {other: values}}), {other: values})


@given(st.lists(texts, min_size=1, max_size=3, unique=True))
def test_names_in_every_keyword_that_takes_names_are_quoted(names: list[str]) -> None:
    validator = compiled(
        {
            "dependentRequired": dict.fromkeys(names, names),
            "dependentSchemas": {name: {"minProperties": len(names)} for name in names},
            "dependencies": dict.fromkeys(names, names),
            "propertyNames": {"enum": names},
            "unevaluatedProperties": False,
            "anyOf": [{"properties": {name: True}} for name in names],
            "$defs": {name: {"const": name} for name in names},
        }
    )
    assert agreeing(validator, dict.fromkeys(names, 1))
    assert agreeing(validator, {names[0]: 1}) is (len(names) == 1)


@given(texts)
def test_a_definition_of_any_name_can_be_referred_to(name: str) -> None:
    from urllib.parse import quote

    pointer = name.replace("~", "~0").replace("/", "~1")
    reference = "#/$defs/" + quote(pointer, safe="", errors="surrogatepass")
    validator = compiled({"$ref": reference, "$defs": {name: {"type": "string"}}})
    (error,) = validator.iter_errors(1)
    assert error.keyword_location == "/$ref/type"
    assert error.absolute_keyword_location.isascii()


@given(texts)
def test_tags_of_any_text_tell_branches_apart(text: str) -> None:
    branches = [
        {
            "type": "object",
            "properties": {text: {"const": f"{text}{index}"}, "n": {"minimum": index}},
            "required": [text],
        }
        for index in range(4)
    ]
    validator = compiled({"oneOf": branches})
    assert agreeing(validator, {text: f"{text}3", "n": 3})
    assert not agreeing(validator, {text: f"{text}3", "n": 2})
    assert not agreeing(validator, {text: text})


@given(texts)
def test_any_text_as_identifier_anchor_format_or_dialect_compiles_or_is_refused_with_a_place(
    text: str,
) -> None:
    for schema in (
        {"$id": text, "type": "integer"},
        {"$id": "http://example.test/" + text, "type": "integer"},
        {"$anchor": text, "type": "integer"},
        {"$dynamicAnchor": text, "type": "integer"},
        {"format": text, "type": "integer"},
        {"$schema": text, "type": "integer"},
        {"contentEncoding": text, "contentMediaType": text, "type": "integer"},
        {"pattern": text, "type": "integer"},
        {"patternProperties": {text: False}, "type": "integer"},
        {"$ref": text, "type": "integer"},
        {"$dynamicRef": text, "type": "integer"},
        {text: text, "type": "integer"},
    ):
        validator = compiled_or_refused(schema)
        # An empty reference is one to the schema that it stands in.
        if validator is not None and "leads back to itself" not in validator.source:
            assert agreeing(validator, 1), schema
            assert not agreeing(validator, "1"), schema


def skeleton(name: str, value: str) -> list[str]:
    """The source of a module without its names and literals."""
    source = holotype.compile_source(
        {
            "title": name,
            "properties": {name: {"const": value}, "other": {"enum": [value, "another"]}},
            "required": [name],
        }
    )
    assert source.isascii()
    assert "\0" not in source
    return [type(node).__name__ for node in ast.walk(ast.parse(source))]


@given(texts, texts)
def test_text_changes_nothing_in_the_source_but_names_and_literals(name: str, value: str) -> None:
    assert skeleton(name, value) == skeleton("plain", "text")


# Sizes


def test_thousands_of_properties_compile() -> None:
    names = [f"property-{index}" for index in range(3_000)]
    validator = compiled(
        {
            "properties": {name: {"type": "string"} for name in names},
            "required": names,
            "additionalProperties": False,
        }
    )
    assert agreeing(validator, dict.fromkeys(names, "x"))
    assert not agreeing(validator, dict.fromkeys(names, 1))
    assert not agreeing(validator, {**dict.fromkeys(names, "x"), "more": 1})


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_thousands_of_branches_that_nothing_tells_apart_compile(keyword: str) -> None:
    branches = [{"type": "object", "required": [f"p{index}"]} for index in range(1_000)]
    validator = compiled({keyword: branches})
    assert agreeing(validator, {"p7": 1})
    assert not agreeing(validator, {"q": 1})
    assert agreeing(validator, {"p7": 1, "p8": 1}) is (keyword == "anyOf")


def test_ten_thousand_values_of_an_enum_compile() -> None:
    validator = compiled(
        {"enum": [*(f"value-{index}" for index in range(9_000)), *([i] for i in range(1_000))]}
    )
    assert agreeing(validator, "value-8999")
    assert agreeing(validator, [999])
    assert not agreeing(validator, "value-9001")


@pytest.mark.usefixtures("usual_recursion_limit")
def test_a_chain_of_thousands_of_references_compiles() -> None:
    limit, last = sys.getrecursionlimit(), 2_000
    chain = {f"d{index}": {"$ref": f"#/$defs/d{index + 1}"} for index in range(last)}
    validator = compiled({"$ref": "#/$defs/d0", "$defs": {**chain, f"d{last}": {"type": "string"}}})
    assert agreeing(validator, "x")
    assert not agreeing(validator, 1)
    assert sys.getrecursionlimit() == limit


@pytest.mark.parametrize(
    "keyword", ["not", "items", "additionalProperties", "contains", "if", "propertyNames"]
)
@pytest.mark.parametrize("depth", [30, 511])
def test_a_deeply_nested_schema_compiles(keyword: str, depth: int) -> None:
    validator = compiled(nested(depth, keyword))
    instance: Any = "x"
    for _ in range(depth):
        instance = {"a": instance} if keyword == "additionalProperties" else [instance]
    agreeing(validator, instance)
    agreeing(validator, "x")


@pytest.mark.usefixtures("usual_recursion_limit")
@pytest.mark.parametrize("depth", [512, 2_000, 100_000])
@pytest.mark.parametrize("keyword", ["not", "items", "additionalProperties", "allOf"])
def test_a_schema_nested_too_deeply_is_refused_with_its_place(depth: int, keyword: str) -> None:
    schema: Any = {"type": "string"}
    for _ in range(depth):
        schema = {keyword: [schema] if keyword == "allOf" else schema}
    error = refusal(schema)
    assert "nested" in error.message
    assert error.location.startswith("#")


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_subschemas_that_are_applied_more_and_more_often_to_one_instance_do_not_hang(keyword: str) -> None:
    definitions: dict[str, Any] = {
        f"d{index}": {
            keyword: [{"$ref": f"#/$defs/d{index + 1}"}, {"$ref": f"#/$defs/d{index + 1}", "minimum": index}]
        }
        for index in range(40)
    }
    schema = {"$ref": "#/$defs/d0", "$defs": {**definitions, "d40": {"type": "integer"}}}
    validator = compiled_or_refused(schema, nulls="absent")
    if validator is not None:
        for instance in (100, "x", {"a": None}):
            agreeing(validator, instance)
            validator.strip(instance)


def resources_that_refer_to_each_other(count: int) -> dict[str, Any]:
    uris = [f"http://example.test/r{index}" for index in range(count)]
    definitions = {
        f"r{index}": {
            "$id": uri,
            "$dynamicAnchor": f"a{index}",
            "properties": {f"p{each}": {"$ref": other} for each, other in enumerate(uris)},
        }
        for index, uri in enumerate(uris)
    }
    return {"$ref": uris[0], "$defs": definitions}


def test_dynamic_scopes_beyond_all_measure_are_refused_with_the_place() -> None:
    error = refusal(resources_that_refer_to_each_other(9))
    assert "more than 100 dynamic scopes" in error.message
    assert error.location.startswith("#/$defs/r")
    assert agreeing(compiled(resources_that_refer_to_each_other(4)), {"p1": {"p2": {}}})


def deep(depth: int, shapes: list[bool], end: int) -> Any:
    """A value so deep, of arrays and objects as `shapes` says again and again."""
    value: Any = end
    for level in range(depth):
        value = [value, "x"] if shapes[level % len(shapes)] else {"a": value, "b": 1.5}
    return value


@given(
    st.sampled_from((0, 1, 48, 49, 50, 51, 100, 199, 200, 201, 400, 500)),
    st.lists(st.booleans(), min_size=1, max_size=5),
)
def test_a_value_of_any_depth_is_compared_with(depth: int, shapes: list[bool]) -> None:
    value = deep(depth, shapes, 1)
    validator = compiled({"properties": {"c": {"const": value}, "e": {"enum": [[], value, "x"]}}})
    builtins.compile(validator.source, "<emitted>", "exec")
    for name in ("c", "e"):
        assert validator.is_valid({name: deep(depth, shapes, 1)})
        assert not validator.is_valid({name: deep(depth, shapes, 2)})
        assert len(list(validator.iter_errors({name: deep(depth + 1, shapes, 1)}))) == 1


def test_values_that_nest_deep_in_one_place_or_in_several_are_each_their_own() -> None:
    lists = [True]
    schema = {"a": {"const": deep(120, lists, 1)}, "b": {"const": deep(120, lists, 2)}}
    validator = compiled({"properties": schema})
    assert agreeing(validator, {"a": deep(120, lists, 1), "b": deep(120, lists, 2)})
    assert not agreeing(validator, {"a": deep(120, lists, 2)})
    assert not agreeing(validator, {"b": deep(119, lists, 2)})


# Numbers


def test_limits_of_any_size_are_compared_exactly() -> None:
    huge = 10**4_000
    validator = compiled({"exclusiveMinimum": huge, "maximum": huge + 2, "multipleOf": huge + 1})
    assert agreeing(validator, huge + 1)
    assert not agreeing(validator, huge)
    assert not agreeing(validator, huge + 2)
    assert not agreeing(validator, 1e308)
    assert agreeing(compiled({"const": huge}), huge)
    assert not agreeing(compiled({"enum": [[huge], huge]}), huge + 1)


def test_an_integer_of_more_digits_than_a_document_may_have_is_refused_with_its_place() -> None:
    error = refusal({"properties": {"a": {"minimum": 10**5_000}}})
    assert error.location == "#/properties/a/minimum"
    assert "4300 digits" in error.message


def test_divisors_of_any_size_divide_exactly() -> None:
    assert agreeing(compiled({"multipleOf": 1e-300}), 1e308)
    assert agreeing(compiled({"multipleOf": 1e-300}), 0.5)
    assert not agreeing(compiled({"multipleOf": 1e308}), 1e-300)
    assert agreeing(compiled({"multipleOf": 5e-324}), 5e-324)
    assert not agreeing(compiled({"multipleOf": 0.123456789}), 1e308)
    assert agreeing(compiled({"multipleOf": 0.01}), 19.99)
    assert not agreeing(compiled({"multipleOf": 0.1}), 0.1 + 0.2)


def test_lengths_may_be_written_as_floats() -> None:
    validator = compiled({"minLength": 2.0, "maxLength": 3.0, "minItems": 1.0, "maxProperties": 1.0})
    assert agreeing(validator, "ab")
    assert not agreeing(validator, "abcd")
    assert not agreeing(validator, [])
    assert not agreeing(validator, {"a": 1, "b": 2})


def test_lengths_beyond_any_memory_are_limits_like_others() -> None:
    beyond = 2 * sys.maxsize
    validator = compiled(
        {
            "minLength": beyond,
            "minItems": 1e300,
            "minProperties": beyond,
            "contains": True,
            "minContains": beyond,
        }
    )
    for instance in ("a", [1], {"a": 1}):
        assert not agreeing(validator, instance)
    assert agreeing(compiled({"maxLength": beyond, "maxItems": 1e300, "maxContains": 1e300}), [1])


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_has_not_is_refused_with_its_place(number: float) -> None:
    assert refusal({"items": {"minimum": number}}).location == "#/items/minimum"


# Odd schemas


@pytest.mark.parametrize(
    ("schema", "location"),
    [
        ({"$ref": "http://example.test/elsewhere"}, "#/$ref"),
        ({"$ref": "#/$defs/missing"}, "#/$ref"),
        ({"$ref": "#missing"}, "#/$ref"),
        ({"properties": {"a": {"$ref": "#/required"}}, "required": ["x"]}, "#/properties/a/$ref"),
        ({"$ref": "#/properties/a/type", "properties": {"a": {"type": "string"}}}, "#/$ref"),
        ({"$ref": "http://[::1"}, "#/$ref"),
        ({"$ref": "#/%ff"}, "#/$ref"),
        ({"$dynamicRef": "#/%ff"}, "#/$dynamicRef"),
        ({"items": {"$ref": "#/$defs/%E9"}, "$defs": {"\u00e9": {}}}, "#/items/$ref"),
        ({"$ref": "#%zz"}, "#/$ref"),
        ({"$ref": "#/allOf/" + "9" * 5_000, "allOf": [{}]}, "#/$ref"),
        ({"$ref": "#/allOf/" + "0" * 5_000, "allOf": [{}]}, "#/$ref"),
        ({"$ref": "#/allOf/00", "allOf": [{}]}, "#/$ref"),
        ({"$ref": "#/allOf/-1", "allOf": [{}]}, "#/$ref"),
        ({"$ref": "#/allOf/\u0660", "allOf": [{}]}, "#/$ref"),
        ({"$ref": "#/const/0", "const": "text"}, "#/$ref"),
        ({"$ref": "#/const/x", "const": None}, "#/$ref"),
        ({"$schema": "http://example.test/unknown"}, "#/$schema"),
        ({"$schema": 5}, "#/$schema"),
        ({"type": "text"}, "#/type"),
        ({"required": "a"}, "#/required"),
        ({"required": ["a", "a"]}, "#/required"),
        ({"required": [1]}, "#/required/0"),
        ({"minLength": -1}, "#/minLength"),
        ({"multipleOf": 0}, "#/multipleOf"),
        ({"items": [True]}, "#/items"),
        ({"pattern": "("}, "#/pattern"),
        ({"patternProperties": {"(": True}}, "#/patternProperties/("),
        ({"$defs": {"a": {"minimum": "1"}}}, "#/$defs/a/minimum"),
        ({"properties": {1: True}}, "#/properties"),
        ({"const": {1, 2}}, "#/const"),
        ({"enum": [b"bytes"]}, "#/enum/0"),
        ([], "#"),
        (None, "#"),
        ("string", "#"),
        (1.5, "#"),
    ],
)
def test_what_is_no_schema_is_refused_with_its_place(schema: Any, location: str) -> None:
    assert refusal(schema).location == location


@pytest.mark.parametrize(("schema", "verdict"), [(True, True), (False, False), ({}, True)])
def test_a_schema_may_be_a_boolean_or_empty(schema: Any, verdict: bool) -> None:
    for instance in (None, 1, "a"):
        assert agreeing(compiled(schema), instance) is verdict


def test_references_through_pointers_are_decoded() -> None:
    definitions = {"a/b": {"type": "string"}, "c~d": {"type": "integer"}, "e%f": {"type": "null"}, "ü": False}
    for reference, valid in (("a~1b", "x"), ("c~0d", 1), ("e%25f", None)):
        validator = compiled({"$ref": f"#/$defs/{reference}", "$defs": definitions})
        assert agreeing(validator, valid)
        assert not agreeing(validator, [])
    for reference in ("%C3%BC", "ü"):
        assert not agreeing(compiled({"$ref": f"#/$defs/{reference}", "$defs": definitions}), 1)


def test_a_schema_that_contains_itself_in_memory_is_refused() -> None:
    schema: dict[str, Any] = {"type": "object"}
    schema["properties"] = {"a": schema}
    assert "nested" in refusal(schema).message
    several: list[Any] = []
    several.append({"anyOf": several})
    assert "nested" in refusal({"anyOf": several}).message


def test_a_subschema_that_stands_in_several_places_in_memory_is_read_at_each() -> None:
    shared = {"type": "string"}
    validator = compiled({"properties": {"a": shared, "b": shared}})
    locations = [error.keyword_location for error in validator.iter_errors({"a": 1, "b": 1})]
    assert locations == ["/properties/a/type", "/properties/b/type"]


def test_a_schema_is_not_changed_and_may_change_later() -> None:
    schema = {"enum": [[1]], "properties": {}}
    validator = compiled(schema)
    schema["enum"].append(2)  # type: ignore[attr-defined]  # a list, as mypy cannot see
    assert not agreeing(validator, 2)


def test_an_unknown_vocabulary_is_refused_if_it_is_required() -> None:
    def metaschema(*, required: bool) -> dict[str, Any]:
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "http://example.test/meta",
            "$vocabulary": {
                "https://json-schema.org/draft/2020-12/vocab/core": True,
                "https://json-schema.org/draft/2020-12/vocab/validation": True,
                "http://example.test/vocab": required,
            },
        }

    schema = {"$schema": "http://example.test/meta", "type": "string", "properties": {"a": False}}
    documents = {"http://example.test/meta": metaschema(required=True)}
    assert "http://example.test/vocab" in refusal(schema, documents=documents).message
    validator = compiled(schema, documents={"http://example.test/meta": metaschema(required=False)})
    assert not agreeing(validator, 1)


def test_a_pattern_that_backtracks_without_bound_does_not_hang() -> None:
    for pattern in ("^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$"):
        validator = compiled_or_refused({"pattern": pattern, "patternProperties": {pattern: False}})
        if validator is not None:
            agreeing(validator, "a" * 5_000 + "!")
            agreeing(validator, {"a" * 5_000 + "!": 1})
            agreeing(validator, "x" * 2_000)


def test_a_format_of_a_hostile_name_is_a_notice_and_no_code() -> None:
    with pytest.warns(UserWarning, match="not known"):
        holotype.compile({"format": '"\nraise SystemExit(1)\n"'})


def test_importing_an_emitted_module_runs_nothing_of_the_schema(tmp_path: Any) -> None:
    texts = [text for text in TEXTS if "\ud800" not in text]
    schema = {
        "$id": "http://example.test/x",
        "title": '"""\nraise SystemExit(1)\n"""',
        "description": "\n".join(texts),
        "properties": {text: {"enum": texts, "title": text} for text in texts},
        "required": texts[:5],
    }
    (tmp_path / "emitted.py").write_text(holotype.compile_source(schema), encoding="ascii")
    run = subprocess.run(
        [
            sys.executable,
            "-I",
            "-W",
            "error",
            "-c",
            "import sys; sys.path.insert(0, '.'); import emitted; print(emitted.is_valid({}))",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "False\n", "")
