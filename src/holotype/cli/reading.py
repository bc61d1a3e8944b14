"""The files that a run of `holotype validate` reads."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from holotype.checking.inputs import expand
from holotype.checking.modules import init_file
from holotype.checking.validators import BUNDLED, SCHEMA_SUFFIXES, bundled_validator
from holotype.checking.values import SchemaName
from holotype.configuration.values import Manner


def files_read(selections: Iterable[tuple[list[str], Manner]], *, gitignore: bool) -> Iterator[str]:
    """Documents, also those that are found in folders, and what they are checked by; all schemas are loaded.

    What is named comes first, for walking takes time.
    """
    for paths, manner in selections:
        yield from _of_schema(manner.schema)
        yield from (file for _, file in manner.documents)
        yield from paths
    for paths, _ in selections:
        yield from (entry for entry in expand(paths, gitignore=gitignore) if isinstance(entry, str))


def _of_schema(schema: SchemaName | None) -> Iterator[str]:
    name = BUNDLED if schema is None else schema.text
    if name.endswith(".toml"):
        from holotype.contract import load

        yield from (name, load(name).schema_file)
    elif name.endswith(SCHEMA_SUFFIXES):
        yield name
        yield from _beside_contract(name)
    elif name == BUNDLED:
        yield from _within(os.path.dirname(bundled_validator().text))
    elif os.path.isdir(name):
        yield from _within(name)
    elif init := init_file(name, ask_hooks=False):
        yield from _within(os.path.dirname(init))


def _beside_contract(file: str) -> Iterator[str]:
    if not file.endswith(".json") or not os.path.isfile(file):  # a pipe has been read
        return
    from holotype.contract import from_json, is_contract
    from holotype.documents.sources import read_schema

    if is_contract(given := read_schema(file)):
        yield from_json(given, file).schema_file


def _within(folder: str) -> Iterator[str]:
    for each, _, names in os.walk(folder):
        yield from (os.path.join(each, name) for name in names)
