"""`holotype validate` in a project that says which files go with which schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import BAD, GOOD, STAND_IN, run

NUMBER = '{"type": "number"}'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for file, text in {
        "orders/a.json": BAD,
        "orders/old/b.json": GOOD,
        "numbers/one.json": "1",
        "numbers/two.json": '"2"',
        "numbers/schema.number.json": NUMBER,
        "unrelated.json": "[]",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text)
    (tmp_path / ".git").mkdir()
    (tmp_path / "holotype.toml").write_text(
        f"""
        [[check]]
        files = ["orders/**/*.json"]
        schema = "{STAND_IN}"

        [[check]]
        files = ["numbers/[ot]*.json"]
        schema = "numbers/schema.number.json"
        """
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


ORDER = "orders/a.json:1:8: error: expected a string, found 1, which is an integer (/properties/id/type)"


@pytest.mark.usefixtures("project")
def test_without_paths_everything_that_is_configured_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, complaint = run(capsys, "validate")
    assert (code, complaint) == (1, "")
    lines = output.splitlines()
    assert lines[0] == ORDER
    assert lines[3].startswith("numbers/two.json:1:1: error: ")
    assert lines[-1] == "2 errors in 2 of 4 files (4 instances checked)"


@pytest.mark.usefixtures("project")
def test_a_path_is_checked_by_the_check_that_matches_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, complaint = run(capsys, "validate", "numbers/one.json", "orders/a.json", "unrelated.json")
    assert code == 1
    assert output.startswith(ORDER)
    assert complaint == "holotype: not checked, as no [[check]] of holotype.toml matches: unrelated.json\n"


@pytest.mark.usefixtures("project")
def test_a_folder_is_checked_as_its_files_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "validate", "numbers").output.splitlines()[-1] == (
        "1 error in 1 of 2 files (2 instances checked)"
    )


def test_paths_are_matched_from_a_folder_beneath_too(
    capsys: pytest.CaptureFixture[str], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "orders")
    assert run(capsys, "validate", "a.json").output.startswith("a.json:1:8: error: ")
    assert "../numbers/two.json" in run(capsys, "validate").output


@pytest.mark.usefixtures("project")
def test_the_schema_of_the_command_line_wins(capsys: pytest.CaptureFixture[str]) -> None:
    number = "numbers/schema.number.json"
    assert run(capsys, "validate", "--schema", number, "orders/a.json").output.startswith(
        "orders/a.json:1:1: error: "
    )
    assert (
        run(capsys, "validate", "--schema", number).output.splitlines()[-1].startswith("3 errors in 3 of 4")
    )


@pytest.mark.usefixtures("project")
def test_only_unmatched_paths_are_a_clean_end_with_a_notice(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, complaint = run(capsys, "validate", "unrelated.json", "holotype.toml")
    assert code == 0
    assert output == "no errors in 0 files (0 instances checked)\n"
    assert complaint.endswith("matches: unrelated.json and 1 more\n")


def test_the_first_check_that_matches_counts(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    file = project / "holotype.toml"
    file.write_text(f'{file.read_text()}\n[[check]]\nfiles = ["**/*.json"]\nschema = "{STAND_IN}"\n')
    lines = run(capsys, "validate").output.splitlines()
    assert lines[-1] == "4 errors in 4 of 6 files (6 instances checked)"


def test_what_the_configuration_fails_on_counts(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    (project / "orders" / "a.json").write_text('{"id": "a", "shipped": 1}')
    (project / "numbers" / "two.json").write_text("2")
    assert run(capsys, "validate").code == 0
    file = project / "holotype.toml"
    file.write_text(file.read_text().replace("[[check]]", '[[check]]\nfail_on = "warning"', 1))
    assert run(capsys, "validate").code == 1
    assert run(capsys, "validate", "--fail-on", "error").code == 0


def test_a_glob_that_matches_nothing_is_said_and_the_others_are_checked(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    file = project / "holotype.toml"
    file.write_text(file.read_text().replace("orders/**", "odrers/**"))
    code, output, _ = run(capsys, "validate")
    assert code == 2
    assert output.startswith("odrers/**/*.json: error: no such file")
    assert "numbers/two.json:1:1: error: " in output


def test_a_mistake_in_the_configuration_is_a_sentence(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    (project / "holotype.toml").write_text("[[chek]]")
    assert run(capsys, "validate") == (
        2,
        "",
        "holotype: holotype.toml: chek: there is no such key, did you mean `check`?\n",
    )
