"""Which keywords assert in which dialect: one that a dialect does not have says nothing there."""

from __future__ import annotations

from itertools import product
from typing import Any, NamedTuple

import pytest

from tests.compiler.verdicts import verdict

DIALECTS = ("draft4", "draft6", "draft7", "2019-09", "2020-12")
EVER_SINCE = DIALECTS
FROM_6, FROM_7, FROM_2019 = DIALECTS[1:], DIALECTS[2:], DIALECTS[3:]
UNTIL_2019, ONLY_2019, ONLY_2020 = DIALECTS[:4], ("2019-09",), ("2020-12",)


class Keyword(NamedTuple):
    """A schema that holds a keyword, an instance that the keyword refuses, and the dialects that have it."""

    schema: dict[str, Any]
    refused: Any
    dialects: tuple[str, ...]


TYPED: dict[str, Any] = {"type": "string"}
KEYWORDS = {
    "type": Keyword(TYPED, 1, EVER_SINCE),
    "enum": Keyword({"enum": [1]}, 2, EVER_SINCE),
    "const": Keyword({"const": 1}, 2, FROM_6),
    "multipleOf": Keyword({"multipleOf": 2}, 3, EVER_SINCE),
    "minimum": Keyword({"minimum": 2}, 1, EVER_SINCE),
    "maximum": Keyword({"maximum": 2}, 3, EVER_SINCE),
    "exclusiveMinimum": Keyword({"exclusiveMinimum": 2}, 2, FROM_6),
    "exclusiveMaximum": Keyword({"exclusiveMaximum": 2}, 2, FROM_6),
    "minLength": Keyword({"minLength": 2}, "a", EVER_SINCE),
    "maxLength": Keyword({"maxLength": 2}, "abc", EVER_SINCE),
    "pattern": Keyword({"pattern": "^a"}, "b", EVER_SINCE),
    "format": Keyword({"format": "ipv4"}, "1", EVER_SINCE),
    "contentEncoding": Keyword({"contentEncoding": "base64"}, "=", ("draft7",)),
    "contentMediaType": Keyword({"contentMediaType": "application/json"}, "{", ("draft7",)),
    "minItems": Keyword({"minItems": 2}, [1], EVER_SINCE),
    "maxItems": Keyword({"maxItems": 1}, [1, 2], EVER_SINCE),
    "uniqueItems": Keyword({"uniqueItems": True}, [1, 1], EVER_SINCE),
    "minProperties": Keyword({"minProperties": 2}, {"a": 1}, EVER_SINCE),
    "maxProperties": Keyword({"maxProperties": 1}, {"a": 1, "b": 2}, EVER_SINCE),
    "required": Keyword({"required": ["a"]}, {}, EVER_SINCE),
    "dependentRequired": Keyword({"dependentRequired": {"a": ["b"]}}, {"a": 1}, FROM_2019),
    "dependentSchemas": Keyword({"dependentSchemas": {"a": {"required": ["b"]}}}, {"a": 1}, FROM_2019),
    "dependencies, of names": Keyword({"dependencies": {"a": ["b"]}}, {"a": 1}, EVER_SINCE),
    "dependencies, of schemas": Keyword({"dependencies": {"a": {"required": ["b"]}}}, {"a": 1}, EVER_SINCE),
    "properties": Keyword({"properties": {"a": TYPED}}, {"a": 1}, EVER_SINCE),
    "patternProperties": Keyword({"patternProperties": {"^a": TYPED}}, {"ab": 1}, EVER_SINCE),
    "additionalProperties": Keyword({"additionalProperties": TYPED}, {"a": 1}, EVER_SINCE),
    "propertyNames": Keyword({"propertyNames": {"maxLength": 1}}, {"ab": 1}, FROM_6),
    "unevaluatedProperties": Keyword({"unevaluatedProperties": TYPED}, {"a": 1}, FROM_2019),
    "items": Keyword({"items": TYPED}, [1], EVER_SINCE),
    "items, an array": Keyword({"items": [TYPED]}, [1], UNTIL_2019),
    "additionalItems": Keyword({"items": [{}], "additionalItems": TYPED}, ["a", 1], UNTIL_2019),
    "prefixItems": Keyword({"prefixItems": [TYPED]}, [1], ONLY_2020),
    "unevaluatedItems": Keyword({"unevaluatedItems": TYPED}, [1], FROM_2019),
    "contains": Keyword({"contains": TYPED}, [1], FROM_6),
    "minContains": Keyword({"contains": TYPED, "minContains": 2}, ["a", 1], FROM_2019),
    "maxContains": Keyword({"contains": TYPED, "maxContains": 1}, ["a", "b"], FROM_2019),
    "allOf": Keyword({"allOf": [{}, TYPED]}, 1, EVER_SINCE),
    "anyOf": Keyword({"anyOf": [TYPED, {"type": "null"}]}, 1, EVER_SINCE),
    "oneOf": Keyword({"oneOf": [{}, TYPED]}, "a", EVER_SINCE),
    "not": Keyword({"not": TYPED}, "a", EVER_SINCE),
    "if": Keyword({"if": TYPED, "then": {"maxLength": 1}}, "ab", FROM_7),
    "$ref": Keyword({"$ref": "#/definitions/a", "definitions": {"a": TYPED}}, 1, EVER_SINCE),
    "$dynamicRef": Keyword(
        {"$defs": {"a": {"$dynamicAnchor": "a", **TYPED}}, "$dynamicRef": "#a"}, 1, ONLY_2020
    ),
    "$recursiveRef": Keyword(
        {"type": ["string", "object"], "properties": {"a": {"$recursiveRef": "#"}}}, {"a": 1}, ONLY_2019
    ),
}

# What the metaschema of another dialect refuses: a name that has another meaning there.
OTHER_MEANINGS = {
    ("exclusiveMinimum", "draft4"),
    ("exclusiveMaximum", "draft4"),
    ("items, an array", "2020-12"),
    ("additionalItems", "2020-12"),
}


@pytest.mark.parametrize(
    ("keyword", "dialect"),
    [pair for pair in product(KEYWORDS, DIALECTS) if pair not in OTHER_MEANINGS],
)
def test_a_keyword_asserts_in_the_dialects_that_have_it_and_in_no_other(keyword: str, dialect: str) -> None:
    schema, refused, dialects = KEYWORDS[keyword]

    assert verdict(schema, refused, dialect=dialect) is (dialect not in dialects)


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_a_keyword_that_a_dialect_has_refuses_no_instance_of_other_types(keyword: str) -> None:
    schema, _, dialects = KEYWORDS[keyword]
    looks_at_all = {"type", "enum", "const", "$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf"}
    if keyword not in looks_at_all:
        assert verdict(schema, None, dialect=dialects[-1])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_beside_a_reference_other_keywords_count_since_2019(dialect: str) -> None:
    schema = {"definitions": {"any": {}}, "properties": {"a": {"$ref": "#/definitions/any", "maximum": 1}}}

    assert verdict(schema, {"a": 2}, dialect=dialect) is (dialect not in FROM_2019)


def test_the_keywords_of_a_vocabulary_that_is_not_in_force_say_nothing() -> None:
    metaschema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.test/without-validation",
        "$vocabulary": {
            "https://json-schema.org/draft/2020-12/vocab/core": True,
            "https://json-schema.org/draft/2020-12/vocab/applicator": True,
        },
    }
    schema = {
        "$schema": "https://example.test/without-validation",
        "properties": {"a": {"minimum": 2}, "b": False},
    }
    documents = {"https://example.test/without-validation": metaschema}

    assert verdict(schema, {"a": 1}, documents=documents)
    assert not verdict(schema, {"b": 1}, documents=documents)
