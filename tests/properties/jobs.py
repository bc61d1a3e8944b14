"""Conforming batch jobs, made so that they conform: parts are drawn and added up, nothing is filtered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from hypothesis import strategies as st

from .blueprint import TERMINAL
from .vendored import DECLARED, ENDPOINTS, OPTIONAL, STATUSES

Job = dict[str, Any]
COUNTERS: Final = ("succeeded_requests", "failed_requests", "completed_requests", "total_requests")

# Around where doubles stop telling integers apart, and where machine integers end.
_HUGE: Final = (2**31, 2**53, 2**53 + 1, 2**63, 2**64, 10**30, 10**300)
_ODD_TEXTS: Final = (
    "",
    "null",
    "0",
    " ",
    "\x00",
    'quo"te',
    "back\\slash",
    "</script>",
    "\u2028",
    "\u202e",
    "\U0001f600",
)
_ODD_NAMES: Final = ("", "Status", "status ", "a/b~c", "class", "additional_properties", "__class__", "$ref")

uuids: Final = st.uuids().map(str) | st.uuids().map(str).map(str.upper)
texts: Final = st.text(max_size=8) | st.sampled_from(_ODD_TEXTS)
naturals: Final = st.integers(0, 20) | st.integers(min_value=0) | st.sampled_from(_HUGE)
positives: Final = naturals.map(lambda number: number + 1)
integers: Final = st.integers(1_700_000_000, 1_800_000_000) | st.integers()
json_values: Final[st.SearchStrategy[Any]] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=4,
)

_UNNAMED: Final = st.dictionaries(
    # The prefix keeps a name apart from every declared one.
    st.sampled_from(_ODD_NAMES) | st.text(max_size=5).map("x-{}".format),
    json_values,
    max_size=2,
)
# What answers carry, and the schema does not name.
_ERRORS: Final = st.lists(st.fixed_dictionaries({"message": texts, "count": naturals}), max_size=2)
_AGENTS: Final = st.none() | texts
_OUTPUTS: Final = st.lists(
    st.fixed_dictionaries({"custom_id": texts, "response": json_values}), min_size=1, max_size=2
)
_RESULTS: Final = st.sampled_from(
    (
        ("output_file",),
        ("error_file",),
        ("outputs",),
        ("output_file", "error_file"),
        ("output_file", "error_file", "outputs"),
    )
)
_RESULTS_OR_NONE: Final = st.just(()) | _RESULTS
_NO_OUTPUTS: Final[st.SearchStrategy[list[Any] | None]] = st.none() | st.builds(list)

_STATUSES: Final = st.sampled_from(STATUSES)
_ENDPOINTS: Final = st.sampled_from(ENDPOINTS)
_OBJECTS: Final = st.just("batch") | texts
_INPUT_FILES: Final = st.lists(uuids, max_size=3)
_METADATA: Final = st.dictionaries(texts, texts, max_size=3)
_IN_ORDER: Final = st.booleans()
# At first all counters are 0.
_ALL_ZERO: Final = st.sampled_from((False, False, False, True))
_NO_OR_MORE: Final = st.just(0) | naturals
# A set of at most 16, as the bits of a number, in one draw.  Drawn as bytes, since integers are mostly drawn
# small, and the last names would be rare.
_SOME: Final = st.just(2**16 - 1) | st.binary(min_size=2, max_size=2).map(int.from_bytes)


def some_of(draw: st.DrawFn, names: Iterable[str]) -> list[str]:
    """Any of the names; often all of them."""
    chosen = draw(_SOME)
    return [name for index, name in enumerate(names) if chosen >> index & 1]


def counters(draw: st.DrawFn, *, all_completed: bool) -> dict[str, int]:
    """All four counters, from how many requests succeeded, failed, completed otherwise, and are waiting."""
    if draw(_ALL_ZERO):
        return dict.fromkeys(COUNTERS, 0)
    succeeded, failed = draw(naturals), draw(naturals)
    completed = succeeded + failed + draw(_NO_OR_MORE)
    return {
        "succeeded_requests": succeeded,
        "failed_requests": failed,
        "completed_requests": completed,
        "total_requests": completed + (0 if all_completed else draw(naturals)),
    }


def times(draw: st.DrawFn) -> dict[str, int]:
    """All three times, from when the job was created and how long it waited and ran."""
    created = draw(integers)
    started = created + draw(naturals)
    return {"created_at": created, "started_at": started, "completed_at": started + draw(naturals)}


def results(draw: st.DrawFn, *, at_least_one: bool) -> Job:
    """Some of the places in which results may be."""
    chosen = draw(_RESULTS if at_least_one else _RESULTS_OR_NONE)
    return {name: draw(_OUTPUTS if name == "outputs" else uuids) for name in chosen}


@st.composite
def described_jobs(draw: st.DrawFn, statuses: st.SearchStrategy[str] = _STATUSES) -> Job:
    """A job that satisfies the schema and every rule, plainly written: no nulls, integers as integers."""
    status = draw(statuses)
    moments = times(draw)
    optional: Job = {
        "object": _OBJECTS,
        "input_files": _INPUT_FILES,
        "metadata": _METADATA,
        "errors": _ERRORS,
        "agent_id": _AGENTS,
        "outputs": _NO_OUTPUTS,
        **{name: st.just(count) for name, count in counters(draw, all_completed=status == "SUCCESS").items()},
        **{name: st.just(moments[name]) for name in ("created_at", "started_at")},
    }
    return {
        **draw(_UNNAMED),
        "id": draw(uuids),
        "model": draw(texts),
        "endpoint": draw(_ENDPOINTS),
        "status": status,
        **{name: draw(optional[name]) for name in some_of(draw, optional)},
        **({"completed_at": moments["completed_at"]} if status in TERMINAL else {}),
        **results(draw, at_least_one=status == "SUCCESS"),
    }


def as_received(draw: st.DrawFn, job: Job) -> Job:
    """The same job as an answer may put it: nulls for absent, 1.0 for 1, in any order."""
    absent = [name for name in DECLARED if name in OPTIONAL and name not in job]
    written = job | dict.fromkeys(some_of(draw, absent))
    whole = [name for name in DECLARED if name in job and is_exact_float(job[name])]
    written |= {name: float(job[name]) for name in some_of(draw, whole)}
    ordered = {name: written[name] for name in DECLARED if name in written}
    return ordered | written if draw(_IN_ORDER) else written


def is_exact_float(value: Any) -> bool:
    """Whether an integer is a double as well, to the last digit."""
    return type(value) is int and abs(value) <= 10**300 and int(float(value)) == value


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    """A conforming job, as an answer may put it."""
    return as_received(draw, draw(described_jobs()))
