"""The kinds of findings about a document's text."""

from __future__ import annotations

from typing import Final

from holotype.documents.reading import LARGEST_DOCUMENT, MOST_MEMORY
from holotype.documents.strict import JSONTextError
from holotype.documents.values import Compression, Finding, Place, Syntax

KINDS: Final = {
    "syntax": "The text breaks the grammar of its syntax (JSON: RFC 8259; YAML 1.2; TOML 1.0).",
    "empty": "The text holds no value.",
    "encoding": "The text is not UTF-8.",
    "byte-order-mark": "The text starts with a byte-order mark.",
    "surrogate": "A string holds half of a surrogate pair.",
    "number": "A number is not finite, or beyond a double.",
    "integer": "An integer has more than 4,300 digits.",
    "nesting": "Containers are nested deeper than 512.",
    "size": "The document, or what its aliases repeat, is too large to be read at once.",
    "compression": "The compressed file is damaged, cut off, or not what its name says.",
    "duplicate-key": "An object has the same property twice.",
    "not-json": "The document says something that JSON cannot: a tag, a key that is a float, a cycle.",
}


def finding_of(problem: JSONTextError, line: int = 1) -> Finding:
    """The finding for what a parser raised about a text that starts on `line` of its file."""
    place = Place(problem.line + line - 1, problem.column, problem.end_line + line - 1, problem.end_column)
    return Finding(problem.kind, problem.message, place)


def too_large(syntax: Syntax, compression: Compression = "", line: int = 1) -> Finding:
    """The finding for a document, or a record, that is larger than what is read at once."""
    memory = f"would take more than {MOST_MEMORY // 2**20} MiB of memory"
    if syntax == "jsonl":
        message = f"the line {memory}, too much for one record: split the record"
    elif compression:
        message = (
            f"the document within {memory}, too much for one from compressed data: "
            "unpack the file and check that, or split it into JSON Lines, one record a line"
        )
    else:
        message = (
            f"larger than {LARGEST_DOCUMENT // 2**20} MiB, too large for one document: "
            "split it into JSON Lines, one record a line"
        )
    return Finding("size", message, Place(line, 1, line, 1))
