"""Expression trees to boolean Python expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, LiteralString, NamedTuple

from holotype.compiler.emission.fragments import Code, code, indent, join, literal
from holotype.compiler.rules.reads import is_arithmetic, may_be_fractional
from holotype.compiler.rules.terms import (
    NUMBERS,
    Arithmetic,
    Comparison,
    Condition,
    Conjunction,
    Constant,
    Default,
    Disjunction,
    Length,
    Minus,
    Path,
    Presence,
    Property,
    RuleCheck,
    Term,
    Truth,
    negated,
    types_of,
)

_CONTAINERS: Final = frozenset({"array", "object"})
_HASHABLE: Final = frozenset({"string", "null"})
"""Types of hashable values that are equal to nothing but themselves."""

# How tightly an expression binds, loosest first: a looser one stands in parentheses within a tighter one.
_CHOICE, _OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _SIGN, _ATOM = range(9)

_WIDTH: Final = 90


class _Separator(NamedTuple):
    """An operator between its operands, on one line and at the beginning of a line."""

    flat: LiteralString
    broken: LiteralString


_OPERATORS: Final[dict[str, _Separator]] = {
    "or": _Separator(" or ", "\nor "),
    "and": _Separator(" and ", "\nand "),
    "+": _Separator(" + ", "\n+ "),
    "-": _Separator(" - ", "\n- "),
    "*": _Separator(" * ", "\n* "),
    "==": _Separator(" == ", "\n== "),
    "!=": _Separator(" != ", "\n!= "),
    "<": _Separator(" < ", "\n< "),
    "<=": _Separator(" <= ", "\n<= "),
    ">": _Separator(" > ", "\n> "),
    ">=": _Separator(" >= ", "\n>= "),
    "in": _Separator(" in ", "\nin "),
    "not in": _Separator(" not in ", "\nnot in "),
    "is": _Separator(" is ", "\nis "),
    "is not": _Separator(" is not ", "\nis not "),
}


class Scope(NamedTuple):
    """What the source around a condition offers to it.

    `values` has for each `Read` an atom (a local variable) that holds its value where it is present.
    `present` and `absent` give comparisons that say whether it is.
    """

    values: Mapping[Path, Code]
    present: Callable[[Path], Code]
    absent: Callable[[Path], Code]


def violation(check: RuleCheck, scope: Scope) -> Code:
    """An expression that is true when the rule applies and does not hold.

    It is for an instance where every read with `needed` is present and every read that is present is valid;
    there it raises nothing.  It binds at least as tightly as `and`.
    """
    failure = negated(check.assertion)
    whole = failure if check.when is None else Conjunction((check.when, failure))
    return holds(whole, scope)


def holds(condition: Condition, scope: Scope) -> Code:
    """An expression that is true when the condition holds; it binds at least as tightly as `and`."""
    binding, text = _expression(condition, scope, fractional=False)
    return text if binding >= _AND and "\n" not in text.text else _grouped(text)


def value(term: Term, scope: Scope, *, fractional: bool = False) -> Code:
    """An expression for the term's value, to stand as an argument; `fractional` asks for exact arithmetic."""
    return _within(_CHOICE, term, scope, fractional)


def _within(level: int, term: Term, scope: Scope, fractional: bool = False) -> Code:
    binding, text = _expression(term, scope, fractional)
    return text if binding >= level else _grouped(text)


def _grouped(text: Code) -> Code:
    return code("(\n{}\n)", indent(text)) if "\n" in text.text else code("({})", text)


def _expression(term: Term, scope: Scope, fractional: bool) -> tuple[int, Code]:
    """The expression, and how tightly it binds."""
    match term:
        case Disjunction(parts):
            return _joined(_OR, "or", [_within(_NOT, part, scope) for part in parts])
        case Conjunction(parts):
            return _joined(_AND, "and", [_within(_AND, part, scope) for part in parts])
        case Presence(path, present):
            return _COMPARISON, scope.present(path) if present else scope.absent(path)
        case Truth(operand, expected):
            # The operand is a boolean, so its identity says all, and no subclass of another type passes.
            return _COMPARISON, code("{} is {}", _within(_SUM, operand, scope), literal(expected))
        case Comparison():
            return _comparison(term, scope)
        case Arithmetic(operator, left, right):
            level = _PRODUCT if operator == "*" else _SUM
            operands = _within(level, left, scope, fractional), _within(level + 1, right, scope, fractional)
            return _joined(level, operator, operands)
        case Minus(operand):
            return _SIGN, code("-{}", _within(_ATOM, operand, scope, fractional))
        case Constant(value):
            return _constant(value, fractional)
        case Property(path):
            name = scope.values[path]
            return _ATOM, code("exact({})", name) if fractional else name
        case Default(path, types, default):
            given = _within(_ATOM, Property(path, types), scope, fractional)
            otherwise = _within(_OR, default, scope, fractional)
            return _CHOICE, code("{} if {} else {}", given, scope.present(path), otherwise)
        case Length(operand):
            return _ATOM, code("len({})", _within(_CHOICE, operand, scope))


def _joined(level: int, operator: str, operands: Sequence[Code]) -> tuple[int, Code]:
    """The operands with the operator between them, each on a line if that is long."""
    separator = _OPERATORS[operator]
    flat = join(separator.flat, operands)
    if len(flat.text) <= _WIDTH and "\n" not in flat.text:
        return level, flat
    return level, join(separator.broken, operands)


def _constant(value: object, fractional: bool) -> tuple[int, Code]:
    if fractional and isinstance(value, float):
        return _ATOM, code("exact({})", literal(value))
    negative = isinstance(value, int | float) and value < 0
    return _SIGN if negative else _ATOM, literal(_array(value))


def _array(value: object) -> object:
    return list(map(_array, value)) if isinstance(value, tuple) else value


def _comparison(comparison: Comparison, scope: Scope) -> tuple[int, Code]:
    operator, left, right = comparison
    fractional = is_arithmetic(comparison) and may_be_fractional(comparison)
    match operator, right:
        case "==" | "!=", _:
            return _equality(operator, left, right, scope, fractional)
        case "in", Constant(tuple(items)):
            if not _is_plain(left, items):
                return _expression(Disjunction(tuple(_choices("==", left, items))), scope, fractional)
            right_text = _collection(left, items, fractional)
        case "not in", Constant(tuple(items)):
            if not _is_plain(left, items):
                return _expression(Conjunction(tuple(_choices("!=", left, items))), scope, fractional)
            right_text = _collection(left, items, fractional)
        case "in" | "not in", _:
            return _membership(operator, left, right, scope, fractional)
        case _:
            right_text = _within(_SUM, right, scope, fractional)
    return _joined(_COMPARISON, operator, [_within(_SUM, left, scope, fractional), right_text])


def _equality(operator: str, left: Term, right: Term, scope: Scope, fractional: bool) -> tuple[int, Code]:
    """Equality of JSON values (JSON Schema core, section 4.2.2), by `==` where types prove it the same."""
    texts = _within(_SUM, left, scope, fractional), _within(_SUM, right, scope, fractional)
    match left, right:
        case (Constant(None | bool()), _) | (_, Constant(None | bool())):
            return _joined(_COMPARISON, "is" if operator == "==" else "is not", texts)
    if _equal_as_in_python(types_of(left), types_of(right)):
        return _joined(_COMPARISON, operator, texts)
    if fractional:
        texts = code("plain_number({})", texts[0]), code("plain_number({})", texts[1])
    equality = code("equal({}, {})", *texts)
    return (_ATOM, equality) if operator == "==" else (_NOT, code("not {}", equality))


def _equal_as_in_python(left: frozenset[str], right: frozenset[str]) -> bool:
    """Python differs in that True is 1, by itself and within arrays and objects."""
    one_and_true = ("boolean" in left and right & NUMBERS) or ("boolean" in right and left & NUMBERS)
    return not one_and_true and not left & right & _CONTAINERS


def _is_plain(left: Term, items: tuple[object, ...]) -> bool:
    return all(_equal_as_in_python(types_of(left), types_of(Constant(item))) for item in items)


def _choices(operator: str, left: Term, items: tuple[object, ...]) -> Iterator[Comparison]:
    return (Comparison(operator, left, Constant(item)) for item in items)


def _collection(left: Term, items: tuple[object, ...], fractional: bool) -> Code:
    """The items as a constant of Python's: a set of strings where the left side can be looked up in one."""
    texts = join(", ", [_constant(item, fractional)[1] for item in items])
    if types_of(left) <= _HASHABLE and all(isinstance(item, str) for item in items):
        return code("{{{}}}", texts)
    return code("({},)" if len(items) == 1 else "({})", texts)


def _membership(operator: str, left: Term, right: Term, scope: Scope, fractional: bool) -> tuple[int, Code]:
    """Whether one of an array's items is equal to a value; of the items' types nothing is known."""
    array = _within(_SUM, right, scope)
    if types_of(left) <= _HASHABLE:
        return _joined(_COMPARISON, operator, [_within(_SUM, left, scope), array])
    wanted = _within(_CHOICE, left, scope, fractional)
    found = code("contains({}, {})", array, code("plain_number({})", wanted) if fractional else wanted)
    return (_ATOM, found) if operator == "in" else (_NOT, code("not {}", found))
