"""Text of a schema as docstrings that it cannot end."""

from __future__ import annotations

import re
import textwrap
from typing import Final

from holotype.codegen.visible import visible

_WIDTH: Final = 106
_QUOTES_THAT_COULD_END: Final = re.compile('"(?="|$)')


def docstring(text: str, indent: int) -> str:
    """A docstring, its quotes included, that holds `text`, wrapped; its first line is not indented.

    What does not print is in the text as an escape; a class could not even have a surrogate in its own.
    """
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.strip().splitlines()]
    lines = [
        _escaped(line)
        for index, paragraph in enumerate(paragraphs)
        if paragraph or paragraphs[index - 1]
        for line in _wrapped(paragraph, _WIDTH - indent)
    ]
    if len(lines) < 2:
        return f'"""{"".join(lines)}"""'
    margin = " " * indent
    rest = "\n".join(f"{margin}{line}" if line else "" for line in lines[1:])
    return f'"""{lines[0]}\n{rest}\n{margin}"""'


def _wrapped(paragraph: str, width: int) -> list[str]:
    return textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False) or [""]


def _escaped(line: str) -> str:
    return _QUOTES_THAT_COULD_END.sub(r'\\"', visible(line).replace("\\", "\\\\"))
