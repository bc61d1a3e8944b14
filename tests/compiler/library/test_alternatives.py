"""anyOf and oneOf at run time: what is said of a value that the alternatives refuse."""

from __future__ import annotations

from typing import Any

import pytest

import holotype
from tests.compiler.library.test_branches import tagged


def only(schema: Any, instance: Any) -> holotype.Error:
    (error,) = holotype.compile(schema).iter_errors(instance)
    return error


def told(schema: Any, instance: Any) -> tuple[str, str | None, list[str]]:
    """The message, the hint, and the messages of the causes."""
    error = only(schema, instance)
    return error.message, error.hint, [cause.message for cause in error.causes]


def test_the_branch_that_fits_in_type_then_tag_then_names_is_the_nearest() -> None:
    short: dict[str, Any] = {"minItems": 2, "maxItems": 3, "uniqueItems": True}
    nearest_by_type = only({"anyOf": [{"type": "array", **short}, {"type": "integer"}]}, [])
    nearest_by_tag = only(tagged("anyOf", 3), {"kind": "k1", "p1": "1"})
    nearest_by_names = only({"anyOf": [{"required": ["a"]}, {"minProperties": 1, "maxProperties": 2}]}, {})
    nearest_by_count = only({"anyOf": [{"minItems": 2, "contains": {}}, {"minItems": 1}]}, [])

    assert [each.causes[0].keyword_location for each in (nearest_by_type, nearest_by_tag)] == [
        "/anyOf/0/minItems",
        "/anyOf/1/properties/p1/type",
    ]
    assert [each.causes[0].keyword_location for each in (nearest_by_names, nearest_by_count)] == [
        "/anyOf/1/minProperties",
        "/anyOf/1/minItems",
    ]


@pytest.mark.parametrize(
    "forbidding",
    [
        {"properties": {"b": False}},
        {"patternProperties": {"^b": False}},
        {"properties": {"a": True}, "additionalProperties": False},
        {"not": {"required": ["b"]}},
    ],
)
def test_an_alternative_that_forbids_a_property_is_further_than_one_that_has_it(forbidding: Any) -> None:
    wrong_inside = {"properties": {"b": {"items": {"type": "integer"}}}, "required": ["b"]}
    error = only({"anyOf": [forbidding, wrong_inside]}, {"b": ["x", "y"]})
    assert [cause.instance_location for cause in error.causes] == ["/b/0", "/b/1"]


def test_a_name_of_which_the_hint_tells_a_pattern_is_no_misspelt_one() -> None:
    closed = {"patternProperties": {"^x-": True}, "additionalProperties": False}
    error = only({"anyOf": [closed, {"minProperties": 2, "maxProperties": 3}]}, {"q": 1})
    assert [cause.keyword for cause in error.causes] == ["minProperties"]


def test_a_misspelt_name_is_no_sign_of_another_alternative_and_is_told_once() -> None:
    named = [
        {"properties": {"name": True, other: True}, "required": [other], "additionalProperties": False}
        for other in ("hosts", "import_playbook")
    ]
    error = only({"oneOf": named}, {"name": "x", "import_playbok": "y"})
    assert [(cause.keyword, cause.hint) for cause in error.causes] == [
        ("required", 'there is a property "import_playbok"; did you mean "import_playbook"?')
    ]
    both = only({"oneOf": named}, {"import_playbok": "y", "x": 1})
    assert [cause.keyword for cause in both.causes] == ["required", "additionalProperties"]


def test_a_tag_further_down_does_not_make_a_branch_far() -> None:
    deep = {"properties": {"a": {"properties": {"b": {"const": 1}}}}}
    near = {"properties": {"a": {"properties": {"b": {"minimum": 9}, "c": {"minimum": 9}}}}}

    error = only({"anyOf": [near, deep]}, {"a": {"b": 2, "c": 2}})

    assert error.causes[0].keyword == "const"


def test_more_than_one_match_is_listed_up_to_four() -> None:
    schema = {"oneOf": [{"title": name, "minimum": index} for index, name in enumerate("ABCDEF")]}

    assert only(schema, 1).message == '1 matches both "A" and "B", expected exactly one'
    assert only(schema, 3).message == '3 matches "A", "B", "C" and "D", expected exactly one'
    assert only(schema, 4).message == '4 matches "A", "B", "C", "D" and "E", expected exactly one'
    assert only(schema, 5).message == '5 matches "A", "B", "C", "D" and 2 more, expected exactly one'


# What would do

STRING_OR_LIST = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def test_where_all_alternatives_fail_by_type_the_types_that_would_do_are_the_message() -> None:
    assert told(STRING_OR_LIST, 5) == (
        "expected a string or an array, found 5, which is an integer",
        "put it in quotes",
        [],
    )
    within = {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/s"}], "$defs": {"s": STRING_OR_LIST}}
    assert told(within, {}) == ("expected null, a string or an array, found an object", None, [])


@pytest.mark.parametrize(
    ("types", "value"),
    [("number", 1), ("number", 1.5), ("integer", 1.0), (["integer", "number"], 1)],
)
def test_a_number_is_of_the_type_whatever_it_is_called(types: Any, value: Any) -> None:
    schema = {"anyOf": [{"type": types, "not": {}, "title": "T"}, {"type": types, "not": {"minimum": 0}}]}
    assert told(schema, value)[2] == [f"expected anything but a number of at least 0, found {value}"]


def test_in_draft_4_a_float_is_no_integer() -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "anyOf": [{"type": "integer"}, {"type": "string"}],
    }
    assert told(schema, 1.0)[2] == ["expected an integer, found 1.0, which is a number"]


@pytest.mark.parametrize(
    ("alternative", "instance", "hint"),
    [
        ({"type": "string"}, 5, "put it in quotes"),
        ({"type": "string", "pattern": "^[0-9]$"}, 5, "put it in quotes"),
        ({"type": "string", "pattern": "^#"}, 5, None),
        ({"type": "integer", "minimum": 3}, "5", "write it without quotes"),
        ({"type": "integer", "minimum": 30}, "5", None),
        ({"type": "number", "multipleOf": 0.5}, "2.5", "write it without quotes"),
        ({"type": "boolean"}, "no", "did you mean false?"),
        ({"const": True}, "yes", "did you mean true?"),
        ({"const": False}, "yes", None),
    ],
)
def test_a_scalar_in_the_wrong_quotes_gets_a_hint_where_the_other_one_would_do(
    alternative: Any, instance: Any, hint: str | None
) -> None:
    schema = {"anyOf": [{"type": "array", "minItems": 1}, alternative]}
    assert told(schema, instance)[1] == hint


def test_where_each_alternative_lists_its_values_or_fails_by_type_the_nearest_value_is_the_hint() -> None:
    schema = {
        "anyOf": [{"type": "boolean"}, {"enum": ["always", "never"]}, {"type": "string", "const": "auto"}]
    }
    assert told(schema, "nevr") == (
        'expected a boolean, "always", "never" or "auto", found "nevr"',
        'did you mean "never"?',
        [],
    )
    assert told(schema, 5)[0] == (
        'expected a boolean, "always", "never" or "auto", found 5, which is an integer'
    )


def test_values_that_a_reference_leads_to_are_listed_as_others_are() -> None:
    schema = {
        "anyOf": [{"$ref": "#/$defs/event"}, {"type": "array"}],
        "$defs": {"event": {"enum": ["push", "tag"]}},
    }
    assert told(schema, "pussh") == (
        'expected "push", "tag" or an array, found "pussh"',
        'did you mean "push"?',
        [],
    )


def test_values_that_the_type_beside_refuses_do_not_count() -> None:
    schema = {"anyOf": [{"type": "string", "enum": ["a", 5, None]}, {"type": "number", "enum": [1, "b"]}]}
    assert told(schema, "x")[0] == 'expected "a" or 1, found "x"'


def test_an_enumeration_beside_something_else_is_no_list_of_all_that_would_do() -> None:
    schema = {"anyOf": [{"enum": ["a", "b"], "minLength": 9}, {"type": "null"}]}
    assert told(schema, "a")[0] == (
        '"a" matches none of the 2 alternatives; alternative 1 (a string) comes nearest'
    )


def test_of_very_many_types_and_values_the_first_are_told() -> None:
    schema = {"anyOf": [{"const": index} for index in range(20)]}
    assert told(schema, -1)[0] == (
        "expected 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 or 8 others, found -1, which is an integer"
    )


def test_properties_of_which_each_alternative_lacks_one_are_a_choice() -> None:
    one_each = {"oneOf": [{"required": ["uses"]}, {"required": ["run"]}]}
    assert told(one_each, {"name": 1}) == (
        'expected one of the properties "uses" or "run", found {"name": 1}',
        None,
        [],
    )
    assert told(one_each, {"usse": 1})[1] == 'there is a property "usse"; did you mean "uses"?'
    several = {"anyOf": [{"required": ["a", "b"]}, {"required": ["c", "d"]}]}
    assert told(several, {})[0] == 'expected the properties "a" and "b" or "c" and "d", found {}'
    assert told(several, {"a": 1, "c": 1})[0] == (
        'expected one of the properties "b" or "d", found {"a": 1, "c": 1}'
    )
    the_same = {"anyOf": [{"required": ["a"], "title": "A"}, {"required": ["a"], "minProperties": 0}]}
    assert told(the_same, {})[0] == 'the required property "a" is missing'


def test_who_lacks_fewer_properties_is_nearer() -> None:
    schema = {"anyOf": [{"required": ["a", "b"]}, {"title": "C", "required": ["c"]}]}
    assert told(schema, {}) == ('the required property "c" is missing', None, [])
    beside = {"anyOf": [*schema["anyOf"], {"minProperties": 1, "maxProperties": 2, "title": "D"}]}
    assert told(beside, {})[2] == ["{} has 0 properties, expected at least 1"]


def test_of_alternatives_that_come_equally_near_each_is_explained_up_to_three() -> None:
    schema = {"anyOf": [{"type": "string", "pattern": letter} for letter in "abcde"]}
    assert told(schema, "x") == (
        '"x" matches none of the 5 alternatives',
        None,
        [f'"x" does not match the pattern "{letter}"' for letter in "abc"],
    )


def test_those_that_come_equally_near_are_named_where_others_do_not() -> None:
    near = [{"title": name, "type": "array", "minItems": 3} for name in "ABCDE"]
    message = "[] matches none of the {} alternatives; "
    assert only({"anyOf": [{"type": "null"}, *near[:2]]}, []).message == (
        message.format(3) + '"A" and "B" come equally near'
    )
    assert only({"anyOf": [{"type": "null"}, *near]}, []).message == (
        message.format(6) + '"A", "B", "C" and 2 more come equally near'
    )


def test_alternatives_that_words_tell_whole_are_told_where_they_are_few() -> None:
    schema: dict[str, Any] = {
        "anyOf": [
            {"type": "integer", "minimum": 1},
            {"$ref": "#/$defs/address"},
            {"type": "array", "items": {"type": "string"}},
        ],
        "$defs": {"address": {"type": "string", "format": "ipv4"}},
    }
    assert told(schema, "x") == ('expected an integer, an IPv4 address or an array, found "x"', None, [])
    assert told(schema, 0)[0] == "expected an integer of at least 1, a string or an array, found 0"
    assert told(schema, None)[0] == "expected an integer, a string or an array, found null"
    assert [cause[:34] for cause in told(schema, [1])[2]] == ["expected a string, found 1, which "]
    schema["anyOf"][2] = {"type": "string", "pattern": "a" * 200}
    assert told(schema, "x")[2] == [
        '"x" is not an IPv4 address',
        f'"x" does not match the pattern "{"a" * 120}..."',
    ]


def test_what_two_alternatives_say_alike_is_said_once() -> None:
    schema = {"anyOf": [{"minLength": 3}, {"minLength": 3, "title": "B"}, {"pattern": "z"}]}
    error = only(schema, "a")
    assert [cause.keyword_location for cause in error.causes] == ["/anyOf/0/minLength", "/anyOf/2/pattern"]


# Tags

PAYMENTS = {
    "oneOf": [
        {
            "title": "Card",
            "properties": {"type": {"const": "card"}, "number": {"type": "string"}},
            "required": ["type", "number"],
        },
        {
            "title": "Transfer",
            "properties": {"type": {"enum": ["transfer", "wire"]}, "iban": {"type": "string"}},
            "required": ["type", "iban"],
        },
    ]
}


def test_an_alternative_that_the_tag_names_is_explained_however_far_it_is() -> None:
    schema = {"oneOf": [*PAYMENTS["oneOf"], {"type": "string"}]}
    assert told(schema, {"type": "wire", "number": "1"}) == (
        '{"type": "wire", "number": "1"} does not match "Transfer", which its "type" names',
        None,
        ['the required property "iban" is missing'],
    )


def test_a_tag_of_no_alternative_is_told_with_all_that_would_do() -> None:
    error = only(PAYMENTS, {"type": "crad", "number": "1"})
    assert error.message == '"type" is "crad", expected "card", "transfer" or "wire"'
    assert error.hint == 'did you mean "card"?'
    (cause,) = error.causes
    assert (cause.instance_location, cause.message) == ("/type", '"crad" names no alternative')
    assert cause.keyword_location == "/oneOf/0/properties/type/const"
    assert only(PAYMENTS, {"type": 5}).message == '"type" is 5, expected "card", "transfer" or "wire"'


def test_a_missing_tag_is_told_with_all_that_would_do() -> None:
    assert told(PAYMENTS, {"typ": "card"}) == (
        'the required property "type" is missing: expected "card", "transfer" or "wire"',
        'there is a property "typ"; did you mean "type"?',
        [],
    )


def test_a_tag_that_is_not_required_everywhere_may_be_missing() -> None:
    optional = {"properties": {"type": {"const": "cash"}, "amount": {"type": "integer"}}}
    schema = {"oneOf": [*PAYMENTS["oneOf"], optional]}
    assert told(schema, {"amount": "1"})[2] == ['expected an integer, found "1", which is a string']
    assert told(schema, {"type": "cash", "amount": "1"})[0].endswith('match the alternative "type": "cash"')


def test_of_two_tags_the_one_that_no_two_alternatives_share_tells() -> None:
    branches = [
        {"properties": {"api": {"const": "v1"}, "kind": {"const": kind}}, "required": ["api", "kind"]}
        for kind in ("Pod", "Job")
    ]
    assert told({"oneOf": branches}, {"api": "v1", "kind": "Pd"})[:2] == (
        '"kind" is "Pd", expected "Pod" or "Job"',
        'did you mean "Pod"?',
    )
    branches.append({"properties": {"api": {"const": "v2"}, "kind": {"const": "Job"}}})
    assert (
        told({"oneOf": branches}, {"api": "v3", "kind": "Job"})[0] == '"api" is "v3", expected "v1" or "v2"'
    )


def test_a_tag_is_found_behind_references_and_in_all_of() -> None:
    schema: dict[str, Any] = {
        "anyOf": [
            {"$ref": "#/$defs/circle"},
            {"allOf": [{"$ref": "#/$defs/square"}, {"required": ["kind"]}], "title": "Box"},
        ],
        "$defs": {
            "circle": {
                "properties": {"kind": {"$ref": "#/$defs/c"}, "r": {"minimum": 0}},
                "required": ["kind"],
            },
            "square": {"properties": {"kind": {"const": "s"}, "a": {"minimum": 0}}},
            "c": {"const": "c"},
        },
    }
    assert told(schema, {"kind": "c", "r": -1})[0].endswith('does not match "circle", which its "kind" names')
    assert told(schema, {"kind": "s", "a": -1})[0].endswith('does not match "Box", which its "kind" names')
    assert told(schema, {})[0] == 'the required property "kind" is missing: expected "c" or "s"'


def test_a_value_near_one_that_is_listed_is_a_slip_and_no_tag() -> None:
    schema = {
        "anyOf": [
            {"type": "object", "required": ["$ref"]},
            {"type": "object", "properties": {"type": {"enum": ["string", "integer"]}}},
        ]
    }
    assert told(schema, {"type": "strng"})[2] == ['"strng" is not one of "string", "integer"']
    # Nor does an alternative come nearest that knows nothing of what is there.
    assert told(schema, {"type": "file"})[2] == ['"file" is not one of "string", "integer"']


# Alternatives that accept nothing


@pytest.mark.parametrize("nothing", [False, {"not": {}}, {"allOf": [True, False]}, {"$ref": "#/$defs/n"}])
def test_an_alternative_that_accepts_nothing_is_none(nothing: Any) -> None:
    error = only({"anyOf": [nothing, {"maxLength": 3, "title": "S"}], "$defs": {"n": False}}, "long")
    assert error.message == '"long" does not match "S"'
    assert error.causes[0].keyword_location == "/anyOf/1/maxLength"
    none_left = only({"oneOf": [nothing, False], "$defs": {"n": False}}, 1)
    assert none_left.message == "1 is not allowed here: no alternative of oneOf accepts a value"


# Names


def test_an_alternative_is_called_by_title_by_reference_by_tag_and_else_by_its_number() -> None:
    schema = {
        "oneOf": [
            {"title": "Titled", "minimum": 0},
            {"$ref": "#/$defs/titled"},
            {"$ref": "#/$defs/a~1b"},
            {"$ref": "#/oneOf/4"},
            {"type": "number", "not": {"const": 5.5}, "minimum": 0},
            {"anyOf": [{"minimum": 0}, {"not": {"minimum": 9}}]},
        ],
        "$defs": {"titled": {"title": "Other", "minimum": 0}, "a/b": {"minimum": 0}},
    }
    names = only(schema, 3).message
    assert (
        names
        == '3 matches "Titled", "Other", "a/b", alternative 4 (a number) and 2 more, expected exactly one'
    )


def test_two_alternatives_of_one_name_are_told_apart_by_number() -> None:
    schema = {"oneOf": [{"title": "A", "minimum": 0}, {"title": "A", "minimum": 1}]}
    assert only(schema, 3).message == (
        '3 matches both "A" (alternative 1) and "A" (alternative 2), expected exactly one'
    )


def test_a_hostile_title_is_quoted_and_shortened() -> None:
    title = "\x1b[31m\u202e](http://example.test)" + "x" * 10_000
    message = only({"anyOf": [{"title": title, "minLength": 3}, {"type": "integer"}]}, "a").message
    assert '"\\u001b[31m\\u202e](http://example.test)xxx' in message
    assert message.isprintable()
    assert len(message) < 200


def test_where_two_properties_name_different_alternatives_the_nearest_one_is_explained() -> None:
    deployment = {
        "title": "Deployment",
        "properties": {"api": {"const": "apps"}, "kind": {"const": "Deployment"}},
        "required": ["api", "kind", "spec"],
    }
    service = {
        "title": "Service",
        "properties": {"api": {"const": "v1"}, "kind": {"const": "Service"}},
        "required": ["api", "kind", "ports"],
    }
    message, _, causes = told(
        {"oneOf": [deployment, service]}, {"api": "v1", "kind": "Deployment", "spec": {}}
    )
    assert message.endswith('"Deployment" comes nearest')
    assert causes == ['"v1" is not "apps"']


def test_what_is_missing_deeper_down_is_not_said_to_be_missing_here() -> None:
    schema = {"anyOf": [{"required": ["a"]}, {"properties": {"x": {"required": ["b"]}}}]}
    message, _, causes = told(schema, {"x": {}})
    assert '"a" or "b"' not in message
    assert causes == ['the required property "b" is missing']


def test_all_values_of_a_long_enumeration_are_counted() -> None:
    schema = {"anyOf": [{"enum": list(range(100))}, {"type": "object"}]}
    assert "or 88 others" in told(schema, 200)[0]
