"""The events of one YAML document to a tree of values that JSON has too, or to the first problem."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from holotype.documents.spans import Node, Span
from holotype.documents.strict import JSON_DEEPEST, JSON_REPEATS_KEPT, JSONTextError, json_text_error, shown
from holotype.documents.values import YAMLMerge
from holotype.documents.yaml_scalars import (
    NAMES_BY_TAG,
    misplaced_tag,
    name_of_key,
    plain_scalar,
    tagged_scalar,
    whole_characters,
)

MOST_ALIASED: Final = 100_000
"""How many values the aliases of one document may repeat, those of merge keys too: to check them takes as
long as if written out."""

KINDS_OF_KEY: Final = {bool: "a boolean", int: "an integer", float: "a float", type(None): "null"}
MERGE_KEY: Final = "<<"
_TAGS: Final = "tag:yaml.org,2002:"
# Some tools write it in front of every merge key.
MERGE_TAG: Final = f"{_TAGS}merge"
CORE_TAGS: Final = {f"{_TAGS}{name}": name for name in NAMES_BY_TAG}
NON_SPECIFIC_TAG: Final = "!"
# Behind a key, which may have comments before its colon when `?` stands in front of it.
COLON: Final = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+:")


class Extent(NamedTuple):
    """How many values a node holds, itself included, and how many containers deep they go."""

    values: int
    depth: int


class Key(NamedTuple):
    """A key of a mapping: the property name, None for a merge key, and the indices of its start and end.

    `spelling` is the text of a key that is no string, and `kind` says what it is.
    """

    name: str | None
    place: tuple[int, int]
    spelling: str | None = None
    kind: str = ""


class Open:
    """A collection whose end has not come, with its anchor, and of a mapping the key before its value.

    Of a mapping, `spellings` has those of its keys that are no strings, by the names that they became, and
    `merged` the mappings that its merge key names, None where it has none.
    """

    __slots__ = ("anchor", "depth", "key", "merged", "node", "spellings", "values")

    def __init__(self, node: Node, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: Key | None = None
        self.values = 1
        self.depth = 1
        self.spellings: dict[str, str] = {}
        self.merged: list[Node] | None = None


class Tree:
    """A YAML document while its events come in.

    Its content begins at the index `start`.  `root` is its node, `problem` the first thing that JSON cannot
    say, `repeated` the keys that their mapping already had, with the indices of their start, of their end and
    of the start of one before, `renamed` the keys that were no strings.
    """

    def __init__(self, text: str, merge: YAMLMerge, start: int = 0) -> None:
        self.text = text
        self._merge = merge
        self._start = start
        self.renamed: list[Key] = []
        self.root: Node | None = None
        self.problem: JSONTextError | None = None
        self.repeated: list[tuple[str, int, int, int]] = []
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
        tag = "" if event.ctag is None else str(event.ctag)
        if isinstance(event, ScalarEvent):
            end = start + len(self.text[start:end].rstrip()) if event.style in ("|", ">") else end
            merge = event.style is None and event.value == MERGE_KEY and tag in ("", MERGE_TAG)
            if not (merge and self._at_key()):
                self._check_tag(tag, "", start, end)
            node = Node(self._scalar(event, tag, start, end), Span(start, end, None))
            if event.anchor:
                self._anchors[event.anchor] = (node, Extent(1, 0))
            self._place(node, Extent(1, 0), merge)
            return
        self._check_tag(tag, "seq" if isinstance(event, SequenceStartEvent) else "map", start, end)
        if len(self._open) == JSON_DEEPEST:
            message = f"nested deeper than {JSON_DEEPEST} collections: expected flatter data"
            raise json_text_error("nesting", message, self.text, start, end)
        if self._at_key():
            self.refuse("not-json", "a key is a collection: JSON's keys are strings", start, end)
        node = Node([] if isinstance(event, SequenceStartEvent) else {}, Span(start, end, None))
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(Open(node, event.anchor))

    def _at_key(self) -> bool:
        """Whether what comes next is a key."""
        return bool(self._open) and self._open[-1].node.members is not None and self._open[-1].key is None

    def _check_tag(self, tag: str, collection: str, start: int, end: int) -> None:
        """Refuse a tag that is none of the core schema's, or not that of this collection ("": a scalar)."""
        if not tag or tag == NON_SPECIFIC_TAG:
            return
        if tag not in CORE_TAGS:
            message = f"the tag {shown(tag)} says more than JSON can: remove the tag"
            self.refuse("not-json", message, start, end)
        elif collection and CORE_TAGS[tag] != collection:
            self.refuse("not-json", misplaced_tag(CORE_TAGS[tag], NAMES_BY_TAG[collection]), start, end)

    def _scalar(self, event: Any, tag: str, start: int, end: int) -> object:
        try:
            if tag in CORE_TAGS:
                return tagged_scalar(CORE_TAGS[tag], event.value)
            if tag == NON_SPECIFIC_TAG:  # which makes any scalar a string (section 6.9.1)
                return whole_characters(event.value)
            return plain_scalar(event.value) if event.style is None else whole_characters(event.value)
        except JSONTextError as problem:
            self.refuse(problem.kind, problem.message, start, end)
            return None

    def _end(self, event: Any) -> None:
        """A collection ends: a flow collection at its bracket, a block collection with its last node."""
        ended = self._open.pop()
        start, end, name = ended.node.span
        ended.node.span = Span(start, max(end, event.end_mark.index if is_flow(event) else end), name)
        # A document that is refused may have more to merge than is bounded.
        if ended.merged and self.problem is None:
            _merge(ended.node, ended.merged)
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
            if node.span.start == node.span.end:
                node.span = Span(self._start, self._start, None)
            self.root = node
            return
        inner = self._open[-1]
        if inner.key is not None:
            if inner.key.name is None:
                extent = _of_merged(node, extent)
            if node.span.start == node.span.end:  # ruamel.yaml has no value where the next thing begins
                colon = COLON.match(self.text, inner.key.place[1], node.span.start)
                after = colon.end() if colon else inner.key.place[1]
                node.span = Span(after, after, None)
        inner.values = min(inner.values + extent.values, MOST_ALIASED + 1)
        inner.depth = max(inner.depth, extent.depth + 1)
        start, end, name = inner.node.span
        inner.node.span = Span(start, max(end, node.span.end), name)
        value: Any = inner.node.value
        if inner.node.items is not None:
            inner.node.items.append(node)
            value.append(node.value)
        elif inner.key is None:
            inner.key = self._key(node, inner, merge)
        elif inner.node.members is not None:
            key, inner.key = inner.key, None
            if key.name is None:
                inner.merged = self._mappings(node)
                return
            if key.name in inner.node.members:
                self._repeat(inner, key.name, key)
            if key.spelling is not None:
                inner.spellings[key.name] = key.spelling
            node.span = Span(node.span.start, node.span.end, key.place)
            inner.node.members[key.name] = node
            value[key.name] = node.value

    def _key(self, node: Node, mapping: Open, merge: bool) -> Key:
        """The key of a mapping that a complete node is."""
        start, end, _ = node.span
        if merge:
            if self._merge == "refuse":
                message = (
                    '"<<" is a merge key of YAML 1.1, which YAML 1.2 does not have: write the properties out'
                )
                self.refuse("not-json", message, start, end)
            if mapping.merged is not None:
                message = (
                    "a mapping has one merge key, and this is its second: write one with a list, <<: [*a, *b]"
                )
                self.refuse("not-json", message, start, end)
            return Key(None, (start, end))
        if isinstance(node.value, str):
            return Key(node.value, (start, end))
        spelling = self.text[start:end]
        kind = KINDS_OF_KEY.get(type(node.value), "a collection")
        name = name_of_key(node.value)
        if name is None:
            message = f"the key {shown(spelling)} is {kind}, but JSON's are strings: put it in quotes"
            self.refuse("not-json", message, start, end)
            return Key("", (start, end))
        self.renamed.append(Key(name, (start, end), spelling, kind))
        return self.renamed[-1]

    def _repeat(self, mapping: Open, name: str, key: Key) -> None:
        """Keep a key that its mapping already has; refuse one that only became the same."""
        assert mapping.node.members is not None, "it has the key"
        before, _ = mapping.node.members[name].span.name or key.place
        if mapping.spellings.get(name) == key.spelling:
            if len(self.repeated) < JSON_REPEATS_KEPT:
                self.repeated.append((name, *key.place, before))
            return
        if self.problem is not None:
            return
        line = self.text.count("\n", 0, before) + 1
        message = f"to JSON this key is {shown(name)}, and so is the key on line {line}: keep one of them"
        self.refuse("not-json", message, *key.place)

    def _mappings(self, node: Node) -> list[Node]:
        """The mappings that the value of a merge key names."""
        mappings = node.items if node.items is not None else [node]
        for each in mappings:
            if each.members is None:
                message = (
                    'the merge key "<<" takes a mapping, an alias of one, or a list of those, and here is '
                    "something else: mend it, or put the key in quotes"
                )
                self.refuse("not-json", message, each.span.start, each.span.end)
        return mappings


def _of_merged(node: Node, extent: Extent) -> Extent:
    """What a merge key adds to its mapping: neither itself nor the mappings that it names, nor their list."""
    if node.items is None:
        return Extent(extent.values - 2, extent.depth - 1)
    return Extent(extent.values - 2 - len(node.items), extent.depth - 2)


def _merge(mapping: Node, others: list[Node]) -> None:
    """Give a mapping the keys of others that it has not, of several the first one's, at their places."""
    value: Any = mapping.value
    assert mapping.members is not None, "it is a mapping"
    for other in others:
        for key, member in (other.members or {}).items():
            if key not in mapping.members:
                mapping.members[key] = member
                value[key] = member.value


def is_flow(event: Any) -> bool:
    """Whether the end of a collection is a bracket: that of a block collection has no width."""
    return bool(event.end_mark.index > event.start_mark.index)
