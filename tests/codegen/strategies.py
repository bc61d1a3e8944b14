"""Small schemas, each with instances that are valid for it by the way they are made."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from hypothesis import strategies as st

from tests.codegen.support import NAMES_IN_USE

JSON: TypeAlias = Any

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
NAMES = TEXTS | st.sampled_from(
    (
        "class",
        "foo-bar",
        "additional_properties",
        "object",
        "1st",
        "str",
        "field",
        "a",
        "b",
        "_",
        "self",
        "Root",
        *NAMES_IN_USE,
    )
)


class Place(NamedTuple):
    """A schema, and the strategy of instances that it accepts."""

    schema: JSON
    instances: st.SearchStrategy[JSON]


LEAVES = st.sampled_from(
    (
        Place({}, ANYTHING),
        Place({"type": "string"}, TEXTS),
        Place({"type": "integer"}, st.integers() | st.just(1.0)),
        Place({"type": "number"}, st.floats(allow_nan=False, allow_infinity=False) | st.integers()),
        Place({"type": ["boolean", "null"]}, st.booleans() | st.none()),
        Place({"type": "null"}, st.none()),
        Place({"type": "array"}, st.lists(ANYTHING, max_size=3)),
        Place({"type": "object"}, st.dictionaries(TEXTS, ANYTHING, max_size=3)),
        Place(
            {"enum": ["a", '"""', "\\", 1, True, None]}, st.sampled_from(("a", '"""', "\\", 1, True, None))
        ),
        Place({"enum": [1.5, [1], "x"]}, st.sampled_from((1.5, [1], "x"))),
        Place({"const": "only"}, st.just("only")),
    )
)


@st.composite
def containers(draw: st.DrawFn, inner: st.SearchStrategy[Place]) -> Place:
    """An array, a map, a nullable value, several of these at once, a record or tagged records."""
    kind = draw(st.sampled_from(("array", "map", "nullable", "several", "record", "record", "tagged")))
    if kind == "record":
        return draw(records(inner))
    if kind == "tagged":
        return draw(tagged(inner))
    if kind == "several":
        return draw(several(inner))
    place = draw(inner)
    if kind == "array":
        return Place({"type": "array", "items": place.schema}, st.lists(place.instances, max_size=3))
    if kind == "map":
        maps = st.dictionaries(TEXTS, place.instances, max_size=3)
        return Place({"type": "object", "additionalProperties": place.schema}, maps)
    return Place({"anyOf": [place.schema, {"type": "null"}]}, place.instances | st.none())


@st.composite
def several(draw: st.DrawFn, inner: st.SearchStrategy[Place]) -> Place:
    """An array, an object, a string or null, told apart by their type."""
    items = draw(inner)
    arrays = st.lists(items.instances, max_size=3)
    if draw(st.booleans()):
        record = draw(records(inner))
        other: JSON = {"type": ["array", "string", "null"], "items": items.schema}
        return Place({"anyOf": [other, record.schema]}, arrays | record.instances | TEXTS | st.none())
    values = draw(inner)
    schema: JSON = {
        "type": ["array", "object", "string", "null"],
        "items": items.schema,
        "additionalProperties": values.schema,
    }
    maps = st.dictionaries(TEXTS, values.instances, max_size=3)
    return Place(schema, arrays | maps | TEXTS | st.none())


@st.composite
def records(draw: st.DrawFn, inner: st.SearchStrategy[Place]) -> Place:
    """An object with declared properties, some required; open, closed, or with typed other properties."""
    places = draw(st.dictionaries(NAMES, inner, min_size=1, max_size=5))
    required = draw(st.lists(st.sampled_from(sorted(places)), unique=True))
    kind = draw(st.sampled_from(("open", "closed", "typed")))
    schema: JSON = {
        "type": "object",
        "properties": {name: place.schema for name, place in places.items()},
        "required": required,
    }
    declared = st.fixed_dictionaries(
        {name: places[name].instances for name in required},
        optional={name: place.instances for name, place in places.items() if name not in required},
    )
    if kind == "closed":
        return Place({**schema, "additionalProperties": False}, declared)
    other = draw(inner) if kind == "typed" else Place(True, ANYTHING)
    others = st.dictionaries(NAMES.filter(lambda name: name not in places), other.instances, max_size=2)
    together = st.builds(lambda one, two: {**one, **two}, others, declared)
    return Place({**schema, "additionalProperties": other.schema}, together)


@st.composite
def tagged(draw: st.DrawFn, inner: st.SearchStrategy[Place]) -> Place:
    """One of two records, told apart by a constant."""
    alternatives = [draw(records(inner)) for _ in range(2)]
    schemas: list[JSON] = []
    instances: list[st.SearchStrategy[JSON]] = []
    for tag, (schema, values) in zip(("one", "two"), alternatives, strict=True):
        properties = {**schema["properties"], "tag": {"const": tag}}
        schemas.append({**schema, "properties": properties, "required": [*schema["required"], "tag"]})
        instances.append(st.builds(lambda value, tag: {**value, "tag": tag}, values, st.just(tag)))
    return Place({"oneOf": schemas}, st.one_of(*instances))


@st.composite
def examples(draw: st.DrawFn) -> tuple[JSON, list[JSON]]:
    """A schema, some of it in definitions, and some of its instances."""
    definitions = draw(st.dictionaries(st.sampled_from(NAMES_IN_USE), containers(LEAVES), max_size=3))
    references = [Place({"$ref": f"#/$defs/{name}"}, place.instances) for name, place in definitions.items()]
    leaves = st.sampled_from((*references, *references, Place({}, ANYTHING))) | LEAVES
    place = draw(containers(st.recursive(leaves, containers, max_leaves=4)))
    schema = {**place.schema, "$defs": {name: place.schema for name, place in definitions.items()}}
    return schema, draw(st.lists(place.instances, min_size=1, max_size=4))
