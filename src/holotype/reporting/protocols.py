"""The shape of a reporter; imported for its types only."""

from __future__ import annotations

from typing import Protocol

from holotype.checking.diagnostics import Diagnostic
from holotype.reporting.summary import Summary


class Reporter(Protocol):
    """Writes diagnostics as they come, so that a report of any length takes constant memory."""

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        """A finding; `fails` says that its severity is one that the run fails on."""

    def checked(self, file: str) -> None:
        """The file has been read to its end; all its diagnostics have been reported."""

    def end(self, summary: Summary) -> None:
        """Nothing follows."""
