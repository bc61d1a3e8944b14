"""YAML 1.2 streams to documents, and to the places in them, by the events of ruamel.yaml."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

from holotype.documents.findings import finding_of
from holotype.documents.json_text import repeated_names
from holotype.documents.reading import InputError
from holotype.documents.spans import Span, nearest_node
from holotype.documents.strict import JSONTextError, json_text_error, json_text_of, shown
from holotype.documents.text_lines import LineCounter
from holotype.documents.values import Document, DuplicateKeys, Finding, Place, YAMLMerge
from holotype.documents.yaml_tree import Key, Tree
from holotype.pointers import pointer_tokens

# What may stand before a document: at the start of the stream, after `...`, and before `---` (section 9.1.1).
_EMPTY: Final = r"[ \t]*+(?:#[^\n]*+)?+\r?\n"
DOCUMENT_PREFIX: Final = re.compile(
    rf"(?:\A|^\.\.\.{_EMPTY})(?:\ufeff?+{_EMPTY})*+\ufeff?+|^\ufeff(?=(?:{_EMPTY})*+---(?:\s|\Z))",
    re.MULTILINE,
)
BYTE_ORDER_MARK: Final = re.compile(r"^\ufeff", re.MULTILINE)


def parse_yaml(
    data: bytes, duplicate_keys: DuplicateKeys, yaml_merge: YAMLMerge = "merge"
) -> Iterator[Document]:
    """The documents of a YAML stream; none of one that is empty, or holds only comments.

    What JSON cannot say (tags, keys that are floats or collections, cycles, NaN) is a finding about its
    document, and the documents after it are read; text that breaks the grammar, or nests too deep, ends the
    stream.  A key that is an integer, a boolean or null becomes its canonical JSON text; the last document
    has one notice for all of them.  Raises `InputError` when ruamel.yaml is not installed.
    """
    try:
        text = json_text_of(data)
    except JSONTextError as problem:
        yield Document(None, (finding_of(problem),), data, "yaml")
        return
    marks: list[int] = []
    if "\ufeff" in text:
        prefixes = (prefix.span() for prefix in DOCUMENT_PREFIX.finditer(text))
        at = [mark.start() for span in prefixes for mark in BYTE_ORDER_MARK.finditer(text, *span)]
        marks = [index - before for before, index in enumerate(at)]
        edges = [-1, *at, len(text)]
        text = "".join(text[left + 1 : right] for left, right in pairwise(edges))
    line_counter = LineCounter(text)
    start = size = 0
    renamed: list[Key] = []
    last = None
    for ordinal, (begin, end, tree) in enumerate(trees(text, yaml_merge)):
        if last is not None:
            yield last
        size += len(text[start:begin].encode())
        start = begin
        offset = size + bisect_right(marks, begin) * len(codecs.BOM_UTF8)
        findings: tuple[Finding, ...]
        instance = None
        if tree.problem is not None:
            findings = (finding_of(tree.problem),)
        else:
            warn = duplicate_keys == "warn"
            findings = tuple(repeated_names(text, sorted(tree.repeated, key=by_place), 1)) if warn else ()
            instance = tree.root.value if tree.root is not None else None
            renamed += tree.renamed
        line = line_counter(begin)[0]
        last = Document(instance, findings, text[begin:end].encode(), "yaml", line, offset, ordinal)
    if last is not None:
        if renamed:
            last = last._replace(findings=(*last.findings, renaming(renamed, line_counter)))
        yield last


def renaming(keys: list[Key], line_counter: LineCounter) -> Finding:
    """The notice about the keys of a stream that were no strings, at the first one."""
    first = keys[0]
    start, end = first.place
    found = f"the key {shown(first.spelling)[1:-1]}" if first.spelling else "this empty key"
    message = f"{found} is {first.kind}, where JSON has strings: it is read as {shown(first.name or '')}"
    if len(keys) > 1:
        others = len(keys) - 1
        message += f", and {others:,} more key{'' if others == 1 else 's'} likewise"
    place = Place(*line_counter(start), *line_counter(end))
    return Finding("not-json", message, place, "notice")


def by_place(repeated: tuple[str, int, int, int]) -> int:
    """The index at which a repeated name starts."""
    return repeated[1]


def yaml_spans(text: str, pointers: Iterable[str]) -> dict[str, tuple[Span, bool]]:
    """For each pointer the span of its value, or of the nearest ancestor there is, and whether it is its own.

    `text` is one YAML document that parses.
    """
    found: dict[str, tuple[Span, bool]] = {}
    for _, _, tree in trees(text, "merge"):
        if tree.root is not None:
            for pointer in pointers:
                node, exists = nearest_node(tree.root, pointer_tokens(pointer))
                found[pointer] = (node.span, exists)
    return found


def trees(text: str, yaml_merge: YAMLMerge) -> Iterator[tuple[int, int, Tree]]:
    """Each document of a YAML stream: the indices where its lines begin and end, and its tree."""
    try:
        from ruamel.yaml.events import DocumentEndEvent, DocumentStartEvent
    except ImportError:
        raise InputError('reading YAML needs ruamel.yaml: pip install "holotype[yaml]"') from None

    tree: Tree | None = None
    begin = 0
    try:
        for event in events(text):
            if isinstance(event, DocumentStartEvent):
                tree = Tree(text, yaml_merge, event.end_mark.index)
                if not event.tags:  # without which its text would not be read again
                    begin = text.rfind("\n", 0, event.start_mark.index) + 1
                if event.version is not None and tuple(event.version) != (1, 2):
                    version = ".".join(str(part) for part in event.version)
                    message = (
                        f"the document says that it is YAML {version}, where words like yes are booleans: "
                        "expected YAML 1.2; remove the %YAML line, and put strings in quotes where need be"
                    )
                    tree.refuse("not-json", message, event.start_mark.index, event.end_mark.index)
            elif isinstance(event, DocumentEndEvent):
                assert tree is not None, "events come in order"
                yield begin, event.end_mark.index, tree
                tree, begin = None, event.end_mark.index
            elif tree is not None:
                tree.add(event)
    except JSONTextError as problem:
        broken = tree or Tree(text, yaml_merge)
        broken.problem = broken.problem or problem
        yield begin, len(text), broken


def events(text: str) -> Iterator[Any]:
    """The events of a YAML stream (YAML 1.2.2, section 3.1.1); raises `JSONTextError` for broken grammar."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    position = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            position = event.end_mark.index
            yield event
    except ReaderError as problem:
        message = f"U+{problem.character:04X} is a character that YAML does not allow: remove it"
        raise json_text_error("syntax", message, text, problem.position, problem.position + 1) from None
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        position = min(mark.index if mark is not None else position, len(text))
        if text[position : position + 1] == "\t":
            message = "not YAML: found a tab where it cannot stand: write spaces"
            raise json_text_error("syntax", message, text, position, position + 1) from None
        context = f" {problem.context}," if problem.context else ""
        what = (problem.problem or problem.note or "the text breaks off").replace(
            r"'\x00'", "the end of the text"
        )
        message = f"not YAML:{context} {what}"
        raise json_text_error("syntax", message, text, position, position) from None
    except Exception:  # Broken grammar also takes the library where its authors did not look.
        raise json_text_error(
            "syntax", "not YAML: the text breaks its grammar near here", text, position, position
        ) from None
