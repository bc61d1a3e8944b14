"""The unevaluated vocabulary: what other keywords have looked at, and what is left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.compiler.verdicts import verdicts

STRINGS: dict[str, Any] = {"type": "string"}
A: dict[str, Any] = {"properties": {"a": True}}
B: dict[str, Any] = {"properties": {"b": True}}


@pytest.mark.parametrize(
    ("schema", "accepted", "refused"),
    [
        ({**A}, [{}, {"a": 1}], [{"b": 1}]),
        ({"patternProperties": {"^a": True}}, [{"aa": 1}], [{"b": 1}]),
        ({**A, "additionalProperties": STRINGS}, [{"a": 1, "b": ""}], [{"b": 1}]),
        ({"allOf": [A, B]}, [{"a": 1, "b": 1}], [{"c": 1}]),
        ({"anyOf": [{**A, "required": ["a"]}, B]}, [{"a": 1, "b": 1}, {"b": 1}], [{"c": 1}]),
        (
            {"anyOf": [{**A, "required": ["a"]}, {"required": ["b"]}]},
            [{"a": 1}],
            [{"b": 1}, {"a": 1, "b": 1}],
        ),
        (
            {"oneOf": [{**A, "required": ["a"]}, {**B, "required": ["b"]}]},
            [{"a": 1}, {"b": 1}],
            [{"a": 1, "c": 1}],
        ),
        ({"not": A}, [], [{"a": 1}]),
        ({"if": {**A, "required": ["a"]}, "then": B}, [{"a": 1, "b": 1}, {}], [{"b": 1}]),
        ({"if": {**A, "required": ["a"]}, "else": B}, [{"a": 1}, {"b": 1}], [{"a": 1, "b": 1}]),
        ({"dependentSchemas": {"a": {"properties": {"a": True, "b": True}}}}, [{"a": 1, "b": 1}], [{"b": 1}]),
        ({"$ref": "#/$defs/a", "$defs": {"a": A}}, [{"a": 1}], [{"b": 1}]),
        ({"propertyNames": True}, [], [{"a": 1}]),
        ({"properties": {"a": A}}, [{"a": {"a": 1}}], [{"b": 1}]),
        ({"unevaluatedProperties": False, "allOf": [{"unevaluatedProperties": True}]}, [{"x": 1}], []),
    ],
)
def test_properties_that_nothing_has_looked_at_are_refused(
    schema: Any, accepted: list[Any], refused: list[Any]
) -> None:
    schema = {"unevaluatedProperties": False, **schema}

    assert verdicts(schema, accepted) == [True] * len(accepted)
    assert verdicts(schema, refused) == [False] * len(refused)


@pytest.mark.parametrize(
    ("schema", "accepted", "refused"),
    [
        ({"prefixItems": [True]}, [[], [1]], [[1, 2]]),
        ({"prefixItems": [True], "items": STRINGS}, [[1, "a"]], [[1, 2]]),
        ({"items": True}, [[1, 2]], []),
        ({"contains": STRINGS}, [["a", "b"]], [["a", 1]]),
        ({"contains": STRINGS, "minContains": 0}, [["a"], []], [[1]]),
        ({"allOf": [{"prefixItems": [True]}, {"prefixItems": [True, True]}]}, [[1, 2]], [[1, 2, 3]]),
        (
            {"anyOf": [{"prefixItems": [STRINGS]}, {"prefixItems": [True, STRINGS]}]},
            [["a"], [1, "a"]],
            [["a", 1]],
        ),
        (
            {"oneOf": [{"prefixItems": [STRINGS], "minItems": 1}, {"items": {"type": "null"}}]},
            [["a"], [None, None]],
            [["a", "b"]],
        ),
        ({"not": {"not": {"prefixItems": [True]}}}, [[]], [[1]]),
        (
            {"if": {"prefixItems": [STRINGS]}, "then": {"prefixItems": [True, True]}},
            [["a", 1]],
            [[1, "a"], ["a", 1, 2]],
        ),
        (
            {"if": {"prefixItems": [STRINGS], "minItems": 1}, "else": {"prefixItems": [True]}},
            [["a"], [1]],
            [["a", 1], [1, 2]],
        ),
        ({"$ref": "#/$defs/one", "$defs": {"one": {"prefixItems": [True]}}}, [[1]], [[1, 2]]),
        ({"allOf": [{"unevaluatedItems": True}]}, [[1]], []),
    ],
)
def test_items_that_nothing_has_looked_at_are_refused(
    schema: Any, accepted: list[Any], refused: list[Any]
) -> None:
    schema = {"unevaluatedItems": False, **schema}

    assert verdicts(schema, accepted) == [True] * len(accepted)
    assert verdicts(schema, refused) == [False] * len(refused)


def test_what_is_left_may_have_a_schema() -> None:
    properties = {**A, "unevaluatedProperties": {"minimum": 2}}
    items = {"prefixItems": [True], "unevaluatedItems": {"minimum": 2}}

    assert verdicts(properties, [{"a": 1}, {"b": 2}, {"b": 1}]) == [True, True, False]
    assert verdicts(items, [[1], [1, 2], [1, 1]]) == [True, True, False]


@pytest.mark.parametrize("keyword", ["unevaluatedItems", "unevaluatedProperties"])
def test_instances_of_other_types_are_not_looked_at(keyword: str) -> None:
    instances: list[Any] = [None, True, 1, "a", [], {}]

    assert all(verdicts({keyword: False}, instances))
