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

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from holotype.compiler.patterns.automaton import (
    PATTERN_AT_START,
    PATTERN_CHECK,
    PATTERN_FIRST_LOOK,
    PATTERN_SPLIT,
    PATTERN_TAKE,
    PatternProgram,
)
from holotype.compiler.patterns.characters import CodePoints
from holotype.compiler.patterns.program import TooLargeError, assemble_forward
from holotype.compiler.patterns.syntax import Node

# Steps for each character of a text that still count as linear: about a microsecond.
MAX_STEPS_PER_CHARACTER: Final = 256
# Steps that a matcher may spend on a text for which linear work is not proven: a fraction of a millisecond.
MAX_STEPS: Final = 20_000
# Longer texts go to the automaton, which is as fast by then.
MAX_SHORT: Final = 256
# Most texts are no longer than this, so more is not worth looking for.
ENOUGH: Final = 24
# What the analysis itself may spend: instructions walked, counts computed, vectors kept.
_MAX_WALKED: Final = 100_000
_MAX_COUNTED: Final = 60_000
_MAX_GREATEST: Final = 200
_MAX_LETTERS: Final = 100_000
_MAX_INSTRUCTIONS: Final = 20_000

Vector = dict[int, int]


class Work(NamedTuple):
    """What is proven of a search with `re`: linear in the text, or little up to `short` characters."""

    linear: bool
    short: int


class _UnprovenError(Exception):
    """The bound that was to be shown does not hold, or was not shown within the limits."""


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
        try:
            _main_follower(node, unroll, None).linear(anchored)
        except (TooLargeError, _UnprovenError):
            continue
        return Work(True, MAX_SHORT)
    proven = -1
    for attempt in _ATTEMPTS:
        with suppress(TooLargeError, _UnprovenError):
            follower = _main_follower(node, attempt.unroll, attempt.length)
            proven = max(proven, min(follower.short(anchored, attempt.vectors), attempt.length))
        if proven >= ENOUGH:
            break
    return Work(False, proven)


class _LookWork(NamedTuple):
    """The most steps of one visit to a lookaround: so many, and so many for each character that follows."""

    steps: int
    steps_per_character: int


def _main_follower(node: Node, unroll: int, length: int | None) -> _Follower:
    """What follows the vectors of a pattern; `length` bounds the text, if not None."""
    programs = assemble_forward(node, unroll, _MAX_INSTRUCTIONS)
    letters = combinations(programs.sets)
    works: list[_LookWork | None] = []
    for look in programs.looks:
        follower = _Follower(look.program, letters, works)
        try:
            if length is not None:
                works.append(follower.total(length))
            elif _is_endless(look.program):
                works.append(follower.linear())
            else:
                works.append(follower.total())
        except _UnprovenError:
            works.append(None)
    return _Follower(programs.program, letters, works)


def _is_endless(program: PatternProgram) -> bool:
    """Whether a loop stands in the program: only there does an instruction lead to a later one."""
    return any(
        target > place
        for place, instruction in enumerate(program)
        if instruction[0] == PATTERN_SPLIT
        for target in instruction[1:]
    )


class _Reach(NamedTuple):
    """Where a matcher gets without a character: the ways to each TAKE, and the steps on all ways."""

    takes: Vector
    steps: int
    steps_per_character: int


class _Follower:
    """Follows the vectors of one program; a vector has the ways to each TAKE."""

    def __init__(
        self, program: PatternProgram, letters: list[frozenset[int]], look_works: list[_LookWork | None]
    ) -> None:
        self.program = program
        self.letters = letters
        # Of the lookarounds that may stand in this program.
        self.look_works = look_works
        self.reaches: dict[int, _Reach] = {}
        self.walked = 0
        self.counted = 0

    def linear(self, anchored: bool = True) -> _LookWork:
        """The most steps at the start and for each character, whatever the text.  Raises `_UnprovenError`."""
        start = self.walk(len(self.program) - 1, at_start=True)
        most = start.steps_per_character
        greatest = [start.takes]
        pending = [start.takes]
        while pending:
            vector = pending.pop()
            for letter in self.letters:
                following, steps = self.step(vector, letter, anchored)
                most = max(most, steps + start.steps_per_character)
                if most > MAX_STEPS_PER_CHARACTER or len(greatest) > _MAX_GREATEST:
                    raise _UnprovenError
                self.counted += len(greatest)
                if not any(_covers(other, following) for other in greatest):
                    greatest = [other for other in greatest if not _covers(following, other)]
                    greatest.append(following)
                    pending.append(following)
        return _LookWork(start.steps, most)

    def short(self, anchored: bool, vectors: int) -> int:
        """Up to which length, as far as was followed, a text takes `MAX_STEPS` at most; -1 for none."""
        proven = -1
        try:
            for steps in self.steps_by_length(anchored, vectors):
                if steps > MAX_STEPS or proven == MAX_SHORT:
                    return proven
                proven += 1
        except _UnprovenError:
            return proven
        return MAX_SHORT

    def total(self, length: int | None = None) -> _LookWork:
        """The most steps from one place on, for texts up to `length`.  Raises `_UnprovenError`.

        None is for programs without a loop.
        """
        start = self.walk(len(self.program) - 1, at_start=True)
        total = 0
        for reached, steps in enumerate(self.steps_by_length(anchored=True, vectors=12)):
            total = steps
            if total > MAX_STEPS:
                raise _UnprovenError
            if reached == length:
                break
        return _LookWork(total, start.steps_per_character)

    def steps_by_length(self, anchored: bool, vectors: int) -> Iterator[int]:
        """The most steps for a text of length 0, 1, ..., as long as a longer one may take more.

        If there are more than `vectors` vectors at one length, one that covers them stands for all.
        """
        start = self.walk(len(self.program) - 1, at_start=True)
        level = [(start.takes, start.steps)]
        while level:
            yield max(steps for _, steps in level)
            longer: list[tuple[Vector, int]] = []
            for vector, before in level:
                for letter in self.letters:
                    following, steps = self.step(vector, letter, anchored)
                    steps += before
                    self.counted += len(longer)
                    if any(other >= steps and _covers(more, following) for more, other in longer):
                        continue
                    longer = [
                        (less, other)
                        for less, other in longer
                        if other > steps or not _covers(following, less)
                    ]
                    longer.append((following, steps))
            if len(longer) > vectors:
                longer = [(_join(vector for vector, _ in longer), max(steps for _, steps in longer))]
            level = [(vector, steps) for vector, steps in longer if vector or not anchored]

    def step(self, vector: Vector, letter: frozenset[int], anchored: bool) -> tuple[Vector, int]:
        """The vector after a character that is in the sets `letter`, and the steps that it takes."""
        following: Vector = {}
        steps = 0
        arrivals = [] if anchored else [(len(self.program) - 1, 1)]
        for take, ways in vector.items():
            steps += ways
            _, number, target = self.program[take]
            if number in letter:
                arrivals.append((target, ways))
        for target, ways in arrivals:
            reach = self.reach(target)
            steps += ways * reach.steps
            for take, more in reach.takes.items():
                following[take] = following.get(take, 0) + ways * more
            self.counted += len(reach.takes)
        self.counted += len(vector) + 1
        if self.counted > _MAX_COUNTED:
            raise _UnprovenError
        return following, steps

    def reach(self, place: int) -> _Reach:
        """Where a matcher gets from an instruction after a character."""
        reach = self.reaches.get(place)
        if reach is None:
            reach = self.reaches[place] = self.walk(place, at_start=False)
            if reach.steps_per_character:
                # Lookarounds that read on, from every place: quadratic.
                raise _UnprovenError
        return reach

    def walk(self, place: int, at_start: bool) -> _Reach:
        ways = {place: 1}
        takes: Vector = {}
        steps = steps_per_character = 0
        for current in self.order(place, at_start):
            count = ways[current]
            steps += count
            instruction = self.program[current]
            if instruction[0] == PATTERN_TAKE:
                takes[current] = count
            elif instruction[0] == PATTERN_CHECK and instruction[1] >= PATTERN_FIRST_LOOK:
                look_work = self.look_works[instruction[1].bit_length() - PATTERN_FIRST_LOOK.bit_length()]
                if look_work is None:
                    raise _UnprovenError
                steps += count * look_work.steps
                steps_per_character += count * look_work.steps_per_character
            for target in self.targets(current, at_start):
                ways[target] = ways.get(target, 0) + count
        if steps > MAX_STEPS:
            raise _UnprovenError
        return _Reach(takes, steps, steps_per_character)

    def order(self, place: int, at_start: bool) -> list[int]:
        """The instructions that are reached without a character, each before those that it leads to."""
        finished: dict[int, bool] = {}
        order: list[int] = []
        pending = [place]
        while pending:
            current = pending[-1]
            if current not in finished:
                finished[current] = False
                for target in self.targets(current, at_start):
                    if finished.get(target) is False:
                        # A loop that takes no character: how `re` ends it is not ours to count.
                        raise _UnprovenError
                    if target not in finished:
                        pending.append(target)
            else:
                pending.pop()
                if not finished[current]:
                    finished[current] = True
                    order.append(current)
        self.walked += len(order)
        if self.walked > _MAX_WALKED:
            raise _UnprovenError
        return order[::-1]

    def targets(self, place: int, at_start: bool) -> tuple[int, ...]:
        instruction = self.program[place]
        if instruction[0] == PATTERN_SPLIT:
            return instruction[1:]
        if instruction[0] == PATTERN_CHECK and (at_start or instruction[1] != PATTERN_AT_START):
            # Every other condition may hold.
            return instruction[3:]
        return ()


def _covers(greater: Vector, less: Vector) -> bool:
    return len(greater) >= len(less) and all(greater.get(take, 0) >= ways for take, ways in less.items())


def _join(vectors: Iterable[Vector]) -> Vector:
    """The least vector that covers all: a bound still, if not as close."""
    joined: Vector = {}
    for vector in vectors:
        for take, ways in vector.items():
            joined[take] = max(ways, joined.get(take, 0))
    return joined


def combinations(sets: tuple[CodePoints, ...]) -> list[frozenset[int]]:
    """The different combinations of the sets that a character may be in: the letters, for our purposes."""
    changes = sorted(
        (edge, number)
        for number, points in enumerate(sets)
        for low, high in points
        for edge in (low, high + 1)
    )
    inside: set[int] = set()
    found: dict[frozenset[int], None] = {}
    total = 0
    for place, (edge, number) in enumerate(changes):
        inside ^= {number}
        if place + 1 == len(changes) or changes[place + 1][0] != edge:
            found[frozenset(inside)] = None
            total += len(inside)
            if total > _MAX_LETTERS:
                raise _UnprovenError
    return list(found)
