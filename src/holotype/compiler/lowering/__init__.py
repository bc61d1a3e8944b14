"""Schema to checks: every subschema that the root reaches becomes a node, its keywords become checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from holotype.compiler.checks import Check, Node, reachable
from holotype.compiler.lowering.circles import cut_circles
from holotype.compiler.lowering.here import Here, Scope
from holotype.compiler.lowering.notices import Notice, Notices, silent
from holotype.compiler.lowering.tables import REF_EXCLUDES_SIBLINGS, table
from holotype.errors import MOST_MISTAKES, SchemaError
from holotype.schema.locations import Location
from holotype.schema.resources import Schemas, Subschema

_ASSERT_AND_ANNOTATE: Final = frozenset(("format", "contentEncoding", "contentMediaType"))
# Identifiers, reserved places (core, section 8), and keywords that others have read.
_NEVER_ANNOTATE: Final = frozenset(
    (
        *("$schema", "$vocabulary", "$id", "id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"),
        *("$comment", "$defs", "definitions", "then", "else", "minContains", "maxContains"),
    )
)


MOST_APPLICATIONS: Final = 100_000
"""Subschemas that may be applied to one instance, counted once for each way to them."""
MOST_SCOPES: Final = 100
"""Dynamic scopes in which one subschema may be applied: resources can have exponentially many."""


class Lowered(NamedTuple):
    """The root's node, and notices about what is not checked as its author may think."""

    root: Node
    notices: tuple[Notice, ...]


def lower(schemas: Schemas, *, asserts_formats: bool, severities: Mapping[str, str]) -> Lowered:
    """Lower the root schema and all that it reaches.

    `severities` maps places in the root document, as JSON Pointers to a keyword, to a lower severity.
    Raises `SchemaError` with the place, for what cannot be compiled.
    """
    lowering = _Lowering(schemas, asserts_formats, severities)
    root = lowering.node(schemas.root, ())
    lowering.finish()
    root = cut_circles(root)
    _refuse_explosions(root)
    notices = (Notice(schemas.in_document(at), says) for at, says in lowering.notices.all())
    return Lowered(root, tuple(notices))


class _Lowering:
    """Nodes made so far, and those whose keywords wait to be lowered: no recursion, however deep it goes."""

    def __init__(self, schemas: Schemas, asserts_formats: bool, severities: Mapping[str, str]) -> None:
        self._schemas = schemas
        self._asserts_formats = asserts_formats
        self._severities = severities
        self._nodes: dict[tuple[int, str, str, Scope], Node] = {}
        self._scopes: Counter[Location] = Counter()
        self._waiting: list[tuple[Subschema, Scope, Node]] = []
        self._endless = False
        self._mistakes: dict[tuple[str, str], None] = {}  # in their order, each once
        self.notices = Notices()

    def node(self, subschema: Subschema, scope: Scope) -> Node:
        scope = self._enter(subschema.location.resource, scope)
        # Where an identifier stands twice, two schemas may have one location.
        key = (id(subschema.contents), *subschema.location, scope)
        node = self._nodes.get(key)
        if node is None:
            self._scopes[subschema.location] += 1
            if self._scopes[subschema.location] > MOST_SCOPES:
                self._endless = True
                raise SchemaError(
                    f"references lead to this schema in more than {MOST_SCOPES} dynamic scopes; "
                    "declare fewer dynamic anchors",
                    subschema.location.uri,
                )
            node = self._nodes[key] = Node(subschema.location)
            self._waiting.append((subschema, scope, node))
        return node

    def _enter(self, resource: str, scope: Scope) -> Scope:
        anchors = self._schemas.dynamic_anchors(resource)
        if not anchors:
            return scope
        bound = dict(scope)
        for anchor in anchors:
            bound.setdefault(anchor, resource)
        return tuple(sorted(bound.items()))

    def finish(self) -> None:
        """Lower what waits, in the order of the text; raises `SchemaError` with all mistakes."""
        while self._waiting and not self._endless and len(self._mistakes) <= MOST_MISTAKES:
            subschema, scope, node = self._waiting.pop()
            if isinstance(subschema.contents, bool):
                node.verdict = subschema.contents
                continue
            above = len(self._waiting)
            self._lower(subschema, scope, node)
            self._waiting[above:] = reversed(self._waiting[above:])
        if self._mistakes:
            within = self._schemas.in_document
            raise SchemaError.together([(within(at), says) for at, says in self._mistakes])

    def _mistake(self, error: SchemaError) -> None:
        self._mistakes.update(dict.fromkeys(((error.location, error.message), *error.further)))

    def _lower(self, subschema: Subschema, scope: Scope, node: Node) -> None:
        contents: Mapping[str, Any] = subschema.contents  # type: ignore[assignment]  # no boolean comes here
        functions, unnoticed = table(subschema.dialect), silent(subschema.dialect)
        if "$ref" in contents and subschema.dialect.name in REF_EXCLUDES_SIBLINGS:
            if len(contents) > 1:
                self.notices.add_beside(
                    subschema, [each for each in contents if each in functions and each != "$ref"]
                )
            contents = {"$ref": contents["$ref"]}
        at_root = subschema.location.resource == self._schemas.root.location.resource
        checks: list[Check] = []
        for keyword, value in contents.items():
            function = functions.get(keyword)
            if function is None:
                if keyword not in unnoticed:
                    self.notices.add_unchecked(subschema, keyword, contents)
                continue
            severity = (
                self._severities.get(subschema.location.child(keyword).pointer, "error")
                if at_root
                else "error"
            )
            here = Here(
                keyword,
                severity,
                subschema,
                scope,
                self._schemas,
                self._asserts_formats,
                self.node,
                self.notices.add,
                self._mistake,
            )
            try:
                checks.extend(function(value, here))
            except SchemaError as error:
                self._mistake(error)
        node.checks = tuple(checks)
        node.annotations = {
            keyword: value
            for keyword, value in contents.items()
            if keyword in _ASSERT_AND_ANNOTATE
            or (keyword not in functions and keyword not in _NEVER_ANNOTATE)
        }
        if not checks:
            node.verdict = True


def _refuse_explosions(root: Node) -> None:
    """Raise `SchemaError` for a schema that makes one look at an instance grow beyond all measure.

    References back and forth can apply a few subschemas to the same instance in exponentially many ways.
    """
    applications: dict[int, int] = {}
    for start in reachable(root):
        path = [start]
        while path:
            node = path[-1]
            waiting = [child for child in _next(node) if id(child) not in applications]
            if waiting:
                path.extend(waiting)
                continue
            path.pop()
            applications[id(node)] = 1 + sum(applications[id(child)] for child in _next(node))
            if applications[id(node)] > MOST_APPLICATIONS:
                raise SchemaError(
                    f"this schema applies subschemas to one value in more than {MOST_APPLICATIONS:,} ways; "
                    "refer to each subschema once",
                    node.location.uri,
                )


def _next(node: Node) -> list[Node]:
    return [*node.in_place]
