"""Which predicates must remember what they said: those that a schema asks of one value along many ways.

A schema that applies a recursive subschema twice to the same part of an instance asks twice as often at each
level; without memory the time would double with each level too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from holotype.compiler import checks
from holotype.compiler.checks import Node, below, in_place, reaching
from holotype.compiler.patterns import matches

MOST_WAYS: Final = 100_000
"""Ways through a schema, counted without its cycles, up to which nothing has to be remembered."""

_OF_NAMES: Final = (checks.PatternProperties, checks.AdditionalProperties, checks.UnevaluatedProperties)
_OF_ITEMS: Final = (checks.Items, checks.Contains, checks.UnevaluatedItems)


def remembered(nodes: list[Node], recursive: frozenset[int], ordered: Iterable[Node]) -> frozenset[int]:
    """The identities of the nodes whose verdicts have to be remembered; `ordered`: children first."""
    leading = reaching(nodes, lambda node: id(node) in recursive, lambda node: node.in_place)
    found: set[int] = set()
    if any(id(node) in recursive and _asks_twice(node, leading) for node in nodes):
        found |= recursive
    ways: dict[int, int] = {}
    for node in ordered:
        each = [*_asked(node), *(child for check in node.checks for _, child in below(check))]
        ways[id(node)] = min(MOST_WAYS + 1, 1 + sum(ways.get(id(child), 0) for child in each))
    if ways[id(nodes[0])] > MOST_WAYS:
        found.update(id(node) for node in nodes if node.checks)
    return frozenset(found)


def _asked(node: Node) -> Iterator[Node]:
    """The nodes that `node` applies in place, each as often as its predicate asks them."""
    times = 1
    if any(
        isinstance(check, checks.UnevaluatedProperties | checks.UnevaluatedItems) for check in node.checks
    ):
        times = 3  # to know what is left over, the branches are asked once more, and so are theirs
    for check in node.checks:
        for _, child in in_place(check):
            yield from [child] * times
        if isinstance(check, checks.IfThenElse) and check.then and check.otherwise:
            yield from [check.condition] * times  # once for each of them


def _asks_twice(site: Node, leading: frozenset[int]) -> bool:
    """Whether two of the ways from `site` into a part of the instance can meet at a recursive node."""
    visits: Counter[int] = Counter()
    names: Counter[str] = Counter()
    indexes: Counter[int] = Counter()
    wild_names: list[checks.Check] = []
    wild_items: list[checks.Check] = []
    waiting = [site]
    while waiting:
        node = waiting.pop()
        visits[id(node)] += 1
        if visits[id(node)] > 2:
            continue
        waiting.extend(_asked(node))
        for check in node.checks:
            if isinstance(check, checks.PropertyNames):
                continue
            into = [path[-1] for path, child in below(check) if id(child) in leading]
            if not into:
                continue
            if isinstance(check, checks.Properties):
                names.update(map(str, into))
            elif isinstance(check, checks.PrefixItems):
                indexes.update(int(each) for each in into)
            elif isinstance(check, _OF_NAMES):
                wild_names += [check] * len(into)
            elif isinstance(check, _OF_ITEMS):
                wild_items.append(check)
    return (
        any(count > 1 for count in (*names.values(), *indexes.values()))
        or len(wild_names) > 1
        or len(wild_items) > 1
        or any(_covers(check, name) for check in wild_names for name in names)
        or any(
            not isinstance(check, checks.Items) or check.start <= index
            for check in wild_items
            for index in indexes
        )
    )


def _covers(check: checks.Check, name: str) -> bool:
    match check:
        case checks.AdditionalProperties(names=names):
            return name not in names
        case checks.PatternProperties(nodes=patterns):
            return any(matches(pattern, name) for pattern, _ in patterns.values())
        case _:
            return True
