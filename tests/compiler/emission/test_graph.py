"""What is asked of the graph of checks: which schemas lead back to themselves, what they evaluate."""

from __future__ import annotations

from typing import Any

import pytest

from tests.compiler.verdicts import verdict, verdicts


@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_schemas_that_lead_back_to_each_other_are_followed(length: int) -> None:
    definitions = {
        f"d{number}": {
            "type": "object",
            "properties": {"next": {"$ref": f"#/$defs/d{(number + 1) % length}"}, "n": {"maximum": number}},
        }
        for number in range(length)
    }
    schema = {"$ref": "#/$defs/d0", "$defs": definitions}
    for broken in (None, 0, length, 2 * length + 1):
        instance: Any = {}
        for depth in reversed(range(3 * length)):
            instance = {"n": depth % length + (depth == broken), "next": instance}
        assert verdict(schema, instance) is (broken is None or broken >= 3 * length)


def test_a_chain_that_leads_nowhere_back_is_no_cycle() -> None:
    schema = {"$ref": "#/$defs/a", "$defs": {"a": {"items": {"$ref": "#/$defs/b"}}, "b": {"type": "null"}}}
    assert verdicts(schema, [[None, None], [None, 1]]) == [True, False]


def test_a_branch_that_evaluates_everything_leaves_nothing() -> None:
    everything = {"required": ["a"], "additionalProperties": {"type": "integer"}}
    schema = {"anyOf": [everything, {"required": ["b"]}], "unevaluatedProperties": False}
    instances = [{"a": 1, "x": 2}, {"a": 1, "b": 2}, {"b": 1}, {"a": "x", "b": 1}]
    assert verdicts(schema, instances) == [True, True, False, False]
    items = {"minItems": 2, "items": {"type": "integer"}}
    schema = {"anyOf": [items, {"maxItems": 3}], "unevaluatedItems": False}
    assert verdicts(schema, [[1, 2, 3, 4], ["x"]]) == [True, False]
