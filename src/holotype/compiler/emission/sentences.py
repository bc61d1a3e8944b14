"""The sentence of each leaf keyword: an expression for the message, and perhaps one for the hint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from holotype.compiler import checks
from holotype.compiler.checks import Check
from holotype.compiler.emission.fragments import Code, code, literal
from holotype.compiler.emission.unit import Unit, sequence
from holotype.compiler.library.messages import LISTED, counted, show, show_pattern, show_string

_ENDLESS: Final = (
    "leads back to itself for the same value, without an end, so the schema does not say whether it is valid "
    "(JSON Schema core, section 9.4.1)"
)
UNDECIDED: Final = f" cannot be judged: a reference below {_ENDLESS}"
"""What follows a value for which a keyword depends on an endless reference."""


def sentence(check: Check, unit: Unit) -> list[Code]:
    """The message and perhaps the hint, as expressions over `value`."""
    match check:
        case checks.Enum(values=values):
            return _among(values, unit)
        case checks.Const(value=const):
            return [_shown(f" is not {show(const)}", unit)]
        case checks.Minimum(limit=limit):
            return [_shown(f" is less than the minimum {show(limit)}", unit)]
        case checks.Maximum(limit=limit):
            return [_shown(f" is greater than the maximum {show(limit)}", unit)]
        case checks.ExclusiveMinimum(limit=limit):
            return [_shown(f" is not greater than {show(limit)}", unit)]
        case checks.ExclusiveMaximum(limit=limit):
            return [_shown(f" is not less than {show(limit)}", unit)]
        case checks.MultipleOf(divisor=divisor):
            return [_shown(f" is not a multiple of {show(divisor)}", unit)]
        case checks.MinLength(limit=limit):
            return [_measured("character", f"expected at least {limit}", unit)]
        case checks.MaxLength(limit=limit):
            return [_measured("character", f"expected at most {limit}", unit)]
        case checks.MinItems(limit=limit):
            return [_measured("item", f"expected at least {limit}", unit)]
        case checks.MaxItems(limit=limit):
            return [_measured("item", f"expected at most {limit}", unit)]
        case checks.MinProperties(limit=limit):
            return [_measured("property", f"expected at least {limit}", unit)]
        case checks.MaxProperties(limit=limit):
            return [_measured("property", f"expected at most {limit}", unit)]
        case checks.Pattern(pattern=pattern):
            return [_shown(f" does not match the pattern {show_pattern(pattern.source)}", unit)]
        case checks.Format(format=form):
            hint = literal(f"such as {show_string(form.example)}")
            return [_shown(f" is not {form.description}", unit), hint]
        case checks.ContentEncoding(encoding=encoding):
            return [_shown(f" is not encoded in {encoding}", unit)]
        case checks.ContentMediaType(media_type=media_type):
            return [_shown(f" does not hold {media_type}", unit)]
        case checks.Endless():
            return [_shown(f" cannot be judged: this reference {_ENDLESS}", unit)]
        case checks.UniqueItems():
            return [code("{}(value)", unit.library("repetition"))]
    raise TypeError(f"no sentence for {type(check).__name__}")


def _shown(rest: str, unit: Unit) -> Code:
    return code("{}(value) + {}", unit.library("show"), literal(rest))


def _measured(unit_of_length: str, wanted: str, unit: Unit) -> Code:
    plural = "properties" if unit_of_length == "property" else unit_of_length + "s"
    size = code("{}(len(value), {}, {})", unit.library("counted"), literal(unit_of_length), literal(plural))
    return code('{}(value) + " has " + {} + {}', unit.library("show"), size, literal(f", {wanted}"))


def _among(values: Sequence[object], unit: Unit) -> list[Code]:
    shown = [show(each) for each in values[:LISTED]]
    rest = len(values) - len(shown)
    listed = ", ".join(shown) + (f" or {counted(rest, 'other value', 'other values')}" if rest else "")
    message = _shown(f" is not one of {listed}" if len(values) != 1 else f" is not {listed}", unit)
    strings = [each for each in values if isinstance(each, str)]
    if not strings:
        return [message]
    return [message, code("{}(value, {})", unit.library("nearest"), sequence(strings))]
