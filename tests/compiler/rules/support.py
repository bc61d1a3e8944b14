"""What a schema declares, from a small schema; and rules run as an emitted validator runs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from holotype.compiler.emission.fragments import Code, code, name
from holotype.compiler.library.equality import equal
from holotype.compiler.library.messages import show
from holotype.compiler.rules import Declaration, RuleCheck, Scope, message, parse_rules, violation
from holotype.compiler.rules.runtime import contains, exact, plain_number
from holotype.contract import Rule

ABSENT = object()
EVERY_TYPE = ("null", "boolean", "integer", "number", "string", "array", "object")


class Declared(NamedTuple):
    types: frozenset[str]
    values: tuple[object, ...] | None
    properties: Mapping[str, Declared]
    formats: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.properties)

    def child(self, name: str) -> Declaration | None:
        return self.properties.get(name)


def declared(schema: Mapping[str, Any]) -> Declared:
    """What `schema` says with type, enum, format and properties alone."""
    types = schema.get("type", EVERY_TYPE)
    properties = {name: declared(each) for name, each in schema.get("properties", {}).items()}
    values = schema.get("enum")
    return Declared(
        frozenset([types] if isinstance(types, str) else types),
        None if values is None else tuple(values),
        properties,
        frozenset([schema["format"]] if "format" in schema else ()),
    )


def properties(**schemas: Any) -> Declared:
    """An object whose properties have the given types, or schemas."""
    return declared(
        {
            "type": "object",
            "properties": {
                name: each if isinstance(each, dict) else {"type": each} for name, each in schemas.items()
            },
        }
    )


def parsed(root: Declared, assertion: str, when: str | None = None, **others: Any) -> RuleCheck:
    (check,) = parse_rules([Rule("a-rule", assertion, when, **others)], root)
    return check


def scope_of(check: RuleCheck, prefix: str) -> Scope:
    names = {read.path: name(f"{prefix}_{index}") for index, read in enumerate(check.reads)}
    return Scope(
        names,
        lambda path: code("{} is not ABSENT", names[path]),
        lambda path: code("{} is ABSENT", names[path]),
    )


def source(check: RuleCheck) -> str:
    """The violation, with each property's own name (its path, joined by underscores) for its value."""
    names = {read.path: name("_".join(read.path)) for read in check.reads}
    return str(
        violation(
            check,
            Scope(
                names,
                lambda path: code("{} is not ABSENT", names[path]),
                lambda path: code("{} is ABSENT", names[path]),
            ),
        )
    )


def violated(check: RuleCheck, instance: Any, prefix: str = "value") -> str | None:
    """The message for an instance that violates the rule; None if it does not, or the rule says nothing.

    `prefix` is what the names of local variables begin with: long ones make for source of many lines.
    """
    values = [_value(instance, read.path) for read in check.reads]
    for index, read in enumerate(check.reads):
        value = values[index]
        if read.needed and value is ABSENT:
            return None
        if read.integral and isinstance(value, float):
            values[index] = int(value)
    scope = scope_of(check, prefix)
    variables = {f"{prefix}_{index}": value for index, value in enumerate(values)}
    if not _run(violation(check, scope), variables):
        return None
    text = _run(message(check, scope), variables)
    assert isinstance(text, str)
    return text


def _value(instance: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        if not isinstance(instance, dict) or step not in instance:
            return ABSENT
        instance = instance[step]
    return instance


def _run(expression: Code, variables: dict[str, Any]) -> Any:
    """Run the expression as part of a module that has nothing but what rules call."""
    library = {
        "equal": equal,
        "show": show,
        "contains": contains,
        "exact": exact,
        "plain_number": plain_number,
        "ABSENT": ABSENT,
        "__builtins__": {"len": len},
    }
    return eval(str(expression), library | variables)
