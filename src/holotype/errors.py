"""The exceptions that Holotype raises about what it was given to work with."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_MISTAKES = 100
"""Mistakes of one schema, or of one configuration, that are shown."""
AND_MORE = f"there are more mistakes; only {MOST_MISTAKES} are shown"


class HolotypeError(Exception):
    """The base of this module's exceptions; its text is a sentence for the person who gave the input."""


class SchemaError(HolotypeError):
    """A schema cannot be compiled.

    ``location`` is where it stands: a URI whose fragment is a JSON Pointer (RFC 6901), or the URI of a
    document that is missing.  `shown` is False for a message that names the place in words of its own.
    `further` holds the locations and messages of more mistakes; each is a line of the text, and one that has
    no location may be about all of them.
    """

    def __init__(
        self, message: str, location: str = "", *, shown: bool = True, further: Iterable[tuple[str, str]] = ()
    ) -> None:
        self.message = message
        self.location = location
        self.further = tuple(further)
        mistakes = ((location, message), *self.further)
        super().__init__("\n".join(f"{at}: {says}" if at and shown else says for at, says in mistakes))

    @classmethod
    def together(cls, mistakes: Sequence[tuple[str, str]]) -> SchemaError:
        """The error for mistakes, each a location and a message, of which `MOST_MISTAKES` are shown."""
        (location, message), *further = mistakes[:MOST_MISTAKES]
        if len(mistakes) > MOST_MISTAKES:
            further.append(("", AND_MORE))
        return cls(message, location, further=further)


class ContractError(HolotypeError):
    """A contract is wrong.  ``file`` is its path, ``key`` the place in it (``rules[2].assert``)."""

    def __init__(self, message: str, file: str = "", key: str = "") -> None:
        place = ": ".join(part for part in (file, key) if part)
        super().__init__(f"{place}: {message}" if place else message)
        self.message = message
        self.file = file
        self.key = key
