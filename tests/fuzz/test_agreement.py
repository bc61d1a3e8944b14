"""Predicate, errors path, emitted file and jsonschema-rs agree on random schemas of every dialect."""

from __future__ import annotations

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .dialects import DIALECTS, Written
from .instances import instances
from .schemas import schemas
from .verdicts import ours, peer

# A schema and its validators take many times as long as a verdict.
WIDE = settings(
    max_examples=max(10, settings().max_examples // 3),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@pytest.mark.parametrize("written", DIALECTS, ids=lambda each: each.name)
@WIDE
@given(data=st.data())
def test_every_way_gives_the_verdict_of_jsonschema_rs(written: Written, data: st.DataObject) -> None:
    schema = data.draw(schemas(written), label="schema")
    before = copy.deepcopy(schema)
    compiled = ours(schema)
    assert schema == before
    theirs = peer(schema, written)
    for _ in range(6):
        instance = data.draw(instances(schema), label="instance")
        given_as = copy.deepcopy(instance)
        expected = theirs.is_valid(instance)
        assert compiled.verdicts(instance) == dict.fromkeys(
            ("predicate", "clean", "errors path", "in memory"), expected
        )
        assert repr(instance) == repr(given_as)
