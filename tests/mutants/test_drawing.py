"""Which mutants are drawn, and how they are named."""

from __future__ import annotations

import pytest

from ..house.checkout import ROOT
from .drawing import JUDGED, draw, function_of, read_judged
from .operators import mutants

PLACE = "src/holotype/schema/"


def test_a_seed_draws_the_same_again_and_another_draws_others() -> None:
    assert draw(5, 1, PLACE) == draw(5, 1, PLACE) != draw(5, 2, PLACE)


def test_no_two_mutants_are_of_one_line() -> None:
    drawn = draw(30, 1, PLACE)
    assert len({(each.file, each.mutant.line) for each in drawn}) == 30


def test_a_mutant_is_named_by_file_line_before_and_after() -> None:
    (each,) = draw(1, 1, "src/holotype/errors.py")
    assert each.sentence.startswith(f"src/holotype/errors.py:{each.mutant.line}: ")
    assert " -> " in each.sentence


def test_what_is_judged_equivalent_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = draw(1000, 1, "src/holotype/errors.py")
    first = everything[0]
    entry = (first.file, first.code, first.mutant.before, first.mutant.after)
    monkeypatch.setattr("tests.mutants.drawing.read_judged", lambda text: {entry: "because"})
    assert first not in draw(1000, 1, "src/holotype/errors.py")


def test_every_judged_mutant_is_still_one_of_the_source() -> None:
    for (file, code, before, after), because in read_judged(JUDGED.read_text("utf-8")).items():
        assert because
        source = (ROOT / file).read_bytes()
        lines = source.decode().splitlines()
        assert any(
            (lines[each.line - 1].strip(), each.before, each.after) == (code, before, after)
            for each in mutants(source)
        ), f"{file}: {before} -> {after}"


def test_a_line_is_of_the_innermost_function_that_runs_it() -> None:
    source = b"@cache\ndef outer(\n    x=1\n):\n    def inner():\n        return 1\n    return inner\n"
    assert [function_of(source, line) for line in (3, 6, 7)] == ["", "5:inner", "1:outer"]
