"""Workflow commands as GitHub's runner reads them (actions/runner: ActionCommand, IssueCommandExtension)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

# What stands for what, in the order in which the runner puts it back.
DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
PLACE = ("line", "endline", "col", "endcolumn")


class Command(NamedTuple):
    """A command; the names of its properties are lower-case, for case makes no difference to the runner."""

    name: str
    properties: dict[str, str]
    data: str


def command_of(line: str) -> Command | None:
    """The command that a line of a log is; None for any other line."""
    line = line.lstrip()
    if not line.startswith("::") or (end := line.find("::", 2)) < 0:
        return None
    name, _, written = line[2:end].partition(" ")
    properties = {}
    for part in written.strip().split(","):
        key, equals, value = part.partition("=")
        if key and equals and value:
            properties[key.lower()] = _put_back(value, PROPERTY)
    return Command(name, _placed(properties), _put_back(line[end + 2 :], DATA))


def _put_back(text: str, escapes: Mapping[str, str]) -> str:
    for escape, character in escapes.items():
        text = text.replace(escape, character)
    return text


def _placed(properties: dict[str, str]) -> dict[str, str]:
    """The properties without the lines and columns that the runner throws away, or makes up."""
    line, end_line, column, end_column = (
        int(properties[name]) if name in properties else None for name in PLACE
    )
    refused = {
        "line": end_line is not None and line is None,
        "col": (column is None) != (end_column is None)
        or (column is not None and (line is None or line != end_line)),
        "endcolumn": column is not None and end_column is not None and end_column < column,
        "endline": line is not None and end_line is not None and end_line < line,
    }
    return {name: value for name, value in properties.items() if not refused.get(name)}
