"""In-place subschemas that always apply, merged into the schema that applies them: one look, not several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from holotype.compiler.checks import (
    AllOf,
    Check,
    Node,
    Properties,
    Reference,
    Type,
    UnevaluatedItems,
    UnevaluatedProperties,
)

MOST_SHARED: Final = 8
"""Checks up to which a subschema that others use too is written out again."""
MOST: Final = 60
"""Checks up to which merging goes on, so that a schema cannot make it explode."""

Representative = Callable[[Node], Node]


def merged(
    checks: Iterable[Check],
    known: Mapping[int, tuple[Check, ...]],
    representative: Representative,
    uses: Mapping[int, int],
) -> tuple[Check, ...]:
    """The checks of a node together with those of the nodes that `allOf` and `$ref` apply beside them.

    `known` has the merged checks of those nodes.
    """
    found: list[Check] = []
    for check in checks:
        if not isinstance(check, AllOf | Reference):
            found.append(check)
            continue
        left: list[Node] = []
        for child in check.nodes if isinstance(check, AllOf) else (check.node,):
            target = representative(child)
            below = known[id(target)]
            shared = uses[id(target)] > 1
            if (
                target.verdict is None
                and len(below) <= (MOST_SHARED if shared else MOST)
                and len(found) + len(below) <= MOST
                and not any(isinstance(each, UnevaluatedItems | UnevaluatedProperties) for each in below)
            ):
                found.extend(below)
            else:
                left.append(child)
        if left:
            found.append(AllOf(check.origin, tuple(left)))
    return tuple(_with_one_type(_with_one_look(found)))


def _with_one_look(checks: list[Check]) -> Iterator[Check]:
    """The same checks, with one for all properties where no name is declared twice."""
    every = [check for check in checks if isinstance(check, Properties)]
    names = [name for check in every for name in check.nodes]
    if len(every) < 2 or len(set(names)) < len(names):
        yield from checks
        return
    yield Properties(every[0].origin, {name: node for check in every for name, node in check.nodes.items()})
    yield from (check for check in checks if not isinstance(check, Properties))


def _with_one_type(checks: Iterator[Check]) -> Iterator[Check]:
    """The same checks, without a type that is the same as an earlier one."""
    seen: set[tuple[object, ...]] = set()
    for check in checks:
        if isinstance(check, Type):
            shape = (frozenset(check.types), check.integral_floats, check.origin.severity)
            if shape in seen:
                continue
            seen.add(shape)
        yield check
