"""Pieces of Python source that text from a schema cannot break out of.

Source is composed of `Code`.  A `Code` comes from these makers only: `name` (a checked identifier),
`literal` (a quoted value), `code` (a template of ours, filled with other `Code`) and `own` (text that was
read from Holotype's own library).  A plain string cannot become part of the source, so no title, property
name or pattern can.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from keyword import iskeyword
from string import Formatter
from typing import Final, LiteralString

_MAKER: Final = object()


class Code:
    """An immutable piece of Python source, of one line or several."""

    __slots__ = ("text",)

    text: str

    def __init__(self, text: str, maker: object) -> None:
        if maker is not _MAKER:
            raise TypeError("make Code with name(), literal() or code()")
        object.__setattr__(self, "text", text)

    def __setattr__(self, attribute: str, value: object) -> None:
        raise AttributeError("Code is immutable")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Code {self.text!r}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Code) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


def name(identifier: str) -> Code:
    """An identifier; dotted attribute access is allowed.  Raises `ValueError` for anything else."""
    for part in identifier.split("."):
        if not (part.isascii() and part.isidentifier()) or iskeyword(part):
            raise ValueError(f"not an identifier: {identifier!r}")
    return Code(identifier, _MAKER)


def literal(value: object) -> Code:
    """The expression that makes `value` again: None, bool, int, float, str, and list, tuple, dict of these.

    The text is ASCII: control characters, bidirectional marks and surrogates appear as escapes.
    """
    return Code(_literal_text(value), _MAKER)


def _literal_text(value: object) -> str:
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, str):
        return _string_text(str(value))
    if isinstance(value, int):
        number = int(value)
        return str(number) if abs(number) < 10**40 else hex(number)
    if isinstance(value, float):
        if value - value != 0.0:
            raise ValueError(f"{value!r} has no literal")
        return repr(float(value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal_text(k)}: {_literal_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal_text, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_literal_text, value)) + ("," if len(value) == 1 else "") + ")"
    raise TypeError(f"no literal for {type(value).__name__}")


def _string_text(value: str) -> str:
    """Double quotes where that needs no more escapes, as the formatters of Python have it."""
    text = ascii(value)
    if text[0] == "'" and '"' not in text:
        return '"' + text[1:-1].replace("\\'", "'") + '"'
    return text


def code(template: LiteralString, *parts: Code, **named: Code) -> Code:
    """Fill `{}` or `{name}` of a template of ours with `Code`; `{{` and `}}` stand for braces.

    A part of several lines is indented like the line that it stands in.  Raises `TypeError` for a part
    that is not `Code`.
    """
    text = ""
    rest = iter(parts)
    for before, field in _pieces(template):
        text += before
        if field is None:
            continue
        part = next(rest) if field == "" else named[field]
        if not isinstance(part, Code):
            raise TypeError(f"a template takes Code, not {type(part).__name__}")
        if "\n" in part.text:
            line = text.rpartition("\n")[2]
            indent = line[: len(line) - len(line.lstrip())]
            text += part.text.replace("\n", "\n" + indent)
        else:
            text += part.text
    return Code(text, _MAKER)


@cache
def _pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    """What stands before each field of a template of ours, and the field; there are a few hundred."""
    return tuple((before, field) for before, field, _, _ in Formatter().parse(template))


def docstring(text: str) -> Code:
    """A docstring: of several lines where every character can stand for itself, else on one line, escaped.

    It holds a lone surrogate as the text of its escape: from 3.13 on, Python encodes docstrings in UTF-8.
    """
    plain = text.replace("\n", "")
    if plain.isascii() and plain.isprintable() and "\\" not in plain and '"""' not in plain:
        return Code(f'"""{text}"""', _MAKER)
    return literal(text.encode(errors="backslashreplace").decode())


def own(library_text: str) -> Code:
    """Source that was read from Holotype's own library; never anything that a schema says."""
    return Code(library_text, _MAKER)


def join(separator: LiteralString, parts: Iterable[Code]) -> Code:
    """The parts, with `separator` between them."""
    return Code(separator.join(part.text for part in parts), _MAKER)


def lines(parts: Iterable[Code]) -> Code:
    """The parts, one below the other."""
    return join("\n", parts)


def indent(block: Code) -> Code:
    """The block, one level (four spaces) deeper; empty lines stay empty."""
    return Code("\n".join("    " + line if line else line for line in block.text.split("\n")), _MAKER)


def unwrapped(condition: Code) -> Code:
    """The condition without the parentheses that enclose the whole of it."""
    text = condition.text
    if not text.startswith("(") or "\n" in text:
        return condition
    depth, quote, escaped = 0, "", False
    for index, character in enumerate(text):
        if quote:
            quote = "" if character == quote and not escaped else quote
            escaped = character == "\\" and not escaped
        elif character in "\"'":
            quote = character
        else:
            depth += (character in "([{") - (character in ")]}")
            if depth == 0 and index < len(text) - 1:
                return condition
    return Code(text[1:-1], _MAKER)
