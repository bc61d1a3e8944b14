"""What a string holds: base64, and JSON in it (draft-07 validation, section 8)."""

from __future__ import annotations


def is_base64(value: str) -> bool:
    """Whether the string is base64 (RFC 4648, section 4)."""
    from binascii import Error as EncodingError
    from binascii import a2b_base64

    try:
        a2b_base64(value.encode("ascii"), strict_mode=True)
    except (EncodingError, UnicodeEncodeError):
        return False
    return True


def is_json_content(value: str, encoding: str) -> bool:
    """Whether the string, decoded if it is base64, is a JSON text; what is not base64 holds no JSON."""
    from base64 import b64decode
    from json import loads

    if encoding == "base64" and not is_base64(value):
        return False
    try:
        loads(b64decode(value) if encoding == "base64" else value)
    except (ValueError, RecursionError):
        return False
    return True
