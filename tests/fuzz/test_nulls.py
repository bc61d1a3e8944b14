"""Null as absent is null rejected, of the stripped instance; and strip does what its definition says."""

from __future__ import annotations

import copy
from typing import Any

import jsonschema_rs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holotype.contract.values import Nulls

from .dialects import DIALECTS, Written
from .instances import instances
from .schemas import conjunctive_schemas, schemas
from .strip import Reference
from .verdicts import ours

# A schema and its validators take many times as long as a verdict.
WIDE = settings(
    max_examples=max(10, settings().max_examples // 3),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
NEWEST = DIALECTS[0]
GIVEN = "http://example.test/given"


@st.composite
def schemas_of_any_dialect(draw: st.DrawFn) -> Any:
    written: Written = draw(st.sampled_from(DIALECTS))
    return draw(st.one_of(schemas(written), conjunctive_schemas(written)))


@WIDE
@given(data=st.data())
def test_absent_mode_gives_the_verdict_of_reject_mode_on_the_stripped_instance(data: st.DataObject) -> None:
    schema = data.draw(schemas_of_any_dialect(), label="schema")
    default: Nulls = data.draw(st.sampled_from(("absent", "reject")), label="default")
    compiled = ours(schema, nulls=default)
    strip = compiled.emitted["strip"]
    for _ in range(6):
        instance = data.draw(instances(schema, with_nulls=True), label="instance")
        before = copy.deepcopy(instance)
        stripped = strip(instance, nulls="absent")
        assert repr(instance) == repr(before)
        assert strip(stripped, nulls="absent") is stripped
        assert strip(instance, nulls="reject") is instance
        if stripped == instance:
            assert stripped is instance
        absent = compiled.verdicts(instance, nulls="absent")
        assert len(set(absent.values())) == 1, absent
        assert absent == compiled.verdicts(stripped, nulls="reject")
        assert compiled.emitted["is_valid"](instance) is compiled.emitted["is_valid"](instance, nulls=default)
        lenient = [
            error._replace(hint=None) for error in compiled.emitted["iter_errors"](instance, nulls="absent")
        ]
        letter = [
            error._replace(hint=None) for error in compiled.emitted["iter_errors"](stripped, nulls="reject")
        ]
        assert lenient == letter


@WIDE
@given(data=st.data())
def test_strip_does_what_its_definition_says(data: st.DataObject) -> None:
    schema = data.draw(conjunctive_schemas(NEWEST), label="schema")
    compiled = ours(schema, nulls="absent")

    def refuses_null(subschema: Any) -> bool:
        # What it refers to by "#" is the schema, not what asks.
        given = {**schema, "$id": GIVEN, "$defs": {**schema["$defs"], "asked": subschema}}
        whole = {"$schema": NEWEST.uri, "$ref": f"{GIVEN}#/$defs/asked", "$defs": {"given": given}}
        return not jsonschema_rs.Draft202012Validator(whole, validate_formats=True).is_valid(None)

    reference = Reference(schema, refuses_null)
    for _ in range(6):
        instance = data.draw(instances(schema, with_nulls=True), label="instance")
        assert compiled.emitted["strip"](instance) == reference.strip(instance)
