"""Keywords as the drafts before 2020-12 have them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.compiler.verdicts import verdict, verdicts


def test_in_draft_4_a_number_with_a_fraction_of_zero_is_no_integer() -> None:
    assert verdicts({"type": "integer"}, [1, 1.0], dialect="draft4") == [True, False]
    assert verdicts({"type": ["integer", "null"]}, [1, 1.0, None, True], dialect="draft4") == [
        True,
        False,
        True,
        False,
    ]
    assert verdicts({"type": "integer"}, [1, 1.0], dialect="draft6") == [True, True]


@pytest.mark.parametrize(
    ("schema", "at_the_limit", "beyond"),
    [
        ({"minimum": 2}, True, 1),
        ({"minimum": 2, "exclusiveMinimum": True}, False, 1),
        ({"minimum": 2, "exclusiveMinimum": False}, True, 1),
        ({"maximum": 2}, True, 3),
        ({"maximum": 2, "exclusiveMaximum": True}, False, 3),
        ({"maximum": 2, "exclusiveMaximum": False}, True, 3),
    ],
)
def test_in_draft_4_a_boolean_says_whether_the_limit_itself_is_admitted(
    schema: Any, at_the_limit: bool, beyond: int
) -> None:
    assert verdict(schema, 2, dialect="draft4") is at_the_limit
    assert not verdict(schema, beyond, dialect="draft4")


def test_dependencies_are_names_or_schemas_side_by_side() -> None:
    schema = {"dependencies": {"a": ["b"], "c": {"maxProperties": 1}, "d": False, "e": True, "f": []}}

    assert verdicts(schema, [{"a": 1, "b": 1}, {"c": 1}, {"e": 1, "f": 1}], dialect="draft7") == [True] * 3
    assert verdicts(schema, [{"a": 1}, {"c": 1, "x": 1}, {"d": 1}], dialect="draft7") == [False] * 3


def test_additional_items_are_those_after_the_array_of_items() -> None:
    schema = {"items": [{"type": "string"}, {"type": "null"}], "additionalItems": {"type": "integer"}}

    assert verdicts(schema, [["a"], ["a", None], ["a", None, 1]], dialect="draft7") == [True] * 3
    assert verdicts(schema, [[1], ["a", 1], ["a", None, 1, "b"]], dialect="draft7") == [False] * 3


@pytest.mark.parametrize("items", [{}, {"items": {"type": "integer"}}])
def test_additional_items_say_nothing_without_an_array_of_items(items: dict[str, Any]) -> None:
    assert verdict({**items, "additionalItems": False}, [1], dialect="draft7")


def test_until_draft_7_contains_knows_no_limits() -> None:
    schema = {"contains": {"type": "string"}, "minContains": 0, "maxContains": 0}

    assert verdicts(schema, [["a", "b"], []], dialect="draft7") == [True, False]


@pytest.mark.parametrize(
    ("encoding", "accepted", "refused"),
    [
        ("base64", ["", "e30=", 1], ["{}", "e30", "=", "\u00e9"]),
        ("BASE64", ["e30="], ["{}"]),
        ("quoted-printable", ["=", "{}"], []),
    ],
)
def test_in_draft_7_base64_is_the_encoding_that_asserts(
    encoding: str, accepted: list[Any], refused: list[Any]
) -> None:
    schema = {"contentEncoding": encoding}

    assert verdicts(schema, accepted, dialect="draft7") == [True] * len(accepted)
    assert verdicts(schema, refused, dialect="draft7") == [False] * len(refused)


@pytest.mark.parametrize(
    ("schema", "accepted", "refused"),
    [
        ({}, ["{}", " 1 ", 1], ["", "{", "e30="]),
        ({"contentEncoding": ""}, ["{}"], ["{"]),
        ({"contentEncoding": "base64"}, ["e30="], ["{}", "e3s=", "ew=="]),
        ({"contentEncoding": "Base64"}, ["e30="], ["ew=="]),
        ({"contentEncoding": "binary"}, ["{"], []),
        ({"contentMediaType": "text/plain"}, ["{"], []),
    ],
)
def test_in_draft_7_json_is_the_media_type_that_asserts_of_the_decoded_string(
    schema: dict[str, Any], accepted: list[Any], refused: list[Any]
) -> None:
    schema = {"contentMediaType": "application/json", **schema}

    assert verdicts(schema, accepted, dialect="draft7") == [True] * len(accepted)
    assert verdicts(schema, refused, dialect="draft7") == [False] * len(refused)
