"""Checks that need no loop, as conditions: what is true when they pass, and what when they fail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from holotype.compiler import checks
from holotype.compiler.checks import Check
from holotype.compiler.emission.fragments import Code, code, join, literal, name, own
from holotype.compiler.emission.graph import type_of
from holotype.compiler.emission.unit import Unit, sequence
from holotype.compiler.patterns import Pattern

STRING: Final = frozenset(("string",))
NUMBER: Final = frozenset(("integer", "number"))
ARRAY: Final = frozenset(("array",))
OBJECT: Final = frozenset(("object",))

APPLIES_TO: Final[dict[type, frozenset[str]]] = {
    checks.MinLength: STRING,
    checks.MaxLength: STRING,
    checks.Pattern: STRING,
    checks.Format: STRING,
    checks.ContentEncoding: STRING,
    checks.ContentMediaType: STRING,
    checks.Minimum: NUMBER,
    checks.Maximum: NUMBER,
    checks.ExclusiveMinimum: NUMBER,
    checks.ExclusiveMaximum: NUMBER,
    checks.MultipleOf: NUMBER,
    checks.MinItems: ARRAY,
    checks.MaxItems: ARRAY,
    checks.UniqueItems: ARRAY,
    checks.PrefixItems: ARRAY,
    checks.Items: ARRAY,
    checks.Contains: ARRAY,
    checks.UnevaluatedItems: ARRAY,
    checks.MinProperties: OBJECT,
    checks.MaxProperties: OBJECT,
    checks.Required: OBJECT,
    checks.DependentRequired: OBJECT,
    checks.Properties: OBJECT,
    checks.PatternProperties: OBJECT,
    checks.AdditionalProperties: OBJECT,
    checks.PropertyNames: OBJECT,
    checks.DependentSchemas: OBJECT,
    checks.UnevaluatedProperties: OBJECT,
}
"""The types of instance that a check says anything about; those not named look at every instance."""


class Condition(NamedTuple):
    """A boolean expression and its opposite, each an operand that `and` and `or` can join."""

    holds: Code
    fails: Code


ALWAYS: Final = Condition(literal(True), literal(False))
NEVER: Final = Condition(literal(False), literal(True))


def called(holds: Code) -> Condition:
    """The condition of an expression that `not` can stand before."""
    return Condition(holds, code("not {}", holds))


def everything(conditions: Sequence[Condition]) -> Condition:
    """All of the conditions, as one."""
    if not conditions:
        return ALWAYS
    if len(conditions) == 1:
        return conditions[0]
    return Condition(
        code("({})", join(" and ", (each.holds for each in conditions))),
        code("({})", join(" or ", (each.fails for each in conditions))),
    )


def is_type(types: Iterable[str], value: Code, unit: Unit, *, integral_floats: bool = True) -> Condition:
    """Whether the value has one of the JSON types (validation, section 6.1.1)."""
    wanted = set(types)
    if "number" in wanted:
        wanted.discard("integer")
    holds: list[Code] = []
    fails: list[Code] = []
    for json_type in _CLASSES:
        if json_type in wanted:
            exact = _exactly(json_type, value)
            holds.append(exact.holds)
            fails.append(exact.fails)
    if "null" in wanted:
        holds.append(code("{} is None", value))
        fails.append(code("{} is not None", value))
    if "integer" in wanted and integral_floats:
        is_integer = unit.library("is_integer")
        holds.append(code("type({v}) is int or {f}({v})", v=value, f=is_integer))
        fails.append(code("type({v}) is not int and not {f}({v})", v=value, f=is_integer))
    elif "integer" in wanted:
        holds.append(code("type({}) is int", value))
        fails.append(code("type({}) is not int", value))
    if "number" in wanted:
        is_number = unit.library("is_number")
        # A float is compared with itself to leave out NaN and the infinities.
        quick = code("type({v}) is float and {v} - {v} == 0.0", v=value)
        holds.append(code("({q}) or type({v}) is int or {f}({v})", v=value, f=is_number, q=quick))
        fails.append(
            code("not ({q}) and type({v}) is not int and not {f}({v})", v=value, f=is_number, q=quick)
        )
    if not holds:
        return NEVER
    asks = "number" in wanted or ("integer" in wanted and integral_floats)
    if not asks and wanted - {"null", "boolean"}:
        derived = _derives(value, unit)
        holds.append(derived.holds)
        fails.append(derived.fails)
    if len(holds) == 1 and not asks:
        return Condition(holds[0], fails[0])
    return Condition(code("({})", join(" or ", holds)), code("({})", join(" and ", fails)))


_CLASSES: Final = {"string": "str", "array": "list", "object": "dict", "boolean": "bool"}


def _exactly(json_type: str, value: Code) -> Condition:
    """Whether the value is of the class itself: one of a derived class may say anything of itself."""
    only = name(_CLASSES[json_type])
    return Condition(code("type({}) is {}", value, only), code("type({}) is not {}", value, only))


def _derives(value: Code, unit: Unit) -> Condition:
    """What is asked where no class fits: it refuses to look at a value of a derived class."""
    return called(code("{}({})", unit.library("derives"), value))


def guard(types: frozenset[str], value: Code, unit: Unit) -> Condition:
    """Whether an instance of any type is one that a check for `types` looks at."""
    derived = _derives(value, unit)
    if types == NUMBER:
        return Condition(
            code("(type({v}) is int or type({v}) is float or {d})", v=value, d=derived.holds),
            code("(type({v}) is not int and type({v}) is not float and {d})", v=value, d=derived.fails),
        )
    (only,) = types
    exact = _exactly(only, value)
    return Condition(
        code("({} or {})", exact.holds, derived.holds), code("({} and {})", exact.fails, derived.fails)
    )


def name_matches(pattern: Pattern, each: Code, unit: Unit, suggestion: str) -> Code:
    """Whether the name of a property matches; what is no string, and so is no name in JSON, does not."""
    test = unit.pattern_test(pattern, each, suggestion)
    if test.text == "True":
        return test
    return code(
        "({} and {})", guard(STRING, each, unit).holds, code("({})", test) if " or " in test.text else test
    )


def leaf(
    check: Check, value: Code, known: frozenset[str], unit: Unit, suggestion: str
) -> list[Condition] | None:
    """The conditions of a check on a value of a type that it applies to; None if it is no leaf.

    `known` holds the types that the value can have by now.
    """
    match check:
        case checks.Type(types=types, integral_floats=integral_floats):
            return [is_type(types, value, unit, integral_floats=integral_floats)]
        case checks.Enum(values=values):
            return [among(values, value, known, unit, suggestion)]
        case checks.Const(value=const):
            return [among((const,), value, known, unit, suggestion)]
        case checks.Minimum(limit=limit):
            return [_at_least(value, limit)]
        case checks.Maximum(limit=limit):
            return [_at_most(value, limit)]
        case checks.ExclusiveMinimum(limit=limit):
            above = _at_most(value, limit)
            return [Condition(above.fails, above.holds)]
        case checks.ExclusiveMaximum(limit=limit):
            below = _at_least(value, limit)
            return [Condition(below.fails, below.holds)]
        case checks.MultipleOf(divisor=divisor):
            if divisor == 1 and known <= frozenset(("integer",)):
                return []
            return [called(code("{}({}, {})", unit.library("is_multiple"), value, literal(divisor)))]
        case checks.MinLength(limit=limit) | checks.MinItems(limit=limit) | checks.MinProperties(limit=limit):
            return [_at_least(code("len({})", value), limit)] if limit > 0 else []
        case checks.MaxLength(limit=limit) | checks.MaxItems(limit=limit) | checks.MaxProperties(limit=limit):
            return [_at_most(code("len({})", value), limit)]
        case checks.Pattern(pattern=pattern):
            test = unit.pattern_test(pattern, value, suggestion)
            return [] if test.text == "True" else [called(code("({})", test) if " " in test.text else test)]
        case checks.Format(format=form):
            return [format_condition(form.function, form.home_module, value, unit)]
        case checks.ContentEncoding():
            return [called(code("{}({})", unit.library("is_base64"), value))]
        case checks.ContentMediaType(encoding=encoding):
            return [called(code("{}({}, {})", unit.library("is_json_content"), value, literal(encoding)))]
        case checks.UniqueItems():
            unique = code("{}({})", unit.library("are_unique"), value)
            short = code("len({}) < 2", value)
            return [Condition(code("({} or {})", short, unique), code("not ({} or {})", short, unique))]
        case checks.Required(names=names):
            return has_names(value, names, unit, suggestion)
        case checks.Endless():
            return [NEVER]
        case checks.DependentRequired(names=dependent):
            return [_dependent(value, each, names) for each, names in dependent.items() if names]
    return None


def _at_least(value: Code, limit: float) -> Condition:
    return Condition(code("{} >= {}", value, literal(limit)), code("{} < {}", value, literal(limit)))


def _at_most(value: Code, limit: float) -> Condition:
    return Condition(code("{} <= {}", value, literal(limit)), code("{} > {}", value, literal(limit)))


def _dependent(value: Code, present: str, names: Sequence[str]) -> Condition:
    missing = [_lacks(value, each) for each in names]
    all_there = join(" and ", (_has(value, each) for each in names))
    return Condition(
        code("({} or {})" if len(names) == 1 else "({} or ({}))", _lacks(value, present), all_there),
        code(
            "({} and {})" if len(names) == 1 else "({} and ({}))", _has(value, present), join(" or ", missing)
        ),
    )


def _has(value: Code, property_name: str) -> Code:
    return code("{} in {}", literal(property_name), value)


def _lacks(value: Code, property_name: str) -> Code:
    return code("{} not in {}", literal(property_name), value)


def has_names(value: Code, names: Sequence[str], unit: Unit, suggestion: str) -> list[Condition]:
    """Whether the object has all these properties."""
    if len(names) <= 3:
        return [Condition(_has(value, each), _lacks(value, each)) for each in names]
    required = unit.constant(f"{suggestion}_required", code("frozenset({})", sequence(names)))
    return [called(code("({} <= {}.keys())", required, value))]


def among(
    values: Sequence[object], value: Code, known: frozenset[str], unit: Unit, suggestion: str
) -> Condition:
    """Whether the value equals one of `values` (validation, sections 6.1.2 and 6.1.3), in JSON equality."""
    families: dict[str, list[object]] = {}
    for each in values:
        families.setdefault(_FAMILY_OF[type_of(each)], []).append(each)
    alternatives: list[Condition] = []
    for family, members in families.items():
        types = _FAMILIES[family]
        if not known & types:
            continue
        if family == "container":
            equal = unit.library("equal")
            alternatives.extend(
                called(code("{}({}, {})", equal, unit.value(suggestion, each), value)) for each in members
            )
        elif family == "scalar":
            alternatives.extend(
                Condition(code("{} is {}", value, each), code("{} is not {}", value, each))
                for each in map(literal, dict.fromkeys(members))
            )
        else:
            member = _member(members, value, unit, suggestion)
            looked_at = [] if known <= types else [guard(types, value, unit)]
            alternatives.append(everything([*looked_at, member]))
    if not alternatives:
        return NEVER
    if len(alternatives) == 1:
        return alternatives[0]
    return Condition(
        code("({})", join(" or ", (each.holds for each in alternatives))),
        code("({})", join(" and ", (each.fails for each in alternatives))),
    )


def _member(members: Sequence[object], value: Code, unit: Unit, suggestion: str) -> Condition:
    if len(members) == 1:
        only = literal(members[0])
        return Condition(code("{} == {}", value, only), code("{} != {}", value, only))
    stored = unit.constant(f"{suggestion}_values", code("frozenset({})", sequence(members)))
    return Condition(code("{} in {}", value, stored), code("{} not in {}", value, stored))


_FAMILIES: Final = {
    "string": STRING,
    "number": NUMBER,
    "scalar": frozenset(("null", "boolean")),
    "container": ARRAY | OBJECT,
}
_FAMILY_OF: Final = {each: family for family, types in _FAMILIES.items() for each in types}


def format_condition(function: str, home: str, value: Code, unit: Unit) -> Condition:
    """Whether the string has the format; a function of one short expression is written out."""
    from holotype.compiler.emission.library import inline_body  # which reads the library whole

    inline = inline_body(function, home, value.text)
    if inline is None:
        return called(code("{}({})", unit.library(function, home), value))
    for each in inline.names:
        unit.library(each, home)
    return called(code("({})", own(inline.text)))
