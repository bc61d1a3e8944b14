"""Names in sentences are quoted, and the nearest one is offered."""

from __future__ import annotations

from holotype.contract.names import did_you_mean, quoted


def test_the_nearest_name_is_offered() -> None:
    assert did_you_mean("pakage", ["package", "source"]) == ", did you mean `package`?"
    assert did_you_mean("xyz", ["package", "source"]) == ""


def test_a_name_that_is_hostile_is_quoted_as_ascii_and_shortened() -> None:
    assert quoted("a\u202eb") == "'a\\u202eb'"
    assert len(quoted("x" * 1_000_000)) < 110


def test_long_names_take_no_time() -> None:
    assert did_you_mean("x" * 1_000_000, ["y" * 1_000_000]) == ""
