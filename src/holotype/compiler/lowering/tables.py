"""The dialects as tables: keyword to function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from holotype.compiler.checks import Check
from holotype.compiler.lowering import applicator, core, legacy, unevaluated, validation
from holotype.compiler.lowering import format as formats
from holotype.compiler.lowering.here import Here
from holotype.schema.dialects import Dialect

Lower = Callable[[Any, Here], Iterator[Check]]
Table = Mapping[str, Lower]

_NUMBERS_AND_STRINGS: Final[Table] = {
    "type": validation.type,
    "enum": validation.enum,
    "const": validation.const,
    "multipleOf": validation.multipleOf,
    "minimum": validation.minimum,
    "maximum": validation.maximum,
    "exclusiveMinimum": validation.exclusiveMinimum,
    "exclusiveMaximum": validation.exclusiveMaximum,
    "minLength": validation.minLength,
    "maxLength": validation.maxLength,
    "pattern": validation.pattern,
}
_CONTAINERS: Final[Table] = {
    "minItems": validation.minItems,
    "maxItems": validation.maxItems,
    "uniqueItems": validation.uniqueItems,
    "minProperties": validation.minProperties,
    "maxProperties": validation.maxProperties,
    "required": validation.required,
}
_VALIDATION: Final[Table] = {
    **_NUMBERS_AND_STRINGS,
    **_CONTAINERS,
    "dependentRequired": validation.dependentRequired,
}
_LOGIC: Final[Table] = {
    "allOf": applicator.allOf,
    "anyOf": applicator.anyOf,
    "oneOf": applicator.oneOf,
    "not": applicator.not_,
}
_OBJECTS: Final[Table] = {
    "properties": applicator.properties,
    "patternProperties": applicator.patternProperties,
    "additionalProperties": applicator.additionalProperties,
}
_SINCE_DRAFT_6: Final[Table] = {"propertyNames": applicator.propertyNames, "contains": legacy.contains}
_ARRAYS_BEFORE_2020: Final[Table] = {"items": legacy.items, "additionalItems": legacy.additionalItems}
_UNEVALUATED: Final[Table] = {
    "unevaluatedProperties": unevaluated.unevaluatedProperties,
    "unevaluatedItems": unevaluated.unevaluatedItems,
}
_APPLICATOR: Final[Table] = {
    **_LOGIC,
    "if": applicator.if_,
    **_OBJECTS,
    "propertyNames": applicator.propertyNames,
    "dependentSchemas": applicator.dependentSchemas,
    "contains": applicator.contains,
}
_FORMAT: Final[Table] = {"format": formats.format}
# 2019-09 and 2020-12 dropped `dependencies`, and kept its meaning for those who still write it
# (2020-12 validation, appendix).
_DEPENDENCIES: Final[Table] = {"dependencies": legacy.dependencies}

_BY_VOCABULARY: Final[Mapping[str, Mapping[str, Table]]] = {
    "2020-12": {
        "core": {"$ref": core.ref, "$dynamicRef": core.dynamicRef},
        "applicator": {
            **_APPLICATOR,
            "prefixItems": applicator.prefixItems,
            "items": applicator.items,
            **_DEPENDENCIES,
        },
        "unevaluated": _UNEVALUATED,
        "validation": _VALIDATION,
        "format-annotation": _FORMAT,
        "format-assertion": _FORMAT,
    },
    "2019-09": {
        "core": {"$ref": core.ref, "$recursiveRef": core.recursiveRef},
        "applicator": {**_APPLICATOR, **_ARRAYS_BEFORE_2020, **_UNEVALUATED, **_DEPENDENCIES},
        "validation": _VALIDATION,
        "format": _FORMAT,
    },
}
_DRAFT_4: Final[Table] = {
    "$ref": core.ref,
    "type": legacy.type,
    "enum": validation.enum,
    "multipleOf": validation.multipleOf,
    "minimum": legacy.minimum,
    "maximum": legacy.maximum,
    "minLength": validation.minLength,
    "maxLength": validation.maxLength,
    "pattern": validation.pattern,
    **_CONTAINERS,
    **_LOGIC,
    **_OBJECTS,
    **_ARRAYS_BEFORE_2020,
    **_DEPENDENCIES,
    **_FORMAT,
}
_DRAFT_6: Final[Table] = {**_DRAFT_4, **_NUMBERS_AND_STRINGS, **_SINCE_DRAFT_6}
_BY_DRAFT: Final[Mapping[str, Table]] = {
    "draft4": _DRAFT_4,
    "draft6": _DRAFT_6,
    "draft7": {
        **_DRAFT_6,
        "if": applicator.if_,
        "contentEncoding": legacy.contentEncoding,
        "contentMediaType": legacy.contentMediaType,
    },
}
REF_EXCLUDES_SIBLINGS: Final = frozenset(_BY_DRAFT)


@cache
def table(dialect: Dialect) -> Table:
    """The keywords that assert or apply in `dialect`; all others are annotations (core, section 4.3.1)."""
    if dialect.name in _BY_DRAFT:
        return _BY_DRAFT[dialect.name]
    vocabularies = _BY_VOCABULARY[dialect.name]
    merged: dict[str, Lower] = dict(vocabularies["core"])
    for vocabulary, keywords in vocabularies.items():
        if dialect.has(vocabulary):
            merged.update(keywords)
    return merged
