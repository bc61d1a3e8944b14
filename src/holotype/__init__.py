"""Holotype: JSON Schema compiled to validators, typed models and documentation.

The names below are imported when they are first used (PEP 562), so that importing the package, or one of
its commands, costs nothing that is not needed.
"""

# Nothing is imported here: with `python -m holotype` it could be a file of the current folder.
# The annotation is for jedi, which takes the branch of a plain False for one that is never taken.
TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from holotype.checking import Diagnostic as Diagnostic
    from holotype.checking import check as check
    from holotype.compiler import Validator as Validator
    from holotype.compiler import compile as compile  # noqa: A004  # the name that people know from `re`
    from holotype.compiler import compile_source as compile_source
    from holotype.compiler.library.errors import Error as Error
    from holotype.compiler.library.errors import ValidationError as ValidationError
    from holotype.contract import Rule as Rule
    from holotype.documents import InputError as InputError
    from holotype.errors import ContractError as ContractError
    from holotype.errors import HolotypeError as HolotypeError
    from holotype.errors import SchemaError as SchemaError

__version__ = "0.1.0"

_HOMES = {
    "Diagnostic": "holotype.checking",
    "check": "holotype.checking",
    "compile": "holotype.compiler",
    "compile_source": "holotype.compiler",
    "Validator": "holotype.compiler",
    "Error": "holotype.compiler.library.errors",
    "ValidationError": "holotype.compiler.library.errors",
    "Rule": "holotype.contract",
    "InputError": "holotype.documents",
    "ContractError": "holotype.errors",
    "HolotypeError": "holotype.errors",
    "SchemaError": "holotype.errors",
}

__all__ = [
    "ContractError",
    "Diagnostic",
    "Error",
    "HolotypeError",
    "InputError",
    "Rule",
    "SchemaError",
    "ValidationError",
    "Validator",
    "check",
    "compile",
    "compile_source",
]


# A type checker that saw it would take any name for one of this module's.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(home), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
