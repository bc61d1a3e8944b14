"""TOML texts to documents, and to the places in them, by the standard library's parser."""

from __future__ import annotations

import math
import re
import sys
import threading
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Any, Final

from holotype.documents.findings import finding_of
from holotype.documents.spans import Node, Span, nearest_node
from holotype.documents.strict import (
    JSON_DEEPEST,
    JSON_LONGEST_INTEGER,
    JSONTextError,
    json_text_error,
    json_text_of,
    line_and_column,
    shown,
)
from holotype.documents.toml_places import BASIC, LITERAL, scalars, toml_tree
from holotype.documents.values import Document
from holotype.pointers import pointer_tokens
from holotype.recursion import give_back_room, make_room_for_calls

# What matters for nesting, and what may look like it; possessive, so that no text makes it backtrack.
TOKEN: Final = re.compile(rf"{BASIC}|{LITERAL}|#[^\n]*+|[\[\]{{}}.,=\n]", re.DOTALL)
FRAMES_PER_CONTAINER: Final = 4  # what the parser takes of the recursion limit, generously
PLACE: Final = re.compile(r"(.*) \(at line ([0-9]+), column ([0-9]+)\)")
# What may be an integer that is too long, and what it may stand in; a name may still look like one.
LONG_INTEGER: Final = re.compile(
    rf"{BASIC}|{LITERAL}|#[^\n]*+"
    rf"|((?<![\w.+-])[-+]?+[0-9][0-9_]{{{JSON_LONGEST_INTEGER},}}+(?![eE]|[ \t]*+[=.]))",
    re.DOTALL,
)
LIMITS: Final = threading.Lock()


def parse_toml(data: bytes) -> Document:
    """The document of a TOML text (TOML 1.0.0).

    Dates and times become strings: their text, which is that of RFC 3339.  Numbers that are not finite, and
    integers that JSON text could not carry here, are findings.
    """
    try:
        return Document(toml_value(json_text_of(data)), (), data, "toml")
    except JSONTextError as problem:
        return Document(None, (finding_of(problem),), data, "toml")


def toml_spans(text: str, pointers: Iterable[str]) -> dict[str, tuple[Span, bool]]:
    """For each pointer the span of its value, or of the nearest ancestor there is, and whether it is its own.

    `text` is TOML that parses.
    """
    root = toml_tree(text)
    found = {pointer: nearest_node(root, pointer_tokens(pointer)) for pointer in pointers}
    return {pointer: (node.span, exists) for pointer, (node, exists) in found.items()}


def toml_value(text: str) -> dict[str, object]:
    """The table that a TOML text is, with the values that JSON has; raises `JSONTextError`."""
    table = toml_table(text)
    if not has_numbers_of_json(table):
        raise number_error(text)
    if any(isinstance(value, (date, time)) for value in values_within(table)):
        write_dates(table, toml_tree(text))
    return table


def toml_table(text: str) -> dict[str, object]:
    """The table that a TOML text is, with the values that Python has; raises `JSONTextError`."""
    if text.startswith("\ufeff"):
        message = "the text starts with a byte-order mark: save it as UTF-8 without one"
        raise json_text_error("byte-order-mark", message, text, 0, 1)
    refuse_nesting(text)
    try:
        with room_for_nesting():
            table: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise syntax_error(text, str(problem)) from None
    except ValueError:  # from int(): beyond the limit that `room_for_nesting` sets
        raise integer_error(text, *first_refused_integer(text)) from None
    if is_nested_deeper(table, JSON_DEEPEST):
        start, end, _ = deepest_allowed(toml_tree(text)).span
        raise json_text_error("nesting", too_deep(), text, start, end)
    return table


def is_nested_deeper(value: object, depth: int) -> bool:
    """Whether more than `depth` containers of a parsed `value` stand within each other."""
    level: list[dict[str, object] | list[object]] = [value] if isinstance(value, (dict, list)) else []
    for _ in range(depth):
        if not level:
            return False
        level = [
            member
            for container in level
            for member in (container.values() if type(container) is dict else container)
            if type(member) is dict or type(member) is list  # twice as fast as isinstance
        ]
    return bool(level)


def deepest_allowed(root: Node) -> Node:
    """A node that stands in as many containers as there may be."""
    level = [root]
    for _ in range(JSON_DEEPEST):
        level = [
            member
            for node in level
            for member in (node.members.values() if node.members is not None else node.items or ())
            if member.members is not None or member.items is not None
        ]
    return level[0]


@contextmanager
def room_for_nesting() -> Iterator[None]:
    """Limits of the interpreter under which the parser, which recurses, takes all that we take.

    They are those of the process: the lock keeps two parses from restoring each other's digits.
    """
    with LIMITS:
        digits = sys.get_int_max_str_digits()
        limit = make_room_for_calls(FRAMES_PER_CONTAINER * (JSON_DEEPEST + 10))
        sys.set_int_max_str_digits(JSON_LONGEST_INTEGER)
        try:
            yield
        finally:
            give_back_room(limit)
            sys.set_int_max_str_digits(digits)


def refuse_nesting(text: str) -> None:
    """Raise for brackets, or a dotted key, that nest deeper than the parser can follow in linear time."""
    if text.count("[") + text.count("{") + text.count(".") <= JSON_DEEPEST:
        return
    depth = dots = 0
    for match in TOKEN.finditer(text):
        first = match[0][0]
        if first in "[{":
            depth += 1
        elif first in "]}":
            depth -= 1
        dots = dots + 1 if first == "." else dots if first in "\"'" else 0
        if depth > JSON_DEEPEST or dots >= JSON_DEEPEST:
            raise json_text_error("nesting", too_deep(), text, match.start(), match.end())


def too_deep() -> str:
    """The sentence for nesting."""
    return f"nested deeper than {JSON_DEEPEST} arrays and tables: expected flatter data"


def syntax_error(text: str, message: str) -> JSONTextError:
    """The error for what the parser says of a text."""
    placed = PLACE.fullmatch(message)
    if placed:
        line, column = int(placed[2]), int(placed[3])
        what = placed[1]
    else:
        line, column = line_and_column(text, len(text))
        what = message.removesuffix(" (at end of document)") + " at the end of the text"
    return JSONTextError("syntax", f"not TOML: {what[:1].lower()}{what[1:200]}", line, column, line, column)


def has_numbers_of_json(table: dict[str, object]) -> bool:
    """Whether all numbers of a table are finite, and its integers not too long."""
    beyond = 10**JSON_LONGEST_INTEGER
    return all(
        -beyond < value < beyond if isinstance(value, int) else value - value == 0.0
        for value in values_within(table)
        if isinstance(value, (int, float))
    )


def values_within(table: dict[str, object]) -> Iterator[object]:
    """All values of a table, at any depth, but for its arrays and tables."""
    containers: list[dict[str, object] | list[object]] = [table]
    while containers:
        container = containers.pop()
        for value in container.values() if isinstance(container, dict) else container:
            if isinstance(value, (dict, list)):
                containers.append(value)
            else:
                yield value


def write_dates(table: dict[str, object], root: Node) -> None:
    """Replace each date and time of a table by its text, with the "T" that RFC 3339 wants for a space."""
    pairs: list[tuple[Any, Node]] = [(table, root)]
    while pairs:
        container, node = pairs.pop()
        members: Any = node.members if node.members is not None else dict(enumerate(node.items or ()))
        for place, member in members.items():
            value = container[place]
            if isinstance(value, (dict, list)):
                pairs.append((value, member))
            elif isinstance(value, (date, time)):
                container[place] = str(member.value).replace(" ", "T")


def first_refused_integer(text: str) -> tuple[int, int]:
    """Where the integer stands at which the parser gave up; what comes after it may be no TOML."""
    candidates = [each for each in LONG_INTEGER.finditer(text) if each[1]]
    first = bisect_left(candidates, True, key=lambda each: is_refused_by_int(text[: each.end()]))
    return candidates[first].span()


def is_refused_by_int(text: str) -> bool:
    """Whether the parser comes to an integer that has too many digits, before it comes to what is no TOML."""
    try:
        with room_for_nesting():
            tomllib.loads(text)
    except ValueError as problem:
        return not isinstance(problem, tomllib.TOMLDecodeError)
    return False


def number_error(text: str) -> JSONTextError:
    """The error for the first number of a TOML text, which parses, that JSON does not have."""
    for node in scalars(toml_tree(text)):
        source = str(node.value)
        start, end, _ = node.span
        digits = source.replace("_", "").lstrip("+-")
        if digits in ("inf", "nan"):
            message = f"the number {source} is not finite, which JSON has no way to say: leave it out"
            return json_text_error("number", message, text, start, end)
        if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", digits) and not digits.isdecimal():
            if math.isinf(float(digits)):
                message = f"the number {shown(source)} is beyond a double (1.8e308): write a smaller one"
                return json_text_error("number", message, text, start, end)
        elif len(digits) > 3000 and re.fullmatch(r"[0-9]+|0[xob][0-9a-fA-F]+", digits):
            return integer_error(text, start, end)
    return JSONTextError("number", "a number of this text is none of JSON: write a smaller one")


def integer_error(text: str, start: int, end: int) -> JSONTextError:
    """The error for an integer that has too many digits."""
    message = (
        f"the integer {shown(text[start:end])} has more than {JSON_LONGEST_INTEGER:,} digits: "
        "put it in quotes, as a string"
    )
    return json_text_error("integer", message, text, start, end)
