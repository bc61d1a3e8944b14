"""The text of a schema's file, JSON or YAML: read, parsed, told apart, and its places found again."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from typing import Final

from holotype.documents.input_formats import detect
from holotype.documents.reading import InputError, open_source
from holotype.documents.streams import parse
from holotype.documents.values import Finding, Syntax
from holotype.errors import SchemaError

LARGEST_SCHEMA: Final = 32 * 2**20
"""Bytes of a schema's file, and of all that references lead to: several times those of the largest schemas
that are published."""
# In YAML it is looked for without reading the whole, which takes long.
_IDENTIFIER: Final = rb"""^["']?\$?id["']?[ \t]*:[ \t]+["']?([^\s"'#]+)"""


def read_schema_text(file: str) -> bytes:
    """The bytes of a schema's file ("-": standard input), without a byte-order mark.

    Raises `SchemaError` for what cannot be read or is larger than `LARGEST_SCHEMA`.
    """
    try:
        with io.BufferedReader(open_source(file)) as stream:
            text = stream.read(LARGEST_SCHEMA + 1)
    except InputError as error:
        raise SchemaError(str(error)) from None
    if len(text) > LARGEST_SCHEMA:
        raise SchemaError(f"{file}: the file is larger than a schema can be, {LARGEST_SCHEMA:,} bytes")
    # A contract may not have one, which who reads it says.
    return text if file.endswith(".toml") else text.removeprefix(b"\xef\xbb\xbf")


def digest_of_file(file: str) -> bytes:
    """The digest of the text in a schema's file; b"" for one that cannot be read, or is no regular one."""
    try:
        return digest_of_text(read_schema_text(file), file) if os.path.isfile(file) else b""
    except SchemaError:
        return b""


def digest_of_text(text: bytes, file: str) -> bytes:
    """The digest of a schema's text and of what the file's name says that it is."""
    from holotype.digests import digest_of

    return digest_of(_syntax(file).encode(), text)


def parse_schema(text: bytes, file: str) -> tuple[object, tuple[Finding, ...]]:
    """The schema in the text of a file, JSON or, by its name, YAML, and the notices about the text.

    Raises `SchemaError`, with line and column, for what is neither; two properties of one name count as a
    mistake, since one of them would be ignored.
    """
    try:
        found = list(parse(text, _syntax(file), duplicate_keys="warn"))
    except InputError as error:  # an extra is not installed
        raise SchemaError(f"{file}: {error}") from None
    if len(found) != 1:
        held = f"{len(found)} documents" if found else "no document"
        raise SchemaError(f"{file}: the file holds {held}, where one schema was expected")
    (document,) = found
    for finding in document.findings:
        if finding.severity != "notice":
            at = f"{file}:{finding.place.line}:{finding.place.column}"
            says = finding.message
            if finding.kind == "nesting":  # which is said for documents
                says = f"{says.partition(':')[0]}: flatten it with $defs and $ref"
            raise SchemaError(f"{at}: the schema cannot be read: {says}")
    return document.instance, document.findings


def _syntax(file: str) -> Syntax:
    found = detect(file)
    return "yaml" if found is not None and found.syntax == "yaml" else "json"


def lines_and_columns(file: str, locations: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Line and column of each location, a URI whose fragment is a JSON Pointer into the file."""
    from urllib.parse import unquote

    from holotype.documents.places import locate

    pointers = [unquote(each.partition("#")[2], errors="surrogatepass") for each in locations]
    (document, *_) = parse(read_schema_text(file), _syntax(file))
    located = locate(document, pointers)
    for pointer in pointers:
        place = located[pointer].value
        yield place.line, place.column


def own_identifier(file: str) -> str:
    """What a file of a folder calls itself; "" for one that does not, or that cannot be read."""
    from holotype.schema.resources import identifier_of

    try:
        text = read_schema_text(file)
        if b"id" not in text:
            return ""
        if _syntax(file) == "yaml" and not text.lstrip().startswith(b"{"):
            import re

            named = re.compile(_IDENTIFIER, re.MULTILINE).search(text)
            return named[1].decode("utf-8", "replace").removesuffix("#") if named else ""
        return identifier_of(parse_schema(text, file)[0])
    except SchemaError:
        return ""
