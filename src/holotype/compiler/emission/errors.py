"""The errors path: for each node a function that reports all that is wrong, in the order of the schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from holotype.compiler import checks
from holotype.compiler.checks import KINDS, Check, Node
from holotype.compiler.emission.alternatives import Alternatives
from holotype.compiler.emission.conditions import APPLIES_TO, NUMBER, guard, is_type, leaf, name_matches
from holotype.compiler.emission.fragments import Code, code, indent, join, lines, literal, name, unwrapped
from holotype.compiler.emission.graph import ALL_TYPES, Graph
from holotype.compiler.emission.predicates import Predicates
from holotype.compiler.emission.sentences import UNDECIDED, sentence
from holotype.compiler.emission.spans import own_properties, span
from holotype.compiler.emission.unit import LINE, Unit, all_of, sequence
from holotype.compiler.emission.wording import Words, allowed, looked_for, where, words
from holotype.compiler.library.messages import any_of_them
from holotype.compiler.patterns import Pattern
from holotype.pointers import escape

VALUE: Final = name("value")
_DEMANDING: Final = (checks.Enum, checks.Const, checks.Format, checks.Pattern)
_BELOW: Final = """\
below = found.below({}, value, at, via)
if below is None:
    return
found, via = below, ""\
"""


class Errors:
    """The functions of the errors path; `predicates` serve where only a verdict matters."""

    def __init__(self, unit: Unit, predicates: Predicates) -> None:
        self._unit = unit
        self._predicates = predicates
        self._conditions = _conditions(unit.graph)

    def define(self, node: Node, function: Code) -> Code:
        """The definition of the function of `node`."""
        body = [self._unit.described(node), *self._body(node)]
        if id(node) in self._unit.graph.shared:
            body.insert(1, code(_BELOW, function))
        return code(
            "def {}(value: Any, at: str, via: str, found: {}) -> None:\n{}",
            function,
            name("Findings") if self._unit.graph.explores else code("list[Error]"),
            indent(lines(body)),
        )

    def _body(self, node: Node) -> Iterator[Code]:
        if node.verdict is False:
            report = self._unit.library("report_refused")
            message = code('"no value is allowed here"')
            yield code('{}(found, at, via, {}, "false", {})', report, self._absolute(node), message)
            return
        refused: Code | None = None
        for applies_to, group in groupby(
            node.checks, key=lambda check: APPLIES_TO.get(type(check), ALL_TYPES)
        ):
            several = list(group)
            settled = [self._unit.graph.settled(check, node) for check in several]
            block = [each for check in settled if check is not None for each in self._check(check, node)]
            if not block:
                continue
            if applies_to == ALL_TYPES:
                yield from block
            elif guard(applies_to, VALUE, self._unit).fails == refused:
                yield code("else:\n{}", indent(lines(block)))
            else:
                yield code(
                    "if {}:\n{}", unwrapped(guard(applies_to, VALUE, self._unit).holds), indent(lines(block))
                )
            only_type = several[-1] if isinstance(several[-1], checks.Type) else None
            refused = None if only_type is None else is_type(only_type.types, VALUE, self._unit).fails

    def _check(self, check: Check, node: Node) -> Iterator[Code]:
        match check:
            case checks.Endless():
                yield self._report(check, node, sentence(check, self._unit))
            case checks.Required(names=names):
                condition = self._conditions.get(id(node))
                needed = None if condition is None else literal(f", needed {condition}")
                yield self._missing(check, node, sequence(names), needed)
            case checks.DependentRequired(names=dependent):
                for present, names in dependent.items():
                    why = literal(f", which {_quoted(present)} requires")
                    missing = self._missing(check, node, sequence(names), why)
                    yield code("if {} in value:\n{}", literal(present), indent(missing))
            case checks.Properties(nodes=named):
                for each, child in named.items():
                    yield from self._property(child, each, node)
            case checks.PatternProperties(nodes=patterns):
                yield from self._pattern_properties(check, patterns.items(), node)
            case checks.AdditionalProperties(node=child, names=names, patterns=tests):
                yield from self._other_properties(check, child, names, tests, node)
            case checks.PropertyNames(node=child):
                yield from self._property_names(check, child, node)
            case checks.PrefixItems(nodes=nodes):
                yield from self._prefix_items(check, nodes, node)
            case checks.Items(node=child, start=start):
                yield from self._items(check, child, start, node)
            case checks.Contains():
                yield from self._contains(check, node)
            case checks.UnevaluatedProperties(node=child):
                yield from self._unevaluated_properties(check, child, node)
            case checks.UnevaluatedItems(node=child):
                yield from self._unevaluated_items(check, child, node)
            case _:
                in_place = self._in_place(check, node)
                yield from self._leaf(check, node) if in_place is None else in_place

    # What keywords report

    def _leaf(self, check: Check, node: Node) -> Iterator[Code]:
        conditions = leaf(check, VALUE, ALL_TYPES, self._unit, self._unit.hint(node))
        assert conditions is not None
        for condition in conditions:
            fails = condition.fails
            if APPLIES_TO.get(type(check)) == NUMBER:
                fails = code("not {}(value) or {}", self._unit.library("is_number"), fails)
            if isinstance(check, checks.Type):
                report = self._type(check, node)
            else:
                report = self._report(check, node, sentence(check, self._unit))
            yield code("if {}:\n{}", unwrapped(fails), indent(report))

    def _type(self, check: checks.Type, node: Node) -> Code:
        wanted = literal(any_of_them([KINDS[each] for each in check.types]))
        # Quotes alone would not make a UUID of a number.
        if any(isinstance(each, _DEMANDING) for each in node.checks):
            return self._report(check, node, [code("{}(value, {})", self._unit.library("expected"), wanted)])
        arguments = [name("found"), VALUE, name("at"), name("via"), self._absolute(node), wanted]
        if check.origin.severity != "error":
            arguments.append(literal(check.origin.severity))
        return _call(self._unit.library("report_type"), arguments)

    def _report(self, check: Check, node: Node, arguments: Sequence[Code], keyword: str = "") -> Code:
        rest = list(arguments)
        if check.origin.severity != "error":
            rest.append(code("severity={}", literal(check.origin.severity)))
        shown = literal(keyword or check.origin.keyword)
        return _call(
            self._unit.library("report"),
            [name("found"), name("at"), name("via"), self._absolute(node), shown, *rest],
        )

    def _missing(self, check: Check, node: Node, names: Code, why: Code | None = None) -> Code:
        arguments = [name("found"), VALUE, name("at"), name("via"), self._absolute(node)]
        arguments += [literal(check.origin.keyword), names, *([] if why is None else [why])]
        return _call(self._unit.library("report_missing"), arguments)

    # What applicators pass on

    def _apply(
        self, child: Node, value: Code, at: Code, node: Node, path: Sequence[str | int]
    ) -> Iterator[Code]:
        """Report what is wrong with `value`, which stands at `at`, by the subschema at `path` of `node`."""
        if child.verdict is True:
            return
        suffix = "".join(f"/{escape(str(token))}" for token in path)
        via = code("via + {}", literal(suffix))
        if child.verdict is False:
            message = code('{}({}) + " is not allowed here"', self._unit.library("show"), value)
            keyword = str(path[0])
            yield _call(
                self._unit.library("report_refused"),
                [name("found"), at, via, self._absolute(child), literal(keyword), message],
            )
            return
        yield code("{}({}, {}, {}, found)", self._unit.function("errors", child), value, at, via)

    def _property(self, child: Node, each: str, node: Node) -> Iterator[Code]:
        at = code("at + {}", literal(f"/{escape(each)}"))
        item = code("value[{}]", literal(each))
        if child.verdict is False:
            block = [self._forbidden(literal(each), node, child, ["properties", each], code("()"))]
        else:
            block = list(self._apply(child, item, at, node, ["properties", each]))
        if block:
            yield code("if {} in value:\n{}", literal(each), indent(lines(block)))

    def _declared(self, names: frozenset[str], node: Node) -> Code:
        """The names that the one of a property which is not allowed may be taken for."""
        listed = sequence(sorted(names))
        if not names:
            return listed
        return self._unit.constant(f"{self._unit.hint(node)}_properties", code("frozenset({})", listed))

    def _meant(self, names: frozenset[str], node: Node) -> Code:
        """Of these names those that a property which is not allowed may be meant to have."""
        forbidden = {
            each
            for check in node.checks
            if isinstance(check, checks.Properties)
            for each, child in check.nodes.items()
            if child.verdict is False
        }
        if not names - forbidden:
            return code("()")
        return code("{} - value.keys()", self._declared(names - forbidden, node))

    def _forbidden(
        self, each: Code, node: Node, child: Node, path: Sequence[str], declared: Code, told: str = ""
    ) -> Code:
        suffix = "".join(f"/{escape(token)}" for token in path)
        via, absolute = code("via + {}", literal(suffix)), self._absolute(child)
        arguments = [name("found"), each, name("at"), via, absolute, literal(path[0]), declared]
        if id(node) in self._conditions:
            arguments.append(literal(f", {self._conditions[id(node)]}"))
        if told:
            arguments.append(code("hint={}", literal(told)))
        return _call(self._unit.library("report_property"), arguments)

    def _pattern_properties(
        self, check: Check, patterns: Iterable[tuple[str, tuple[Pattern, Node]]], node: Node
    ) -> Iterator[Code]:
        block = []
        for source, (pattern, child) in patterns:
            path = [check.origin.keyword, source]
            if child.verdict is False:
                inside = [self._forbidden(name("name"), node, child, path, code("()"))]
            else:
                inside = list(self._apply(child, name("item"), self._below("name"), node, path))
            if inside:
                test = name_matches(pattern, name("name"), self._unit, self._unit.hint(node))
                block.append(code("if {}:\n{}", unwrapped(test), indent(lines(inside))))
        if block:
            yield code("for name, item in value.items():\n{}", indent(lines(block)))

    def _other_properties(
        self, check: Check, child: Node, names: frozenset[str], patterns: Iterable[Pattern], node: Node
    ) -> Iterator[Code]:
        others = []
        declared = self._declared(names, node)
        if names:
            others.append(code("name not in {}", declared))
        for pattern in patterns:
            test = name_matches(pattern, name("name"), self._unit, self._unit.hint(node))
            others.append(code("not {}", test))
        path = [check.origin.keyword]
        if child.verdict is False:
            meant = self._meant(names, node)
            block = [self._forbidden(name("name"), node, child, path, meant, allowed(patterns))]
        else:
            block = list(self._apply(child, name("item"), self._below("name"), node, path))
        if not block:
            return
        inside = (
            lines(block)
            if not others
            else code("if {}:\n{}", unwrapped(all_of(others)), indent(lines(block)))
        )
        if child.verdict is False:
            yield code("for name in value:\n{}", indent(inside))
        else:
            yield code("for name, item in value.items():\n{}", indent(inside))

    def _property_names(self, check: Check, child: Node, node: Node) -> Iterator[Code]:
        path = [check.origin.keyword]
        if child.verdict is False:
            block = [self._forbidden(name("name"), node, child, path, code("()"))]
        else:
            block = list(self._apply(child, name("name"), self._below("name"), node, path))
            if block:
                # What is reported of a name is told as such.
                block.insert(0, code("first = len(found)"))
                block.append(code("{}(found, first)", self._unit.library("tell_as_name")))
        if block:
            yield code("for name in value:\n{}", indent(lines(block)))

    def _prefix_items(self, check: Check, nodes: Iterable[Node], node: Node) -> Iterator[Code]:
        for index, child in enumerate(nodes):
            at = code("at + {}", literal(f"/{index}"))
            item = code("value[{}]", literal(index))
            block = list(self._apply(child, item, at, node, [check.origin.keyword, index]))
            if block:
                yield code("if len(value) > {}:\n{}", literal(index), indent(lines(block)))

    def _items(self, check: Check, child: Node, start: int, node: Node) -> Iterator[Code]:
        block = list(self._apply(child, name("item"), self._index(), node, [check.origin.keyword]))
        if block:
            source = code("enumerate(value)")
            if start:
                source = code("enumerate(value[{}:], {})", literal(start), literal(start))
            yield code("for index, item in {}:\n{}", source, indent(lines(block)))

    def _contains(self, check: checks.Contains, node: Node) -> Iterator[Code]:
        holds = unwrapped(self._predicates.holds(check.node, name("item")).holds)
        yield code(
            "indexes = []\nfor index, item in enumerate(value):\n    if {}:\n        indexes.append(index)",
            holds,
        )
        wanted = looked_for(check.node, self._unit.graph.in_words)
        if check.minimum > 0:
            message = self._contained(wanted, f"expected at least {check.minimum}")
            report = self._report(check, node, [message], check.minimum_keyword)
            yield code("if len(indexes) < {}:\n{}", literal(check.minimum), indent(report))
        if check.maximum is not None:
            message = self._contained(wanted, f"expected at most {check.maximum}")
            report = self._report(check, node, [message], "maxContains")
            yield code("if len(indexes) > {}:\n{}", literal(check.maximum), indent(report))

    def _contained(self, wanted: Words, limit: str) -> Code:
        arguments = [VALUE, name("indexes"), literal(wanted.text), literal(limit)]
        arguments += [sequence(wanted.kinds)] if wanted.kinds else []
        return code("{}({})", self._unit.library("contained"), join(", ", arguments))

    def _unevaluated_properties(self, check: Check, child: Node, node: Node) -> Iterator[Code]:
        path = [check.origin.keyword]
        if child.verdict is False:
            spans = self._unit.graph.property_spans
            found = span(node, own_properties, spans, checks.UnevaluatedProperties)
            known = found.always.merged(found.sometimes)
            meant, told = self._meant(known.names, node), allowed(known.patterns)
            block = [self._forbidden(name("name"), node, child, path, meant, told)]
        else:
            block = list(self._apply(child, name("item"), self._below("name"), node, path))
        if block:
            names = code("{}(value)", self._unit.function("evaluated_properties", node))
            yield code(
                "names = {}\nfor name, item in value.items():\n    if name not in names:\n{}",
                names,
                indent(indent(lines(block))),
            )

    def _unevaluated_items(self, check: Check, child: Node, node: Node) -> Iterator[Code]:
        block = list(self._apply(child, name("item"), self._index(), node, [check.origin.keyword]))
        if block:
            indexes = code("{}(value)", self._unit.function("evaluated_items", node))
            yield code(
                "indexes = {}\nfor index, item in enumerate(value):\n    if index not in indexes:\n{}",
                indexes,
                indent(indent(lines(block))),
            )

    def _in_place(self, check: Check, node: Node) -> Iterator[Code] | None:
        match check:
            case checks.AllOf(nodes=nodes):
                return self._all_of(nodes, node)
            case checks.AnyOf(nodes=nodes) | checks.OneOf(nodes=nodes):
                return self._branches(check, nodes, node)
            case checks.Reference(node=child):
                return self._apply(child, VALUE, name("at"), node, [check.origin.keyword])
            case checks.Not(node=child):
                return self._not(check, child, node)
            case checks.IfThenElse():
                return self._conditional(check, node)
            case checks.Decided(possible=possible, certain=certain):
                return self._decided(check, possible, certain, node)
            case checks.DependentSchemas(nodes=dependent):
                return self._dependent_schemas(check, dependent.items(), node)
        return None

    def _all_of(self, nodes: Iterable[Node], node: Node) -> Iterator[Code]:
        for index, child in enumerate(nodes):
            yield from self._apply(child, VALUE, name("at"), node, ["allOf", index])

    def _branches(self, check: Check, nodes: Sequence[Node], node: Node) -> Iterator[Code]:
        if isinstance(check, checks.AnyOf) and any(child.verdict is True for child in nodes):
            return
        alternatives = Alternatives(nodes, self._unit.graph)
        if not alternatives.nodes:
            refused = literal(
                f" is not allowed here: no alternative of {check.origin.keyword} accepts a value"
            )
            yield self._report(check, node, [code("{}(value) + {}", self._unit.library("show"), refused)])
            return
        table = alternatives.table(self._unit, f"{self._unit.hint(node)}_alternatives")
        via = code("via + {}", literal(f"/{check.origin.keyword}"))
        absolute = self._absolute(node, check.origin.keyword)
        yield _call(
            self._unit.library("report_choice"), [VALUE, name("at"), via, absolute, table, name("found")]
        )

    def _not(self, check: Check, child: Node, node: Node) -> Iterator[Code]:
        holds = self._predicates.holds(child, VALUE).holds
        found = words(child, self._unit.graph.in_words)
        arguments = [VALUE]
        if found is not None:
            arguments += [literal(found.text), *([sequence(found.kinds)] if found.kinds else [])]
        message = code("{}({})", self._unit.library("excluded"), join(", ", arguments))
        yield code("if {}:\n{}", unwrapped(holds), indent(self._report(check, node, [message])))

    def _decided(self, check: Check, possible: Node, certain: Node, node: Node) -> Iterator[Code]:
        undecided = all_of(
            (self._predicates.holds(possible, VALUE).holds, self._predicates.holds(certain, VALUE).fails)
        )
        show = self._unit.library("show")
        report = self._report(check, node, [code("{}(value) + {}", show, literal(UNDECIDED))])
        yield code("if {}:\n{}", unwrapped(undecided), indent(report))

    def _conditional(self, check: checks.IfThenElse, node: Node) -> Iterator[Code]:
        then, otherwise = (
            [] if child is None else list(self._apply(child, VALUE, name("at"), node, [keyword]))
            for child, keyword in ((check.then, "then"), (check.otherwise, "else"))
        )
        condition = self._predicates.holds(check.condition, VALUE)
        if then:
            yield code("if {}:\n{}", unwrapped(condition.holds), indent(lines(then)))
            if otherwise:
                yield code("else:\n{}", indent(lines(otherwise)))
        elif otherwise:
            yield code("if {}:\n{}", unwrapped(condition.fails), indent(lines(otherwise)))

    def _dependent_schemas(
        self, check: Check, dependent: Iterable[tuple[str, Node]], node: Node
    ) -> Iterator[Code]:
        for present, child in dependent:
            block = list(self._apply(child, VALUE, name("at"), node, [check.origin.keyword, present]))
            if block:
                yield code("if {} in value:\n{}", literal(present), indent(lines(block)))

    # Locations

    def _absolute(self, node: Node, *path: str) -> Code:
        location = node.location.child(*path)
        fragment = location.uri[len(location.resource) :]
        if not location.resource:
            return literal(fragment)
        return code("{} + {}", self._unit.constant("schema", literal(location.resource)), literal(fragment))

    def _below(self, variable: str) -> Code:
        return code('f"{{at}}/{{{}({})}}"', self._unit.library("escape_token"), name(variable))

    def _index(self) -> Code:
        return code('f"{{at}}/{{index}}"')


def _call(function: Code, arguments: Sequence[Code]) -> Code:
    """A call, an argument a line where it is long."""
    flat = code("{}({})", function, join(", ", arguments))
    if len(flat.text) <= LINE and "\n" not in flat.text:
        return flat
    return code("{}(\n{}\n)", function, indent(lines(code("{},", each) for each in arguments)))


def _conditions(graph: Graph) -> dict[int, str]:
    """Of which objects a subschema is true that is for those alone: where a condition holds, or does not."""
    conditions: dict[int, str] = {}
    for node in graph.nodes:
        for check in node.checks:
            if isinstance(check, checks.IfThenElse):
                for child, holds in ((check.then, True), (check.otherwise, False)):
                    if child is not None:
                        conditions[id(child)] = where(check, graph.in_words, holds=holds)
            elif isinstance(check, checks.DependentSchemas):
                for present, child in check.nodes.items():
                    conditions[id(child)] = f"where {_quoted(present)} is present"
    if not conditions:
        return {}
    uses = Counter(id(child) for node in graph.nodes for child in node.children)
    return {key: condition for key, condition in conditions.items() if condition and uses[key] == 1}


def _quoted(text: str) -> str:
    from holotype.compiler.library.messages import show_string

    return show_string(text)
