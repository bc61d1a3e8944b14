"""Stretches of a text, and trees of the values that stand in them."""

from __future__ import annotations

from typing import NamedTuple

from holotype.pointers import index


class Span(NamedTuple):
    """The indices of a value's first code point and of the one after its last; so for its name, if any."""

    start: int
    end: int
    name: tuple[int, int] | None


class Node:
    """A value with its place: `members` of an object by name (the last one wins), `items` of an array.

    `span` may be widened while the tree is built.
    """

    __slots__ = ("items", "members", "span", "value")

    def __init__(self, value: object, span: Span) -> None:
        self.value = value
        self.span = span
        self.members: dict[str, Node] | None = {} if isinstance(value, dict) else None
        self.items: list[Node] | None = [] if isinstance(value, list) else None


def nearest_node(root: Node, tokens: tuple[str, ...]) -> tuple[Node, bool]:
    """The node at the longest beginning of `tokens` that the tree has, and whether that is all of them."""
    node = root
    for token in tokens:
        follower = None
        if node.members is not None:
            follower = node.members.get(token)
        elif node.items is not None and (at := index(token, len(node.items))) is not None:
            follower = node.items[at]
        if follower is None:
            return node, False
        node = follower
    return node, True
