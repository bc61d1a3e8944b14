"""Which nulls count as absent, by the table of what is declared where."""

from __future__ import annotations

from typing import Any

import pytest

import holotype

A_STRING: dict[str, Any] = {"type": "string"}


def stripped(schema: Any, instance: Any) -> Any:
    return holotype.compile(schema, nulls="absent").strip(instance)


@pytest.mark.parametrize(
    ("schema", "instance", "expected"),
    [
        ({"properties": {"a": A_STRING}}, {"a": None, "b": None}, {"b": None}),
        ({"properties": {"a": A_STRING}, "required": ["a"]}, {"a": None}, {"a": None}),
        ({"properties": {"a": {"type": ["string", "null"]}}}, {"a": None}, {"a": None}),
        ({"properties": {"a": True}}, {"a": None}, {"a": None}),
        ({"properties": {"a": False}}, {"a": None}, {}),
        ({"properties": {"a": {"enum": ["x"]}}}, {"a": None}, {}),
        ({"allOf": [{"properties": {"a": A_STRING}}, {"required": ["a"]}]}, {"a": None}, {"a": None}),
        ({"allOf": [{"properties": {"a": True}}, {"properties": {"a": A_STRING}}]}, {"a": None}, {}),
        (
            {"properties": {"a": True}, "additionalProperties": A_STRING},
            {"a": None, "b": None},
            {"a": None, "b": None},
        ),
        (
            {"properties": {"a": True}, "patternProperties": {"^a": A_STRING}},
            {"a": None, "aa": None},
            {"aa": None},
        ),
        ({"properties": {"a": {"properties": {"b": A_STRING}}}}, {"a": {"b": None, "c": 1}}, {"a": {"c": 1}}),
        (
            {"patternProperties": {"^x": {"properties": {"b": A_STRING}}}},
            {"x": {"b": None}, "y": {"b": None}},
            {"x": {}, "y": {"b": None}},
        ),
        ({"additionalProperties": {"properties": {"b": A_STRING}}}, {"x": {"b": None}}, {"x": {}}),
        (
            {"properties": {"x": True}, "additionalProperties": {"properties": {"b": A_STRING}}},
            {"x": {"b": None}, "y": {"b": None}},
            {"x": {"b": None}, "y": {}},
        ),
        ({"items": {"properties": {"a": A_STRING}}}, [{"a": None}, 1, {"a": "x"}], [{}, 1, {"a": "x"}]),
        (
            {"prefixItems": [{"properties": {"a": A_STRING}}], "items": {"properties": {"b": A_STRING}}},
            [{"a": None, "b": None}, {"a": None, "b": None}],
            [{"b": None}, {"a": None}],
        ),
        (
            {"prefixItems": [True, {"properties": {"a": A_STRING}}]},
            [{"a": None}, {"a": None}],
            [{"a": None}, {}],
        ),
        ({"$ref": "#/$defs/d", "$defs": {"d": {"properties": {"a": A_STRING}}}}, {"a": None}, {}),
        ({"anyOf": [{"properties": {"a": A_STRING}}]}, {"a": None}, {"a": None}),
        ({"not": {"properties": {"a": A_STRING}}}, {"a": None}, {"a": None}),
        ({"if": True, "then": {"properties": {"a": A_STRING}}}, {"a": None}, {"a": None}),
        ({"properties": {"a": A_STRING}}, None, None),
        ({"properties": {"a": A_STRING}}, [None], [None]),
    ],
)
def test_a_null_is_stripped_where_what_is_declared_refuses_it_and_nothing_requires_it(
    schema: Any, instance: Any, expected: Any
) -> None:
    assert stripped(schema, instance) == expected


def test_what_has_nothing_to_strip_is_given_back_itself() -> None:
    schema = {"properties": {"a": A_STRING, "b": {"items": {"properties": {"c": A_STRING}}}}}
    instance = {"a": "x", "b": [{"c": "y"}], "d": None}

    assert stripped(schema, instance) is instance


def test_the_instance_that_was_given_keeps_its_nulls_and_what_is_the_same_is_shared() -> None:
    schema = {"properties": {"a": A_STRING, "b": {"items": {"properties": {"c": A_STRING}}}}}
    instance: dict[str, Any] = {"b": [{"c": None}, {"c": "y"}], "d": [1]}

    result = stripped(schema, instance)

    assert instance == {"b": [{"c": None}, {"c": "y"}], "d": [1]}
    assert result == {"b": [{}, {"c": "y"}], "d": [1]}
    assert result["d"] is instance["d"]
    assert result["b"][1] is instance["b"][1]


def test_a_schema_that_contains_itself_strips_at_every_depth() -> None:
    schema = {"properties": {"a": A_STRING, "next": {"$ref": "#"}}}

    assert stripped(schema, {"next": {"a": None, "next": {"a": None}}}) == {"next": {"next": {}}}


def test_every_keyword_sees_the_stripped_instance() -> None:
    schema = {"properties": {"a": A_STRING}, "minProperties": 1, "propertyNames": {"maxLength": 1}}
    validator = holotype.compile(schema, nulls="absent")

    assert not validator.is_valid({"a": None})
    assert validator.is_valid({"a": None, "b": None})
    assert [error.keyword for error in validator.iter_errors({"a": None})] == ["minProperties"]


def test_in_reject_mode_only_the_nulls_that_absence_would_mend_carry_the_hint() -> None:
    schema = {"properties": {"a": A_STRING, "b": A_STRING}, "required": ["b"]}
    errors = holotype.compile(schema).iter_errors({"a": None, "b": None})

    assert [(error.instance_location, error.hint is not None) for error in errors] == [
        ("/a", True),
        ("/b", False),
    ]
