"""The format vocabularies (2020-12 validation, section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from holotype.compiler import checks
from holotype.compiler.checks import Check
from holotype.compiler.formats import function_for
from holotype.compiler.lowering.here import Here


def format(value: Any, here: Here) -> Iterator[Check]:  # noqa: A001  # named as the keyword
    if not (here.asserts_formats or here.subschema.dialect.has("format-assertion")):
        return
    found = function_for(value, here.subschema.dialect.name)
    if found is None:
        here.notice("format", here.subschema, here.keyword, value)
        return
    yield checks.Format(here.origin, found)
