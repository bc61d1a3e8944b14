"""JSON Lines in bulk: lines to instances, and only those with a flaw to diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from holotype.checking.examination import examine
from holotype.checking.values import Examiner, Part
from holotype.checking.work import unreadable
from holotype.documents import (
    InputError,
    JSONTextError,
    batches,
    bulk_parser,
    decompress,
    open_source,
    parse_record,
    parse_strict,
)
from holotype.documents.compression import CompressionError
from holotype.documents.several_lines import only_records
from holotype.documents.values import Batch, ByteRange, Compression, Document, Finding, Place
from holotype.pointers import tokens

if TYPE_CHECKING:
    from holotype.checking.diagnostics import Diagnostic
    from holotype.checking.work import Stream

    Decode = Callable[[bytes], object]


class Range(NamedTuple):
    """Some of the lines of a JSON Lines file; `last` says that nothing of it follows."""

    file: str
    byte_range: ByteRange
    last: bool


class Lines(NamedTuple):
    """Lines that another process has read from a JSON Lines file."""

    file: str
    batch: Batch


def check_records(file: str, stream: Stream, compression: Compression, examiner: Examiner) -> Iterator[Part]:
    """Check the lines of a stream, in constant memory.  Raises `InputError` when it cannot be read on."""
    # The first batch goes to the parser that is there already: loading the other takes longer than that.
    decode: Decode = parse_strict
    for number, batch in enumerate(batches_of(stream, compression)):
        if number == 1:
            decode = bulk_parser()
        yield _check_batch(file, batch, decode, examiner)


def batches_of(stream: Stream, compression: Compression) -> Iterator[Batch]:
    """The lines within a stream that may be compressed, in batches."""
    try:
        within = decompress(stream, compression)
    except CompressionError as problem:
        yield Batch([], 1, 0, Finding("compression", str(problem), Place(1, 1, 1, 1)))
    else:
        yield from only_records(batches(within))


def check_range(task: Range, examiner: Examiner) -> Iterator[Part]:
    """Check the lines of a range; their places are counted from its first line."""
    decode = bulk_parser()
    lines = 0
    try:
        with open_source(task.file, task.byte_range) as stream:
            for batch in batches(stream):
                yield _check_batch(task.file, batch, decode, examiner)
                lines += len(batch.lines)
    except InputError as error:
        yield unreadable(task.file, error)
    yield Part(task.file, 0, [], lines=lines, complete=task.last)


def check_lines(task: Lines, examiner: Examiner) -> Part:
    """Check lines that are in memory."""
    return _check_batch(task.file, task.batch, bulk_parser(), examiner)


def _check_batch(file: str, batch: Batch, decode: Decode, examiner: Examiner) -> Part:
    """Check consecutive lines; one without a flaw is parsed, `is_clean` is called, and that is all."""
    if batch.problem is not None:
        damaged = Document(None, (batch.problem,), b"", "jsonl", batch.line)
        return Part(file, *examine(damaged, file, examiner))
    is_clean = _surely_clean(examiner)
    diagnostics: list[Diagnostic] = []
    instances = len(batch.lines)
    for number, text in enumerate(batch.lines, batch.line):
        document: Document | None
        try:
            instance = decode(text)
        except JSONTextError:
            document = parse_record(text, number)
        else:
            if is_clean(instance):
                continue
            document = Document(instance, (), text, "jsonl", number)
        instances -= 1
        if document is not None:
            held, found = examine(document, file, examiner)
            instances += held
            diagnostics += found
    return Part(file, instances, diagnostics, sum(map(len, batch.lines)) + len(batch.lines))


def _surely_clean(examiner: Examiner) -> Callable[[object], bool]:
    """Whether a record is one instance without a flaw; of what may be none, or several, `examine` tells."""
    if examiner.each is not None:
        return _never
    if not examiner.at:
        return examiner.is_clean
    names = tokens(examiner.at)

    def is_clean(value: object) -> bool:
        for name in names:
            if not isinstance(value, dict) or name not in value:
                return False
            value = value[name]
        return examiner.is_clean(value)

    return is_clean


def _never(record: object) -> bool:
    return False
