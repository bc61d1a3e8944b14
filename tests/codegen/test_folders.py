"""Packages written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from holotype.codegen import workshop
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


@pytest.fixture(params=["at once", "in two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the packages change places: as this system can, and as where it cannot exchange them."""
    if request.param != "at once":
        monkeypatch.setattr(workshop, "exchange", lambda one, other: False)
    return str(request.param)


@pytest.mark.parametrize("failing", ["the first file", "a later file", "putting away", "putting in place"])
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_halfway_leaves_the_old_package_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, failure: BaseException
) -> None:
    target = tmp_path / "package"
    write(str(target), OLD)
    (target / "notes.txt").write_text("mine")
    real_rename, real_fsync = os.rename, os.fsync
    steps: list[str] = ["the first file", "a later file"]

    def fsync(descriptor: int) -> None:
        if steps and steps.pop(0) == failing:
            raise failure
        real_fsync(descriptor)

    def rename(source: str, destination: str) -> None:
        if (source == str(target) and failing == "putting away") or (
            source.endswith("new") and failing == "putting in place"
        ):
            raise failure
        real_rename(source, destination)

    monkeypatch.setattr(workshop, "exchange", lambda one, other: False)
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises((PackageError, KeyboardInterrupt)) as raised:
        write(str(target), NEW)
    assert isinstance(failure, KeyboardInterrupt) or "No space left on device" in str(raised.value)
    assert contents(target) == {**OLD, "notes.txt": "mine"}
    assert os.listdir(tmp_path) == ["package"]


def test_a_failure_of_the_first_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(PackageError, match="No space left on device"):
        write(str(tmp_path / "package"), NEW)
    assert os.listdir(tmp_path) == []


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


def test_files_of_other_names_are_kept_as_they_are(tmp_path: Path, way: str) -> None:
    target = tmp_path / "package"
    write(str(target), OLD)
    (target / "notes.txt").write_text("mine")
    (target / "more" / "deep").mkdir(parents=True, mode=0o750)
    (target / "more" / "deep.txt").write_text("mine, too")
    (target / "link").symlink_to("nowhere")
    (target / "folder").symlink_to("more")
    os.mkfifo(target / "pipe")
    os.utime(target / "more", (1_000_000_000, 1_000_000_000))
    before = {name: os.lstat(target / name).st_ino for name in ("notes.txt", "more/deep.txt", "pipe")}
    write(str(target), NEW)
    assert (target / "notes.txt").read_text() == "mine"
    assert os.readlink(target / "link") == "nowhere"
    assert os.readlink(target / "folder") == "more"
    assert {name: os.lstat(target / name).st_ino for name in before} == before
    assert (target / "more" / "deep").stat().st_mode & 0o777 == 0o750
    assert (target / "more").stat().st_mtime == 1_000_000_000
    assert (target / "models.py").read_text() == NEW["models.py"]
    assert (target / "notes.txt").stat().st_nlink == 1
    assert os.listdir(tmp_path) == ["package"]


def test_compiled_files_of_the_old_package_are_not_kept(tmp_path: Path, way: str) -> None:
    target = tmp_path / "package"
    write(str(target), OLD)
    (target / "__pycache__").mkdir()
    (target / "__pycache__" / "models.cpython-311.pyc").write_bytes(b"of the old models")
    write(str(target), NEW)
    assert {path.name for path in target.iterdir()} == set(NEW)
    assert os.listdir(tmp_path) == ["package"]


def test_a_folder_of_compiled_files_alone_is_taken(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").mkdir()
    assert write(str(tmp_path), NEW)
    assert contents(tmp_path) == NEW


@pytest.mark.parametrize("name", ["__init__.py", "models.py"])
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_where_one_belongs_is_a_sentence(
    tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    target = tmp_path / "package"
    write(str(target), OLD)
    (target / name).unlink()
    make(target / name)
    for function in (write, drift):
        with pytest.raises(PackageError, match=f"{name}: not a file, and a generated one belongs there"):
            function(str(target), NEW)
    assert os.listdir(tmp_path) == ["package"]


def test_modes_are_kept_whatever_the_umask(tmp_path: Path, way: str) -> None:
    target = tmp_path / "package"
    write(str(target), OLD)
    target.chmod(0o2775)
    (target / "models.py").chmod(0o664)
    (target / "__init__.py").chmod(0o755)
    mask = os.umask(0o077)
    try:
        write(str(target), NEW)
    finally:
        os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o2775
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in target.iterdir()}
    assert modes == {"__init__.py": 0o755, "models.py": 0o664, "py.typed": 0o600}


def test_a_new_package_has_the_modes_of_anything_new(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write(str(tmp_path / "package"), NEW)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "package").stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "package" / "models.py").stat().st_mode) == 0o640


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "package", tmp_path / "elsewhere.py"
    write(str(target), OLD)
    (target / "models.py").unlink()
    elsewhere.write_text("mine")
    (target / "models.py").symlink_to(elsewhere)
    write(str(target), NEW)
    assert elsewhere.read_text() == "mine"
    assert contents(target) == NEW
    assert not (target / "models.py").is_symlink()
    assert (target / "models.py").stat().st_mode == (target / "__init__.py").stat().st_mode


def test_a_link_to_a_package_is_followed(tmp_path: Path) -> None:
    write(str(tmp_path / "real"), OLD)
    (tmp_path / "link").symlink_to("real")
    write(str(tmp_path / "link"), NEW)
    assert (tmp_path / "link").is_symlink()
    assert contents(tmp_path / "real") == NEW


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
