"""anyOf and oneOf at run time: the branch that a tag names, and the branch that came nearest."""

from __future__ import annotations

from holotype.compiler.library.errors import Error
from holotype.compiler.library.findings import Findings
from holotype.compiler.library.messages import counted, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    Report = Callable[[Any, str, str, "Findings"], None]


def valid_by_tag(value: Any, name: str, branches: Mapping[str, Callable[[Any], bool]]) -> bool:
    """Whether the object is valid against the branch that its property `name` names."""
    tag = value.get(name) if isinstance(value, dict) else None
    branch = branches.get(tag) if isinstance(tag, str) else None
    return branch is not None and branch(value)


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
    if key not in found.explained:
        found.explained[key] = refused_by_branches(value, at, absolute, branches, found)
    error = found.explained[key]
    if error is not None:
        found.append(error._replace(keyword_location=via))


def refused_by_branches(
    value: Any, at: str, absolute: str, branches: tuple[Report, ...], found: Findings
) -> Error | None:
    """The error, its keyword location left empty and those of its causes relative to it."""
    keyword = absolute.rpartition("/")[2]
    attempts: list[Findings] = []
    matches: list[int] = []
    for index, branch in enumerate(branches):
        attempt = Findings(found.explained)
        branch(value, at, f"/{index}", attempt)
        attempts.append(attempt)
        if not any(error.severity == "error" for error in attempt):
            matches.append(index)
    if keyword == "oneOf" and len(matches) > 1:
        listed = " and ".join(map(str, matches[:4])) + (" and more" if len(matches) > 4 else "")
        message = f"{show(value)} matches the alternatives {listed} of oneOf, expected exactly one"
        return Error(at, "", absolute, keyword, message)
    if matches:
        return None
    index = min(range(len(attempts)), key=lambda each: branch_distance(attempts[each], at))
    nearest = attempts[index]
    first = nearest[0]
    message = f"{show(value)} matches none of the {counted(len(branches), 'alternative', 'alternatives')}"
    where = first.instance_location[len(at) :]
    more = f" (and {len(nearest) - 1} more)" if len(nearest) > 1 else ""
    place = f"at {where}: " if where else ""
    hint = f"alternative {index} comes nearest: {place}{first.message}{more}"
    return Error(at, "", absolute, keyword, message, "error", hint, tuple(nearest))


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
