"""Branches: told apart by type, by a tag, or tried in turn."""

from __future__ import annotations

from typing import Any

import pytest

from tests.compiler.emission.positions import Case, hold


def tagged(tag: str, *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"kind": {"const": tag}, tag: {"type": "integer"}},
        "required": ["kind", *required],
    }


def both(keyword: str, branches: list[Any], accepted: list[Any], refused: list[Any]) -> Case:
    return Case({keyword: branches}, accepted, refused)


TAGGED = [tagged("a", "a"), tagged("b", "b"), tagged("c", "c"), tagged("d", "d")]
BY_TYPE = [{"type": "string", "minLength": 1}, {"type": "integer", "minimum": 0}, {"type": "null"}]
OVERLAPPING = [{"minimum": 2}, {"maximum": 4}, {"multipleOf": 2}]

NAMED: list[Any] = [
    {"properties": {"task": {"pattern": f"^{name}@1$"}, "inputs": {"required": [name]}}} for name in "abcdefg"
]
NAMED += [{"properties": {"task": {"enum": ["h", "a@1"]}, "inputs": {"type": "null"}}}]

CASES = {
    "any by a text that need not be one": Case(
        {"type": "object", "anyOf": NAMED},
        [
            {"task": "a@1"},
            {"task": "g@1", "inputs": {"g": 1}},
            {"task": "h", "inputs": None},
            {"task": "a@1", "inputs": None},
            {"task": 5, "inputs": {"c": 1}},
            {"inputs": {"d": 1}},
            {"inputs": None},
            {"task": None},
            {"task": ["a@1"]},
        ],
        [
            {"task": "a@1", "inputs": {"b": 1}},
            {"task": "h", "inputs": {"a": 1}},
            {"task": "j"},
            {"task": "a@1\n"},
            {"task": 5, "inputs": {}},
            {"task": "", "inputs": {}},
            "a@1",
        ],
    ),
    "any by a text, of what need not be an object": Case(
        {"anyOf": NAMED}, ["a@1", 5, None, {"task": "b@1"}], [{"task": "b@1", "inputs": {}}, {"task": "j"}]
    ),
    "one of such": Case(
        {"type": "object", "oneOf": NAMED},
        [{"task": "b@1"}, {"inputs": {"a": 1}}],
        [{}, {"task": 5}, {"task": "j"}],
    ),
    "any by type": both("anyOf", BY_TYPE, ["a", 0, None], ["", -1, [], True]),
    "one by type": both("oneOf", BY_TYPE, ["a", 0, None], ["", -1, [], True]),
    "any by tag": both(
        "anyOf",
        TAGGED,
        [{"kind": "a", "a": 1}, {"kind": "d", "d": 1, "x": None}],
        [{"kind": "a"}, {"kind": "a", "a": ""}, {"kind": "e"}, {"a": 1}, {"kind": ["a"]}, "a", None],
    ),
    "one by tag": both(
        "oneOf",
        TAGGED,
        [{"kind": "a", "a": 1}, {"kind": "d", "d": 1, "x": None}],
        [{"kind": "a"}, {"kind": "a", "a": ""}, {"kind": "e"}, {"a": 1}, {"kind": ["a"]}, "a", None],
    ),
    "a tag of several strings": both(
        "oneOf",
        [
            {"type": "object", "properties": {"kind": {"enum": ["a", "b"]}}, "required": ["kind"]},
            {
                "type": "object",
                "properties": {"kind": {"enum": ["c"]}, "x": {"const": 1}},
                "required": ["kind", "x"],
            },
            {
                "type": "object",
                "properties": {"kind": {"const": "d"}},
                "required": ["kind"],
                "maxProperties": 1,
            },
        ],
        [{"kind": "a"}, {"kind": "b", "y": 1}, {"kind": "c", "x": 1}, {"kind": "d"}],
        [{"kind": "c"}, {"kind": "d", "y": 1}, {"kind": 1}, {}],
    ),
    "two of a tag that both may have": both(
        "oneOf",
        [
            {"type": "object", "properties": {"kind": {"enum": ["a", "b"]}}, "required": ["kind"]},
            {"type": "object", "properties": {"kind": {"enum": ["b", "c"]}}, "required": ["kind"]},
            {"type": "object", "properties": {"kind": {"enum": ["d"]}}, "required": ["kind"]},
        ],
        [{"kind": "a"}, {"kind": "c"}, {"kind": "d"}],
        [{"kind": "b"}, {"kind": "e"}],
    ),
    "a tag that is not required": both(
        "anyOf",
        [{"type": "object", "properties": {"kind": {"const": each}}} for each in "abc"],
        [{"kind": "a"}, {}, {"x": 1}],
        [{"kind": "d"}, []],
    ),
    "a tag beside another type": both(
        "oneOf",
        [*TAGGED, {"type": "string"}],
        [{"kind": "a", "a": 1}, "a"],
        [{"kind": "a"}, 1],
    ),
    "two that overlap": both("oneOf", OVERLAPPING[:2], [1, 5], [2, 3, 4, "a"]),
    "one of three that overlap": both("oneOf", OVERLAPPING, [1, 5], [2, 3, 4, 6, 0, "a"]),
    "any of three that overlap": both(
        "anyOf", [{"minimum": 5}, {"const": 0}, {"multipleOf": 2}], [5, 0, 2, "a"], [1, 3]
    ),
    "numbers and integers": both("oneOf", [{"type": "number"}, {"type": "integer"}], [0.5], [1, 1.0, "a"]),
    "one that admits all": both("anyOf", [True, {"minimum": 2}], [1, None], []),
    "one that admits all, of oneOf": both("oneOf", [True, {"minimum": 2}], [1], [2, "a"]),
    "one that admits nothing": both("anyOf", [False, {"minimum": 2}], [2, "a"], [1]),
    "nothing at all": both("anyOf", [False, False], [], [1, None]),
    "many that nothing tells apart": both(
        "oneOf", [{"multipleOf": number} for number in range(101, 170)], [101, 169], [1, 0, 101 * 102, "a"]
    ),
    "branches within branches": both(
        "anyOf",
        [
            {"oneOf": [{"minimum": 5}, {"maximum": 1}]},
            {"not": {"anyOf": [{"type": "string"}, {"minimum": 3}]}},
        ],
        [5, 0, 2],
        [3, 4, "a", None],
    ),
    "a condition": Case(
        {"if": {"type": "string"}, "then": {"minLength": 1}, "else": {"minimum": 1}}, ["a", 1, None], ["", 0]
    ),
    "a condition for nothing": Case({"if": {"type": "string"}, "then": True, "else": True}, ["", 0], []),
    "a condition that always holds": Case({"if": True, "then": {"minimum": 1}, "else": False}, [1], [0]),
    "a condition that never holds": Case({"if": False, "then": False, "else": {"minimum": 1}}, [1], [0]),
    "not": Case({"not": {"type": ["string", "null"]}}, [1, [], {}], ["a", None]),
    "not anything": Case({"not": True}, [], [1, None]),
    "not nothing": Case({"not": False}, [1, None], []),
    "itself": Case(
        {"$id": "https://example.test/tree", "type": "array", "items": {"$ref": "#"}, "maxItems": 2},
        [[], [[], [[]]]],
        [[[], [], []], [[[[], [], []]]], [1]],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_branches_mean_the_same_in_every_position(name: str) -> None:
    hold(CASES[name])
