"""Whether a schema is one: the check against its metaschema, and what its author is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from importlib import import_module
from itertools import islice
from json import dumps
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from holotype.errors import MOST_MISTAKES, SchemaError
from holotype.pointers import escape, tokens
from holotype.schema.dialects import Dialect, known
from holotype.schema.locations import Location
from holotype.schema.subschemas import identifier_in, subschemas_in

if TYPE_CHECKING:
    from types import ModuleType

    from holotype.schema.metaschemas.draft2020_12 import Error

_LONGEST: Final = 60
"""Characters of a name that are shown."""


def check(contents: Mapping[str, object], dialect: Dialect, location: Location) -> None:
    """Raise `SchemaError`, with the places, when the metaschema of `dialect` refuses what is at `location`.

    A custom dialect is held to the standard one that it builds on: `$vocabulary` changes which keywords are
    assertions, not how they are written.  What is embedded and names another dialect is left to that one's
    metaschema (2020-12, section 9.3.3).  `contents` is made of JSON values, nested no deeper than a text may
    be.
    """
    validator = import_module(f"holotype.schema.metaschemas.{module_of(dialect)}")
    if validator.is_valid(contents):
        return
    mistakes = [
        (Location(location.resource, location.pointer + pointer).uri, sentence)
        for pointer, sentence in islice(_mistakes(contents, dialect, validator), MOST_MISTAKES + 1)
    ]
    if not mistakes:
        return
    (first, says), *further = mistakes
    lead = f"the metaschema of {dialect.name} refuses this schema: "
    raise SchemaError.together([(first, lead + says), *further])


def module_of(dialect: Dialect) -> str:
    """The name, in the package `metaschemas`, of the module that checks schemas of the dialect."""
    return f"draft{dialect.name.removeprefix('draft').replace('-', '_')}"


class _Place(NamedTuple):
    """A place in a schema, its own name or index and, where no schema holds it, what does.

    `schema` is the schema that stands there, if there is one.
    """

    pointer: str
    token: str | int | None
    holder: str | int | None
    schema: dict[str, object] | None = None


def _mistakes(
    contents: Mapping[str, object], dialect: Dialect, validator: ModuleType
) -> Iterator[tuple[str, str]]:
    """Pointers and sentences, in the order of the schema's text; each is found when it is asked for.

    Each schema is looked at by itself, for what is found of all of them together may have no bound.
    """
    from holotype.schema.meant import hint  # most schemas have no mistake

    refused: dict[str, dict[str, str]] = {}
    within = ""  # what a schema refuses to have in it, so that what stands there is no schema
    for place in _places(contents, dialect):
        found = refused.pop(place.pointer, {})
        if found:
            within = f"{place.pointer}/"
        elif place.schema is not None and not (within and place.pointer.startswith(within)):
            name = place.token if place.holder == "properties" else None
            for error in _errors(place.schema, dialect, validator):
                meant = hint(place.schema, tokens(error.instance_location), name, dialect)
                # Other hints are about nulls in an instance, of which a schema is none.
                meant = meant or (error.hint if error.keyword == "enum" else None)
                says = f"{error.message}; {meant}" if meant else error.message
                # A vocabulary's metaschema says again what those of the others have said.
                sentences = refused.setdefault(place.pointer + error.instance_location, {})
                sentences.setdefault(error.message, says)
            found = refused.pop(place.pointer, {})
        for says in found.values():
            yield place.pointer, _named(says, place)


def _errors(schema: Mapping[str, Any], dialect: Dialect, validator: ModuleType) -> list[Error]:
    """What is wrong with a schema but for the schemas in it, or the first of that where it is very much."""
    alone = dict(schema)
    for path, _ in subschemas_in(schema, dialect):
        keyword = str(path[0])
        if path[1:]:
            if alone[keyword] is schema[keyword]:
                alone[keyword] = copy(schema[keyword])
            alone[keyword][path[1]] = {}
        else:
            alone[keyword] = {}
    if validator.is_valid(alone):
        return []
    for keyword, value in alone.items():
        alone[keyword] = _cut(value, (keyword,), validator.is_valid)
    return list(validator.iter_errors(alone))


def _cut(value: Any, path: tuple[str, ...], is_valid: Callable[[object], bool]) -> Any:
    """The value at a path in a schema, without what comes after more wrong members than are shown.

    No metaschema looks into members of members, but for schemas.
    """
    if not isinstance(value, dict | list):
        return value
    kept: Any = type(value)()
    wrong = 0
    for token, member in _members(value):
        if isinstance(value, list):
            kept.append(member)
            part: object = [member]
        else:
            below = (*path, str(token))
            kept[token] = _cut(member, below, is_valid) if len(path) == 1 else member
            part = {token: kept[token]}
        for name in reversed(path):
            part = {name: part}
        wrong += not is_valid(part)
        if wrong > MOST_MISTAKES:
            break
    return kept


def _places(contents: Mapping[str, object], dialect: Dialect) -> Iterator[_Place]:
    """Every place in the schema, in the order of its text, but for what is left to another metaschema."""
    waiting: list[Iterator[tuple[_Place, object, set[tuple[str | int, ...]]]]] = [
        iter([(_Place("", None, None), contents, {()})])
    ]
    while waiting:
        found = next(waiting[-1], None)
        if found is None:
            waiting.pop()
            continue
        place, value, schemas = found
        holder = place.token
        if () in schemas and isinstance(value, dict):
            if place.pointer and _is_of_another_dialect(value, dialect):
                continue
            place = place._replace(schema=value)
            schemas = {path for path, _ in subschemas_in(value, dialect)}
            holder = None
        yield place
        waiting.append(_below(place.pointer, holder, value, schemas))


def _below(
    pointer: str, holder: str | int | None, value: object, schemas: set[tuple[str | int, ...]]
) -> Iterator[tuple[_Place, object, set[tuple[str | int, ...]]]]:
    """The places right below one, the values there, and the paths from there to schemas."""
    below: dict[str | int, set[tuple[str | int, ...]]] = {}
    for path in schemas:
        below.setdefault(path[0], set()).add(path[1:])
    for token, item in _members(value):
        yield _Place(f"{pointer}/{escape(str(token))}", token, holder), item, below.get(token, set())


def _is_of_another_dialect(contents: Mapping[str, object], dialect: Dialect) -> bool:
    identifier = contents.get("$schema")
    if not isinstance(identifier, str) or identifier_in(contents, dialect) is None:
        return False
    standard = known(identifier)
    return dialect.uri != (identifier.removesuffix("#") if standard is None else standard.uri)


def _members(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _named(says: str, place: _Place) -> str:
    """What is wrong, with the name of what it is wrong with."""
    if place.token is None:
        return says
    where = "" if place.holder is None else f" in {_shown(place.holder)}"
    return f"{_shown(place.token)}{where}: {says}"


def _shown(token: str | int) -> str:
    if isinstance(token, int):
        return f"item {token}"
    return dumps(token if len(token) <= _LONGEST else f"{token[:_LONGEST]}...", ensure_ascii=False)
