"""Errors as they are found, added to the list of those found so far."""

from __future__ import annotations

from holotype.compiler.library.errors import Error
from holotype.compiler.library.messages import escape_token, nearest, show, show_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import Any


def report(
    found: list[Error],
    at: str,
    via: str,
    absolute: str,
    keyword: str,
    message: str,
    hint: str | None = None,
    severity: str = "error",
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
            others = [each for each in value if isinstance(each, str)]
            guess = nearest(name, others)
            hint = None if guess is None else f"there is a property of a similar name; {guess}"
            report(
                found,
                at,
                via,
                absolute,
                keyword,
                f"the required property {show_string(name)} is missing{why}",
                hint,
            )


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
