"""What an emitted module carries of the library: the definitions it uses, copied from their source."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Container, Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from typing import Final, NamedTuple


class Definition(NamedTuple):
    """A top-level definition: its name, its source, and the names that it refers to."""

    name: str
    text: str
    names: frozenset[str]
    is_constant: bool


class Library(NamedTuple):
    """The definitions of one module.  `origins` maps imported names to their home modules in the library."""

    definitions: dict[str, Definition]
    origins: dict[str, str]
    imports: dict[str, str]
    typing_imports: dict[str, str]


class Carried(NamedTuple):
    """What a set of names needs: import statements, those for the type checker, and the definitions."""

    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    definitions: tuple[Definition, ...]


@cache
def read(module: str) -> Library:
    """Read a module of the library."""
    source = inspect.getsource(importlib.import_module(module))
    definitions: dict[str, Definition] = {}
    origins: dict[str, str] = {}
    imports: dict[str, str] = {}
    typing_imports: dict[str, str] = {}
    body = ast.parse(source).body
    for statement in body:
        match statement:
            case ast.ImportFrom(module="__future__"):
                continue
            case ast.ImportFrom(module=str(home)) if home.startswith("holotype."):
                origins.update((alias.name, home) for alias in statement.names)
            case ast.Import() | ast.ImportFrom():
                imports.update(_import_lines(statement))
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                for inner in statement.body:
                    if isinstance(inner, ast.ImportFrom) and (inner.module or "").startswith("holotype."):
                        origins.update((alias.name, inner.module or "") for alias in inner.names)
                    elif isinstance(inner, ast.Import | ast.ImportFrom):
                        typing_imports.update(_import_lines(inner))
                    elif isinstance(inner, ast.Assign):
                        target = inner.targets[0]
                        assert isinstance(target, ast.Name)
                        typing_imports[target.id] = ast.unparse(inner)
            case ast.FunctionDef() | ast.ClassDef():
                definitions[statement.name] = _definition(statement.name, statement, source, constant=False)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if name != "TYPE_CHECKING":
                    definitions[name] = _definition(name, statement, source, constant=True)
    return Library(definitions, origins, imports, typing_imports)


def _import_lines(statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    for alias in statement.names:
        suffix = f" as {alias.asname}" if alias.asname else ""
        bound = alias.asname or alias.name.partition(".")[0]
        if isinstance(statement, ast.ImportFrom):
            yield bound, f"from {statement.module} import {alias.name}{suffix}"
        else:
            yield bound, f"import {alias.name}{suffix}"


def _definition(name: str, statement: ast.stmt, source: str, *, constant: bool) -> Definition:
    lines = source.split("\n")
    first = statement.lineno
    if isinstance(statement, ast.FunctionDef | ast.ClassDef) and statement.decorator_list:
        first = statement.decorator_list[0].lineno
    text = "\n".join(lines[first - 1 : statement.end_lineno])
    if isinstance(statement, ast.AnnAssign) and ast.unparse(statement.annotation).startswith("Final"):
        assert statement.value is not None
        value = ast.get_source_segment(source, statement.value) or ""
        text = f"{name} = ({value})" if _is_parenthesised(source, statement.value) else f"{name} = {value}"
    comments: list[str] = []
    for line in reversed(lines[: first - 1]):
        if not line.startswith("#"):
            break
        comments.insert(0, line)
    names = frozenset(each.id for each in ast.walk(statement) if isinstance(each, ast.Name)) | frozenset(
        _quoted_names(statement)
    )
    return Definition(name, "\n".join([*comments, text]), names - {name}, constant)


def _is_parenthesised(source: str, value: ast.expr) -> bool:
    segment = ast.get_source_segment(source, value) or ""
    return (
        "\n" in segment and not segment.startswith(("(", "[", "{")) and not segment.endswith((")", "]", "}"))
    )


def _quoted_names(statement: ast.stmt) -> Iterator[str]:
    """Names in annotations that stand as text."""
    for each in ast.walk(statement):
        if isinstance(each, ast.arg) and isinstance(each.annotation, ast.Constant):
            for inner in ast.walk(ast.parse(str(each.annotation.value), mode="eval")):
                if isinstance(inner, ast.Name):
                    yield inner.id


def carry(wanted: Iterable[tuple[str, str]], imported: Container[str] = ()) -> Carried:
    """The definitions that the (name, home module) pairs need, each after those that it needs at import.

    What is `imported` from a module that carries it too is left out, and what only that needs.
    """
    found: dict[str, Definition] = {}
    imports: set[str] = set()
    typing_imports: set[str] = set()
    waiting = list(wanted)
    while waiting:
        name, home = waiting.pop()
        library = read(home)
        definition = library.definitions.get(name)
        if definition is None:
            raise LookupError(f"{home} defines no {name}")
        if name in found:
            if found[name].text != definition.text:
                raise LookupError(f"two modules of the library define {name}")
            continue
        found[name] = definition
        for each in definition.names:
            if each in imported:
                continue
            if each in library.definitions:
                waiting.append((each, home))
            elif each in library.origins:
                waiting.append((each, library.origins[each]))
            elif each in library.imports:
                if library.imports[each] != "from typing import Final":
                    imports.add(library.imports[each])
            elif each in library.typing_imports:
                typing_imports.add(library.typing_imports[each])
                for inner in ("TypeVar",):
                    if inner in library.typing_imports and inner in library.typing_imports[each]:
                        typing_imports.add(library.typing_imports[inner])
    return Carried(
        tuple(sorted(imports)),
        tuple(sorted(typing_imports, key=lambda line: ("import" not in line, line))),
        tuple(found[name] for name in _ordered(found)),
    )


def _ordered(found: dict[str, Definition]) -> Iterator[str]:
    """Constants after what they are computed from; everything else by name, classes first."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name in sorted(found, key=lambda each: (found[each].is_constant, each)):
        definition = found[name]
        needs = definition.names & found.keys() if definition.is_constant else ()
        sorter.add(name, *sorted(needs))
    yield from sorter.static_order()


class Inline(NamedTuple):
    """An expression, and the names of its library that it refers to."""

    text: str
    names: tuple[str, ...]


LONGEST_INLINE: Final = 140


def inline_body(name: str, home: str, argument: str) -> Inline | None:
    """What the function returns for `argument`, if it is one short expression; None for any other."""
    found = read(home).definitions[name]
    if found.is_constant:
        return None
    function = ast.parse(found.text).body[0]
    assert isinstance(function, ast.FunctionDef)
    *_, last = function.body
    if len(function.args.args) != 1 or len(function.body) != 1 + (ast.get_docstring(function) is not None):
        return None
    if not isinstance(last, ast.Return) or last.value is None:
        return None
    parameter = function.args.args[0].arg
    names = [each for each in ast.walk(last.value) if isinstance(each, ast.Name)]
    others = {each.id for each in names if each.id != parameter}
    for each in names:
        if each.id == parameter:
            each.id = argument
    text = ast.unparse(last.value)
    if len(text) > LONGEST_INLINE:
        return None
    return Inline(text, tuple(sorted(others & read(home).definitions.keys())))
