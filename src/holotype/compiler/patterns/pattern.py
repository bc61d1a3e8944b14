"""The values that a compiled pattern consists of."""

from __future__ import annotations

from typing import NamedTuple

from holotype.compiler.patterns.automaton import PatternProgram


class Always(NamedTuple):
    """Every text matches."""


class Equals(NamedTuple):
    """The text is `text`."""

    text: str


class OneOf(NamedTuple):
    """The text is one of a few, at least two."""

    texts: tuple[str, ...]


class StartsWith(NamedTuple):
    """The text starts with `text`."""

    text: str


class EndsWith(NamedTuple):
    """The text ends with `text`."""

    text: str


class Contains(NamedTuple):
    """The text contains `text`."""

    text: str


class Ascii(NamedTuple):
    """`minimum` to `maximum` (None: no limit) ASCII characters for which the methods of `str` hold."""

    methods: tuple[str, ...]
    minimum: int
    maximum: int | None


class Search(NamedTuple):
    """`re` finds it, in time that grows with the text alone.

    `method` of the compiled `python_source` is one of search, match, fullmatch.
    """

    python_source: str
    method: str


class Automaton(NamedTuple):
    """An automaton finds it; the arguments of `PatternAutomaton`.

    `quick` may be used for texts of up to `short` characters.
    """

    sets: tuple[str, ...]
    program: PatternProgram
    looks: tuple[tuple[bool, PatternProgram], ...]
    boundary: bool
    short: int
    quick: Search | None


Test = Always | Equals | OneOf | StartsWith | EndsWith | Contains | Ascii | Search | Automaton


class Pattern(NamedTuple):
    """An ECMA-262 regular expression, and how to tell whether it is found in a text."""

    source: str
    test: Test
