"""Files to pieces of work: one for each file in one process, of about equal size for several."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from holotype.checking.values import STANDARD_INPUT, Part, Reading
from holotype.checking.work import unreadable

if TYPE_CHECKING:
    from holotype.checking.work import Stream, Task

# Large enough that handing it over costs little beside checking it; small enough to share out evenly, to
# end soon when the run is stopped, and for the memory of its diagnostics when every record is broken.
PIECE_SIZE = 2 * 1024 * 1024
PIECE_FILES = 64


def plan(inputs: Iterable[str | Part], reading: Reading, jobs: int) -> Iterator[Task | Part]:
    """The pieces of work for `jobs` processes, in the order of the inputs."""
    if jobs == 1:
        for entry in inputs:
            yield [entry] if isinstance(entry, str) else entry
        return
    together: list[str] = []
    size = 0
    for entry in inputs:
        pieces = _pieces_of_records(entry, reading) if isinstance(entry, str) else iter((entry,))
        if pieces is None and isinstance(entry, str):
            together.append(entry)
            size += size_of(entry)
            if size < PIECE_SIZE and len(together) < PIECE_FILES:
                continue
        if together:
            yield together
            together, size = [], 0
        if pieces is not None:
            yield from pieces
    if together:
        yield together


def size_of(file: str) -> int:
    """The bytes of a file; 0 where there is no way to tell."""
    try:
        return os.stat(file).st_size
    except (OSError, ValueError):
        return 0


def _pieces_of_records(file: str, reading: Reading) -> Iterator[Task | Part] | None:
    """Pieces of a JSON Lines file that several processes can share; None where one reads it all."""
    input_format = reading.format_of(file)
    if not reading.is_bulk(input_format):
        return None
    if file == STANDARD_INPUT or input_format.compression:
        return _lines_of_file(file, reading)
    size = size_of(file)
    if size < 2 * PIECE_SIZE:
        return None
    from holotype.documents.several_lines import is_over_several_lines

    return None if is_over_several_lines(file) else _ranges(file, size)


def _ranges(file: str, size: int) -> Iterator[Task | Part]:
    from holotype.checking.records import Range
    from holotype.documents import InputError, byte_ranges

    try:
        ranges = byte_ranges(file, -(-size // PIECE_SIZE))
    except InputError as error:
        yield unreadable(file, error)._replace(complete=True)
        return
    for number, byte_range in enumerate(ranges, 1):
        yield Range(file, byte_range, number == len(ranges))


def _lines_of_file(file: str, reading: Reading) -> Iterator[Task | Part]:
    from holotype.documents import InputError, open_source

    name = reading.name_of(file)
    try:
        stream = open_source(file)
    except InputError as error:
        yield unreadable(name, error)._replace(complete=True)
        return
    with stream:
        yield from plan_stream(name, stream, reading)


def plan_stream(file: str, stream: Stream, reading: Reading) -> Iterator[Task | Part]:
    """The pieces of a JSON Lines stream: this process reads and decompresses it, others check its lines."""
    from holotype.checking.records import Lines, batches_of
    from holotype.documents import InputError

    try:
        for batch in batches_of(stream, reading.format_of(file).compression):
            yield Lines(file, batch)
    except InputError as error:
        yield unreadable(file, error)
    yield Part(file, 0, [], complete=True)
