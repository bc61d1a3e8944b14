"""Reads from a page the cases that cannot be met: rows of draft, file, group, test and reason."""

from __future__ import annotations

import re

from .suite import DIALECTS
from .verdicts import Case

_CELL_BORDER = re.compile(r"(?<!\\)\|")


def exceptions(page: str) -> dict[Case, str]:
    """Case -> reason, from the tables of a Markdown page; raises `ValueError` for a row without reason."""
    found = {}
    for line in page.splitlines():
        cells = [cell.strip().replace(r"\|", "|") for cell in _CELL_BORDER.split(line)[1:-1]]
        if len(cells) != 5 or cells[0] not in DIALECTS:
            continue
        draft, file, group, test, reason = cells
        if not reason:
            raise ValueError(f"a case is excused without a reason: {line}")
        found[Case(draft, file.strip("`"), group, test)] = reason
    return found
