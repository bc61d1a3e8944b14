"""Values that no parser gives: predicate and errors path agree, and a value is what its base says."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import holotype
from holotype.contract.values import Nulls

from .foreign import INSTANCES, as_json

KEYWORDS: list[dict[str, Any]] = [
    *({"type": each} for each in ("null", "boolean", "integer", "number", "string", "array", "object")),
    {"type": ["string", "null"]},
    {"type": ["object", "boolean", "integer"]},
    {"const": "a"},
    {"const": 1},
    {"const": [1]},
    {"const": {"a": 1}},
    {"enum": ["a", "b"]},
    {"enum": [1, "a", None, True]},
    {"minimum": 1},
    {"exclusiveMaximum": 1},
    {"multipleOf": 0.5},
    {"minLength": 2},
    {"pattern": "^a"},
    {"format": "date"},
    {"maxItems": 1},
    {"uniqueItems": True},
    {"uniqueItems": True, "items": {"type": "string"}},
    {"maxProperties": 1},
    {"required": ["a"]},
    {"dependentRequired": {"a": ["b"]}},
    {"additionalProperties": False, "properties": {"a": True}},
    {"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": {"type": "integer"}},
    {"propertyNames": {"maxLength": 1}},
    {"anyOf": [{"properties": {"a": {"const": "a"}}, "required": ["a"]}, {"type": "array"}]},
    {
        "oneOf": [
            {"type": "object", "required": ["a"], "properties": {"a": {"const": each}}}
            for each in ("a", "b", "aa")
        ]
    },
    {"contains": {"type": "string"}, "maxContains": 1},
    {"properties": {each: {"type": "string"} for each in "abcdefghijklm"}},
]
SCHEMAS = st.recursive(
    st.sampled_from(range(len(KEYWORDS))).map(lambda index: (index,)),
    lambda below: st.tuples(
        st.sampled_from(["not", "items", "prefixItems", "properties", "unevaluatedProperties", "allOf"]),
        below,
        below,
    ),
    max_leaves=3,
)


def schema(drawn: tuple[Any, ...]) -> Any:
    if len(drawn) == 1:
        return KEYWORDS[drawn[0]]
    keyword, one, other = drawn[0], schema(drawn[1]), schema(drawn[2])
    value = {"properties": {"a": one, "b": other}, "allOf": [one, other], "prefixItems": [one, other]}
    return {keyword: value.get(keyword, one)}


@cache
def compiled(drawn: tuple[Any, ...], nulls: Nulls) -> holotype.Validator:
    return holotype.compile(schema(drawn), nulls=nulls)


@given(SCHEMAS, INSTANCES, st.sampled_from(["reject", "absent"]))
def test_every_way_to_ask_gives_one_verdict_which_is_that_of_the_base(
    drawn: tuple[Any, ...], instance: Any, nulls: Nulls
) -> None:
    validator = compiled(drawn, nulls)
    verdict = validator.is_valid(instance)
    assert validator.is_clean(instance) is verdict
    assert (not list(validator.iter_errors(instance))) is verdict
    assert validator.output(instance, format="basic")["valid"] is verdict
    assert validator.is_valid(as_json(instance)) is verdict
