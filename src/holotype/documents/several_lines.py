"""JSON over several lines in what is read as JSON Lines: recognised by its first lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from holotype.documents.json_lines import batches
from holotype.documents.reading import InputError, open_source
from holotype.documents.strict import JSONTextError, parse_strict
from holotype.documents.values import Batch, Finding, Place

LOOKED_AT: Final = 64 * 1024
"""Bytes of the first lines that are looked at: enough to tell how a file is written, and read at once."""
_FEWEST: Final = 3  # lines that go together, where what they begin is not seen to end
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def only_records(found: Iterator[Batch]) -> Iterator[Batch]:
    """The batches of a stream from its beginning; of JSON over several lines a problem in their stead.

    What is looked at are whole lines, however they come in batches.  Where the first one is a record, or is
    broken otherwise than by ending too early, nothing is held back.
    """
    held: list[Batch] = []
    finding = _over_several_lines(_lines(found, held))
    if finding is not None:
        yield Batch([], finding.place.line, 0, finding)
        return
    yield from held
    yield from found


def is_over_several_lines(path: str) -> bool:
    """Whether `only_records` has nothing but a problem for the lines of a file."""
    with suppress(InputError), open_source(path) as stream:
        return _over_several_lines(_lines(batches(stream), [])) is not None
    return False


def _lines(found: Iterator[Batch], held: list[Batch]) -> Iterator[bytes | None]:
    """The lines of batches, which are held as well; None, and no more, where one has a problem."""
    for batch in found:
        held.append(batch)
        if batch.problem is not None:
            yield None
            return
        yield from batch.lines


def _over_several_lines(lines: Iterator[bytes | None]) -> Finding | None:
    """The finding for JSON over several lines; None where each line is to be looked at by itself.

    The first line opens what it does not end.  From there to the end of the file, or of what is looked at, it
    is one text; or it is broken further down, or another text follows, and no line is a record by itself.
    """
    head: list[bytes] = []
    size = first = 0
    whole = True
    for line in lines:
        if line is None:
            return None
        size += len(line) + 1
        if size > LOOKED_AT:
            whole = False
            break
        head.append(line if head else line.removeprefix(_BYTE_ORDER_MARK))
        if not first and not _is_blank(head[-1]):
            first = len(head)
            if _failing_line(head) != first + 1:
                return None
    if not first:
        return None
    failing = _failing_line(head)
    if failing:
        before = head[: failing - 1]
        goes_on = failing > len(head) and not whole
        if sum(not _is_blank(line) for line in before) < _FEWEST:
            return None
        if not goes_on and any(map(_is_record, head)):
            return None
        if not _failing_line(before):
            return _finding(first, "JSON texts over several lines each", "write each on a line of its own")
    cure = "give --input-format json, or write each record on a line of its own"
    return _finding(first, "one JSON text over several lines", cure)


def _finding(line: int, found: str, cure: str) -> Finding:
    return Finding("syntax", f"this looks like {found}, not like JSON Lines: {cure}", Place(line, 1, line, 1))


def _is_blank(line: bytes) -> bool:
    return not line.strip(b" \t\r")


def _failing_line(lines: list[bytes]) -> int:
    """The line, from 1, on which a text turns out to be no JSON: that after the last where it ends too early.

    0 where it is JSON.
    """
    try:
        parse_strict(b"".join(line + b"\n" for line in lines))
    except JSONTextError as problem:
        return problem.line
    return 0


def _is_record(line: bytes) -> bool:
    """Whether a line is an object or an array, and not an empty one: others may well end an array's lines."""
    with suppress(JSONTextError):
        value = parse_strict(line)
        return isinstance(value, dict | list) and bool(value)
    return False
