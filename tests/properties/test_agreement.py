"""Predicate, errors path and jsonschema agree on every object, and the rules with what they say of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import mistral_batch_job as package
import pytest
from hypothesis import given
from hypothesis import strategies as st

import holotype
from holotype.contract.values import Nulls

from .jobs import jobs, json_values
from .operators import violations
from .vendored import DECLARED, OPTIONAL, SCHEMA, pointer
from .verdicts import expected, of_package, peer

either_nulls = st.sampled_from(("absent", "reject"))


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A conforming job of which some properties have any value at all, or are gone."""
    job = dict(draw(jobs()))
    for name in draw(st.lists(st.sampled_from(DECLARED), min_size=1, max_size=4)):
        if draw(st.booleans()):
            job[name] = draw(json_values)
        else:
            job.pop(name, None)
    return job


@given(jobs(), either_nulls)
def test_all_agree_on_conforming_jobs(job: Any, nulls: Nulls) -> None:
    assert of_package(job, nulls) == expected(job, nulls)


@given(violations().map(lambda violation: violation.instance), either_nulls)
def test_all_agree_on_jobs_with_one_thing_wrong(job: Any, nulls: Nulls) -> None:
    assert of_package(job, nulls) == expected(job, nulls)


@given(damaged() | json_values | st.dictionaries(st.sampled_from(DECLARED), json_values), either_nulls)
def test_all_agree_on_jobs_with_much_wrong_and_on_no_jobs(instance: Any, nulls: Nulls) -> None:
    assert of_package(instance, nulls) == expected(instance, nulls)


@given(damaged() | jobs())
def test_a_schema_compiled_in_memory_finds_what_jsonschema_finds(instance: Any) -> None:
    found = [error.keyword_location for error in compiled().iter_errors(instance)]
    assert compiled().is_valid(instance) is not bool(found)
    assert sorted(found) == sorted(
        pointer(*error.absolute_schema_path) for error in peer().iter_errors(instance)
    )


@given(jobs())
def test_only_to_the_letter_is_a_null_an_error_and_a_hint_says_so(job: Any) -> None:
    nulls = {pointer(name) for name, value in job.items() if value is None and name in OPTIONAL}
    errors = list(package.iter_errors(job, nulls="reject"))
    assert {error.instance_location for error in errors if error.keyword == "type"} == nulls
    assert all("absent" in (error.hint or "") for error in errors if error.keyword == "type")


# RFC 4122, section 3, has hexadecimal digits and hyphens in five groups of 8, 4, 4, 4 and 12.
@pytest.mark.parametrize(
    "identifier",
    [
        "950fae83-2802-40c0-a677-c7839a4e238a-",
        "950fae83-2802-40c0-a677-c7839a4e_38a",
        "950fae83-2802-40c0-a677-c7839a4e238\N{FULLWIDTH DIGIT ONE}",
        "+50fae83-2802-40c0-a677-c7839a4e238a",
    ],
)
def test_jsonschema_takes_identifiers_for_uuids_that_are_none(identifier: str) -> None:
    """The one known difference, and theirs; the strategies keep clear of it."""
    job = {"id": identifier, "model": "m", "endpoint": "/v1/ocr", "status": "QUEUED"}
    assert peer().is_valid(job)
    assert not package.is_valid(job)


@cache
def compiled() -> holotype.Validator:
    return holotype.compile(SCHEMA)
