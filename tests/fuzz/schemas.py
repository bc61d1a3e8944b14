"""Random schemas over all the keywords of a dialect, with references, anchors and dynamic scopes in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from .dialects import Written
from .values import NUMBERS, json_values, names, scalars

Schema = Any
Draw = st.DrawFn

PATTERNS: Final = (
    "^a",
    "b$",
    "^[a-c]+$",
    "\\d",
    "^\\S*$",
    "",
    "é",
    "^(a|ab)$",
    "[^a]",
    "^.$",
    "^a{2,}",
    "a|b",
)
FORMATS: Final = ("ipv4", "email", "uri", "unknown-to-all")
FORMATS_SINCE_DRAFT_7: Final = (*FORMATS, "date", "time")
TYPES: Final = ("null", "boolean", "integer", "number", "string", "array", "object")
BASE: Final = "http://example.test/"
DEFINED: Final = ("one", "two", "three")
DEEPEST: Final = 3
_CONTAINS: Final = frozenset(("contains", "contains limits"))

_whole = st.integers(0, 3)
_limits = _whole | st.sampled_from((1.0, 2.0))


class _Writer:
    """Draws one document; a function for each keyword, named as the keyword where that is a name."""

    def __init__(self, draw: Draw, written: Written, *, identified: bool, likely: tuple[str, ...]) -> None:
        self.draw = draw
        self.written = written
        allowed = written.keywords
        if written.name == "2019-09":
            # jsonschema-rs reads them together as 2020-12 does (docs/disagreements.md).
            allowed -= draw(st.sampled_from((_CONTAINS, frozenset(("unevaluatedItems",)))))
        # A few keywords that come often meet more often than all that come seldom.
        few = st.lists(st.sampled_from(sorted(allowed)), min_size=2, max_size=6, unique=True)
        self._likely = [each for each in likely if each in allowed] or draw(few)
        self._is_identified = identified and draw(st.booleans())
        of_their_own = st.lists(st.sampled_from(DEFINED), unique=True, max_size=2)
        self._resources = draw(of_their_own) if self._is_identified else []
        self._references = [self._root, *(each for name in DEFINED for each in self._references_to(name))]
        self.keywords: Mapping[str, Callable[[dict[str, Any], int], None]] = {
            keyword: self._writer_of(keyword) for keyword in sorted(allowed)
        }

    @property
    def _root(self) -> str:
        """A reference to the root, from wherever it is written."""
        return f"{BASE}root" if self._is_identified else "#"

    def _references_to(self, name: str) -> Iterator[str]:
        """The ways to refer to a definition: by pointer, by identifier, by anchor."""
        root = self._root.removesuffix("#")
        yield f"{root}#/{self.written.definitions}/{name}"
        if name in self._resources:
            yield f"{BASE}{name}"
        else:
            yield f"{root}#{name}"

    def document(self) -> Schema:
        root = self.schema(0, or_boolean=False)
        if self.written.ref_excludes_siblings and "$ref" in root:
            root = {"allOf": [{"$ref": root["$ref"]}]}
        named = {self.written.identifier: f"{BASE}root"} if self._is_identified else {}
        definitions = {each: self.definition(each) for each in DEFINED}
        return {
            "$schema": self.written.uri,
            **named,
            **self._dynamic_anchor(),
            **root,
            self.written.definitions: definitions,
        }

    def definition(self, name: str) -> Schema:
        """A definition that can be referred to by all that `_references_to` gives."""
        schema = self.schema(1, or_boolean=False)
        if self.written.ref_excludes_siblings and "$ref" in schema:
            schema = {"allOf": [{"$ref": schema["$ref"]}]}
        if name in self._resources:
            return {self.written.identifier: f"{BASE}{name}", **self._dynamic_anchor(), **schema}
        if self.written.ref_excludes_siblings:
            return {self.written.identifier: f"#{name}", **schema}
        return {"$anchor": name, **schema}

    def _dynamic_anchor(self) -> dict[str, Any]:
        """What stands at the root of a resource for the references that the dynamic scope resolves."""
        if self.written.name == "2020-12":
            return {self.draw(st.sampled_from(("$dynamicAnchor", "$anchor"))): "node"}
        if self.written.name == "2019-09" and self.draw(st.booleans()):
            return {"$recursiveAnchor": self.draw(st.booleans())}
        return {}

    def schema(self, depth: int, *, or_boolean: bool = True) -> Schema:
        if or_boolean and self.written.booleans and self.draw(st.integers(0, 5)) == 0:
            return self.draw(st.booleans())
        most = 4 if depth < DEEPEST else 1
        keywords = st.sampled_from(self._likely) | st.sampled_from(sorted(self.keywords))
        fewest = 1 if depth < DEEPEST - 1 else 0
        chosen = self.draw(st.lists(keywords, unique=True, min_size=fewest, max_size=most))
        schema: dict[str, Any] = {}
        for keyword in chosen:
            self.keywords[keyword](schema, depth)
        return schema

    def _writer_of(self, keyword: str) -> Callable[[dict[str, Any], int], None]:
        special = {
            "exclusive flags": self.exclusive_flags,
            "contains limits": self.contains_limits,
            "if": self.if_then_else,
            "items": self.items,
        }
        if keyword in special:
            return special[keyword]
        value_of = self._values[keyword]

        def write(schema: dict[str, Any], depth: int) -> None:
            schema[keyword] = value_of(self, depth)

        return write

    # Keywords that are written together

    def exclusive_flags(self, schema: dict[str, Any], depth: int) -> None:
        for limit, flag in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if self.draw(st.booleans()):
                schema[limit] = self.number(depth)
                schema[flag] = self.draw(st.booleans())

    def contains_limits(self, schema: dict[str, Any], depth: int) -> None:
        schema.setdefault("contains", self.schema(depth + 1))
        for keyword in ("minContains", "maxContains"):
            if self.draw(st.booleans()):
                schema[keyword] = self.draw(_limits)

    def if_then_else(self, schema: dict[str, Any], depth: int) -> None:
        for keyword in ("if", "then", "else"):
            if self.draw(st.integers(0, 3)):
                schema[keyword] = self.schema(depth + 1)

    def items(self, schema: dict[str, Any], depth: int) -> None:
        array_form = self.written.name != "2020-12" and self.draw(st.booleans())
        schema["items"] = self.several(depth) if array_form else self.schema(depth + 1)

    # Values of keywords

    def several(self, depth: int) -> list[Schema]:
        return [self.schema(depth + 1) for _ in range(self.draw(st.integers(1, 3)))]

    def by_name(self, depth: int) -> dict[str, Schema]:
        return {name: self.schema(depth + 1) for name in self.draw(st.lists(names, unique=True, max_size=3))}

    def by_pattern(self, depth: int) -> dict[str, Schema]:
        chosen = self.draw(st.lists(st.sampled_from(PATTERNS), unique=True, max_size=2))
        return {pattern: self.schema(depth + 1) for pattern in chosen}

    def number(self, depth: int) -> float:
        return self.draw(st.sampled_from(NUMBERS) | st.integers(-5, 5))

    def divisor(self, depth: int) -> float:
        return self.draw(st.sampled_from((1, 2, 3, 0.1, 0.5, 1.5, 1.0, 1e-7, 0.01, 10**20)))

    def limit(self, depth: int) -> float:
        # In draft-04 an integer is written without a fraction, in schemas too.
        return self.draw(_whole if self.written.name == "draft4" else _limits)

    def types(self, depth: int) -> str | list[str]:
        several = st.lists(st.sampled_from(TYPES), min_size=1, max_size=4, unique=True)
        return self.draw(st.sampled_from(TYPES) | several)

    def format_name(self, depth: int) -> str:
        known = FORMATS if self.written.name in ("draft4", "draft6") else FORMATS_SINCE_DRAFT_7
        return self.draw(st.sampled_from(known))

    def enum(self, depth: int) -> list[Any]:
        one_kind = st.lists(st.sampled_from(("a", "b", "ab", "0")), min_size=1, max_size=3, unique=True)
        return self.draw(one_kind | st.lists(json_values, min_size=1, max_size=3, unique_by=repr))

    def const(self, depth: int) -> Any:
        return self.draw(scalars | json_values)

    def name_list(self, depth: int) -> list[str]:
        return self.draw(st.lists(names, unique=True, min_size=1, max_size=3))

    def name_lists(self, depth: int) -> dict[str, list[str]]:
        return {name: self.name_list(depth) for name in self.draw(st.lists(names, unique=True, max_size=2))}

    def dependencies(self, depth: int) -> dict[str, Any]:
        return {
            name: self.name_list(depth) if self.draw(st.booleans()) else self.schema(depth + 1)
            for name in self.draw(st.lists(names, unique=True, max_size=2))
        }

    def reference(self, depth: int) -> str:
        return self.draw(st.sampled_from(self._references))

    def dynamic_reference(self, depth: int) -> str:
        return self.draw(st.sampled_from([*self._references, "#node", "#node"]))

    def subschema(self, depth: int) -> Schema:
        return self.schema(depth + 1)

    _values: Final[Mapping[str, Callable[[_Writer, int], Any]]] = {
        "type": types,
        "enum": enum,
        "const": const,
        "minimum": number,
        "maximum": number,
        "exclusiveMinimum": number,
        "exclusiveMaximum": number,
        "multipleOf": divisor,
        "minLength": limit,
        "maxLength": limit,
        "pattern": lambda self, depth: self.draw(st.sampled_from(PATTERNS)),
        "format": format_name,
        "minItems": limit,
        "maxItems": limit,
        "uniqueItems": lambda self, depth: self.draw(st.booleans()),
        "minProperties": limit,
        "maxProperties": limit,
        "required": name_list,
        "dependentRequired": name_lists,
        "dependentSchemas": by_name,
        "dependencies": dependencies,
        "properties": by_name,
        "patternProperties": by_pattern,
        "additionalProperties": subschema,
        "propertyNames": subschema,
        "prefixItems": several,
        "additionalItems": subschema,
        "contains": subschema,
        "unevaluatedProperties": subschema,
        "unevaluatedItems": subschema,
        "allOf": several,
        "anyOf": several,
        "oneOf": several,
        "not": subschema,
        "$ref": reference,
        "$dynamicRef": dynamic_reference,
        "$recursiveRef": lambda self, depth: "#",
    }


@st.composite
def schemas(draw: Draw, written: Written) -> Schema:
    """A schema document of the dialect, whose references all lead somewhere."""
    return _Writer(draw, written, identified=True, likely=()).document()


@st.composite
def conjunctive_schemas(draw: Draw, written: Written) -> Schema:
    """The same, in which much stands on conjunctive paths; references lead through pointers alone."""
    likely = (
        "properties",
        "properties",
        "$ref",
        "allOf",
        "required",
        "items",
        "additionalProperties",
        "type",
        "type",
    )
    return _Writer(draw, written, identified=False, likely=likely).document()
