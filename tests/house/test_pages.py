"""The repository's pages: their links lead somewhere, and nothing names the machine that wrote it."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest

import holotype
from holotype.cli.completion import _parsers, _whole_parser
from holotype.codegen.markdown import anchors
from holotype.configuration.reading import _KEYS

from .checkout import ROOT, files
from .pages import headings, links, page_text, pages, prose

# Tables apart, whose rows cannot be broken.
LONGEST_LINE = 140
CODE = re.compile(r"`([^`]+)`")
BOUND = re.compile(r"(\d[\d,]*)(?: (\w+))? \(`(\w+)`\)")
UNITS = {"": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
# Spelt apart, so that this file does not name them.
MACHINE = re.compile("|".join(("/" + "root/", "/" + "home/[a-z]", "/" + "Users/", "/" + "work/")))
TEXT = (
    ".py",
    ".md",
    ".toml",
    ".json",
    ".yaml",
    ".yml",
    ".sh",
    ".jinja2",
    "Makefile",
    "/run",
    "/python",
    "/pythons",
)


def tables(page: str) -> list[list[str]]:
    """The rows of the tables of a page, their heads included."""
    return [line.strip("| ").split(" | ") for line in prose(page).splitlines() if line.startswith("| ")]


def test_the_links_of_every_page_lead_to_a_file_and_to_a_heading() -> None:
    broken = []
    for page in pages():
        for path, anchor in links(page):
            target = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
            if not (ROOT / target).exists() or (anchor and anchor not in anchors(headings(target))):
                broken.append(f"{page}: {path}#{anchor}")
    assert not broken


def test_the_readme_leads_to_every_page_of_the_documentation() -> None:
    assert {link.path for link in links("README.md")} >= {
        name for name in pages() if name.startswith("docs/")
    }


@pytest.mark.parametrize("page", [page for page in pages() if not page.startswith("generated/")])
def test_a_page_can_be_read_in_a_terminal_as_well(page: str) -> None:
    long = [
        number
        for number, line in enumerate(prose(page).splitlines(), 1)
        if len(line) > LONGEST_LINE and not line.startswith("|")
    ]
    assert not long


@pytest.mark.parametrize("page", pages())
def test_a_page_names_options_functions_and_modules_that_there_are(page: str) -> None:
    options = {
        name
        for each in _parsers(_whole_parser())
        for action in each._actions
        for name in action.option_strings
    }
    for code in CODE.findall(prose(page)):
        if code.startswith(("holotype ", "--")) and not code.startswith("--hypothesis-"):
            assert set(re.findall(r"(?<!\S)--[a-z][a-z-]+", code)) <= options | {"--version"}, code
        if function := re.match(r"holotype\.(\w+)\(", code):
            assert function[1] in holotype.__all__, code
        if re.fullmatch(r"[\w/]+/\w+\.py", code):
            assert (ROOT / code).is_file() or (ROOT / "src" / "holotype" / code).is_file(), code


def test_the_page_of_the_configuration_has_every_key() -> None:
    shown = {name for row in tables("docs/configuration.md") for name in CODE.findall(row[0])}
    assert shown >= set(_KEYS)


def test_the_page_of_contracts_has_every_key() -> None:
    schema = json.loads((ROOT / "src/holotype/contract/contract.schema.json").read_bytes())
    keys = {
        f"{name}.{inner}" if inner else name
        for name, value in schema["properties"].items()
        for inner in value.get("properties", [""])
    }
    shown = {
        CODE.findall(row[0])[0].partition('."')[0] for row in tables("docs/contract.md") if "`" in row[0]
    }
    # What makes one in JSON known as a contract, which nobody writes.
    assert keys - {"$schema"} <= shown


def test_each_bound_stands_where_its_page_says() -> None:
    bounds = [row for row in tables("docs/bounds.md") if "`" in row[1]]
    assert len(bounds) > 10
    for _, names, places in bounds:
        paths = [ROOT / "src" / "holotype" / place for place in CODE.findall(places)]
        modules = [file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path])]
        source = "\n".join(file.read_text("utf-8") for file in modules)
        for name in CODE.findall(names):
            assert re.search(rf"^{name.replace('...', '[A-Z_]+')}\b.* = ", source, re.MULTILINE), name
        for number, unit, name in BOUND.findall(names):
            values = re.findall(rf"^{name}\b[^=]* = ([\d_ *]+)", source, re.MULTILINE)
            assert int(number.replace(",", "")) * UNITS[unit] in map(eval, values), name


def test_the_test_command_of_the_readme_is_what_is_run_before_a_change_lands() -> None:
    assert "\nmake test " in page_text("README.md")
    assert "\nmake test " in (ROOT / ".ci" / "run").read_text("utf-8")


def test_no_file_names_a_folder_of_the_machine_that_wrote_it() -> None:
    found = [
        f"{name}: {match.group()}"
        for name in files()
        if name.endswith(TEXT)
        for match in MACHINE.finditer((ROOT / name).read_text("utf-8", "replace"))
    ]
    assert not found


def test_make_alone_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    # Also when a make runs the tests, which would have this one say which folder it is in.
    listing = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[0] for line in listing.splitlines()[1:]] == targets
