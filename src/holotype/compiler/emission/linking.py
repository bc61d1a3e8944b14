"""A validator in memory: each of its functions is written and compiled when it is first called."""

from __future__ import annotations
import __future__

import builtins
from collections.abc import Iterable
from itertools import islice
from threading import RLock
from types import CodeType
from typing import Any

from holotype.compiler.emission.fragments import Code
from holotype.compiler.emission.namespace import Key, Namespace, Written
from holotype.compiler.emission.unit import Unit, Waiting


class Linked:
    """A module that is written as far as it has been needed; `names` are what it defines.

    What takes part of the library refers to the library itself.
    """

    def __init__(self, unit: Unit, public: Iterable[Code]) -> None:
        self._unit = unit
        self._lock = RLock()
        self._unwritten: dict[str, Waiting] = {}
        self._written: dict[str, Waiting] = {}
        self._counts = dict.fromkeys(("library", "constants", "tables", "texts"), 0)
        self._imports: list[str] = []
        self._codes: list[CodeType] = []
        self._namespace = Namespace(self._link)
        self.names = self._namespace.names
        self._add(public)

    def write(self, keys: Iterable[Key]) -> None:
        """Write these functions, as far as there are such."""
        nodes = self._unit.graph.nodes
        with self._lock:
            for kind, number in keys:
                if number < len(nodes):
                    name = self._unit.function(kind, nodes[number])
                    self._add(())
                    self._link(name.text)

    def written(self) -> Written:
        """What has been written so far."""
        with self._lock:
            numbers = {id(node): number for number, node in enumerate(self._unit.graph.nodes)}
            return Written(
                tuple(self._unit.names_of_library.items()),
                tuple(self._imports),
                (*self._unwritten, *self._written),
                tuple(self._codes),
                tuple(
                    (kind, numbers[id(node)])
                    for kind, node, _ in self._written.values()
                    if id(node) in numbers
                ),
            )

    def _link(self, function: str) -> Any:
        """The function of this name, written."""
        with self._lock:
            if function in self._unwritten:
                # Where an instance has taken the stack this fails as the function itself would, and who
                # called from above asks anew, with more room: made so far down, it could not be given back.
                self._write(function)
        return self.names[function]

    def _write(self, function: str) -> None:
        # Whatever ends it early, a second time does it all: only what has been done whole is counted as done.
        waiting = self._unwritten[function]
        self._add([self._unit.written(*waiting)])
        self._written[function] = self._unwritten.pop(function)

    def _add(self, definitions: Iterable[Code]) -> None:
        unit, counts = self._unit, self._counts
        for identifier, home in islice(unit.names_of_library.items(), counts["library"], None):
            self._namespace.take(identifier, home)
        counts["library"] = len(unit.names_of_library)
        for each in sorted(unit.imports.difference(self._imports)):
            self._namespace.run(_compiled(each), ())
            self._imports.append(each)
        for waiting in unit.waiting:
            function = waiting[2].text
            if function not in self._unwritten:
                self._namespace.stand_in(function)
                self._unwritten[function] = waiting
        unit.waiting.clear()
        definitions = [*islice(unit.texts, counts["texts"], None), *definitions]
        constants = unit.constants(counts["constants"])
        tables = unit.tables(counts["tables"])
        code = _compiled("\n".join(each.text for each in (*constants, *definitions, *tables)))
        self._namespace.run(code, self._unwritten)
        self._codes.append(code)
        counts["constants"] += len(constants)
        counts["tables"] += len(tables)
        counts["texts"] = len(unit.texts)


def _compiled(text: str) -> CodeType:
    flags = __future__.annotations.compiler_flag
    code: CodeType = builtins.compile(text, "<holotype>", "exec", flags, dont_inherit=True)
    return code
