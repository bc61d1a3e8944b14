"""What each operator needs of its operands; the types that the schema declares must prove it."""

from __future__ import annotations

from typing import Final, TypeAlias

from holotype.compiler.checks import KINDS
from holotype.compiler.rules.terms import NUMBERS, Comparison, Constant, Term, json_type, types_of
from holotype.contract.names import did_you_mean, quoted

Misuse: TypeAlias = str
"""A sentence that names the operand, its types and what the operator needs."""

_STRINGS: Final = frozenset({"string"})
_ARRAYS: Final = frozenset({"array"})
_SIZED: Final = frozenset({"string", "array", "object"})
# A full-date of RFC 3339 is not among them: it has no offset and a fixed width, so code points put it right.
_INSTANTS: Final = ("date-time", "time")


def kind(types: frozenset[str]) -> str:
    """The types in words: `an integer or null`."""
    known = types - {"integer"} if "number" in types else types
    if len(known) == len(KINDS) - 1:
        return "a value of any type"
    words = [
        KINDS[name]
        for name in ("boolean", "integer", "number", "string", "array", "object", "null")
        if name in known
    ]
    return " or ".join(words) or "a value that cannot exist"


def check_number(operator: str, term: Term, text: str) -> Misuse | None:
    if types_of(term) <= NUMBERS:
        return None
    return f"`{operator}` needs numbers, and the schema says that {quoted(text)} is {kind(types_of(term))}"


def check_length(term: Term, text: str) -> Misuse | None:
    if types_of(term) <= _SIZED:
        return None
    return (
        "len needs a string, an array or an object, and the schema says that "
        f"{quoted(text)} is {kind(types_of(term))}"
    )


def check_comparison(
    comparison: Comparison,
    texts: tuple[str, str],
    left_values: tuple[object, ...] | None,
    right_values: tuple[object, ...] | None,
) -> Misuse | None:
    """`texts` are the operands as written, the values what `enum` and `const` leave for them, if known."""
    operator, left, right = comparison
    match operator:
        case "==" | "!=":
            return (
                _check_equality(left, right, texts)
                or _check_value(left_values, right, texts[0])
                or _check_value(right_values, left, texts[1])
            )
        case "in" | "not in":
            return _check_membership(operator, left, right, texts, left_values)
        case _:
            return _check_order(operator, left, right, texts)


def check_instants(
    comparison: Comparison,
    texts: tuple[str, str],
    left_formats: frozenset[str],
    right_formats: frozenset[str],
) -> Misuse | None:
    """Refuse to compare points in time by the code points of their texts (RFC 3339, section 5.1).

    Asserted or not, who writes `format: date-time` means an instant.  `in` is JSON equality by definition.
    """
    operator, left, right = comparison
    if operator in ("in", "not in") or "string" not in types_of(left) & types_of(right):
        return None
    for text, formats in zip(texts, (left_formats, right_formats), strict=True):
        for instant in _INSTANTS:
            if instant in formats:
                return (
                    f"`{operator}` compares strings by code point, and {quoted(text)} has the format "
                    f"{instant}: the order of such strings, and whether they are equal, is wrong for offsets "
                    "and fractions of a second (12:00:00+02:00 is 10:00:00Z); compare numbers such as Unix "
                    "seconds, or leave the rule out until rules can compare points in time"
                )
    return None


def _check_order(operator: str, left: Term, right: Term, texts: tuple[str, str]) -> Misuse | None:
    both = types_of(left) | types_of(right)
    if both <= NUMBERS or both <= _STRINGS:
        return None
    return (
        f"`{operator}` needs two numbers or two strings, and the schema says that "
        f"{quoted(texts[0])} is {kind(types_of(left))} and {quoted(texts[1])} {kind(types_of(right))}"
    )


def _check_equality(left: Term, right: Term, texts: tuple[str, str]) -> Misuse | None:
    if types_of(left) & types_of(right):
        return None
    return (
        f"{quoted(texts[0])} is {kind(types_of(left))} and {quoted(texts[1])} {kind(types_of(right))}: "
        "they are never equal"
    )


def _check_value(values: tuple[object, ...] | None, other: Term, text: str) -> Misuse | None:
    """A constant that `enum` or `const` excludes is a mistake: the comparison could only come out one way."""
    match other:
        case Constant(value) if values is not None and json_type(value) != "array":
            if any(json_type(each) == json_type(value) and each == value for each in values):
                return None
            strings = [each for each in values if isinstance(each, str)]
            hint = did_you_mean(value, strings) if isinstance(value, str) else ""
            return f"the schema does not admit {quoted(str(value))} for {quoted(text)}{hint}"
    return None


def _check_membership(
    operator: str, left: Term, right: Term, texts: tuple[str, str], values: tuple[object, ...] | None
) -> Misuse | None:
    match right:
        case Constant(tuple(items)) if items:
            for item in map(Constant, items):
                misuse = _check_equality(left, item, (texts[0], str(item.value))) or _check_value(
                    values, item, texts[0]
                )
                if misuse is not None:
                    return misuse
            return None
        case Constant(tuple()):
            return f"`{operator}` needs a list with something in it"
    if types_of(right) <= _ARRAYS:
        return None
    return (
        f"`{operator}` needs a list or an array on its right, and the schema says that "
        f"{quoted(texts[1])} is {kind(types_of(right))}"
    )
