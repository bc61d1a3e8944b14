"""What every command shares: finding it, help, sentences instead of tracebacks."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest

import holotype
from holotype.cli import COMMANDS, main
from tests.cli.running import run


def test_without_a_command_the_help_is_shown_and_the_code_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys)
    assert (ended.code, ended.output) == (2, "")
    assert "\nusage: holotype COMMAND" in ended.complaint


@pytest.mark.parametrize("option", ["-h", "--help", "help"])
def test_help_names_every_command(capsys: pytest.CaptureFixture[str], option: str) -> None:
    ended = run(capsys, option)
    assert ended.code == 0
    for name, summary in COMMANDS.items():
        assert f"{name} " in ended.output
        assert summary in ended.output


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_is_its_own_help(name: str) -> None:
    assert COMMANDS[name] == import_module(f"holotype.cli.{name}").HELP


def test_the_version_names_the_bundled_schemas_and_their_digests(capsys: pytest.CaptureFixture[str]) -> None:
    from mistral_batch_job.validator import HOLOTYPE

    first, second = run(capsys, "--version").output.splitlines()
    assert first.startswith(f"holotype {holotype.__version__} ")
    assert second == f"mistral_batch_job: {HOLOTYPE['schema']} sha256 {HOLOTYPE['sha256']}"


@pytest.mark.parametrize(
    ("argument", "sentence"),
    [
        (
            "validat",
            "holotype: there is no command 'validat', did you mean `validate`?; see holotype --help\n",
        ),
        (
            "--versoin",
            "holotype: there is no option '--versoin', did you mean `--version`?; see holotype --help\n",
        ),
        ("x", "holotype: there is no command 'x'; see holotype --help\n"),
    ],
)
def test_a_misspelt_command_gets_the_nearest_one(
    capsys: pytest.CaptureFixture[str], argument: str, sentence: str
) -> None:
    assert run(capsys, argument) == (2, "", sentence)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--jbos", "2"], "there is no option --jbos, did you mean `--jobs`?"),
        (["--job", "2"], "there is no option --job, did you mean `--jobs`?"),
        (
            ["--format", "txt"],
            "'txt' is none of text, json, jsonl, github, sarif, junit, did you mean `text`?",
        ),
        (["--jobs", "0"], "argument --jobs: '0' is not a whole number from 1"),
        (["--each", "data"], "'data' is not a JSON Pointer: one starts with '/', as in /data"),
        (["--at", "data"], "'data' is not a JSON Pointer: one starts with '/', as in /data"),
        (["--each", "/~2"], "'/~2' is not a JSON Pointer: '~' is written as ~0, and '/' as ~1"),
        (["--input-format", ""], "argument --input-format: expected a name, found nothing"),
        (
            ["--document", "a.json"],
            (
                "argument --document: 'a.json' is not of the form URI=FILE, as in "
                "https://example.com/address.json=schemas/address.json"
            ),
        ),
        (["--output", "sarif"], "'sarif' is not of the form FORMAT=FILE, as in sarif=report.sarif"),
        (
            ["--output", "srif=x"],
            "'srif' is none of text, json, jsonl, github, sarif, junit, did you mean `sarif`?",
        ),
        (["--max-diagnostics", "-1"], "argument --max-diagnostics"),
    ],
)
def test_a_misspelt_option_gets_a_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["validate", *arguments, "x.json"])
    assert ended.value.code == 2
    complaint = capsys.readouterr().err
    assert complaint.startswith("holotype validate: ")
    assert sentence in complaint


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_stream_that_was_closed_before_gets_nothing(monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    monkeypatch.setattr(sys, stream, None)
    assert main(["--version"]) == 0
    assert main([]) == 2


def test_memory_that_runs_out_is_no_mistake(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(arguments: object) -> int:
        raise MemoryError

    monkeypatch.setattr("holotype.cli.validate.run", exhausted)
    assert run(capsys, "validate", "x.json") == (
        2,
        "",
        "holotype: the memory ran out before the work was done; give less at once, or more memory\n",
    )


class TestMistakesOfOurs:
    """An exception that nobody expected."""

    @pytest.fixture(autouse=True)
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(arguments: object) -> int:
            raise ZeroDivisionError("of \x1b[31m course")

        self.line = fail.__code__.co_firstlineno + 1
        monkeypatch.setattr("holotype.cli.validate.run", fail)

    def test_is_a_sentence_that_asks_for_a_report(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("HOLOTYPE_DEBUG", raising=False)
        code, output, complaint = run(capsys, "validate", "x.json")
        assert (code, output) == (2, "")
        assert complaint.startswith("holotype: this is a mistake of holotype itself: ZeroDivisionError at ")
        assert f" at {__file__}:{self.line}: of " in complaint
        assert "please report it" in complaint
        assert "Traceback" not in complaint
        assert "\x1b" not in complaint

    def test_is_shown_whole_when_debugging(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOLOTYPE_DEBUG", "1")
        with pytest.raises(ZeroDivisionError):
            main(["validate", "x.json"])
