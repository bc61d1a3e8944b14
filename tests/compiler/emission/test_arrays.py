"""What predicates look for in arrays."""

from __future__ import annotations

import pytest

from tests.compiler.emission.positions import Case, hold

CASES = {
    "items": Case({"items": {"type": "string"}}, [[], ["a", "b"], {}], [[1], ["a", None]]),
    "no items": Case({"items": False}, [[], "a"], [[1]]),
    "two items at most": Case({"prefixItems": [True, True], "items": False}, [[], [1], [1, 2]], [[1, 2, 3]]),
    "the first items": Case(
        {"prefixItems": [{"type": "string"}, True, {"minimum": 1}]},
        [[], ["a"], ["a", None], ["a", None, 1, 0]],
        [[1], ["a", 0, 0]],
    ),
    "the first items and the others": Case(
        {"prefixItems": [True], "items": {"minimum": 1}}, [[0], [0, 1, 2]], [[0, 0], [0, 1, 0]]
    ),
    "an item": Case({"contains": {"type": "string"}}, [["a"], [1, "a"]], [[], [1, 2]]),
    "an item, and of those that match two at most": Case(
        {"contains": {"minimum": 5}, "maxContains": 2}, [[5], [5, 1, 6]], [[1], [5, 6, 7]]
    ),
    "two items at least": Case(
        {"contains": {"minimum": 5}, "minContains": 2}, [[5, 5], [5, 1, 6, 7]], [[5], [1, 1]]
    ),
    "two or three items": Case(
        {"contains": {"minimum": 5}, "minContains": 2, "maxContains": 3},
        [[5, 5], [5, 1, 6, 7]],
        [[5], [5, 5, 5, 5]],
    ),
    "one item at most": Case(
        {"contains": {"minimum": 5}, "minContains": 0, "maxContains": 1}, [[], [1], [5, 1]], [[5, 5]]
    ),
    "more than there may be": Case(
        {"contains": {"minimum": 5}, "minContains": 2, "maxContains": 1}, ["a"], [[], [5], [5, 5]]
    ),
    "any item": Case({"contains": True}, [[1], None], [[]]),
    "unique strings": Case(
        {"items": {"type": "string"}, "uniqueItems": True}, [["a", "b"]], [["a", "a"], [1, 2]]
    ),
    "unique after the first": Case(
        {"prefixItems": [True], "items": {"type": "string"}, "uniqueItems": True},
        [[1, "a"], [["a"], "a"]],
        [["a", "a"], [1, "b", "b"]],
    ),
    "what no branch has evaluated": Case(
        {
            "anyOf": [{"prefixItems": [{"const": 1}]}, {"prefixItems": [True, {"const": 2}]}],
            "unevaluatedItems": {"type": "string"},
        },
        [[1], [1, "a"], [0, 2, "a"], [1, 2], []],
        [[1, 3], [0, 2, 3]],
    ),
    "what a branch within a part has evaluated": Case(
        {
            "allOf": [
                {"anyOf": [{"prefixItems": [True, {"const": 1}], "minItems": 2}, {"prefixItems": [True]}]},
                {"prefixItems": [True]},
            ],
            "unevaluatedItems": {"type": "string"},
        },
        [[0, 1], [0, 1, "a"], [0, "a"]],
        [[0, 2], [0, 1, 2]],
    ),
    "what contains has evaluated": Case(
        {"contains": {"type": "integer"}, "unevaluatedItems": {"type": "string"}},
        [[1], [1, "a"], ["a", 1]],
        [["a"], [1, None]],
    ),
    "grids": Case({"items": {"items": {"items": {"type": "integer"}}}}, [[[[1]]], [[], [[]]]], [[[["a"]]]]),
}


@pytest.mark.parametrize("name", CASES)
def test_an_array_is_looked_into_the_same_way_in_every_position(name: str) -> None:
    hold(CASES[name])
