"""A private copy of a schema document, made only of JSON values, with its size and depth bounded."""

from __future__ import annotations

from collections.abc import Iterator

from holotype.errors import SchemaError
from holotype.pointers import escape

MAXIMUM_NESTING = 512
MAXIMUM_DIGITS = 4300
_TOO_LARGE = 10**MAXIMUM_DIGITS


def plain(document: object, uri: str) -> object:
    """Copy `document` with built-in types only; each object in the copy stands in one place.

    Raises `SchemaError`, with the place, for what has no JSON type, for a name that is no string, for a
    number that is not finite, for an integer beyond `MAXIMUM_DIGITS` and for nesting beyond
    `MAXIMUM_NESTING` (a cycle among them).
    """
    result: list[object] = [None]
    waiting: list[tuple[object, object, object, str, int]] = [(document, result, 0, "", 0)]
    while waiting:
        value, parent, key, pointer, depth = waiting.pop()
        copied = _scalar(value, uri, pointer) if not isinstance(value, (dict, list, tuple)) else None
        if isinstance(value, (dict, list, tuple)):
            if depth >= MAXIMUM_NESTING:
                raise SchemaError(
                    f"the schema is nested more than {MAXIMUM_NESTING} deep; flatten it with $defs and $ref",
                    f"{uri}#{pointer[:200]}",
                )
            copied = {} if isinstance(value, dict) else [None] * len(value)
            children = [
                (item, copied, name, f"{pointer}/{escape(str(name))}", depth + 1)
                for name, item in _entries(value, uri, pointer)
            ]
            if isinstance(copied, dict):
                copied.update((name, None) for _, _, name, _, _ in children)
            waiting.extend(children)
        parent[key] = copied  # type: ignore[index]  # a list with an int, a dict with a str
    return result[0]


def _entries(value: object, uri: str, pointer: str) -> Iterator[tuple[str | int, object]]:
    if not isinstance(value, dict):
        assert isinstance(value, (list, tuple))
        yield from enumerate(value)
        return
    for name, item in value.items():
        if not isinstance(name, str):
            raise SchemaError(
                f"the name {name!r} is not a string; names in JSON are strings", f"{uri}#{pointer}"
            )
        yield str(name), item


def _scalar(value: object, uri: str, pointer: str) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        if abs(value) >= _TOO_LARGE:
            raise SchemaError(
                f"an integer of more than {MAXIMUM_DIGITS} digits; no document that is read may hold one",
                f"{uri}#{pointer}",
            )
        return int(value)
    if isinstance(value, float) and value - value == 0.0:
        return float(value)
    raise SchemaError(
        f"{type(value).__name__} has no JSON type; a schema is made of JSON values", f"{uri}#{pointer}"
    )
