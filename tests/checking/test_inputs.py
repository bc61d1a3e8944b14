"""Paths to files, in a fixed order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from holotype.checking.inputs import expand


def names(*paths: Path) -> list[str]:
    return [
        os.path.relpath(entry, paths[0]) if isinstance(entry, str) else entry.diagnostics[0].keyword
        for entry in expand(list(map(str, paths)))
    ]


def write(folder: Path, *files: str) -> None:
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("{}")


def test_a_folder_is_walked_by_suffix_files_before_folders(tmp_path: Path) -> None:
    write(tmp_path, "b/x.yaml", "c.json", "a.jsonl.gz", "b/a.TOML", "readme.md", "b/c/y.ndjson")
    assert names(tmp_path) == ["a.jsonl.gz", "c.json", "b/a.TOML", "b/x.yaml", "b/c/y.ndjson"]


def test_hidden_files_and_folders_of_copies_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, ".git/x.json", ".x.json", "node_modules/x.json", "__pycache__/x.json", "a/x.json")
    assert names(tmp_path) == ["a/x.json"]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "a/x.json")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    assert names(tmp_path) == ["a/x.json"]


def test_a_link_in_a_circle_is_no_file(tmp_path: Path) -> None:
    write(tmp_path, "b.json")
    (tmp_path / "a.json").symlink_to("a.json")
    assert names(tmp_path) == ["b.json"]


def test_folders_may_be_nested_deeper_than_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usual_recursion_limit: None
) -> None:
    depth = 1_100
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        os.mkdir("a")
        os.chdir("a")
    (Path() / "x.json").write_text("{}")
    os.chdir(tmp_path)
    try:
        found = list(expand(["a"]))
    finally:  # nothing else removes so many
        os.chdir("a/" * depth)
        os.unlink("x.json")
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("a")
    assert found == ["a/" * depth + "x.json"]


def test_a_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, ".hidden", "b.txt")
    assert names(tmp_path / ".hidden", tmp_path / "b.txt") == [".", "../b.txt"]


def test_a_folder_without_documents_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, "a/readme.md")
    assert names(tmp_path) == ["no-documents"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_folder_that_cannot_be_listed_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert names(tmp_path) == ["unreadable"]


class TestNamedTwice:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        write(tmp_path, "a.json", "b/a.json", "b/c.json", "other/deep/a.json")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    @pytest.mark.parametrize(
        ("paths", "checked"),
        [
            (["a.json", "b/c.json", "a.json"], ["a.json", "b/c.json"]),
            (["a.json", "./a.json", "b//../a.json", "{here}/a.json"], ["a.json"]),
            (["b/c.json", "b"], ["b/c.json", "b/a.json"]),
            (["b", "b/c.json", "./b/", "{here}/b"], ["b/a.json", "b/c.json"]),
            (["-", "a.json", "-"], ["-", "a.json"]),
            (["missing.json", "./missing.json"], ["missing.json"]),
        ],
    )
    def test_a_file_comes_where_it_is_first_named(
        self, folder: Path, paths: list[str], checked: list[str]
    ) -> None:
        assert list(expand([path.format(here=folder) for path in paths])) == checked

    def test_a_link_is_a_file_of_its_own(self, folder: Path) -> None:
        (folder / "link.json").symlink_to("a.json")
        os.link("a.json", "hard.json")
        assert list(expand(["a.json", "link.json", "hard.json"])) == ["a.json", "link.json", "hard.json"]

    def test_what_is_above_a_link_to_a_folder_is_above_that_folder(self, folder: Path) -> None:
        (folder / "link").symlink_to("other/deep")
        write(folder, "other/a.json")
        assert list(expand(["a.json", "link/../a.json", "other/a.json"])) == ["a.json", "link/../a.json"]

    def test_a_folder_all_of_which_has_been_named_has_documents(self) -> None:
        assert list(expand(["b/a.json", "b/c.json", "b"])) == ["b/a.json", "b/c.json"]

    def test_a_dash_in_a_folder_is_no_standard_input(self, folder: Path) -> None:
        (folder / "-").write_text("{}")
        assert list(expand(["-", "./-"])) == ["-", "./-"]


def test_the_files_of_the_schema_are_left_out_of_a_folder_but_not_where_they_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.json", "s/order.json", "s/part.json", "t/order.json")
    monkeypatch.chdir(tmp_path)
    schema = ("s/order.json", str(tmp_path / "s" / "part.json"))
    assert list(expand(["."], schema=schema)) == ["a.json", "t/order.json"]
    assert list(expand([".", "s/part.json"], schema=schema)) == ["a.json", "t/order.json", "s/part.json"]
    (nothing,) = expand(["s"], schema=schema)
    assert not isinstance(nothing, str)
    assert nothing.diagnostics[0].message == (
        "the folder has no documents: no file in it has a suffix that is checked but what the schema is made "
        "of: name that to check it by itself"
    )
