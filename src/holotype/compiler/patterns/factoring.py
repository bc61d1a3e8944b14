"""Long alternations become trees, in which what many options start with is written once.

A list of a thousand names costs a backtracking matcher a step for each name, a tree of their beginnings a
step for each letter that one of them may go on with.  The same texts are found, whatever the order.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from holotype.compiler.patterns.characters import CodePoints, complement, union
from holotype.compiler.patterns.simplification import repeat, sequence
from holotype.compiler.patterns.syntax import (
    EMPTY,
    MAX_NESTING,
    NEVER,
    Alternation,
    Look,
    Node,
    Repeat,
    Sequence,
    Set,
)

# Shorter ones are proven linear as they are, and read better.
MANY: Final = 64

_Option = tuple[Node, ...]


def factored(node: Node, depth: int = 0) -> Node:
    """The tree, which has no groups, with its alternations of `MANY` options and more factored.

    Lookbehinds stay as they are: `re` asks for a fixed width of each option there.
    """
    match node:
        case Sequence(items):
            return Sequence(tuple(factored(item, depth) for item in items))
        case Alternation(options):
            if len(options) >= MANY:
                return _tree([_items(factored(option, depth + 1)) for option in options], 0, depth + 1)
            return Alternation(tuple(factored(option, depth + 1) for option in options))
        case Repeat(body, minimum, maximum):
            return Repeat(factored(body, depth + 1), minimum, maximum)
        case Look(body, True, negative, offset):
            return Look(factored(body, depth + 1), True, negative, offset)
        case _:
            return node


def _items(node: Node) -> _Option:
    return node.items if isinstance(node, Sequence) else (node,)


def _tree(options: list[_Option], at: int, depth: int) -> Node:
    """One of the options, which are different, and the same before the place `at`."""
    groups: dict[CodePoints, list[_Option]] = {}
    single: list[tuple[int, int]] = []
    others: list[Node] = []
    optional = False
    for option in options:
        match option[at : at + 2]:
            case ():
                optional = True
            case (Set(points),):
                single += points
            case (Set(points), _) if points and depth < MAX_NESTING:
                groups.setdefault(points, []).append(option)
            case _:
                others.append(sequence(option[at:]))
    rest = _shared(union(single), groups, at)
    parts: list[Node] = [Set(rest)] if rest else []
    parts += [_branch(group, at, depth) for group in groups.values()]
    parts += others
    if not parts:
        return EMPTY if optional else NEVER
    result = parts[0] if len(parts) == 1 else Alternation(tuple(parts))
    return repeat(result, 0, 1) if optional else result


def _shared(single: CodePoints, groups: dict[CodePoints, list[_Option]], at: int) -> CodePoints:
    """What is left of the options of a single character when each group has taken in that of its own."""
    lows = [low for low, _ in single]
    taken = []
    for points, group in groups.items():
        [(low, high), *more] = points
        place = bisect_right(lows, low) - 1
        if not more and place >= 0 and high <= single[place][1]:
            group.append(group[0][: at + 1])
            taken.append((low, high))
    return complement(union((*complement(single), *taken))) if taken else single


def _branch(group: list[_Option], at: int, depth: int) -> Node:
    """The options that have the same set of characters at the place `at`."""
    first = group[0]
    if len(group) == 1:
        return sequence(first[at:])
    end = at + 1
    while isinstance(first[end] if end < len(first) else None, Set) and all(
        option[end : end + 1] == first[end : end + 1] for option in group
    ):
        end += 1
    return sequence((*first[at:end], _tree(group, end, depth + 1)))
