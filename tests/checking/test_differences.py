"""Two lists of errors about one instance: where they tell of the same, and where they differ."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

import holotype
from holotype.checking.differences import Differences, Finding, differences
from holotype.checking.judge import JudgedSchema, findings_by
from holotype.compiler.library.errors import Error
from holotype.schema.dialects import DialectName

OPEN_SHAPE: dict[str, Any] = {"properties": {"a": {"type": "string"}}}


def ours(instance_location: str, keyword_location: str) -> Error:
    keyword = keyword_location.rpartition("/")[2]
    return Error(instance_location, keyword_location, f"#{keyword_location}", keyword, "ours")


def theirs(instance_location: str, keyword_location: str) -> Finding:
    return Finding(instance_location, keyword_location, keyword_location.rpartition("/")[2], "theirs")


def found_by_both(schema: Any, instance: Any, dialect: DialectName = "2020-12") -> Differences:
    """What differs of what the two really find; both refuse the instance."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        errors = list(holotype.compile(schema, dialect=dialect).iter_errors(instance))
    findings = findings_by(JudgedSchema(schema, {}, dialect, True))(instance)
    assert errors
    assert findings
    return differences(errors, findings)


def test_an_error_that_one_lacks_is_a_difference() -> None:
    one, other = ours("/a", "/properties/a/type"), theirs("/b", "/properties/b/minimum")
    assert differences([one], [other]) == ([one], [other])
    assert differences([one], []) == ([one], [])
    assert differences([], [other]) == ([], [other])


@pytest.mark.parametrize(
    "finding",
    [
        theirs("/b", "/properties/b/type"),
        theirs("/a", "/properties/a/enum"),
        theirs("/a/b", "/properties/a/properties/b/type"),
        theirs("", "/type"),
    ],
)
def test_another_value_or_another_keyword_is_another_error(finding: Finding) -> None:
    error = ours("/a", "/properties/a/type")
    assert differences([error], [finding]) == ([error], [finding])


def test_the_way_to_a_keyword_does_not_matter() -> None:
    twice = [theirs("/a", f"/allOf/{number}/properties/a/type") for number in (0, 1)]
    assert differences([ours("/a", "/allOf/0/$ref/properties/a/$dynamicRef/type")], twice) == ([], [])


def test_names_that_are_keywords_are_names() -> None:
    error = ours("/$ref/if", "/properties/$ref/patternProperties/if/type")
    assert differences([error], [theirs("/$ref/if", "/properties/$ref/patternProperties/if/type")]) == (
        [],
        [],
    )
    assert differences([error], [theirs("", "/type")]).theirs


@pytest.mark.parametrize(
    ("schema", "instance", "dialect"),
    [
        ({"properties": {"a": False, "b": {"properties": {"c": False}}}}, {"a": 1, "b": {"c": 1}}, "2020-12"),
        ({"patternProperties": {"^a": False}}, {"ab": 1}, "2020-12"),
        ({"additionalProperties": False}, {"a": 1, "b": 2}, "2020-12"),
        ({"$defs": {"no": False}, "additionalProperties": {"$ref": "#/$defs/no"}}, {"a": 1}, "2020-12"),
        ({"prefixItems": [True, False], "items": False}, [1, 2, 3, 4], "2020-12"),
        ({"items": {"items": False}}, [[], [1, 2]], "2020-12"),
        ({"items": [True, False], "additionalItems": False}, [1, 2, 3], "draft7"),
        ({"items": [{"type": "string"}], "additionalItems": {"type": "string"}}, [1, 2], "draft7"),
        (
            {"dependencies": {"a": ["b"], "c": False, "d": {"maxProperties": 1}}},
            dict.fromkeys("acd"),
            "draft7",
        ),
        ({"dependentRequired": {"a": ["b", "c"]}, "required": ["d", "e"]}, {"a": 1}, "2020-12"),
        ({"dependentSchemas": {"a": False, "b": {"maxProperties": 1}}}, {"a": 1, "b": 1}, "2020-12"),
        ({"allOf": [False, {"allOf": [False]}]}, 1, "2020-12"),
        ({"if": True, "then": False}, 1, "2020-12"),
        (
            {
                "properties": {
                    "a": {"if": False, "else": {"allOf": [{"else": True, "if": True, "then": False}]}}
                }
            },
            {"a": 1},
            "2020-12",
        ),
        ({"propertyNames": {"maxLength": 1, "allOf": [{"pattern": "^x"}]}}, {"ab": 1}, "2020-12"),
        ({"propertyNames": False}, {"a": 1}, "2020-12"),
        ({"contains": {"type": "string"}, "minContains": 2, "maxContains": 1}, ["a", 1], "2020-12"),
        ({"unevaluatedProperties": {"properties": {"b": {"type": "string"}}}}, {"a": {"b": 1}}, "2020-12"),
        ({"items": {"unevaluatedItems": {"type": "string"}}}, [[1]], "2020-12"),
        ({"anyOf": [{"type": "string"}, {"properties": {"a": {"minimum": 3}}}]}, {"a": 1}, "2020-12"),
        ({"not": {"type": "object"}, "oneOf": [True, True]}, {}, "2020-12"),
        (False, 1, "2020-12"),
        ({"$ref": "#/$defs/no", "$defs": {"no": False}}, 1, "2020-12"),
    ],
)
def test_one_error_that_is_written_down_in_two_ways_is_no_difference(
    schema: Any, instance: Any, dialect: DialectName
) -> None:
    assert found_by_both(schema, instance, dialect) == ([], [])


def test_what_is_unevaluated_for_one_only_follows_from_an_error_of_both() -> None:
    # A `properties` that fails has evaluated nothing for one, and what it looked at for the other.
    failed, unevaluated = theirs("/a", "/properties/a/type"), theirs("", "/unevaluatedProperties")
    assert differences([ours("/a", "/properties/a/type")], [failed, unevaluated]) == ([], [])


def test_what_is_unevaluated_where_nothing_fails_is_a_difference() -> None:
    elsewhere = ours("/a", "/properties/a/type"), theirs("/a", "/properties/a/type")
    unevaluated = theirs("/b", "/properties/b/unevaluatedItems")
    assert differences([elsewhere[0]], [elsewhere[1], unevaluated]) == ([], [unevaluated])
    assert differences([], [unevaluated]) == ([], [unevaluated])
