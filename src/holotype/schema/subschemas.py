"""What a schema object names and holds, in each dialect: its identifier, its anchors, its subschemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from holotype.schema.dialects import Dialect


class _Keywords(NamedTuple):
    """Keywords whose value is a schema or an array of schemas, and those whose value names schemas."""

    schemas: frozenset[str]
    named: frozenset[str]


def _keywords(base: _Keywords | None, schemas: str, named: str = "") -> _Keywords:
    before = base or _Keywords(frozenset(), frozenset())
    return _Keywords(before.schemas.union(schemas.split()), before.named.union(named.split()))


_DRAFT_4: Final = _keywords(
    None,
    "allOf anyOf oneOf not items additionalItems additionalProperties",
    "definitions properties patternProperties dependencies",
)
_DRAFT_6: Final = _keywords(_DRAFT_4, "contains propertyNames")
_DRAFT_7: Final = _keywords(_DRAFT_6, "if then else")
_2019_09: Final = _keywords(
    _DRAFT_7, "contentSchema unevaluatedItems unevaluatedProperties", "$defs dependentSchemas"
)
_2020_12: Final = _2019_09._replace(
    schemas=_2019_09.schemas.difference(["additionalItems"]).union(["prefixItems"])
)
_BY_DIALECT: Final[Mapping[str, _Keywords]] = {
    "draft4": _DRAFT_4,
    "draft6": _DRAFT_6,
    "draft7": _DRAFT_7,
    "2019-09": _2019_09,
    "2020-12": _2020_12,
}


def identifier_in(contents: Mapping[str, object], dialect: Dialect) -> str | None:
    """The `$id` (draft 4: `id`) that makes the schema a resource (2020-12, section 8.2.1), if it has one."""
    if not dialect.vocabularies:
        identifier = _legacy_identifier(contents, dialect)
        return None if identifier is None or identifier.startswith("#") else identifier
    return _text(contents.get("$id"))


def anchors_in(contents: Mapping[str, object], dialect: Dialect) -> Iterator[tuple[str, bool]]:
    """The anchors that the schema declares (2020-12, section 8.2.2), each with whether it is dynamic.

    Before 2019-09 an identifier that is a fragment is one (draft 7, section 8.2.3).
    """
    if not dialect.vocabularies:
        identifier = _legacy_identifier(contents, dialect)
        if identifier is not None and identifier.startswith("#"):
            yield identifier[1:], False
        return
    for keyword in ("$anchor", "$dynamicAnchor"):
        anchor = contents.get(keyword)
        if isinstance(anchor, str) and (keyword == "$anchor" or dialect.name == "2020-12"):
            yield anchor, keyword == "$dynamicAnchor"


def _legacy_identifier(contents: Mapping[str, object], dialect: Dialect) -> str | None:
    # What stands beside `$ref` is ignored (draft 7, section 8.3).
    if "$ref" in contents:
        return None
    return _text(contents.get("id" if dialect.name == "draft4" else "$id"))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def subschemas_in(
    contents: Mapping[str, object], dialect: Dialect
) -> Iterator[tuple[tuple[str | int, ...], dict[str, object]]]:
    """The schema objects that stand directly in the schema, in its order, each with the path to it.

    What is no schema where one should stand is passed over: the metaschema has its say about that.
    """
    keywords = _BY_DIALECT[dialect.name]
    for keyword, value in contents.items():
        if keyword in keywords.named and isinstance(value, dict):
            for name, item in value.items():
                if isinstance(item, dict):
                    yield (keyword, name), item
        elif keyword in keywords.schemas:
            if isinstance(value, dict):
                yield (keyword,), value
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, dict):
                        yield (keyword, index), item
