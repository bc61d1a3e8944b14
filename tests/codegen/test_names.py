"""Names for classes and fields."""

from __future__ import annotations

from keyword import iskeyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.codegen.names import Taken, assign, field_names, identifiers
from holotype.errors import ContractError
from tests.codegen.support import names_of, shapes_of

PROPERTY_NAMES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(("class", "class_", "a-b", "a_b", "a b", "_a", "__a__", "1", "", "_", "str", "field")),
    st.sampled_from(("ﬁ", "fi", "K", "K", "é", "e", "ª", "additional_properties", "self", "__slots__")),
)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("plain", "plain"),
        ("object", "object"),
        ("class", "class_"),
        ("foo-bar", "foo_bar"),
        ("additional_properties", "additional_properties_"),
        ("1st", "field_1st"),
        ("", "field_"),
        ("_id", "id"),
        ("__init__", "init"),
        ("str", "str"),
        ("None", "None_"),
        ("é", "e"),
        ("ﬁ", "fi"),
        ("名前", "u540d_u524d"),
        ("@type", "type"),
        ("$ref", "ref"),
    ],
)
def test_a_property_gets_the_nearest_field_name(name: str, field: str) -> None:
    assert field_names([name]) == {name: field}


def test_a_name_that_can_stand_is_kept_whatever_the_others_are() -> None:
    assert field_names(["foo-bar", "foo bar", "foo_bar"]) == {
        "foo-bar": "foo_bar_",
        "foo bar": "foo_bar_2",
        "foo_bar": "foo_bar",
    }


def test_a_field_has_no_name_that_is_used_in_the_body_of_its_class() -> None:
    assert field_names(["Tree", "str"], ["Tree", "str"]) == {"Tree": "Tree_", "str": "str_"}


def test_a_field_keeps_a_name_that_is_used_elsewhere_only() -> None:
    schema = {"type": "object", "properties": {name: {} for name in ("skip", "dumps", "Error", "dict")}}
    (fields,) = assign(shapes_of(schema), "Root", ["skip", "dumps", "Error"], ["dict"]).fields.values()
    assert list(fields.values()) == ["skip", "dumps", "Error", "dict_"]


@given(st.lists(PROPERTY_NAMES, unique=True, max_size=20))
def test_fields_are_distinct_identifiers_that_nothing_else_needs(properties: list[str]) -> None:
    names = field_names(properties)
    assert list(names) == properties
    assert len(set(names.values())) == len(properties)
    for field in names.values():
        assert field.isascii()
        assert field.isidentifier()
        assert not field.startswith("_")
        assert not iskeyword(field)


class Asked(set[str]):
    """A set that counts how often it is asked."""

    times = 0

    def __contains__(self, name: object) -> bool:
        self.times += 1
        return super().__contains__(name)


def test_ten_thousand_properties_of_one_kind_are_named_without_trying_all_numbers() -> None:
    taken = Taken()
    taken.names = asked = Asked()
    names = [taken.add("field_", "_") for _ in range(10_000)]
    assert len(set(names)) == 10_000
    assert asked.times < 50_000
    assert len(set(field_names(["-" * length for length in range(1, 10_001)]).values())) == 10_000


def test_a_class_is_named_after_its_place() -> None:
    person = {
        "$defs": {"geo-point": {"type": "object", "properties": {"area": {"properties": {"x": {}}}}}},
        "type": "object",
        "properties": {
            "home_address": {"type": "object", "properties": {"geo": {"$ref": "#/$defs/geo-point"}}},
            "pets": {"type": "array", "items": {"type": "object", "properties": {"name": {}}}},
            "by_year": {
                "type": "object",
                "additionalProperties": {"properties": {"y": {}}, "type": "object"},
            },
        },
    }
    assert list(names_of(person).classes.values()) == [
        "Root",
        "RootHomeAddress",
        "GeoPoint",
        "GeoPointArea",
        "RootPetsItem",
        "RootByYearValue",
    ]


def test_a_number_of_any_length_may_stand_where_an_index_would() -> None:
    digits = "9" * 5_000
    schema = {
        "x": {"anyOf": {digits: {"type": "object", "properties": {"a": {}}}}},
        "type": "object",
        "properties": {"one": {"$ref": f"#/x/anyOf/{digits}"}},
    }
    assert len(names_of(schema).classes) == 2


def test_classes_of_the_same_name_are_numbered() -> None:
    schema = {
        "$defs": {
            "a-b": {"type": "object", "properties": {"x": {}}},
            "a_b": {"type": "object", "properties": {"x": {}}},
        },
        "type": "object",
        "properties": {"one": {"$ref": "#/$defs/a-b"}, "two": {"$ref": "#/$defs/a_b"}},
    }
    assert list(names_of(schema).classes.values()) == ["Root", "AB", "ABModel"]


@pytest.mark.parametrize("name", ["Error", "None", "lower", "1st", "", "Ünset", "A-B"])
def test_a_root_name_that_is_in_use_or_no_name_of_a_class_is_refused(name: str) -> None:
    with pytest.raises(ContractError, match="cannot name the class") as caught:
        assign(shapes_of({"type": "object"}), name, ["Error"])
    assert caught.value.key == "package.class"


def test_a_definition_called_like_something_of_the_package_gets_another_name() -> None:
    schema = {
        "$defs": {"error": {"type": "object", "properties": {"x": {}}}},
        "type": "object",
        "properties": {"error": {"$ref": "#/$defs/error"}},
    }
    assert list(assign(shapes_of(schema), "Root", ["Error"]).classes.values()) == ["Root", "ErrorModel"]


def test_lists_of_one_place_have_names_of_their_own_where_one_has_true_and_one_has_one() -> None:
    schema = {
        "$defs": {"flag": {"enum": [1, True]}},
        "type": "object",
        "properties": {
            each: {"allOf": [{"$ref": "#/$defs/flag"}, {"type": each}]} for each in ("integer", "boolean")
        },
    }
    assert [(each.types, name) for each, name in names_of(schema).literals.items()] == [
        ((int,), "Flag"),
        ((bool,), "FlagValue"),
    ]


def test_the_names_of_a_source_are_what_it_imports_defines_and_uses() -> None:
    source = """
import json
from typing import Any as Anything
if CHECKING:
    Answer = TypeVar("Answer")
class Unset(Enum): ...
def copied(value: object) -> Mapping[str, Anything]:
    raise ValueError
"""
    assert identifiers(source) >= {"json", "Anything", "Answer", "TypeVar", "CHECKING", "Unset", "Enum"}
    assert identifiers(source) >= {"copied", "object", "Mapping", "str", "ValueError"}
    assert "Any" not in identifiers(source)
