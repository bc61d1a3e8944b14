"""A second reading of the rule language: it walks its own trees, with exact numbers, and is never fast."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

Tree: TypeAlias = tuple[Any, ...]
"""("name", path), ("constant", value), ("default", path, value), ("present", path), ("len", tree),
("-", tree), or (operator, tree, tree, ...)."""

_MISSING = object()


def text(tree: Tree) -> str:
    """The tree in the language of rules, with parentheses around everything."""
    match tree:
        case ("name", path):
            return ".".join(path)
        case ("constant", value):
            return repr(value)
        case ("default", path, value):
            return f"default({'.'.join(path)}, {value!r})"
        case ("present" | "absent" as function, path):
            return f"{function}({'.'.join(path)})"
        case ("len", operand):
            return f"len({text(operand)})"
        case ("-" | "not" as operator, operand):
            return f"({operator} {text(operand)})"
        case (operator, *operands):
            return f"({f' {operator} '.join(map(text, operands))})"
    raise AssertionError(tree)


def applies(tree: Tree, instance: Any) -> bool:
    """Whether everything is there that the tree reads without a default."""
    match tree:
        case ("name", path):
            return _find(instance, path) is not _MISSING
        case ("constant", *_) | ("default", *_) | ("present", _) | ("absent", _):
            return True
        case (_, *operands):
            return all(applies(operand, instance) for operand in operands)
    raise AssertionError(tree)


def evaluate(tree: Tree, instance: Any) -> Any:
    """The value of the tree; numbers as fractions."""
    match tree:
        case ("name", path):
            return exactly(_find(instance, path))
        case ("constant", value):
            return exactly(value)
        case ("default", path, value):
            found = _find(instance, path)
            return exactly(value if found is _MISSING else found)
        case ("present", path):
            return _find(instance, path) is not _MISSING
        case ("absent", path):
            return _find(instance, path) is _MISSING
        case ("len", operand):
            return Fraction(len(evaluate(operand, instance)))
        case ("not", operand):
            return not evaluate(operand, instance)
        case ("-", operand):
            return -evaluate(operand, instance)
        case ("and", *operands):
            return all(evaluate(operand, instance) for operand in operands)
        case ("or", *operands):
            return any(evaluate(operand, instance) for operand in operands)
        case (operator, *operands):
            values = [evaluate(operand, instance) for operand in operands]
            if operator in ("+", "-", "*"):
                return _calculate(operator, values[0], values[1])
            pairs = pairwise(values)
            return all(_compare(operator, left, right) for left, right in pairs)
    raise AssertionError(tree)


def exactly(value: Any) -> Any:
    """The value with each number as the fraction that its decimal stands for."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Fraction(Decimal(repr(value)))
    if isinstance(value, list):
        return [exactly(item) for item in value]
    if isinstance(value, dict):
        return {name: exactly(item) for name, item in value.items()}
    return value


def _find(instance: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        if not isinstance(instance, dict) or step not in instance:
            return _MISSING
        instance = instance[step]
    return instance


def _calculate(operator: str, left: Any, right: Any) -> Any:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case _:
            return left * right


def _compare(operator: str, left: Any, right: Any) -> bool:
    match operator:
        case "==":
            return same(left, right)
        case "!=":
            return not same(left, right)
        case "in":
            return any(same(left, item) for item in right)
        case "not in":
            return not any(same(left, item) for item in right)
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case _:
            return bool(left >= right)


def same(left: Any, right: Any) -> bool:
    """JSON equality of values that `exactly` gave."""
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)
    return bool(left == right)
