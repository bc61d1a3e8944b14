"""Rules in an emitted module: when they are asked, of what they are asked, and that all ways agree."""

from __future__ import annotations

from typing import Any

import pytest

import holotype

NUMBER: dict[str, Any] = {"type": "integer", "minimum": 0}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "a": NUMBER,
        "b": NUMBER,
        "price": {"type": "number"},
        "inner": {"type": "object", "properties": {"a": NUMBER, "deep": {"properties": {"a": NUMBER}}}},
        "tags": {"type": "array", "items": {"type": "string"}},
        "free": {"type": "integer"},
    },
    "required": ["a"],
}
ERROR = holotype.Rule("ordered", "a <= b", because="a comes first")
WARNING = holotype.Rule("tagged", "len(tags) > 0", when="a > 5", severity="warning")
INNER = holotype.Rule("within", "inner.a <= a")
DEEP = holotype.Rule("deep", "inner.deep.a == inner.a")


def said(rules: list[holotype.Rule], instance: Any, schema: Any = SCHEMA, **options: Any) -> list[str]:
    """The severity and keyword location of each error, which the predicates have to agree with."""
    validator = holotype.compile(schema, rules=rules, **options)
    errors = list(validator.iter_errors(instance))
    assert validator.is_clean(instance) is (not errors)
    assert validator.is_valid(instance) is all(error.severity == "warning" for error in errors)
    return [f"{error.severity} {error.keyword_location}" for error in errors]


@pytest.mark.parametrize(
    ("instance", "expected"),
    [
        ({"a": 1, "b": 1}, []),
        ({"a": 2, "b": 1}, ["error /rules/ordered"]),
        ({"a": 2}, []),
        ({"a": 6, "b": 7, "tags": []}, ["warning /rules/tagged"]),
        ({"a": 6, "b": 5, "tags": []}, ["error /rules/ordered", "warning /rules/tagged"]),
        ({"a": 6, "b": 7, "tags": ["x"]}, []),
        ({"a": 6, "b": 7}, []),
        ({"a": 5, "b": 7, "tags": []}, []),
        ({"b": 1}, ["error /required"]),
        ({"a": "2", "b": 1}, ["error /properties/a/type"]),
        ({"a": 2, "b": -1}, ["error /properties/b/minimum"]),
        ({"a": 6, "b": 1, "tags": [1]}, ["error /properties/tags/items/type", "error /rules/ordered"]),
        ([], ["error /type"]),
        (None, ["error /type"]),
    ],
)
def test_a_rule_is_asked_where_what_it_reads_is_there_and_right(instance: Any, expected: list[str]) -> None:
    assert said([ERROR, WARNING], instance) == expected


@pytest.mark.parametrize(
    ("instance", "expected"),
    [
        ({"a": 1, "inner": {"a": 2}}, ["error /rules/within"]),
        ({"a": 2, "inner": {"a": 2}}, []),
        ({"a": 1, "inner": {}}, []),
        ({"a": 1}, []),
        ({"a": 1, "inner": []}, ["error /properties/inner/type"]),
        ({"a": 1, "inner": {"a": "x"}}, ["error /properties/inner/properties/a/type"]),
        ({"a": 3, "inner": {"a": 2, "deep": {"a": 1}}}, ["error /rules/deep"]),
        ({"a": 3, "inner": {"a": 2, "deep": {"a": 2}}}, []),
        ({"a": 3, "inner": {"a": 2, "deep": [1]}}, []),
    ],
)
def test_a_rule_reads_what_stands_within(instance: Any, expected: list[str]) -> None:
    assert said([INNER, DEEP], instance) == expected


def test_rules_say_nothing_of_what_is_no_object() -> None:
    schema = {"properties": {"a": NUMBER, "b": NUMBER}}

    assert said([ERROR], [1], schema) == []
    assert said([ERROR], "a", schema) == []
    assert said([ERROR], {"a": 2, "b": 1}, schema) == ["error /rules/ordered"]


def test_a_number_without_a_fraction_is_the_integer_in_arithmetic() -> None:
    rule = holotype.Rule("sum", "a + free == b")

    assert said([rule], {"a": 2.0, "free": -1.0, "b": 1}) == []
    assert said([rule], {"a": 1.0, "free": 2**53, "b": 2**53 + 1}) == []
    assert said([rule], {"a": 1.0, "free": 2**53, "b": 2**53}) == ["error /rules/sum"]


@pytest.mark.parametrize("nulls", ["absent", "reject"])
def test_a_null_that_counts_as_absent_is_absent_for_rules(nulls: str) -> None:
    rules = [holotype.Rule("there", "present(b) or present(free)"), ERROR]
    instance = {"a": 1, "b": None}
    refused = [] if nulls == "absent" else ["error /properties/b/type"]
    violated = ["error /rules/there"] if nulls == "absent" else []

    assert said(rules, instance, nulls=nulls) == [*refused, *violated]
    assert said(rules, {**instance, "free": 1}, nulls=nulls) == refused


def test_presence_and_defaults_need_nothing_to_be_there() -> None:
    rule = holotype.Rule("few", "default(b, 0) + default(free, 0) <= a")

    assert said([rule], {"a": 0}) == []
    assert said([rule], {"a": 1, "b": 2}) == ["error /rules/few"]
    assert said([rule], {"a": 1, "b": 1, "free": 1}) == ["error /rules/few"]
    assert said([rule], {"a": 2, "b": 1, "free": 1}) == []


def test_the_hint_is_the_reason_and_the_message_has_the_values() -> None:
    (error,) = holotype.compile(SCHEMA, rules=[ERROR]).iter_errors({"a": 2, "b": 1})

    assert (error.message, error.hint, error.instance_location) == (
        "a (2) exceeds b (1)",
        "a comes first",
        "",
    )
