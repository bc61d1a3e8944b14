"""The one map of names: a class for each record, a field for each property, an alias for literals.

The map is handed to the generator of models and to everything else that writes code; nothing reads a name
from generated text.  A name depends on where its schema stands and not on what stands beside it, as far as
that is possible, so that a schema can grow without renaming.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from keyword import kwlist
from typing import Final, NamedTuple
from unicodedata import combining, normalize

from holotype.codegen.shapes import Key, Literals, Record, Shape, Shapes, literals
from holotype.errors import ContractError
from holotype.pointers import tokens
from holotype.schema.locations import Location

ADDITIONAL_PROPERTIES: Final = "additional_properties"

_LONGEST: Final = 80
_ROOT: Final = re.compile("[A-Z][A-Za-z0-9_]*")
_DEFINITIONS: Final = frozenset({"$defs", "definitions"})
_NAMED_CHILDREN: Final = frozenset({"properties", "dependentSchemas"})
_NUMBERED_CHILDREN: Final = {"allOf": "Part", "anyOf": "Option", "oneOf": "Option", "prefixItems": "Item"}
_SINGLE_CHILDREN: Final = {"items": "Item", "additionalProperties": "Value", "unevaluatedProperties": "Value"}


class Names(NamedTuple):
    """Names by what they name: records, the properties of a record, and literals (values and place)."""

    root: str
    classes: Mapping[Key, str]
    fields: Mapping[Key, Mapping[str, str]]
    literals: Mapping[Literals, str]


def assign(shapes: Shapes, root: str, modules: Iterable[str] = (), bodies: Iterable[str] = ()) -> Names:
    """Name everything in `shapes`, the root `root`.

    No class has a name that the `modules` of the package use beside the classes, no field one that the
    `bodies` of the classes use.  Raises `ContractError` if `root` cannot name a class of the package.
    """
    taken = Taken((*kwlist, *modules))
    if root in taken.names or not _ROOT.fullmatch(root):
        raise ContractError(
            f"{root!r} cannot name the class: that takes ASCII letters and digits, a capital letter first, "
            "and none of the names that the package itself uses",
            key="package.class",
        )
    taken.add(root, "")
    classes: dict[Key, str] = {}
    for key, definition in shapes.definitions.items():
        if shapes.root == _only(Record(key)):
            classes[key] = root
        else:
            classes[key] = taken.add(class_name(definition.place, root, shapes.place), "Model")
    aliases: dict[Literals, str] = {}
    for listed in _all_literals(shapes):
        if listed not in aliases:
            aliases[listed] = taken.add(class_name(listed.place, root, shapes.place), "Value")
    in_bodies = {root, *classes.values(), *aliases.values(), *bodies}
    fields = {
        key: field_names([member.property for member in definition.members], in_bodies)
        for key, definition in shapes.definitions.items()
    }
    return Names(root, classes, fields, aliases)


def class_name(place: Location, root: str, root_place: Location) -> str:
    """A class name from the place of a schema, after the definition that it is below, else after the root.

    `/properties/address` of a root class `Person` is `PersonAddress`, `/$defs/address/properties/geo` is
    `AddressGeo`, `/items` of an embedded resource `https://example.com/list.json` is `ListItem`.
    """
    words = [root]
    if place.resource != root_place.resource:
        words = [_pascal(place.resource.rstrip("/").rpartition("/")[2].partition(".")[0])]
    path = iter(tokens(place.pointer))
    for token in path:
        if token in _DEFINITIONS:
            words = [_pascal(next(path, ""))]
        elif token in _NAMED_CHILDREN:
            words.append(_pascal(next(path, "")))
        elif token in _NUMBERED_CHILDREN:
            words.append(_NUMBERED_CHILDREN[token] + _ordinal(next(path, "")))
        elif token == "patternProperties":
            next(path, "")
            words.append("Value")
        else:
            words.append(_SINGLE_CHILDREN.get(token) or _pascal(token))
    name = "".join(words)[:_LONGEST]
    return name if _is_identifier(name) else f"Model{name}"


def field_names(properties: Sequence[str], used: Iterable[str] = ()) -> dict[str, str]:
    """A field name for each property of one record, none of those `used` in the body of its class.

    A property whose name can stand as it is keeps it, whatever the others are called.
    """
    reserved = {ADDITIONAL_PROPERTIES, *kwlist, *used}
    names = {name: name for name in properties if _is_identifier(name) and name not in reserved}
    taken = Taken((*reserved, *names))
    for name in properties:
        if name not in names:
            names[name] = taken.add(_identifier(name), "_")
    return {name: names[name] for name in properties}


def identifiers(source: str) -> set[str]:
    """Every name that Python source imports, defines or uses, in whatever scope."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.alias():
                found.add(node.asname or node.name)
    return found


class Taken:
    """Names in use; `add` finds the next free one in constant time, however many are alike."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = set(names)
        self._numbers: dict[str, int] = {}

    def add(self, name: str, suffix: str) -> str:
        """Take `name` if it is free, else with `suffix`, else with the first number that makes it free."""
        free = name if name not in self.names else name + suffix
        stem = name.rstrip("_")
        while free in self.names:
            self._numbers[stem] = self._numbers.get(stem, 1) + 1
            free = f"{stem}_{self._numbers[stem]}"
        self.names.add(free)
        return free


def _all_literals(shapes: Shapes) -> Iterator[Literals]:
    yield from literals(shapes.root)
    for definition in shapes.definitions.values():
        for member in definition.members:
            yield from literals(member.shape)
        yield from literals(definition.additional)


def _only(record: Record) -> Shape:
    return Shape(null=False, scalars=frozenset(), literals=None, array=None, object=record)


def _is_identifier(name: str) -> bool:
    # ASCII, because Python normalises other identifiers (NFKC): two that differ could become one.
    return name.isascii() and name.isidentifier() and name[0].isalpha() and len(name) <= _LONGEST


def _identifier(name: str) -> str:
    """The nearest ASCII identifier that starts with a letter."""
    text = "_".join(part for part in re.split("_+", _ascii(name)) if part)
    return text[:_LONGEST] if text[:1].isalpha() else f"field_{text}"[:_LONGEST]


def _pascal(word: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split("[^A-Za-z0-9]+", _ascii(word)))


def _ascii(text: str) -> str:
    """Without accents; of other letters and digits the code point, of everything else `_`."""
    return "".join(map(_ascii_character, normalize("NFKD", text[:_LONGEST])))


def _ascii_character(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else "_"
    if combining(character):
        return ""
    return f"_u{ord(character):x}_" if character.isalnum() else "_"


def _ordinal(token: str) -> str:
    return str(int(token) + 1) if token.isascii() and token.isdecimal() and len(token) <= _LONGEST else ""
