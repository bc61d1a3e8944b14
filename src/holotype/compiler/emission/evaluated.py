"""What a schema evaluates in an instance, where that depends on the instance: functions that give it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from holotype.compiler import checks
from holotype.compiler.checks import Check, Node, in_place
from holotype.compiler.emission.conditions import name_matches
from holotype.compiler.emission.fragments import Code, code, indent, lines, literal, name, unwrapped
from holotype.compiler.emission.predicates import Predicates
from holotype.compiler.emission.spans import Evaluated, own_items, own_properties
from holotype.compiler.emission.unit import Kind, sequence


class Evaluations:
    """The functions that say what nodes evaluate in an instance."""

    def __init__(self, predicates: Predicates) -> None:
        self._predicates = predicates
        self._graph = predicates.graph
        self._unit = predicates.unit

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
                yield from self._add_names(own_properties(check))
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
                yield from _add_indexes(own_items(check))
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
        static = self._graph.property_spans[id(node)].static
        if static is None:
            yield code("names |= {}(value)", self._function("evaluated_properties", node))
        else:
            yield from self._add_names(static)

    def _child_indexes(self, node: Node) -> Iterator[Code]:
        static = self._graph.item_spans[id(node)].static
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
            test = name_matches(pattern, name("each"), self._unit, "evaluated")
            yield code("for each in value:\n    if {}:\n        names.add(each)", unwrapped(test))


def _add_indexes(evaluated: Evaluated) -> Iterator[Code]:
    if evaluated.everything:
        yield code("indexes.update(range(len(value)))")
    elif evaluated.prefix:
        yield code("indexes.update(range(min(len(value), {})))", literal(evaluated.prefix))


def _where(condition: Code, statements: Iterator[Code]) -> Iterator[Code]:
    block = list(statements)
    if block:
        yield code("if {}:\n{}", unwrapped(condition), indent(lines(block)))
