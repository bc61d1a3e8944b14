"""How nulls that count as absent are left out: while reading, by stripping first, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from holotype.compiler import checks
from holotype.compiler.checks import Node, in_place
from holotype.compiler.emission.fragments import Code, code, indent, join, lines, literal
from holotype.compiler.emission.graph import Graph, children_first
from holotype.compiler.emission.objects import is_sparse
from holotype.compiler.emission.unit import LINE, Unit
from holotype.compiler.places import conjunctive_below, on_conjunctive_paths

_SIMPLE: Final = (
    checks.Type,
    checks.Enum,
    checks.Const,
    checks.Minimum,
    checks.Maximum,
    checks.ExclusiveMinimum,
    checks.ExclusiveMaximum,
    checks.MultipleOf,
    checks.MinLength,
    checks.MaxLength,
    checks.Pattern,
    checks.Format,
    checks.MinItems,
    checks.MaxItems,
    checks.Required,
    checks.Properties,
    checks.AdditionalProperties,
    checks.PrefixItems,
    checks.Items,
)
"""Checks that see the same whether a null that counts as absent is there or not."""

_DOUBTFUL: Final = (checks.Not, checks.OneOf, checks.IfThenElse)
"""Checks that are not known to refuse null where a `Decided` stands beside them."""

_DECLARING: Final = (
    checks.Required,
    checks.Properties,
    checks.PatternProperties,
    checks.AdditionalProperties,
    checks.PrefixItems,
    checks.Items,
    checks.AllOf,
    checks.Reference,
)


class Nulls(NamedTuple):
    """What null counts as absent for.

    `nullable` has, for each node whose predicate has to know, the properties that are read as absent where
    they are null; it is empty where that would not do.  `declaring` has the nodes that say what may be
    stripped; it is empty where nothing is.  `refusing` has the identities of the nodes that refuse null.
    """

    nullable: dict[int, frozenset[str]]
    declaring: tuple[Node, ...]
    refusing: frozenset[int]

    @property
    def strips_first(self) -> bool:
        """Whether a stripped copy has to be made before the predicates look."""
        return bool(self.declaring) and not self.nullable


def plan(graph: Graph) -> Nulls:
    """Find where null counts as absent, and how that is best done."""
    refusing = _refusing_null(graph)
    nodes = on_conjunctive_paths(graph.root)
    if not any(isinstance(check, checks.Properties) for node in nodes for check in node.checks):
        return Nulls({}, (), refusing)
    if not any(id(child) in refusing for node in nodes for child in conjunctive_below(node)):
        return Nulls({}, (), refusing)
    declaring = tuple(node for node in nodes if any(isinstance(check, _DECLARING) for check in node.checks))
    return Nulls(_read_as_absent(graph, nodes, refusing), declaring, refusing)


def _refusing_null(graph: Graph) -> frozenset[int]:
    """The identities of the nodes that null is not valid against, decided without running anything."""
    accepts: dict[int, bool] = {}
    for node in children_first(graph.nodes, lambda node: node.in_place):
        doubtful = any(isinstance(check, checks.Decided) for check in node.checks)
        accepts[id(node)] = node.verdict is not False and all(
            _accepts_null(check, accepts)
            for check in node.checks
            if check.origin.severity == "error" and not (doubtful and isinstance(check, _DOUBTFUL))
        )
    return frozenset(each for each, accepted in accepts.items() if not accepted)


def _accepts_null(check: checks.Check, accepts: dict[int, bool]) -> bool:
    below = [accepts[id(child)] for _, child in in_place(check)]
    match check:
        case checks.Type(types=types):
            return "null" in types
        case checks.Enum(values=values):
            return any(value is None for value in values)
        case checks.Const(value=value):
            return value is None
        case checks.AllOf() | checks.Reference():
            return all(below)
        case checks.AnyOf():
            return any(below)
        case checks.OneOf():
            return below.count(True) == 1
        case checks.Not():
            return not below[0]
        case checks.IfThenElse(condition=condition, then=then, otherwise=otherwise):
            chosen = then if accepts[id(condition)] else otherwise
            return chosen is None or accepts[id(chosen)]
        case _:
            return True


def _read_as_absent(graph: Graph, nodes: list[Node], refusing: frozenset[int]) -> dict[int, frozenset[str]]:
    """For each node that has to know, the properties that are read as absent where they are null.

    Empty where some keyword would see the difference: then a stripped copy is made.
    """
    nullable: dict[int, frozenset[str]] = {}
    for node in nodes:
        only = node.checks[0] if len(node.checks) == 1 else None
        if isinstance(only, checks.Reference) and only.origin.keyword == "$ref":
            continue  # stands for its target
        if not all(isinstance(check, _SIMPLE) and not _holds_container(check) for check in node.checks):
            return {}
        required = {n for check in node.checks if isinstance(check, checks.Required) for n in check.names}
        names: set[str] = set()
        for check in node.checks:
            if isinstance(check, checks.Properties):
                if is_sparse(len(check.nodes), len(required)):
                    return {}
                names.update(
                    name
                    for name, child in check.nodes.items()
                    if id(child) in refusing and name not in required
                )
        if names:
            nullable[id(graph.representative(node))] = frozenset(names)
    return _with_ancestors(graph, nodes, nullable)


def _holds_container(check: checks.Check) -> bool:
    values = check.values if isinstance(check, checks.Enum) else ()
    if isinstance(check, checks.Const):
        values = (check.value,)
    return any(isinstance(value, dict | list) for value in values)


def _with_ancestors(
    graph: Graph, nodes: list[Node], nullable: dict[int, frozenset[str]]
) -> dict[int, frozenset[str]]:
    """A node that leads to one that has to know has to pass the knowledge on."""
    changed = True
    while changed:
        changed = False
        for node in nodes:
            key = id(graph.representative(node))
            if key not in nullable and any(
                id(graph.representative(child)) in nullable for child in conjunctive_below(node)
            ):
                nullable[key] = frozenset()
                changed = True
    return nullable


def table(nulls: Nulls, root: Node, unit: Unit) -> Code:
    """The table over which the library's `strip_nulls` works: what the nodes on conjunctive paths declare."""
    assert nulls.declaring[0] is root or root not in nulls.declaring
    indexes = {id(node): index for index, node in enumerate(nulls.declaring)}
    declared = unit.library("Declared")
    rows = []
    for index, node in enumerate(nulls.declaring):
        arguments = list(_declared(node, indexes, nulls, unit))
        row = code("{}({}),", declared, join(", ", arguments))
        if len(row.text) > LINE:
            row = code("{}(\n{}\n),", declared, indent(lines(code("{},", each) for each in arguments)))
        rows.append(code("# {}: {}\n{}", literal(index), literal(node.location.uri), row))
    return code("(\n{}\n)", indent(lines(rows)))


def _declared(node: Node, indexes: dict[int, int], nulls: Nulls, unit: Unit) -> Iterator[Code]:
    def place(child: Node) -> Code:
        return literal(indexes.get(id(child), -1))

    def entry(child: Node) -> Code:
        return code("({}, {})", place(child), literal(id(child) in nulls.refusing))

    in_places: list[Code] = []
    for check in node.checks:
        match check:
            case checks.AllOf() | checks.Reference():
                if isinstance(check, checks.Reference) and check.origin.keyword != "$ref":
                    continue
                in_places += [place(child) for _, child in in_place(check) if id(child) in indexes]
            case checks.Properties(nodes=named):
                entries = [code("{}: {}", literal(name), entry(child)) for name, child in named.items()]
                flat = code("properties={{{}}}", join(", ", entries))
                if len(flat.text) > LINE:
                    flat = code("properties={{\n{}\n}}", indent(lines(code("{},", e) for e in entries)))
                yield flat
            case checks.Required(names=names):
                yield code("required={}", literal(tuple(names)))
            case checks.PatternProperties(nodes=patterns):
                tests = [
                    code(
                        "(lambda name: {}, {}, {})",
                        unit.pattern_test(pattern, code("name"), unit.hint(node)),
                        place(child),
                        literal(id(child) in nulls.refusing),
                    )
                    for pattern, child in patterns.values()
                ]
                yield code("patterns=[{}]", join(", ", tests))
            case checks.AdditionalProperties(node=child):
                yield code("additional={}", entry(child))
            case checks.PrefixItems(nodes=nodes):
                yield code("prefix=[{}]", join(", ", map(place, nodes)))
            case checks.Items(node=child):
                yield code("items={}", place(child))
    if in_places:
        yield code("in_place=[{}]", join(", ", in_places))
