"""The cache's folder: what is read of it is what its user's own holotype wrote, or nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from holotype.cache import folder as folders
from holotype.cache.folder import CacheError, Folder, location

superuser = os.geteuid() == 0


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(str(tmp_path / "cache"))


def entry(folder: Folder, name: str = "a") -> Path:
    return Path(folder.path, "schemas", name)


def refusal(folder: Folder) -> str:
    with pytest.raises(CacheError) as caught:
        folder.read("a")
    with pytest.raises(CacheError) as written:
        folder.write("a", b"new")
    assert str(caught.value) == str(written.value)
    return str(caught.value)


def test_what_is_written_is_read(folder: Folder) -> None:
    assert folder.read("a") is None
    folder.write("a", b"text")
    folder.write("a", b"other text")
    assert folder.read("a") == b"other text"
    assert [each.name for each in entry(folder).parent.iterdir()] == ["a"]


def test_nobody_else_may_look_into_it(folder: Folder) -> None:
    folder.write("a", b"text")
    for path in (Path(folder.path), entry(folder).parent, entry(folder)):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("change", [lambda text: text[:-1], lambda text: b"", lambda text: text + b"x"])
def test_an_entry_that_was_changed_is_not_used(folder: Folder, change: object) -> None:
    assert callable(change)
    folder.write("a", b"text")
    entry(folder).write_bytes(change(entry(folder).read_bytes()))
    with pytest.raises(CacheError, match="the entry a is damaged"):
        folder.read("a")
    folder.write("a", b"text")
    assert folder.read("a") == b"text"


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
@pytest.mark.parametrize("place", ["", "schemas"])
def test_a_folder_that_others_may_write_is_not_used(folder: Folder, place: str, mode: int) -> None:
    folder.write("a", b"text")
    os.chmod(os.path.join(folder.path, place), mode)
    assert refusal(folder).endswith(f"others than its owner may write it (mode {mode:03o})")


def test_an_entry_that_others_may_write_is_not_used(folder: Folder) -> None:
    folder.write("a", b"text")
    entry(folder).chmod(0o666)
    with pytest.raises(CacheError, match="others than its owner may write it"):
        folder.read("a")


@pytest.mark.skipif(not superuser, reason="only the superuser can give files away")
@pytest.mark.parametrize("place", ["", "schemas"])
def test_a_folder_of_another_user_is_not_used(folder: Folder, place: str) -> None:
    folder.write("a", b"text")
    os.chown(os.path.join(folder.path, place), 65534, 65534)
    assert refusal(folder).endswith("it belongs to another user")


@pytest.mark.skipif(not superuser, reason="only the superuser can give files away")
def test_an_entry_of_another_user_is_not_used(folder: Folder) -> None:
    folder.write("a", b"text")
    os.chown(entry(folder), 65534, 65534)
    with pytest.raises(CacheError, match="it belongs to another user"):
        folder.read("a")


@pytest.mark.parametrize("place", ["", "schemas"])
def test_a_folder_that_is_a_link_is_not_used(folder: Folder, tmp_path: Path, place: str) -> None:
    folder.write("a", b"text")
    path = Path(folder.path, place)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert refusal(folder) == f"{path}: it is a link, which is not followed"


def test_an_entry_that_is_a_link_is_not_used(folder: Folder, tmp_path: Path) -> None:
    folder.write("a", b"text")
    entry(folder).rename(tmp_path / "elsewhere")
    entry(folder).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CacheError):
        folder.read("a")
    folder.write("a", b"new")
    assert not entry(folder).is_symlink()


def test_a_pipe_in_the_place_of_an_entry_is_not_waited_for(folder: Folder) -> None:
    folder.write("a", b"text")
    entry(folder).unlink()
    os.mkfifo(entry(folder), 0o600)
    with pytest.raises(CacheError, match="it is no regular file"):
        folder.read("a")


def test_a_file_in_the_place_of_the_folder_is_said(folder: Folder) -> None:
    Path(folder.path).write_text("text")
    with pytest.raises(CacheError, match="cache: Not a directory"):
        folder.read("a")


def test_the_oldest_entries_make_room(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST_ENTRIES", 4)
    for number in range(5):
        folder.write(str(number), b"")
        os.utime(entry(folder, str(number)), (number, number))
    folder.write("last", b"")
    assert sorted(os.listdir(entry(folder).parent)) == ["3", "4", "last"]


def test_clearing_removes_what_there_is(folder: Folder) -> None:
    assert (folder.size(), folder.clear()) == ((0, 0), 0)
    folder.write("a", b"text")
    folder.write("b", b"text")
    assert folder.size() == (2, 72)
    assert folder.clear() == 2
    assert folder.size() == (0, 0)


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLOTYPE_CACHE_DIR", str(tmp_path / "own"))
    assert location() == str(tmp_path / "own")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOLOTYPE_CACHE_DIR", "relative")
    assert location() == str(tmp_path / "relative")


@pytest.mark.parametrize("named", ["/caches", "", None])
def test_the_folder_is_the_one_that_platformdirs_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    monkeypatch.delenv("HOLOTYPE_CACHE_DIR")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if named is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", named)
    from platformdirs import user_cache_dir

    ours = location()
    assert ours == user_cache_dir("holotype", appauthor=False)
    monkeypatch.setattr("sys.platform", "darwin")
    assert location() == ours


def test_a_relative_path_names_no_folder_of_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the XDG Base Directory Specification has it."""
    monkeypatch.delenv("HOLOTYPE_CACHE_DIR")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/caches")
    monkeypatch.setattr("sys.platform", "linux")
    assert location() == str(tmp_path / ".cache" / "holotype")


def test_what_is_no_entry_is_not_removed_and_keeps_nothing_else(folder: Folder) -> None:
    folder.write("a", b"text")
    entry(folder, "folder").mkdir()
    with pytest.raises(CacheError, match="schemas/folder: this is no entry"):
        folder.clear()
    assert os.listdir(entry(folder).parent) == ["folder"]


def test_a_folder_that_is_relative_to_nothing_is_not_used() -> None:
    with pytest.raises(CacheError, match="there is no home folder"):
        Folder("~/.cache/holotype").write("a", b"text")
