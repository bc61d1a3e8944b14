"""The bulk parser of JSON bytes: msgspec's, with the verdicts of `parse_strict`."""

from __future__ import annotations

from collections.abc import Callable

from holotype.documents.strict import JSON_DEEPEST, nests_too_deep, parse_strict


def bulk_parser() -> Callable[[bytes], object]:
    """A function from the bytes of a JSON text to its value, for many texts: loading it takes 30 ms.

    It takes and refuses what `parse_strict` does, and raises the same `JSONTextError`.  Whatever msgspec
    refuses goes there, since it also refuses too much: integers of 4,300 digits behind a minus sign, nesting
    on a deep call stack.  It takes too much only where containers are nested; the differential test holds
    them to each other.
    """
    import msgspec

    decode: Callable[[bytes], object] = msgspec.json.Decoder().decode
    refusals = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

    def parse(text: bytes) -> object:
        try:
            value = decode(text)
        except refusals:
            return parse_strict(text)
        # No text of fewer bytes opens and closes so many containers.
        if (
            len(text) > 2 * JSON_DEEPEST
            and text.count(b"[") + text.count(b"{") > JSON_DEEPEST
            and nests_too_deep(text)
        ):
            return parse_strict(text)
        return value

    return parse
