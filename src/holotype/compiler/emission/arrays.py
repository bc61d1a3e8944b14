"""The statements of a predicate that look into an array: a method for each keyword."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from holotype.compiler.checks import Contains, Items, Node, PrefixItems, UnevaluatedItems
from holotype.compiler.emission.blocks import FAIL, for_each
from holotype.compiler.emission.conditions import STRING
from holotype.compiler.emission.fragments import Code, code, indent, lines, literal, unwrapped

if TYPE_CHECKING:
    from holotype.compiler.emission.statements import Body


class Arrays:
    """The statements about arrays in one body."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._predicates = body.predicates
        self._unit = body.unit

    def has_strings(self, node: Node) -> bool:
        """Whether all items are strings by the time that their uniqueness is looked at."""
        graph = self._predicates.graph
        return any(
            isinstance(other, Items) and other.start == 0 and graph.types(other.node) == STRING
            for other in self._predicates.active(node)
        )

    def items(self, check: Items, value: Code, depth: int) -> Iterator[Code]:
        item = self._body.fresh("item")
        source = value if check.start == 0 else code("{}[{}:]", value, literal(check.start))
        yield from for_each(item, source, self._body.refuse(check.node, item, depth))

    def prefix_items(self, check: PrefixItems, value: Code, depth: int) -> Iterator[Code]:
        size = self._body.fresh("size")
        yield code("{} = len({})", size, value)
        for index, child in enumerate(check.nodes):
            item = self._body.fresh(f"item_{index}")
            refusal = self._body.refuse(child, item, depth)
            if refusal:
                there = code("{} > {}", size, literal(index))
                fetch = code("{} = {}[{}]", item, value, literal(index))
                yield code("if {}:\n{}", there, indent(lines([fetch, *refusal])))

    def contains(self, check: Contains, value: Code) -> Iterator[Code]:
        if check.maximum is not None and check.maximum < check.minimum:
            yield FAIL
            return
        item, count = self._body.fresh("item"), self._body.fresh("count")
        matches = unwrapped(self._predicates.holds(check.node, item).holds)
        if check.minimum == 1 and check.maximum is None:
            yield code(
                "for {} in {}:\n    if {}:\n        break\nelse:\n    return False", item, value, matches
            )
            return
        yield code(
            "{c} = 0\nfor {i} in {v}:\n    if {m}:\n        {c} += 1", c=count, i=item, v=value, m=matches
        )
        minimum, maximum = literal(check.minimum), literal(check.maximum)
        if check.maximum is None:
            yield code("if {} < {}:\n    return False", count, minimum)
        elif check.minimum == 0:
            yield code("if {} > {}:\n    return False", count, maximum)
        else:
            yield code("if not {} <= {} <= {}:\n    return False", minimum, count, maximum)

    def unevaluated_items(
        self, check: UnevaluatedItems, node: Node, value: Code, depth: int
    ) -> Iterator[Code]:
        child = check.node
        indexes = code("{}({})", self._unit.function("evaluated_items", node), value)
        if child.verdict is False:
            yield code("if len({}) < len({}):\n    return False", indexes, value)
            return
        index, item, seen = self._body.fresh("index"), self._body.fresh("item"), self._body.fresh("seen")
        refusal = self._body.refuse(child, item, depth)
        if refusal:
            yield code("{} = {}", seen, indexes)
            yield code(
                "for {index}, {item} in enumerate({value}):\n    if {index} not in {seen}:\n{block}",
                index=index,
                item=item,
                value=value,
                seen=seen,
                block=indent(indent(lines(refusal))),
            )
