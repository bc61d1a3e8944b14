"""Diagnostics as a compiler would show them, for people."""

from __future__ import annotations

from collections.abc import Callable

from holotype.checking.diagnostics import SECOND_OPINION, UNCHECKED_KINDS, Diagnostic
from holotype.reporting.printable import cells, printable, shown_characters
from holotype.reporting.summary import Summary

# SGR codes (ECMA-48, section 8.3.117).
_BOLD, _RED, _YELLOW, _CYAN, _DIM, _GREEN = "1", "1;31", "1;33", "36", "2", "1;32"
_SEVERITY_CODES = {"error": _RED, "warning": _YELLOW}
# Causes of causes are shown this deep; the other formats have them all.
_DEEPEST_CAUSE = 3
# So many causes are shown beneath what they explain, and so many places in all.
_MOST_CAUSES = 5
_MOST_PLACES = 4
LONGEST_LOCATION = 400


Place = tuple[int, int, int, int]


class TextReporter:
    """One line for each diagnostic, then its line of the file with the value underlined, and what helps."""

    def __init__(self, write: Callable[[str], object], *, colour: bool = False) -> None:
        self._write = write
        self._colour = colour

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        lines = [self._first_line(diagnostic)]
        # What only leads to its causes is not underlined: they are, wherever they stand.
        shown = {_place(diagnostic)}
        if not diagnostic.causes or any(_place(cause) in shown for cause in shown_causes(diagnostic)):
            lines += self._excerpt(diagnostic)
            if _is_nameless(diagnostic):
                lines.append(f"  = at: {_in_short(diagnostic.instance_location)}")
        lines += self._notes(diagnostic, shown)
        self._write("\n".join(lines) + "\n")

    def checked(self, file: str) -> None:
        pass

    def end(self, summary: Summary) -> None:
        code = _RED if summary.errors else _YELLOW if summary.warnings else _GREEN
        self._write(self._painted(summary.sentence(), code) + "\n")

    def _first_line(self, diagnostic: Diagnostic) -> str:
        place = printable(diagnostic.file)
        if diagnostic.line:
            place += f":{diagnostic.line}:{diagnostic.column}"
        severity = self._painted(diagnostic.severity, _SEVERITY_CODES[diagnostic.severity])
        location = self._painted(f"({_in_short(label(diagnostic))})", _DIM)
        return f"{self._painted(place, _BOLD)}: {severity}: {printable(diagnostic.message)} {location}"

    def _excerpt(self, diagnostic: Diagnostic) -> list[str]:
        source = diagnostic.source
        if not diagnostic.line or not source.strip():
            return []
        start = min(diagnostic.column - diagnostic.source_column, len(source))
        end = len(source)
        if diagnostic.end_line == diagnostic.line:
            end = min(diagnostic.end_column - diagnostic.source_column, end)
        shown = ["    " if one == "\\t" else one for one in shown_characters(source)]
        line, before = "".join(shown).rstrip(), "".join(shown[:start])
        value = "".join(shown[start : start + len(source[start:end].rstrip())])
        number = str(diagnostic.line)
        run = self._painted("^" * max(1, cells(value)), _SEVERITY_CODES[diagnostic.severity])
        bar = self._painted("|", _CYAN)
        return [
            f"  {self._painted(number, _CYAN)} {bar} {line}",
            f"  {' ' * len(number)} {bar} {' ' * cells(before)}{run}",
        ]

    def _notes(self, diagnostic: Diagnostic, shown: set[Place], depth: int = 1) -> list[str]:
        """The causes, each underlined where that is at none of the places `shown` so far; and the hint."""
        indent = "  " * depth
        notes = []
        causes = shown_causes(diagnostic) if depth <= _DEEPEST_CAUSE else []
        for cause in causes:
            place = f"{cause.line}:{cause.column}: " if cause.line else ""
            elsewhere = cause.instance_location != diagnostic.instance_location
            where = f"{_in_short(cause.instance_location or 'here')}: " if elsewhere else ""
            location = self._painted(f"({_in_short(_below(cause, diagnostic))})", _DIM)
            notes.append(f"{indent}= cause: {place}{where}{printable(cause.message)} {location}")
            if not cause.causes and _place(cause) not in shown and len(shown) < _MOST_PLACES:
                shown.add(_place(cause))
                notes += [f"{indent}{line}" for line in self._excerpt(cause)]
            notes += self._notes(cause, shown, depth + 1)
        if causes and len(causes) < len(diagnostic.causes):
            notes.append(f"{indent}= and {len(diagnostic.causes) - len(causes):,} more")
        if diagnostic.hint:
            notes.append(f"{indent}= {hint_label(diagnostic)}: {printable(diagnostic.hint)}")
        return notes

    def _painted(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text


class UncheckedReporter(TextReporter):
    """Only what could not be checked."""

    def diagnostic(self, diagnostic: Diagnostic, *, fails: bool) -> None:
        if diagnostic.keyword in UNCHECKED_KINDS:
            super().diagnostic(diagnostic, fails=fails)

    def end(self, summary: Summary) -> None:
        pass


def label(diagnostic: Diagnostic) -> str:
    """What a diagnostic is about: the keyword's location in the schema, or the kind of a text's flaw.

    Two validators differ about a keyword: that is a kind, and has a location.
    """
    if diagnostic.keyword == SECOND_OPINION:
        return f"{SECOND_OPINION} {diagnostic.keyword_location}".rstrip()
    return diagnostic.keyword_location or diagnostic.keyword


def shown_causes(diagnostic: Diagnostic) -> list[Diagnostic]:
    """The first causes, each followed to where it is explained by none, or by several."""
    causes = list(diagnostic.causes[:_MOST_CAUSES])
    for index, cause in enumerate(causes):
        while len(cause.causes) == 1:
            (cause,) = cause.causes
        causes[index] = cause
    return causes


def _in_short(location: str) -> str:
    """A location, printable, without the middle of a very long one: other formats have all of it."""
    if len(location) > LONGEST_LOCATION:
        location = f"{location[: LONGEST_LOCATION // 2]}…{location[-LONGEST_LOCATION // 2 :]}"
    return printable(location)


def _is_nameless(diagnostic: Diagnostic) -> bool:
    """Whether the line that is shown does not have the name of the property that the value belongs to."""
    from holotype.pointers import tokens

    names = [name for name in tokens(diagnostic.instance_location) if not name.isdecimal()]
    return bool(diagnostic.line and names) and names[-1] not in diagnostic.source


def _place(diagnostic: Diagnostic) -> Place:
    return diagnostic.line, diagnostic.column, diagnostic.end_line, diagnostic.end_column


def _below(cause: Diagnostic, diagnostic: Diagnostic) -> str:
    """Where the keyword of a cause stands, from that of what it explains."""
    whole, above = label(cause), f"{diagnostic.keyword_location}/"
    return f"…/{whole.removeprefix(above)}" if whole.startswith(above) else whole


def hint_label(diagnostic: Diagnostic) -> str:
    """What a hint is: of a rule its reason, otherwise what to do."""
    return "because" if diagnostic.keyword == "rule" else "hint"
