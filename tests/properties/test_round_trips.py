"""A job comes back from its model, and from its text, as it was."""

from __future__ import annotations

import copy
import json
from dataclasses import FrozenInstanceError
from typing import Any

import mistral_batch_job as package
import pytest
from hypothesis import given

from .jobs import Job, jobs
from .operators import violations
from .vendored import DECLARED, without_nulls
from .violations import Violation


@given(jobs())
def test_a_model_becomes_the_job_that_it_was_made_of_without_its_nulls(job: Job) -> None:
    assert (
        exact(package.to_dict(package.from_dict(job)))
        == exact(package.strip(job))
        == exact(without_nulls(job))
    )


@given(jobs())
def test_a_model_comes_back_from_its_text(job: Job) -> None:
    model = package.from_dict(job)
    assert package.loads(package.dumps(model)) == model
    assert exact(json.loads(package.dumps(model))) == exact(without_nulls(job))


@given(jobs())
def test_text_is_read_as_the_value_is(job: Job) -> None:
    assert package.loads(json.dumps(job)) == package.loads(json.dumps(job).encode()) == package.from_dict(job)


@given(jobs())
def test_each_property_is_a_field_and_absent_ones_are_none(job: Job) -> None:
    model = package.from_dict(job)
    assert {name: getattr(model, name) for name in DECLARED} == {name: job.get(name) for name in DECLARED}


@given(jobs())
def test_properties_that_the_schema_does_not_name_survive_with_their_nulls(job: Job) -> None:
    unnamed = {name: value for name, value in job.items() if name not in DECLARED}
    model = package.from_dict(job)
    assert exact(dict(model.additional_properties)) == exact(unnamed)
    written = package.to_dict(model)
    assert exact({name: written[name] for name in unnamed}) == exact(unnamed)


@given(jobs())
def test_making_a_model_leaves_the_job_as_it_was(job: Job) -> None:
    before = copy.deepcopy(job)
    package.from_dict(job)
    assert exact(job) == exact(before)


@given(jobs())
def test_job_model_and_what_is_written_share_no_container(job: Job) -> None:
    model = package.from_dict(job)
    first, second = package.to_dict(model), package.to_dict(model)
    expected = exact(first)
    empty(job)
    assert exact(package.to_dict(model)) == expected
    empty(first)
    assert exact(second) == exact(package.to_dict(model)) == expected


@given(jobs())
def test_a_model_is_frozen(job: Job) -> None:
    model = package.from_dict(job)
    with pytest.raises(FrozenInstanceError):
        model.status = "SUCCESS"  # type: ignore[misc]  # that is what is refused


@given(violations())
def test_a_model_is_made_of_no_invalid_job(violation: Violation) -> None:
    if package.is_valid(violation.instance):
        assert exact(package.to_dict(package.from_dict(violation.instance))) == exact(
            without_nulls(violation.instance)
        )
    else:
        with pytest.raises(package.ValidationError) as caught:
            package.from_dict(violation.instance)
        assert list(caught.value.errors) == [
            error for error in package.iter_errors(violation.instance) if error.severity == "error"
        ]


def exact(value: Any) -> str:
    """Text that tells 1, 1.0 and True apart, unlike Python's equality; the order of properties is nothing."""
    return json.dumps(value, sort_keys=True)


def empty(value: Any) -> None:
    """Remove everything from every container in the value."""
    members = list(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
    for member in members:
        empty(member)
    if members:
        value.clear()
