"""Strict JSON text (RFC 8259, UTF-8) to a value, or to the first problem with its place."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from itertools import accumulate
from typing import Final

JSON_DEEPEST: Final = 512  # containers within each other
JSON_LONGEST_INTEGER: Final = 4300  # digits; what Python converts to and from text by default
JSON_REPEATS_KEPT: Final = 100
JSON_WHITESPACE: Final = " \t\n\r"

# A text whose escapes hold no lone surrogate.  Possessive, so that no text makes it backtrack.
SURROGATES_IN_PAIRS: Final = (
    r"(?:[^\\]++|\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u(?![dD][89a-fA-F])|[^u]))*+"
)
# Not \d and \w: RFC 8259 means ASCII.
JSON_NUMBER: Final = r"(-?(?:0|[1-9][0-9]*+))((?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)"
JSON_NUMBER_LIKE: Final = r"[-+.0-9][-+.0-9A-Za-z_]*+"
JSON_WORD: Final = r"[A-Za-z_][A-Za-z_0-9]*+"
JSON_PLAIN_CHARACTERS: Final = r'[^"\\\x00-\x1f]*+'
JSON_FOUR_HEX_DIGITS: Final = r"[0-9a-fA-F]{4}"
JSON_UNMARKED: Final = bytes(set(range(256)) - set(b'[]{}"'))  # what says nothing of nesting
JSON_OPENINGS: Final = bytes.maketrans(b"[{]}", b"\1\1\0\0")  # how many a bracket opens

JSON_ESCAPES: Final = {
    '"': '"',
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}
JSON_LITERALS: Final = {"true": True, "false": False, "null": None}
# What other languages write, and what to write instead.
JSON_LOOKALIKES: Final = {
    "True": "JSON writes true",
    "TRUE": "JSON writes true",
    "False": "JSON writes false",
    "FALSE": "JSON writes false",
    "None": "JSON writes null",
    "Null": "JSON writes null",
    "NULL": "JSON writes null",
    "nil": "JSON writes null",
    "undefined": "write null, or leave the property out",
    "NaN": "a JSON number is finite; write null, or leave the property out",
    "Infinity": "a JSON number is finite; write null, or leave the property out",
    "-Infinity": "a JSON number is finite; write null, or leave the property out",
}
COMMENT_OPENINGS: Final = ("//", "/*", "#")


class JSONTextError(ValueError):
    """The text is not strict JSON (RFC 8259): the first problem, and its place.

    `kind` is a stable name of the problem, `message` a sentence.  Lines and columns are 1-based, a column
    counts code points, a line ends with LF, and the end is exclusive.
    """

    def __init__(
        self, kind: str, message: str, line: int = 1, column: int = 1, end_line: int = 1, end_column: int = 1
    ) -> None:
        super().__init__(kind, message, line, column, end_line, end_column)
        self.kind = kind
        self.message = message
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}"


def json_text_error(kind: str, message: str, text: str, start: int, end: int) -> JSONTextError:
    """The error for the code points `start` to `end` of `text`."""
    return JSONTextError(kind, message, *line_and_column(text, start), *line_and_column(text, end))


def line_and_column(text: str, position: int) -> tuple[int, int]:
    """The 1-based line and column, in code points, of an index of `text`; lines end with LF."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def parse_strict(data: bytes | bytearray | str) -> object:
    """The value of a JSON text: dict, list, str, int, float, bool or None.

    Strict RFC 8259: no NaN, infinity, number beyond a double, lone surrogate, byte-order mark or trailing
    text; bytes are UTF-8.  Nesting goes to 512 and an integer has at most 4,300 digits, whatever the call
    stack, the recursion limit and PYTHONINTMAXSTRDIGITS.  Of properties with the same name the last one wins.

    Raises `JSONTextError` for everything else; never `RecursionError` for nesting in the text.
    """
    if not isinstance(data, str):
        return parse_json_text(json_text_of(data), DECODE_JSON)
    if has_surrogate(data):
        return scan_json(data)
    return parse_json_text(data, DECODE_JSON)


def json_text_of(data: bytes | bytearray) -> str:
    """The text of UTF-8 bytes; raises `JSONTextError` at the first byte that is not UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode()
        line, column = line_and_column(before, len(before))
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            message = "the text is UTF-16, where UTF-8 was expected: save it as UTF-8"
        else:
            message = f"byte 0x{data[problem.start]:02x} is not UTF-8 here: save the file as UTF-8"
        raise JSONTextError("encoding", message, line, column, line, column + 1) from None


def parse_json_text(
    text: str,
    decode: Callable[[str, int], tuple[object, int]],
    repeated: list[tuple[str, int, int, int]] | None = None,
) -> object:
    """The value of a text by `decode`, the standard library's; what that refuses, or takes too kindly, by
    `scan_json`, which gets `repeated`.
    """
    length = len(text)
    if length > JSON_LONGEST_INTEGER and may_hold_long_integer(text):
        return scan_json(text, repeated)
    try:
        value, end = decode(text, length - len(text.lstrip(JSON_WHITESPACE)))
    except (ValueError, RecursionError):
        return scan_json(text, repeated)
    if (
        (end != length and text[end:].strip(JSON_WHITESPACE))
        or ("\\" in text and holds_lone_surrogate_escape(text))
        or (text.count("[") + text.count("{") > JSON_DEEPEST and nests_too_deep(text.encode()))
    ):
        return scan_json(text, repeated)
    return value


def may_hold_long_integer(text: str) -> bool:
    """Whether an integer could be too long and yet convert, as the environment's limit is higher."""
    limit = sys.get_int_max_str_digits()
    return (limit == 0 or limit > JSON_LONGEST_INTEGER) and (
        re.search(rf"[0-9]{{{JSON_LONGEST_INTEGER + 1}}}", text) is not None
    )


def holds_lone_surrogate_escape(text: str) -> bool:
    """Whether an escape of a valid JSON text is half of a surrogate pair, and its neighbour not the other."""
    return ("\\ud" in text or "\\uD" in text) and not re.compile(SURROGATES_IN_PAIRS).fullmatch(text)


def nests_too_deep(text: bytes) -> bool:
    """Whether more than `JSON_DEEPEST` containers of a valid JSON text, in UTF-8, stand within each other.

    Asked of the text: its value no longer has what stood under a property name that came again.
    """
    marks = text.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, JSON_UNMARKED)
    # Most strings are only their quotes by now.  Two that this makes one had no bracket between them.
    brackets = re.sub(rb'"[^"]*+"', b"", marks.replace(b'""', b""))
    opened = accumulate(brackets.translate(JSON_OPENINGS))
    return any(2 * openings - number > JSON_DEEPEST for number, openings in enumerate(opened, 1))


def has_surrogate(text: str) -> bool:
    """Whether a code point of `text` is a surrogate, which no UTF-8 text holds but a Python string can."""
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def finite_float(digits: str) -> float:
    """The double nearest to a JSON number; raises ValueError when it is beyond a double."""
    value = float(digits)
    if value - value != 0.0:  # an infinity
        raise ValueError(digits)
    return value


def refused_constant(name: str) -> object:
    """Raises ValueError for NaN, Infinity and -Infinity, which the standard library would take."""
    raise ValueError(name)


DECODE_JSON: Final = json.JSONDecoder(parse_float=finite_float, parse_constant=refused_constant).raw_decode


def scan_json(text: str, repeated: list[tuple[str, int, int, int]] | None = None) -> object:
    """The value of a JSON text by the letter of RFC 8259: exact, iterative, in linear time.

    Raises `JSONTextError` for the first problem.  `repeated`, where given, gets the first
    `JSON_REPEATS_KEPT` property names that their object already has, each with the indices of its start, of
    its end and of the start of one before it.
    """
    if text.startswith("\ufeff"):
        message = "the text starts with a byte-order mark, which JSON forbids: save it as UTF-8 without one"
        raise json_text_error("byte-order-mark", message, text, 0, 1)
    blank = re.compile(f"[{JSON_WHITESPACE}]*+").match
    position = skip(blank, text, 0)
    if position == len(text):
        found = "holds only white space" if text else "is empty"
        raise json_text_error("empty", f"the text {found}: expected one JSON value", text, position, position)
    containers: list[dict[str, object] | list[object]] = []
    openings: list[int] = []
    names: list[str] = []  # of each open object, the name whose value is being read
    firsts: list[dict[str, int]] = []  # of each open object, where its names stand first
    while True:
        first = text[position : position + 1]
        value: object
        if first == "{" or first == "[":
            if len(containers) == JSON_DEEPEST:
                message = f"nested deeper than {JSON_DEEPEST} containers: expected flatter data"
                raise json_text_error("nesting", message, text, position, position + 1)
            container: dict[str, object] | list[object] = {} if first == "{" else []
            opening, position = position, skip(blank, text, position + 1)
            if text[position : position + 1] != ("}" if first == "{" else "]"):
                containers.append(container)
                openings.append(opening)
                if isinstance(container, dict):
                    start = position
                    name, position = scan_name(blank, text, position, opening)
                    names.append(name)
                    firsts.append({name: start})
                elif position == len(text):
                    raise unclosed(text, opening, position, 'a value or "]"')
                continue
            value, position = container, position + 1
        elif first == '"':
            value, position = scan_string(text, position)
        else:
            value, position = scan_number_or_literal(text, position)
        while True:  # `value` is complete, and so perhaps the containers that it ends
            position = skip(blank, text, position)
            if not containers:
                if position < len(text):
                    raise trailing_text(text, position)
                return value
            container = containers[-1]
            if isinstance(container, dict):
                container[names[-1]] = value
            else:
                container.append(value)
            closing = "}" if isinstance(container, dict) else "]"
            found = text[position : position + 1]
            if found == ",":
                comma, position = position, skip(blank, text, position + 1)
                if text[position : position + 1] == closing:
                    message = f'found "{closing}" after a comma: remove the comma, or add what follows it'
                    raise json_text_error("syntax", message, text, comma, comma + 1)
                if isinstance(container, dict):
                    start = position
                    names[-1], position = scan_name(blank, text, position, openings[-1])
                    before = firsts[-1].setdefault(names[-1], start)
                    if repeated is not None and before != start and len(repeated) < JSON_REPEATS_KEPT:
                        repeated.append((names[-1], start, scan_string(text, start)[1], before))
                elif position == len(text):
                    raise unclosed(text, openings[-1], position, "a value")
                break
            if found != closing:
                if position == len(text):
                    raise unclosed(text, openings[-1], position, f'"," or "{closing}"')
                raise unexpected(text, position, f'"," or "{closing}" after a value')
            value = containers.pop()
            openings.pop()
            if isinstance(value, dict):
                names.pop()
                firsts.pop()
            position += 1


def skip(blank: Callable[[str, int], re.Match[str] | None], text: str, position: int) -> int:
    """The index of the first code point from `position` that is no white space."""
    match = blank(text, position)
    return match.end() if match else position


def scan_name(
    blank: Callable[[str, int], re.Match[str] | None], text: str, position: int, opening: int
) -> tuple[str, int]:
    """A property name at `position`, and the index of its value; `opening` is where the object opened."""
    if text[position : position + 1] != '"':
        if position == len(text):
            raise unclosed(text, opening, position, "a property name in double quotes")
        raise unexpected(text, position, "a property name in double quotes")
    name, end = scan_string(text, position)
    end = skip(blank, text, end)
    if text[end : end + 1] != ":":
        if end == len(text):
            raise unclosed(text, opening, end, '":" after the property name')
        raise unexpected(text, end, '":" after the property name')
    end = skip(blank, text, end + 1)
    if end == len(text):
        raise unclosed(text, opening, end, "a value")
    return name, end


def scan_string(text: str, start: int) -> tuple[str, int]:
    """The string whose opening quote is at `start`, and the index after its closing quote."""
    plain = re.compile(JSON_PLAIN_CHARACTERS).match
    hexadecimal = re.compile(JSON_FOUR_HEX_DIGITS).match
    pieces: list[str] = []
    position = start + 1
    while True:
        match = plain(text, position)
        if match:
            pieces.append(match[0])
            position = match.end()
        character = text[position : position + 1]
        if character == '"':
            value = "".join(pieces)
            if has_surrogate(value):
                raise lone_surrogate(text, start)
            return value, position + 1
        if not character:
            message = 'the string that starts here is not closed: expected a closing "'
            raise json_text_error("syntax", message, text, start, position)
        if character != "\\":
            raise control_character(text, position)
        escape = text[position + 1 : position + 2]
        if escape != "u":
            if escape not in JSON_ESCAPES:
                message = r'"\" must be followed by one of " \ / b f n r t u: write "\\" for a backslash'
                raise json_text_error("syntax", message, text, position, position + len(escape) + 1)
            pieces.append(JSON_ESCAPES[escape])
            position += 2
            continue
        if not hexadecimal(text, position + 2):
            message = r'"\u" must be followed by four hexadecimal digits'
            raise json_text_error("syntax", message, text, position, position + 2)
        unit, end = int(text[position + 2 : position + 6], 16), position + 6
        if 0xD800 <= unit <= 0xDBFF and text.startswith("\\u", end) and hexadecimal(text, end + 2):
            low = int(text[end + 2 : end + 6], 16)
            if 0xDC00 <= low <= 0xDFFF:
                unit, end = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), end + 6
        if 0xD800 <= unit <= 0xDFFF:
            message = (
                f'"{text[position:end]}" is one half of a surrogate pair without the other, so no character: '
                "write both halves, or remove it"
            )
            raise json_text_error("surrogate", message, text, position, end)
        pieces.append(chr(unit))
        position = end


def lone_surrogate(text: str, start: int) -> JSONTextError:
    """The error for the first surrogate that stands unescaped in a Python string."""
    match = re.compile("[\ud800-\udfff]").search(text, start)
    position = match.start() if match else start
    message = f"U+{ord(text[position]):04X} is half of a surrogate pair, so no character: remove it"
    return json_text_error("surrogate", message, text, position, position + 1)


def control_character(text: str, position: int) -> JSONTextError:
    """The error for a control character at `position`, within a string."""
    character = text[position]
    if character in "\r\n":
        message = r'the string is not closed on its line: expected a closing ", or \n for a line break'
    else:
        escape = r"\t" if character == "\t" else f"\\u{ord(character):04x}"
        message = f"the string holds the control character U+{ord(character):04X}: write {escape}"
    return json_text_error("syntax", message, text, position, position if character == "\n" else position + 1)


def scan_number_or_literal(text: str, position: int) -> tuple[object, int]:
    """The number, true, false or null at `position`, and the index after it."""
    word = re.compile(JSON_WORD).match(text, position)
    if word and word[0] in JSON_LITERALS:
        return JSON_LITERALS[word[0]], word.end()
    run = re.compile(JSON_NUMBER_LIKE).match(text, position)
    number = re.compile(JSON_NUMBER).match(text, position)
    if run is None or number is None or number.end() != run.end():
        if run is not None and run[0] not in JSON_LOOKALIKES:
            message = f"found {shown(run[0])}, which is not a JSON number: {number_advice(run[0])}"
            raise json_text_error("syntax", message, text, position, run.end())
        raise unexpected(text, position, "a value")
    if number[2]:
        value = float(number[0])
        if value - value != 0.0:
            message = (
                f"the number {shown_number(number[0])} is beyond a double (1.8e308): write a smaller one"
            )
            raise json_text_error("number", message, text, position, number.end())
        return value, number.end()
    digits = number[1].lstrip("-")
    if len(digits) > JSON_LONGEST_INTEGER:
        message = (
            f"an integer of {len(digits):,} digits: expected at most {JSON_LONGEST_INTEGER:,}; "
            "write it as a string"
        )
        raise json_text_error("integer", message, text, position, number.end())
    return -integer_of(digits) if number[1] != digits else integer_of(digits), number.end()


def integer_of(digits: str) -> int:
    """The integer of decimal digits, in pieces that any PYTHONINTMAXSTRDIGITS (640 or more) takes."""
    value = 0
    for start in range(0, len(digits), 600):
        piece = digits[start : start + 600]
        value = value * 10 ** len(piece) + int(piece)
    return value


def number_advice(digits: str) -> str:
    """What to do about a run of characters that looks like a number."""
    unsigned = digits.lstrip("+-")
    if digits.startswith("+"):
        return 'remove the "+"'
    if len(unsigned) > 1 and unsigned[0] == "0" and unsigned[1] in "0123456789":
        return "remove the leading zeros, or write a string"
    if unsigned.startswith(".") or unsigned.endswith(".") or ".e" in unsigned.lower():
        return "write digits on both sides of the decimal point"
    if "_" in unsigned:
        return 'remove the "_"'
    return "write plain decimal digits, or a string"


def trailing_text(text: str, position: int) -> JSONTextError:
    """The error for text after the JSON value."""
    if text.startswith(COMMENT_OPENINGS, position):
        return found_comment(text, position)
    message = (
        f"found {found_at(text, position)} after the end of the JSON value: expected nothing more; "
        "in JSON Lines (.jsonl) each value has a line of its own"
    )
    return json_text_error("syntax", message, text, position, position + found_length(text, position))


def unclosed(text: str, opening: int, position: int, expected: str) -> JSONTextError:
    """The error for a text that ends within a container, which opened at `opening`."""
    container = "object" if text[opening] == "{" else "array"
    line, column = line_and_column(text, opening)
    place = f"line {line}, column {column}"
    message = f"the text ends within the {container} that opens at {place}: expected {expected}"
    return json_text_error("syntax", message, text, position, position)


def unexpected(text: str, position: int, expected: str) -> JSONTextError:
    """The error for something at `position` that is not `expected`, with advice on known mistakes."""
    if text.startswith(COMMENT_OPENINGS, position):
        return found_comment(text, position)
    message = f"found {found_at(text, position)}: expected {expected}"
    word = re.compile(f"-?{JSON_WORD}").match(text, position)
    if word and word[0] in JSON_LOOKALIKES:
        message += f"; {JSON_LOOKALIKES[word[0]]}"
    elif text[position] in '"{[' and expected.startswith('"'):
        message += "; is a comma missing?" if "after a value" in expected else ""
    elif text[position] == "'":
        message += "; JSON strings stand in double quotes"
    return json_text_error("syntax", message, text, position, position + found_length(text, position))


def found_comment(text: str, position: int) -> JSONTextError:
    """The error for a comment at `position`, as in the JSON of editors and compilers."""
    message = (
        "found a comment, which JSON does not have; JSON with comments (JSONC, JSON5) is not read: remove "
        "them, and commas before a closing bracket"
    )
    end = position + (1 if text[position] == "#" else 2)
    return json_text_error("syntax", message, text, position, end)


def found_length(text: str, position: int) -> int:
    """How many code points the thing at `position` has: a word, a run of digits, or one character."""
    match = re.compile(f"-?{JSON_WORD}|{JSON_NUMBER_LIKE}").match(text, position)
    return match.end() - position if match else min(1, len(text) - position)


def found_at(text: str, position: int) -> str:
    """The thing at `position`, for a message."""
    found = text[position : position + min(found_length(text, position), 100)]
    if found == '"':
        return "a double quote"
    return f"U+{ord(found):04X}" if len(found) == 1 and not found.isprintable() else shown(found)


def shown(text: str) -> str:
    """`text` in quotes for a message: shortened, and with nothing that a terminal would obey."""
    short = text if len(text) <= 40 else text[:37] + "..."
    return f'"{short}"' if short.isprintable() and '"' not in short else json.dumps(short)


def shown_number(digits: str) -> str:
    """The text of a number for a message, shortened."""
    return digits if len(digits) <= 40 else digits[:37] + "..."
