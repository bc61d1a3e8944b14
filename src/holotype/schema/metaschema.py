"""Whether a schema is one: the check against its metaschema, by `jsonschema`."""

from __future__ import annotations

from typing import Any, Final

from holotype.errors import SchemaError
from holotype.schema.dialects import Dialect, named
from holotype.schema.locations import escape

_LONGEST: Final = 160


def check(contents: object, dialect: Dialect, uri: str) -> None:
    """Raise `SchemaError`, with the place, when the metaschema of `dialect` refuses `contents`.

    A custom dialect is held to the standard one that it builds on: `$vocabulary` changes which keywords are
    assertions, not how they are written.
    """
    from jsonschema.validators import validator_for
    from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]  # has no types

    validator: Any = validator_for({"$schema": named(dialect.name).uri})
    try:
        error = next(validator(validator.META_SCHEMA, registry=REGISTRY).iter_errors(contents), None)
    except RecursionError:
        raise SchemaError(
            "the schema is nested too deeply to be checked against its metaschema; flatten it with $defs",
            f"{uri}#",
        ) from None
    if error is None:
        return
    while error.context:
        error = max(error.context, key=lambda each: len(each.absolute_path))
    pointer = "".join(f"/{escape(str(token))}" for token in error.absolute_path)
    message = error.message if len(error.message) <= _LONGEST else error.message[:_LONGEST] + "..."
    raise SchemaError(f"the metaschema of {dialect.name} refuses this schema: {message}", f"{uri}#{pointer}")
