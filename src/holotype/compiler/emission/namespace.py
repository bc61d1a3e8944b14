"""The names of a module in memory, where functions that are not written yet have others stand in for them."""

from __future__ import annotations

from importlib import import_module
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from holotype.compiler.emission.unit import Kind

NAME: Final = "holotype_validator"
"""What the functions say that their module is."""

_LINK: Final = "__link__"  # no name that a schema can give


Key = tuple["Kind", int]
"""A function, whatever it is called: what it tells, and the number of its node."""


def _stand_in(*arguments: Any, function: str) -> Any:
    return __link__(function)(*arguments)  # type: ignore[name-defined]  # noqa: F821  # of its own namespace


class Written(NamedTuple):
    """What has been written of a module, as values that `marshal` takes.

    `library` has pairs of a name and its home, `imports` statements, `functions` the names of those that were
    asked for, `codes` the definitions in their order, `keys` the functions that were written.
    """

    library: tuple[tuple[str, str], ...]
    imports: tuple[str, ...]
    functions: tuple[str, ...]
    codes: tuple[CodeType, ...]
    keys: tuple[Key, ...]


class Namespace:
    """The `names` of one module: a plain dict, for Python looks up globals quickly in no other.

    `link` is given the name of a function that is called and not written, and gives the function.
    """

    def __init__(self, link: Callable[[str], Any]) -> None:
        self.names: dict[str, Any] = {"__name__": NAME, _LINK: link}

    def take(self, identifier: str, home: str) -> None:
        """Take a name of the library; what the library keeps of an instance is each module's own."""
        found = getattr(import_module(home), identifier)
        self.names[identifier] = {} if isinstance(found, dict) and not found else found

    def stand_in(self, function: str) -> None:
        """Have a function of this name, which has the real one written when it is called, and becomes it."""
        made = FunctionType(_stand_in.__code__, self.names, function)
        made.__kwdefaults__ = {"function": function}
        self.names[function] = made

    def run(self, code: CodeType, standing_in: Container[str]) -> None:
        """Execute definitions: functions become what stands in for them, so that tables, too, have them."""
        defined: dict[str, Any] = {}
        exec(code, self.names, defined)
        for name, value in defined.items():
            known = self.names.get(name)
            if name in standing_in and isinstance(known, FunctionType):
                known.__code__, known.__kwdefaults__ = value.__code__, value.__kwdefaults__
                known.__doc__ = value.__doc__
            else:
                self.names[name] = value
