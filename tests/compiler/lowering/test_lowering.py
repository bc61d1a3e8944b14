"""What is the same for all keywords: severities, annotations, how often one value may be looked at."""

from __future__ import annotations

from typing import Any

import pytest

import holotype
from holotype.compiler import lowering
from holotype.compiler.checks import AllOf, Node
from holotype.compiler.lowering import lower
from holotype.schema.resources import Schemas
from tests.compiler.verdicts import verdict

ELSEWHERE = "https://example.test/other"


def lowered(schema: Any, **severities: str) -> Node:
    pointers = {f"/{name.replace('__', '/')}": severity for name, severity in severities.items()}
    return lower(Schemas(schema, {}), asserts_formats=True, severities=pointers).root


def severities_of(node: Node) -> dict[str, str]:
    return {check.origin.keyword: check.origin.severity for check in node.checks}


def test_a_severity_is_that_of_one_keyword_at_one_place_of_the_root_document() -> None:
    schema = {
        "minimum": 1,
        "maximum": 2,
        "allOf": [{"$id": ELSEWHERE, "minimum": 1}, {"minimum": 1}],
    }
    root = lowered(schema, minimum="warning", allOf__1__minimum="warning")
    (parts,) = (check for check in root.checks if isinstance(check, AllOf))

    assert severities_of(root) == {"minimum": "warning", "maximum": "error", "allOf": "error"}
    assert [severities_of(node)["minimum"] for node in parts.nodes] == ["error", "warning"]


@pytest.mark.parametrize(
    "keyword",
    [
        "$schema",
        "$id",
        "$anchor",
        "$dynamicAnchor",
        "$comment",
        "$defs",
        "$vocabulary",
        "minContains",
        "maxContains",
        "then",
        "else",
    ],
)
def test_names_of_schemas_and_what_others_read_are_no_annotations(keyword: str) -> None:
    values: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ELSEWHERE,
        "$comment": "for people",
        "$defs": {"a": True},
        "$vocabulary": {},
        "minContains": 0,
        "maxContains": 0,
        "then": True,
        "else": True,
    }
    schema = {keyword: values.get(keyword, "name"), "title": "T", "minLength": 1}

    assert dict(lowered(schema).annotations) == {"title": "T"}


@pytest.mark.parametrize(
    ("schema", "annotations"),
    [
        ({"format": "ipv4", "minLength": 1}, {"format": "ipv4"}),
        ({"contentEncoding": "base64"}, {"contentEncoding": "base64"}),
        ({"x-own": [1], "default": None}, {"x-own": [1], "default": None}),
        ({"type": "string", "$ref": "#/$defs/a", "$defs": {"a": True}}, {}),
    ],
)
def test_what_asserts_nothing_annotates_and_format_and_content_do_both(
    schema: dict[str, Any], annotations: dict[str, Any]
) -> None:
    assert dict(lowered(schema).annotations) == annotations


def test_a_schema_may_look_at_one_value_so_many_times_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lowering, "MOST_APPLICATIONS", 6)
    shared = {"$defs": {"a": {"minimum": 1}}}
    # Once for itself, and for each part once, and once for what that refers to.
    two: dict[str, Any] = {
        **shared,
        "allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}],
        "not": {"minimum": 5},
    }
    three = {**two, "anyOf": [{"minimum": 0}]}

    assert verdict(two, 1)
    with pytest.raises(holotype.SchemaError) as caught:
        holotype.compile(three)
    assert str(caught.value) == (
        "#: this schema applies subschemas to one value in more than 6 ways; refer to each subschema once"
    )


def test_values_within_a_value_are_counted_for_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lowering, "MOST_APPLICATIONS", 2)

    assert verdict({"properties": {name: {"properties": {name: True}} for name in "abcdef"}}, {"a": 1})
