"""References that lead back to the same schema for the same value: cut where they close the circle.

A schema is not to be run into an infinite loop (2020-12 core, section 9.4.1); what one means that would be,
nobody says.  Here a reference that closes a circle says of no value whether it is valid, and an instance for
whose verdict that matters has an error there; for any other the schema means what it means without it.

So what leads to a circle is there in copies.  In those that judge, a closing reference becomes `Endless`,
which fails: they hold where the schema certainly does.  In those of what is possible it is left out.
`Decided` stands beside the keywords whose sentence would not be true where these two differ, and beside those
for which a failure below is a success.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, TypeVar, cast

from holotype.compiler import checks
from holotype.compiler.checks import Check, Node, below, in_place, reachable, reaching
from holotype.errors import SchemaError
from holotype.schema.locations import Location

MOST_COPIES: Final = 1_000
"""Subschemas that may be made of those on circles, one for each way into them."""

_C = TypeVar("_C", bound=Check)

_DOUBTFUL: Final = (checks.AnyOf, checks.OneOf, checks.Not, checks.IfThenElse, checks.Contains)


def cut_circles(root: Node) -> Node:
    """The root of the graph without circles of references, which is `root` where there are none.

    Raises `SchemaError` for circles that cross each other in too many ways.
    """
    nodes = reachable(root)
    circular = _circular(nodes)
    if not circular:
        return root
    return _Cut(circular, reaching(nodes, lambda node: id(node) in circular)).whole(root)


def _circular(nodes: list[Node]) -> frozenset[int]:
    """The identities of the nodes that lie on circles in place, or on ways from one to another."""
    following = {id(node): list(map(id, node.in_place)) for node in nodes}
    preceding: dict[int, list[int]] = {id(node): [] for node in nodes}
    for each, children in following.items():
        for child in children:
            preceding[child].append(each)
    left = _without_ends(set(following), following, preceding)
    return frozenset(_without_ends(left, preceding, following))


def _without_ends(nodes: set[int], onward: dict[int, list[int]], back: dict[int, list[int]]) -> set[int]:
    """Those of the nodes from which there is an endless way onward among them."""
    degrees = Counter({each: sum(child in nodes for child in onward[each]) for each in nodes})
    waiting = [each for each in nodes if not degrees[each]]
    left = set(nodes)
    while waiting:
        end = waiting.pop()
        left.discard(end)
        for each in back[end]:
            if each in left:
                degrees[each] -= 1
                if not degrees[each]:
                    waiting.append(each)
    return left


class _Site(NamedTuple):
    """Where a check stands: in a schema, after circular nodes that were passed for the same value."""

    location: Location
    passed: frozenset[int]


class _Cut:
    """Copies of the nodes that lead to circles, each for the circular nodes passed on the way to it."""

    def __init__(self, circular: frozenset[int], leading: frozenset[int]) -> None:
        self._circular = circular
        self._leading = leading
        self._copies: dict[tuple[int, frozenset[int], bool], Node] = {}
        self._waiting: list[tuple[Node, _Site, bool, Node]] = []

    def whole(self, root: Node) -> Node:
        """The copy of the root, with all that it reaches."""
        copied = self._copy(root, frozenset(), possible=False)
        while self._waiting:
            node, site, possible, copy = self._waiting.pop()
            stand = self._possible if possible else self._judged
            copy.annotations = node.annotations
            copy.checks = tuple(each for check in node.checks for each in stand(check, site))
            copy.verdict = None if copy.checks else True
        return copied

    def _copy(self, node: Node, passed: frozenset[int], *, possible: bool) -> Node:
        if id(node) not in self._leading:
            return node
        passed = passed | {id(node)} if id(node) in self._circular else frozenset()
        key = (id(node), passed, possible)
        copy = self._copies.get(key)
        if copy is None:
            if len(self._copies) == MOST_COPIES:
                raise SchemaError(
                    "references lead back to this schema for the same value in too many ways; let none do so",
                    node.location.uri,
                )
            copy = self._copies[key] = Node(node.location)
            self._waiting.append((node, _Site(node.location, passed), possible, copy))
        return copy

    def _judged(self, check: Check, site: _Site) -> Iterator[Check]:
        """What reports as the check does, and fails where it does not certainly hold."""
        if _closes(check, site):
            yield checks.Endless(check.origin)
            return
        yield self._less(check, site)
        applied = (child for _, child in (*in_place(check), *below(check)))
        if isinstance(check, _DOUBTFUL) and any(id(child) in self._leading for child in applied):
            certain, possible = Node(site.location), Node(site.location)
            certain.checks = tuple(self._certain(check, site))
            possible.checks = tuple(self._possible(check, site))
            yield checks.Decided(check.origin, possible, certain)

    def _certain(self, check: Check, site: _Site) -> Iterator[Check]:
        """What holds where the check does, whatever an endless reference says."""
        match check:
            case checks.Not():
                yield self._more(check, site)
            case checks.OneOf():
                yield self._less(check, site)
                yield self._more(check, site)
            case checks.Contains():
                yield self._less(check, site)._replace(maximum=None)
                yield self._more(check, site)._replace(minimum=0)
            case checks.IfThenElse():
                less, more = self._less(check, site), self._more(check, site)
                yield less._replace(condition=more.condition, otherwise=None)
                yield less._replace(then=None)
            case _:
                yield self._less(check, site)

    def _possible(self, check: Check, site: _Site) -> Iterator[Check]:
        """What fails where the check does, whatever an endless reference says."""
        if _closes(check, site) or isinstance(check, checks.UnevaluatedProperties | checks.UnevaluatedItems):
            return
        match check:
            case checks.Not():
                yield self._less(check, site)
            case checks.OneOf(origin):
                one_of = self._less(check, site)
                some, one = Node(site.location), Node(site.location)
                some.checks, one.checks = (checks.AnyOf(origin, one_of.nodes),), (one_of,)
                yield checks.AnyOf(origin, self._more(check, site).nodes)
                yield checks.IfThenElse(origin, some, one, None)
            case checks.Contains():
                yield self._less(check, site)._replace(minimum=0)
                yield self._more(check, site)._replace(maximum=None)
            case checks.IfThenElse():
                less, more = self._less(check, site), self._more(check, site)
                yield more._replace(condition=less.condition, otherwise=None)
                yield more._replace(then=None)
            case _:
                yield self._more(check, site)

    def _less(self, check: _C, site: _Site) -> _C:
        """The check of subschemas that certainly hold."""
        return self._of_copies(check, site, possible=False)

    def _more(self, check: _C, site: _Site) -> _C:
        """The check of subschemas that possibly hold."""
        return self._of_copies(check, site, possible=True)

    def _of_copies(self, check: _C, site: _Site, *, possible: bool) -> _C:
        here = {id(child): self._copy(child, site.passed, possible=possible) for _, child in in_place(check)}
        there = {id(child): self._copy(child, frozenset(), possible=possible) for _, child in below(check)}
        return cast(_C, _with_nodes(check, here | there))


def _closes(check: Check, site: _Site) -> bool:
    return isinstance(check, checks.Reference) and id(check.node) in site.passed


def _with_nodes(check: Check, nodes: Mapping[int, Node]) -> Check:
    """The check with other nodes, by the identities of those that it has."""
    match check:
        case checks.AllOf() | checks.AnyOf() | checks.OneOf() | checks.PrefixItems():
            return check._replace(nodes=tuple(nodes[id(each)] for each in check.nodes))
        case checks.Properties() | checks.DependentSchemas():
            return check._replace(nodes={name: nodes[id(each)] for name, each in check.nodes.items()})
        case checks.PatternProperties():
            patterns = check.nodes.items()
            return check._replace(nodes={name: (test, nodes[id(each)]) for name, (test, each) in patterns})
        case checks.IfThenElse(origin, condition, then, otherwise):
            return checks.IfThenElse(
                origin,
                nodes[id(condition)],
                None if then is None else nodes[id(then)],
                None if otherwise is None else nodes[id(otherwise)],
            )
        case (
            checks.Not()
            | checks.Reference()
            | checks.Contains()
            | checks.AdditionalProperties()
            | checks.PropertyNames()
            | checks.Items()
            | checks.UnevaluatedProperties()
            | checks.UnevaluatedItems()
        ):
            return check._replace(node=nodes[id(check.node)])
        case _:
            return check
