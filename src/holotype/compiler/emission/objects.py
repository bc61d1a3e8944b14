"""The statements of a predicate that look into an object: a method for each keyword."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from holotype.compiler.checks import (
    AdditionalProperties,
    Check,
    Node,
    PatternProperties,
    Properties,
    PropertyNames,
    Required,
    Type,
    UnevaluatedProperties,
)
from holotype.compiler.emission.blocks import FAIL, fail_if, for_each, for_each_item
from holotype.compiler.emission.conditions import has_names, name_matches
from holotype.compiler.emission.fragments import Code, code, indent, lines, literal, name, unwrapped
from holotype.compiler.emission.unit import all_of, sequence

if TYPE_CHECKING:
    from holotype.compiler.emission.statements import Body

SPARSE: Final = 6
"""Optional properties, for each required one and one more, from which on an object may have few of them."""

_CLASS_OF: Final = {"string": "str", "boolean": "bool", "array": "list", "object": "dict"}
_CLASSES: Final = frozenset((*_CLASS_OF.values(), "object"))


def is_sparse(declared: int, required: int) -> bool:
    """Whether an object may have few of its declared properties: those are looked up, not looked for."""
    return declared - required >= SPARSE * (required + 1)


class Objects:
    """The statements about objects in one body."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._predicates = body.predicates
        self._unit = body.unit

    def is_done_elsewhere(self, check: Check, node: Node) -> bool:
        """Whether the statements of another check do the work of this one too."""
        return isinstance(check, AdditionalProperties) and (
            self._is_closed_by_lookup(check, node) or self._is_joined(check, node)
        )

    def required(self, check: Required, node: Node, value: Code) -> Iterator[Code]:
        """Only the names whose absence their own schema does not notice."""
        declared: Mapping[str, Node] = {}
        for other in self._predicates.active(node):
            if isinstance(other, Properties) and not is_sparse(len(other.nodes), len(check.names)):
                declared = other.nodes
        names = tuple(each for each in check.names if each not in declared or declared[each].verdict is True)
        for condition in has_names(value, names, self._unit, self._unit.hint(node)):
            yield fail_if([condition])

    def properties(self, check: Properties, node: Node, value: Code, depth: int) -> Iterator[Code]:
        required = frozenset(
            each
            for other in self._predicates.active(node)
            if isinstance(other, Required)
            for each in other.names
        )
        if is_sparse(len(check.nodes), len(required)):
            yield from self._looked_up(check, node, value)
            return
        declared = {each: child for each, child in check.nodes.items() if child.verdict is not True}
        get = code("{}.get", value)
        if len(declared) > 3:
            get = self._body.fresh("get")
            yield code("{} = {}.get", get, value)
        nullable = self._predicates.nullable(node)
        for each, child in declared.items():
            item = self._body.fresh(each)
            if depth == 0:
                self._body.properties[each] = item
            absent = name("absent") if each in nullable else self._unit.library("ABSENT")
            yield code("{} = {}({}, {})", item, get, literal(each), absent)
            if each not in required:
                yield from self._body.refuse(child, item, depth, code("{} is not {}", item, absent))
                continue
            if child.verdict is None and not self._predicates.refuses_absence(child):
                yield code("if {} is {}:\n{}", item, absent, indent(FAIL))
            yield from self._body.refuse(child, item, depth)

    def _looked_up(self, check: Properties, node: Node, value: Code) -> Iterator[Code]:
        """Look up the properties that are there in a table of what each has to be: a class or a predicate."""
        closing = self._closing(check, node)
        entries = {each: self._wanted(child) for each, child in check.nodes.items()}
        if closing is None:
            entries = {each: wanted for each, wanted in entries.items() if wanted.text != "object"}
        listed = [code("{}: {},", literal(each), wanted) for each, wanted in entries.items()]
        table = self._unit.table(
            f"{self._unit.hint(node)}_by_name", code("{{\n{}\n}}", indent(lines(listed)))
        )
        each, item, wanted = self._body.fresh("name"), self._body.fresh("item"), self._body.fresh("wanted")
        classes = {wanted.text for wanted in entries.values()} & _CLASSES
        is_class = code("(type({i}) is {w} or {d}({i}))", i=item, w=wanted, d=self._unit.library("derives"))
        if "object" in classes:
            is_class = code("({} is object or {})", wanted, unwrapped(is_class))
        is_valid = code("{}({})", wanted, item)
        if not classes:
            refused = code("not {}", is_valid)
        elif classes >= {wanted.text for wanted in entries.values()}:
            refused = code("not {}", is_class)
        else:
            refused = code("not ({} if type({}) is type else {})", is_class, wanted, is_valid)
        test = code("{} is not None and {}", wanted, refused)
        if closing is not None:
            test = code("{} is None or {}", wanted, refused)
        yield code(
            "for {}, {} in {}.items():\n    {} = {}.get({})\n    if {}:\n        return False",
            each,
            item,
            value,
            wanted,
            table,
            each,
            test,
        )

    def _wanted(self, node: Node) -> Code:
        """The class of all valid values where that says it all, else the predicate."""
        node = self._predicates.graph.representative(node)
        if node.verdict is True:
            return name("object")
        active = self._predicates.active(node)
        if len(active) == 1 and isinstance(active[0], Type) and len(active[0].types) == 1:
            found = _CLASS_OF.get(active[0].types[0])
            if found is not None:
                return name(found)
        return self._predicates.function(node)

    def _is_closed_by_lookup(self, check: AdditionalProperties, node: Node) -> bool:
        active = self._predicates.active(node)
        required = sum(len(each.names) for each in active if isinstance(each, Required))
        return any(
            isinstance(other, Properties)
            and is_sparse(len(other.nodes), required)
            and self._closing(other, node) is check
            for other in active
        )

    def _closing(self, check: Properties, node: Node) -> AdditionalProperties | None:
        """What closes the object to all but the looked up properties."""
        for other in self._predicates.active(node):
            if (
                isinstance(other, AdditionalProperties)
                and other.node.verdict is False
                and not other.patterns
                and other.names == frozenset(check.nodes)
            ):
                return other
        return None

    def pattern_properties(
        self, check: PatternProperties, node: Node, value: Code, depth: int
    ) -> Iterator[Code]:
        """With what applies to the properties that no pattern covers, each pattern is tried once."""
        others = self._others(check, node)
        each, item, matched = self._body.fresh("name"), self._body.fresh("item"), self._body.fresh("matched")
        hint = self._unit.hint(node)
        several = others is not None and len(check.nodes) > 1
        block: list[Code] = [code("{} = False", matched)] if several else []
        for pattern, child in check.nodes.values():
            test = name_matches(pattern, each, self._unit, hint)
            refusal = self._body.refuse(child, item, depth)
            if several:
                refusal.insert(0, code("{} = True", matched))
            elif others is not None:
                refusal = refusal or [code("pass")]
            if refusal:
                block.append(code("if {}:\n{}", unwrapped(test), indent(lines(refusal))))
        refusal = self._body.refuse(others.node, item, depth) if others is not None else []
        if others is not None and refusal:  # what has checks, but none that can fail, refuses nothing
            left = [code("not {}", matched)] if several else []
            if others.names:
                left.append(self._not_among(others.names, each, node))
            keyword = code("if") if several else code("elif")
            if not left:
                block.append(code("else:\n{}", indent(lines(refusal))))
            else:
                block.append(code("{} {}:\n{}", keyword, all_of(left), indent(lines(refusal))))
        yield from for_each_item(each, item, value, block)

    def _others(self, check: PatternProperties, node: Node) -> AdditionalProperties | None:
        """What applies to the properties that `check` does not cover, where that can fail."""
        patterns = tuple(pattern for pattern, _ in check.nodes.values())
        for other in self._predicates.active(node):
            if isinstance(other, AdditionalProperties) and other.patterns == patterns:
                return other
        return None

    def _is_joined(self, check: AdditionalProperties, node: Node) -> bool:
        return bool(check.patterns) and any(
            isinstance(other, PatternProperties) and self._others(other, node) is check
            for other in self._predicates.active(node)
        )

    def property_names(self, check: PropertyNames, value: Code, depth: int) -> Iterator[Code]:
        each = self._body.fresh("name")
        yield from for_each(each, value, self._body.refuse(check.node, each, depth))

    def additional_properties(
        self, check: AdditionalProperties, node: Node, value: Code, depth: int
    ) -> Iterator[Code]:
        child, names, patterns = check.node, check.names, check.patterns
        each, item = self._body.fresh("name"), self._body.fresh("item")
        hint = self._unit.hint(node)
        covered = [name_matches(pattern, each, self._unit, hint) for pattern in patterns]
        others = [code("not {}", test) for test in covered]
        if names:
            others.insert(0, self._not_among(names, each, node))
        refusal = self._body.refuse(child, item, depth)
        if not others:
            yield from for_each(item, code("{}.values()", value), refusal)
        elif child.verdict is False:
            yield from for_each(each, value, [code("if {}:\n{}", unwrapped(all_of(others)), indent(FAIL))])
        elif refusal:
            block = code("if {}:\n{}", unwrapped(all_of(others)), indent(lines(refusal)))
            yield from for_each_item(each, item, value, [block])

    def _not_among(self, names: frozenset[str], each: Code, node: Node) -> Code:
        if len(names) == 1:
            return code("{} != {}", each, literal(next(iter(names))))
        declared = self._unit.constant(
            f"{self._unit.hint(node)}_properties", code("frozenset({})", sequence(sorted(names)))
        )
        return code("{} not in {}", each, declared)

    def unevaluated_properties(
        self, check: UnevaluatedProperties, node: Node, value: Code, depth: int
    ) -> Iterator[Code]:
        child = check.node
        names = code("{}({})", self._unit.function("evaluated_properties", node), value)
        if child.verdict is False:
            yield code("if not {}.issuperset({}):\n    return False", names, value)
            return
        each, item = self._body.fresh("name"), self._body.fresh("item")
        refusal = self._body.refuse(child, item, depth)
        if refusal:
            fetch = code("{} = {}[{}]", item, value, each)
            yield from for_each(each, code("{}.keys() - {}", value, names), [fetch, *refusal])
