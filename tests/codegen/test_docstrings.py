"""Docstrings that hold any text."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.codegen.docstrings import docstring
from holotype.codegen.visible import visible
from tests.codegen.support import HOSTILE_TEXTS

TEXTS = st.text(st.sampled_from('"\\\n {}%a\x00\u202e\ud800é')) | st.text()


def parsed(source: str) -> str:
    (statement,) = ast.parse(f"class C:\n    {source}\n").body
    assert isinstance(statement, ast.ClassDef)
    (expression,) = statement.body
    assert isinstance(expression, ast.Expr)
    assert isinstance(expression.value, ast.Constant)
    assert isinstance(expression.value.value, str)
    return expression.value.value


@given(TEXTS)
def test_no_text_ends_its_docstring(text: str) -> None:
    assert parsed(docstring(text, 4)).split() == [visible(word) for word in text.split()]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_stays_text(text: str) -> None:
    quoted = docstring(text, 4)
    assert parsed(quoted).split() == [visible(word) for word in text.split()]
    assert all(character.isprintable() or character == "\n" for character in quoted)


def test_one_line_stays_one_line() -> None:
    assert docstring('The "object" type.', 4) == '"""The "object" type."""'


def test_long_text_is_wrapped_and_paragraphs_stay_apart() -> None:
    quoted = docstring("Title\n\n\n" + "word " * 40, 4)
    lines = quoted.split("\n")
    assert lines[:2] == ['"""Title', ""]
    assert lines[-1] == '    """'
    assert max(map(len, lines)) <= 110
