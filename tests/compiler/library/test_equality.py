"""JSON equality: one meaning, however it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holotype.compiler.library.equality import are_unique, canonical, equal, repetition
from holotype.compiler.library.messages import show

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([0.0, -0.0, 1.0, 0.1, 1e22, 10**22, 10**400, 2**53 + 1, float(2**53)])
    | st.sampled_from(["", "a", "1", "None", "True", "0x1", "{}", "'a'", "a,b"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab,:"), inner, max_size=3),
    max_leaves=6,
)


def meaning(value: Any) -> Any:
    """The value as a tree in which Python's equality is JSON's."""
    if isinstance(value, dict):
        return ("object", frozenset((name, meaning(item)) for name, item in value.items()))
    if isinstance(value, list):
        return ("array", tuple(map(meaning, value)))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return ("number", Fraction(value))
    return (type(value).__name__, value)


@given(VALUES, VALUES)
def test_two_values_are_equal_as_json_has_it(one: Any, other: Any) -> None:
    assert equal(one, other) is (meaning(one) == meaning(other))


def changed(value: Any) -> Iterator[Any]:
    """The value with one scalar in it replaced, one item or property removed, or one renamed."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from ([*value[:index], each, *value[index + 1 :]] for each in changed(item))
            yield value[:index] + value[index + 1 :]
    elif isinstance(value, dict):
        for name, item in value.items():
            rest = {each: value[each] for each in value if each != name}
            yield from ({**rest, name: each} for each in changed(item))
            yield rest
            yield {**rest, f"{name}~": item}
    else:
        yield "changed"


@given(VALUES)
@example({"a": [1, {"b": 2}]})
def test_a_value_differs_from_itself_with_one_thing_in_it_changed(value: Any) -> None:
    for other in changed(value):
        assert not equal(value, other)
        assert not equal(other, value)


@given(VALUES)
def test_a_value_is_equal_to_what_its_text_is_read_as(value: Any) -> None:
    assert equal(value, json.loads(json.dumps(value)))


@given(VALUES, VALUES)
def test_two_values_share_their_canonical_text_when_they_are_equal_and_only_then(
    one: Any, other: Any
) -> None:
    assert (canonical(one) == canonical(other)) is equal(one, other)


@given(st.lists(VALUES, max_size=6))
def test_items_are_unique_when_no_two_are_equal(items: list[Any]) -> None:
    meanings = list(map(meaning, items))

    assert are_unique(items) is (len(set(meanings)) == len(meanings))


@given(st.lists(VALUES, max_size=6).filter(lambda items: not are_unique(items)))
def test_what_is_named_is_the_first_item_that_is_there_already(items: list[Any]) -> None:
    meanings = list(map(meaning, items))
    later = next(index for index, each in enumerate(meanings) if each in meanings[:index])
    earlier = meanings.index(meanings[later])

    assert repetition(items) == f"the items {earlier} and {later} are equal: {show(items[earlier])}"


@pytest.mark.parametrize("nameless", [float("nan"), b"a", (1,), {1}, object()])
def test_what_has_no_json_type_equals_nothing_of_json(nameless: object) -> None:
    for value in (None, True, 0, 1.5, "a", [1], {"a": 1}):
        assert not equal(nameless, value)
        assert not equal(value, nameless)
