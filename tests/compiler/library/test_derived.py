"""Values that no parser gives, by example: derived classes, arrays like numpy's, other names."""

from __future__ import annotations

from collections import OrderedDict
from enum import StrEnum
from typing import Any

import pytest

import holotype
from holotype.compiler.library.derived import as_parsed
from tests.properties.foreign import DERIVED, Anything, Array, Liar


class Hidden:
    """Answers no question about itself."""

    def __getattribute__(self, name: str) -> Any:
        raise ZeroDivisionError(name)


@pytest.mark.parametrize("kind", [Array, Anything, Liar, Hidden])
@pytest.mark.parametrize(
    "schema",
    [
        {"const": "a"},
        {"const": 1},
        {"const": [1]},
        {"enum": ["a", 1, None, {}]},
        {"type": ["object", "string"]},
    ],
    ids=str,
)
def test_a_value_without_a_json_type_equals_nothing_and_is_not_asked(schema: Any, kind: type) -> None:
    value = kind()
    validator = holotype.compile({"properties": {"x": schema}})
    assert not validator.is_valid({"x": value})
    (error,) = validator.iter_errors({"x": value})
    assert error.message.startswith((f"a Python {kind.__name__} is", "expected"))
    with pytest.raises(holotype.ValidationError):
        validator.validate({"x": value})
    assert validator.output({"x": value})["valid"] is False


@pytest.mark.parametrize(
    "items", [[Array()] * 2, [b"a", 1], [[float("nan")], 1], [float("inf"), 1], [{"a": 1j}, 1]]
)
def test_what_has_no_json_type_is_not_known_to_be_unique(items: list[Any]) -> None:
    (error,) = holotype.compile({"uniqueItems": True}).iter_errors(items)
    assert error.message.startswith("the item 0 is, or holds, what has no JSON type: ")


@pytest.mark.parametrize("kind", DERIVED[dict])
def test_a_derived_object_is_read_as_an_object(kind: Any) -> None:
    validator = holotype.compile(
        {"properties": {"a": {"type": "string"}}, "required": ["a"], "maxProperties": 1}
    )
    assert validator.is_valid(kind(a="x"))
    (error,) = validator.iter_errors([kind(a=1)][0])
    assert (error.instance_location, error.keyword) == ("/a", "type")


def test_nulls_of_a_derived_object_count_as_absent_and_the_rest_stays_as_it_is() -> None:
    validator = holotype.compile({"properties": {"a": {"type": "string"}}}, nulls="absent")
    for kind in DERIVED[dict]:
        assert validator.is_valid(kind(a=None))
        assert validator.strip(kind(a=None, b=1)) == {"b": 1}
    untouched = OrderedDict(a="x")
    assert validator.strip(untouched) is untouched


def test_a_name_of_a_derived_class_is_a_name() -> None:
    class Word(StrEnum):
        A = "a"

    validator = holotype.compile(
        {"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": False}
    )
    assert validator.is_valid({Word.A: "x"})
    assert not validator.is_valid({Word.A: 1})


@pytest.mark.parametrize("name", [1, None, (1, 2), b"a"], ids=repr)
def test_a_name_that_is_no_string_matches_no_pattern(name: Any) -> None:
    validator = holotype.compile({"patternProperties": {"1|a|o": False}, "uniqueItems": True})
    assert validator.is_valid({name: 1})
    assert list(validator.iter_errors({name: 1})) == []
    assert validator.output({name: 1})["valid"] is True
    assert validator.is_valid([{name: 1, "a": 2}, 3]) is isinstance(name, int | None)
    assert not validator.is_valid({name: 1, "a": 1})


def test_the_copy_of_an_instance_keeps_what_stands_in_it_twice_and_what_contains_itself() -> None:
    part = OrderedDict(a=1)
    copied = as_parsed([part, part])
    assert copied == [{"a": 1}, {"a": 1}]
    assert copied[0] is copied[1]
    assert type(copied[0]) is dict
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    with pytest.raises(RecursionError, match="contains itself"):
        holotype.compile({"items": {"$ref": "#"}, "maxItems": 5}).output(cyclic)
