"""The documents in examples/ are as their page says, and `make demo` shows it."""

from __future__ import annotations

import re

import pytest

from .checkout import ROOT, shell

EXAMPLES = ROOT / "examples"
# What each broken document is there to show: the keyword location, or the kind of the text's flaw.
FLAWS = {
    "clock-runs-backwards": "/rules/completed-after-started",
    "counters-as-strings": "/properties/total_requests/type",
    "counters-do-not-add-up": "/rules/finished-within-completed",
    "duplicate-key": "duplicate-key",
    "finished-without-time": "/rules/terminal-has-completed-at",
    "misspelt-status": "/properties/status/enum",
    "not-a-uuid": "/properties/input_files/items/format",
    "null-for-required": "/properties/model/type",
    "truncated": "syntax",
    "unknown-endpoint": "/properties/endpoint/enum",
}


def test_every_document_is_on_the_page_of_examples() -> None:
    page = (EXAMPLES / "README.md").read_text("utf-8")
    for path in (EXAMPLES / "broken").iterdir():
        assert f"broken/{path.name}`" in page
        assert path.stem in FLAWS


def test_the_good_documents_are_clean() -> None:
    result = shell("holotype validate --fail-on warning examples/jobs examples/jobs.jsonl", ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("name", "flaw"), FLAWS.items())
def test_a_broken_document_shows_its_flaw(name: str, flaw: str) -> None:
    result = shell(f"holotype validate --fail-on warning examples/broken/{name}.json", ROOT)
    assert result.returncode == 1
    assert re.search(rf"^examples/broken/{name}\.json:\d+:\d+: .*\({flaw}\)$", result.stdout, re.M), (
        result.stdout
    )


def test_the_demo_ends_as_it_says() -> None:
    result = shell("sh examples/demo.sh", ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "All as expected." in result.stdout
