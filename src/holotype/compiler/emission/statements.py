"""The body of a predicate: statements that return False at the first thing that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from holotype.compiler import checks
from holotype.compiler.checks import Check, Const, Enum, Node, Required, Type
from holotype.compiler.emission.conditions import APPLIES_TO, NUMBER, STRING, Condition, guard, is_type, leaf
from holotype.compiler.emission.fragments import Code, code, indent, lines, literal, name, unwrapped
from holotype.compiler.emission.graph import ALL_TYPES, types_after
from holotype.compiler.emission.names import Names
from holotype.compiler.emission.predicates import Predicates
from holotype.compiler.emission.unit import all_of, any_of, sequence
from holotype.compiler.patterns import Pattern

DEEPEST: Final = 4
"""Objects and arrays within each other that one function looks into."""
SPARSE: Final = 6
"""Optional properties, for each required one and one more, from which on an object may have few of them."""
SMALL: Final = 6
"""Checks, its own and those below, up to which a subschema is written out wherever it is used."""

FAIL: Final = code("return False")
VALUE: Final = name("value")


_CLASS_OF: Final = {"string": "str", "boolean": "bool", "array": "list", "object": "dict"}
_CLASSES: Final = frozenset((*_CLASS_OF.values(), "object"))


def is_sparse(declared: int, required: int) -> bool:
    """Whether an object may have few of its declared properties: those are looked up, not looked for."""
    return declared - required >= SPARSE * (required + 1)


class Body:
    """The statements of one function.

    `properties` has the local variables that hold properties of the instance, for the rules that read them.
    """

    def __init__(self, predicates: Predicates) -> None:
        self._predicates = predicates
        self._unit = predicates.unit
        self._names = Names(frozenset(("value", "absent")))
        self.properties: dict[str, Code] = {}

    def define(self, function: Code, statements: Iterable[Code], *, takes_absent: bool) -> Code:
        """The definition of a predicate with these statements."""
        parameters = code("value: Any, absent: Any") if takes_absent else code("value: Any")
        body = indent(lines((*statements, code("return True"))))
        return code("def {}({}) -> bool:\n{}", function, parameters, body)

    def fresh(self, suggestion: str) -> Code:
        """A local variable that is not in use yet."""
        return name(self._names.fresh(suggestion))

    def statements(self, node: Node, value: Code = VALUE, depth: int = 0) -> Iterator[Code]:
        """Statements that return False when `value` is not valid against `node`."""
        if node.verdict is False:
            yield FAIL
            return
        known = ALL_TYPES
        several: Type | None = None
        first: list[Code] = []
        blocks: dict[frozenset[str], list[Code]] = {}
        last: list[Code] = []
        for check in self._predicates.active(node):
            applies_to = APPLIES_TO.get(type(check), ALL_TYPES)
            if not applies_to & known:
                continue
            if isinstance(check, Type) and several is None and not first and len(check.types) > 1:
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
            yield fail_if(
                [is_type(several.types, value, self._unit, integral_floats=several.integral_floats)]
            )
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
                block.insert(0, fail_if([self._predicates.finite(value)]))
            yield code("{} {}:\n{}", keyword, unwrapped(guard(types, value).holds), indent(lines(block)))
            if several is not None:
                keyword = code("elif")
                left = [each for each in left if each not in types]
        if several is None:
            return
        if not blocks:
            yield fail_if([is_type(left, value, self._unit)])
        elif left:
            others = unwrapped(is_type(left, value, self._unit).fails)
            yield code("elif {}:\n{}", others, indent(FAIL))
        else:
            yield code("else:\n{}", indent(FAIL))

    def _check(
        self, check: Check, node: Node, value: Code, known: frozenset[str], depth: int
    ) -> Iterator[Code]:
        if isinstance(check, Required):
            yield from self._required(check, node, value, known)
            return
        if isinstance(check, checks.AdditionalProperties) and (
            self._is_closed_by_lookup(check, node) or self._is_joined(check, node)
        ):
            return
        if isinstance(check, checks.UniqueItems) and self._has_strings(node):
            yield code("if len({v}) > 1 and len(set({v})) < len({v}):\n    return False", v=value)
            return
        conditions = None
        if not isinstance(check, checks.Properties):
            conditions = self._predicates.of_check(check, node, value, known)
        if conditions is not None:
            for condition in conditions:
                yield fail_if([condition])
            return
        match check:
            case checks.Properties():
                yield from self._properties(check, node, value, depth)
            case checks.PatternProperties():
                yield from self._pattern_properties(check, node, value, depth)
            case checks.AdditionalProperties(node=child, names=names, patterns=tests):
                yield from self._additional_properties(child, names, tests, node, value, depth)
            case checks.PropertyNames(node=child):
                each = self.fresh("name")
                yield from _for(each, value, self._refuse(child, each, depth))
            case checks.PrefixItems(nodes=nodes):
                yield from self._prefix_items(nodes, value, depth)
            case checks.Items(node=child, start=start):
                item = self.fresh("item")
                source = value if start == 0 else code("{}[{}:]", value, literal(start))
                yield from _for(item, source, self._refuse(child, item, depth))
            case checks.Contains():
                yield from self._contains(check, value)
            case checks.UnevaluatedProperties(node=child):
                yield from self._unevaluated_properties(child, node, value, depth)
            case checks.UnevaluatedItems(node=child):
                yield from self._unevaluated_items(child, node, value, depth)
            case _:
                raise TypeError(f"no statements for {type(check).__name__}")

    def _refuse(self, node: Node, value: Code, depth: int, there: Code | None = None) -> list[Code]:
        """Statements that return False when `value`, if it is `there`, is not valid."""
        predicates = self._predicates
        conditions = predicates.conditions(node, value)
        if conditions is None and self._looks_into(node, depth):
            block = list(self.statements(predicates.graph.representative(node), value, depth + 1))
            if not block:
                return []
            return block if there is None else [code("if {}:\n{}", there, indent(lines(block)))]
        if conditions is None:
            conditions = [predicates.call(node, value)]
        if not conditions:
            return []
        return [fail_if(conditions, there)]

    def _looks_into(self, node: Node, depth: int) -> bool:
        graph = self._predicates.graph
        node = graph.representative(node)
        if depth >= DEEPEST or id(node) in graph.recursive:
            return False
        return graph.uses[id(node)] == 1 or graph.weight(node) <= SMALL

    def _required(self, check: Required, node: Node, value: Code, known: frozenset[str]) -> Iterator[Code]:
        """Only the names whose absence their own schema does not notice."""
        declared: Mapping[str, Node] = {}
        for other in self._predicates.active(node):
            if isinstance(other, checks.Properties) and not is_sparse(len(other.nodes), len(check.names)):
                declared = other.nodes
        names = tuple(each for each in check.names if each not in declared or declared[each].verdict is True)
        hint = self._unit.hint(node)
        for condition in leaf(check._replace(names=names), value, known, self._unit, hint) or ():
            yield fail_if([condition])

    def _properties(self, check: checks.Properties, node: Node, value: Code, depth: int) -> Iterator[Code]:
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
            get = self.fresh("get")
            yield code("{} = {}.get", get, value)
        nullable = self._predicates.nullable(node)
        for each, child in declared.items():
            item = self.fresh(each)
            if depth == 0:
                self.properties[each] = item
            absent = name("absent") if each in nullable else self._unit.library("ABSENT")
            yield code("{} = {}({}, {})", item, get, literal(each), absent)
            if each not in required:
                yield from self._refuse(child, item, depth, code("{} is not {}", item, absent))
                continue
            if child.verdict is None and not self._predicates.refuses_absence(child):
                yield code("if {} is {}:\n{}", item, absent, indent(FAIL))
            yield from self._refuse(child, item, depth)

    def _looked_up(self, check: checks.Properties, node: Node, value: Code) -> Iterator[Code]:
        """Look up the properties that are there in a table of what each has to be: a class or a predicate."""
        closing = self._closing(check, node)
        entries = {each: self._wanted(child) for each, child in check.nodes.items()}
        if closing is None:
            entries = {each: wanted for each, wanted in entries.items() if wanted.text != "object"}
        listed = [code("{}: {},", literal(each), wanted) for each, wanted in entries.items()]
        table = self._unit.table(
            f"{self._unit.hint(node)}_by_name", code("{{\n{}\n}}", indent(lines(listed)))
        )
        each, item, wanted = self.fresh("name"), self.fresh("item"), self.fresh("wanted")
        classes = {wanted.text for wanted in entries.values()} & _CLASSES
        is_class = code("isinstance({}, {})", item, wanted)
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

    def _is_closed_by_lookup(self, check: checks.AdditionalProperties, node: Node) -> bool:
        active = self._predicates.active(node)
        required = sum(len(each.names) for each in active if isinstance(each, Required))
        return any(
            isinstance(other, checks.Properties)
            and is_sparse(len(other.nodes), required)
            and self._closing(other, node) is check
            for other in active
        )

    def _has_strings(self, node: Node) -> bool:
        """Whether all items are strings by the time that their uniqueness is looked at."""
        graph = self._predicates.graph
        return any(
            isinstance(other, checks.Items) and other.start == 0 and graph.types(other.node) == STRING
            for other in self._predicates.active(node)
        )

    def _closing(self, check: checks.Properties, node: Node) -> checks.AdditionalProperties | None:
        """What closes the object to all but the looked up properties."""
        for other in self._predicates.active(node):
            if (
                isinstance(other, checks.AdditionalProperties)
                and other.node.verdict is False
                and not other.patterns
                and other.names == frozenset(check.nodes)
            ):
                return other
        return None

    def _pattern_properties(
        self, check: checks.PatternProperties, node: Node, value: Code, depth: int
    ) -> Iterator[Code]:
        """With what applies to the properties that no pattern covers, each pattern is tried once."""
        others = self._others(check, node)
        each, item, matched = self.fresh("name"), self.fresh("item"), self.fresh("matched")
        hint = self._unit.hint(node)
        several = others is not None and len(check.nodes) > 1
        block: list[Code] = [code("{} = False", matched)] if several else []
        for pattern, child in check.nodes.values():
            test = self._unit.pattern_test(pattern, each, hint)
            refusal = self._refuse(child, item, depth)
            if several:
                refusal.insert(0, code("{} = True", matched))
            elif others is not None:
                refusal = refusal or [code("pass")]
            if refusal:
                block.append(code("if {}:\n{}", unwrapped(test), indent(lines(refusal))))
        if others is not None:
            refusal = self._refuse(others.node, item, depth)
            left = [code("not {}", matched)] if several else []
            if others.names:
                left.append(self._not_among(others.names, each, node))
            keyword = code("if") if several else code("elif")
            if not left:
                block.append(code("else:\n{}", indent(lines(refusal))))
            else:
                block.append(code("{} {}:\n{}", keyword, all_of(left), indent(lines(refusal))))
        yield from _for_items(each, item, value, block)

    def _others(self, check: checks.PatternProperties, node: Node) -> checks.AdditionalProperties | None:
        """What applies to the properties that `check` does not cover, where that can fail."""
        patterns = tuple(pattern for pattern, _ in check.nodes.values())
        for other in self._predicates.active(node):
            if isinstance(other, checks.AdditionalProperties) and other.patterns == patterns:
                return other
        return None

    def _is_joined(self, check: checks.AdditionalProperties, node: Node) -> bool:
        return bool(check.patterns) and any(
            isinstance(other, checks.PatternProperties) and self._others(other, node) is check
            for other in self._predicates.active(node)
        )

    def _additional_properties(
        self,
        child: Node,
        names: frozenset[str],
        patterns: Iterable[Pattern],
        node: Node,
        value: Code,
        depth: int,
    ) -> Iterator[Code]:
        each, item = self.fresh("name"), self.fresh("item")
        covered = [self._unit.pattern_test(pattern, each, self._unit.hint(node)) for pattern in patterns]
        others = [code("not {}", code("({})", test) if " " in test.text else test) for test in covered]
        if names:
            others.insert(0, self._not_among(names, each, node))
        refusal = self._refuse(child, item, depth)
        if not others:
            yield from _for(item, code("{}.values()", value), refusal)
        elif child.verdict is False:
            yield from _for(each, value, [code("if {}:\n{}", unwrapped(all_of(others)), indent(FAIL))])
        elif refusal:
            block = code("if {}:\n{}", unwrapped(all_of(others)), indent(lines(refusal)))
            yield from _for_items(each, item, value, [block])

    def _not_among(self, names: frozenset[str], each: Code, node: Node) -> Code:
        if len(names) == 1:
            return code("{} != {}", each, literal(next(iter(names))))
        declared = self._unit.constant(
            f"{self._unit.hint(node)}_properties", code("frozenset({})", sequence(sorted(names)))
        )
        return code("{} not in {}", each, declared)

    def _prefix_items(self, nodes: Iterable[Node], value: Code, depth: int) -> Iterator[Code]:
        size = self.fresh("size")
        yield code("{} = len({})", size, value)
        for index, child in enumerate(nodes):
            item = self.fresh(f"item_{index}")
            refusal = self._refuse(child, item, depth)
            if refusal:
                there = code("{} > {}", size, literal(index))
                fetch = code("{} = {}[{}]", item, value, literal(index))
                yield code("if {}:\n{}", there, indent(lines([fetch, *refusal])))

    def _contains(self, check: checks.Contains, value: Code) -> Iterator[Code]:
        if check.maximum is not None and check.maximum < check.minimum:
            yield FAIL
            return
        item, count = self.fresh("item"), self.fresh("count")
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

    def _unevaluated_properties(self, child: Node, node: Node, value: Code, depth: int) -> Iterator[Code]:
        names = code("{}({})", self._unit.function("evaluated_properties", node), value)
        if child.verdict is False:
            yield code("if not {}.issuperset({}):\n    return False", names, value)
            return
        each, item = self.fresh("name"), self.fresh("item")
        refusal = self._refuse(child, item, depth)
        if refusal:
            fetch = code("{} = {}[{}]", item, value, each)
            yield from _for(each, code("{}.keys() - {}", value, names), [fetch, *refusal])

    def _unevaluated_items(self, child: Node, node: Node, value: Code, depth: int) -> Iterator[Code]:
        indexes = code("{}({})", self._unit.function("evaluated_items", node), value)
        if child.verdict is False:
            yield code("if len({}) < len({}):\n    return False", indexes, value)
            return
        index, item, seen = self.fresh("index"), self.fresh("item"), self.fresh("seen")
        refusal = self._refuse(child, item, depth)
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


def _for(item: Code, source: Code, block: list[Code]) -> Iterator[Code]:
    if block:
        yield code("for {} in {}:\n{}", item, source, indent(lines(block)))


def _for_items(each: Code, item: Code, value: Code, block: list[Code]) -> Iterator[Code]:
    if block:
        yield code("for {}, {} in {}.items():\n{}", each, item, value, indent(lines(block)))


def fail_if(conditions: list[Condition], there: Code | None = None) -> Code:
    """Return False if one of the conditions fails, for a value that is `there`."""
    fails = any_of([each.fails for each in conditions])
    if there is not None:
        fails = there if fails.text == "True" else all_of((there, _operand(fails, len(conditions))))
    if fails.text == "True":
        return FAIL
    return code("if {}:\n{}", unwrapped(fails), indent(FAIL))


def _operand(fails: Code, count: int) -> Code:
    """What fails, as an operand of `and`."""
    if count > 1:
        return fails if fails.text.startswith("(\n") else code("({})", fails)
    return fails if " or " in fails.text else unwrapped(fails)
