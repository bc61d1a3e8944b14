"""What rules know of a property: what the schemas on conjunctive paths to it say, all of them together."""

from __future__ import annotations

from typing import Any

import pytest

import holotype
from holotype.compiler import compile_contract
from holotype.contract.values import Formats
from tests.compiler.test_contracts import contract

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "status": {"enum": ["OPEN", "DONE", "LOST"]},
        "kind": {"const": 1},
        "free": {"type": "string"},
        "perhaps": {"anyOf": [{"enum": ["A"]}, {"enum": ["B"]}]},
        "number": {"type": ["integer", "string"]},
        "owner": {"$ref": "#/$defs/owner"},
    },
    "patternProperties": {"^x-": {"type": "string"}, "^x-n": {"enum": ["1", "2"]}},
    "additionalProperties": {"type": "integer"},
    "allOf": [
        {
            "properties": {
                "status": {"enum": ["DONE", "LOST", "OVER"]},
                "number": {"type": ["integer", "null"]},
                "x-name": {"enum": ["2", "3"]},
                "x-title": {"maxLength": 9},
                "declared": {"maximum": 9},
            }
        }
    ],
    "$defs": {"owner": {"type": "object", "properties": {"name": {"enum": ["me"]}}}},
}


def refusal(assertion: str, severity: dict[str, str] | None = None) -> str:
    """What is said of a rule; nothing of one that is taken."""
    rules = (holotype.Rule("it", assertion),)
    try:
        compile_contract(contract(severity=severity or {}, rules=rules), SCHEMA)
    except holotype.ContractError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "assertion",
    [
        "status == 'DONE'",
        "status in ['LOST', 'DONE']",
        "kind == 1",
        "kind != 1.0",
        "free == 'anything'",
        "perhaps == 'C'",
        "number > 1",
        "owner.name == 'me'",
        "value('x-title') == 'a'",
        "value('x-name') == '2'",
        "declared + 1 > 1",
        "default(status, 'NONE') != 'NONE'",
    ],
)
def test_a_rule_that_every_schema_admits_is_taken(assertion: str) -> None:
    assert refusal(assertion) == ""


@pytest.mark.parametrize(
    ("assertion", "sentence"),
    [
        ("status == 'OPEN'", "the schema does not admit `OPEN` for `status`"),
        ("status == 'OVER'", "the schema does not admit `OVER` for `status`"),
        ("status != 'DOEN'", "did you mean `DONE`?"),
        ("status in ['LOST', 'NONE']", "the schema does not admit `NONE`"),
        ("kind == 2", "the schema does not admit `2` for `kind`"),
        ("free > 1", "`free` is a string"),
        ("owner.name == 'you'", "the schema does not admit `you` for `owner.name`"),
        ("value('x-name') == '3'", "the schema does not admit `3`"),
        ("value('x-name') == '1'", "the schema does not admit `1`"),
        ("default(status, 'NONE') == 'OPEN'", "the schema does not admit `OPEN`"),
        ("perhpas == 'A'", "did you mean `perhaps`?"),
        ("value('x-other') == 'a'", "x-other"),
    ],
)
def test_a_rule_that_one_schema_rules_out_is_refused(assertion: str, sentence: str) -> None:
    assert sentence in refusal(assertion)


def test_values_of_a_lowered_enum_do_not_bind() -> None:
    assert refusal("status == 'OVER'", {"/properties/status/enum": "warning"}) == ""
    assert refusal("status == 'NONE'", {"/properties/status/enum": "warning"})


@pytest.mark.parametrize("formats", ["assert", "dialect"])
def test_a_format_is_known_from_every_schema_on_a_conjunctive_path_asserted_or_not(formats: Formats) -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
        "allOf": [{"properties": {"a": {"$ref": "#/$defs/moment"}}}],
        "$defs": {"moment": {"format": "date-time"}},
    }

    with pytest.raises(holotype.ContractError, match="`a` has the format date-time"):
        holotype.compile(schema, formats=formats, rules=[holotype.Rule("later", "b < a")])
