"""Documents as JUnit XML, which CI pages show as tests that pass or fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from holotype.checking.diagnostics import UNCHECKED_KINDS, Diagnostic
from holotype.reporting.names import FileNames
from holotype.reporting.printable import printable
from holotype.reporting.spool import Spool
from holotype.reporting.summary import Summary, counted
from holotype.reporting.text import TextReporter, label

# Characters of diagnostics that are listed of one file: pages show no more, and parsers of XML refuse a text
# of some millions.
MOST_LISTED: Final = 100_000


class JUnitReporter:
    """A suite for each file, with one test case: that the file is as it should be.

    CI pages follow a test by its name, from run to run and from branch to branch: so the case is there, and
    is called the same, whether it passes or fails and whatever is wrong on which line.  It is called as the
    file, for of suite and class some pages show nothing; the suite has the attribute `file`, for the schema
    of JUnit's XML that CI servers check reports by allows a test case none.

    What the run fails on is the case's failure, or its error where the file could not be read; other
    diagnostics are its output.  The numbers stand in front of the suites, which wait.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._names = FileNames()
        self._suites = Spool()
        self._tests = self._failures = self._errors = 0
        self._open: _Case | None = None

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        if self._open is None or self._open.file != diagnostic.file:
            self._close()
            self._open = _Case(diagnostic.file)
        # By one name in the whole report.
        self._open.add(diagnostic._replace(file=self._names.text(diagnostic.file)), fails=fails)

    def checked(self, file: str) -> None:
        if self._open is None or self._open.file != file:
            self._close()
            self._open = _Case(file)
        self._close()

    def end(self, summary: Summary) -> None:
        self._close()
        numbers = f'tests="{self._tests}" failures="{self._failures}" errors="{self._errors}"'
        self._write(f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="holotype" {numbers}>\n')
        self._suites.pour(self._write)
        self._write(f"<!-- {summary.sentence()} -->\n</testsuites>\n")

    def _close(self) -> None:
        """Write the suite of the file of which all is known."""
        case, self._open = self._open, None
        if case is None:
            return
        failures, errors = int(case.outcome == "failure"), int(case.outcome == "error")
        self._tests += 1
        self._failures += failures
        self._errors += errors
        name = _attribute(self._names.text(case.file))
        self._suites.write(
            f'<testsuite name={name} file={name} tests="1" failures="{failures}" errors="{errors}">\n'
            f'<testcase classname="holotype" name={name}>{case.content()}</testcase>\n</testsuite>\n'
        )


class _Case:
    """What is reported of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.outcome = ""
        self._first: Diagnostic | None = None  # of those that the outcome is about
        self._failed = _Listing()
        self._passed = _Listing()

    def add(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        (self._failed if fails else self._passed).add(diagnostic)
        outcome = "error" if diagnostic.keyword in UNCHECKED_KINDS else "failure"
        if fails and self.outcome in ("", "failure") and self.outcome != outcome:
            self.outcome, self._first = outcome, diagnostic

    def content(self) -> str:
        content = ""
        if self._first is not None:
            message = self._first.message
            if self._failed.number > 1:
                message += f" (and {self._failed.number - 1:,} more)"
            about = f"type={_attribute(label(self._first))} message={_attribute(message)}"
            content = f"<{self.outcome} {about}>{self._failed.text()}</{self.outcome}>"
        if self._passed.number:
            content += f"<system-out>{self._passed.text()}</system-out>"
        return content


class _Listing:
    """Diagnostics in text, the first of them."""

    def __init__(self) -> None:
        self.number = 0
        self._shown: list[str] = []
        self._left = MOST_LISTED

    def add(self, diagnostic: Diagnostic) -> None:
        self.number += 1
        if self._left > 0:
            TextReporter(self._show).diagnostic(diagnostic, fails=True)

    def _show(self, text: str) -> None:
        self._shown.append(text if len(text) <= self._left else f"{text[: self._left]}…\n")
        self._left -= len(text)

    def text(self) -> str:
        left_out = self.number - len(self._shown)
        more = f"{counted(left_out, 'more diagnostic')} of this file, which other formats report\n"
        return escape("".join(self._shown) + (more if left_out else ""))


def _attribute(text: str) -> str:
    # Nor could XML carry other control characters, surrogates, U+FFFE and U+FFFF (XML 1.0, section 2.2).
    return quoteattr(printable(text))
