"""Jobs that hypothesis-jsonschema makes, whole and damaged: both our paths and jsonschema agree on them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holotype.contract.values import Nulls

from ..properties.jobs import json_values
from ..properties.vendored import DECLARED, SCHEMA, without_nulls
from ..properties.verdicts import expected, of_package, peer

hypothesis_jsonschema = pytest.importorskip(
    "hypothesis_jsonschema", reason="runs in an environment of its own: make second-source"
)

# The strategy filters some of what it draws, which says nothing of what is tested.
PATIENT = settings(
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ]
)

# Drafts up to 07 are all it knows; the schema uses nothing newer. Left alone, it draws identifiers like "".
conforming: st.SearchStrategy[Any] = hypothesis_jsonschema.from_schema(
    {**SCHEMA, "$schema": "http://json-schema.org/draft-07/schema#"},
    custom_formats={"uuid": st.uuids().map(str)},
)
either_nulls = st.sampled_from(("absent", "reject"))


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A job of which one property has any value at all, or is gone; it may still conform."""
    job = dict(draw(conforming))
    name = draw(st.sampled_from(DECLARED))
    if draw(st.booleans()):
        return job | {name: draw(json_values)}
    job.pop(name, None)
    return job


@PATIENT
@given(conforming)
def test_what_conforms_to_the_schema_breaks_nothing_but_rules(job: Any) -> None:
    assert peer().is_valid(job)
    assert all(found.keyword_location.startswith("/rules/") for found in of_package(job, "reject").errors)


@PATIENT
@given(conforming)
def test_a_job_that_conforms_to_the_letter_has_no_null_to_drop(job: Any) -> None:
    assert without_nulls(job) == job
    assert of_package(job, "absent") == of_package(job, "reject")


@PATIENT
@given(conforming, either_nulls)
def test_all_agree_on_conforming_jobs(job: Any, nulls: Nulls) -> None:
    assert of_package(job, nulls) == expected(job, nulls)


@PATIENT
@given(damaged(), either_nulls)
def test_all_agree_on_damaged_jobs(job: Any, nulls: Nulls) -> None:
    assert of_package(job, nulls) == expected(job, nulls)
