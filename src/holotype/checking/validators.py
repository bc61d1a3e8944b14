"""What a schema is called (a name, a file, a folder) to a validator that is ready to run."""

# Annotations are evaluated here, not kept as text: NamedTuple compiles text, at every start of the command.

import os
import sys
import warnings
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.machinery import SourceFileLoader
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from holotype.checking.values import CompileOptions, Examiner, Reading, SchemaName
from holotype.errors import HolotypeError, SchemaError

if TYPE_CHECKING:
    from types import ModuleType

    from holotype.checking.compiled import CompiledFile
    from holotype.checking.judge import JudgedSchema
    from holotype.checking.protocols import ValidatorModule
    from holotype.compiler.validator import Validator

BUNDLED = "mistral_batch_job"
SCHEMA_SUFFIXES = (".json", ".yaml", ".yml", ".toml")


class Origin(NamedTuple):
    """Where a validator is loaded from, as a value that can be sent to another process.

    `text` is the name of a module that the program imported, the file of one that is executed, or the source
    of one that was compiled; `compiled` is the validator of this process, where it was compiled here.
    """

    kind: Literal["module", "file", "source", "compiled"]
    text: str
    compiled: "CompiledFile | Validator | None" = None

    def files(self) -> tuple[str, ...]:
        """The files of a schema that was compiled here."""
        return cast("CompiledFile", self.compiled).files() if self.kind == "compiled" and self.text else ()

    def keep(self) -> None:
        """Keep what was compiled of a file, where that was asked for."""
        if self.kind == "compiled" and self.text:
            cast("CompiledFile", self.compiled).keep()


class Setup(NamedTuple):
    """What a process needs to make itself an examiner, as a value that can be sent to it.

    `nulls` and `each` are those of the validator where they are None; `judged` is the schema of which
    jsonschema is asked for a second opinion, or None.
    """

    origin: Origin
    nulls: str | None
    each: str | None
    at: str
    reading: Reading
    judged: "JudgedSchema | None" = None

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
        file = _file_of(self.origin, validator)
        each = validator.HOLOTYPE["each"]
        examiner = Examiner(is_clean, iter_errors, self.each, each, reads, file, self.at)
        if self.judged is None:
            return examiner
        from holotype.checking.second_opinion import with_second_opinion

        return with_second_opinion(examiner, self.judged, validator, self.nulls)


def find_validator(
    schema: object = None,
    *,
    documents: Mapping[str, str] | None = None,
    folders: Iterable[str] = (),
    dialect: str | None = None,
    formats: str | None = None,
    nulls: str | None = None,
    cached: bool = False,
) -> Origin:
    """The origin of the validator that `schema` names; None is the bundled one.

    `schema` is a path (text that ends in `.json`, `.yaml`, `.toml`, or names a folder: schema, contract, a
    generated package), otherwise the name of an installed module that carries the generated marker; or it is
    a schema itself (a dict or a bool), or an object with the validator's `source`.  Text counts as typed by a
    person; what a configuration says comes as a `SchemaName`, and has no code run but that of the libraries
    of this Python.  `documents` maps URIs to files that the schema refers to; `dialect` is that of schemas
    without `$schema`.  Raises `SchemaError` for what cannot be found, read or compiled, and `ContractError`
    for a contract.
    """
    if schema is None:
        schema = BUNDLED
    if isinstance(schema, str | os.PathLike):
        schema = SchemaName(os.fsdecode(schema), "person")
    how = CompileOptions(documents, tuple(folders), dialect, formats, nulls)
    shown = schema
    if isinstance(schema, SchemaName):
        shown = schema.text
        if shown.endswith(SCHEMA_SUFFIXES):
            return _in_file(shown, how, cached)
        origin = _packaged(schema, cached)
    elif isinstance(schema, dict | bool):
        return _compiled(schema, how)
    else:
        origin = _offered(schema)
    _refuse_compile_options(origin, shown, how)
    return origin


def load_validator(origin: Origin) -> "ValidatorModule":
    """Import, or execute, the validator.  Raises `SchemaError` for a file that is no whole validator."""
    if origin.compiled is not None:
        return cast("ValidatorModule", getattr(origin.compiled, "validator", origin.compiled))
    if origin.kind == "file":
        return _executed(origin.text)
    if origin.kind == "module":
        return _whole(import_module(origin.text), origin.text)
    namespace = _new_module("holotype_compiled_validator")
    exec(compile(origin.text, "<compiled by holotype>", "exec"), namespace.__dict__)
    return cast("ValidatorModule", namespace)


def failure(file: str, error: BaseException) -> SchemaError | None:
    """What is said of an error that came of the validator in a file; None for one that did not.

    It was raised there or, where the validator gave what is no answer, by who asked it.  An end of the whole
    process may be asked for from outside while the validator runs.
    """
    from traceback import extract_tb

    from holotype.checking import differences, examination, records, second_opinion

    askers = [module.__file__ for module in (differences, examination, records, second_opinion)]
    frames = [frame.filename for frame in extract_tb(error.__traceback__)]
    asked_for = isinstance(error, SystemExit) and frames[-1] != file
    if isinstance(error, HolotypeError | MemoryError) or asked_for:
        return None
    if file not in frames and frames[-1] not in askers:
        return None
    return SchemaError(
        f"{file}: checking by this validator failed: {_said(error, file)}; generate the package again, and "
        "report it if that does not help"
    )


def _file_of(origin: Origin, validator: "ValidatorModule") -> str:
    """The file of a validator that another may have changed; "" for our own, and for one just compiled."""
    if origin.kind == "module":
        return getattr(validator, "__file__", None) or ""
    return origin.text if origin.kind == "file" and origin != bundled_validator() else ""


def bundled_validator() -> Origin:
    """The validator that came with this holotype: what else is called so is never taken for it."""
    home = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    if os.path.basename(home) == "src":  # a checkout
        home = os.path.join(os.path.dirname(home), "generated")
    return Origin("file", os.path.join(home, BUNDLED, "validator.py"))


def _compiled(schema: object, how: CompileOptions) -> Origin:
    from holotype.compiler import compile_module, warn_of
    from holotype.compiler.validator import Validator
    from holotype.documents.sources import read_schema

    if how.folders:
        raise SchemaError(
            "folders of other documents are for a schema that is a file: give its path, or the documents"
        )
    compiled = compile_module(
        schema,
        documents={uri: read_schema(file) for uri, file in (how.documents or {}).items()},
        dialect=how.dialect,
        formats=how.formats or "assert",
        nulls=how.nulls or "reject",
    )
    warn_of(notice.sentence for notice in compiled.notices)
    return Origin("compiled", "", Validator(*compiled))


def _in_file(file: str, how: CompileOptions, cached: bool) -> Origin:
    from holotype.checking.compiled import CompiledFile

    compiled = CompiledFile(file, how, cached=cached)
    origin = Origin("compiled", file, compiled)
    if compiled.validator.HOLOTYPE["contract"]:
        _refuse_compile_options(origin, file, how)
    for notice in compiled.notices():
        warnings.warn(notice, stacklevel=4)
    return origin


def _packaged(schema: SchemaName, cached: bool) -> Origin:
    """The validator of a generated package, by the folder or by the name.

    It is executed where a person named it, or where it is a library of this Python; otherwise what it was
    generated from is read, and compiled.
    """
    name = schema.text
    if name == BUNDLED:
        return bundled_validator()
    from holotype.checking.modules import init_file, is_marked, library_file

    typed = schema.named_by == "person"
    init = init_file(name, ask_hooks=typed)
    if os.path.isdir(name):
        if not is_marked(os.path.join(name, "__init__.py")):
            raise SchemaError(f"{name}: this folder is not a package that `holotype generate` wrote")
        if init and is_marked(init) and not os.path.samefile(os.path.dirname(init), name):
            raise SchemaError(
                f"{name}: a folder here is called so, and an installed package, {os.path.dirname(init)}; "
                f"name the one that is meant by its path, as in {os.path.join('.', name)}"
            )
        folder, library = name, None
    elif os.sep in name or os.path.lexists(name):
        problem = "" if os.path.lexists(name) else "there is nothing of that name; "
        raise SchemaError(
            f"{name}: {problem}as a schema, give a JSON Schema (.json, .yaml, .yml), a contract (.toml) or "
            "the folder of a generated package"
        )
    elif init is None:
        raise _unknown(name, typed)
    elif not is_marked(init):
        raise SchemaError(f"the module {name!r} is not a package that `holotype generate` wrote")
    else:
        folder = os.path.dirname(init)
        library = None if typed else library_file(folder)
    if typed:
        return Origin("file", os.path.join(folder, "validator.py"))
    if library is not None:
        return Origin("file", library)
    contract = os.path.join(folder, "contract.json")
    if not os.path.isfile(contract):
        raise SchemaError(f"{contract}: the generated package has no such file; generate it again")
    return _in_file(contract, CompileOptions(), cached)


def _unknown(name: str, typed: bool) -> SchemaError:
    from holotype.checking.modules import marked_modules
    from holotype.contract.names import did_you_mean

    where = "installed module" if typed else "module on the path of this Python"
    hooks = "" if typed else "; one that only an import hook finds is named by its folder"
    return SchemaError(
        f"there is no {where} {name!r}{did_you_mean(name, marked_modules())}; "
        f"a file's name ends in .json, .yaml, .yml or .toml{hooks}"
    )


def _offered(validator: object) -> Origin:
    # Who has one has loaded its module; for a generated package the compiler is not needed.
    compiler = sys.modules.get("holotype.compiler.validator")
    if compiler is not None and isinstance(validator, compiler.Validator):
        return Origin("compiled", "", validator)
    source = getattr(validator, "source", None)
    if isinstance(source, str):
        return Origin("source", source)
    name = getattr(validator, "__name__", "")
    package, _, last = name.rpartition(".")
    if package and last == "validator":
        return Origin("module", name)
    from holotype.checking.modules import MARKER

    if hasattr(validator, MARKER):
        return Origin("module", f"{name}.validator")
    raise SchemaError(
        f"a {type(validator).__name__} is no schema: give a name, a path, a schema, a Validator of "
        "holotype.compile, or a generated package"
    )


def _refuse_compile_options(origin: Origin, schema: object, how: CompileOptions) -> None:
    if how.documents or how.folders:
        raise SchemaError(f"{schema}: other documents can be given for a schema (.json, .yaml, .yml) only")
    if how.dialect is not None:
        raise SchemaError(
            f"{schema}: its dialect is compiled in; give its schema (.json, .yaml, .yml) to have "
            f"{how.dialect!r:.80}"
        )
    built = load_validator(origin).HOLOTYPE["formats"]
    if how.formats is not None and built != how.formats:
        raise SchemaError(
            f"{schema}: its formats are compiled in as {built!r}; give its schema (.json, .yaml, .yml) to "
            f"have {how.formats!r}"
        )


def _executed(file: str) -> "ValidatorModule":
    if not os.path.isfile(file):
        raise SchemaError(f"{file}: the generated package has no such file; generate it again")
    module = _new_module("holotype_package_validator")
    try:
        SourceFileLoader(module.__name__, file).exec_module(module)
        return _whole(module, file)
    except SchemaError:
        raise
    except BaseException as error:
        if type(error) is KeyboardInterrupt:
            raise
        raise SchemaError(
            f"{file}: the validator cannot be loaded: {_said(error, file)}; generate the package again"
        ) from error


def _whole(module: "ModuleType", name: str) -> "ValidatorModule":
    """The module, once it is sure that it has all that is asked of a validator."""
    names = ("is_valid", "is_clean", "iter_errors")
    missing = [each for each in names if not callable(getattr(module, each, None))]
    stamp = getattr(module, "HOLOTYPE", None)
    if not isinstance(stamp, dict):
        missing.append("HOLOTYPE")
    else:
        missing += [f"HOLOTYPE[{key!r}]" for key in ("nulls", "formats", "each") if key not in stamp]
    if not isinstance(getattr(module, "RULE_READS", {}), dict):
        missing.append("RULE_READS")
    if missing:
        raise SchemaError(
            f"{name}: this is no validator that this holotype works with, as it has no "
            f"{', '.join(missing)}; generate the package again"
        )
    return cast("ValidatorModule", module)


def _said(error: BaseException, file: str) -> str:
    """What an exception says of itself, on one line, with the line of the file that it is about."""
    from traceback import extract_tb, format_exception_only

    lines = [error.lineno] if isinstance(error, SyntaxError) else []
    lines += [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == file]
    said = " ".join(format_exception_only(error)[-1].split())
    return f"{said[:200]} (line {lines[0]})" if lines and lines[0] else said[:200]


def _new_module(name: str) -> "ModuleType":
    # `type(sys)` is ModuleType; importing `types` for it would cost start-up time.
    return type(sys)(name)
