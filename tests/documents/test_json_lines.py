"""JSON Lines: records, their lines and offsets, batches in constant memory, ranges of whole lines."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.documents import (
    Finding,
    InputFormat,
    Place,
    batches,
    byte_ranges,
    json_lines,
    locate,
    open_source,
    parse,
    parse_record,
    read_documents,
    reading,
)

JSONL = InputFormat("jsonl")


def test_each_line_that_is_not_blank_is_a_document() -> None:
    text = b'{"a": 1}\n\n \t\r\n[2]\r\n3'
    documents = list(parse(text, "jsonl"))
    assert [(d.instance, d.line, d.offset, d.ordinal) for d in documents] == [
        ({"a": 1}, 1, 0, 0),
        ([2], 4, 14, 1),
        (3, 5, 19, 2),
    ]
    assert [text[d.offset : d.offset + len(d.text)] for d in documents] == [d.text for d in documents]


def test_a_broken_record_does_not_stop_the_others() -> None:
    documents = list(parse(b'1\n{"a": NaN}\n\xff\n[\n2\n', "jsonl"))
    assert [d.instance for d in documents] == [1, None, None, None, 2]
    assert [[tuple(f.place[:2]) for f in d.findings] for d in documents] == [
        [],
        [(2, 7)],
        [(3, 1)],
        [(4, 2)],
        [],
    ]


def test_a_byte_order_mark_costs_only_the_first_record() -> None:
    first, second = parse(b"\xef\xbb\xbf1\n2\n", "jsonl")
    assert [finding.kind for finding in first.findings] == ["byte-order-mark"]
    assert second.instance == 2


def test_only_lf_ends_a_line() -> None:
    (document,) = parse('["\u2028\u0085", 1]'.encode(), "jsonl")
    assert document.instance == ["\u2028\u0085", 1]


def test_repeated_names_are_ignored_unless_asked_for() -> None:
    text = b'1\n{"a": 1, "a": 2}\n'
    assert [document.findings for document in parse(text, "jsonl")] == [(), ()]
    _, document = parse(text, "jsonl", duplicate_keys="warn")
    assert [tuple(finding.place) for finding in document.findings] == [(2, 10, 2, 13)]


def test_places_are_those_of_the_line_in_the_file() -> None:
    _, document = parse('[]\n {"é": [1, "😀"]}'.encode(), "jsonl")
    located = locate(document, ["/é/1"])["/é/1"]
    assert located.value == (2, 12, 2, 15)


def test_no_text_has_no_records() -> None:
    assert list(parse(b"", "jsonl")) == list(parse(b"\n\n", "jsonl")) == []


def test_a_blank_line_is_no_record() -> None:
    assert parse_record(b" \t\r", 7) is None


@given(st.lists(st.binary(max_size=9).filter(lambda line: b"\n" not in line), max_size=12), st.booleans())
def test_batches_hold_each_line_once_with_its_place(lines: list[bytes], ended: bool) -> None:
    text = b"\n".join(lines) + (b"\n" if ended else b"")
    for size in (1, 3, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(json_lines, "READ_SIZE", size)
            read = list(batches(io.BytesIO(text)))
        expected = text.split(b"\n")
        if not expected[-1]:
            expected.pop()
        assert [line for batch in read for line in batch.lines] == expected
        for batch in read:
            assert text[batch.offset :].startswith(b"\n".join(batch.lines))
            assert text.count(b"\n", 0, batch.offset) + 1 == batch.line


@given(st.lists(st.binary(max_size=9), max_size=12).map(b"\n".join), st.integers(1, 9))
def test_ranges_cover_the_file_and_begin_with_lines(text: bytes, parts: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_lines, "READ_SIZE", 2)
        patch.setattr(json_lines, "open_source", lambda path, part=None: in_memory(text, part))
        ranges = byte_ranges("x.jsonl", parts)
    assert len(ranges) <= parts
    assert b"".join(text[start:end] for start, end in ranges) == text
    assert all(start == 0 or text[start - 1 : start] == b"\n" for start, _ in ranges)
    assert all(start < end for start, end in ranges)


def in_memory(text: bytes, part: tuple[int, int] | None) -> reading.Source:
    start, end = part or (0, len(text))
    return reading.Source(io.BytesIO(text[start:end]), "x.jsonl", end - start)


def test_a_range_is_read_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"1\n22\n333\n4444\n")
    first, second = byte_ranges(str(path), 2)
    with open_source(str(path), second) as source:
        assert [document.instance for document in read_documents(source, JSONL)] == [4444]
    with open_source(str(path), first) as source:
        assert [document.instance for document in read_documents(source, JSONL)] == [1, 22, 333]


def test_a_file_that_grows_is_read_as_long_as_it_was_when_opened(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"1\n2\n")
    with open_source(str(path)) as source, path.open("ab") as log:
        log.write(b"3\n")
        log.flush()
        assert [document.instance for document in read_documents(source, JSONL)] == [1, 2]


def test_memory_does_not_grow_with_the_file() -> None:
    record = b'{"a": [1, 2, 3], "b": "' + 200 * b"x" + b'"}\n'

    class Endless(io.RawIOBase):
        left = 40_000

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            count = min(self.left, size // len(record))
            self.left -= count
            return count * record

    tracemalloc.start()
    count = sum(1 for _ in read_documents(Endless(), JSONL))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40_000
    assert peak < 4 * 2**20


def test_a_line_of_100_megabytes_is_one_record() -> None:
    line = b'["' + 100 * 2**20 * b"x" + b'"]'
    before, long, after = read_documents(io.BytesIO(b"1\n" + line + b"\n2"), JSONL)
    assert (before.instance, after.instance, after.line) == (1, 2, 3)
    assert isinstance(long.instance, list)
    assert len(long.instance[0]) == 100 * 2**20


@pytest.mark.parametrize("read_size", [2, 30])
@pytest.mark.parametrize("kind", ["long", "many"])
def test_a_record_that_is_too_large_is_refused_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch, kind: str, read_size: int
) -> None:
    monkeypatch.setattr(json_lines, "MOST_MEMORY", 3000)
    monkeypatch.setattr(json_lines, "READ_SIZE", read_size)
    large = {"long": 4999 * b" " + b"2", "many": b"[" + 30 * b"{}," + b"1]"}[kind]
    before, refused, after, last = parse(b"1\n" + large + b"\n[3]\n" + large, "jsonl")
    assert (before.instance, refused.instance, after.instance) == (1, None, [3])
    assert (refused.line, after.line, after.offset) == (2, 3, len(large) + 3)
    assert [document.ordinal for document in (before, refused, after, last)] == [0, 1, 2, 3]
    for document, line in ((refused, 2), (last, 4)):
        assert document.findings == (
            Finding(
                "size",
                "the line would take more than 512 MiB of memory, too much for one record: split the record",
                Place(line, 1, line, 1),
            ),
        )
