"""What `make fuzz` runs and how it counts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ..fuzz.__main__ import Found, campaigns, examples_in
from .checkout import ROOT


def test_every_campaign_is_there_and_draws_examples() -> None:
    assert "tests/compiler/rules/test_agreement.py" in campaigns()
    for name in campaigns():
        assert (ROOT / name).is_file()


@pytest.mark.parametrize(
    "said",
    [
        "  - 50 passing, 1 failing, and 3 invalid test cases\n",
        "  - 50 passing examples, 1 failing examples, 3 invalid examples\n",
    ],
)
def test_examples_are_counted_as_each_hypothesis_says_them(said: str) -> None:
    assert examples_in(f"test_a:\n{said}test_b:\n{said}") == 108


def test_a_campaign_says_how_much_it_did_and_what_it_found() -> None:
    found = Found("tests/a.py", 2, 1_000, 59.6, "")
    assert found.sentence == "tests/a.py: 1,000 examples, 2 seeds, 60 s, nothing found"
    assert found._replace(failure="what pytest said").sentence.endswith("FAILED")


def test_a_campaign_that_is_not_there_is_refused_with_those_that_are() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "--only", "no-such"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[0] == "no campaign's path holds 'no-such'; there are"
