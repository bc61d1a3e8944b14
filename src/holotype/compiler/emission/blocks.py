"""The two shapes of statements that predicates are made of: return False if, and do for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from holotype.compiler.emission.conditions import Condition
from holotype.compiler.emission.fragments import Code, code, indent, lines, unwrapped
from holotype.compiler.emission.unit import all_of, any_of

FAIL: Final = code("return False")


def for_each(item: Code, source: Code, block: list[Code]) -> Iterator[Code]:
    """The block for each item; nothing for an empty block."""
    if block:
        yield code("for {} in {}:\n{}", item, source, indent(lines(block)))


def for_each_item(each: Code, item: Code, value: Code, block: list[Code]) -> Iterator[Code]:
    """The block for each name and value of an object; nothing for an empty block."""
    if block:
        yield code("for {}, {} in {}.items():\n{}", each, item, value, indent(lines(block)))


def fail_if(conditions: list[Condition], there: Code | None = None) -> Code:
    """Return False if one of the conditions fails, for a value that is `there`."""
    fails = any_of([each.fails for each in conditions])
    if there is not None:
        fails = there if fails.text == "True" else all_of((there, _operand(fails, len(conditions))))
    if fails.text == "True":
        return FAIL
    return code("if {}:\n{}", unwrapped(fails), indent(FAIL))


def _operand(fails: Code, count: int) -> Code:
    """What fails, as an operand of `and`."""
    if count > 1:
        return fails if fails.text.startswith("(\n") else code("({})", fails)
    return fails if " or " in fails.text else unwrapped(fails)
