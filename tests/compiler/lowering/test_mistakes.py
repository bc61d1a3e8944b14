"""What is wrong with a schema beyond its metaschema: all of it at once, each at its keyword."""

from __future__ import annotations

import time
from typing import Any

import pytest

import holotype
from holotype.errors import SchemaError


def mistakes(schema: Any, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(SchemaError) as caught:
        holotype.compile(schema, **options)
    return [(caught.value.location, caught.value.message), *caught.value.further]


def places(schema: Any, **options: Any) -> list[str]:
    return [location for location, _ in mistakes(schema, **options)]


def test_all_are_told_in_the_order_of_the_text() -> None:
    schema = {
        "properties": {
            "a": {"pattern": "["},
            "b": {"items": {"$ref": "#/$defs/none"}},
            "c": {"$ref": "other.json"},
        },
        "allOf": [{"pattern": "("}, {"$ref": "#/$defs/d"}],
        "$defs": {"d": {"pattern": "*"}, "unused": {"pattern": "+"}},
    }
    assert places(schema) == [
        "#/properties/a/pattern",
        "#/properties/b/items/$ref",
        "#/properties/c/$ref",
        "#/allOf/0/pattern",
        "#/$defs/d/pattern",
    ]


def test_each_pattern_of_names_is_told_once_and_at_its_name() -> None:
    schema = {"patternProperties": {"(": {"pattern": "["}, "a": {}, "[/": {}}, "additionalProperties": False}
    assert places(schema) == [
        "#/patternProperties/(",
        "#/patternProperties/%5B~1",
        "#/patternProperties/(/pattern",
    ]


@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef", "$recursiveRef"])
def test_a_reference_that_leads_nowhere_is_placed_at_its_keyword(keyword: str) -> None:
    dialect = "2019-09" if keyword == "$recursiveRef" else "2020-12"
    assert places({"not": {keyword: "urn:none#"}}, dialect=dialect) == [f"#/not/{keyword}"]


def test_a_mistake_that_two_references_lead_to_is_told_once() -> None:
    schema = {"properties": {name: {"$ref": "urn:a"} for name in "abc"}}
    assert places(schema, documents={"urn:a": {"type": "x", "minLength": -1}}) == [
        "urn:a#/type",
        "urn:a#/minLength",
    ]
    unread = {"enum": [{"type": "x"}], "allOf": [{"$ref": "#/enum/0"}, {"$ref": "#/enum/0"}]}
    assert places(unread) == ["#/enum/0/type"]
    two = {"allOf": [{"$ref": "urn:a"}, {"$ref": "urn:a"}]}
    assert places(two, documents={"urn:a": {"$schema": "urn:b"}, "urn:b": {"$schema": "urn:a"}}) == [
        "urn:b#/$schema"
    ]


def test_a_hundred_are_told_and_that_there_are_more() -> None:
    def wrong(number: int) -> list[tuple[str, str]]:
        return mistakes({"properties": {f"p{each}": {"pattern": "["} for each in range(number)}})

    assert [location for location, _ in wrong(100)][-1] == "#/properties/p99/pattern"
    assert wrong(101) == [*wrong(100), ("", "there are more mistakes; only 100 are shown")]


def test_very_many_are_not_looked_for() -> None:
    schema: dict[str, Any] = {
        "allOf": [{"$ref": f"#/$defs/a{each}"} for each in range(20_000)],
        "$defs": {f"b{each}": {} for each in range(20_000)},
    }
    start = time.process_time()
    assert len(mistakes(schema)) == 101
    assert time.process_time() - start < 10


def test_dynamic_scopes_without_end_are_told_once_and_after_the_others() -> None:
    anchors = {f"r{each}": {"$id": f"urn:r{each}", "$dynamicAnchor": f"a{each}"} for each in range(8)}
    for each in anchors.values():
        each["anyOf"] = [{"$ref": f"urn:{name}"} for name in anchors]  # type: ignore[assignment]
    schema: Any = {"pattern": "[", "$ref": "urn:r0", "$defs": anchors}
    found = mistakes(schema)
    assert found[0][0] == "#/pattern"
    assert [says.startswith("references lead to this schema in more than") for _, says in found] == [
        False,
        *[True] * (len(found) - 1),
    ]
    assert 2 <= len(found) <= 9


@pytest.mark.parametrize("schema", ["s.json", b"{}", '{"type": "string"}'])
def test_text_is_no_schema_and_is_told_what_to_do(schema: Any) -> None:
    sentence = (
        f"expected a schema as json.load gives it, found {schema!r}: load it first, or have documents "
        "checked by its file, with holotype.check(paths, schema=FILE)"
    )
    assert mistakes(schema) == [("#", sentence)]


@pytest.mark.parametrize(("schema", "kind"), [([], "an array"), (5, "a number"), (None, "null")])
def test_what_is_no_schema_is_named_by_its_json_type(schema: Any, kind: str) -> None:
    assert mistakes(schema) == [("#", f"a schema is an object or a boolean, found {kind}")]
