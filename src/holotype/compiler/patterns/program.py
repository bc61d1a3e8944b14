"""A syntax tree becomes the program of an automaton."""

from __future__ import annotations

from typing import Final, NamedTuple

from holotype.compiler.patterns.automaton import (
    PATTERN_AT_BOUNDARY,
    PATTERN_AT_END,
    PATTERN_AT_START,
    PATTERN_CHECK,
    PATTERN_FIRST_LOOK,
    PATTERN_MATCH,
    PATTERN_SPLIT,
    PATTERN_TAKE,
    Instruction,
    PatternProgram,
)
from holotype.compiler.patterns.characters import CodePoints
from holotype.compiler.patterns.simplification import is_nullable
from holotype.compiler.patterns.syntax import (
    Alternation,
    Assertion,
    Group,
    Look,
    Node,
    Reference,
    Repeat,
    Sequence,
    Set,
)

# Counted repetitions are written out.  An automaton may visit each instruction for each character, and an
# emitted module carries them.
MAX_INSTRUCTIONS: Final = 5_000
MAX_LOOKS: Final = 60

_CONDITIONS: Final = {
    "^": (PATTERN_AT_START, 1),
    "$": (PATTERN_AT_END, 1),
    r"\b": (PATTERN_AT_BOUNDARY, 1),
    r"\B": (PATTERN_AT_BOUNDARY, 0),
}
_MIRRORED: Final = {"^": "$", "$": "^"}


class TooLargeError(Exception):
    """The program would have too many instructions or lookarounds."""


class LookProgram(NamedTuple):
    """A lookaround: its program, and whether that is to be run over the text from the end."""

    mirrored: bool
    program: PatternProgram


class Programs(NamedTuple):
    """The program of a tree; its lookarounds stand before those that they stand in."""

    sets: tuple[CodePoints, ...]
    program: PatternProgram
    looks: tuple[LookProgram, ...]


def assemble(node: Node) -> Programs:
    """The programs that a `PatternAutomaton` runs; `node` has no references.  Raises `TooLargeError`."""
    assembly = _Assembly(None, MAX_INSTRUCTIONS, mirror_lookaheads=True)
    program = assembly.program(node, mirrored=False)
    return Programs(tuple(assembly.sets), program, tuple(assembly.looks))


def assemble_forward(node: Node, unroll: int, limit: int) -> Programs:
    """Programs with at least the ways through a text that a backtracking matcher has; for analysis only.

    A repetition of more than `unroll` times may be repeated without end, a backreference matches whatever
    its group could, and lookarounds run forward as `re` runs them.  Raises `TooLargeError` for more than
    `limit` instructions.
    """
    assembly = _Assembly(unroll, limit, mirror_lookaheads=False)
    assembly.find_groups(node)
    program = assembly.program(node, mirrored=False)
    return Programs(tuple(assembly.sets), program, tuple(assembly.looks))


class _Assembly:
    """Programs while they are written: from the end, so that each instruction knows what follows it."""

    def __init__(self, unroll: int | None, limit: int, mirror_lookaheads: bool) -> None:
        self.unroll = unroll
        self.limit = limit
        self.written = 0
        self.mirror_lookaheads = mirror_lookaheads
        self.sets: dict[CodePoints, int] = {}
        self.looks: list[LookProgram] = []
        # A lookaround in a repetition is written once; the tree keeps it, and so its id, alive.
        self.conditions: dict[int, int] = {}
        self.groups: dict[int, Node] = {}
        self.instructions: list[Instruction] = []

    def find_groups(self, node: Node) -> None:
        match node:
            case Group(body, number):
                self.groups[number] = body
                self.find_groups(body)
            case Sequence(parts) | Alternation(parts):
                for part in parts:
                    if not isinstance(part, Set):
                        self.find_groups(part)
            case Repeat(body, _, _) | Look(body, _, _, _):
                self.find_groups(body)

    def program(self, node: Node, mirrored: bool) -> PatternProgram:
        outer = self.instructions
        self.instructions = [(PATTERN_MATCH,)]
        entry = self.write(node, 0, mirrored)
        if entry != len(self.instructions) - 1:
            self.add((PATTERN_SPLIT, entry))
        program = tuple(self.instructions)
        self.instructions = outer
        return program

    def add(self, instruction: Instruction) -> int:
        self.written += 1
        if self.written > self.limit:
            raise TooLargeError
        self.instructions.append(instruction)
        return len(self.instructions) - 1

    def write(self, node: Node, following: int, mirrored: bool) -> int:
        """Write the node before the instruction `following`; the place of its first instruction."""
        match node:
            case Set(points):
                number = self.sets.setdefault(points, len(self.sets))
                return self.add((PATTERN_TAKE, number, following))
            case Sequence(items):
                for item in items if mirrored else reversed(items):
                    following = self.write(item, following, mirrored)
                return following
            case Alternation(options):
                entries = [self.write(option, following, mirrored) for option in options]
                return self.add((PATTERN_SPLIT, *entries))
            case Repeat():
                return self.write_repeat(node, following, mirrored)
            case Group(body, _):
                return self.write(body, following, mirrored)
            case Assertion(kind):
                condition, wanted = _CONDITIONS[_MIRRORED.get(kind, kind) if mirrored else kind]
                return self.add((PATTERN_CHECK, condition, wanted, following))
            case Look():
                return self.write_look(node, following)
            case Reference(number, _, always):
                entry = self.write(self.groups[number], following, mirrored)
                return entry if always else self.add((PATTERN_SPLIT, entry, following))

    def write_repeat(self, node: Repeat, following: int, mirrored: bool) -> int:
        body, minimum, maximum = node
        rounds = max(minimum, maximum or 0)
        if self.unroll is not None and rounds > self.unroll and not is_nullable(body):
            minimum, maximum = min(minimum, 1), None
        if maximum is None:
            # The place of the choice between another round and the end is known before the body is.
            choice = self.add(())
            entry = self.write(body, choice, mirrored)
            self.instructions[choice] = (PATTERN_SPLIT, entry, following)
            following = entry if minimum else choice
            minimum = max(minimum - 1, 0)
        else:
            end = following
            for _ in range(maximum - minimum):
                following = self.add((PATTERN_SPLIT, self.write(body, following, mirrored), end))
        for _ in range(minimum):
            following = self.write(body, following, mirrored)
        return following

    def write_look(self, look: Look, following: int) -> int:
        condition = self.conditions.get(id(look))
        if condition is None:
            mirrored = look.ahead and self.mirror_lookaheads
            program = self.program(look.body, mirrored)
            condition = self.conditions[id(look)] = PATTERN_FIRST_LOOK << len(self.looks)
            self.looks.append(LookProgram(mirrored, program))
            if len(self.looks) > MAX_LOOKS:
                raise TooLargeError
        return self.add((PATTERN_CHECK, condition, 0 if look.negative else 1, following))
