"""The formats `json-pointer` and `relative-json-pointer`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.formats.json_pointers import (
    is_json_pointer,
    is_relative_json_pointer,
    is_stepless_relative_json_pointer,
)

KEYS = st.lists(st.text())
NUMBERS = st.integers(0, 10**30)


def pointer(keys: list[str]) -> str:
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in keys)


@given(KEYS)
def test_every_escaped_path_is_a_json_pointer(keys: list[str]) -> None:
    assert is_json_pointer(pointer(keys))


@given(st.text("~01/a"))
def test_each_tilde_of_a_json_pointer_begins_an_escape(text: str) -> None:
    escaped = all(after[:1] in ("0", "1") for after in text.split("~")[1:])
    assert is_json_pointer("/" + text) == escaped


@pytest.mark.parametrize("text", ["a", "#", "#/a", "~0", "/~", "/~2", " /a"])
def test_other_pointers_are_refused(text: str) -> None:
    assert not is_json_pointer(text)


@given(NUMBERS, KEYS)
def test_a_relative_pointer_is_a_number_before_a_pointer(number: int, keys: list[str]) -> None:
    for accepts in (is_relative_json_pointer, is_stepless_relative_json_pointer):
        assert accepts(f"{number}{pointer(keys)}")
        assert accepts(f"{number}#")
        assert not accepts(f"0{number}{pointer(keys)}")
        assert not accepts(f"{number}#{pointer(['a', *keys])}")
        assert not accepts(f"-{number}{pointer(keys)}")


@given(NUMBERS, st.sampled_from("+-"), NUMBERS, KEYS)
def test_a_step_is_known_to_2020_12_alone(number: int, sign: str, step: int, keys: list[str]) -> None:
    for text in (f"{number}{sign}{step}{pointer(keys)}", f"{number}{sign}{step}#"):
        assert is_relative_json_pointer(text)
        assert not is_stepless_relative_json_pointer(text)


@pytest.mark.parametrize(
    "text", ["", "a", "01", "0+", "0+01", "0+1+1", "0++1", "1\n", "\u0661", "\u00b2/a", "1a"]
)
def test_other_relative_pointers_are_refused(text: str) -> None:
    assert not is_relative_json_pointer(text)
    assert not is_stepless_relative_json_pointer(text)
