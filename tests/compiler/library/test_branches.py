"""anyOf and oneOf at run time: who accepts."""

from __future__ import annotations

from typing import Any

import pytest

from holotype.compiler.library.branches import valid_by_count, valid_by_tag
from tests.compiler.verdicts import verdicts


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
