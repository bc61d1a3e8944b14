"""The values that pass through `documents`: places, findings, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

Syntax: TypeAlias = Literal["json", "jsonl", "yaml", "toml"]
Compression: TypeAlias = Literal["", "gz", "bz2", "xz", "zst"]
DuplicateKeys: TypeAlias = Literal["warn", "ignore"]
YAMLMerge: TypeAlias = Literal["merge", "refuse"]

if TYPE_CHECKING:
    # What a caller may name a format by; "" leaves it to the name of the file.  Not made at run time: so many
    # values take their time, at every start of the command.
    InputFormatName: TypeAlias = (
        Literal["", "json", "json.gz", "json.bz2", "json.xz", "json.zst"]
        | Literal["jsonl", "jsonl.gz", "jsonl.bz2", "jsonl.xz", "jsonl.zst"]
        | Literal["ndjson", "ndjson.gz", "ndjson.bz2", "ndjson.xz", "ndjson.zst"]
        | Literal["yaml", "yaml.gz", "yaml.bz2", "yaml.xz", "yaml.zst"]
        | Literal["yml", "yml.gz", "yml.bz2", "yml.xz", "yml.zst"]
        | Literal["toml", "toml.gz", "toml.bz2", "toml.xz", "toml.zst"]
    )


class Place(NamedTuple):
    """A stretch of a file's text.

    Lines and columns are 1-based.  A column counts Unicode code points of its line (SARIF's
    `unicodeCodePoints`), a line ends with LF or CR LF (SARIF's default), and the end is exclusive: it is the
    column after the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Located(NamedTuple):
    """Where the value at a JSON Pointer stands.

    `key` is the place of the property name in front of it, and None for the root and for items of arrays.
    `exists` is False when the document has no such value: then `value` and `key` are those of the nearest
    ancestor that it has.
    """

    value: Place
    key: Place | None
    exists: bool


class Finding(NamedTuple):
    """What is wrong with the text of a document, as a sentence.

    `kind` is a stable name, a key of `findings.KINDS`; `severity` is "error" (there is no instance),
    "warning" (there is one), or "notice": nothing is wrong, and a person should know all the same.
    """

    kind: str
    message: str
    place: Place
    severity: Literal["error", "warning", "notice"] = "error"


class Document(NamedTuple):
    """One document of a file: the instance, or the findings that say why there is none.

    `text` is the document's own bytes: of JSON Lines the line, of YAML one document of the stream.  They
    start on the 1-based `line` and at the byte `offset` of the (decompressed) file; `ordinal` is the
    0-based number of the document in it.  Places in `findings`, and those that `locate` gives, are places in
    the file.
    """

    instance: object
    findings: tuple[Finding, ...]
    text: bytes
    syntax: Syntax
    line: int = 1
    offset: int = 0
    ordinal: int = 0

    @property
    def parsed(self) -> bool:
        """Whether `instance` is what the text says (a document of only `null` has the instance None, too)."""
        return not self.findings or all(finding.severity != "error" for finding in self.findings)


class InputFormat(NamedTuple):
    """How a file is written: a syntax, perhaps within a compression."""

    syntax: Syntax
    compression: Compression = ""


class Batch(NamedTuple):
    """Consecutive lines of a JSON Lines file, without their LF; `line` and `offset` are the first one's.

    `problem` is what is wrong with the data: a compressed file that is damaged ends with such a batch, which
    has no lines; a line that would take too much memory is one, with a blank line in its stead.
    """

    lines: list[bytes]
    line: int
    offset: int
    problem: Finding | None = None


class ByteRange(NamedTuple):
    """Bytes `start` to `end` (exclusive) of a file; both stand at the beginning of a line."""

    start: int
    end: int
