"""How much text the locations of a document's values take, which a few long names can make very much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from holotype.documents.values import Document

MOST_TEXT: Final = 512 * 2**20
"""Characters of all locations (JSON Pointers) of one document, of each of which an error has a copy."""
SURELY_SHORT: Final = 2**16
"""Bytes of a document up to which its locations cannot take so much."""


def are_too_long(document: Document) -> bool:
    """Whether the locations of all values within a parsed document take more than `MOST_TEXT`.

    Takes time in the number of values, and no more memory than that of those that wait to be looked at.
    """
    if len(document.text) <= SURELY_SHORT:
        return False
    total = 0
    waiting: list[tuple[object, int]] = [(document.instance, 0)]
    while waiting:
        container, length = waiting.pop()
        if isinstance(container, dict):
            members = [(length + 1 + len(name), value) for name, value in container.items()]
        elif isinstance(container, list):
            members = [(length + 1 + len(str(len(container))), value) for value in container]
        else:
            continue
        for below, value in members:
            total += below
            if isinstance(value, dict | list):
                waiting.append((value, below))
        if total > MOST_TEXT:
            return True
    return False
