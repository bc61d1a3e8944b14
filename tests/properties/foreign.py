"""Instances with values that no parser gives: of derived classes that lie or raise, of no JSON type."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

from hypothesis import strategies as st


def raising(*_: object) -> Any:
    raise ZeroDivisionError("a method of a value was called")


def true(*_: object) -> bool:
    return True


def overriding(base: type, method: Callable[..., Any], names: tuple[str, ...]) -> type:
    """A class derived from `base` in which these methods lie or raise."""
    return type(f"Foreign{base.__name__.title()}", (base,), dict.fromkeys(names, method))


COMPARED = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__bool__", "__len__")
READ = ("__iter__", "__getitem__", "__contains__", "get", "items", "keys", "values", "copy", "index")
TEXT = ("__str__", "__repr__", "__format__", "startswith", "isascii", "encode", "casefold")
COUNTED = ("__int__", "__index__", "__float__", "__abs__", "__sub__", "__mod__", "is_integer", "bit_length")
METHODS = (*COMPARED, *READ, *TEXT, *COUNTED)

DERIVED: dict[type, list[type]] = {
    base: [type("Plain", (base,), {}), *(overriding(base, method, METHODS) for method in (raising, true))]
    for base in (dict, list, str, int, float)
}


class Array:
    """What numpy's array does: a comparison gives another array, whose truth is an error."""

    __hash__ = None  # type: ignore[assignment]  # as numpy has it

    def __eq__(self, other: object) -> Any:
        return Array()

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __sub__ = __eq__

    def __len__(self) -> int:
        return 3

    def __bool__(self) -> bool:
        raise ValueError("the truth value of an array is ambiguous")


class Anything:
    """Equal to all there is, as a mock is."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("a")


class Liar:
    """Says that it is an object."""

    __class__ = dict  # type: ignore[assignment]  # the lie


class Word(StrEnum):
    A = "a"


class Count(IntEnum):
    ONE = 1


FOREIGN: list[Callable[[], Any]] = [
    Array,
    Anything,
    Liar,
    object,
    lambda: Decimal(1),
    lambda: (1, 2),
    lambda: b"a",
    lambda: 1j,
]


def derived(value: Any) -> st.SearchStrategy[Any]:
    """The value as one of a derived class, whose methods may lie or raise."""
    return st.sampled_from(DERIVED[type(value)]).map(lambda kind: kind(value))


LEAVES = (
    st.none()
    | st.booleans()
    | st.sampled_from([0, 1, -1, 1.0, 1.5, float("nan"), float("inf"), "a", "b", "aa", ""])
    | st.sampled_from([0, 1, 3, 1.0, 0.5, "a", "b"]).flatmap(derived)
    | st.sampled_from([Word.A, Count.ONE])
    | st.sampled_from(FOREIGN).map(lambda make: make())
)
NAMES = st.sampled_from(["a", "b", "aa", Word.A, 1, None, (1,), DERIVED[str][0]("b")])


def containers(below: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    objects = st.dictionaries(NAMES, below, max_size=3)
    arrays = st.lists(below, max_size=3)
    return (
        objects
        | arrays
        | objects.flatmap(derived)
        | arrays.flatmap(derived)
        | objects.map(OrderedDict)
        | objects.map(lambda each: defaultdict(list, each))
    )


INSTANCES = st.recursive(LEAVES, containers, max_leaves=6)


def as_json(value: Any) -> Any:
    """What the value says without any method of its own; what has no JSON type is an instance of `object`."""
    kind = type(value)
    if issubclass(kind, dict):
        return {as_json(name): as_json(item) for name, item in dict.items(value)}
    if issubclass(kind, list):
        return [as_json(item) for item in list.__iter__(value)]
    for base, plain in ((str, str.__str__), (float, float.__float__), (int, int.__int__)):
        if kind is not bool and issubclass(kind, base):
            return plain(value)
    return value if value is None or kind is bool else object()
