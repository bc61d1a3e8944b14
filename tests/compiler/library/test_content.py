"""What a string holds."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.library.content import is_base64, is_json_content


@given(st.binary())
def test_what_was_encoded_is_base64(content: bytes) -> None:
    assert is_base64(b64encode(content).decode())


@pytest.mark.parametrize("text", ["=", "e30", "e30=\n", " e30=", "e30==", "e3-_", "\u00e9"])
def test_what_no_encoder_writes_is_not(text: str) -> None:
    assert not is_base64(text)


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("{}", "", True),
        ("{", "", False),
        ("", "", False),
        ("e30=", "base64", True),
        ("{}", "base64", False),
        ("/w==", "base64", False),
        ("[" * 100_000, "", False),
    ],
)
def test_json_is_looked_for_in_what_the_encoding_gives(text: str, encoding: str, expected: bool) -> None:
    assert is_json_content(text, encoding) is expected
