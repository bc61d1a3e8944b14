"""The applicator vocabulary (2020-12 core, section 10), a function for each keyword."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from holotype.compiler import checks
from holotype.compiler.checks import Check
from holotype.compiler.lowering.here import Here


def allOf(value: Any, here: Here) -> Iterator[Check]:
    yield checks.AllOf(here.origin, here.children())


def anyOf(value: Any, here: Here) -> Iterator[Check]:
    yield checks.AnyOf(here.origin, here.children())


def oneOf(value: Any, here: Here) -> Iterator[Check]:
    yield checks.OneOf(here.origin, here.children())


def not_(value: Any, here: Here) -> Iterator[Check]:
    yield checks.Not(here.origin, here.child("not"))


def if_(value: Any, here: Here) -> Iterator[Check]:
    yield checks.IfThenElse(
        here.origin,
        here.child("if"),
        here.child("then") if "then" in here.contents else None,
        here.child("else") if "else" in here.contents else None,
    )


def properties(value: Any, here: Here) -> Iterator[Check]:
    yield checks.Properties(here.origin, here.named_children())


def patternProperties(value: Any, here: Here) -> Iterator[Check]:
    nodes = {
        source: (here.pattern(source, here.keyword, source), node)
        for source, node in here.named_children().items()
    }
    yield checks.PatternProperties(here.origin, nodes)


def additionalProperties(value: Any, here: Here) -> Iterator[Check]:
    names: Any = here.contents.get("properties", {})
    patterns: Any = here.contents.get("patternProperties", {})
    yield checks.AdditionalProperties(
        here.origin,
        here.child("additionalProperties"),
        frozenset(names),
        tuple(here.pattern(source, "patternProperties", source) for source in patterns),
    )


def propertyNames(value: Any, here: Here) -> Iterator[Check]:
    yield checks.PropertyNames(here.origin, here.child("propertyNames"))


def dependentSchemas(value: Any, here: Here) -> Iterator[Check]:
    yield checks.DependentSchemas(here.origin, here.named_children())


def prefixItems(value: Any, here: Here) -> Iterator[Check]:
    yield checks.PrefixItems(here.origin, here.children())


def items(value: Any, here: Here) -> Iterator[Check]:
    prefix: Any = here.contents.get("prefixItems", ())
    yield checks.Items(here.origin, here.child("items"), len(prefix))


def contains(value: Any, here: Here) -> Iterator[Check]:
    """With `minContains` and `maxContains` (validation, section 6.4), which mean nothing alone."""
    minimum: Any = here.contents.get("minContains", 1)
    maximum: Any = here.contents.get("maxContains")
    yield checks.Contains(
        here.origin,
        here.child("contains"),
        int(minimum),
        None if maximum is None else int(maximum),
        "minContains" if "minContains" in here.contents else "contains",
        evaluates=here.subschema.dialect.name == "2020-12",
    )
