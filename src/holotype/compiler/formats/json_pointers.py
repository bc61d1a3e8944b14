"""The formats of JSON Pointers, absolute and relative."""

from __future__ import annotations


def is_json_pointer(value: str) -> bool:
    """A JSON Pointer in its string representation (RFC 6901, section 3)."""
    return value[:1] in ("", "/") and value.count("~") == value.count("~0") + value.count("~1")


def after_index(value: str) -> str | None:
    """What follows the number, without leading zeros, that `value` begins with; None if it does not."""
    rest = value.lstrip("0123456789")
    digits = len(value) - len(rest)
    return rest if digits == 1 or (digits > 1 and value[0] != "0") else None


def is_relative_json_pointer(value: str) -> bool:
    """A Relative JSON Pointer, steps through an array included (draft-bhutton-relative-json-pointer-00).

    A step may stand before `#` too, as in an example in section 5.1, though section 3 leaves that out.
    """
    rest = after_index(value)
    if rest is not None and rest[:1] in ("+", "-"):
        rest = after_index(rest[1:])
    return rest is not None and (rest == "#" or is_json_pointer(rest))


def is_stepless_relative_json_pointer(value: str) -> bool:
    """A Relative JSON Pointer without steps (draft-handrews-relative-json-pointer-01, section 3)."""
    rest = after_index(value)
    return rest is not None and (rest == "#" or is_json_pointer(rest))
