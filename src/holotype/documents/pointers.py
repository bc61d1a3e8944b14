"""JSON Pointers (RFC 6901) to their reference tokens."""

from __future__ import annotations


def pointer_tokens(pointer: str) -> tuple[str, ...]:
    """The reference tokens of a JSON Pointer, unescaped; raises ValueError, a sentence, for what is none."""
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise ValueError(f"{pointer!r:.200} is not a JSON Pointer: one starts with '/', as in /data")
    if "~" not in pointer:
        return tuple(pointer[1:].split("/"))
    if pointer.count("~") != pointer.count("~0") + pointer.count("~1"):
        raise ValueError(f"{pointer!r:.200} is not a JSON Pointer: '~' is written as ~0, and '/' as ~1")
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/"))
