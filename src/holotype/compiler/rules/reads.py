"""Which properties a rule looks at, and how."""

from __future__ import annotations

from holotype.compiler.rules.terms import (
    Comparison,
    Condition,
    Default,
    Path,
    Presence,
    Property,
    Read,
    does_arithmetic,
    leaves,
    types_of,
    walk,
)


def reads(*conditions: Condition | None) -> tuple[Read, ...]:
    """What the conditions read, each path once, in the order of first use."""
    needed: dict[Path, bool] = {}
    integral: set[Path] = set()
    for condition in conditions:
        for term in walk(condition) if condition is not None else ():
            match term:
                case Property(path):
                    needed[path] = True
                case Default(path) | Presence(path):
                    needed.setdefault(path, False)
                case Comparison() if is_arithmetic(term) and not may_be_fractional(term):
                    integral.update(
                        leaf.path
                        for side in (term.left, term.right)
                        for leaf in leaves(side)
                        if isinstance(leaf, Property | Default)
                    )
    return tuple(Read(path, value, path in integral) for path, value in needed.items())


def is_arithmetic(comparison: Comparison) -> bool:
    """Whether it compares the outcome of arithmetic."""
    return does_arithmetic(comparison.left) or does_arithmetic(comparison.right)


def may_be_fractional(comparison: Comparison) -> bool:
    """Whether a number in it can be something else than an integer."""
    return any(
        "number" in types_of(leaf) for side in (comparison.left, comparison.right) for leaf in leaves(side)
    )
