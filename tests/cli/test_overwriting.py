"""No report, and no module, is written over a file that the run reads."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from holotype.contract import digest
from tests.cli.running import COMMAND, GOOD, STAND_IN, run

ELSEWHERE = "https://holotype.invalid/number"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        ".git/keep": "",
        "jobs/deep/a.json": GOOD,
        "b.json": GOOD,
        "order.json": '{"type": "object"}',
        "refers.json": f'{{"anyOf": [true, {{"$ref": "{ELSEWHERE}"}}]}}',
        "number.json": '{"type": "number"}',
        "order.contract.toml": 'schema = "order.json"\nid = "https://holotype.invalid/order"\n'
        f'[source]\nsha256 = "{digest({"type": "object"})}"\n[package]\npath = "order"\nclass = "Order"\n',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    """All files but the bytecode that Python writes where a module is imported."""
    files = [file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"]
    return {str(file): file.read_bytes() for file in files}


def assert_refused(
    capsys: pytest.CaptureFixture[str], project: Path, target: str, *arguments: str, read: str = ""
) -> None:
    before = contents(project)
    code, output, complaint = run(capsys, "validate", f"--output=json={target}", *arguments)
    assert (code, output) == (2, "")
    assert complaint == (
        f"holotype: {target}: the report cannot be written over a file that is read in this run "
        f"({read or target}); name another file\n"
    )
    assert contents(project) == before


def test_a_document_that_is_named(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    assert_refused(capsys, project, "./b.json", "b.json", read="b.json")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_document_that_is_found(capsys: pytest.CaptureFixture[str], project: Path, jobs: str) -> None:
    assert_refused(capsys, project, "jobs/deep/a.json", "--jobs", jobs, "jobs")


def test_a_document_that_is_found_under_another_name(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    (project / "jobs" / "soft.json").symlink_to("../report")
    (project / "report").write_text(GOOD)
    os.link("report", "hard")
    for target in ("report", "hard"):
        assert_refused(capsys, project, target, "jobs", read="jobs/soft.json")


def test_standard_input(project: Path) -> None:
    command = [*COMMAND, "validate", "--schema", STAND_IN, "--output=json=b.json", "-"]
    with open("b.json", "rb") as file:
        ended = subprocess.run(command, stdin=file, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert b"(standard input)" in ended.stderr
    assert Path("b.json").read_text() == GOOD


class TestConfigured:
    @pytest.fixture(autouse=True)
    def configuration(self, project: Path) -> None:
        (project / "holotype.toml").write_text(
            '[[check]]\nfiles = ["jobs/**/*.json"]\nschema = "refers.json"\n'
            f'documents = {{"{ELSEWHERE}" = "number.json"}}\n'
        )

    @pytest.mark.parametrize("target", ["jobs/deep/a.json", "holotype.toml", "refers.json", "number.json"])
    @pytest.mark.parametrize("paths", [[], ["jobs"]])
    def test_whatever_the_configuration_names(
        self, capsys: pytest.CaptureFixture[str], project: Path, target: str, paths: list[str]
    ) -> None:
        assert_refused(capsys, project, target, *paths)

    def test_what_a_check_leaves_out_may_be_written(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        assert run(capsys, "validate", "--output=json=b.json").code == 0


@pytest.mark.parametrize(
    ("target", "arguments"),
    [
        ("order.json", ["--schema", "order.json"]),
        ("order.contract.toml", ["--schema", "order.contract.toml"]),
        ("order.json", ["--schema", "order.contract.toml"]),
        ("number.json", ["--schema", "refers.json", "--document", f"{ELSEWHERE}=number.json"]),
    ],
)
def test_what_is_checked_by(
    capsys: pytest.CaptureFixture[str], project: Path, target: str, arguments: list[str]
) -> None:
    assert_refused(capsys, project, target, *arguments, "b.json")


def test_the_files_of_a_generated_package(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    assert run(capsys, "generate", "order.contract.toml").code == 0
    for name in ("validator.py", "schema.json", "contract.json"):
        assert_refused(capsys, project, f"order/{name}", "--schema", "order", "b.json")


def test_the_files_of_an_installed_package(
    capsys: pytest.CaptureFixture[str], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import mistral_batch_job

    folder = os.path.dirname(mistral_batch_job.__file__)
    assert_refused(capsys, Path(folder), f"{folder}/schema.json", "b.json")


def test_a_report_that_nothing_reads_is_replaced(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    (project / "jobs" / "report.txt").write_text("old")
    assert run(capsys, "validate", "--schema", STAND_IN, "--output=json=jobs/report.txt", "jobs").code == 0
    assert (project / "jobs" / "report.txt").read_text().startswith("{")


@pytest.mark.parametrize("target", ["order.json", "number.json", "hard"])
def test_a_module_over_what_it_is_compiled_from(
    capsys: pytest.CaptureFixture[str], project: Path, target: str
) -> None:
    os.link("order.json", "hard")
    before = contents(project)
    ended = run(capsys, "compile", "order.json", "--document", f"{ELSEWHERE}=number.json", "-o", target)
    assert ended.code == 2
    assert ended.complaint.startswith(
        f"holotype: {target}: the module cannot be written over a file that is read in this run ("
    )
    assert contents(project) == before
