"""Import statements, one for each module, in order."""

from __future__ import annotations

import ast
from collections.abc import Iterable


def import_lines(statements: Iterable[str]) -> str:
    """The statements without duplicates, those of one module as one; `__future__` is left out."""
    straight: set[str] = set()
    modules: dict[str, set[str]] = {}
    for statement in statements:
        for node in ast.parse(statement).body:
            if isinstance(node, ast.ImportFrom) and node.module != "__future__":
                modules.setdefault(node.module or "", set()).update(map(ast.unparse, node.names))
            elif isinstance(node, ast.Import):
                straight.add(ast.unparse(node))
    grouped = [
        f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(modules.items())
    ]
    return "\n".join([*sorted(straight), *grouped])
