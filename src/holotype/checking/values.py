"""The values that pass through `checking`, but for diagnostics."""

# Annotations are evaluated here, not kept as text: NamedTuple compiles text, at every start of the command.

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from holotype.checking.diagnostics import Diagnostic
from holotype.documents import detect
from holotype.documents.values import DuplicateKeys, InputFormat, YAMLMerge

if TYPE_CHECKING:
    from holotype.checking.protocols import ReportedError


STANDARD_INPUT = "-"


class SchemaName(NamedTuple):
    """What a schema is called, and by whom: no code is run because a file said so (docs/trust.md)."""

    text: str
    named_by: Literal["person", "configuration"]


class CompileOptions(NamedTuple):
    """How a schema is compiled; None and () where nothing is said.

    `documents` maps URIs to files, `folders` are where other documents are looked for.
    """

    documents: Mapping[str, str] | None = None
    folders: tuple[str, ...] = ()
    dialect: str | None = None
    formats: str | None = None
    nulls: str | None = None


class Reading(NamedTuple):
    """How files are read: what `--input-format`, `--duplicate-keys` and `--yaml-merge` say.

    "" and None are for nothing.  `stdin_filename` is what standard input is called, where it has another name
    than "-".
    """

    input_format: str = ""
    duplicate_keys: DuplicateKeys | None = None
    stdin_filename: str = ""
    yaml_merge: YAMLMerge | None = None

    def name_of(self, file: str) -> str:
        """What diagnostics call a file."""
        return self.stdin_filename or file if file == STANDARD_INPUT else file

    def format_of(self, file: str) -> InputFormat:
        """The format of a file; one whose name says nothing is JSON."""
        return detect(self.name_of(file), self.input_format) or InputFormat("json")

    def is_bulk(self, input_format: InputFormat) -> bool:
        """Whether its lines may be read in bulk; looking for duplicate keys takes the careful parser."""
        return input_format.syntax == "jsonl" and self.duplicate_keys != "warn"


class Examiner(NamedTuple):
    """What a document is examined with.

    `each` points to the array whose items are the instances; None where the document itself is one.
    `envelope` is such a pointer that the contract names: it is used only for a document that is an envelope.
    `at` points to the value in the document that is taken for all of it, and `each` leads on from there.
    `rule_reads` has, for each rule, pointers to what it reads: its error is shown at the first that is there.
    `file` is the validator's own; "" where it came with this holotype, or has just been compiled.
    """

    is_clean: Callable[[object], bool]
    iter_errors: "Callable[[object], Iterator[ReportedError]]"
    each: str | None = None
    envelope: str = ""
    rule_reads: Mapping[str, tuple[str, ...]] = {}
    file: str = ""
    at: str = ""


class Part(NamedTuple):
    """What came of some of a file.

    `lines`, on the last part of a range, is how many lines that has: the places in the ranges after it move
    by so many.  `complete` says that this is the file's last part.  `size` is in bytes, of compressed data
    of those that they hold.  A part of no file has in `left_out` how many files of folders
    are not checked, for git ignores them.  `notices` are sentences for who runs the check.
    """

    file: str
    instances: int
    diagnostics: list[Diagnostic]
    size: int = 0
    lines: int = 0
    complete: bool = False
    left_out: int = 0
    notices: tuple[str, ...] = ()
