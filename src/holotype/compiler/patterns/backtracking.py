"""How much work a backtracking matcher may have with a pattern, proven before it runs.

`re` tries one way through the pattern after the other.  After each character of a text we count, for every
place in the pattern, the ways in which a matcher may stand there; the matcher's work is at most the sum of
these counts over the text, since it takes no way twice.  A character turns one vector of counts into the
next, whatever came before, and greater counts never lead to smaller ones, so only the greatest vectors need
to be followed.  When no new ones turn up, the greatest of them bounds the work for each character, and
matching is linear.  Otherwise the same vectors, followed a character at a time, say how long a text may be
for the work to stay small.  Both answers hold for every text; a pattern too large to follow gets none.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final, NamedTuple

from holotype.compiler.patterns.automaton import PATTERN_SPLIT, PatternProgram
from holotype.compiler.patterns.program import TooLargeError, assemble_forward
from holotype.compiler.patterns.references import first_reference
from holotype.compiler.patterns.syntax import Node
from holotype.compiler.patterns.vectors import (
    MAX_COUNTED,
    MAX_STEPS_PER_CHARACTER,
    Follower,
    LookWork,
    UnprovenError,
    combinations,
)

# Longer texts go to the automaton, which is as fast by then.
MAX_SHORT: Final = 256
# Most texts are no longer than this, so more is not worth looking for.
ENOUGH: Final = 24
_MAX_INSTRUCTIONS: Final = 20_000
# Where repetitions are not written out: about three for each character of the longest pattern.
_MAX_INSTRUCTIONS_ONCE: Final = 300_000


class Work(NamedTuple):
    """What is proven of a search with `re`: linear in the text, or little up to `short` characters."""

    linear: bool
    short: int


class _Attempt(NamedTuple):
    """How closely to follow a pattern: rounds of repetitions, length of texts, vectors for each length."""

    unroll: int
    length: int
    vectors: int


# Each less exact than the one before, and less work.
_ATTEMPTS: Final = (_Attempt(1_000, MAX_SHORT, 12), _Attempt(8, MAX_SHORT, 12), _Attempt(8, 40, 1))


def work(node: Node, anchored: bool) -> Work:
    """The work of looking for `node` from the start of a text (`anchored`) or from every place in it."""
    # With few rounds of each repetition first: that is cheap, and mostly enough.
    for unroll in (8, 1_000):
        with suppress(TooLargeError, UnprovenError):
            _main_follower(node, unroll, None).linear(anchored)
            return Work(True, MAX_SHORT)
    # A reference stands for what its group does, so programs may be exponentially larger than patterns.
    if first_reference(node) is None:
        with suppress(TooLargeError, UnprovenError):
            _follow_deterministic(node, anchored)
            return Work(True, MAX_SHORT)
    proven = -1
    for attempt in _ATTEMPTS:
        with suppress(TooLargeError, UnprovenError):
            follower = _main_follower(node, attempt.unroll, attempt.length)
            proven = max(proven, follower.short(anchored, attempt.length, attempt.vectors))
        if proven >= ENOUGH:
            break
    return Work(False, proven)


def _main_follower(node: Node, unroll: int, length: int | None) -> Follower:
    """What follows the vectors of a pattern; `length` bounds the text, if not None."""
    programs = assemble_forward(node, unroll, _MAX_INSTRUCTIONS)
    letters = combinations(programs.sets)
    works: list[LookWork | None] = []
    counted = 0
    for look in programs.looks:
        follower = Follower(look.program, letters, works)
        try:
            if length is not None:
                works.append(follower.total(length))
            elif _is_endless(look.program):
                works.append(follower.linear())
            else:
                works.append(follower.total())
        except UnprovenError:
            works.append(None)
        counted += follower.counted
        if counted > MAX_COUNTED:
            raise UnprovenError
    return Follower(programs.program, letters, works)


def _follow_deterministic(node: Node, anchored: bool) -> None:
    """Raise `UnprovenError` unless one way at most is open after each character, and the work is linear."""
    programs = assemble_forward(node, 1, _MAX_INSTRUCTIONS_ONCE)
    # Those of the lookarounds, and last that of the pattern.
    works: list[LookWork] = []
    walked = 0
    for program in (*(look.program for look in programs.looks), programs.program):
        follower = Follower(program, [], works, walked)
        works.append(follower.deterministic(programs.sets))
        walked = follower.walked
    steps, steps_per_character = works[-1]
    if not anchored and (steps > MAX_STEPS_PER_CHARACTER or steps_per_character):
        # A matcher begins anew at each place.
        raise UnprovenError


def _is_endless(program: PatternProgram) -> bool:
    """Whether a loop stands in the program: only there does an instruction lead to a later one."""
    return any(
        target > place
        for place, instruction in enumerate(program)
        if instruction[0] == PATTERN_SPLIT
        for target in instruction[1:]
    )
