"""JSON Lines: a stream to batches of lines, a line to a document, a file to ranges of whole lines."""

from __future__ import annotations

import io
from collections.abc import Iterator

from holotype.documents.compression import CompressionError
from holotype.documents.findings import too_large
from holotype.documents.json_text import parse_json
from holotype.documents.reading import MOST_MEMORY, READ_SIZE, memory_of, open_source
from holotype.documents.values import Batch, ByteRange, Document, DuplicateKeys, Finding, Place


def batches(stream: io.RawIOBase | io.BufferedIOBase, line: int = 1, offset: int = 0) -> Iterator[Batch]:
    """The lines of a stream in batches of about 256 KiB, however long the stream is.

    `line` and `offset` are those of the stream's first byte.  Lines end with LF, which is left out; a CR
    before it is white space to JSON.  The last line need not end.  A line that would take too much
    memory is a batch with a problem, and a blank line.  Blank lines are there.
    """
    longest = MOST_MEMORY // 3  # a byte takes three of memory or more
    unended: list[bytes] = []
    kept = dropped = 0  # bytes of the line that has not ended
    while True:
        try:
            chunk = stream.read(READ_SIZE)
        except CompressionError as problem:
            yield Batch([], line, offset, Finding("compression", str(problem), Place(line, 1, line, 1)))
            return
        if not chunk:
            break
        first_end, last_end = chunk.find(b"\n"), chunk.rfind(b"\n")
        head = chunk if first_end < 0 else chunk[:first_end]
        wanted = min(len(head), longest + 1 - kept)
        unended.append(head[:wanted])
        kept, dropped = kept + wanted, dropped + len(head) - wanted
        if first_end < 0:
            continue
        lines = [b"".join(unended)]
        if kept > longest or memory_of(lines[0], "jsonl") > MOST_MEMORY:
            yield Batch([b""], line, offset, too_large("jsonl", line=line))
            line, offset, lines = line + 1, offset + kept + dropped + 1, []
        if last_end > first_end:
            lines += chunk[first_end + 1 : last_end].split(b"\n")
        if lines:
            yield Batch(lines, line, offset)
            line, offset = line + len(lines), offset + sum(map(len, lines)) + len(lines)
        unended = [chunk[last_end + 1 :]]
        kept, dropped = len(unended[0]), 0
    last = b"".join(unended)
    if kept > longest or memory_of(last, "jsonl") > MOST_MEMORY:
        yield Batch([b""], line, offset, too_large("jsonl", line=line))
    elif last:
        yield Batch([last], line, offset)


def parse_record(
    text: bytes, line: int, offset: int = 0, ordinal: int = 0, duplicate_keys: DuplicateKeys = "ignore"
) -> Document | None:
    """The document of one line of JSON Lines, which is line `line` of its file; None for a blank line."""
    if not text.strip(b" \t\r"):
        return None
    return parse_json(text, duplicate_keys, "jsonl", line, offset, ordinal)


def byte_ranges(path: str, parts: int) -> list[ByteRange]:
    """A file cut at ends of lines into at most `parts` ranges of about the same size, in order.

    They cover the bytes that the file has now.  Raises `InputError` as `open_source` does.
    """
    with open_source(path) as source:
        size = source.remaining or 0
    cuts = [0]
    for part in range(1, parts):
        start = line_start(path, max(cuts[-1], part * size // parts), size)
        if start > cuts[-1]:
            cuts.append(start)
    return [ByteRange(start, end) for start, end in zip(cuts, [*cuts[1:], size], strict=True) if start < end]


def line_start(path: str, position: int, size: int) -> int:
    """The first beginning of a line at or after the byte `position`, or `size` when there is none."""
    if position == 0:
        return 0
    position -= 1  # a line may begin exactly there, after the LF before it
    with open_source(path, ByteRange(position, size)) as source:
        while chunk := source.read(READ_SIZE):
            end = chunk.find(b"\n")
            if end >= 0:
                return position + end + 1
            position += len(chunk)
    return size
