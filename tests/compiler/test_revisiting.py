"""Schemas that lead to one part of an instance along several ways are answered without asking again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

import pytest

import holotype
from holotype.compiler.output.formats import MAXIMUM_UNITS
from holotype.contract.values import Nulls

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
def test_a_deep_instance_is_answered_at_once(definition: dict[str, Any], nulls: Nulls) -> None:
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


IN_PLACE: dict[str, tuple[dict[str, Any], Any]] = {
    "if, asked for then and for else": (
        {"then": {"minProperties": 1}, "else": {"maxProperties": 9}},
        "if",
    ),
    "what is left over, on each level": ({"unevaluatedProperties": {"type": "integer"}}, "anyOf"),
}


@pytest.mark.parametrize(("beside", "keyword"), IN_PLACE.values(), ids=IN_PLACE)
@pytest.mark.parametrize("nulls", ["reject", "absent"])
def test_subschemas_that_one_value_is_asked_for_again_are_answered_once(
    beside: dict[str, Any], keyword: str, nulls: Nulls
) -> None:
    definitions: dict[str, Any] = {"d40": {"required": ["q"], "properties": {"q": {"type": "integer"}}}}
    for level in range(40):
        further = {"$ref": f"#/$defs/d{level + 1}"}
        definitions[f"d{level}"] = {
            **beside,
            keyword: further if keyword == "if" else [further, {"required": ["a"]}],
        }
    validator = holotype.compile({"$ref": "#/$defs/d0", "$defs": definitions}, nulls=nulls)
    for instance, valid in (({"a": 1}, True), ({"q": 1}, True), ({"a": 1, "b": "x"}, keyword == "if")):
        assert ended(lambda: validator.is_valid(instance)) is valid  # noqa: B023  # called at once
        assert ended(lambda: any(validator.iter_errors(instance))) is not valid  # noqa: B023  # as above


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


# Errors

LEFT_OUT = "more causes are left out here: they are given elsewhere, or stand too deep"
MOST_CALLS = 400_000
"""More than any of these takes, and far less than as many calls as there are ways."""

NEXT = {"properties": {"c": {"$ref": N}}}
SEVERAL_WAYS: dict[str, dict[str, Any]] = {
    "properties and anyOf": {**NEXT, "additionalProperties": {"$ref": N}, "anyOf": [NEXT, NEXT]},
    "patternProperties and oneOf": {
        "patternProperties": {"c": {"$ref": N}},
        "oneOf": [NEXT, {"additionalProperties": {"$ref": N}, "minProperties": 5}],
    },
    "allOf": {"allOf": [NEXT, NEXT, {"anyOf": [NEXT, NEXT]}]},
    "if, then and else": {"if": NEXT, "then": NEXT, "else": NEXT, "anyOf": [NEXT, {"maxProperties": 0}]},
    "not": {"not": {"properties": {"c": {"not": {"$ref": N}}}, "required": ["c"]}, "anyOf": [NEXT, NEXT]},
    "dependentSchemas": {"dependentSchemas": {"c": NEXT}, "anyOf": [{"dependentSchemas": {"c": NEXT}}, NEXT]},
    "unevaluatedProperties": {
        "anyOf": [NEXT, {**NEXT, "minProperties": 3}],
        "unevaluatedProperties": {"$ref": N},
    },
    "a reference in the dynamic scope": {
        "$dynamicAnchor": "n",
        "properties": {"c": {"$dynamicRef": "#n"}},
        "anyOf": [{"properties": {"c": {"$dynamicRef": "#n"}}}, NEXT],
    },
    "names": {
        "propertyNames": {"anyOf": [{"anyOf": [{"minLength": 3}, {"pattern": "z"}]}] * 2},
        "anyOf": [{"additionalProperties": {"$ref": N}}, NEXT],
    },
}
OF_ARRAYS: dict[str, dict[str, Any]] = {
    "items and contains": {
        "items": {"$ref": N},
        "contains": {"$ref": N},
        "anyOf": [{"items": {"$ref": N}}, {"contains": {"$ref": N}}],
    },
    "prefixItems and unevaluatedItems": {
        "anyOf": [{"prefixItems": [{"$ref": N}]}, {"prefixItems": [{"$ref": N}], "minItems": 3}],
        "unevaluatedItems": {"$ref": N},
    },
}


def ended(work: Callable[[], Any]) -> Any:
    """What the work gives; fails, instead of going on for ever, when it takes very many calls."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"
        assert calls < MOST_CALLS

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return work()
    finally:
        sys.setprofile(before)


def causes(errors: Iterable[holotype.Error]) -> list[holotype.Error]:
    return [each for error in errors for each in (*error.causes, *causes(error.causes))]


@pytest.mark.parametrize(
    ("definition", "kind", "name"),
    [
        *((each, "object", "c") for each in SEVERAL_WAYS.values()),
        *((each, "array", 0) for each in OF_ARRAYS.values()),
    ],
    ids=[*SEVERAL_WAYS, *OF_ARRAYS],
)
def test_errors_are_found_and_explained_in_bounded_work(
    definition: dict[str, Any], kind: str, name: str | int
) -> None:
    validator = holotype.compile(recursive({"type": kind, **definition}))
    instance: Any = 5
    for _ in range(60):
        instance = {name: instance} if isinstance(name, str) else [instance]
    errors = ended(lambda: list(validator.iter_errors(instance)))
    assert not validator.is_valid(instance)
    assert any(error.severity == "error" for error in errors)
    assert len(errors) <= 4 * 60
    assert len(causes(errors)) < 25_000


def test_definitions_that_multiply_the_ways_without_recursion_too() -> None:
    levels: dict[str, Any] = {
        f"a{level}": {
            "properties": {"x": {"$ref": f"#/$defs/a{level + 1}"}},
            "additionalProperties": {"$ref": f"#/$defs/a{level + 1}"},
            "anyOf": [{"properties": {"x": {"$ref": f"#/$defs/a{level + 1}"}}}] * 2,
        }
        for level in range(30)
    }
    validator = holotype.compile({"$ref": "#/$defs/a0", "$defs": {**levels, "a30": {"type": "integer"}}})
    instance: Any = "bad"
    for _ in range(30):
        instance = {"x": instance}
    found = ended(lambda: list(validator.iter_errors(instance)))
    innermost, *others = found
    assert innermost.message == 'expected an integer, found "bad", which is a string'
    assert [error.keyword for error in others] == ["anyOf"] * 30
    # Every error is told as a cause somewhere, and where one is left out, the error says so.
    assert {each.instance_location for each in causes(found)} == {"/x" * level for level in range(1, 31)}
    assert any((error.hint or "").endswith(LEFT_OUT) for error in found)
    with pytest.raises(ValueError, match=f"{MAXIMUM_UNITS:,} units"):
        ended(lambda: validator.output(instance, format="detailed"))
    assert ended(lambda: validator.output(instance, format="flag")) == {"valid": False}


def test_a_few_ways_to_one_place_are_each_explained_in_full() -> None:
    branch = {"properties": {"x": {"$ref": "#/$defs/s"}}}
    schema = {
        "anyOf": [branch],
        "oneOf": [branch],
        "allOf": [branch],
        "$defs": {"s": {"anyOf": [{"minLength": 3}, {"pattern": "z"}]}},
    }
    every = list(holotype.compile(schema).iter_errors({"x": "a"}))
    assert {each.message for each in causes(every) if not each.causes} == {
        '"a" has 1 character, expected at least 3',
        '"a" does not match the pattern "z"',
    }
    assert len(causes(every)) == 8
    assert not any(LEFT_OUT in (each.hint or "") for each in (*every, *causes(every)))


def test_alternatives_that_share_too_many_errors_are_not_compared() -> None:
    shared = {"properties": {"x": {"$ref": "#/$defs/s"}}, "title": "B"}
    schema = {
        "anyOf": [{**shared, "maxProperties": 0}, *[shared] * 200],
        "$defs": {"s": {"items": {"type": "string"}}},
    }
    validator = holotype.compile(schema)
    (error,) = validator.iter_errors({"x": [1] * 20})
    assert error.message == (
        '{"x": [1, 1, 1, ...]} matches none of the 201 alternatives; '
        '"B" (alternative 2), "B" (alternative 3), "B" (alternative 4) and 197 more come equally near'
    )
    assert len(error.causes) == 20
    (error,) = validator.iter_errors({"x": [1] * 2_000})
    assert error.message == (
        '{"x": [1, 1, 1, ...]} matches none of the 201 alternatives; '
        '"B" (alternative 1) is the first; too many ways lead here to tell which comes nearest'
    )
    assert len(error.causes) == 2_001
