"""The annotations that each keyword gives, as a basic output lists them."""

from __future__ import annotations

import warnings
from typing import Any, Final

import pytest

import holotype
from holotype.contract.values import Formats
from holotype.schema.dialects import DialectName

DRAFT_2019_09: Final = "2019-09"


def annotated(schema: Any, instance: object, dialect: DialectName | None = None) -> dict[str, Any]:
    """Keyword location -> annotation; no keyword is applied twice here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        validator = holotype.compile(schema, dialect=dialect)
    return {each["keywordLocation"]: each["annotation"] for each in validator.output(instance)["annotations"]}


@pytest.mark.parametrize(
    ("schema", "instance", "expected"),
    [
        ({"properties": {"a": True, "b": True}}, {"b": 1, "c": 1}, {"/properties": ["b"]}),
        ({"patternProperties": {"^a": True}}, {"ab": 1, "b": 1}, {"/patternProperties": ["ab"]}),
        (
            {"properties": {"a": True}, "additionalProperties": True},
            {"a": 1, "b": 1},
            {"/properties": ["a"], "/additionalProperties": ["b"]},
        ),
        (
            {"properties": {"a": True}, "unevaluatedProperties": True},
            {"a": 1, "b": 1},
            {"/properties": ["a"], "/unevaluatedProperties": ["b"]},
        ),
        ({"prefixItems": [True, True]}, [1, 2, 3], {"/prefixItems": 1}),
        ({"prefixItems": [True, True]}, [1], {"/prefixItems": True}),
        ({"prefixItems": [True]}, [], {}),
        ({"prefixItems": [True], "items": True}, [1, 2], {"/prefixItems": 0, "/items": True}),
        ({"items": True}, [], {}),
        ({"contains": {"const": 1}}, [0, 1], {"/contains": [1]}),
        ({"contains": {"const": 1}}, [1, 1], {"/contains": True}),
        ({"contains": True, "minContains": 0}, [], {"/contains": []}),
        (
            {"prefixItems": [True], "unevaluatedItems": True},
            [1, 2],
            {"/prefixItems": 0, "/unevaluatedItems": True},
        ),
        ({"contains": {"const": 1}, "unevaluatedItems": True}, [1], {"/contains": True}),
    ],
)
def test_an_applicator_annotates_what_it_was_applied_to(
    schema: object, instance: object, expected: object
) -> None:
    assert annotated(schema, instance) == expected


def test_an_applicator_says_nothing_of_an_instance_of_another_type() -> None:
    schema = {"properties": {}, "items": True, "contains": True, "unevaluatedItems": True}
    assert annotated(schema, "text") == {}


def test_arrays_in_2019_09() -> None:
    schema = {"items": [True], "additionalItems": True, "contains": True}
    assert annotated(schema, [1, 2], DRAFT_2019_09) == {"/items": 0, "/additionalItems": True}


def test_metadata_and_unknown_keywords_are_annotations_and_null_is_one() -> None:
    schema = {"title": "T", "default": None, "deprecated": True, "x-note": {"a": [1]}}
    expected = {f"/{keyword}": value for keyword, value in schema.items()}
    assert annotated(schema, 1) == expected


def test_identifiers_comments_and_keywords_read_by_others_are_no_annotations() -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.com/a",
        "$anchor": "a",
        "$dynamicAnchor": "b",
        "$comment": "c",
        "$defs": {"d": True},
        "then": True,
        "minContains": 1,
    }
    assert annotated(schema, 1) == {}


@pytest.mark.parametrize("formats", ["assert", "dialect"])
def test_a_format_annotates_whether_it_is_asserted_or_not(formats: Formats) -> None:
    output = holotype.compile({"format": "date"}, formats=formats).output("2026-03-01", format="verbose")
    (only,) = output["annotations"]
    assert (only["keywordLocation"], only["annotation"]) == ("/format", "date")


def test_content_annotates_strings_and_its_schema_needs_a_media_type() -> None:
    content = {"contentMediaType": "application/json", "contentEncoding": "base64", "contentSchema": True}
    expected = {f"/{keyword}": value for keyword, value in content.items()}
    assert annotated(content, "e30=") == expected
    assert annotated(content, {}) == {}
    assert annotated({"contentSchema": True}, "{}") == {}


def test_content_that_draft_7_asserts_is_an_annotation_too() -> None:
    schema = {"contentEncoding": "base64", "title": "T"}
    assert annotated(schema, "e30=", "draft7") == {"/contentEncoding": "base64", "/title": "T"}


def test_siblings_of_a_reference_that_the_draft_ignores_annotate_nothing() -> None:
    schema = {"title": "T", "$ref": "#/definitions/a", "definitions": {"a": {"title": "A"}}}
    assert annotated(schema, 1, "draft7") == {"/$ref/title": "A"}


def test_annotations_of_subschemas_that_fail_or_are_negated_are_dropped() -> None:
    schema = {
        "anyOf": [{"type": "string", "title": "S"}, {"type": "integer", "title": "I"}],
        "not": {"not": {"title": "N"}},
        "if": {"type": "string", "title": "If"},
        "else": {"title": "Else"},
    }
    assert annotated(schema, 1) == {"/anyOf/1/title": "I", "/else/title": "Else"}


def test_names_of_properties_are_no_place_to_annotate() -> None:
    assert annotated({"propertyNames": {"title": "T", "minLength": 1}}, {"a": 1}) == {}


def test_what_a_caller_does_to_an_annotation_does_not_reach_the_next() -> None:
    validator = holotype.compile({"default": []})
    validator.output(1)["annotations"][0]["annotation"].append(1)
    assert validator.output(1)["annotations"][0]["annotation"] == []
