"""What `holotype validate` imports: each module is paid for at every start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import BAD, GOOD, STAND_IN

JOB = (
    '{"id": "7b0b0a4e-5c9a-4f9e-8d7a-0d9a3e6f1c22", "model": "m", "endpoint": "/v1/ocr", "status": "QUEUED"}'
)
FORBIDDEN = {
    "argparse",
    "concurrent",
    "dataclasses",
    "datetime",
    "decimal",
    "holotype.compiler",
    "holotype.contract",
    "holotype.schema",
    "importlib.metadata",
    "inspect",
    "jsonschema",
    "logging",
    "msgspec",
    "multiprocessing",
    "pathlib",
    "referencing",
    "rich",
    "subprocess",
    "tempfile",
    "threading",
    "tomllib",
    "urllib",
}
OURS = {
    "holotype",
    "holotype.checking",
    "holotype.checking.diagnostics",
    "holotype.checking.examination",
    "holotype.checking.inputs",
    "holotype.checking.planning",
    "holotype.checking.run",
    "holotype.checking.validators",
    "holotype.checking.values",
    "holotype.checking.work",
    "holotype.cli",
    "holotype.cli.validate",
    "holotype.configuration",
    "holotype.configuration.values",
    "holotype.documents",
    "holotype.documents.findings",
    "holotype.documents.input_formats",
    "holotype.documents.json_text",
    "holotype.documents.reading",
    "holotype.documents.streams",
    "holotype.documents.strict",
    "holotype.documents.text_lines",
    "holotype.documents.values",
    "holotype.errors",
    "holotype.reporting",
    "holotype.reporting.printable",
    "holotype.reporting.several",
    "holotype.reporting.summary",
    "holotype.reporting.text",
}


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that `holotype validate` has imported when it ends."""
    return imported_by(folder, "validate", *arguments)


def imported_by(folder: Path, *command: str) -> set[str]:
    """The modules that the command has imported when it ends."""
    program = (
        "import sys; before = set(sys.modules); from holotype.cli import main; code = main(); "
        "print(*sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, *command], cwd=folder, capture_output=True, check=True
    )
    return set(ended.stderr.decode().split())


def packages(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "good.json").write_text(JOB)
    return tmp_path


def test_a_check_of_one_json_file_imports_these_modules_of_ours(folder: Path) -> None:
    ours = {module for module in imported(folder, "good.json") if module.startswith("holotype")}
    assert ours <= OURS


def test_a_check_of_one_json_file_imports_nothing_heavy(folder: Path) -> None:
    modules = imported(folder, "good.json")
    assert not modules & FORBIDDEN
    assert not packages(modules) & FORBIDDEN


def test_the_bundled_package_imports_nothing_of_ours(folder: Path) -> None:
    program = "import sys, mistral_batch_job.validator; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, check=True)
    assert "holotype" not in packages(set(ended.stdout.decode().split()))


@pytest.mark.parametrize(
    ("name", "text", "arguments", "needed"),
    [
        ("orders.jsonl", GOOD + BAD, [], set()),
        ("orders.jsonl", GOOD * 50_000, [], {"msgspec"}),
        ("order.toml", 'id = "a"', [], {"tomllib"}),
        ("order.json", GOOD, ["--format", "sarif"], {"hashlib"}),
        ("order.json", GOOD, ["--jobs", "2"], {"multiprocessing", "threading"}),
    ],
    ids=["a few lines", "many lines", "toml", "sarif", "two processes"],
)
def test_the_heavy_ones_are_imported_by_what_needs_them(
    folder: Path, name: str, text: str, arguments: list[str], needed: set[str]
) -> None:
    (folder / name).write_text(text)
    modules = imported(folder, "--schema", STAND_IN, *arguments, name)
    heavy = {
        "msgspec",
        "tomllib",
        "hashlib",
        "concurrent",
        "multiprocessing",
        "threading",
        "rich",
        "jsonschema",
    }
    wanted = packages(modules) & heavy
    assert wanted - {"threading"} == needed - {"threading"}


def test_jsonschema_is_imported_for_a_second_opinion_only(folder: Path) -> None:
    (folder / "schema.json").write_text("{}")
    arguments = ("--schema", "schema.json", "--jobs", "1", "good.json")
    assert not {"holotype.checking.judge", "multiprocessing"} & imported(folder, *arguments)
    assert {"holotype.checking.judge", "jsonschema"} <= imported(folder, "--second-opinion", *arguments)


def test_a_project_without_a_configuration_does_not_read_toml(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[project]\ndependencies = ["holotype"]\n')
    assert "tomllib" not in imported(folder, "good.json")


def test_a_project_with_one_does(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[[tool.holotype.check]]\nfiles = ["*.json"]\n')
    assert "tomllib" in imported(folder, "good.json")


@pytest.mark.parametrize(
    "command",
    [
        ("validate", "--schema", "own.json", "good.json"),
        ("compile", "own.json", "-o", "own.py"),
        ("init", "own.json"),
        ("generate",),
    ],
    ids=lambda command: str(command[0]),
)
def test_a_schema_is_read_checked_and_compiled_without_the_judge(
    folder: Path, command: tuple[str, ...]
) -> None:
    (folder / "own.json").write_text('{"$ref": "#/$defs/a", "$defs": {"a": {"type": "object"}}}')
    if command == ("generate",):
        imported_by(folder, "init", "own.json")
    modules = imported_by(folder, *command)
    assert {each for each in modules if each.startswith("holotype.schema.metaschemas.")} == {
        "holotype.schema.metaschemas.draft2020_12"
    }
    assert not packages(modules) & {"jsonschema", "referencing", "jsonschema_specifications"}


def test_a_schema_that_was_compiled_before_is_not_compiled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLOTYPE_CACHE_DIR", str(folder / "cache"))
    (folder / "own.json").write_text('{"required": ["id"], "properties": {"id": {"type": "string"}}}')
    words = ("--schema", "own.json", "good.json")
    assert "holotype.compiler.compilation" in imported(folder, *words)
    again = imported(folder, *words)
    assert again & FORBIDDEN == {"holotype.compiler"}
    assert {each for each in again if each.startswith("holotype.compiler.e")} == {
        "holotype.compiler.emission",
        "holotype.compiler.emission.namespace",
    }
