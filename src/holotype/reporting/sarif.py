"""Diagnostics as SARIF 2.1.0, which code-scanning pages show."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import holotype
from holotype.checking.diagnostics import UNCHECKED_KINDS, Diagnostic
from holotype.checking.values import STANDARD_INPUT
from holotype.reporting.explanations import PAGES, explanation, help_uri
from holotype.reporting.names import FileNames
from holotype.reporting.printable import ascii_json, printable
from holotype.reporting.summary import Summary
from holotype.reporting.text import hint_label

if TYPE_CHECKING:
    from holotype.reporting.spool import Spool

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_OPENING = f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{"results": ['
# The name of our way to make fingerprints; another way would need another number (SARIF 2.1.0, 3.27.17).
_FINGERPRINT = "holotypeDiagnostic/v1"
# As GitHub calls the root of a repository. Its own URI, which is of one machine, may be left out (3.14.14).
_ROOT = "%SRCROOT%"
_ROOT_IS = "the root of the repository, or outside of one the folder where the run was started"


class SARIFReporter:
    """A log with one run; its results are written as they come, its rules, which they name, at the end.

    What could not be checked says something of the run, not of a document: it is no result but a notification
    of the invocation (SARIF 2.1.0, sections 3.20.21 and 3.58), and waits for the end.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._names = FileNames()
        self._separator = "\n"
        self._rules: dict[str, int] = {}
        self._notifications: dict[str, int] = {}
        self._waiting: Spool | None = None
        write(_OPENING)

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        if diagnostic.keyword in UNCHECKED_KINDS:
            self._notify(diagnostic)
            return
        rule = rule_id(diagnostic)
        index = self._rules.setdefault(rule, len(self._rules))
        self._write(self._separator + ascii_json(self._result(diagnostic, rule, index)))
        self._separator = ",\n"

    def checked(self, file: str) -> None:
        pass

    def end(self, summary: Summary) -> None:
        driver = {
            "name": "holotype",
            "semanticVersion": holotype.__version__,
            "informationUri": PAGES,
            "rules": list(map(_descriptor, self._rules)),
            "notifications": list(map(_descriptor, self._notifications)),
        }
        members = {
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {_ROOT: {"description": _message(_ROOT_IS)}},
            "tool": {"driver": driver},
            "properties": {"summary": summary._asdict()},
        }
        rest = ", ".join(f"{ascii_json(name)}: {ascii_json(value)}" for name, value in members.items())
        successful = ascii_json(summary.complete and not summary.unchecked)
        self._write(f'\n], {rest}, "invocations": [{{"executionSuccessful": {successful}')
        if self._waiting is not None:
            self._write(', "toolExecutionNotifications": [')
            self._waiting.pour(self._write)
            self._write("\n]")
        self._write("}]}]}\n")

    def _notify(self, diagnostic: Diagnostic) -> None:
        kind = diagnostic.keyword
        index = self._notifications.setdefault(kind, len(self._notifications))
        notification = {
            "descriptor": {"id": kind, "index": index},
            "level": diagnostic.severity,
            "message": _message(_said(diagnostic)),
            "locations": [{"physicalLocation": self._physical_location(diagnostic)}],
        }
        separator = ",\n"
        if self._waiting is None:
            from holotype.reporting.spool import Spool

            self._waiting = Spool()
            separator = "\n"
        self._waiting.write(separator + ascii_json(notification))

    def _physical_location(self, diagnostic: Diagnostic) -> dict[str, object]:
        uri = self._names.uri(diagnostic.file)
        artifact = {"uri": uri}
        if diagnostic.file != STANDARD_INPUT and not uri.startswith("file:"):
            artifact["uriBaseId"] = _ROOT
        return {"artifactLocation": artifact} | ({"region": _region(diagnostic)} if diagnostic.line else {})

    def _result(self, diagnostic: Diagnostic, rule: str, index: int) -> dict[str, object]:
        location: dict[str, object] = {"physicalLocation": self._physical_location(diagnostic)}
        if diagnostic.instance_location:
            location["logicalLocations"] = [{"fullyQualifiedName": diagnostic.instance_location}]
        result: dict[str, object] = {
            "ruleId": rule,
            "ruleIndex": index,
            "level": diagnostic.severity,
            "message": _message(_said(diagnostic)),
            "locations": [location],
            "partialFingerprints": {_FINGERPRINT: self._fingerprint(diagnostic)},
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
                    "message": _message(_said(cause)),
                    "physicalLocation": self._physical_location(cause),
                }
                for number, cause in enumerate(_causes(diagnostic), 1)
            ]
        return result

    def _fingerprint(self, diagnostic: Diagnostic) -> str:
        """Equal for the same finding in another revision of the file: the line's number is no part of it."""
        parts = (
            self._names.text(diagnostic.file),
            diagnostic.keyword_location or diagnostic.keyword,
            diagnostic.instance_location,
            diagnostic.source.strip(),
        )
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def rule_id(diagnostic: Diagnostic) -> str:
    """The stable name of what a diagnostic is about: a keyword, `rule/<id>`, or a kind of a text's flaw."""
    if diagnostic.keyword == "rule":
        return "rule/" + diagnostic.keyword_location.rpartition("/")[2]
    return diagnostic.keyword


def _causes(diagnostic: Diagnostic) -> Iterator[Diagnostic]:
    """Those of causes, too: a related location has none of its own."""
    for cause in diagnostic.causes:
        yield cause
        yield from _causes(cause)


def _said(diagnostic: Diagnostic) -> str:
    if not diagnostic.hint:
        return diagnostic.message
    return f"{diagnostic.message} ({hint_label(diagnostic)}: {diagnostic.hint})"


def _region(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "startLine": diagnostic.line,
        "startColumn": diagnostic.column,
        "endLine": diagnostic.end_line,
        "endColumn": diagnostic.end_column,
    }


def _descriptor(rule: str) -> dict[str, object]:
    what, cure = explanation(rule)
    return {
        "id": rule,
        "shortDescription": _message(what),
        "fullDescription": _message(what),
        "help": _message(f"{what} {cure}"),
        "helpUri": help_uri(rule),
    }


def _message(text: str) -> dict[str, str]:
    """A message, or the like, that says `text` and holds neither a placeholder nor a link.

    A brace is doubled whether or not there are arguments (SARIF 2.1.0, section 3.11.5).  Where the text of a
    link would end, a backslash stands before the bracket, as within such a text (section 3.11.6), and the
    backslashes in front of it are doubled: so none ends there.  Other escapes would be shown.
    """
    shown = re.sub(r"(\\*)\]\(", r"\1\1\\](", printable(text, newlines=True))
    return {"text": shown.replace("{", "{{").replace("}", "}}")}
