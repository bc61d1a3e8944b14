"""What stands in the fenced blocks of the pages is so: commands and programs are run, data is read."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import mistral_batch_job
import pytest
from ruamel.yaml import YAML

from holotype.compiler import compile_contract
from holotype.configuration import OWN_FILE, SHARED_FILE, find_configuration
from holotype.contract import load
from holotype.documents.sources import read_contract
from tests.cli.running import typed

from .checkout import ROOT, copy_to, shell
from .pages import Block, blocks, page_text, pages

RUN = ("sh", "console", "python")
READ = ("json", "jsonl", "toml", "yaml")
EXIT_CODE = re.compile(r"exit code (\d+)")
PRINTED = re.compile(r"^ *print\(.*\) {2,}# (.*)$", re.MULTILINE)
MADE_BY_MAKE = re.compile(r"\bmake ((?:[a-z][a-z-]*\b(?!=) ?)+)")
MODULE = re.compile(r"python -m ((?:tests|benchmarks)[a-z._]*)")
# The jsonschema that is installed, and the one of the pages.
JUDGE = (f"jsonschema {version('jsonschema')}", "jsonschema 4.26.0")
CONTRACT = {
    "schema": "batch-job.json",
    "id": "https://example.com/contract",
    "source": {"sha256": "0" * 64},
    "package": {"path": "generated/job", "class": "Job"},
}


def of_page(page: str) -> list[Block]:
    """The blocks of a page that are run or read."""
    return [block for block in blocks(page) if not block.is_left_out]


LOOKED_AT = [block for page in pages() for block in of_page(page)]


def test_each_block_is_of_a_kind_that_is_run_or_read_or_says_why_it_is_not() -> None:
    assert not [block.place for block in LOOKED_AT if block.language not in RUN + READ]
    said = [block for page in pages() for block in blocks(page) if block.is_left_out]
    assert not [block.place for block in said if not re.fullmatch(r"not run\b.*[:,] .{15,}", block.note)]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_to(tmp_path_factory.mktemp("clone"))
    (folder / ".venv").symlink_to(Path(sys.executable).parents[1])
    return folder


@pytest.mark.parametrize("page", dict.fromkeys(block.page for block in LOOKED_AT if block.language in RUN))
def test_what_a_page_has_a_reader_run_does_what_it_says(
    page: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    # The pages in docs/ make their own files; the others are about a clone.
    if page.startswith("docs/"):
        folder = tmp_path
        (folder / ".git").mkdir()
    else:
        folder = request.getfixturevalue("clone")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NO_COLOR", "1")
    printed = []
    for block in of_page(page):
        if block.language == "sh":
            run_script(block)
        elif block.language == "python":
            run_program(block)
        elif block.language == "console":
            printed.append(performed(block.text, capsys))
    if os.environ.get("HOLOTYPE_UPDATE_GOLDEN"):
        update(page, printed)
    assert printed == [block.text for block in of_page(page) if block.language == "console"]


def run_script(block: Block) -> None:
    expected = EXIT_CODE.match(block.note)
    # The shell stops at the first command that fails.
    assert not expected or len(block.text.splitlines()) == 1, block.place
    ended = shell(block.text, Path())
    assert ended.returncode == (int(expected[1]) if expected else 0), block.place + "\n" + ended.stderr
    assert "Traceback" not in ended.stderr


def run_program(block: Block) -> None:
    """A program prints what its comments say; `text` is one that the page leaves to its reader."""
    given = ""
    if block.page == "generated/mistral_batch_job/README.md":
        given = "text = open('examples/jobs/success.json').read()\n"
    ended = subprocess.run(
        [sys.executable, "-"], input=given + block.text, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, block.place + "\n" + ended.stderr
    assert ended.stdout.splitlines() == PRINTED.findall(block.text), block.place


def performed(example: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The example with what its commands print now: ours within this process, others by a shell."""
    lines = []
    for line in example.splitlines():
        if not line.startswith("$ "):
            continue
        lines.append(line)
        ended = typed(capsys, line.removeprefix("$ "))
        assert ended.code == 0 or "holotype" in line, line + "\n" + ended.complaint
        lines += (ended.output + ended.complaint).replace(*JUDGE).splitlines()
    return "\n".join(lines) + "\n"


def update(page: str, printed: list[str]) -> None:
    """Write what was printed into the page."""
    text = page_text(page)
    shown = [block for block in of_page(page) if block.language == "console"]
    # From the last one, since each moves what follows it.
    for block, now in reversed(list(zip(shown, printed, strict=True))):
        text = text[: block.start] + now + text[block.start + len(block.text) :]
    (ROOT / page).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "block", [each for each in LOOKED_AT if each.language in READ], ids=lambda each: each.place
)
def test_data_on_a_page_can_be_read(block: Block, tmp_path: Path) -> None:
    if block.language == "json":
        json.loads(block.text)
    elif block.language == "jsonl":
        assert [json.loads(line) for line in block.text.splitlines()]
    elif block.language == "yaml":
        assert list(YAML(typ="safe", pure=True).load_all(block.text))
    else:
        read_toml(tomllib.loads(block.text), block.text, tmp_path)


def read_toml(data: dict[str, Any], text: str, folder: Path) -> None:
    """A configuration, or a contract: of the batch job where it names no schema."""
    if "check" in data or "tool" in data:
        (folder / (OWN_FILE if "check" in data else SHARED_FILE)).write_text(text, encoding="utf-8")
        configuration = find_configuration(str(folder))
        assert configuration is not None
        assert configuration.checks
        return
    assert data.keys() & {"schema", "source", "rules", "severity", "validation", "documents"}
    head = "".join(f"{key} = {inline(value)}\n" for key, value in CONTRACT.items() if key not in data)
    (folder / str(data.get("schema", CONTRACT["schema"]))).write_text("{}")
    (folder / "page.contract.toml").write_text(head + text, encoding="utf-8")
    contract = load(str(folder / "page.contract.toml"))
    compile_contract(contract, read_contract(contract_file())[1])


def inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {inline(each)}" for key, each in value.items()) + "}"
    return json.dumps(value)


def contract_file() -> str:
    return str(Path(mistral_batch_job.__file__).with_name("contract.json"))


@pytest.mark.parametrize("page", pages())
def test_what_a_page_says_to_make_or_to_run_is_there(page: str) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    code = re.findall(r"`([^`\n]+)`", page_text(page))
    code += [block.text for block in blocks(page) if block.language == "sh"]
    for text in code:
        for words in MADE_BY_MAKE.findall(text):
            assert set(words.split()) <= targets, text
        for module in MODULE.findall(text):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), text
