"""Library functions for what rules compute: membership by JSON equality, numbers as they are on paper."""

from __future__ import annotations

from holotype.compiler.library.equality import equal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def contains(array: list[Any], value: Any) -> bool:
    """Whether an item of the array is equal to the value, as JSON has it."""
    return any(equal(item, value) for item in array)


def exact(value: Any) -> Any:
    """The number that JSON's text says, for exact arithmetic: 0.1 is one tenth.  Other values stay."""
    if not isinstance(value, float):
        return value
    if value.is_integer():
        return int(value)
    from fractions import Fraction

    return Fraction(float.__repr__(value))


def plain_number(value: Any) -> Any:
    """The outcome of exact arithmetic as a JSON number: the int that it is, or else the nearest float."""
    if value is None or isinstance(value, (bool, int, float, str, list, dict)):
        return value
    if value.denominator == 1:
        return value.numerator
    try:
        return float(value)
    except OverflowError:
        return int(value)
