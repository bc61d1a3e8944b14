"""Output units (2020-12 core, section 12.3), and what applying a schema gives besides them."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from holotype.schema.locations import Location

NO_ANNOTATION: Final = object()
"""Stands where there is no annotation; None is one, the JSON null."""


class Unit(NamedTuple):
    """A schema, or a keyword of one, applied at one place of the instance.

    `schema` is where the schema stands; `keyword` is None for the schema itself.  `nested` has what was
    applied within, each with its keyword location relative to this one, so that one unit serves wherever its
    schema is applied to the same place.
    An `error` explains the unit by itself; without one, the nested units that are invalid too explain it.
    `size` counts the units from here on, `telling` those errors and annotations that explain the verdict: as
    one unit may serve in many places, there can be far more of them than were made.
    """

    valid: bool
    schema: Location
    keyword: str | None
    instance_location: str
    error: str | None
    annotation: Any
    nested: tuple[tuple[str, Unit], ...]
    size: int
    telling: int

    @property
    def absolute_keyword_location(self) -> str:
        """The location that no reference leads through, as a URI (section 12.3.2)."""
        return (self.schema if self.keyword is None else self.schema.child(self.keyword)).uri


def unit(
    valid: bool,
    schema: Location,
    instance_location: str,
    nested: tuple[tuple[str, Unit], ...] = (),
    *,
    keyword: str | None = None,
    error: str | None = None,
    annotation: Any = NO_ANNOTATION,
) -> Unit:
    """The output unit of these parts."""
    size, telling = 1, 0 if error is None and (not valid or annotation is NO_ANNOTATION) else 1
    for _, each in nested:
        size += each.size
        if error is None and each.valid == valid:
            telling += each.telling
    return Unit(valid, schema, keyword, instance_location, error, annotation, nested, size, telling)


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
