"""What output() makes of nulls, rules, severities, wrong arguments and hostile input."""

from __future__ import annotations

import json
from typing import Any

import pytest

import holotype

COUNTERS = {
    "type": "object",
    "properties": {"done": {"type": "integer"}, "total": {"type": "integer"}},
    "minProperties": 1,
    "title": "Counters",
}
RULES = (
    holotype.Rule("done-within-total", "done <= total"),
    holotype.Rule("something-done", "done > 0", severity="warning"),
)


def test_a_null_that_counts_as_absent_is_not_there_for_any_keyword() -> None:
    validator = holotype.compile(COUNTERS)
    strict = validator.output({"done": None})
    assert [each["keywordLocation"] for each in strict["errors"]] == ["/properties/done/type"]
    lenient = validator.output({"done": None}, nulls="absent")
    assert [each["keywordLocation"] for each in lenient["errors"]] == ["/minProperties"]


def test_nulls_are_by_default_what_was_compiled_in() -> None:
    validator = holotype.compile(COUNTERS, nulls="absent")
    assert validator.output({"done": 1, "total": None})["valid"] is True
    assert validator.output({"done": 1, "total": None}, nulls="reject")["valid"] is False


def test_a_violated_rule_is_a_unit_below_the_root() -> None:
    output = holotype.compile(COUNTERS, rules=RULES).output({"done": 3, "total": 2})
    assert output["errors"] == [
        {
            "valid": False,
            "keywordLocation": "/rules/done-within-total",
            "absoluteKeywordLocation": "#/rules/done-within-total",
            "instanceLocation": "",
            "error": "done (3) exceeds total (2)",
        }
    ]
    assert "annotations" not in output


def test_a_warning_annotates_and_does_not_make_the_instance_invalid() -> None:
    validator = holotype.compile(COUNTERS, rules=RULES)
    output = validator.output({"done": 0, "total": 2})
    assert output["valid"] is validator.is_valid({"done": 0, "total": 2}) is True
    (warning,) = (each for each in output["annotations"] if each["keywordLocation"].startswith("/rules/"))
    assert warning["keywordLocation"] == "/rules/something-done"
    assert warning["annotation"]["severity"] == "warning"
    (expected,) = validator.iter_errors({"done": 0, "total": 2})
    assert warning["annotation"]["message"] == expected.message


def test_rules_that_hold_are_in_the_verbose_output() -> None:
    output = holotype.compile(COUNTERS, rules=RULES).output({"done": 1, "total": 2}, format="verbose")
    rules = [each for each in output["annotations"] if each["keywordLocation"].startswith("/rules/")]
    assert [(each["keywordLocation"], each["valid"]) for each in rules] == [
        ("/rules/done-within-total", True),
        ("/rules/something-done", True),
    ]


def test_an_unknown_format_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(
        ValueError, match="format is 'flag' or 'basic' or 'detailed' or 'verbose', not 'list'"
    ):
        holotype.compile(True).output(1, format="list")  # type: ignore[arg-type]  # it is what is tested


def test_an_unknown_mode_of_nulls_is_refused() -> None:
    with pytest.raises(ValueError, match='nulls is "reject" or "absent"'):
        holotype.compile(True).output(1, nulls="ignore")  # type: ignore[arg-type]  # it is what is tested


@pytest.mark.parametrize("shown", ["flag", "basic", "detailed", "verbose"])
def test_deep_instances_get_an_answer_within_bounds_and_a_clear_error_beyond(shown: Any) -> None:
    validator = holotype.compile({"anyOf": [{"items": {"$ref": "#"}}, {"allOf": [False]}], "title": "t"})
    deep: list[Any] = []
    for _ in range(500):
        deep = [deep]
    assert validator.output(deep, format=shown)["valid"] is True
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(RecursionError, match="nested more than 512 deep"):
        validator.output(deep, format=shown)


def doubling(levels: int) -> dict[str, Any]:
    """A schema that applies its last definition in 2 ** levels ways to the same instance."""
    definitions: dict[str, Any] = {"0": {"type": "integer"}}
    for level in range(levels):
        reference = {"$ref": f"#/$defs/{level}"}
        definitions[str(level + 1)] = {"allOf": [reference, reference.copy()]}
    return {"$ref": f"#/$defs/{levels}", "$defs": definitions}


def test_many_ways_to_the_same_subschema_are_walked_once() -> None:
    validator = holotype.compile(doubling(14))
    assert validator.output(1)["valid"] is True
    assert validator.output("a", format="flag") == {"valid": False}


def test_an_output_of_more_units_than_memory_takes_is_refused() -> None:
    validator = holotype.compile({"items": {"$id": "https://example.com/doubling", **doubling(14)}})
    with pytest.raises(ValueError, match=r'more than 1,000,000 units.*ask for the format "flag"'):
        validator.output(["a"] * 64)


def test_outputs_are_json() -> None:
    schema = {"$id": "https://example.com/a%20b", "properties": {"ä/~": {"default": [1.5, None]}}}
    for shown in ("flag", "basic", "detailed", "verbose"):
        output = holotype.compile(schema).output({"ä/~": 1}, format=shown)
        assert json.loads(json.dumps(output)) == output


def test_locations_are_pointers_and_percent_encoded_in_uris() -> None:
    validator = holotype.compile({"$id": "https://example.com/s", "properties": {"ä/~": {"type": "null"}}})
    (error,) = validator.output({"ä/~": 1})["errors"]
    assert error["instanceLocation"] == "/ä~1~0"
    assert error["keywordLocation"] == "/properties/ä~1~0/type"
    assert error["absoluteKeywordLocation"] == "https://example.com/s#/properties/%C3%A4~1~0/type"


@pytest.mark.parametrize("name", [1, (1,), None])
def test_names_that_are_no_strings_are_written_as_in_locations(name: object) -> None:
    validator = holotype.compile({"additionalProperties": {"type": "integer"}})
    (annotated,) = validator.output({name: 1})["annotations"]
    (location,) = (error.instance_location for error in validator.iter_errors({name: "x"}))
    assert [f"/{each}" for each in annotated["annotation"]] == [location]


def test_an_output_has_at_most_a_million_units(monkeypatch: pytest.MonkeyPatch) -> None:
    validator = holotype.compile({"items": {"type": "integer"}})
    units = 1 + 1 + 2 * 3  # the schema, its keyword, and for each item a schema and a keyword
    for most in (units, units - 1):
        monkeypatch.setattr("holotype.compiler.output.formats.MAXIMUM_UNITS", most)
        if most == units:
            assert validator.output([1, 2, 3], format="verbose")["valid"]
        else:
            with pytest.raises(ValueError, match=f"the output has more than {most} units"):
                validator.output([1, 2, 3], format="verbose")
