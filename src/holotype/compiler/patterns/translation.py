"""A syntax tree becomes the source of a Python regular expression that means the same, without flags."""

from __future__ import annotations

from typing import Final

from holotype.compiler.patterns.characters import EVERYTHING, CodePoints, complement, size
from holotype.compiler.patterns.recogniser import PATTERN_MAX_COUNT, PatternError
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

# Beyond U+FFFF `re` looks through the ranges of a set one by one: a microsecond for each character of a text.
MAX_ASTRAL_RANGES: Final = 1_000

_SPECIAL: Final = frozenset("\\.^$*+?{}[]|()")
_SPECIAL_IN_SET: Final = frozenset("\\]^[&~|-")
# `\\B` of `re` refuses the empty text before Python 3.14; "no boundary" is what ECMA-262 means.
_ASSERTIONS: Final = {"^": "^", "$": r"\Z", r"\b": r"(?a:\b)", r"\B": r"(?!(?a:\b))"}


def python_source(node: Node) -> str:
    """The pattern for `re`.

    Raises `PatternError` for a lookbehind whose width is not fixed, and for a set that `re` is slow with.
    """
    return _source(node, {})


def _source(node: Node, numbers: dict[int, int]) -> str:
    """`numbers` has the number in the Python pattern of each group so far."""
    match node:
        case Set(points):
            return set_source(points)
        case Sequence(items):
            return "".join(
                f"(?:{_source(item, numbers)})" if isinstance(item, Alternation) else _source(item, numbers)
                for item in items
            )
        case Alternation(options):
            return "|".join(_source(option, numbers) for option in options)
        case Repeat(body, minimum, maximum):
            return _unit(body, numbers) + quantifier(minimum, maximum)
        case Group(body, number):
            own = numbers[number] = len(numbers) + 1
            # `\\100` is an octal escape to `re`, so from there on groups have names.
            return f"({f'?P<g{own}>' if own > 99 else ''}{_source(body, numbers)})"
        case Look():
            return _look(node, numbers)
        case Assertion(kind):
            return _ASSERTIONS[kind]
        case Reference(number, _, always):
            own = numbers[number]
            # A digit that follows must not become part of the number.
            reference = f"(?:\\{own})" if own <= 99 else f"(?P=g{own})"
            # A group that took no part matches the empty text (ECMA-262, section 22.2.2.7.2).
            return reference if always else f"(?({own}){reference}|)"


def _unit(body: Node, numbers: dict[int, int]) -> str:
    """The source of something that a quantifier may follow."""
    text = _source(body, numbers)
    return text if isinstance(body, (Set, Group)) else f"(?:{text})"


def quantifier(minimum: int, maximum: int | None) -> str:
    minimum = min(minimum, PATTERN_MAX_COUNT)
    maximum = None if maximum is None else min(maximum, PATTERN_MAX_COUNT)
    match minimum, maximum:
        case 0, None:
            return "*"
        case 1, None:
            return "+"
        case 0, 1:
            return "?"
        case _, None:
            return f"{{{minimum},}}"
        case _ if minimum == maximum:
            return f"{{{minimum}}}"
        case _:
            return f"{{{minimum},{maximum}}}"


def _look(look: Look, numbers: dict[int, int]) -> str:
    sign = "!" if look.negative else "="
    if look.ahead:
        return f"(?{sign}{_source(look.body, numbers)})"
    options = look.body.options if isinstance(look.body, Alternation) else (look.body,)
    if any(width(option) is None for option in options):
        raise PatternError(
            "the lookbehind has no fixed width, and the pattern needs Python's `re`", look.offset
        )
    # Each option may have a width of its own.
    parts = [f"(?<{sign}{_source(option, numbers)})" for option in options]
    if len(parts) == 1:
        return parts[0]
    return "".join(parts) if look.negative else f"(?:{'|'.join(parts)})"


def width(node: Node) -> int | None:
    """How many characters the node takes; None if that varies."""
    match node:
        case Set():
            return 1
        case Sequence(items):
            widths = [width(item) for item in items]
            return None if None in widths else sum(one for one in widths if one is not None)
        case Alternation(options):
            different = {width(option) for option in options}
            return different.pop() if len(different) == 1 else None
        case Repeat(body, minimum, maximum):
            one = width(body)
            return one * minimum if one is not None and minimum == maximum else None
        case Group(body, _):
            return width(body)
        case Reference():
            return None
        case _:
            return 0


def set_source(points: CodePoints) -> str:
    """The source of one character out of a set."""
    if points == EVERYTHING:
        return "(?s:.)"
    if not points:
        return "[^\0-\U0010ffff]"
    if size(points) == 1:
        character = chr(points[0][0])
        return "\\" + character if character in _SPECIAL else character
    if sum(high > 0xFFFF for _, high in points) > MAX_ASTRAL_RANGES:
        raise PatternError(
            f"a class has more than {MAX_ASTRAL_RANGES:,} ranges of characters beyond U+FFFF, and the "
            "pattern needs Python's `re`",
            0,
        )
    inverse = complement(points)
    if len(inverse) < len(points) or points[-1][1] == 0x10FFFF:
        return f"[^{_members(inverse)}]"
    return f"[{_members(points)}]"


def _members(points: CodePoints) -> str:
    text = ""
    hyphen = ""
    for low, high in points:
        if low == high == 0x2D:
            hyphen = "-"
        elif high - low < 2:
            text += "".join(_member(point) for point in range(low, high + 1))
        else:
            text += f"{_member(low)}-{_member(high)}"
    return hyphen + text


def _member(point: int) -> str:
    character = chr(point)
    return "\\" + character if character in _SPECIAL_IN_SET else character
