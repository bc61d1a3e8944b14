"""Output units (2020-12 core, section 12.3), and what applying a schema gives besides them."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from holotype.schema.locations import Location

NO_ANNOTATION: Final = object()
"""Stands where there is no annotation; None is one, the JSON null."""


class Unit(NamedTuple):
    """A schema, or a keyword of one, applied at one place of the instance.

    `location` is the absolute keyword location.  `nested` has what was applied within, each with its keyword
    location relative to this one, so that one unit serves wherever its schema is applied to the same place.
    An `error` explains the unit by itself; without one, the nested units that are invalid too explain it.
    `is_telling` says whether the unit or what explains it has an error or an annotation.
    """

    valid: bool
    location: Location
    instance_location: str
    error: str | None
    annotation: Any
    nested: tuple[tuple[str, Unit], ...]
    is_telling: bool


def unit(
    valid: bool,
    location: Location,
    instance_location: str,
    nested: tuple[tuple[str, Unit], ...] = (),
    *,
    error: str | None = None,
    annotation: Any = NO_ANNOTATION,
) -> Unit:
    """The output unit of these parts."""
    is_telling = (
        not valid
        or annotation is not NO_ANNOTATION
        or any(each.valid and each.is_telling for _, each in nested)
    )
    return Unit(valid, location, instance_location, error, annotation, nested, is_telling)


class Evaluated(NamedTuple):
    """The properties and the items that subschemas were applied to (2020-12 core, section 11)."""

    names: frozenset[str] = frozenset()
    indexes: frozenset[int] = frozenset()

    def merged(self, other: Evaluated) -> Evaluated:
        """What one or the other evaluates."""
        if other is NOTHING:
            return self
        return other if self is NOTHING else Evaluated(self.names | other.names, self.indexes | other.indexes)


NOTHING: Final = Evaluated()


class Outcome(NamedTuple):
    """What applying a schema gave; what is evaluated is for the applicator to drop where that is invalid."""

    unit: Unit
    evaluated: Evaluated = NOTHING


class Part(NamedTuple):
    """What one check gave: the units of its keywords, each with the keyword location from the schema."""

    units: tuple[tuple[str, Unit], ...]
    evaluated: Evaluated = NOTHING
