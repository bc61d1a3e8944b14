"""JSON bytes to a document, with a warning for each repeated property name where asked for."""

from __future__ import annotations

import json
from typing import Final

from holotype.documents.findings import finding_of
from holotype.documents.strict import (
    DECODE_JSON,
    JSONTextError,
    finite_float,
    json_text_of,
    parse_json_text,
    refused_constant,
    shown,
)
from holotype.documents.text_lines import LineCounter
from holotype.documents.values import Document, DuplicateKeys, Finding, Place, Syntax


def object_of_unique_names(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of its properties; raises ValueError when two have the same name."""
    instance = dict(pairs)
    if len(instance) != len(pairs):
        raise ValueError("repeated name")
    return instance


DECODE_UNIQUE: Final = json.JSONDecoder(
    parse_float=finite_float, parse_constant=refused_constant, object_pairs_hook=object_of_unique_names
).raw_decode


def parse_json(
    data: bytes,
    duplicate_keys: DuplicateKeys,
    syntax: Syntax = "json",
    line: int = 1,
    offset: int = 0,
    ordinal: int = 0,
) -> Document:
    """The document of a JSON text that starts on `line` of its file, `offset` bytes into it."""
    repeated: list[tuple[str, int, int, int]] = []
    try:
        text = json_text_of(data)
        if duplicate_keys == "warn":
            instance = parse_json_text(text, DECODE_UNIQUE, repeated)
        else:
            instance = parse_json_text(text, DECODE_JSON)
    except JSONTextError as problem:
        return Document(None, (finding_of(problem, line),), data, syntax, line, offset, ordinal)
    warnings = repeated_names(text, repeated, line) if repeated else ()
    return Document(instance, warnings, data, syntax, line, offset, ordinal)


def repeated_names(text: str, repeated: list[tuple[str, int, int, int]], line: int) -> tuple[Finding, ...]:
    """A warning for each repeated property name, in the order of the text (RFC 8259, section 4)."""
    place_of = LineCounter(text, line)
    indices = sorted({index for _, *each in repeated for index in each})
    places = {index: place_of(index) for index in indices}
    findings = []
    for name, start, end, before in repeated:
        also = "{}:{}".format(*places[before])
        message = (
            f"the property {shown(name)} is given again in this object (also at {also}): "
            "the last one counts; keep one"
        )
        findings.append(Finding("duplicate-key", message, Place(*places[start], *places[end]), "warning"))
    return tuple(findings)
