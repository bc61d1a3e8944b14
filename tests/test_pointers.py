"""JSON Pointers to reference tokens and back, and which tokens are indexes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.pointers import escape, index, pointer_tokens, tokens


@given(st.lists(st.text() | st.sampled_from(["", "~", "~1", "a/b", "~01"]), max_size=4))
def test_a_pointer_gives_back_the_tokens_that_it_is_made_of(path: list[str]) -> None:
    pointer = "".join(f"/{escape(token)}" for token in path)
    assert tokens(pointer) == path
    assert pointer_tokens(pointer) == tuple(path)


@given(st.text("/~01a", max_size=8))
def test_what_is_taken_for_a_pointer_is_what_its_tokens_are_written_as(text: str) -> None:
    path = tokens(text)
    if "".join(f"/{escape(token)}" for token in path) == text:
        assert pointer_tokens(text) == tuple(path)
    else:
        with pytest.raises(ValueError, match=f"^{text!r} is not a JSON Pointer: "):
            pointer_tokens(text)


@pytest.mark.parametrize(
    ("token", "length", "found"),
    [
        ("0", 1, 0),
        ("9", 10, 9),
        ("10", 11, 10),
        ("1", 1, None),
        ("0", 0, None),
        ("00", 9, None),
        ("01", 9, None),
        ("-1", 9, None),
        ("+1", 9, None),
        ("-", 9, None),
        ("", 9, None),
        ("x", 9, None),
        ("1_0", 99, None),
        ("\u00b2", 9, None),
        ("\u0661", 9, None),
        ("9" * 5_000, 9, None),
    ],
)
def test_a_token_is_an_index_as_the_specification_writes_it(
    token: str, length: int, found: int | None
) -> None:
    assert index(token, length) == found
