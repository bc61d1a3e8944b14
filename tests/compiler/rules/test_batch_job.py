"""The rules of the batch job: which jobs they find, and which they leave alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.compiler.rules import parse_rules
from holotype.contract import check_digest, load
from tests.compiler.rules.support import declared, violated

SCHEMAS: Final = Path(__file__).parents[3] / "schemas" / "mistral"
RECORDED: Final = Path(__file__).parents[3].parent / "shared" / "real-jobs"
SCHEMA: Final = json.loads((SCHEMAS / "batch-job.json").read_text())
CONTRACT: Final = load(str(SCHEMAS / "batch-job.contract.toml"))
CHECKS: Final = parse_rules(CONTRACT.rules, declared(SCHEMA))
TERMINAL: Final = ("SUCCESS", "FAILED", "TIMEOUT_EXCEEDED", "CANCELLED")

QUEUED: Final[dict[str, Any]] = {
    "status": "QUEUED",
    "created_at": 100,
    "total_requests": 0,
    "completed_requests": 0,
    "succeeded_requests": 0,
    "failed_requests": 0,
}
SUCCESS: Final[dict[str, Any]] = {
    "status": "SUCCESS",
    "created_at": 100,
    "started_at": 100,
    "completed_at": 125,
    "total_requests": 10,
    "completed_requests": 10,
    "succeeded_requests": 7,
    "failed_requests": 3,
    "output_file": "950fae83-2802-40c0-a677-c7839a4e238a",
    "errors": [],
}


def found(job: dict[str, Any], severity: str | None = None) -> dict[str, str]:
    """The violated rules with their messages; properties that are None count as absent."""
    stripped = {name: value for name, value in job.items() if value is not None or name == "outputs"}
    messages = {
        check.rule.id: violated(check, stripped)
        for check in CHECKS
        if severity in (None, check.rule.severity)
    }
    return {rule: message for rule, message in messages.items() if message is not None}


def test_the_contract_is_that_of_the_vendored_schema() -> None:
    check_digest(CONTRACT, SCHEMA)

    assert CONTRACT.source_id == SCHEMA["$id"]
    assert (CONTRACT.nulls, CONTRACT.formats, CONTRACT.each) == ("absent", "assert", "/data")


def test_every_rule_gives_its_reason() -> None:
    assert all(rule.because for rule in CONTRACT.rules)


@pytest.mark.parametrize("job", [QUEUED, SUCCESS, {"status": "RUNNING"}], ids=["queued", "success", "least"])
def test_a_job_as_the_service_reports_it_is_clean(job: dict[str, Any]) -> None:
    assert found(job) == {}


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded jobs are not beside this repository")
def test_the_recorded_jobs_are_clean() -> None:
    jobs = [json.loads(path.read_text()) for path in RECORDED.glob("*.json")]

    assert jobs
    assert [found(job) for job in jobs] == [{}] * len(jobs)


@pytest.mark.parametrize(
    ("change", "rule", "message"),
    [
        (
            {"succeeded_requests": 7, "failed_requests": 5},
            "finished-within-completed",
            "succeeded_requests + failed_requests (7 + 5 = 12) exceeds completed_requests (10)",
        ),
        (
            {"succeeded_requests": None, "failed_requests": 11},
            "finished-within-completed",
            (
                "succeeded_requests + failed_requests "
                "(0 + 11 = 11; succeeded_requests is absent, counts as 0) exceeds completed_requests (10)"
            ),
        ),
        (
            {"total_requests": 9, "status": "RUNNING", "completed_at": None},
            "completed-within-total",
            "completed_requests (10) exceeds total_requests (9)",
        ),
        (
            {"completed_requests": None, "succeeded_requests": 8},
            "finished-within-total",
            (
                "succeeded_requests + failed_requests (8 + 3 = 11) exceeds total_requests (10), "
                "where absent(completed_requests)"
            ),
        ),
        ({"started_at": 99}, "started-after-created", "created_at (100) exceeds started_at (99)"),
        (
            {"completed_at": 99, "created_at": 98},
            "completed-after-started",
            "started_at (100) exceeds completed_at (99)",
        ),
        (
            {"completed_at": 99, "started_at": None},
            "completed-after-created",
            "created_at (100) exceeds completed_at (99), where absent(started_at)",
        ),
        (
            {"completed_at": None, "status": "CANCELLED"},
            "terminal-has-completed-at",
            'completed_at is absent, where status in ["SUCCESS", "FAILED", "TIMEOUT_EXCEEDED", "CANCELLED"]',
        ),
        (
            {"status": "CANCELLATION_REQUESTED"},
            "completed-at-is-terminal",
            (
                'status ("CANCELLATION_REQUESTED") is not one of "SUCCESS", "FAILED", "TIMEOUT_EXCEEDED", '
                '"CANCELLED", where present(completed_at)'
            ),
        ),
        (
            {"completed_requests": 10, "total_requests": 12},
            "success-completes-all",
            'completed_requests (10) differs from total_requests (12), where status == "SUCCESS"',
        ),
        (
            {"output_file": None},
            "success-has-results",
            (
                "output_file is absent and error_file is absent and outputs is absent, "
                'where status == "SUCCESS"'
            ),
        ),
        (
            {"output_file": None, "outputs": None},
            "success-has-results",
            (
                "output_file is absent and error_file is absent and outputs (null) is one of null, [], "
                'where status == "SUCCESS"'
            ),
        ),
    ],
)
def test_a_job_that_breaks_one_rule_is_found_by_that_rule_alone(
    change: dict[str, Any], rule: str, message: str
) -> None:
    assert found(SUCCESS | change) == {rule: message}


@pytest.mark.parametrize(
    "change",
    [
        {"output_file": None, "error_file": "950fae83-2802-40c0-a677-c7839a4e238a"},
        {"output_file": None, "outputs": [{"custom_id": "0"}]},
        {"status": "FAILED", "output_file": None, "completed_requests": 5, "succeeded_requests": 2},
        {"status": "CANCELLED", "started_at": None, "output_file": None},
        {"status": "RUNNING", "completed_at": None, "completed_requests": 5, "succeeded_requests": 1},
        {"completed_requests": None, "total_requests": None},
    ],
)
def test_an_unusual_job_is_left_alone(change: dict[str, Any]) -> None:
    assert found(SUCCESS | change) == {}


COUNTERS: Final = ("succeeded_requests", "failed_requests", "completed_requests", "total_requests")


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(COUNTERS, st.integers(0, 6))))
def test_counters_are_refused_exactly_where_no_job_could_have_them(
    counters: dict[str, int],
) -> None:
    """An absent counter may have been any number: the job is possible if one of them fits."""
    succeeded, failed, completed, total = (counters.get(name) for name in COUNTERS)
    finished = (succeeded or 0) + (failed or 0)
    least = finished if completed is None else completed

    possible = finished <= least and (total is None or least <= total)

    assert (not found(counters, "error")) == possible
