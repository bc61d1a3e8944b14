"""Names in sentences: how they are quoted, and which one was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 100  # comparing takes time in the product of the lengths, and names may be hostile


def quoted(name: str) -> str:
    """The name in backticks, shortened; as an ASCII literal where it holds what cannot be printed."""
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 3] + "..."
    return f"`{short}`" if short.isprintable() else ascii(short)


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """``, did you mean `x`?`` with the nearest of `names`, or nothing where none is near."""
    from difflib import get_close_matches

    if len(name) > _LONGEST:
        return ""
    short = [candidate for candidate in names if len(candidate) <= _LONGEST]
    near = get_close_matches(name, short, n=1, cutoff=0.6)
    return f", did you mean {quoted(near[0])}?" if near else ""
