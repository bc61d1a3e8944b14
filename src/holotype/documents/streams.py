"""Streams, or bytes in memory, to documents, whatever their input format."""

from __future__ import annotations

import io
from collections.abc import Iterator

from holotype.documents.findings import too_large
from holotype.documents.json_text import parse_json
from holotype.documents.reading import LARGEST_DOCUMENT, MOST_MEMORY, memory_of, read_whole
from holotype.documents.values import Document, DuplicateKeys, Finding, InputFormat, Place, Syntax, YAMLMerge


def read_documents(
    stream: io.RawIOBase | io.BufferedIOBase,
    input_format: InputFormat,
    *,
    duplicate_keys: DuplicateKeys | None = None,
    yaml_merge: YAMLMerge | None = None,
) -> Iterator[Document]:
    """The documents of a stream, in order: of JSON and TOML one, of YAML each of the stream, of JSON Lines
    each line that is not blank.

    What is wrong with the text becomes findings, and does not stop the documents after it, except for
    damaged compressed data, for JSON over several lines in JSON Lines and, in YAML, for text that breaks the
    grammar.  `duplicate_keys` None is "ignore" for JSON Lines and otherwise "warn", `yaml_merge` None is
    "merge".  Raises `InputError` when
    the stream cannot be read on, or an extra that its format needs is not installed.
    """
    syntax, compression = input_format
    if duplicate_keys is None:
        duplicate_keys = "ignore" if syntax == "jsonl" else "warn"
    if compression:
        from holotype.documents.compression import CompressionError, decompress

        try:
            stream = decompress(stream, compression)
            # A byte takes three of memory or more.
            text = None if syntax == "jsonl" else read_whole(stream, MOST_MEMORY // 3)
        except CompressionError as problem:
            finding = Finding("compression", str(problem), Place(1, 1, 1, 1))
            yield Document(None, (finding,), b"", syntax)
            return
        if text is not None and memory_of(text, syntax) > MOST_MEMORY:
            text = None
    else:
        text = None if syntax == "jsonl" else read_whole(stream, LARGEST_DOCUMENT)
    if syntax == "jsonl":
        yield from records(stream, duplicate_keys)
    elif text is None:
        yield Document(None, (too_large(syntax, compression),), b"", syntax)
    else:
        yield from parse(text, syntax, duplicate_keys=duplicate_keys, yaml_merge=yaml_merge)


def parse(
    text: bytes,
    syntax: Syntax = "json",
    *,
    duplicate_keys: DuplicateKeys | None = None,
    yaml_merge: YAMLMerge | None = None,
) -> Iterator[Document]:
    """The documents of a text in memory, as `read_documents` gives them; of JSON and TOML always one."""
    if syntax == "jsonl":
        return records(io.BytesIO(text), duplicate_keys or "ignore")
    if syntax == "yaml":
        from holotype.documents.yaml_text import parse_yaml

        return parse_yaml(text, duplicate_keys or "warn", yaml_merge or "merge")
    if syntax == "toml":
        from holotype.documents.toml_text import parse_toml

        return iter((parse_toml(text),))
    return iter((parse_json(text, duplicate_keys or "warn"),))


def records(stream: io.RawIOBase | io.BufferedIOBase, duplicate_keys: DuplicateKeys) -> Iterator[Document]:
    """The documents of a stream of JSON Lines."""
    from holotype.documents.json_lines import batches, parse_record
    from holotype.documents.several_lines import only_records

    ordinal = 0
    for batch in only_records(batches(stream)):
        if batch.problem:
            yield Document(None, (batch.problem,), b"", "jsonl", batch.line, batch.offset, ordinal)
            ordinal += 1
        offset = batch.offset
        for line, text in enumerate(batch.lines, batch.line):
            document = parse_record(text, line, offset, ordinal, duplicate_keys)
            offset += len(text) + 1
            if document is not None:
                yield document
                ordinal += 1
