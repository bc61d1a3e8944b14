"""The validation vocabulary (2020-12 validation, section 6), a function for each keyword."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from holotype.compiler import checks
from holotype.compiler.checks import Check
from holotype.compiler.lowering.here import Here


def type(value: Any, here: Here) -> Iterator[Check]:  # noqa: A001  # named as the keyword
    yield checks.Type(here.origin, (value,) if isinstance(value, str) else tuple(value))


def enum(value: Any, here: Here) -> Iterator[Check]:
    yield checks.Enum(here.origin, tuple(value))


def const(value: Any, here: Here) -> Iterator[Check]:
    yield checks.Const(here.origin, value)


def multipleOf(value: Any, here: Here) -> Iterator[Check]:
    yield checks.MultipleOf(here.origin, value)


def minimum(value: Any, here: Here) -> Iterator[Check]:
    yield checks.Minimum(here.origin, value)


def maximum(value: Any, here: Here) -> Iterator[Check]:
    yield checks.Maximum(here.origin, value)


def exclusiveMinimum(value: Any, here: Here) -> Iterator[Check]:
    yield checks.ExclusiveMinimum(here.origin, value)


def exclusiveMaximum(value: Any, here: Here) -> Iterator[Check]:
    yield checks.ExclusiveMaximum(here.origin, value)


def minLength(value: Any, here: Here) -> Iterator[Check]:
    yield checks.MinLength(here.origin, int(value))


def maxLength(value: Any, here: Here) -> Iterator[Check]:
    yield checks.MaxLength(here.origin, int(value))


def pattern(value: Any, here: Here) -> Iterator[Check]:
    yield checks.Pattern(here.origin, here.pattern(value))


def minItems(value: Any, here: Here) -> Iterator[Check]:
    yield checks.MinItems(here.origin, int(value))


def maxItems(value: Any, here: Here) -> Iterator[Check]:
    yield checks.MaxItems(here.origin, int(value))


def uniqueItems(value: Any, here: Here) -> Iterator[Check]:
    if value:
        yield checks.UniqueItems(here.origin)


def minProperties(value: Any, here: Here) -> Iterator[Check]:
    yield checks.MinProperties(here.origin, int(value))


def maxProperties(value: Any, here: Here) -> Iterator[Check]:
    yield checks.MaxProperties(here.origin, int(value))


def required(value: Any, here: Here) -> Iterator[Check]:
    if value:
        yield checks.Required(here.origin, tuple(dict.fromkeys(value)))


def dependentRequired(value: Any, here: Here) -> Iterator[Check]:
    yield checks.DependentRequired(here.origin, {name: tuple(names) for name, names in value.items()})
