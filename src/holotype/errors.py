"""The exceptions that Holotype raises about what it was given to work with."""

from __future__ import annotations


class HolotypeError(Exception):
    """The base of this module's exceptions; its text is a sentence for the person who gave the input."""


class SchemaError(HolotypeError):
    """A schema cannot be compiled.

    ``location`` is where it stands: a URI whose fragment is a JSON Pointer (RFC 6901), or the URI of a
    document that is missing.  `shown` is False for a message that names the place in words of its own.
    """

    def __init__(self, message: str, location: str = "", *, shown: bool = True) -> None:
        super().__init__(f"{location}: {message}" if location and shown else message)
        self.message = message
        self.location = location


class ContractError(HolotypeError):
    """A contract is wrong.  ``file`` is its path, ``key`` the place in it (``rules[2].assert``)."""

    def __init__(self, message: str, file: str = "", key: str = "") -> None:
        place = ": ".join(part for part in (file, key) if part)
        super().__init__(f"{place}: {message}" if place else message)
        self.message = message
        self.file = file
        self.key = key
