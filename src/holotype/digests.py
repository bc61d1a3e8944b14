"""Digests, sha256, at the cost of no more than that: `hashlib` loads all that OpenSSL has."""

from __future__ import annotations

try:
    from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found,no-redef,unused-ignore]  # Python 3.11
    except ImportError:
        from hashlib import sha256


def digest_of(*parts: bytes) -> bytes:
    """The digest of the parts, each with its length, so that no two lists of parts have the same."""
    state = sha256()
    for part in parts:
        if len(parts) > 1:
            state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    digest: bytes = state.digest()
    return digest
