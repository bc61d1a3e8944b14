"""Text of documents made harmless for a terminal."""

from __future__ import annotations


def printable(text: str, *, newlines: bool = False) -> str:
    """The text with an escape (`\\x1b`, `\\u202e`) for each character that a terminal would obey or not show.

    That is every character outside Unicode's printable ones: controls, bidirectional marks, lone surrogates,
    line separators.  `newlines` lets line feeds stand.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or (newlines and character == "\n") else escape(character)
        for character in text
    )


def escape(character: str) -> str:
    """The escape of one character, as Python and JSON write it."""
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    if short is not None:
        return short
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cells(text: str) -> int:
    """How many cells of a terminal the text takes, which a caret beneath it has to know."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1 for character in text
    )
