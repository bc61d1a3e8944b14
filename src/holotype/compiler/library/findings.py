"""What has been found so far, and what has been looked at: a schema may lead to one place along many ways."""

from __future__ import annotations

from holotype.compiler.library.errors import Error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class Findings(list[Error]):
    """Errors in the order in which they are found.

    `explained` has what anyOf and oneOf said of a place, for all who ask again; it is shared between the
    lists of one instance.  The keyword locations of causes are relative to that of the error they explain.
    """

    def __init__(self, explained: dict[tuple[object, int, str], Error | None]) -> None:
        super().__init__()
        self.explained = explained
        self._seen: set[tuple[object, int, str]] = set()

    def has(self, report: object, value: Any, at: str) -> bool:
        """Whether `report` has looked at this value before: what it has to say is in the list already.

        The name of a property and its value stand at the same place, so the place alone does not tell.
        """
        key = (report, id(value), at)
        if key in self._seen:
            return True
        self._seen.add(key)
        return False


def located(errors: Iterable[Error], via: str = "") -> list[Error]:
    """The errors with the whole keyword locations of their causes."""
    found = []
    for error in errors:
        location = via + error.keyword_location
        causes = tuple(located(error.causes, location)) if error.causes else ()
        found.append(error._replace(keyword_location=location, causes=causes))
    return found
