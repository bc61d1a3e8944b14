"""Schemas in words, as `not` and `contains` tell them."""

from __future__ import annotations

from typing import Any

import pytest

import holotype


def excluding(schema: Any, instance: Any) -> str:
    """What is said of the instance where `not` excludes the schema."""
    (error,) = holotype.compile({"not": schema, "$defs": {"Legacy": {"minProperties": 1}}}).iter_errors(
        instance
    )
    return error.message


@pytest.mark.parametrize(
    ("schema", "instance", "words"),
    [
        ({"type": ["string", "null"]}, None, "a string or null"),
        ({"const": 3}, 3, "3"),
        ({"enum": ["a", "b"]}, "b", '"a" or "b"'),
        ({"required": ["a"]}, {"a": 1}, 'an object with "a"'),
        ({"required": ["a", "b"]}, {"a": 1, "b": 1}, 'an object with both "a" and "b"'),
        ({"required": ["a", "b", "c"]}, {"a": 1, "b": 1, "c": 1}, 'an object with "a", "b" and "c"'),
        (
            {"properties": {"k": {"const": "x"}, "n": True}, "required": ["k", "n"]},
            {"k": "x", "n": 1},
            'an object with "n" and whose "k" is "x"',
        ),
        ({"properties": {"k": {"const": "x"}}}, {}, 'an object whose "k" is "x" or absent'),
        ({"pattern": "^a"}, "a", 'a string that matches the pattern "^a"'),
        ({"type": "string", "format": "date"}, "2024-01-01", "a date (RFC 3339)"),
        (
            {"format": "date", "maxLength": 10},
            "2024-01-01",
            "a string of at most 10 characters and that is a date (RFC 3339)",
        ),
        ({"pattern": r"^\d\u0041$"}, "1A", r'a string that matches the pattern "^\d\u0041$"'),
        (
            {"minLength": 1, "maxLength": 2},
            "ab",
            "a string of at least 1 character and of at most 2 characters",
        ),
        ({"type": "integer", "exclusiveMinimum": 1}, 3, "an integer greater than 1"),
        ({"exclusiveMaximum": 4, "multipleOf": 3}, 3, "a number less than 4 and that is a multiple of 3"),
        (
            {"minItems": 1, "maxItems": 2, "uniqueItems": True},
            [1],
            "an array of at least 1 item, of at most 2 items and without equal items",
        ),
        ({"allOf": [{"type": "object"}, {"maxProperties": 1}]}, {}, "an object of at most 1 property"),
        ({"anyOf": [{"type": "string"}, {"const": 5}]}, 5, "a string or 5"),
        ({"title": "Old form", "if": True, "then": True}, 1, 'a valid "Old form"'),
        ({"$ref": "#/$defs/Legacy"}, {"a": 1}, 'a valid "Legacy"'),
    ],
)
def test_a_schema_is_told_in_words(schema: Any, instance: Any, words: str) -> None:
    assert excluding(schema, instance).startswith(f"expected anything but {words}, found ")


@pytest.mark.parametrize(
    "schema",
    [
        {"items": {"type": "integer"}},
        {"properties": {"a": {"not": {"type": "null"}}}},
        {"anyOf": [{"minLength": 1}, {"if": True}]},
        {"minLength": 0, "minItems": 0, "title": " "},
        {"enum": ["x" * 50, "y" * 50, "z" * 50, "w" * 50, 3]},
        {"allOf": [{"maximum": limit} for limit in range(3, 13)]},
    ],
)
def test_what_words_would_not_tell_whole_is_not_told_in_words(schema: Any) -> None:
    assert excluding(schema, 3) == "3 matches what must not match"


def test_what_is_excluded_for_being_of_another_type_is_told_that() -> None:
    assert excluding({"required": ["a"]}, 5) == "expected an object, found 5, which is an integer"
    assert excluding({"minimum": 3}, 2.5 + 1).startswith("expected anything but a number of at least 3")
    assert excluding({"minimum": 3}, 4).startswith("expected anything but a number of at least 3")


def test_names_in_words_are_quoted_and_shortened() -> None:
    message = excluding({"required": ["\x1b[31m\u202e", "n" * 1000]}, {"\x1b[31m\u202e": 1, "n" * 1000: 1})
    assert message.startswith('expected anything but an object with both "\\u001b[31m\\u202e" and "nnn')
    assert message.isprintable()
