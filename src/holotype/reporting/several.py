"""One stream of diagnostics to several reports at once, with the numbers at their end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from holotype.checking.diagnostics import UNCHECKED_KINDS, Diagnostic
from holotype.reporting.summary import Summary

if TYPE_CHECKING:
    from holotype.files import OutputFile
    from holotype.reporting.protocols import Reporter


class Reports:
    """Hands diagnostics to reporters, at most `limit` of them, and counts all."""

    def __init__(
        self, reporters: Sequence[Reporter], files: Iterable[OutputFile] = (), limit: int | None = None
    ) -> None:
        self._reporters = reporters
        self._report_files = tuple(files)
        self._limit = limit
        self._shown = self._hidden = 0
        self._files = self._with_findings = self._instances = 0
        self._errors = self._warnings = self._left_out = 0
        self._current: str | None = None
        self._shown_of_current = False
        self.failed = False
        self.unchecked = 0

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        """Report a finding; `fails` says that the run fails on it."""
        self.failed = self.failed or fails
        self.unchecked += diagnostic.keyword in UNCHECKED_KINDS
        if diagnostic.severity == "error":
            self._errors += 1
        else:
            self._warnings += 1
        if diagnostic.keyword != "no-documents":
            self._current = diagnostic.file
        if self._limit is not None and self._shown >= self._limit:
            self._hidden += 1
            return
        self._shown += 1
        self._shown_of_current = True
        for reporter in self._reporters:
            reporter.diagnostic(diagnostic, fails=fails)

    def checked(self, instances: int, file: str | None) -> None:
        """Count instances; `file` is the name of the file that ends with them, if one does."""
        self._instances += instances
        if file is None:
            return
        self._files += 1
        self._with_findings += self._current == file
        if self._current != file or self._shown_of_current:
            for reporter in self._reporters:
                reporter.checked(file)
        # Else all that was found in it is left out: to a reporter it would seem clean.
        self._current = None
        self._shown_of_current = False

    def left_out(self, files: int) -> None:
        """Count files that are not checked because git ignores them."""
        self._left_out += files

    def end(self, *, complete: bool = True) -> None:
        """Write the ends of all reports, and give the files their names."""
        if self._current is not None:
            # The run stopped within this file.
            self._with_findings += 1
            self._files += 1
        summary = Summary(
            self._files,
            self._with_findings,
            self._instances,
            self._errors,
            self._warnings,
            self._hidden,
            complete,
            self._left_out,
            self.unchecked,
        )
        for reporter in self._reporters:
            reporter.end(summary)
        for file in self._report_files:
            file.finish()
