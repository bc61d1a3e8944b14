"""What unevaluatedProperties and unevaluatedItems leave over (2020-12 core, section 11).

Where every valid instance has the same properties or items evaluated, the answer is known here; elsewhere a
function is emitted that gives it for an instance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from holotype.compiler import checks
from holotype.compiler.checks import Check, Node, in_place
from holotype.compiler.emission.fragments import Code, code, indent, lines, literal, name, unwrapped
from holotype.compiler.emission.graph import children_first, in_place_children
from holotype.compiler.emission.predicates import Predicates
from holotype.compiler.emission.unit import Kind, sequence
from holotype.compiler.patterns import Pattern


class Evaluated(NamedTuple):
    """What every valid instance has evaluated: properties by name or pattern, or the first `prefix` items."""

    names: frozenset[str] = frozenset()
    patterns: tuple[Pattern, ...] = ()
    prefix: int = 0
    everything: bool = False

    def merged(self, other: Evaluated) -> Evaluated:
        """What one or the other evaluates."""
        return Evaluated(
            self.names | other.names,
            tuple(dict.fromkeys((*self.patterns, *other.patterns))),
            max(self.prefix, other.prefix),
            self.everything or other.everything,
        )


NOTHING = Evaluated()
EVERYTHING = Evaluated(everything=True)

Own = Callable[[Check], Evaluated | None]


def _own_properties(check: Check) -> Evaluated | None:
    match check:
        case checks.Properties(nodes=nodes):
            return Evaluated(names=frozenset(nodes))
        case checks.PatternProperties(nodes=patterns):
            return Evaluated(patterns=tuple(pattern for pattern, _ in patterns.values()))
        case checks.AdditionalProperties() | checks.UnevaluatedProperties():
            return EVERYTHING
        case _:
            return NOTHING


def _own_items(check: Check) -> Evaluated | None:
    match check:
        case checks.PrefixItems(nodes=nodes):
            return Evaluated(prefix=len(nodes))
        case checks.Items() | checks.UnevaluatedItems():
            return EVERYTHING
        case checks.Contains(evaluates=True):
            return None
        case _:
            return NOTHING


class Evaluations:
    """What the nodes of a module evaluate; None stands for what depends on the instance."""

    def __init__(self, predicates: Predicates) -> None:
        self._predicates = predicates
        self._unit = predicates.unit
        nodes = children_first(predicates.graph.nodes, in_place_children)
        self._properties = _static(nodes, _own_properties)
        self._items = _static(nodes, _own_items)

    def properties(self, node: Node) -> Evaluated | None:
        """The properties that `node` evaluates, its own unevaluatedProperties left out."""
        return _of_node(node, _own_properties, self._properties, checks.UnevaluatedProperties)

    def items(self, node: Node) -> Evaluated | None:
        """The items that `node` evaluates, its own unevaluatedItems left out."""
        return _of_node(node, _own_items, self._items, checks.UnevaluatedItems)

    def define_properties(self, node: Node, function: Code) -> Code:
        """The function that gives the names of the properties that `node` evaluates in an object."""
        body = [statement for check in node.checks for statement in self._names_of(check)]
        return code(
            "def {}(value: Any) -> set[str]:\n    names: set[str] = set()\n{}\n    return names",
            function,
            indent(lines(body)),
        )

    def define_items(self, node: Node, function: Code) -> Code:
        """The function that gives the indexes of the items that `node` evaluates in an array."""
        body = [statement for check in node.checks for statement in self._indexes_of(check)]
        return code(
            "def {}(value: Any) -> set[int]:\n    indexes: set[int] = set()\n{}\n    return indexes",
            function,
            indent(lines(body)),
        )

    def _names_of(self, check: Check) -> Iterator[Code]:
        match check:
            case checks.UnevaluatedProperties():
                return
            case checks.Properties() | checks.PatternProperties() | checks.AdditionalProperties():
                yield from self._add_names(_own_properties(check) or NOTHING)
            case _:
                yield from self._applied(check, self._child_names)

    def _indexes_of(self, check: Check) -> Iterator[Code]:
        match check:
            case checks.UnevaluatedItems():
                return
            case checks.Contains(evaluates=True, node=node):
                matches = unwrapped(self._predicates.holds(node, name("item")).holds)
                yield code(
                    "for index, item in enumerate(value):\n    if {}:\n        indexes.add(index)", matches
                )
            case checks.PrefixItems() | checks.Items():
                yield from _add_indexes(_own_items(check) or NOTHING)
            case _:
                yield from self._applied(check, self._child_indexes)

    def _applied(self, check: Check, of_child: Callable[[Node], Iterator[Code]]) -> Iterator[Code]:
        """What the nodes that `check` applies in place evaluate, where they apply."""
        value = name("value")
        match check:
            case checks.AllOf() | checks.Reference():
                for _, child in in_place(check):
                    yield from of_child(child)
            case checks.AnyOf(nodes=nodes) | checks.OneOf(nodes=nodes):
                for child in nodes:
                    yield from _where(self._predicates.holds(child, value).holds, of_child(child))
            case checks.DependentSchemas(nodes=dependent):
                for property_name, child in dependent.items():
                    yield from _where(code("{} in value", literal(property_name)), of_child(child))
            case checks.IfThenElse(condition=condition, then=then, otherwise=otherwise):
                holds = self._predicates.holds(condition, value)
                consequences = [*of_child(condition), *(of_child(then) if then is not None else ())]
                yield from _where(holds.holds, iter(consequences))
                if otherwise is not None:
                    yield from _where(holds.fails, of_child(otherwise))

    def _child_names(self, node: Node) -> Iterator[Code]:
        static = self._properties[id(node)]
        if static is None:
            yield code("names |= {}(value)", self._function("evaluated_properties", node))
        else:
            yield from self._add_names(static)

    def _child_indexes(self, node: Node) -> Iterator[Code]:
        static = self._items[id(node)]
        if static is None:
            yield code("indexes |= {}(value)", self._function("evaluated_items", node))
        else:
            yield from _add_indexes(static)

    def _function(self, kind: Kind, node: Node) -> Code:
        return self._unit.function(kind, self._predicates.graph.representative(node))

    def _add_names(self, evaluated: Evaluated) -> Iterator[Code]:
        if evaluated.everything:
            yield code("names.update(value)")
            return
        if evaluated.names:
            yield code("names.update({})", sequence(sorted(evaluated.names)))
        for pattern in evaluated.patterns:
            test = self._unit.pattern_test(pattern, name("each"), "evaluated")
            yield code("for each in value:\n    if {}:\n        names.add(each)", test)


def _add_indexes(evaluated: Evaluated) -> Iterator[Code]:
    if evaluated.everything:
        yield code("indexes.update(range(len(value)))")
    elif evaluated.prefix:
        yield code("indexes.update(range(min(len(value), {})))", literal(evaluated.prefix))


def _where(condition: Code, statements: Iterator[Code]) -> Iterator[Code]:
    block = list(statements)
    if block:
        yield code("if {}:\n{}", unwrapped(condition), indent(lines(block)))


def _static(nodes: list[Node], own: Own) -> dict[int, Evaluated | None]:
    known: dict[int, Evaluated | None] = {}
    for node in nodes:
        known[id(node)] = _of_node(node, own, known, None)
    return known


def _of_node(
    node: Node, own: Own, known: dict[int, Evaluated | None], left_out: type[Check] | None
) -> Evaluated | None:
    always, sometimes = NOTHING, NOTHING
    depends = False
    for check in node.checks:
        if isinstance(check, checks.Not) or (left_out is not None and isinstance(check, left_out)):
            continue
        unconditional = isinstance(check, checks.AllOf | checks.Reference)
        own_part = own(check)
        below = [known[id(child)] for _, child in in_place(check)]
        depends = depends or None in (own_part, *below)
        always = always.merged(own_part or NOTHING)
        for each in below:
            if unconditional:
                always = always.merged(each or NOTHING)
            else:
                sometimes = sometimes.merged(each or NOTHING)
    if always.everything:
        return EVERYTHING
    return None if depends or always.merged(sometimes) != always else always
