"""JSON equality (2020-12 core, section 4.2.2): 1 equals 1.0, and true equals neither."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def equal(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal; a value without a JSON type equals nothing."""
    if isinstance(one, dict):
        if not isinstance(other, dict) or len(one) != len(other):
            return False
        for name, value in one.items():  # noqa: SIM110  # a generator takes more of the stack
            if name not in other or not equal(value, other[name]):
                return False
        return True
    if isinstance(one, list):
        if not isinstance(other, list) or len(one) != len(other):
            return False
        for index, value in enumerate(one):  # noqa: SIM110  # as above
            if not equal(value, other[index]):
                return False
        return True
    if isinstance(one, bool) or isinstance(other, bool) or one is None:
        return one is other
    if isinstance(one, str):
        return isinstance(other, str) and one == other
    return isinstance(one, (int, float)) and isinstance(other, (int, float)) and one == other


def are_unique(items: list[Any]) -> bool:
    """Whether no two items are equal; numbers are sorted, since their hashes can be made to collide."""
    strings = []
    numbers = []
    others = []
    for item in items:
        if isinstance(item, str):
            strings.append(item)
        elif isinstance(item, (int, float)) and not isinstance(item, bool):
            numbers.append(item)
        else:
            others.append(canonical(item))
    if len(set(strings)) < len(strings) or len(set(others)) < len(others):
        return False
    numbers.sort()
    previous: Any = None
    for number in numbers:
        if number == previous or number != number:
            return False
        previous = number
    return True


def equal_pair(items: list[Any]) -> tuple[int, int]:
    """The indexes of the first item that is equal to an earlier one, the earlier first."""
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        earlier = seen.setdefault(canonical(item), index)
        if earlier != index:
            return earlier, index
    return 0, 0


def canonical(value: Any) -> str:
    """A text that two JSON values share when, and only when, they are equal."""
    if isinstance(value, str):
        return str.__repr__(value)
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return hex(value)
    if isinstance(value, float):
        return hex(int(value)) if value.is_integer() else float.__repr__(value)
    if isinstance(value, dict):
        pairs = [f"{str.__repr__(name)}:{canonical(value[name])}" for name in sorted(value)]
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join([canonical(item) for item in value]) + "]"
    return repr(value)
