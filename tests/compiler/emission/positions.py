"""A schema in every position that the emitter treats in a way of its own: the verdict is the same in each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.compiler.verdicts import verdicts


class Case(NamedTuple):
    """A schema, and instances that it accepts and refuses."""

    schema: Any
    accepted: list[Any]
    refused: list[Any]


MARK = "a value that no case has"

Schema = Any
Around = Callable[[Any], Any]

POSITIONS: dict[str, tuple[Callable[[Schema], Schema], Around]] = {
    "the root": (lambda schema: schema, lambda value: value),
    "an optional property": (
        lambda schema: {"properties": {"p": schema}},
        lambda value: {"p": value, "q": 1},
    ),
    "one of many properties": (
        lambda schema: {"properties": {**{f"p{index}": {"type": "null"} for index in range(9)}, "p": schema}},
        lambda value: {"p": value, "p7": None},
    ),
    "other properties": (
        lambda schema: {"properties": {"q": True}, "additionalProperties": schema},
        lambda value: {"q": 1, "p": value},
    ),
    "items": (lambda schema: {"type": "array", "items": schema}, lambda value: [value, value]),
    "what must not match": (lambda schema: {"not": {"not": schema}}, lambda value: value),
    "a branch": (lambda schema: {"anyOf": [{"const": MARK}, schema]}, lambda value: value),
    "a condition": (lambda schema: {"if": schema, "else": False}, lambda value: value),
    "a definition used twice": (
        lambda schema: {
            "$defs": {"d": {"allOf": [schema]}},
            "allOf": [{"$ref": "#/$defs/d"}, {"anyOf": [{"$ref": "#/$defs/d"}]}],
        },
        lambda value: value,
    ),
    "what is unevaluated": (
        lambda schema: {"anyOf": [{"properties": {"q": True}}], "unevaluatedProperties": schema},
        lambda value: {"q": MARK, "p": value},
    ),
}


def hold(case: Case) -> None:
    """Assert that the case's verdicts are the same in every position."""
    expected = [True] * len(case.accepted) + [False] * len(case.refused)
    for name, (within, around) in POSITIONS.items():
        instances = list(map(around, [*case.accepted, *case.refused]))
        assert verdicts(within(case.schema), instances) == expected, name
