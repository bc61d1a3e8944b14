"""What errors say: where in the instance, where in the schema, in a sentence, with what helps."""

from __future__ import annotations

from typing import Any

import pytest

import holotype

SENTENCES = [
    ({"type": "integer"}, 1.5, "expected an integer, found 1.5, which is a number"),
    ({"type": ["string", "null"]}, [1], "expected a string or null, found an array"),
    (
        {"type": ["string", "null", "array"]},
        True,
        "expected a string, null or an array, found true, which is a boolean",
    ),
    ({"type": "string"}, None, "expected a string, found null"),
    ({"type": "string"}, {1, 2}, "expected a string, found a Python set, which is of no JSON type"),
    ({"type": "number"}, float("nan"), "expected a number, found nan, which is no number in JSON"),
    ({"enum": ["a", 1, None]}, "zzzz", '"zzzz" is not one of "a", 1, null'),
    ({"enum": [1]}, 2, "2 is not 1"),
    (
        {"enum": list(range(14))},
        -1,
        "-1 is not one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 or 2 other values",
    ),
    ({"const": {"a": 1}}, "x", '"x" is not {"a": 1}'),
    ({"minimum": 3}, 2, "2 is less than the minimum 3"),
    ({"maximum": 3}, 4, "4 is greater than the maximum 3"),
    ({"exclusiveMinimum": 3}, 3, "3 is not greater than 3"),
    ({"exclusiveMaximum": 3}, 3, "3 is not less than 3"),
    ({"multipleOf": 0.5}, 0.3, "0.3 is not a multiple of 0.5"),
    ({"maximum": 1}, 10**50, "an integer of about 51 digits is greater than the maximum 1"),
    ({"minLength": 3}, "ab", '"ab" has 2 characters, expected at least 3'),
    ({"maxLength": 0}, "a", '"a" has 1 character, expected at most 0'),
    ({"maxLength": 9}, "x" * 99, f'"{"x" * 60}..." has 99 characters, expected at most 9'),
    ({"pattern": "^a"}, "b", '"b" does not match the pattern "^a"'),
    ({"format": "date"}, "2024-13-01", '"2024-13-01" is not a date (RFC 3339)'),
    ({"minItems": 2}, [1], "[1] has 1 item, expected at least 2"),
    ({"maxItems": 1}, [1, [2, [3]], 4, 5], "[1, [2, [...]], 4, ...] has 4 items, expected at most 1"),
    ({"uniqueItems": True}, [1, 2, 1.0], "the items 0 and 2 are equal: 1"),
    ({"minProperties": 1}, {}, "{} has 0 properties, expected at least 1"),
    ({"maxProperties": 0}, {"a": 1}, '{"a": 1} has 1 property, expected at most 0'),
    ({"required": ["name"]}, {}, 'the required property "name" is missing'),
    (
        {"dependentRequired": {"a": ["b"]}},
        {"a": 1},
        'the required property "b" is missing, which "a" requires',
    ),
    ({"additionalProperties": False}, {"n\n": 1}, 'the property "n\\n" is not allowed here'),
    ({"properties": {"a": False}}, {"a": 1}, 'the property "a" is not allowed here'),
    ({"propertyNames": False}, {"a": 1}, 'the property "a" is not allowed here'),
    ({"unevaluatedProperties": False}, {"a": 1}, 'the property "a" is not allowed here'),
    ({"items": False}, [1], "1 is not allowed here"),
    ({"unevaluatedItems": False}, [1], "1 is not allowed here"),
    ({"contains": {"type": "string"}}, [1], "no item is a string, expected at least 1"),
    (
        {"contains": {"type": "string"}, "minContains": 2},
        [1, "a"],
        "1 item is a string (at index 1), expected at least 2",
    ),
    (
        {"contains": {"minimum": 3}, "maxContains": 1},
        [3, 1, 4],
        "2 items are each a number of at least 3 (at the indexes 0 and 2), expected at most 1",
    ),
    (
        {"contains": True, "maxContains": 5},
        ["a"] * 6,
        "6 items are each what is looked for (at the indexes 0, 1, 2, 3 and 2 more), expected at most 5",
    ),
    ({"not": {"type": "integer"}}, 1, "expected anything but an integer, found 1"),
    ({"not": {}}, 1, "1 matches what must not match"),
    (
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        3,
        "expected a string or null, found 3, which is an integer",
    ),
    (
        {"oneOf": [{"minimum": 1}, {"minimum": 2}]},
        3,
        (
            "3 matches both alternative 1 (a number of at least 1) and alternative 2 "
            "(a number of at least 2), expected exactly one"
        ),
    ),
    (False, 1, "no value is allowed here"),
]


def errors(schema: Any, instance: Any, **options: Any) -> list[holotype.Error]:
    return list(holotype.compile(schema, **options).iter_errors(instance))


def only(schema: Any, instance: Any, **options: Any) -> holotype.Error:
    (error,) = errors(schema, instance, **options)
    return error


@pytest.mark.parametrize(("schema", "instance", "sentence"), SENTENCES, ids=lambda each: str(each)[:40])
def test_an_error_is_a_sentence_with_the_value(schema: Any, instance: Any, sentence: str) -> None:
    assert only(schema, instance).message == sentence


# Locations (2020-12 core, section 12.3)


def test_the_keyword_location_goes_through_references_and_the_absolute_one_does_not() -> None:
    schema = {
        "$id": "http://example.test/root",
        "properties": {"a": {"$ref": "#/$defs/x"}},
        "$defs": {
            "x": {"allOf": [{"$ref": "y"}]},
            "y": {"$id": "y", "items": {"$anchor": "z", "type": "string"}},
        },
    }
    error = only(schema, {"a": ["b", 1]})
    assert error.instance_location == "/a/1"
    assert error.keyword_location == "/properties/a/$ref/allOf/0/$ref/items/type"
    assert error.absolute_keyword_location == "http://example.test/y#/items/type"
    assert error.keyword == "type"


def test_the_absolute_location_is_in_the_document_that_was_given() -> None:
    documents = {"http://example.test/other": {"$defs": {"n": {"minimum": 3}}}}
    error = only({"items": {"$ref": "http://example.test/other#/$defs/n"}}, [1], documents=documents)
    assert error.keyword_location == "/items/$ref/minimum"
    assert error.absolute_keyword_location == "http://example.test/other#/$defs/n/minimum"


def test_a_dynamic_reference_is_located_where_it_led() -> None:
    schema = {
        "$id": "http://example.test/strict",
        "$dynamicAnchor": "node",
        "$ref": "tree",
        "unevaluatedProperties": False,
        "$defs": {
            "tree": {
                "$id": "tree",
                "$dynamicAnchor": "node",
                "properties": {"child": {"$dynamicRef": "#node"}},
            }
        },
    }
    error = only(schema, {"child": {"chidl": 1}})
    assert error.instance_location == "/child/chidl"
    assert error.keyword_location == "/$ref/properties/child/$dynamicRef/unevaluatedProperties"
    assert error.absolute_keyword_location == "http://example.test/strict#/unevaluatedProperties"


def test_each_turn_of_a_recursion_is_in_the_keyword_location() -> None:
    error = only({"type": "object", "properties": {"a": {"$ref": "#"}}}, {"a": {"a": 1}})
    assert error.keyword_location == "/properties/a/$ref/properties/a/$ref/type"
    assert error.absolute_keyword_location == "#/type"


@pytest.mark.parametrize(
    ("schema", "instance", "instance_location", "keyword_location"),
    [
        ({"properties": {"a/b~c": {"type": "null"}}}, {"a/b~c": 1}, "/a~1b~0c", "/properties/a~1b~0c/type"),
        ({"patternProperties": {"^x": {"type": "null"}}}, {"x/": 1}, "/x~1", "/patternProperties/^x/type"),
        ({"additionalProperties": {"type": "null"}}, {"x~": 1}, "/x~0", "/additionalProperties/type"),
        ({"propertyNames": {"maxLength": 1}}, {"x~": 1}, "/x~0", "/propertyNames/maxLength"),
        ({"prefixItems": [True, {"type": "null"}]}, [1, 1], "/1", "/prefixItems/1/type"),
        ({"prefixItems": [True], "items": {"type": "null"}}, [1, 1], "/1", "/items/type"),
        ({"dependentSchemas": {"a": {"required": ["b"]}}}, {"a": 1}, "", "/dependentSchemas/a/required"),
        ({"if": True, "then": {"type": "null"}}, 1, "", "/then/type"),
        ({"if": False, "else": {"type": "null"}}, 1, "", "/else/type"),
        ({"allOf": [True, {"type": "null"}]}, 1, "", "/allOf/1/type"),
        ({"required": ["a"]}, {}, "", "/required"),
        ({"properties": {"a": False}}, {"a": 1}, "/a", "/properties/a"),
        ({"additionalProperties": False}, {"a": 1}, "/a", "/additionalProperties"),
        ({"contains": True, "minContains": 2}, [], "", "/minContains"),
        ({"contains": True, "maxContains": 0}, [1], "", "/maxContains"),
        (
            {"prefixItems": [True], "unevaluatedItems": {"type": "null"}},
            [1, 1],
            "/1",
            "/unevaluatedItems/type",
        ),
        (False, 1, "", ""),
    ],
    ids=lambda each: str(each)[:40],
)
def test_each_keyword_is_located(
    schema: Any, instance: Any, instance_location: str, keyword_location: str
) -> None:
    error = only(schema, instance)
    assert (error.instance_location, error.keyword_location) == (instance_location, keyword_location)
    assert error.absolute_keyword_location == "#" + keyword_location.replace("^", "%5E")


# Order


def test_errors_come_in_the_order_of_the_schemas_keywords() -> None:
    instance = {"b": 1, "a": 1, "c": [1, 2]}
    schema = {
        "maxProperties": 1,
        "properties": {
            "a": {"type": "string"},
            "b": {"maximum": 0, "type": "null"},
            "c": {"items": {"minimum": 3}},
        },
        "required": ["x", "w"],
        "minProperties": 9,
    }
    expected = [
        ("", "maxProperties"),
        ("/a", "type"),
        ("/b", "maximum"),
        ("/b", "type"),
        ("/c/0", "minimum"),
        ("/c/1", "minimum"),
        ("", "required"),
        ("", "required"),
        ("", "minProperties"),
    ]
    assert [(error.instance_location, error.keyword) for error in errors(schema, instance)] == expected
    backwards = dict(reversed(schema.items()))
    assert next(error.keyword for error in errors(backwards, instance)) == "minProperties"


def test_every_error_is_reported_however_many_there_are() -> None:
    assert len(errors({"items": {"type": "string", "minimum": 5}}, [1, 2, "a", 7])) == 5


def test_validate_raises_with_every_error_and_says_where() -> None:
    validator = holotype.compile({"properties": {"a": {"type": "string"}}, "required": ["b"]})
    with pytest.raises(holotype.ValidationError) as caught:
        validator.validate({"a": 1})
    assert caught.value.errors == tuple(validator.iter_errors({"a": 1}))
    assert str(caught.value) == (
        "/a: expected a string, found 1, which is an integer (put it in quotes)\n"
        '(root): the required property "b" is missing'
    )
    validator.validate({"b": 1})


def test_the_text_of_the_exception_has_the_innermost_of_the_first_causes_and_its_hint() -> None:
    part = {"anyOf": [{"type": "null"}, {"type": "array", "items": {"enum": ["on", "off"]}}]}
    parts = {"type": "object", "additionalProperties": part, "title": "Parts"}
    with pytest.raises(holotype.ValidationError) as caught:
        holotype.compile({"items": {"anyOf": [{"type": "null"}, parts]}}).validate(
            [{"a": ["onn"], "b": ["x", "y"], "c": "x"}]
        )
    assert str(caught.value) == (
        '/0: {"a": ["onn"], "b": ["x", "y"], "c": "x"} matches none of the 2 alternatives; '
        '"Parts" comes nearest: at /a/0: "onn" is not one of "on", "off" (and 2 more) (did you mean "on"?)'
    )


# Hints


@pytest.mark.parametrize(
    ("schema", "instance", "hint"),
    [
        ({"enum": ["red", "green"]}, "gren", 'did you mean "green"?'),
        ({"enum": ["RED", "GREEN"]}, "green", 'did you mean "GREEN"?'),
        ({"enum": ["red", "green"]}, "purple", None),
        ({"enum": ["red", 1]}, 2, None),
        ({"properties": {"name": {}}, "additionalProperties": False}, {"nmae": 1}, 'did you mean "name"?'),
        ({"properties": {"name": {}}, "additionalProperties": False}, {"zzz": 1}, None),
        ({"required": ["name"]}, {"nane": 1}, 'there is a property "nane"; did you mean "name"?'),
        ({"properties": {"name": {}}, "unevaluatedProperties": False}, {"nmae": 1}, 'did you mean "name"?'),
        ({"format": "date"}, "yesterday", 'such as "2026-03-01"'),
    ],
    ids=lambda each: str(each)[:40],
)
def test_a_hint_names_what_was_perhaps_meant(schema: Any, instance: Any, hint: str | None) -> None:
    assert only(schema, instance).hint == hint


def test_a_suggestion_takes_no_long_time_over_long_names() -> None:
    names = {f"{'n' * 200}{index}": True for index in range(50)}
    assert only({"properties": names, "additionalProperties": False}, {"n" * 100_000: 1}).hint is None


# anyOf and oneOf

SHAPES = {
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"kind": {"const": "circle"}, "r": {"minimum": 0}},
            "required": ["kind", "r"],
        },
        {
            "type": "object",
            "properties": {"kind": {"const": "square"}, "a": {"minimum": 0}},
            "required": ["kind", "a"],
        },
    ]
}


def test_the_branch_that_the_tag_names_is_the_nearest() -> None:
    error = only(SHAPES, {"kind": "square", "a": -1})
    assert error.message == ('{"kind": "square", "a": -1} does not match the alternative "kind": "square"')
    assert error.hint is None
    (cause,) = error.causes
    assert cause.keyword_location == "/oneOf/2/properties/a/minimum"
    assert cause.instance_location == "/a"


def test_the_branch_of_the_right_type_is_nearer_than_one_of_another() -> None:
    error = only({"anyOf": [{"type": "integer"}, {"type": "array", "minItems": 3, "contains": {}}]}, [])
    assert [cause.keyword for cause in error.causes] == ["minItems", "contains"]
    assert error.message == "[] matches none of the 2 alternatives; alternative 2 (an array) comes nearest"


def test_causes_are_within_the_instance_however_deep_it_stands() -> None:
    schema = {"items": {"properties": {"s": SHAPES}}}
    error = only(schema, [{"s": {"kind": "circle"}}])
    assert error.instance_location == "/0/s"
    assert [cause.instance_location for cause in error.causes] == ["/0/s"]
    assert error.causes[0].message == 'the required property "r" is missing'


def test_branches_within_branches_have_causes_of_their_own() -> None:
    schema = {
        "anyOf": [
            {"type": "null"},
            {"items": {"anyOf": [{"type": "string"}, {"minimum": 3}]}, "type": "array"},
        ]
    }
    (cause,) = only(schema, [1]).causes
    assert cause.keyword_location == "/anyOf/1/items/anyOf"
    assert [each.keyword_location for each in cause.causes] == ["/anyOf/1/items/anyOf/1/minimum"]


def test_too_many_matches_have_no_causes() -> None:
    error = only({"oneOf": [True, True, True]}, 1)
    assert error.causes == ()
    assert error.message == ("1 matches alternative 1, alternative 2 and alternative 3, expected exactly one")


# Nulls


def test_in_reject_mode_an_error_that_absent_mode_would_not_give_says_so() -> None:
    schema = {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "required": ["b"]}
    validator = holotype.compile(schema, nulls="absent")
    optional, required = validator.iter_errors({"a": None, "b": None}, nulls="reject")
    assert (
        optional.hint == 'with nulls="absent" a null here counts as an absent property, and this is no error'
    )
    assert required.hint is None
    assert [error.instance_location for error in validator.iter_errors({"a": None, "b": None})] == ["/b"]


# Schemas that lead to one place along many ways


def test_a_name_and_a_value_at_the_same_place_are_both_reported() -> None:
    short = {"allOf": [{"maxLength": 1}]}
    schema = {
        "propertyNames": {"$ref": "#/$defs/s"},
        "additionalProperties": {"$ref": "#/$defs/s"},
        "$defs": {"s": short},
    }
    locations = [error.keyword_location for error in errors(schema, {"ab": "cd"})]
    assert locations == [
        "/propertyNames/$ref/allOf/0/maxLength",
        "/additionalProperties/$ref/allOf/0/maxLength",
    ]
    either = {
        "propertyNames": {"$ref": "#/$defs/s"},
        "items": True,
        "$defs": {"s": {"anyOf": [{"maxLength": 1}, False]}},
    }
    either["additionalProperties"] = {"$ref": "#/$defs/s"}
    assert len(errors(either, {"ab": "c"})) == 1
    assert len(errors(either, {"a": "cd"})) == 1


def test_a_place_that_several_branches_lead_to_is_explained_once_and_located_in_each() -> None:
    schema: dict[str, Any] = {
        "anyOf": [
            {"type": "integer"},
            {
                "type": "object",
                "properties": {"op": {"const": "+"}, "x": {"$ref": "#"}},
                "required": ["op", "x"],
            },
            {
                "type": "object",
                "properties": {"op": {"const": "-"}, "x": {"$ref": "#"}},
                "required": ["op", "x"],
            },
        ]
    }
    instance: Any = "bad"
    for _ in range(100):
        instance = {"op": "-", "x": instance}
    error = only(schema, instance)
    location = ""
    for _ in range(100):
        assert error.keyword_location == f"{location}/anyOf"
        location = f"{location}/anyOf/2/properties/x/$ref"
        (error,) = error.causes
    assert error.instance_location == "/x" * 100


def test_causes_of_causes_end_where_no_stack_would_hold_them() -> None:
    schema = {"anyOf": [{"type": "integer"}, {"type": "array", "items": {"$ref": "#"}}]}
    instance: Any = "bad"
    for _ in range(500):
        instance = [instance]
    error = only(schema, instance)
    levels = 0
    while error.causes:
        (error,) = error.causes
        levels += 1
    assert levels == 100
    assert error.hint == "more causes are left out here: they are given elsewhere, or stand too deep"


def test_what_a_subschema_says_of_a_place_is_said_once() -> None:
    schema = {
        "properties": {"x": {"$ref": "#"}},
        "patternProperties": {"^x": {"$ref": "#"}},
        "type": "object",
    }
    instance: Any = 1
    for _ in range(100):
        instance = {"x": instance}
    assert only(schema, instance).instance_location == "/x" * 100


# What to do


@pytest.mark.parametrize(
    ("types", "instance", "hint"),
    [
        ("string", 7, "put it in quotes"),
        (["string", "null"], 1.5, "put it in quotes"),
        (["string", "null"], True, None),
        ("string", float("nan"), None),
        ("string", None, None),
        ("string", [7], None),
        ("integer", "110", "write it without quotes"),
        ("integer", "-4", "write it without quotes"),
        ("integer", "1.5", None),
        ("integer", "007", None),
        ("integer", "\u0661", None),
        ("integer", "", None),
        ("integer", "--1", None),
        ("number", "0", "write it without quotes"),
        ("number", "1.50", "write it without quotes"),
        ("number", "1.", None),
        ("number", ".5", None),
        ("number", "1.5.2", None),
        ("number", "9" * 41, None),
        ("boolean", "true", "write it without quotes"),
        ("boolean", "yes", "did you mean true?"),
        ("boolean", "Off", "did you mean false?"),
        ("boolean", "maybe", None),
        ("boolean", 1, None),
        ("object", "7", None),
    ],
)
def test_a_scalar_that_is_written_as_another_type_gets_a_hint(
    types: Any, instance: Any, hint: str | None
) -> None:
    assert only({"type": types}, instance).hint == hint


@pytest.mark.parametrize(
    "beside", [{"format": "uuid"}, {"pattern": "^[a-z]+$"}, {"enum": ["a", "b"]}, {"const": "a"}]
)
def test_quotes_are_not_suggested_where_they_would_not_be_enough(beside: dict[str, Any]) -> None:
    (error, *_) = errors({"type": "string", **beside}, 7)
    assert (error.keyword, error.hint) == ("type", None)


@pytest.mark.parametrize("keyword", ["additionalProperties", "unevaluatedProperties"])
def test_where_a_name_is_like_none_that_is_declared_the_patterns_of_names_are_the_hint(keyword: str) -> None:
    named = {"properties": {"name": True}, "patternProperties": {r"^x-\d": True, "^y-": True}}
    schema = {**named, keyword: False}
    assert only(schema, {"nmae": 1}).hint == 'did you mean "name"?'
    assert only(schema, {"q": 1}).hint == ('a name that matches the pattern "^x-\\d" or "^y-" is allowed')
    assert only({"patternProperties": {"^" + "x" * 200: True}, keyword: False}, {"q": 1}).hint is None


def test_a_name_that_an_alternative_would_have_evaluated_is_found_too() -> None:
    branch = {"properties": {"colour": True}, "required": ["colour"]}
    schema = {"anyOf": [branch, {"maxProperties": 1}], "unevaluatedProperties": False}
    assert only(schema, {"colur": 1}).hint == 'did you mean "colour"?'


# Why


@pytest.mark.parametrize(
    ("condition", "instance", "missing", "forbidden"),
    [
        ({"properties": {"k": {"const": "a"}}, "required": ["k"]}, {"k": "a"}, 'where "k" is "a"', None),
        ({"properties": {"k": {"const": "a"}}}, {"k": "a"}, 'where "k" is "a" or absent', None),
        ({"properties": {"k": {"enum": [1, 2]}}}, {"k": 3, "x": 1}, None, 'where "k" is not 1 or 2'),
        ({"type": "object", "required": ["k"]}, {"k": "a"}, 'where "k" is present', None),
        ({"required": ["k"]}, {"x": 1}, None, 'where "k" is absent'),
        ({"required": ["k", "l"]}, {"k": 1, "l": 2}, 'where "k" is present and "l" is present', None),
        ({"required": ["k", "l"]}, {"k": 1, "x": 2}, None, ""),
        ({"minProperties": 1}, {"k": 1}, "", None),
        ({"type": "array"}, {"x": 1}, None, ""),
        ({"properties": {"k": {"minimum": 3}}}, {"k": 3}, "", None),
    ],
)
def test_what_holds_under_a_condition_says_under_which(
    condition: Any, instance: Any, missing: str | None, forbidden: str | None
) -> None:
    schema = {"if": condition, "then": {"required": ["m"]}, "else": {"properties": {"x": False}}}
    if forbidden is None:
        sentence = f'the required property "m" is missing{f", needed {missing}" if missing else ""}'
    else:
        sentence = f'the property "x" is not allowed here{f", {forbidden}" if forbidden else ""}'
    assert only(schema, instance).message == sentence


def test_a_condition_is_not_told_where_the_same_holds_for_another_reason_too() -> None:
    schema = {
        "if": {"required": ["k"]},
        "then": {"title": "T", "required": ["m"]},
        "allOf": [{"$ref": "#/then"}],
    }
    assert [error.message for error in errors(schema, {"k": 1})] == [
        'the required property "m" is missing'
    ] * 2


def test_what_the_presence_of_a_property_demands_says_so() -> None:
    schema = {"dependentSchemas": {"a": {"required": ["b"]}}}
    assert (
        only(schema, {"a": 1}).message == 'the required property "b" is missing, needed where "a" is present'
    )


def test_what_is_wrong_with_a_name_is_said_of_the_name() -> None:
    named = {"propertyNames": {"allOf": [{"pattern": "^a"}, {"not": {"const": "b"}}]}}
    assert [error.message for error in errors(named, {"b": "b"})] == [
        'the name "b" does not match the pattern "^a"',
        'the name of the property: expected anything but "b", found "b"',
    ]


def test_a_name_that_is_itself_required_is_no_slip_for_another() -> None:
    assert only({"required": ["first_name", "last_name"]}, {"first_name": 1}).hint is None
    assert only({"required": ["last_name"]}, {"lst_name": 1}).hint is not None


@pytest.mark.parametrize("keyword", ["additionalProperties", "unevaluatedProperties"])
def test_a_name_is_not_suggested_where_it_would_not_be_allowed_or_stands_already(keyword: str) -> None:
    (error,) = errors({"properties": {"name": False}, keyword: False}, {"nmae": 1})
    assert error.hint is None
    (error,) = errors({"properties": {"name": True}, keyword: False}, {"nmae": 1, "name": 2})
    assert error.hint is None


def test_items_of_other_types_that_contains_lets_pass_are_not_said_to_be_strings() -> None:
    assert "of another type" in only({"contains": {"minLength": 2}, "maxContains": 1}, [1, 2]).message
