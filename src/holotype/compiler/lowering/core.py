"""The core vocabulary's references (2020-12 core, section 8), a function for each keyword."""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from typing import Any

from holotype.compiler import checks
from holotype.compiler.checks import Check
from holotype.compiler.lowering.here import Here


def ref(value: Any, here: Here) -> Iterator[Check]:
    if not isinstance(value, str):  # of all metaschemas, draft 4's alone says nothing of it
        raise here.error(f"expected a reference, which is a string, found {dumps(value):.80}")
    target = here.schemas.resolve(here.subschema, value, here.keyword)
    yield checks.Reference(here.origin, here.node(target, here.scope))


def dynamicRef(value: Any, here: Here) -> Iterator[Check]:
    """Resolved here and now: a node stands for a subschema in one dynamic scope (section 8.2.3.2)."""
    target = here.schemas.resolve(here.subschema, value, here.keyword)
    anchor = value.rpartition("#")[2]
    anchors = here.schemas.dynamic_anchors(target.location.resource)
    if anchor and anchor in anchors and anchors[anchor].location == target.location:
        outermost = dict(here.scope).get(anchor)
        if outermost is not None:
            target = here.schemas.dynamic_anchors(outermost)[anchor]
    yield checks.Reference(here.origin, here.node(target, here.scope))


def recursiveRef(value: Any, here: Here) -> Iterator[Check]:
    """2019-09 core, section 8.2.4.2.1; the anchor without a name is `$recursiveAnchor`."""
    target = here.schemas.resolve(here.subschema, value, here.keyword)
    if "" in here.schemas.dynamic_anchors(target.location.resource):
        outermost = dict(here.scope).get("")
        if outermost is not None:
            target = here.schemas.dynamic_anchors(outermost)[""]
    yield checks.Reference(here.origin, here.node(target, here.scope))
