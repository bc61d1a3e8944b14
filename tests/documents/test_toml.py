"""TOML: values of JSON, dates as their text, and what JSON cannot say."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holotype.documents import Document, Place, locate, parse

NINES = 4500 * "9"


def only(text: str | bytes) -> Document:
    (document,) = parse(text if isinstance(text, bytes) else text.encode(), "toml")
    return document


def test_a_table_has_the_values_of_json() -> None:
    document = only('a = [1, 2.5, true]\n"b c".d = {e = "x", f = 0x1F}\n[[g]]\n[g.h]\n')
    assert document.findings == ()
    assert repr(document.instance) == repr(
        {"a": [1, 2.5, True], "b c": {"d": {"e": "x", "f": 31}}, "g": [{"h": {}}]}
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("1979-05-27", "1979-05-27"),
        ("07:32:00", "07:32:00"),
        ("07:32:00.999", "07:32:00.999"),
        ("1979-05-27T07:32:00Z", "1979-05-27T07:32:00Z"),
        ("1979-05-27 07:32:00.50-07:00", "1979-05-27T07:32:00.50-07:00"),
        ("1979-05-27T00:32:00", "1979-05-27T00:32:00"),
    ],
)
def test_dates_and_times_are_their_text(written: str, text: str) -> None:
    document = only(
        f"a = {written}\nb = [{{c = {written}}}, {written}] # {written}\n[[d]]\ne.f = {written}\n"
    )
    assert document.instance == {"a": text, "b": [{"c": text}, text], "d": [{"e": {"f": text}}]}


def test_an_empty_text_is_an_empty_table() -> None:
    assert only("").instance == only("# nothing").instance == {}


TOO_DEEP = "nested deeper than 512 arrays and tables: expected flatter data"
REFUSED: list[tuple[str | bytes, tuple[int, int, int, int], str, str]] = [
    (b"a = \xff", (1, 5, 1, 6), "encoding", "byte 0xff is not UTF-8 here: save the file as UTF-8"),
    (
        b"\xef\xbb\xbfa = 1",
        (1, 1, 1, 2),
        "byte-order-mark",
        "the text starts with a byte-order mark: save it as UTF-8 without one",
    ),
    (
        "a = 1\nb = [1, -inf]",
        (2, 9, 2, 13),
        "number",
        "the number -inf is not finite, which JSON has no way to say: leave it out",
    ),
    (
        "nan = nan",
        (1, 7, 1, 10),
        "number",
        "the number nan is not finite, which JSON has no way to say: leave it out",
    ),
    (
        "a = 1_0.5e40_0",
        (1, 5, 1, 15),
        "number",
        'the number "1_0.5e40_0" is beyond a double (1.8e308): write a smaller one',
    ),
    (
        "a = 1\nb = " + 5000 * "1",
        (2, 5, 2, 5005),
        "integer",
        f'the integer "{37 * "1"}..." has more than 4,300 digits: put it in quotes, as a string',
    ),
    (
        f"{NINES} = '{NINES}' # {NINES}\na = [+{NINES}] {{[[]]",
        (2, 6, 2, 4507),
        "integer",
        f'the integer "+{36 * "9"}..." has more than 4,300 digits: put it in quotes, as a string',
    ),
    (f"a = {NINES}.5\nb =", (2, 4, 2, 4), "syntax", "not TOML: invalid value at the end of the text"),
    (
        "a = 0x" + 4000 * "f",
        (1, 5, 1, 4007),
        "integer",
        f'the integer "0x{35 * "f"}..." has more than 4,300 digits: put it in quotes, as a string',
    ),
    ("a = " + 100_000 * "[", (1, 517, 1, 518), "nesting", TOO_DEEP),
    ("a = " + 512 * "[" + 512 * "]", (1, 516, 1, 518), "nesting", TOO_DEEP),
    ("a = [" + 600 * "[]," + 600 * "[", (1, 2317, 1, 2318), "nesting", TOO_DEEP),
    (".".join(10_000 * "a") + " = 1", (1, 1024, 1, 1025), "nesting", TOO_DEEP),
    (
        "a",
        (1, 2, 1, 2),
        "syntax",
        "not TOML: expected '=' after a key in a key/value pair at the end of the text",
    ),
    ("a = 1\n[b\n", (2, 3, 2, 3), "syntax", "not TOML: expected ']' at the end of a table declaration"),
    ('a = "\\ud800"', (1, 12, 1, 12), "syntax", "not TOML: escaped character is not a Unicode scalar value"),
]


@pytest.mark.parametrize(("text", "place", "kind", "message"), REFUSED, ids=lambda value: repr(value)[:30])
def test_what_is_no_json_in_toml_is_refused_with_a_sentence_and_a_place(
    text: str | bytes, place: tuple[int, int, int, int], kind: str, message: str
) -> None:
    document = only(text)
    assert not document.parsed
    (finding,) = document.findings
    assert (tuple(finding.place), finding.kind, finding.message) == (place, kind, message)


def at_depth(calls: int, text: str) -> Document:
    return at_depth(calls - 1, text) if calls else only(text)


@pytest.mark.parametrize("text", ["a = " + 511 * "[" + 511 * "]", "a = " + 511 * "{a=" + "1" + 511 * "}"])
def test_nesting_of_512_is_taken_whatever_the_call_stack(text: str) -> None:
    frame, depth = sys._getframe(), 0
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    limit = sys.getrecursionlimit()
    assert at_depth(limit - depth - 60, text).parsed
    assert sys.getrecursionlimit() == limit


def test_a_key_with_an_escape_is_found_by_its_name() -> None:
    document = only('"\\u0061b" = 1\n[c."\\"d"]\n')
    assert document.instance == {"ab": 1, "c": {'"d': {}}}
    places = locate(document, ["/ab", '/c/"d'])
    assert all(place.exists for place in places.values())
    assert places["/ab"].key == Place(1, 1, 1, 10)


@pytest.mark.parametrize("limit", [0, 640])
def test_integers_have_4300_digits_whatever_the_environment_allows(limit: int) -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(limit)
    try:
        assert only("a = -" + 4300 * "9").instance == {"a": 1 - 10**4300}
        assert not only("a = " + 4301 * "9").parsed
        assert sys.get_int_max_str_digits() == limit
    finally:
        sys.set_int_max_str_digits(before)


@given(
    st.text("[]{}=.,\"'#ab1 \n\\-:T", max_size=30)
    | st.lists(st.sampled_from([NINES, *"[]{}=.,\"'#a1 \n-"]), max_size=20).map("".join)
)
def test_no_text_ends_in_anything_but_a_table_or_a_finding(text: str) -> None:
    document = only(text)
    assert document.parsed != bool(document.findings)
    if document.parsed:
        assert locate(document, ["/a", "/a/b", "/1/0"])


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{'.'.join(400 * 'a')}.k{n} = 1\n" for n in range(200)),
        "".join(f"[{'.'.join(400 * 'a')}.k{n}]\n" for n in range(200)),
        20_000 * "[[a]]\n",
        'a = "' + 100_000 * "\\n" + '"',
        "a = [" + 50_000 * "1," + "]",
        "a = " + 100_000 * '"',
        "a = " + 100_000 * ".",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.process_time()
    document = only(text)
    if document.parsed:
        locate(document, ["/a"])
    assert time.process_time() - start < 5
