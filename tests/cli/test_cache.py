"""`holotype cache`, and what `holotype validate` makes of the cache."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .running import run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOLOTYPE_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "own.json").write_text(json.dumps({"type": "object"}))
    (tmp_path / "good.json").write_text("{}")
    return tmp_path


def test_the_cache_is_shown_and_cleared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cache = folder / "cache"
    assert run(capsys, "cache").output == f"{cache}: 0 files, 0 bytes\n"
    assert run(capsys, "validate", "--schema", "own.json", "good.json").code == 0
    size = sum(each.stat().st_size for each in (cache / "schemas").iterdir())
    assert run(capsys, "cache").output == f"{cache}: 2 files, {size:,} bytes\n"
    assert run(capsys, "cache", "size").output == f"2 files, {size:,} bytes\n"
    assert run(capsys, "cache", "where").output == f"{cache}\n"
    assert run(capsys, "cache", "clear").output == f"{cache}: 2 files removed\n"
    assert run(capsys, "cache", "size").output == "0 files, 0 bytes\n"


def test_without_the_cache_nothing_is_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "validate", "--no-cache", "--schema", "own.json", "good.json").code == 0
    assert not (folder / "cache").exists()


def test_a_cache_that_cannot_be_used_is_a_notice_and_no_other_verdict(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "cache").symlink_to("elsewhere")
    code, output, complaint = run(capsys, "validate", "--schema", "own.json", "good.json", "own.json")
    assert (code, output) == (0, "no errors in 2 files (2 instances checked)\n")
    assert complaint == (
        "holotype: notice: the cache of compiled schemas is not used: "
        f"{folder}/cache: it is a link, which is "
        "not followed (--no-cache goes without it)\n"
    )
    assert list((folder / "elsewhere").iterdir()) == []
    code, _, complaint = run(capsys, "cache", "clear")
    assert (code, complaint) == (2, f"holotype: {folder}/cache: it is a link, which is not followed\n")
