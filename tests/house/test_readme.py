"""The commands and programs of the README do what they say, in order, in a fresh copy of the checkout."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from .checkout import ROOT, copy_to, shell

README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"(?:^<!-- (?P<note>.+?) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
EXIT_CODE = re.compile(r"exit code (\d+)")
PRINTED = re.compile(r"^ *print\(.*\) {2,}# (.*)$", re.M)


class Block(NamedTuple):
    """A fenced block, with the comment above it."""

    note: str
    language: str
    text: str


def blocks(language: str) -> list[Block]:
    found = [Block(match["note"] or "", match["language"], match["text"]) for match in BLOCK.finditer(README)]
    return [block for block in found if block.language == language and not block.note.startswith("not run")]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_to(tmp_path_factory.mktemp("clone"))
    (folder / ".venv").symlink_to(Path(sys.executable).parents[1])
    return folder


def test_its_shell_commands_end_as_they_say_in_order(clone: Path) -> None:
    for block in blocks("sh"):
        expected = EXIT_CODE.match(block.note)
        result = shell(block.text, clone)
        assert result.returncode == (int(expected[1]) if expected else 0), block.text + result.stderr
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: block.text.splitlines()[0])
def test_its_programs_print_what_their_comments_say(block: Block) -> None:
    result = subprocess.run(
        [sys.executable, "-"], input=block.text, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == PRINTED.findall(block.text)


def test_its_test_command_is_what_is_run_before_a_change_lands() -> None:
    assert "\nmake test " in README
    assert "\nmake test " in (ROOT / ".ci" / "run").read_text("utf-8")
