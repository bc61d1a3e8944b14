"""What each kind of diagnostic means: said in `docs/diagnostics.md` as in reports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from holotype.reporting.explanations import KEYWORDS, PAGES, TEXTS, explanation, help_uri

PAGE = (Path(__file__).parents[2] / "docs" / "diagnostics.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_every_keyword_has_its_row(keyword: str) -> None:
    what, cure = KEYWORDS[keyword]
    assert f"| `{keyword}` | {what} | {cure} |\n" in PAGE
    assert explanation(keyword) == (what, cure)


@pytest.mark.parametrize("kind", TEXTS)
def test_every_kind_of_flaw_has_its_section(kind: str) -> None:
    assert f"\n### `{kind}`\n" in PAGE
    assert explanation(kind) == TEXTS[kind]


def test_a_rule_is_one_of_the_contract_and_another_keyword_one_of_the_schema() -> None:
    assert explanation("rule/within")[0] == (
        "The document breaks the rule `within` of the contract, which relates properties to each other."
    )
    for keyword in ("dependencies~", "else/within", "rule"):
        assert explanation(keyword)[0] == f"The keyword `{keyword}` of the schema refuses the value."


@pytest.mark.parametrize("rule", [*TEXTS, *KEYWORDS, "rule/within", "x-unknown"])
def test_the_uri_of_each_kind_names_a_section_of_the_page(rule: str) -> None:
    page, _, anchor = help_uri(rule).removeprefix(PAGES).partition("#")
    assert page == "diagnostics.md"
    sections = re.findall(r"^#+ (.*)$", PAGE, re.MULTILINE)
    assert anchor in {section.strip("`").lower().replace(" ", "-") for section in sections}
