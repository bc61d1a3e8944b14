"""`[tool.holotype]` of pyproject.toml, or holotype.toml: which files are checked by which schema."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from holotype.configuration.checks import Configuration

OWN_FILE: Final = "holotype.toml"
SHARED_FILE: Final = "pyproject.toml"
MAXIMUM_SIZE: Final = 256 * 1024
"""Bytes of either: people write them, and reading a hostile one is to be over soon."""


def find_configuration(folder: str = "") -> Configuration | None:
    """The configuration of the nearest folder that has one, from `folder` (default: the current one) up.

    The folder of a git repository is the last one that is looked at.  Raises `ConfigurationError`.
    """
    folder = os.path.abspath(folder)
    while True:
        own = os.path.join(folder, OWN_FILE)
        if os.path.isfile(own):
            return _read(own)
        shared = os.path.join(folder, SHARED_FILE)
        if os.path.isfile(shared) and _mentions_holotype(shared):
            configuration = _read(shared)
            if configuration.checks:
                return configuration
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return None
        folder = above


def _read(file: str) -> Configuration:
    from holotype.configuration.reading import read_configuration

    return read_configuration(file)


def _mentions_holotype(file: str) -> bool:
    # Importing tomllib costs more than checking a small file: look for a key of ours first.
    try:
        with open(file, "rb") as stream:
            return any(map(_may_name_us, stream))
    except OSError:
        return True  # said where it is read


def _may_name_us(line: bytes) -> bool:
    """Whether a line of TOML may have a key of ours, written with escapes, or without the table around it."""
    line = line.lstrip()
    key = line if line.startswith(b"[") else line.rpartition(b"=")[0]
    return b"holotype" in key or b"\\" in key or line.startswith(b"[[check]]")
