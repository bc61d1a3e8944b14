"""The intermediate representation: a schema as a graph of nodes, each with the checks that it makes.

A check is what one keyword asserts, in the meaning of 2020-12 whatever dialect it was written in; its
`origin` keeps how.  Everything that the compiler emits is made from these values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, Final, NamedTuple

from holotype.compiler.formats import Format as FormatFunction
from holotype.compiler.patterns import Pattern as CompiledPattern
from holotype.schema.locations import Location

KINDS: Final = {
    "null": "null",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "string": "a string",
    "array": "an array",
    "object": "an object",
}
"""The types of JSON Schema in words, with their articles."""

JSON_TYPES: Final = tuple(KINDS)


class Node:
    """One subschema at one place, in one dynamic scope.

    `verdict` is set for the schemas that need no look at the instance: True accepts all, False nothing.
    Nodes refer to each other in cycles, so a node is compared by identity.  Once it has been asked what it
    applies, its checks are not set again.
    """

    __slots__ = ("_children", "_in_place", "annotations", "checks", "location", "verdict")

    def __init__(self, location: Location) -> None:
        self.location = location
        self.checks: tuple[Check, ...] = ()
        self.verdict: bool | None = None
        self.annotations: Mapping[str, object] = {}
        self._in_place: tuple[Node, ...] | None = None
        self._children: tuple[Node, ...] | None = None

    @property
    def in_place(self) -> tuple[Node, ...]:
        """The nodes that this one applies to the instance itself."""
        if self._in_place is None:
            self._in_place = tuple([each for check in self.checks for _, each in in_place(check)])
        return self._in_place

    @property
    def children(self) -> tuple[Node, ...]:
        """The nodes that this one applies, to the instance itself and to what it contains."""
        if self._children is None:
            self._children = tuple(
                [each for check in self.checks for _, each in (*in_place(check), *below(check))]
            )
        return self._children

    def __repr__(self) -> str:
        return f"<Node {self.location.uri}>"


class Origin(NamedTuple):
    """How a check was written: by which keyword of its subschema; and how much a failure matters."""

    keyword: str
    severity: str = "error"


# Assertions (validation vocabulary, section 6)


class Type(NamedTuple):
    """`integral_floats` says whether 1.0 is an integer: it is not in draft-04 (core, section 3.5)."""

    origin: Origin
    types: tuple[str, ...]
    integral_floats: bool = True


class Enum(NamedTuple):
    origin: Origin
    values: tuple[object, ...]


class Const(NamedTuple):
    origin: Origin
    value: object


class Minimum(NamedTuple):
    origin: Origin
    limit: float


class Maximum(NamedTuple):
    origin: Origin
    limit: float


class ExclusiveMinimum(NamedTuple):
    origin: Origin
    limit: float


class ExclusiveMaximum(NamedTuple):
    origin: Origin
    limit: float


class MultipleOf(NamedTuple):
    origin: Origin
    divisor: float


class MinLength(NamedTuple):
    origin: Origin
    limit: int


class MaxLength(NamedTuple):
    origin: Origin
    limit: int


class Pattern(NamedTuple):
    origin: Origin
    pattern: CompiledPattern


class Format(NamedTuple):
    origin: Origin
    format: FormatFunction


class ContentEncoding(NamedTuple):
    """`contentEncoding` where the dialect lets it assert: draft-07 (validation, section 8.3)."""

    origin: Origin
    encoding: str


class ContentMediaType(NamedTuple):
    """`contentMediaType` where the dialect lets it assert, of the decoded string (draft-07, section 8.4)."""

    origin: Origin
    media_type: str
    encoding: str


class MinItems(NamedTuple):
    origin: Origin
    limit: int


class MaxItems(NamedTuple):
    origin: Origin
    limit: int


class UniqueItems(NamedTuple):
    origin: Origin


class MinProperties(NamedTuple):
    origin: Origin
    limit: int


class MaxProperties(NamedTuple):
    origin: Origin
    limit: int


class Required(NamedTuple):
    origin: Origin
    names: tuple[str, ...]


class DependentRequired(NamedTuple):
    origin: Origin
    names: Mapping[str, tuple[str, ...]]


# Applicators (core, sections 10 and 11)


class Properties(NamedTuple):
    origin: Origin
    nodes: Mapping[str, Node]


class PatternProperties(NamedTuple):
    origin: Origin
    nodes: Mapping[str, tuple[CompiledPattern, Node]]


class AdditionalProperties(NamedTuple):
    """Applies to the properties that neither `names` nor `patterns` cover."""

    origin: Origin
    node: Node
    names: frozenset[str]
    patterns: tuple[CompiledPattern, ...]


class PropertyNames(NamedTuple):
    origin: Origin
    node: Node


class DependentSchemas(NamedTuple):
    origin: Origin
    nodes: Mapping[str, Node]


class PrefixItems(NamedTuple):
    origin: Origin
    nodes: tuple[Node, ...]


class Items(NamedTuple):
    """Applies to the items from index `start` on."""

    origin: Origin
    node: Node
    start: int


class Contains(NamedTuple):
    """At least `minimum` and at most `maximum` items match; `evaluates` says if those count as evaluated."""

    origin: Origin
    node: Node
    minimum: int
    maximum: int | None
    minimum_keyword: str
    evaluates: bool


class AllOf(NamedTuple):
    origin: Origin
    nodes: tuple[Node, ...]


class AnyOf(NamedTuple):
    origin: Origin
    nodes: tuple[Node, ...]


class OneOf(NamedTuple):
    origin: Origin
    nodes: tuple[Node, ...]


class Not(NamedTuple):
    origin: Origin
    node: Node


class IfThenElse(NamedTuple):
    origin: Origin
    condition: Node
    then: Node | None
    otherwise: Node | None


class Reference(NamedTuple):
    """`$ref`, and `$dynamicRef` or `$recursiveRef` after the dynamic scope has said where they lead."""

    origin: Origin
    node: Node


class Endless(NamedTuple):
    """A reference that leads back to where it came from, for the same value (core, section 9.4.1).

    It says of no value that it is valid.
    """

    origin: Origin


class Decided(NamedTuple):
    """What another keyword says does not depend on an `Endless` below: where it possibly holds, it does.

    `possible` and `certain` say what that keyword says, with endless references to its favour and not.
    """

    origin: Origin
    possible: Node
    certain: Node


class UnevaluatedProperties(NamedTuple):
    origin: Origin
    node: Node


class UnevaluatedItems(NamedTuple):
    origin: Origin
    node: Node


Check = (
    Type
    | Enum
    | Const
    | Minimum
    | Maximum
    | ExclusiveMinimum
    | ExclusiveMaximum
    | MultipleOf
    | MinLength
    | MaxLength
    | Pattern
    | Format
    | ContentEncoding
    | ContentMediaType
    | MinItems
    | MaxItems
    | UniqueItems
    | MinProperties
    | MaxProperties
    | Required
    | DependentRequired
    | Properties
    | PatternProperties
    | AdditionalProperties
    | PropertyNames
    | DependentSchemas
    | PrefixItems
    | Items
    | Contains
    | AllOf
    | AnyOf
    | OneOf
    | Not
    | IfThenElse
    | Reference
    | Endless
    | Decided
    | UnevaluatedProperties
    | UnevaluatedItems
)


Applied = Iterable[tuple[tuple[str | int, ...], Node]]
"""Nodes, each with the path to it from the subschema."""


def in_place(check: Check) -> Applied:
    """The nodes that `check` applies to the instance itself."""
    applied = _IN_PLACE.get(type(check))
    return () if applied is None else applied(check)


def below(check: Check) -> Applied:
    """The nodes that `check` applies to what the instance contains."""
    applied = _BELOW.get(type(check))
    return () if applied is None else applied(check)


def _one(check: Any) -> Applied:
    return (((check.origin.keyword,), check.node),)


def _several(check: Any) -> Applied:
    keyword = check.origin.keyword
    return [((keyword, index), node) for index, node in enumerate(check.nodes)]


def _named(check: Any) -> Applied:
    keyword = check.origin.keyword
    return [((keyword, name), node) for name, node in check.nodes.items()]


def _patterns(check: PatternProperties) -> Applied:
    return [((check.origin.keyword, name), node) for name, (_, node) in check.nodes.items()]


def _conditional(check: IfThenElse) -> Applied:
    parts = {"if": check.condition, "then": check.then, "else": check.otherwise}
    return [((keyword,), node) for keyword, node in parts.items() if node is not None]


def _both(check: Decided) -> Applied:
    return [((check.origin.keyword,), node) for node in (check.possible, check.certain)]


_IN_PLACE: Final[dict[type, Callable[[Any], Applied]]] = {
    AllOf: _several,
    AnyOf: _several,
    OneOf: _several,
    DependentSchemas: _named,
    Not: _one,
    Reference: _one,
    IfThenElse: _conditional,
    Decided: _both,
}
_BELOW: Final[dict[type, Callable[[Any], Applied]]] = {
    Properties: _named,
    PatternProperties: _patterns,
    PrefixItems: _several,
    AdditionalProperties: _one,
    PropertyNames: _one,
    Items: _one,
    Contains: _one,
    UnevaluatedProperties: _one,
    UnevaluatedItems: _one,
}


def reachable(start: Node) -> list[Node]:
    """Every node that can be reached from `start`, itself first, in the order of the schema."""
    seen = {id(start): start}
    order = [start]
    for node in order:
        for each in node.children:
            if id(each) not in seen:
                seen[id(each)] = each
                order.append(each)
    return order


_children: Final[Callable[[Node], Iterable[Node]]] = attrgetter("children")


def reaching(
    nodes: Iterable[Node],
    is_wanted: Callable[[Node], bool],
    following: Callable[[Node], Iterable[Node]] = _children,
) -> frozenset[int]:
    """The identities of the nodes that reach one for which `is_wanted` holds, by what `following` gives."""
    parents: dict[int, list[int]] = {}
    reached = set()
    waiting = []
    for node in nodes:
        for child in following(node):
            parents.setdefault(id(child), []).append(id(node))
        if is_wanted(node):
            waiting.append(id(node))
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting.extend(parents.get(each, ()))
    return frozenset(reached)
