"""Errors as they are found, added to the list of those found so far."""

from __future__ import annotations

from typing import Literal

from holotype.compiler.library.errors import Error
from holotype.compiler.library.messages import escape_token, nearest, nearest_name, show, show_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import Any


MISSING = "the required property "
IS_MISSING = " is missing"


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


def report_missing(
    found: list[Error],
    value: Any,
    at: str,
    via: str,
    absolute: str,
    keyword: str,
    names: Iterable[str],
    why: str = "",
) -> None:
    """An error for each of the names that the object lacks."""
    for name in names:
        if name not in value:
            similar = nearest_name(name, [each for each in value if isinstance(each, str)])
            hint = None
            if similar is not None:
                hint = f"there is a property {show_string(similar)}; did you mean {show_string(name)}?"
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


def report_refused(
    found: list[Error], at: str, via: str, absolute: str, keyword: str, message: str, hint: str | None = None
) -> None:
    """An error by a boolean schema false, which stands at `via` itself."""
    found.append(Error(at, via, absolute, keyword, message, "error", hint))


def report_property(
    found: list[Error], name: Any, at: str, via: str, absolute: str, keyword: str, declared: Collection[str]
) -> None:
    """An error about a property that the object must not have."""
    message = f"the property {show(name)} is not allowed here"
    found.append(
        Error(f"{at}/{escape_token(name)}", via, absolute, keyword, message, "error", nearest(name, declared))
    )
