"""Nulls that count as absent: `strip`, over a table of what is declared where."""

from __future__ import annotations

from holotype.compiler.library.errors import Error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

# Stands for a property that is not there.
ABSENT: Any = object()
# Stands for a property that is there and fails its own schema.
INVALID: Any = object()


def absent_for(nulls: str) -> Any:
    """What reading a property gives when it counts as absent.  Raises ValueError for an unknown mode."""
    if nulls == "reject":
        return ABSENT
    if nulls == "absent":
        return None
    raise ValueError(f'nulls is "reject" or "absent", not {nulls!r}')


class Declared:
    """What one schema declares for an object or an array, as indexes of other `Declared` in a table.

    `properties` maps a name to the schema's index and whether it refuses null; -1 is a schema in which
    nothing is to be stripped.
    """

    __slots__ = ("additional", "in_place", "items", "patterns", "prefix", "properties", "required")

    def __init__(
        self,
        in_place: Sequence[int] = (),
        properties: dict[str, tuple[int, bool]] | None = None,
        required: Iterable[str] = (),
        patterns: Sequence[tuple[Callable[[str], object], int, bool]] = (),
        additional: tuple[int, bool] | None = None,
        prefix: Sequence[int] = (),
        items: int = -1,
    ) -> None:
        self.in_place = in_place
        self.properties = properties or {}
        self.required = frozenset(required)
        self.patterns = patterns
        self.additional = additional
        self.prefix = prefix
        self.items = items


def strip_nulls(value: Any, places: Sequence[int], table: Sequence[Declared]) -> Any:
    """`value` without the nulls that count as absent; the same object when there are none."""
    if not issubclass(type(value), (dict, list)):
        return value
    declared = []
    seen = set()
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        if place >= 0 and place not in seen:
            seen.add(place)
            declared.append(table[place])
            waiting.extend(table[place].in_place)
    if not declared:
        return value
    if issubclass(type(value), list):
        return strip_items(value, declared, table)
    stripped: dict[str, Any] | None = None
    for name, item in dict.items(value):
        below = []
        named = refused = required = False
        for each in declared:
            required = required or name in each.required
            matched = False
            found = each.properties.get(name)
            if found is not None:
                matched = named = True
                below.append(found[0])
                refused = refused or found[1]
            for test, place, refuses in each.patterns:
                if isinstance(name, str) and test(name):
                    matched = True
                    below.append(place)
                    refused = refused or refuses
            if not matched and each.additional is not None:
                below.append(each.additional[0])
                refused = refused or each.additional[1]
        if item is None:
            if named and refused and not required:
                if stripped is None:
                    stripped = dict(dict.items(value))
                del stripped[name]
            continue
        kept = strip_nulls(item, below, table)
        if kept is not item:
            if stripped is None:
                stripped = dict(dict.items(value))
            stripped[name] = kept
    return value if stripped is None else stripped


def strip_items(value: list[Any], declared: Sequence[Declared], table: Sequence[Declared]) -> list[Any]:
    """The same for an array."""
    stripped: list[Any] | None = None
    for index, item in enumerate(list.__iter__(value)):
        below = [each.prefix[index] if index < len(each.prefix) else each.items for each in declared]
        kept = strip_nulls(item, below, table)
        if kept is not item:
            if stripped is None:
                stripped = list.copy(value)
            stripped[index] = kept
    return value if stripped is None else stripped


def hint_at_nulls(errors: Iterable[Error], lenient: Iterable[Error]) -> list[Error]:
    """The errors of reject mode; those that absent mode would not give say so in their hint."""
    kept = {(error.instance_location, error.keyword_location) for error in lenient}
    explained = []
    for error in errors:
        if (error.instance_location, error.keyword_location) not in kept:
            hint = 'with nulls="absent" a null here counts as an absent property, and this is no error'
            error = error._replace(hint=f"{error.hint}; {hint}" if error.hint else hint)
        explained.append(error)
    return explained
