"""JSON Pointers (RFC 6901) to their reference tokens."""

from __future__ import annotations


def pointer_tokens(pointer: str) -> tuple[str, ...]:
    """The reference tokens of a JSON Pointer, unescaped; raises ValueError when it is none."""
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise ValueError(f'a JSON Pointer is empty or starts with "/", and this does not: {pointer!r}')
    if "~" not in pointer:
        return tuple(pointer[1:].split("/"))
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/"))
