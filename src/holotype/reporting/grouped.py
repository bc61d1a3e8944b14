"""The same errors over many documents, counted by keyword location, for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from holotype.checking.diagnostics import Diagnostic
from holotype.reporting.printable import printable
from holotype.reporting.summary import Summary
from holotype.reporting.text import hint_label, label, shown_causes

_SHOWN_PLACES = 3
# A schema that refers to itself has places without number, one for each way that leads to it.
MOST_GROUPS = 1_000


class _Group(NamedTuple):
    message: str
    hint: str | None
    hint_label: str
    causes: list[Diagnostic]
    places: list[str]


class GroupedReporter:
    """One entry for each keyword location: how often, the first message and cause, the first places."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._groups: dict[tuple[str, str], _Group] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._others = 0

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        key = (diagnostic.severity, label(diagnostic))
        if len(self._groups) == MOST_GROUPS and key not in self._groups:
            self._others += 1
            return
        group = self._groups.setdefault(
            key,
            _Group(
                diagnostic.message,
                diagnostic.hint,
                hint_label(diagnostic),
                shown_causes(diagnostic)[:1],
                [],
            ),
        )
        self._counts[key] = self._counts.get(key, 0) + 1
        if len(group.places) < _SHOWN_PLACES:
            place = f":{diagnostic.line}:{diagnostic.column}" if diagnostic.line else ""
            group.places.append(f"{diagnostic.file}{place}")

    def checked(self, file: str) -> None:
        pass

    def end(self, summary: Summary) -> None:
        # The most frequent first; among equals errors before warnings, then by location.
        for key in sorted(self._groups, key=lambda key: (-self._counts[key], key)):
            self._write(self._entry(key) + "\n")
        if self._others:
            self._write(f"{self._others:,} x others, at more keyword locations than these {MOST_GROUPS:,}\n")
        self._write(summary.sentence() + "\n")

    def _entry(self, key: tuple[str, str]) -> str:
        group, count = self._groups[key], self._counts[key]
        places = ", ".join(map(printable, group.places))
        if count > len(group.places):
            places += f" and {count - len(group.places):,} more"
        kind = f"{count:,} x {key[0]}" if count == 1 else f"{count:,} x {key[0]}, such as"
        lines = [f"{kind}: {printable(group.message)} ({printable(key[1])})", f"  = at {places}"]
        for cause in group.causes:
            where = f"{printable(cause.instance_location or 'here')}: "
            lines.append(f"  = cause: {where}{printable(cause.message)}")
        if group.hint:
            lines.append(f"  = {group.hint_label}: {printable(group.hint)}")
        return "\n".join(lines)
