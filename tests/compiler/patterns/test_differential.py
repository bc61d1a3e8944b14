"""Three ways to look for a pattern agree: ours, the automaton alone, and an engine of ECMA-262."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
import regress
from hypothesis import example, given, settings
from hypothesis import strategies as st

from holotype.compiler.patterns import Automaton, PatternError, compile_pattern, factoring, matches
from holotype.compiler.patterns.automaton import PatternAutomaton
from holotype.compiler.patterns.compilation import boundaries, compiled
from holotype.compiler.patterns.program import assemble
from holotype.compiler.patterns.references import settle
from holotype.compiler.patterns.simplification import normal, simplify
from holotype.compiler.patterns.syntax import Node, parse

CHARACTERS = st.sampled_from(
    [
        *"abc1-.",
        r"\d",
        r"\w",
        r"\s",
        r"\D",
        r"\S",
        r"\W",
        "[ab]",
        "[^a]",
        "[a-c1]",
        r"[\w-]",
        r"\x62",
        r"\n",
        "[^]",
        "[]",
    ]
)
ASSERTIONS = st.sampled_from(["^", "$", r"\b", r"\B"])
QUANTIFIERS = st.sampled_from(["", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?", "+?"])
# Of groups: repeated without end only when they cannot match nothing, so that the other engine ends as well.
FEW = st.sampled_from(["", "", "?", "{0,2}", "{2}"])
MANY = st.sampled_from(["*", "+", "{2,}", "{1,3}"])
TEXTS = st.text(alphabet="aabbc1-\n _\u00e9", max_size=8)


def joined(pieces: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[str]:
    return st.lists(pieces, min_size=least, max_size=3).map("".join)


def disjunction(alternative: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(alternative, min_size=1, max_size=3).map("|".join)


REPEATED = st.builds("{}{}".format, CHARACTERS, QUANTIFIERS)
SIMPLE = joined(REPEATED | ASSERTIONS)
LOOKAROUNDS = st.builds("({}{})".format, st.sampled_from(["?=", "?!", "?<=", "?<!"]), disjunction(SIMPLE))
LOOPS = st.builds("(?:{}){}".format, disjunction(st.builds("{}{}".format, CHARACTERS, SIMPLE)), MANY)
GROUPS = st.builds(
    "({}{}){}".format,
    st.sampled_from(["", "?:"]),
    disjunction(joined(REPEATED | ASSERTIONS | LOOKAROUNDS | LOOPS)),
    FEW,
)
PATTERNS = disjunction(joined(REPEATED | ASSERTIONS | LOOKAROUNDS | LOOPS | GROUPS))
REFERRING = st.builds(
    "{}{}({}){}{}{}".format,
    st.sampled_from(["", "^"]),
    SIMPLE,
    disjunction(SIMPLE),
    st.sampled_from(["", "?", "|b"]),
    SIMPLE,
    st.sampled_from([r"\1", r"\1$", r"(?:b|\1)c", r"(?!\1)", r"(?:\1a)+"]),
)


def automaton(tree: Node, *, boundary: bool) -> PatternAutomaton:
    programs = assemble(tree)
    looks = tuple((look.mirrored, look.program) for look in programs.looks)
    return PatternAutomaton(tuple(map(boundaries, programs.sets)), programs.program, looks, boundary)


@pytest.mark.filterwarnings("ignore::FutureWarning")  # of sets that `re` may read otherwise one day
@settings(max_examples=120, deadline=None)
@given(PATTERNS, st.lists(TEXTS, min_size=1, max_size=6))
@example(r"\B", [""])
@example("a|b$|^c", ["\nc", "b\n", "xa"])
@example("(?:|a|b)*?c", ["abc"])
@example("(a|(?:11*)+){2}", ["11"])
def test_a_pattern_is_found_where_ecma_262_finds_it(source: str, texts: list[str]) -> None:
    theirs = regress.Regex(source, "u")
    pattern = compile_pattern(source)
    for text in texts:
        found = matches(pattern, text)
        missed = found and re_finds(source, text)
        assert found == (theirs.find(text) is not None) or missed, (pattern.test, text)


def re_finds(source: str, text: str) -> bool:
    """Whether Python finds it too: the peer misses what takes going back into a loop within a loop."""
    try:
        return re.search(source.replace("$", r"\Z"), text, re.ASCII) is not None
    except re.error:
        return False


@settings(max_examples=120, deadline=None)
@given(PATTERNS, st.lists(TEXTS, min_size=1, max_size=6))
def test_the_automaton_finds_what_re_finds_simplified_or_not(source: str, texts: list[str]) -> None:
    test = compile_pattern(source).test
    search = compiled(test.quick) if isinstance(test, Automaton) and test.quick else None
    tree = settle(parse(source))
    asks = [True] if r"\b" in source.lower() else [True, False]
    with patch.object(factoring, "MANY", 2):
        trees = (tree, normal(tree), simplify(tree), factoring.factored(simplify(tree)))
    automata = [automaton(each, boundary=boundary) for each in trees for boundary in asks]
    for text in texts:
        answers = {machine.search(text) for machine in automata} | {matches(compile_pattern(source), text)}
        if search is not None:
            answers.add(search(text) is not None)
        assert len(answers) == 1, (test, text)


@settings(max_examples=120, deadline=None)
@given(REFERRING, st.lists(TEXTS, min_size=1, max_size=6))
@example(r"^(a)?b\1$", ["b", "aba"])
@example(r"^(a)|b\1", ["b", "c"])
@example(
    "^" + "".join(rf"([ab])\{number}" for number in range(1, 102)) + "$", ["aa" * 101, "aa" * 100 + "ab"]
)
def test_a_backreference_is_refused_or_means_what_ecma_262_says(source: str, texts: list[str]) -> None:
    theirs = regress.Regex(source, "u")
    try:
        pattern = compile_pattern(source)
    except PatternError:
        return
    for text in texts:
        assert matches(pattern, text) == (theirs.find(text) is not None), (pattern.test, text)
