"""The module that is being written: its names, constants, functions, and what it takes from the library."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, get_args

from holotype.compiler.checks import Node
from holotype.compiler.emission.fragments import Code, code, docstring, indent, join, lines, literal, name
from holotype.compiler.emission.graph import Graph
from holotype.compiler.emission.names import Names, hint
from holotype.compiler.emission.outline import every_name, home_of
from holotype.compiler.patterns import Automaton, Pattern, Search, constant, test

if TYPE_CHECKING:
    from holotype.compiler.emission.library import Carried

Kind = Literal["valid", "clean", "errors", "evaluated_properties", "evaluated_items"]
Emit = Callable[[Node, Code], Code]
Waiting = tuple[Kind, Node, Code]
"""A function that was asked for: what it is to tell, of which node, and its name."""

PUBLIC: Final = frozenset(
    (
        "HOLOTYPE",
        "RULE_READS",
        "is_valid",
        "is_clean",
        "iter_errors",
        "validate",
        "strip",
        "re",
        "sys",
        "annotations",
    )
)
LINE: Final = 100
DEEPEST: Final = 50
"""Displays within each other, of far more that Python would parse."""


class Unit:
    """What has been asked for so far; asking for a function queues it to be written."""

    def __init__(self, graph: Graph, root_name: str, emitters: dict[Kind, Emit]) -> None:
        self.graph = graph
        self._root_name = root_name
        self._emitters = emitters
        self._names = Names(PUBLIC | every_name())
        self.names_of_library: dict[str, str] = {}
        self._constants: dict[str, tuple[Code, Code]] = {}
        self._tables: dict[str, tuple[Code, Code]] = {}
        self.imports: set[str] = set()
        self._functions: dict[tuple[Kind, int], Code] = {}
        self.waiting: list[Waiting] = []
        self._hints: dict[int, str] = {}
        self.texts: list[Code] = []

    def variables(self, *parameters: str) -> Names:
        """The names of one function's variables, none of which hides what the module defines."""
        return Names(PUBLIC | every_name() | {*parameters}, tuple(f"{kind}_" for kind in get_args(Kind)))

    def library(self, identifier: str, home: str | None = None) -> Code:
        """A name that the emitted module carries from the library."""
        self.names_of_library[identifier] = home or home_of(identifier)
        return name(identifier)

    def constant(self, suggestion: str, value: Code) -> Code:
        """The name of a module-level constant of this value; equal values share one."""
        known = self._constants.get(value.text)
        if known is None:
            known = (name(self._names.fresh(suggestion).upper()), value)
            self._constants[value.text] = known
        return known[0]

    def value(self, suggestion: str, value: object) -> Code:
        """The expression of a JSON value; one that nests deep is made in steps, by constants."""
        containers = [value]
        for each in containers:
            containers.extend(item for item in _contained(each) if isinstance(item, dict | list))
        made: dict[int, tuple[Code, int]] = {}
        for each in reversed(containers):
            inside = [made.get(id(item)) or (literal(item), 0) for item in _contained(each)]
            shown = _display(each, [item for item, _ in inside])
            height = 1 + max((below for _, below in inside), default=0)
            if height == DEEPEST:
                shown, height = self.constant(f"{suggestion}_part", shown), 0
            made[id(each)] = shown, height
        return made[id(value)][0]

    def pattern_test(self, pattern: Pattern, value: Code, suggestion: str) -> Code:
        """The condition that the string `value` matches."""
        made_once = constant(pattern)
        if made_once is None:
            return test(pattern, value, value)
        if isinstance(pattern.test, Search) or (
            isinstance(pattern.test, Automaton) and pattern.test.quick is not None
        ):
            self.imports.add("import re")
        hint = f"{suggestion}_pattern"
        if isinstance(pattern.test, Automaton):
            self.library("PatternAutomaton", "holotype.compiler.patterns.automaton")
            return test(pattern, self.table(hint, made_once), value)
        return test(pattern, self.constant(hint, made_once), value)

    def table(self, suggestion: str, value: Code) -> Code:
        """The name of a constant that refers to functions, so that it stands below them."""
        known = self._tables.get(value.text)
        if known is None:
            known = (name(self._names.fresh(suggestion).upper()), value)
            self._tables[value.text] = known
        return known[0]

    def hint(self, node: Node) -> str:
        """What to call the things of a node."""
        found = self._hints.get(id(node))
        if found is None:
            found = self._hints[id(node)] = hint(node.location, self._root_name)
        return found

    def described(self, node: Node) -> Code:
        """The docstring of a function about a node: where it stands in its resource."""
        return docstring(f"The schema at #{node.location.pointer}.")

    def function(self, kind: Kind, node: Node) -> Code:
        """The name of a function about a node."""
        key = (kind, id(node))
        if key not in self._functions:
            self._functions[key] = name(self._names.fresh(f"{kind}_{self.hint(node)}"))
            self.waiting.append((kind, node, self._functions[key]))
        return self._functions[key]

    def entry(self, suggestion: str) -> Code:
        """The name of a function that stands for no node."""
        return name(self._names.fresh(suggestion))

    def write(self) -> None:
        """Write every function that was asked for, and those that these ask for."""
        while self.waiting:
            self.add(self.written(*self.waiting.pop(0)))

    def written(self, kind: Kind, node: Node, function: Code) -> Code:
        """The definition of a function that was asked for."""
        return self._emitters[kind](node, function)

    def add(self, definition: Code) -> None:
        """Add the definition of a function."""
        self.texts.append(definition)

    def constants(self, start: int = 0) -> list[Code]:
        """The assignments of the constants, but for those of the first `start`."""
        return [code("{} = {}", *each) for each in islice(self._constants.values(), start, None)]

    def tables(self, start: int = 0) -> list[Code]:
        """The assignments of the tables, but for those of the first `start`."""
        return [code("{}: Any = {}", *each) for each in islice(self._tables.values(), start, None)]

    def carried(self) -> Carried:
        """What the module takes from the library."""
        from holotype.compiler.emission.library import carry

        return carry(self.names_of_library.items())


def _contained(value: object) -> Collection[object]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _display(value: object, items: Sequence[Code]) -> Code:
    if isinstance(value, dict):
        named = zip(map(literal, value), items, strict=True)
        return code("{{{}}}", join(", ", (code("{}: {}", each, item) for each, item in named)))
    return code("[{}]", join(", ", items)) if isinstance(value, list) else literal(value)


def any_of(conditions: Iterable[Code]) -> Code:
    """The conditions joined by `or`, broken into lines when they are long."""
    return _joined(list(conditions), " or ", "\nor ")


def all_of(conditions: Iterable[Code]) -> Code:
    """The conditions joined by `and`, broken into lines when they are long."""
    return _joined(list(conditions), " and ", "\nand ")


def _joined(
    conditions: list[Code], operator: Literal[" or ", " and "], broken: Literal["\nor ", "\nand "]
) -> Code:
    flat = join(operator, conditions)
    if len(conditions) < 2 or (len(flat.text) <= LINE and "\n" not in flat.text):
        return flat
    return code("(\n{}\n)", indent(join(broken, conditions)))


def sequence(values: Iterable[object], opening: Literal["(", "["] = "(") -> Code:
    """A tuple or list display, a line for each value when it is long."""
    parts = [literal(value) for value in values]
    flat = literal(tuple(values) if opening == "(" else list(values))
    if len(flat.text) <= LINE:
        return flat
    body = indent(lines(code("{},", part) for part in parts))
    return code("(\n{}\n)", body) if opening == "(" else code("[\n{}\n]", body)
