"""What a document or a schema holds does nothing in a report, whatever reads the report."""

from __future__ import annotations

import json
import re

import pytest
from lxml import etree

from holotype.checking import Diagnostic
from holotype.reporting import FORMATS, reporter_of
from holotype.reporting.summary import Summary
from tests.reporting.samples import ENUM
from tests.reporting.workflow_commands import command_of

HOSTILE = {
    "escape sequence": "\x1b]0;title\x07\x1b[2J",
    "bidirectional marks": "user\u202e\u2066nimda\u2069",
    "line separators": "a\u2028b\x85c\x0bd",
    "command of GitHub": "\n::error::x\n ::add-mask::y",
    "older command of GitHub": "##[error]x",
    "command of Azure": "##vso[task.setvariable variable=PATH]x",
    "command of TeamCity": "##teamcity[buildStatus text='x']",
    "attachment of GitLab and Jenkins": "[[ATTACHMENT|/etc/passwd]]",
    "end of the data of XML": "]]></failure><testcase name='x'/>",
    "entity": "&lt;&#x1b;&x;<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "comment of XML": "--><!--",
    "HTML": "<img src=x onerror=alert(1)>",
    "link of SARIF": "[a](http://example.invalid/)",
    "link to a related location": "[a](1)",
    "placeholder of SARIF": "{0} {{1}}",
    "end of a property": ",line=1::error title=x::y",
    "escape of GitHub": "%0A%0D%25%3A%2C",
    "NUL": "a\0b",
    "half of a surrogate pair": "\ud800",
    "no character": "\ufffe\uffff",
    "quotation marks": "\"'`\\",
}


def reported(format_name: str, text: str) -> str:
    """A report of a finding that has the text wherever it can have some."""
    name = text.replace("\0", "").encode("utf-8", "replace").decode() or "x"
    cause = ENUM._replace(message=text, instance_location=text, keyword_location=text, hint=text, file=name)
    whole: Diagnostic = cause._replace(
        causes=(cause,), source=f"{text} {text}", keyword=f"x-{text}", absolute_keyword_location=text
    )
    written: list[str] = []
    grouped = format_name == "summary"
    reporter = reporter_of("text" if grouped else format_name, written.append, grouped=grouped)
    reporter.diagnostic(whole, fails=True)
    reporter.diagnostic(whole._replace(keyword="rule", severity="warning"), fails=False)
    reporter.diagnostic(whole._replace(keyword="unreadable", line=0), fails=True)
    reporter.checked(name)
    reporter.end(Summary(errors=2, warnings=1))
    return "".join(written)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("format_name", [*FORMATS, "summary"])
def test_no_report_does_what_a_text_says(format_name: str, text: str) -> None:
    report = reported(format_name, text)
    lines = report.split("\n")
    assert all(line.isprintable() for line in lines)
    assert not re.search(r"##[A-Za-z]*\[", report)
    commands = [command.name for command in map(command_of, lines) if command is not None]
    assert commands == (["error", "warning", "error", "notice"] if format_name == "github" else [])


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_json_and_sarif_stay_one_value_and_junit_one_case(text: str) -> None:
    assert len(json.loads(reported("json", text))["diagnostics"]) == 3
    assert len(reported("jsonl", text).splitlines()) == 3
    (run,) = json.loads(reported("sarif", text))["runs"]
    assert len(run["results"]) == 2
    (suite,) = etree.fromstring(reported("junit", text).encode()).iterfind("testsuite")
    assert [child.tag for child in suite.iter()] == ["testsuite", "testcase", "error", "system-out"]
    assert "[[ATTACHMENT|" not in "".join(map(str, suite.itertext()))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_message_of_sarif_holds_a_link_or_a_placeholder(text: str) -> None:
    (run,) = json.loads(reported("sarif", text))["runs"]
    messages = [
        message["text"]
        for result in run["results"]
        for message in (result["message"], *(one["message"] for one in result["relatedLocations"]))
    ]
    messages += [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]
    messages += [rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]]
    for message in messages:
        assert not re.search(r"[{}]", re.sub(r"\{\{|\}\}", "", message))
        # Of a link: its text, in which a backslash stands before what is literal, and its target.
        assert not re.search(r"\[(?:\\.|[^\\\]])*\]\(", message)
