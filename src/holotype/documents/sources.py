"""Files to schemas and contracts, strictly."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from holotype.contract import Contract, check_digest, from_json, load
from holotype.documents.schema_files import SchemaFiles
from holotype.errors import SchemaError


def read_schema(file: str) -> object:
    """The schema in a file, JSON or YAML ("-": JSON from standard input).

    Raises `SchemaError` for what cannot be read; two properties of one name count as a mistake, since one of
    them would be ignored.  Warns of keys of YAML that are no strings and are read as such.
    """
    files = SchemaFiles(file)
    schema = files.schema()
    for notice in files.sentences(()):
        warnings.warn(notice, stacklevel=2)
    return schema


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Within, a `SchemaError` about places in the schema itself gets its file, lines and columns."""
    try:
        yield
    except SchemaError as error:
        files = SchemaFiles(file)
        if file != "-" and error.location:
            files.schema()
        with files.naming():
            raise


def named_notices(file: str, notices: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Notices about the schema in this file, which has not changed, with its name, lines and columns.

    Of a schema that is in no file they have the places that they came with.
    """
    notices = tuple(notices)
    if not notices or not os.path.isfile(file):
        return (f"{location}: {says}" for location, says in notices)
    files = SchemaFiles(file)
    files.schema()
    return files.sentences(notices)


def load_contract(file: str) -> Contract:
    """A contract, in TOML or as a generated package carries it; raises `ContractError` and `SchemaError`."""
    return from_json(read_schema(file), file) if file.endswith(".json") else load(file)


def read_contract(file: str) -> tuple[Contract, object]:
    """A contract and the schema that it was written for.

    Raises `ContractError`, also when the digest of the schema is another one, and `SchemaError`.
    """
    contract = load_contract(file)
    schema = read_schema(contract.schema_file)
    check_digest(contract, schema)
    return contract, schema
