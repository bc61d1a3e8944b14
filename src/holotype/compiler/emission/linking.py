"""A validator in memory: each of its functions is written and compiled when it is first called."""

from __future__ import annotations
import __future__

import builtins
from collections.abc import Iterable
from importlib import import_module
from itertools import islice
from threading import RLock
from types import FunctionType
from typing import Any, Final

from holotype.compiler.emission.fragments import Code
from holotype.compiler.emission.unit import Unit, Waiting
from holotype.compiler.library.depth import with_more_stack

NAME: Final = "holotype_validator"
"""What the functions say that their module is."""

_LINK: Final = "__link__"  # no name that a schema can give


def _stand_in(*arguments: Any, function: str) -> Any:
    return __link__(function)(*arguments)  # type: ignore[name-defined]  # noqa: F821  # of its own namespace


class Linked:
    """The namespace of a module that is written as far as it has been needed.

    A function that was asked for and is not written yet stands there as one that, when it is called, has
    itself written, becomes it and goes on: what refers to it, tables too, keeps it.  What takes part of the
    library refers to the library itself, but for what the library keeps of an instance.
    """

    def __init__(self, unit: Unit, public: Iterable[Code]) -> None:
        self._unit = unit
        self._lock = RLock()
        self._unwritten: dict[str, Waiting] = {}
        self._linked = dict.fromkeys(("library", "constants", "tables", "texts"), 0)
        self._imports: set[str] = set()
        self.namespace: dict[str, Any] = {"__name__": NAME, _LINK: self._link}
        self._add(public)

    def _link(self, function: str) -> Any:
        """The function of this name, written."""
        with self._lock:
            if function in self._unwritten:
                try:
                    self._write(function)
                except RecursionError:  # an instance that is nested deep has taken the stack
                    with_more_stack(self._write_with_room, (), function)
        return self.namespace[function]

    def _write_with_room(self, _: object, function: str) -> None:
        self._write(function)

    def _write(self, function: str) -> None:
        # Whatever ends it early, a second time does it all: only what has been done whole is counted as done.
        kind, node, name = self._unwritten[function]
        self._add([self._unit.written(kind, node, name)])
        del self._unwritten[function]

    def _add(self, definitions: Iterable[Code]) -> None:
        unit, linked = self._unit, self._linked
        for identifier, home in islice(unit.names_of_library.items(), linked["library"], None):
            found = getattr(import_module(home), identifier)
            self.namespace[identifier] = {} if isinstance(found, dict) and not found else found
        linked["library"] = len(unit.names_of_library)
        for each in unit.imports - self._imports:
            self._run(each)
            self._imports.add(each)
        self._unwritten.update((name.text, (kind, node, name)) for kind, node, name in unit.waiting)
        for _, _, name in unit.waiting:
            self.namespace[name.text] = self._standing_in(name.text)
        unit.waiting.clear()
        definitions = [*islice(unit.texts, linked["texts"], None), *definitions]
        constants = unit.constants(linked["constants"])
        tables = unit.tables(linked["tables"])
        self._run("\n".join(each.text for each in (*constants, *definitions, *tables)))
        linked["constants"] += len(constants)
        linked["tables"] += len(tables)
        linked["texts"] = len(unit.texts)

    def _standing_in(self, function: str) -> FunctionType:
        made = FunctionType(_stand_in.__code__, self.namespace, function)
        made.__kwdefaults__ = {"function": function}
        return made

    def _run(self, text: str) -> None:
        code = builtins.compile(
            text, "<holotype>", "exec", __future__.annotations.compiler_flag, dont_inherit=True
        )
        defined: dict[str, Any] = {}
        exec(code, self.namespace, defined)
        for name, value in defined.items():
            known = self.namespace.get(name)
            if name in self._unwritten and isinstance(known, FunctionType):
                known.__code__, known.__kwdefaults__ = value.__code__, value.__kwdefaults__
                known.__doc__ = value.__doc__
            else:
                self.namespace[name] = value
