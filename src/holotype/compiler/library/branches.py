"""anyOf and oneOf at run time: the branch that a tag names, and the branch that came nearest."""

from __future__ import annotations

from holotype.compiler.library.derived import derives
from holotype.compiler.library.errors import Error
from holotype.compiler.library.findings import Findings, Told, Way
from holotype.compiler.library.messages import counted, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from holotype.compiler.library.findings import Memory

    Report = Callable[[Any, str, str, "Findings"], None]


def valid_by_tag(value: Any, name: str, branches: Mapping[str, Callable[[Any], bool]]) -> bool:
    """Whether the object is valid against the branch that its property `name` names."""
    tag: Any = value.get(name) if type(value) is dict or derives(value) else None
    branch = branches.get(tag) if type(tag) is str or derives(tag) else None
    return branch is not None and branch(value)


def valid_by_text(value: Any, name: str, branches: Mapping[str, Sequence[Callable[[Any], bool]]]) -> bool:
    """Whether a branch accepts the value: where its property `name` is a string, one that this names."""
    if type(value) is dict and type(value.get(name)) is str:
        return any(branch(value) for branch in branches.get(value[name], ()))
    return any(branch(value) for named in branches.values() for branch in named)


def valid_by_count(value: Any, branches: Sequence[Callable[[Any], bool]]) -> bool:
    """Whether exactly one of the branches accepts the value."""
    matches = 0
    for branch in branches:
        if branch(value):
            matches += 1
            if matches > 1:
                return False
    return matches == 1


def report_branches(
    value: Any, at: str, via: str, absolute: str, branches: tuple[Report, ...], found: Findings
) -> None:
    """Report that not one (anyOf), or not exactly one (oneOf), of the branches accepts the value."""
    key = (branches, id(value), at)
    explained = found.memory.explained
    if key not in explained:
        explained[key] = refused_by_branches(value, at, absolute, branches, found.memory)
    refusal = explained[key]
    if isinstance(refusal, Way):
        found.append(refusal._replace(via=via))
    elif refusal is not None:
        found.append(refusal._replace(keyword_location=via))


def refused_by_branches(
    value: Any, at: str, absolute: str, branches: tuple[Report, ...], memory: Memory
) -> Way | Error | None:
    """The error, its keyword location left empty, and the way to what explains it."""
    keyword = absolute.rpartition("/")[2]
    attempts: list[Findings] = []
    matches: list[int] = []
    for index, branch in enumerate(branches):
        attempt = Findings(memory, value)
        branch(value, at, f"/{index}", attempt)
        attempts.append(attempt)
        if attempt.severity() != "error":
            matches.append(index)
    if keyword == "oneOf" and len(matches) > 1:
        listed = " and ".join(map(str, matches[:4])) + (" and more" if len(matches) > 4 else "")
        message = f"{show(value)} matches the alternatives {listed} of oneOf, expected exactly one"
        return Error(at, "", absolute, keyword, message)
    if matches:
        return None
    index, hint = nearest_branch(attempts, at)
    message = f"{show(value)} matches none of the {counted(len(branches), 'alternative', 'alternatives')}"
    return Way("", attempts[index], Error(at, "", absolute, keyword, message, "error", hint))


def nearest_branch(attempts: Sequence[Findings], at: str) -> tuple[int, str]:
    """The index of the branch that came nearest to accepting the value at `at`, and what it lacks."""
    complete = True
    errors: list[list[Error]] = []
    for attempt in attempts:
        own = [each for each in attempt if isinstance(each, Error)]
        if len(own) < len(attempt):
            told = Told(attempt, None, attempt.memory.compared)
            own = [error for _, error, _ in told.errors]
            complete = complete and told.complete
        errors.append(own)
    index = 0
    more = ""
    says = "is the first; too many ways lead here to tell which comes nearest"
    if complete:
        index = min(range(len(attempts)), key=lambda each: branch_distance(errors[each], at))
        says = "comes nearest"
        if len(errors[index]) > 1:
            more = f" (and {len(errors[index]) - 1} more)"
    first = attempts[index].first()
    where = first.instance_location[len(at) :]
    place = f"at {where}: " if where else ""
    return index, f"alternative {index} {says}: {place}{first.message}{more}"


def branch_distance(errors: Sequence[Error], at: str) -> tuple[int, int, int, int]:
    """How far a branch is from accepting the value at `at`: its type, its tags, its names, its errors."""
    own = 0
    tags = 0
    names = 0
    for error in errors:
        below = error.instance_location[len(at) :]
        if not below and error.keyword == "type":
            own += 1
        if error.keyword in ("const", "enum") and below.count("/") <= 1:
            tags += 1
        if not below and error.keyword in ("required", "additionalProperties", "unevaluatedProperties"):
            names += 1
    return own, tags, names, len(errors)
