"""What a metaschema refuses, in one sentence that shows the first few mistakes."""

from __future__ import annotations

import pytest

from holotype.errors import SchemaError
from holotype.schema.dialects import NEWEST
from holotype.schema.metaschema import check


def refusal(mistakes: int) -> SchemaError:
    schema = {"properties": {f"p{number}": {"minLength": -1} for number in range(mistakes)}}
    with pytest.raises(SchemaError) as caught:
        check(schema, NEWEST, "urn:a")
    return caught.value


SAYS = "-1 is less than the minimum of 0"


def test_the_first_mistake_is_the_place() -> None:
    error = refusal(1)
    assert error.location == "urn:a#/properties/p0/minLength"
    assert error.message == f"the metaschema of 2020-12 refuses this schema: {SAYS}"


def test_four_more_are_shown_with_their_places() -> None:
    others = "".join(f"; at /properties/p{number}/minLength: {SAYS}" for number in range(1, 5))
    assert refusal(5).message == f"the metaschema of 2020-12 refuses this schema: {SAYS}{others}"
    assert refusal(6).message == f"{refusal(5).message}; and 1 more"


def test_a_long_mistake_is_shortened() -> None:
    with pytest.raises(SchemaError) as caught:
        check({"type": "x" * 1000}, NEWEST, "")
    assert caught.value.message.endswith("x" * 100 + "...")
    assert len(caught.value.message) < 250


def test_a_schema_that_it_takes_is_taken() -> None:
    check({"properties": {"a": {"minLength": 0}}}, NEWEST, "")
