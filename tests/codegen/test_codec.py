"""Models from JSON values and text, and back."""

from __future__ import annotations

import copy
import json
import pickle
import sys
import traceback
from array import array
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.codegen.strategies import examples
from tests.codegen.support import generated

ORDER: dict[str, Any] = {
    "$defs": {
        "line": {
            "type": "object",
            "properties": {"sku": {"type": "string"}, "count": {"type": "integer"}},
            "required": ["sku"],
            "additionalProperties": False,
        },
        "node": {
            "type": "object",
            "properties": {"child": {"$ref": "#/$defs/node"}, "nodes": {"items": {"$ref": "#/$defs/node"}}},
        },
        "cat": {
            "type": "object",
            "properties": {"kind": {"const": "cat"}, "lives": {}},
            "required": ["kind"],
        },
        "dog": {"type": "object", "properties": {"kind": {"const": "dog"}, "toys": {}}, "required": ["kind"]},
    },
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "total": {"type": "number"},
        "note": {"type": ["string", "null"]},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
        "first": {"anyOf": [{"$ref": "#/$defs/line"}, {"type": "null"}]},
        "tree": {"$ref": "#/$defs/node"},
        "pet": {"oneOf": [{"$ref": "#/$defs/cat"}, {"$ref": "#/$defs/dog"}]},
        "by_name": {"type": "object", "additionalProperties": {"$ref": "#/$defs/line"}},
        "anything": {},
        "class": {"type": "string"},
    },
    "required": ["id"],
}


PET: dict[str, Any] = {
    "oneOf": [
        {"type": "object", "properties": {"kind": {"const": "cat"}, "lives": {}}, "required": ["kind"]},
        {"type": "object", "properties": {"kind": {"const": "dog"}, "toys": {}}, "required": ["kind"]},
    ]
}
CAT, DOG = {"kind": "cat", "lives": 9}, {"kind": "dog", "toys": ["bone"]}


def maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def listed(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def mapped(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}


def one_of_us(name: str, other: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {"is": {"const": name}, "other": other}, "required": ["is"]}


# Unions within unions, a schema of each kind with one of its instances.
NESTED: list[tuple[dict[str, Any], object]] = [
    (maybe(listed(PET)), [CAT, DOG]),
    (maybe(listed(maybe(listed(PET)))), [[CAT], None, []]),
    (maybe(mapped(listed(PET))), {"a": [DOG], "b": []}),
    (mapped(maybe(listed(maybe(PET)))), {"a": [CAT, None], "b": None}),
    ({"type": ["array", "object"], "items": PET, "additionalProperties": maybe(listed(PET))}, [CAT]),
    ({"type": ["array", "object"], "items": PET, "additionalProperties": maybe(listed(PET))}, {"x": [CAT]}),
    ({"oneOf": [one_of_us("a", maybe(listed(PET))), one_of_us("b", PET)]}, {"is": "a", "other": [CAT]}),
    ({"oneOf": [one_of_us("a", maybe(listed(PET))), one_of_us("b", PET)]}, {"is": "b", "other": DOG}),
]
UNIONS = {"type": "object", "properties": {f"p{i}": schema for i, (schema, _) in enumerate(NESTED)}}
# A root of each kind, with one of its instances.
ROOTS: list[tuple[Any, object]] = [
    *NESTED,
    (PET, CAT),
    (maybe(PET), None),
    (listed(PET), [CAT, DOG]),
    (mapped(PET), {"a": CAT}),
    (
        {"$defs": {"us": {"oneOf": [one_of_us("a", {"$ref": "#/$defs/us"}), one_of_us("b", {})]}}}
        | {"$ref": "#/$defs/us"},
        {"is": "a", "other": {"is": "a", "other": {"is": "b"}}},
    ),
    (listed({"type": "object", "properties": {"x": {}}}), [{"x": None}, {"y": 1}]),
    (mapped({"type": "object", "properties": {"x": {}}}), {"a": {"x": 1}}),
    ({"type": "string"}, "text"),
    ({"type": ["number", "null"]}, None),
    ({}, {"a": [None]}),
    ({"enum": ["a", 2, None]}, 2),
    ({"type": "object"}, {"a": 1}),
    ({"type": ["object", "null"], "properties": {"x": {"type": "integer"}}}, {"x": 1}),
    ({"type": ["object", "null"], "properties": {"x": {"type": "integer"}}}, None),
    ({"properties": {"x": {"type": "integer"}}}, "no object"),
]


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return generated(ORDER, tmp_path_factory.mktemp("packages"), class_name="Order")


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(examples())
def test_every_valid_value_comes_back_as_it_was(
    tmp_path: Path, example: tuple[dict[str, Any], list[dict[str, Any]]]
) -> None:
    schema, values = example
    package = generated(schema, tmp_path)
    for value in values:
        before = copy.deepcopy(value)
        model = package.from_dict(value)
        assert json.dumps(value) == json.dumps(before)
        written = package.to_dict(model)
        assert json.dumps(written, sort_keys=True) == json.dumps(package.strip(value), sort_keys=True)
        assert package.loads(package.dumps(model)) == model


def test_properties_are_typed_attributes(order: Any) -> None:
    model = order.from_dict(
        {"id": "1", "class": "x", "lines": [{"sku": "a"}], "by_name": {"b": {"sku": "b", "count": 2}}}
    )
    assert model.class_ == "x"
    assert model.lines == [order.Line(sku="a")]
    assert model.by_name == {"b": order.Line(sku="b", count=2)}


def test_what_is_absent_stays_absent(order: Any) -> None:
    model = order.from_dict({"id": "1"})
    assert model.total is None
    assert model.note is order.UNSET
    assert order.to_dict(model) == {"id": "1"}


def test_null_and_absent_differ_where_null_is_a_value(order: Any) -> None:
    model = order.from_dict({"id": "1", "note": None, "first": None, "anything": None})
    assert model.note is None
    assert model.first is None
    assert order.to_dict(model) == {"id": "1", "note": None, "first": None, "anything": None}


def test_a_null_that_counts_as_absent_is_absent(order: Any) -> None:
    assert order.to_dict(order.from_dict({"id": "1", "total": None, "lines": None})) == {"id": "1"}


def test_properties_that_the_schema_does_not_name_survive(order: Any) -> None:
    model = order.from_dict({"id": "1", "extra": {"deep": [1]}})
    assert model.additional_properties == {"extra": {"deep": [1]}}
    assert order.to_dict(model) == {"id": "1", "extra": {"deep": [1]}}


def test_nothing_is_coerced(order: Any) -> None:
    model = order.from_dict({"id": "1", "lines": [{"sku": "a", "count": 2.0}], "total": 1})
    assert type(model.lines[0].count) is float
    assert type(model.total) is int
    with pytest.raises(order.ValidationError):
        order.from_dict({"id": 1})


def test_a_value_that_is_not_valid_is_refused_with_every_error(order: Any) -> None:
    with pytest.raises(order.ValidationError) as caught:
        order.from_dict({"id": 1, "lines": [{}]})
    assert [error.instance_location for error in caught.value.errors] == ["/id", "/lines/0"]


def test_the_tag_tells_which_record_it_is(order: Any) -> None:
    assert order.from_dict({"id": "1", "pet": {"kind": "cat", "lives": 9}}).pet == order.Cat(
        kind="cat", lives=9
    )
    assert order.from_dict({"id": "1", "pet": {"kind": "dog"}}).pet == order.Dog(kind="dog")


def test_a_model_shares_no_container_with_the_value_that_it_was_made_of(order: Any) -> None:
    value = {"id": "1", "anything": {"a": [1]}, "extra": [{"b": 1}], "lines": [{"sku": "a"}]}
    model = order.from_dict(value)
    value["anything"]["a"].append(2)  # type: ignore[index]  # a dict, as written above
    value["extra"][0]["b"] = 2  # type: ignore[index]  # a list, as written above
    value["lines"].clear()  # type: ignore[attr-defined]  # a list, as written above
    assert model.anything == {"a": [1]}
    assert model.additional_properties == {"extra": [{"b": 1}]}
    assert len(model.lines) == 1


def test_a_value_shares_no_container_with_the_model_that_wrote_it(order: Any) -> None:
    model = order.from_dict({"id": "1", "anything": {"a": [1]}, "extra": [{"b": 1}]})
    written = order.to_dict(model)
    written["anything"]["a"].append(2)
    written["extra"].clear()
    assert order.to_dict(model) == {"id": "1", "anything": {"a": [1]}, "extra": [{"b": 1}]}


def test_subclasses_of_json_types_behave_as_their_base(order: Any) -> None:
    class Mapped(dict[str, Any]):
        pass

    model = order.from_dict(Mapped(id="1", anything=Mapped(a=1)))
    assert type(model.anything) is dict


def test_models_are_frozen_slotted_and_keyword_only(order: Any) -> None:
    model = order.Line(sku="a")
    with pytest.raises(AttributeError):
        model.sku = "b"
    with pytest.raises(TypeError):
        order.Line("a")
    assert not hasattr(model, "__dict__")


def test_a_closed_record_has_no_additional_properties(order: Any) -> None:
    assert not hasattr(order.Line(sku="a"), "additional_properties")


def test_an_additional_property_cannot_stand_for_a_field(order: Any) -> None:
    with pytest.raises(ValueError, match="'class', which has a field of its own"):
        order.to_dict(order.Order(id="1", additional_properties={"class": "x"}))


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"nodes": [value]}
    return {"id": "1", "tree": value}


def test_values_may_be_nested_as_deeply_as_text_whatever_the_call_stack(order: Any) -> None:
    def at_depth(frames: int) -> Any:
        return order.loads(text) if frames == 0 else at_depth(frames - 1)

    text = json.dumps(nested(250))
    used = sum(1 for _ in traceback.walk_stack(None))
    model = at_depth(sys.getrecursionlimit() - used - 60)
    assert json.loads(order.dumps(model)) == nested(250)


@pytest.mark.usefixtures("usual_recursion_limit")
def test_a_value_nested_deeper_is_a_clear_error(order: Any) -> None:
    with pytest.raises(RecursionError, match="nested more than 512 deep"):
        order.from_dict(nested(5_000))


def test_plain_json_may_be_nested_deeply(order: Any) -> None:
    value: list[Any] = []
    for _ in range(20_000):
        value = [value]
    model = order.from_dict({"id": "1", "extra": value})
    assert order.to_dict(model).keys() == {"id", "extra"}


def test_a_cyclic_value_is_a_clear_error(order: Any) -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(ValueError, match="cyclic"):
        order.from_dict({"id": "1", "extra": value})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"id": "1"} x',
        '\ufeff{"id": "1"}',
        '{"id": "1", "x": NaN}',
        '{"id": "1", "x": 1e400}',
        '{"id": "\\ud800"}',
        '{"id": "1", "x": ' + "9" * 4_301 + "}",
        '{"id": "1", "x": ' + "[" * 600 + "]" * 600 + "}",
        b'{"id": "\xff"}',
    ],
)
def test_text_that_is_not_strict_json_is_refused_with_its_place(order: Any, text: str | bytes) -> None:
    with pytest.raises(order.JSONTextError) as caught:
        order.loads(text)
    assert caught.value.line == 1
    assert caught.value.column >= 1


def test_text_and_bytes_are_read_and_written(order: Any) -> None:
    model = order.loads('{"id": "é", "x": [1, 2.5, null]}')
    assert order.loads(order.dumps(model).encode()) == model
    assert order.loads(bytearray(order.dumps(model).encode())) == model


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "of type dict; call from_dict(...)"),
        ([], "of type list; call from_dict(...)"),
        (memoryview(b"{}"), "of type memoryview; call loads(bytes(...))"),
        (array("b"), "of type array; call loads(bytes(...))"),
        (Path("order.json"), "Path; call loads(path.read_bytes())"),
        (BytesIO(b"{}"), "of type BytesIO; call loads(file.read())"),
        (None, "of type NoneType"),
        (1, "of type int"),
    ],
)
def test_what_is_no_text_is_told_what_to_call(order: Any, given: object, sentence: str) -> None:
    with pytest.raises(
        TypeError, match=r"loads takes JSON text \(str, bytes or bytearray\), found"
    ) as caught:
        order.loads(given)
    assert str(caught.value).endswith(sentence)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "found a value of type dict; call from_dict(...) first"),
        ([], "found a value of type list; call from_dict(...) first"),
        (None, "found a value of type NoneType"),
    ],
)
@pytest.mark.parametrize("function", ["to_dict", "dumps"])
def test_what_is_no_model_is_told_what_is(order: Any, function: str, given: object, sentence: str) -> None:
    with pytest.raises(TypeError) as caught:
        getattr(order, function)(given)
    assert str(caught.value) == f"to_dict and dumps take a model, Order, {sentence}"


def test_unset_is_false_and_shows_its_name(order: Any) -> None:
    assert not order.UNSET
    assert repr(order.UNSET) == "UNSET"


def test_a_model_and_what_is_unset_in_it_survive_being_copied_and_pickled(order: Any) -> None:
    model = order.from_dict({"id": "1", "lines": [{"sku": "a"}], "pet": CAT, "extra": [1]})
    assert model.note is order.UNSET
    copies = (copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model)), replace(model))
    for each in copies:
        assert each == model
        assert each.note is order.UNSET


def test_models_of_scalars_can_be_hashed(order: Any) -> None:
    assert {order.Line(sku="a"), order.Line(sku="a")} == {order.Line(sku="a")}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_strict_json_cannot_say_is_not_written(order: Any, value: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        order.dumps(order.Order(id="1", anything=value))


@pytest.mark.parametrize(("schema", "value"), ROOTS)
def test_a_root_of_any_type_comes_back_as_it_was(tmp_path: Path, schema: object, value: object) -> None:
    package = generated(schema, tmp_path)
    assert package.to_dict(package.from_dict(value)) == value
    assert package.loads(package.dumps(package.from_dict(value))) == package.from_dict(value)


def test_unions_within_unions_hold_models(tmp_path: Path) -> None:
    package = generated(UNIONS, tmp_path)
    value = {f"p{number}": instance for number, (_, instance) in enumerate(NESTED)}
    model = package.from_dict(value)
    assert [type(pet).__name__ for pet in model.p0] == [
        "RootP0Option1ItemOption1",
        "RootP0Option1ItemOption2",
    ]
    assert package.to_dict(model) == value


def test_a_union_and_a_class_of_that_name_stand_side_by_side(tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"pet": PET, "next": {"$ref": "#"}}}
    package = generated(schema, tmp_path, class_name="Union_1")
    assert package.to_dict(package.from_dict({"next": {"pet": CAT}})) == {"next": {"pet": CAT}}
