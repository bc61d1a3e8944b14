"""Text of a schema as Markdown (GitHub's) that shows it and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from holotype.codegen.visible import visible

_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]()#~$!@|<>&]")
_ENTITIES: Final = {"|": "&#124;", "<": "&lt;", ">": "&gt;", "&": "&amp;"}
_STARTS_BLOCK: Final = re.compile(r"^([-+=]|\d+[.)])")
_PLAIN_CODE: Final = re.compile(r"[A-Za-z0-9_ ./:,+=<>$()\[\]{}\"'*-]*[A-Za-z0-9_./:,+=<>$()\[\]{}\"'*-]")


def text(value: str) -> str:
    """One line of running text: white space is one space, nothing is markup, links are not made."""
    line = _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), one_line(value))
    line = _STARTS_BLOCK.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", line)
    # GitHub makes links of bare addresses.
    return line.replace("://", ":&#47;/").replace("www.", "www&#46;")


def one_line(value: str) -> str:
    """Text without line breaks, in which every character can be seen."""
    return " ".join(map(visible, value.split()))


def inline_code(value: str) -> str:
    """A name or an expression in a code span."""
    if _PLAIN_CODE.fullmatch(value):
        return f"`{value}`"
    shown = "".join(
        character if character.isalnum() or character == " " else f"&#{ord(character)};"
        for character in visible(value)
    )
    return f"<code>{shown}</code>"


def anchors(headings: Iterable[str]) -> list[str]:
    """The anchors of a page's headings, as GitHub names them: the second of two alike has a number."""
    found: list[str] = []
    times: Counter[str] = Counter()
    for heading in headings:
        words = "".join(each for each in heading.lower() if each.isalnum() or each in " -_").replace(" ", "-")
        found.append(f"{words}-{times[words]}" if times[words] else words)
        times[words] += 1
    return found


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are Markdown already."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *map(list, rows)]
    return "\n".join(f"| {' | '.join(cell or ' ' for cell in line)} |" for line in lines)
