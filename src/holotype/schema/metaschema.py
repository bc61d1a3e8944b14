"""Whether a schema is one: the check against its metaschema, by `jsonschema`."""

from __future__ import annotations

from typing import Any, Final

from holotype.errors import SchemaError
from holotype.pointers import escape
from holotype.schema.dialects import Dialect, named

_LONGEST: Final = 160
"""Characters of a mistake that are shown."""
_MOST: Final = 4
"""Mistakes, after the first, that are shown."""


def check(contents: object, dialect: Dialect, uri: str) -> None:
    """Raise `SchemaError`, with the place, when the metaschema of `dialect` refuses `contents`.

    A custom dialect is held to the standard one that it builds on: `$vocabulary` changes which keywords are
    assertions, not how they are written.
    """
    from jsonschema.validators import validator_for
    from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]  # has no types

    validator: Any = validator_for({"$schema": named(dialect.name).uri})
    try:
        errors = [
            _innermost(each)
            for each in validator(validator.META_SCHEMA, registry=REGISTRY).iter_errors(contents)
        ]
    except RecursionError:
        raise SchemaError(
            "the schema is nested too deeply to be checked against its metaschema; flatten it with $defs",
            f"{uri}#",
        ) from None
    if not errors:
        return
    first, *others = sorted(errors, key=lambda each: [str(token) for token in each.absolute_path])
    also = "".join(f"; at {_pointer(each) or 'the root'}: {_shortened(each)}" for each in others[:_MOST])
    more = f"; and {len(others) - _MOST} more" if len(others) > _MOST else ""
    raise SchemaError(
        f"the metaschema of {dialect.name} refuses this schema: {_shortened(first)}{also}{more}",
        f"{uri}#{_pointer(first)}",
    )


def _innermost(error: Any) -> Any:
    """The error that says most: of the alternatives that failed, one that got furthest."""
    while error.context:
        error = max(error.context, key=lambda each: len(each.absolute_path))
    return error


def _pointer(error: Any) -> str:
    return "".join(f"/{escape(str(token))}" for token in error.absolute_path)


def _shortened(error: Any) -> str:
    message: str = error.message
    return message if len(message) <= _LONGEST else message[:_LONGEST] + "..."
