"""Names for what an emitted module defines: from the schema, readable, ASCII, each used once."""

from __future__ import annotations

import builtins
import re
from keyword import kwlist, softkwlist
from typing import Final

from holotype.pointers import tokens
from holotype.schema.locations import Location

_RESERVED: Final = frozenset((*kwlist, *softkwlist, *dir(builtins)))
_LONGEST: Final = 40
_NAMING: Final = frozenset(("properties", "$defs", "definitions", "patternProperties", "dependentSchemas"))
_SUFFIXES: Final = {
    "items": "item",
    "prefixItems": "item",
    "additionalItems": "item",
    "unevaluatedItems": "item",
    "contains": "contained",
    "additionalProperties": "value",
    "unevaluatedProperties": "value",
    "propertyNames": "name",
    "allOf": "all",
    "anyOf": "any",
    "oneOf": "one",
    "not": "not",
    "if": "if",
    "then": "then",
    "else": "else",
}


class Names:
    """The names that are taken in one scope; of names with one of the `beginnings`, any may be."""

    def __init__(self, taken: frozenset[str] = frozenset(), beginnings: tuple[str, ...] = ()) -> None:
        self._taken = set(_RESERVED | taken)
        self._beginnings = beginnings
        self._numbers: dict[str, int] = {}

    def fresh(self, hint: str) -> str:
        """`hint` as an identifier; with a number behind it when the name is taken."""
        base = identifier(hint)
        if base in _RESERVED or base.startswith(self._beginnings):
            base += "_"
        name, number = base, self._numbers.get(base, 1)
        while name in self._taken:
            number += 1
            name = f"{base}_{number}"
        self._numbers[base] = number
        self._taken.add(name)
        return name


def identifier(text: str) -> str:
    """The text as an identifier in lower case, of ASCII letters, digits and underscores."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text[: 4 * _LONGEST])
    name = re.sub(r"[^a-z0-9]+", "_", spaced.lower(), flags=re.ASCII).strip("_")[:_LONGEST].strip("_")
    return name if name and not name[0].isdigit() else f"value_{name}".rstrip("_")


def hint(location: Location, root: str) -> str:
    """What to call the subschema at `location`: the property or definition that it belongs to."""
    name = ""
    waiting = False
    for token in tokens(location.pointer):
        if waiting:
            name, waiting = token, False
        elif token in _NAMING:
            waiting = True
        elif token in _SUFFIXES:
            name = f"{name}_{_SUFFIXES[token]}"
        elif token.isdigit():
            name = f"{name}_{token}"
    if name and name.isascii() and any(map(str.isalnum, name)):
        return name
    if location.pointer:
        return f"{root}_part"
    last = location.resource.rstrip("/#").rpartition("/")[2]
    return re.sub(r"\.json$|\.schema$|\.schema\.json$", "", last) or root
