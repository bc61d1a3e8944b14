"""JSON equality (2020-12 core, section 4.2.2): 1 equals 1.0, and true equals neither."""

from __future__ import annotations

from holotype.compiler.library.derived import derives
from holotype.compiler.library.messages import show
from holotype.compiler.library.numbers import is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def equal(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal; a value without a JSON type equals nothing."""
    kind = type(one)
    if kind is dict:
        if (type(other) is not dict and not derives(other)) or len(one) != len(other):
            return False
        for name, value in one.items():  # noqa: SIM110  # a generator takes more of the stack
            if name not in other or not equal(value, other[name]):
                return False
        return True
    if kind is list:
        if (type(other) is not list and not derives(other)) or len(one) != len(other):
            return False
        for index, value in enumerate(one):  # noqa: SIM110  # as above
            if not equal(value, other[index]):
                return False
        return True
    if kind is str:
        return (type(other) is str or derives(other)) and one == other
    if kind is bool or one is None:
        return one is other
    return is_number(one) and is_number(other) and one == other


def are_unique(items: list[Any]) -> bool:
    """Whether no two items are equal; numbers are sorted, since their hashes can be made to collide.

    An item that holds what has no JSON type is not known to differ from the others.
    """
    strings = []
    numbers = []
    others = []
    for item in items:
        if type(item) is str:
            strings.append(item)
        elif type(item) is int or type(item) is float:
            numbers.append(item)
        else:
            others.append(canonical(item))
    if len(set(strings)) < len(strings) or len(set(others)) < len(others) or None in others:
        return False
    numbers.sort()
    previous: Any = None
    for number in numbers:
        if number == previous or number != number:
            return False
        previous = number
    return not numbers or (is_number(numbers[0]) and is_number(numbers[-1]))


def repetition(items: list[Any]) -> str:
    """The sentence about the first item that is equal to an earlier one, or that cannot be compared."""
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        text = canonical(item)
        if text is None:
            return f"the item {index} is, or holds, what has no JSON type: {show(item)}"
        earlier = seen.setdefault(text, index)
        if earlier != index:
            return f"the items {earlier} and {index} are equal: {show(items[earlier])}"
    return "the items are not unique"


def canonical(value: Any) -> str | None:
    """A text that two JSON values share when, and only when, they are equal; None without a JSON type."""
    kind = type(value)
    if kind is str:
        return repr(value)
    if kind is bool or value is None:
        return str(value)
    if kind is dict or kind is list:
        texts = []
        for each in value if kind is list else [part for pair in value.items() for part in pair]:
            text = canonical(each)
            if text is None:
                return None
            texts.append(text)
        if kind is list:
            return "[" + ",".join(texts) + "]"
        pairs = zip(texts[::2], texts[1::2], strict=True)
        return "{" + ",".join(sorted(f"{name}:{text}" for name, text in pairs)) + "}"
    if not is_number(value):
        return None
    return hex(int(value)) if value == int(value) else repr(value)
