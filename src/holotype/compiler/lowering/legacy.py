"""Keywords as the drafts before 2020-12 have them, a function for each that differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from holotype.compiler import checks
from holotype.compiler.checks import Check
from holotype.compiler.lowering.here import Here


def type(value: Any, here: Here) -> Iterator[Check]:  # noqa: A001  # named as the keyword
    """An integer is written without a fraction (draft-04 core, section 3.5)."""
    types = (value,) if isinstance(value, str) else tuple(value)
    yield checks.Type(here.origin, types, integral_floats=False)


def items(value: Any, here: Here) -> Iterator[Check]:
    """One schema for all items, or an array of schemas for the first ones (2019-09 core, section 9.3.1.1)."""
    if isinstance(value, list):
        yield checks.PrefixItems(here.origin, here.children())
    else:
        yield checks.Items(here.origin, here.child("items"), 0)


def additionalItems(value: Any, here: Here) -> Iterator[Check]:
    """Says something only beside an array of `items` (2019-09 core, section 9.3.1.2)."""
    prefix = here.contents.get("items")
    if isinstance(prefix, list):
        yield checks.Items(here.origin, here.child("additionalItems"), len(prefix))
    elif value not in (True, {}):
        here.notice("alone", here.subschema, here.keyword)


def dependencies(value: Any, here: Here) -> Iterator[Check]:
    """Names or a schema for each property (draft-07 validation, section 6.5.7)."""
    names = {name: tuple(each) for name, each in value.items() if isinstance(each, list)}
    if names:
        yield checks.DependentRequired(here.origin, names)
    nodes = {
        name: here.child("dependencies", name) for name, each in value.items() if not isinstance(each, list)
    }
    if nodes:
        yield checks.DependentSchemas(here.origin, nodes)


def contains(value: Any, here: Here) -> Iterator[Check]:
    """Without `minContains` and `maxContains` (draft-06 validation, section 6.14)."""
    yield checks.Contains(here.origin, here.child("contains"), 1, None, "contains", evaluates=False)


def contentEncoding(value: Any, here: Here) -> Iterator[Check]:
    """May assert in draft-07 (validation, section 8.3); of the encodings, base64 is the one that can fail."""
    if here.asserts_formats and isinstance(value, str) and value.lower() == "base64":
        here.notice("content", here.subschema, here.keyword)
        yield checks.ContentEncoding(here.origin, "base64")


def contentMediaType(value: Any, here: Here) -> Iterator[Check]:
    """May assert in draft-07 (validation, section 8.4); of the media types, JSON is known here."""
    encoding = here.contents.get("contentEncoding", "")
    known = isinstance(encoding, str) and encoding.lower() in ("", "base64")
    if here.asserts_formats and value == "application/json" and known:
        here.notice("content", here.subschema, here.keyword)
        yield checks.ContentMediaType(here.origin, value, str(encoding).lower())


def minimum(value: Any, here: Here) -> Iterator[Check]:
    """With `exclusiveMinimum` as a boolean beside it (draft-04 validation, section 5.1.3)."""
    if here.contents.get("exclusiveMinimum") is True:
        yield checks.ExclusiveMinimum(here.origin, value)
    else:
        yield checks.Minimum(here.origin, value)


def maximum(value: Any, here: Here) -> Iterator[Check]:
    """With `exclusiveMaximum` as a boolean beside it (draft-04 validation, section 5.1.2)."""
    if here.contents.get("exclusiveMaximum") is True:
        yield checks.ExclusiveMaximum(here.origin, value)
    else:
        yield checks.Maximum(here.origin, value)
