"""Long lists of alternatives are looked for quickly, and mean what they say."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holotype.compiler.patterns import Automaton, OneOf, PatternError, Search, compile_pattern, matches
from holotype.compiler.patterns.factoring import MANY

NAMES = ["".join(letters) for letters in product("abcdefghijkl", "xyz", "abcdefghijkl", "-._", "xyz", "pq")]
ESCAPED = "|".join(map(re.escape, NAMES))
TEXTS = [NAMES[0], NAMES[-1], NAMES[7] + NAMES[8], NAMES[5] + "-1", "x" + NAMES[5], "", NAMES[5][:-1], "!"]


def long_list(template: str) -> str:
    """The template, with a list of 46,000 characters and more for its %."""
    source = template.replace("%", ESCAPED)
    assert len(source) > 46_000
    return source


@pytest.mark.parametrize(
    "template",
    [
        "%",
        "^(%)(-[0-9]+)?$",
        "^(?:%)+$",
        "^(?!(?:%)$)[^!]+$",
    ],
)
def test_a_list_of_names_within_a_pattern_is_found_as_written(template: str) -> None:
    source = long_list(template)
    pattern = compile_pattern(source)

    assert isinstance(pattern.test, Search)
    judge = re.compile(source.replace("$", r"\Z"))
    assert [matches(pattern, text) for text in TEXTS] == [judge.search(text) is not None for text in TEXTS]


def test_a_list_of_names_alone_is_looked_up() -> None:
    assert compile_pattern(long_list("^(%)$")).test == OneOf(tuple(NAMES))


def test_names_in_any_case_are_found() -> None:
    source = "|".join(
        "".join(f"[{a}{a.upper()}]" if a.isalpha() else f"[{a}]" for a in name) for name in NAMES
    )
    pattern = compile_pattern(f"^(?:{source[:50_000].rpartition('|')[0]})$")

    assert isinstance(pattern.test, Search)
    assert matches(pattern, NAMES[3].upper())
    assert not matches(pattern, NAMES[3].upper() + "a")


def test_a_list_in_a_lookbehind_stays_as_it_is() -> None:
    # `re` takes options of one width each, and a tree of them would have several.
    source = "^[0-9c]+(?<!%)$".replace("%", "|".join(f"c{number}" for number in range(MANY)))
    pattern = compile_pattern(source)

    assert isinstance(pattern.test, Automaton)
    assert pattern.test.quick is not None
    assert [matches(pattern, text) for text in ("11", "cc", "c1", "1c63", "c64")] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_a_class_of_thousands_of_characters_is_taken() -> None:
    characters = "".join(map(chr, range(0x3400, 0x3400 + 2 * 10_000, 2)))
    pattern = compile_pattern(f"^[{characters}]+$")

    assert isinstance(pattern.test, Search)
    assert matches(pattern, characters)
    assert not matches(pattern, characters + "\u3401")


def test_a_class_that_re_looks_through_one_by_one_goes_to_the_automaton() -> None:
    characters = "".join(map(chr, range(0x20000, 0x20000 + 4_000, 2)))
    pattern = compile_pattern(f"^[{characters}]+$")

    assert isinstance(pattern.test, Automaton)
    assert matches(pattern, characters)
    assert not matches(pattern, characters + "\U00020001")
    with pytest.raises(PatternError, match=r"1,000 ranges of characters beyond U\+FFFF, and"):
        compile_pattern(rf"^([{characters}])\1$")


@pytest.mark.parametrize(
    "source",
    [
        # An item may be one name, or two: ways multiply.
        f"^(?:a|aa|{'|'.join(NAMES[:MANY])})*$",
        # From each place to the end: the work is quadratic.
        f"a(?:{'|'.join(NAMES[:MANY])})*!$",
        # More than one option goes on with the same letter.
        f"^(?:{'|'.join(NAMES[:MANY])}|[a-z]+-*x)*$",
    ],
)
def test_a_list_with_more_than_one_way_through_a_text_goes_to_the_automaton(source: str) -> None:
    assert isinstance(compile_pattern(source).test, Automaton)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("ab1", max_size=5), min_size=1, max_size=12),
    st.sampled_from(
        ["^(?:%)", "(?:%)$", "^(?:%)b$", "^(?:%)*$", "^[ab](?:%)", "1(?:%)1", "^(?=%)a", "^(?!%).b"]
    ),
    st.lists(st.text("ab1c", max_size=8), min_size=1, max_size=8),
)
def test_a_tree_of_beginnings_is_found_where_one_of_its_names_is(
    names: list[str], template: str, texts: list[str]
) -> None:
    options = [*names, "[ab]", "[a1]b", "a*1", *(f"c{number}" for number in range(MANY))]
    source = template.replace("%", "|".join(options))
    pattern = compile_pattern(source)
    judge = re.compile(source.replace("$", r"\Z"))
    for text in texts:
        assert matches(pattern, text) == (judge.search(text) is not None), (pattern.test, text)


def test_beginnings_within_beginnings_do_not_nest_without_bound() -> None:
    pattern = compile_pattern("^(?:" + "|".join("a" * length for length in range(1, 120)) + ")-$")

    assert matches(pattern, "a" * 119 + "-")
    assert not matches(pattern, "a" * 120 + "-")
    assert not matches(pattern, "-")
