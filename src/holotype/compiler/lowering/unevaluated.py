"""The unevaluated vocabulary (2020-12 core, section 11), a function for each keyword."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from holotype.compiler import checks
from holotype.compiler.checks import Check
from holotype.compiler.lowering.here import Here


def unevaluatedProperties(value: Any, here: Here) -> Iterator[Check]:
    yield checks.UnevaluatedProperties(here.origin, here.child("unevaluatedProperties"))


def unevaluatedItems(value: Any, here: Here) -> Iterator[Check]:
    yield checks.UnevaluatedItems(here.origin, here.child("unevaluatedItems"))
