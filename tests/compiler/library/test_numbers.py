"""Numbers as JSON Schema means them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.library.numbers import decimal_parts, is_integer, is_multiple, is_number

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "number", "integer"),
    [
        (0, True, True),
        (10**400, True, True),
        (1.0, True, True),
        (-0.0, True, True),
        (1e300, True, True),
        (1.5, True, False),
        (True, False, False),
        (float("nan"), False, False),
        (float("inf"), False, False),
        (float("-inf"), False, False),
        ("1", False, False),
        (None, False, False),
        (1j, False, False),
    ],
)
def test_what_is_a_number_and_what_an_integer(value: object, number: bool, integer: bool) -> None:
    assert is_number(value) is number
    assert is_integer(value) is integer


@given(NUMBERS)
def test_the_parts_of_a_number_are_what_its_shortest_decimal_says(value: float) -> None:
    digits, exponent = decimal_parts(value)

    assert digits * Fraction(10) ** exponent == Fraction(repr(value))


@given(NUMBERS, NUMBERS.filter(lambda divisor: divisor > 0))
def test_a_multiple_is_one_of_the_decimals_as_they_are_written(value: float, divisor: float) -> None:
    quotient = Fraction(repr(value)) / Fraction(repr(divisor))

    assert is_multiple(value, divisor) is (quotient.denominator == 1)


@given(st.integers(-1000, 1000), st.sampled_from([0.01, 0.1, 0.5, 2, 3.0, 1e-7, 1e22]))
def test_a_multiple_of_a_decimal_stays_one(factor: int, divisor: float) -> None:
    value = float(factor * Fraction(repr(divisor)))

    assert is_multiple(value, divisor)
