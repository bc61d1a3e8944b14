"""The validation vocabulary: where each limit lies, and what it looks at."""

from __future__ import annotations

from typing import Any

import pytest

import holotype
from tests.compiler.verdicts import verdicts


@pytest.mark.parametrize(
    ("schema", "accepted", "refused"),
    [
        ({"minimum": 2}, [2, 2.0, 3, "1", None], [1, 1.99]),
        ({"maximum": 2}, [2, 2.0, 1, "3"], [3, 2.01]),
        ({"exclusiveMinimum": 2}, [3, 2.01], [2, 2.0, 1]),
        ({"exclusiveMaximum": 2}, [1, 1.99], [2, 2.0, 3]),
        ({"multipleOf": 3}, [0, 3, -6, 9.0], [1, 4.5]),
        ({"minLength": 2}, ["ab", "abc", 1], ["", "a"]),
        ({"maxLength": 2}, ["", "ab", 100], ["abc"]),
        ({"minItems": 2}, [[1, 2], [1, 2, 3], {}], [[], [1]]),
        ({"maxItems": 2}, [[], [1, 2]], [[1, 2, 3]]),
        ({"minProperties": 2}, [{"a": 1, "b": 2}], [{}, {"a": 1}]),
        ({"maxProperties": 2}, [{}, {"a": 1, "b": 2}], [{"a": 1, "b": 2, "c": 3}]),
        ({"uniqueItems": True}, [[], [1], [1, True, "1", None, [1], {"a": 1}]], [[1, 1.0], [{}, {}]]),
        ({"uniqueItems": False}, [[1, 1]], []),
        ({"required": ["a", "b"]}, [{"a": 1, "b": None, "c": 3}, []], [{}, {"a": 1}, {"b": 1}]),
        ({"required": []}, [{}], []),
        (
            {"dependentRequired": {"a": ["b", "c"]}},
            [{}, {"b": 1}, {"a": 1, "b": 2, "c": 3}],
            [{"a": 1, "b": 2}],
        ),
        ({"dependentRequired": {"a": []}}, [{"a": 1}], []),
        ({"type": ["integer", "null"]}, [1, 1.0, None], [1.5, True, "1", [], {}]),
        ({"type": "number"}, [1, 1.5], [True, "1", None]),
        ({"type": "boolean"}, [True, False], [0, 1, None]),
        (
            {"enum": [1, "a", None, [1], {"a": [True]}]},
            [1, 1.0, "a", None, [1.0], {"a": [True]}],
            [True, [], {"a": [1]}],
        ),
        ({"const": False}, [False], [0, 0.0, None]),
        ({"const": 0}, [0, 0.0], [False, "", None]),
    ],
)
def test_a_limit_lies_where_the_specification_has_it(
    schema: Any, accepted: list[Any], refused: list[Any]
) -> None:
    assert verdicts(schema, accepted) == [True] * len(accepted)
    assert verdicts(schema, refused) == [False] * len(refused)


def test_a_name_that_two_properties_require_is_missed_by_each() -> None:
    validator = holotype.compile({"dependentRequired": {"a": ["b"], "c": ["b"]}})

    assert [error.message for error in validator.iter_errors({"a": 1, "c": 1})] == [
        'the required property "b" is missing, which "a" requires',
        'the required property "b" is missing, which "c" requires',
    ]
