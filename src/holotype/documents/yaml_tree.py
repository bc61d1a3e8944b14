"""The events of one YAML document to a tree of values that JSON has too, or to the first problem."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from holotype.documents.spans import Node, Span
from holotype.documents.strict import JSON_DEEPEST, JSON_REPEATS_KEPT, JSONTextError, json_text_error, shown
from holotype.documents.yaml_scalars import plain_scalar, whole_characters

MOST_ALIASED: Final = 100_000
"""How many values the aliases of one document may repeat: to check them takes as long as if written out."""

KINDS_OF_KEY: Final = {bool: "a boolean", int: "an integer", float: "a number", type(None): "null"}


class Extent(NamedTuple):
    """How many values a node holds, itself included, and how many containers deep they go."""

    values: int
    depth: int


class Open:
    """A collection whose end has not come, with its anchor, and of a mapping the key before its value."""

    __slots__ = ("anchor", "depth", "key", "node", "values")

    def __init__(self, node: Node, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: tuple[str, tuple[int, int]] | None = None
        self.values = 1
        self.depth = 1


class Tree:
    """A YAML document while its events come in.

    `root` is its node, `problem` the first thing that JSON cannot say, `repeated` the keys that their mapping
    already had, with the indices of their start and end.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = None
        self.problem: JSONTextError | None = None
        self.repeated: list[tuple[str, int, int]] = []
        self._open: list[Open] = []
        self._anchors: dict[str, tuple[Node, Extent] | None] = {}  # None while the anchored node is open
        self._aliased = 0

    def refuse(self, kind: str, message: str, start: int, end: int) -> None:
        """Keep the document's first problem; the rest of it is passed over."""
        if self.problem is None:
            self.problem = json_text_error(kind, message, self.text, start, end)

    def add(self, event: Any) -> None:
        """Take the next event; raises `JSONTextError` when collections nest too deep to go on."""
        from ruamel.yaml.events import AliasEvent, CollectionEndEvent, ScalarEvent, SequenceStartEvent

        if isinstance(event, CollectionEndEvent):
            self._end(event)
            return
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, AliasEvent):
            self._alias(event.anchor, start, end)
            return
        if event.ctag is not None:
            message = f"the tag {shown(str(event.ctag))} says more than JSON can: remove the tag"
            self.refuse("not-json", message, start, end)
        if isinstance(event, ScalarEvent):
            end = start + len(self.text[start:end].rstrip()) if event.style in ("|", ">") else end
            node = Node(self._scalar(event, start, end), Span(start, end, None))
            if event.anchor:
                self._anchors[event.anchor] = (node, Extent(1, 0))
            self._place(node, Extent(1, 0), event.style is None and event.value == "<<")
            return
        if len(self._open) == JSON_DEEPEST:
            message = f"nested deeper than {JSON_DEEPEST} collections: expected flatter data"
            raise json_text_error("nesting", message, self.text, start, end)
        if self._open and isinstance(self._open[-1].node.value, dict) and self._open[-1].key is None:
            self.refuse("not-json", "a key is a collection: JSON's keys are strings", start, end)
        node = Node([] if isinstance(event, SequenceStartEvent) else {}, Span(start, end, None))
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(Open(node, event.anchor))

    def _scalar(self, event: Any, start: int, end: int) -> object:
        try:
            return plain_scalar(event.value) if event.style is None else whole_characters(event.value)
        except JSONTextError as problem:
            self.refuse(problem.kind, problem.message, start, end)
            return None

    def _end(self, event: Any) -> None:
        """A collection ends: a flow collection at its bracket, a block collection with its last node."""
        ended = self._open.pop()
        start, end, name = ended.node.span
        ended.node.span = Span(start, max(end, event.end_mark.index if is_flow(event) else end), name)
        extent = Extent(ended.values, ended.depth)
        if ended.anchor is not None:
            self._anchors[ended.anchor] = (ended.node, extent)
        self._place(ended.node, extent, False)

    def _alias(self, anchor: str, start: int, end: int) -> None:
        """A node again: the values of its anchor, at the place of the alias."""
        anchored = self._anchors.get(anchor, ())
        node, extent = Node(None, Span(start, end, None)), Extent(1, 0)
        if anchored is None:
            message = (
                f"{shown('*' + anchor)} stands within what it names, a cycle: JSON has none, write it out"
            )
            self.refuse("not-json", message, start, end)
        elif not anchored:
            message = f"no anchor {shown('&' + anchor)} comes before this alias: check its name"
            self.refuse("syntax", message, start, end)
        else:
            original, extent = anchored
            node.value, node.members, node.items = original.value, original.members, original.items
        self._aliased += extent.values
        if self._aliased > MOST_ALIASED:
            message = (
                f"the aliases repeat more than {MOST_ALIASED:,} values: write the data out, or use fewer"
            )
            self.refuse("size", message, start, end)
        if len(self._open) + extent.depth > JSON_DEEPEST:
            message = (
                f"through the alias, nested deeper than {JSON_DEEPEST} collections: expected flatter data"
            )
            self.refuse("nesting", message, start, end)
        self._place(node, extent, False)

    def _place(self, node: Node, extent: Extent, merge: bool) -> None:
        """Put a complete node where it belongs: at the root, in a sequence, or as a key or a value."""
        if not self._open:
            self.root = node
            return
        inner = self._open[-1]
        inner.values = min(inner.values + extent.values, MOST_ALIASED + 1)
        inner.depth = max(inner.depth, extent.depth + 1)
        start, end, name = inner.node.span
        inner.node.span = Span(start, max(end, node.span.end), name)
        value: Any = inner.node.value
        if inner.node.items is not None:
            inner.node.items.append(node)
            value.append(node.value)
        elif inner.key is None:
            inner.key = (self._key(node, merge), (node.span.start, node.span.end))
        elif inner.node.members is not None:
            key, inner.key = inner.key, None
            if key[0] in inner.node.members and len(self.repeated) < JSON_REPEATS_KEPT:
                self.repeated.append((key[0], *key[1]))
            node.span = Span(node.span.start, node.span.end, key[1])
            inner.node.members[key[0]] = node
            value[key[0]] = node.value

    def _key(self, node: Node, merge: bool) -> str:
        """The property name that a complete key is."""
        start, end, _ = node.span
        if merge:
            message = (
                '"<<" is a merge key of YAML 1.1, which YAML 1.2 does not have: write the properties out'
            )
            self.refuse("not-json", message, start, end)
        if isinstance(node.value, str):
            return node.value
        kind = KINDS_OF_KEY.get(type(node.value), "a collection")
        message = f"the key {shown(self.text[start:end])} is {kind}, but JSON's are strings: put it in quotes"
        self.refuse("not-json", message, start, end)
        return ""


def is_flow(event: Any) -> bool:
    """Whether the end of a collection is a bracket: that of a block collection has no width."""
    return bool(event.end_mark.index > event.start_mark.index)
