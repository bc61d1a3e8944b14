"""The keys of a contract: how they are written, and on which line of the file one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

Key: TypeAlias = tuple[str | int, ...]
"""A key from the top of the file: names of tables and keys, and indexes of arrays."""

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_PART: Final = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)")
_STEP: Final = re.compile(r"\[([0-9]+)\]|'([^']*)'|\"([^\"]*)\"|([A-Za-z0-9_-]+)")
_HEADER: Final = re.compile(r"(\[\[?)([^\[\]]+)\]")
_ENTRY: Final = re.compile(r"((?:[A-Za-z0-9_.\t -]|\"[^\"]*\"|'[^']*')+)=")


def key_text(key: Key) -> str:
    """`rules[2].assert`; a name that TOML would quote is in quotes: `severity.'/properties/model'`."""
    text = ""
    for step in key:
        if isinstance(step, int):
            text += f"[{step}]"
            continue
        if _BARE.fullmatch(step):
            name = step
        else:
            name = f"'{step}'" if step.isprintable() and "'" not in step else ascii(step)
        text += f".{name}" if text else name
    return text


def key_from(text: str) -> Key:
    """The key that `key_text`, or a person, wrote."""
    return tuple(
        int(index) if index else single or double or bare
        for index, single, double, bare in _STEP.findall(text)
    )


def line_of(key: Key, text: str) -> int | None:
    """The 1-based line of the key in the text of a contract, or that of the nearest table around it.

    Keys are found as people write them, one to a line.  In inline tables, and of keys with escapes, the line
    is that of what is around them.
    """
    best, line = 0, None
    for number, found in _keys(text):
        if len(found) > best and key[: len(found)] == found:
            best, line = len(found), number
    return line


def _keys(text: str) -> Iterator[tuple[int, Key]]:
    """Each line that opens a table or gives a key, with the whole key."""
    table: Key = ()
    counts: dict[Key, int] = {}
    quotes = ""  # those of a string that is open at the beginning of the line
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if quotes:
            quotes = "" if quotes in line else quotes
        elif header := _HEADER.match(line):
            table = _names(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield number, table
        elif entry := _ENTRY.match(line):
            yield number, (*table, *_names(entry[1]))
            rest = line[entry.end() :]
            quotes = next((mark for mark in ('"""', "'''") if rest.count(mark) == 1), "")


def _names(text: str) -> Key:
    return tuple(double or single or bare for double, single, bare in _PART.findall(text))
