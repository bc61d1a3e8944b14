"""Backreferences are settled: kept where `re` means the same by them, taken out where they match nothing."""

from __future__ import annotations

from typing import NamedTuple

from holotype.compiler.patterns.recogniser import PatternError
from holotype.compiler.patterns.syntax import (
    EMPTY,
    Alternation,
    Group,
    Look,
    Node,
    Reference,
    Repeat,
    Sequence,
)


class _Surroundings(NamedTuple):
    """What a node stands in: lookarounds, loops (each by the place where it starts), and optional parts."""

    looks: tuple[int, ...] = ()
    loops: tuple[int, ...] = ()
    # Whether, in a round of the innermost loop, the node may take no part.
    optional: bool = False
    in_lookbehind: bool = False


def settle(node: Node) -> Node:
    """The tree with those groups only that a backreference may repeat, and those backreferences.

    Raises `PatternError` for a backreference that Python's `re` would not take as ECMA-262 does.
    """
    settlement = _Settlement()
    node = settlement.visit(node, _Surroundings())
    return _without_groups(node, frozenset(settlement.referred))


class _Settlement:
    """One walk in the order of the text, which is the order in which groups take part."""

    def __init__(self) -> None:
        self.captured: dict[int, _Surroundings] = {}
        self.referred: set[int] = set()
        self.places = 0

    def visit(self, node: Node, around: _Surroundings) -> Node:
        self.places += 1
        match node:
            case Sequence(items):
                return Sequence(tuple(self.visit(item, around) for item in items))
            case Alternation(options):
                inside = around._replace(optional=True)
                return Alternation(tuple(self.visit(option, inside) for option in options))
            case Repeat(body, minimum, maximum):
                if maximum is None or maximum > 1:
                    inside = around._replace(loops=(*around.loops, self.places), optional=False)
                else:
                    inside = around._replace(optional=around.optional or minimum == 0)
                return Repeat(self.visit(body, inside), minimum, maximum)
            case Look(body, ahead, negative, offset):
                inside = around._replace(
                    looks=(*around.looks, self.places), in_lookbehind=around.in_lookbehind or not ahead
                )
                return Look(self.visit(body, inside), ahead, negative, offset)
            case Group(body, number):
                body = self.visit(body, around)
                self.captured[number] = around
                return Group(body, number)
            case Reference():
                return self.reference(node, around)
            case _:
                return node

    def reference(self, node: Reference, around: _Surroundings) -> Node:
        if around.in_lookbehind:
            raise PatternError("a backreference in a lookbehind is not supported", node.offset)
        group = self.captured.get(node.number)
        if group is None:
            # The group has not taken part, and each round of a loop begins with none that has.
            return EMPTY
        if group.looks != around.looks[: len(group.looks)]:
            raise PatternError("a backreference to a group in a lookaround is not supported", node.offset)
        if group.loops != around.loops[: len(group.loops)]:
            raise PatternError("a backreference to a group in a repetition is not supported", node.offset)
        if group.loops and group.optional:
            raise PatternError(
                "a backreference to a group that may take no part in a repetition is not supported",
                node.offset,
            )
        self.referred.add(node.number)
        return node._replace(always=not group.optional)


def _without_groups(node: Node, kept: frozenset[int]) -> Node:
    match node:
        case Sequence(items):
            return Sequence(tuple(_without_groups(item, kept) for item in items))
        case Alternation(options):
            return Alternation(tuple(_without_groups(option, kept) for option in options))
        case Repeat(body, minimum, maximum):
            return Repeat(_without_groups(body, kept), minimum, maximum)
        case Look(body, ahead, negative, offset):
            return Look(_without_groups(body, kept), ahead, negative, offset)
        case Group(body, number):
            body = _without_groups(body, kept)
            return Group(body, number) if number in kept else body
        case _:
            return node


def first_reference(node: Node) -> Reference | None:
    """The first backreference in the tree, if there is one."""
    match node:
        case Sequence(parts) | Alternation(parts):
            return next(filter(None, map(first_reference, parts)), None)
        case Repeat(body, _, _) | Group(body, _) | Look(body, _, _, _):
            return first_reference(body)
        case Reference():
            return node
        case _:
            return None
