"""The pictures of docs/gallery.md show what the command says of the documents in examples/reports now."""

from __future__ import annotations

import os
import re
import runpy
import tomllib
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

from holotype.cli import main

from .checkout import ROOT

SCRIPT: dict[str, Any] = runpy.run_path(str(ROOT / ".ci" / "gallery.py"))
REPORTS, PICTURES = SCRIPT["REPORTS"], SCRIPT["PICTURES"]
DOCUMENTS = SCRIPT["documents"]()
PAGE = ROOT / "docs" / "gallery.md"
SVG = "{http://www.w3.org/2000/svg}"
STYLE = re.compile(r"\.(t-r\d+) \{ (.*) \}")

if os.environ.get("HOLOTYPE_UPDATE_GOLDEN"):
    SCRIPT["draw"]()


class Run(NamedTuple):
    """Characters of one style within a line of a picture: what all versions of rich agree on."""

    y: float
    column: int
    style: str
    text: str


def runs_of(svg: str) -> list[Run]:
    styles = dict(STYLE.findall(svg))
    runs = []
    for element in ElementTree.fromstring(svg).iterfind(f".//{SVG}g[@class='t-matrix']/{SVG}text"):
        shown = (element.text or "").replace("\xa0", " ")
        width = float(element.attrib["textLength"]) / len(shown)
        column = round(float(element.attrib["x"]) / width) + len(shown) - len(shown.lstrip())
        runs.append(Run(float(element.attrib["y"]), column, styles[element.attrib["class"]], shown.strip()))
    return runs


def text_of(svg: str) -> list[str]:
    lines: dict[float, str] = {}
    for run in runs_of(svg):
        lines[run.y] = lines.get(run.y, "").ljust(run.column) + run.text
    return list(lines.values())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_picture_shows_what_the_command_says(document: str) -> None:
    shown = SCRIPT["picture_of"](document).read_text("utf-8")
    now = SCRIPT["drawn"](document)
    assert text_of(shown) == text_of(now)
    assert runs_of(shown) == runs_of(now)


def test_a_picture_is_small_and_fetches_nothing() -> None:
    for path in PICTURES.iterdir():
        picture = path.read_text("utf-8")
        assert len(picture) < 25_000, path.name
        markup = re.sub(r"(<text [^>]*>)[^<]*", r"\1", picture)
        assert re.findall(r"\w+://[^\"]*|url\(|@import|<script|href", markup) == [SVG.strip("{}")], path.name


def test_each_document_is_on_the_page_with_its_picture_and_its_schema() -> None:
    page = PAGE.read_text("utf-8")
    checks = tomllib.loads((REPORTS / "holotype.toml").read_text("utf-8"))["check"]
    schemas = {name.removeprefix("/"): check.get("schema") for check in checks for name in check["files"]}
    assert sorted(schemas) == DOCUMENTS
    assert len(DOCUMENTS) == 20
    for document, schema in schemas.items():
        section = next(text for text in page.split("\n## ") if f"`{document}`" in text)
        assert f"](gallery/{Path(document).stem}.svg)" in section
        assert f"](../examples/reports/{document})" in section
        assert schema is None or f"](../examples/reports/{schema})" in section
    assert {path.name for path in PICTURES.iterdir()} == {f"{Path(name).stem}.svg" for name in DOCUMENTS}


def test_no_schema_stands_there_for_nothing() -> None:
    told = (REPORTS / "holotype.toml").read_text("utf-8")
    for path in (REPORTS / "schemas").iterdir():
        assert f"schemas/{path.stem}." in told


def test_all_documents_are_checked_by_one_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPORTS)
    assert main(["validate", "--no-cache"]) == 1
    assert re.search(r"in 20 of 20 files", capsys.readouterr().out)
