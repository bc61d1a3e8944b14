"""The work of a run in pieces that any process can do: files, ranges of a large file, lines of a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from holotype.checking.diagnostics import about_file
from holotype.checking.examination import examine
from holotype.checking.values import Examiner, Part, Reading
from holotype.documents import InputError, open_source, read_documents

if TYPE_CHECKING:
    import io

    from holotype.checking.records import Lines, Range
    from holotype.documents.values import Document

    Stream: TypeAlias = io.RawIOBase | io.BufferedIOBase
    # Files, each read from its beginning to its end; or some of the lines of a JSON Lines file.
    Task: TypeAlias = list[str] | Range | Lines


def perform(task: Task, reading: Reading, examiner: Examiner) -> Iterator[Part]:
    """Do a piece of the work; parts of one file come in order, its last one is `complete`."""
    if isinstance(task, list):
        for file in task:
            yield from _check_file(file, reading, examiner)
        return
    from holotype.checking.records import Range, check_lines, check_range

    try:
        if isinstance(task, Range):
            yield from check_range(task, examiner)
        else:
            yield check_lines(task, examiner)
    except (Exception, SystemExit) as error:
        _blame_package(error, examiner)
        raise


def check_stream(file: str, stream: Stream, reading: Reading, examiner: Examiner) -> Iterator[Part]:
    """Check what a stream holds; `file` is what the diagnostics call it, and tells its format."""
    input_format = reading.format_of(file)
    try:
        if reading.is_bulk(input_format):
            from holotype.checking.records import check_records

            yield from check_records(file, stream, input_format.compression, examiner)
        else:
            for document in read_documents(
                stream,
                input_format,
                duplicate_keys=reading.duplicate_keys,
                yaml_merge=reading.yaml_merge,
            ):
                size = len(document.text)
                yield Part(file, *examine(document, file, examiner), size, notices=_notices(document, file))
    except InputError as error:
        yield unreadable(file, error)
    except (Exception, SystemExit) as error:
        _blame_package(error, examiner)
        raise
    yield Part(file, 0, [], complete=True)


def _notices(document: Document, file: str) -> tuple[str, ...]:
    return tuple(
        f"{file}:{finding.place.line}:{finding.place.column}: {finding.message}"
        for finding in document.findings
        if finding.severity == "notice"
    )


def _blame_package(error: BaseException, examiner: Examiner) -> None:
    """Raise `SchemaError` where a validator that another may have changed is what failed."""
    if examiner.file:
        from holotype.checking.validators import failure

        if (problem := failure(examiner.file, error)) is not None:
            raise problem from error


def unreadable(file: str, error: InputError) -> Part:
    """What there is to say of a file that cannot be read, or not to its end."""
    return Part(file, 0, [about_file(file, "unreadable", error.message)])


def _check_file(file: str, reading: Reading, examiner: Examiner) -> Iterator[Part]:
    name = reading.name_of(file)
    try:
        stream = open_source(file)
    except InputError as error:
        yield unreadable(name, error)._replace(complete=True)
        return
    with stream:
        yield from check_stream(name, stream, reading, examiner)
