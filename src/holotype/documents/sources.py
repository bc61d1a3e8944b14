"""Files to schemas and contracts, strictly."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import unquote

from holotype.contract import Contract, check_digest, from_json, load
from holotype.documents import InputError, open_source, parse
from holotype.errors import SchemaError

LARGEST_SCHEMA: Final = 32 * 2**20
"""Bytes of a schema's file: several times those of the largest schemas that are published."""


def read_schema(file: str) -> object:
    """The schema in a JSON file ("-": standard input).

    Raises `SchemaError` for what cannot be read, is larger than `LARGEST_SCHEMA` or is not strict JSON; two
    properties of one name count as a mistake, since one of them would be ignored.
    """
    try:
        with io.BufferedReader(open_source(file)) as stream:
            text = stream.read(LARGEST_SCHEMA + 1)
    except InputError as error:
        raise SchemaError(str(error)) from None
    if len(text) > LARGEST_SCHEMA:
        raise SchemaError(f"{file}: the file is larger than a schema can be, {LARGEST_SCHEMA:,} bytes")
    (document,) = parse(text, "json", duplicate_keys="warn")
    for finding in document.findings:
        place = finding.place
        raise SchemaError(f"{file}:{place.line}:{place.column}: the schema cannot be read: {finding.message}")
    return document.instance


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Within, a `SchemaError` about a place in the schema itself gets its file, line and column.

    Standard input is gone once it has been read, so there the error stays as it is.
    """
    try:
        yield
    except SchemaError as error:
        resource, _, fragment = error.location.partition("#")
        from holotype.schema.resources import identifier_of

        if file == "-" or "#" not in error.location or resource not in ("", identifier_of(read_schema(file))):
            raise
        place = _place(file, unquote(fragment, errors="surrogatepass"))
        raise SchemaError(f"{file}:{place}: {error.message}", error.location, shown=False) from None


def _place(file: str, pointer: str) -> str:
    from holotype.documents import locate

    with open_source(file) as stream:
        (document,) = parse(stream.read(), "json")
    place = locate(document, [pointer])[pointer].value
    return f"{place.line}:{place.column}"


def read_contract(file: str) -> tuple[Contract, object]:
    """A contract, in TOML or as a generated package carries it, and the schema that it was written for.

    Raises `ContractError`, also when the digest of the schema is another one, and `SchemaError`.
    """
    contract = from_json(read_schema(file), file) if file.endswith(".json") else load(file)
    schema = read_schema(contract.schema_file)
    check_digest(contract, schema)
    return contract, schema
