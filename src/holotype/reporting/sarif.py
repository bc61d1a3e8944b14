"""Diagnostics as SARIF 2.1.0, which code-scanning pages show."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import holotype
from holotype.checking.diagnostics import UNCHECKED_KINDS, Diagnostic
from holotype.reporting.explanations import explanation
from holotype.reporting.names import file_uri
from holotype.reporting.printable import ascii_json, printable
from holotype.reporting.summary import Summary

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_OPENING = f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{"results": ['
# The name of our way to make fingerprints; another way would need another number (SARIF 2.1.0, 3.27.17).
_FINGERPRINT = "holotypeDiagnostic/v1"


class SARIFReporter:
    """A log with one run; its results are written as they come, its rules, which they name, at the end."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._separator = "\n"
        self._rules: dict[str, int] = {}
        self._whole = True
        write(_OPENING)

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        rule = rule_id(diagnostic)
        index = self._rules.setdefault(rule, len(self._rules))
        if diagnostic.keyword in UNCHECKED_KINDS:
            self._whole = False
        self._write(self._separator + ascii_json(_result(diagnostic, rule, index)))
        self._separator = ",\n"

    def checked(self, file: str) -> None:
        pass

    def end(self, summary: Summary) -> None:
        driver = {
            "name": "holotype",
            "semanticVersion": holotype.__version__,
            "rules": [_rule(rule) for rule in self._rules],
        }
        members = {
            "columnKind": "unicodeCodePoints",
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": self._whole and summary.complete}],
            "properties": {"summary": summary._asdict()},
        }
        rest = ", ".join(f"{ascii_json(name)}: {ascii_json(value)}" for name, value in members.items())
        self._write(f"\n], {rest}}}]}}\n")


def rule_id(diagnostic: Diagnostic) -> str:
    """The stable name of what a diagnostic is about: a keyword, `rule/<id>`, or a kind of a text's flaw."""
    if diagnostic.keyword == "rule":
        return "rule/" + diagnostic.keyword_location.rpartition("/")[2]
    return diagnostic.keyword


def _result(diagnostic: Diagnostic, rule: str, index: int) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": file_uri(diagnostic.file)}}
    if diagnostic.line:
        physical["region"] = _region(diagnostic)
    location: dict[str, object] = {"physicalLocation": physical}
    if diagnostic.instance_location:
        location["logicalLocations"] = [{"fullyQualifiedName": diagnostic.instance_location}]
    message = diagnostic.message if not diagnostic.hint else f"{diagnostic.message} ({diagnostic.hint})"
    result: dict[str, object] = {
        "ruleId": rule,
        "ruleIndex": index,
        "level": diagnostic.severity,
        "message": _message(message),
        "locations": [location],
        "partialFingerprints": {_FINGERPRINT: _fingerprint(diagnostic)},
        "properties": {
            "instanceLocation": diagnostic.instance_location,
            "keywordLocation": diagnostic.keyword_location,
            "absoluteKeywordLocation": diagnostic.absolute_keyword_location,
        },
    }
    if diagnostic.causes:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": _message(cause.message),
                "physicalLocation": {**physical, "region": _region(cause)},
            }
            for number, cause in enumerate(diagnostic.causes, 1)
        ]
    return result


def _region(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "startLine": diagnostic.line,
        "startColumn": diagnostic.column,
        "endLine": diagnostic.end_line,
        "endColumn": diagnostic.end_column,
    }


def _fingerprint(diagnostic: Diagnostic) -> str:
    """Equal for the same finding in another revision of the file: it does not depend on the line's number."""
    parts = (
        diagnostic.file,
        diagnostic.keyword_location or diagnostic.keyword,
        diagnostic.instance_location,
        diagnostic.source.strip(),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _rule(rule: str) -> dict[str, object]:
    what, cure = explanation(rule)
    return {
        "id": rule,
        "shortDescription": _message(what),
        "fullDescription": _message(what),
        "help": _message(f"{what} {cure}"),
    }


def _message(text: str) -> dict[str, str]:
    """A message, or the like, that says `text` and holds neither a placeholder nor a link.

    A brace is doubled whether or not there are arguments (SARIF 2.1.0, section 3.11.5).  A backslash stands
    before a bracket, as within a link's text, so that none begins (section 3.11.6), and before a backslash.
    """
    shown = printable(text, newlines=True)
    return {"text": re.sub(r"[\[\]\\]", r"\\\g<0>", shown).replace("{", "{{").replace("}", "}}")}
