"""What the emitter asks of the graph of nodes: which are the same, which recurse, how often each is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from operator import attrgetter

from holotype.compiler.checks import (
    JSON_TYPES,
    AdditionalProperties,
    AllOf,
    AnyOf,
    Check,
    Const,
    Enum,
    Items,
    Node,
    Not,
    OneOf,
    Reference,
    Type,
    UnevaluatedItems,
    UnevaluatedProperties,
    below,
    in_place,
    reachable,
    reaching,
)
from holotype.compiler.emission.merging import merged
from holotype.compiler.emission.revisiting import remembered
from holotype.compiler.emission.spans import Span, own_items, own_properties, span, spans
from holotype.compiler.emission.wording import Known

ALL_TYPES = frozenset(JSON_TYPES)


class Graph:
    """The nodes that a root reaches.

    `representative` gives, for each node, one node that accepts the same instances because it is written the
    same: structurally equal subschemas share one predicate.  `shared` has the nodes that errors can be looked
    for along several ways; `explores` says whether there are such, or branches to be tried.  `in_words` keeps
    what has been told of nodes.
    """

    def __init__(self, root: Node) -> None:
        self.root = root
        self.nodes = reachable(root)
        self.recursive = _recursive(self.nodes)
        targets = _targets(self.nodes)
        self._representatives = _representatives(self.nodes, self.recursive, targets)
        self.uses = Counter(
            id(self.representative(child))
            for node in self.nodes
            if targets[id(node)] is node
            for child in node.children
        )
        self.lowered = reaching(self.nodes, _has_lowered)
        self.shared = _shared(self.nodes)
        self.explores = bool(self.shared) or any(
            isinstance(check, AnyOf | OneOf) for node in self.nodes for check in node.checks
        )
        self.remembered = remembered(self.nodes, self.recursive, children_first(self.nodes, _children))
        self.in_words: Known = {}
        self._types: dict[int, frozenset[str]] = {}
        for node in children_first(self.nodes, _in_place):
            self._types[id(node)] = _types(node, self._types)

        self._merged: dict[int, tuple[Check, ...]] = {}
        for node in children_first(self.nodes, self._in_place_targets):
            own = [self.settled(check, node) for check in node.checks]
            kept = [check for check in own if check is not None]
            self._merged[id(node)] = merged(kept, self._merged, self.representative, self.uses)

    @cached_property
    def property_spans(self) -> dict[int, Span]:
        """What properties each node evaluates; asked only where some are to be unevaluated."""
        return spans(children_first(self.nodes, _in_place), own_properties)

    @cached_property
    def item_spans(self) -> dict[int, Span]:
        """What items each node evaluates."""
        return spans(children_first(self.nodes, _in_place), own_items)

    def _in_place_targets(self, node: Node) -> list[Node]:
        return [self.representative(child) for child in node.in_place]

    def settled(self, check: Check, node: Node) -> Check | None:
        """What is left over, where it is the same in every instance, is what no other keyword names.

        None where nothing is left over.
        """
        if isinstance(check, UnevaluatedProperties):
            found = span(node, own_properties, self.property_spans, UnevaluatedProperties).static
            if found is not None:
                others = AdditionalProperties(check.origin, check.node, found.names, found.patterns)
                return None if found.everything else others
        if isinstance(check, UnevaluatedItems):
            found = span(node, own_items, self.item_spans, UnevaluatedItems).static
            if found is not None:
                return None if found.everything else Items(check.origin, check.node, found.prefix)
        return check

    def checks(self, node: Node) -> tuple[Check, ...]:
        """The checks of `node` and of what it always applies in place, as far as that pays."""
        return self._merged[id(node)]

    def weight(self, node: Node, limit: int = 20) -> int:
        """How many checks `node` and what it applies make; counting stops beyond `limit`."""
        total, waiting = 0, [node]
        while waiting and total <= limit:
            checks = self.checks(self.representative(waiting.pop()))
            total += len(checks)
            for check in checks:
                waiting.extend(child for _, child in (*in_place(check), *below(check)))
        return total

    def types(self, node: Node) -> frozenset[str]:
        """The JSON types that an instance valid against `node` can have; "number" is one with a fraction."""
        return self._types[id(node)]

    def representative(self, node: Node) -> Node:
        """The node whose predicate serves for `node`; references that say nothing more are followed."""
        return self._representatives[id(node)]


_children = attrgetter("children")
_in_place = attrgetter("in_place")


def _shared(nodes: list[Node]) -> frozenset[int]:
    """The identities of the nodes that several others apply, and that apply others themselves."""
    uses = Counter(id(child) for node in nodes for child in node.children)
    uses[id(nodes[0])] += 1
    return frozenset(id(node) for node in nodes if uses[id(node)] > 1 and node.children)


def _has_lowered(node: Node) -> bool:
    return any(check.origin.severity != "error" for check in node.checks)


def _recursive(nodes: list[Node]) -> frozenset[int]:
    """The identities of the nodes that lie on a cycle (Tarjan's strongly connected components, iterative)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[Node] = []
    on_stack: set[int] = set()
    cyclic: set[int] = set()
    for start in nodes:
        if id(start) in index:
            continue
        work: list[tuple[Node, list[Node]]] = [(start, [*start.children])]
        index[id(start)] = low[id(start)] = len(index)
        stack.append(start)
        on_stack.add(id(start))
        while work:
            node, remaining = work[-1]
            if remaining:
                child = remaining.pop()
                if id(child) not in index:
                    index[id(child)] = low[id(child)] = len(index)
                    stack.append(child)
                    on_stack.add(id(child))
                    work.append((child, [*child.children]))
                elif id(child) in on_stack:
                    low[id(node)] = min(low[id(node)], index[id(child)])
                if child is node:
                    cyclic.add(id(node))
                continue
            work.pop()
            if work:
                parent = work[-1][0]
                low[id(parent)] = min(low[id(parent)], low[id(node)])
            if low[id(node)] == index[id(node)]:
                component = []
                while True:
                    member = stack.pop()
                    on_stack.discard(id(member))
                    component.append(member)
                    if member is node:
                        break
                if len(component) > 1:
                    cyclic.update(map(id, component))
    return frozenset(cyclic)


def _representatives(
    nodes: list[Node], recursive: frozenset[int], targets: Mapping[int, Node]
) -> dict[int, Node]:
    representatives: dict[int, Node] = {}
    by_shape: dict[object, Node] = {}
    for node in children_first(nodes, _children):
        if targets[id(node)] is not node:
            continue
        if id(node) in recursive:
            representatives[id(node)] = node
        else:
            shape = (node.verdict, tuple(_shape(check, representatives, targets) for check in node.checks))
            representatives[id(node)] = by_shape.setdefault(shape, node)
    for node in nodes:
        representatives[id(node)] = representatives[id(targets[id(node)])]
    return representatives


def _targets(nodes: Iterable[Node]) -> dict[int, Node]:
    """What each node stands for: a reference that says nothing more is followed, to its end."""
    targets: dict[int, Node] = {}
    for start in nodes:
        way: list[Node] = []
        node = start
        while id(node) not in targets and len(node.checks) == 1 and isinstance(node.checks[0], Reference):
            way.append(node)
            node = node.checks[0].node
        end = targets.setdefault(id(node), node)
        targets.update((id(each), end) for each in way)
    return targets


def children_first(nodes: Iterable[Node], following: Callable[[Node], Iterable[Node]]) -> list[Node]:
    """The nodes, each after those that `following` gives for it, as far as there are no cycles."""
    order: list[Node] = []
    seen: set[int] = set()
    for start in nodes:
        work = [(start, False)]
        while work:
            node, finished = work.pop()
            if finished:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                work.append((node, True))
                work.extend((child, False) for child in following(node))
    return order


def _shape(check: Check, representatives: Mapping[int, Node], targets: Mapping[int, Node]) -> object:
    """A value that two checks share when they assert the same of every instance."""
    if isinstance(check, Const | Enum):
        return type(check).__name__, check.origin, _shape_of_json(check[1])
    return (type(check).__name__, *(_shape_of(field, representatives, targets) for field in check))


def _shape_of(field: object, representatives: Mapping[int, Node], targets: Mapping[int, Node]) -> object:
    if isinstance(field, Node):
        target = targets[id(field)]
        return id(representatives.get(id(target), target))
    if isinstance(field, dict):
        return tuple((name, _shape_of(each, representatives, targets)) for name, each in field.items())
    if isinstance(field, tuple) and not hasattr(field, "_fields"):
        return tuple(_shape_of(each, representatives, targets) for each in field)
    if type(field) is int:
        return hex(field)  # decimal digits have a limit, and take long
    return repr(sorted(field)) if isinstance(field, frozenset) else f"{type(field).__name__} {field!r}"


def _shape_of_json(value: object) -> object:
    """The same for a JSON value or a tuple of some, however deep they nest."""
    shape: list[object] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            shape.append(("object", *each))
            waiting.extend(each.values())
        elif isinstance(each, list | tuple):
            shape.append(("array", len(each)))
            waiting.extend(each)
        else:
            shape.append(hex(each) if type(each) is int else f"{type(each).__name__} {each!r}")
    return tuple(shape)


def _types(node: Node, known: Mapping[int, frozenset[str]]) -> frozenset[str]:
    """The JSON types that an instance valid against `node` can have; "number" is a number with a fraction."""
    if node.verdict is False:
        return frozenset()
    types = ALL_TYPES
    for check in node.checks:
        if check.origin.severity != "error":
            continue
        types &= types_after(check)
        match check:
            case Reference() | AllOf():
                for _, each in in_place(check):
                    types &= known[id(each)]
            case AnyOf() | OneOf():
                types &= frozenset().union(*(known[id(each)] for each in check.nodes))
            case Not(node=child) if child.verdict is True:
                types = frozenset()
    return types


def types_after(check: Check) -> frozenset[str]:
    """The types that a value can have which has passed `check`, as far as it is about types alone."""
    match check:
        case Type():
            integers = frozenset(("integer",)) if "number" in check.types else frozenset()
            return frozenset(check.types) | integers
        case Enum():
            return frozenset(map(type_of, check.values))
        case Const():
            return frozenset((type_of(check.value),))
        case _:
            return ALL_TYPES


def type_of(value: object) -> str:
    """The narrowest JSON type of a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"
