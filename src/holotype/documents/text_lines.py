"""Indices of a text to lines and columns."""

from __future__ import annotations


class LineCounter:
    """The 1-based line and column, in code points, of indices that are asked for in ascending order.

    Asked so, it reads the text once; an earlier index starts again at the beginning.  Lines end with LF.
    """

    def __init__(self, text: str, line: int = 1) -> None:
        self.text = text
        self.first_line = line
        self.line = line
        self.line_start = 0
        self.position = 0

    def __call__(self, position: int) -> tuple[int, int]:
        if position < self.position:
            self.line, self.line_start, self.position = self.first_line, 0, 0
        ends = self.text.count("\n", self.position, position)
        if ends:
            self.line += ends
            self.line_start = self.text.rfind("\n", self.position, position) + 1
        self.position = position
        return self.line, position - self.line_start + 1
