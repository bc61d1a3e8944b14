"""The code points that have a Unicode property, from the tables of the `regex` package."""

from __future__ import annotations

from functools import lru_cache

from holotype.compiler.patterns.property_names import GENERAL_CATEGORY_VALUES

_LONG_KEYS = {"gc": "General_Category", "sc": "Script", "scx": "Script_Extensions"}


def property_points(expression: str) -> tuple[tuple[int, int], ...]:
    """The code points of `\\p{expression}`, as ranges in ascending order.

    `expression` is one that the recogniser accepted.  Raises `LookupError`, with a sentence, for a property
    that the package does not have.
    """
    # Needed by few schemas and not small.  One table, and so one version of Unicode, for all properties.
    import regex

    try:
        runs = regex.compile(rf"\p{{{_full_expression(expression)}}}+")
    except regex.error:
        raise LookupError(f"the Unicode property {expression!r} is not available here") from None
    return tuple((run.start(), run.end() - 1) for run in runs.finditer(_everything()))


@lru_cache(maxsize=1)
def _everything() -> str:
    """Each code point at its own place."""
    return "".join(map(chr, range(0x110000)))


def _full_expression(expression: str) -> str:
    """The expression with key and value, since some lone names mean something else to the package."""
    key, equals, value = expression.partition("=")
    if equals:
        return f"{_LONG_KEYS.get(key, key)}={value}"
    if f" {expression} " in GENERAL_CATEGORY_VALUES:
        return f"General_Category={expression}"
    return expression if expression in ("ASCII", "Assigned") else f"{expression}=Yes"
