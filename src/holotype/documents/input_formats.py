"""File names, and names of formats, to input formats."""

from __future__ import annotations

from typing import Final

from holotype.documents.reading import InputError
from holotype.documents.values import Compression, InputFormat, Syntax

SYNTAXES: Final[dict[str, Syntax]] = {
    "json": "json",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "yaml": "yaml",
    "yml": "yaml",
    "toml": "toml",
}
COMPRESSIONS: Final[dict[str, Compression]] = {"gz": "gz", "bz2": "bz2", "xz": "xz", "zst": "zst"}


def detect(path: str, named: str = "") -> InputFormat | None:
    """The input format of a file, by the suffixes of its name, in any case; None when they say nothing.

    `named` is a format given by its name: a syntax (`jsonl`), or one within a compression (`jsonl.gz`).  A
    bare syntax leaves the compression to the suffix.  Raises `InputError` for a name that is no format.
    """
    suffixes = path.rpartition("/")[2].lower().split(".")[1:]
    compression: Compression = COMPRESSIONS.get(suffixes[-1], "") if suffixes else ""
    if named:
        name, dot, within = named.lower().partition(".")
        if name not in SYNTAXES or (dot and within not in COMPRESSIONS):
            raise InputError(
                f'"{named}" is no input format: expected {", ".join(SYNTAXES)}, '
                f"or one of them with .{', .'.join(COMPRESSIONS)}"
            )
        return InputFormat(SYNTAXES[name], COMPRESSIONS[within] if within else compression)
    if compression:
        suffixes.pop()
    return InputFormat(SYNTAXES[suffixes[-1]], compression) if suffixes and suffixes[-1] in SYNTAXES else None
