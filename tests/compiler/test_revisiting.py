"""Schemas that lead to one part of an instance along several ways are answered without asking again."""

from __future__ import annotations

from typing import Any

import pytest

import holotype

N = "#/$defs/n"
AGAIN = {"$ref": N, "maxProperties": 5}


def recursive(definition: dict[str, Any]) -> dict[str, Any]:
    return {"$ref": N, "$defs": {"n": definition}}


def chain(levels: int, end: Any) -> Any:
    for _ in range(levels):
        end = {"c": end}
    return end


DOUBLING: dict[str, dict[str, Any]] = {
    "two properties of one name": {
        "allOf": [{"properties": {"c": {"$ref": N}}}, {"properties": {"c": AGAIN}}]
    },
    "a property and a pattern": {"properties": {"c": {"$ref": N}}, "patternProperties": {"^c": AGAIN}},
    "a condition asked twice": {
        "if": {"properties": {"c": {"$ref": N}}, "required": ["c"]},
        "then": {"properties": {"c": {"$ref": N}}},
        "else": {"maxProperties": 5},
    },
    "branches asked again for what is left over": {
        "anyOf": [
            {"properties": {"c": {"$ref": N}}, "required": ["c"]},
            {"properties": {"z": {"type": "integer"}}, "required": ["z"]},
        ],
        "unevaluatedProperties": False,
    },
}


@pytest.mark.parametrize("definition", DOUBLING.values(), ids=DOUBLING)
@pytest.mark.parametrize("nulls", ["reject", "absent"])
def test_a_deep_instance_is_answered_at_once(definition: dict[str, Any], nulls: str) -> None:
    validator = holotype.compile(recursive({"type": "object", **definition}), nulls=nulls)
    assert validator.is_valid(chain(200, {"z": 1}))
    wrong = chain(200, 5)
    # A condition that fails excuses the part that fails it.
    assert validator.is_valid(wrong) is ("if" in definition)
    assert validator.is_valid(wrong) is not any(validator.iter_errors(wrong))


def test_definitions_that_double_without_recursion_too() -> None:
    levels: dict[str, Any] = {
        f"d{level}": {
            "allOf": [
                {"properties": {"c": {"$ref": f"#/$defs/d{level + 1}"}}},
                {"properties": {"c": {"$ref": f"#/$defs/d{level + 1}", "maxProperties": 5}}},
            ]
        }
        for level in range(40)
    }
    validator = holotype.compile({"$ref": "#/$defs/d0", "$defs": {**levels, "d40": {"type": "object"}}})
    assert validator.is_valid(chain(40, {}))
    assert not validator.is_valid(chain(40, 5))


def test_what_is_remembered_of_one_instance_says_nothing_of_the_next() -> None:
    validator = holotype.compile(recursive({"type": "object", **DOUBLING["a property and a pattern"]}))
    inner: dict[str, Any] = {}
    instance = {"c": inner}
    assert validator.is_valid(instance)
    inner["c"] = 5
    assert not validator.is_valid(instance)
    assert [error.instance_location for error in validator.iter_errors(instance)] == ["/c/c"]


def test_a_schema_that_asks_once_remembers_nothing() -> None:
    tree = recursive(
        {"properties": {"left": {"$ref": N}, "right": {"$ref": N}}, "additionalProperties": False}
    )
    assert "REMEMBERED" not in holotype.compile_source(tree)
