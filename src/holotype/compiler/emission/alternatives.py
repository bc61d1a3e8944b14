"""The alternatives of anyOf and oneOf as the errors path knows them: their names, types, values and tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from holotype.compiler.checks import KINDS, AllOf, Const, Enum, Node, Properties, Reference, Required, Type
from holotype.compiler.emission.fragments import Code, code, indent, join, lines, literal
from holotype.compiler.emission.graph import ALL_TYPES, Graph, type_of
from holotype.compiler.emission.unit import LINE, Unit, sequence
from holotype.compiler.emission.wording import SCALAR, composed, title, words
from holotype.compiler.library.messages import LISTED, any_of_them, listed, show, show_string

# What is known of more than so many is not worth its place in the source.
_MOST_VALUES: Final = 50
_MOST_NAMES: Final = 50
_MOST_PARTS: Final = 20
_LONGEST_NAME: Final = 40
_LONGEST_WANTED: Final = 100

_SCALARS: Final = str | int | float | None


_Tags = dict[str, tuple[frozenset[str], tuple[object, ...]]]


class _Tag(NamedTuple):
    """A property that tells objects apart: its values for each node, and whether all require it."""

    name: str
    values: Mapping[int, tuple[object, ...]]
    is_required: bool


class Alternatives:
    """The subschemas of one anyOf or oneOf, with their indexes; those that accept nothing are none."""

    def __init__(self, nodes: Sequence[Node], graph: Graph) -> None:
        self._graph = graph
        self.nodes = [(index, node) for index, node in enumerate(nodes) if graph.types(node)]
        self._tag = _tag([node for _, node in self.nodes if "object" in graph.types(node)], graph)

    def names(self) -> dict[int, str]:
        """What to call each, by its index: its title, its `$ref`, its tag, otherwise its number, from 1."""
        names = {index: self._name(index, node) for index, node in self.nodes}
        uses = Counter(names.values())
        return {
            index: name if uses[name] == 1 else f"{name} (alternative {index + 1})"
            for index, name in names.items()
        }

    def table(self, unit: Unit, suggestion: str) -> Code:
        """The name of a constant that describes them to the library."""
        alternative = unit.library("Alternative")
        rows = []
        names = self.names()
        for index, node in self.nodes:
            row = [literal(f"/{index}"), unit.function("errors", node), literal(names[index])]
            kinds, values, wanted = (
                self._kinds(node),
                _only_values(self._graph.representative(node)),
                self._wanted(node),
            )
            named = self._named(node)
            if kinds or values or wanted or named:
                row.append(sequence(kinds))
            if values or wanted or named:
                row.append(literal("" if values else wanted))
            if values or named:
                row.append(sequence(values))
            if named:
                row.append(sequence(named))
            rows.append(_call(alternative, row))
        arguments = [code("(\n{}\n)", indent(lines(code("{},", row) for row in rows)))]
        if self._tag is not None:
            every = {show(each): each for several in self._tag.values.values() for each in several}
            arguments.append(literal(self._tag.name))
            arguments.append(sequence(every.values()))
            if self._tag.is_required:
                arguments.append(literal(True))
        return unit.table(suggestion, _call(unit.library("Choice"), arguments))

    def _name(self, index: int, node: Node) -> str:
        called = title(node)
        if called is not None:
            return called
        if self._tag is not None and id(node) in self._tag.values:
            tags = any_of_them(map(show, self._tag.values[id(node)]))
            return f"{show_string(self._tag.name)}: {tags}"
        number = f"alternative {index + 1}"
        found, kinds = words(node, self._graph.in_words), self._kinds(node)
        required = [show_string(each) for part in _parts(node) for each in _required(part)]
        told = [] if found is None else [found.text]
        if required:
            told.append(f"an object with {listed(required, 'and', LISTED)}")
        told += kinds if len(kinds) == 1 else ()
        shortest = next((each for each in told if len(each) <= _LONGEST_NAME), None)
        return number if shortest is None else f"{number} ({shortest})"

    def _wanted(self, node: Node) -> str:
        """All that the alternative accepts, in words; none where these say no more than its types."""
        target = self._graph.representative(node)
        if not all(isinstance(each, SCALAR) for each in target.checks):
            return ""
        found = composed(target.checks, self._graph.in_words)
        if found is None or len(found.text) > _LONGEST_WANTED or (found.text,) == self._kinds(node):
            return ""
        return "" if found.kinds else found.text

    def _named(self, node: Node) -> tuple[str, ...]:
        """The properties that the alternative tells of, where they are not very many."""
        names: dict[str, None] = {}
        for part in _parts(node):
            for check in part.checks:
                if isinstance(check, Properties):
                    names.update(
                        dict.fromkeys(
                            each for each, child in check.nodes.items() if child.verdict is not False
                        )
                    )
            names.update(dict.fromkeys(_required(part)))
        return tuple(names) if len(names) <= _MOST_NAMES else ()

    def _kinds(self, node: Node) -> tuple[str, ...]:
        """The JSON types of what the alternative accepts, in words; none where that says nothing."""
        types = self._graph.types(node)
        if types == ALL_TYPES:
            return ()
        # Without a fraction, a number is one all the same.
        return tuple(
            KINDS[each] for each in KINDS if each in types and not (each == "integer" and "number" in types)
        )


def _call(function: Code, arguments: Sequence[Code]) -> Code:
    flat = code("{}({})", function, join(", ", arguments))
    if len(flat.text) <= LINE and "\n" not in flat.text:
        return flat
    return code("{}(\n{}\n)", function, indent(lines(code("{},", each) for each in arguments)))


def _only_values(node: Node) -> tuple[object, ...]:
    """The values that the schema accepts, where it lists them and they are few and plain."""
    values: tuple[object, ...] = ()
    types: tuple[str, ...] | None = None
    for check in node.checks:
        match check:
            case Enum(values=several) if not values:
                values = several
            case Const(value=value) if not values:
                values = (value,)
            case Type(types=several_types):
                types = several_types
            case _:
                return ()
    if len(values) > _MOST_VALUES or not all(isinstance(each, _SCALARS) for each in values):
        return ()
    return tuple(
        each
        for each in values
        if types is None or type_of(each) in types or (type_of(each) == "integer" and "number" in types)
    )


def _tag(nodes: Sequence[Node], graph: Graph) -> _Tag | None:
    """The property that tells the objects apart: best one whose values no two of them share."""
    if len(nodes) < 2:
        return None
    parts = {id(node): _parts(node) for node in nodes}
    known: dict[int, _Tags] = {}
    tags: dict[int, _Tags] = {}
    for key, several in parts.items():
        tags[key] = {}
        for part in several:
            if id(part) not in known:
                known[id(part)] = dict(islice(_tags(part, graph), _MOST_NAMES))
            tags[key] = known[id(part)] | tags[key]
    found: str | None = None
    for name in tags[id(nodes[0])]:
        values = [each[name][0] for each in tags.values() if name in each]
        if len(values) < len(tags) or len(set(values)) == 1:
            continue
        if len(frozenset().union(*values)) == sum(map(len, values)):
            found = name
            break
        found = found or name
    if found is None:
        return None
    is_required = all(any(found in _required(part) for part in several) for several in parts.values())
    return _Tag(found, {key: each[found][1] for key, each in tags.items()}, is_required)


def _parts(node: Node) -> list[Node]:
    """The schema, and what it always applies to the same value, as far as that is not very much."""
    parts = {id(node): node}
    for part in (order := [node]):
        for check in part.checks:
            if isinstance(check, Reference | AllOf):
                for each in check.nodes if isinstance(check, AllOf) else (check.node,):
                    if len(order) < _MOST_PARTS and id(each) not in parts:
                        parts[id(each)] = each
                        order.append(each)
    return order


def _tags(part: Node, graph: Graph) -> Iterator[tuple[str, tuple[frozenset[str], tuple[object, ...]]]]:
    """The properties that have but a few plain values, with these, as text and as they are."""
    for check in part.checks:
        if isinstance(check, Properties):
            for name, child in check.nodes.items():
                values = _few_values(graph.representative(child))
                if values:
                    yield name, (frozenset(map(show, values)), values)


def _few_values(node: Node) -> tuple[object, ...]:
    for check in node.checks:
        values = (
            check.values if isinstance(check, Enum) else (check.value,) if isinstance(check, Const) else ()
        )
        if 0 < len(values) <= _MOST_VALUES and all(isinstance(each, _SCALARS) for each in values):
            return values
    return ()


def _required(node: Node) -> list[str]:
    return [name for check in node.checks if isinstance(check, Required) for name in check.names]
