"""The four output formats, pinned for small schemas."""

from __future__ import annotations

from typing import Any

import holotype

SHAPE = {
    "$id": "https://example.com/shape",
    "title": "Shape",
    "$ref": "#/$defs/named",
    "anyOf": [
        {"properties": {"radius": {"type": "number"}}, "required": ["radius"]},
        {"properties": {"side": {"type": "number"}}, "required": ["side"]},
    ],
    "unevaluatedProperties": False,
    "$defs": {"named": {"properties": {"name": {"type": "string"}}}},
}
CIRCLE = {"name": "c", "radius": 1}
WRONG = {"name": 7, "side": 2, "colour": "red"}


def shape(instance: object, shown: Any) -> Any:
    return holotype.compile(SHAPE).output(instance, format=shown)


def unit(keyword: str, instance: str, *, valid: bool, absolute: str | None = None, **more: Any) -> Any:
    return {
        "valid": valid,
        "keywordLocation": keyword,
        "absoluteKeywordLocation": f"https://example.com/shape#{keyword if absolute is None else absolute}",
        "instanceLocation": instance,
        **more,
    }


NAMED = "/$defs/named/properties"
HOLDS_ERRORS = "this does not hold, as the errors that follow explain"
NUMBER_FOR_NAME = unit(
    "/$ref/properties/name/type",
    "/name",
    valid=False,
    absolute=f"{NAMED}/name/type",
    error="expected a string, found 7, which is an integer",
)
COLOUR = unit(
    "/unevaluatedProperties",
    "/colour",
    valid=False,
    error='the property "colour" is not allowed here',
)


def test_flag_is_the_verdict_alone() -> None:
    assert shape(CIRCLE, "flag") == {"valid": True}
    assert shape(WRONG, "flag") == {"valid": False}


def test_basic_lists_the_annotations_of_a_valid_instance() -> None:
    assert shape(CIRCLE, "basic") == unit(
        "",
        "",
        valid=True,
        annotations=[
            unit("/$ref/properties", "", valid=True, absolute=NAMED, annotation=["name"]),
            unit("/anyOf/0/properties", "", valid=True, annotation=["radius"]),
            unit("/unevaluatedProperties", "", valid=True, annotation=[]),
            unit("/title", "", valid=True, annotation="Shape"),
        ],
    )


def test_basic_lists_the_errors_of_an_invalid_instance() -> None:
    assert shape(WRONG, "basic") == unit(
        "",
        "",
        valid=False,
        errors=[unit("", "", valid=False, error=HOLDS_ERRORS), NUMBER_FOR_NAME, COLOUR],
    )


def test_detailed_leaves_out_what_only_leads_to_one_unit() -> None:
    assert shape(WRONG, "detailed") == unit("", "", valid=False, errors=[NUMBER_FOR_NAME, COLOUR])


def test_detailed_keeps_the_alternatives_of_a_failing_any_of_apart() -> None:
    missing = 'the required property "{}" is missing'
    assert shape({"name": "n"}, "detailed") == unit(
        "",
        "",
        valid=False,
        errors=[
            unit(
                "/anyOf",
                "",
                valid=False,
                errors=[
                    unit("/anyOf/0/required", "", valid=False, error=missing.format("radius")),
                    unit("/anyOf/1/required", "", valid=False, error=missing.format("side")),
                ],
            )
        ],
    )


def test_detailed_shows_no_failing_alternative_of_an_any_of_that_holds() -> None:
    assert shape(CIRCLE, "detailed") == unit(
        "",
        "",
        valid=True,
        annotations=shape(CIRCLE, "basic")["annotations"],
    )


def test_verbose_shows_all_that_was_applied_without_the_annotations_of_what_is_invalid() -> None:
    assert shape(WRONG, "verbose") == unit(
        "",
        "",
        valid=False,
        errors=[
            unit(
                "/$ref",
                "",
                valid=False,
                errors=[
                    unit(
                        "/$ref",
                        "",
                        valid=False,
                        absolute="/$defs/named",
                        errors=[
                            unit(
                                "/$ref/properties",
                                "",
                                valid=False,
                                absolute=NAMED,
                                errors=[
                                    unit(
                                        "/$ref/properties/name",
                                        "/name",
                                        valid=False,
                                        absolute=f"{NAMED}/name",
                                        errors=[NUMBER_FOR_NAME],
                                    )
                                ],
                            )
                        ],
                    )
                ],
            ),
            unit(
                "/anyOf",
                "",
                valid=True,
                annotations=[
                    unit(
                        "/anyOf/0",
                        "",
                        valid=False,
                        errors=[
                            unit("/anyOf/0/properties", "", valid=True),
                            unit(
                                "/anyOf/0/required",
                                "",
                                valid=False,
                                error='the required property "radius" is missing',
                            ),
                        ],
                    ),
                    unit(
                        "/anyOf/1",
                        "",
                        valid=True,
                        annotations=[
                            unit(
                                "/anyOf/1/properties",
                                "",
                                valid=True,
                                annotations=[
                                    unit(
                                        "/anyOf/1/properties/side",
                                        "/side",
                                        valid=True,
                                        annotations=[
                                            unit("/anyOf/1/properties/side/type", "/side", valid=True)
                                        ],
                                    )
                                ],
                            ),
                            unit("/anyOf/1/required", "", valid=True),
                        ],
                    ),
                ],
            ),
            unit("/unevaluatedProperties", "", valid=False, errors=[COLOUR]),
            unit("/title", "", valid=True),
        ],
    )


def test_the_shape_of_the_specifications_own_example() -> None:
    """A corner without one coordinate and with a stranger, in an outline that has too few of them."""
    fence = {
        "$id": "https://example.com/fence",
        "type": "array",
        "items": {"$ref": "#/$defs/post"},
        "minItems": 4,
        "$defs": {
            "post": {
                "properties": {"east": {"type": "number"}, "north": {"type": "number"}},
                "required": ["east", "north"],
                "additionalProperties": False,
            }
        },
    }
    instance = [{"east": 1, "north": 2}, {"east": 3, "up": 4}]
    validator = holotype.compile(fence)

    def located(units: list[Any]) -> list[tuple[str, str, str]]:
        return [
            (each["keywordLocation"], each["absoluteKeywordLocation"][25:], each["instanceLocation"])
            for each in units
        ]

    basic = validator.output(instance, format="basic")
    post = [
        ("/items/$ref/required", "#/$defs/post/required", "/1"),
        ("/items/$ref/additionalProperties", "#/$defs/post/additionalProperties", "/1/up"),
    ]
    assert located(basic["errors"]) == [
        ("", "#", ""),
        ("/items/$ref", "#/$defs/post", "/1"),
        *post,
        ("/minItems", "#/minItems", ""),
    ]
    detailed = validator.output(instance, format="detailed")
    assert located(detailed["errors"]) == [
        ("/items/$ref", "#/$defs/post", "/1"),
        ("/minItems", "#/minItems", ""),
    ]
    assert located(detailed["errors"][0]["errors"]) == post
    assert "annotation" not in str(basic) + str(detailed)
    verbose = validator.output(instance, format="verbose")
    assert [each["valid"] for each in verbose["errors"]] == [True, False, False]


def test_the_root_of_a_detailed_output_holds_even_a_single_error() -> None:
    detailed = holotype.compile({"allOf": [{"type": "string"}]}).output(1, format="detailed")
    assert detailed["keywordLocation"] == ""
    assert [each["keywordLocation"] for each in detailed["errors"]] == ["/allOf/0/type"]


def test_a_root_that_is_false_has_the_error_itself() -> None:
    error = "1 is not allowed here"
    validator = holotype.compile(False)
    assert validator.output(1, format="detailed")["error"] == error
    assert [each["error"] for each in validator.output(1)["errors"]] == [error]


def test_without_annotations_a_valid_instance_gets_an_empty_list() -> None:
    validator = holotype.compile({"type": "integer"})
    assert validator.output(1)["annotations"] == []
    assert "annotations" not in validator.output(1, format="detailed")


def test_too_many_matches_of_one_of_are_the_error_and_not_the_alternative_that_fails() -> None:
    validator = holotype.compile({"oneOf": [{"type": "integer"}, {"type": "string"}, {"minimum": 0}]})
    (error,) = validator.output(1)["errors"]
    assert error["keywordLocation"] == "/oneOf"
    assert error["error"] == (
        "1 matches both alternative 1 (an integer) and alternative 3 (a number of at least 0), "
        "expected exactly one"
    )
