"""`holotype validate --second-opinion`: exit codes, and what each form of report says of a difference."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from holotype.cli import main
from holotype.reporting import FORMATS
from tests.cli.running import run

# jsonschema divides doubles: for it 19.99 is no multiple of 0.01, and \\p is no escape of Python's `re`.
SCHEMA = {"properties": {"price": {"multipleOf": 0.01}, "name": {"pattern": "\\p{Lu}"}}}
SAYS = f"jsonschema {version('jsonschema')} finds an error here that Holotype does not find"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document about which the two differ, and one about which there is one opinion only."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA))
    (tmp_path / "differs.json").write_text('{\n  "price": 19.99\n}\n')
    (tmp_path / "agrees.json").write_text('{"price": 5}\n')
    (tmp_path / "unasked.json").write_text('{"name": "A"}\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def second(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    return run(capsys, "validate", "--schema", "schema.json", "--second-opinion", *arguments)


def test_a_difference_is_an_error_of_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "validate", "--schema", "schema.json", "differs.json").code == 0
    code, output, complaint = second(capsys, "agrees.json", "differs.json")
    assert (code, complaint) == (1, "")
    assert output == (
        f"differs.json:2:12: error: {SAYS}, nor any other in this instance: 19.99 is not a multiple of 0.01 "
        "(second-opinion /properties/price/multipleOf)\n"
        '  2 |   "price": 19.99\n'
        "    |            ^^^^^\n"
        "1 error in 1 of 2 files (2 instances checked)\n"
    )


def test_agreement_is_0_and_no_second_opinion_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    assert second(capsys, "agrees.json")[0] == 0
    code, output, _ = second(capsys, "unasked.json")
    assert code == 0
    assert output.startswith(
        "unasked.json:1:1: warning: there is no second opinion on this instance, for jsonschema"
    )
    assert second(capsys, "--fail-on", "warning", "unasked.json")[0] == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_report_has_it(capsys: pytest.CaptureFixture[str], name: str, jobs: str) -> None:
    code, output, _ = second(capsys, "--format", name, "--jobs", jobs, "differs.json")
    assert code == 1
    for said in (SAYS, "second-opinion", "/properties/price/multipleOf", "differs.json"):
        assert said in output


def test_a_summary_counts_it_apart_from_the_error_of_the_keyword(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "both.jsonl").write_text('{"price": 19.99}\n{"price": 19.99}\n{"price": 0.001}\n')
    _, output, _ = second(capsys, "--summary", "both.jsonl")
    assert output.startswith("2 x error, such as: ")
    assert "1 x error: 0.001 is not a multiple of 0.01 (/properties/price/multipleOf)\n" in output


def test_a_configuration_is_checked_with_it(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "holotype.toml").write_text('[[check]]\nfiles = ["/d*.json"]\nschema = "schema.json"\n')
    assert run(capsys, "validate").code == 0
    code, output, _ = run(capsys, "validate", "--second-opinion")
    assert code == 1
    assert SAYS in output


def test_without_jsonschema_it_is_2_and_nothing_is_checked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    sentence = "holotype: a second opinion needs jsonschema: pip install 'holotype[judge]'\n"
    assert second(capsys, "differs.json") == (2, "", sentence)


def test_what_it_cannot_check_is_a_notice(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    from jsonschema import Draft202012Validator

    (folder / "dated.json").write_text(
        '{"properties": {"at": {"format": "iri"}}, "default": {"format": "duration"}}'
    )
    missing = sorted({"iri", "duration"} - Draft202012Validator.FORMAT_CHECKER.checkers.keys())
    if not missing:
        pytest.skip("what jsonschema needs for all of its formats is installed")
    main(["validate", "--schema", "dated.json", "--second-opinion", "agrees.json"])
    name, formats = f"jsonschema {version('jsonschema')}", ", ".join(missing)
    assert capsys.readouterr().err == (
        f"holotype: notice: {name} cannot check {formats} with what is installed, so "
        "of these formats there is no second opinion: pip install 'jsonschema[format-nongpl]'\n"
    )


def test_nothing_of_the_current_folder_is_imported_for_it(folder: Path) -> None:
    for name in ("jsonschema", "referencing", "resource", "signal"):
        (folder / f"{name}.py").write_text(f"open('canary-{name}', 'w').close()")
    arguments = ["validate", "--schema", "schema.json", "--second-opinion", "differs.json"]
    ended = subprocess.run([sys.executable, "-m", "holotype", *arguments], capture_output=True, check=False)
    assert SAYS in ended.stdout.decode()
    assert list(folder.glob("canary-*")) == []
