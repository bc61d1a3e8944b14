"""Whether a value is valid against a node: as conditions, or by a call where those would be long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from holotype.compiler import checks
from holotype.compiler.checks import Check, Const, Enum, Node, Type
from holotype.compiler.emission import branches
from holotype.compiler.emission.conditions import (
    ALWAYS,
    APPLIES_TO,
    NEVER,
    Condition,
    called,
    everything,
    guard,
    leaf,
)
from holotype.compiler.emission.fragments import Code, code, literal
from holotype.compiler.emission.graph import ALL_TYPES, Graph, types_after
from holotype.compiler.emission.unit import Unit, sequence

LONG: Final = 240
"""Characters of a condition from which on a call reads better."""
DEEPEST: Final = 3
"""Applicators within applicators that are written out as one condition."""

Level = Literal["valid", "clean"]


class Predicates:
    """The predicates of one level: of errors alone ("valid"), or of warnings too ("clean").

    `nullable` has the nodes whose predicates are told how to read a property at which null counts as absent,
    and the names of those properties; `absent` is what they are told.
    """

    def __init__(
        self, unit: Unit, level: Level, nullable: Mapping[int, frozenset[str]], absent: Code
    ) -> None:
        self.unit = unit
        self._level: Level = level
        self._nullable = nullable
        self._absent = absent
        self._conditions: dict[tuple[int, str, frozenset[str], int], list[Condition] | None] = {}

    @property
    def graph(self) -> Graph:
        """The nodes of the module."""
        return self.unit.graph

    def takes_absent(self, node: Node) -> bool:
        """Whether the predicate of `node` is told what reading an absent property gives."""
        return id(node) in self._nullable

    def nullable(self, node: Node) -> frozenset[str]:
        """The properties of `node` at which null counts as absent."""
        return self._nullable.get(id(node), frozenset())

    def function(self, node: Node) -> Code:
        """The name of the predicate of `node`."""
        node = self.graph.representative(node)
        return self.unit.function(self._level if id(node) in self.graph.lowered else "valid", node)

    def call(self, node: Node, value: Code) -> Condition:
        """Whether `value` is valid, by a call."""
        function = self.function(node)
        if self.takes_absent(self.graph.representative(node)):
            return called(code("{}({}, {})", function, value, self._absent))
        return called(code("{}({})", function, value))

    def holds(self, node: Node, value: Code, known: frozenset[str] = ALL_TYPES, depth: int = 0) -> Condition:
        """Whether `value`, of one of the `known` types, is valid: written out where short, else a call."""
        conditions = self.conditions(node, value, known, depth)
        return self.call(node, value) if conditions is None else everything(conditions)

    def active(self, node: Node) -> list[Check]:
        """The checks of `node` that count at this level and can fail: types first, applicators last."""
        counted = [
            check
            for check in self.graph.checks(node)
            if self._level == "clean" or check.origin.severity == "error"
        ]
        return sorted((check for check in counted if not _never_fails(check)), key=_rank)

    def refuses_absence(self, node: Node) -> bool:
        """Whether what stands for an absent value, which has no JSON type, is not valid."""
        node = self.graph.representative(node)
        return node.verdict is False or self.graph.types(node) != ALL_TYPES

    def conditions(
        self, node: Node, value: Code, known: frozenset[str] = ALL_TYPES, depth: int = 0
    ) -> list[Condition] | None:
        """What makes `value`, which is of one of the `known` types, valid.

        None where it takes a loop, a variable or too long a line.  Found once for each node, since a schema
        may apply the same subschema along very many ways.
        """
        node = self.graph.representative(node)
        key = (id(node), value.text, known, depth)
        if key not in self._conditions:
            self._conditions[key] = self._written_out(node, value, known, depth)
        return self._conditions[key]

    def _written_out(
        self, node: Node, value: Code, known: frozenset[str], depth: int
    ) -> list[Condition] | None:
        if node.verdict is not None:
            return [] if node.verdict else [NEVER]
        if id(node) in self.graph.recursive or self.takes_absent(node) or depth > DEEPEST:
            return None
        first: list[Condition] = []
        guarded: dict[frozenset[str], list[Condition]] = {}
        last: list[Condition] = []
        for check in self.active(node):
            applies_to = APPLIES_TO.get(type(check), ALL_TYPES)
            if not applies_to & known or is_known(check, known):
                continue
            found = self.of_check(check, node, value, known, depth)
            if found is None:
                return None
            known &= types_after(check)
            if isinstance(check, Type | Enum | Const):
                first.extend(found)
            elif applies_to is ALL_TYPES:
                last.extend(found)
            elif known <= applies_to:
                first.extend(found)
            else:
                guarded.setdefault(applies_to, []).extend(found)
        groups = [self._applied(types, value, found, known) for types, found in guarded.items() if found]
        conditions = [*first, *groups, *last]
        if sum(len(each.holds.text) for each in conditions) > LONG:
            return None
        return conditions

    def _applied(
        self, types: frozenset[str], value: Code, conditions: list[Condition], known: frozenset[str]
    ) -> Condition:
        """The conditions, for a value that may be of another type than the one they are about."""
        if "number" in types and "number" in known:
            conditions = [self.finite(value), *conditions]
        inside = everything(conditions)
        applies = guard(types, value, self.unit)
        return Condition(
            code("({} or {})", applies.fails, inside.holds), code("({} and {})", applies.holds, inside.fails)
        )

    def finite(self, value: Code) -> Condition:
        """Whether a number is one in JSON."""
        return called(code("{}({})", self.unit.library("is_number"), value))

    def of_check(
        self, check: Check, node: Node, value: Code, known: frozenset[str], depth: int = 0
    ) -> list[Condition] | None:
        """The conditions of one check; None where it takes a loop or a variable."""
        found = leaf(check, value, known, self.unit, self.unit.hint(node))
        if found is not None:
            return found
        # A check of objects alone is made where the value is one.
        known &= APPLIES_TO.get(type(check), ALL_TYPES)
        return self._applied_in_place(check, node, value, known, depth)

    def _applied_in_place(
        self, check: Check, node: Node, value: Code, known: frozenset[str], depth: int
    ) -> list[Condition] | None:
        match check:
            case checks.Properties(nodes=named):
                return self._small_properties(named, value, depth)
            case checks.AllOf(nodes=nodes):
                return [each for child in nodes for each in self._merged(child, value, known, depth)]
            case checks.Reference(node=child):
                return self._merged(child, value, known, depth)
            case checks.AnyOf() | checks.OneOf():
                return [branches.condition(check, value, known, self, depth + 1)]
            case checks.Not(node=child):
                inside = self.holds(child, value, known, depth + 1)
                return [Condition(inside.fails, inside.holds)]
            case checks.IfThenElse():
                return self._conditional(check, value, known, depth + 1)
            case checks.Decided(possible=possible, certain=certain):
                either = (self.holds(each, value, known, depth + 1) for each in (possible, certain))
                return [_implied(*either)]
            case checks.DependentSchemas(nodes=dependent):
                return [
                    _implied(_has(name, value), self.holds(child, value, known, depth + 1))
                    for name, child in dependent.items()
                ]
            case checks.AdditionalProperties(node=child, names=names, patterns=()) if child.verdict is False:
                return [self.only_names(names, node, value)]
            case checks.Items(node=child, start=start) if child.verdict is False:
                size, limit = code("len({})", value), literal(start)
                return [Condition(code("{} <= {}", size, limit), code("{} > {}", size, limit))]
        return None

    def _small_properties(self, named: Mapping[str, Node], value: Code, depth: int) -> list[Condition] | None:
        """One property or two, each of one short condition."""
        if len(named) > 2:
            return None
        found = []
        for each, child in named.items():
            inside = self.conditions(child, code("{}[{}]", value, literal(each)), depth=depth + 1)
            if inside is None or len(inside) > 1:
                return None
            if inside:
                found.append(_implied(_has(each, value), inside[0]))
        return found

    def only_names(self, names: frozenset[str], node: Node, value: Code) -> Condition:
        """Whether the object has no other properties than these."""
        if not names:
            return Condition(code("not {}", value), value)
        allowed = self.unit.constant(
            f"{self.unit.hint(node)}_properties", code("frozenset({})", sequence(sorted(names)))
        )
        return called(code("{}.issuperset({})", allowed, value))

    def _merged(self, node: Node, value: Code, known: frozenset[str], depth: int) -> list[Condition]:
        conditions = self.conditions(node, value, known, depth + 1)
        return [self.call(node, value)] if conditions is None else conditions

    def _conditional(
        self, check: checks.IfThenElse, value: Code, known: frozenset[str], depth: int
    ) -> list[Condition]:
        condition = self.holds(check.condition, value, known, depth)
        found = []
        if check.then is not None and check.then.verdict is not True:
            found.append(_implied(condition, self.holds(check.then, value, known, depth)))
        if check.otherwise is not None and check.otherwise.verdict is not True:
            opposite = Condition(condition.fails, condition.holds)
            found.append(_implied(opposite, self.holds(check.otherwise, value, known, depth)))
        return found


def is_known(check: Check, known: frozenset[str]) -> bool:
    """Whether a check of the type says nothing that is not known."""
    return isinstance(check, Type) and check.integral_floats and known <= types_after(check)


def _has(name: str, value: Code) -> Condition:
    return Condition(code("{} in {}", literal(name), value), code("{} not in {}", literal(name), value))


def _implied(condition: Condition, consequence: Condition) -> Condition:
    """The consequence, where the condition holds."""
    if consequence == ALWAYS:
        return ALWAYS
    return Condition(
        code("({} or {})", condition.fails, consequence.holds),
        code("({} and {})", condition.holds, consequence.fails),
    )


def _rank(check: Check) -> int:
    """Cheap checks before dear ones; those that look into the instance late."""
    match check:
        case Type():
            return 0
        case Enum() | Const():
            return 1
        case checks.AdditionalProperties(node=node) | checks.Items(node=node) if node.verdict is False:
            return 2
        case checks.Properties() | checks.PrefixItems():
            return 3
        case (
            checks.PatternProperties()
            | checks.AdditionalProperties()
            | checks.PropertyNames()
            | checks.Items()
            | checks.Contains()
        ):
            return 4
        case checks.UniqueItems():
            return 5
        case checks.UnevaluatedItems() | checks.UnevaluatedProperties():
            return 7
        case checks.DependentSchemas():
            return 6
        case _:
            return 2 if type(check) in APPLIES_TO else 6


def _never_fails(check: Check) -> bool:
    match check:
        case checks.Properties(nodes=named) | checks.DependentSchemas(nodes=named):
            return all(node.verdict is True for node in named.values())
        case checks.PatternProperties(nodes=patterns):
            return all(node.verdict is True for _, node in patterns.values())
        case checks.PrefixItems(nodes=nodes) | checks.AllOf(nodes=nodes):
            return all(node.verdict is True for node in nodes)
        case (
            checks.AdditionalProperties(node=node)
            | checks.PropertyNames(node=node)
            | checks.Items(node=node)
            | checks.UnevaluatedProperties(node=node)
            | checks.UnevaluatedItems(node=node)
        ):
            return node.verdict is True
        case checks.Contains(minimum=0, maximum=None):
            return True
        case _:
            return False
