"""Identifiers, anchors and subschemas are where the metaschema of the dialect sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from holotype.errors import SchemaError
from holotype.schema.dialects import DIALECTS, Dialect, named
from holotype.schema.resources import Schemas
from holotype.schema.subschemas import anchors_in, identifier_in

from .test_metaschemas import each_dialect, found, keywords_of

SHAPES: Mapping[str, Callable[[object], object]] = {
    "itself": lambda schema: schema,
    "in an array": lambda schema: [schema],
    "by name": lambda schema: {"a": schema},
}


def is_found(schema: dict[str, Any], dialect: Dialect) -> bool:
    schemas = Schemas(schema, {}, dialect)
    try:
        return schemas.resolve(schemas.root, "urn:inner").contents is not None
    except SchemaError:
        return False


@each_dialect
@pytest.mark.parametrize("shape", SHAPES)
def test_identifiers_count_where_the_metaschema_looks_for_a_schema(dialect: Dialect, shape: str) -> None:
    shaped = SHAPES[shape]
    inner = {"id" if dialect.name == "draft4" else "$id": "urn:inner"}
    holding = set[str]()
    for keyword in {keyword for each in DIALECTS for keyword in keywords_of(each)}:
        if found({keyword: shaped(inner)}, dialect):
            continue  # no schema may stand there
        looked_for = any(
            place.endswith("/minLength") for place in found({keyword: shaped({"minLength": -1})}, dialect)
        )
        assert is_found({keyword: shaped(inner)}, dialect) == looked_for, keyword
        if looked_for:
            holding.add(keyword)
    assert {"itself": "not", "in an array": "allOf", "by name": "properties"}[shape] in holding


@pytest.mark.parametrize(
    ("dialect", "contents", "identifier", "anchors"),
    [
        ("draft4", {"id": "a", "$id": "b"}, "a", []),
        ("draft4", {"id": "#a"}, None, [("a", False)]),
        ("draft4", {"id": "#a", "$ref": "#"}, None, []),
        ("draft6", {"id": "a", "$id": "b"}, "b", []),
        ("draft7", {"$id": "#a", "$anchor": "b"}, None, [("a", False)]),
        ("draft7", {"$id": "a", "$ref": "#"}, None, []),
        ("draft7", {"$id": 5}, None, []),
        ("2019-09", {"$id": "a", "$ref": "#", "$anchor": "b", "$dynamicAnchor": "c"}, "a", [("b", False)]),
        ("2020-12", {"$id": "a", "$ref": "#", "$anchor": "b"}, "a", [("b", False)]),
        ("2020-12", {"id": "a", "$anchor": "b", "$dynamicAnchor": "c"}, None, [("b", False), ("c", True)]),
        ("2020-12", {"$id": 5, "$anchor": 5, "$dynamicAnchor": 5}, None, []),
    ],
)
def test_each_dialect_has_its_own_identifiers_and_anchors(
    dialect: str, contents: dict[str, Any], identifier: str | None, anchors: list[tuple[str, bool]]
) -> None:
    assert identifier_in(contents, named(dialect)) == identifier
    assert list(anchors_in(contents, named(dialect))) == anchors
