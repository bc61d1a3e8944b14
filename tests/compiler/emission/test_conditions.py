"""Assertions as conditions: written out, negated, guarded by a type, or called."""

from __future__ import annotations

from typing import Any

import pytest

from tests.compiler.emission.positions import Case, hold

CASES = {
    "everything": Case(True, [None, 1, "a", [], {}], []),
    "nothing": Case(False, [], [None, 1, "a", [], {}]),
    "strings": Case({"type": "string"}, ["", "a"], [1, None, [], {}]),
    "numbers": Case({"type": "number"}, [1, 0.5, -1e300, 10**400], [True, "1", None]),
    "integers": Case({"type": "integer"}, [1, 2.0, 10**400], [0.5, True, "1"]),
    "numbers and booleans": Case({"type": ["number", "boolean"]}, [1, 0.5, True], ["1", None]),
    "integers and null": Case({"type": ["integer", "null"]}, [1, 1.0, None], [0.5, False]),
    "containers": Case({"type": ["array", "object"]}, [[], {}], ["", None, 0]),
    "anything but numbers": Case(
        {"type": ["null", "boolean", "string", "array", "object"]}, [None, True], [0, 0.5]
    ),
    "a limit of any number": Case({"minimum": 2, "maximum": 4}, [2, 4.0, 3.5, "1", None, True], [1, 4.5]),
    "a limit of numbers": Case({"type": "number", "exclusiveMinimum": 2}, [2.5, 3], [2, 2.0, "3", True]),
    "a limit of integers": Case({"type": "integer", "exclusiveMaximum": 2}, [1, -1.0], [2, 2.0, 1.5]),
    "two limits and a type beside": Case(
        {"type": ["string", "integer"], "minimum": 0, "minLength": 1}, [0, "a"], [-1, "", None]
    ),
    "a divisor of one": Case({"type": "integer", "multipleOf": 1}, [1, 2.0], [1.5, "1"]),
    "a divisor of any number": Case({"multipleOf": 1}, [1, 2.0, "a"], [1.5]),
    "lengths": Case({"minLength": 1, "maxLength": 2}, ["a", "ab", 5, []], ["", "abc"]),
    "no least length": Case({"minLength": 0, "maxLength": 1}, ["", "a", 22], ["ab"]),
    "sizes": Case({"minItems": 1, "maxProperties": 1}, [[1], {}, {"a": 1}, ""], [[], {"a": 1, "b": 2}]),
    "a pattern": Case({"pattern": "^a|b$"}, ["ax", "xb", 1], ["x", "ba "]),
    "a pattern that always matches": Case({"pattern": "", "maxLength": 1}, ["", "a"], ["ab"]),
    "formats": Case({"format": "ipv4"}, ["1.2.3.4", 4], ["1.2.3", "a"]),
    "unique items": Case({"uniqueItems": True}, [[], [1], [1, True], "aa"], [[1, 1], [1, True, 1.0]]),
    "unique strings": Case(
        {"items": {"type": "string"}, "uniqueItems": True}, [["a", "b"], []], [["a", "a"], [1]]
    ),
    "a name": Case({"required": ["a"]}, [{"a": None}, [], None], [{}, {"b": 1}]),
    "four names": Case({"required": list("abcd")}, [dict.fromkeys("abcde"), "a"], [dict.fromkeys("abc"), {}]),
    "a dependent name": Case(
        {"dependentRequired": {"a": ["b"]}}, [{}, {"b": 1}, {"a": 1, "b": 1}], [{"a": 1}]
    ),
    "dependent names": Case(
        {"dependentRequired": {"a": ["b", "c"], "d": ["a"]}},
        [{"b": 1}, dict.fromkeys("abcd")],
        [{"a": 1, "b": 1}, {"a": 1, "c": 1}, {"d": 1}, {"d": 1, "a": 1}],
    ),
    "one string": Case({"const": "a"}, ["a"], ["b", 1, None, ["a"]]),
    "one number": Case({"const": 1}, [1, 1.0], [True, "1", 2, None]),
    "strings that are listed": Case({"enum": ["a", "b"]}, ["a", "b"], ["c", 1, ["a"], {"a": 1}]),
    "numbers that are listed": Case({"enum": [0, 1, 0.5]}, [0, 1.0, 0.5], [False, True, "0", 2]),
    "booleans and null": Case({"enum": [True, None]}, [True, None], [1, False, "true"]),
    "arrays and objects that are listed": Case(
        {"enum": [[1], {"a": 1}]}, [[1.0], {"a": 1}], [[True], [1, 1], {}, "a"]
    ),
    "values of all kinds": Case(
        {"enum": ["a", "b", 1, 2, True, [0]]}, ["a", 2.0, True, [0]], [0, False, "c", [False], None]
    ),
    "listed values of a type": Case({"type": "string", "enum": ["a", 1]}, ["a"], [1, "b"]),
    "a listed value of another type": Case({"type": "string", "const": 1}, [], [1, "a", None]),
    "integers among listed numbers": Case({"type": "integer", "enum": [1, 1.5]}, [1, 1.0], [1.5, 2]),
}


@pytest.mark.parametrize("name", CASES)
def test_an_assertion_means_the_same_in_every_position(name: str) -> None:
    hold(CASES[name])


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize(
    "schema",
    [
        {"minimum": 0},
        {"maximum": 0},
        {"type": "number"},
        {"type": "integer"},
        {"multipleOf": 1},
        {"enum": [1, 2]},
    ],
)
def test_what_is_no_number_in_json_is_refused_in_every_position(schema: Any, number: float) -> None:
    hold(Case(schema, [], [number]))
