"""An operator for each rule: a job that conforms, but for what has to change to break that rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from hypothesis import strategies as st

from .blueprint import TERMINAL
from .jobs import Job, as_received, described_jobs, naturals, positives
from .vendored import STATUSES, pointer
from .violations import Found, Operator, Violation

_SUCCESS: Final = st.just("SUCCESS")
_TERMINAL: Final = st.sampled_from(TERMINAL)
_NOT_TERMINAL: Final = st.sampled_from([status for status in STATUSES if status not in TERMINAL])
_NO_OUTPUTS: Final[st.SearchStrategy[Job]] = st.fixed_dictionaries(
    {}, optional={"outputs": st.none() | st.builds(list)}
)

# A job, and the rules that breaking one rule breaks as well.
Broken = tuple[Job, set[str]]


def finished(job: Job) -> int:
    return sum(job.get(name, 0) for name in ("succeeded_requests", "failed_requests"))


def without(job: Job, *names: str) -> Job:
    return {name: value for name, value in job.items() if name not in names}


def adding_up_to(draw: st.DrawFn, total: int) -> Job:
    """Counters of succeeded and failed requests; one that is 0 may be absent."""
    succeeded = draw(st.sampled_from((0, total)) | st.integers(0, total))
    parts = {"succeeded_requests": succeeded, "failed_requests": total - succeeded}
    return {name: count for name, count in parts.items() if count or draw(st.booleans())}


def finished_within_completed(draw: st.DrawFn) -> Broken:
    job = without(draw(described_jobs()), "succeeded_requests", "failed_requests")
    completed = draw(naturals)
    job |= {"completed_requests": completed} | adding_up_to(draw, completed + draw(positives))
    if "total_requests" in job:
        job["total_requests"] = completed + (0 if job["status"] == "SUCCESS" else draw(naturals))
    return job, set()


def completed_within_total(draw: st.DrawFn) -> Broken:
    job = draw(described_jobs())
    total = draw(naturals)
    job |= {"completed_requests": finished(job) + total + draw(positives), "total_requests": total}
    return job, {"success-completes-all"} if job["status"] == "SUCCESS" else set()


def finished_within_total(draw: st.DrawFn) -> Broken:
    names = ("succeeded_requests", "failed_requests", "completed_requests")
    job = without(draw(described_jobs()), *names)
    total = draw(naturals)
    return job | {"total_requests": total} | adding_up_to(draw, total + draw(positives)), set()


def started_after_created(draw: st.DrawFn) -> Broken:
    job = draw(described_jobs())
    started = job.get("started_at", 0)
    if "completed_at" in job:
        started = min(started, job["completed_at"])
    return job | {"created_at": started + draw(positives), "started_at": started}, set()


def completed_after_started(draw: st.DrawFn) -> Broken:
    job = draw(described_jobs(_TERMINAL))
    started = job["completed_at"] + draw(positives)
    return job | {"started_at": started}, set()


def completed_after_created(draw: st.DrawFn) -> Broken:
    job = without(draw(described_jobs(_TERMINAL)), "started_at")
    return job | {"created_at": job["completed_at"] + draw(positives)}, set()


def terminal_has_completed_at(draw: st.DrawFn) -> Broken:
    return without(draw(described_jobs(_TERMINAL)), "completed_at"), set()


def completed_at_is_terminal(draw: st.DrawFn) -> Broken:
    job = draw(described_jobs(_NOT_TERMINAL))
    latest = max((job[name] for name in ("created_at", "started_at") if name in job), default=0)
    return job | {"completed_at": latest + draw(naturals)}, set()


def success_completes_all(draw: st.DrawFn) -> Broken:
    job = draw(described_jobs(_SUCCESS))
    completed = finished(job) + draw(naturals)
    return job | {"completed_requests": completed, "total_requests": completed + draw(positives)}, set()


def success_has_results(draw: st.DrawFn) -> Broken:
    job = without(draw(described_jobs(_SUCCESS)), "output_file", "error_file", "outputs")
    return job | draw(_NO_OUTPUTS), set()


_BREAKS: Final = (
    finished_within_completed,
    completed_within_total,
    finished_within_total,
    started_after_created,
    completed_after_started,
    completed_after_created,
    terminal_has_completed_at,
    completed_at_is_terminal,
    success_completes_all,
    success_has_results,
)


@st.composite
def violations(draw: st.DrawFn, identifier: str, breaks: Callable[[st.DrawFn], Broken]) -> Violation:
    """A job that breaks the rule."""
    job, implied = breaks(draw)
    return Violation(as_received(draw, job), found(identifier), frozenset(map(found, implied)))


def found(identifier: str) -> Found:
    return Found("", pointer("rules", identifier))


def rule_operators() -> Iterator[Operator]:
    """The operator of each rule."""
    for breaks in _BREAKS:
        identifier = breaks.__name__.replace("_", "-")
        location = found(identifier).keyword_location
        yield Operator(location, location, violations(identifier, breaks))
