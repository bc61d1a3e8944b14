"""What rules ask of a schema: the types and the names that it declares."""

from __future__ import annotations

from typing import Final, NamedTuple, Protocol


class Declaration(Protocol):
    """What a schema says, on conjunctive paths, of every valid value at one place of an instance."""

    @property
    def types(self) -> frozenset[str]:
        """The JSON types that a valid value can have; "number" stands for numbers that are no integers."""

    @property
    def values(self) -> tuple[object, ...] | None:
        """All the values that `enum` and `const` leave; None where neither is used."""

    @property
    def formats(self) -> frozenset[str]:
        """The values of `format`, asserted or not."""

    @property
    def names(self) -> tuple[str, ...]:
        """The property names that are declared, for suggestions."""

    def child(self, name: str) -> Declaration | None:
        """What is declared of the property `name`; None if nothing is."""


class _Undeclared(NamedTuple):
    """The declaration of a property that only a contract names: nothing is known of its value."""

    types: frozenset[str] = frozenset(("null", "boolean", "integer", "number", "string", "array", "object"))
    values: tuple[object, ...] | None = None
    formats: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    def child(self, name: str) -> Declaration | None:
        return None


UNDECLARED: Final[Declaration] = _Undeclared()
