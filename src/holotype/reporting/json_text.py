"""Diagnostics as JSON: one document with a summary, or one line for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from holotype.checking.diagnostics import Diagnostic
from holotype.reporting.names import FileNames
from holotype.reporting.printable import ascii_json
from holotype.reporting.summary import Summary
from holotype.reporting.text import hint_label

# Of the form that report.schema.json describes: another one where a member goes, or means something else.
VERSION: Final = 1


class JSONReporter:
    """One object: `version`, `diagnostics`, an array with a line for each of them, and `summary`."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._names = FileNames()
        self._separator = "\n"
        write(f'{{"version": {VERSION}, "diagnostics": [')

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        self._write(self._separator + _encoded(diagnostic, self._names))
        self._separator = ",\n"

    def checked(self, file: str) -> None:
        pass

    def end(self, summary: Summary) -> None:
        self._write(f'\n], "summary": {ascii_json(summary._asdict())}}}\n')


class JSONLinesReporter:
    """One line for each diagnostic, and nothing else."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._names = FileNames()

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        self._write(_encoded(diagnostic, self._names) + "\n")

    def checked(self, file: str) -> None:
        pass

    def end(self, summary: Summary) -> None:
        pass


def _encoded(diagnostic: Diagnostic, names: FileNames) -> str:
    """The diagnostic as a JSON object, on one line, in ASCII."""
    return ascii_json(_members(diagnostic, names.text(diagnostic.file)))


def _members(diagnostic: Diagnostic, file: str) -> dict[str, object]:
    """The diagnostic's fields; the reason of a rule, which is no hint, in a member of its own."""
    members: dict[str, object] = {}
    for name, value in diagnostic._asdict().items():
        if name == "hint":
            members |= {"hint": None, "because": None, hint_label(diagnostic): value}
        else:
            members[name] = value
    members["file"] = file
    members["causes"] = [_members(cause, file) for cause in diagnostic.causes]
    return members
