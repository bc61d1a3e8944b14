"""The contract's rules in the emitted module: in the predicates, and in the errors path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from holotype.compiler.emission.conditions import OBJECT, guard
from holotype.compiler.emission.fragments import Code, code, indent, lines, literal, name, unwrapped
from holotype.compiler.emission.predicates import Predicates
from holotype.compiler.emission.unit import Unit, all_of, any_of
from holotype.compiler.places import Place
from holotype.compiler.rules import RuleCheck, Scope, message, violation
from holotype.pointers import escape

Path = tuple[str, ...]
Fresh = Callable[[str], Code]


class Rules:
    """The rules about instances of which `root` is the place of the whole."""

    def __init__(self, rules: Sequence[RuleCheck], root: Place, contract_id: str, unit: Unit) -> None:
        self.rules = rules
        self._root = root
        self._contract_id = contract_id
        self._unit = unit

    def with_severity(self, severity: str) -> list[RuleCheck]:
        """The rules of this severity."""
        return [check for check in self.rules if check.rule.severity == severity]

    def refusals(
        self,
        severity: str,
        known: dict[str, Code],
        fresh: Fresh,
        clean: Predicates,
        nullable: frozenset[str],
    ) -> Iterator[Code]:
        """Statements that return False when a rule of this severity is violated by a valid instance.

        `known` has the variables that hold properties already, `nullable` those read as absent where null;
        `clean` has the predicates that look at warnings too, whatever the severity of the rule.
        """
        rules = self.with_severity(severity)
        if not rules:
            return
        reading = _Reading(self._root, self._unit, known, fresh, nullable)
        body = [*reading.fetch(rules), *reading.as_integers(rules)]
        for check in rules:
            guards = [
                reading.present(read.path)
                for read in check.reads
                if read.needed and not reading.always_present(read.path)
            ]
            guards += self._clean(check, reading, clean)
            body.append(code("# the rule {}", literal(check.rule.id)))
            conditions = [*guards, self._violated(check, reading.scope())]
            body.append(code("if {}:\n    return False", unwrapped(all_of(conditions))))
        if self._root.types == frozenset(("object",)):
            yield from body
        else:
            is_object = unwrapped(guard(OBJECT, name("value"), self._unit).holds)
            yield code("if {}:\n{}", is_object, indent(lines(body)))

    def _violated(self, check: RuleCheck, scope: Scope) -> Code:
        violated = violation(check, scope)
        self._take(violated)
        return violated

    def _take(self, expression: Code) -> None:
        """Carry the library's functions that the expression calls."""
        for function, home in _FUNCTIONS.items():
            if f"{function}(" in expression.text:
                self._unit.library(function, home)

    def _clean(self, check: RuleCheck, reading: _Reading, clean: Predicates) -> Iterator[Code]:
        """Conditions that what the rule reads has no warning either, where its schema can give one."""
        for read in check.reads:
            place = self._place(read.path)
            lowered = [node for node in place.nodes if id(node) in clean.graph.lowered] if place else []
            for node in lowered:
                holds = clean.holds(node, reading.variable(read.path)).holds
                yield code("({} or {})", reading.absent(read.path), holds)

    def _place(self, path: Path) -> Place | None:
        place: Place | None = self._root
        for each in path:
            place = None if place is None else place.child(each)
        return place

    def define_report(self, function: Code, clean: Predicates) -> Code:
        """The function that reports the rules that an instance violates; valid or not, nulls left out."""
        names = self._unit.variables("value", "found", "absent")
        reading = _Reading(self._root, self._unit, {}, lambda each: name(names.fresh(each)), frozenset())
        body = list(reading.fetch(self.rules))
        invalid = self._unit.library("INVALID")
        for path in reading.paths(self.rules):
            place = self._place(path)
            if place is None:
                continue
            variable = reading.variable(path)
            fails = [
                condition.fails
                for node in place.nodes
                for condition in (clean.conditions(node, variable) or [clean.call(node, variable)])
                if node.verdict is not True
            ]
            if fails:
                wrong = any_of(fails)
                wrong = wrong if len(fails) == 1 or wrong.text.startswith("(\n") else code("({})", wrong)
                test = all_of((reading.present(path), wrong))
                body.append(code("if {}:\n    {} = {}", test, variable, invalid))
        body += reading.as_integers(self.rules)
        body += [statement for check in self.rules for statement in self._report(check, reading, invalid)]
        is_none = unwrapped(guard(OBJECT, name("value"), self._unit).fails)
        return code(
            "def {}(value: Any, found: list[Error]) -> None:\n"
            '    """Report the rules that are violated; one that reads something invalid is skipped."""\n{}',
            function,
            indent(lines([code("if {}:\n    return", is_none), *body])),
        )

    def _report(self, check: RuleCheck, reading: _Reading, invalid: Code) -> Iterator[Code]:
        guards = []
        for read in check.reads:
            if read.needed:
                guards.append(reading.present(read.path))
            if self._place(read.path) is not None:
                guards.append(code("{} is not {}", reading.variable(read.path), invalid))
        scope = reading.scope()
        text = message(check, scope)
        self._take(text)
        hint = literal(check.rule.because)
        place = f"/rules/{escape(check.rule.id)}"
        arguments = [
            literal(""),
            literal(place),
            literal(f"{self._contract_id}#{place}"),
            literal("rule"),
            text,
            literal(check.rule.severity),
            hint,
        ]
        block = code(
            "found.append(\n    Error(\n{}\n    )\n)",
            indent(indent(lines(code("{},", a) for a in arguments))),
        )
        yield code("if {}:\n{}", unwrapped(all_of([*guards, self._violated(check, scope)])), indent(block))


_FUNCTIONS = {
    "equal": "holotype.compiler.library.equality",
    "show": "holotype.compiler.library.messages",
    "contains": "holotype.compiler.rules.runtime",
    "exact": "holotype.compiler.rules.runtime",
    "plain_number": "holotype.compiler.rules.runtime",
}


class _Reading:
    """The local variables that hold what rules read."""

    def __init__(
        self, root: Place, unit: Unit, known: dict[str, Code], fresh: Fresh, nullable: frozenset[str]
    ) -> None:
        self._root = root
        self._unit = unit
        self._fresh = fresh
        self._nullable = nullable
        self._variables: dict[Path, Code] = {(each,): variable for each, variable in known.items()}

    def paths(self, rules: Iterable[RuleCheck]) -> list[Path]:
        """What the rules read, each path once."""
        return list(dict.fromkeys(read.path for check in rules for read in check.reads))

    def fetch(self, rules: Iterable[RuleCheck]) -> Iterator[Code]:
        """Statements that fill the variables."""
        for path in self.paths(rules):
            yield from self._fetch(path)

    def as_integers(self, rules: Iterable[RuleCheck]) -> Iterator[Code]:
        """Statements that make an int of 1.0, an integer too, where arithmetic has to be exact."""
        for path in dict.fromkeys(read.path for check in rules for read in check.reads if read.integral):
            yield code("if type({v}) is float:\n    {v} = int({v})", v=self._variables[path])

    def _fetch(self, path: Path) -> Iterator[Code]:
        if path in self._variables:
            return
        variable = self._fresh("_".join(path))
        if len(path) == 1:
            yield code("{} = value.get({}, {})", variable, literal(path[0]), self._marker(path))
        else:
            yield from self._fetch(path[:-1])
            parent = self._variables[path[:-1]]
            absent = self._unit.library("ABSENT")
            yield code(
                "{} = {}.get({}, {}) if {} else {}",
                variable,
                parent,
                literal(path[-1]),
                absent,
                unwrapped(guard(OBJECT, parent, self._unit).holds),
                absent,
            )
        self._variables[path] = variable

    def _marker(self, path: Path) -> Code:
        return (
            name("absent") if path[0] in self._nullable and len(path) == 1 else self._unit.library("ABSENT")
        )

    def variable(self, path: Path) -> Code:
        """The variable that holds the value at `path`."""
        return self._variables[path]

    def present(self, path: Path) -> Code:
        """Whether there is a value at `path`."""
        return code("{} is not {}", self._variables[path], self._marker(path))

    def absent(self, path: Path) -> Code:
        """Whether there is none."""
        return code("{} is {}", self._variables[path], self._marker(path))

    def always_present(self, path: Path) -> bool:
        """Whether a valid instance has the property."""
        return len(path) == 1 and path[0] in self._root.required

    def scope(self) -> Scope:
        """The variables, for the expressions of rules."""
        return Scope(self._variables, self.present, self.absent)
