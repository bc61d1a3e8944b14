"""`holotype validate` in a project that says which files go with which schema."""

from __future__ import annotations

import os
import re
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
    assert lines[4].startswith("numbers/two.json:1:1: error: ")
    assert lines[-1] == "2 errors in 2 of 4 files (4 instances checked)"


@pytest.mark.usefixtures("project")
def test_a_path_is_checked_by_the_check_that_covers_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, complaint = run(capsys, "validate", "numbers/one.json", "orders/a.json")
    assert (code, complaint) == (1, "")
    assert output.startswith(ORDER)
    assert output.endswith("1 error in 1 of 2 files (2 instances checked)\n")


@pytest.mark.usefixtures("project")
class TestUncovered:
    @pytest.mark.parametrize("others", [[], ["orders/a.json"]])
    def test_a_path_that_no_check_covers_is_refused_before_anything_is_checked(
        self, capsys: pytest.CaptureFixture[str], others: list[str]
    ) -> None:
        code, output, complaint = run(capsys, "validate", *others, "unrelated.json")
        assert (code, output) == (2, "")
        assert complaint == (
            "holotype: holotype.toml: no [[check]] covers unrelated.json, so nothing was checked: add a glob "
            "to the `files` of one, name a schema with --schema, or leave out what is not covered with "
            "--configured-only\n"
        )

    def test_a_few_of_many_are_named(self, capsys: pytest.CaptureFixture[str], project: Path) -> None:
        for number in range(1_234):
            (project / f"{number}.md").touch()
        complaint = run(capsys, "validate", *(f"{number}.md" for number in range(1_234))).complaint
        assert "covers 0.md, 1.md, 2.md, 3.md, 4.md and 1,229 more, so" in complaint

    def test_what_is_outside_the_folder_of_the_configuration_is_not_covered(
        self, capsys: pytest.CaptureFixture[str], project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (project / "inner" / "deeper").mkdir(parents=True)
        (project / "inner" / "holotype.toml").write_text(f'[[check]]\nfiles = ["*"]\nschema = "{STAND_IN}"\n')
        monkeypatch.chdir(project / "inner")
        for outside in ("../orders/a.json", "../orders"):
            assert f"covers {outside}, so" in run(capsys, "validate", outside).complaint

    def test_a_folder_is_covered_where_a_file_in_it_is(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        assert run(capsys, "validate", ".").output.endswith(
            "2 errors in 2 of 4 files (4 instances checked)\n"
        )
        (project / "empty").mkdir()
        assert "covers empty, so" in run(capsys, "validate", ".", "empty").complaint

    def test_a_path_that_is_missing_is_said_to_be(self, capsys: pytest.CaptureFixture[str]) -> None:
        ended = run(capsys, "validate", "missing.md", "orders/a.json")
        assert ended.code == 2
        assert ended.output.startswith("missing.md: error: no such file")
        assert ORDER in ended.output

    def test_they_are_left_out_where_only_what_is_configured_is_asked_for(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ended = run(
            capsys, "validate", "--configured-only", "unrelated.json", "orders/a.json", "holotype.toml"
        )
        assert (ended.code, ended.complaint) == (1, "")
        assert ended.output.startswith(ORDER)
        assert ended.output.endswith("1 error in 1 of 1 file (1 instance checked)\n")
        assert run(capsys, "validate", "--configured-only", "unrelated.json", "-") == (
            0,
            "no errors in 0 files (0 instances checked)\n",
            "",
        )

    def test_a_schema_on_the_command_line_is_for_all_paths(self, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = ("--configured-only", "--schema", STAND_IN, "unrelated.json")
        assert run(capsys, "validate", *arguments).output.startswith("unrelated.json:1:1: error: ")


@pytest.mark.parametrize("paths", [[], ["unrelated.json"]])
def test_without_a_configuration_nothing_is_configured(
    capsys: pytest.CaptureFixture[str], project: Path, paths: list[str]
) -> None:
    (project / "holotype.toml").unlink()
    code, output, complaint = run(capsys, "validate", "--configured-only", *paths)
    assert (code, output) == (0, "no errors in 0 files (0 instances checked)\n")
    assert complaint == (
        "holotype: notice: nothing is checked, for there is no configuration: write "
        "[[tool.holotype.check]] into pyproject.toml, or name a schema with --schema\n"
    )


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


class TestGlobs:
    def configure(self, project: Path, files: list[str], exclude: list[str] | None = None) -> None:
        (project / "holotype.toml").write_text(
            f"[[check]]\nfiles = {files}\nexclude = {exclude or []}\nschema = 'numbers/schema.number.json'\n"
        )

    def checked(self, capsys: pytest.CaptureFixture[str], *paths: str) -> list[str]:
        output = run(capsys, "validate", "--format", "junit", *paths).output
        return re.findall(r'<testcase classname="holotype" name="([^"]*)"', output)

    def test_one_that_matches_no_file_is_said_and_the_others_are_checked(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        self.configure(project, ["numbers/t*.json", "odrers/**/*.json"])
        code, output, _ = run(capsys, "validate")
        assert code == 2
        assert output.startswith(
            "holotype.toml: error: check[1].files[2]: 'odrers/**/*.json' matches no file: mend or remove it "
            "(no-documents)\nnumbers/two.json:1:1: error: "
        )

    def test_one_that_leads_nowhere_is_a_notice_where_paths_are_given(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        self.configure(project, ["numbers/*.json", "odrers/**/*.json", "orders/*.toml", "*.md"])
        code, _, complaint = run(capsys, "validate", "numbers/one.json")
        assert code == 0
        assert complaint == (
            "holotype: notice: holotype.toml: there is nothing where these globs lead: "
            "check[1].files[2] ('odrers/**/*.json')\n"
        )

    def test_what_is_excluded_is_not_covered(self, capsys: pytest.CaptureFixture[str], project: Path) -> None:
        self.configure(project, ["*.json"], ["orders/", "schema.*", "/unrelated.json"])
        assert self.checked(capsys) == ["numbers/one.json", "numbers/two.json"]
        assert "covers orders/a.json, so" in run(capsys, "validate", "orders/a.json").complaint

    def test_an_exclude_that_leaves_nothing_is_said(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        self.configure(project, ["numbers/*.json"], ["*.json"])
        code, output, _ = run(capsys, "validate")
        assert code == 2
        assert output.startswith(
            "holotype.toml: error: check[1].exclude: it leaves none of the files that `files` matches"
        )

    def test_what_one_check_excludes_another_may_cover(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        self.configure(project, ["numbers/*.json"], ["*.json"])
        with (project / "holotype.toml").open("a") as file:
            file.write("[[check]]\nfiles = ['numbers/one.json']\nschema = 'numbers/schema.number.json'\n")
        assert run(capsys, "validate") == (0, "no errors in 1 file (1 instance checked)\n", "")

    def test_a_file_that_several_match_is_checked_once(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        self.configure(project, ["numbers/*.json", "one.json", "*.json"], ["orders"])
        assert self.checked(capsys).count("numbers/one.json") == 1

    def test_hidden_files_and_links_to_folders_are_found_by_their_names_alone(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        (project / ".jobs" / ".jobs").mkdir(parents=True)
        (project / ".jobs" / "a.json").write_text("1")
        (project / ".jobs" / ".jobs" / "b.json").write_text("1")
        (project / ".c.json").write_text("1")
        (project / "way").symlink_to(".jobs")
        self.configure(project, ["*.json"], ["orders", "numbers", "unrelated.json"])
        assert run(capsys, "validate").output.startswith("holotype.toml: error: check[1].exclude: ")
        self.configure(project, [".jobs/*.json", ".c.json", "way/*.json", ".jobs/.jobs"])
        assert self.checked(capsys) == [".jobs/a.json", ".c.json", "way/a.json", ".jobs/.jobs/b.json"]
        self.configure(project, [".jobs"])
        assert self.checked(capsys) == [".jobs/a.json"]
        assert run(capsys, "validate", ".jobs/.jobs/b.json").code == 0

    def test_what_only_a_later_check_finds_is_checked_by_the_first_that_covers_it(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        (project / ".hidden").mkdir()
        (project / ".hidden" / "a.json").write_text("1")
        self.configure(project, ["*.json"], ["orders", "numbers/schema*"])
        with (project / "holotype.toml").open("a") as file:
            file.write(f"[[check]]\nfiles = ['.hidden/*.json']\nschema = '{STAND_IN}'\n")
        assert ".hidden/a.json" in self.checked(capsys)
        assert "hidden" not in run(capsys, "validate").output

    def test_the_files_of_two_checks_in_one_folder_take_two_validators(
        self, capsys: pytest.CaptureFixture[str], project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from holotype.checking import validators

        for number in range(20):
            (project / "numbers" / f"{number}.json").write_text("1")
        self.configure(project, ["numbers/*.json"], ["*[13579].json"])
        with (project / "holotype.toml").open("a") as file:
            file.write(
                "[[check]]\nfiles = ['numbers/*.json']\nschema = 'numbers/schema.number.json'\n"
                "nulls = 'absent'\n"
            )
        loaded: list[object] = []
        load = validators.load_validator

        def load_and_count(origin: validators.Origin) -> object:
            loaded.append(origin)
            return load(origin)

        monkeypatch.setattr(validators, "load_validator", load_and_count)
        for paths in ([], ["numbers"]):
            loaded.clear()
            run(capsys, "validate", *paths)
            assert len(loaded) == 2

    def test_what_they_match_is_checked_whatever_its_suffix(
        self, capsys: pytest.CaptureFixture[str], project: Path
    ) -> None:
        (project / "numbers" / "three.txt").write_text("3")
        self.configure(project, ["numbers/t*"])
        assert self.checked(capsys) == ["numbers/three.txt", "numbers/two.json"]


def test_a_mistake_in_the_configuration_is_a_sentence(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    (project / "holotype.toml").write_text("[[chek]]")
    assert run(capsys, "validate") == (
        2,
        "",
        "holotype: holotype.toml: chek: there is no such key, did you mean `check`?\n",
    )


def configured(project: Path, files: str) -> None:
    (project / "holotype.toml").write_text(
        f"[[check]]\nfiles = [{files!r}]\nschema = 'numbers/schema.number.json'\n"
    )


def test_a_file_whose_name_is_a_dash_is_no_standard_input(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "-").write_text('"2"')
    configured(project, "-")

    ended = run(capsys, "validate")

    assert ended.code == 1
    assert ended.output.startswith("./-:1:1: error: expected a number")


def test_a_pipe_that_is_configured_is_not_waited_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(project / "pipe.json")
    configured(project, "pipe.json")

    ended = run(capsys, "validate")

    assert ended.code == 2
    assert "pipe.json: error: not a regular file, as what is configured has to be" in ended.output


@pytest.mark.parametrize("paths", [(), ("numbers",)])
def test_a_configured_folder_that_cannot_be_listed_is_reported(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    paths: tuple[str, ...],
) -> None:
    closed = project / "numbers" / "closed"
    closed.mkdir()
    scandir = os.scandir

    def refusing(folder: str) -> object:
        if os.path.basename(folder) == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    configured(project, "numbers/**/o*.json")
    monkeypatch.setattr(os, "scandir", refusing)

    ended = run(capsys, "validate", *paths)

    assert ended.code == 2
    assert "numbers/closed: error: the folder cannot be listed: Permission denied" in ended.output


@pytest.mark.parametrize(
    ("check", "key", "sentence"),
    [
        ('schema = "none.json"', "schema", "none.json: no such file: check its name"),
        ('schema = "none"', "schema", "there is no module on the path of this Python 'none'"),
        (
            'schema = "numbers/schema.number.json"\ndocuments = {"urn:a" = "none.json"}',
            "documents",
            "none.json: no such file: check its name",
        ),
    ],
)
def test_a_file_that_is_missing_is_said_with_the_key_that_names_it(
    project: Path, capsys: pytest.CaptureFixture[str], check: str, key: str, sentence: str
) -> None:
    text = f'[[check]]\nfiles = ["x"]\nschema = "y.json"\n[[check]]\nfiles = ["*.json"]\n{check}\n'
    (project / "holotype.toml").write_text(text)
    code, output, complaint = run(capsys, "validate", "unrelated.json")
    assert (code, output) == (2, "")
    assert complaint.startswith(f"holotype: holotype.toml: check[2].{key}: {sentence}")


@pytest.mark.usefixtures("project")
def test_a_schema_with_a_mistake_and_one_that_is_typed_are_said_by_themselves(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("numbers/schema.number.json").write_text('{"type": "num"}')
    assert run(capsys, "validate").complaint.startswith("holotype: numbers/schema.number.json:1:10: ")
    ended = run(capsys, "validate", "--config", "holotype.toml", "--schema", "none.json", "orders/a.json")
    assert ended.complaint == "holotype: none.json: no such file: check its name\n"
