"""What models know of the values at a place."""

from __future__ import annotations

from typing import Any

import pytest

from holotype.codegen.shapes import ANYTHING, Array, Definition, Map, Record, Shape, Tagged
from holotype.errors import SchemaError
from tests.codegen.support import shapes_of

NOTHING = Shape(null=False, scalars=frozenset(), literals=None, array=None, object=None)
STRING = NOTHING._replace(scalars=frozenset({"string"}))
POINT = {"type": "object", "properties": {"x": {"type": "number"}}, "required": ["x"]}


def shape(schema: object, *lowered: str) -> Shape:
    return shapes_of(schema, *lowered).root


def values(schema: object, *lowered: str) -> tuple[object, ...]:
    literals = shape(schema, *lowered).literals
    return () if literals is None else literals.values


def definitions(schema: object) -> list[Definition]:
    return list(shapes_of(schema).definitions.values())


def member_shape(schema: dict[str, Any], name: str) -> Shape:
    (found,) = [each for each in definitions(schema)[0].members if each.property == name]
    return found.shape


def test_a_schema_that_says_nothing_allows_anything() -> None:
    schemas: list[object] = [{}, True, {"description": "anything"}, {"not": {"type": "string"}}, {"if": {}}]
    for schema in schemas:
        assert shape(schema) == ANYTHING


def test_types_are_narrowed_by_every_schema_that_holds() -> None:
    schema = {
        "$defs": {"text": {"type": ["string", "null"]}},
        "type": ["string", "integer"],
        "allOf": [{"$ref": "#/$defs/text"}],
    }
    assert shape(schema) == STRING


def test_numbers_include_integers() -> None:
    assert shape({"type": ["number", "integer"]}).scalars == {"number"}
    assert shape({"type": "number", "allOf": [{"type": "integer"}]}).scalars == {"integer"}


def test_what_no_value_satisfies_has_no_types() -> None:
    assert shape(False) == NOTHING
    assert shape({"type": "string", "enum": [1]}) == NOTHING


def test_an_enum_is_literals_and_null() -> None:
    assert values({"enum": ["a", 1, True, None]}) == ("a", 1, True)
    assert shape({"enum": ["a", None]}).null


def test_an_enum_keeps_only_the_values_of_the_type() -> None:
    assert values({"type": "string", "enum": ["a", 1, None]}) == ("a",)
    assert not shape({"type": "string", "enum": ["a", None]}).null


def test_enums_that_hold_together_are_intersected_as_json() -> None:
    assert values({"enum": [1, "a", True], "allOf": [{"enum": [True, "a"]}, {"const": "a"}]}) == ("a",)
    assert values({"enum": [1, 0], "const": True}) == ()


@pytest.mark.parametrize("value", [1.5, [], {}, "\ud800"])
def test_an_enum_that_literal_cannot_say_is_its_types(value: object) -> None:
    found = shape({"enum": ["a", value]})
    assert found.literals is None
    assert "string" in found.scalars


def test_a_lowered_enum_is_its_type() -> None:
    assert shape({"type": "string", "enum": ["a"]}, "/enum") == STRING


def test_lowered_additional_properties_leave_the_object_open() -> None:
    schema = {"type": "object", "properties": {"x": {}}, "additionalProperties": False}
    (closed,) = shapes_of(schema).definitions.values()
    (lowered,) = shapes_of(schema, "/additionalProperties").definitions.values()
    assert closed.additional is None
    assert lowered.additional == ANYTHING


def test_array_items_are_known_unless_they_differ_by_place() -> None:
    assert shape({"type": "array", "items": {"type": "string"}}).array == Array(STRING)
    for schema in (
        {"type": "array"},
        {"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "integer"}},
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "type": "array",
            "items": [{"type": "string"}],
        },
    ):
        assert shape(schema).array == Array(None)


def test_an_object_without_properties_is_a_map() -> None:
    assert shape({"type": "object"}).object == Map(None)
    assert shape({"type": "object", "additionalProperties": {"type": "string"}}).object == Map(STRING)
    pattern = {
        "type": "object",
        "patternProperties": {"^a": {"type": "string"}},
        "additionalProperties": False,
    }
    assert shape(pattern).object == Map(STRING)


def test_properties_without_a_type_say_nothing_of_other_types() -> None:
    found = shape({"properties": {"x": {}}})
    assert isinstance(found.object, Record)
    assert found._replace(object=ANYTHING.object) == ANYTHING


def test_all_of_is_one_record_with_the_properties_of_all() -> None:
    schema = {
        "$defs": {"base": POINT},
        "allOf": [{"$ref": "#/$defs/base"}, {"properties": {"y": {}}, "required": ["y"]}],
    }
    (definition,) = definitions(schema)
    assert [(member.property, member.required) for member in definition.members] == [("x", True), ("y", True)]


def test_a_description_beside_a_reference_does_not_make_another_class() -> None:
    schema = {
        "$defs": {"point": POINT},
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/point", "description": "A."}, "b": {"$ref": "#/$defs/point"}},
    }
    root, point = definitions(schema)
    assert [member.description for member in root.members] == ["A.", ""]
    assert point.place.pointer == "/$defs/point"


def test_siblings_of_a_reference_do_not_count_before_2019_09() -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": {"text": {"type": "string"}},
        "properties": {"x": {"$ref": "#/definitions/text", "enum": ["a"]}},
        "type": "object",
    }
    assert member_shape(schema, "x") == STRING


def test_a_schema_may_refer_to_itself() -> None:
    tree = {"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#"}}}}
    (definition,) = definitions(tree)
    array = definition.members[0].shape.array
    assert array is not None
    assert array.items is not None
    assert isinstance(array.items.object, Record)
    for schema in ({"$ref": "#"}, {"anyOf": [{"$ref": "#"}]}, {"type": "array", "items": {"$ref": "#"}}):
        assert shapes_of(schema).definitions == {}


def test_one_of_several_types_is_a_union() -> None:
    found = shape(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"const": 1}]}
    )
    assert found.scalars == {"string"}
    assert found.array == Array(STRING)
    assert found.literals is not None
    assert found.literals.values == (1,)


def test_a_nullable_record_is_the_record_or_null() -> None:
    schema = {
        "$defs": {"point": POINT},
        "type": "object",
        "properties": {"p": {"oneOf": [{"$ref": "#/$defs/point"}, {"type": "null"}]}},
    }
    found = member_shape(schema, "p")
    assert found.null
    assert isinstance(found.object, Record)


def test_records_with_a_tag_are_told_apart_by_it() -> None:
    schema = {
        "oneOf": [
            {"type": "object", "properties": {"kind": {"const": "a"}, "x": {}}, "required": ["kind"]},
            {"type": "object", "properties": {"kind": {"enum": ["b", "c"]}, "y": {}}, "required": ["kind"]},
        ]
    }
    found = shape(schema).object
    assert isinstance(found, Tagged)
    assert found.property == "kind"
    assert [tags for tags, _ in found.records] == [("a",), ("b", "c")]


@pytest.mark.parametrize(
    "second",
    [
        {"properties": {"kind": {"const": "b"}}},  # may be absent
        {"properties": {"kind": {"enum": ["a", "b"]}}, "required": ["kind"]},  # overlaps
        {"properties": {"kind": {"type": "string"}}, "required": ["kind"]},  # any string
        {"properties": {"other": {"const": "b"}}, "required": ["other"]},
    ],
)
def test_records_without_a_tag_are_plain_json(second: dict[str, Any]) -> None:
    first = {"type": "object", "properties": {"kind": {"const": "a"}}, "required": ["kind"]}
    assert shape({"type": "object", "anyOf": [first, second]}).object == Map(None)


def test_alternatives_of_two_kinds_both_narrow_the_types() -> None:
    types = ["string", "null", "array", "object"]
    both = {
        "type": types,
        "anyOf": [{"type": ["string", "null"]}, {"type": "array"}],
        "oneOf": [{"type": ["null", "array"]}, {"type": "string"}],
    }
    assert shape(both) == STRING._replace(null=True, array=Array(None))
    neither = {
        "type": types,
        "anyOf": [{"type": ["string", "null"]}, {"type": "integer"}],
        "oneOf": [{"type": ["array", "string"]}, {"type": "object"}],
    }
    assert shape(neither) == STRING


def test_alternatives_that_only_require_leave_the_record_as_it_is() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {}, "b": {}},
        "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
    }
    (definition,) = definitions(schema)
    assert [(member.property, member.required) for member in definition.members] == [
        ("a", False),
        ("b", False),
    ]


def test_alternatives_of_a_record_share_its_properties() -> None:
    schema = {
        "type": "object",
        "properties": {"id": {"type": "string"}},
        "required": ["id", "kind"],
        "oneOf": [
            {"properties": {"kind": {"const": "a"}, "x": {}}},
            {"properties": {"kind": {"const": "b"}, "y": {}}},
        ],
    }
    assert [[member.property for member in each.members] for each in definitions(schema)] == [
        ["id", "kind", "x"],
        ["id", "kind", "y"],
    ]


def test_an_object_is_closed_by_unevaluated_properties_unless_more_may_be_evaluated() -> None:
    closed: dict[str, Any] = {"type": "object", "properties": {"a": {}}, "unevaluatedProperties": False}
    assert definitions(closed)[0].additional is None
    more: dict[str, Any] = {"properties": {"b": {}}}
    evaluating: list[dict[str, Any]] = [
        {"if": more},
        {"allOf": [{"if": more}]},
        {"oneOf": [more]},
        {"additionalProperties": True},
        {"allOf": [{"unevaluatedProperties": True}]},
    ]
    for keywords in evaluating:
        assert definitions({**closed, **keywords})[0].additional == ANYTHING


def test_keywords_of_later_drafts_say_nothing() -> None:
    closed = {"type": "object", "properties": {"a": {"const": 1}}, "unevaluatedProperties": False}
    for draft in ("04", "06", "07"):
        schema = {"$schema": f"http://json-schema.org/draft-{draft}/schema#", **closed}
        assert definitions(schema)[0].additional == ANYTHING
        assert (member_shape(schema, "a") == ANYTHING) is (draft == "04")


def test_additional_properties_have_the_shape_that_the_schema_gives_them() -> None:
    schema = {"type": "object", "properties": {"a": {}}, "additionalProperties": {"type": "string"}}
    assert definitions(schema)[0].additional == STRING


def test_without_the_applicator_vocabulary_nothing_is_known() -> None:
    metaschema = {
        "$id": "https://example.com/meta",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": True},
    }
    from holotype.codegen.reading import read
    from holotype.schema.resources import Schemas

    schema = {"$schema": "https://example.com/meta", "type": "object", "properties": {"a": {}}}
    assert read(Schemas(schema, {"https://example.com/meta": metaschema})).root == ANYTHING


def test_a_reference_that_leads_nowhere_is_refused_with_its_place() -> None:
    with pytest.raises(SchemaError, match="leads to nothing"):
        shapes_of({"type": "object", "properties": {"x": {"$ref": "#/$defs/none"}}})


def test_deep_nesting_ends_as_plain_json() -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(40):
        schema = {"type": "array", "items": schema}
    found: Shape | None = shape(schema)
    depth = 0
    while found is not None and found.array is not None:
        depth, found = depth + 1, found.array.items
    assert found is None
    assert depth < 20


def test_alternatives_that_multiply_are_read_in_bounded_time() -> None:
    names = [f"n{level}" for level in range(12)]
    schema: dict[str, Any] = {"$ref": "#/$defs/n0", "$defs": {"n12": {"type": "string"}}}
    for level, name in enumerate(names):
        branch = {"$ref": f"#/$defs/n{level + 1}"}
        schema["$defs"][name] = {"anyOf": [{**branch, "title": "a"}, {**branch, "title": "b"}, branch]}
    assert shape(schema) == STRING
