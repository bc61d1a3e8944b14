"""The files that a run of `holotype validate` reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from holotype.checking.inputs import expand
from holotype.checking.validators import DEFAULT_SCHEMA
from holotype.configuration.values import Manner


def files_read(selections: Iterable[tuple[list[str], Manner]]) -> Iterator[str]:
    """Documents, also those that are found in folders, and what they are checked by; all schemas are loaded.

    What is named comes first, for walking takes time.
    """
    for paths, manner in selections:
        yield from _of_schema(DEFAULT_SCHEMA if manner.schema is None else manner.schema)
        yield from (file for _, file in manner.documents)
        yield from paths
    for paths, _ in selections:
        yield from (entry for entry in expand(paths) if isinstance(entry, str))


def _of_schema(schema: str) -> Iterator[str]:
    folder, name = os.path.split(schema)
    if name == "contract.json":
        yield from _within(folder)  # a generated package, by the file that describes it
    elif schema.endswith(".toml"):
        from holotype.contract import load

        yield from (schema, load(schema).schema_file)
    elif schema.endswith(".json"):
        yield schema
    elif os.path.isdir(schema):
        yield from _within(schema)
    else:
        for place in getattr(sys.modules.get(schema), "__path__", ()):
            yield from _within(place)


def _within(folder: str) -> Iterator[str]:
    for each, _, names in os.walk(folder):
        yield from (os.path.join(each, name) for name in names)
