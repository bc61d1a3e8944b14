"""`holotype validate`: what standard input is called, which configuration is meant, and being quiet."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.running import BAD, GOOD, STAND_IN, run, validate

NUMBER = '{"type": "number"}'


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.json").write_text(BAD)
    (tmp_path / "number.json").write_text(NUMBER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestStandardInput:
    @pytest.fixture(autouse=True)
    def piped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((GOOD + BAD).encode())))

    @pytest.mark.parametrize("paths", [["-"], [], ["-", "-"]])
    def test_its_name_is_that_of_reports_and_tells_its_format(
        self, capsys: pytest.CaptureFixture[str], paths: list[str]
    ) -> None:
        ended = validate(capsys, "--stdin-filename", "x/jobs.jsonl", *paths)
        assert ended.output.startswith("x/jobs.jsonl:2:8: error: expected a string (")
        assert ended.output.endswith("1 error in 1 of 1 file (2 instances checked)\n")

    def test_several_processes_call_it_so(self, capsys: pytest.CaptureFixture[str]) -> None:
        ended = validate(capsys, "--stdin-filename", "x/jobs.jsonl", "--jobs", "2", "--format", "jsonl")
        assert json.loads(ended.output)["file"] == "x/jobs.jsonl"

    def test_the_format_that_is_named_wins(self, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = ("--stdin-filename", "jobs.yaml", "--input-format", "jsonl")
        assert validate(capsys, *arguments).output.startswith("jobs.yaml:2:8: error: ")

    def test_one_that_cannot_be_read_is_called_so(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        for jobs in ("1", "2"):
            ended = validate(capsys, "--stdin-filename", "x.jsonl", "--jobs", jobs)
            assert ended.output.startswith("x.jsonl: error: standard input is closed")

    def test_the_file_of_that_name_is_another_document(self, capsys: pytest.CaptureFixture[str]) -> None:
        ended = validate(capsys, "--stdin-filename", "a.json", "--input-format", "jsonl", "-", "a.json")
        assert ended.output.endswith("2 errors in 2 of 2 files (3 instances checked)\n")

    def test_a_name_for_what_is_not_checked_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert validate(capsys, "--stdin-filename", "x.json", "a.json") == (
            2,
            "",
            (
                "holotype: --stdin-filename x.json: standard input is not checked: add - to the paths, or "
                "leave the option out\n"
            ),
        )

    class TestConfigured:
        @pytest.fixture(autouse=True)
        def configuration(self, project: Path) -> None:
            (project / "holotype.toml").write_text(
                f"[[check]]\nfiles = ['jobs/*.jsonl']\nschema = {STAND_IN!r}\n"
            )

        @pytest.mark.parametrize("folder", ["jobs", "./jobs", "{project}/jobs"])
        def test_the_check_that_covers_its_name_is_for_it(
            self, capsys: pytest.CaptureFixture[str], project: Path, folder: str
        ) -> None:
            name = f"{folder.format(project=project)}/x.jsonl"
            ended = run(capsys, "validate", "--stdin-filename", name)
            assert ended.output.startswith(f"{name}:2:8: error: expected a string")

        def test_one_that_no_check_covers_is_as_a_file(self, capsys: pytest.CaptureFixture[str]) -> None:
            arguments = ("validate", "--stdin-filename", "x.jsonl")
            assert "no [[check]] covers x.jsonl, so nothing was checked" in run(capsys, *arguments).complaint
            assert run(capsys, *arguments, "--configured-only").output.startswith("no errors in 0 files")


class TestConfiguration:
    @pytest.fixture(autouse=True)
    def found(self, project: Path) -> None:
        (project / "holotype.toml").write_text("[[check]]\nfiles = ['a.json']\nschema = 'number.json'\n")

    def write(self, file: str, text: str) -> None:
        Path(file).parent.mkdir(exist_ok=True)
        Path(file).write_text(text)

    @pytest.mark.parametrize("file", ["other.toml", "pyproject.toml", "shared.toml"])
    def test_the_one_that_is_named_is_taken_instead(
        self, capsys: pytest.CaptureFixture[str], file: str
    ) -> None:
        table = "check" if file == "other.toml" else "tool.holotype.check"
        other = "" if file == "other.toml" else "[project]\nname = 'x'\n"
        self.write(file, f"{other}[[{table}]]\nfiles = ['a.json']\nschema = {STAND_IN!r}\n")
        for paths in ([], ["a.json"]):
            assert run(capsys, "validate", "--config", file, *paths).output.startswith(
                "a.json:1:8: error: expected a string"
            )

    @pytest.mark.parametrize("file", ["far/holotype.toml", "far/pyproject.toml", "far/any.conf"])
    def test_one_elsewhere_speaks_of_its_own_folder(
        self, capsys: pytest.CaptureFixture[str], file: str
    ) -> None:
        prefix = "tool.holotype." if "pyproject" in file else ""
        self.write(file, f"[[{prefix}check]]\nfiles = ['/*.json']\nschema = 'own.json'\n")
        self.write("far/own.json", '{"type": "string"}')
        self.write("far/b.json", "1")
        ended = run(capsys, "validate", "--config", file)
        assert "far/b.json:1:1: error: expected a string" in ended.output
        assert (
            f"{file}: no [[check]] covers a.json, so"
            in run(capsys, "validate", "--config", file, "a.json").complaint
        )
        assert run(capsys, "validate", "--config", file, "--configured-only", "a.json") == (
            0,
            "no errors in 0 files (0 instances checked)\n",
            "",
        )

    def test_what_it_covers_is_checked_by_the_schema_of_the_command_line(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.write(
            "other.toml", "[[check]]\nfiles = ['a.json']\nschema = 'missing.json'\nfail_on = 'warning'\n"
        )
        self.write("a.json", '{"id": "a", "shipped": 1}')
        assert validate(capsys, "a.json").code == 0
        assert validate(capsys, "--config", "other.toml", "a.json").code == 1

    @pytest.mark.parametrize(
        ("file", "text", "sentence"),
        [
            ("c.toml", "[[chek]]", "chek: there is no such key, did you mean `check`?"),
            (
                "c.toml",
                "[[check]]\nfile = ['a']",
                "check[1].file: there is no such key, did you mean `files`?",
            ),
            (
                "pyproject.toml",
                "[[tool.holotype.check]]\nfile = ['a']",
                "tool.holotype.check[1].file: there is no such key, did you mean `files`?",
            ),
            (
                "pyproject.toml",
                "[tool.other]",
                "there is no [[tool.holotype.check]], so nothing would be checked: write one",
            ),
            (
                "c.toml",
                "[tool.holotype]",
                "there is no [[tool.holotype.check]], so nothing would be checked: write one",
            ),
            ("c.toml", "check = []", "there is no [[check]], so nothing would be checked: write one"),
            *(
                (
                    "c.toml",
                    text,
                    (
                        "there is neither [[check]] nor [[tool.holotype.check]], so nothing would be "
                        "checked: write one"
                    ),
                )
                for text in ("", "[project]\nname = 'x'\n")
            ),
        ],
    )
    def test_what_is_wrong_with_it_is_a_sentence(
        self, capsys: pytest.CaptureFixture[str], file: str, text: str, sentence: str
    ) -> None:
        self.write(file, text)
        assert run(capsys, "validate", "--config", file, "a.json") == (
            2,
            "",
            f"holotype: {file}: {sentence}\n",
        )

    def test_one_that_is_missing_is_a_sentence(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(capsys, "validate", "--schema", STAND_IN, "--config", "x/c.toml", "a.json") == (
            2,
            "",
            "holotype: x/c.toml: cannot be read: No such file or directory\n",
        )

    def test_no_report_is_written_over_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.write("c.toml", f"[[check]]\nfiles = ['a.json']\nschema = {STAND_IN!r}\n")
        ended = run(capsys, "validate", "--config", "c.toml", "--output", "json=c.toml", "a.json")
        assert (ended.code, "cannot be written over a file that is read" in ended.complaint) == (2, True)


class TestQuiet:
    @pytest.mark.parametrize("option", ["-q", "--quiet"])
    @pytest.mark.parametrize("others", [[], ["--format", "json"], ["--summary"], ["--fail-fast"]])
    def test_the_exit_code_is_all_that_is_said(
        self, capsys: pytest.CaptureFixture[str], option: str, others: list[str]
    ) -> None:
        assert validate(capsys, option, *others, "a.json") == (1, "", "")

    def test_a_notice_is_not_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(capsys, "validate", "--quiet", "--configured-only") == (0, "", "")
        Path("s.json").write_text('{"format": "no-such-format"}')
        arguments = ("validate", "--schema", "s.json", "a.json")
        assert "notice" in run(capsys, *arguments).complaint
        assert run(capsys, *arguments, "-q") == (0, "", "")

    def test_what_could_not_be_done_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert validate(capsys, "-q", "a.json", "missing.json") == (
            2,
            "",
            "missing.json: error: no such file: check its name (unreadable)\n",
        )
        assert run(capsys, "validate", "-q", "--schema", "missing.json", "a.json").complaint.startswith(
            "holotype: missing.json: "
        )

    def test_reports_that_are_asked_for_are_written(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        assert validate(capsys, "-q", "--output", "json=r.json", "a.json") == (1, "", "")
        assert len(json.loads((project / "r.json").read_text())["diagnostics"]) == 1
        assert validate(capsys, "-q", "--output", "jsonl=-", "a.json").output.startswith('{"file": "a.json"')
