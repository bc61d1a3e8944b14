"""`holotype validate`: options, exit codes, and reports that a person can review."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

import holotype
from tests.cli.running import BAD, GOOD, STAND_IN, run, start, validate

GOLDEN = Path(__file__).parent / "golden"
# Orders with a flaw of each kind; a golden file is what is said of them.
ORDERS = {
    "good.json": GOOD,
    "state.json": '{\n  "id": "a",\n  "state": "LOST"\n}\n',
    "counters.json": '{\n  "id": "a",\n  "ordered": 1,\n  "shipped": 2\n}\n',
    "part.json": '{"id": "a", "part": {"size": "L"}}\n',
    "twice.json": '{"id": 1,\n "id": 2}\n',
    "list.json": '{"object": "list", "data": [{"id": "a"}, {"state": "OPEN"}]}\n',
    "truncated.json": '{\n  "id": "a"\n',
    "long.json": json.dumps({"pad": "x" * 200, "id": 7, "more": "y" * 200}) + "\n",
    "hostile.json": '{"id": "a", "state": "\u202eGONE\x1b"}\n',
    "wide.json": '{"注文": "状態", "id": 5}\n',
    "tabs.json": '{\n\t"id":\t"a",\n\t"state":\t"LOST"\n}\n',
    "lines.jsonl": '{"id": "a"}\n{"id": 2}\n\n{"id": "c", "state": "X"}\n{',
    "order.yaml": "id: a\nstate: LOST\n---\nstate: OPEN\n",
    "order.toml": 'id = "a"\nstate = "LOST"\n',
}


@pytest.fixture
def orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in ORDERS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def assert_golden(name: str, text: str) -> None:
    """Compare with the golden file; HOLOTYPE_UPDATE_GOLDEN=1 writes it, for a person to review."""
    file = GOLDEN / name
    if os.environ.get("HOLOTYPE_UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("text.txt", []),
        ("summary.txt", ["--summary"]),
        ("colour.txt", ["--color", "always", "state.json", "counters.json", "good.json"]),
        ("limited.txt", ["--max-diagnostics", "2"]),
        ("github.txt", ["--format", "github"]),
        ("junit.xml", ["--format", "junit"]),
        ("report.jsonl", ["--format", "jsonl"]),
    ],
)
@pytest.mark.usefixtures("orders")
def test_reports_are_as_reviewed(capsys: pytest.CaptureFixture[str], name: str, arguments: list[str]) -> None:
    paths = [] if any(argument.endswith(".json") for argument in arguments) else ["."]
    code, output, complaint = validate(capsys, *arguments, *paths)
    assert (code, complaint) == (1, "")
    assert_golden(name, output)


def test_a_file_whose_findings_are_all_left_out_is_not_called_clean(
    capsys: pytest.CaptureFixture[str], orders: Path
) -> None:
    for name in ("x1.json", "x2.json"):
        (orders / name).write_text("[]")
    arguments = ("--max-diagnostics", "1", "--format", "junit")
    output = validate(capsys, *arguments, "x1.json", "x2.json", "good.json").output
    assert 'name="x1.json"' in output
    assert "x2.json" not in output
    assert 'name="good.json"></testcase>' in output


@pytest.mark.usefixtures("orders")
class TestExitCodes:
    def test_clean_is_0(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert validate(capsys, "good.json") == (0, "no errors in 1 file (1 instance checked)\n", "")

    def test_errors_are_1(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert validate(capsys, "good.json", "state.json").code == 1

    def test_warnings_are_0_unless_the_run_fails_on_them(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert validate(capsys, "counters.json").code == 0
        assert validate(capsys, "counters.json", "--fail-on", "warning").code == 1

    def test_a_file_that_cannot_be_read_is_2_and_the_others_are_checked(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, output, _ = validate(capsys, "missing.json", "state.json")
        assert code == 2
        assert output.startswith(
            "missing.json: error: no such file: check its name (unreadable)\nstate.json:3:12"
        )

    def test_a_folder_without_documents_is_2(self, capsys: pytest.CaptureFixture[str], orders: Path) -> None:
        (orders / "empty").mkdir()
        code, output, _ = validate(capsys, "empty")
        assert code == 2
        assert output.startswith("empty: error: the folder has no documents")

    def test_nothing_to_check_is_2(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, output, complaint = validate(capsys)
        assert (code, output) == (2, "")
        assert complaint.startswith("holotype: nothing to check: name files or folders")

    def test_a_schema_that_cannot_be_found_is_2_and_nothing_is_checked(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, output, complaint = run(capsys, "validate", "--schema", "no_such_module", "state.json")
        assert (code, output) == (2, "")
        assert complaint.startswith("holotype: there is no installed module 'no_such_module'")


@pytest.mark.usefixtures("orders")
class TestOptions:
    def test_options_may_stand_between_paths(self, capsys: pytest.CaptureFixture[str]) -> None:
        ended = validate(
            capsys, "good.json", "--format", "jsonl", "state.json", "--output", "json=x.json", "part.json"
        )
        assert [json.loads(line)["file"] for line in ended.output.splitlines()] == ["state.json", "part.json"]

    def test_fail_fast_stops_at_the_first_that_counts(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, output, _ = validate(capsys, "--fail-fast", "counters.json", "state.json", "part.json")
        assert "state.json:3:12" in output
        assert "part.json" not in output
        assert output.endswith("; stopped before the end\n")

    def test_each_checks_the_items_of_an_array(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert validate(capsys, "--each", "/data", "list.json").output.startswith("list.json:1:42: error: ")

    def test_at_checks_one_value_of_each_document(
        self, capsys: pytest.CaptureFixture[str], orders: Path
    ) -> None:
        (orders / "log.jsonl").write_text('{"body": {"id": 1}}\n{"body": {"id": "a"}}\n')
        code, output, _ = validate(capsys, "--at", "/body", "log.jsonl")
        assert code == 1
        assert output.startswith("log.jsonl:1:17: error: expected a string (/properties/id/type)")
        assert output.endswith("1 error in 1 of 1 file (2 instances checked)\n")
        assert validate(capsys, "--at", "/body/id", "log.jsonl").code == 1

    def test_nulls_are_rejected_when_asked(self, capsys: pytest.CaptureFixture[str], orders: Path) -> None:
        (orders / "null.json").write_text('{"id": "a", "note": null}')
        assert validate(capsys, "null.json").code == 0
        assert validate(capsys, "--nulls", "reject", "null.json").code == 1

    def test_standard_input_is_a_path(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((GOOD + BAD).encode())))
        code, output, _ = validate(capsys, "--input-format", "jsonl", "-")
        assert code == 1
        assert output.startswith("-:2:8: error: expected a string (/properties/id/type)")

    def test_duplicate_keys_can_be_ignored(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "duplicate-key" in validate(capsys, "twice.json").output
        assert "duplicate-key" not in validate(capsys, "--duplicate-keys", "ignore", "twice.json").output

    def test_merge_keys_of_yaml_can_be_refused(
        self, capsys: pytest.CaptureFixture[str], orders: Path
    ) -> None:
        (orders / "merged.yaml").write_text("note: &a {id: a}\n<<: *a\n")
        assert "not-json" not in validate(capsys, "merged.yaml").output
        assert "not-json" in validate(capsys, "--yaml-merge", "refuse", "merged.yaml").output

    def test_keys_that_are_no_strings_are_a_notice_unless_it_is_quiet(
        self, capsys: pytest.CaptureFixture[str], orders: Path
    ) -> None:
        (orders / "keys.yaml").write_text("id: a\n1: b\n---\nid: a\n2: c\n")
        code, output, complaint = validate(capsys, "keys.yaml")
        assert (code, output) == (0, "no errors in 1 file (2 instances checked)\n")
        assert complaint == (
            "holotype: notice: keys.yaml:2:1: the key 1 is an integer, where JSON has strings: it is read as "
            '"1", and 1 more key likewise\n'
        )
        assert validate(capsys, "--quiet", "keys.yaml") == (0, "", "")

    def test_an_unknown_input_format_is_a_sentence(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, complaint = validate(capsys, "--input-format", "xml", "good.json")
        assert code == 2
        assert complaint.startswith('holotype: "xml" is no input format: expected json')

    def test_two_processes_report_the_same(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert validate(capsys, "--jobs", "2", ".") == validate(capsys, ".")


@pytest.mark.usefixtures("orders")
class TestReportFiles:
    def test_any_number_of_reports_is_written_at_once(
        self, capsys: pytest.CaptureFixture[str], orders: Path
    ) -> None:
        formats = ("json", "jsonl", "sarif", "junit", "github", "text")
        targets = [f"--output={name}={orders / name}.out" for name in formats]
        assert validate(capsys, "state.json", *targets).code == 1
        for name in formats:
            assert "LOST" in (orders / f"{name}.out").read_text(encoding="utf-8")

    def test_an_older_report_stands_until_the_new_one_is_whole(
        self, capsys: pytest.CaptureFixture[str], orders: Path
    ) -> None:
        (orders / "report").write_text("older")
        assert (
            run(capsys, "validate", "--schema", "nothing.json", "--output=json=report", "good.json").code == 2
        )
        assert (orders / "report").read_text() == "older"
        assert list(orders.glob(".holotype.*")) == []

    def test_a_report_that_cannot_be_written_is_a_sentence(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, complaint = validate(capsys, "--output=json=no/such/folder", "good.json")
        assert code == 2
        assert (
            complaint == "holotype: no/such/folder: the report cannot be written: No such file or directory\n"
        )

    def test_no_report_is_begun_where_one_cannot_be_written(
        self, capsys: pytest.CaptureFixture[str], orders: Path
    ) -> None:
        assert validate(capsys, "--output=json=x", "--output=sarif=no/such/folder", "good.json").code == 2
        assert sorted(os.listdir(orders)) == sorted(ORDERS)

    @pytest.mark.parametrize("second", ["./x", "link", "hard", "X"])
    def test_two_reports_to_one_file_are_refused(
        self, capsys: pytest.CaptureFixture[str], orders: Path, second: str
    ) -> None:
        (orders / "link").symlink_to("x")
        if second == "hard":
            (orders / "x").touch()
            os.link(orders / "x", orders / "hard")
        code, _, complaint = validate(capsys, "--output=json=x", f"--output=sarif={second}", "good.json")
        assert code == 2
        assert complaint == f"holotype: {second}: two reports cannot be written to one file\n"

    def test_the_first_finding_that_counts_ends_a_report_to_a_full_disk_with_a_sentence(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, _, complaint = validate(capsys, "--fail-fast", "--output=json=/dev/full", "state.json")
        assert code == 2
        assert complaint == "holotype: /dev/full: the report cannot be written: No space left on device\n"


@pytest.mark.usefixtures("orders")
class TestReportsOnStandardOutput:
    def test_one_takes_the_place_of_the_text(self, capsys: pytest.CaptureFixture[str], orders: Path) -> None:
        output = validate(capsys, "--output=json=-", "state.json").output
        assert json.loads(output)["diagnostics"][0]["file"] == "state.json"
        assert sorted(os.listdir(orders)) == sorted(ORDERS)

    @pytest.mark.parametrize("arguments", [["--format", "json"], ["--output=sarif=/dev/stdout"]])
    def test_two_are_refused(self, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
        code, output, complaint = validate(capsys, "--output=json=-", *arguments, "state.json")
        assert (code, output) == (2, "")
        assert "two reports cannot be written to standard output" in complaint

    def test_one_is_written_to_the_file_that_the_shell_opened(self, orders: Path) -> None:
        with open("log", "w") as log:
            log.write("before\n")
            log.flush()
            assert start("--output=jsonl=/dev/stdout", "state.json", stdout=log).wait(60) == 1
        first, second = Path("log").read_text().splitlines()
        assert first == "before"
        assert json.loads(second)["file"] == "state.json"

    def test_a_report_to_the_same_file_is_refused(self, orders: Path) -> None:
        with open("log", "w") as log:
            process = start("--output=json=log", "state.json", stdout=log)
            _, complaint = process.communicate(timeout=60)
        assert (process.returncode, complaint) == (
            2,
            b"holotype: log: two reports cannot be written to one file\n",
        )


class TestColour:
    @pytest.mark.parametrize(
        ("choice", "variables", "coloured"),
        [
            ("auto", {}, False),
            ("auto", {"FORCE_COLOR": "1"}, True),
            ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
            ("always", {"NO_COLOR": "1"}, True),
            ("never", {"FORCE_COLOR": "1"}, False),
        ],
    )
    @pytest.mark.usefixtures("orders")
    def test_colour_is_as_asked_for(
        self,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        choice: str,
        variables: dict[str, str],
        coloured: bool,
    ) -> None:
        for name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        assert ("\x1b[" in validate(capsys, "--color", choice, "state.json").output) is coloured


def test_a_schema_of_ones_own_is_compiled_with_its_other_documents(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text('{"properties": {"b": {"$ref": "https://holotype.invalid/b"}}}')
    Path("b.schema").write_text('{"type": "string"}')
    Path("x.json").write_text('{"b": 1}')
    code, output, _ = run(
        capsys,
        "validate",
        "--schema",
        "a.json",
        "--document",
        "https://holotype.invalid/b=b.schema",
        "x.json",
    )
    assert code == 1
    assert output.startswith("x.json:1:7: error: ")
    assert run(capsys, "validate", "--schema", "a.json", "x.json").code == 2


def test_a_schema_without_a_dialect_has_the_one_that_is_given(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text('{"items": [{"type": "string"}]}')
    Path("x.json").write_text("[1]")
    assert run(capsys, "validate", "--schema", "a.json", "x.json").code == 2
    assert run(capsys, "validate", "--schema", "a.json", "--dialect", "draft7", "x.json").code == 1
    assert list(holotype.check("x.json", "a.json", dialect="draft7"))
    Path("holotype.toml").write_text('[[check]]\nfiles = ["x.json"]\nschema = "a.json"\ndialect = "draft7"\n')
    assert run(capsys, "validate").code == 1
    code, _, complaint = run(capsys, "validate", "--dialect", "draft7", "--schema", STAND_IN, "x.json")
    assert code == 2
    assert "its dialect is compiled in" in complaint


def test_a_notice_of_the_compiler_is_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"format": "int64"}')
    (tmp_path / "x.json").write_text("1")
    ended = run(capsys, "validate", "--schema", str(tmp_path / "a.json"), str(tmp_path / "x.json"))
    assert ended.code == 0
    assert ended.complaint.startswith("holotype: notice: ")
    assert "int64" in ended.complaint


@pytest.fixture
def schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLOTYPE_CACHE_DIR", str(tmp_path.parent / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("d").mkdir()
    for name in ("order", "part"):
        reference = ', "properties": {"part": {"$ref": "part.json"}}' if name == "order" else ""
        Path(f"{name}.json").write_text(f'{{"required": ["{name}"]{reference}}}')
    Path("d/a.json").write_text("{}")
    return tmp_path


@pytest.mark.usefixtures("schemas")
def test_the_schema_and_what_it_refers_to_are_no_documents_of_a_folder(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for _ in ("compiled", "from the cache"):
        for jobs in ("1", "2"):
            output = run(capsys, "validate", "--schema", "order.json", "--jobs", jobs, ".").output
            assert output.startswith("d/a.json:1:1: error: ")
            assert output.endswith("1 error in 1 of 1 file (1 instance checked)\n")
    assert "2 files" in run(capsys, "validate", "--schema", "order.json", ".", "order.json").output
    assert [each.file for each in holotype.check(".", "order.json")] == ["d/a.json"]


@pytest.mark.usefixtures("schemas")
def test_a_contract_and_its_schema_are_no_documents_of_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("part.json").write_text("{}")
    Path("order.json").write_text('{"$id": "urn:order", "required": ["order"]}')
    assert run(capsys, "init", "order.json").code == 0
    for _ in ("compiled", "from the cache"):
        output = run(capsys, "validate", "--schema", "order.contract.toml", ".").output
        assert output.endswith("2 errors in 2 of 2 files (2 instances checked)\n")
        assert "order.json" not in output


class TestForeignDocuments:
    """Documents that are none of the bundled schema, when nobody says by what they are checked."""

    NOTICE = (
        "holotype: notice: checked by the bundled schema of batch jobs of Mistral's API, since neither "
        "--schema nor a configuration names another\n"
    )
    JOB = '{"id": "7b0b0a4e-5c9a-4f9e-8d7a-0d9a3e6f1c22", "model": "m", "endpoint": "/v1/ocr"'

    @pytest.fixture(autouse=True)
    def _elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / ".git").mkdir()
        monkeypatch.chdir(tmp_path)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('{"name": "a"}', True),
            ('{"id": "a"}\n"b"\n{}', True),
            ('{"object": "list", "data": [{"name": "a"}, {}]}', True),
            ('{"id": "a"}\n' + JOB + ', "status": "QUEUED"}', False),
            (JOB + "}", False),
            (JOB + ', "status": "LOST"}', False),
            ("", False),
            ("{", False),
        ],
    )
    def test_one_notice_says_by_what_they_were_checked(
        self, capsys: pytest.CaptureFixture[str], text: str, said: bool
    ) -> None:
        Path("a.jsonl").write_text(text)
        ended = run(capsys, "validate", "a.jsonl")
        assert ended.complaint == (self.NOTICE if said else "")
        assert "Mistral" not in ended.output

    def test_all_documents_have_to_be_foreign(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("a.json").write_text("{}")
        Path("b.json").write_text(self.JOB + ', "status": "QUEUED"}')
        assert run(capsys, "validate", "a.json").complaint == self.NOTICE
        assert run(capsys, "validate", "--jobs", "2", "a.json").complaint == self.NOTICE
        assert run(capsys, "validate", ".").complaint == ""

    def test_it_is_not_said_where_somebody_chose(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("a.json").write_text("{}")
        assert run(capsys, "validate", "--quiet", "a.json").complaint == ""
        assert run(capsys, "validate", "--schema", "mistral_batch_job", "a.json").complaint == ""
        Path("holotype.toml").write_text("[[check]]\nfiles = ['a.json']\nschema = 'mistral_batch_job'\n")
        assert run(capsys, "validate").complaint == ""

    def test_an_array_of_what_may_be_instances_has_its_own_hint(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("a.json").write_text("[" + self.JOB + ', "status": "QUEUED"}]')
        ended = run(capsys, "validate", "a.json")
        assert ("--each ''" in ended.output, ended.complaint) == (True, "")


def test_standard_input_that_no_check_is_for_is_told_by_what_it_was_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "holotype.toml").write_text('[[check]]\nfiles = ["x.json"]\nschema = "s.json"\n')
    (tmp_path / "s.json").write_text("{}")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"number": 1}')))
    assert "checked by the bundled schema" in run(capsys, "validate", "-").complaint
