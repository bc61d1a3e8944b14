"""What a schema evaluates, as far as that is the same for every instance (2020-12 core, section 11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from holotype.compiler import checks
from holotype.compiler.checks import Check, Node, in_place
from holotype.compiler.patterns import Pattern


class Evaluated(NamedTuple):
    """What every valid instance has evaluated: properties by name or pattern, or the first `prefix` items."""

    names: frozenset[str] = frozenset()
    patterns: tuple[Pattern, ...] = ()
    prefix: int = 0
    everything: bool = False

    def merged(self, other: Evaluated) -> Evaluated:
        """What one or the other evaluates."""
        return Evaluated(
            self.names | other.names,
            tuple(dict.fromkeys((*self.patterns, *other.patterns))),
            max(self.prefix, other.prefix),
            self.everything or other.everything,
        )

    def covers(self, other: Evaluated) -> bool:
        """Whether `other` evaluates nothing more."""
        return self.everything or (
            not other.everything
            and other.names <= self.names
            and set(other.patterns) <= set(self.patterns)
            and other.prefix <= self.prefix
        )


NOTHING = Evaluated()
EVERYTHING = Evaluated(everything=True)


class Span(NamedTuple):
    """What a node evaluates in every valid instance, and what in some."""

    always: Evaluated = NOTHING
    sometimes: Evaluated = NOTHING

    @property
    def static(self) -> Evaluated | None:
        """What is evaluated in every valid instance and in none more; None where the instance decides."""
        return self.always if self.always.covers(self.sometimes) else None


Own = Callable[[Check], Evaluated]
"""own_properties or own_items."""


def own_properties(check: Check) -> Evaluated:
    """The properties that a check evaluates by itself."""
    match check:
        case checks.Properties(nodes=nodes):
            return Evaluated(names=frozenset(nodes))
        case checks.PatternProperties(nodes=patterns):
            return Evaluated(patterns=tuple(pattern for pattern, _ in patterns.values()))
        case checks.AdditionalProperties() | checks.UnevaluatedProperties():
            return EVERYTHING
        case _:
            return NOTHING


def own_items(check: Check) -> Evaluated:
    """The items that a check evaluates by itself."""
    match check:
        case checks.PrefixItems(nodes=nodes):
            return Evaluated(prefix=len(nodes))
        case checks.Items() | checks.UnevaluatedItems():
            return EVERYTHING
        case _:
            return NOTHING


def spans(nodes: list[Node], own: Own) -> dict[int, Span]:
    """The span of each node; `nodes` stand after those that they apply in place."""
    known: dict[int, Span] = {}
    for node in nodes:
        known[id(node)] = span(node, own, known)
    return known


def span(node: Node, own: Own, known: Mapping[int, Span], left_out: type[Check] | None = None) -> Span:
    """The span of one node, without what its checks of the kind `left_out` evaluate."""
    always, sometimes = NOTHING, NOTHING
    for check in node.checks:
        if isinstance(check, checks.Not | checks.Decided) or (
            left_out is not None and isinstance(check, left_out)
        ):
            continue
        always = always.merged(own(check))
        if own is own_items and isinstance(check, checks.Contains) and check.evaluates:
            sometimes = EVERYTHING
        for _, child in in_place(check):
            below = known[id(child)]
            sometimes = sometimes.merged(below.sometimes)
            if isinstance(check, checks.AllOf | checks.Reference):
                always = always.merged(below.always)
            else:
                sometimes = sometimes.merged(below.always)
    return Span(always, sometimes)
