"""The text of a pattern becomes the test that answers for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from holotype.compiler.patterns.automaton import PATTERN_AT_BOUNDARY, PATTERN_CHECK, PatternAutomaton
from holotype.compiler.patterns.backtracking import work
from holotype.compiler.patterns.characters import CodePoints
from holotype.compiler.patterns.factoring import factored
from holotype.compiler.patterns.literals import Anchored, literal_test
from holotype.compiler.patterns.pattern import (
    Always,
    Ascii,
    Automaton,
    Contains,
    EndsWith,
    Equals,
    OneOf,
    Pattern,
    Search,
    StartsWith,
    Test,
)
from holotype.compiler.patterns.program import MAX_INSTRUCTIONS, TooLargeError, assemble
from holotype.compiler.patterns.recogniser import PatternError
from holotype.compiler.patterns.references import first_reference, settle
from holotype.compiler.patterns.simplification import forced_rounds, simplify
from holotype.compiler.patterns.syntax import Node, parse
from holotype.compiler.patterns.translation import python_source

# Rounds that a repetition may demand of something that can match nothing: `re` runs each of them.
MAX_FORCED_ROUNDS: Final = 1_000


@lru_cache(maxsize=1024)
def compile_pattern(source: str) -> Pattern:
    """The pattern that an ECMA-262 regular expression stands for (JSON Schema 2020-12, section 6.4).

    Raises `PatternError`: it is no regular expression, it is too large, or nothing here can look for it in
    bounded time.
    """
    tree = simplify(settle(parse(source)))
    if forced_rounds(tree) > MAX_FORCED_ROUNDS:
        raise PatternError(
            f"something that may match nothing is repeated more than {MAX_FORCED_ROUNDS:,} times", 0
        )
    anchored = Anchored(tree)
    test = literal_test(anchored)
    return Pattern(source, _searched(tree, anchored) if test is None else test)


def _searched(tree: Node, anchored: Anchored) -> Test:
    node = anchored.body if anchored.at_start else tree
    reference = first_reference(tree)
    if reference is None:
        node = factored(node)
    search = _search(node, anchored, needed=reference is not None)
    proven = work(node, anchored.at_start)
    if search is not None and proven.linear:
        return search
    if reference is not None:
        raise PatternError(
            "looking for a pattern with this backreference may take time that grows faster than the text",
            reference.offset,
        )
    try:
        programs = assemble(factored(tree))
    except TooLargeError:
        raise PatternError(
            "looking for the pattern may take time that grows faster than the text, and with its repetitions"
            f" written out it has more than {MAX_INSTRUCTIONS:,} parts",
            0,
        ) from None
    parts = (programs.program, *(look.program for look in programs.looks))
    return Automaton(
        sets=tuple(map(boundaries, programs.sets)),
        program=programs.program,
        looks=tuple((look.mirrored, look.program) for look in programs.looks),
        boundary=any(
            instruction[0] == PATTERN_CHECK and instruction[1] == PATTERN_AT_BOUNDARY
            for part in parts
            for instruction in part
        ),
        short=proven.short if search is not None else -1,
        quick=search if proven.short >= 0 else None,
    )


def _search(node: Node, anchored: Anchored, needed: bool) -> Search | None:
    """The search with `re`; None for what `re` does not take, or not in time, unless it is `needed`."""
    method = "search" if not anchored.at_start else "fullmatch" if anchored.at_end else "match"
    try:
        return Search(python_source(node), method)
    except PatternError:
        if needed:
            raise
        return None


def boundaries(points: CodePoints) -> str:
    """The set as a text of the characters where it starts and ends, in turns."""
    edges = (edge for low, high in points for edge in (low, high + 1))
    return "".join(chr(edge) for edge in edges if edge <= 0x10FFFF)


def matches(pattern: Pattern, value: str) -> bool:
    """Whether the pattern is found in the text."""
    return _tester(pattern.test)(value)


# Typed, because tuples of different classes may be equal.
@lru_cache(maxsize=256, typed=True)
def _tester(test: Test) -> Callable[[str], bool]:
    match test:
        case Always():
            return lambda value: True
        case Equals(text):
            return lambda value: value == text
        case OneOf(texts):
            return lambda value: value in texts
        case StartsWith(text):
            return lambda value: value.startswith(text)
        case EndsWith(text):
            return lambda value: value.endswith(text)
        case Contains(text):
            return lambda value: text in value
        case Ascii():
            return lambda value: _is_ascii(test, value)
        case Search():
            search = compiled(test)
            return lambda value: search(value) is not None
        case Automaton(sets, program, looks, boundary, short, quick):
            quick_search = None if quick is None else compiled(quick)
            return PatternAutomaton(sets, program, looks, boundary, short, quick_search).search


def _is_ascii(test: Ascii, value: str) -> bool:
    if len(value) < test.minimum or (test.maximum is not None and len(value) > test.maximum):
        return False
    return not value or (value.isascii() and all(getattr(value, method)() for method in test.methods))


def compiled(search: Search) -> Callable[[str], object]:
    """The method of the compiled regular expression."""
    method: Callable[[str], object] = getattr(re.compile(search.python_source), search.method)
    return method
