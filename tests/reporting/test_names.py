"""Names of files in reports for machines: the same from whatever folder of a repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from holotype.reporting.names import FileNames


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, which is in no repository, for there is one around the tests perhaps."""
    monkeypatch.setattr("holotype.reporting.names.repository_of", lambda folder: None)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository; the current folder is `jobs` in it."""
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "jobs" / "new").mkdir(parents=True)
    monkeypatch.chdir(root / "jobs")
    return root


def both(file: str) -> tuple[str, str]:
    names = FileNames()
    return names.text(file), names.uri(file)


@pytest.mark.parametrize(
    "file", ["a.json", "./a.json", "new/../a.json", "{root}/jobs/a.json", "../jobs//a.json"]
)
def test_a_file_of_the_repository_has_its_path_from_the_root(repository: Path, file: str) -> None:
    assert both(file.format(root=repository)) == ("jobs/a.json", "jobs/a.json")


def test_a_file_that_is_not_there_has_a_path_too(repository: Path) -> None:
    assert both("no/such.json") == ("jobs/no/such.json", "jobs/no/such.json")


def test_a_file_elsewhere_has_an_absolute_path(repository: Path) -> None:
    elsewhere = repository.parent / "else where.json"
    for file in (str(elsewhere), "../../else where.json"):
        assert both(file) == (str(elsewhere), elsewhere.as_uri())
    beside = repository.parent / "repository.json"
    assert both(str(beside)) == (str(beside), beside.as_uri())


def test_without_a_repository_paths_are_relative_to_the_current_folder(outside: Path) -> None:
    assert both(str(outside / "a.json")) == ("a.json", "a.json")
    assert both("../a.json") == (str(outside.parent / "a.json"), (outside.parent / "a.json").as_uri())


def test_the_repository_is_the_one_around_the_current_folder(repository: Path) -> None:
    (repository / "module" / ".git").mkdir(parents=True)
    assert both("../module/a.json")[0] == "module/a.json"


def test_a_folder_is_named_too(repository: Path) -> None:
    for file, name in (("new", "jobs/new"), ("new/", "jobs/new"), (".", "jobs"), ("..", ".")):
        assert both(file) == (name, name)


def test_a_link_keeps_its_name_also_where_it_leads_out(repository: Path) -> None:
    (repository / "link").symlink_to("jobs")
    (repository / "jobs" / "file.json").symlink_to("../a.json")
    (repository / "data").symlink_to(repository.parent)
    for name in ("link/a.json", "jobs/file.json", "data/a.json"):
        assert both(str(repository / name))[0] == name


def test_the_folder_above_a_link_is_the_one_that_the_system_finds(repository: Path) -> None:
    (repository / "link").symlink_to("jobs/new")
    assert both("../link/../a.json")[0] == "jobs/a.json"


def test_the_root_may_be_reached_by_a_link(repository: Path) -> None:
    (repository.parent / "alias").symlink_to("repository")
    assert both(str(repository.parent / "alias" / "jobs" / "a.json"))[0] == "jobs/a.json"


@pytest.mark.parametrize(
    ("file", "text", "uri"),
    [
        ("a b/ü#?%.json", "a b/ü#?%.json", "a%20b/%C3%BC%23%3F%25.json"),
        ("c:d.json", "c:d.json", "c%3Ad.json"),
        ("a\nb\x1b.json", "a\nb\x1b.json", "a%0Ab%1B.json"),
        (os.fsdecode(b"caf\xe9.json"), "caf\ufffd.json", "caf%E9.json"),
        ("[a](b).json", "[a](b).json", "%5Ba%5D%28b%29.json"),
        ("-", "stdin", "stdin"),
        ("./-", "-", "-"),
        ("a\0/b.json", "a\0/b.json", "a%00/b.json"),
    ],
)
def test_a_uri_has_the_bytes_of_the_name_escaped(outside: Path, file: str, text: str, uri: str) -> None:
    assert both(file) == (text, uri)


def test_files_of_one_folder_look_for_it_once(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = FileNames()
    assert names.text("new/a.json") == "jobs/new/a.json"
    monkeypatch.setattr("os.path.realpath", None)
    assert names.text("new/b.json") == "jobs/new/b.json"


def test_a_current_folder_that_is_gone_is_no_end(repository: Path) -> None:
    os.rmdir("new")
    os.mkdir("new")
    os.chdir("new")
    os.rmdir(repository / "jobs" / "new")
    names = FileNames()
    assert names.text("a.json") == "a.json"
    assert names.text("/elsewhere/a.json") == "/elsewhere/a.json"
