"""Whether a schema is one: the check against its metaschema, and what its author is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from json import dumps
from typing import TYPE_CHECKING, Final, NamedTuple

from holotype.errors import SchemaError
from holotype.pointers import escape
from holotype.schema.dialects import Dialect, known
from holotype.schema.locations import Location
from holotype.schema.subschemas import identifier_in, subschemas_in

if TYPE_CHECKING:
    from holotype.schema.metaschemas.draft2020_12 import Error

_MOST: Final = 100
"""Mistakes that are shown."""
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
    refused: dict[str, dict[str, Error]] = {}
    for error in validator.iter_errors(contents):
        # A vocabulary's metaschema says again what those of the others have said.
        refused.setdefault(error.instance_location, {}).setdefault(error.message, error)
    mistakes = [
        (Location(location.resource, location.pointer + place.pointer).uri, _sentence(error, place))
        for place in _places(contents, dialect)
        for error in refused.get(place.pointer, {}).values()
    ]
    if not mistakes:
        return
    (first, says), *further = mistakes[:_MOST]
    if len(mistakes) > _MOST:
        at, last = further[-1]
        further[-1] = (at, f"{last}; and {len(mistakes) - _MOST} more")
    raise SchemaError(f"the metaschema of {dialect.name} refuses this schema: {says}", first, further=further)


def module_of(dialect: Dialect) -> str:
    """The name, in the package `metaschemas`, of the module that checks schemas of the dialect."""
    return f"draft{dialect.name.removeprefix('draft').replace('-', '_')}"


class _Place(NamedTuple):
    """A place in a schema, its own name or index and, where no schema holds it, what does."""

    pointer: str
    token: str | int | None
    holder: str | int | None


def _places(contents: Mapping[str, object], dialect: Dialect) -> Iterator[_Place]:
    """Every place in the schema, in the order of its text, but for what is left to another metaschema."""
    waiting: list[tuple[_Place, object, set[tuple[str | int, ...]]]] = [
        (_Place("", None, None), contents, {()})
    ]
    while waiting:
        place, value, schemas = waiting.pop()
        holder = place.token
        if () in schemas and isinstance(value, dict):
            if place.pointer and _is_of_another_dialect(value, dialect):
                continue
            schemas = {path for path, _ in subschemas_in(value, dialect)}
            holder = None
        yield place
        below: dict[str | int, set[tuple[str | int, ...]]] = {}
        for path in schemas:
            below.setdefault(path[0], set()).add(path[1:])
        waiting.extend(
            reversed(
                [
                    (
                        _Place(f"{place.pointer}/{escape(str(token))}", token, holder),
                        item,
                        below.get(token, set()),
                    )
                    for token, item in _members(value)
                ]
            )
        )


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


def _sentence(error: Error, place: _Place) -> str:
    """What is wrong at the place."""
    # Other hints are about nulls in an instance, of which a schema is none.
    says = f"{error.message}; {error.hint}" if error.keyword == "enum" and error.hint else error.message
    if place.token is None:
        return says
    where = "" if place.holder is None else f" in {_shown(place.holder)}"
    return f"{_shown(place.token)}{where}: {says}"


def _shown(token: str | int) -> str:
    if isinstance(token, int):
        return f"item {token}"
    return dumps(token if len(token) <= _LONGEST else f"{token[:_LONGEST]}...", ensure_ascii=False)
