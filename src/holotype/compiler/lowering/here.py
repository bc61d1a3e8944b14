"""What a keyword's function sees while it lowers: its subschema, and the way to other nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from holotype.compiler.checks import Node, Origin
from holotype.compiler.patterns import Pattern, PatternError, compile_pattern
from holotype.errors import SchemaError
from holotype.schema.resources import Schemas, Subschema

Scope = tuple[tuple[str, str], ...]
"""The dynamic scope: for each dynamic anchor, the outermost resource entered that has it."""


class Here(NamedTuple):
    """One keyword in one subschema.

    `asserts_formats` is what the caller asked for; `node` gives the node of a subschema in a dynamic scope;
    `notice` takes what the person who compiles should know of: its kind, where it stands, and its name;
    `mistake` what is wrong and said once all is known.
    """

    keyword: str
    severity: str
    subschema: Subschema
    scope: Scope
    schemas: Schemas
    asserts_formats: bool
    node: Callable[[Subschema, Scope], Node]
    notice: Callable[..., None]
    mistake: Callable[[SchemaError], None]

    @property
    def contents(self) -> Mapping[str, object]:
        """The object that the keyword stands in."""
        contents = self.subschema.contents
        assert not isinstance(contents, bool)
        return contents

    @property
    def origin(self) -> Origin:
        """The origin of this keyword's check."""
        return Origin(self.keyword, self.severity)

    def child(self, *path: str | int) -> Node:
        """The node of the subschema at `path` below this subschema."""
        return self.node(self.schemas.child(self.subschema, *path), self.scope)

    def children(self) -> tuple[Node, ...]:
        """The nodes of the array of subschemas that is the keyword's value."""
        value = self.contents[self.keyword]
        assert isinstance(value, list)
        return tuple(self.child(self.keyword, index) for index in range(len(value)))

    def named_children(self) -> dict[str, Node]:
        """The nodes of the object of subschemas that is the keyword's value."""
        value = self.contents[self.keyword]
        assert isinstance(value, dict)
        return {name: self.child(self.keyword, name) for name in value}

    def pattern(self, source: str, *path: str) -> Pattern:
        """The pattern, compiled; it stands at this keyword, or at `path` in this subschema.

        One that cannot be used is a mistake, and is then taken for one that matches everything.
        """
        try:
            return compile_pattern(source)
        except PatternError as error:
            shown = source if len(source) <= 80 else source[:80] + "..."
            self.mistake(self.error(f"the pattern {shown!r} cannot be used: {error}", *path))
            return compile_pattern("")

    def error(self, message: str, *path: str) -> SchemaError:
        """A `SchemaError` about this keyword, or about what is at `path` in this subschema."""
        return SchemaError(message, self.subschema.location.child(*(path or (self.keyword,))).uri)
