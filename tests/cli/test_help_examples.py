"""The examples of `--help` can be typed as they stand, where the files are that they name."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import typed
from tests.cli.test_help import PAGES, page, section
from tests.house.checkout import ROOT, git, shell

JOB = json.loads((ROOT / "examples" / "jobs" / "success.json").read_bytes())
FILES = {
    "order.json": {"$id": "https://example.com/order.json", "properties": {"to": {"$ref": "address.json"}}},
    "address.json": {"type": "string"},
    "orders/1.json": {"to": "Ada"},
    "schemas/order.json": {"title": "Order", "type": "object"},
    "schemas/orders.json": {"title": "Orders", "type": "object"},
    "jobs/1.json": JOB,
    "jobs.jsonl": JOB,
    "big.jsonl": JOB,
    "list-answer.json": {"data": [JOB]},
    "log.jsonl": {"response": {"body": JOB}},
    "archive.jsonl": JOB,
}
CONFIGURATION = """\
[[check]]
files = ["/log.jsonl"]
at = "/response/body"
[[check]]
files = ["/jobs/", "/*.jsonl*", "/list-answer.json"]
"""
# What one page has written, another may name.
ORDER = ("init", "generate", "compile", "", "validate", "cache", "completion")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(content) + "\n")
    (tmp_path / "holotype.toml").write_text(CONFIGURATION)
    git(tmp_path, "init", "--quiet")
    for folder in (".local/share/bash-completion/completions", ".zfunc"):
        (tmp_path / "home" / folder).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    shell("gzip archive.jsonl; holotype init schemas/orders.json", tmp_path)
    monkeypatch.chdir(tmp_path)


def examples(text: str) -> list[str]:
    """The commands of the section, without the name of a shell in front and the words on what they do."""
    lines = [line.strip() for line in section(text, "examples") if not line.startswith("   ")]
    return [re.split(" {2,}", re.sub(r"^\w+: +", "", line))[0] for line in lines]


@pytest.mark.usefixtures("project")
def test_each_can_be_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert sorted(ORDER) == sorted(PAGES)
    for command in ORDER:
        for example in examples(page(capsys, command)):
            ended = typed(capsys, example.replace("curl ...", "cat jobs.jsonl"))
            assert ended.code == 0, example + "\n" + ended.output + ended.complaint
