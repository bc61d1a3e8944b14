"""The rules of a batch job, as functions of a job: no grammar and no compiler, just what the sentences say.

Errors: succeeded + failed <= completed <= total, where a counter that is absent counts as at least 0.
Warnings: created <= started <= completed; a terminal status has `completed_at`; `completed_at` only in a
terminal status; SUCCESS has every request completed and an output file, an error file or inline outputs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import pairwise
from typing import Any, Final, NamedTuple

Job = Mapping[str, Any]

TERMINAL: Final = ("SUCCESS", "FAILED", "TIMEOUT_EXCEEDED", "CANCELLED")


class Rule(NamedTuple):
    """The properties that a rule reads, and whether a job keeps it in which each is valid or absent."""

    severity: str
    reads: frozenset[str]
    keeps: Callable[[Job], bool]


def succeeded_plus_failed_within_completed_within_total(job: Job) -> bool:
    """Both inequalities; where a counter in the middle is absent, its neighbours still have to ascend."""
    chain = [finished(job), *(job[name] for name in ("completed_requests", "total_requests") if name in job)]
    return all(lower <= upper for lower, upper in pairwise(chain))


def finished(job: Job) -> int:
    # A counter may be 1.0, and floats of that size do not add up exactly.
    return int(job.get("succeeded_requests", 0)) + int(job.get("failed_requests", 0))


def within(lower: str, upper: str, job: Job) -> bool:
    """Whether `lower` does not exceed `upper`, or one of them is absent."""
    return lower not in job or upper not in job or job[lower] <= job[upper]


def finished_within_completed(job: Job) -> bool:
    return "completed_requests" not in job or finished(job) <= job["completed_requests"]


def completed_within_total(job: Job) -> bool:
    return within("completed_requests", "total_requests", job)


def finished_within_total(job: Job) -> bool:
    """It follows from the two before, unless there is no counter in the middle."""
    return (
        "completed_requests" in job or "total_requests" not in job or finished(job) <= job["total_requests"]
    )


def started_after_created(job: Job) -> bool:
    return within("created_at", "started_at", job)


def completed_after_started(job: Job) -> bool:
    return within("started_at", "completed_at", job)


def completed_after_created(job: Job) -> bool:
    """It follows from the two before, unless there is no time in the middle."""
    return "started_at" in job or within("created_at", "completed_at", job)


def terminal_has_completed_at(job: Job) -> bool:
    return job.get("status") not in TERMINAL or "completed_at" in job


def completed_at_is_terminal(job: Job) -> bool:
    return "completed_at" not in job or "status" not in job or job["status"] in TERMINAL


def success_completes_all(job: Job) -> bool:
    if job.get("status") != "SUCCESS" or not {"completed_requests", "total_requests"} <= job.keys():
        return True
    return bool(job["completed_requests"] == job["total_requests"])


def success_has_results(job: Job) -> bool:
    if job.get("status") != "SUCCESS" or "output_file" in job or "error_file" in job:
        return True
    return job.get("outputs") is not None and job["outputs"] != []


_FINISHED: Final = ("succeeded_requests", "failed_requests")
RULES: Final[Mapping[str, Rule]] = {
    function.__name__.replace("_", "-"): Rule(severity, frozenset(reads), function)
    for severity, function, reads in (
        ("error", finished_within_completed, (*_FINISHED, "completed_requests")),
        ("error", completed_within_total, ("completed_requests", "total_requests")),
        ("error", finished_within_total, (*_FINISHED, "completed_requests", "total_requests")),
        ("warning", started_after_created, ("created_at", "started_at")),
        ("warning", completed_after_started, ("started_at", "completed_at")),
        ("warning", completed_after_created, ("created_at", "started_at", "completed_at")),
        ("warning", terminal_has_completed_at, ("status", "completed_at")),
        ("warning", completed_at_is_terminal, ("status", "completed_at")),
        ("warning", success_completes_all, ("status", "completed_requests", "total_requests")),
        ("warning", success_has_results, ("status", "output_file", "error_file", "outputs")),
    )
}


def broken(job: Job, invalid: Collection[str] = ()) -> list[str]:
    """The rules that a job breaks, by id; one that reads a property that is itself `invalid` says nothing."""
    return [
        identifier
        for identifier, rule in RULES.items()
        if rule.reads.isdisjoint(invalid) and not rule.keeps(job)
    ]
