"""Text of documents made harmless for a terminal, and for the log of a CI system."""

from __future__ import annotations

import json
import re

# What such a log obeys: "::" where a line begins (GitHub); "##[", "##vso[", "##teamcity[" anywhere (GitHub in
# its older form, Azure, TeamCity); and in the output of tests "[[ATTACHMENT|", which names a file to keep
# (GitLab, Jenkins).  The last character of a match is the one to escape.
_COMMANDS = r"^\s*:|##(?=[A-Za-z]*\[)|\[\[(?=ATTACHMENT\|)"
_MARKS = ("##", "[[ATTACHMENT|")


def printable(text: str, *, newlines: bool = False) -> str:
    """The text with an escape (`\\x1b`, `\\u202e`) for each character that a terminal would obey or not show.

    That is every character outside Unicode's printable ones: controls, bidirectional marks, lone surrogates,
    line separators.  `newlines` lets line feeds stand.  No line of it is a command to a CI system.
    """
    if text.isprintable() and not text.lstrip().startswith(":") and not any(mark in text for mark in _MARKS):
        return text
    return "".join(shown_characters(text, newlines=newlines))


def shown_characters(text: str, *, newlines: bool = False) -> list[str]:
    """What `printable` shows for each character."""
    shown = [
        character if character.isprintable() or (newlines and character == "\n") else escape(character)
        for character in text
    ]
    for command in re.finditer(_COMMANDS, text, re.MULTILINE):
        shown[command.end() - 1] = escape(command[0][-1])
    return shown


def escape(character: str) -> str:
    """The escape of one character, as Python and JSON write it."""
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    if short is not None:
        return short
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def ascii_json(value: object) -> str:
    """The JSON text of a value, on one line, in ASCII, and no command to a CI system either.

    Halves of surrogate pairs, which strict parsers refuse, become U+FFFD.
    """
    text = json.dumps(value)
    if "\\ud" in text:
        whole = re.sub("[\ud800-\udfff]", "\ufffd", json.dumps(value, ensure_ascii=False))
        text = json.dumps(json.loads(whole))
    return text.replace("##", "#\\u0023")  # only strings hold any


def cells(text: str) -> int:
    """How many cells of a terminal the text takes, which a caret beneath it has to know."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1 for character in text
    )
