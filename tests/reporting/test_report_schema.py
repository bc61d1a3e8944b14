"""The JSON report is what its schema says, by Holotype itself and by jsonschema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from referencing import Registry

import holotype
from holotype.checking import Diagnostic
from holotype.reporting import reporter_of
from holotype.reporting.summary import Summary
from tests.reporting.samples import ANY_OF, DIAGNOSTICS, ENUM, MISSING, RULE

SCHEMA: dict[str, Any] = json.loads(
    files("holotype.reporting").joinpath("report.schema.json").read_text(encoding="utf-8")
)
LINE = {"$ref": f"{SCHEMA['$id']}#/$defs/diagnostic"}
# Texts that are made up are no JSON Pointers.
OURS = holotype.compile(SCHEMA)
OURS_OF_ANY_TEXT = holotype.compile(SCHEMA, formats="dialect")
OURS_OF_A_LINE = holotype.compile(LINE, documents={SCHEMA["$id"]: SCHEMA})
JUDGE = Draft202012Validator(SCHEMA)
REGISTRY: Registry[Any] = Registry().with_contents([(SCHEMA["$id"], SCHEMA)])
JUDGE_OF_A_LINE = Draft202012Validator(LINE, registry=REGISTRY)

USUAL = (ENUM, RULE, ANY_OF, MISSING)


def written(format_name: str, *diagnostics: Diagnostic) -> str:
    parts: list[str] = []
    reporter = reporter_of(format_name, parts.append)
    for diagnostic in diagnostics:
        reporter.diagnostic(diagnostic, fails=True)
    reporter.end(Summary(errors=len(diagnostics)))
    return "".join(parts)


@pytest.mark.parametrize("found", [(), USUAL], ids=["nothing", "the usual"])
def test_a_report_satisfies_the_schema(found: tuple[Diagnostic, ...]) -> None:
    report = json.loads(written("json", *found))
    OURS.validate(report)
    JUDGE.validate(report)


def test_so_does_a_line_the_definition_of_a_diagnostic() -> None:
    for line in map(json.loads, written("jsonl", *USUAL).splitlines()):
        OURS_OF_A_LINE.validate(line)
        JUDGE_OF_A_LINE.validate(line)


@given(DIAGNOSTICS.filter(lambda diagnostic: diagnostic.keyword != ""))
def test_so_does_a_report_of_any_texts(diagnostic: Diagnostic) -> None:
    report = json.loads(written("json", diagnostic))
    OURS_OF_ANY_TEXT.validate(report)
    JUDGE.validate(report)


def test_every_member_is_declared_required_and_described() -> None:
    report = json.loads(written("json", *USUAL))
    for instance, schema in (
        (report, SCHEMA),
        (report["summary"], SCHEMA["$defs"]["summary"]),
        (report["diagnostics"][0], SCHEMA["$defs"]["diagnostic"]),
    ):
        assert list(instance) == list(schema["properties"]) == schema["required"]
        for member in schema["properties"].values():
            assert member.get("description") or member["$ref"] == "#/$defs/summary"


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (("version",), 2),
        (("diagnostics", 0, "line"), -1),
        (("diagnostics", 0, "severity"), "info"),
        (("diagnostics", 0, "hint"), 1),
        (("diagnostics", 2, "causes", 0, "file"), ""),
        (("summary", "complete"), 1),
    ],
)
def test_what_is_no_report_is_refused(pointer: tuple[str | int, ...], value: object) -> None:
    report = json.loads(written("json", *USUAL))
    *way, last = pointer
    within = report
    for token in way:
        within = within[token]
    within[last] = value
    assert not OURS.is_valid(report)
    assert not JUDGE.is_valid(report)


def test_a_reader_may_meet_a_member_that_it_does_not_know() -> None:
    report = json.loads(written("json", *USUAL)) | {"more": 1}
    report["diagnostics"][0]["more"] = 1
    OURS.validate(report)
