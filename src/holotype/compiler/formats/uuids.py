"""The format `uuid`."""

from __future__ import annotations

from typing import Final

HEX_TO_ZERO: Final = bytes.maketrans(b"123456789ABCDEFabcdef", b"0" * 21)
UUID_OF_ZEROS: Final = b"00000000-0000-0000-0000-000000000000"


def is_uuid(value: str) -> bool:
    """A UUID in the hyphenated form (RFC 4122, section 3), of whatever version and variant."""
    return value.isascii() and value.encode().translate(HEX_TO_ZERO) == UUID_OF_ZEROS
