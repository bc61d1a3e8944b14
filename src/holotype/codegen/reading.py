"""Subschemas to shapes: what holds for every valid value at a place, as far as a typed model can carry it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, cast

from holotype.codegen.composition import ALTERNATIVES, Composition, View, keywords, type_of
from holotype.codegen.shapes import (
    ANYTHING,
    Array,
    Definition,
    Key,
    Literals,
    LiteralValue,
    Map,
    Member,
    Record,
    Shape,
    Shapes,
    Tagged,
    is_anything,
    records,
    union,
)
from holotype.schema.locations import Location
from holotype.schema.resources import Schemas, Subschema

# Deeper, and after more work, a place is carried as plain JSON, which loses nothing.
_DEEPEST: Final = 16
_MOST_READINGS: Final = 100_000


def read(schemas: Schemas, lowered: Iterable[str] = ()) -> Shapes:
    """The shapes of the root schema's instances.

    `lowered` holds the places (JSON Pointers) of assertions that are only warned of: a valid instance need
    not satisfy them.  Raises `SchemaError` for a reference that leads nowhere.
    """
    return _Reader(Composition(schemas, frozenset(lowered))).shapes()


class _Reader:
    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        self._known: dict[Key, Shape] = {}
        self._views: dict[Key, tuple[View, ...]] = {}
        self._sites: dict[Key, Location] = {}
        self._open: set[Key] = set()
        self._readings = 0

    def shapes(self) -> Shapes:
        """The root's shape, and the definition of every record that it reaches."""
        start = self._composition.schemas.root
        root = self._shape_of((start,), start.location, 0)
        definitions: dict[Key, Definition] = {}
        waiting = list(records(root))[::-1]
        while waiting:
            record = waiting.pop()
            if record.key in definitions:
                continue
            definition = definitions[record.key] = self._define(record.key)
            reached = [found for member in definition.members for found in records(member.shape)]
            reached += records(definition.additional)
            waiting.extend(reversed(reached))
        title, description = self._composition.documentation((start,))
        return Shapes(root, start.location, title, description, definitions)

    def _define(self, key: Key) -> Definition:
        composition, views, site = self._composition, self._views[key], self._sites[key]
        required = composition.required(views)
        members = tuple(
            Member(
                name,
                self._shape_of(subschemas, site.child("properties", name), 0),
                name in required,
                composition.documentation(subschemas)[1],
                composition.limits(subschemas),
            )
            for name, subschemas in composition.properties(views).items()
        )
        title, description = composition.documentation(view.subschema for view in views)
        return Definition(site, title, description, members, self._additional(views, site, 0))

    def _shape_of(self, subschemas: Iterable[Subschema], site: Location, depth: int) -> Shape:
        return self._shape(self._composition.views(subschemas), site, depth)

    def _shape(self, views: tuple[View, ...], site: Location, depth: int) -> Shape:
        if not views:
            return ANYTHING
        key = self._register(views, site)
        if key in self._known:
            return self._known[key]
        self._readings += 1
        if key in self._open or depth > _DEEPEST or self._readings > _MOST_READINGS:
            return ANYTHING
        self._open.add(key)
        shape = self._known[key] = self._read(views, site, depth)
        self._open.discard(key)
        return shape

    def _register(self, views: tuple[View, ...], site: Location) -> Key:
        key = tuple((view.subschema.location, view.alternatives) for view in views)
        self._views.setdefault(key, views)
        # One subschema alone is named by its own place, so that whoever refers to it means one class.
        self._sites.setdefault(key, views[0].subschema.location if len(views) == 1 else site)
        return key

    def _read(self, views: tuple[View, ...], site: Location, depth: int) -> Shape:
        alternatives = [
            [
                self._composition.schemas.child(view.subschema, keyword, index)
                for index in range(len(cast(Sequence[object], branches)))
            ]
            for keyword in ALTERNATIVES
            for view, branches in self._composition.values(views, keyword)
            if view.alternatives
        ]
        if not alternatives:
            return self._plain(views, site, depth)
        base = self._composition.without_alternatives(views)
        shapes = [self._either(base, branches, site, depth) for branches in alternatives]
        return shapes[0] if len(shapes) == 1 else self._both(base, shapes, site, depth)

    def _plain(self, views: tuple[View, ...], site: Location, depth: int) -> Shape:
        """What the views say without their anyOf and oneOf."""
        types = self._composition.types(views)
        enumeration = self._composition.enumeration(views)
        literals: Literals | None = None
        if enumeration is not None:
            values = [value for value in enumeration.values if type_of(value) in types]
            types = {type_of(value) for value in values}
            listed = tuple(cast(LiteralValue, value) for value in values if value is not None)
            if listed and all(map(_has_literal, listed)):
                literals = Literals.of(listed, enumeration.place)
        scalars = types & {"boolean", "string"}
        if types & {"integer", "number"}:
            scalars.add("number" if "number" in types else "integer")
        return Shape(
            null="null" in types,
            scalars=frozenset() if literals else frozenset(scalars),
            literals=literals,
            array=self._array(views, site, depth) if "array" in types else None,
            object=self._object(views, site, depth) if "object" in types else None,
        )

    def _array(self, views: tuple[View, ...], site: Location, depth: int) -> Array:
        items: list[Subschema] = []
        for view, value in self._composition.values(views, "items"):
            if isinstance(value, list):
                return Array(None)
            items.append(self._composition.schemas.child(view.subschema, "items"))
        if any(True for _ in self._composition.values(views, "prefixItems")):
            return Array(None)
        shape = self._shape_of(items, site.child("items"), depth + 1)
        return Array(None if is_anything(shape) else shape)

    def _object(self, views: tuple[View, ...], site: Location, depth: int) -> Map | Record:
        if self._composition.properties(views):
            own = tuple(View(view.subschema, alternatives=False) for view in views)
            return Record(self._register(own, site))
        shape = self._additional(views, site, depth)
        return Map(None if is_anything(shape) else shape)

    def _additional(self, views: tuple[View, ...], site: Location, depth: int) -> Shape | None:
        """The shape of the values of undeclared properties; None where there can be none."""
        if self._composition.refuses_unevaluated(views):
            return None
        shape = ANYTHING
        for view, value in self._composition.values(views, "additionalProperties"):
            bounds = self._composition.patterns(view)
            if value is not False:
                bounds.append(self._composition.schemas.child(view.subschema, "additionalProperties"))
            if not bounds:
                return None
            # Of several it takes a regular expression to tell which one holds: plain JSON.
            if is_anything(shape) and len(bounds) == 1:
                shape = self._shape_of(bounds, site.child("additionalProperties"), depth + 1)
        return shape

    def _either(
        self, base: tuple[View, ...], branches: Sequence[Subschema], site: Location, depth: int
    ) -> Shape:
        """What satisfies `base` and one of the branches."""
        present = {view.subschema.location for view in base}
        shapes: list[Shape] = []
        for branch in branches:
            views = self._composition.views((branch,))
            others = tuple(view for view in views if view.subschema.location not in present)
            shape = self._shape(base + others, branch.location, depth + 1)
            declares = any(keywords(view.subschema) & {"properties", *ALTERNATIVES} for view in others)
            if isinstance(shape.object, Record) and not declares:
                shape = shape._replace(object=self._object(base, site, depth))
            shapes.append(shape)
        shape = union(shapes, site)
        objects = list(dict.fromkeys(shape.object for shape in shapes if shape.object is not None))
        if len(objects) < 2:
            return shape
        return shape._replace(object=self._tagged(objects) or self._object(base, site, depth))

    def _both(self, base: tuple[View, ...], shapes: Sequence[Shape], site: Location, depth: int) -> Shape:
        """What satisfies `base` and has all of the shapes: types narrow, structure is the base's."""
        plain = self._plain(base, site, depth)
        return plain._replace(
            null=all(shape.null for shape in (plain, *shapes)),
            array=plain.array if all(shape.array for shape in shapes) else None,
            object=plain.object if all(shape.object for shape in shapes) else None,
        )

    def _tagged(self, objects: Sequence[object]) -> Tagged | None:
        """A property that every one of the objects requires, and whose strings tell them apart."""
        candidates = [each for each in objects if isinstance(each, Record)]
        if len(candidates) < len(objects):
            return None
        for name in self._composition.properties(self._views[candidates[0].key]):
            tags = [self._tags(self._views[record.key], name) for record in candidates]
            every = [tag for each in tags for tag in each]
            if all(tags) and len(set(every)) == len(every):
                return Tagged(name, tuple(zip(tags, candidates, strict=True)))
        return None

    def _tags(self, views: tuple[View, ...], name: str) -> tuple[str, ...]:
        """The strings that the required property `name` is limited to; empty where it is not."""
        if name not in self._composition.required(views):
            return ()
        subschemas = self._composition.properties(views).get(name, ())
        enumeration = self._composition.enumeration(self._composition.views(subschemas))
        if enumeration is None or not all(
            isinstance(value, str) and _has_literal(value) for value in enumeration.values
        ):
            return ()
        return cast(tuple[str, ...], enumeration.values)


def _has_literal(value: object) -> bool:
    """Whether `typing.Literal` takes the value (PEP 586) and a file in UTF-8 can hold it."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return False
        return True
    return isinstance(value, int)
