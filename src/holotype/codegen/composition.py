"""The subschemas that hold together for one value, and what they say of it, keyword by keyword."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, cast

from holotype.codegen.shapes import JSONScalar
from holotype.schema.dialects import Dialect
from holotype.schema.locations import Location
from holotype.schema.resources import Schemas, Subschema

TYPES: Final = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
ALTERNATIVES: Final = ("anyOf", "oneOf")

_SHAPING: Final = frozenset(
    {"type", "enum", "const", "properties", "required", "patternProperties", "additionalProperties"}
    | {"unevaluatedProperties", "items", "prefixItems", *ALTERNATIVES}
)
# What may evaluate properties that are not declared, so that unevaluatedProperties does not refuse them.
_EVALUATING: Final = frozenset(
    {"anyOf", "oneOf", "if", "dependentSchemas", "patternProperties", "additionalProperties"}
    | {"$dynamicRef", "$recursiveRef"}
)
# In the order in which people read them.
_LIMITS: Final = (
    *("format", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minLength"),
    *("maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
)


class View(NamedTuple):
    """A subschema that holds for the value at hand; its anyOf and oneOf are looked at or not."""

    subschema: Subschema
    alternatives: bool = True


class Enumeration(NamedTuple):
    """All values that enum and const leave, and where the first list stands."""

    values: tuple[object, ...]
    place: Location


class Composition:
    """Reads keywords of a set of schemas; `lowered` holds the places of assertions that do not count."""

    def __init__(self, schemas: Schemas, lowered: frozenset[str]) -> None:
        self.schemas = schemas
        self._lowered = lowered

    def views(self, subschemas: Iterable[Subschema]) -> tuple[View, ...]:
        """Those of `subschemas`, and of what they are composed of (`$ref`, `allOf`), that shape a value."""
        return tuple(
            View(subschema)
            for subschema in self._composed(subschemas)
            if subschema.contents is False
            or any(self.has(subschema, keyword) for keyword in _SHAPING & keywords(subschema))
        )

    def has(self, subschema: Subschema, keyword: str) -> bool:
        """Whether the keyword stands in the schema, is one of its dialect, and is not lowered."""
        if keyword not in keywords(subschema) or not _is_known(keyword, subschema.dialect):
            return False
        location = subschema.location
        if location.resource != self.schemas.root.location.resource:
            return True
        return location.child(keyword).pointer not in self._lowered

    def values(self, views: Iterable[View], keyword: str) -> Iterator[tuple[View, object]]:
        """The values of a keyword, each with the view in which it stands."""
        for view in views:
            if self.has(view.subschema, keyword):
                yield view, cast(Mapping[str, object], view.subschema.contents)[keyword]

    def without_alternatives(self, views: Iterable[View]) -> tuple[View, ...]:
        """The views that say something beside their anyOf and oneOf, without these."""
        other = _SHAPING.difference(ALTERNATIVES)
        return tuple(
            View(view.subschema, alternatives=False)
            for view in views
            if view.subschema.contents is False
            or any(self.has(view.subschema, keyword) for keyword in other & keywords(view.subschema))
        )

    def types(self, views: Iterable[View]) -> set[str]:
        """The JSON types that all views admit; "number" stands for numbers that are no integers."""
        views = tuple(views)
        if any(view.subschema.contents is False for view in views):
            return set()
        types = set(TYPES)
        for _, value in self.values(views, "type"):
            named = {value} if isinstance(value, str) else set(cast(Sequence[str], value))
            types &= (named | {"integer"}) if "number" in named else named
        return types

    def enumeration(self, views: Iterable[View]) -> Enumeration | None:
        """The values that every enum and const lists, of arrays and objects at most one; None without any."""
        views = tuple(views)
        lists = [(view, cast(Sequence[object], value)) for view, value in self.values(views, "enum")]
        lists += [(view, (value,)) for view, value in self.values(views, "const")]
        if not lists:
            return None
        (view, first), *others = lists
        unique = {_identity(value): value for value in first}
        allowed = [{_identity(value) for value in values} for _, values in others]
        values = (value for key, value in unique.items() if all(key in each for each in allowed))
        return Enumeration(tuple(values), view.subschema.location)

    def properties(self, views: Iterable[View]) -> dict[str, list[Subschema]]:
        """The schemas of each declared property."""
        properties: dict[str, list[Subschema]] = {}
        for view, value in self.values(views, "properties"):
            for name in cast(Mapping[str, object], value):
                subschema = self.schemas.child(view.subschema, "properties", name)
                properties.setdefault(name, []).append(subschema)
        return properties

    def required(self, views: Iterable[View]) -> set[str]:
        """The names of the properties that are required."""
        return {name for _, value in self.values(views, "required") for name in cast(Sequence[str], value)}

    def patterns(self, view: View) -> list[Subschema]:
        """The schemas of patternProperties."""
        return [
            self.schemas.child(view.subschema, "patternProperties", pattern)
            for _, patterns in self.values((view,), "patternProperties")
            for pattern in cast(Mapping[str, object], patterns)
        ]

    def refuses_unevaluated(self, views: Iterable[View]) -> bool:
        """Whether `unevaluatedProperties` lets only declared properties in (2020-12, section 11.3)."""
        return any(
            value is False and not self._evaluates_more(view.subschema)
            for view, value in self.values(views, "unevaluatedProperties")
        )

    def limits(self, subschemas: Iterable[Subschema]) -> tuple[tuple[str, JSONScalar], ...]:
        """Further assertions of scalars that people want to know, such as `minimum`."""
        views = tuple(map(View, self._composed(subschemas)))
        found = {
            keyword: value
            for keyword in _LIMITS
            for _, value in self.values(views, keyword)
            if isinstance(value, (str, int, float)) and value is not False
        }
        return tuple(found.items())

    def documentation(self, subschemas: Iterable[Subschema]) -> tuple[str, str]:
        """The first title and the first description, of the schemas or of what they refer to."""
        found = {"title": "", "description": ""}
        for subschema in subschemas:
            seen: set[Location] = set()
            while isinstance(subschema.contents, Mapping) and subschema.location not in seen:
                seen.add(subschema.location)
                for keyword, text in found.items():
                    value = subschema.contents.get(keyword)
                    if not text and isinstance(value, str):
                        found[keyword] = value
                reference = subschema.contents.get("$ref")
                if not isinstance(reference, str):
                    break
                subschema = self.schemas.resolve(subschema, reference)
        return found["title"], found["description"]

    def _composed(self, subschemas: Iterable[Subschema]) -> list[Subschema]:
        waiting = list(subschemas)[::-1]
        seen: set[Location] = set()
        composed: list[Subschema] = []
        while waiting:
            subschema = waiting.pop()
            contents = subschema.contents
            if subschema.location in seen or contents is True:
                continue
            seen.add(subschema.location)
            if contents is False:
                composed.append(subschema)
                continue
            inner: list[Subschema] = []
            reference = contents.get("$ref")
            if isinstance(reference, str):
                inner.append(self.schemas.resolve(subschema, reference))
            if _asserts(subschema):
                count = len(cast(Sequence[object], contents.get("allOf", ())))
                inner.extend(self.schemas.child(subschema, "allOf", index) for index in range(count))
                composed.append(subschema)
            waiting.extend(reversed(inner))
        return composed

    def _evaluates_more(self, subschema: Subschema) -> bool:
        return any(
            _EVALUATING & keywords(each)
            or (each is not subschema and "unevaluatedProperties" in keywords(each))
            for each in self._composed((subschema,))
        )


def keywords(subschema: Subschema) -> frozenset[str]:
    """The keywords of a schema; a boolean has none."""
    return frozenset() if isinstance(subschema.contents, bool) else frozenset(subschema.contents)


def type_of(value: object) -> str:
    """The JSON type of a value; "number" for numbers that are no integers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if value == value // 1 else "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def _asserts(subschema: Subschema) -> bool:
    """Whether the keywords beside a `$ref` count, and those that shape are in force at all."""
    dialect = subschema.dialect
    if not dialect.vocabularies:  # the drafts before 2019-09
        return "$ref" not in keywords(subschema)
    return dialect.has("applicator") and dialect.has("validation")


def _is_known(keyword: str, dialect: Dialect) -> bool:
    if keyword == "unevaluatedProperties":
        return dialect.has("unevaluated") or dialect.name == "2019-09"
    return keyword != "const" or dialect.name != "draft4"


def _identity(value: object) -> object:
    """Equal for equal JSON values (2020-12, section 4.2.2), and for any two arrays or objects."""
    if isinstance(value, (list, dict)):
        return type(value)
    return ("boolean", value) if isinstance(value, bool) else value
