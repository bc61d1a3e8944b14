"""A valid TOML text to the tree of its values with their places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Final

from holotype.documents.spans import Node, Span

# Possessive, so that no text makes them backtrack.
BASIC: Final = r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}|"(?:[^"\\]++|\\.)*+"'
LITERAL: Final = r"'''(?:[^']++|'(?!''))*+'{3,5}|'[^']*+'"
BLANK: Final = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
SPACE: Final = re.compile(r"[ \t]*+")
KEY: Final = re.compile(rf"{BASIC}|{LITERAL}|[A-Za-z0-9_-]++", re.DOTALL)
# A date may be parted from its time by a space.
SCALAR: Final = re.compile(
    rf"{BASIC}|{LITERAL}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[ ][0-9][^\s,\]}}#]*+|[^\s,\]}}#]++", re.DOTALL
)


class Key:
    """A dotted key: the names it is made of, and where each stands."""

    __slots__ = ("names", "places")

    def __init__(self) -> None:
        self.names: list[str] = []
        self.places: list[tuple[int, int]] = []


def toml_tree(text: str) -> Node:
    """The tree of a TOML text that parses (TOML 1.0.0).

    A scalar's node has its text as its value.  A table stands at its own header, or, without one, at the
    first header that names it; what only dotted keys name stands from the key to the value.  Iterative, in
    linear time.
    """
    root = Node({}, Span(0, len(text), None))
    table = root
    position = end_of(BLANK, text, 0)
    while position < len(text):
        start = position
        if text[position] == "[":
            of_array = text.startswith("[[", position)
            key, position = read_key(text, position + (2 if of_array else 1))
            position += 2 if of_array else 1
            table = header_table(root, key, start, position, of_array)
        else:
            key, position = read_key(text, position)
            position = end_of(SPACE, text, position + 1)  # "="
            value, position = read_value(text, position)
            put(table, key, value)
        position = end_of(BLANK, text, position)
    return root


def read_key(text: str, position: int) -> tuple[Key, int]:
    """A dotted key from `position`, and the index of what follows it and the space after it."""
    key = Key()
    while True:
        position = end_of(SPACE, text, position)
        end = end_of(KEY, text, position)
        key.names.append(key_name(text[position:end]))
        key.places.append((position, end))
        position = end_of(SPACE, text, end)
        if text[position : position + 1] != ".":
            return key, position
        position += 1


def key_name(source: str) -> str:
    """The name that a simple key, quoted or bare, stands for."""
    if source[0] == "'":
        return source[1:-1]
    if source[0] == '"' and "\\" in source:
        return str(tomllib.loads(f"key = {source}")["key"])
    return source[1:-1] if source[0] == '"' else source


def header_table(root: Node, key: Key, start: int, end: int, of_array: bool) -> Node:
    """The table that a header opens; tables that it names and that are not there yet stand at it, too."""
    table = root
    last = len(key.names) - 1
    for number, (name, place) in enumerate(zip(key.names, key.places, strict=True)):
        assert table.members is not None, "a valid header names tables"
        follower = table.members.get(name)
        if follower is None:
            follower = Node([] if of_array and number == last else {}, Span(start, end, place))
            table.members[name] = follower
        elif number == last and follower.items is None:
            follower.span = Span(start, end, place)  # its own header, after those of its sub-tables
        if follower.items is not None:
            if of_array and number == last:
                follower.items.append(Node({}, Span(start, end, None)))
            follower = follower.items[-1]
        table = follower
    return table


def put(table: Node, key: Key, value: Node) -> None:
    """Put a value where a dotted key says, within `table`."""
    for name, place in zip(key.names[:-1], key.places[:-1], strict=True):
        assert table.members is not None, "a valid dotted key names tables"
        table = table.members.setdefault(name, Node({}, Span(place[0], value.span.end, place)))
    assert table.members is not None, "a valid dotted key names tables"
    value.span = Span(value.span.start, value.span.end, key.places[-1])
    table.members[key.names[-1]] = value


def read_value(text: str, position: int) -> tuple[Node, int]:
    """The value that starts at `position`, and the index after it."""
    stack: list[
        tuple[Node, Key | None]
    ] = []  # the open arrays and inline tables, each with the key before it
    key: Key | None = None
    while True:
        if text[position] in "]}":
            node, key = stack.pop()
            position += 1
            node.span = Span(node.span.start, position, None)
        elif text[position] in "[{":
            stack.append((Node([] if text[position] == "[" else {}, Span(position, position, None)), key))
            key, position = member_key(text, position + 1, stack[-1][0])
            continue
        else:
            end = end_of(SCALAR, text, position)
            node, position = Node(text[position:end], Span(position, end, None)), end
        if not stack:
            return node, position
        container = stack[-1][0]
        if container.items is not None:
            container.items.append(node)
        elif key is not None:
            put(container, key, node)
        position = end_of(BLANK, text, position)
        if text[position] == ",":
            key, position = member_key(text, position + 1, container)


def member_key(text: str, position: int, container: Node) -> tuple[Key | None, int]:
    """The key of the next value of `container`, if it is a table, and the index of the value or the end."""
    position = end_of(BLANK, text, position)
    if container.items is not None or text[position] == "}":
        return None, position
    key, position = read_key(text, position)
    return key, end_of(BLANK, text, position + 1)


def end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    """Where what `pattern` takes from `position` ends."""
    match = pattern.match(text, position)
    return match.end() if match else position


def scalars(root: Node) -> Iterator[Node]:
    """The scalars of a tree, in the order of the text as far as tables allow."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.members is not None:
            stack.extend(reversed(node.members.values()))
        elif node.items is not None:
            stack.extend(reversed(node.items))
        else:
            yield node
