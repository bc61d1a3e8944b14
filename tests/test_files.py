"""Files are written whole or not at all, under their own name, and never over what is read."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from holotype.errors import HolotypeError
from holotype.files import OutputFile, descriptor_of, real_file, refuse_overwriting


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    mask = os.umask(0o027)
    yield tmp_path
    os.umask(mask)


def write(path: str, text: str = "new") -> None:
    with OutputFile(path, "the report") as file:
        file.write(text)
        file.finish()


def mode(path: str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def test_the_old_file_stands_until_the_new_one_is_finished() -> None:
    Path("report").write_text("old")
    with OutputFile("report", "the report") as file:
        file.write("new")
        assert Path("report").read_text() == "old"
        file.finish()
        assert Path("report").read_text() == "new"


def test_what_is_not_finished_leaves_no_trace() -> None:
    Path("report").write_text("old")
    with OutputFile("report", "the report") as file:
        file.write("new")
    assert os.listdir() == ["report"]
    assert Path("report").read_text() == "old"


def test_what_cannot_be_opened_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("report").touch()

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", refuse)
    with pytest.raises(HolotypeError, match="the report cannot be written: Operation not permitted"):
        OutputFile("report", "the report")
    assert os.listdir() == ["report"]


def test_the_mode_of_a_file_is_kept_whatever_the_umask() -> None:
    Path("report").touch()
    os.chmod("report", 0o646)
    write("report")
    assert mode("report") == 0o646


def test_an_unfinished_file_is_no_more_open_to_others_than_the_old_one() -> None:
    Path("report").touch()
    os.chmod("report", 0o600)
    with OutputFile("report", "the report"):
        assert [mode(name) for name in os.listdir()] == [0o600, 0o600]


def test_a_new_file_has_the_mode_that_the_umask_leaves() -> None:
    write("report")
    assert mode("report") == 0o640


@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_a_link_is_replaced_and_what_it_leads_to_stays_as_it_was(target: str) -> None:
    Path("elsewhere").write_text("old")
    os.chmod("elsewhere", 0o600)
    os.symlink(target, "report")
    write("report")
    assert not os.path.islink("report")
    assert (Path("report").read_text(), Path("elsewhere").read_text()) == ("new", "old")
    assert mode("report") == 0o640
    assert sorted(os.listdir()) == ["elsewhere", "report"]


def test_a_hard_link_is_replaced_and_the_other_name_keeps_the_old_file() -> None:
    Path("other").write_text("old")
    os.link("other", "report")
    write("report")
    assert Path("other").read_text() == "old"


def test_a_name_that_somebody_prepared_is_not_written_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", bytes)
    Path("elsewhere").write_text("old")
    os.symlink("elsewhere", f".holotype.{'00' * 8}")
    with pytest.raises(HolotypeError, match="the report cannot be written: File exists"):
        OutputFile("report", "the report")
    assert Path("elsewhere").read_text() == "old"


def test_a_pipe_is_written_as_the_text_comes() -> None:
    os.mkfifo("pipe")
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(Path("pipe").read_text()), daemon=True)
    reader.start()
    write("pipe")
    reader.join(10)
    assert got == ["new"]
    assert os.listdir() == ["pipe"]


def test_a_device_is_written_where_it_stands() -> None:
    before = os.stat("/dev/null").st_ino
    write("/dev/null")
    assert os.stat("/dev/null").st_ino == before


@pytest.mark.parametrize("path", ["/dev/fd/{}", "/proc/self/fd/{}", "link"])
def test_a_descriptor_of_this_process_is_written_where_it_stands(path: str) -> None:
    with open("log", "w") as log:
        log.write("before ")
        log.flush()
        path = path.format(log.fileno())
        if path == "link":
            os.symlink(f"/dev/fd/{log.fileno()}", "link")
        write(path)
    assert Path("log").read_text() == "before new"


@pytest.mark.parametrize(
    ("path", "descriptor"),
    [
        ("-", 1),
        ("/dev/stdout", 1),
        ("/dev/stderr", 2),
        ("/dev/fd/7", 7),
        ("./-", None),
        ("report", None),
        ("/dev/null", None),
        ("/dev/fd/" + "9" * 5_000, None),
        ("/dev/fd/٣", None),
        ("circle", None),
        ("a\0b", None),
    ],
)
def test_only_what_leads_to_a_descriptor_is_one(path: str, descriptor: int | None) -> None:
    os.symlink("circle", "circle")
    assert descriptor_of(path) == descriptor


@pytest.mark.parametrize("path", ["no/such/folder", ".", "a\0b"])
def test_what_cannot_be_written_is_a_sentence(path: str) -> None:
    with pytest.raises(HolotypeError) as caught:
        OutputFile(path, "the report")
    assert str(caught.value).startswith(f"{path}: the report cannot be written: ")


def test_a_full_disk_is_a_sentence() -> None:
    with OutputFile("/dev/full", "the report") as file:
        file.write("x")
        with pytest.raises(HolotypeError) as caught:
            file.finish()
    assert str(caught.value) == "/dev/full: the report cannot be written: No space left on device"


class TestRealFiles:
    @pytest.fixture(autouse=True)
    def names(self) -> None:
        os.mkdir("folder")
        Path("folder/file").touch()
        os.link("folder/file", "hard")
        os.symlink("folder/file", "soft")
        os.symlink("folder", "way")
        os.symlink("nowhere", "dangling")

    @pytest.mark.parametrize("name", ["hard", "soft", "way/file", "./folder/../folder/file"])
    def test_all_names_of_a_file_are_the_same(self, name: str) -> None:
        assert real_file(name) == real_file("folder/file")

    @pytest.mark.parametrize("name", ["way/../nowhere", "Nowhere", "dangling"])
    def test_all_names_of_no_file_are_the_same(self, name: str) -> None:
        assert real_file(name) == real_file("nowhere")

    def test_other_files_are_others(self) -> None:
        names = ["folder/file", "folder", "nowhere", "folder/nowhere", "a\0b"]
        assert len(set(map(real_file, names))) == len(names)

    @pytest.mark.parametrize("written", ["hard", "soft", "way/file"])
    def test_a_file_that_is_read_is_not_written_by_any_name(self, written: str) -> None:
        with pytest.raises(HolotypeError) as caught:
            refuse_overwriting(["other", written], iter(["nowhere", "folder/file"]), "the report")
        assert str(caught.value) == (
            f"{written}: the report cannot be written over a file that is read in this run (folder/file); "
            "name another file"
        )

    def test_a_device_that_is_read_can_be_written(self) -> None:
        refuse_overwriting(["/dev/null", "-"], ["/dev/null", "-"], "the report")
