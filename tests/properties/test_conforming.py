"""Conforming jobs satisfy the validator, jsonschema and every rule."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import mistral_batch_job as package
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from holotype.contract import load

from ..house.checkout import ROOT
from .blueprint import RULES, TERMINAL, succeeded_plus_failed_within_completed_within_total
from .jobs import COUNTERS, Job, jobs, naturals
from .vendored import STATUSES, without_nulls
from .verdicts import peer


def test_the_rules_are_those_of_the_contract() -> None:
    contract = load(str(ROOT / "schemas" / "mistral" / "batch-job.contract.toml"))
    assert {rule.id: rule.severity for rule in contract.rules} == {
        identifier: rule.severity for identifier, rule in RULES.items()
    }


@given(jobs())
def test_a_conforming_job_satisfies_the_validator(job: Job) -> None:
    assert package.is_valid(job)
    assert package.is_clean(job)
    assert list(package.iter_errors(job)) == []
    package.validate(job)


@given(jobs())
def test_a_conforming_job_satisfies_jsonschema_once_its_nulls_are_dropped(job: Job) -> None:
    assert list(peer().iter_errors(without_nulls(job))) == []


@given(jobs())
def test_the_package_drops_the_nulls_that_count_as_absent_and_nothing_else(job: Job) -> None:
    before = dict(job)
    assert package.strip(job) == without_nulls(job)
    assert job == before


@given(jobs())
def test_a_conforming_job_satisfies_every_rule(job: Job) -> None:
    stripped = without_nulls(job)
    assert [identifier for identifier, rule in RULES.items() if not rule.keeps(stripped)] == []


@given(jobs())
def test_succeeded_plus_failed_within_completed_within_total(job: Job) -> None:
    assert succeeded_plus_failed_within_completed_within_total(without_nulls(job))


any_counters = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(COUNTERS, st.none() | st.integers(0, 6) | st.integers(0, 6).map(float) | naturals),
)


@given(jobs(), any_counters)
def test_only_succeeded_plus_failed_within_completed_within_total_makes_counters_valid(
    job: Job, counters: Job
) -> None:
    other = {name: value for name, value in job.items() if name not in COUNTERS} | counters
    assert package.is_valid(other) is succeeded_plus_failed_within_completed_within_total(
        without_nulls(other)
    )


def has_status(status: str, job: Job) -> bool:
    return bool(job["status"] == status)


SHAPES: dict[str, Callable[[Job], object]] = {
    **{status: partial(has_status, status) for status in STATUSES},
    "a null before the end": lambda job: job["status"] not in TERMINAL and job.get("completed_at", 0) is None,
    "no request yet": lambda job: job["status"] != "SUCCESS" and job.get("total_requests") == 0,
    "unnamed properties": lambda job: "errors" in job and "agent_id" in job,
    "nothing but inline outputs": lambda job: (
        job.get("outputs") and not job.get("output_file") and not job.get("error_file")
    ),
    "a float for an integer": lambda job: type(job.get("total_requests")) is float,
    "a huge integer": lambda job: (job.get("succeeded_requests") or 0) > 2**64,
    "no counter in the middle": lambda job: (
        job.get("completed_requests") is None and job.get("total_requests")
    ),
}


def test_conforming_jobs_come_in_every_shape() -> None:
    seen: list[Job] = []

    @settings(max_examples=500, database=None, derandomize=True, phases=[Phase.generate])
    @given(jobs())
    def collect(job: Job) -> None:
        seen.append(job)

    collect()
    assert [name for name, shows in SHAPES.items() if not any(map(shows, seen))] == []
