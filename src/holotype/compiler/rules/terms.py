"""The expressions of rules, as immutable trees."""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from keyword import iskeyword
from typing import Final, NamedTuple, TypeAlias

from holotype.contract.values import Rule

Path: TypeAlias = tuple[str, ...]
"""Property names from the root of the instance."""

INTEGERS: Final = frozenset({"integer"})
NUMBERS: Final = frozenset({"integer", "number"})
BOOLEANS: Final = frozenset({"boolean"})


class Constant(NamedTuple):
    """A literal: None, bool, int, float, str, or a tuple of such values, which stands for an array."""

    value: object


class Property(NamedTuple):
    """The value of a property."""

    path: Path
    types: frozenset[str]


class Default(NamedTuple):
    """The value of a property, or `value` where it is absent."""

    path: Path
    types: frozenset[str]
    value: Constant


class Length(NamedTuple):
    """How many characters, items or properties a value has."""

    operand: Term


class Minus(NamedTuple):
    operand: Term


class Arithmetic(NamedTuple):
    """`operator` is `+`, `-` or `*`."""

    operator: str
    left: Term
    right: Term


class Presence(NamedTuple):
    """Whether the presence of a property is as `present` says."""

    path: Path
    present: bool


class Truth(NamedTuple):
    """Whether a boolean value is `expected`."""

    operand: Term
    expected: bool


class Comparison(NamedTuple):
    """`operator` is one of `NEGATIONS`."""

    operator: str
    left: Term
    right: Term


class Conjunction(NamedTuple):
    parts: tuple[Condition, ...]


class Disjunction(NamedTuple):
    parts: tuple[Condition, ...]


Condition: TypeAlias = Presence | Truth | Comparison | Conjunction | Disjunction
Term: TypeAlias = Constant | Property | Default | Length | Minus | Arithmetic | Condition

NEGATIONS: Final = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "in": "not in",
    "not in": "in",
}


class Read(NamedTuple):
    """A property that a rule looks at.

    `needed`: somewhere its value is used without a default, so the rule says nothing where it is absent.
    `integral`: it is always an integer and arithmetic is done with it, so `Scope.values` must give it as an
    int (not as the float 1.0, which is an integer too): then the arithmetic is exact and cannot overflow.
    """

    path: Path
    needed: bool
    integral: bool


class RuleCheck(NamedTuple):
    """A rule that the schema has been found to support."""

    rule: Rule
    when: Condition | None
    assertion: Condition
    reads: tuple[Read, ...]


def negated(condition: Condition) -> Condition:
    """The condition that holds where this one does not; it has no further negation in it."""
    match condition:
        case Presence(path, present):
            return Presence(path, not present)
        case Truth(operand, expected):
            return Truth(operand, not expected)
        case Comparison(operator, left, right):
            return Comparison(NEGATIONS[operator], left, right)
        case Conjunction(parts):
            return Disjunction(tuple(map(negated, parts)))
        case Disjunction(parts):
            return Conjunction(tuple(map(negated, parts)))


def types_of(term: Term) -> frozenset[str]:
    """The JSON types that the term's value can have; "number" stands for numbers that are no integers."""
    match term:
        case Constant(value):
            return frozenset({json_type(value)})
        case Property(_, types) | Default(_, types):
            return types
        case Length():
            return INTEGERS
        case Minus(operand):
            return types_of(operand)
        case Arithmetic(_, left, right):
            return types_of(left) | types_of(right)
        case _:
            return BOOLEANS


def json_type(value: object) -> str:
    """The JSON type of a constant."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case str():
            return "string"
        case _:
            return "array"


def leaves(term: Term) -> Iterator[Term]:
    """What arithmetic in `term` starts from; `term` itself where it does none."""
    match term:
        case Minus(operand):
            yield from leaves(operand)
        case Arithmetic(_, left, right):
            yield from leaves(left)
            yield from leaves(right)
        case _:
            yield term


def does_arithmetic(term: Term) -> bool:
    """Whether numbers are combined in `term`; a changed sign alone is exact in any representation."""
    match term:
        case Minus(operand):
            return does_arithmetic(operand)
        case _:
            return isinstance(term, Arithmetic)


def parts(term: Term) -> tuple[Term, ...]:
    """The terms that `term` is made of."""
    match term:
        case Length(operand) | Minus(operand) | Truth(operand):
            return (operand,)
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            return left, right
        case Conjunction(conditions) | Disjunction(conditions):
            return conditions
        case _:
            return ()


def walk(term: Term) -> Iterator[Term]:
    """The term and all that it is made of, in the order of the text."""
    yield term
    for part in parts(term):
        yield from walk(part)


def path_text(path: Path) -> str:
    """A property as a rule names it: `a.b`, or `value("any-name")` for what is no identifier."""
    text = ""
    for name in path:
        plain = name.isidentifier() and not iskeyword(name)
        text += ("." if text else "") + (
            name if plain else f"value({dumps(name, ensure_ascii=not name.isprintable())})"
        )
    return text
