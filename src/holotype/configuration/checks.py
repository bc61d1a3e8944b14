"""The checks of a configuration, and which of them a file belongs to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from holotype.configuration.values import Manner


class Check(NamedTuple):
    """One `[[check]]`: files by their globs, and how they are checked."""

    files: tuple[str, ...]
    manner: Manner


class Configuration(NamedTuple):
    """A configuration file; globs are relative to its `folder`."""

    file: str
    folder: str
    checks: tuple[Check, ...]

    def check_of(self, path: str) -> Check | None:
        """The first check one of whose globs matches the path."""
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
        for check in self.checks:
            if any(matches(glob, relative) for glob in check.files):
                return check
        return None


def files_of(check: Check, folder: str) -> Iterator[tuple[str, list[str]]]:
    """Each glob of a check with the files that match it now, in order of names."""
    from holotype.checking.inputs import walk

    for glob in check.files:
        # What stands before the first wildcard is where the walk begins; hidden files are found by name only.
        plain = re.split(r"[*?[]", glob, maxsplit=1)[0]
        if plain == glob:
            yield glob, [os.path.join(folder, glob)]
            continue
        start = os.path.join(folder, plain.rpartition("/")[0])
        found = walk(start) if os.path.isdir(start) else iter(())
        named = (path for path in found if isinstance(path, str))
        yield glob, [path for path in named if matches(glob, os.path.relpath(path, folder))]


def matches(glob: str, path: str) -> bool:
    """Whether a glob matches a path with slashes: `*` and `?` stay within a folder, `**` does not."""
    return re.fullmatch(_expression(glob), path) is not None


def _expression(glob: str) -> str:
    pieces = []
    for piece in re.split(r"(\*\*/|\*\*|\*|\?|\[[^]]+\])", glob):
        if piece == "**/":
            pieces.append("(?:[^/]+/)*")
        elif piece == "**":
            pieces.append(".*")
        elif piece == "*":
            pieces.append("[^/]*")
        elif piece == "?":
            pieces.append("[^/]")
        elif piece.startswith("[") and piece.endswith("]"):
            within = re.escape(piece[1:-1].removeprefix("!")).replace("\\-", "-")
            pieces.append(f"[{'^' if piece[1] == '!' else ''}{within}]")
        else:
            pieces.append(re.escape(piece))
    return "".join(pieces)
