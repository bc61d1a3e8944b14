"""What a person calls a schema (a name, a file, a folder) to a validator that is ready to run."""

# Annotations are evaluated here, not kept as text: NamedTuple compiles text, at every start of the command.

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from holotype.checking.values import Examiner, Reading
from holotype.errors import SchemaError

if TYPE_CHECKING:
    from types import ModuleType

    from holotype.checking.protocols import ValidatorModule

DEFAULT_SCHEMA = "mistral_batch_job"
# The line that `holotype generate` writes into the `__init__.py` of its packages.
MARKER = "HOLOTYPE_PACKAGE"


class Origin(NamedTuple):
    """Where a validator is loaded from, as a value that can be sent to another process.

    `text` is the name of an installed package, the folder of a generated one, or the source of a module.
    """

    kind: Literal["package", "folder", "source"]
    text: str


class Setup(NamedTuple):
    """What a process needs to make itself an examiner, as a value that can be sent to it.

    `nulls` and `each` are those of the validator where they are None.
    """

    origin: Origin
    nulls: str | None
    each: str | None
    reading: Reading

    def examiner(self) -> Examiner:
        """Load the validator, and bind to it what was asked for."""
        validator = load_validator(self.origin)
        is_clean, iter_errors = validator.is_clean, validator.iter_errors
        if self.nulls is not None and self.nulls != validator.HOLOTYPE["nulls"]:
            from functools import partial

            is_clean, iter_errors = (
                partial(is_clean, nulls=self.nulls),
                partial(iter_errors, nulls=self.nulls),
            )
        reads = getattr(validator, "RULE_READS", {})
        return Examiner(is_clean, iter_errors, self.each, validator.HOLOTYPE["each"], reads)


def find_validator(
    schema: object = DEFAULT_SCHEMA,
    *,
    documents: Mapping[str, str] | None = None,
    formats: str | None = None,
    nulls: str | None = None,
) -> Origin:
    """The origin of the validator that `schema` names.

    `schema` is a path (text that ends in `.json` or `.toml`, or names a folder: a schema, a contract, a
    generated package), otherwise the name of an installed module that carries the generated marker; or it is
    a schema itself (a dict or a bool), or an object with the validator's `source`.  `documents` maps URIs to
    files that the schema refers to.  Raises `SchemaError` for what cannot be found, read or compiled, and
    `ContractError` for a contract.
    """
    if isinstance(schema, os.PathLike):
        schema = os.fspath(schema)
    if isinstance(schema, str):
        if schema.endswith(".json"):
            from holotype.documents.sources import naming, read_schema

            with naming(schema):
                return _compiled(read_schema(schema), documents, formats, nulls)
        origin = _contracted(schema) if schema.endswith(".toml") else _installed(schema)
    elif isinstance(schema, dict | bool):
        return _compiled(schema, documents, formats, nulls)
    else:
        origin = _offered(schema)
    _refuse_compile_options(origin, schema, documents, formats)
    return origin


def load_validator(origin: Origin) -> "ValidatorModule":
    """Import, or execute, the validator; the same module again for the same installed name."""
    if origin.kind == "package":
        return cast("ValidatorModule", import_module(f"{origin.text}.validator"))
    if origin.kind == "folder":
        return cast("ValidatorModule", _load_file(os.path.join(origin.text, "validator.py")))
    namespace = _new_module("holotype_compiled_validator")
    exec(compile(origin.text, "<compiled by holotype>", "exec"), namespace.__dict__)
    return cast("ValidatorModule", namespace)


def _compiled(
    schema: object, documents: Mapping[str, str] | None, formats: str | None, nulls: str | None
) -> Origin:
    from holotype.compiler import compile_source
    from holotype.documents.sources import read_schema

    given = {uri: read_schema(file) for uri, file in (documents or {}).items()}
    source = compile_source(
        schema,
        documents=given,
        formats="assert" if formats is None else formats,
        nulls="reject" if nulls is None else nulls,
    )
    return Origin("source", source)


def _contracted(file: str) -> Origin:
    from holotype.compiler import compile_contract
    from holotype.documents.sources import naming, read_contract

    contract, schema = read_contract(file)
    with naming(contract.schema_file):
        return Origin("source", compile_contract(contract, schema))


def _installed(name: str) -> Origin:
    if name == DEFAULT_SCHEMA:
        return Origin("package", name)
    if os.path.isdir(name):
        if not _is_marked(os.path.join(name, "__init__.py")):
            raise SchemaError(f"{name}: this folder is not a package that `holotype generate` wrote")
        return Origin("folder", name)
    if os.sep in name or os.path.exists(name):
        raise SchemaError(
            f"{name}: as a schema, give a JSON Schema (.json), a contract (.toml) or the folder of a "
            "generated package"
        )
    place = _place_of_module(name)
    if place is None:
        from holotype.contract.names import did_you_mean

        raise SchemaError(
            f"there is no installed module {name!r}{did_you_mean(name, _marked_modules())}; "
            "a file's name ends in .json or .toml"
        )
    if not _is_marked(place):
        raise SchemaError(f"the module {name!r} is not a package that `holotype generate` wrote")
    return Origin("package", name)


def _offered(validator: object) -> Origin:
    source = getattr(validator, "source", None)
    if isinstance(source, str):
        return Origin("source", source)
    name = getattr(validator, "__name__", "")
    package, _, last = name.rpartition(".")
    if package and last == "validator":
        return Origin("package", package)
    if hasattr(validator, MARKER):
        return Origin("package", name)
    raise SchemaError(
        f"a {type(validator).__name__} is no schema: give a name, a path, a schema, a Validator of "
        "holotype.compile, or a generated package"
    )


def _refuse_compile_options(
    origin: Origin, schema: object, documents: Mapping[str, str] | None, formats: str | None
) -> None:
    if documents:
        raise SchemaError(f"{schema}: other documents can be given for a schema (.json) only")
    if formats is not None and (built := load_validator(origin).HOLOTYPE["formats"]) != formats:
        raise SchemaError(
            f"{schema}: its formats are compiled in as {built!r}; give its schema (.json) to have {formats!r}"
        )


def _is_marked(file: str) -> bool:
    try:
        with open(file, encoding="utf-8", errors="replace") as stream:
            return any(line.startswith(MARKER) for line in stream)
    except OSError:
        return False


def _place_of_module(name: str) -> str | None:
    # Found without being imported: what is not ours must not run.
    from importlib.util import find_spec

    if not all(part.isidentifier() for part in name.split(".")):
        return None
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    return None if spec is None else spec.origin or ""


def _marked_modules() -> list[str]:
    names = []
    for folder in sys.path:
        try:
            entries = [entry.name for entry in os.scandir(folder or ".") if entry.is_dir()]
        except OSError:
            continue
        for name in entries:
            base = os.path.join(folder, name)
            if os.path.isfile(os.path.join(base, "validator.py")) and _is_marked(f"{base}/__init__.py"):
                names.append(name)
    return names


def _new_module(name: str) -> "ModuleType":
    # `type(sys)` is ModuleType; importing `types` for it would cost start-up time.
    return type(sys)(name)


def _load_file(file: str) -> "ModuleType":
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("holotype_package_validator", file)
    if spec is None or spec.loader is None:  # pragma: no cover  # only for names that do not end in .py
        raise SchemaError(f"{file}: this is not a Python module")
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except FileNotFoundError as error:
        raise SchemaError(f"{file}: the generated package has no such file; generate it again") from error
    return module
