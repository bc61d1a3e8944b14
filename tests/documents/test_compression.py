"""Compressed input: the same documents, in constant memory; damage is a finding."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Final

import pytest

from holotype.documents import (
    Document,
    InputError,
    InputFormat,
    decompress,
    parse,
    read_documents,
    reading,
    streams,
)
from holotype.documents.values import Compression, Syntax

zstd = pytest.importorskip("backports.zstd" if sys.version_info < (3, 14) else "compression.zstd")

COMPRESS: Final[dict[Compression, Callable[[bytes], bytes]]] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd.compress,
}
each_compression = pytest.mark.parametrize("compression", COMPRESS)


def read(data: bytes, compression: Compression, syntax: Syntax = "jsonl") -> list[Document]:
    return list(read_documents(io.BytesIO(data), InputFormat(syntax, compression)))


@each_compression
@pytest.mark.parametrize("syntax", ["json", "jsonl", "yaml"])
def test_compressed_documents_are_those_within(compression: Compression, syntax: Syntax) -> None:
    text = b'{"a": [1, 2]}\n'
    (document,) = read(COMPRESS[compression](text), compression, syntax)
    assert document.instance == {"a": [1, 2]}


@each_compression
def test_members_in_a_row_are_one_text(compression: Compression) -> None:
    data = COMPRESS[compression](b"1\n2") + COMPRESS[compression](b"") + COMPRESS[compression](b"2\n3\n")
    assert [document.instance for document in read(data, compression)] == [1, 22, 3]


@pytest.mark.parametrize("compression", ["gz", "xz"])
def test_zeros_after_the_end_are_padding(compression: Compression) -> None:
    assert [d.instance for d in read(COMPRESS[compression](b"1\n") + 512 * b"\0", compression)] == [1]


@each_compression
def test_cut_off_data_give_the_records_before_and_a_finding(compression: Compression) -> None:
    text = b"".join(b'{"number": %d, "square": %d}\n' % (n, n * n) for n in range(20_000))
    whole = COMPRESS[compression](text)
    documents = read(whole[: len(whole) * 2 // 3], compression)
    records, broken = documents[:-1], documents[-1]
    if compression != "bz2":  # whose blocks of 900 kB come whole
        assert records
    assert [d.instance for d in records] == [{"number": n, "square": n * n} for n in range(len(records))]
    (finding,) = broken.findings
    name = {"gz": "gzip", "bz2": "bzip2", "xz": "xz", "zst": "zstd"}[compression]
    assert (finding.kind, finding.message, finding.place.line) == (
        "compression",
        f"the {name} data are cut off before the mark of their end: fetch the file again",
        len(records) + 1,
    )


@each_compression
@pytest.mark.parametrize("syntax", ["json", "jsonl"])
def test_data_that_are_not_what_the_name_says_are_a_finding(compression: Compression, syntax: Syntax) -> None:
    (document,) = read(b'{"a": 1}\n' * 10, compression, syntax)
    (finding,) = document.findings
    assert finding.kind == "compression"
    assert finding.message.startswith(("not sound ", "the "))


@pytest.mark.parametrize("compression", ["gz", "bz2", "xz"])  # zstd writes no checksum unless asked to
def test_a_changed_byte_is_a_finding(compression: Compression) -> None:
    whole = bytearray(COMPRESS[compression](b"".join(b'"%d"\n' % (n * 7919) for n in range(2000))))
    whole[len(whole) // 2] ^= 0x55
    assert read(bytes(whole), compression)[-1].findings[0].kind == "compression"


@each_compression
def test_an_empty_file_is_cut_off(compression: Compression) -> None:
    (document,) = read(b"", compression, "json")
    assert "cut off" in document.findings[0].message


@each_compression
def test_text_after_the_end_is_a_finding(compression: Compression) -> None:
    first, second = read(COMPRESS[compression](b"1\n") + b"garbage that is no member", compression)
    assert first.instance == 1
    assert second.findings[0].kind == "compression"


@each_compression
def test_records_that_compress_well_take_constant_memory(compression: Compression) -> None:
    bomb = COMPRESS[compression](4_000 * (b'["' + 10_000 * b"x" + b'"]\n'))
    assert len(bomb) < 100_000
    tracemalloc.start()
    count = sum(1 for _ in read_documents(io.BytesIO(bomb), InputFormat("jsonl", compression)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 16 * 2**20  # xz keeps 8 MiB behind it


@each_compression
@pytest.mark.parametrize("syntax", ["json", "yaml", "toml"])
def test_a_document_that_expands_beyond_the_bound_is_refused(
    compression: Compression, syntax: Syntax, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_MEMORY", 10**6)
    for text in (b"[" + 10**6 * b" " + b"]", b"[" + 9_000 * b"{}," + b"1]"):
        (document,) = read(COMPRESS[compression](text), compression, syntax)
        assert [(finding.kind, finding.message) for finding in document.findings] == [
            (
                "size",
                (
                    "the document within would take more than 512 MiB of memory, too much for one from "
                    "compressed data: unpack the file and check that, or split it into JSON Lines, one "
                    "record a line"
                ),
            )
        ]
        assert [finding.kind for each in parse(text, "json") for finding in each.findings] == []


MANY: Final[dict[str, bytes]] = {
    "objects": b"{},",
    "arrays": b"[],",
    "arrays of one": b"[1],",
    "objects of one": b'{"a":1},',
    "strings": b'"ab",',
    "numbers": b"1.5,",
    "code points beyond the first plane": "😀".encode(),
}


@pytest.mark.parametrize("kind", MANY)
def test_a_text_takes_about_the_memory_that_is_told_of_it(kind: str) -> None:
    inner = MANY[kind] * (2**18 // len(MANY[kind]))
    text = b"[" + (inner + b"1" if b"," in inner else b'"' + inner + b'"') + b"]"
    tracemalloc.start()
    (document,) = parse(text, "json")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert document.parsed
    assert peak < 1.1 * reading.memory_of(text, "json")


def test_an_ordinary_document_of_32_mebibytes_is_within_the_bound() -> None:
    record = (
        b'{"id":"7b0b0a4e-5c9a-4f9e-8d7a-0d9a3e6f1c22","model":"mistral-small-latest","status":"SUCCESS",'
        b'"endpoint":"/v1/chat/completions","total_requests":100,"completed_requests":100,"errors":[]},'
    )
    text = b"[" + record * (2**25 // len(record)) + b"1]"
    assert reading.memory_of(text, "json") < reading.MOST_MEMORY


def test_a_small_file_that_holds_many_containers_is_refused_before_they_take_memory() -> None:
    bomb = gzip.compress(b"[" + 2**25 // 3 * b"{}," + b"1]")
    assert len(bomb) < 2**16
    for syntax in ("json", "jsonl", "yaml"):
        (document,) = read(bomb, "gz", syntax)
        assert [finding.kind for finding in document.findings] == ["size"]


def test_xz_that_asks_for_gigabytes_of_memory_is_refused() -> None:
    compressor = lzma.LZMACompressor(lzma.FORMAT_XZ, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 2**16}])
    data = bytearray(compressor.compress(b"1\n") + compressor.flush())
    # The block header stands after the 12 bytes of the stream's: size, flags, filter, its size, the
    # dictionary's size, padding, checksum (The .xz File Format, section 3.1).
    assert data[12:16] == b"\2\0\x21\1"
    assert data[20:24] == zlib.crc32(data[12:20]).to_bytes(4, "little")
    data[16] = 40  # 4 GiB
    data[20:24] = zlib.crc32(data[12:20]).to_bytes(4, "little")
    (document,) = read(bytes(data), "xz")
    assert document.findings[0].message.startswith("not sound xz: Memory usage limit exceeded")


def test_without_a_zstd_decompressor_the_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "backports", None)
    monkeypatch.setitem(sys.modules, "compression", None)
    with pytest.raises(InputError, match=r'^reading \.zst needs .*: pip install "holotype\[zstd\]"$'):
        decompress(io.BytesIO(), "zst")
