"""What git ignores of what a walk finds: asked of a real git, in repositories that are made here."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from holotype import git
from holotype.checking import ignoring
from holotype.checking.diagnostics import Diagnostic
from holotype.checking.inputs import Ignored, expand, walk_by_git
from holotype.checking.values import Part


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    begin(folder)
    monkeypatch.chdir(folder)
    return folder


def begin(folder: Path) -> None:
    run(folder, "init", "-q")


def run(folder: Path, *command: str) -> None:
    subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)


def write(folder: Path, *files: str, ignore: str = "") -> None:
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("{}")
    if ignore:
        (folder / ".gitignore").write_text(ignore)


def kept(folder: str = ".") -> list[str]:
    return [entry for entry in walked(folder) if isinstance(entry, str)]


def left_out(folder: str = ".") -> list[str]:
    return [entry.path for entry in walked(folder) if isinstance(entry, Ignored)]


def walked(folder: str) -> Iterator[str | Ignored | Diagnostic]:
    return walk_by_git(folder)


def test_what_git_ignores_is_told_apart_in_the_order_of_the_walk(repository: Path) -> None:
    write(repository, "a.json", "b.json", "c/a.json", "build/d/a.json", ignore="/b.json\nbuild/\n")
    assert list(walked(".")) == ["./a.json", Ignored("./b.json"), Ignored("./build/d/a.json"), "./c/a.json"]


def test_a_tracked_file_is_never_left_out(repository: Path) -> None:
    write(repository, "build/a.json", "build/b.json", ignore="build/\n")
    run(repository, "add", "-f", "build/a.json")
    assert kept() == ["./build/a.json"]
    assert left_out() == ["./build/b.json"]


@pytest.mark.parametrize("folder", ["deep", "./deep/", "{repository}/deep", "link", "deep/../deep"])
def test_a_folder_within_the_repository_is_asked_about_by_whatever_name(
    repository: Path, folder: str
) -> None:
    write(repository, "deep/a.json", "deep/b.json", "deep/c/b.json", ignore="/deep/b.json\n")
    (repository / "link").symlink_to("deep")
    folder = folder.format(repository=repository)
    assert left_out(folder) == [os.path.join(folder, "b.json")]
    assert len(kept(folder)) == 2


def test_a_folder_that_is_ignored_itself_has_nothing_that_is_checked(repository: Path) -> None:
    write(repository, "build/deep/a.json", ignore="build/\n")
    assert left_out("build") == ["build/deep/a.json"]
    assert left_out("build/deep") == ["build/deep/a.json"]


@pytest.mark.parametrize("name", [":(glob)a", "a\nb", " a ", "-a", "ä", os.fsdecode(b"\xff")])
def test_no_name_is_more_than_a_name(repository: Path, name: str) -> None:
    write(repository, f"{name}.json", f"build/{name}.json", ignore="build/\n")
    assert left_out() == [f"./build/{name}.json"]
    assert kept() == [f"./{name}.json"]


def test_the_excludes_of_the_repository_and_of_its_user_count(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository, "a.json", "b.json", "c.json")
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "exclude").write_text("a.json\n")
    (repository / ".git" / "of-user").write_text("b.json\n")
    run(repository, "config", "core.excludesFile", str(repository / ".git" / "of-user"))
    assert kept() == ["./c.json"]


class TestWithinAnother:
    def test_a_repository_knows_what_it_tracks_and_ignores(self, repository: Path) -> None:
        write(repository, "inner/a.json", "inner/b.json", "inner/c.json", ignore="c.json\n")
        begin(repository / "inner")
        write(repository / "inner", ignore="[ab].json\n")
        run(repository / "inner", "add", "-f", "b.json")
        assert left_out() == ["./inner/a.json"]

    def test_one_whose_folder_is_ignored_is_left_out_with_all_that_is_in_it(self, repository: Path) -> None:
        write(repository, "vendor/one/a.json", "vendor/one/two/b.json", "z/a.json", ignore="vendor/\n")
        begin(repository / "vendor" / "one")
        begin(repository / "vendor" / "one" / "two")
        assert left_out() == ["./vendor/one/a.json", "./vendor/one/two/b.json"]
        assert kept() == ["./z/a.json"]

    def test_a_submodule_is_asked_itself(self, repository: Path) -> None:
        write(repository, "sub/a.json", "sub/b.json", "x.json", ignore="x.json\n")
        begin(repository / "sub")
        write(repository / "sub", ignore="a.json\n")
        run(repository / "sub", "add", ".")
        run(
            repository / "sub",
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@example.com",
            "commit",
            "-q",
            "-m",
            "x",
        )
        run(repository, "add", "sub")
        assert left_out() == ["./x.json", "./sub/a.json"]

    def test_repositories_side_by_side_in_none_are_asked_each(self, tmp_path: Path) -> None:
        for name in ("one", "two"):
            write(tmp_path / name, "a.json", "b.json")
            begin(tmp_path / name)
            write(tmp_path / name, ignore=f"{'a' if name == 'one' else 'b'}.json\n")
        assert [os.path.relpath(path, tmp_path) for path in left_out(str(tmp_path))] == [
            "one/a.json",
            "two/b.json",
        ]


def test_many_names_are_asked_about_some_at_a_time(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, *(f"{number}.json" for number in range(10)), "v/w/a.json", ignore="[3-7].json\nv\n")
    begin(repository / "v" / "w")
    monkeypatch.setattr(ignoring, "MOST_NAMES", 3)
    assert left_out() == [*(f"./{number}.json" for number in range(3, 8)), "./v/w/a.json"]


def test_a_folder_that_cannot_be_listed_is_no_finding_where_it_is_ignored(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository, "data/a.json", "other/a.json", "z/a.json", ignore="data/\n")
    scandir = os.scandir

    def refusing(folder: str) -> object:
        if os.path.basename(folder) in ("data", "other"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    first, second = walked(".")
    assert isinstance(first, Diagnostic)
    assert (first.file, second) == ("./other", "./z/a.json")


class TestNothingToAsk:
    def test_without_a_repository_all_is_checked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(tmp_path, "a.json", ignore="*.json\n")
        monkeypatch.setattr(subprocess, "run", None)
        assert kept(str(tmp_path)) == [str(tmp_path / "a.json")]

    def test_without_git_all_is_checked(self, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(repository, "a.json", ignore="*.json\n")
        monkeypatch.setenv("PATH", str(repository))
        assert kept() == ["./a.json"]

    def test_a_folder_that_is_no_repository_is_not_spoken_of(
        self, tmp_path: Path, recwarn: pytest.WarningsRecorder
    ) -> None:
        (tmp_path / ".git").mkdir()
        write(tmp_path, "a.json", ignore="*.json\n")
        assert kept(str(tmp_path)) == [str(tmp_path / "a.json")]
        assert not recwarn.list

    def test_what_prevents_an_answer_is_said(self, repository: Path) -> None:
        write(repository, "a.json", ignore="*.json\n")
        (repository / ".git" / "index").write_text("no index")
        with pytest.warns(
            UserWarning, match=r"git does not say what it ignores in .*: fatal: .*index.*"
        ) as said:
            assert kept() == ["./a.json"]
        assert str(said[0].message).endswith("; what it ignores is checked")

    def test_the_others_are_asked_all_the_same(self, repository: Path) -> None:
        write(repository, "a/x.json", "a/y.json", "b/x.json", "b/y.json", ignore="y.json\n")
        begin(repository / "b")
        (repository / "a" / ".git").write_text("no way to a repository")
        write(repository / "b", ignore="x.json\n")
        with pytest.warns(UserWarning, match=r"in .*/a: fatal: invalid gitfile format"):
            assert left_out() == ["./b/x.json"]

    def test_no_answer_is_waited_for_for_ever_nor_again_and_again(
        self, repository: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in "abcd":
            write(repository, f"{name}/x.json", f"{name}/y.json")
            begin(repository / name)
            os.mkfifo(repository / name / ".gitignore")
        monkeypatch.setattr(git, "PATIENCE", 0.2)
        monkeypatch.setattr(ignoring, "MOST_NAMES", 1)
        with pytest.warns(UserWarning, match="no answer within 0.2 seconds") as said:
            assert len(kept()) == 8
        assert len(said) == ignoring.MOST_UNANSWERED == 3


@pytest.mark.parametrize(
    "name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"]
)
def test_what_a_hook_of_git_is_started_with_says_nothing_of_other_repositories(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write(repository, "jobs/a.json", "jobs/b.json", ignore="[ab].json\n")
    run(repository, "add", "-f", "jobs/a.json")
    monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    assert left_out("jobs") == ["jobs/b.json"]


def test_a_folder_that_looks_like_a_repository_is_none(repository: Path) -> None:
    write(repository, "inner/a.json", "inner/b.json", ignore="b.json\n")
    run(repository / "inner", "init", "-q", "--bare", ".")
    (repository / "inner" / "config").write_text("[core]\nbare = false\nworktree = .\nexcludesFile = all\n")
    (repository / "inner" / "all").write_text("*\n")
    assert left_out("inner") == ["inner/b.json"]


class TestExpanded:
    def parts(self, *paths: str, gitignore: bool = True) -> list[Part]:
        return [each for each in expand(paths, gitignore=gitignore) if isinstance(each, Part)]

    def test_documents_alone_are_counted(self, repository: Path) -> None:
        write(repository, "a.json", "b.json", "b.md", "x/b.yaml", ignore="b.*\n")
        assert self.parts(".") == [Part("", 0, [], left_out=2)]
        assert self.parts(".", gitignore=False) == []

    @pytest.mark.parametrize(
        ("files", "sentence"),
        [
            (["x/a.json"], "git ignores its only document: name the files, or check them with --no-ignore"),
            (
                ["x/a.json", "x/b.json", "x/c.md"],
                "git ignores all of its 2 documents: name the files, or check them with --no-ignore",
            ),
            (["x/a.md"], "the folder has no documents: no file in it has a suffix that is checked"),
        ],
    )
    def test_a_folder_of_which_nothing_is_left_is_a_finding(
        self, repository: Path, files: list[str], sentence: str
    ) -> None:
        write(repository, *files, ignore="x/\n")
        part = self.parts("x")[0]
        assert [(each.keyword, each.message) for each in part.diagnostics] == [("no-documents", sentence)]

    def test_what_is_named_is_not_asked_about(self, repository: Path) -> None:
        write(repository, "x/a.json", ignore="x/\n")
        assert list(expand(["x/a.json"])) == ["x/a.json"]
