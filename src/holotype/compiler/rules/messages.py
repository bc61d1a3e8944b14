"""Violated rules to the sentences that say why, with the values."""

from __future__ import annotations

from json import dumps
from typing import Final, TypeAlias

from holotype.compiler.emission.fragments import Code, code, indent, join, lines, literal
from holotype.compiler.rules.conditions import Scope, holds, value
from holotype.compiler.rules.reads import is_arithmetic, may_be_fractional
from holotype.compiler.rules.terms import (
    Arithmetic,
    Comparison,
    Condition,
    Conjunction,
    Constant,
    Default,
    Disjunction,
    Length,
    Minus,
    Presence,
    Property,
    RuleCheck,
    Term,
    Truth,
    does_arithmetic,
    json_type,
    leaves,
    negated,
    path_text,
    types_of,
)

_STRINGS: Final = frozenset({"string"})
_LONGEST_WHEN: Final = 200
_WIDTH: Final = 90

Sentence: TypeAlias = "tuple[str | Code, ...]"
"""Text, and expressions whose value is text."""

# What is so when a comparison does not hold.
_FAILURES: Final = {
    "<=": "exceeds",
    "<": "is not below",
    ">=": "is below",
    ">": "is not above",
    "==": "differs from",
    "!=": "equals",
    "in": "is not an item of",
    "not in": "is an item of",
}
_FAILURES_OF_STRINGS: Final = {
    "<=": "sorts after",
    "<": "does not sort before",
    ">=": "sorts before",
    ">": "does not sort after",
}


def message(check: RuleCheck, scope: Scope) -> Code:
    """An expression for the sentence about an instance that violates the rule.

    It calls `show`, a function that gives a value as shortened JSON text.
    """
    sentence = _failure(check.assertion, scope)
    if check.rule.when is not None:
        sentence = (*sentence, f", where {_one_line(check.rule.when)}")
    return _text(sentence)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > _LONGEST_WHEN:
        line = line[: _LONGEST_WHEN - 3] + "..."
    return line if line.isprintable() else ascii(line)[1:-1]


def _failure(condition: Condition, scope: Scope) -> Sentence:
    """Why the condition does not hold."""
    match condition:
        case Presence(path, present):
            if present:
                return (f"{path_text(path)} is absent",)
            return (f"{path_text(path)} is present (", _shown(scope.values[path]), ")")
        case Truth(operand, expected):
            return (*_operand(operand, scope), f" is not {dumps(expected)}")
        case Comparison("!=" | "not in", Default(path), Constant()) if _fails_by_absence(condition):
            given = _text(_comparison_failure(condition, scope))
            return (_choice([(given, scope.present(path))], literal(f"{path_text(path)} is absent")),)
        case Comparison():
            return _comparison_failure(condition, scope)
        case Disjunction(parts):
            sentence: Sentence = ()
            for part in parts:
                sentence += (" and ", *_failure(part, scope)) if sentence else _failure(part, scope)
            return sentence
        case Conjunction(parts):
            return (_first_failure(parts, scope),)


def _fails_by_absence(comparison: Comparison) -> bool:
    """Whether the default is what the value must not be: then the property must be there."""
    match comparison:
        case Comparison(_, Default(_, _, Constant(default)), Constant(excluded)):
            choices = excluded if comparison.operator == "not in" else (excluded,)
            assert isinstance(choices, tuple)
            return any(json_type(each) == json_type(default) and each == default for each in choices)
    return False


def _comparison_failure(comparison: Comparison, scope: Scope) -> Sentence:
    operator, left, right = comparison
    fractional = is_arithmetic(comparison) and may_be_fractional(comparison)
    before = _operand(left, scope, fractional=fractional)
    match right:
        case Constant(tuple(items)) if operator in ("in", "not in"):
            return (*before, f" is{' not' if operator == 'in' else ''} one of {_items(items)}")
    phrases = _FAILURES_OF_STRINGS if types_of(left) <= _STRINGS else _FAILURES
    phrase = phrases.get(operator) or _FAILURES[operator]
    return (*before, f" {phrase} ", *_operand(right, scope, fractional=fractional))


def _first_failure(parts: tuple[Condition, ...], scope: Scope) -> Code:
    """Which of the parts fails is known when the sentence is made: the first one is named."""
    *earlier, last = parts
    cases = [(_text(_failure(part, scope)), holds(negated(part), scope)) for part in earlier]
    return _choice(cases, _text(_failure(last, scope)))


def _operand(term: Term, scope: Scope, *, fractional: bool = False) -> Sentence:
    """The operand as it is written, and its value in parentheses."""
    match term:
        case Constant(constant):
            return (_constant(constant),)
        case Default(path, _, default):
            given = _text((" (", _shown(scope.values[path]), ")"))
            otherwise = literal(f" (absent, counts as {_constant(default.value)})")
            return (path_text(path), _choice([(given, scope.present(path))], otherwise))
        case _ if does_arithmetic(term):
            result = _shown(value(term, scope, fractional=fractional), fractional=fractional)
            return (
                _written(term),
                " (",
                *_calculation(term, scope),
                " = ",
                result,
                *_absences(term, scope),
                ")",
            )
        case _:
            return (_written(term), " (", _shown(value(term, scope)), *_absences(term, scope), ")")


def _absences(term: Term, scope: Scope) -> Sentence:
    """Which values of a calculation are those of absent properties."""
    defaults = dict.fromkeys(leaf for leaf in leaves(term) if isinstance(leaf, Default))
    return tuple(
        _choice(
            [(literal(""), scope.present(default.path))],
            literal(f"; {path_text(default.path)} is absent, counts as {_constant(default.value.value)}"),
        )
        for default in defaults
    )


def _calculation(term: Term, scope: Scope) -> Sentence:
    """Arithmetic with the values in the place of the names."""
    match term:
        case Arithmetic(operator, left, right):
            return (
                *_grouped(left, _calculation(left, scope), operator, first=True),
                f" {operator} ",
                *_grouped(right, _calculation(right, scope), operator, first=False),
            )
        case Minus(operand) if isinstance(operand, Arithmetic):
            return ("-(", *_calculation(operand, scope), ")")
        case Constant(constant):
            return (_constant(constant),)
        case _:
            return (_shown(value(term, scope)),)


def _grouped(term: Term, sentence: Sentence, operator: str, *, first: bool) -> Sentence:
    """In parentheses where the operator around it would otherwise take it apart."""
    loose = isinstance(term, Arithmetic) and (
        (operator == "*" and (term.operator != "*" or not first))
        or (operator != "*" and not first and term.operator != "*")
    )
    return ("(", *sentence, ")") if loose else sentence


def _written(term: Term) -> str:
    """The term in the language of rules, but for defaults, of which only the name is said."""
    match term:
        case Constant(constant):
            return _constant(constant)
        case Property(path) | Default(path):
            return path_text(path)
        case Length(operand):
            return f"len({_written(operand)})"
        case Minus(operand):
            text = _written(operand)
            return f"-({text})" if isinstance(operand, Arithmetic) else f"-{text}"
        case Arithmetic(operator, left, right):
            sides = (
                _grouped(left, (_written(left),), operator, first=True),
                _grouped(right, (_written(right),), operator, first=False),
            )
            return f" {operator} ".join("".join(map(str, side)) for side in sides)
        case Presence(path, present):
            return f"{'present' if present else 'absent'}({path_text(path)})"
        case Truth(operand, expected):
            return _written(operand) if expected else f"not {_written(operand)}"
        case Comparison(operator, left, right):
            return f"({_written(left)} {operator} {_written(right)})"
        case Conjunction(parts):
            return f"({' and '.join(map(_written, parts))})"
        case Disjunction(parts):
            return f"({' or '.join(map(_written, parts))})"


def _constant(constant: object) -> str:
    """A constant as JSON text."""
    if isinstance(constant, tuple):
        return f"[{_items(constant)}]"
    text = dumps(constant, ensure_ascii=False)
    return text if text.isprintable() else dumps(constant)


def _items(constants: tuple[object, ...]) -> str:
    return ", ".join(map(_constant, constants))


def _shown(expression: Code, *, fractional: bool = False) -> Code:
    if "\n" in expression.text:
        expression = code("\n{}\n", indent(expression))
    return code("show(plain_number({}))", expression) if fractional else code("show({})", expression)


def _text(sentence: Sentence) -> Code:
    """One expression for the sentence: a literal, or the `format` of one."""
    holes = [part for part in sentence if isinstance(part, Code)]
    if len(holes) == len(sentence) == 1:
        return holes[0]
    if not holes:
        return literal("".join(map(str, sentence)))
    template = "".join(
        "{}" if isinstance(part, Code) else part.replace("{", "{{").replace("}", "}}") for part in sentence
    )
    whole = code("{}.format({})", literal(template), join(", ", holes))
    if len(whole.text) <= _WIDTH and "\n" not in whole.text:
        return whole
    return code("{}.format(\n{},\n)", literal(template), indent(join(",\n", holes)))


def _choice(cases: list[tuple[Code, Code]], otherwise: Code) -> Code:
    """The text of the first case whose condition is true; without nesting, since they may be many."""
    pieces = [piece for text, condition in cases for piece in (text, code("if {} else", condition))]
    whole = code("({} {})", join(" ", pieces), otherwise)
    if len(whole.text) <= _WIDTH and "\n" not in whole.text:
        return whole
    rows = [row for text, condition in cases for row in (text, code("if {}", condition))]
    rows = [code("else {}", row) if index % 2 == 0 and index else row for index, row in enumerate(rows)]
    return code("(\n{}\n)", indent(lines([*rows, code("else {}", otherwise)])))
