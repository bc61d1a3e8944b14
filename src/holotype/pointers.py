"""JSON Pointers (RFC 6901) and their reference tokens."""

from __future__ import annotations


def escape(token: str) -> str:
    """A reference token as it stands in a JSON Pointer (RFC 6901, section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def tokens(pointer: str) -> list[str]:
    """The reference tokens, unescaped, of what is known to be a JSON Pointer."""
    escaped = pointer.split("/")[1:]
    if "~" not in pointer:
        return escaped
    return [token.replace("~1", "/").replace("~0", "~") for token in escaped]


def pointer_tokens(pointer: str) -> tuple[str, ...]:
    """The reference tokens of a JSON Pointer, unescaped; raises ValueError, a sentence, for what is none."""
    if pointer and not pointer.startswith("/"):
        raise ValueError(f"{pointer!r:.200} is not a JSON Pointer: one starts with '/', as in /data")
    if pointer.count("~") != pointer.count("~0") + pointer.count("~1"):
        raise ValueError(f"{pointer!r:.200} is not a JSON Pointer: '~' is written as ~0, and '/' as ~1")
    return tuple(tokens(pointer))


def index(token: str, length: int) -> int | None:
    """The index, of an array of this length, that a reference token is (RFC 6901, section 4); else None."""
    # The length of the text bounds what int() is given.
    if not (token.isascii() and token.isdigit()) or len(token) > len(str(length)):
        return None
    found = int(token)
    return found if found < length and str(found) == token else None
