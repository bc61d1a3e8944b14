"""anyOf and oneOf at run time: whether the branches accept a value, by the one that a tag names."""

from __future__ import annotations

from holotype.compiler.library.derived import derives

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any


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
