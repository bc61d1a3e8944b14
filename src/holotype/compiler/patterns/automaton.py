"""A pattern is looked for in time that grows with the text alone (library: copied into emitted modules)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Final

# (TAKE, set, next) consumes a character; (SPLIT, next, ...) tries each; (CHECK, condition, wanted, next)
# goes on where the condition holds (wanted 1) or does not (0); (MATCH,) has found the pattern.
Instruction = tuple[int, ...]
PATTERN_TAKE: Final = 0
PATTERN_SPLIT: Final = 1
PATTERN_CHECK: Final = 2
PATTERN_MATCH: Final = 3
# Conditions are bits: these, and one for each lookaround from PATTERN_FIRST_LOOK on.
PATTERN_AT_START: Final = 1
PATTERN_AT_END: Final = 2
PATTERN_AT_BOUNDARY: Final = 4
PATTERN_FIRST_LOOK: Final = 8
# A program starts at its last instruction.
PatternProgram = tuple[Instruction, ...]
# Instructions and transitions remembered for one program before everything is forgotten.
PATTERN_MEMORY: Final = 20_000
PATTERN_WORD_CHARACTERS: Final = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")


class PatternState(dict[str | tuple[str, int], "tuple[bool, PatternState]"]):
    """The instructions that may go on at one place in a text, and what each character leads to.

    A key is a character ("" at the end of the text), with the conditions that hold before it where the
    program asks for more than start and end; its value says whether the pattern is found here, and the
    state after the character.
    """

    __slots__ = ("conditions", "machine", "threads")

    def __init__(self, machine: PatternMachine, threads: frozenset[int], conditions: int) -> None:
        super().__init__()
        self.machine = machine
        self.threads = threads
        self.conditions = conditions

    def __missing__(self, key: str | tuple[str, int]) -> tuple[bool, PatternState]:
        character, conditions = (key, 0) if isinstance(key, str) else key
        following = self[key] = self.machine.step(self.threads, character, conditions | self.conditions)
        return following


class PatternMachine:
    """A program run as a deterministic automaton, whose states are made when a text first needs them."""

    __slots__ = ("first", "memory", "program", "sets", "states")

    def __init__(self, sets: tuple[str, ...], program: PatternProgram) -> None:
        self.sets = sets
        self.program = program
        self.forget()

    def forget(self) -> None:
        self.states: dict[frozenset[int], PatternState] = {}
        self.memory = 0
        self.first = PatternState(self, frozenset(), PATTERN_AT_START)

    def step(self, threads: frozenset[int], character: str, conditions: int) -> tuple[bool, PatternState]:
        if character == "":
            conditions |= PATTERN_AT_END
        program = self.program
        following: set[int] = set()
        found = False
        pending = [len(program) - 1, *threads]
        seen = set(pending)
        while pending:
            operation, *rest = program[pending.pop()]
            if operation == PATTERN_TAKE:
                # A set is its boundaries in order: a character is in it after an odd number of them.
                if character and bisect_right(self.sets[rest[0]], character) & 1:
                    following.add(rest[1])
                continue
            if operation == PATTERN_MATCH:
                found = True
            elif operation == PATTERN_CHECK:
                rest = rest[2:] if bool(conditions & rest[0]) == rest[1] else []
            for target in rest:
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
        return found, self.state(frozenset(following))

    def state(self, threads: frozenset[int]) -> PatternState:
        self.memory += 1
        if self.memory > PATTERN_MEMORY:
            self.forget()
        state = self.states.get(threads)
        if state is None:
            self.memory += len(threads) + 4
            state = self.states[threads] = PatternState(self, threads, 0)
        return state

    def ends(self, text: str, conditions: list[int]) -> list[bool]:
        """For each place in the text, the end included: whether a match ends there."""
        state = self.first
        ends = []
        for key in zip((*text, ""), conditions, strict=True):
            found, state = state[key]
            ends.append(found)
        return ends


class PatternAutomaton:
    """A pattern that is looked for by automata.

    `looks` are its lookarounds, the inner ones before those that they stand in: whether it looks ahead, and
    its program, for a lookahead that of its mirror image, which runs over the text from the end.
    `boundary` says whether a program asks for word boundaries.  Texts of up to `short` characters are left
    to `quick`, the search of an equal regular expression, which is proven harmless for them.
    """

    __slots__ = ("boundary", "looks", "machine", "quick", "short")

    def __init__(
        self,
        sets: tuple[str, ...],
        program: PatternProgram,
        looks: tuple[tuple[bool, PatternProgram], ...],
        boundary: bool,
        short: int = -1,
        quick: Callable[[str], object] | None = None,
    ) -> None:
        self.machine = PatternMachine(sets, program)
        self.looks = [(ahead, PatternMachine(sets, look)) for ahead, look in looks]
        self.boundary = boundary
        self.short = short
        self.quick = quick

    def search(self, value: str) -> bool:
        """Whether the pattern is found anywhere in the text."""
        if self.quick is not None and len(value) <= self.short:
            return self.quick(value) is not None
        state = self.machine.first
        if self.looks or self.boundary:
            return any(self.machine.ends(value, self.conditions(value)))
        for character in value:
            found, state = state[character]
            if found:
                return True
        return state[""][0]

    def conditions(self, value: str) -> list[int]:
        """The conditions that hold at each place in the text, but for its start and end."""
        conditions = [0] * (len(value) + 1)
        if self.boundary:
            word = [False, *(character in PATTERN_WORD_CHARACTERS for character in value), False]
            for place in range(len(conditions)):
                if word[place] != word[place + 1]:
                    conditions[place] = PATTERN_AT_BOUNDARY
        condition = PATTERN_FIRST_LOOK
        for ahead, machine in self.looks:
            if ahead:
                ends = machine.ends(value[::-1], conditions[::-1])[::-1]
            else:
                ends = machine.ends(value, conditions)
            for place, holds in enumerate(ends):
                if holds:
                    conditions[place] |= condition
            condition *= 2
        return conditions
