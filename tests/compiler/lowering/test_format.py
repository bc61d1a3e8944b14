"""When a format asserts, and when it is a notice."""

from __future__ import annotations

from typing import Any

import pytest

import holotype
from tests.compiler.verdicts import verdict


@pytest.mark.parametrize("dialect", ["draft4", "draft7", "2019-09", "2020-12"])
def test_a_format_asserts_unless_the_caller_leaves_it_to_the_dialect(dialect: str) -> None:
    schema = {"format": "ipv4"}

    assert not verdict(schema, "1.2.3", dialect=dialect)
    assert verdict(schema, "1.2.3.4", dialect=dialect)
    assert verdict(schema, "1.2.3", dialect=dialect, formats="dialect")


def test_a_dialect_may_have_the_vocabulary_that_asserts() -> None:
    metaschema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.test/asserting",
        "$vocabulary": {
            "https://json-schema.org/draft/2020-12/vocab/core": True,
            "https://json-schema.org/draft/2020-12/vocab/format-assertion": True,
        },
    }
    schema = {"$schema": "https://example.test/asserting", "format": "ipv4"}
    documents = {"https://example.test/asserting": metaschema}

    assert not verdict(schema, "1.2.3", documents=documents, formats="dialect")


@pytest.mark.parametrize("name", ["int64", "x" * 81])
def test_a_format_that_no_draft_knows_is_a_notice_with_its_place(name: str) -> None:
    schema: dict[str, Any] = {"$id": "https://example.test/s", "properties": {"a": {"format": name}}}
    shown = name if len(name) <= 80 else f"{'x' * 80}..."

    with pytest.warns(UserWarning, match="is not known"):
        validator = holotype.compile(schema)
    assert validator.notices == (
        (
            "https://example.test/s#/properties/a/format: "
            f'the format "{shown}" is not known, so it is not checked'
        ),
    )
    assert validator.is_valid({"a": "anything"})


def test_a_format_that_only_a_later_draft_knows_is_a_notice() -> None:
    with pytest.warns(UserWarning, match=r'"duration" \(of 2019-09 and later\) is not known'):
        holotype.compile({"format": "duration"}, dialect="draft7")
