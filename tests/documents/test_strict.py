"""What `parse_strict` takes, and the sentence and the place of what it refuses."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from holotype.documents.strict import JSONTextError, parse_strict, scan_json

COMMENT = (
    "found a comment, which JSON does not have; JSON with comments (JSONC, JSON5) is not read: remove them, "
    "and commas before a closing bracket"
)
# The text, the place of its first problem (line, column, end line, end column), its kind, the sentence.
REFUSED: list[tuple[bytes, tuple[int, int, int, int], str, str]] = [
    (b"", (1, 1, 1, 1), "empty", "the text is empty: expected one JSON value"),
    (b" \n ", (2, 2, 2, 2), "empty", "the text holds only white space: expected one JSON value"),
    (
        b"\xef\xbb\xbf{}",
        (1, 1, 1, 2),
        "byte-order-mark",
        "the text starts with a byte-order mark, which JSON forbids: save it as UTF-8 without one",
    ),
    (
        b'{\n "\xc3\xa9": "\xff"}',
        (2, 8, 2, 9),
        "encoding",
        "byte 0xff is not UTF-8 here: save the file as UTF-8",
    ),
    (b'"\xed\xa0\x80"', (1, 2, 1, 3), "encoding", "byte 0xed is not UTF-8 here: save the file as UTF-8"),
    (
        b"\xff\xfe1\x00",
        (1, 1, 1, 2),
        "encoding",
        "the text is UTF-16, where UTF-8 was expected: save it as UTF-8",
    ),
    (
        b"[NaN]",
        (1, 2, 1, 5),
        "syntax",
        'found "NaN": expected a value; a JSON number is finite; write null, or leave the property out',
    ),
    (
        b"[-Infinity]",
        (1, 2, 1, 11),
        "syntax",
        'found "-Infinity": expected a value; a JSON number is finite; write null, or leave the property out',
    ),
    (
        b"[1e400]",
        (1, 2, 1, 7),
        "number",
        "the number 1e400 is beyond a double (1.8e308): write a smaller one",
    ),
    (
        b"[-1" + 400 * b"0" + b".0]",
        (1, 2, 1, 406),
        "number",
        f"the number -1{35 * '0'}... is beyond a double (1.8e308): write a smaller one",
    ),
    (
        b"[" + 5000 * b"1" + b"]",
        (1, 2, 1, 5002),
        "integer",
        "an integer of 5,000 digits: expected at most 4,300; write it as a string",
    ),
    (
        rb'["\ud800"]',
        (1, 3, 1, 9),
        "surrogate",
        (
            r'"\ud800" is one half of a surrogate pair without the other, so no character: '
            "write both halves, or remove it"
        ),
    ),
    (
        rb'["\ude00\ud83d"]',
        (1, 3, 1, 9),
        "surrogate",
        (
            r'"\ude00" is one half of a surrogate pair without the other, so no character: '
            "write both halves, or remove it"
        ),
    ),
    (
        100_000 * b"[",
        (1, 513, 1, 514),
        "nesting",
        "nested deeper than 512 containers: expected flatter data",
    ),
    (
        513 * b'{"a":' + b"1" + 513 * b"}",
        (1, 2561, 1, 2562),
        "nesting",
        "nested deeper than 512 containers: expected flatter data",
    ),
    (
        b"{}\n{}",
        (2, 1, 2, 2),
        "syntax",
        (
            'found "{" after the end of the JSON value: expected nothing more; '
            "in JSON Lines (.jsonl) each value has a line of its own"
        ),
    ),
    (
        b"1\x00",
        (1, 2, 1, 3),
        "syntax",
        (
            "found U+0000 after the end of the JSON value: expected nothing more; "
            "in JSON Lines (.jsonl) each value has a line of its own"
        ),
    ),
    (
        b'{"a": 1,\n}',
        (1, 8, 1, 9),
        "syntax",
        'found "}" after a comma: remove the comma, or add what follows it',
    ),
    (b"[1,]", (1, 3, 1, 4), "syntax", 'found "]" after a comma: remove the comma, or add what follows it'),
    (b"[,1]", (1, 2, 1, 3), "syntax", 'found ",": expected a value'),
    (
        b'{"a": 1 "b": 2}',
        (1, 9, 1, 10),
        "syntax",
        'found a double quote: expected "," or "}" after a value; is a comma missing?',
    ),
    (b"[1 2]", (1, 4, 1, 5), "syntax", 'found "2": expected "," or "]" after a value'),
    (b"[1}", (1, 3, 1, 4), "syntax", 'found "}": expected "," or "]" after a value'),
    (b"{a: 1}", (1, 2, 1, 3), "syntax", 'found "a": expected a property name in double quotes'),
    (
        b"{'a': 1}",
        (1, 2, 1, 3),
        "syntax",
        'found "\'": expected a property name in double quotes; JSON strings stand in double quotes',
    ),
    (b'{"a" 1}', (1, 6, 1, 7), "syntax", 'found "1": expected ":" after the property name'),
    (
        b"{",
        (1, 2, 1, 2),
        "syntax",
        (
            "the text ends within the object that opens at line 1, column 1: "
            "expected a property name in double quotes"
        ),
    ),
    (
        b'{"a"',
        (1, 5, 1, 5),
        "syntax",
        (
            "the text ends within the object that opens at line 1, column 1: "
            'expected ":" after the property name'
        ),
    ),
    (
        b'{"a":',
        (1, 6, 1, 6),
        "syntax",
        "the text ends within the object that opens at line 1, column 1: expected a value",
    ),
    (
        b'[1,\n [{"a": 1}\n',
        (3, 1, 3, 1),
        "syntax",
        'the text ends within the array that opens at line 2, column 2: expected "," or "]"',
    ),
    (
        b"[",
        (1, 2, 1, 2),
        "syntax",
        'the text ends within the array that opens at line 1, column 1: expected a value or "]"',
    ),
    (
        b'["abc',
        (1, 2, 1, 6),
        "syntax",
        'the string that starts here is not closed: expected a closing "',
    ),
    (
        b'["abc\n"]',
        (1, 6, 1, 6),
        "syntax",
        r'the string is not closed on its line: expected a closing ", or \n for a line break',
    ),
    (b'["\t"]', (1, 3, 1, 4), "syntax", r"the string holds the control character U+0009: write \t"),
    (b'["\x01"]', (1, 3, 1, 4), "syntax", r"the string holds the control character U+0001: write \u0001"),
    (
        rb'["\x"]',
        (1, 3, 1, 5),
        "syntax",
        r'"\" must be followed by one of " \ / b f n r t u: write "\\" for a backslash',
    ),
    (rb'["\u12g4"]', (1, 3, 1, 5), "syntax", r'"\u" must be followed by four hexadecimal digits'),
    (b"True", (1, 1, 1, 5), "syntax", 'found "True": expected a value; JSON writes true'),
    (b"[None]", (1, 2, 1, 6), "syntax", 'found "None": expected a value; JSON writes null'),
    (b"nul", (1, 1, 1, 4), "syntax", 'found "nul": expected a value'),
    (b"[1, // one\n2]", (1, 5, 1, 7), "syntax", COMMENT),
    (b"/* one */ 1", (1, 1, 1, 3), "syntax", COMMENT),
    (b'{"a": 1} // one', (1, 10, 1, 12), "syntax", COMMENT),
    (b'{\n# one\n"a": 1}', (2, 1, 2, 2), "syntax", COMMENT),
    (b'{"a" /* one */: 1}', (1, 6, 1, 8), "syntax", COMMENT),
    (b'{"a": 1, // one\n}', (1, 10, 1, 12), "syntax", COMMENT),
    (b"[1 / 2]", (1, 4, 1, 5), "syntax", 'found "/": expected "," or "]" after a value'),
    (b"[\xe2\x80\xae]", (1, 2, 1, 3), "syntax", "found U+202E: expected a value"),
    (
        b"[01]",
        (1, 2, 1, 4),
        "syntax",
        'found "01", which is not a JSON number: remove the leading zeros, or write a string',
    ),
    (b"[+1]", (1, 2, 1, 4), "syntax", 'found "+1", which is not a JSON number: remove the "+"'),
    (
        b"[.5]",
        (1, 2, 1, 4),
        "syntax",
        'found ".5", which is not a JSON number: write digits on both sides of the decimal point',
    ),
    (b"[1_000]", (1, 2, 1, 7), "syntax", 'found "1_000", which is not a JSON number: remove the "_"'),
    (
        b"[0x10]",
        (1, 2, 1, 6),
        "syntax",
        'found "0x10", which is not a JSON number: write plain decimal digits, or a string',
    ),
]

TAKEN: list[tuple[bytes, Any]] = [
    (b"null", None),
    (b" \t\r\n{} \t\r\n", {}),
    (b'{"a": [1, -0, 0.5, 1E+2, true, false, null, ""]}', {"a": [1, 0, 0.5, 100.0, True, False, None, ""]}),
    (rb'"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"', '"\\/\b\f\n\r\té😀'),
    (rb'"\\ud800"', r"\ud800"),
    (rb'"\ud83d\ude00\\\ud83d\ude00"', "😀\\😀"),
    ('"\x7f\u2028\ufeff😀"'.encode(), "\x7f\u2028\ufeff😀"),
    (b'{"a": 1, "b": 2, "a": 3}', {"a": 3, "b": 2}),
    (b"1e-400", 0.0),
    (b"1.7976931348623158e308", sys.float_info.max),
    (b"0e999999999999", 0.0),
    (4300 * b"9", 10**4300 - 1),
    (b"-" + 4300 * b"9", 1 - 10**4300),
    (b"10000000000000000000000000000000", 10**31),
]


@pytest.mark.parametrize(("text", "place", "kind", "message"), REFUSED, ids=lambda value: str(value)[:30])
def test_a_text_that_is_not_strict_json_is_refused_with_a_sentence_and_a_place(
    text: bytes, place: tuple[int, int, int, int], kind: str, message: str
) -> None:
    with pytest.raises(JSONTextError) as caught:
        parse_strict(text)
    problem = caught.value
    found = (problem.line, problem.column, problem.end_line, problem.end_column)
    assert (found, problem.kind, problem.message) == (place, kind, message)


@pytest.mark.parametrize(("text", "value"), TAKEN, ids=lambda value: str(value)[:30])
def test_strict_json_gives_its_value(text: bytes, value: object) -> None:
    assert repr(parse_strict(text)) == repr(value)
    assert repr(scan_json(text.decode())) == repr(value)


def test_text_and_bytes_give_the_same() -> None:
    assert parse_strict('{"é": "😀"}') == parse_strict('{"é": "😀"}'.encode()) == {"é": "😀"}


def test_an_integer_stays_an_integer_and_a_float_a_float() -> None:
    assert [type(value) for value in (parse_strict("1"), parse_strict("1.0"), parse_strict("1e0"))] == [
        int,
        float,
        float,
    ]
    assert math.copysign(1, float(str(parse_strict("-0.0")))) == -1


def test_the_error_prints_its_place() -> None:
    with pytest.raises(JSONTextError, match=r'^line 1, column 2: found "\]": expected a value$'):
        parse_strict(" ]")


def test_a_lone_surrogate_in_a_python_string_is_refused() -> None:
    with pytest.raises(JSONTextError) as caught:
        parse_strict('["a\ud800"]')
    assert (caught.value.column, caught.value.message) == (
        4,
        "U+D800 is half of a surrogate pair, so no character: remove it",
    )


def at_depth(calls: int, text: bytes) -> object:
    return at_depth(calls - 1, text) if calls else parse_strict(text)


def test_nesting_of_512_is_taken_whatever_the_call_stack() -> None:
    text = 512 * b"[" + 512 * b"]"
    frame, depth = sys._getframe(), 0
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    value = at_depth(sys.getrecursionlimit() - depth - 40, text)
    for _ in range(511):
        assert isinstance(value, list)
        (value,) = value
    assert value == []


AROUND_SURROGATES = (0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000)


@pytest.mark.parametrize("first", AROUND_SURROGATES)
@pytest.mark.parametrize("second", AROUND_SURROGATES)
def test_escapes_are_units_of_utf_16(first: int, second: int) -> None:
    units = first.to_bytes(2, "big") + second.to_bytes(2, "big")
    text = f'"\\u{first:04x}\\u{second:04X}"'.encode()
    try:
        expected = units.decode("utf-16-be")
    except UnicodeDecodeError:
        with pytest.raises(JSONTextError) as caught:
            parse_strict(text)
        assert caught.value.kind == "surrogate"
    else:
        assert parse_strict(text) == expected


def test_many_flat_containers_are_not_deep() -> None:
    assert parse_strict(b"[" + b",".join(1000 * [b"{}"]) + b"]") == 1000 * [{}]


@pytest.fixture(params=[0, 640, 100_000])
def _digit_limit(request: pytest.FixtureRequest) -> Iterator[None]:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(request.param)
    yield
    sys.set_int_max_str_digits(before)


@pytest.mark.usefixtures("_digit_limit")
def test_integers_have_4300_digits_whatever_the_environment_allows() -> None:
    assert parse_strict(4300 * b"9") == 10**4300 - 1
    with pytest.raises(JSONTextError, match="4,301 digits"):
        parse_strict(4301 * b"9")


@pytest.mark.parametrize(
    "text",
    [
        b"[" * 1_000_000,
        b'"' + b"\\n" * 500_000,
        b'"' + rb"\ud83d\ude00" * 100_000 + b'\\ud83d"',
        b"1" * 1_000_000,
        b"[" + b"1," * 50_000,
        b" " * 1_000_000,
        b"-" * 1_000_000,
        b'{"a":' * 200_000,
        b"1" * 1_000_000 + b".5",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hostile_megabyte_is_refused_in_linear_time(text: bytes) -> None:
    with pytest.raises(JSONTextError) as caught:
        parse_strict(text)
    assert len(caught.value.message) < 200
