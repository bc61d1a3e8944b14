"""The text of a rule to Python's syntax tree, within bounds."""

from __future__ import annotations

import ast
from typing import Final

from holotype.errors import ContractError

MAXIMUM_LENGTH: Final = 2_000
"""Characters of an expression, which bounds all later work on it."""

MAXIMUM_NESTING: Final = 50
"""Levels of the tree.  A sum nests once for each term: 50 levels are 50 terms."""


def syntax_tree(text: str, key: str) -> ast.expr:
    """Parse `text`, which has no white space around it, as one expression.

    Raises `ContractError` at `key` for what is too long, is nested too deeply or is no expression.
    """
    if len(text) > MAXIMUM_LENGTH:
        raise ContractError(
            f"the expression has {len(text):,} characters, at most {MAXIMUM_LENGTH:,} are taken; "
            "write several rules",
            key=key,
        )
    if not text:
        raise ContractError("the expression is empty; write a comparison such as `a <= b`", key=key)
    try:
        tree = _parsed(text)
    except SyntaxError as error:
        raise ContractError(_sentence(error, text), key=key) from None
    except (ValueError, MemoryError, RecursionError):
        # Python's parser says so of lone surrogates and of nesting; the latter may also come from our caller.
        raise ContractError(
            "the expression is nested too deeply, or holds a lone surrogate; write several rules", key=key
        ) from None
    _bound_nesting(tree, text, key)
    return tree


def column(node: ast.expr, text: str) -> str:
    """Where a node of the tree of `text` stands: `column 4`, or `line 2, column 4`."""
    line = _lines(text)[node.lineno - 1]
    # Python counts bytes of UTF-8.
    return _place(text, node.lineno, len(line.encode()[: node.col_offset].decode()) + 1)


def segment(node: ast.expr, text: str) -> str:
    """The text that a node was made from."""
    return ast.get_source_segment(text, node) or ""


def _parsed(text: str) -> ast.expr:
    from warnings import catch_warnings, simplefilter

    with catch_warnings():
        simplefilter("error")  # of a wrong escape in a string, Python only warns
        return ast.parse(text, mode="eval").body


def _sentence(error: SyntaxError, text: str) -> str:
    if error.lineno is None or error.offset is None:
        return f"not an expression: {error.msg}"
    line = min(error.lineno, len(_lines(text)))
    place = _place(text, line, max(error.offset, 1))
    return (
        f"{place}: not an expression: {error.msg}; a property whose name is no "
        'identifier, or a word of Python such as class, is written value("name"); '
        "an expression of several lines needs parentheses around it"
    )


def _bound_nesting(tree: ast.expr, text: str, key: str) -> None:
    level = [tree]
    for _ in range(MAXIMUM_NESTING):
        level = [
            child for node in level for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)
        ]
        if not level:
            return
    raise ContractError(
        f"{column(level[0], text)}: the expression is nested more than {MAXIMUM_NESTING} deep; "
        "write several rules",
        key=key,
    )


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _place(text: str, line: int, number: int) -> str:
    return f"line {line}, column {number}" if len(_lines(text)) > 1 else f"column {number}"
