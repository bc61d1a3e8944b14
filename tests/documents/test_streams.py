"""The same bad input in every input format: the same kind of finding, at its place."""

from __future__ import annotations

import gzip
import io
from typing import Final

import pytest

from holotype.documents import InputFormat, read_documents
from holotype.documents.values import Compression, Syntax

BAD: Final[list[tuple[str, dict[Syntax, bytes]]]] = [
    ("encoding", {"json": b"[1, \xff]", "yaml": b"[1, \xff]", "toml": b"[a\xff]"}),
    ("encoding", {"json": b"\xff\xfe1\0", "yaml": b"\xff\xfe1\0", "toml": b"\xff\xfea\0=\x001\0"}),
    ("byte-order-mark", {"json": b"\xef\xbb\xbf1", "toml": b"\xef\xbb\xbf"}),
    ("number", {"json": b"1e400", "yaml": b"a: 1e400", "toml": b"a = 1e400"}),
    ("number", {"yaml": b"a: .nan", "toml": b"a = nan"}),
    ("integer", {"json": 5000 * b"1", "yaml": 5000 * b"1", "toml": b"a = " + 5000 * b"1"}),
    ("nesting", {"json": 100_000 * b"[", "yaml": 600 * b"[ ", "toml": b"a = " + 100_000 * b"["}),
    ("surrogate", {"json": rb'"\ud800"', "yaml": rb'"\ud800"'}),
    ("syntax", {"json": b"[1, 2", "yaml": b"[1, 2", "toml": b"a = [1, 2"}),
    ("syntax", {"json": b"\0", "yaml": b"\0", "toml": b"\0"}),
    ("empty", {"json": b""}),
]
CASES: Final = [(kind, syntax, text) for kind, texts in BAD for syntax, text in texts.items()]


@pytest.mark.parametrize("compression", ["", "gz"])
@pytest.mark.parametrize(("kind", "syntax", "text"), CASES, ids=lambda value: repr(value)[:24])
def test_bad_input_is_one_finding_of_its_kind(
    kind: str, syntax: Syntax, text: bytes, compression: Compression
) -> None:
    data = gzip.compress(text) if compression else text
    (document,) = read_documents(io.BytesIO(data), InputFormat(syntax, compression))
    assert [finding.kind for finding in document.findings] == [kind]
    assert not document.parsed


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, syntax, text in CASES if syntax == "json" and text]
)
def test_a_bad_record_among_good_ones_is_the_only_finding(kind: str, text: bytes) -> None:
    data = b'{"a": 1}\n' + text + b"\n[2]"
    before, bad, after = read_documents(io.BytesIO(data), InputFormat("jsonl"))
    assert (before.instance, after.instance) == ({"a": 1}, [2])
    assert [(finding.kind, finding.place.line) for finding in bad.findings] == [(kind, 2)]
