"""Markdown that shows any text and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.codegen.markdown import inline_code, table, text
from tests.codegen.support import HOSTILE_TEXTS

TEXTS = st.text(st.sampled_from("`|\\<>[]*_\n a1.-\x00\u202e\ud800")) | st.sampled_from(HOSTILE_TEXTS)


@given(TEXTS)
def test_a_cell_stays_in_its_row(value: str) -> None:
    for cell in (text(value), inline_code(value)):
        assert "\n" not in cell
        assert "|" not in cell
        assert cell.isprintable()


@given(TEXTS)
def test_text_makes_no_markup(value: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>]", text(value).replace("&lt;", "").replace("&gt;", ""))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("# title", "\\# title"),
        ("a\n\n  b", "a b"),
        ("https://example.com", "https:&#47;/example.com"),
        ("\x1b[0m", "\\\\x1b\\[0m"),
    ],
)
def test_text_is_shown_as_it_is(value: str, shown: str) -> None:
    assert text(value) == shown


def test_plain_names_are_code_spans_and_others_are_spelled_out() -> None:
    assert inline_code("a.b <= 10") == "`a.b <= 10`"
    assert inline_code("a|`b") == "<code>a&#124;&#96;b</code>"
    assert inline_code("") == "<code></code>"


def test_a_table_has_a_line_for_each_row() -> None:
    assert table(("A", "B"), [("1", ""), ("2", "3")]) == "| A | B |\n| --- | --- |\n| 1 |   |\n| 2 | 3 |"
