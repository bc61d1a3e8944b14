"""The output formats (2020-12 core, section 12.4), made from a tree of output units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from holotype.compiler.output.units import NO_ANNOTATION, Unit
from holotype.schema.values import plain

Output = dict[str, Any]

MAXIMUM_UNITS: Final = 1_000_000


def flag(root: Unit) -> Output:
    """The verdict alone (section 12.4.1)."""
    return {"valid": root.valid}


def basic(root: Unit) -> Output:
    """A list of what explains the verdict, errors or annotations (section 12.4.2).

    It has the units of `detailed`, in their order.  Of those that only hold others, the invalid ones are
    listed with a sentence that says so; among annotations they would say nothing.
    """
    _refuse_large(root.telling)
    nested = _nested(root)
    listed = []
    waiting = [_explained(root, "")] if root.telling else []
    while waiting:
        each = waiting.pop()
        waiting.extend(reversed(each.pop(nested, ())))
        if not root.valid:
            each.setdefault("error", "this does not hold, as the errors that follow explain")
        if "error" in each or "annotation" in each:
            listed.append(each)
    return {**_head(root, ""), nested: listed}


def detailed(root: Unit) -> Output:
    """A tree of what explains the verdict, units with a single one below them left out (section 12.4.3)."""
    if not root.telling:
        return _head(root, "")
    _refuse_large(root.telling)
    found = _explained(root, "")
    return found if found["keywordLocation"] == "" else {**_head(root, ""), _nested(root): [found]}


def verbose(root: Unit) -> Output:
    """A tree of everything that was applied (section 12.4.4)."""
    _refuse_large(root.size)
    return _everything(root, "", True)


FORMATS: Final[Mapping[str, Callable[[Unit], Output]]] = {
    "flag": flag,
    "basic": basic,
    "detailed": detailed,
    "verbose": verbose,
}


def _refuse_large(units: int) -> None:
    if units > MAXIMUM_UNITS:
        raise ValueError(
            f"the output has more than {MAXIMUM_UNITS:,} units, because the instance is large or the schema "
            'applies the same subschemas in many ways; ask for the format "flag"'
        )


def _head(unit: Unit, keyword_location: str) -> Output:
    return {
        "valid": unit.valid,
        "keywordLocation": keyword_location,
        "absoluteKeywordLocation": unit.absolute_keyword_location,
        "instanceLocation": unit.instance_location,
    }


def _nested(unit: Unit) -> str:
    return "annotations" if unit.valid else "errors"


def _explained(unit: Unit, keyword_location: str) -> Output:
    """The unit with what explains its verdict; in its place the one that does, where it only holds that."""
    explaining = []
    if unit.error is None:
        for path, each in unit.nested:
            if each.valid == unit.valid and each.telling:
                explaining.append(_explained(each, keyword_location + path))
    own = _own(unit, unit.valid)
    if len(explaining) == 1 and not own:
        return explaining[0]
    return {**_head(unit, keyword_location), **own, **({_nested(unit): explaining} if explaining else {})}


def _everything(unit: Unit, keyword_location: str, is_kept: bool) -> Output:
    is_kept = is_kept and unit.valid
    nested = []
    for path, each in unit.nested:
        nested.append(_everything(each, keyword_location + path, is_kept))
    below = {_nested(unit): nested} if nested else {}
    return {**_head(unit, keyword_location), **_own(unit, is_kept), **below}


def _own(unit: Unit, is_kept: bool) -> Output:
    """The unit's own error, or its annotation: those of invalid schemas are dropped (section 7.7.1.2)."""
    own: Output = {}
    if unit.error is not None:
        own["error"] = unit.error
    if is_kept and unit.annotation is not NO_ANNOTATION:
        own["annotation"] = plain(unit.annotation, unit.absolute_keyword_location)
    return own
