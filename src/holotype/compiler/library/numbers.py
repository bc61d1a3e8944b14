"""Numbers as JSON Schema means them: bool is none, 1.0 is an integer, multiples are exact."""

from __future__ import annotations

from holotype.compiler.library.derived import derives

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def is_integer(value: Any) -> bool:
    """A number without a fraction, however it is written (2020-12 core, section 4.2.1)."""
    if type(value) is float:
        return value.is_integer()
    return type(value) is int or derives(value)


def is_number(value: Any) -> bool:
    """A finite number; NaN and the infinities have no JSON type."""
    if type(value) is float:
        return value - value == 0.0
    return type(value) is int or derives(value)


def is_multiple(value: Any, divisor: Any) -> bool:
    """Whether division gives an integer (validation, section 6.2.1), of the decimals as they are written."""
    if isinstance(value, int) and isinstance(divisor, int):
        return value % divisor == 0
    digits, exponent = decimal_parts(value)
    by_digits, by_exponent = decimal_parts(divisor)
    if exponent >= by_exponent:
        return bool(digits * 10 ** (exponent - by_exponent) % by_digits == 0)
    return bool(digits % (by_digits * 10 ** (by_exponent - exponent)) == 0)


def decimal_parts(value: Any) -> tuple[int, int]:
    """The number as digits and a power of ten: 19.99 is (1999, -2)."""
    if isinstance(value, int):
        return int(value), 0
    mantissa, _, exponent = float.__repr__(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    return int(whole + fraction), int(exponent or "0") - len(fraction)
