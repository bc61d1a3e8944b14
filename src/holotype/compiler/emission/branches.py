"""anyOf and oneOf: the branches narrowed by type, or by a property that says which branch is meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from holotype.compiler import patterns
from holotype.compiler.checks import AnyOf, Check, Const, Enum, Node, OneOf, Pattern, Properties, Required
from holotype.compiler.emission.conditions import (
    ALWAYS,
    NEVER,
    OBJECT,
    Condition,
    called,
    everything,
    is_type,
)
from holotype.compiler.emission.fragments import Code, code, indent, join, lines, literal
from holotype.compiler.emission.graph import Graph
from holotype.compiler.emission.unit import any_of

if TYPE_CHECKING:
    from holotype.compiler.emission.predicates import Predicates

FEWEST_TAGGED = 3
"""Branches from which on looking up the tag is faster than trying them in turn."""
FEWEST_TOLD = 8
"""The same, for branches that may be told apart by a property that need not be a string."""
MOST_ADDED = 64
"""Branches of oneOf up to which their verdicts are added in one expression; Python takes no endless ones."""


def condition(
    check: AnyOf | OneOf, value: Code, known: frozenset[str], predicates: Predicates, depth: int
) -> Condition:
    """Whether `value` is valid against one branch at least (anyOf), or exactly one (oneOf).

    `value` is of one of the `known` types; `depth` counts the applicators that are written out around it.
    """
    graph = predicates.graph
    nodes = [graph.representative(node) for node in check.nodes]
    possible = [node for node in nodes if node.verdict is not False]
    if isinstance(check, AnyOf) and any(node.verdict is True for node in nodes):
        return ALWAYS
    # Branches without a type in common exclude each other, whichever keyword it is.
    return _either(
        [
            _of_group(group, value, known, predicates, depth, counts=isinstance(check, OneOf))
            for group in _by_common_types(possible, graph)
        ]
    )


def _of_group(
    nodes: list[Node],
    value: Code,
    known: frozenset[str],
    predicates: Predicates,
    depth: int,
    *,
    counts: bool,
) -> Condition:
    tag = tagged(nodes, predicates.graph)
    if tag is not None and len(nodes) >= FEWEST_TAGGED:
        return _looked_up(tag[0], tag[1], nodes, value, predicates)
    if not counts and tag is None and known == OBJECT and len(nodes) >= FEWEST_TOLD:
        told = _told(nodes, predicates)
        if told is not None:
            return _looked_up_among(*told, nodes, value, predicates)
    if counts and tag is None and len(nodes) > MOST_ADDED:
        return _counted(nodes, value, predicates)
    conditions = [_branch(node, value, known, predicates, depth) for node in nodes]
    if not counts or tag is not None or len(nodes) == 1:
        return _either(conditions)
    if len(conditions) == 2:
        one, other = (each.holds for each in conditions)
        return Condition(code("(({}) != ({}))", one, other), code("(({}) == ({}))", one, other))
    total = join(" + ", (code("({})", each.holds) for each in conditions))
    return Condition(code("({} == 1)", total), code("({} != 1)", total))


def _counted(nodes: list[Node], value: Code, predicates: Predicates) -> Condition:
    """Whether exactly one of many branches is valid, by a loop over their predicates."""
    unit = predicates.unit
    functions = indent(lines(code("{},", predicates.function(node)) for node in nodes))
    table = unit.table("alternatives", code("(\n{}\n)", functions))
    return called(code("{}({}, {})", unit.library("valid_by_count"), value, table))


def _either(conditions: list[Condition]) -> Condition:
    if len(conditions) < 2:
        return conditions[0] if conditions else NEVER
    joined = any_of([each.holds for each in conditions])
    joined = joined if joined.text.startswith("(\n") else code("({})", joined)
    return Condition(joined, code("not {}", joined))


def _by_common_types(nodes: list[Node], graph: Graph) -> list[list[Node]]:
    """The branches in groups: two that share a type, or share one with a third, are in the same group."""
    groups: list[tuple[frozenset[str], list[Node]]] = []
    for node in nodes:
        types, members = graph.types(node), [node]
        apart = []
        for other_types, others in groups:
            if other_types & types:
                types, members = types | other_types, [*others, *members]
            else:
                apart.append((other_types, others))
        groups = [*apart, (types, members)]
    return [members for _, members in groups]


def _branch(node: Node, value: Code, known: frozenset[str], predicates: Predicates, depth: int) -> Condition:
    """The branch, with its type tested before a call."""
    types = predicates.graph.types(node)
    conditions = predicates.conditions(node, value, known, depth)
    if conditions is not None:
        return everything(conditions)
    call = predicates.call(node, value)
    if known <= types or len(types) > 2 or "number" in types:
        return call
    return everything([is_type(types, value, predicates.unit), call])


def tagged(nodes: list[Node], graph: Graph) -> tuple[str, list[tuple[str, ...]]] | None:
    """The required property whose strings tell the branches apart, and the strings of each branch."""
    if len(nodes) < 2:
        return None
    for name, values in _common([_tags(node, graph) for node in nodes]):
        every = [value for each in values for value in each]
        if len(set(every)) == len(every):
            return name, values
    return None


def _common(
    branches: list[dict[str, tuple[str, ...]]],
) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """The properties that all branches have strings for, each with those of every branch."""
    for name in branches[0]:
        if all(name in each for each in branches):
            yield name, [each[name] for each in branches]


def _tags(node: Node, graph: Graph) -> dict[str, tuple[str, ...]]:
    if graph.types(node) != OBJECT:
        return {}
    required = {each for check in node.checks if isinstance(check, Required) for each in check.names}
    tags = {}
    for check in node.checks:
        if isinstance(check, Properties):
            for name, child in check.nodes.items():
                values = _strings(graph.representative(child))
                if name in required and values is not None:
                    tags[name] = values
    return tags


def _strings(node: Node) -> tuple[str, ...] | None:
    for check in node.checks:
        if check.origin.severity != "error":
            continue
        values = (
            check.values if isinstance(check, Enum) else (check.value,) if isinstance(check, Const) else ()
        )
        if values and all(isinstance(value, str) for value in values):
            return tuple(str(value) for value in values)
    return None


def _told(nodes: list[Node], predicates: Predicates) -> tuple[str, list[tuple[str, ...]]] | None:
    """A property that tells branches apart where it is a string, and its strings for each branch.

    It need not be required, nor be a string, and two branches may have strings in common.
    """
    graph = predicates.graph
    if any(map(predicates.takes_absent, nodes)):
        return None
    return next(_common([_texts(node, graph) for node in nodes]), None)


def _texts(node: Node, graph: Graph) -> dict[str, tuple[str, ...]]:
    """For each property that may be few strings only, if it is a string, those."""
    texts = {}
    for check in node.checks:
        if isinstance(check, Properties) and check.origin.severity == "error":
            for name, child in check.nodes.items():
                target = graph.representative(child)
                found = _strings(target) or next(filter(None, map(_literals, target.checks)), None)
                if found is not None:
                    texts[name] = found
    return texts


def _literals(check: Check) -> tuple[str, ...] | None:
    """The only strings that match a pattern."""
    if not isinstance(check, Pattern) or check.origin.severity != "error":
        return None
    match check.pattern.test:
        case patterns.Equals(text):
            return (text,)
        case patterns.OneOf(texts):
            return texts
    return None


def _looked_up(
    name: str, values: list[tuple[str, ...]], nodes: list[Node], value: Code, predicates: Predicates
) -> Condition:
    unit = predicates.unit
    entries = [
        code("{}: {},", literal(each), predicates.function(node))
        for node, strings in zip(nodes, values, strict=True)
        for each in strings
    ]
    table = unit.table(f"by_{name}", code("{{\n{}\n}}", indent(lines(entries))))
    return called(code("{}({}, {}, {})", unit.library("valid_by_tag"), value, literal(name), table))


def _looked_up_among(
    name: str, values: list[tuple[str, ...]], nodes: list[Node], value: Code, predicates: Predicates
) -> Condition:
    unit = predicates.unit
    named: dict[str, list[Code]] = {}
    for node, strings in zip(nodes, values, strict=True):
        for each in strings:
            named.setdefault(each, []).append(predicates.function(node))
    entries = [code("{}: ({},),", literal(each), join(", ", found)) for each, found in named.items()]
    table = unit.table(f"by_{name}", code("{{\n{}\n}}", indent(lines(entries))))
    return called(code("{}({}, {}, {})", unit.library("valid_by_text"), value, literal(name), table))
