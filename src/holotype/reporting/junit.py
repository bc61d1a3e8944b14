"""Diagnostics as JUnit XML, which CI pages show as failed tests."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from xml.sax.saxutils import escape, quoteattr

from holotype.checking.diagnostics import Diagnostic
from holotype.reporting.names import file_name
from holotype.reporting.printable import printable
from holotype.reporting.summary import Summary
from holotype.reporting.text import TextReporter, label

_SPOOLED = 1 << 20  # bytes that are kept in memory


class JUnitReporter:
    """A test case for each diagnostic, failed where the run fails on it, and a passed one for a clean file.

    The numbers stand in front of the cases, so the cases wait in a temporary file.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._cases = SpooledTemporaryFile(_SPOOLED, "w+", encoding="utf-8")  # noqa: SIM115  # until the end
        self._tests = self._failures = self._of_this_file = 0

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        place = f"{diagnostic.line}:{diagnostic.column} " if diagnostic.line else ""
        shown: list[str] = []
        TextReporter(shown.append).diagnostic(diagnostic, fails=fails)
        details = escape("".join(shown))
        if fails:
            self._failures += 1
            outcome = (
                f"<failure type={_attribute(label(diagnostic))} message={_attribute(diagnostic.message)}>"
                f"{details}</failure>"
            )
        else:
            outcome = f"<system-out>{details}</system-out>"
        self._case(diagnostic.file, f"{place}{label(diagnostic)}", outcome)
        self._of_this_file += 1

    def checked(self, file: str) -> None:
        if not self._of_this_file:
            self._case(file, "no diagnostics", "")
        self._of_this_file = 0

    def end(self, summary: Summary) -> None:
        numbers = f'tests="{self._tests}" failures="{self._failures}"'
        self._write(f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites {numbers}>\n')
        self._write(f'<testsuite name="holotype" {numbers} errors="0">\n')
        self._cases.seek(0)
        while text := self._cases.read(_SPOOLED):
            self._write(text)
        self._cases.close()
        self._write(f"<system-out>{escape(summary.sentence())}</system-out>\n</testsuite>\n</testsuites>\n")

    def _case(self, file: str, name: str, outcome: str) -> None:
        self._tests += 1
        names = f"classname={_attribute(file_name(file))} name={_attribute(name)}"
        self._cases.write(f"<testcase {names}>{outcome}</testcase>\n")


def _attribute(text: str) -> str:
    # Nor could XML carry other control characters, surrogates, U+FFFE and U+FFFF (XML 1.0, section 2.2).
    return quoteattr(printable(text))
