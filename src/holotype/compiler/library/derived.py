"""Values that no parser of JSON gives: those of derived classes are looked at as their base, in a copy."""

from __future__ import annotations

from holotype.compiler.library.depth import with_more_stack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeGuard, TypeVar

    Answer = TypeVar("Answer")

PARSED = frozenset((dict, list, str, int, float, bool, type(None)))
BASES = (dict, list, str, int, float)


class DerivedError(TypeError):
    """The class of a value derives from one that JSON has, so its methods may say anything."""


def derives(value: object) -> TypeGuard[Any]:
    """False for a value that is of no derived class; raises `DerivedError` for the others.

    A type guard, for a type checker that would know better of what class the value is not.
    """
    if type(value) not in PARSED and isinstance(value, BASES):
        raise DerivedError(f"a value of the class {type(value).__name__} is looked at as its base")
    return False


def anew(function: Callable[..., Answer], instance: Any, *rest: Any) -> Answer:
    """`function(instance, *rest)` after it failed: with more stack, on what a parser would have given."""
    return with_more_stack(function, as_parsed(instance), *rest)


def as_parsed(instance: Any) -> Any:
    """A copy in which each value is of the class that JSON has for it.

    What has no JSON type is replaced by an object without any behaviour, whose class has the same name.
    """
    result = [instance]
    copies: dict[int, Any] = {}
    waiting: list[Any] = [result]
    while waiting:
        container = waiting.pop()
        for key, value in container.items() if type(container) is dict else enumerate(container):
            if not issubclass(type(value), (dict, list)):
                container[key] = scalar_as_parsed(value)
                continue
            if id(value) not in copies:
                if issubclass(type(value), list):
                    copies[id(value)] = list.copy(value)
                else:
                    copies[id(value)] = {scalar_as_parsed(name): item for name, item in dict.items(value)}
                waiting.append(copies[id(value)])
            container[key] = copies[id(value)]
    return result[0]


def scalar_as_parsed(value: Any) -> Any:
    """The same for what holds no other values."""
    kind = type(value)
    if kind in PARSED:
        return value
    if issubclass(kind, str):
        return str.__str__(value)
    if issubclass(kind, int):
        return int.__int__(value)
    if issubclass(kind, float):
        return float.__float__(value)
    return type(kind.__name__, (), {})()
