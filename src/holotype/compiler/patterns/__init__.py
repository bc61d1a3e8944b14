"""ECMA-262 regular expressions become what Python runs with the same meaning, in bounded time.

`compile_pattern` parses a pattern (`recogniser`, `syntax`), settles its backreferences (`references`), makes
it smaller (`simplification`, `factoring`) and chooses how a text is tested: by methods of `str` (`literals`),
by `re` (`translation`) where its work is proven linear (`backtracking`, `vectors`), else by an automaton
(`program`, and `automaton`, which emitted modules carry).  `constant` and `test` give the source of the test.
"""

from __future__ import annotations

from holotype.compiler.patterns.compilation import compile_pattern, matches
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
from holotype.compiler.patterns.recogniser import PatternError, is_regex
from holotype.compiler.patterns.source import constant, test

__all__ = [
    "Always",
    "Ascii",
    "Automaton",
    "Contains",
    "EndsWith",
    "Equals",
    "OneOf",
    "Pattern",
    "PatternError",
    "Search",
    "StartsWith",
    "Test",
    "compile_pattern",
    "constant",
    "is_regex",
    "matches",
    "test",
]
