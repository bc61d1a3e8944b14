"""The text of a module: header, public functions, predicates, errors path, and its part of the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from holotype.compiler.checks import Node
from holotype.compiler.emission import nulls as null_plan
from holotype.compiler.emission.errors import Errors
from holotype.compiler.emission.evaluated import Evaluations
from holotype.compiler.emission.fragments import (
    Code,
    code,
    docstring,
    indent,
    join,
    lines,
    literal,
    name,
    own,
)
from holotype.compiler.emission.graph import Graph
from holotype.compiler.emission.linking import Linked
from holotype.compiler.emission.predicates import Level, Predicates
from holotype.compiler.emission.public import Entries, functions
from holotype.compiler.emission.rules import Rules
from holotype.compiler.emission.statements import Body
from holotype.compiler.emission.unit import Unit
from holotype.compiler.places import Place
from holotype.compiler.rules import RuleCheck
from holotype.pointers import escape

if TYPE_CHECKING:
    from holotype.compiler.emission.library import Carried


class Identity(NamedTuple):
    """What the header says of the module: where it comes from and what it was made for.

    `schema` is the `$id`; `sha256` the digest of the schema; `each` the JSON Pointer of the array whose items
    are the instances, in a document that has it.
    """

    generator: str
    schema: str
    sha256: str
    formats: str
    nulls: str
    class_name: str = ""
    contract: str = ""
    each: str = ""


def module(graph: Graph, rules: Sequence[RuleCheck], identity: Identity) -> str:
    """The text of the module that checks instances against the graph's root and the rules."""
    return _Emission(graph, rules, identity).text()


def linked(graph: Graph, rules: Sequence[RuleCheck], identity: Identity) -> Linked:
    """The same module in memory, where each function is written when it is first called."""
    return _Emission(graph, rules, identity).linked()


class _Emission:
    def __init__(self, graph: Graph, rules: Sequence[RuleCheck], identity: Identity) -> None:
        self._root = graph.representative(graph.root)
        self._identity = identity
        self._nulls = null_plan.plan(graph)
        self._unit = unit = Unit(
            graph,
            identity.class_name or "instance",
            {
                "valid": lambda node, function: self._define("valid", node, function),
                "clean": lambda node, function: self._define("clean", node, function),
                "errors": lambda node, function: self._errors.define(node, function),
                "evaluated_properties": lambda node, function: self._evaluations.define_properties(
                    node, function
                ),
                "evaluated_items": lambda node, function: self._evaluations.define_items(node, function),
            },
        )
        nullable, absent = self._nulls.nullable, name("absent")
        self._predicates: dict[Level, Predicates] = {
            "valid": Predicates(unit, "valid", nullable, absent),
            "clean": Predicates(unit, "clean", nullable, absent),
        }
        # Errors are found in an instance that has been stripped, where nothing is read as absent.
        marker = name("ABSENT")
        stripped = Predicates(unit, "valid", nullable, marker)
        self._evaluations = Evaluations(stripped)
        self._errors = Errors(unit, stripped)
        self._clean_of_stripped = Predicates(unit, "clean", nullable, marker)
        self._rules = Rules(rules, Place([graph.root], graph), identity.contract, unit)

    def text(self) -> str:
        public = functions(self._entries(), self._identity.nulls, self._unit)
        self._unit.write()
        carried = self._unit.carried()
        sections = [
            *self._header(carried),
            lines(self._unit.constants()),
            *public,
            *self._unit.texts,
            *_definitions(carried),
            *self._unit.tables(),
        ]
        return "\n\n\n".join(section.text for section in sections if section.text) + "\n"

    def linked(self) -> Linked:
        public = functions(self._entries(), self._identity.nulls, self._unit)
        return Linked(self._unit, [*self._stamp(), *public])

    def _define(self, level: Level, node: Node, function: Code) -> Code:
        predicates = self._predicates[level]
        body = Body(predicates)
        return body.define(function, node, body.statements(node), takes_absent=predicates.takes_absent(node))

    def _entries(self) -> Entries:
        graph, nulls = self._unit.graph, self._nulls
        takes_absent = self._root_takes_absent()
        valid = self._entry("valid", ["error"]) if self._rules.with_severity("error") else None
        valid = valid or self._predicates["valid"].function(self._root)
        clean = valid
        if id(graph.root) in graph.lowered or self._rules.with_severity("warning"):
            # One look at everything, though it repeats what `valid` says: bulk work asks only this.
            clean = self._entry("clean", ["error", "warning"])
        rules = None
        if self._rules.rules:
            rules = self._unit.entry("errors_of_rules")
            self._unit.add(self._rules.define_report(rules, self._clean_of_stripped))
        table = None
        if nulls.declaring:
            table = self._unit.table("declared", null_plan.table(nulls, graph.root, self._unit))
        errors = self._unit.function("errors", graph.root)
        return Entries(valid, clean, errors, rules, takes_absent, table, nulls.strips_first)

    def _root_takes_absent(self) -> bool:
        return self._predicates["valid"].takes_absent(self._root)

    def _entry(self, level: Level, severities: Iterable[str]) -> Code:
        """A predicate of the whole instance, with the rules."""
        predicates = self._predicates[level]
        function = self._unit.entry(f"{level}_{self._identity.class_name or self._unit.hint(self._root)}")
        body = Body(predicates)
        statements = list(body.statements(self._root))
        for severity in severities:
            statements += self._refusals(severity, body, predicates)
        self._unit.add(body.define(function, self._root, statements, takes_absent=self._root_takes_absent()))
        return function

    def _refusals(self, severity: str, body: Body, predicates: Predicates) -> Iterator[Code]:
        nullable = predicates.nullable(self._root)
        clean = self._predicates["clean"]
        return self._rules.refusals(severity, body.properties, body.fresh, clean, nullable)

    def _header(self, carried: Carried) -> Iterator[Code]:
        identity = self._identity
        subject = identity.schema or "a JSON Schema without $id"
        third_party = " and idna" if any("import idna" in each.text for each in carried.definitions) else ""
        yield docstring(
            f"A validator for {subject}.\n\n"
            f"Generated by Holotype {identity.generator}; regenerate it instead of editing it.\n"
            f"It needs nothing but the standard library{third_party}.\n\n"
            f"Digest of the schema (sha256): {identity.sha256}\n"
        )
        typing_imports = {"from collections.abc import Iterator", "from typing import Any"}
        typing_imports.update(carried.typing_imports)
        needed = _tidied({*carried.imports, *self._unit.imports})
        imports = ["from __future__ import annotations", *(["", *needed] if needed else [])]
        yield code(
            "{}\n\nTYPE_CHECKING: bool = False\nif TYPE_CHECKING:\n{}",
            lines(map(own, imports)),
            indent(lines(map(own, _tidied(typing_imports)))),
        )
        yield from self._stamp()

    def _stamp(self) -> Iterator[Code]:
        identity = self._identity
        fields = {
            "generator": identity.generator,
            "schema": identity.schema,
            "sha256": identity.sha256,
            "formats": identity.formats,
            "nulls": identity.nulls,
            "class": identity.class_name,
            "contract": identity.contract,
            "each": identity.each,
        }
        entries = lines(code("{}: {},", literal(key), literal(value)) for key, value in fields.items())
        yield code("HOLOTYPE = {{\n{}\n}}", indent(entries))
        if self._rules.rules:
            reads = lines(
                code("{}: {},", literal(check.rule.id), literal(tuple(_pointers(check))))
                for check in self._rules.rules
            )
            yield code("# What each rule reads, as JSON Pointers.\nRULE_READS = {{\n{}\n}}", indent(reads))


def _pointers(check: RuleCheck) -> Iterator[str]:
    for read in check.reads:
        yield "".join(f"/{escape(each)}" for each in read.path)


def _tidied(statements: Iterable[str]) -> list[str]:
    """Import statements in order, one for each module; then other statements."""
    plain, others = [], []
    names: dict[str, list[str]] = {}
    for statement in sorted(statements):
        if statement.startswith("import "):
            plain.append(statement)
        elif statement.startswith("from "):
            home, _, imported = statement.removeprefix("from ").partition(" import ")
            names.setdefault(home, []).append(imported)
        else:
            others.append(statement)
    return [*plain, *(f"from {home} import {', '.join(each)}" for home, each in names.items()), *others]


def _definitions(carried: Carried) -> Iterator[Code]:
    run: list[Code] = []
    for each in carried.definitions:
        if each.is_constant:
            run.append(own(each.text))
            continue
        if run:
            yield join("\n", run)
            run = []
        yield own(each.text)
    if run:
        yield join("\n", run)
