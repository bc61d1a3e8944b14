"""Which names the modules of the library define, from their text: reading it whole takes far longer."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Final

HOMES: Final = (
    "holotype.compiler.library.errors",
    "holotype.compiler.library.numbers",
    "holotype.compiler.library.content",
    "holotype.compiler.library.equality",
    "holotype.compiler.library.messages",
    "holotype.compiler.library.reports",
    "holotype.compiler.library.findings",
    "holotype.compiler.library.branches",
    "holotype.compiler.library.alternatives",
    "holotype.compiler.library.nulls",
    "holotype.compiler.library.depth",
    "holotype.compiler.library.derived",
    "holotype.compiler.library.remembering",
)
"""The modules whose names an emitter may ask for without saying where they are."""

_HOUSE: Final = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
_DEFINED: Final = re.compile(
    r"^(?:(?:def|class) (\w+)|(?!TYPE_CHECKING)(\w+)(?:: [^\n=]+)? = )", re.MULTILINE
)
_IMPORTED: Final = re.compile(
    r"^(?:import|from (?!holotype\.|__future__)[\w.]+ import) (?:\(([^)]+)\)|([^\n(]+))", re.MULTILINE
)


@cache
def defined(module: str) -> frozenset[str]:
    """The names that a module of the library defines at its top level."""
    return frozenset(function or constant for function, constant in _DEFINED.findall(_text(module)))


@cache
def home_of(name: str) -> str:
    """The module of the library that defines `name`.  Raises `LookupError` for an unknown name."""
    for home in HOMES:
        if name in defined(home):
            return home
    raise LookupError(f"the library defines no {name}")


@cache
def every_name() -> frozenset[str]:
    """The names that the library's modules define or import: no schema's function may take one of them."""
    from holotype.compiler.formats.table import ALL_FORMATS

    homes = {*HOMES, *(each.home_module for each in ALL_FORMATS)}
    return frozenset(name for home in homes for name in (*defined(home), *_imported(home)))


def _imported(module: str) -> frozenset[str]:
    names = (several or one for several, one in _IMPORTED.findall(_text(module)))
    bound = (each.split(" as ")[-1].strip() for listed in names for each in listed.split(","))
    return frozenset(each.partition(".")[0] for each in bound if each)


def _text(module: str) -> str:
    with open(os.path.join(_HOUSE, *module.split(".")[1:]) + ".py", encoding="utf-8") as file:
        return file.read()
