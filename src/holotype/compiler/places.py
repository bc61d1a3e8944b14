"""What holds at a place in every valid instance: the schemas that conjunctive paths lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from holotype.compiler.checks import (
    AdditionalProperties,
    AllOf,
    Const,
    Enum,
    Items,
    Node,
    PatternProperties,
    PrefixItems,
    Properties,
    Reference,
    Required,
    in_place,
)
from holotype.compiler.emission.graph import ALL_TYPES, Graph
from holotype.compiler.library.equality import equal
from holotype.compiler.patterns import matches


def conjunctive(node: Node) -> Iterator[Node]:
    """The nodes that apply to the instance wherever `node` does: itself, through `$ref` and `allOf`."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        for check in each.checks:
            if isinstance(check, AllOf) or (isinstance(check, Reference) and check.origin.keyword == "$ref"):
                waiting.extend(child for _, child in in_place(check))


def conjunctive_below(node: Node) -> Iterator[Node]:
    """The nodes that conjunctive paths lead to from `node`, one step into the instance."""
    for check in node.checks:
        match check:
            case Properties(nodes=named):
                yield from named.values()
            case PatternProperties(nodes=patterns):
                yield from (child for _, child in patterns.values())
            case AdditionalProperties(node=child) | Items(node=child):
                yield child
            case PrefixItems(nodes=nodes):
                yield from nodes


def on_conjunctive_paths(root: Node) -> list[Node]:
    """Every node that a conjunctive path leads to from `root`."""
    found = {id(node): node for node in conjunctive(root)}
    order = list(found.values())
    for node in order:
        for child in conjunctive_below(node):
            for each in conjunctive(child):
                if id(each) not in found:
                    found[id(each)] = each
                    order.append(each)
    return order


class Place:
    """One place in an instance, and the nodes that conjunctive paths lead to there.

    It is the `Declaration` that rules are typed by.
    """

    def __init__(self, nodes: Iterable[Node], graph: Graph) -> None:
        self._graph = graph
        merged = {id(each): each for node in nodes for each in conjunctive(node)}
        self.nodes = tuple(merged.values())

    @cached_property
    def types(self) -> frozenset[str]:
        """The JSON types that a valid value can have; "number" stands for numbers that are no integers."""
        types = ALL_TYPES
        for node in self.nodes:
            types &= self._graph.types(node)
        return types

    @property
    def values(self) -> tuple[object, ...] | None:
        """All the values that `enum` and `const` leave; None where neither is used."""
        found: list[object] | None = None
        for node in self.nodes:
            for check in node.checks:
                if isinstance(check, Enum | Const) and check.origin.severity == "error":
                    given = check.values if isinstance(check, Enum) else (check.value,)
                    if found is None:
                        found = list(given)
                    else:
                        found = [each for each in found if any(equal(each, other) for other in given)]
        return None if found is None else tuple(found)

    @property
    def formats(self) -> frozenset[str]:
        """The values of `format`, asserted or not."""
        found = (node.annotations.get("format") for node in self.nodes)
        return frozenset(each for each in found if isinstance(each, str))

    @property
    def names(self) -> tuple[str, ...]:
        """The property names that are declared."""
        return tuple(
            dict.fromkeys(
                name
                for node in self.nodes
                for check in node.checks
                if isinstance(check, Properties)
                for name in check.nodes
            )
        )

    @property
    def required(self) -> frozenset[str]:
        """The property names that are required."""
        return frozenset(
            name
            for node in self.nodes
            for check in node.checks
            if isinstance(check, Required)
            for name in check.names
        )

    def child(self, name: str) -> Place | None:
        """The place of the property `name`; None if no schema declares it."""
        if name not in self.names:
            return None
        return Place(self._children(name), self._graph)

    def _children(self, name: str) -> Iterator[Node]:
        for node in self.nodes:
            for check in node.checks:
                if isinstance(check, Properties) and name in check.nodes:
                    yield check.nodes[name]
                elif isinstance(check, PatternProperties):
                    yield from (child for pattern, child in check.nodes.values() if matches(pattern, name))
                elif (
                    isinstance(check, AdditionalProperties)
                    and name not in check.names
                    and not any(matches(pattern, name) for pattern in check.patterns)
                ):
                    yield check.node
