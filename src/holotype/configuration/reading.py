"""A configuration file to values; every mistake is named by its file and key."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from holotype.checking.validators import BUNDLED, SCHEMA_SUFFIXES
from holotype.checking.values import SchemaName
from holotype.configuration import MAXIMUM_SIZE, SHARED_FILE
from holotype.configuration.checks import Check, Configuration
from holotype.configuration.globs import Glob, GlobError, parse_glob
from holotype.configuration.values import Manner
from holotype.documents.input_formats import detect
from holotype.documents.reading import InputError
from holotype.errors import AND_MORE, MOST_MISTAKES, HolotypeError
from holotype.pointers import pointer_tokens

_MOST_DOTS: Final = 50  # in a line
_LONGEST_SHOWN: Final = 80  # characters of a value, in a sentence
_CHOICES: Final = {
    "nulls": ("reject", "absent"),
    "formats": ("assert", "dialect"),
    "fail_on": ("error", "warning"),
    "duplicate_keys": ("warn", "ignore"),
    "yaml_merge": ("merge", "refuse"),
}
_POINTERS: Final = ("each", "at")
_STRINGS: Final = ("schema", *_POINTERS, "dialect", "input_format", *_CHOICES)
_KEYS: Final = ("files", "exclude", "documents", "document_folders", *_STRINGS)


class ConfigurationError(HolotypeError):
    """The configuration is wrong; the text names the file and the key.

    `further` holds more mistakes of it; each is a line of the text.
    """

    def __init__(
        self, message: str, file: str = "", key: str = "", further: Iterable[ConfigurationError] = ()
    ) -> None:
        self.further = tuple(further)
        lines = (": ".join(part for part in (file, key, message) if part), *map(str, self.further))
        super().__init__("\n".join(lines))
        self.message = message
        self.file = file
        self.key = key


class _Mistakes(list[ConfigurationError]):
    """What is wrong with one configuration, in the order of its text."""

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Within, a mistake is kept instead of raised, and what comes after is looked at as well."""
        try:
            yield
        except ConfigurationError as mistake:
            self.append(mistake)

    def end(self) -> None:
        """Raise them together."""
        if not self:
            return
        first, *further = self[:MOST_MISTAKES]
        if len(self) > MOST_MISTAKES:
            further.append(ConfigurationError(AND_MORE, first.file))
        raise ConfigurationError(first.message, first.file, first.key, further)


def read_configuration(file: str, *, named: bool = False) -> Configuration:
    """The configuration in one file; raises `ConfigurationError` for what is wrong in it.

    One that a person `named` may be called anything, and has a check.
    """
    shown = os.path.relpath(file)
    top = _table(file, shown)
    table: object = top
    prefix = ""
    if os.path.basename(file) == SHARED_FILE or (named and "tool" in top and "check" not in top):
        prefix = "tool.holotype."
        for name in ("tool", "holotype"):
            table = table.get(name, {}) if isinstance(table, dict) else {}
        if not table and (key := _misplaced(top)):
            raise ConfigurationError(f"in {SHARED_FILE} it is called [[tool.holotype.check]]", shown, key)
    elif named and "check" not in top and not _is_misspelt(top):
        raise ConfigurationError(
            "there is neither [[check]] nor [[tool.holotype.check]], so nothing would be checked: write one",
            shown,
        )
    folder = os.path.dirname(os.path.abspath(file))
    mistakes = _Mistakes()
    checks: tuple[Check, ...] = ()
    with mistakes.kept():
        checks = tuple(_checks(table, shown, prefix, folder, mistakes))
    mistakes.end()
    if not checks and (named or not prefix):
        raise ConfigurationError(
            f"there is no [[{prefix}check]], so nothing would be checked: write one", shown
        )
    return Configuration(shown, folder, checks)


def _misplaced(top: dict[str, object]) -> str:
    """The key of what is meant for us in a file of many tools, though it stands elsewhere; "" for none."""
    for key, table in (("check", top), ("holotype.check", top.get("holotype"))):
        checks = table.get("check") if isinstance(table, dict) else None
        if isinstance(checks, list) and any(isinstance(each, dict) and "files" in each for each in checks):
            return key
    return ""


def _is_misspelt(table: dict[str, object]) -> bool:
    from holotype.contract.names import did_you_mean

    return any(did_you_mean(key, ("check",)) for key in list(table)[:1])


def _table(file: str, shown: str) -> dict[str, object]:
    from holotype.documents.strict import JSONTextError, json_text_of

    try:
        with open(file, "rb") as stream:
            data = stream.read(MAXIMUM_SIZE + 1)
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", shown) from error
    if len(data) > MAXIMUM_SIZE:
        raise ConfigurationError(f"larger than a configuration can be, {MAXIMUM_SIZE:,} bytes", shown)
    try:
        return _parsed(json_text_of(data))
    except JSONTextError as problem:
        raise ConfigurationError(problem.message, f"{shown}:{problem.line}:{problem.column}") from None


def _parsed(text: str) -> dict[str, object]:
    # The reader of documents, which knows what is hostile and what to say of it, costs as much as checking a
    # small file: it is asked where the library's fails, or may take the square of a key's length.
    if max(line.count(".") for line in text.split("\n")) <= _MOST_DOTS:
        import tomllib

        with suppress(ValueError, RecursionError):
            return tomllib.loads(text)
    from holotype.documents.toml_text import toml_table

    return toml_table(text)


def _checks(table: object, file: str, prefix: str, folder: str, mistakes: _Mistakes) -> Iterator[Check]:
    if not isinstance(table, dict):
        raise ConfigurationError("expected a table", file, prefix.rstrip("."))
    for key in table:
        with mistakes.kept():
            _refuse_unknown(key, ("check",), file, prefix)
    checks = table.get("check", [])
    if not isinstance(checks, list) or not all(isinstance(check, dict) for check in checks):
        raise ConfigurationError(f"expected an array of tables, [[{prefix}check]]", file, f"{prefix}check")
    for number, check in enumerate(checks, 1):
        if len(mistakes) > MOST_MISTAKES:
            return
        yield _check(check, file, f"{prefix}check[{number}]", folder, mistakes)


def _check(table: dict[str, object], file: str, place: str, folder: str, mistakes: _Mistakes) -> Check:
    """The check that a table is; what is wrong in it comes to the mistakes."""
    manner: dict[str, Any] = {}
    globs: dict[str, tuple[Glob, ...]] = {"files": (), "exclude": ()}
    if all(key in _KEYS for key in table):  # one that is not may be meant for it
        table = {**table, "files": table.get("files", [])}
    for key, value in table.items():
        if len(mistakes) > MOST_MISTAKES:
            break
        with mistakes.kept():
            _refuse_unknown(key, _KEYS, file, f"{place}.")
            if key in globs:
                globs[key] = tuple(_globs(value, file, f"{place}.{key}", least=int(key == "files")))
            else:
                manner[key] = _value(key, value, file, f"{place}.{key}", folder)
    return Check(globs["files"], globs["exclude"], Manner(**manner), place)


def _value(key: str, value: object, file: str, place: str, folder: str) -> object:
    """What `Manner` has of a key."""
    if key == "documents":
        return _documents(value, file, place, folder)
    if key == "document_folders":
        return _folders(value, file, place, folder)
    if not isinstance(value, str):
        raise ConfigurationError(f"expected a string, found {_shown(value)}", file, place)
    if key == "schema":
        return SchemaName(_resolved(value, file, place, folder), "configuration")
    if key == "input_format" and not value:
        raise ConfigurationError("expected the name of a format, found nothing", file, place)
    if key == "input_format":
        try:
            detect("", value)
        except InputError as error:
            raise ConfigurationError(str(error), file, place) from None
    if key in _CHOICES and value not in _CHOICES[key]:
        choices = " or ".join(map(repr, _CHOICES[key]))
        raise ConfigurationError(f"expected {choices}, found {_shown(value)}", file, place)
    if key == "dialect" and (problem := _problem_of_dialect(value)):
        raise ConfigurationError(problem, file, place)
    if key in _POINTERS:
        try:
            pointer_tokens(value)
        except ValueError as error:
            raise ConfigurationError(str(error), file, place) from None
    return value


def _problem_of_dialect(name: str) -> str:
    # What knows the dialects is loaded for a schema that is compiled, and otherwise costs too much.
    from holotype.schema.dialects import did_you_mean, known

    return "" if known(name) else f"unknown dialect {_shown(name)}{did_you_mean(name)}"


def _globs(globs: object, file: str, key: str, least: int) -> Iterator[Glob]:
    if not isinstance(globs, list) or len(globs) < least:
        raise ConfigurationError("expected a list of globs, as in ['jobs/**/*.json']", file, key)
    for number, glob in enumerate(globs, 1):
        place = f"{key}[{number}]"
        if not isinstance(glob, str):
            raise ConfigurationError(f"expected a glob, found {_shown(glob)}", file, place)
        try:
            yield parse_glob(glob)
        except GlobError as error:
            raise ConfigurationError(f"{_shown(glob)}: {error}", file, place) from None


def _documents(documents: object, file: str, key: str, folder: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(documents, dict) or not all(isinstance(path, str) for path in documents.values()):
        raise ConfigurationError("expected a table of URIs and files", file, key)
    return tuple((uri, _regular(path, file, key, folder)) for uri, path in documents.items())


def _folders(folders: object, file: str, key: str, folder: str) -> tuple[str, ...]:
    if not isinstance(folders, list) or not all(isinstance(path, str) for path in folders):
        raise ConfigurationError("expected a list of folders, as in ['schemas']", file, key)
    paths = tuple(os.path.relpath(os.path.join(folder, path)) for path in folders)
    for path in paths:
        if not os.path.isdir(path):
            what = f"{path} is a file" if os.path.exists(path) else f"there is no folder {path}"
            raise ConfigurationError(f"expected folders, {what}", file, key)
    return paths


def _resolved(schema: str, file: str, key: str, folder: str) -> str:
    """A schema's path as seen from the current folder; the name of a module as it is."""
    if schema.endswith(SCHEMA_SUFFIXES):
        return _regular(schema, file, key, folder)
    if schema == BUNDLED:  # whatever else is called so
        return schema
    path = os.path.join(folder, schema)
    return os.path.relpath(path) if os.path.isdir(path) else schema


def _regular(path: str, file: str, key: str, folder: str) -> str:
    """A file's path as seen from the current folder; it need not be there."""
    path = os.path.relpath(os.path.join(folder, path))
    if os.path.exists(path) and not os.path.isfile(path):  # a pipe would be waited for
        raise ConfigurationError(f"expected a regular file, which {path} is not", file, key)
    return path


def _refuse_unknown(key: str, known: Iterable[str], file: str, prefix: str) -> None:
    if key in known:
        return
    from holotype.contract.names import did_you_mean

    instead = did_you_mean(key, known)
    if not prefix and key in ("tool", "holotype"):
        instead = f": in {file} it is called [[check]]"
    raise ConfigurationError(f"there is no such key{instead}", file, prefix + key[:_LONGEST_SHOWN])


def _shown(value: object) -> str:
    try:
        return f"{value!r:.{_LONGEST_SHOWN}}"
    except ValueError:  # a hexadecimal integer may have more digits than Python writes
        return "a number"
