"""What a typed model can say of the values at one place: an upper bound, by JSON type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from holotype.schema.locations import Location

LiteralValue: TypeAlias = str | int | bool
JSONScalar: TypeAlias = str | int | float | bool

# A record is found by the subschemas that hold together for it: their locations, and whether the
# alternatives (anyOf, oneOf) of each count.
Key: TypeAlias = tuple[tuple[Location, bool], ...]


class Literals(NamedTuple):
    """The only values that are possible for some types; `place` is where they are listed.

    Their Python types keep two lists apart that Python takes for the same, as those of 1 and of true.
    """

    values: tuple[LiteralValue, ...]
    types: tuple[type, ...]
    place: Location

    @classmethod
    def of(cls, values: Iterable[LiteralValue], place: Location) -> Literals:
        """The list of these values."""
        values = tuple(values)
        return cls(values, tuple(map(type, values)), place)


class Array(NamedTuple):
    """An array; `items` None: of anything."""

    items: Shape | None


class Map(NamedTuple):
    """An object without declared properties; `values` None: of anything."""

    values: Shape | None


class Record(NamedTuple):
    """An object with declared properties, which becomes a class."""

    key: Key


class Tagged(NamedTuple):
    """One of several records; the string at `property`, required in each, tells which."""

    property: str
    records: tuple[tuple[tuple[str, ...], Record], ...]


class Shape(NamedTuple):
    """The values that can stand at one place, at most: for each JSON type, what is known of them.

    `scalars` holds those of "boolean", "integer", "number" and "string" of which any value may come;
    `literals` the values of the remaining scalar types.
    """

    null: bool
    scalars: frozenset[str]
    literals: Literals | None
    array: Array | None
    object: Map | Record | Tagged | None


class Member(NamedTuple):
    """A declared property of a record; `limits` are further assertions about its value, for people."""

    property: str
    shape: Shape
    required: bool
    description: str
    limits: tuple[tuple[str, JSONScalar], ...]


class Definition(NamedTuple):
    """A record in full.  `additional` is the shape of other properties' values, None where there are none."""

    place: Location
    title: str
    description: str
    members: tuple[Member, ...]
    additional: Shape | None


class Shapes(NamedTuple):
    """A schema as models see it: the shape of the instance, and every record that it reaches, in order."""

    root: Shape
    place: Location
    title: str
    description: str
    definitions: dict[Key, Definition]


ANYTHING = Shape(True, frozenset({"boolean", "number", "string"}), None, Array(None), Map(None))


def is_anything(shape: Shape | None) -> bool:
    """Whether nothing is known of the values; containers stand for ones of anything as None."""
    return shape is None or shape == ANYTHING


def records(shape: Shape | None) -> Iterator[Record]:
    """The records that a value of this shape may hold, without what stands in their members."""
    while shape is not None:
        match shape.object:
            case Record() as record:
                yield record
            case Tagged(records=alternatives):
                for _, record in alternatives:
                    yield record
            case Map(values=values) if values is not None:
                yield from records(values)
        shape = shape.array.items if shape.array is not None else None


def literals(shape: Shape | None) -> Iterator[Literals]:
    """The lists of literal values in a shape, its items and its map's values."""
    while shape is not None:
        if shape.literals is not None:
            yield shape.literals
        if isinstance(shape.object, Map):
            yield from literals(shape.object.values)
        shape = shape.array.items if shape.array is not None else None


def holds_containers(shape: Shape) -> bool:
    """Whether a value of this shape may be an array or an object."""
    return shape.array is not None or shape.object is not None


def union(shapes: Iterable[Shape], place: Location) -> Shape:
    """What is either of the shapes; different arrays are arrays of anything, different objects maps of it."""
    shapes = tuple(shapes)
    scalars = frozenset[str]().union(*(shape.scalars for shape in shapes))
    if "number" in scalars:
        scalars -= {"integer"}
    listed = [shape.literals for shape in shapes if shape.literals is not None]
    values: dict[tuple[type, LiteralValue], LiteralValue] = {
        (type(value), value): value
        for literals_ in listed
        for value in literals_.values
        if not scalars & _covering(value)
    }
    if len(listed) == 1:
        place = listed[0].place
    arrays = {shape.array for shape in shapes if shape.array is not None}
    objects = {shape.object for shape in shapes if shape.object is not None}
    return Shape(
        null=any(shape.null for shape in shapes),
        scalars=scalars,
        literals=Literals.of(values.values(), place) if values else None,
        array=(arrays.pop() if len(arrays) == 1 else Array(None)) if arrays else None,
        object=(objects.pop() if len(objects) == 1 else Map(None)) if objects else None,
    )


def _covering(value: LiteralValue) -> set[str]:
    if isinstance(value, bool):
        return {"boolean"}
    return {"string"} if isinstance(value, str) else {"integer", "number"}
