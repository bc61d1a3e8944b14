"""Hostile patterns and texts come to an end; a test that does not return is the failure."""

from __future__ import annotations

import re
from contextlib import suppress
from time import process_time

import pytest

from holotype.compiler.patterns import Automaton, PatternError, compile_pattern, matches
from holotype.compiler.patterns.automaton import PATTERN_MEMORY, PatternAutomaton

TEXTS = [
    "a" * 50_000 + "!",
    "x" * 50_000,
    " " * 100_000 + "!",
    "ab" * 25_000 + "\n",
    "a@" * 25_000,
    "\u00e9" * 1_000,
]


@pytest.mark.parametrize(
    "source",
    [
        r"^(a+)+$",
        r"(a|a)*b",
        r"(a|aa)+$",
        r"^(a|aa)+$",
        r"^(([a-z])+.)+[A-Z]([a-z])+$",
        r"(.*)*x",
        r"\s+$",
        r"\s+!\s+$",
        r"(x+x+)+y",
        r"^(x+x+)+y$",
        r"^((a{1,10}){1,10}){1,10}$",
        r"^(?:(?:a{9}b?){9}c?){9}$",
        r"^\S+@\S+\.\S+$",
        r"^(a?){25}a{25}$",
        r"^(?=(a|aa)+$)\w(?<=(\w|\w\w)+)",
        r"(?:\b|a|aa)+\B!",
        r"^(?:a|" * 50 + "b" + ")*" * 50 + "$",
    ],
)
def test_a_search_ends(source: str) -> None:
    pattern = compile_pattern(source)
    for text in TEXTS:
        matches(pattern, text)


@pytest.mark.parametrize(
    "source",
    [
        "(a{1000}){1000}",
        "a{99999999999999999999}b?c",
        "(?:(?:(?:\\b|a){1000}){1000}){1000}",
        "(a)" + "".join(rf"(\{number}\{number})" for number in range(1, 50)),
        "^" + "a?" * 2_000 + "$",
        "^" + "(?:" * 59 + "a" + "){1,3}" * 59 + "$",
        "".join(f"(?=.*{letter}.*$)*.*" for letter in "abcdefghij" * 20),
    ],
)
def test_a_pattern_too_large_is_refused_or_answered(source: str) -> None:
    with suppress(PatternError):
        matches(compile_pattern(source), "a" * 500)


def test_a_repetition_too_large_for_the_automaton_is_refused_with_the_reason() -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern("(a{1000}){1000}")
    assert caught.value.message == (
        "looking for the pattern may take time that grows faster than the text, and with its repetitions"
        " written out it has more than 5,000 parts"
    )


def test_an_automaton_forgets_before_it_remembers_too_much() -> None:
    test = compile_pattern("^(?:a|aa)*b.{9}c$|a.{9}d.*e").test
    assert isinstance(test, Automaton)
    automaton = PatternAutomaton(test.sets, test.program, (), False)
    automaton.search("".join(map(chr, range(0x3000, 0x9000))))
    assert 0x9000 - 0x3000 > PATTERN_MEMORY > automaton.machine.memory


LONGEST = 100_000


def at_the_bound(start: str, part: str, end: str) -> str:
    """A pattern of as many parts as there may be."""
    parts = part * ((LONGEST - len(start) - len(end)) // len(part))
    return (start + parts + end).ljust(LONGEST, ".")


@pytest.mark.parametrize(
    "source",
    [
        at_the_bound("^(?:", "a*b*", ")+$"),
        at_the_bound("(", "(?=a?)(a{2,9}){9}", ")"),
    ],
)
def test_the_longest_pattern_is_refused_or_answered_in_time(source: str) -> None:
    started = process_time()
    with suppress(PatternError):
        matches(compile_pattern(source), "a" * 50_000)
    # A second or two; what grows faster than the pattern would take minutes.
    assert process_time() - started < 20


def test_a_pattern_beyond_the_bound_is_refused_with_its_length() -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern("a" * (LONGEST + 1))

    assert str(caught.value) == (
        "the pattern has 100,001 characters, and at most 100,000 are taken (share it out with anyOf, or "
        "write an enum), at offset 100000 of the pattern"
    )


def test_sets_of_too_many_ranges_are_refused_where_they_become_too_many() -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(r"\p{L}" * 40)
    sentence = "the escapes of the pattern stand for more than 20,000 ranges of characters"
    assert re.fullmatch(f"{sentence}, at offset [1-9][0-9]*[05] of the pattern", str(caught.value))
