"""Diagnostics as GitHub's workflow commands, which its pages show beside the changed lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from holotype.checking.diagnostics import Diagnostic
from holotype.reporting.names import FileNames
from holotype.reporting.printable import printable
from holotype.reporting.summary import Summary
from holotype.reporting.text import hint_label, label

# An annotation is a few lines beside a line of the file.
MOST_LINES: Final = 20
_DEEPEST_CAUSE: Final = 3


class GitHubReporter:
    """One `::error` or `::warning` command for each diagnostic, and a `::notice` with the summary."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._names = FileNames()

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        properties = [f"file={_property(self._names.text(diagnostic.file))}"]
        if diagnostic.line:
            properties += [f"line={diagnostic.line}", f"endLine={diagnostic.end_line}"]
            # Columns are taken for a stretch of one line only.
            if diagnostic.line == diagnostic.end_line:
                properties += [f"col={diagnostic.column}", f"endColumn={diagnostic.end_column}"]
        properties.append(f"title={_property(label(diagnostic))}")
        message = "\n".join(islice(_lines(diagnostic), MOST_LINES))
        self._write(f"::{diagnostic.severity} {','.join(properties)}::{_data(message)}\n")

    def checked(self, file: str) -> None:
        pass

    def end(self, summary: Summary) -> None:
        self._write(f"::notice title=holotype::{_data(summary.sentence())}\n")


def _lines(diagnostic: Diagnostic, depth: int = 0) -> Iterator[str]:
    """The message, and what explains it, a line for each."""
    yield diagnostic.message
    indent = "  " * depth
    for cause in diagnostic.causes if depth < _DEEPEST_CAUSE else ():
        message, *others = islice(_lines(cause, depth + 1), MOST_LINES)
        yield f"{indent}cause: {cause.line}:{cause.column}: {message}"
        yield from others
    if diagnostic.hint:
        yield f"{indent}{hint_label(diagnostic)}: {diagnostic.hint}"


def _data(text: str) -> str:
    # The commands' own escapes; what is left of control characters and bidirectional marks is shown as such.
    return printable(text, newlines=True).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    # Apart, for a colon in front is escaped as the others are.
    return "%3A".join(map(_data, text.split(":"))).replace(",", "%2C")
