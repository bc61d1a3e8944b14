"""The runner: what it counts as passed, what it excuses, what it says when there is no suite."""

from __future__ import annotations

import io
import json
import sys
import tarfile
from pathlib import Path

import pytest

import holotype

from . import __main__ as command
from .exceptions import exceptions
from .fetching import unpack
from .suite import groups, remotes
from .verdicts import Case

GROUP = {
    "description": "a group",
    "schema": {"type": "integer"},
    "tests": [
        {"description": "a number", "data": 1, "valid": True},
        {"description": "a string", "data": "1", "valid": False},
    ],
}
SAYS_VALID = "def is_valid(instance): return True\ndef iter_errors(instance): return iter(())\n"
SAYS_BOTH = "def is_valid(instance): return instance == 1\ndef iter_errors(instance): return iter(())\n"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    for file in ("tests/draft7/type.json", "tests/draft7/optional/format/uuid.json"):
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([GROUP]))
    for file in ("draft7/name.json", "v1/name.json"):
        path = tmp_path / "remotes" / file
        path.parent.mkdir(parents=True)
        path.write_text("{}")
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["conformance", *arguments])
    return command.main()


def emits(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.setattr(holotype, "compile_source", lambda schema, **options: source, raising=False)


def test_formats_are_asserted_for_the_tests_of_formats_and_of_content_only(suite: Path) -> None:
    (suite / "tests/draft7/optional/content.json").write_text(json.dumps([GROUP]))
    assert [(group.file, group.formats) for group in groups(suite, "draft7")] == [
        ("type", "dialect"),
        ("optional/content", "assert"),
        ("optional/format/uuid", "assert"),
    ]


def test_remotes_are_named_as_the_suite_serves_them(suite: Path) -> None:
    assert remotes(suite) == {"http://localhost:1234/draft7/name.json": {}}


def test_a_verdict_against_the_suite_fails_the_run(
    suite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    emits(monkeypatch, SAYS_VALID)
    assert run(monkeypatch, str(suite), "--file", "type") == 1
    out = capsys.readouterr().out
    assert "FAILED draft7 · type · a group · a string" in out
    assert "| draft7 | 1/1 " in out


def test_a_predicate_and_an_errors_path_that_disagree_fail_the_run(
    suite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    emits(monkeypatch, SAYS_BOTH)
    assert run(monkeypatch, str(suite)) == 1
    assert "expected invalid; predicate invalid, errors path valid" in capsys.readouterr().out


def test_an_excused_case_does_not_fail_the_run_until_it_passes(
    suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "conformance.md"
    page.write_text("| draft7 | type | a group | a string | because |\n")
    monkeypatch.setattr(command, "PAGE", page)
    emits(monkeypatch, SAYS_VALID)
    assert run(monkeypatch, str(suite), "--file", "type") == 0
    page.write_text("| draft7 | type | a group | a number | because |\n")
    assert run(monkeypatch, str(suite), "--file", "type") == 1


def test_a_crash_is_an_outcome_and_the_run_goes_on(
    suite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    emits(monkeypatch, "is_valid = iter_errors = lambda instance: 1 / 0")
    assert run(monkeypatch, str(suite)) == 1
    assert capsys.readouterr().out.count("crashed: ZeroDivisionError: division by zero") == 4


def test_an_excuse_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="without a reason"):
        exceptions("| draft7 | type | a group | a test | |")


def test_a_bar_in_a_name_is_escaped_as_markdown_has_it() -> None:
    page = "| draft | file | group | test | reason |\n| draft7 | `type` | a \\| b | c | because |"
    assert exceptions(page) == {Case("draft7", "type", "a | b", "c"): "because"}


def test_a_folder_that_is_no_suite_is_refused_with_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, str(tmp_path)) == 2
    assert "git clone https://github.com/json-schema-org/JSON-Schema-Test-Suite" in capsys.readouterr().err


def test_the_number_of_cases_and_the_suite_are_said(
    suite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, str(suite))
    assert f"4 cases of the suite in {suite}: " in capsys.readouterr().out


def test_where_no_suite_is_named_it_is_that_of_jsonschema(
    suite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "fetched", lambda: suite)
    run(monkeypatch)
    assert "4 cases of the suite of jsonschema==" in capsys.readouterr().out


def test_of_a_distribution_only_the_files_of_the_suite_are_unpacked_and_none_outside(tmp_path: Path) -> None:
    link = tarfile.TarInfo("jsonschema-1/json/tests/link.json")
    link.type, link.linkname = tarfile.SYMTYPE, "../../../outside"
    with tarfile.open(tmp_path / "it.tar.gz", "w:gz") as archive:
        for name in ("json/tests/type.json", "pyproject.toml", "json/../../../outside"):
            member = tarfile.TarInfo(f"jsonschema-1/{name}")
            member.size = 2
            archive.addfile(member, io.BytesIO(b"[]"))
        archive.addfile(link)
    unpack(tmp_path / "it.tar.gz", tmp_path / "suite")
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json")] == [
        "suite/tests/type.json"
    ]
    assert not (tmp_path.parent / "outside").exists()
