"""Scalars of YAML 1.2 to values, by the core schema (section 10.3.2)."""

from __future__ import annotations

import re
from typing import Final

from holotype.documents.strict import (
    JSON_LONGEST_INTEGER,
    JSONTextError,
    has_surrogate,
    integer_of,
    shown,
)

WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
DECIMAL: Final = re.compile(r"[-+]?[0-9]++")
OCTAL_OR_HEXADECIMAL: Final = re.compile(r"0o([0-7]++)|0x([0-9a-fA-F]++)")
FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?+)(?:[eE][-+]?[0-9]++)?+")

# What a tag of the core schema stands for, after its `!!` (section 10.3); `str` takes any scalar.
TYPES_BY_TAG: Final = {"int": int, "float": float, "bool": bool, "null": type(None), "map": dict, "seq": list}
NAMES_BY_TAG: Final = {
    "str": "a string",
    "int": "an integer",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
    "map": "a mapping",
    "seq": "a sequence",
}


def plain_scalar(text: str) -> object:
    """The value of a plain scalar: null, a boolean, a number, or else a string (so dates stay strings).

    Raises `JSONTextError`, without a place, for a number that JSON does not have.
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if DECIMAL.fullmatch(text):
        digits = text.lstrip("+-").lstrip("0") or "0"
        if len(digits) > JSON_LONGEST_INTEGER:
            raise too_long_integer(text)
        return -integer_of(digits) if text[0] == "-" else integer_of(digits)
    based = OCTAL_OR_HEXADECIMAL.fullmatch(text)
    if based:
        value = int(based[1], 8) if based[1] else int(based[2], 16)
        if value >= 10**JSON_LONGEST_INTEGER:
            raise too_long_integer(text)
        return value
    if NOT_FINITE.fullmatch(text):
        message = (
            f"the number {text} is not finite, which JSON has no way to say: write null, or leave it out"
        )
        raise JSONTextError("number", message)
    if FLOAT.fullmatch(text):
        number = float(text)
        if number - number != 0.0:
            message = f"the number {shown(text)} is beyond a double (1.8e308): write a smaller one"
            raise JSONTextError("number", message)
        return number
    return text


def tagged_scalar(name: str, text: str) -> object:
    """The value of a scalar, plain or quoted, with a tag of the core schema: `name` is that after `!!`.

    Raises `JSONTextError`, without a place, for a text that is none of the tag's, or a number that JSON does
    not have.  As the tag resolves (sections 10.1 to 10.3), an integer is also a float.
    """
    if name == "str":
        return whole_characters(text)
    if name == "float" and DECIMAL.fullmatch(text):
        text += ".0"
    value = plain_scalar(text)
    if type(value) is not TYPES_BY_TAG[name]:
        raise JSONTextError("not-json", misplaced_tag(name, shown(text)))
    return value


def misplaced_tag(name: str, found: str) -> str:
    """The sentence for a tag of the core schema that stands at something else."""
    return (
        f"the tag !!{name} stands at {found}, which is not {NAMES_BY_TAG[name]}: mend it, or remove the tag"
    )


def name_of_key(value: object) -> str | None:
    """The property name that a key becomes which is no string: the canonical JSON text of an integer, a
    boolean or null; None for a number that is no integer, which has no text that all would write.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return digits_of(value) if isinstance(value, int) else None


def digits_of(integer: int) -> str:
    """The decimal digits of an integer, in pieces that any PYTHONINTMAXSTRDIGITS (640 or more) takes."""
    sign, integer = "-" if integer < 0 else "", abs(integer)
    pieces = []
    while integer >= 10**600:
        integer, piece = divmod(integer, 10**600)
        pieces.append(f"{piece:0600d}")
    return f"{sign}{integer}{''.join(reversed(pieces))}"


def too_long_integer(text: str) -> JSONTextError:
    """The error for an integer that has too many decimal digits."""
    many = f"more than {JSON_LONGEST_INTEGER:,} digits"
    message = f"the integer {shown(text)} has {many}: put it in quotes, as a string"
    return JSONTextError("integer", message)


def whole_characters(text: str) -> str:
    r"""A string whose pairs of escaped surrogates (`"\ud83d\ude00"`, as JSON has them) are one character.

    Raises `JSONTextError`, without a place, for half of a pair.
    """
    if not has_surrogate(text):
        return text
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        message = (
            "the string holds half of a surrogate pair, so no character: write both halves, or remove it"
        )
        raise JSONTextError("surrogate", message) from None
