"""Diagnostics as GitHub's workflow commands, which its pages show beside the changed lines."""

from __future__ import annotations

import os
from collections.abc import Callable

from holotype.checking.diagnostics import Diagnostic
from holotype.reporting.names import file_name
from holotype.reporting.printable import printable
from holotype.reporting.summary import Summary
from holotype.reporting.text import label


class GitHubReporter:
    """One `::error` or `::warning` command for each diagnostic, and a `::notice` with the summary."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        # GitHub goes by the path from the top of the repository, without "./".
        properties = [f"file={_property(os.path.normpath(file_name(diagnostic.file)))}"]
        if diagnostic.line:
            properties += [f"line={diagnostic.line}", f"endLine={diagnostic.end_line}"]
            # Columns are taken for a stretch of one line only.
            if diagnostic.line == diagnostic.end_line:
                properties += [f"col={diagnostic.column}", f"endColumn={diagnostic.end_column}"]
        properties.append(f"title={_property(label(diagnostic))}")
        message = diagnostic.message if not diagnostic.hint else f"{diagnostic.message}\n{diagnostic.hint}"
        self._write(f"::{diagnostic.severity} {','.join(properties)}::{_data(message)}\n")

    def checked(self, file: str) -> None:
        pass

    def end(self, summary: Summary) -> None:
        self._write(f"::notice title=holotype::{_data(summary.sentence())}\n")


def _data(text: str) -> str:
    # The commands' own escapes; what is left of control characters and bidirectional marks is shown as such.
    return printable(text, newlines=True).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    # Apart, for a colon in front is escaped as the others are.
    return "%3A".join(map(_data, text.split(":"))).replace(",", "%2C")
