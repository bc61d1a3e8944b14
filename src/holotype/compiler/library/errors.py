"""What a validator says of an instance: `Error`, and the exception that carries errors."""

from __future__ import annotations

import sys
from typing import Literal, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Error(NamedTuple):
    """One finding about one instance; locations are JSON Pointers (RFC 6901), absolute ones URIs.

    `keyword_location` follows `$ref`s as they were taken, `absolute_keyword_location` names the schema
    (JSON Schema 2020-12, section 12.3).  `severity` is "error" or "warning".  `causes` holds, for anyOf
    and oneOf, what is wrong with the alternative that is explained, where the message does not say it all.
    """

    instance_location: str
    keyword_location: str
    absolute_keyword_location: str
    keyword: str
    message: str
    severity: Literal["error", "warning"] = "error"
    hint: str | None = None
    causes: tuple[Error, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return pickled_as(type(self)), tuple(self)

    def __copy__(self) -> Error:
        return self

    def __deepcopy__(self, memo: object) -> Error:
        return self


def in_one_line(error: Error) -> str:
    """The error in one line, with the first of its causes that has none itself."""
    text = f"{error.instance_location or '(root)'}: {error.message}"
    hint, more, cause = error.hint, 0, error
    while cause.causes:
        more += len(cause.causes) - 1
        cause = cause.causes[0]
        hint = hint or cause.hint
    if cause is not error:
        below = cause.instance_location[len(error.instance_location) :]
        text += f": {f'at {below}: ' if below else ''}{cause.message}"
        text += f" (and {more} more)" if more else ""
    return f"{text} ({hint})" if hint else text


class ValidationError(ValueError):
    """The instance is not valid; `errors` has every error of severity "error", in the order of the schema."""

    def __init__(self, errors: tuple[Error, ...]) -> None:
        self.errors = errors
        super().__init__("\n".join(map(in_one_line, errors)))

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are built anew from their `args`, which hold the sentence alone.
        return pickled_as(type(self)), (self.errors,), self.__dict__

    def __copy__(self) -> ValidationError:
        copied = type(self)(self.errors)
        copied.__dict__.update(self.__dict__)
        return copied

    def __deepcopy__(self, memo: object) -> ValidationError:
        return self.__copy__()


PICKLED_AS: dict[type, Any] = {}


def pickled_as(own: type) -> Any:
    """The class that takes the place of `own` in a pickle.

    A process that unpickles finds a class by the name of its module.  A module that was executed, or loaded
    from a file under a name of its own, is found nowhere, and an error that cannot be unpickled brings a pool
    of processes down: Holotype's own class stands for it where Holotype has been imported, which is not done
    from here.
    """
    found = PICKLED_AS.get(own)
    if found is None:
        found = own
        if not is_found_by_name(own):
            found = getattr(sys.modules.get("holotype"), own.__name__, own)
        PICKLED_AS[own] = found
    return found


def is_found_by_name(own: type) -> bool:
    """Whether importing the module of the class, in any process, gives the class."""
    module = sys.modules.get(own.__module__)
    if getattr(module, own.__name__, None) is not own:
        return False
    package = sys.modules.get(own.__module__.rpartition(".")[0])
    for finder in sys.meta_path:
        spec = finder.find_spec(own.__module__, getattr(package, "__path__", None))
        if spec is not None:
            return spec.origin == getattr(module, "__file__", None)
    return False
