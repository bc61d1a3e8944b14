"""Holotype: JSON Schema compiled to validators, typed models and documentation.

The names below are imported when they are first used (PEP 562), so that importing the package, or one of
its commands, costs nothing that is not needed.
"""

# Nothing is imported here: with `python -m holotype` it could be a file of the current folder.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from holotype.checking import check as check
    from holotype.compiler import Validator as Validator
    from holotype.compiler import compile as compile  # noqa: A004  # the name that people know from `re`
    from holotype.compiler import compile_source as compile_source
    from holotype.compiler.library.errors import Error as Error
    from holotype.compiler.library.errors import ValidationError as ValidationError
    from holotype.contract import Rule as Rule
    from holotype.errors import ContractError as ContractError
    from holotype.errors import SchemaError as SchemaError

__version__ = "0.1.0"

_HOMES = {
    "check": "holotype.checking",
    "compile": "holotype.compiler",
    "compile_source": "holotype.compiler",
    "Validator": "holotype.compiler",
    "Error": "holotype.compiler.library.errors",
    "ValidationError": "holotype.compiler.library.errors",
    "Rule": "holotype.contract",
    "SchemaError": "holotype.errors",
    "ContractError": "holotype.errors",
}

__all__ = [
    "ContractError",
    "Error",
    "Rule",
    "SchemaError",
    "ValidationError",
    "Validator",
    "check",
    "compile",
    "compile_source",
]


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
