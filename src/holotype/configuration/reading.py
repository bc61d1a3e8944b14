"""A configuration file to values; every mistake is named by its file and key."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Final

from holotype.checking.values import SchemaName
from holotype.configuration import SHARED_FILE
from holotype.configuration.checks import Check, Configuration
from holotype.configuration.values import Manner
from holotype.errors import HolotypeError

_CHOICES: Final = {
    "nulls": ("reject", "absent"),
    "formats": ("assert", "dialect"),
    "fail_on": ("error", "warning"),
    "duplicate_keys": ("warn", "ignore"),
}
_KEYS: Final = ("files", "schema", "each", "input_format", "documents", *_CHOICES)


class ConfigurationError(HolotypeError):
    """The configuration is wrong; the text names the file and the key."""

    def __init__(self, message: str, file: str = "", key: str = "") -> None:
        super().__init__(": ".join(part for part in (file, key, message) if part))
        self.message = message
        self.file = file
        self.key = key


def read_configuration(file: str) -> Configuration:
    """The configuration in one file; raises `ConfigurationError` for what is wrong in it."""
    import tomllib

    shown = os.path.relpath(file)
    try:
        with open(file, "rb") as stream:
            table: object = tomllib.load(stream)
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", shown) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigurationError(f"this is not TOML: {error}", shown) from error
    prefix = ""
    if os.path.basename(file) == SHARED_FILE:
        prefix = "tool.holotype."
        for name in ("tool", "holotype"):
            table = table.get(name, {}) if isinstance(table, dict) else {}
    folder = os.path.dirname(os.path.abspath(file))
    return Configuration(shown, folder, tuple(_checks(table, shown, prefix, folder)))


def _checks(table: object, file: str, prefix: str, folder: str) -> Iterator[Check]:
    if not isinstance(table, dict):
        raise ConfigurationError("expected a table", file, prefix.rstrip("."))
    _refuse_unknown(table, ("check",), file, prefix)
    checks = table.get("check", [])
    if not isinstance(checks, list) or not all(isinstance(check, dict) for check in checks):
        raise ConfigurationError(f"expected an array of tables, [[{prefix}check]]", file, f"{prefix}check")
    for number, check in enumerate(checks, 1):
        yield _check(check, file, f"{prefix}check[{number}].", folder)


def _check(table: dict[str, object], file: str, prefix: str, folder: str) -> Check:
    _refuse_unknown(table, _KEYS, file, prefix)
    values: dict[str, str] = {}
    for key in ("schema", "each", "input_format", *_CHOICES):
        if key not in table:
            continue
        value = table[key]
        if not isinstance(value, str):
            raise ConfigurationError(f"expected a string, found {value!r}", file, prefix + key)
        if key in _CHOICES and value not in _CHOICES[key]:
            choices = " or ".join(map(repr, _CHOICES[key]))
            raise ConfigurationError(f"expected {choices}, found {value!r}", file, prefix + key)
        values[key] = value
    if values.get("each", "/")[:1] not in ("", "/"):
        raise ConfigurationError("expected a JSON Pointer, as in '/data'", file, prefix + "each")
    schema = None
    if (name := values.pop("schema", None)) is not None:
        schema = SchemaName(_resolved(name, file, prefix + "schema", folder), "configuration")
    documents = _documents(table, file, prefix + "documents", folder)
    return Check(_globs(table, file, prefix + "files"), Manner(schema, **values, documents=documents))


def _globs(table: dict[str, object], file: str, key: str) -> tuple[str, ...]:
    globs = table.get("files")
    if not isinstance(globs, list) or not globs or not all(isinstance(glob, str) and glob for glob in globs):
        raise ConfigurationError("expected a list of globs, as in ['jobs/**/*.json']", file, key)
    return tuple(glob.removeprefix("./") for glob in globs)


def _documents(table: dict[str, object], file: str, key: str, folder: str) -> tuple[tuple[str, str], ...]:
    documents = table.get("documents", {})
    if not isinstance(documents, dict) or not all(isinstance(path, str) for path in documents.values()):
        raise ConfigurationError("expected a table of URIs and files", file, key)
    return tuple((uri, _regular(path, file, key, folder)) for uri, path in documents.items())


def _resolved(schema: str, file: str, key: str, folder: str) -> str:
    """A schema's path as seen from the current folder; the name of a module as it is."""
    if schema.endswith((".json", ".toml")):
        return _regular(schema, file, key, folder)
    path = os.path.join(folder, schema)
    return os.path.relpath(path) if os.path.isdir(path) else schema


def _regular(path: str, file: str, key: str, folder: str) -> str:
    """A file's path as seen from the current folder; it need not be there."""
    path = os.path.relpath(os.path.join(folder, path))
    if os.path.exists(path) and not os.path.isfile(path):  # a pipe would be waited for
        raise ConfigurationError(f"expected a regular file, which {path} is not", file, key)
    return path


def _refuse_unknown(table: dict[str, object], known: Iterable[str], file: str, prefix: str) -> None:
    for key in table:
        if key not in known:
            from holotype.contract.names import did_you_mean

            raise ConfigurationError(f"there is no such key{did_you_mean(key, known)}", file, prefix + key)
