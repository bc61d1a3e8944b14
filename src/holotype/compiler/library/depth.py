"""Instances nested deeper than the interpreter's stack: an answer within bounds, else a clear error."""

from __future__ import annotations

from holotype.recursion import give_back_room, make_room_for_calls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Answer = TypeVar("Answer")

MAXIMUM_NESTING = 512
FRAMES_PER_LEVEL = 40


def with_more_stack(function: Callable[..., Answer], instance: Any, *rest: Any) -> Answer:
    """`function(instance, *rest)` after the stack has run out, with more of it.

    Raises RecursionError, with a sentence, for an instance that is nested deeper than MAXIMUM_NESTING, or
    that contains itself.
    """
    refuse_deep(instance)
    limit = make_room_for_calls(MAXIMUM_NESTING * FRAMES_PER_LEVEL)
    try:
        return function(instance, *rest)
    finally:
        give_back_room(limit)


def refuse_deep(instance: Any) -> None:
    """Raise RecursionError for an instance nested deeper than MAXIMUM_NESTING, or that contains itself."""
    level: list[Any] = [[instance]]
    for _ in range(MAXIMUM_NESTING + 2):
        below: dict[int, Any] = {}
        for value in level:
            items = dict.values(value) if issubclass(type(value), dict) else list.__iter__(value)
            for item in items:
                if issubclass(type(item), (dict, list)):
                    below[id(item)] = item
        level = list(below.values())
        if not level:
            return
    raise RecursionError(
        f"the instance is nested more than {MAXIMUM_NESTING} deep, or contains itself; it cannot be checked"
    )
