"""A reference that leads back to itself for the same value: an error where it decides, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import holotype
from holotype.compiler import compile_contract
from tests.compiler.test_contracts import contract

CIRCLE: dict[str, Any] = {"$ref": "#/$defs/a"}
A: dict[str, Any] = {"a": {"$ref": "#/$defs/a"}}
UNSAID = (
    "leads back to itself for the same value, without an end, so the schema does not say whether it is valid "
    "(JSON Schema core, section 9.4.1)"
)


def judged(schema: Mapping[str, Any], instance: Any) -> bool | None:
    return judged_by(holotype.compile(schema), instance)


def judged_by(validator: holotype.Validator, instance: Any) -> bool | None:
    """What every face of the validator says; None where an error is that something cannot be judged."""
    errors = list(validator.iter_errors(instance))
    valid = validator.is_valid(instance)
    assert valid == validator.is_clean(instance) == (not errors)
    assert valid == validator.output(instance, format="flag")["valid"]
    assert valid == validator.output(instance, format="verbose")["valid"]
    if valid:
        return True
    return None if any("cannot be judged" in error.message for error in errors) else False


def test_a_circle_that_is_not_reached_is_no_matter() -> None:
    schema = {"$defs": A, "properties": {"x": CIRCLE, "y": {"type": "string"}}}

    assert judged(schema, {"y": "a"}) is True
    assert judged(schema, {"y": 1}) is False
    assert judged(schema, {"x": 1}) is None


def test_the_error_says_where_the_circle_closes_and_why_it_is_one() -> None:
    schema = {"$id": "https://example.test/s", "$defs": A, "items": {"allOf": [CIRCLE]}}
    (error,) = holotype.compile(schema).iter_errors([5])

    assert error.instance_location == "/0"
    assert error.keyword_location == "/items/allOf/0/$ref/$ref"
    assert error.absolute_keyword_location == "https://example.test/s#/$defs/a/$ref"
    assert error.keyword == "$ref"
    assert error.message == f"5 cannot be judged: this reference {UNSAID}"


def test_a_keyword_that_depends_on_a_circle_says_so_itself() -> None:
    (error,) = holotype.compile({"$defs": A, "not": CIRCLE}).iter_errors(5)

    assert (error.keyword, error.keyword_location) == ("not", "/not")
    assert error.message == f"5 cannot be judged: a reference below {UNSAID}"
    (unit,) = holotype.compile({"$defs": A, "not": CIRCLE}).output(5)["errors"]
    assert unit["error"] == error.message


CASES: list[tuple[dict[str, Any], Any, bool | None]] = [
    ({"anyOf": [CIRCLE, {"type": "string"}]}, "s", True),
    ({"anyOf": [{"type": "string"}, CIRCLE]}, "s", True),
    ({"anyOf": [CIRCLE, {"type": "string"}]}, 1, None),
    ({"type": "string", **CIRCLE}, 1, None),
    ({"type": "string", **CIRCLE}, "s", None),
    ({"not": {"type": "string", **CIRCLE}}, 1, True),
    ({"not": {"type": "string", **CIRCLE}}, "s", None),
    ({"not": {"not": CIRCLE}}, 1, None),
    ({"not": {"anyOf": [CIRCLE, {"type": "string"}]}}, "s", False),
    ({"oneOf": [CIRCLE, {"type": "string"}]}, 1, None),
    ({"oneOf": [CIRCLE, {"type": "string"}]}, "s", None),
    ({"oneOf": [CIRCLE, {"type": "string"}, {"minLength": 2}]}, "ss", False),
    ({"oneOf": [{"type": "string", **CIRCLE}, {"type": "integer"}]}, 1, True),
    ({"if": CIRCLE, "then": {"type": "string"}}, "s", True),
    ({"if": CIRCLE, "then": {"type": "string"}}, 1, None),
    ({"if": CIRCLE, "then": {"type": "string"}, "else": {"type": "string"}}, 1, None),
    ({"if": CIRCLE}, 1, True),
    ({"if": {"type": "string"}, "then": CIRCLE, "else": {"type": "integer"}}, 1, True),
    ({"if": {"type": "string"}, "then": CIRCLE, "else": {"type": "integer"}}, "s", None),
    ({"dependentSchemas": {"x": CIRCLE}}, {"y": 1}, True),
    ({"dependentSchemas": {"x": CIRCLE}}, {"x": 1}, None),
    ({"contains": {"anyOf": [{"const": 1}, CIRCLE]}}, [2, 1], True),
    ({"contains": {"anyOf": [{"const": 1}, CIRCLE]}}, [2], None),
    ({"contains": {"type": "integer", **CIRCLE}}, ["s"], False),
    ({"contains": {"anyOf": [{"const": 1}, CIRCLE]}, "maxContains": 1}, [1], True),
    ({"contains": {"anyOf": [{"const": 1}, CIRCLE]}, "maxContains": 1}, [1, 2], None),
    ({"contains": {"anyOf": [{"const": 1}, CIRCLE]}, "maxContains": 1}, [1, 1, 2], False),
    ({"propertyNames": {"anyOf": [{"maxLength": 2}, CIRCLE]}}, {"ab": 1}, True),
    ({"propertyNames": {"anyOf": [{"maxLength": 2}, CIRCLE]}}, {"abc": 1}, None),
    ({"prefixItems": [True, CIRCLE]}, [1], True),
    ({"prefixItems": [True, CIRCLE]}, [1, 1], None),
    ({"patternProperties": {"^x": CIRCLE}, "additionalProperties": False}, {"y": 1}, False),
    ({"patternProperties": {"^x": CIRCLE}, "additionalProperties": False}, {"x": 1}, None),
    # What only a branch evaluates that cannot be judged is looked at as if nothing had evaluated it.
    (
        {"anyOf": [{"properties": {"x": True}, **CIRCLE}, True], "unevaluatedProperties": {"type": "string"}},
        {"x": "s"},
        True,
    ),
    (
        {"anyOf": [{"properties": {"x": True}, "required": ["x"]}, CIRCLE], "unevaluatedProperties": False},
        {"x": 1},
        True,
    ),
    (
        {"not": {"anyOf": [{"properties": {"x": True}, **CIRCLE}, True], "unevaluatedProperties": False}},
        {"x": 1},
        None,
    ),
    ({"unevaluatedItems": CIRCLE, "prefixItems": [True]}, [1], True),
    ({"unevaluatedItems": CIRCLE, "prefixItems": [True]}, [1, 2], None),
]


@pytest.mark.parametrize(("schema", "instance", "expected"), CASES)
def test_an_instance_has_a_verdict_where_the_circle_does_not_decide(
    schema: dict[str, Any], instance: Any, expected: bool | None
) -> None:
    assert judged({"$defs": A, **schema}, instance) is expected
    # The same at a place where the instance leads on, so that the schema is recursive too.
    within = {"$defs": {**A, "list": {"items": {"$ref": "#/$defs/list"}}}, "properties": {"p": schema}}
    assert judged(within, {"p": instance}) is expected


def test_a_keyword_next_to_a_circle_does_not_hide_it() -> None:
    schema = {"$defs": {"a": {"type": "string", "allOf": [CIRCLE]}, "b": {"$ref": "#/$defs/a/allOf/0"}}}

    errors = list(holotype.compile({**schema, "$ref": "#/$defs/b"}).iter_errors(5))
    assert [error.keyword for error in errors] == ["type", "$ref"]
    assert judged({**schema, "not": {"$ref": "#/$defs/b"}}, 5) is True
    assert judged({**schema, "not": {"$ref": "#/$defs/b"}}, "s") is None


def test_circles_of_several_schemas_are_entered_anywhere() -> None:
    schema = {
        "$defs": {
            "a": {"anyOf": [{"$ref": "#/$defs/b"}, {"type": "string"}]},
            "b": {"not": {"allOf": [{"$ref": "#/$defs/c"}, {"type": "integer"}]}},
            "c": {"minimum": 3, "$ref": "#/$defs/a"},
        }
    }

    assert [judged({**schema, "$ref": f"#/$defs/{each}"}, "s") for each in "abc"] == [True, True, True]
    assert [judged({**schema, "$ref": f"#/$defs/{each}"}, 1) for each in "abc"] == [True, True, None]
    assert [judged({**schema, "not": {"$ref": f"#/$defs/{each}"}}, 1) for each in "abc"] == [
        False,
        False,
        True,
    ]
    assert [judged({**schema, "$ref": f"#/$defs/{each}"}, 5) for each in "abc"] == [None, None, None]


def test_a_dynamic_reference_closes_a_circle_in_the_scopes_in_which_it_does() -> None:
    schema = {
        "$id": "https://example.test/root",
        "properties": {"closed": {"$ref": "closed"}, "open": {"$ref": "list"}},
        "$defs": {
            "list": {
                "$id": "list",
                "$defs": {"item": {"$dynamicAnchor": "item", "type": "string"}},
                "$dynamicRef": "#item",
            },
            "closed": {
                "$id": "closed",
                "$dynamicAnchor": "item",
                "$ref": "list",
            },
        },
    }

    assert judged(schema, {"open": "s"}) is True
    assert judged(schema, {"open": 1}) is False
    assert judged(schema, {"closed": "s"}) is None
    (error,) = holotype.compile(schema).iter_errors({"closed": "s"})
    assert error.keyword == "$dynamicRef"


def test_a_recursive_reference_of_2019_09_may_close_a_circle() -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2019-09/schema",
        "anyOf": [{"$recursiveRef": "#"}, {"type": "string"}],
    }

    assert judged(schema, "s") is True
    assert judged(schema, 1) is None


@pytest.mark.parametrize("refusal", [{"not": CIRCLE}, CIRCLE, {"oneOf": [CIRCLE, {"type": "null"}]}])
def test_null_does_not_count_as_absent_where_a_circle_might_admit_it(refusal: dict[str, Any]) -> None:
    schema = {"$defs": A, "properties": {"x": refusal, "y": {"type": "string", **refusal}}}
    validator = holotype.compile(schema, nulls="absent")

    assert not validator.is_valid({"x": None})
    assert [error.instance_location for error in validator.iter_errors({"x": None, "y": None})] == [
        "/x"
    ] * len(list(validator.iter_errors({"x": None})))
    assert validator.is_valid({"y": None})


def test_a_rule_that_reads_what_cannot_be_judged_is_skipped() -> None:
    schema = {
        "$defs": A,
        "type": "object",
        "properties": {"x": {"type": "integer", "not": CIRCLE}, "y": {"type": "integer"}},
    }
    validator = holotype.compile(schema, rules=[holotype.Rule("ordered", "x < y")])

    assert [error.keyword for error in validator.iter_errors({"x": 5, "y": 1})] == ["not"]
    assert validator.is_valid({"y": 1})


def test_a_lowered_severity_stays_where_the_schema_is_copied() -> None:
    schema = {
        "$id": "https://example.test/s",
        "type": "object",
        "properties": {"x": {"allOf": [{"minimum": 3}, {"anyOf": [True, CIRCLE]}]}},
        "$defs": A,
    }
    namespace: dict[str, Any] = {"__name__": "emitted"}
    lowered = contract(severity={"/properties/x/allOf/0/minimum": "warning"})
    exec(compile_contract(lowered, schema).source, namespace)

    assert namespace["is_valid"]({"x": 1})
    assert not namespace["is_clean"]({"x": 1})
    assert [error.severity for error in namespace["iter_errors"]({"x": 1})] == ["warning"]


def test_a_circle_may_be_long() -> None:
    steps: dict[str, Any] = {f"n{number}": {"$ref": f"#/$defs/n{number + 1}"} for number in range(300)}
    schema = {"$defs": {**steps, "n300": {"$ref": "#/$defs/n0"}}, "items": {"$ref": "#/$defs/n7"}}

    assert judged(schema, []) is True
    assert judged(schema, [1]) is None


def test_circles_that_cross_in_too_many_ways_are_refused() -> None:
    names = [f"n{number}" for number in range(18)]
    every = [{"$ref": f"#/$defs/{name}"} for name in names]

    with pytest.raises(holotype.SchemaError, match=r"in too many ways|in more than 100,000 ways"):
        holotype.compile({"$defs": {name: {"anyOf": every} for name in names}, "anyOf": every})


# Held to a reading of the specification in three truth values


def reading(schema: Any, root: Mapping[str, Any], value: Any, active: frozenset[str]) -> bool | None:
    """The verdict; None where it depends on a reference to what is being applied to the value already."""
    if isinstance(schema, bool):
        return schema
    return all_of(
        [assertion(keyword, schema, root, value, active) for keyword in schema if keyword != "$defs"]
    )


def assertion(
    keyword: str, schema: Mapping[str, Any], root: Mapping[str, Any], value: Any, active: frozenset[str]
) -> bool | None:
    argument = schema[keyword]

    def here(each: Any) -> bool | None:
        return reading(each, root, value, active)

    match keyword:
        case "type":
            return type(value) is {"integer": int, "array": list, "string": str}[argument]
        case "minimum":
            return not isinstance(value, int) or bool(value >= argument)
        case "$ref":
            name = argument.removeprefix("#/$defs/")
            return None if name in active else reading(root["$defs"][name], root, value, active | {name})
        case "allOf":
            return all_of([here(each) for each in argument])
        case "anyOf":
            return negated(all_of([negated(here(each)) for each in argument]))
        case "oneOf":
            return counted([here(each) for each in argument], 1, 1)
        case "not":
            return negated(here(argument))
        case "if":
            condition = here(argument)
            then, otherwise = here(schema.get("then", True)), here(schema.get("else", True))
            either = (
                negated(all_of([condition, negated(then)])),
                negated(all_of([negated(condition), negated(otherwise)])),
            )
            return all_of([*either])
        case "items" | "contains" if isinstance(value, list):
            found = [reading(argument, root, each, frozenset()) for each in value]
            most = schema.get("maxContains", len(value))
            return all_of(found) if keyword == "items" else counted(found, 1, most)
        case _:
            return True


def all_of(verdicts: list[bool | None]) -> bool | None:
    return False if False in verdicts else None if None in verdicts else True


def negated(verdict: bool | None) -> bool | None:
    return None if verdict is None else not verdict


def counted(verdicts: list[bool | None], least: int, most: int) -> bool | None:
    sure, unsure = verdicts.count(True), verdicts.count(None)
    if sure + unsure < least or sure > most:
        return False
    return True if sure >= least and sure + unsure <= most else None


REFERENCES = st.sampled_from("abc").map(lambda name: {"$ref": f"#/$defs/{name}"})
LEAVES = st.sampled_from([True, {"type": "integer"}, {"type": "array"}, {"minimum": 1}, {"minimum": 2}])
SCHEMAS: st.SearchStrategy[Any] = st.recursive(
    LEAVES | REFERENCES,
    lambda inner: st.one_of(
        st.builds(
            lambda keyword, each: {keyword: each},
            st.sampled_from(["allOf", "anyOf", "oneOf"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"if": inner}, optional={"then": inner, "else": inner}),
        st.fixed_dictionaries({"items": inner}),
        st.fixed_dictionaries({"contains": inner}, optional={"maxContains": st.integers(0, 2)}),
    ),
    max_leaves=6,
)
INSTANCES = st.recursive(st.integers(0, 3), lambda inner: st.lists(inner, max_size=3), max_leaves=4)


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries({"a": SCHEMAS, "b": SCHEMAS, "c": SCHEMAS}),
    st.lists(INSTANCES, min_size=1, max_size=4),
)
def test_every_verdict_is_that_of_a_reading_in_three_truth_values(
    definitions: dict[str, Any], instances: list[Any]
) -> None:
    schema = {"$defs": definitions, "$ref": "#/$defs/a"}
    validator = holotype.compile(schema)
    for instance in instances:
        expected = reading(schema, schema, instance, frozenset())
        found = judged_by(validator, instance)
        # A definite failure may stand beside what cannot be judged.
        assert found is expected or (expected is False and found is None), (schema, instance)
