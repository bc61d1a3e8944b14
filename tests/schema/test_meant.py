"""What the author of a schema with a mistake is told to write instead."""

from __future__ import annotations

from typing import Any

import pytest

from holotype.errors import SchemaError
from holotype.schema.dialects import named
from holotype.schema.locations import Location
from holotype.schema.metaschema import check
from holotype.schema.resources import Schemas

A_LIST = 'list "a" in the "required" of the object that has it'


def said(schema: dict[str, Any], dialect: str = "2020-12") -> str:
    with pytest.raises(SchemaError) as caught:
        check(schema, named(dialect), Location("", ""))
    return caught.value.message


@pytest.mark.parametrize(
    ("schema", "hint"),
    [
        ({"type": ["string", None]}, 'null without quotes is no string: write "null"'),
        ({"type": None}, 'null without quotes is no string: write "null"'),
        ({"type": "int"}, 'did you mean "integer"?'),
        ({"type": ["null", "str"]}, 'did you mean "string"?'),
        ({"type": "Float"}, 'did you mean "number"?'),
        ({"type": "dict"}, 'did you mean "object"?'),
        ({"type": "list"}, 'did you mean "array"?'),
        ({"type": "bool"}, 'did you mean "boolean"?'),
        ({"type": "none"}, 'did you mean "null"?'),
        ({"type": "any"}, 'leave "type" out where any value will do'),
        ({"type": "date"}, 'did you mean "string" with "format": "date"?'),
        ({"type": "objct"}, 'did you mean "object"?'),
        ({"properties": {"a": {"required": True}}}, A_LIST),
        ({"properties": {"a": {"required": "yes"}}}, A_LIST),
        (
            {"properties": {"a": {"required": False}}},
            'leave it out: "a" is optional unless the "required" of the object lists it',
        ),
        ({"items": {"required": True}}, 'list a property in the "required" of the object that has it'),
        ({"required": "a"}, 'write the names as a list: ["a"]'),
        ({"items": [{}]}, 'since 2020-12 a schema for each of the first items stands in "prefixItems"'),
        ({"uniqueItems": "yes"}, "write true, without quotes"),
        ({"uniqueItems": "False"}, "write false, without quotes"),
        ({"additionalProperties": "no"}, "write false, without quotes"),
        ({"maxLength": "10"}, "write 10, without quotes"),
        ({"minimum": "-1"}, "write -1, without quotes"),
        (
            {"minimum": 0, "exclusiveMinimum": True},
            'a boolean is the form of draft4: write 0 here, and leave "minimum" out',
        ),
        (
            {"exclusiveMaximum": True},
            'a boolean is the form of draft4: write the number here, and leave "maximum" out',
        ),
        ({"exclusiveMaximum": False}, 'a boolean is the form of draft4: leave "exclusiveMaximum" out'),
    ],
)
def test_a_hint_says_what_to_write(schema: dict[str, Any], hint: str) -> None:
    assert said(schema).endswith(f"; {hint}")


def test_a_hint_knows_the_dialect() -> None:
    assert said({"minimum": 1, "exclusiveMinimum": 0}, "draft4").endswith(
        '; in draft4 the number stands in "minimum", and beside it "exclusiveMinimum": true'
    )
    assert said({"exclusiveMinimum": True}, "draft6").endswith(', and leave "minimum" out')
    assert "prefixItems" not in said({"items": [5]}, "2019-09")


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "quantum"},
        {"type": 5},
        {"uniqueItems": "perhaps"},
        {"uniqueItems": "🙂"},
        {"maxLength": "ten"},
        {"maxLength": "9" * 5000},
        {"title": True},
        {"type": "int" * 10_000},
        {"exclusiveMinimum": "x"},
    ],
)
def test_what_nobody_can_guess_has_no_hint(schema: dict[str, Any]) -> None:
    assert ";" not in said(schema)
    assert "did you mean" not in said(schema)


def led(root: dict[str, Any], reference: str, documents: dict[str, Any] | None = None) -> str:
    schemas = Schemas(root, documents or {})
    with pytest.raises(SchemaError) as caught:
        schemas.resolve(schemas.root, reference)
    return caught.value.message


HOLDING: dict[str, Any] = {
    "$defs": {"foo": {}, "address": {"properties": {"street": {}}}, "a/b": {"$anchor": "slashed"}},
    "definitions": {"old": {}},
}


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("#/definitions/foo", "#/$defs/foo"),
        ("#/$defs/old", "#/definitions/old"),
        ("#/$defs/adress", "#/$defs/address"),
        ("#/definitions/adress", "#/$defs/address"),
        ("#/$defs/address/properties/stret", "#/$defs/address/properties/street"),
        ("#/definitions/address/properties/street", "#/$defs/address/properties/street"),
        ("#/defs/foo", ""),
        ("#/foo", "#/$defs/foo"),
        ("#foo", "#/$defs/foo"),
        ("#$defs/foo", "#/$defs/foo"),
        ("#slashe", "#slashed"),
        ("#/$defs/a~1c", "#/$defs/a~1b"),
        ("#/nothing/like/it", ""),
        ("#" + "x" * 5000, ""),
        ("#/$defs/" + "x" * 5000, ""),
    ],
)
def test_a_reference_that_leads_to_nothing_is_told_the_nearest(reference: str, meant: str) -> None:
    end = f"; did you mean '{meant}'?" if meant else " leads to nothing in this schema"
    assert led(HOLDING, reference).endswith(end)


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("definitions/old", "#/definitions/old"),
        ("/definitions/old", "#/definitions/old"),
        ("$defs/adress", "#/$defs/address"),
        ("foo", "#/$defs/foo"),
    ],
)
def test_a_reference_without_its_number_sign_is_told_so(reference: str, meant: str) -> None:
    assert led(HOLDING, reference).endswith(f"is not among the documents; did you mean '{meant}'?")


def test_a_reference_to_another_file_is_not_taken_for_one_within() -> None:
    assert "did you mean" not in led(HOLDING, "foo.json")


def test_a_document_of_nearly_that_name_is_named() -> None:
    there, near = (f"https://example.test/schemas/{name}.json" for name in ("address", "adress"))
    documents = {there: HOLDING}
    assert f"(did you mean '{there}'?); give that document too" in led({}, near, documents)
    assert "did you mean" not in led({}, "https://elsewhere.test/schemas/adress.json", documents)
    assert "(did you mean 'address.json'?)" in led({}, "adress.json", {"address.json": True})
    assert "did you mean" not in led({}, "urn:b", {"urn:a": True})
    assert led({}, f"{there}#/definitions/foo", documents).endswith(f"did you mean '{there}#/$defs/foo'?")


def test_of_very_many_names_only_the_first_are_compared() -> None:
    root: dict[str, Any] = {"$defs": {f"{each:05}": {} for each in range(200_000)} | {"abcdefgh": {}}}
    assert "did you mean" not in led(root, "#/$defs/abcdefg")
