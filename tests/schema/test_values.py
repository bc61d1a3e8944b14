"""Schemas as values: a private copy, of JSON values only, with its size bounded."""

from __future__ import annotations

import sys
from collections import OrderedDict
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.errors import SchemaError
from holotype.schema.locations import Location, from_fragment
from holotype.schema.values import MAXIMUM_DIGITS, MAXIMUM_NESTING, plain

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(json_values)
def test_a_copy_is_equal_in_every_type_and_in_the_order_of_names(value: Any) -> None:
    assert repr(plain(value, "")) == repr(value)


def test_an_object_that_stands_in_two_places_is_copied_for_each() -> None:
    shared: dict[str, Any] = {}
    copied: Any = plain([shared, shared], "")
    assert copied == [{}, {}]
    assert copied[0] is not copied[1] is not shared


def test_subclasses_become_their_base() -> None:
    class Text(StrEnum):
        A = "a"

    copied: Any = plain(OrderedDict([(Text.A, (Text.A, True))]), "")
    assert type(copied) is dict
    assert [type(each) for each in (*copied, *copied["a"])] == [str, str, bool]


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        ({"a": [{1: 2}]}, "/a/0"),
        ({"a/b": {"c": {1, 2}}}, "/a~1b/c"),
        ([float("nan")], "/0"),
        ([[float("inf")]], "/0/0"),
        ({"x": 10**MAXIMUM_DIGITS}, "/x"),
        ({"x": b""}, "/x"),
    ],
    ids=["name", "set", "nan", "infinity", "digits", "bytes"],
)
def test_what_json_has_not_is_refused_with_its_place(value: Any, pointer: str) -> None:
    with pytest.raises(SchemaError) as caught:
        plain(value, "http://example.test/s")
    assert caught.value.location == f"http://example.test/s#{pointer}"


def test_the_largest_integer_and_the_deepest_nesting_are_taken() -> None:
    value: Any = 10**MAXIMUM_DIGITS - 1
    for _ in range(MAXIMUM_NESTING):
        value = [value]
    copied = plain(value, "")
    for _ in range(MAXIMUM_NESTING):
        assert isinstance(copied, list)
        (copied,) = copied
    assert copied == 10**MAXIMUM_DIGITS - 1
    with pytest.raises(SchemaError, match="nested"):
        plain([value], "")


def test_no_depth_takes_more_of_the_stack() -> None:
    value: Any = []
    for _ in range(10 * sys.getrecursionlimit()):
        value = [value]
    with pytest.raises(SchemaError, match="nested"):
        plain(value, "")


@given(st.lists(st.text(st.characters(codec=None)), max_size=4))
def test_a_location_is_a_uri_whose_fragment_is_the_pointer(path: list[str]) -> None:
    location = Location("http://example.test/s", "").child(*path)
    resource, _, fragment = location.uri.partition("#")
    assert resource == "http://example.test/s"
    assert location.uri.isascii()
    assert " " not in location.uri
    assert from_fragment(fragment) == location.pointer
