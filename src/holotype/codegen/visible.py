"""Characters that do not print, made visible."""

from __future__ import annotations


def visible(line: str) -> str:
    """The line with an escape such as `\\u202e` for each character that does not print.

    Those are control characters, bidirectional marks, line separators, surrogates and the like.
    """
    if line.isprintable():
        return line
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in line
    )
