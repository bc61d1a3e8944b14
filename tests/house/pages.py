"""The repository's pages: fenced blocks, each with the comment above it, headings and links."""

from __future__ import annotations

import re
from typing import NamedTuple

from .checkout import ROOT, files

BLOCK = re.compile(
    r"(?:^<!-- (?P<note>[^\n]+?) -->\n)?"
    r"^(?P<fence>`{3,}|~{3,})(?P<language>[^\n]*)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_FENCE = re.compile(r"^[ \t>]*(```|~~~)", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")


class Block(NamedTuple):
    """A fenced block of the page at `page`, from the root; its text begins at `start`, on the line `line`."""

    page: str
    start: int
    line: int
    note: str
    language: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def is_left_out(self) -> bool:
        """Whether the comment above it says that it is not run; what it says then is why."""
        return self.note.startswith("not run")


class Link(NamedTuple):
    """A link within the repository: a path from the folder of its page, or none, and an anchor, or none."""

    path: str
    anchor: str


def pages() -> list[str]:
    """The paths of all pages, from the root."""
    return [name for name in files() if name.endswith(".md")]


def page_text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def blocks(page: str) -> list[Block]:
    """The blocks of a page, in order; every fence on it has to be of one, at the beginning of a line."""
    text = page_text(page)
    found = [
        Block(
            page,
            match.start("text"),
            text.count("\n", 0, match.start("text")) + 1,
            match["note"] or "",
            match["language"],
            match["text"],
        )
        for match in BLOCK.finditer(text)
    ]
    within = sum(len(_FENCE.findall(block.text)) for block in found)
    assert len(_FENCE.findall(text)) == 2 * len(found) + within, f"{page}: a fence that is not read"
    return found


def prose(page: str) -> str:
    """The page without its blocks, whose lines are left empty."""
    return BLOCK.sub(lambda match: "\n" * match[0].count("\n"), page_text(page))


def headings(page: str) -> list[str]:
    return _HEADING.findall(prose(page))


def links(page: str) -> list[Link]:
    return [Link(path, anchor) for path, anchor in _LINK.findall(prose(page))]
