"""The outputs agree with the predicates, with the errors path, and with each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import holotype

SCHEMAS: tuple[dict[str, Any] | bool, ...] = (
    {
        "properties": {"a": {"type": "integer", "minimum": 2}, "b": False, "c": {"$ref": "#"}},
        "patternProperties": {"^d": {"maxLength": 1}},
        "additionalProperties": {"type": ["object", "array", "null", "integer"]},
        "required": ["a", "c"],
        "items": {"$ref": "#"},
        "maxItems": 2,
    },
    {
        "anyOf": [
            {"type": "object", "properties": {"a": True}, "required": ["a"]},
            {"type": "array", "prefixItems": [{"const": 1}]},
            {"type": "string"},
        ],
        "unevaluatedProperties": {"type": "string"},
        "unevaluatedItems": False,
        "title": "t",
    },
    {
        "oneOf": [{"type": "number"}, {"multipleOf": 2}, {"enum": [[], {}, "a"]}],
        "not": {"const": 4},
        "format": "date",
    },
    {
        "contains": {"type": "integer", "title": "found"},
        "minContains": 1,
        "maxContains": 2,
        "unevaluatedItems": {"$ref": "#"},
        "propertyNames": {"pattern": "^[ab]$"},
        "dependentSchemas": {"a": {"properties": {"b": True}, "minProperties": 2}},
        "dependentRequired": {"b": ["a", "c"]},
        "unevaluatedProperties": {"type": "array"},
        "uniqueItems": True,
    },
    {
        "if": {"properties": {"a": {"const": 1}}, "required": ["a"]},
        "then": {"properties": {"b": {"$ref": "#/$defs/short"}}},
        "else": {"properties": {"c": {"allOf": [{"$ref": "#/$defs/short"}, {"$ref": "#/$defs/short"}]}}},
        "unevaluatedProperties": False,
        "$defs": {"short": {"type": "string", "maxLength": 2, "description": "short"}},
    },
)
VALIDATORS = [holotype.compile(schema) for schema in SCHEMAS]

SCALARS = st.none() | st.booleans() | st.integers(0, 5) | st.sampled_from([0.5, 2.0, float("nan")])
INSTANCES = st.recursive(
    SCALARS | st.sampled_from(["", "a", "abc", "2026-03-01"]),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "c", "d/~", "e"]), below, max_size=4)
    ),
    max_leaves=12,
)
EACH_VALIDATOR = pytest.mark.parametrize("validator", VALIDATORS, ids=range(len(VALIDATORS)))

Located = tuple[str, str]


def below(unit: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = unit.get("errors", unit.get("annotations", []))
    return found


def units(unit: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield unit
    for each in below(unit):
        yield from units(each)


def said(found: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """What the units say, where they say something of their own."""
    return [
        (each["keywordLocation"], each["instanceLocation"], repr(each.get("error", each.get("annotation"))))
        for each in found
        if "error" in each or "annotation" in each
    ]


@EACH_VALIDATOR
@given(instance=INSTANCES)
def test_every_format_has_the_verdict_of_is_valid(validator: holotype.Validator, instance: object) -> None:
    for shown in ("flag", "basic", "detailed", "verbose"):
        assert validator.output(instance, format=shown)["valid"] is validator.is_valid(instance)


@EACH_VALIDATOR
@given(instance=INSTANCES)
def test_every_error_is_told_in_the_same_words(validator: holotype.Validator, instance: object) -> None:
    told: dict[Located, str] = {}
    for each in validator.output(instance).get("errors", ()):
        place = (each["keywordLocation"], each["instanceLocation"])
        told[place] = told.get(place, "") + each["error"]
    for error in validator.iter_errors(instance):
        sentence = told[error.keyword_location, error.instance_location]
        # Where no alternative matches, the errors of all of them explain it.
        if error.keyword not in ("anyOf", "oneOf") or error.message.endswith("expected exactly one"):
            assert error.message in sentence


@EACH_VALIDATOR
@given(instance=INSTANCES)
def test_an_absolute_location_is_that_of_the_error(validator: holotype.Validator, instance: object) -> None:
    verbose = validator.output(instance, format="verbose")
    absolute = {
        (each["keywordLocation"], each["instanceLocation"], each["absoluteKeywordLocation"])
        for each in units(verbose)
    }
    for error in validator.iter_errors(instance):
        place = (error.keyword_location, error.instance_location, error.absolute_keyword_location)
        assert place in absolute


@EACH_VALIDATOR
@given(instance=INSTANCES)
def test_basic_says_what_detailed_says_in_its_order(validator: holotype.Validator, instance: object) -> None:
    basic = said(below(validator.output(instance, format="basic")))
    detailed = said(units(validator.output(instance, format="detailed")))
    assert [each for each in basic if "as the errors that follow explain" not in each[2]] == detailed


@EACH_VALIDATOR
@given(instance=INSTANCES)
def test_verbose_says_all_that_basic_says(validator: holotype.Validator, instance: object) -> None:
    basic = said(below(validator.output(instance, format="basic")))
    verbose = said(units(validator.output(instance, format="verbose")))
    assert {each for each in basic if "as the errors that follow explain" not in each[2]} <= set(verbose)


@EACH_VALIDATOR
@given(instance=INSTANCES)
def test_nothing_invalid_is_annotated(validator: holotype.Validator, instance: object) -> None:
    def check(unit: dict[str, Any], is_valid: bool) -> None:
        is_valid = is_valid and unit["valid"]
        assert is_valid or "annotation" not in unit
        for each in below(unit):
            check(each, is_valid)

    check(validator.output(instance, format="verbose"), True)
