"""The ways of a backtracking matcher through a program, counted after each character of any text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
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

# Steps for each character of a text that still count as linear: about a microsecond.
MAX_STEPS_PER_CHARACTER: Final = 256
# Steps that a matcher may spend on a text for which linear work is not proven: a fraction of a millisecond.
MAX_STEPS: Final = 20_000
# What following the vectors may itself spend: counts computed, instructions walked, vectors kept.
MAX_COUNTED: Final = 60_000
_MAX_WALKED: Final = 100_000
_MAX_GREATEST: Final = 200
_MAX_LETTERS: Final = 100_000

# The ways to each TAKE of a program.
Vector = dict[int, int]


class UnprovenError(Exception):
    """The bound that was to be shown does not hold, or was not shown within the limits."""


class LookWork(NamedTuple):
    """The most steps of one visit to a lookaround: so many, and so many for each character that follows."""

    steps: int
    steps_per_character: int


class _Reach(NamedTuple):
    """Where a matcher gets without a character: the ways to each TAKE, and the steps on all ways."""

    takes: Vector
    steps: int
    steps_per_character: int


class Follower:
    """Follows the vectors of one program; a vector has the ways to each TAKE."""

    def __init__(
        self,
        program: PatternProgram,
        letters: list[frozenset[int]],
        look_works: Sequence[LookWork | None],
        walked: int = 0,
    ) -> None:
        self.program = program
        self.letters = letters
        # Of the lookarounds that may stand in this program.
        self.look_works = look_works
        self.reaches: dict[int, _Reach] = {}
        self.walked = walked
        self.counted = 0

    def linear(self, anchored: bool = True) -> LookWork:
        """The most steps at the start and for each character, whatever the text.  Raises `UnprovenError`."""
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
                    raise UnprovenError
                self.counted += len(greatest)
                if not any(_covers(other, following) for other in greatest):
                    greatest = [other for other in greatest if not _covers(following, other)]
                    greatest.append(following)
                    pending.append(following)
        return LookWork(start.steps, most)

    def deterministic(self, sets: tuple[CodePoints, ...]) -> LookWork:
        """The most steps from one place on, where no character can be taken in two ways.

        There a vector has one way in it at most, so none need be followed, however large the program is.
        Raises `UnprovenError`.
        """
        start = self.reach_apart(len(self.program) - 1, True, sets)
        most = 0
        # From each place after a character to the end.
        totals: dict[int, int] = {}
        endless = False
        for place in sorted(
            {instruction[2] for instruction in self.program if instruction[0] == PATTERN_TAKE}
        ):
            reach = self.reach_apart(place, False, sets)
            here = len(reach.takes) + reach.steps
            most = max(most, here)
            following = [self.program[take][2] for take in reach.takes]
            # Only a loop leads to a later instruction.
            endless = endless or any(target not in totals for target in following)
            if not endless:
                totals[place] = here + max((totals[target] for target in following), default=0)
        most += start.steps_per_character
        if not endless:
            total = start.steps + len(start.takes)
            total += max((totals[self.program[take][2]] for take in start.takes), default=0)
            if total <= MAX_STEPS:
                return LookWork(total, start.steps_per_character)
        if most > MAX_STEPS_PER_CHARACTER:
            raise UnprovenError
        return LookWork(start.steps, most)

    def reach_apart(self, place: int, at_start: bool, sets: tuple[CodePoints, ...]) -> _Reach:
        """Where a matcher gets from an instruction, if no character goes on from two of the places."""
        reach = self.walk(place, True) if at_start else self.reach(place)
        spans = sorted(span for take in reach.takes for span in sets[self.program[take][1]])
        if any(ways > 1 for ways in reach.takes.values()) or any(
            low <= high for (_, high), (low, _) in pairwise(spans)
        ):
            raise UnprovenError
        return reach

    def short(self, anchored: bool, length: int, vectors: int) -> int:
        """Up to which length, at most `length`, a text is known to take `MAX_STEPS`; -1 for none."""
        proven = -1
        try:
            for steps in self.steps_by_length(anchored, vectors):
                if steps > MAX_STEPS or proven == length:
                    return proven
                proven += 1
        except UnprovenError:
            return proven
        return length

    def total(self, length: int | None = None) -> LookWork:
        """The most steps from one place on, for texts up to `length`.  Raises `UnprovenError`.

        None is for programs without a loop.
        """
        start = self.walk(len(self.program) - 1, at_start=True)
        total = 0
        for reached, steps in enumerate(self.steps_by_length(anchored=True, vectors=12)):
            total = steps
            if total > MAX_STEPS:
                raise UnprovenError
            if reached == length:
                break
        return LookWork(total, start.steps_per_character)

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
        if self.counted > MAX_COUNTED:
            raise UnprovenError
        return following, steps

    def reach(self, place: int) -> _Reach:
        """Where a matcher gets from an instruction after a character."""
        reach = self.reaches.get(place)
        if reach is None:
            reach = self.reaches[place] = self.walk(place, at_start=False)
            if reach.steps_per_character:
                # Lookarounds that read on, from every place: quadratic.
                raise UnprovenError
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
                    raise UnprovenError
                steps += count * look_work.steps
                steps_per_character += count * look_work.steps_per_character
            for target in self.targets(current, at_start):
                ways[target] = ways.get(target, 0) + count
        if steps > MAX_STEPS:
            raise UnprovenError
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
                        raise UnprovenError
                    if target not in finished:
                        pending.append(target)
            else:
                pending.pop()
                if not finished[current]:
                    finished[current] = True
                    order.append(current)
        self.walked += len(order)
        if self.walked > _MAX_WALKED:
            raise UnprovenError
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
                raise UnprovenError
    return list(found)
