"""Errors as they are found, added to the list of those found so far."""

from __future__ import annotations

from typing import Literal

from holotype.compiler.library.errors import Error
from holotype.compiler.library.messages import (
    escape_token,
    expected,
    nearest,
    nearest_name,
    rewritten,
    show,
    show_string,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any


MISSING = "the required property "
IS_MISSING = " is missing"
THERE_IS = "there is a property "
THE_PROPERTY = "the property "
IS_NOT_ALLOWED = " is not allowed here"


def report(
    found: list[Error],
    at: str,
    via: str,
    absolute: str,
    keyword: str,
    message: str,
    hint: str | None = None,
    severity: Literal["error", "warning"] = "error",
) -> None:
    """One error about the instance at `at`, by `keyword` of the schema at `via`, that is, at `absolute`."""
    found.append(Error(at, f"{via}/{keyword}", f"{absolute}/{keyword}", keyword, message, severity, hint))


def report_type(
    found: list[Error],
    value: Any,
    at: str,
    via: str,
    absolute: str,
    wanted: str,
    severity: Literal["error", "warning"] = "error",
) -> None:
    """An error about a value that is of none of the types that are `wanted`, in words."""
    hint = rewritten(value, wanted)
    report(found, at, via, absolute, "type", expected(value, wanted), hint, severity)


def report_missing(
    found: list[Error],
    value: Any,
    at: str,
    via: str,
    absolute: str,
    keyword: str,
    names: Collection[str],
    why: str = "",
) -> None:
    """An error for each of the names that the object lacks."""
    for name in names:
        if name not in value:
            similar = nearest_name(
                name, [each for each in value if isinstance(each, str) and each not in names]
            )
            hint = None
            if similar is not None:
                hint = f"{THERE_IS}{show_string(similar)}; did you mean {show_string(name)}?"
            report(
                found,
                at,
                via,
                absolute,
                keyword,
                f"{MISSING}{show_string(name)}{IS_MISSING}{why}",
                hint,
            )


def missing_name(error: Error) -> str | None:
    """The name, in quotes, of the property of which the error says nothing but that it is missing."""
    if error.keyword != "required" or not error.message.endswith(IS_MISSING):
        return None
    return error.message[len(MISSING) : -len(IS_MISSING)]


def refused_name(error: Error) -> str | None:
    """The name, in quotes, of the property that is not allowed; None for any other error."""
    if not error.message.endswith(IS_NOT_ALLOWED):
        return None
    return error.message[len(THE_PROPERTY) : -len(IS_NOT_ALLOWED)]


def report_refused(
    found: list[Error], at: str, via: str, absolute: str, keyword: str, message: str, hint: str | None = None
) -> None:
    """An error by a boolean schema false, which stands at `via` itself."""
    found.append(Error(at, via, absolute, keyword, message, "error", hint))


def report_property(
    found: list[Error],
    name: Any,
    at: str,
    via: str,
    absolute: str,
    keyword: str,
    declared: Collection[str],
    why: str = "",
    hint: str | None = None,
) -> None:
    """An error about a property that the object must not have; `hint` is for a name like none declared."""
    message = f"{THE_PROPERTY}{show(name)}{IS_NOT_ALLOWED}{why}"
    hint = nearest(name, sorted(declared)) or hint
    found.append(Error(f"{at}/{escape_token(name)}", via, absolute, keyword, message, "error", hint))


def tell_as_name(found: list[Any], first: int) -> None:
    """Say of the errors from the index `first` on that they are about the name of a property."""
    for index in range(first, len(found)):
        each = found[index]
        if isinstance(each, Error):
            found[index] = each._replace(message=about_name(each.message))
        elif each.error is not None:
            found[index] = each._replace(error=each.error._replace(message=about_name(each.error.message)))


def about_name(sentence: str) -> str:
    """The sentence of a value, as that of the name of a property, which it may begin with."""
    return f"the name {sentence}" if sentence.startswith('"') else f"the name of the property: {sentence}"
