"""Packages written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from holotype.codegen.folders import MARKER, PackageError, drift, write

OLD = {"__init__.py": f'"""Old."""\n{MARKER}\n', "models.py": "old = 1\n"}
NEW = {"__init__.py": f'"""New."""\n{MARKER}\n', "models.py": "new = 1\n", "py.typed": ""}


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_a_package_is_written_where_there_was_none(tmp_path: Path) -> None:
    target = tmp_path / "below" / "package"
    assert write(str(target), NEW)
    assert contents(target) == NEW
    assert os.listdir(target.parent) == ["package"]


def test_what_is_up_to_date_is_not_touched(tmp_path: Path) -> None:
    target = tmp_path / "package"
    write(str(target), NEW)
    before = (target / "models.py").stat()
    assert not write(str(target), NEW)
    assert (target / "models.py").stat() == before


@pytest.mark.parametrize("failing", ["open", "rename_old", "rename_new"])
def test_a_failure_halfway_leaves_the_old_package_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    target = tmp_path / "package"
    write(str(target), OLD)
    real_rename, real_fsync = os.rename, os.fsync
    calls: list[str] = []

    def fsync(descriptor: int) -> None:
        calls.append("open")
        if failing == "open" and len(calls) == 2:
            raise OSError(28, "No space left on device")
        real_fsync(descriptor)

    def rename(source: str, destination: str) -> None:
        kind = "rename_old" if source == str(target) else "rename_new"
        if kind == failing and kind not in calls:
            calls.append(kind)
            raise OSError(28, "No space left on device")
        real_rename(source, destination)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(PackageError, match="No space left on device"):
        write(str(target), NEW)
    assert contents(target) == OLD
    assert os.listdir(tmp_path) == ["package"]


def test_an_interruption_leaves_the_old_package_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "package"
    write(str(target), OLD)
    real_rename = os.rename

    def rename(source: str, destination: str) -> None:
        if destination == str(target) and source.endswith("new"):
            raise KeyboardInterrupt
        real_rename(source, destination)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        write(str(target), NEW)
    assert contents(target) == OLD
    assert os.listdir(tmp_path) == ["package"]


@pytest.mark.parametrize("marker", ["", "# HOLOTYPE_PACKAGE = True\n", 'x = """HOLOTYPE_PACKAGE"""\n'])
def test_a_folder_that_was_not_generated_is_never_overwritten(tmp_path: Path, marker: str) -> None:
    (tmp_path / "__init__.py").write_text(marker)
    with pytest.raises(PackageError, match="was not generated"):
        write(str(tmp_path), NEW)
    with pytest.raises(PackageError, match="was not generated"):
        drift(str(tmp_path), NEW)
    assert contents(tmp_path) == {"__init__.py": marker}


def test_a_file_in_the_way_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "package").write_text("mine")
    with pytest.raises(PackageError, match="a file stands where the package belongs"):
        write(str(tmp_path / "package"), NEW)
    assert (tmp_path / "package").read_text() == "mine"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    assert write(str(tmp_path), NEW)
    assert contents(tmp_path) == NEW


def test_files_of_other_names_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "package"
    write(str(target), OLD)
    (target / "notes.txt").write_text("mine")
    (target / "more").mkdir()
    (target / "more" / "deep.txt").write_text("mine, too")
    (target / "link").symlink_to("nowhere")
    write(str(target), NEW)
    assert (target / "notes.txt").read_text() == "mine"
    assert (target / "more" / "deep.txt").read_text() == "mine, too"
    assert os.readlink(target / "link") == "nowhere"
    assert (target / "models.py").read_text() == NEW["models.py"]


def test_a_link_to_a_package_is_followed(tmp_path: Path) -> None:
    write(str(tmp_path / "real"), OLD)
    (tmp_path / "link").symlink_to("real")
    write(str(tmp_path / "link"), NEW)
    assert (tmp_path / "link").is_symlink()
    assert contents(tmp_path / "real") == NEW


def test_the_mode_of_the_folder_stays(tmp_path: Path) -> None:
    target = tmp_path / "package"
    write(str(target), OLD)
    target.chmod(0o750)
    write(str(target), NEW)
    assert target.stat().st_mode & 0o777 == 0o750


def test_no_drift_is_an_empty_text(tmp_path: Path) -> None:
    write(str(tmp_path / "package"), NEW)
    assert drift(str(tmp_path / "package"), NEW) == ""


def test_drift_is_a_unified_diff(tmp_path: Path) -> None:
    target = str(tmp_path / "package")
    write(target, OLD)
    assert drift(target, NEW) == (
        f"--- {target}/__init__.py (as it is)\n+++ {target}/__init__.py (as generated)\n"
        f'@@ -1,2 +1,2 @@\n-"""Old."""\n+"""New."""\n {MARKER}\n'
        f"--- {target}/models.py (as it is)\n+++ {target}/models.py (as generated)\n"
        "@@ -1 +1 @@\n-old = 1\n+new = 1\n"
        f"--- /dev/null\n+++ {target}/py.typed (as generated)\n"
    )


def test_drift_sees_line_ends_and_what_is_not_utf_8(tmp_path: Path) -> None:
    write(str(tmp_path / "package"), NEW)
    (tmp_path / "package" / "models.py").write_bytes(b"new = 1\r\n")
    assert "-new = 1\r\n" in drift(str(tmp_path / "package"), NEW)
    (tmp_path / "package" / "models.py").write_bytes(b"\xff")
    assert "-\\xff\n\\ No newline at end of file\n" in drift(str(tmp_path / "package"), NEW)


def test_drift_of_a_package_that_is_not_there_shows_all_of_it(tmp_path: Path) -> None:
    assert "+new = 1\n" in drift(str(tmp_path / "none"), NEW)
