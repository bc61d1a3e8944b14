"""Diagnostics as JSON: one document with a summary, or one line for each."""

from __future__ import annotations

from collections.abc import Callable

from holotype.checking.diagnostics import Diagnostic
from holotype.reporting.names import file_name
from holotype.reporting.printable import ascii_json
from holotype.reporting.summary import Summary


class JSONReporter:
    """One object: `diagnostics`, an array with a line for each of them, and `summary`."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._separator = '{"diagnostics": [\n'

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        self._write(self._separator + encoded(diagnostic))
        self._separator = ",\n"

    def checked(self, file: str) -> None:
        pass

    def end(self, summary: Summary) -> None:
        opening = '{"diagnostics": [' if self._separator.startswith("{") else "\n"
        self._write(f'{opening}], "summary": {ascii_json(summary._asdict())}}}\n')


class JSONLinesReporter:
    """One line for each diagnostic, and nothing else."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        self._write(encoded(diagnostic) + "\n")

    def checked(self, file: str) -> None:
        pass

    def end(self, summary: Summary) -> None:
        pass


def encoded(diagnostic: Diagnostic) -> str:
    """The diagnostic as a JSON object with its fields, on one line, in ASCII."""
    return ascii_json(_fields(diagnostic))


def _fields(diagnostic: Diagnostic) -> dict[str, object]:
    fields: dict[str, object] = diagnostic._asdict()
    fields["file"] = file_name(diagnostic.file)
    fields["causes"] = [_fields(cause) for cause in diagnostic.causes]
    return fields
