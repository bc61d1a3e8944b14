"""JSON Pointers into a document to lines and columns of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from holotype.documents.spans import Span
from holotype.documents.text_lines import LineCounter
from holotype.documents.values import Document, Located, Place


def locate(document: Document, pointers: Iterable[str]) -> dict[str, Located]:
    """The place of each JSON Pointer (RFC 6901) into a parsed document.

    Takes time linear in the text and in the pointers, whatever their number.  Of properties with the same
    name the last one counts, as it did for the instance.  Where YAML says `*alias`, what is within stands at
    the anchor, and so does what a merge key adds, with its name; a TOML table stands at its header.  Raises
    ValueError for what is no JSON Pointer.
    """
    text = document.text.decode()
    spans = spans_of(text, document, tuple(pointers))
    indices = sorted({index for span, _ in spans.values() for index in (*span[:2], *(span.name or ()))})
    line_counter = LineCounter(text, document.line)
    line_and_column = {index: line_counter(index) for index in indices}

    def place(start: int, end: int) -> Place:
        return Place(*line_and_column[start], *line_and_column[end])

    return {
        pointer: Located(place(span.start, span.end), place(*span.name) if span.name else None, exists)
        for pointer, (span, exists) in spans.items()
    }


def spans_of(text: str, document: Document, pointers: Iterable[str]) -> Mapping[str, tuple[Span, bool]]:
    """The span of each pointer, or of its nearest ancestor, and whether it is its own."""
    if document.syntax == "yaml":
        from holotype.documents.yaml_text import yaml_spans

        return yaml_spans(text, pointers)
    if document.syntax == "toml":
        from holotype.documents.toml_text import toml_spans

        return toml_spans(text, pointers)
    from holotype.documents.json_places import json_spans

    return json_spans(text, pointers)
