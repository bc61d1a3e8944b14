"""Absent mode is reject mode on the stripped instance, whichever way the emitter takes to it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

import holotype
from holotype.contract.values import Nulls

TEXT: dict[str, Any] = {"type": "string"}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
NULLABLE: dict[str, Any] = {"type": ["string", "null"]}

# Those that are read as absent, those that a copy is made for, and those that have no null to leave out.
SCHEMAS: dict[str, Any] = {
    "two properties": {"type": "object", "properties": {"a": TEXT, "b": COUNT}},
    "one required": {"properties": {"a": TEXT, "b": COUNT}, "required": ["a"]},
    "one that admits null": {"properties": {"a": NULLABLE, "b": COUNT}, "required": ["a"]},
    "six properties": {"properties": {**dict.fromkeys("abcdef", TEXT)}, "required": ["a", "b", "c"]},
    "many properties": {"properties": {f"p{index}": TEXT for index in range(12)} | {"a": TEXT, "b": COUNT}},
    "closed": {"properties": {"a": TEXT, "b": COUNT}, "additionalProperties": False},
    "a number of properties": {"properties": {"a": TEXT, "b": COUNT}, "minProperties": 1},
    "dependent": {"properties": {"a": TEXT, "b": COUNT}, "dependentRequired": {"a": ["b"]}},
    "names": {"properties": {"a": TEXT, "b": COUNT}, "propertyNames": {"maxLength": 1}},
    "a constant": {"properties": {"a": TEXT}, "const": {"a": "x"}},
    "a list": {"properties": {"a": TEXT}, "enum": [{"a": "x"}, {}, {"a": None}]},
    "parts": {"allOf": [{"properties": {"a": TEXT}}, {"properties": {"b": COUNT}, "required": ["b"]}]},
    "parts that differ": {
        "allOf": [{"properties": {"a": TEXT}}, {"properties": {"a": True}, "required": ["a"]}]
    },
    "a reference": {"$ref": "#/$defs/d", "$defs": {"d": {"properties": {"a": TEXT, "b": COUNT}}}},
    "a branch": {"properties": {"a": TEXT}, "anyOf": [{"required": ["a"]}, {"properties": {"b": COUNT}}]},
    "a condition": {"properties": {"a": TEXT}, "if": {"required": ["a"]}, "then": {"required": ["b"]}},
    "within": {"properties": {"a": {"properties": {"a": TEXT, "b": COUNT}, "required": ["b"]}, "b": COUNT}},
    "in items": {
        "items": {"properties": {"a": TEXT, "b": COUNT}},
        "properties": {"a": {"items": {"properties": {"a": TEXT}}}},
    },
    "in first items": {"prefixItems": [{"properties": {"a": TEXT}}], "items": {"properties": {"b": COUNT}}},
    "in others": {"additionalProperties": {"properties": {"a": TEXT}}},
    "in a pattern": {
        "patternProperties": {"^a": {"properties": {"a": TEXT}}},
        "properties": {"a": True, "b": TEXT},
    },
    "itself": {"properties": {"a": {"$ref": "#"}, "b": COUNT}, "type": "object"},
    "unevaluated": {
        "properties": {"a": TEXT},
        "anyOf": [{"properties": {"b": True}}],
        "unevaluatedProperties": False,
    },
    "impossible": {"properties": {"a": False, "b": {"not": {"type": "null"}}, "c": {"enum": [1, 2]}}},
    "nothing to leave out": {"properties": {"a": True, "b": NULLABLE}},
    "no object": {"type": "string"},
}

VALUES: list[Any] = [None, "x", 1, -1, {"a": None}, {"b": None}, {"b": 1}, [{"a": None}]]
INSTANCES: list[Any] = [
    *({"a": one, "b": other} for one, other in product(VALUES, VALUES)),
    *({"a": value} for value in VALUES),
    *({"b": value, "c": None} for value in VALUES),
    *([{"a": one}, {"b": other}] for one, other in product(VALUES[:3], VALUES[:3])),
    {},
    [],
    None,
    {"a": "x", "b": 1, "c": "x", "p3": None, "long": None},
]


def said(
    validator: holotype.Validator, instance: Any, nulls: Nulls
) -> tuple[bool, bool, list[tuple[str, str]]]:
    errors = [
        (error.instance_location, error.keyword_location)
        for error in validator.iter_errors(instance, nulls=nulls)
    ]
    return validator.is_valid(instance, nulls=nulls), validator.is_clean(instance, nulls=nulls), errors


@pytest.mark.parametrize("compiled", ["absent", "reject"])
@pytest.mark.parametrize("name", SCHEMAS)
def test_absent_mode_is_reject_mode_on_the_stripped_instance(name: str, compiled: Nulls) -> None:
    validator = holotype.compile(SCHEMAS[name], nulls=compiled)
    for instance in INSTANCES:
        valid, clean, errors = said(validator, instance, "absent")

        assert (valid, clean, errors) == said(validator, validator.strip(instance), "reject"), instance
        assert valid is clean is (not errors), instance


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_is_compiled_in_is_the_mode_that_holds_where_none_is_asked_for(name: str) -> None:
    for nulls in ("absent", "reject"):
        validator = holotype.compile(SCHEMAS[name], nulls=nulls)
        for instance in INSTANCES:
            assert validator.is_valid(instance) is validator.is_valid(instance, nulls=nulls)
            assert validator.is_clean(instance) is validator.is_clean(instance, nulls=nulls)
            assert list(validator.iter_errors(instance)) == list(validator.iter_errors(instance, nulls=nulls))
