"""What the author of a schema is told about its mistakes: all of them, each at its place."""

from __future__ import annotations

import sys
import tracemalloc
from typing import Any

import pytest

from holotype.errors import SchemaError
from holotype.schema.dialects import DIALECTS, NEWEST, Dialect, custom, named
from holotype.schema.locations import Location
from holotype.schema.metaschema import check

DRAFT_7 = "http://json-schema.org/draft-07/schema#"


def refusal(schema: dict[str, Any], dialect: Dialect = NEWEST) -> SchemaError:
    with pytest.raises(SchemaError) as caught:
        check(schema, dialect, Location("urn:a", ""))
    return caught.value


def lines(schema: dict[str, Any], dialect: Dialect = NEWEST) -> list[str]:
    return str(refusal(schema, dialect)).split("\n")


LEAD = "the metaschema of 2020-12 refuses this schema: "
NO_SCHEMA = "expected an object or a boolean, found null"
STRNG = '"strng" is not one of "array", "boolean", "integer", "null", "number", "object", "string"'


@pytest.mark.parametrize(
    ("schema", "sentence"),
    [
        ({"minLength": -1}, '"minLength": -1 is less than the minimum 0'),
        ({"title": None}, '"title": expected a string, found null'),
        ({"type": 7}, '"type": expected an array or a string, found 7, which is an integer'),
        ({"type": ["null", "strng"]}, f'item 1 in "type": {STRNG}; did you mean "string"?'),
        ({"required": [5]}, 'item 0 in "required": expected a string, found 5, which is an integer'),
        ({"dependentRequired": {"a": [None]}}, 'item 0 in "a": expected a string, found null'),
        ({"allOf": [True, None]}, f'item 1 in "allOf": {NO_SCHEMA}'),
        ({"properties": {"a": None}}, f'"a" in "properties": {NO_SCHEMA}'),
        ({"properties": {"a": {"not": None}}}, f'"not": {NO_SCHEMA}'),
        ({"$defs": {"a": {"$defs": {"b": None}}}}, f'"b" in "$defs": {NO_SCHEMA}'),
        ({"properties": {'"\n': None}}, f'"\\"\\n" in "properties": {NO_SCHEMA}'),
        ({"$defs": {"x" * 60: None}}, f'"{"x" * 60}" in "$defs": {NO_SCHEMA}'),
        ({"$defs": {"x" * 61: None}}, f'"{"x" * 60}..." in "$defs": {NO_SCHEMA}'),
    ],
)
def test_a_mistake_is_named_by_what_it_stands_at(schema: dict[str, Any], sentence: str) -> None:
    assert refusal(schema).message == LEAD + sentence


def test_a_mistake_of_a_whole_schema_is_said_of_its_place() -> None:
    sentence = 'the required property "minimum" is missing, which "exclusiveMinimum" requires'
    schema = {"exclusiveMinimum": True, "properties": {"a": {"exclusiveMinimum": True}}}
    assert lines(schema, named("draft4")) == [
        f"urn:a#: the metaschema of draft4 refuses this schema: {sentence}",
        f'urn:a#/properties/a: "a" in "properties": {sentence}',
    ]


def test_every_mistake_is_a_line_in_the_order_of_the_schema() -> None:
    schema = {"required": 5, "$defs": {"a b": {"type": "x", "minLength": -1}, "c": {"$id": 1}}, "format": 1}
    error = refusal(schema)
    assert error.location == "urn:a#/required"
    assert [location for location, _ in error.further] == [
        "urn:a#/$defs/a%20b/type",
        "urn:a#/$defs/a%20b/minLength",
        "urn:a#/$defs/c/$id",
        "urn:a#/format",
    ]
    assert lines(schema)[2] == 'urn:a#/$defs/a%20b/minLength: "minLength": -1 is less than the minimum 0'


def test_what_the_metaschemas_of_several_vocabularies_say_is_told_once() -> None:
    assert lines({"not": None}) == [f'urn:a#/not: {LEAD}"not": {NO_SCHEMA}']


def test_two_mistakes_of_one_value_are_both_told() -> None:
    equal = 'the items 0 and 1 are equal: "strng"'
    assert [location for location, _ in refusal({"type": ["strng", "strng"]}).further] == [
        "urn:a#/type/0",
        "urn:a#/type/1",
    ]
    assert refusal({"type": ["strng", "strng"]}).message == f'{LEAD}"type": {equal}'


def test_a_hundred_are_shown_and_that_there_are_more() -> None:
    def wrong(number: int) -> list[str]:
        return lines({"properties": {f"p{each}": {"minLength": -1} for each in range(number)}})

    assert len(wrong(100)) == 100
    assert wrong(100)[-1].endswith("is less than the minimum 0")
    assert wrong(101)[:100] == wrong(100)
    assert wrong(101)[100:] == wrong(5000)[100:] == ["there are more mistakes; only 100 are shown"]


MANY: list[tuple[str, Any]] = [
    ("properties", {f"p{each}": None for each in range(50_000)}),
    ("required", [1] * 50_000),
    ("required", [*map(str, range(5000)), *[1] * 50_000]),
    ("allOf", [None] * 50_000),
    ("dependencies", {"a": [1] * 50_000}),
    ("$defs", {f"p{each}": {"minLength": -1} for each in range(50_000)}),
]


@pytest.mark.parametrize(("keyword", "value"), MANY)
def test_very_many_take_little_memory(keyword: str, value: Any) -> None:
    tracemalloc.start()
    refusal({keyword: value, "type": "array"})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50 * 2**20


def test_what_stands_after_a_hundred_that_are_right_is_found() -> None:
    assert [
        location for location, _ in refusal({"required": [*map(str, range(500)), 1, "a", 2]}).further
    ] == ["urn:a#/required/502"]


def test_two_equal_items_are_found_however_far_apart() -> None:
    names = [*map(str, range(500)), "0"]
    assert lines({"required": names})[0].endswith('"required": the items 0 and 500 are equal: "0"')


def test_what_is_refused_as_a_whole_is_not_looked_into() -> None:
    assert refusal({"allOf": {"minLength": -1}, "maxLength": -1}).further == (
        ("urn:a#/maxLength", '"maxLength": -1 is less than the minimum 0'),
    )


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: str(dialect.name))
def test_thirty_mistakes_are_found_however_deep(dialect: Dialect) -> None:
    schema: Any = {
        "properties": {
            name: {"type": "strng", "minLength": -1, "required": 1} for name in map(str, range(10))
        }
    }
    for _ in range(84):
        schema = {"properties": {"a": {"items": {"not": {"dependencies": {"a": schema}}}}}}

    def from_below(calls: int) -> list[str]:
        return from_below(calls - 1) if calls else lines(schema, dialect)

    assert len(from_below(0)) == 30
    assert from_below(sys.getrecursionlimit() // 2) == from_below(0)


def test_a_schema_that_it_takes_is_taken() -> None:
    check({"properties": {"a": {"minLength": 0}}}, NEWEST, Location("", ""))


def test_formats_are_no_business_of_the_metaschema() -> None:
    for dialect in DIALECTS:
        check({"pattern": "(", "$ref": "http://[", "$id": "http://["}, dialect, Location("", ""))


def test_a_dialect_of_ones_own_is_held_to_the_standard_one_that_it_builds_on() -> None:
    for dialect in DIALECTS:
        own = custom("urn:own", dialect, None)
        assert lines({"minLength": -1}, own) == lines({"minLength": -1}, dialect)
        check({"minLength": 1}, own, Location("", ""))


@pytest.mark.parametrize(
    ("embedded", "found"),
    [
        ({"$id": "urn:b", "$schema": DRAFT_7, "items": [{}]}, 1),
        ({"$id": "urn:b", "$schema": NEWEST.uri, "items": [{}]}, 2),
        ({"$id": "urn:b", "$schema": NEWEST.uri + "#", "items": [{}]}, 2),
        ({"$id": "urn:b", "$schema": NEWEST.name, "items": [{}]}, 2),
        ({"$id": "urn:b", "$schema": "urn:own", "items": [{}]}, 1),
        ({"$id": "urn:b", "$schema": 5, "items": [{}]}, 3),
        ({"$schema": DRAFT_7, "items": [{}]}, 2),
        ({"$id": "urn:b", "items": [{}]}, 2),
    ],
)
def test_an_embedded_schema_of_another_dialect_is_left_to_that_one(
    embedded: dict[str, Any], found: int
) -> None:
    assert len(lines({"$defs": {"a": embedded}, "minLength": -1})) == found


def test_one_that_is_wrong_nowhere_else_is_taken() -> None:
    check({"$defs": {"a": {"$id": "urn:b", "$schema": DRAFT_7, "items": [{}]}}}, NEWEST, Location("", ""))
