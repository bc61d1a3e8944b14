"""Schema and rules to the source of a validator: checks, lowering, emission.

The names below are imported when they are first used: rooms above this one often want only a corner of it.
"""

from __future__ import annotations

TYPE_CHECKING: bool = False  # with an annotation: as in the package itself
if TYPE_CHECKING:
    from holotype.compiler.compilation import compile as compile  # noqa: A004  # as in `re`
    from holotype.compiler.compilation import compile_contract as compile_contract
    from holotype.compiler.compilation import compile_module as compile_module
    from holotype.compiler.compilation import compile_source as compile_source
    from holotype.compiler.compilation import warn_of as warn_of
    from holotype.compiler.validator import Validator as Validator

_HOMES = {
    "Validator": "holotype.compiler.validator",
    "compile": "holotype.compiler.compilation",
    "compile_contract": "holotype.compiler.compilation",
    "compile_module": "holotype.compiler.compilation",
    "compile_source": "holotype.compiler.compilation",
    "warn_of": "holotype.compiler.compilation",
}

__all__ = ["Validator", "compile", "compile_contract", "compile_module", "compile_source", "warn_of"]


if not TYPE_CHECKING:  # so that a misspelt name is an error to a type checker

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
