"""The words of messages: bounded, printable, and the nearest name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.library.messages import counted, escape_token, expected, kind, nearest, show


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (-1, "-1"),
        (10**40 - 1, "9" * 40),
        (1 - 10**40, "-" + "9" * 40),
        (10**40, "an integer of about 41 digits"),
        (-(10**40), "an integer of about 41 digits"),
        (0.5, "0.5"),
        ("a", '"a"'),
        ('"\\', '"\\"\\\\"'),
        ("\n\r\t", '"\\n\\r\\t"'),
        ("\x00\x7f\u202e", '"\\u0000\\u007f\\u202e"'),
        ("\U000e0001", '"\\u{e0001}"'),
        ("\ud800", '"\\ud800"'),
        ("x" * 60, f'"{"x" * 60}"'),
        ("x" * 61, f'"{"x" * 60}..."'),
        ([], "[]"),
        ([1, 2, 3], "[1, 2, 3]"),
        ([1, 2, 3, 4], "[1, 2, 3, ...]"),
        ([[[1]], [[]]], "[[[...]], [[]]]"),
        ({}, "{}"),
        ({"a": 1, "b": 2, "c": 3}, '{"a": 1, "b": 2, "c": 3}'),
        ({"a": 1, "b": 2, "c": 3, "d": 4}, '{"a": 1, "b": 2, "c": 3, ...}'),
        ({"a": {"b": {"c": 1}, "d": {}}}, '{"a": {"b": {...}, "d": {}}}'),
        (b"a", "a Python bytes"),
    ],
)
def test_a_value_is_shown_as_json_and_shortened(value: Any, shown: str) -> None:
    assert show(value) == shown


@given(
    st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_whatever_the_value_what_is_shown_is_short_and_printable(value: Any) -> None:
    assert show(value).isprintable()
    assert len(show(value)) < 10_000


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "expected X, found null"),
        ([1], "expected X, found an array"),
        ({}, "expected X, found an object"),
        (True, "expected X, found true, which is a boolean"),
        (1, "expected X, found 1, which is an integer"),
        (0.5, "expected X, found 0.5, which is a number"),
        (float("inf"), "expected X, found inf, which is no number in JSON"),
        ("a", 'expected X, found "a", which is a string'),
        (b"", "expected X, found a Python bytes, which is of no JSON type"),
    ],
)
def test_what_was_found_is_named_with_its_kind(value: Any, sentence: str) -> None:
    assert expected(value, "X") == sentence


@pytest.mark.parametrize(
    ("word", "words", "question"),
    [
        ("SUCESS", ["FAILED", "SUCCESS"], 'did you mean "SUCCESS"?'),
        ("success", ["SUCCESS"], 'did you mean "SUCCESS"?'),
        ("Status", ["status", "STATUS"], 'did you mean "status"?'),
        ("abc", ["xyz"], None),
        ("", ["a"], None),
        (5, ["5"], None),
        ("x" * 64, ["x" * 64], f'did you mean "{"x" * 60}..."?'),
        ("x" * 65, ["x" * 64], None),
        ("x" * 64, ["x" * 65], None),
    ],
)
def test_the_nearest_word_is_asked_for_where_one_is_near(
    word: object, words: list[str], question: str | None
) -> None:
    assert nearest(word, words) == question


def test_looking_for_the_nearest_word_ends_with_the_first_two_thousand() -> None:
    others = [f"{index:05}" for index in range(1999)]

    assert nearest("needle", [*others, "needles"]) == 'did you mean "needles"?'
    assert nearest("needle", [*others, "99999", "needles"]) is None


@pytest.mark.parametrize(
    ("name", "token"), [("a", "a"), ("a/b", "a~1b"), ("a~b", "a~0b"), ("~1", "~01"), ("/~", "~1~0"), (1, "1")]
)
def test_a_name_is_escaped_as_a_token_of_a_pointer(name: object, token: str) -> None:
    assert escape_token(name) == token


def test_one_thing_is_counted_in_the_singular() -> None:
    assert [counted(count, "item", "items") for count in (0, 1, 2)] == ["0 items", "1 item", "2 items"]


def test_each_json_type_has_its_article() -> None:
    values: list[Any] = [None, True, 1, 0.5, "a", [], {}, float("nan"), ()]

    assert [kind(value) for value in values] == [
        "null",
        "a boolean",
        "an integer",
        "a number",
        "a string",
        "an array",
        "an object",
        "no number in JSON",
        "of no JSON type",
    ]
