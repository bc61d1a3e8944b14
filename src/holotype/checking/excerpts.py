"""Lines of a document's text, shortened around the value that a diagnostic is about."""

from __future__ import annotations

from holotype.documents.values import Document, Place

LONGEST = 120
BEFORE = 40


class Excerpts:
    """The lines of one document, each decoded once however many diagnostics stand on it."""

    def __init__(self, document: Document) -> None:
        self._first_line = document.line
        self._lines = document.text.split(b"\n")
        self._decoded: tuple[int, str] = (0, "")

    def at(self, place: Place) -> tuple[str, int]:
        """The line at `place`, shortened, and the column that its first character stands for."""
        line = self._line(place.line)
        if len(line) <= LONGEST:
            return line, 1
        start = max(0, min(place.column - 1 - BEFORE, len(line) - LONGEST))
        shown = line[start : start + LONGEST]
        if start + LONGEST < len(line):
            shown += "…"
        # The ellipsis in front stands for the column before the first character that is shown.
        return (f"…{shown}", start) if start else (shown, 1)

    def _line(self, number: int) -> str:
        if self._decoded[0] != number:
            index = number - self._first_line
            raw = self._lines[index] if 0 <= index < len(self._lines) else b""
            self._decoded = (number, raw.removesuffix(b"\r").decode("utf-8", "replace"))
        return self._decoded[1]
