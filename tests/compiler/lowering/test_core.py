"""References: where each leads, and which of them the dynamic scope decides."""

from __future__ import annotations

from typing import Any

import pytest

import holotype
from holotype.schema.dialects import DialectName
from tests.compiler.verdicts import verdict, verdicts

A_STRING = {"type": "string"}


def test_a_dynamic_reference_leads_to_the_outermost_anchor_of_its_name() -> None:
    schema = {
        "$id": "https://example.test/strings",
        "$ref": "list",
        "$defs": {
            "item": {"$dynamicAnchor": "item", **A_STRING},
            "list": {
                "$id": "list",
                "type": "array",
                "items": {"$dynamicRef": "#item"},
                "$defs": {"item": {"$dynamicAnchor": "item"}},
            },
        },
    }

    assert verdicts(schema, [["a"], [1]]) == [True, False]


@pytest.mark.parametrize(
    ("inner", "reference"),
    [({"$anchor": "item"}, "#item"), ({"$dynamicAnchor": "other"}, "#/$defs/item")],
)
def test_a_dynamic_reference_to_what_is_no_dynamic_anchor_of_that_name_is_a_reference(
    inner: dict[str, Any], reference: str
) -> None:
    schema = {
        "$id": "https://example.test/strings",
        "$ref": "list",
        "$defs": {
            "item": {"$dynamicAnchor": "item", **A_STRING},
            "list": {"$id": "list", "items": {"$dynamicRef": reference}, "$defs": {"item": inner}},
        },
    }

    assert verdict(schema, [1])


@pytest.mark.parametrize(
    ("inner", "outer", "valid"), [(True, True, False), (True, False, True), (False, True, True)]
)
def test_a_recursive_reference_leads_outwards_where_both_ends_say_so(
    inner: bool, outer: bool, valid: bool
) -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2019-09/schema",
        "$id": "https://example.test/strict",
        "$recursiveAnchor": outer,
        "$ref": "tree",
        "properties": {"name": A_STRING},
        "$defs": {
            "tree": {
                "$id": "tree",
                "$recursiveAnchor": inner,
                "properties": {"child": {"$recursiveRef": "#"}},
            }
        },
    }

    assert verdict(schema, {"child": {"name": 1}}) is valid
    assert not verdict(schema, {"name": 1})


def test_a_reference_may_go_round_through_what_the_instance_contains() -> None:
    schema = {"properties": {"next": {"$ref": "#"}, "value": A_STRING}}

    assert verdicts(schema, [{"next": {"next": {"value": "a"}}}, {"next": {"next": {"value": 1}}}]) == [
        True,
        False,
    ]


def test_a_reference_that_is_no_string_is_refused_with_its_place() -> None:
    refused: dict[DialectName, str] = {
        "draft4": "expected a reference, which is a string, found {}",
        "draft6": 'the metaschema of draft6 refuses this schema: "$ref": expected a string, found an object',
    }
    for dialect, sentence in refused.items():
        with pytest.raises(holotype.SchemaError) as caught:
            holotype.compile({"not": {"$ref": {}}}, dialect=dialect)
        assert (caught.value.location, caught.value.message) == ("#/not/$ref", sentence)


def test_schemas_of_one_identifier_within_each_other_are_two() -> None:
    schema = {"$id": "urn:x", "not": {"$id": "urn:x", "type": "string"}}
    assert verdicts(schema, ["a", 1]) == [False, True]
    twins = {"$defs": {"a": {"$id": "urn:x", "type": "null"}, "b": {"$id": "urn:x", "type": "string"}}}
    either = twins | {"anyOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}]}
    assert verdicts(either, [None, "a", 1]) == [True, True, False]
