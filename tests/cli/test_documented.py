"""`docs/diagnostics.md` and `docs/reports.md` are true: their examples are run."""

from __future__ import annotations

import os
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.running import run

DOCS = Path(__file__).parents[2] / "docs"
# The jsonschema that is installed, and the one of the page.
JUDGE = (f"jsonschema {version('jsonschema')}", "jsonschema 4.26.0")
EXAMPLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


def performed(example: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The example with what its commands print now: ours within this process, others by a shell."""
    lines = []
    for line in example.splitlines():
        if not line.startswith("$ "):
            continue
        lines.append(line)
        command = line.removeprefix("$ ")
        if command.startswith("holotype "):
            ended = run(capsys, *command.split()[1:])
            lines += (ended.output + ended.complaint).replace(*JUDGE).splitlines()
        else:
            subprocess.run(["sh", "-c", command], check=True)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", ["diagnostics.md", "reports.md"])
def test_the_examples_print_what_the_page_says(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    page = (DOCS / name).read_text(encoding="utf-8")
    now = EXAMPLE.sub(lambda example: performed(example[0], capsys), page)
    if os.environ.get("HOLOTYPE_UPDATE_GOLDEN"):
        (DOCS / name).write_text(now, encoding="utf-8")
    assert now == (DOCS / name).read_text(encoding="utf-8")
