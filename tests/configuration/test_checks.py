"""The checks of a configuration: which one a file is for, and which files there are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from holotype.checking import Diagnostic
from holotype.configuration.checks import Check, Configuration
from holotype.configuration.globs import parse_glob
from holotype.configuration.values import Manner


def check(*files: str, exclude: tuple[str, ...] = (), place: str = "check[1]") -> Check:
    return Check(tuple(map(parse_glob, files)), tuple(map(parse_glob, exclude)), Manner(), place)


def configuration(folder: Path, *checks: Check) -> Configuration:
    return Configuration("holotype.toml", str(folder), checks)


def found(folder: Path, *checks: Check) -> tuple[list[list[list[str]]], list[Diagnostic]]:
    """For each check and glob the paths, from the folder; and the findings."""
    findings: list[Diagnostic] = []
    matched = [
        [[os.path.relpath(path, folder) for path in paths] for _, paths in globs]
        for _, globs in configuration(folder, *checks).found(findings)
    ]
    return matched, findings


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path in ("jobs/b.json", "jobs/a.json", "jobs/old/a.json", "jobs/.hidden.json", "a.json"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    return tmp_path


def test_a_glob_finds_what_it_matches_in_order_of_names(project: Path) -> None:
    assert found(project, check("jobs/*.json", "a.json"), check("*.yaml")) == (
        [[["jobs/a.json", "jobs/b.json"], ["a.json", "jobs/a.json", "jobs/old/a.json"]], [[]]],
        [],
    )


def test_what_is_hidden_is_found_where_it_is_named(project: Path) -> None:
    assert found(project, check("jobs/.hidden.json"))[0] == [[["jobs/.hidden.json"]]]


def test_what_is_no_regular_file_is_a_finding_and_said_once(project: Path) -> None:
    os.mkfifo(project / "jobs" / "pipe.json")
    matched, findings = found(project, check("jobs/pipe.json"), check("jobs/pipe.json", "jobs/a.json"))
    assert matched == [[[]], [[], ["jobs/a.json"]]]
    assert [(each.file, each.keyword) for each in findings] == [("jobs/pipe.json", "unreadable")]
    assert findings[0].message == "not a regular file, as what is configured has to be"


def test_the_first_check_that_covers_a_file_is_the_one_for_it(project: Path) -> None:
    first = check("jobs/*", exclude=("b.json",))
    second = check("*.json", place="check[2]")
    made = configuration(project, first, second)
    assert made.check_of("jobs/a.json") == first
    assert made.check_of("jobs/b.json") == second
    assert made.check_of("jobs/a.yaml") == first
    assert made.check_of("a.yaml") is None


@pytest.mark.parametrize("path", ["../a.json", ".", "..", "../old/a.json"])
def test_no_check_covers_what_is_not_beneath_the_folder(project: Path, path: str) -> None:
    assert configuration(project / "jobs", check("*")).check_of(str(project / "jobs" / path)) is None


def test_a_glob_leads_nowhere_where_nothing_stands_at_its_start(project: Path) -> None:
    made = configuration(project)
    assert made.leads_nowhere(parse_glob("jbos/*.json"))
    assert not made.leads_nowhere(parse_glob("jobs/*.yaml"))
    assert not made.leads_nowhere(parse_glob("*.yaml"))
