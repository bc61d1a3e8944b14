"""The start-up parser, the bulk parser and the exact scanner give the same verdicts, values and errors."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import mistral_batch_job.codec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from holotype.documents import Document, InputFormat, bulk_parser, parse, parse_strict, read_documents
from holotype.documents.strict import JSONTextError, json_text_of, scan_json
from tests.documents.test_strict import REFUSED, TAKEN

bulk: Final = bulk_parser()


def by_scanner(text: bytes) -> object:
    return scan_json(json_text_of(text))


def verdict(parser: Callable[[bytes], object], text: bytes) -> tuple[object, ...]:
    """What a parser says; a value by its `repr`, which tells 1 from 1.0 and from True, and 0.0 from -0.0."""
    try:
        value = parser(text)
    # A generated package has an exception of its own.
    except (JSONTextError, mistral_batch_job.codec.JSONTextError) as problem:
        return ("error", *problem.args)
    with digits_of_integers(0):
        return ("value", repr(value))


def verdict_of(document: Document) -> tuple[object, ...]:
    """What a document says, in the words of `verdict`."""
    if document.parsed:
        with digits_of_integers(0):
            return ("value", repr(document.instance))
    (finding,) = document.findings
    return ("error", finding.kind, finding.message, *finding.place)


def assert_agreement(text: bytes) -> None:
    """One verdict of all that read JSON."""
    expected = verdict(by_scanner, text)
    assert verdict(parse_strict, text) == expected
    assert verdict(bulk, text) == expected
    assert verdict(mistral_batch_job.codec.parse_strict, text) == expected
    for duplicate_keys in ("warn", "ignore"):
        (document,) = parse(text, "json", duplicate_keys=duplicate_keys)
        assert verdict_of(document) == expected
        if b"\n" not in text and text.strip(b" \t\r"):
            (record,) = parse(text, "jsonl", duplicate_keys=duplicate_keys)
            assert verdict_of(record) == expected
    (within,) = read_documents(io.BytesIO(gzip.compress(text, 1)), InputFormat("json", "gz"))
    assert verdict_of(within) == expected


@contextmanager
def digits_of_integers(limit: int) -> Iterator[None]:
    """Within, Python converts integers as if PYTHONINTMAXSTRDIGITS were `limit` (0: there is none)."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(limit)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(before)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**40), 10**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def json_texts(draw: st.DrawFn) -> bytes:
    """A valid text, with white space and escapes as they come."""
    value = draw(values)
    indent = draw(st.sampled_from([None, 0, 2, "\t"]))
    text = json.dumps(value, ensure_ascii=draw(st.booleans()), indent=indent)
    return text.encode()


@given(json_texts())
def test_on_valid_texts(text: bytes) -> None:
    assert verdict(parse_strict, text)[0] == "value"
    assert_agreement(text)


# What a text is made of, whole and broken.
PIECES: Final = [
    *[
        bytes([byte])
        for byte in b'[]{},:"\\ \t\n\r\0/-+.eEu019aN\x1f\x7f\xff\xc3\xa9\xed\xa0\x80\xef\xbb\xbf'
    ],
    b"true",
    b"null",
    b"NaN",
    b"Infinity",
    b"1e309",
    b"1.5",
    b"1e",
    b"\\u",
    b"\\ud83d",
    b"\\ude00",
    b"\\u00e9",
    b'"a":',
    b'"a"',
    b"18446744073709551616",
    "😀".encode(),
]


@st.composite
def broken_texts(draw: st.DrawFn) -> bytes:
    """A valid text with a few pieces put in, cut out or doubled."""
    text = draw(json_texts())
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 6)))
        middle = draw(st.sampled_from([*PIECES, b"", text[start:end] * 2]))
        text = text[:start] + middle + text[end:]
    return text


@given(broken_texts())
@settings(max_examples=500)
def test_on_texts_that_were_valid_before_they_were_broken(text: bytes) -> None:
    assert_agreement(text)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join))
@settings(max_examples=500)
def test_on_pieces_of_json_in_any_order(text: bytes) -> None:
    assert_agreement(text)


@given(st.from_regex(r"\A-?[0-9]{1,25}(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,4})?\Z").map(str.encode))
@settings(max_examples=300)
@example(b"1.00000000000000011102230246251565404236316680908203125")
@example(b"1.7976931348623158079e308")
@example(b"2.4703282292062328e-324")
@example(b"9007199254740993")
@example(b"-0")
def test_on_numbers(text: bytes) -> None:
    assert_agreement(text)


@given(
    st.lists(
        st.sampled_from([rb"\ud83d", rb"\ude00", rb"\\", rb"\u0041", b"ud83d", b"x", rb"\uDBFF", rb"\uDfff"]),
        max_size=7,
    ).map(b"".join)
)
@settings(max_examples=300)
def test_on_surrogates_and_backslashes(inner: bytes) -> None:
    assert_agreement(b'"' + inner + b'"')


BRACKETS: Final = [(b"[", b"]"), (b'{"a":', b"}")]


@given(st.integers(500, 520), st.sampled_from(BRACKETS), st.sampled_from([b"", b"[]"]))
@settings(max_examples=30)
def test_on_nesting_around_the_bound(depth: int, brackets: tuple[bytes, bytes], more: bytes) -> None:
    opening, closing = brackets
    inner = b"1" if opening != b"[" else b""
    assert_agreement(b"[" + depth * opening + inner + depth * closing + (b"," + more if more else b"") + b"]")


# What a text must not hold, even where the value no longer shows it.
FORBIDDEN: Final = [
    *[depth * opening + b"1" + depth * closing for depth in (513, 600) for opening, closing in BRACKETS],
    513 * b"[" + 513 * b"]",
    4301 * b"7",
    b"-" + 4301 * b"7",
    b"1e400",
    b"NaN",
    rb'"\ud800"',
    b'"\x01"',
]


@pytest.mark.parametrize("text", FORBIDDEN, ids=lambda text: repr(text[:20]))
@pytest.mark.parametrize("limit", [0, 640, 4300])
def test_what_a_repeated_name_replaces_is_still_of_the_text(text: bytes, limit: int) -> None:
    for whole in (
        b'{"a":%b,"a":1}',
        b'[{"a":{"b":%b},"b":"\\\\[","a":[]},"]"]',
        b'{"a":{"a":%b,"a":"{{"},"c":{}}',
    ):
        with digits_of_integers(limit):
            assert_agreement(whole % text)
        assert verdict(bulk, whole % text)[0] == "error"


@given(
    st.integers(505, 515),
    st.sampled_from(BRACKETS),
    st.lists(st.text('a\n"\\[]{}', max_size=4).map(json.dumps).map(str.encode), max_size=4),
)
def test_brackets_within_strings_are_no_containers(
    depth: int, brackets: tuple[bytes, bytes], strings: list[bytes]
) -> None:
    opening, closing = brackets
    deep = depth * opening + (strings[0] if strings else b"1") + depth * closing
    text = b"[" + b",".join([*strings, b'{"x":' + deep + b',"x":' + 300 * b"[" + 300 * b"]" + b"}"]) + b"]"
    assert_agreement(text)
    assert (verdict(bulk, text)[0] == "error") == (depth > 510)


@pytest.mark.parametrize("text", [text for text, *_ in [*REFUSED, *TAKEN]], ids=lambda text: repr(text[:20]))
def test_on_every_pinned_text(text: bytes) -> None:
    assert_agreement(text)


@pytest.mark.parametrize("digits", [4299, 4300, 4301, 4302])
@pytest.mark.parametrize("sign", [b"", b"-"])
def test_on_integers_around_the_bound(digits: int, sign: bytes) -> None:
    for limit in (0, 640, 4300):
        with digits_of_integers(limit):
            assert_agreement(sign + digits * b"7")
            assert_agreement(b"[" + sign + digits * b"7" + b".0]")
