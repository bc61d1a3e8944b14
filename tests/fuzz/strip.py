"""What `strip` does, written a second time from its definition, over the schema as JSON.

A null at property p goes when p is declared on a conjunctive path, no schema on such a path for the same
object requires p, and what is declared for p refuses null.  A conjunctive path leads through `$ref`, `allOf`,
`properties`, `patternProperties`, `additionalProperties`, `items` and `prefixItems` only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Refuses = Callable[[Any], bool]
Schema = Any


class Reference:
    """`strip` for one 2020-12 document without identifiers; `refuses` says whether null is not valid."""

    def __init__(self, root: Schema, refuses: Refuses) -> None:
        self._root = root
        self._refuses = refuses

    def strip(self, instance: Any) -> Any:
        """A stripped copy."""
        return self._strip(instance, [self._root])

    def _strip(self, value: Any, schemas: list[Schema]) -> Any:
        applied = [each for schema in schemas for each in self._in_place(schema, ())]
        if isinstance(value, list):
            return [self._strip(item, _for_item(applied, index)) for index, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        stripped = {}
        for name, item in value.items():
            declared = [each for schema in applied for each in _for_property(schema, name)]
            is_declared = any(name in schema.get("properties", {}) for schema in applied)
            is_required = any(name in schema.get("required", ()) for schema in applied)
            if item is None and is_declared and not is_required and any(map(self._refuses, declared)):
                continue
            stripped[name] = self._strip(item, declared)
        return stripped

    def _in_place(self, schema: Schema, through: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        if not isinstance(schema, dict):
            return
        yield schema
        for each in schema.get("allOf", ()):
            yield from self._in_place(each, through)
        reference = schema.get("$ref")
        if reference is not None and reference not in through:
            yield from self._in_place(self._target(reference), (*through, reference))

    def _target(self, reference: str) -> Schema:
        """References lead to the root, or to a definition by pointer or by an anchor of its name."""
        name = reference.removeprefix("#").rpartition("/")[2]
        return self._root["$defs"][name] if name else self._root


def _for_item(schemas: list[dict[str, Any]], index: int) -> list[Schema]:
    found = []
    for schema in schemas:
        prefix = schema.get("prefixItems", [])
        if index < len(prefix):
            found.append(prefix[index])
        elif "items" in schema:
            found.append(schema["items"])
    return found


def _for_property(schema: dict[str, Any], name: str) -> Iterator[Schema]:
    properties = schema.get("properties", {})
    patterns = [
        each for pattern, each in schema.get("patternProperties", {}).items() if re.search(pattern, name)
    ]
    if name in properties:
        yield properties[name]
    yield from patterns
    if name not in properties and not patterns and "additionalProperties" in schema:
        yield schema["additionalProperties"]
