"""What predicates look for in objects: names one by one, or those that are there in a table."""

from __future__ import annotations

from typing import Any

import pytest

from tests.compiler.emission.positions import Case, hold

MANY: dict[str, Any] = {
    **{f"text{index}": {"type": "string"} for index in range(10)},
    **{f"size{index}": {"type": "integer", "minimum": 1} for index in range(10)},
    "any": True,
    "none": False,
}

CASES = {
    "a property": Case({"properties": {"a": {"type": "string"}}}, [{}, {"a": ""}, {"b": 1}, []], [{"a": 1}]),
    "two short ones": Case(
        {"properties": {"a": {"minimum": 1}, "b": {"maximum": 1}}},
        [{"a": 1, "b": 1}, {"a": "x"}],
        [{"a": 0}, {"b": 2}, {"a": 1, "b": 2}],
    ),
    "five, some required": Case(
        {
            "properties": {name: {"type": "string", "minLength": 1} for name in "abcde"},
            "required": ["a", "e"],
        },
        [{"a": "x", "e": "x"}, dict.fromkeys("abcde", "x")],
        [{"a": "x"}, {"e": "x"}, {"a": "x", "e": ""}, {"a": "x", "b": 1, "e": "x"}],
    ),
    "required and of any kind": Case(
        {"properties": {"a": True, "b": {"minimum": 1}}, "required": ["a", "b"]},
        [{"a": None, "b": 1}, {"a": 1, "b": "x"}],
        [{"a": 1}, {"b": 1}, {"a": 1, "b": 0}],
    ),
    "required and impossible": Case({"properties": {"a": False}, "required": ["a"]}, [[]], [{}, {"a": 1}]),
    "many": Case(
        {"properties": MANY},
        [{}, {"text1": "", "size1": 1, "any": None, "other": 5}],
        [{"text1": 1}, {"size3": 0}, {"none": 1}, {"size1": 1, "text9": None}],
    ),
    "many and closed": Case(
        {"properties": MANY, "additionalProperties": False},
        [{}, {"text1": "", "size1": 1, "any": None}],
        [{"other": 5}, {"text1": "", "other": None}, {"none": 1}, {"size1": "1"}],
    ),
    "many of one class and closed": Case(
        {
            "properties": {f"t{index}": {"type": "string"} for index in range(10)},
            "additionalProperties": False,
        },
        [{"t1": "", "t9": ""}],
        [{"t1": 1}, {"t10": ""}],
    ),
    "many and others": Case(
        {"properties": MANY, "additionalProperties": {"type": "null"}},
        [{"text1": "", "other": None}],
        [{"other": ""}, {"text1": None}],
    ),
    "many, a few required": Case(
        {"properties": MANY, "required": ["text0", "size0"]},
        [{"text0": "", "size0": 1}],
        [{"text0": ""}, {"size0": 1}, {"text0": "", "size0": 0}],
    ),
    "closed": Case({"properties": {"a": True}, "additionalProperties": False}, [{}, {"a": 1}], [{"b": 1}]),
    "empty": Case({"additionalProperties": False}, [{}, []], [{"a": 1}]),
    "others of a kind": Case(
        {"properties": {"a": True, "b": True}, "additionalProperties": {"type": "string"}},
        [{"a": 1, "b": 2, "c": ""}],
        [{"c": 1}, {"a": 1, "c": None}],
    ),
    "others beside one name": Case(
        {"properties": {"a": True}, "additionalProperties": {"minimum": 1}}, [{"a": 0, "b": 1}], [{"b": 0}]
    ),
    "a pattern": Case({"patternProperties": {"^a": {"type": "string"}}}, [{"a": "", "b": 1}], [{"aa": 1}]),
    "a pattern and others": Case(
        {"patternProperties": {"^a": {"minimum": 1}}, "additionalProperties": {"type": "string"}},
        [{"a": 1, "b": ""}],
        [{"a": 0}, {"b": 1}],
    ),
    "a pattern of any value and others": Case(
        {"patternProperties": {"^a": True}, "additionalProperties": False},
        [{"a": 1}],
        [{"b": 1}, {"a": 1, "b": 1}],
    ),
    "a pattern, and others with checks that cannot fail": Case(
        {"patternProperties": {"^a": False}, "additionalProperties": {"properties": {}}},
        [{"b": 1}],
        [{"a": 1}],
    ),
    "patterns, and others with checks that cannot fail": Case(
        {
            "patternProperties": {"^a": False, "^b": {"minimum": 1}},
            "properties": {"c": True},
            "additionalProperties": {"items": True},
        },
        [{"b": 1, "c": 1, "d": 1}],
        [{"a": 1}, {"b": 0}],
    ),
    "patterns, names and others": Case(
        {
            "properties": {"x": {"type": "integer"}, "y": True},
            "patternProperties": {"^a": {"type": "string"}, "b$": {"minLength": 2}},
            "additionalProperties": {"type": "null"},
        },
        [{"x": 1, "y": "", "a": "", "ab": "12", "xb": 1, "other": None}],
        [{"x": ""}, {"a": 1}, {"ab": "1"}, {"other": 1}],
    ),
    "names": Case(
        {"propertyNames": {"pattern": "^[a-z]+$"}}, [{}, {"ab": 1}, "AB"], [{"A": 1}, {"a": 1, "B": 1}]
    ),
    "no names": Case({"propertyNames": False}, [{}, None], [{"a": 1}]),
    "dependent schemas": Case(
        {"dependentSchemas": {"a": {"required": ["b"]}, "c": {"minProperties": 3}}},
        [{}, {"a": 1, "b": 1}, {"b": 1}, {"c": 1, "d": 1, "e": 1}],
        [{"a": 1}, {"c": 1, "d": 1}],
    ),
    "what a condition has evaluated": Case(
        {
            "if": {"properties": {"k": {"const": 1}}, "required": ["k"]},
            "then": {"properties": {"a": True}},
            "else": {"properties": {"b": True}},
            "unevaluatedProperties": {"type": "null"},
        },
        [{"k": 1, "a": 1}, {"b": 1}, {"k": 1, "a": 1, "b": None}, {"k": None}],
        [{"k": 1, "b": 1}, {"a": 1}, {"k": 2}],
    ),
    "what a branch within a part has evaluated": Case(
        {
            "allOf": [
                {"anyOf": [{"properties": {"a": True}, "required": ["a"]}, {"properties": {"b": True}}]},
                {"properties": {"c": True}},
            ],
            "unevaluatedProperties": {"type": "null"},
        },
        [{"a": 1, "b": 1, "c": 1}, {"b": 1}, {"b": 1, "d": None}],
        [{"a": 1, "d": 1}, {"d": 1}],
    ),
    "parts with names of their own": Case(
        {
            "allOf": [
                {"properties": {"a": {"type": "string"}}, "required": ["a"]},
                {"properties": {"b": {"type": "integer"}}, "required": ["b"]},
            ]
        },
        [{"a": "", "b": 1}],
        [{"a": ""}, {"b": 1}, {"a": 1, "b": 1}, {"a": "", "b": ""}],
    ),
    "parts with a name in common": Case(
        {"allOf": [{"properties": {"a": {"minimum": 1}}}, {"properties": {"a": {"maximum": 2}}}]},
        [{"a": 1}, {"a": 2}],
        [{"a": 0}, {"a": 3}],
    ),
    "deep": Case(
        {
            "properties": {
                "a": {"properties": {"b": {"properties": {"c": {"properties": {"d": {"const": 1}}}}}}}
            }
        },
        [{"a": {"b": {"c": {"d": 1}}}}, {"a": {"b": 1}}],
        [{"a": {"b": {"c": {"d": 2}}}}],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_object_is_looked_into_the_same_way_in_every_position(name: str) -> None:
    hold(CASES[name])
