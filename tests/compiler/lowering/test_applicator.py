"""The applicator vocabulary: to what each keyword applies its subschemas."""

from __future__ import annotations

from typing import Any

import pytest

from tests.compiler.verdicts import verdict, verdicts

A_STRING: dict[str, Any] = {"type": "string"}


@pytest.mark.parametrize(
    ("schema", "accepted", "refused"),
    [
        ({"allOf": [{"minimum": 1}, {"maximum": 2}]}, [1, 2, "a"], [0, 3]),
        ({"anyOf": [{"maximum": 1}, {"minimum": 3}]}, [1, 3, None], [2]),
        ({"oneOf": [{"minimum": 1}, {"maximum": 2}]}, [0, 3], [1, 2, "a"]),
        ({"not": {"minimum": 1}}, [0], [1, "a"]),
        ({"if": {"minimum": 1}, "then": {"maximum": 2}, "else": {"minimum": 0}}, [0, 1, 2], [-1, 3]),
        ({"if": {"minimum": 1}, "then": {"maximum": 2}}, [-1, 2], [3]),
        ({"if": {"minimum": 1}, "else": {"minimum": 0}}, [0, 3], [-1]),
        ({"then": False, "else": False}, [0], []),
        (
            {"properties": {"a": A_STRING, "b": {"minimum": 1}}},
            [{}, {"a": "", "b": 1}, {"c": 0}],
            [{"a": 1}, {"b": 0}],
        ),
        (
            {"patternProperties": {"^a": A_STRING, "b$": {"minLength": 1}}},
            [{"c": 1}, {"ab": "x"}],
            [{"ab": ""}, {"aa": 1}],
        ),
        (
            {"properties": {"a": True}, "patternProperties": {"^x": True}, "additionalProperties": A_STRING},
            [{"a": 1, "x1": 1, "other": ""}],
            [{"other": 1}, {"b": 1, "a": ""}],
        ),
        ({"propertyNames": {"maxLength": 1}}, [{"a": 1}, {}], [{"ab": 1}]),
        (
            {"dependentSchemas": {"a": {"required": ["b"]}, "c": False}},
            [{}, {"a": 1, "b": 1}],
            [{"a": 1}, {"c": 1}],
        ),
        ({"prefixItems": [A_STRING, {"minimum": 1}]}, [[], ["a"], ["a", 1, None]], [[1], ["a", 0]]),
        ({"prefixItems": [True], "items": A_STRING}, [[1], [1, "a"]], [[1, 2], ["a", "b", 3]]),
        ({"items": A_STRING}, [[], ["a"]], [["a", 1]]),
        ({"contains": A_STRING}, [["a"], [1, "a", "b"]], [[], [1]]),
    ],
)
def test_a_subschema_is_applied_where_the_specification_says(
    schema: Any, accepted: list[Any], refused: list[Any]
) -> None:
    assert verdicts(schema, accepted) == [True] * len(accepted)
    assert verdicts(schema, refused) == [False] * len(refused)


@pytest.mark.parametrize(
    ("limits", "counts"),
    [
        ({}, [1, 2, 3]),
        ({"minContains": 0}, [0, 1, 2, 3]),
        ({"minContains": 2}, [2, 3]),
        ({"maxContains": 2}, [1, 2]),
        ({"minContains": 0, "maxContains": 1}, [0, 1]),
        ({"minContains": 0, "maxContains": 0}, [0]),
        ({"minContains": 2, "maxContains": 2}, [2]),
        ({"minContains": 3, "maxContains": 1}, []),
    ],
)
def test_as_many_items_match_contains_as_its_limits_say(limits: dict[str, int], counts: list[int]) -> None:
    schema = {"contains": A_STRING, **limits}

    assert [count for count in range(4) if verdict(schema, [None, *["a"] * count, 1])] == counts


@pytest.mark.parametrize("limits", [{"minContains": 2}, {"maxContains": 0}])
def test_limits_without_contains_say_nothing(limits: dict[str, int]) -> None:
    assert verdict(limits, ["a"])


@pytest.mark.parametrize(("dialect", "valid"), [("2019-09", False), ("2020-12", True)])
def test_what_contains_matches_is_evaluated_since_2020(dialect: str, valid: bool) -> None:
    schema = {"contains": A_STRING, "unevaluatedItems": False}

    assert verdict(schema, ["a"], dialect=dialect) is valid
    assert not verdict(schema, ["a", 1], dialect=dialect)
