"""Sets of code points: the classes of ECMA-262 and the operations on them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from holotype.compiler.patterns.properties import property_points
from holotype.compiler.patterns.recogniser import SetItem

# Ranges in ascending order, both ends included, that neither overlap nor touch.
CodePoints = tuple[tuple[int, int], ...]

EVERYTHING: Final[CodePoints] = ((0, 0x10FFFF),)
DIGIT: Final[CodePoints] = ((0x30, 0x39),)
WORD: Final[CodePoints] = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
LINE_TERMINATOR: Final[CodePoints] = ((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029))
# WhiteSpace and LineTerminator (ECMA-262, sections 12.2 and 12.3); Space_Separator has not changed for years.
SPACE: Final[CodePoints] = (
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
)


def union(ranges: Iterable[tuple[int, int]]) -> CodePoints:
    """The code points that are in any of the ranges, which may stand in any order and overlap."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def complement(points: CodePoints) -> CodePoints:
    """The code points that are not in the set."""
    gaps: list[tuple[int, int]] = []
    start = 0
    for low, high in points:
        if low > start:
            gaps.append((start, low - 1))
        start = high + 1
    if start <= 0x10FFFF:
        gaps.append((start, 0x10FFFF))
    return tuple(gaps)


def size(points: CodePoints) -> int:
    """How many code points the set has."""
    return sum(high - low + 1 for low, high in points)


@lru_cache(maxsize=256)
def item_points(item: str) -> CodePoints:
    """What a class escape stands for: one of `d D s S w W .`, `p{...}` or `P{...}`.

    Raises `LookupError` for a property that is not available here.
    """
    match item:
        case "d" | "D":
            points = DIGIT
        case "s" | "S":
            points = SPACE
        case "w" | "W":
            points = WORD
        case ".":
            return complement(LINE_TERMINATOR)
        case _:
            points = property_points(item[2:-1])
    return complement(points) if item[0].isupper() else points


def class_points(items: tuple[SetItem, ...], negated: bool) -> CodePoints:
    """What a class stands for.  Raises `LookupError` for a property that is not available here."""
    ranges: list[tuple[int, int]] = []
    for item in items:
        if isinstance(item, str):
            ranges += item_points(item)
        else:
            ranges.append(item)
    points = union(ranges)
    return complement(points) if negated else points
