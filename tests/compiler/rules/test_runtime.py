"""Numbers in exact arithmetic are what the text of a document says."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.rules.runtime import contains, exact, plain_number


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_the_same_after_both_ways(number: float) -> None:
    assert plain_number(exact(number)) == number


def test_a_float_is_the_decimal_that_it_is_written_as() -> None:
    assert exact(0.1) == Fraction(1, 10)
    assert exact(1.0) == 1
    assert type(exact(1.0)) is int


@pytest.mark.parametrize("value", [None, True, "0.1", [0.1], {"a": 0.1}])
def test_what_is_no_number_stays(value: Any) -> None:
    assert exact(value) is value
    assert plain_number(value) is value


def test_a_fraction_beyond_every_double_becomes_an_integer() -> None:
    assert plain_number(Fraction(10**400) + Fraction(1, 2)) == 10**400


def test_membership_is_json_equality() -> None:
    assert contains([1.0, "a"], 1)
    assert not contains([True, "1"], 1)
