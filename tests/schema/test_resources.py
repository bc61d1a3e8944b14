"""What references lead to: identifiers, anchors, pointers, dialects, documents; nothing is fetched."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from holotype.errors import SchemaError
from holotype.schema.dialects import DIALECTS, NEWEST, known, named
from holotype.schema.locations import joined
from holotype.schema.resources import Schemas


def resolved(reference: str, schema: Any, documents: dict[str, Any] | None = None) -> Any:
    schemas = Schemas(schema, documents or {})
    return schemas.resolve(schemas.root, reference).contents


def test_a_reference_leads_through_pointers_identifiers_and_anchors() -> None:
    schema = {
        "$id": "http://example.test/a/root",
        "$defs": {
            "x": {"$id": "x", "title": "x", "$defs": {"y": {"$anchor": "y", "title": "y"}}},
            "z": {"$anchor": "z", "title": "z"},
        },
    }
    for reference, title in (
        ("x", "x"),
        ("/a/x", "x"),
        ("http://example.test/a/x", "x"),
        ("http://example.test/a/x#", "x"),
        ("#/$defs/x", "x"),
        ("x#y", "y"),
        ("x#/$defs/y", "y"),
        ("#/$defs/x/$defs/y", "y"),
        ("#z", "z"),
        ("root#z", "z"),
    ):
        assert resolved(reference, schema)["title"] == title, reference


def test_what_stands_where_no_keyword_looks_becomes_a_schema_by_reference() -> None:
    schema = {"here": {"title": "t", "$id": "http://example.test/here", "items": {"title": "i"}}, "yes": True}
    schemas = Schemas(schema, {})
    found = schemas.resolve(schemas.root, "#/here")
    assert (found.contents, found.location.uri) == (schema["here"], "http://example.test/here#")
    assert schemas.resolve(found, "#/items").contents == {"title": "i"}
    assert schemas.resolve(schemas.root, "#/yes").contents is True


def test_an_anchor_of_another_resource_is_not_found() -> None:
    schema = {"$id": "http://example.test/root", "$defs": {"x": {"$id": "x", "$anchor": "y"}}}
    with pytest.raises(SchemaError, match="leads to nothing"):
        resolved("#y", schema)


def test_a_location_names_the_nearest_resource() -> None:
    schemas = Schemas({"$defs": {"x": {"$id": "http://example.test/x", "items": {"type": "string"}}}}, {})
    found = schemas.resolve(schemas.root, "#/$defs/x/items")
    assert found.location.uri == "http://example.test/x#/items"


def test_a_document_that_is_not_given_is_named() -> None:
    with pytest.raises(SchemaError, match=r"'http://127\.0\.0\.1:1/x'.*nothing is fetched"):
        resolved("http://127.0.0.1:1/x", {})


def test_a_document_is_found_by_the_name_it_was_given_and_by_its_own() -> None:
    documents = {"http://example.test/given": {"$id": "http://example.test/own", "title": "t"}}
    for reference in ("http://example.test/given", "http://example.test/own", "http://example.test/given#"):
        assert resolved(reference, {}, documents)["title"] == "t"


def test_a_document_is_checked_against_its_metaschema_when_a_reference_leads_there() -> None:
    documents = {"http://example.test/bad": {"type": "text"}}
    assert Schemas({}, documents).root.contents == {}
    with pytest.raises(SchemaError) as caught:
        resolved("http://example.test/bad", {}, documents)
    assert caught.value.location == "http://example.test/bad#/type"


def test_the_metaschemas_are_known_without_being_given() -> None:
    for dialect in DIALECTS:
        assert resolved(dialect.uri, {}) is not None


def test_where_none_is_referred_to_none_is_read() -> None:
    program = (
        "import sys; from holotype.schema.resources import Schemas; s = Schemas({'$defs': {'a': {}}}, {}); "
        "s.resolve(s.root, '#/$defs/a'); print('jsonschema_specifications' in sys.modules); "
        "s.resolve(s.root, 'http://json-schema.org/draft-07/schema#'); "
        "print('jsonschema_specifications' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["False", "True"]


def test_a_page_of_the_same_host_that_is_no_metaschema_is_not_found() -> None:
    with pytest.raises(SchemaError, match="not among the documents"):
        resolved("https://json-schema.org/draft/2020-12/nothing", {})


def test_each_document_has_the_dialect_that_it_names() -> None:
    schema = {
        "$defs": {
            "old": {"$id": "http://example.test/old", "$schema": "http://json-schema.org/draft-07/schema#"}
        }
    }
    schemas = Schemas(schema, {})
    assert schemas.root.dialect is NEWEST
    assert schemas.resolve(schemas.root, "http://example.test/old").dialect.name == "draft7"


def test_a_subschema_without_an_identifier_cannot_change_the_dialect() -> None:
    schema = {"$defs": {"old": {"$schema": "http://json-schema.org/draft-07/schema#"}}}
    schemas = Schemas(schema, {})
    assert schemas.resolve(schemas.root, "#/$defs/old").dialect is NEWEST


def test_a_dialect_is_known_by_name_and_by_uri() -> None:
    for dialect in DIALECTS:
        assert known(dialect.name) is known(dialect.uri) is known(dialect.uri + "#") is dialect
    with pytest.raises(SchemaError, match="known are 2020-12, 2019-09, draft7, draft6, draft4"):
        named("draft3")


def test_an_identifier_beside_a_reference_is_ignored_in_old_drafts() -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": {
            "a": {"$id": "http://example.test/a", "$ref": "#/definitions/b"},
            "b": {"title": "b"},
        },
    }
    with pytest.raises(SchemaError):
        resolved("http://example.test/a", schema)


def test_a_recursive_anchor_is_the_dynamic_anchor_without_a_name_in_2019_09_alone() -> None:
    for dialect, names in (("2019-09", {""}), ("draft7", set[str]())):
        schema = {"$schema": named(dialect).uri, "$recursiveAnchor": True}
        schemas = Schemas({**schema, "$defs": {"a": {"$id": "urn:a", "$recursiveAnchor": False}}}, {})
        assert schemas.dynamic_anchors("").keys() == names
        assert all(each is schemas.root for each in schemas.dynamic_anchors("").values())
        assert schemas.dynamic_anchors("urn:a") == {}


EMBEDDED = {"$id": "urn:inner", "$schema": "http://json-schema.org/draft-07/schema#"}


def test_an_embedded_schema_of_another_dialect_is_held_to_that_one() -> None:
    right = {**EMBEDDED, "items": [True]}
    assert resolved("urn:inner", {"$defs": {"a": right}}) == right
    with pytest.raises(SchemaError, match=r"^#/\$defs/a/minLength: the metaschema of draft7 refuses"):
        Schemas({"$defs": {"a": {**EMBEDDED, "minLength": -1}}}, {})


def test_what_no_keyword_holds_is_held_to_its_metaschema_once_a_reference_leads_there() -> None:
    schema = {"old": {**EMBEDDED, "items": [1]}, "here": {"not": {"type": "strng"}, "items": []}}
    schemas = Schemas(schema, {})
    with pytest.raises(SchemaError, match=r"^#/here/not/type: the metaschema of 2020-12 refuses") as caught:
        schemas.resolve(schemas.root, "#/here")
    assert [location for location, _ in caught.value.further] == ["#/here/items"]
    with pytest.raises(SchemaError, match=r"^#/old/items/0: the metaschema of draft7 refuses"):
        schemas.resolve(schemas.root, "#/old")


def test_a_metaschema_of_ones_own_that_names_no_vocabulary_is_the_dialect_that_it_builds_on() -> None:
    for dialect in DIALECTS:
        documents = {"urn:own": {"$schema": dialect.uri}}
        root = Schemas({"$schema": "urn:own"}, documents).root
        assert (root.dialect.name, root.dialect.uri) == (dialect.name, "urn:own")


def test_of_identifiers_that_stand_twice_the_first_counts() -> None:
    schema = {"$defs": {name: {"$id": "urn:a", "title": name} for name in ("z", "a", "m")}}
    assert resolved("urn:a", schema)["title"] == "z"


def test_identifiers_within_const_and_enum_are_values() -> None:
    schema = {"const": {"$id": "http://example.test/not", "$anchor": "no"}, "enum": [{"$anchor": "no"}]}
    for reference in ("http://example.test/not", "#no"):
        with pytest.raises(SchemaError):
            resolved(reference, schema)


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("#/%ff", "the percent-encoding in the reference '#/%ff' is not that of UTF-8"),
        ("#/allOf/01", "the reference '#/allOf/01' leads to nothing in this schema"),
        ("#/" + "x" * 500, f"the reference '#/{'x' * 158}...' leads to nothing in this schema"),
    ],
)
def test_a_reference_that_leads_nowhere_is_shown_and_says_why(reference: str, sentence: str) -> None:
    schemas = Schemas({"allOf": [True, True]}, {})
    with pytest.raises(SchemaError) as caught:
        schemas.resolve(schemas.root, reference)
    assert caught.value.message == sentence


ROOT = "http://example.test/root"
UNKNOWN = (
    "not a known dialect and not among the documents; give that document too (documents=); nothing is fetched"
)
REFUSED: list[tuple[str, str, str]] = [
    ("http://[", f"{ROOT}#/$defs/a/$ref", "'http://[' is not a URI reference (Invalid IPv6 URL)"),
    (
        "other#x",
        f"{ROOT}#/$defs/a/$ref",
        (
            "the reference 'other#x' leads to 'http://example.test/other' (its base URI is "
            "'http://example.test/root'), which is not among the documents; give that document too "
            "(documents=); nothing is fetched"
        ),
    ),
    ("#/%ff", f"{ROOT}#/$defs/a/$ref", "the percent-encoding in the reference '#/%ff' is not that of UTF-8"),
    ("#x", f"{ROOT}#/$defs/a/$ref", f"the reference '#x' leads to nothing in '{ROOT}'"),
    (
        "#/enum/0",
        f"{ROOT}#/$defs/a/$ref",
        "the reference '#/enum/0' leads to a string: a schema is an object or a boolean",
    ),
    (
        "#/enum/1",
        f"{ROOT}#/enum/1/allOf",
        (
            'the metaschema of 2020-12 refuses this schema: "allOf": expected an array, found 5, which is an '
            "integer"
        ),
    ),
    ("#/enum/2", f"{ROOT}#/enum/2/$id", "$id 'http://[' is not a URI reference (Invalid IPv6 URL)"),
    (
        "#/enum/3",
        f"{ROOT}#/enum/3/$schema",
        f"the $schema 'urn:unknown' is {UNKNOWN}",
    ),
]


@pytest.mark.parametrize(("reference", "location", "sentence"), REFUSED)
def test_what_a_reference_cannot_lead_to_is_said_with_its_place(
    reference: str, location: str, sentence: str
) -> None:
    unread = ["text", {"allOf": 5}, {"$id": "http://["}, {"$id": "three", "$schema": "urn:unknown"}]
    schemas = Schemas({"$id": ROOT, "$defs": {"a": {}}, "enum": unread}, {})
    with pytest.raises(SchemaError) as caught:
        schemas.resolve(schemas.child(schemas.root, "$defs", "a"), reference)
    assert (caught.value.location, caught.value.message) == (location, sentence)


@pytest.mark.parametrize("schema", [{"$ref": "urn:circle"}, {"$schema": "urn:circle"}])
def test_a_metaschema_of_itself_is_refused(schema: dict[str, str]) -> None:
    documents = {"urn:circle": {"$schema": "urn:other"}, "urn:other": {"$schema": "urn:circle"}}
    with pytest.raises(SchemaError) as caught:
        resolved("urn:circle", schema, documents)
    assert caught.value.location == "urn:other#/$schema"
    assert caught.value.message == "the metaschema 'urn:circle' is, in the end, its own metaschema"


@pytest.mark.parametrize(
    ("schema", "sentence"),
    [
        ({"$id": "urn:a", "$schema": "urn:a#"}, "the metaschema 'urn:a' is, in the end, its own metaschema"),
        ({"$schema": ""}, f"the $schema '' is {UNKNOWN}"),
        ({"$schema": "urn:x"}, f"the $schema 'urn:x' is {UNKNOWN}"),
    ],
)
def test_a_dialect_that_is_none_is_said_to_be_none(schema: dict[str, str], sentence: str) -> None:
    with pytest.raises(SchemaError) as caught:
        Schemas(schema, {})
    assert caught.value.message == sentence


def test_a_document_may_be_given_by_the_reference_as_it_is_written() -> None:
    documents = {"common/a.json": {"title": "t"}}
    for root in ({}, {"$id": "https://example.test/schemas/root.json"}):
        assert resolved("common/a.json", root, documents)["title"] == "t"


def test_a_document_that_no_reference_leads_to_may_be_anything() -> None:
    assert resolved("#", {"title": "t"}, {"unused": {"type": "text"}, "::": 5})["title"] == "t"


TWINS = {"urn:a": {"$id": "urn:twin"}, "urn:b": {"$id": "urn:twin", "title": "t"}}


def test_two_documents_of_one_identifier_are_an_error_where_it_is_reached() -> None:
    assert resolved("#", {"title": "t"}, TWINS)["title"] == "t"
    with pytest.raises(SchemaError) as caught:
        resolved("urn:twin", {}, TWINS)
    assert caught.value.message == (
        "two documents are 'urn:twin', by their own identifiers: 'urn:a' and 'urn:b'; leave one out"
    )


def test_two_documents_of_one_identifier_that_are_reached_by_other_names_are_an_error() -> None:
    schemas = Schemas({}, TWINS)
    schemas.resolve(schemas.root, "urn:a")
    with pytest.raises(SchemaError, match="calls itself 'urn:twin', as another one does"):
        schemas.resolve(schemas.root, "urn:b")


def test_a_document_that_is_given_twice_is_one() -> None:
    schemas = Schemas({}, {"urn:a": {"$id": "urn:twin"}, "urn:b": {"$id": "urn:twin"}})
    assert schemas.resolve(schemas.root, "urn:a") is schemas.resolve(schemas.root, "urn:b")


@pytest.mark.parametrize(
    ("base", "reference", "uri"),
    [
        ("", "./a.json", "a.json"),
        ("", "../a.json", "../a.json"),
        ("../common/node.json", "../main/root.json", "../main/root.json"),
        ("common/node.json", "../../root.json?x#y", "../root.json?x"),
        ("common/node.json", "#y", "common/node.json"),
        ("common/node.json", "/a.json", "/a.json"),
        ("common/node.json", "urn:a", "urn:a"),
        ("https://example.test/a/b", "../../../c", "https://example.test/c"),
        ("urn:a:b", "c.json", "c.json"),
    ],
)
def test_what_climbs_above_a_relative_base_keeps_its_dots(base: str, reference: str, uri: str) -> None:
    assert joined(base, reference) == uri
