"""anyOf and oneOf at run time: who accepts, who came nearest, and what that branch says."""

from __future__ import annotations

from typing import Any

import pytest

import holotype
from holotype.compiler.library.branches import valid_by_count, valid_by_tag
from tests.compiler.verdicts import verdicts


def only(schema: Any, instance: Any) -> holotype.Error:
    (error,) = holotype.compile(schema).iter_errors(instance)
    return error


def test_a_branch_is_found_by_a_tag_that_is_a_string_of_an_object() -> None:
    branches = {"a": lambda value: "x" in value}

    assert valid_by_tag({"k": "a", "x": 1}, "k", branches)
    for value in ({"k": "a"}, {"k": "b", "x": 1}, {"x": 1}, {"k": ["a"], "x": 1}, ["k"], None):
        assert not valid_by_tag(value, "k", branches)


@pytest.mark.parametrize(("accepting", "verdict"), [(0, False), (1, True), (2, False), (3, False)])
def test_exactly_one_branch_has_to_accept(accepting: int, verdict: bool) -> None:
    branches = [lambda value, index=index: index < accepting for index in range(3)]

    assert valid_by_count("any", branches) is verdict
    assert valid_by_count("any", branches[::-1]) is verdict


def tagged(keyword: str, count: int) -> dict[str, Any]:
    """That many branches, each with a tag and a property of its own."""
    return {
        keyword: [
            {
                "type": "object",
                "properties": {"kind": {"const": f"k{index}"}, f"p{index}": {"type": "integer"}},
                "required": ["kind", f"p{index}"],
            }
            for index in range(count)
        ]
    }


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize("count", [2, 3, 8])
def test_tagged_branches_accept_what_their_tag_names(keyword: str, count: int) -> None:
    schema = tagged(keyword, count)
    accepted: list[Any] = [{"kind": f"k{index}", f"p{index}": 1} for index in range(count)]
    refused: list[Any] = [
        {"kind": "k0", "p1": 1},
        {"kind": "k0", "p0": "1"},
        {"kind": "x"},
        {"p0": 1},
        [],
        "k0",
    ]

    assert verdicts(schema, accepted) == [True] * count
    assert verdicts(schema, refused) == [False] * len(refused)


def test_the_branch_that_fits_in_type_then_tag_then_names_is_the_nearest() -> None:
    nearest_by_type = only({"anyOf": [{"type": "string", "minLength": 2}, {"type": "integer"}]}, "a")
    nearest_by_tag = only(tagged("anyOf", 3), {"kind": "k1", "p1": "1"})
    nearest_by_names = only({"anyOf": [{"required": ["a", "b"]}, {"required": ["a"]}]}, {})
    nearest_by_count = only(
        {"anyOf": [{"minLength": 2, "pattern": "b"}, {"maxLength": 0}, {"minLength": 3}]}, "a"
    )

    assert [each.causes[0].keyword_location for each in (nearest_by_type, nearest_by_tag)] == [
        "/anyOf/0/minLength",
        "/anyOf/1/properties/p1/type",
    ]
    assert [each.causes[0].keyword_location for each in (nearest_by_names, nearest_by_count)] == [
        "/anyOf/1/required",
        "/anyOf/1/maxLength",
    ]


def test_a_tag_further_down_does_not_make_a_branch_far() -> None:
    deep = {"properties": {"a": {"properties": {"b": {"const": 1}}}}}
    near = {"properties": {"a": {"properties": {"b": {"minimum": 9}, "c": {"minimum": 9}}}}}

    error = only({"anyOf": [near, deep]}, {"a": {"b": 2, "c": 2}})

    assert error.causes[0].keyword == "const"


def test_more_than_one_match_is_listed_up_to_four() -> None:
    schema = {"oneOf": [{"minimum": index} for index in range(6)]}

    assert (
        only(schema, 3).message
        == "3 matches the alternatives 0 and 1 and 2 and 3 of oneOf, expected exactly one"
    )
    assert only(schema, 5).message.startswith(
        "5 matches the alternatives 0 and 1 and 2 and 3 and more of oneOf"
    )
