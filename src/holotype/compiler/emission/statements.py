"""The body of a predicate: statements that return False at the first thing that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from holotype.compiler import checks
from holotype.compiler.checks import Check, Const, Enum, Node, Required, Type
from holotype.compiler.emission.arrays import Arrays
from holotype.compiler.emission.blocks import FAIL, fail_if
from holotype.compiler.emission.conditions import APPLIES_TO, NUMBER, guard, is_type
from holotype.compiler.emission.fragments import Code, code, indent, lines, literal, name, unwrapped
from holotype.compiler.emission.graph import ALL_TYPES, types_after
from holotype.compiler.emission.objects import Objects
from holotype.compiler.emission.predicates import Predicates, is_known

DEEPEST: Final = 4
"""Objects and arrays within each other that one function looks into."""
SMALL: Final = 6
"""Checks, its own and those below, up to which a subschema is written out wherever it is used."""

VALUE: Final = name("value")

_WITH_STATEMENTS: Final = (
    checks.AllOf,
    checks.Reference,
    checks.IfThenElse,
    checks.DependentSchemas,
    checks.Properties,
    Required,
)
"""Checks for which statements are better than conditions."""


class Body:
    """The statements of one function.

    `properties` has the local variables that hold properties of the instance, for the rules that read them.
    """

    def __init__(self, predicates: Predicates) -> None:
        self.predicates = predicates
        self.unit = predicates.unit
        self._names = self.unit.variables("value", "absent")
        self.properties: dict[str, Code] = {}
        self._objects = Objects(self)
        self._arrays = Arrays(self)

    def define(self, function: Code, node: Node, statements: Iterable[Code], *, takes_absent: bool) -> Code:
        """The definition of a predicate about `node`, with these statements."""
        parameters = code("value: Any, absent: Any") if takes_absent else code("value: Any")
        body = indent(lines((self.unit.described(node), *statements, code("return True"))))
        if takes_absent or id(node) not in self.unit.graph.remembered:
            return code("def {}({}) -> bool:\n{}", function, parameters, body)
        anew = self.unit.entry(f"{function}_anew")
        return code(
            "def {function}(value: Any) -> bool:\n"
            "    key = ({quoted}, id(value))\n"
            "    verdict = {remembered}.get(key)\n"
            "    if verdict is None:\n"
            "        verdict = {remembered}[key] = {anew}(value)\n"
            "    return verdict\n\n\n"
            "def {anew}(value: Any) -> bool:\n{body}",
            function=function,
            quoted=literal(function.text),
            remembered=self.unit.library("REMEMBERED"),
            anew=anew,
            body=body,
        )

    def fresh(self, suggestion: str) -> Code:
        """A local variable that is not in use yet."""
        return name(self._names.fresh(suggestion))

    def statements(
        self, node: Node, value: Code = VALUE, depth: int = 0, known: frozenset[str] = ALL_TYPES
    ) -> Iterator[Code]:
        """Statements that return False when `value`, of one of the `known` types, is not valid."""
        if node.verdict is False:
            yield FAIL
            return
        several: Type | None = None
        first: list[Code] = []
        blocks: dict[frozenset[str], list[Code]] = {}
        last: list[Code] = []
        for check in self.predicates.active(node):
            applies_to = APPLIES_TO.get(type(check), ALL_TYPES)
            if not applies_to & known or is_known(check, known):
                continue
            if (
                isinstance(check, Type)
                and known == ALL_TYPES
                and several is None
                and not first
                and len(check.types) > 1
            ):
                several = check
                known &= types_after(check)
                continue
            found = list(self._check(check, node, value, known, depth))
            known &= types_after(check)
            if isinstance(check, Type | Enum | Const) or (applies_to != ALL_TYPES and known <= applies_to):
                first.extend(found)
            elif applies_to == ALL_TYPES:
                last.extend(found)
            else:
                blocks.setdefault(applies_to, []).extend(found)
        blocks = {types: block for types, block in blocks.items() if block}
        if several is not None and (first or NUMBER in blocks or not several.integral_floats):
            yield fail_if([is_type(several.types, value, self.unit, integral_floats=several.integral_floats)])
            several = None
        yield from first
        yield from self._by_type(blocks, value, known, several)
        yield from last

    def _by_type(
        self,
        blocks: dict[frozenset[str], list[Code]],
        value: Code,
        known: frozenset[str],
        several: Type | None,
    ) -> Iterator[Code]:
        """The statements for each type; `several` are the only types allowed, where that is not known yet."""
        keyword = code("if")
        left = [] if several is None else list(several.types)
        for types, block in blocks.items():
            if types >= NUMBER and "number" in known:
                block.insert(0, fail_if([self.predicates.finite(value)]))
            yield code(
                "{} {}:\n{}", keyword, unwrapped(guard(types, value, self.unit).holds), indent(lines(block))
            )
            if several is not None:
                keyword = code("elif")
                left = [each for each in left if each not in types]
        if several is None:
            return
        if not blocks:
            yield fail_if([is_type(left, value, self.unit)])
        elif left:
            others = unwrapped(is_type(left, value, self.unit).fails)
            yield code("elif {}:\n{}", others, indent(FAIL))
        else:
            yield code("else:\n{}", indent(FAIL))

    def _check(
        self, check: Check, node: Node, value: Code, known: frozenset[str], depth: int
    ) -> Iterator[Code]:
        if self._objects.is_done_elsewhere(check, node):
            return
        if isinstance(check, checks.UniqueItems) and self._arrays.has_strings(node):
            yield code("if len({v}) > 1 and len(set({v})) < len({v}):\n    return False", v=value)
            return
        known &= APPLIES_TO.get(type(check), ALL_TYPES)
        conditions = None
        if not isinstance(check, _WITH_STATEMENTS):
            conditions = self.predicates.of_check(check, node, value, known)
        if conditions is not None:
            for condition in conditions:
                yield fail_if([condition])
            return
        match check:
            case checks.AllOf(nodes=nodes):
                for child in nodes:
                    yield from self.refuse(child, value, depth, known=known)
            case checks.Reference(node=child):
                yield from self.refuse(child, value, depth, known=known)
            case checks.IfThenElse(condition=asked, then=then, otherwise=otherwise):
                holds, fails = self.predicates.holds(asked, value, known)
                if then is not None:
                    yield from self.refuse(then, value, depth, holds, known)
                if otherwise is not None:
                    yield from self.refuse(otherwise, value, depth, fails, known)
            case checks.DependentSchemas(nodes=dependent):
                for each, child in dependent.items():
                    yield from self.refuse(child, value, depth, code("{} in {}", literal(each), value), known)
            case Required():
                yield from self._objects.required(check, node, value)
            case checks.Properties():
                yield from self._objects.properties(check, node, value, depth)
            case checks.PatternProperties():
                yield from self._objects.pattern_properties(check, node, value, depth)
            case checks.AdditionalProperties():
                yield from self._objects.additional_properties(check, node, value, depth)
            case checks.PropertyNames():
                yield from self._objects.property_names(check, value, depth)
            case checks.UnevaluatedProperties():
                yield from self._objects.unevaluated_properties(check, node, value, depth)
            case checks.PrefixItems():
                yield from self._arrays.prefix_items(check, value, depth)
            case checks.Items():
                yield from self._arrays.items(check, value, depth)
            case checks.Contains():
                yield from self._arrays.contains(check, value)
            case checks.UnevaluatedItems():
                yield from self._arrays.unevaluated_items(check, node, value, depth)
            case _:
                raise TypeError(f"no statements for {type(check).__name__}")

    def refuse(
        self,
        node: Node,
        value: Code,
        depth: int,
        there: Code | None = None,
        known: frozenset[str] = ALL_TYPES,
    ) -> list[Code]:
        """Statements that return False when `value`, in the case `there`, is not valid."""
        predicates = self.predicates
        conditions = predicates.conditions(node, value, known)
        if conditions is None and self._looks_into(node, depth):
            block = list(self.statements(predicates.graph.representative(node), value, depth + 1, known))
            if not block:
                return []
            return block if there is None else [code("if {}:\n{}", unwrapped(there), indent(lines(block)))]
        if conditions is None:
            conditions = [predicates.call(node, value)]
        if not conditions:
            return []
        return [fail_if(conditions, there)]

    def _looks_into(self, node: Node, depth: int) -> bool:
        graph = self.predicates.graph
        node = graph.representative(node)
        if depth >= DEEPEST or id(node) in graph.recursive:
            return False
        return graph.uses[id(node)] == 1 or graph.weight(node) <= SMALL
