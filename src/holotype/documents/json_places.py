"""Where the values that JSON Pointers name stand in a valid JSON text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from holotype.documents.spans import Span
from holotype.documents.strict import DECODE_JSON
from holotype.pointers import pointer_tokens

# From within a value to the next bracket outside of strings; possessive, so it never backtracks.
TO_BRACKET = r'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+'
STRING = r'"(?:[^"\\]++|\\.)*+"'
SCALAR = rf"{STRING}|[^\s,\]}}]++"
BLANK = r"[ \t\n\r]*+"
NAME = rf"({STRING}){BLANK}:{BLANK}"


class Wanted:
    """A reference token of the pointers that are asked for, with those that follow it.

    `seen` counts how often a value at this place began: of properties with the same name the last one
    counts, and with it only the values within that one (`parent_seen`).
    """

    __slots__ = ("followers", "parent_seen", "seen", "span")

    def __init__(self) -> None:
        self.followers: dict[str, Wanted] = {}
        self.span: Span = Span(0, 0, None)
        self.seen = 0
        self.parent_seen = 0


def json_spans(text: str, pointers: Iterable[str]) -> dict[str, tuple[Span, bool]]:
    """For each pointer the span of its value, or of the nearest ancestor there is, and whether it is its own.

    `text` is strict JSON.  Reads it once, and what no pointer names only bracket by bracket.
    """
    paths = {pointer: pointer_tokens(pointer) for pointer in pointers}
    root = Wanted()
    for tokens in paths.values():
        wanted = root
        for token in tokens:
            wanted = wanted.followers.setdefault(token, Wanted())
    find(text, root)
    return {pointer: nearest(root, tokens) for pointer, tokens in paths.items()}


def nearest(root: Wanted, tokens: tuple[str, ...]) -> tuple[Span, bool]:
    """The span found for the longest beginning of `tokens`, and whether that is all of them."""
    wanted = root
    for token in tokens:
        follower = wanted.followers[token]
        if follower.seen == 0 or follower.parent_seen != wanted.seen:
            return wanted.span, False
        wanted = follower
    return wanted.span, True


def find(text: str, root: Wanted) -> None:
    """Set the spans of all that is wanted and there."""
    blank = re.compile(BLANK).match
    name_of = re.compile(NAME).match
    scalar = re.compile(SCALAR).match
    # Of each open container that something is wanted in: what, its start, its name's place, its next index
    # (None for an object).
    stack: list[tuple[Wanted, int, tuple[int, int] | None, int | None]] = []
    wanted: Wanted | None = root
    name: tuple[int, int] | None = None
    position = end_of(blank, text, 0)
    while True:
        # A value starts at `position`.
        first = text[position]
        if wanted is not None:
            wanted.seen += 1
            wanted.parent_seen = stack[-1][0].seen if stack else 0
            if first in "{[" and wanted.followers:
                stack.append((wanted, position, name, 0 if first == "[" else None))
                position = end_of(blank, text, position + 1)
                wanted = None
                if text[position] not in "}]":
                    wanted, name, position = next_member(name_of, text, position, stack)
                    continue
            else:
                start = position
                position = end_of_container(text, start) if first in "{[" else end_of(scalar, text, start)
                wanted.span = Span(start, position, name)
        else:
            position = end_of_container(text, position) if first in "{[" else end_of(scalar, text, position)
        while True:  # a value, or an empty container's opening, ends at `position`
            position = end_of(blank, text, position)
            if not stack:
                return
            if text[position] == ",":
                position = end_of(blank, text, position + 1)
                wanted, name, position = next_member(name_of, text, position, stack)
                break
            container, start, name, _ = stack.pop()
            position += 1
            container.span = Span(start, position, name)


def next_member(
    name_of: Callable[[str, int], re.Match[str] | None],
    text: str,
    position: int,
    stack: list[tuple[Wanted, int, tuple[int, int] | None, int | None]],
) -> tuple[Wanted | None, tuple[int, int] | None, int]:
    """What is wanted of the member at `position` of the innermost container, its name, its value's start."""
    container, start, name, index = stack[-1]
    if index is not None:
        stack[-1] = (container, start, name, index + 1)
        return container.followers.get(str(index)), None, position
    match = name_of(text, position)
    assert match is not None, "the text is valid JSON"
    quoted = match[1]
    token = DECODE_JSON(quoted, 0)[0] if "\\" in quoted else quoted[1:-1]
    return container.followers.get(token), match.span(1), match.end()


def end_of(matcher: Callable[[str, int], re.Match[str] | None], text: str, position: int) -> int:
    """Where what `matcher` takes from `position` ends."""
    match = matcher(text, position)
    return match.end() if match else position


def end_of_container(text: str, start: int) -> int:
    """The index after the container that opens at `start`."""
    to_bracket = re.compile(TO_BRACKET).match
    depth, position = 1, start + 1
    while depth:
        position = end_of(to_bracket, text, position) + 1
        depth += 1 if text[position - 1] in "[{" else -1
    return position
