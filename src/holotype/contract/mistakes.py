"""What is wrong with the tables of a contract."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from json import load
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, Final

from holotype.contract.keys import Key
from holotype.contract.names import did_you_mean, quoted
from holotype.pointers import tokens

if TYPE_CHECKING:
    from holotype.contract.validator import Error

SCHEMA_FILE: Final = os.path.join(os.path.dirname(__file__), "contract.schema.json")
"""The schema of contracts."""

SCHEMA_ID: Final = "https://holotype.invalid/schemas/contract.json"
"""Its `$id`, by which a contract in JSON names it."""

MOST: Final = 20
"""Mistakes that are named; a person mends a few at a time."""


def mistakes(data: dict[str, Any]) -> list[tuple[Key, str]]:
    """The first mistakes, each with its key: what the schema of contracts finds, or what it cannot say."""
    # Here and not above: the compiler that generates the validator needs this package, too.
    from holotype.contract.validator import iter_errors

    # An unknown key comes first, since it often explains why another is missing.
    errors = sorted(iter_errors(data), key=lambda error: error.keyword != "additionalProperties")
    if not errors:
        return [*_unusable_names(data["package"]), *_repeated_ids(data)]
    return [_mistake(error, data) for error in errors[:MOST]]


def repeated(names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The indexes of names that stand before, each with the index of the first."""
    seen: dict[str, int] = {}
    for index, name in enumerate(names):
        first = seen.setdefault(name, index)
        if first != index:
            yield index, first


def _mistake(error: Error, data: dict[str, Any]) -> tuple[Key, str]:
    key = _key(error.instance_location, data)
    return key, _sentence(error, key)


def _sentence(error: Error, key: Key) -> str:
    """What a person who writes a contract is told about the error."""
    schema = _subschema(error.absolute_keyword_location)
    match error.keyword:
        case "additionalProperties":
            name, known = str(key[-1]), schema["properties"]
            choices = f"; the keys here are {', '.join(map(quoted, known))}"
            return f"unknown key {quoted(name)}{did_you_mean(name, known) or choices}"
        case "required":
            return error.message.replace("property", "key")
        case "pattern":
            return f"{error.message}; {schema['description']}"
    return f"{error.message}; {error.hint}" if error.hint else error.message


def _subschema(keyword_location: str) -> dict[str, Any]:
    """The subschema of the schema of contracts in which a keyword stands, by the keyword's location."""
    schema = _schema()
    for token in keyword_location.partition("#")[2].split("/")[1:-1]:
        schema = schema[token]
    return schema


@cache
def _schema() -> dict[str, Any]:
    with open(SCHEMA_FILE, encoding="utf-8") as file:
        schema: dict[str, Any] = load(file)
    return schema


def _key(instance_location: str, data: object) -> Key:
    """A JSON Pointer (RFC 6901) into the data as a key."""
    key: list[str | int] = []
    for token in tokens(instance_location):
        step: str | int = token
        if isinstance(data, list):
            step = int(token)
            data = data[step]
        elif isinstance(data, dict):
            data = data.get(step)
        key.append(step)
    return tuple(key)


def _unusable_names(package: dict[str, Any]) -> Iterator[tuple[Key, str]]:
    name = os.path.basename(os.path.normpath(package["path"]))
    if not name.isidentifier() or iskeyword(name):
        yield (
            ("package", "path"),
            f"the folder {quoted(name)} cannot be imported; name it like a Python module, as `batch_job`",
        )
    if iskeyword(package["class"]):
        yield (
            ("package", "class"),
            f"{quoted(package['class'])} is a word of Python; name the class otherwise",
        )


def _repeated_ids(data: dict[str, Any]) -> Iterator[tuple[Key, str]]:
    for index, first in islice(repeated(table["id"] for table in data.get("rules", ())), MOST):
        yield ("rules", index, "id"), f"the id is that of rules[{first}] too; give each rule its own"
