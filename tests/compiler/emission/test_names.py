"""What functions of emitted modules are called: after the property or definition that they are for."""

from __future__ import annotations

from typing import Any

import pytest

import holotype

LARGE: dict[str, Any] = {"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"]}


def functions(schema: Any) -> set[str]:
    """The functions of the errors path."""
    source = holotype.compile_source(schema)
    return {line[4:].partition("(")[0] for line in source.splitlines() if line.startswith("def errors_")}


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("https://example.com/order.schema.json", "order"),
        ("https://example.com/order.json", "order"),
        ("https://example.com/order.schema", "order"),
        ("https://example.com/order/", "order"),
        ("https://example.com/order.json#", "order"),
    ],
)
def test_the_root_is_called_by_its_identifier(identifier: str, name: str) -> None:
    assert f"errors_{name}" in functions({"$id": identifier, **LARGE})


def test_a_part_is_called_after_the_property_or_definition_that_it_belongs_to() -> None:
    schema = {
        "properties": {"a": LARGE, "b": {"items": LARGE}, "c": {"anyOf": [LARGE, {"type": "null"}]}},
        "$defs": {"d": {"items": LARGE, "minItems": 1}},
        "additionalProperties": {"$ref": "#/$defs/d"},
    }
    assert {"errors_a", "errors_d"} <= functions(schema)
    assert any(each.startswith("errors_b_") for each in functions(schema))
    assert any(each.startswith("errors_c_") for each in functions(schema))


@pytest.mark.parametrize("name", ["é", "-", "class", "x y", "1"])
def test_whatever_a_property_is_called_its_function_is_named(name: str) -> None:
    names = functions({"properties": {name: LARGE}})
    assert all(each.isidentifier() and each.isascii() for each in names)
    assert len(names) >= 2
