"""Bytes to instances, strictly; line and column on demand.

    with open_source(path) as stream:                     # InputError: missing, unreadable, no extra, ...
        for document in read_documents(stream, detect(path)):
            document.findings                             # what is wrong with the text, each with its place
            document.parsed, document.instance
            locate(document, ["/status", "/errors/0"])    # only for documents that failed

    detect(path, named="") -> InputFormat | None          by suffix; `named` is --input-format
    open_source(path) -> Source                           "-" is standard input; ends at the size at opening
    read_documents(stream, input_format, *, duplicate_keys=None, yaml_merge=None) -> Iterator[Document]
    parse(text, syntax="json", *, ...) -> Iterator[Document]                           bytes in memory
    locate(document, pointers) -> dict[str, Located]      value's and key's Place for each pointer

JSON Lines in bulk (one msgspec import, no object per record):

    decode = bulk_parser()                                bytes -> instance; raises JSONTextError
    with open_source(path) as file:
        stream = decompress(file, input_format.compression)
        for batch in batches(stream):                     constant memory; batch.problem: damaged data
            for number, text in enumerate(batch.lines, batch.line):
                try: instance = decode(text)
                except JSONTextError:
                    document = parse_record(text, number)     None: a blank line; else Document, findings

    byte_ranges(path, parts) -> list[ByteRange]           cut at line ends; open_source(path, range)

`duplicate_keys` is "warn" or "ignore"; None is the default of the syntax: "ignore" for JSON Lines, otherwise
"warn".  `yaml_merge` is "merge", which None is, or "refuse".  Text is strict RFC 8259 in UTF-8, nested no
deeper than 512 and with integers of at most 4,300 digits; whatever parser runs, the verdict and the findings
are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holotype.documents.bulk import bulk_parser
    from holotype.documents.compression import decompress
    from holotype.documents.findings import KINDS
    from holotype.documents.input_formats import detect
    from holotype.documents.json_lines import batches, byte_ranges, parse_record
    from holotype.documents.places import locate
    from holotype.documents.reading import InputError, open_source
    from holotype.documents.streams import parse, read_documents
    from holotype.documents.strict import JSONTextError, parse_strict
    from holotype.documents.values import Batch, ByteRange, Document, Finding, InputFormat, Located, Place

# Where each name lives: a module is imported when one of its names is first used (start-up time).
_HOMES = {
    "KINDS": "findings",
    "Batch": "values",
    "ByteRange": "values",
    "Document": "values",
    "Finding": "values",
    "InputError": "reading",
    "InputFormat": "values",
    "JSONTextError": "strict",
    "Located": "values",
    "Place": "values",
    "batches": "json_lines",
    "bulk_parser": "bulk",
    "byte_ranges": "json_lines",
    "decompress": "compression",
    "detect": "input_formats",
    "locate": "places",
    "open_source": "reading",
    "parse": "streams",
    "parse_record": "json_lines",
    "parse_strict": "strict",
    "read_documents": "streams",
}

__all__ = [
    "KINDS",
    "Batch",
    "ByteRange",
    "Document",
    "Finding",
    "InputError",
    "InputFormat",
    "JSONTextError",
    "Located",
    "Place",
    "batches",
    "bulk_parser",
    "byte_ranges",
    "decompress",
    "detect",
    "locate",
    "open_source",
    "parse",
    "parse_record",
    "parse_strict",
    "read_documents",
]


if not TYPE_CHECKING:  # so that a misspelt name is an error to a type checker

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
