"""The dialects as the campaign writes them: their keywords, and the names that differ between them."""

from __future__ import annotations

from typing import Final, NamedTuple


class Written(NamedTuple):
    """How schemas of one dialect are written.

    `keywords` has those that assert or apply; `definitions` is where schemas are kept to be referred to;
    `identifier` is the keyword that names a resource; `booleans` says whether a boolean is a schema.
    """

    name: str
    uri: str
    keywords: frozenset[str]
    definitions: str
    identifier: str
    booleans: bool = True

    @property
    def ref_excludes_siblings(self) -> bool:
        """Whether a `$ref` makes an implementation ignore all keywords beside it."""
        return self.name.startswith("draft")


_ANY: Final = frozenset(("type", "enum", "allOf", "anyOf", "oneOf", "not", "$ref"))
_NUMBERS: Final = frozenset(("minimum", "maximum", "multipleOf"))
_STRINGS: Final = frozenset(("minLength", "maxLength", "pattern", "format"))
_ARRAYS: Final = frozenset(("items", "minItems", "maxItems", "uniqueItems"))
_OBJECTS: Final = frozenset(
    (
        "properties",
        "patternProperties",
        "additionalProperties",
        "required",
        "minProperties",
        "maxProperties",
        "dependencies",
    )
)
_DRAFT_4: Final = _ANY | _NUMBERS | _STRINGS | _ARRAYS | _OBJECTS | {"additionalItems", "exclusive flags"}
_DRAFT_6: Final = (_DRAFT_4 - {"exclusive flags"}) | {
    "const",
    "contains",
    "propertyNames",
    "exclusiveMinimum",
    "exclusiveMaximum",
}
_DRAFT_7: Final = _DRAFT_6 | {"if"}
_2019_09: Final = (_DRAFT_7 - {"dependencies"}) | {
    "dependentRequired",
    "dependentSchemas",
    "contains limits",
    "unevaluatedProperties",
    "unevaluatedItems",
    "$recursiveRef",
}
_2020_12: Final = (_2019_09 - {"additionalItems", "$recursiveRef"}) | {"prefixItems", "$dynamicRef"}

DIALECTS: Final = (
    Written("2020-12", "https://json-schema.org/draft/2020-12/schema", _2020_12, "$defs", "$id"),
    Written("2019-09", "https://json-schema.org/draft/2019-09/schema", _2019_09, "$defs", "$id"),
    Written("draft7", "http://json-schema.org/draft-07/schema#", _DRAFT_7, "definitions", "$id"),
    Written("draft6", "http://json-schema.org/draft-06/schema#", _DRAFT_6, "definitions", "$id"),
    Written("draft4", "http://json-schema.org/draft-04/schema#", _DRAFT_4, "definitions", "id", False),
)
