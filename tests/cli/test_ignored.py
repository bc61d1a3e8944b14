"""`holotype validate` and what git ignores: left out of folders, and counted."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import BAD, GOOD, STAND_IN, Ended, run, validate


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for file, text in {
        "jobs/a.json": GOOD,
        "jobs/b.json": BAD,
        "jobs/build/c.json": BAD,
        "jobs/build/d.md": "",
        ".gitignore": "b.json\nbuild/\n",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


CLEAN = Ended(0, "no errors in 1 file (1 instance checked); 2 files left out, which git ignores\n", "")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_they_are_left_out_of_a_folder_and_counted(capsys: pytest.CaptureFixture[str], jobs: str) -> None:
    assert validate(capsys, "--jobs", jobs, "jobs") == CLEAN


def test_they_are_checked_where_they_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    ended = validate(capsys, "--no-ignore", "jobs")
    assert (ended.code, ended.output.splitlines()[-1]) == (
        1,
        "2 errors in 2 of 3 files (3 instances checked)",
    )


@pytest.mark.parametrize(
    "paths", [["jobs/build/c.json", "jobs"], ["jobs", "jobs/../jobs/build/c.json", "jobs"]]
)
def test_what_is_named_is_checked_and_not_counted(
    capsys: pytest.CaptureFixture[str], paths: list[str]
) -> None:
    ended = validate(capsys, *paths)
    assert ended.code == 1
    assert ended.output.endswith(
        "1 error in 1 of 2 files (2 instances checked); 1 file left out, which git ignores\n"
    )


def test_a_folder_of_which_nothing_is_left_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert validate(capsys, "jobs/build") == (
        2,
        (
            "jobs/build: error: git ignores its only document: name the files, or check them with "
            "--no-ignore (no-documents)\n"
            "1 error in 0 of 0 files (0 instances checked); 1 file left out, which git ignores\n"
        ),
        "",
    )


def test_the_summary_for_machines_counts_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(validate(capsys, "--format", "json", "jobs").output)["summary"]["left_out"] == 2


def test_a_report_may_be_written_over_what_is_left_out(
    capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    arguments = ("--output=json=jobs/build/c.json", "jobs")
    assert validate(capsys, "--no-ignore", *arguments).complaint.startswith("holotype: jobs/build/c.json: ")
    assert validate(capsys, *arguments) == CLEAN
    assert '"left_out": 2' in (repository / "jobs" / "build" / "c.json").read_text()


class TestConfigured:
    @pytest.fixture(autouse=True)
    def configuration(self, repository: Path) -> None:
        (repository / "holotype.toml").write_text(
            f"[[check]]\nfiles = ['jobs/**/*.json']\nexclude = ['a.json']\nschema = {STAND_IN!r}\n"
        )

    def test_what_is_configured_is_checked(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(capsys, "validate").output.endswith("2 errors in 2 of 2 files (2 instances checked)\n")

    def test_a_folder_that_is_named_is_walked_as_without(
        self, capsys: pytest.CaptureFixture[str], repository: Path
    ) -> None:
        (repository / "jobs" / "e.json").write_text(GOOD)
        assert run(capsys, "validate", "jobs") == CLEAN
        assert run(capsys, "validate", "--no-ignore", "jobs").output.endswith(
            "2 errors in 2 of 3 files (3 instances checked)\n"
        )

    def test_what_is_named_is_checked_and_not_counted(
        self, capsys: pytest.CaptureFixture[str], repository: Path
    ) -> None:
        (repository / "jobs" / "e.json").write_text(GOOD)
        assert run(capsys, "validate", "jobs", "jobs/b.json", "jobs").output.endswith(
            "1 error in 1 of 2 files (2 instances checked); 1 file left out, which git ignores\n"
        )

    def test_what_is_covered_and_all_left_out_is_not_uncovered(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ended = run(capsys, "validate", "jobs")
        assert ended.code == 2
        assert ended.output.startswith("jobs: error: git ignores all of its 2 documents: name the files, or ")
        assert ended.output.endswith("; 2 files left out, which git ignores\n")
