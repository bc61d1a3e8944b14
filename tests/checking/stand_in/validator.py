"""An order has an `id` (a string), a `state`, perhaps `parts`, and counters that add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

HOLOTYPE = {
    "generator": "0.1.0",
    "schema": "https://holotype.invalid/order.json",
    "sha256": "0" * 64,
    "nulls": "absent",
    "formats": "assert",
    "class": "Order",
    "contract": "https://holotype.invalid/contracts/order",
    "each": "/data",
}
_SCHEMA = HOLOTYPE["schema"]
_STATES = ("OPEN", "SHIPPED")


class Error(NamedTuple):
    """One finding about one instance."""

    instance_location: str
    keyword_location: str
    absolute_keyword_location: str
    keyword: str
    message: str
    severity: Literal["error", "warning"] = "error"
    hint: str | None = None
    causes: tuple[Error, ...] = ()


def is_valid(instance: object, *, nulls: str = "absent") -> bool:
    """Whether there is no error of severity "error"."""
    return all(error.severity != "error" for error in iter_errors(instance, nulls=nulls))


def is_clean(instance: object, *, nulls: str = "absent") -> bool:
    """Whether there is no error at all."""
    return next(iter_errors(instance, nulls=nulls), None) is None


def iter_errors(instance: object, *, nulls: str = "absent") -> Iterator[Error]:
    """Every error, in the order of the schema."""
    if not isinstance(instance, dict):
        yield _error("", "/type", "type", "expected an object")
        return
    if "id" not in instance:
        yield _error("", "/required", "required", 'the property "id" is missing')
    elif not isinstance(instance["id"], str):
        yield _error("/id", "/properties/id/type", "type", "expected a string")
    state = instance.get("state", "OPEN")
    if state not in _STATES:
        yield _error(
            "/state",
            "/properties/state/enum",
            "enum",
            f'"{state}" is not one of OPEN, SHIPPED',
            'write "OPEN"',
        )
    note = instance.get("note", "")
    if note is None and nulls == "reject":
        yield _error("/note", "/properties/note/type", "type", "expected a string, found null")
    part = instance.get("part")
    if isinstance(part, dict) and "size" in part:
        cause = _error(
            "/part/size", "/properties/part/anyOf/1/properties/size/type", "type", "expected a number"
        )
        yield _error(
            "/part", "/properties/part/anyOf", "anyOf", "none of the 2 alternatives fits", None, (cause,)
        )
    ordered, shipped = instance.get("ordered", 0), instance.get("shipped", 0)
    if isinstance(ordered, int) and isinstance(shipped, int) and shipped > ordered:
        yield Error(
            "",
            "/rules/shipped-within-ordered",
            f"{HOLOTYPE['contract']}#/rules/shipped-within-ordered",
            "rule",
            f"shipped ({shipped}) exceeds ordered ({ordered})",
            "warning",
            "nobody ships more than was ordered",
        )

    returned = instance.get("returned", 0)
    if isinstance(returned, int) and isinstance(shipped, int) and returned > shipped:
        yield Error(
            "",
            "/rules/returned-within-shipped",
            f"{HOLOTYPE['contract']}#/rules/returned-within-shipped",
            "rule",
            f"returned ({returned}) exceeds shipped ({shipped})",
        )


def _error(
    instance_location: str,
    keyword_location: str,
    keyword: str,
    message: str,
    hint: str | None = None,
    causes: tuple[Error, ...] = (),
) -> Error:
    absolute = f"{_SCHEMA}#{keyword_location}"
    return Error(instance_location, keyword_location, absolute, keyword, message, "error", hint, causes)
